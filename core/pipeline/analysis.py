"""What a photo shows before anything is generated: the subject's matte and the scene's depth."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.models.local import LocalModel, locate
from core.models.profile import ModelProfile
from core.models.resolved import ResolvedProfile, resolve
from core.pipeline.models import PhotoModels
from core.pipeline.progress import Clock
from core.pipeline.stage import Stage
from core.pipeline.stage_cache import StageCache
from core.pipeline.stages import STAGES, Depth, Edges, Fit, Matte, Orient
from core.pipeline.state import Photo, PipelineState
from core.request import GenerationRequest
from core.runtime.device import Device, memory_errors
from core.settings import Settings
from core.stages.arrays import Pixels
from core.stages.frame import Frame


@dataclass(frozen=True, kw_only=True)
class Inspection:
    """A photo as the diffusion models will be shown it, at the size H×W of its ``frame``, uint8.

    ``source`` and ``control`` are H×W×3, ``matte`` H×W (255 = subject), refined as the request says.
    ``own_alpha`` tells that the photo brought its matte along; ``depth_model`` is the one that made
    ``control``, ``None`` where that is the mask.
    """

    source: Pixels
    matte: Pixels
    control: Pixels
    own_alpha: bool
    depth_model: LocalModel | None
    frame: Frame

    @property
    def coverage(self) -> float:
        """The subject's share of the frame, 0…1."""
        return float(self.matte.mean() / 255)


class Analysis:
    """The stages from ``orient`` to ``depth`` on shared models, and the memory of what they found.

    For any number of threads at a time. ``stage_cache`` is kept in ``settings.data_dir`` where none is given.
    """

    def __init__(
        self,
        settings: Settings,
        device: Device | None = None,
        stage_cache: StageCache | None = None,
        *,
        models: PhotoModels | None = None,
    ) -> None:
        self.settings = settings
        self.stage_cache = stage_cache or StageCache(settings.data_dir / "memo")
        self.models = models or PhotoModels(settings, device)
        self.stages: tuple[Stage, ...] = (
            Orient(settings.max_pixels),
            Fit(),
            Matte(self.models, self.stage_cache),
            Edges(self.stage_cache),
            Depth(self.models, self.stage_cache),
        )

    @property
    def device(self) -> Device:
        """What the depth models run on; raises as ``choose_device`` does."""
        return self.models.device

    def inspect(self, photo: Photo, request: GenerationRequest) -> Inspection:
        """What a picture of ``photo`` would begin with; later that picture finds it remembered.

        Raises ``ImageError``, ``SubjectError``, ``ModelMissingError``, ``DeviceError``, ``ProfileError``.
        """
        profile = resolve(request.profile, request.depth_model, self.settings)
        with memory_errors(profile.title):
            state = self.look(photo, request, profile, Clock())
        return Inspection(
            source=state["source"],
            matte=state["matte"],
            control=state["control"],
            own_alpha=state.own_alpha,
            depth_model=state.depth_model,
            frame=state.frame,
        )

    def matte(self, photo: Photo, request: GenerationRequest) -> Pixels:
        """The refined matte H×W alone, 255 = subject; raises as ``inspect`` does, but for the depth model."""
        profile = resolve(request.profile, request.depth_model, self.settings)
        state = PipelineState(request=request, profile=profile, photo=photo)
        return run_stages(self.stages[: STAGES.index(Edges) + 1], state, Clock())["matte"]

    def look(
        self, photo: Photo, request: GenerationRequest, profile: ResolvedProfile, clock: Clock
    ) -> PipelineState:
        """The state after the stages from ``orient`` to ``depth``, each told to and timed by ``clock``. That
        the depth model is here is looked at before any work, so that ``ModelMissingError`` comes at once."""
        state = PipelineState(
            request=request, profile=profile, photo=photo, depth_model=self.depth_model(profile)
        )
        return run_stages(self.stages, state, clock)

    def prepare(
        self,
        photo: Photo,
        request: GenerationRequest,
        profile: ResolvedProfile,
        clock: Clock,
        *,
        with_depth: bool,
    ) -> PipelineState:
        """Remember what ``look`` will find of a photo whose turn comes later; returns the state it comes to.
        Raises as ``look`` does."""
        depth = self.depth_model(profile) if with_depth else None
        state = PipelineState(request=request, profile=profile, photo=photo, depth_model=depth)
        stages = self.stages if with_depth else self.stages[: STAGES.index(Depth)]
        return run_stages(stages, state, clock)

    def depth_model(self, profile: ModelProfile) -> LocalModel | None:
        """Where the depth model of ``profile`` is, ``None`` where it is shown the mask; raises
        ``ModelMissingError``."""
        if profile.control == "mask":
            return None
        assert profile.depth is not None  # the profile's own check when control is depth
        return locate(profile.depth, self.settings)


def run_stages(stages: Iterable[Stage], state: PipelineState, clock: Clock) -> PipelineState:
    """The state after all ``stages``, in order. Raises ``StudioError``; ``CancelledError`` at the beginning
    of a stage, and within one that tells of its steps."""
    for stage in stages:
        with clock.stage(stage.name):
            state = stage.run(state, clock)
    return state
