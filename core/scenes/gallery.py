"""The gallery of scenes: sentences to begin with, one thumbnail each."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from core.scenes.drawing import scene_for
from core.scenes.kinds import KINDS
from core.scenes.spec import SceneSpec

TABLE = Path(__file__).with_name("gallery.toml")


@dataclass(frozen=True)
class Example:
    """One thumbnail: the English ``sentence`` that fills the prompt, which reads as ``kind``, and the
    ``seed`` of the place that is shown."""

    name: str
    title: str
    kind: str
    sentence: str
    seed: int

    @property
    def group(self) -> str:
        """The kind's group, of ``core.scenes.groups.GROUPS``."""
        return KINDS[self.kind].group

    def scene(self) -> SceneSpec:
        """The scene that the thumbnail shows."""
        return scene_for(self.sentence, self.seed)


@lru_cache
def examples() -> tuple[Example, ...]:
    """Every example, in the gallery's order."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return tuple(Example(name=name, **values) for name, values in table.items())
