"""What the command line shows on stderr while it works: one line that is drawn over itself."""

import shutil
import sys
import time
from typing import TextIO

from core.engine.jobs import JobState
from core.groups.estimate import readable_time
from core.models.local import readable_size
from core.pipeline.stages import STAGE_WORDS
from core.runtime.printing import draw, one_line

WIDTH = 24
REDRAW_SECONDS = 0.1


class ProgressLine:
    """A bar that redraws itself on a terminal, and a line per stage where stderr is a file."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stderr
        self.live = self.stream.isatty()
        self._drawn, self._last_stage = 0.0, ""

    def show(self, job: JobState) -> None:
        """Draw how far a job is, with the time left in the denoising loop; nothing before and after its
        stages."""
        words = STAGE_WORDS.get(job.stage)
        if words is None:
            return
        text = f"{words} …"
        # A file has the stage's line alone, also where the first that is seen of it is a later step.
        denoising = self.live and job.stage == "inpaint" and job.step > 0
        if denoising:
            text = f"{words} {bar(job.step, job.steps)} step {job.step} of {job.steps}"
            text += f", {job.seconds_left:.0f} s left" if job.seconds_left else ""
        self._draw(text, job.stage, denoising and job.step == job.steps)

    def show_cell(self, place: int, cells: int, name: str, job: JobState, seconds_left: float | None) -> None:
        """Draw which picture of a group is made, and how long the group takes still."""
        text = f"{place:,} of {cells:,}: {name} …"
        if self.live:
            left = "" if seconds_left is None else f", about {readable_time(seconds_left)} left"
            words = STAGE_WORDS.get(job.stage, "Waiting")
            text = f"{bar(place - 1, cells)} {place:,} of {cells:,}{left}: {name}, {words.lower()}"
        self._draw(text, f"{place} {job.stage if self.live else ''}", must=False)

    def show_count(self, words: str, place: int, count: int, name: str) -> None:
        """Draw which of several things is at work."""
        self._draw(f"{words} {place:,} of {count:,}: {name} …", f"{place}", must=False)

    def show_bytes(self, name: str, done: int, total: int) -> None:
        """Draw how much of the model ``name`` is here, in bytes."""
        sizes = f"{readable_size(done / 1e6)} of {readable_size(total / 1e6)}"
        self._draw(f"{name} {bar(done, total)} {sizes}", name, done >= total)

    def show_files(self, done: int, total: int) -> None:
        """Draw how many files of a backup are copied."""
        self._draw(f"Copying {bar(done, total)} {done} of {total} files", "backup", done >= total)

    def end(self) -> None:
        """End the line, so that what is written next begins one of its own."""
        if self.live and self._drawn:
            draw(self.stream, "\n")
        self._drawn, self._last_stage = 0.0, ""

    def _draw(self, text: str, stage: str, must: bool) -> None:
        text = one_line(text)
        fresh = stage != self._last_stage
        now = time.monotonic()
        if not self.live:
            if fresh:
                draw(self.stream, text + "\n")
        elif fresh or must or now - self._drawn >= REDRAW_SECONDS:
            # A wrapped line could not be drawn over.
            columns = shutil.get_terminal_size().columns
            draw(self.stream, f"\r\x1b[2K{text[: columns - 1]}")
            self._drawn = now
        self._last_stage = stage


def bar(done: int, total: int) -> str:
    """``[######------]``"""
    filled = round(WIDTH * min(done, total) / total) if total else 0
    return "[" + "#" * filled + "-" * (WIDTH - filled) + "]"
