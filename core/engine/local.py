"""Runs jobs one at a time on this machine, in a thread of its own that outlives page and session."""

import logging
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, suppress
from threading import Condition, Thread

from core.engine.estimates import Pace
from core.engine.fair_queue import FairQueue
from core.engine.following import followed
from core.engine.jobs import Job, JobState, MakeGenerator, QueueState, Recorder, begun, given
from core.engine.model_slot import ModelSlot
from core.engine.recording import RECORDER, recording
from core.engine.running_job import PREVIEW_SECONDS, RunningJob, snapshots
from core.engine.startup_delay import StartupDelay
from core.errors import CancelledError, OutOfMemoryError, StudioError, sentence
from core.models.resolved import ResolvedProfile
from core.pipeline.pipeline import Picture
from core.pipeline.progress import Clock, Progress
from core.runtime.device import Device

LITTLE_MEMORY = "Memory ran out; trying again the thrifty way."

log = logging.getLogger(__name__)


class LocalEngine:
    """A fair queue, and one daemon thread that works through it once ``start``ed. All methods are for any
    thread.

    ``make`` gives a profile's generator; ``startup_delay`` tells when to read weights ahead. ``recorder``
    gives the photos and hears of every job that leaves the queue, except for those that wait when the engine
    is closed. ``now`` is the clock, in seconds.
    """

    def __init__(
        self,
        make: MakeGenerator,
        recorder: Recorder,
        *,
        startup_delay: StartupDelay | None = None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._slot, self._recorder, self._now = ModelSlot(make), recorder, now
        self._startup_delay = startup_delay or StartupDelay()
        self._changed = Condition()
        # All below is read and written with _changed held; _revision counts the changes that followers see.
        self._revision = 0
        self._queue = FairQueue()
        self._running: RunningJob | None = None
        self._leaving: dict[str, Job] = {}
        self._paces: dict[str, Pace] = {}
        self._problems: dict[str, str] = {}
        self._loading: str | None = None
        self._loaded: str | None = None
        self._looked = -PREVIEW_SECONDS
        self._closing = False
        self._worker: Thread | None = None

    def start(self, preload: ResolvedProfile | None = None) -> None:
        """Begin to work, to be called once; ``preload``'s weights are read after the startup delay."""
        self._loading = None if preload is None else preload.name
        self._worker = Thread(target=self._work, args=(preload,), name="engine", daemon=True)
        self._worker.start()

    def submit(self, jobs: Iterable[Job]) -> None:
        """Queue the jobs; raises ``StudioError`` after ``close``."""
        with self._changed:
            if self._closing:
                raise StudioError("The studio is shutting down; start it again, then generate.")
            for job in jobs:
                self._queue.put(job)
            self._notify()
        self._startup_delay.end()

    def cancel(self, job_id: str) -> bool:
        """Stop a job: a queued one at once, the running one at its next step or stage. ``False`` where
        there is none of that id, or where its picture is made and being recorded."""
        with self._changed:
            running = self._running
            if running is not None and running.job.id == job_id:
                if running.stage != "save":
                    running.cancellation.request()
                return running.stage != "save"
            job = self._queue.remove(job_id)
            if job is None:
                return False
            self._leaving[job.id] = job
        self._settle_cancelled(job)
        with self._changed:
            del self._leaving[job.id]
            self._notify()
        return True

    def cancel_all(self, owner: str | None = None) -> int:
        """Stop all jobs, or all of one owner; returns how many."""
        with self._changed:
            jobs = self._queue.order() + ([self._running.job] if self._running else [])
        return sum(self.cancel(job.id) for job in jobs if owner in (None, job.owner))

    def state(self) -> QueueState:
        """All jobs as they stand. Asking counts as looking: previews are made for a while."""
        self._startup_delay.seen()
        with self._changed:
            self._looked = self._now()
            running = self._running
            loading = self._loading
            if running is not None and running.stage == "load" and self._loaded is None:
                loading = running.job.request.profile
            return QueueState(
                jobs=snapshots(running, self._queue.order(), self._leaving, self._paces),
                loading=None if loading is None else f"The models of {loading} are being loaded.",
                profile=self._loaded,
                problem=next(iter(self._problems.values()), None),
            )

    def job(self, job_id: str) -> JobState | None:
        """A job as it stands; ``None`` where there is none, or no longer: then it is recorded."""
        return self.state().job(job_id)

    def follow(self, job_id: str, *, previews: bool = False) -> Iterator[JobState]:
        """The job's states, each time something about it may have changed, until it is recorded; none where
        there is no such job. Steps that pass while the caller is busy are left out. ``previews`` has small
        previews made meanwhile."""
        self._startup_delay.seen()

        def look() -> tuple[JobState, ...] | None:
            if previews:
                self._looked = self._now()
            return (
                None
                if self._closing and self._running is None
                else snapshots(self._running, self._queue.order(), self._leaving, self._paces)
            )

        return followed(job_id, self._changed, lambda: self._revision, look)

    def wait(self, job_id: str, seconds: float | None = None) -> bool:
        """Wait until the job is recorded, or is none of this engine's; tells whether it is, after at most
        ``seconds``."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._has(job_id), seconds)

    def waiting(self) -> int:
        """How many jobs wait for their turn."""
        with self._changed:
            return len(self._queue.order())

    def close(self, timeout: float = 30.0) -> bool:
        """Cancel the running job and stop; what is queued is dropped unrecorded. Waits at most ``timeout``
        seconds and tells whether the worker has stopped by then."""
        with self._changed:
            self._closing = True
            if self._running is not None:
                self._running.cancellation.request()
            self._notify()
        self._startup_delay.close()
        if self._worker is None:
            return True
        self._worker.join(timeout)
        return not self._worker.is_alive()

    def _work(self, preload: ResolvedProfile | None) -> None:
        if preload is not None and self._startup_delay.wait():
            self._warm_up(preload)
        while (running := self._next()) is not None:
            self._do(running)
            with self._changed:
                self._running = None
                self._queue.done()
                self._notify()
        with suppress(Exception):  # no caller is left to be told
            self._slot.let_go()

    def _next(self) -> RunningJob | None:
        """Wait for the next job; ``None`` once the engine is closed."""
        with self._changed:
            while not self._closing:
                job = self._queue.take()
                if job is not None:
                    self._running = RunningJob(job, self._now, self._paces.get(job.request.profile))
                    return self._running
                self._changed.wait()
            return None

    def _warm_up(self, profile: ResolvedProfile) -> None:
        problem, short = None, False
        try:
            self._slot.of(profile).load()
        # Whatever goes wrong in advance goes wrong again, and is told again, when a picture is wanted.
        except Exception as error:
            log.warning("The models of %s could not be loaded in advance", profile.name, exc_info=True)
            problem, short = sentence(error), isinstance(error, OutOfMemoryError)
        if short:
            self._slot.use_low_memory()
        with self._changed:
            self._loading = None
            if problem is None:
                self._loaded = profile.name
            else:
                self._problems[profile.name] = problem
            self._notify()

    def _do(self, running: RunningJob) -> None:
        """Make one picture and have it recorded, whatever happens."""
        job = running.job
        try:
            with self._recording():
                self._recorder.started(job)
            picture, device = self._made(running)
            with self._recording():
                self._recorder.finished(job, picture, device)
        except CancelledError:
            self._settle_cancelled(job)
        # The worker outlives every mistake, also one of ours; the record has the traceback.
        except Exception as error:
            log.info("Job %s failed", job.id, exc_info=True)
            with suppress(Exception), self._recording():
                self._recorder.failed(job, error, "".join(traceback.format_exception(error)))
        else:
            with self._changed:
                self._problems.pop(job.request.profile, None)
                self._problems.pop(RECORDER, None)
                if (pace := running.timer.pace()) is not None:
                    self._paces[job.request.profile] = pace

    def _made(self, running: RunningJob) -> tuple[Picture, Device]:
        """The picture; where memory runs out a second attempt is made in little memory."""
        try:
            return self._attempt(running)
        except OutOfMemoryError:
            if self._slot.low_memory:
                raise
        # Not inside the except clause: there the traceback still holds what filled the memory.
        self._slot.use_low_memory()
        with self._changed:
            self._loaded = None
            running.restart(LITTLE_MEMORY)
        return self._attempt(running)

    def _attempt(self, running: RunningJob) -> tuple[Picture, Device]:
        job, before = begun(running.job, self._recorder), self._slot.profile
        photo = self._recorder.photo(job)
        generator = self._slot.of(job.profile)
        if self._slot.profile != before:
            with self._changed:
                self._loaded = None
        clock = Clock(lambda progress: self._tell(running, progress), running.cancellation, self._watched)
        picture = generator.generate(job.request, photo, clock, **given(job))
        with self._changed:
            running.cancellation.check()
            running.save()  # from here on it is too late to cancel
            self._notify()
        return picture, generator.device

    def _tell(self, running: RunningJob, progress: Progress) -> None:
        with self._changed:
            running.tell(progress)
            if progress.stage == "inpaint":
                self._loaded = running.job.request.profile
            self._notify()

    def _notify(self) -> None:
        """Wake followers and the worker; with ``_changed`` held."""
        self._revision += 1
        self._changed.notify_all()

    def _has(self, job_id: str) -> bool:
        """Whether the job waits, runs or is being recorded; with ``_changed`` held."""
        running = self._running is not None and self._running.job.id == job_id
        queued = not self._closing and any(job.id == job_id for job in self._queue.order())
        return running or queued or job_id in self._leaving

    def _watched(self) -> bool:
        return self._now() - self._looked < PREVIEW_SECONDS

    def _settle_cancelled(self, job: Job) -> None:
        with suppress(Exception), self._recording():
            self._recorder.cancelled(job)

    def _recording(self) -> AbstractContextManager[None]:
        return recording(self._changed, self._problems)
