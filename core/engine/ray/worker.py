"""What runs on the cluster: workers that make pictures, and tasks that look at photos ahead of them."""

import os
import pickle
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from core.engine.generators import pipeline_generators
from core.engine.jobs import Job, JobState, MakeGenerator
from core.engine.local import LocalEngine
from core.engine.ray.carried import CarriedCache
from core.engine.running_job import PREVIEW_SECONDS
from core.models.resolved import ResolvedProfile
from core.pipeline.analysis import Analysis, run_stages
from core.pipeline.pipeline import Picture
from core.pipeline.progress import Clock
from core.pipeline.stages import STAGES, Depth
from core.pipeline.state import PipelineState
from core.request import GenerationRequest
from core.runtime.device import Device
from core.runtime.host import this_host
from core.settings import Settings, keep_private, share_cores
from core.stages.arrays import Pixels
from core.version import APP_VERSION

MakeGenerators = Callable[[Settings, CarriedCache], MakeGenerator]
"""What makes a worker's generators, on the cluster; must be importable there."""


@dataclass(frozen=True)
class Made:
    """A job's picture, and what it was computed on."""

    picture: Picture
    device: Device


@dataclass(frozen=True)
class Failed:
    """What a job ended in on the cluster."""

    error: Exception
    traceback: str


@dataclass(frozen=True)
class Cancelled:
    """The job was stopped."""


Told = JobState | Made | Failed | Cancelled
"""What a worker's stream tells: states, and at last one of the others."""


def real_generators(settings: Settings, stage_cache: CarriedCache) -> MakeGenerator:
    """The studio's own pipelines."""
    return pipeline_generators(Analysis(settings, stage_cache=stage_cache))


class PictureWorker:
    """One worker: a local engine that is sent its jobs one by one, so that a picture is made here as it is
    anywhere. ``preload``'s weights are read at once."""

    def __init__(
        self, settings: Settings, make: MakeGenerators, preload: ResolvedProfile | None = None
    ) -> None:
        settle()
        self._cache, self._outcome = stage_cache(settings), _Outcome()
        self._engine = LocalEngine(make(settings, self._cache), self._outcome)
        self._engine.start(preload)
        self._watched, self._stopped = 0.0, 0

    def ready(self) -> tuple[str, int]:
        """The studio's version here, and this process's number."""
        return APP_VERSION, os.getpid()

    def watch(self) -> None:
        """Somebody looks on: previews are made for a while."""
        self._watched = time.monotonic() + PREVIEW_SECONDS

    def stop(self, call: int) -> None:
        """Stop the job that came, or is about to come, with that call of ``make``."""
        self._stopped = call

    def make(
        self,
        job: Job,
        photo: bytes,
        known: Mapping[str, Pixels] | None,
        call: int,
        *,
        watched: bool = False,
    ) -> Iterator[Told]:
        """Make the picture of ``job``, telling how it comes on; ``known`` is what was worked out of the photo
        elsewhere, ``call`` tells this call from others, from 1."""
        if known is not None:
            self._cache.take(known)
        if watched:
            self.watch()
        self._outcome.begin(photo)
        self._engine.submit([job])
        for state in self._engine.follow(job.id):
            if time.monotonic() < self._watched:
                self._engine.state()  # who asks is shown previews
            if self._stopped == call:
                self._engine.cancel(job.id)
            yield state
        self._cache.give()
        yield self._outcome.told


class _Outcome:
    """The worker's ``Recorder``: keeps what became of the one job."""

    def __init__(self) -> None:
        self.begin(b"")

    def begin(self, photo: bytes) -> None:
        """The next job, on this photo."""
        self._photo, self.told = photo, Cancelled()

    told: Made | Failed | Cancelled

    def photo(self, job: Job) -> bytes:
        """The photo's bytes."""
        return self._photo

    def own_picture(self, job: Job) -> bytes:
        """That of the background, which came with the job."""
        assert job.own_picture is not None  # begun by the sender
        return job.own_picture

    def also_photos(self, job: Job) -> tuple[bytes, ...]:
        """Those of further subjects, which came with the job."""
        return job.also_photos

    def started(self, job: Job) -> None:
        """The sender knows."""

    def finished(self, job: Job, picture: Picture, device: Device) -> None:
        """The job is done."""
        self.told = Made(picture, replace(device, host=this_host()))

    def failed(self, job: Job, error: Exception, traceback_text: str) -> None:
        """The job ended in an error, which is sent as it is where that can be."""
        error.__traceback__ = error.__cause__ = error.__context__ = None
        try:
            pickle.loads(pickle.dumps(error))
        except Exception:  # any class may refuse
            error = RuntimeError(f"{type(error).__name__}: {error}")
        self.told = Failed(error, traceback_text)

    def cancelled(self, job: Job) -> None:
        """The job was stopped."""
        self.told = Cancelled()

    def cancelled_all(self, jobs: Sequence[Job]) -> None:
        """As ``cancelled``; a worker has one job."""
        for job in jobs:
            self.cancelled(job)


def look(
    settings: Settings, photo: bytes, request: GenerationRequest, profile: ResolvedProfile, with_depth: bool
) -> dict[str, Pixels]:
    """What a photo's cut-out (and depth, for a worker that computes on its processor too) come to, for a
    worker to take; raises ``StudioError``."""
    settle()
    analysis, remembered = _analysis(settings)
    depth = analysis.depth_model(profile) if with_depth else None
    state = PipelineState(request=request, profile=profile, photo=photo, depth_model=depth)
    run_stages(analysis.stages if with_depth else analysis.stages[: STAGES.index(Depth)], state, Clock())
    return remembered.give()


def stage_cache(settings: Settings) -> CarriedCache:
    """What is remembered here: in the data folder where this machine sees it, else in this process."""
    return CarriedCache(settings.data_dir / "memo" if settings.data_dir.is_dir() else None)


def settle() -> None:
    """Compute as a program of its own does: Ray gives each worker one thread unless it is told, and another
    number of threads makes other pixels. To be called before torch is imported."""
    if not os.environ.get("OMP_NUM_THREADS"):
        os.environ.pop("OMP_NUM_THREADS", None)
    keep_private()
    share_cores()


@cache
def _analysis(settings: Settings) -> tuple[Analysis, CarriedCache]:
    remembered = stage_cache(settings)
    return Analysis(settings, stage_cache=remembered), remembered
