"""The stages in order: orient → fit → matte → depth → inpaint → composite, one short method each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image

from core.device import Device, choose_device, memory_errors
from core.hub import Located, locate
from core.memo import Memo, pixel_digest
from core.profile_model import ModelProfile
from core.profiles import DEPTH_MODELS
from core.progress import Clock, OnProgress
from core.request import GenerationRequest
from core.settings import Settings
from core.stages.compositing import composite, estimate_foreground, subject_max_difference
from core.stages.depth import DepthEstimator, control_image, limit_to_subject
from core.stages.image import fit, read_image
from core.stages.inpainting import Inpainter
from core.stages.matting import MatteOptions, Matter, check_subject, refine

Pixels = npt.NDArray[np.uint8]

STAGE_VERSION = 1
"""Part of every remembered value's key: raise it when a stage's result changes."""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A finished picture and what it was made of, all at the fitted size H×W, uint8.

    ``source``, ``control``, ``background`` and ``composite`` are H×W×3, ``matte`` H×W (255 =
    subject). ``seconds`` per stage; ``matting_model`` is ``None`` where the photo brought its own
    matte; ``models`` are those that took part; ``frugal`` tells that it was made in little memory,
    which may change pixels a little.
    """

    request: GenerationRequest
    source: Pixels
    matte: Pixels
    control: Pixels
    background: Pixels
    composite: Pixels
    seconds: Mapping[str, float]
    matting_model: str | None
    models: tuple[Located, ...] = field(default=())
    frugal: bool = False

    @property
    def matte_coverage(self) -> float:
        """The subject's share of the frame, 0…1."""
        return float(self.matte.mean() / 255)

    @property
    def subject_max_difference(self) -> int:
        """Measured: the largest difference between source and composite where the matte is 255."""
        return subject_max_difference(self.source, self.composite, self.matte)


class BackgroundPipeline:
    """One profile's models, each loaded once, and the memory of what they found.

    Construction only looks whether the models are there (``ModelMissingError`` where one is not);
    weights are read at first use or by ``load``. Not for several threads at a time.
    """

    def __init__(
        self,
        profile: ModelProfile,
        settings: Settings,
        *,
        memo: Memo | None = None,
        device: Device | None = None,
    ) -> None:
        self.profile, self.settings = profile, settings
        self.device = device or choose_device(settings.device)
        self.memo = memo or Memo(settings.data_dir / "memo")
        self.models = {ref.role: locate(ref, settings) for ref in profile.models if ref.role != "depth"}
        self.inpainter = Inpainter(profile, self.models, self.device)
        self._matters: dict[str, Matter] = {}
        self._depths: dict[Path, DepthEstimator] = {}

    def load(self) -> None:
        """Read the diffusion weights now rather than at the first picture."""
        _ = self.inpainter.pipe

    def generate(
        self,
        request: GenerationRequest,
        photo: Path | bytes | Image.Image,
        *,
        on_progress: OnProgress | None = None,
        cancelled: Callable[[], bool] | None = None,
        previews: Callable[[], bool] | None = None,
    ) -> Picture:
        """Make one picture of ``photo`` (a file, its bytes, or what ``read_image`` gave).

        ``previews`` is asked after each step whether ``on_progress`` shall get a preview with it.

        Raises a ``StudioError`` for a photo, subject, model or device that will not do, and
        ``Cancelled`` soon after ``cancelled`` answers yes.
        """
        with memory_errors(self.profile.title):
            return self._generate(request, photo, Clock(on_progress, cancelled, previews))

    def _generate(
        self, request: GenerationRequest, photo: Path | bytes | Image.Image, clock: Clock
    ) -> Picture:
        depth_model = self._depth_model(request)
        source, own_alpha = self._read(photo, request, clock)
        with clock.stage("matte"):
            matting_model = None if own_alpha is not None else request.matting_model
            alpha = self.matte(source, request) if own_alpha is None else own_alpha
            matte = refine(alpha, _matte_options(request))
        with clock.stage("depth"):
            control = self.control(source, matte, request, depth_model)
        with clock.stage("load"):
            self.load()
        with clock.stage("inpaint"):
            on_step = lambda step, steps, preview: clock.tell("inpaint", step, steps, preview)  # noqa: E731
            background = self.inpainter.background(source, 255 - matte, control, request, on_step)
        with clock.stage("composite"):
            # A cut-out's soft edges show its own colours already, mixed with no background.
            mixed = request.decontaminate and own_alpha is None
            foreground = self.foreground(source, matte) if mixed else source
            made = composite(foreground, background, matte)
        models = (*self.models.values(), *(() if depth_model is None else (depth_model,)))
        return Picture(
            request=request,
            source=source,
            matte=matte,
            control=control,
            background=background,
            composite=made,
            seconds=clock.seconds,
            matting_model=matting_model,
            models=models,
        )

    def _read(
        self, photo: Path | bytes | Image.Image, request: GenerationRequest, clock: Clock
    ) -> tuple[Pixels, Pixels | None]:
        """The fitted photo H×W×3, and its own matte H×W where it has one and the request keeps it."""
        with clock.stage("orient"):
            image = (
                photo
                if isinstance(photo, Image.Image)
                else read_image(photo, max_pixels=self.settings.max_pixels)
            )
        with clock.stage("fit"):
            pixels = np.asarray(fit(image, request.max_side))
        if image.mode != "RGBA":
            return pixels, None
        alpha = np.ascontiguousarray(pixels[..., 3])
        if request.keep_source_alpha:
            check_subject(alpha)
        return np.ascontiguousarray(pixels[..., :3]), alpha if request.keep_source_alpha else None

    def matte(self, source: Pixels, request: GenerationRequest) -> Pixels:
        """The predicted matte H×W of a fitted photo H×W×3, before refinement; remembered."""
        name = request.matting_model
        matter = self._matters.setdefault(name, Matter(name, self.settings.weights_dir))
        key = {"stage": "matte", "version": STAGE_VERSION, "input": pixel_digest(source), "model": name}
        return self.memo.remember(key, lambda: matter.alpha(Image.fromarray(source)))

    def control(
        self, source: Pixels, matte: Pixels, request: GenerationRequest, model: Located | None
    ) -> Pixels:
        """The control image H×W×3: depth as ``model`` sees it, remembered; without a model the mask."""
        if model is None:
            return control_image((255 - matte).astype(np.uint8))
        estimator = self._depths.setdefault(model.path, DepthEstimator(model.path, self.device))
        key = {
            "stage": "depth",
            "version": STAGE_VERSION,
            "input": pixel_digest(source),
            "model": model.ref.name,
            "subfolder": model.ref.subfolder,
            "revision": model.revision or _file_times(model.path),
            "device": self.device.kind,
        }
        nearness = self.memo.remember(key, lambda: estimator.nearness(Image.fromarray(source)))
        if request.depth_scope == "subject":
            nearness = limit_to_subject(nearness, matte)
        return control_image(nearness)

    def foreground(self, source: Pixels, matte: Pixels) -> Pixels:
        """The photo H×W×3 with the subject's own colours in the matte's soft edges; remembered."""
        key = {
            "stage": "foreground",
            "version": STAGE_VERSION,
            "input": pixel_digest(source),
            "matte": pixel_digest(matte),
        }
        return self.memo.remember(key, lambda: estimate_foreground(source, matte))

    def _depth_model(self, request: GenerationRequest) -> Located | None:
        """Found before any work is done, so that a missing one is told at once."""
        if self.profile.control == "mask":
            return None
        ref = self.profile.depth if request.depth_model is None else DEPTH_MODELS[request.depth_model]
        assert ref is not None  # the profile's own check when control is depth
        return locate(ref, self.settings)


def _file_times(folder: Path) -> str:
    """Tells a person's own model, which is not hashed, from what lay in its place before."""
    return str(sorted(file.stat().st_mtime_ns for file in folder.iterdir()))


def _matte_options(request: GenerationRequest) -> MatteOptions:
    return MatteOptions(
        threshold=request.matte_threshold, grow=request.matte_grow, feather=request.matte_feather
    )
