"""The stages of a picture, in order. Each is one small class: a name, a version, words, and ``run``.

A stage's ``version`` is raised when it makes other pixels of the same input: what is remembered of it is then
made anew, what is remembered of others stays, and a re-run says which stage has changed. Versions count on
from 4, which one number for all stages had reached.
"""

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from threading import Lock

import numpy as np
from PIL import Image

from core.diffusion.inpainting import Inpainter
from core.diffusion.loading import readable_models
from core.diffusion.preview import SubjectPreview
from core.pipeline.computing import depth_facts, foreground_facts, matting_facts
from core.pipeline.model_stages import GroundOfPicture, PlaceForModel
from core.pipeline.models import PhotoModels, depth_revision
from core.pipeline.own_stages import LayOwn, is_harmonised, is_transparent
from core.pipeline.progress import Clock
from core.pipeline.rim_stage import CleanRims
from core.pipeline.scene_stages import CastShadow, PaintScene, Place, StartFromScene
from core.pipeline.several_stages import JoinSubjects, PlaceOthers
from core.pipeline.stage import Stage
from core.pipeline.stage_cache import StageCache, pixel_digest
from core.pipeline.state import Layer, PipelineState
from core.pipeline.together import Together
from core.request import GenerationRequest
from core.runtime.ahead import begin_ahead
from core.runtime.cancellation import left_when_cancelled
from core.runtime.loading_lock import loading_lock
from core.stages.arrays import Pixels
from core.stages.compositing import composite, estimate_foreground, over_nothing
from core.stages.contact_shadow import add_contact_shadow
from core.stages.depth import control_image, depth_dtype, limit_to_subject
from core.stages.edge_cleanup import trim_fringe
from core.stages.fine_matte import fine_matte
from core.stages.frame import Frame, fitting_side
from core.stages.harmonising import harmonised, light_in
from core.stages.image import fit, read_image, seen_colours
from core.stages.kernels import foreground_kernel, image_filters, laplacian_kernel
from core.stages.matting import MatteOptions, check_own_alpha, refine
from core.stages.mixed_edges import FAINT, matte_colour
from core.stages.own_background import shade_alpha
from core.stages.pose import guess_pose
from core.stages.silhouette import silhouette
from core.stages.upscaling import Upscaler, enlarged

KEPT_PIXELS = 25_000_000
"""Of a decoded photo that is held for the next picture of the same photo."""


class Orient(Stage):
    """Reads the photo upright in 8-bit sRGB. The last photo that came as bytes stays decoded for the next
    picture of it: variations, and a picture after its cut-out was looked at."""

    name, version = "orient", 5
    words, title = "Reading the photo", "reading of the photo"

    def __init__(self, max_pixels: int) -> None:
        self._max_pixels = max_pixels
        self._lock = Lock()
        self._last: tuple[bytes, Image.Image] | None = None

    def run(self, state: PipelineState, clock: Clock) -> PipelineState:
        """Adds ``original``; raises ``ImageError``. Cancel takes hold also while a photo is decoded."""
        read = state.photo if isinstance(state.photo, Image.Image) else self._read(state.photo, clock)
        return state.with_layers({}, original=read)

    def _read(self, photo: Path | bytes, clock: Clock) -> Image.Image:
        def read() -> Image.Image:
            return read_image(photo, max_pixels=self._max_pixels)

        if not isinstance(photo, bytes):
            return left_when_cancelled(read, clock.cancellation)
        with self._lock:
            last = self._last
        if last is not None and last[0] == photo:
            return last[1]
        image = left_when_cancelled(read, clock.cancellation)
        if image.width * image.height <= KEPT_PIXELS:
            with self._lock:
                self._last = (photo, image)
        return image


class Fit(Stage):
    """Makes the photo small enough for the frame, and parts it from its own alpha and what that hides."""

    name, version = "fit", 5
    words, title = "Fitting the photo", "fitting of the photo"

    def run(self, state: PipelineState, clock: Clock) -> PipelineState:
        """Adds ``fitted``, and ``alpha`` where the photo's own is its matte; a large original goes. Raises
        ``SubjectError``."""
        assert state.original is not None  # oriented
        request, image = state.request, state.original
        cut_out = image.mode == "RGBA"
        own = cut_out and request.keep_source_alpha
        behind = matte_colour(image) if own and request.decontaminate else None
        pixels = np.asarray(fit(image, fitting_side(request.photo_side, request.margin), behind))
        frame = Frame((pixels.shape[1], pixels.shape[0]), scale=pixels.shape[1] / image.width)
        least = 1 if behind is None else FAINT
        fitted = seen_colours(pixels, least) if cut_out else np.ascontiguousarray(pixels)
        layers: dict[Layer, Pixels] = {"fitted": fitted}
        if own:
            layers["alpha"] = np.ascontiguousarray(pixels[..., 3])
            check_own_alpha(layers["alpha"])
        digest = pixel_digest(layers["fitted"])
        # What is too large to be held for the next picture is not held through this one either.
        kept = image if image.width * image.height <= KEPT_PIXELS else None
        return state.with_layers(layers, own_alpha=own, digest=digest, frame=frame, original=kept)


class Matte(Stage):
    """Has the cut-out model predict the subject's matte, unless the photo brought its own."""

    name, version = "matte", 4
    words, title = "Cutting out the subject", "cut-out"

    def __init__(self, models: PhotoModels, cache: StageCache) -> None:
        self._models, self._cache = models, cache

    def run(self, state: PipelineState, clock: Clock) -> PipelineState:
        """Adds ``alpha`` and the ``matting_weights`` that see it; raises ``ModelMissingError``,
        ``SubjectError``."""
        if state.own_alpha:
            return state
        name, fitted = state.request.matting_model, state["fitted"]
        weights = self._models.matting_weights(name)
        revision = "" if weights is None else str(weights.changed)
        islands = state.request.keep_small_parts
        facts = {**matting_facts(), **({"islands": "kept"} if islands else {})}
        key = self.key("matte", state, model=name, weights=revision, **facts)
        image, shape = Image.fromarray(fitted), fitted.shape[:2]

        def find() -> Pixels:
            read_kernels_ahead(state.request)
            return self._models.matting(name).alpha(image, islands=islands)

        alpha = self._cache.remember(key, find, shape)
        return state.with_layers({"alpha": alpha}, matting_weights=weights)


def read_kernels_ahead(request: GenerationRequest) -> None:
    """Import what edges and foreground are to be found with, while the cut-out model looks at the photo."""
    if image_filters.cache_info().currsize:
        return
    fine = [laplacian_kernel] if request.is_fine else []
    begin_ahead("kernels", image_filters, *fine, *([foreground_kernel] if request.decontaminate else []))


class Edges(Stage):
    """Cleans the matte's edge of the old background, refines it as the request says, and sets the frame."""

    name, version = "edges", 4
    words, title = "Cleaning the edges", "cleaning of the edges"

    def __init__(self, cache: StageCache) -> None:
        self._cache = cache

    def run(self, state: PipelineState, clock: Clock) -> PipelineState:
        """Adds ``source`` and ``matte`` in the frame."""
        request, fitted, alpha = state.request, state["fitted"], state["alpha"]
        if not state.own_alpha:
            alpha = self._cleaned(state, alpha, fitted)
        options = MatteOptions(
            threshold=request.matte_threshold, grow=request.matte_grow, feather=request.matte_feather
        )
        matte = refine(alpha, options)
        frame = Frame.around(matte, request.margin, state.frame.scale)
        layers: dict[Layer, Pixels] = {"source": frame.pad_blurred(fitted), "matte": frame.pad(matte, "zero")}
        return state.with_layers(layers, frame=frame)

    def _cleaned(self, state: PipelineState, alpha: Pixels, fitted: Pixels) -> Pixels:
        """The matte that a model predicted, with its edges where the photo has them or without its fringe."""
        clean = state.request.decontaminate
        if state.request.is_fine:
            pose = state.request.pose
            if pose == "auto":
                pose = guess_pose(silhouette(alpha, own=False), fitted).pose
            hangs = pose == "hangs"
            whole = state.request.is_clean
            facts = {"matte": pixel_digest(alpha), "hangs": hangs, "clean": clean}
            facts = {**facts, "whole": True} if whole else facts
            key = self.key("fine", state, **facts, **foreground_facts())
            make = lambda: fine_matte(alpha, fitted, hangs=hangs, clean=clean, whole=whole)  # noqa: E731
            return self._cache.remember(key, make, alpha.shape)
        if clean:
            key = self.key("rim", state, matte=pixel_digest(alpha))
            return self._cache.remember(key, lambda: trim_fringe(alpha, fitted), alpha.shape)
        return alpha


class Depth(Stage):
    """Makes the control image: the photo's disparity, or the mask for a profile that is shown that."""

    name, version = "depth", 4
    words, title = "Measuring depth", "depth"

    def __init__(self, models: PhotoModels, cache: StageCache) -> None:
        self._models, self._cache = models, cache

    def run(self, state: PipelineState, clock: Clock) -> PipelineState:
        """Adds ``control``, H×W×3."""
        matte, model = state["matte"], state.depth_model
        if model is None:
            return state.with_layers({"control": control_image((255 - matte).astype(np.uint8))})
        key = self.key(
            "depth",
            state,
            model=model.ref.name,
            subfolder=model.ref.subfolder,
            revision=depth_revision(model),
            **depth_facts(self._models.device, str(depth_dtype(self._models.device))),
        )
        image = Image.fromarray(state["fitted"])
        shape = state["fitted"].shape[:2]
        disparity = self._cache.remember(key, lambda: self._models.depth(model).disparity(image), shape)
        disparity = state.frame.pad(disparity, "edge")
        if state.request.depth_scope == "subject":
            disparity = limit_to_subject(disparity, matte)
        return state.with_layers({"control": control_image(disparity)})


class Load(Stage):
    """Reads the diffusion weights where they are not in memory; with little memory the models that looked
    at the photo go first."""

    name, version = "load", 4
    words, title = "Loading the models", "loading of the models"

    def __init__(self, inpainter: Inpainter, upscaler: Upscaler | None, models: PhotoModels) -> None:
        self._inpainter, self._upscaler, self._models = inpainter, upscaler, models

    def run(self, state: PipelineState, clock: Clock) -> PipelineState:
        """Adds nothing; raises ``ModelMissingError``, ``DeviceError``, ``ProfileError``."""
        if self._inpainter.low_memory:
            self._models.release()
        self.load()
        return state

    def load(self) -> None:
        """Read the weights now."""
        _ = self._inpainter.pipe
        if self._upscaler is not None:
            # Another card's pipeline may be read meanwhile, which changes how modules come to be.
            with loading_lock(), readable_models(self._inpainter.profile):
                _ = self._upscaler.network


class Inpaint(Stage):
    """Has the diffusion model paint the background. Never remembered."""

    name, version = "inpaint", 5
    words, title = "Painting the background", "painting of the background"

    def __init__(self, together: Together) -> None:
        self._together = together

    def run(self, state: PipelineState, clock: Clock) -> PipelineState:
        """Adds ``small_background``, and with how many others it was denoised; tells ``clock`` of each
        denoising step, with a preview."""
        source, matte = state.layers.get("start", state["source"]), state["matte"]
        on_subject = SubjectPreview(source, matte)

        def on_step(step: int, steps: int, preview: Callable[[], Pixels]) -> None:
            clock.tell(self.name, step, steps, lambda: on_subject(preview()))

        painted = self._together.paint(state, on_step, clock.cancellation, clock.coming)
        clock.count(self.name, painted.seconds)
        return state.with_layers({"small_background": painted.pixels}, together=painted.count)


class Upscale(Stage):
    """Brings the background to the frame's size, with grain like the photo's."""

    name, version = "upscale", 4
    words, title = "Sharpening the background", "enlargement of the background"

    def __init__(self, upscaler: Upscaler | None) -> None:
        self._upscaler = upscaler

    def run(self, state: PipelineState, clock: Clock) -> PipelineState:
        """Adds ``background``."""
        small, seed = state["small_background"], state.request.seed
        background = enlarged(small, state["source"], state.frame, seed, self._upscaler)
        return state.with_layers({"background": background})


class ContactShadow(Stage):
    """Shades the ground where the subject stands, for models too coarse to do so themselves."""

    name, version = "contact_shadow", 4
    words, title = "Grounding the subject", "contact shadow"

    def run(self, state: PipelineState, clock: Clock) -> PipelineState:
        """Replaces ``background`` where the profile has a native size."""
        if state.profile.native_size is None:
            return state
        return state.with_layers({"background": add_contact_shadow(state["background"], state["matte"])})


class Composite(Stage):
    """Puts the subject back over the new background."""

    name, version = "composite", 4
    words, title = "Putting the subject back", "compositing"

    def __init__(self, cache: StageCache) -> None:
        self._cache = cache

    def run(self, state: PipelineState, clock: Clock) -> PipelineState:
        """Adds ``composite``. A cut-out's soft edges show its own colours already, mixed with no background;
        those of a photo are freed of the old one where the request says so."""
        foreground = state.layers["foreground"] if "foreground" in state.layers else self.foreground(state)
        background, matte = state["background"], state["matte"]
        if not is_transparent(state.request):
            return state.with_layers({"composite": composite(foreground, background, matte)})
        shade = shade_alpha(background)
        layers: dict[Layer, Pixels] = {
            "background": np.dstack([np.zeros_like(background), shade]),
            "composite": over_nothing(foreground, shade, matte),
        }
        return state.with_layers(layers)

    def foreground(self, state: PipelineState) -> Pixels:
        """The source with the subject's own colours at its edges, where the request says so; a background is
        not needed for it."""
        source, matte = state["source"], state["matte"]
        if not state.request.decontaminate or state.own_alpha:
            return source
        key = self.key("foreground", state, matte=pixel_digest(matte), **foreground_facts())
        if source is not state["fitted"]:
            key = {**key, "input": pixel_digest(source)}
        return self._cache.remember(key, lambda: estimate_foreground(source, matte), source.shape)


class Harmonise(Stage):
    """Draws the subject's exposure and colour cast to the background's, where the request asks for that."""

    name, version = "harmonise", 1
    words, title = "Harmonising the subject", "harmonising"

    def __init__(self, cache: StageCache) -> None:
        self._composite = Composite(cache)

    def run(self, state: PipelineState, clock: Clock) -> PipelineState:
        """Replaces ``foreground``; before nothing at all the subject stays as it is."""
        if not is_harmonised(state.request):
            return state
        colours = state.layers.get("foreground")
        colours = self._composite.foreground(state) if colours is None else colours
        light = light_in(state["fitted"], state["alpha"] if state.own_alpha else None)
        made = harmonised(colours, light, state["background"], state.request.harmonise)
        return state.with_layers({"foreground": made})


def harmonising(request: GenerationRequest, cache: StageCache) -> tuple[Stage, ...]:
    """The stage, where the request asks for it."""
    return (Harmonise(cache),) if request.harmonise else ()


STAGES: tuple[type[Stage], ...] = (
    Orient, Fit, Matte, Edges, Depth, Place, PlaceOthers, PaintScene, LayOwn, CastShadow, CleanRims,
    StartFromScene, PlaceForModel, Load, Inpaint, Upscale, GroundOfPicture, ContactShadow, Harmonise,
    JoinSubjects, Composite,
)  # fmt: skip
"""In the order in which a picture passes them: those from ``Place`` on in scenes (``LayOwn`` in
place of ``PaintScene`` on a background of one's own), ``CleanRims`` in those
alone that are the background, those from ``Load`` to ``ContactShadow`` by diffusion models."""
STAGE_NAMES: tuple[str, ...] = tuple(stage.name for stage in STAGES)
STAGE_WORDS: Mapping[str, str] = {stage.name: stage.words for stage in STAGES}
STAGE_TITLES: Mapping[str, str] = {stage.name: stage.title for stage in STAGES}


def stage_versions(passed: Collection[str] = STAGE_NAMES) -> dict[str, int]:
    """The version of each stage that was ``passed``, as a run's environment records them."""
    return {stage.name: stage.version for stage in STAGES if stage.name in passed}
