"""What the command line shows on stderr while it works: one line that is drawn over itself."""

import shutil
import sys
import time
from typing import TextIO

from core.models.local import readable_size
from core.pipeline.progress import Progress

WIDTH = 24
REDRAW_SECONDS = 0.1

SENTENCES = {
    "orient": "Reading the photo",
    "fit": "Fitting the photo",
    "matte": "Cutting out the subject",
    "depth": "Measuring depth",
    "load": "Loading the model",
    "inpaint": "Painting the background",
    "upscale": "Sharpening the background",
    "composite": "Putting the subject back",
}


class ProgressLine:
    """A bar that redraws itself on a terminal, and a line per stage where stderr is a file."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stderr
        self.live = self.stream.isatty()
        self._drawn, self._last_stage = 0.0, ""
        self._first_step: tuple[int, float] | None = None

    def show(self, progress: Progress) -> None:
        """Draw a picture's progress with the time left in the denoising loop."""
        text = f"{SENTENCES[progress.stage]} …"
        if progress.steps:
            left = self.seconds_left(progress)
            text = f"{SENTENCES[progress.stage]} {bar(progress.step, progress.steps)} "
            text += f"step {progress.step} of {progress.steps}"
            text += f", {left:.0f} s left" if left else ""
        self._draw(text, progress.stage, progress.step == progress.steps)

    def show_bytes(self, name: str, done: int, total: int) -> None:
        """Draw how much of the model ``name`` is here, in bytes."""
        sizes = f"{readable_size(done / 1e6)} of {readable_size(total / 1e6)}"
        self._draw(f"{name} {bar(done, total)} {sizes}", name, done >= total)

    def end(self) -> None:
        """End the line, so that what is written next begins one of its own."""
        if self.live and self._drawn:
            self.stream.write("\n")
            self.stream.flush()
        self._drawn, self._last_stage = 0.0, ""

    def seconds_left(self, progress: Progress) -> float | None:
        """Seconds until the last denoising step, by the pace since the first; ``None`` at the first."""
        if self._first_step is None or progress.step <= self._first_step[0]:
            self._first_step = (progress.step, progress.seconds)
            return None
        step, seconds = self._first_step
        return (progress.seconds - seconds) / (progress.step - step) * (progress.steps - progress.step)

    def _draw(self, text: str, stage: str, must: bool) -> None:
        fresh = stage != self._last_stage
        now = time.monotonic()
        if not self.live:
            if fresh:
                self.stream.write(text + "\n")
        elif fresh or must or now - self._drawn >= REDRAW_SECONDS:
            # A wrapped line could not be drawn over.
            columns = shutil.get_terminal_size().columns
            self.stream.write(f"\r\x1b[2K{text[: columns - 1]}")
            self.stream.flush()
            self._drawn = now
        self._last_stage = stage


def bar(done: int, total: int) -> str:
    """``[######------]``"""
    filled = round(WIDTH * min(done, total) / total) if total else 0
    return "[" + "#" * filled + "-" * (WIDTH - filled) + "]"
