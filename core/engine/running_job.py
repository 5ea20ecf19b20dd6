"""The running job as a follower sees it: its stage, its last preview, how long it will take."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from io import BytesIO

from PIL import Image

from core.engine.estimates import Pace, StepTimer, denoising_steps, pace_key
from core.engine.jobs import Job, JobState
from core.pipeline.progress import Progress
from core.runtime.cancellation import Cancellation
from core.stages.arrays import Pixels

LEAVING = "Being cancelled."
PREVIEW_SECONDS = 3.0
"""A preview is made only where the engine's state was asked for no longer ago than this."""


class RunningJob:
    """A job that is being worked on. ``now`` is the clock, in seconds; the caller sees to locking."""

    def __init__(self, job: Job, now: Callable[[], float], known: Pace | None) -> None:
        self.job, self.cancellation, self.message, self.stage = job, Cancellation(), "", "orient"
        self.timer = StepTimer(now, known, steps_of(job))
        self._pixels: Pixels | None = None
        self._png: bytes | None = None

    def tell(self, progress: Progress) -> None:
        """Take in where the work stands."""
        self.stage = progress.stage
        self.timer.reached(progress.stage, progress.step, progress.steps)
        if progress.preview is not None:
            self._pixels, self._png = progress.preview, None

    def restart(self, message: str) -> None:
        """The picture is begun anew; ``message`` says why."""
        self.message, self.stage = message, "orient"
        self.timer.restart()
        self._pixels = self._png = None

    def save(self) -> None:
        """The picture is made and is being recorded."""
        self.stage = "save"
        self.timer.reached("save")

    def state(self) -> JobState:
        """A snapshot."""
        request, timer = self.job.request, self.timer
        leaving = self.cancellation.requested
        return JobState(
            id=self.job.id,
            owner=self.job.owner,
            prompt=request.prompt,
            profile=request.profile,
            seed=request.seed,
            status="running",
            position=0,
            stage=self.stage,
            step=timer.step,
            steps=timer.steps,
            seconds=timer.seconds,
            seconds_left=None if leaving else timer.seconds_left(),
            preview=self._preview(),
            message=LEAVING if leaving else self.message,
            leaving=leaving,
        )

    def _preview(self) -> bytes | None:
        if self._png is None and self._pixels is not None:
            file = BytesIO()
            Image.fromarray(self._pixels).save(file, format="PNG", compress_level=1)
            self._png = file.getvalue()
        return self._png


def snapshots(
    running: Sequence[JobState],
    queued: Iterable[Job],
    leaving: Mapping[str, Job],
    paces: Mapping[tuple[str, str], Pace],
    at_a_time: int = 1,
) -> tuple[JobState, ...]:
    """Snapshots of all jobs, those of the ``running`` ones first and the others in the order they will run,
    ``at_a_time`` of them at once; ``leaving`` are being cancelled, ``paces`` are known by
    ``pace_key``. The caller sees to locking."""
    jobs = list(running)
    left = _sum(job.seconds_left for job in jobs)
    for position, job in enumerate([*queued, *leaving.values()], start=1):
        pace = paces.get(pace_key(job.request))
        left = None if left is None or pace is None else left + pace.expect(job.request)
        until = None if left is None else left / at_a_time
        jobs.append(waiting(job, position, until, LEAVING if job.id in leaving else ""))
    return tuple(jobs)


def _sum(seconds: Iterable[float | None]) -> float | None:
    total = 0.0
    for one in seconds:
        if one is None:
            return None
        total += one
    return total


def steps_of(job: Job) -> int:
    """How many denoising steps a job takes: none where its profile paints scenes."""
    return 0 if job.profile.paints_scenes else denoising_steps(job.request)


def waiting(job: Job, position: int, seconds_left: float | None, message: str) -> JobState:
    """A snapshot of a queued job."""
    return JobState(
        id=job.id,
        owner=job.owner,
        prompt=job.request.prompt,
        profile=job.request.profile,
        seed=job.request.seed,
        status="queued",
        position=position,
        steps=steps_of(job),
        seconds_left=seconds_left,
        message=message,
    )
