"""A rendered place with what it is called."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from core.scenes.painting import Stand
from core.scenes.parts.canvas import Array
from training.scenes.daylight import HARDNESS, Day


@dataclass
class Scene:
    """One rendered place: picture, disparity, what it is called, and where its ground begins.

    ``phrases`` are wordings of the place, any one of which names it; ``details`` further facts (light,
    time, what is behind, mood), each one wording or a list of alternative ones. ``horizon`` is the y
    (0 = top, 1 = bottom) above which nothing can stand. Of the light: ``shade`` says how dark a contact
    shadow is (0 = none), ``light_from`` where the light comes from (-1 left, 0 above or all around,
    1 right), ``hardness`` how sharp cast shadows are (0 soft … 1 hard sun), ``mirror`` how much of a
    standing thing the ground reflects (0 none … 1). ``stand`` is what things are put on, where there is
    such a thing. ``kind`` is the product's kind of scene that it is, if it is one.
    """

    image: Array
    depth: Array
    family: str
    phrases: list[str]
    horizon: float
    shade: float = 0.45
    details: list[str | list[str]] = field(default_factory=list)
    light_from: float = 0.0
    hardness: float = 0.2
    mirror: float = 0.0
    stand: Stand | None = None
    kind: str | None = None

    def words(self) -> Mapping[str, object]:
        """What captions are drawn from, as shards keep it."""
        return {"phrases": self.phrases, "details": self.details, "kind": self.kind}


def place(
    image: Array,
    depth: Array,
    family: str,
    phrases: list[str],
    horizon: float,
    day: Day,
    extra: list[str | list[str]] | None = None,
    shade: float = 0.45,
    mirror: float = 0.0,
) -> Scene:
    """The finished scene with the day's light filled in."""
    hard = HARDNESS[day.key]
    side = 0.0 if hard < 0.1 else float(np.clip((day.sun - 0.5) * 2.4, -1, 1))
    return Scene(
        np.clip(image, 0, 1).astype(np.float32),
        np.clip(depth, 0, 1).astype(np.float32),
        family,
        phrases,
        min(horizon, 0.9),
        shade,
        [*day.details(), *(extra or [])],
        side,
        hard,
        mirror,
    )
