"""An engine's jobs on several workers: who waits, who is being made, and what a follower sees of them."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace

from core.engine.estimates import Pace
from core.engine.fair_queue import FairQueue
from core.engine.jobs import Job, JobState
from core.engine.running_job import RunningJob, snapshots
from core.pipeline.progress import Progress

PLACES = 16
"""How far down the queue a worker looks for a job that it has the weights for."""


@dataclass
class Running:
    """A job on a worker: ``seen`` keeps its time here, ``preview`` comes from there, ``stop`` tells it to
    end; ``tries`` counts the workers it was sent to."""

    seen: RunningJob
    stop: Callable[[], object] = bool
    preview: bytes | None = None
    tries: int = 1

    @property
    def job(self) -> Job:
        """The job itself."""
        return self.seen.job

    def cancel(self) -> bool:
        """Have it stopped; ``False`` where its picture is made and being recorded."""
        if self.seen.stage == "save":
            return False
        self.seen.cancellation.request()
        with suppress(Exception):  # a worker that is lost has nothing to stop
            self.stop()
        return True

    def tell(self, state: JobState) -> None:
        """Take in what the worker's own engine says."""
        if state.status == "running" and state.stage != "save":
            self.seen.tell(Progress(state.stage, state.step, state.steps if state.step else 0, state.seconds))
            self.preview = state.preview
            self.seen.message = state.message or self.seen.message

    def restart(self, message: str) -> None:
        """It is made again elsewhere."""
        self.seen.restart(message)
        self.preview = None

    def state(self) -> JobState:
        """A snapshot."""
        return replace(self.seen.state(), preview=self.preview)


@dataclass
class Jobs:
    """All jobs of an engine; ``leaving`` are those that were taken out and are not recorded yet. Not for
    several threads at a time."""

    queue: FairQueue = field(default_factory=FairQueue)
    again: deque[Running] = field(default_factory=deque[Running])
    running: dict[str, Running] = field(default_factory=dict[str, Running])
    leaving: dict[str, Job] = field(default_factory=dict[str, Job])

    def waiting(self) -> list[Job]:
        """Those that wait, in the order they will be taken."""
        return [*(one.job for one in self.again), *self.queue.order()]

    def take(self, key: object, others: Iterable[object]) -> Running | Job | None:
        """The next job for a worker that holds the weights ``key``, ``None`` for none: the next one, unless
        one of the ``others`` holds its weights and there is a later one for this worker."""
        if self.again:
            return self.again.popleft()
        order = self.queue.order()
        if not order:
            return None
        if key is not None and order[0].profile.generator_key in others:
            own = next((job for job in order[:PLACES] if job.profile.generator_key == key), order[0])
            if own is not order[0]:
                return self.queue.remove(own.id)
        job = self.queue.take()
        if job is not None:
            self.queue.done(job.owner)  # the owner's next turn comes behind all who wait
        return job

    def remove(self, job_id: str) -> Job | None:
        """Take out a job that waits, which leaves; ``None`` where it does not wait."""
        again = next((one for one in self.again if one.job.id == job_id), None)
        if again is not None:
            self.again.remove(again)
        job = self.queue.remove(job_id) if again is None else again.job
        if job is not None:
            self.leaving[job_id] = job
        return job

    def remove_all(self, owner: str | None = None) -> list[Job]:
        """Take out all jobs that wait, or all of one owner, which leave."""
        taken = [one for one in self.again if owner in (None, one.job.owner)]
        self.again = deque(one for one in self.again if owner not in (None, one.job.owner))
        jobs = [*(one.job for one in taken), *self.queue.remove_all(owner)]
        self.leaving.update({job.id: job for job in jobs})
        return jobs

    def has(self, job_id: str, *, queued: bool) -> bool:
        """Whether the job is being made or recorded, or waits, where those ``queued`` count."""
        if job_id in self.running or job_id in self.leaving:
            return True
        return queued and (self.queue.has(job_id) or any(one.job.id == job_id for one in self.again))

    @property
    def waits(self) -> int:
        """How many wait."""
        return len(self.again) + len(self.queue)

    def snapshots(self, paces: Mapping[tuple[str, str], Pace], workers: int) -> tuple[JobState, ...]:
        """All jobs, those that are being made first; ``workers`` share the waiting time."""
        states = [one.state() for one in self.running.values()]
        return snapshots(states, self.waiting(), self.leaving, paces, max(1, workers))
