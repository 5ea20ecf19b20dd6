"""What an engine is handed and what it shows: jobs, snapshots of them, and the protocols it needs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, Protocol

from core.models.resolved import ResolvedProfile
from core.pipeline.pipeline import Picture
from core.pipeline.progress import Clock
from core.request import GenerationRequest
from core.runtime.device import Device


@dataclass(frozen=True, kw_only=True)
class Job:
    """One picture to make, as plain data that a worker on another machine can be sent.

    ``id`` is unique, the run's. ``profile`` is what the request's profile resolved to; ``owner`` is who
    asked, a browser session or a program. The photo is not in it, so that a long queue holds none: the
    recorder gives its bytes when the job is begun. ``own_picture`` is that of the background, given likewise
    when the job is begun where its request names one, and so are ``also_photos``, those of further subjects.
    ``together`` is as how many backgrounds at once this one is to be denoised; 0: as it comes.
    """

    id: str
    request: GenerationRequest
    profile: ResolvedProfile
    owner: str
    own_picture: bytes | None = None
    also_photos: tuple[bytes, ...] = ()
    together: int = 0


@dataclass(frozen=True, kw_only=True)
class JobState:
    """A job as it stands. ``position``: 0 is running, 1 comes next, and so on.

    ``stage`` is empty while queued, then one of ``core.pipeline.stages.STAGES`` and at last
    ``save``; ``step`` of ``steps`` counts denoising. ``seconds`` since it was begun (0 while queued).
    ``seconds_left`` until it is done, waiting included, as far as pictures of the same profile tell.
    ``preview`` is a small PNG, there when the engine's state was asked for within ``PREVIEW_SECONDS``
    before the step. ``message`` is a sentence for the user who waits, mostly empty; ``leaving``: it is to be
    stopped, which happens at its next stage or step.
    """

    id: str
    owner: str
    prompt: str
    profile: str
    seed: int
    status: Literal["queued", "running"]
    position: int
    stage: str = ""
    step: int = 0
    steps: int = 0
    seconds: float = 0.0
    seconds_left: float | None = None
    preview: bytes | None = None
    message: str = ""
    leaving: bool = False


@dataclass(frozen=True, kw_only=True)
class QueueState:
    """All jobs, the running one first, then in the order they will run.

    ``loading`` is a sentence while weights are read, ``profile`` the one whose weights are in memory,
    ``problem`` a sentence when the models could not be read in advance or a picture could not be
    recorded; it goes when that works again.
    """

    jobs: tuple[JobState, ...] = ()
    loading: str | None = None
    profile: str | None = None
    problem: str | None = None

    def job(self, job_id: str) -> JobState | None:
        """The job of that id, ``None`` where there is none."""
        return next((job for job in self.jobs if job.id == job_id), None)


class Generator(Protocol):
    """One profile's models, as ``BackgroundPipeline`` has them. Asked by one thread at a time, but for
    ``prepare``."""

    @property
    def device(self) -> Device:
        """What it computes on."""
        ...

    def load(self) -> None:
        """Read the weights now; raises ``StudioError``."""
        ...

    def generate(
        self, request: GenerationRequest, photo: bytes, clock: Clock, *, profile: ResolvedProfile
    ) -> Picture:
        """One picture, its stages told to ``clock``; raises ``StudioError``: ``CancelledError`` soon after
        the clock is told to stop, ``OutOfMemoryError`` for want of memory. ``profile`` has the request's
        depth model, which may be another one than that of the generator's own profile. One of models also
        takes ``together``, as the job has it, here and in ``prepare``; one of scenes
        ``own_picture``, the content of the background's picture, and ``also_photos``, those of the
        further subjects' photos."""
        ...

    def prepare(
        self, request: GenerationRequest, photo: bytes, clock: Clock, *, profile: ResolvedProfile
    ) -> None:
        """Work out and remember what a picture of ``photo`` begins with, beside one that is being made by
        another thread; raises as ``generate``."""
        ...

    def release(self) -> None:
        """Let go of the weights; ``load`` reads them again."""
        ...


def given(job: Job) -> dict[str, Any]:
    """What a generator is given of a job beside request, photo and clock."""
    own = {} if job.own_picture is None else {"own_picture": job.own_picture}
    also = {"also_photos": job.also_photos} if job.also_photos else {}
    together = {"together": job.together} if job.together and not job.profile.paints_scenes else {}
    return {"profile": job.profile, **own, **also, **together}


def begun(job: Job, recorder: "Recorder") -> Job:
    """The job with the picture of its background and the photos of further subjects, where it has any;
    raises ``StudioError``."""
    if job.request.own_picture is not None and job.own_picture is None:
        job = replace(job, own_picture=recorder.own_picture(job))
    if job.request.also and not job.also_photos:
        job = replace(job, also_photos=recorder.also_photos(job))
    return job


MakeGenerator = Callable[[ResolvedProfile, bool], Generator]
"""The generator of a profile; in little memory where the second argument, ``low_memory``, says so.
Must not read weights yet, since another profile's may still be held. Raises ``StudioError``."""


class Recorder(Protocol):
    """Where an engine's jobs get their photo and leave their mark. Called by the worker, but ``cancelled``
    also, for a job that was still queued, by the caller who cancels. What it raises costs that job's record
    only."""

    def photo(self, job: Job) -> bytes:
        """The photo's bytes as they were given, read when the job is begun; raises ``StudioError``."""
        ...

    def own_picture(self, job: Job) -> bytes:
        """The picture of the job's background, asked for only where its request names one; raises as
        ``photo`` does."""
        ...

    def also_photos(self, job: Job) -> tuple[bytes, ...]:
        """The photos of the job's further subjects, asked for only where its request has any; raises as
        ``photo`` does."""
        ...

    def started(self, job: Job) -> None:
        """The job is begun; raises ``CancelledError`` where it is not to be made any more."""
        ...

    def finished(self, job: Job, picture: Picture, device: Device) -> None:
        """The job is done; its state is shown until this returns. Raises ``CancelledError`` where the
        picture is not wanted any more."""
        ...

    def failed(self, job: Job, error: Exception, traceback_text: str) -> None:
        """The job ended in ``error``, any exception; ``traceback_text`` is for the log."""
        ...

    def cancelled(self, job: Job) -> None:
        """The user stopped the job, running or queued."""
        ...

    def cancelled_all(self, jobs: Sequence[Job]) -> None:
        """The user stopped all these queued jobs, which may be thousands, at once."""
        ...
