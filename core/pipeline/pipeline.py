"""One picture's way: the stages in order, on one profile's models. orient → fit → matte → edges → depth →
load → inpaint → upscale → contact_shadow → composite; that begins with a scene passes place → scene →
scene_shadow → scene_start before load; a scene alone ends with composite there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from threading import Thread
from typing import Any

import numpy as np
from PIL import Image

from core.diffusion.inpainting import Inpainter
from core.models.local import LocalModel, locate
from core.models.matting_weights import WeightsFile
from core.models.profile import ModelProfile
from core.models.resolved import ResolvedProfile
from core.pipeline.analysis import Analysis, run_stages
from core.pipeline.model_stages import stages_after, stages_before
from core.pipeline.own_stages import LayOwn
from core.pipeline.progress import Clock
from core.pipeline.rim_stage import CleanRims
from core.pipeline.scene_painter import ScenePainters
from core.pipeline.scene_stages import CastShadow, PaintScene, Place, StartFromScene, facts_of, ground_view
from core.pipeline.several_stages import JoinSubjects, PlaceOthers
from core.pipeline.stage import Stage
from core.pipeline.stage_cache import StageCache
from core.pipeline.stages import STAGES, Composite, ContactShadow, Edges, Inpaint, Load, Upscale, harmonising
from core.pipeline.state import Photo, PipelineState
from core.pipeline.together import Together
from core.request import GenerationRequest
from core.runtime.ahead import begin_ahead
from core.runtime.cancellation import PATIENCE, Cancellation
from core.runtime.device import PROCESSOR, Device, memory_errors
from core.scenes.painting import paint
from core.settings import Settings
from core.stages.arrays import Pixels
from core.stages.compositing import subject_max_difference
from core.stages.upscaling import Upscaler, is_larger
from core.variations import with_scenes
from store.records import PICTURE_ROLES, PictureRole


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A finished picture and what it was made of.

    ``layers`` by role, of ``PICTURE_ROLES``, all of the frame's size H×W, uint8: ``source``, ``control``,
    ``background`` and ``composite`` are H×W×3, on a transparent background H×W×4, ``matte`` H×W (255 =
    subject). ``seconds`` per stage;
    ``matting_model`` is ``None`` where the photo brought its own matte, ``matting_weights`` its file as it
    was when it cut out, where that is known; ``models`` are the others that took part; ``low_memory`` tells
    that it was made in little memory, and ``together`` how many backgrounds were denoised at once with this
    one, itself counted (0: none was), both of which may change pixels a little; ``pipeline_options``
    is the profile's own; ``scene`` tells of a scene as ``facts_of`` does, empty where there was none;
    ``photo_alpha`` is as ``photo_alpha_of`` has it.
    """

    request: GenerationRequest
    layers: Mapping[PictureRole, Pixels]
    seconds: Mapping[str, float]
    matting_model: str | None
    matting_weights: WeightsFile | None = None
    models: tuple[LocalModel, ...] = field(default=())
    low_memory: bool = False
    together: int = 0
    pipeline_options: Mapping[str, object] = field(default_factory=dict[str, object])
    scene: Mapping[str, Any] = field(default_factory=dict[str, Any])
    photo_alpha: Pixels | None = None

    @property
    def source(self) -> Pixels:
        """The photo in the frame."""
        return self.layers["source"]

    @property
    def matte(self) -> Pixels:
        """The subject's soft coverage."""
        return self.layers["matte"]

    @property
    def control(self) -> Pixels:
        """The control image."""
        return self.layers["control"]

    @property
    def background(self) -> Pixels:
        """What stands behind the subject."""
        return self.layers["background"]

    @property
    def composite(self) -> Pixels:
        """The final picture."""
        return self.layers["composite"]

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
    weights are read by ``load``, or beside the first photo's cut-out. ``low_memory`` trades time for memory.
    ``stage_cache`` and ``device`` are for the analysis, where none is given; ``make_inpainter`` builds the
    diffusion stage. Not for several threads at a time.
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
        make_inpainter: Callable[..., Inpainter] = Inpainter,
    ) -> None:
        self.profile = profile if isinstance(profile, ResolvedProfile) else ResolvedProfile.of(profile)
        self.settings, self.low_memory = settings, low_memory
        self.analysis = analysis or Analysis(settings, device, stage_cache)
        self.models = {ref.role: locate(ref, settings) for ref in profile.models if ref.role != "depth"}
        self._device, self._make_inpainter = device, make_inpainter
        self._scene_stages: tuple[Stage, ...] = (
            Place(settings.max_pixels),
            PaintScene(ScenePainters()),
            CastShadow(),
            StartFromScene(),
        )
        self._reading: Thread | None = None
        self._together = Together(lambda: self.inpainter, 1 if low_memory else settings.together)

    @property
    def device(self) -> Device:
        """What the diffusion models run on; to ask imports torch. Raises as ``choose_device`` does."""
        return self._device or self.analysis.device

    @cached_property
    def inpainter(self) -> Inpainter:
        """The diffusion stage's models."""
        return self._make_inpainter(self.profile, self.models, self.device, low_memory=self.low_memory)

    @cached_property
    def upscaler(self) -> Upscaler | None:
        """The upscaler, where the profile has one."""
        upscaler = self.models.get("upscaler")
        return None if upscaler is None else Upscaler(upscaler.path, self.device)

    @cached_property
    def _load(self) -> Load:
        return Load(self.inpainter, self.upscaler, self.analysis.models)

    @cached_property
    def _stages(self) -> tuple[Stage, ...]:
        return (
            Inpaint(self._together),
            Upscale(self.upscaler),
        )

    def load(self) -> None:
        """Read the diffusion weights now rather than at the first picture."""
        with memory_errors(self.profile.title):
            self._load.load()

    def release(self) -> None:
        """Let go of the diffusion weights; the analysis keeps its models."""
        self._wait_for_reading()
        self._reading = None
        self._together.forget()
        self.inpainter.release()
        if self.upscaler is not None:
            self.upscaler.release()

    def generate(
        self,
        request: GenerationRequest,
        photo: Photo,
        clock: Clock | None = None,
        *,
        profile: ResolvedProfile | None = None,
        together: int = 0,
    ) -> Picture:
        """Make one picture of ``photo`` (a file, its bytes, or what ``read_image`` gave).

        ``clock`` times the stages, hears of them, and cancels. ``profile`` is what the request resolved to,
        which may have another depth model than the one the pipeline was made for; without it the request is
        resolved on the pipeline's own. ``together`` has its background denoised as if so many were at once,
        as it was when the picture was made first. Raises a ``StudioError`` for a photo, subject, model or
        device that will not do, and ``CancelledError`` soon after the clock is told to stop.
        """
        clock = clock or Clock()
        resolved = profile or ResolvedProfile.of(self.profile, request.depth_model)
        with memory_errors(self.profile.title):
            self._read_ahead()
            seen = replace(self.analysis.look(photo, request, resolved, clock), together=together)
            before = stages_before(request) if request.scene is None else self._scene_stages
            state = run_stages(before, seen, clock)
            with clock.stage(Load.name):
                self._wait_for_reading(clock.cancellation)
                state = self._load.run(state, clock)
            cache = self.analysis.stage_cache
            # In little memory no other model is read beside those that paint.
            depths = None if self.low_memory else self.analysis.models
            shadow = stages_after(request, depths) or (ContactShadow(),)
            last = (*shadow, *harmonising(request, cache), Composite(cache))
            return self._picture(run_stages((*self._stages, *last), state, clock), clock)

    def prepare(
        self,
        request: GenerationRequest,
        photo: Photo,
        clock: Clock,
        *,
        profile: ResolvedProfile,
        together: int = 0,
    ) -> None:
        """Find and remember cut-out, depth and foreground of a photo that comes next, in another thread than
        that of ``generate``; its background may then be denoised with the one before, unless the clock is
        told to stop or ``together`` says otherwise. On a graphics card depth is left to the picture itself,
        which may need all of the memory. Raises as ``generate`` does."""
        if self.low_memory:
            return
        with memory_errors(self.profile.title):
            with_depth = self.device.kind == "cpu"
            state = self.analysis.prepare(photo, request, profile, clock, with_depth=with_depth)
            if request.scene is None:
                clock.cancellation.check()
                placed = run_stages(stages_before(request), state, clock)
                Composite(self.analysis.stage_cache).foreground(placed)
                if with_depth and not together:
                    self._together.expect(placed, clock.cancellation)

    def _read_ahead(self) -> None:
        """Read the weights, at the first photo, beside its cut-out, which leaves a core free for that. Not
        where memory is short: there the models that look at the photo go before others come."""
        if self._reading is None and not self.low_memory:
            self._reading = begin_ahead("weights", self.load)

    def _wait_for_reading(self, cancellation: Cancellation | None = None) -> None:
        wait_for(self._reading, cancellation)

    def _picture(self, state: PipelineState, clock: Clock) -> Picture:
        unused = None if is_larger(state["background"], state["small_background"]) else "upscaler"
        models = [model for role, model in self.models.items() if role != unused]
        if state.depth_model is not None:
            models.append(state.depth_model)
        return picture_of(state, clock, models=tuple(models), low_memory=self.low_memory)


class ScenePipeline:
    """Pictures whose places are scenes, on an ``analysis`` that others may share; it holds no weights.
    ``painters`` choose between painting and tracing. Not for several threads at a time."""

    def __init__(self, analysis: Analysis, painters: ScenePainters | None = None) -> None:
        self.analysis, self._painters = analysis, painters or ScenePainters()
        self._warm = False
        self._stages: tuple[Stage, ...] = (
            Place(analysis.settings.max_pixels),
            PaintScene(self._painters),
            CastShadow(),
            CleanRims(analysis.stage_cache),
        )
        self._own_stages: tuple[Stage, ...] = (
            Place(analysis.settings.max_pixels),
            LayOwn(),
            CastShadow(),
            CleanRims(analysis.stage_cache),
        )

    @property
    def device(self) -> Device:
        """The processor, which paints and traces also where there is a graphics card."""
        return PROCESSOR

    def load(self) -> None:
        """Nothing is to be read."""

    def release(self) -> None:
        """Nothing is held."""

    def generate(
        self,
        request: GenerationRequest,
        photo: Photo,
        clock: Clock | None = None,
        *,
        profile: ResolvedProfile,
        own_picture: Photo | None = None,
        also_photos: tuple[Photo, ...] = (),
    ) -> Picture:
        """Make one picture of ``photo`` and ``also_photos``, those of further subjects, on the request's own
        background, of which ``own_picture`` may be a part, or in its scene. A request without either has the
        scene that its prompt and seed draw. Raises as ``BackgroundPipeline.generate`` does."""
        clock = clock or Clock()
        with memory_errors(profile.title):
            if request.background is not None:
                seen = self.analysis.look(photo, request, profile, clock)
                seen = replace(seen, own_picture=own_picture, also_photos=also_photos)
                return picture_of(run_stages(self._staging(request, self._own_stages), seen, clock), clock)
            asked = with_scenes([request])[0]
            warming = self._warmed(asked)
            seen = self.analysis.look(photo, asked, profile, clock)
            seen = replace(seen, also_photos=also_photos)
            wait_for(warming, clock.cancellation)
            return picture_of(run_stages(self._staging(asked, self._stages), seen, clock), clock)

    def _staging(self, request: GenerationRequest, stages: tuple[Stage, ...]) -> tuple[Stage, ...]:
        """``stages``, then what follows them; with the two of further subjects where there are any."""
        cache = self.analysis.stage_cache
        harmonise, last = harmonising(request, cache), Composite(cache)
        if not request.also:
            return (*stages, *harmonise, last)
        cutting = self.analysis.stages[: STAGES.index(Edges) + 1]
        join = JoinSubjects(harmonise, last.foreground)
        return (stages[0], PlaceOthers(cutting, CleanRims(cache)), *stages[1:], *harmonise, join, last)

    def _warmed(self, request: GenerationRequest) -> Thread | None:
        """At the first picture, have what painters keep for all others (textures, libraries) made beside its
        cut-out, by painting its place small, and what traces it found."""
        if self._warm or request.scene is None:
            return None
        self._warm, scene = True, request.scene
        works: list[Callable[[], object]] = [lambda: paint(scene, ground_view(1.0))]
        if request.scene_painter != "painted":
            works.insert(0, lambda: self._painters.can_trace(scene))
        return begin_ahead("scene", *works)

    def prepare(
        self, request: GenerationRequest, photo: Photo, clock: Clock, *, profile: ResolvedProfile
    ) -> None:
        """Find and remember the cut-out of a photo that comes next; as ``BackgroundPipeline.prepare``."""
        with memory_errors(profile.title):
            self.analysis.prepare(photo, request, profile, clock, with_depth=False)


def wait_for(ahead: Thread | None, cancellation: Cancellation | None = None) -> None:
    """Wait until what was begun ahead is done; raises ``CancelledError``."""
    while ahead is not None and ahead.is_alive():
        ahead.join(PATIENCE)
        if cancellation is not None:
            cancellation.check()


def picture_of(
    state: PipelineState, clock: Clock, *, models: tuple[LocalModel, ...] = (), low_memory: bool = False
) -> Picture:
    """The finished picture of a state that has passed its last stage."""
    return Picture(
        request=state.request,
        layers={role: state[role] for role in PICTURE_ROLES},
        seconds=clock.seconds,
        matting_model=None if state.own_alpha else state.request.matting_model,
        matting_weights=state.matting_weights,
        models=models,
        low_memory=low_memory,
        together=state.together,
        pipeline_options=state.profile.pipeline_options,
        scene=facts_of(state),
        photo_alpha=photo_alpha_of(state),
    )


def photo_alpha_of(state: PipelineState) -> Pixels | None:
    """H×W: where the frame shows the photo itself, 255 = opaque, 0 beside it and where the photo is
    transparent, whose colours in ``source`` are made up; ``None`` where the photo fills the frame."""
    original, (height, width) = state.original, state["fitted"].shape[:2]
    alpha = np.full((height, width), 255, np.uint8)
    if state.own_alpha:
        alpha = state["alpha"]
    elif original is not None and original.mode == "RGBA":
        alpha = np.asarray(original.getchannel("A").resize((width, height), Image.Resampling.BILINEAR))
    shown = state.frame.pad(alpha, "zero") if state.staging is None else state.staging.placement.place(alpha)
    for other in state.others:
        shown = np.maximum(shown, other["matte"])
    return None if shown.min() == 255 else shown
