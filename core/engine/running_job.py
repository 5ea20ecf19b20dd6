"""The running job as a follower sees it: its stage, its last preview, how long it will take."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from threading import Event

import numpy as np
import numpy.typing as npt
from PIL import Image

from core.engine.jobs import Job, JobState
from core.pipeline.progress import Progress
from core.request import GenerationRequest

LEAVING = "Being cancelled."
PREVIEW_SECONDS = 3.0
"""A preview is made only where somebody asked for the engine's state no longer ago than this."""


@dataclass(frozen=True)
class Pace:
    """How long a profile's last picture took, in seconds: ``before`` denoising (without reading
    weights), each ``step``, and ``after`` the last one."""

    before: float
    step: float
    after: float

    def expect(self, request: GenerationRequest) -> float:
        """Seconds for a picture from beginning to end."""
        return self.before + self.step * denoising_steps(request) + self.after


def denoising_steps(request: GenerationRequest) -> int:
    """How many steps diffusers takes: ``strength`` below 1 leaves the first ones out."""
    return max(1, int(request.num_inference_steps * request.strength))


class RunningJob:
    """A job that is being worked on. ``now`` is the clock, in seconds; the caller sees to locking."""

    def __init__(self, job: Job, now: Callable[[], float], known: Pace | None) -> None:
        self.job, self.known = job, known
        self.stop, self.message = Event(), ""
        self.stage, self.step, self.steps = "orient", 0, denoising_steps(job.request)
        self._now, self._began = now, now()
        self._reached: dict[str, float] = {}
        self._first_step = self._last_step = 0.0
        self._pixels: npt.NDArray[np.uint8] | None = None
        self._png: bytes | None = None

    def tell(self, progress: Progress) -> None:
        """Take in where the work stands."""
        now = self._now()
        self.stage = progress.stage
        self._reached.setdefault(progress.stage, now)
        if progress.steps:
            self.step, self.steps, self._last_step = progress.step, progress.steps, now
            self._first_step = now if progress.step == 1 else self._first_step
        if progress.preview is not None:
            self._pixels, self._png = progress.preview, None

    def again(self, message: str) -> None:
        """The picture is begun anew; ``message`` says why."""
        self.message, self.stage, self.step = message, "orient", 0
        self._began = self._now()
        self._reached.clear()
        self._pixels = self._png = None

    def save(self) -> None:
        """The picture is made and is being recorded."""
        self.stage = "save"
        self._reached["save"] = self._now()

    def pace(self) -> Pace | None:
        """What this picture, once made, tells about the next one's time."""
        if not self.step or not {"load", "inpaint", "save"} <= self._reached.keys():
            return None
        before, after = self._reached["load"] - self._began, self._reached["save"] - self._last_step
        return Pace(before, self._live_step(), after)

    def state(self) -> JobState:
        """A snapshot."""
        request = self.job.request
        return JobState(
            id=self.job.id,
            owner=self.job.owner,
            prompt=request.prompt,
            profile=request.profile,
            seed=request.seed,
            status="running",
            position=0,
            stage=self.stage,
            step=self.step,
            steps=self.steps,
            seconds=self._now() - self._began,
            seconds_left=self.seconds_left(),
            preview=self._preview(),
            message=self.message,
        )

    def seconds_left(self) -> float | None:
        """Until the picture is recorded; ``None`` before anything tells."""
        now, known = self._now(), self.known
        if self.step:
            step = self._live_step()
            after = step if known is None else known.after
            return max(0.0, step * (self.steps - self.step) + after - (now - self._last_step))
        if known is None:
            return None
        before = 0.0 if "load" in self._reached else max(0.0, known.before - (now - self._began))
        return before + known.step * self.steps + known.after

    def _live_step(self) -> float:
        """Seconds a step takes. The first one, which pays for encoding photo and sentence too, counts
        only where nothing else tells."""
        if self.step > 1:
            return (self._last_step - self._first_step) / (self.step - 1)
        return self._last_step - self._reached["inpaint"] if self.known is None else self.known.step

    def _preview(self) -> bytes | None:
        if self._png is None and self._pixels is not None:
            file = BytesIO()
            Image.fromarray(self._pixels).save(file, format="PNG", compress_level=1)
            self._png = file.getvalue()
        return self._png


def followed(
    running: RunningJob | None, queued: Iterable[Job], leaving: Mapping[str, Job], paces: Mapping[str, Pace]
) -> tuple[JobState, ...]:
    """Snapshots of all jobs in the order they will run; ``leaving`` are being cancelled, ``paces`` are
    known by profile. The caller sees to locking."""
    jobs = [] if running is None else [running.state()]
    left = jobs[0].seconds_left if jobs else 0.0
    for position, job in enumerate([*queued, *leaving.values()], start=1):
        pace = paces.get(job.request.profile)
        left = None if left is None or pace is None else left + pace.expect(job.request)
        jobs.append(waiting(job, position, left, LEAVING if job.id in leaving else ""))
    return tuple(jobs)


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
        steps=denoising_steps(job.request),
        seconds_left=seconds_left,
        message=message,
    )
