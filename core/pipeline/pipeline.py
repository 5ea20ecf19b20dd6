"""The stages in order, one short method each:
orient → fit → matte → depth → inpaint → upscale (with contact shade) → composite."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from core.diffusion.inpainting import Inpainter
from core.diffusion.loading import readable_models
from core.diffusion.preview import SubjectPreview
from core.models.local import LocalModel, locate
from core.models.profile import ModelProfile
from core.pipeline.analysis import Analysis, Photo
from core.pipeline.progress import Clock, OnProgress
from core.pipeline.stage_cache import StageCache
from core.request import GenerationRequest
from core.runtime.device import Device, memory_errors
from core.settings import Settings
from core.stages.arrays import Pixels
from core.stages.compositing import composite, subject_max_difference
from core.stages.contact_shadow import add_contact_shadow
from core.stages.upscaling import Upscaler, enlarged, is_larger


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A finished picture and what it was made of, all at the fitted size H×W with its room, uint8.

    ``source``, ``control``, ``background`` and ``composite`` are H×W×3, ``matte`` H×W (255 =
    subject). ``seconds`` per stage; ``matting_model`` is ``None`` where the photo brought its own
    matte; ``models`` are those that took part; ``low_memory`` tells that it was made in little memory,
    which may change pixels a little; ``pipeline_options`` is the profile's own.
    """

    request: GenerationRequest
    source: Pixels
    matte: Pixels
    control: Pixels
    background: Pixels
    composite: Pixels
    seconds: Mapping[str, float]
    matting_model: str | None
    models: tuple[LocalModel, ...] = field(default=())
    low_memory: bool = False
    pipeline_options: Mapping[str, object] = field(default_factory=dict[str, object])

    @property
    def matte_coverage(self) -> float:
        """The subject's share of the frame, 0…1."""
        return float(self.matte.mean() / 255)

    @property
    def subject_max_difference(self) -> int:
        """Measured: the largest difference between source and composite where the matte is 255."""
        return subject_max_difference(self.source, self.composite, self.matte)


class BackgroundPipeline:
    """One profile's diffusion models, loaded once, on an ``analysis`` that others may share.

    Construction only looks whether the models are there (``ModelMissingError`` where one is not);
    weights are read at first use or by ``load``. ``low_memory`` trades time for memory. ``stage_cache`` and
    ``device`` are for the analysis, where none is given. Not for several threads at a time.
    """

    def __init__(
        self,
        profile: ModelProfile,
        settings: Settings,
        *,
        stage_cache: StageCache | None = None,
        device: Device | None = None,
        analysis: Analysis | None = None,
        low_memory: bool = False,
    ) -> None:
        self.profile, self.settings, self.low_memory = profile, settings, low_memory
        self.analysis = analysis or Analysis(settings, device, stage_cache)
        self.device = device or self.analysis.device
        self.models = {ref.role: locate(ref, settings) for ref in profile.models if ref.role != "depth"}
        self.inpainter = Inpainter(profile, self.models, self.device, low_memory=low_memory)
        upscaler = self.models.get("upscaler")
        self.upscaler = None if upscaler is None else Upscaler(upscaler.path, self.device)

    def load(self) -> None:
        """Read the diffusion weights now rather than at the first picture."""
        with memory_errors(self.profile.title):
            _ = self.inpainter.pipe
            if self.upscaler is not None:
                with readable_models(self.profile):
                    _ = self.upscaler.network

    def release(self) -> None:
        """Let go of the diffusion weights; the analysis keeps its models."""
        self.inpainter.release()
        if self.upscaler is not None:
            self.upscaler.release()

    def generate(
        self,
        request: GenerationRequest,
        photo: Photo,
        *,
        on_progress: OnProgress | None = None,
        cancelled: Callable[[], bool] | None = None,
        previews: Callable[[], bool] | None = None,
    ) -> Picture:
        """Make one picture of ``photo`` (a file, its bytes, or what ``read_image`` gave).

        ``previews`` is asked after each step whether ``on_progress`` shall get a preview with it.
        Raises a ``StudioError`` for a photo, subject, model or device that will not do, and
        ``CancelledError`` soon after ``cancelled`` answers yes.
        """
        with memory_errors(self.profile.title):
            return self._generate(request, photo, Clock(on_progress, cancelled, previews))

    def _generate(self, request: GenerationRequest, photo: Photo, clock: Clock) -> Picture:
        seen = self.analysis.look(photo, request, self.profile, clock)
        if self.low_memory:
            self.analysis.release()
        with clock.stage("load"):
            self.load()
        with clock.stage("inpaint"):
            before = SubjectPreview(seen.source, seen.matte)
            on_step = lambda step, steps, preview: clock.tell(  # noqa: E731
                "inpaint", step, steps, lambda: before(preview())
            )
            small = self.inpainter.background(seen.source, 255 - seen.matte, seen.control, request, on_step)
        with clock.stage("upscale"):
            background = enlarged(small, seen.source, seen.room, request.seed, self.upscaler)
            if self.profile.native_size is not None:
                background = add_contact_shadow(background, seen.matte)
        with clock.stage("composite"):
            # A cut-out's soft edges show its own colours already, mixed with no background.
            mixed = request.decontaminate and not seen.own_alpha
            foreground = self.analysis.foreground(seen.source, seen.matte) if mixed else seen.source
            made = composite(foreground, background, seen.matte)
        unused = None if is_larger(background, small) else "upscaler"
        return Picture(
            request=request,
            source=seen.source,
            matte=seen.matte,
            control=seen.control,
            background=background,
            composite=made,
            seconds=clock.seconds,
            matting_model=None if seen.own_alpha else request.matting_model,
            models=(
                *(model for role, model in self.models.items() if role != unused),
                *(() if seen.depth_model is None else (seen.depth_model,)),
            ),
            low_memory=self.low_memory,
            pipeline_options=self.profile.pipeline_options,
        )
