"""Runs jobs on a Ray cluster, as many at a time as it has room for workers."""

import logging
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, suppress
from threading import Condition, Thread, current_thread

from core.engine.estimates import Pace, pace_key
from core.engine.following import followed
from core.engine.jobs import Job, JobState, QueueState, Recorder, begun
from core.engine.ray.ahead import Ahead
from core.engine.ray.cluster import connect, disconnect
from core.engine.ray.jobs import Jobs, Running
from core.engine.ray.lane import Lane, LostError, Share
from core.engine.ray.worker import Cancelled, Failed, Made, MakeGenerators, Told, real_generators
from core.engine.recording import recording
from core.engine.running_job import PREVIEW_SECONDS, RunningJob
from core.engine.startup_delay import StartupDelay
from core.errors import CancelledError, DeviceError, StudioError, sentence
from core.models.resolved import ResolvedProfile
from core.settings import Settings

IDLE_SECONDS = 120.0
"""After so long without a job a worker is let go; the next job waits for another one."""
TRIES = 3
"""How many workers a picture may cost: one that fills the memory would else go round for ever."""
LOST = "Its worker was lost; it is made again."
TOO_OFTEN = (
    "The machines that made this picture were lost three times; it may need more memory than they have: "
    "lower max_side or choose another profile."
)
STARTING = "The cluster's workers are being started."

log = logging.getLogger(__name__)


class RayEngine:
    """A fair queue, and one thread for each worker of the cluster, which Ray places and brings back. All
    methods are for any thread.

    The cluster is joined when the first jobs are submitted. The picture of a worker that is lost is made by
    another one; it is recorded here, once. ``make`` gives the workers' generators, ``idle_seconds`` is how
    long a worker without work is kept, ``now`` the clock.
    """

    def __init__(
        self,
        settings: Settings,
        recorder: Recorder,
        *,
        make: MakeGenerators = real_generators,
        startup_delay: StartupDelay | None = None,
        idle_seconds: float = IDLE_SECONDS,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings, self._recorder, self._make, self._now = settings, recorder, make, now
        self._startup_delay, self._idle_seconds = startup_delay or StartupDelay(), idle_seconds
        self._changed = Condition()
        # All below is read and written with _changed held; _revision counts the changes that followers see.
        self._revision = 0
        self._jobs = Jobs()
        self._lanes: dict[Thread, Lane | None] = {}
        self._idle = 0
        self._paces: dict[tuple[str, str], Pace] = {}
        self._problems: dict[str, str] = {}
        self._share: Share | None = None
        self._ahead = Ahead(settings)
        self._ours = self._closing = False
        self._looked = -PREVIEW_SECONDS

    def start(self, preload: ResolvedProfile | None = None) -> None:
        """To be called once; with ``preload`` the cluster is joined and a worker reads its weights after the
        startup delay."""
        if preload is not None:
            Thread(target=self._start_ahead, args=(preload,), name="ray ahead", daemon=True).start()

    def submit(self, jobs: Iterable[Job]) -> None:
        """Queue the jobs; raises ``StudioError`` after ``close``, ``EngineError`` where the cluster cannot be
        used."""
        self._join()
        with self._changed:
            self._check_open()
            for job in jobs:
                self._jobs.queue.put(job)
            self._widen()
            self._notify()
        self._startup_delay.end()

    def cancel(self, job_id: str) -> bool:
        """Stop a job: a queued one at once, one that is being made at its next step or stage. ``False`` where
        there is none of that id, or where its picture is made and being recorded."""
        with self._changed:
            if (running := self._jobs.running.get(job_id)) is not None:
                return running.cancel()
            job = self._jobs.remove(job_id)
        if job is None:
            return False
        self._leave([job])
        return True

    def cancel_all(self, owner: str | None = None) -> int:
        """Stop all jobs, or all of one owner; returns how many."""
        with self._changed:
            waiting = self._jobs.remove_all(owner)
            running = [one.job.id for one in self._jobs.running.values() if owner in (None, one.job.owner)]
        self._leave(waiting)
        return len(waiting) + sum(self.cancel(job) for job in running)

    def _leave(self, jobs: list[Job]) -> None:
        """Record that jobs, which are leaving, were cancelled."""
        if jobs:
            with suppress(Exception), self._recording():
                self._recorder.cancelled_all(jobs)
        with self._changed:
            for job in jobs:
                del self._jobs.leaving[job.id]
            self._notify()

    def state(self) -> QueueState:
        """All jobs as they stand. Asking counts as looking: previews are made for a while."""
        self._startup_delay.seen()
        with self._changed:
            self._looked = self._now()
            lanes = [lane for lane in self._lanes.values() if lane is not None and lane.ready]
            return QueueState(
                jobs=self._snapshots(),
                loading=STARTING if self._lanes and not lanes else None,
                profile=next((one.job.request.profile for one in self._jobs.running.values()), None),
                problem=next(iter(self._problems.values()), None),
            )

    def job(self, job_id: str) -> JobState | None:
        """A job as it stands; ``None`` where there is none, or no longer: then it is recorded."""
        return self.state().job(job_id)

    def follow(self, job_id: str, *, previews: bool = False) -> Iterator[JobState]:
        """The job's states, each time something may have changed, until it is recorded; none where there is
        no such job. ``previews`` has small previews made meanwhile."""
        self._startup_delay.seen()

        def look() -> tuple[JobState, ...] | None:
            if previews:
                self._looked = self._now()
            return None if self._closing and job_id not in self._jobs.running else self._snapshots()

        return followed(job_id, self._changed, lambda: self._revision, look)

    def wait(self, job_id: str, seconds: float | None = None) -> bool:
        """Wait until the job is recorded, or is none of this engine's; tells whether it is, after at most
        ``seconds``."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._has(job_id), seconds)

    def waiting(self) -> int:
        """How many jobs wait for their turn."""
        with self._changed:
            return self._jobs.waits

    def capacity(self) -> int:
        """How many workers the cluster has room for; 1 before it was joined."""
        with self._changed:
            return 1 if self._share is None else self._share.most

    def close(self, timeout: float = 30.0) -> bool:
        """Stop what is being made, let the workers go and leave the cluster; what is queued is dropped
        unrecorded. Waits at most ``timeout`` seconds and tells whether all has stopped by then."""
        with self._changed:
            self._closing = True
            for running in list(self._jobs.running.values()):
                running.cancel()
            threads = list(self._lanes)
            self._notify()
        self._startup_delay.close()
        deadline = time.monotonic() + timeout
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        stopped = not any(thread.is_alive() for thread in threads)
        if stopped and self._ours:
            self._ours = False
            disconnect()
        return stopped

    def _start_ahead(self, preload: ResolvedProfile) -> None:
        if not self._startup_delay.wait():
            return
        with suppress(StudioError):  # it is shown, and told again when a picture is wanted
            self._join()
            with self._changed:
                if not self._closing and not self._lanes:
                    self._open_lane(preload)

    def _join(self) -> None:
        with self._changed:
            self._check_open()
        try:
            ours = connect(self._settings)
            share = Share(self._settings)
        except Exception as error:
            with self._changed:
                self._problems["cluster"] = sentence(error)
            raise
        with self._changed:
            self._problems.pop("cluster", None)
            self._ours, self._share = self._ours or ours, share

    def _check_open(self) -> None:
        if self._closing:
            raise StudioError("The studio is shutting down; start it again, then generate.")

    def _widen(self) -> None:
        """As many workers as there are jobs for, and room; with ``_changed`` held."""
        assert self._share is not None
        wanted = len(self._jobs.waiting()) - self._idle - sum(one is None for one in self._lanes.values())
        for _ in range(min(wanted, self._share.most - len(self._lanes))):
            self._open_lane(None)

    def _open_lane(self, preload: ResolvedProfile | None) -> None:
        thread = Thread(target=self._work, args=(preload,), name="ray lane", daemon=True)
        self._lanes[thread] = None
        thread.start()

    def _work(self, preload: ResolvedProfile | None) -> None:
        """One worker's time, from its beginning until nobody needs it any more."""
        lane: Lane | None = None
        try:
            assert self._share is not None
            lane = Lane(self._settings, self._make, self._share, preload)
            with self._changed:
                self._lanes[current_thread()] = lane
            while lane.wait(self._wanted) and (running := self._next(lane)) is not None:
                self._do(lane, running)
        except Exception as error:
            log.info("A worker could not be had", exc_info=True)
            self._without_worker(error)
        finally:
            with suppress(Exception):  # the cluster may be gone
                if lane is not None:
                    lane.end()
            with self._changed:
                del self._lanes[current_thread()]
                if not self._closing and self._jobs.waiting() and not self._lanes and self._share:
                    self._open_lane(None)
                self._notify()

    def _wanted(self) -> bool:
        """Whether a worker that is being waited for shall go on to come."""
        with self._changed:
            return not self._closing

    def _without_worker(self, error: Exception) -> None:
        """Where this was the last one, those who wait are told; else the others do the work."""
        with self._changed:
            self._problems["cluster"] = sentence(error)
            last = len(self._lanes) == 1
            jobs = self._jobs.waiting() if last and not self._closing else []
            for job in jobs:
                self._jobs.remove(job.id)
        for job in jobs:
            self._settle_failed(job, error)
            with self._changed:
                self._jobs.leaving.pop(job.id, None)
                self._notify()

    def _next(self, lane: Lane) -> Running | None:
        """Wait for the lane's next job; ``None`` once the engine is closed, or the lane is idle too long."""
        deadline = self._now() + self._idle_seconds
        with self._changed:
            self._idle += 1
            try:
                while not self._closing and (left := deadline - self._now()) > 0:
                    others = [one.key for one in self._lanes.values() if one is not None and one is not lane]
                    if (taken := self._jobs.take(lane.key, others)) is not None:
                        return self._begun(taken, lane)
                    self._changed.wait(left)
                return None
            finally:
                self._idle -= 1

    def _begun(self, taken: Running | Job, lane: Lane) -> Running:
        """The job on its way to the lane's worker; with ``_changed`` held."""
        if isinstance(taken, Job):
            taken = Running(RunningJob(taken, self._now, self._paces.get(pace_key(taken.request))))
        self._jobs.running[taken.job.id] = taken
        lane.key, taken.stop = taken.job.profile.generator_key, lane.stop
        self._notify()
        return taken

    def _do(self, lane: Lane, running: Running) -> None:
        """Have one picture made and recorded, whatever happens, or made again elsewhere."""
        job = running.job
        try:
            if running.tries == 1:
                with self._recording():
                    self._recorder.started(job)
            made = self._made(lane, running)
            if isinstance(made, Failed):
                self._settle_failed(job, made.error, made.traceback)
            else:
                with self._recording():
                    self._recorder.finished(job, made.picture, made.device)
                self._settle_made(running)
        except CancelledError:
            self._settle_cancelled(job)
        except LostError as error:
            if self._again(running, error):
                return
        # The lane outlives every mistake, also one of ours; the record has the traceback.
        except Exception as error:
            log.info("Job %s failed", job.id, exc_info=True)
            self._settle_failed(job, error)
        with self._changed:
            del self._jobs.running[job.id]
            self._notify()

    def _made(self, lane: Lane, running: Running) -> Made | Failed:
        """What the worker makes of the job; raises ``CancelledError``, ``LostError``."""
        job = begun(running.job, self._recorder)
        photo = self._recorder.photo(job)
        known = self._ahead.known(job, photo)
        self._look_ahead()
        told: Told = Cancelled()
        for told in lane.make(job, photo, known, self._watched()):
            if isinstance(told, JobState):
                with self._changed:
                    running.tell(told)
                    self._notify()
                if self._watched():
                    lane.watch()
            if running.seen.cancellation.requested:
                lane.stop()
        with self._changed:
            running.seen.cancellation.check()
            if not isinstance(told, Made | Failed):
                raise CancelledError("Cancelled; nothing was kept.")
            running.seen.save()  # from here on it is too late to cancel
            self._notify()
        return told

    def _look_ahead(self) -> None:
        """Have the photos looked at that come next."""
        assert self._share is not None
        with self._changed:
            jobs = self._jobs.waiting()[: self._share.most]
        self._ahead.look(jobs, self._recorder.photo, self._share)

    def _again(self, running: Running, error: LostError) -> bool:
        """Put a job back whose worker was lost; ``False`` where it came to its end instead."""
        log.info("The worker of job %s was lost: %s", running.job.id, error)
        self._ahead.forget()
        if running.seen.cancellation.requested:
            self._settle_cancelled(running.job)
            return False
        if running.tries >= TRIES:
            self._settle_failed(running.job, DeviceError(TOO_OFTEN), traceback.format_exc())
            return False
        with self._changed:
            running.tries += 1
            running.restart(LOST)
            self._jobs.running.pop(running.job.id)
            self._jobs.again.append(running)
            self._notify()
        return True

    def _settle_made(self, running: Running) -> None:
        with self._changed:
            self._problems.clear()
            if (pace := running.seen.timer.pace()) is not None:
                self._paces[pace_key(running.job.request)] = pace

    def _settle_failed(self, job: Job, error: Exception, text: str | None = None) -> None:
        told = "".join(traceback.format_exception(error)) if text is None else text
        with suppress(Exception), self._recording():
            self._recorder.failed(job, error, told)

    def _settle_cancelled(self, job: Job) -> None:
        with suppress(Exception), self._recording():
            self._recorder.cancelled(job)

    def _snapshots(self) -> tuple[JobState, ...]:
        return self._jobs.snapshots(self._paces, len(self._lanes))

    def _has(self, job_id: str) -> bool:
        """Whether the job waits, is being made or recorded; with ``_changed`` held."""
        return self._jobs.has(job_id, queued=not self._closing)

    def _notify(self) -> None:
        """Wake followers and lanes; with ``_changed`` held."""
        self._revision += 1
        self._changed.notify_all()

    def _watched(self) -> bool:
        return self._now() - self._looked < PREVIEW_SECONDS

    def _recording(self) -> AbstractContextManager[None]:
        return recording(self._changed, self._problems)
