"""What is known of a picture while it is made: handed from stage to stage, never changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
from PIL import Image

from core.models.local import LocalModel
from core.models.matting_weights import WeightsFile
from core.models.resolved import ResolvedProfile
from core.pipeline.window import Window
from core.request import GenerationRequest
from core.scenes.painting import Ground, Painting
from core.scenes.sizing import Size
from core.scenes.spec import Light, SceneSpec, is_anew, is_latest, since
from core.scenes.wall_light import seen_to_fall
from core.stages.arrays import Pixels
from core.stages.frame import Frame
from core.stages.hanger import Hook
from core.stages.own_background import OwnPlace
from core.stages.placement import Placement
from core.stages.pose import Pose


@dataclass(frozen=True, kw_only=True)
class Staging:
    """A subject before its background: its ``pose`` and ``size``, the ``ground``, the ``placement`` of the
    fitted photo in the frame, where what hangs has its ``hook``, in px of the photo, and the ``scene`` as it
    is painted for all that; a background of one's own is ``own`` instead."""

    pose: Pose
    ground: Ground
    placement: Placement
    size: Size = "life"
    hook: Hook | None = None
    scene: SceneSpec | None = None
    own: OwnPlace | None = None

    @property
    def light(self) -> Light:
        """The main light, as the shadow is thrown by it."""
        if self.own is not None:
            return self.own.light
        assert self.scene is not None  # one of both is there
        hangs = self.pose == "hangs" and self.is_anew and self.ground.spot is None
        return seen_to_fall(self.scene.light) if hangs else self.scene.light

    @property
    def is_latest(self) -> bool:
        """Whether the subject shades the place as in new pictures; in scenes of earlier runs it goes on as it
        did there."""
        return self.scene is None or is_latest(self.scene)

    @property
    def is_anew(self) -> bool:
        """The same for what came with form 6 of scenes; a background of one's own has no form that tells."""
        return self.scene is not None and is_anew(self.scene)

    @property
    def is_whole(self) -> bool:
        """Whether a body throws the shadow of what lies or hangs, and not a few layers as before."""
        return self.scene is not None and since(self.scene, 7)

    @property
    def grain(self) -> int:
        """What seeds the noise of half a level in the background."""
        return 0 if self.scene is None else self.scene.seed


Photo = Path | bytes | Image.Image
"""A photo's file, its content, or what ``read_image`` gave."""
Layer = Literal[
    "fitted",
    "alpha",
    "source",
    "matte",
    "trimmed",
    "control",
    "start",
    "small_background",
    "background",
    "foreground",
    "composite",
]
"""``fitted`` (h×w×3) and ``alpha`` (h×w) have the fitted photo's size, ``small_background`` the size that
the model works at, ``start`` what a diffusion model begins with where that is not the photo, ``foreground``
the subject's own colours where a stage before the last one found them, all others the frame's: H×W×3,
``matte`` H×W, 255 = subject, ``trimmed`` that of a further subject as it is once its rim is cleaned."""
OF_PHOTO: tuple[Layer, ...] = ("fitted", "alpha")
"""The layers that have the photo's size."""


@dataclass(frozen=True, kw_only=True)
class PipelineState:
    """One picture on its way through the stages.

    ``profile`` is what the request's profile resolved to, ``depth_model`` where its depth model lies
    (``None`` where the control image is the mask). ``own_picture`` is that of the background,
    where the request names one, ``also_photos`` are those of further subjects, which become ``others``: each
    on a way of its own, in the request's order, its layers kept within a ``window`` of the frame. ``apart``
    are all of them by themselves, this one first, once they are joined. ``together`` is how many backgrounds
    are, or were, denoised at once with this one, itself counted; 0 where that is left open, or nothing was
    denoised. ``original`` is the upright photo in its own size, RGB or RGBA; ``own_alpha`` tells that it
    brought its matte along, else ``matting_weights`` is the file of the model that cut it out; ``digest``
    names the fitted photo's pixels. In a
    scene, ``staging`` tells where the subject is, ``painting`` what is painted,
    ``scene_facts`` by which painter, as JSON has it.
    """

    request: GenerationRequest
    profile: ResolvedProfile
    photo: Photo
    own_picture: Photo | None = None
    also_photos: tuple[Photo, ...] = ()
    together: int = 0
    depth_model: LocalModel | None = None
    original: Image.Image | None = None
    own_alpha: bool = False
    matting_weights: WeightsFile | None = None
    digest: str = ""
    frame: Frame = field(default_factory=lambda: Frame((0, 0)))
    staging: Staging | None = None
    painting: Painting | None = None
    scene_facts: Mapping[str, Any] = field(default_factory=dict[str, Any])
    others: tuple["PipelineState", ...] = ()
    apart: tuple["PipelineState", ...] = ()
    window: Window | None = None
    layers: Mapping[Layer, Pixels] = field(default_factory=dict[Layer, Pixels])

    def __getitem__(self, layer: Layer) -> Pixels:
        """A layer's pixels; ``KeyError`` before its stage has run. What is kept within a window is nothing
        beside it, and an array of its own each time."""
        pixels = self.layers[layer]
        return pixels if self.window is None or layer in OF_PHOTO else self.window.whole(pixels)

    @property
    def back_to_front(self) -> tuple["PipelineState", ...]:
        """This subject and the others, the nearest last: of those that stand the one whose foot is lowest;
        else in the request's order."""
        return tuple(sorted((self, *self.others), key=PipelineState._nearness))

    def _nearness(self) -> float:
        assert self.staging is not None  # placed
        return nearness(self["matte"], self.staging)

    def with_layers(self, layers: Mapping[Layer, Pixels], **changes: Any) -> "PipelineState":
        """The state with ``layers`` added and other fields changed."""
        return replace(self, layers={**self.layers, **layers}, **changes)

    def opened(self, layers: Mapping[Layer, Pixels]) -> "PipelineState":
        """The state with its layers in the whole frame, and ``layers`` added."""
        return replace(self, layers={**{name: self[name] for name in self.layers}, **layers}, window=None)


def nearness(matte: Pixels, staging: Staging) -> float:
    """How near the subject of ``matte`` H×W (255 = subject) is beside others: the share of the height at
    which it stands, as ``staging`` has it; all alike that lie or hang. From form 7 on in hundredths, so
    that a small preview puts the same one in front that the picture does."""
    if staging.pose != "stands":
        return 0.0
    rows = np.flatnonzero((matte > 127).any(axis=1))
    foot = float(rows[-1] + 1) / len(matte) if len(rows) else 0.0
    return round(foot, 2) if staging.is_whole else foot
