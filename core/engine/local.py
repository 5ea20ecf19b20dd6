"""Runs jobs on this machine, in threads of their own that outlive page and session: one at a time, or one on
each of several devices."""

import logging
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from threading import Condition, Thread

from core.engine.estimates import Pace, pace_key
from core.engine.fair_queue import FairQueue
from core.engine.following import followed
from core.engine.jobs import Generator, Job, JobState, MakeGenerator, QueueState, Recorder, begun, given
from core.engine.look_ahead import LookAhead
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
SEEN = ("load", "inpaint", "scene", "scene_shadow")
"""Stages in which a picture's own photo is looked at already, and the next one may be."""

log = logging.getLogger(__name__)


class _Worker:
    """One device's models, and the job that is made with them."""

    def __init__(self, make: MakeGenerator) -> None:
        self.slot = ModelSlot(make)
        self.running: RunningJob | None = None
        self.generator: Generator | None = None
        self.loading: str | None = None
        self.loaded: str | None = None
        self.thread: Thread | None = None


class LocalEngine:
    """A fair queue, and a daemon thread for each device that work through it once ``start``ed. All methods
    are for any thread.

    ``make`` gives a profile's generator, and each of ``others`` one on a further device; ``startup_delay``
    tells when to read weights ahead. ``recorder`` gives the photos and hears of every job that leaves the
    queue, except for those that wait when the engine is closed. While a picture is made the next one's photo
    is looked at, or those of the next that its models paint at once, ``together`` of them on a single device.
    ``now`` is the clock, in seconds.
    """

    def __init__(
        self,
        make: MakeGenerator,
        recorder: Recorder,
        *,
        others: Sequence[MakeGenerator] = (),
        startup_delay: StartupDelay | None = None,
        together: int = 1,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._workers = tuple(_Worker(one) for one in (make, *others))
        self._recorder, self._now, self._together = recorder, now, 1 if others else together
        self._startup_delay = startup_delay or StartupDelay()
        self._changed = Condition()
        # All below is read and written with _changed held; _revision counts the changes that followers see.
        self._revision = 0
        self._queue = FairQueue()
        self._leaving: dict[str, Job] = {}
        self._paces: dict[tuple[str, str], Pace] = {}
        self._problems: dict[str, str] = {}
        self._looked = -PREVIEW_SECONDS
        self._closing = False
        self._ahead = LookAhead(recorder.photo, self._wanted)

    def start(self, preload: ResolvedProfile | None = None) -> None:
        """Begin to work, to be called once; ``preload``'s weights are read after the startup delay, by the
        first device."""
        for worker in self._workers:
            given = preload if worker is self._workers[0] else None
            worker.loading = None if given is None else given.name
            worker.thread = Thread(target=self._work, args=(worker, given), name="engine", daemon=True)
            worker.thread.start()

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
            running = next((one for one in self._running() if one.job.id == job_id), None)
            if running is not None:
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
            waiting = self._queue.remove_all(owner)
            running = [one.job.id for one in self._running() if owner in (None, one.job.owner)]
            self._leaving.update({job.id: job for job in waiting})
        if waiting:
            with suppress(Exception), self._recording():
                self._recorder.cancelled_all(waiting)
        with self._changed:
            for job in waiting:
                del self._leaving[job.id]
            self._notify()
        return len(waiting) + sum(self.cancel(job) for job in running)

    def state(self) -> QueueState:
        """All jobs as they stand. Asking counts as looking: previews are made for a while."""
        self._startup_delay.seen()
        with self._changed:
            self._looked = self._now()
            loading = next((name for one in self._workers if (name := _loading(one)) is not None), None)
            return QueueState(
                jobs=self._snapshots(),
                loading=None if loading is None else f"The models of {loading} are being loaded.",
                profile=next((one.loaded for one in self._workers if one.loaded is not None), None),
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
            if (running := next((one for one in self._running() if one.job.id == job_id), None)) is not None:
                return (running.state(),)
            return None if self._closing and not self._running() else self._snapshots()

        return followed(job_id, self._changed, lambda: self._revision, look)

    def wait(self, job_id: str, seconds: float | None = None) -> bool:
        """Wait until the job is recorded, or is none of this engine's; tells whether it is, after at most
        ``seconds``."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._has(job_id), seconds)

    def waiting(self) -> int:
        """How many jobs wait for their turn."""
        with self._changed:
            return len(self._queue)

    def capacity(self) -> int:
        """How many pictures are made at a time."""
        return len(self._workers)

    def close(self, timeout: float = 30.0) -> bool:
        """Cancel the running jobs and stop; what is queued is dropped unrecorded. Waits at most ``timeout``
        seconds and tells whether the workers have stopped by then."""
        with self._changed:
            self._closing = True
            for running in self._running():
                running.cancellation.request()
            self._notify()
        self._startup_delay.close()
        deadline = time.monotonic() + timeout
        threads = [worker.thread for worker in self._workers if worker.thread is not None]
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        if threads:
            self._ahead.join(max(0.0, deadline - time.monotonic()))
        return not any(thread.is_alive() for thread in threads)

    def _work(self, worker: _Worker, preload: ResolvedProfile | None) -> None:
        if preload is not None and self._startup_delay.wait():
            self._warm_up(worker, preload)
        while (running := self._next(worker)) is not None:
            self._do(worker, running)
            with self._changed:
                worker.running = worker.generator = None
                self._queue.done(running.job.owner)
                self._notify()
        with suppress(Exception):  # no caller is left to be told
            worker.slot.let_go()

    def _next(self, worker: _Worker) -> RunningJob | None:
        """Wait for the next job; ``None`` once the engine is closed."""
        with self._changed:
            while not self._closing:
                job = self._queue.take()
                if job is not None:
                    worker.running = RunningJob(job, self._now, self._paces.get(pace_key(job.request)))
                    return worker.running
                self._changed.wait()
            return None

    def _warm_up(self, worker: _Worker, profile: ResolvedProfile) -> None:
        problem, short = None, False
        try:
            worker.slot.of(profile).load()
        # Whatever goes wrong in advance goes wrong again, and is told again, when a picture is wanted.
        except Exception as error:
            log.warning("The models of %s could not be loaded in advance", profile.name, exc_info=True)
            problem, short = sentence(error), isinstance(error, OutOfMemoryError)
        if short:
            worker.slot.use_low_memory()
        with self._changed:
            worker.loading = None
            if problem is None:
                worker.loaded = profile.name
            else:
                self._problems[profile.name] = problem
            self._notify()

    def _do(self, worker: _Worker, running: RunningJob) -> None:
        """Make one picture and have it recorded, whatever happens."""
        job = running.job
        try:
            with self._recording():
                self._recorder.started(job)
            picture, device = self._made(worker, running)
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
                if (pace := running.timer.pace(picture.together)) is not None:
                    self._paces[pace_key(job.request)] = pace

    def _made(self, worker: _Worker, running: RunningJob) -> tuple[Picture, Device]:
        """The picture; where memory runs out a second attempt is made in little memory."""
        try:
            return self._attempt(worker, running)
        except OutOfMemoryError:
            if worker.slot.low_memory:
                raise
        # Not inside the except clause: there the traceback still holds what filled the memory.
        worker.slot.use_low_memory()
        with self._changed:
            worker.loaded = None
            running.restart(LITTLE_MEMORY)
        return self._attempt(worker, running)

    def _attempt(self, worker: _Worker, running: RunningJob) -> tuple[Picture, Device]:
        job, before = begun(running.job, self._recorder), worker.slot.profile
        photo = self._recorder.photo(job)
        generator = worker.slot.of(job.profile)
        with self._changed:
            worker.generator = generator
            if worker.slot.profile != before:
                worker.loaded = None

        def tell(progress: Progress) -> None:
            self._tell(worker, running, progress)

        clock = Clock(tell, running.cancellation, self._watched)
        picture = generator.generate(job.request, photo, clock, **given(job))
        with self._changed:
            running.cancellation.check()
            running.save()  # from here on it is too late to cancel
            self._notify()
        return picture, generator.device

    def _tell(self, worker: _Worker, running: RunningJob, progress: Progress) -> None:
        with self._changed:
            running.tell(progress)
            if progress.stage == "inpaint":
                worker.loaded = running.job.request.profile
            if progress.stage in SEEN:
                self._look_ahead(worker, running)
            self._notify()

    def _look_ahead(self, worker: _Worker, running: RunningJob) -> None:
        """Have the photos looked at that come next, where the same models are used for them; with
        ``_changed`` held."""
        generator, key = worker.generator, running.job.profile.generator_key
        if generator is not None and not worker.slot.low_memory:
            # Those that are painted at once with this one, and those that are to be with the next.
            jobs = self._queue.next_of(running.job.owner, 2 * self._together - 1)
            self._ahead.begin(generator, [job for job in jobs if job.profile.generator_key == key])

    def _wanted(self, job_id: str) -> bool:
        """Whether a job waits or is being made, and is not to be stopped."""
        with self._changed:
            running = any(one.job.id == job_id and not one.cancellation.requested for one in self._running())
            return not self._closing and (running or self._queue.has(job_id))

    def _running(self) -> list[RunningJob]:
        """The jobs that are being made; with ``_changed`` held."""
        return [worker.running for worker in self._workers if worker.running is not None]

    def _snapshots(self) -> tuple[JobState, ...]:
        """All jobs; with ``_changed`` held."""
        states, order = [one.state() for one in self._running()], self._queue.order()
        return snapshots(states, order, self._leaving, self._paces, len(self._workers))

    def _notify(self) -> None:
        """Wake followers and the worker; with ``_changed`` held."""
        self._revision += 1
        self._changed.notify_all()

    def _has(self, job_id: str) -> bool:
        """Whether the job waits, runs or is being recorded; with ``_changed`` held."""
        running = any(one.job.id == job_id for one in self._running())
        queued = not self._closing and self._queue.has(job_id)
        return running or queued or job_id in self._leaving

    def _watched(self) -> bool:
        return self._now() - self._looked < PREVIEW_SECONDS

    def _settle_cancelled(self, job: Job) -> None:
        with suppress(Exception), self._recording():
            self._recorder.cancelled(job)

    def _recording(self) -> AbstractContextManager[None]:
        return recording(self._changed, self._problems)


def _loading(worker: _Worker) -> str | None:
    """The profile whose weights a worker is reading."""
    running = worker.running
    if running is not None and running.stage == "load" and worker.loaded is None:
        return running.job.request.profile
    return worker.loading
