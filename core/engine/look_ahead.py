"""The next photos' cut-outs and depth, found while a picture is made."""

from collections import deque
from collections.abc import Callable, Sequence
from threading import Thread

from core.engine.jobs import Generator, Job, given
from core.pipeline.progress import Clock
from core.runtime.ahead import begin_ahead
from core.runtime.cancellation import Cancellation

REMEMBERED = 64
"""Jobs whose photos are not looked at again."""


class LookAhead:
    """Has a generator look at the photos of the jobs that come next, one photo at a time, so that no more
    than one is held besides those of the pictures that are made. What it finds is remembered by the
    generator's stages. ``photo_of`` reads a job's photo; ``wanted`` tells whether a job still waits or is
    being made.
    Not for several threads at a time."""

    def __init__(self, photo_of: Callable[[Job], bytes], wanted: Callable[[str], bool]) -> None:
        self._photo_of, self._wanted = photo_of, wanted
        self._thread: Thread | None = None
        self._seen: deque[str] = deque(maxlen=REMEMBERED)

    @property
    def busy(self) -> bool:
        """Whether a photo is being looked at."""
        return self._thread is not None and self._thread.is_alive()

    def begin(self, generator: Generator, jobs: Sequence[Job]) -> None:
        """Look at the first photo of ``jobs`` that was not looked at, in a thread of its own; nothing where
        that is busy."""
        job = next((one for one in jobs if one.id not in self._seen), None)
        if self.busy or job is None:
            return
        self._seen.append(job.id)

        def look() -> None:
            cancellation = Cancellation(lambda: not self._wanted(job.id))
            cancellation.check()
            clock = Clock(cancellation=cancellation)
            generator.prepare(job.request, self._photo_of(job), clock, **given(job))

        self._thread = begin_ahead("look ahead", look)

    def join(self, timeout: float) -> None:
        """Wait until nothing is looked at, at most ``timeout`` seconds."""
        if self._thread is not None:
            self._thread.join(timeout)
