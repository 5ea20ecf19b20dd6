"""The next photo's cut-out and depth, found while a picture is made."""

from collections.abc import Callable
from threading import Thread

from core.engine.jobs import Generator, Job
from core.pipeline.progress import Clock
from core.runtime.ahead import begin_ahead
from core.runtime.cancellation import Cancellation


class LookAhead:
    """Has a generator look at the photo of the job that comes next, one photo at a time, so that no more than
    one is held besides those of the pictures that are made. What it finds is remembered by the generator's
    stages. ``photo_of`` reads a job's photo; ``wanted`` tells whether a job still waits or is being made.
    Not for several threads at a time."""

    def __init__(self, photo_of: Callable[[Job], bytes], wanted: Callable[[str], bool]) -> None:
        self._photo_of, self._wanted = photo_of, wanted
        self._thread: Thread | None = None
        self._last = ""

    @property
    def busy(self) -> bool:
        """Whether a photo is being looked at."""
        return self._thread is not None and self._thread.is_alive()

    def begin(self, generator: Generator, job: Job) -> None:
        """Look at the photo of ``job``, in a thread of its own; nothing where that is busy, or did so."""
        if self.busy or job.id == self._last:
            return
        self._last = job.id

        def look() -> None:
            cancellation = Cancellation(lambda: not self._wanted(job.id))
            cancellation.check()
            clock = Clock(cancellation=cancellation)
            generator.prepare(job.request, self._photo_of(job), clock, profile=job.profile)

        self._thread = begin_ahead("look ahead", look)

    def join(self, timeout: float) -> None:
        """Wait until nothing is looked at, at most ``timeout`` seconds."""
        if self._thread is not None:
            self._thread.join(timeout)
