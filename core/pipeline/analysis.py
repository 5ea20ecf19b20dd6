"""What a photo shows before anything is generated: the subject's matte and the scene's depth."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import RLock

import numpy as np
from PIL import Image

from core.errors import ModelMissingError
from core.models.local import LocalModel, locate
from core.models.matting_weights import matting_path
from core.models.profile import ModelProfile
from core.models.profiles import DEPTH_MODELS, resolve_profile
from core.pipeline.progress import Clock
from core.pipeline.stage_cache import Key, StageCache, pixel_digest
from core.request import GenerationRequest
from core.runtime.device import Device, choose_device, memory_errors
from core.settings import Settings
from core.stages.arrays import Pixels
from core.stages.compositing import estimate_foreground
from core.stages.depth import DepthEstimator, control_image, limit_to_subject
from core.stages.edge_cleanup import trim_fringe
from core.stages.image import fit, read_image
from core.stages.matting import MatteOptions, Matting, check_subject, refine
from core.stages.padding import Room, photo_side
from core.version import STAGES_VERSION

Photo = Path | bytes | Image.Image
"""A photo's file, its content, or what ``read_image`` gave."""


@dataclass(frozen=True, kw_only=True)
class Inspection:
    """A photo as the diffusion models will be shown it, at the fitted size H×W with its ``room``, uint8.

    ``source`` and ``control`` are H×W×3, ``matte`` H×W (255 = subject), refined as the request says.
    ``own_alpha`` tells that the photo brought its matte along; ``depth_model`` is the one that made
    ``control``, ``None`` where that is the mask.
    """

    source: Pixels
    matte: Pixels
    control: Pixels
    own_alpha: bool
    depth_model: LocalModel | None
    room: Room

    @property
    def coverage(self) -> float:
        """The subject's share of the frame, 0…1."""
        return float(self.matte.mean() / 255)


class Analysis:
    """Cut-out and depth models, each loaded once on first use, and the memory of what they found.

    For any number of threads at a time. ``device`` is chosen by ``settings`` when it is first needed;
    ``stage_cache`` is kept in ``settings.data_dir`` where none is given.
    """

    def __init__(
        self, settings: Settings, device: Device | None = None, stage_cache: StageCache | None = None
    ) -> None:
        self.settings = settings
        self.stage_cache = stage_cache or StageCache(settings.data_dir / "memo")
        self._wanted_device = device
        self._mattings: dict[str, Matting] = {}
        self._depths: dict[Path, DepthEstimator] = {}
        self._revisions: dict[Path, str] = {}
        self._weights: dict[str, str] = {}
        self._lock = RLock()

    @cached_property
    def device(self) -> Device:
        """What the depth models run on; raises as ``choose_device`` does."""
        with self._lock:
            return self._wanted_device or choose_device(self.settings.device)

    def inspect(self, photo: Photo, request: GenerationRequest) -> Inspection:
        """What a picture of ``photo`` would begin with; later that picture finds it remembered.

        Raises ``ImageError``, ``SubjectError``, ``ModelMissingError``, ``DeviceError``, ``ProfileError``.
        """
        profile = resolve_profile(request.profile, self.settings)
        with memory_errors(profile.title):
            return self.look(photo, request, profile, Clock())

    def look(
        self, photo: Photo, request: GenerationRequest, profile: ModelProfile, clock: Clock
    ) -> Inspection:
        """The stages from ``orient`` to ``depth``, told to and timed by ``clock``."""
        model = self.depth_model(profile, request)
        source, own_alpha = self._read(photo, request, clock)
        with clock.stage("matte"):
            alpha = self.clean_matte(source, request) if own_alpha is None else own_alpha
            matte = refine(alpha, _matte_options(request))
            room = Room.around(matte, request.margin)
        with clock.stage("depth"):
            control = self.control(source, matte, request, model, room)
        return Inspection(
            source=room.continued(source),
            matte=room.emptily(matte),
            control=control,
            own_alpha=own_alpha is not None,
            depth_model=model,
            room=room,
        )

    def depth_model(self, profile: ModelProfile, request: GenerationRequest) -> LocalModel | None:
        """Where the depth model is that the picture takes, ``None`` where it takes none; looked up before
        any work is done, so that ``ModelMissingError`` comes at once."""
        if profile.control == "mask":
            return None
        assert profile.depth is not None  # the profile's own check when control is depth
        chosen = profile.depth if request.depth_model is None else DEPTH_MODELS[request.depth_model]
        # A re-run's profile names the chosen model itself, at the commit that was used.
        same = profile.depth.model_copy(update={"revision": chosen.revision}) == chosen
        return locate(profile.depth if same else chosen, self.settings)

    def matte(self, source: Pixels, request: GenerationRequest) -> Pixels:
        """The predicted matte H×W of a fitted photo H×W×3, before refinement; remembered."""
        name = request.matting_model
        weights = _file_time(matting_path(name, self.settings.weights_dir))
        key = _key("matte", source, model=name, weights=weights)
        return self.stage_cache.remember(
            key, lambda: self._matting(name, weights).alpha(Image.fromarray(source))
        )

    def clean_matte(self, source: Pixels, request: GenerationRequest) -> Pixels:
        """The matte, and where the request wants clean edges without the old background's rim; remembered."""
        alpha = self.matte(source, request)
        if not request.decontaminate:
            return alpha
        key = _key("rim", source, matte=pixel_digest(alpha))
        return self.stage_cache.remember(key, lambda: trim_fringe(alpha, source))

    def control(
        self,
        source: Pixels,
        matte: Pixels,
        request: GenerationRequest,
        model: LocalModel | None,
        room: Room,
    ) -> Pixels:
        """The control image H×W×3 of a fitted photo with ``room``: depth as ``model`` sees it, remembered;
        without a model the mask."""
        if model is None:
            return control_image((255 - room.emptily(matte)).astype(np.uint8))
        revision = model.revision or _file_times(model.path)
        key = _key(
            "depth",
            source,
            model=model.ref.name,
            subfolder=model.ref.subfolder,
            revision=revision,
            device=self.device.kind,
        )
        make: Callable[[], Pixels] = lambda: self._depth(model.path, revision).disparity(  # noqa: E731
            Image.fromarray(source)
        )
        disparity = room.repeated(self.stage_cache.remember(key, make))
        if request.depth_scope == "subject":
            disparity = limit_to_subject(disparity, room.emptily(matte))
        return control_image(disparity)

    def foreground(self, source: Pixels, matte: Pixels) -> Pixels:
        """The photo H×W×3 with the subject's own colours in the matte's soft edges; remembered."""
        key = _key("foreground", source, matte=pixel_digest(matte))
        return self.stage_cache.remember(key, lambda: estimate_foreground(source, matte))

    def release(self) -> None:
        """Let go of the models; they are loaded again when a photo asks for them."""
        with self._lock:
            self._mattings.clear()
            self._depths.clear()

    def keep_depth_of(self, profile: ModelProfile) -> None:
        """Let go of the depth models that ``profile`` does not take by itself; a photo that asks for one of
        them has it loaded again, and who looks through one at this moment finishes looking."""
        kept: Path | None = None
        if profile.control == "depth" and profile.depth is not None:
            with suppress(ModelMissingError):
                kept = locate(profile.depth, self.settings).path
        with self._lock:
            self._depths = {folder: model for folder, model in self._depths.items() if folder == kept}

    def _matting(self, name: str, weights: str) -> Matting:
        """The cut-out model of that name, read anew where other ``weights`` lie in its place by now."""
        with self._lock:
            if self._weights.setdefault(name, weights) != weights:
                self._mattings.pop(name, None)
                self._weights[name] = weights
            return self._mattings.setdefault(name, Matting(name, self.settings.weights_dir))

    def _depth(self, folder: Path, revision: str) -> DepthEstimator:
        """The model in ``folder``, read anew where another one lies there by now."""
        with self._lock:
            if self._revisions.setdefault(folder, revision) != revision:
                self._depths.pop(folder, None)
                self._revisions[folder] = revision
            return self._depths.setdefault(folder, DepthEstimator(folder, self.device))

    def _read(self, photo: Photo, request: GenerationRequest, clock: Clock) -> tuple[Pixels, Pixels | None]:
        """The fitted photo H×W×3, and its own matte H×W where it has one and the request keeps it."""
        with clock.stage("orient"):
            image = (
                photo
                if isinstance(photo, Image.Image)
                else read_image(photo, max_pixels=self.settings.max_pixels)
            )
        with clock.stage("fit"):
            pixels = np.asarray(fit(image, photo_side(request.max_side, request.margin)))
        if image.mode != "RGBA":
            return pixels, None
        alpha = np.ascontiguousarray(pixels[..., 3])
        if request.keep_source_alpha:
            check_subject(alpha)
        return np.ascontiguousarray(pixels[..., :3]), alpha if request.keep_source_alpha else None


def _key(stage: str, source: Pixels, **more: str | None) -> Key:
    """Under which a stage's result for the fitted photo is remembered."""
    return {"stage": stage, "version": STAGES_VERSION, "input": pixel_digest(source), **more}


def _file_times(folder: Path) -> str:
    """Tells a person's own model, which is not hashed, from what lay in its place before."""
    return str(sorted(file.stat().st_mtime_ns for file in folder.iterdir()))


def _file_time(path: Path) -> str:
    """The same for a single file, which a person may have put there; empty where there is none."""
    return str(path.stat().st_mtime_ns) if path.is_file() else ""


def _matte_options(request: GenerationRequest) -> MatteOptions:
    return MatteOptions(
        threshold=request.matte_threshold, grow=request.matte_grow, feather=request.matte_feather
    )
