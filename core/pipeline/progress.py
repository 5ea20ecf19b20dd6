"""How far a picture is: frozen snapshots, and seconds per stage."""

import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.runtime.cancellation import Cancellation


@dataclass(frozen=True)
class Progress:
    """Where the work stands: the stage, its step of so many (0 of 0 where it has none), the seconds
    since the picture was begun, and after a denoising step a small preview h×w×3 uint8."""

    stage: str
    step: int
    steps: int
    seconds: float
    preview: npt.NDArray[np.uint8] | None = None


OnProgress = Callable[[Progress], None]


class Clock:
    """Times the stages of one picture, tells of each, and stops between them when asked to.

    ``cancellation`` is checked at each stage and step, which raises ``CancelledError`` once it was asked for.
    ``previews`` is asked before a preview is made; without it each step that is told has one. ``coming`` is
    asked whether photos of the next pictures are being looked at, and has that begun.
    """

    def __init__(
        self,
        on_progress: OnProgress | None = None,
        cancellation: Cancellation | None = None,
        previews: Callable[[], bool] | None = None,
        coming: Callable[[], bool] | None = None,
    ) -> None:
        self.seconds: dict[str, float] = {}
        self._shares: dict[str, float] = {}
        self._tell, self._previews = on_progress, previews
        self.cancellation = cancellation or Cancellation()
        self.coming = coming or (lambda: False)
        self._began = time.perf_counter()

    @contextmanager
    def stage(self, name: str) -> Generator[None]:
        """Time what is done inside."""
        self.tell(name)
        began = time.perf_counter()
        yield
        self.seconds[name] = self._shares.pop(name, time.perf_counter() - began)

    def count(self, stage: str, seconds: float) -> None:
        """Have the stage that is at work count for so many ``seconds``: the picture's share of what is worked
        out for several."""
        self._shares[stage] = seconds

    def tell(
        self,
        stage: str,
        step: int = 0,
        steps: int = 0,
        preview: Callable[[], npt.NDArray[np.uint8]] | None = None,
    ) -> None:
        """Report a step; ``preview`` is only made for a listener that wants one."""
        self.cancellation.check()
        if self._tell is not None:
            wanted = self._previews is None or self._previews()
            small = preview() if preview is not None and wanted else None
            self._tell(Progress(stage, step, steps, time.perf_counter() - self._began, small))
