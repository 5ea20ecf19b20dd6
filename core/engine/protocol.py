"""What the studio asks of an engine, wherever its pictures are made."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from core.engine.jobs import Job, JobState, QueueState
from core.models.resolved import ResolvedProfile


class Engine(Protocol):
    """Makes the pictures of jobs, fair to their owners, and has a ``Recorder`` write down what becomes of
    each. All methods are for any thread.

    ``submit``, ``cancel``, ``state`` and ``close`` are what an engine is; the others look at the same jobs.
    """

    def start(self, preload: ResolvedProfile | None = None) -> None:
        """Begin to work, to be called once; ``preload``'s weights are read in the background."""
        ...

    def submit(self, jobs: Iterable[Job]) -> None:
        """Queue the jobs; raises ``StudioError`` after ``close``, or where the engine cannot be reached."""
        ...

    def cancel(self, job_id: str) -> bool:
        """Stop a job: a queued one at once, one that is being made at its next step or stage. ``False`` where
        there is none of that id, or where its picture is made and being recorded."""
        ...

    def cancel_all(self, owner: str | None = None) -> int:
        """Stop all jobs, or all of one owner; returns how many."""
        ...

    def state(self) -> QueueState:
        """All jobs as they stand. Asking counts as looking: previews are made for a while."""
        ...

    def job(self, job_id: str) -> JobState | None:
        """A job as it stands; ``None`` where there is none, or no longer: then it is recorded."""
        ...

    def follow(self, job_id: str, *, previews: bool = False) -> Iterator[JobState]:
        """The job's states, each time something about it may have changed and at least every second, until it
        is recorded; none where there is no such job."""
        ...

    def wait(self, job_id: str, seconds: float | None = None) -> bool:
        """Wait until the job is recorded, or is none of this engine's; tells whether it is, after at most
        ``seconds``."""
        ...

    def waiting(self) -> int:
        """How many jobs wait for their turn."""
        ...

    def capacity(self) -> int:
        """How many pictures are made at a time, as far as that is known by now; at least 1."""
        ...

    def close(self, timeout: float = 30.0) -> bool:
        """Cancel what is being made and stop; what is queued is dropped unrecorded. Waits at most ``timeout``
        seconds and tells whether all has stopped by then."""
        ...
