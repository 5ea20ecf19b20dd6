"""What a stage is: one small class with a name, a version, words, and ``run``."""

from typing import ClassVar

from core.pipeline.progress import Clock
from core.pipeline.stage_cache import Key
from core.pipeline.state import PipelineState


class Stage:
    """One step. ``name`` is what progress and recorded seconds call it, ``words`` what a user reads while it
    runs, ``title`` what a user reads where its version is another one than before."""

    name: ClassVar[str]
    version: ClassVar[int]
    words: ClassVar[str]
    title: ClassVar[str]

    def run(self, state: PipelineState, clock: Clock) -> PipelineState:
        """The state with what this stage adds; ``clock`` hears of steps within it. Raises ``StudioError``."""
        raise NotImplementedError

    def key(self, entry: str, state: PipelineState, **more: str | int | float | bool | None) -> Key:
        """Under which a result for the fitted photo is remembered: all that decides it."""
        return {"stage": entry, "version": self.version, "input": state.digest, **more}
