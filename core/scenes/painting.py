"""A place as pixels: what painters give, and the door to them."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from importlib import import_module

import numpy as np
import numpy.typing as npt

from core.scenes.developing import developed, exposed
from core.scenes.effects import in_the_air
from core.scenes.spec import SceneSpec, is_anew
from core.scenes.strips import strips
from core.scenes.supports import under

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class View:
    """The size of the picture to make, in px."""

    width: int
    height: int

    @property
    def aspect(self) -> float:
        """Width over height."""
        return self.width / self.height


@dataclass(frozen=True)
class Stand:
    """What a subject is put on, where that is smaller than the ground, in shares of the height: the middle
    (x, y) of its upper surface, half its width, and half its depth as it is seen; ``round`` or with
    corners; ``low`` where shadows that reach over its edge fall on the ground beside it; ``free`` the share
    of it within which a subject is put."""

    x: float
    y: float
    half: float
    deep: float
    round: bool = True
    low: bool = False
    free: float = 1.0


@dataclass(frozen=True)
class Spot:
    """The part of a wall that is free for what hangs on the wall itself, or of a ground seen from above for
    what lies there, in shares of the height: its middle (x, y), half its width and half its height."""

    x: float
    y: float
    half: float
    tall: float


@dataclass(frozen=True, kw_only=True)
class Ground:
    """Where things stand. Rows are shares of the height, 0 at the top.

    ``vanish`` is the row at which the plane vanishes, ``far`` its far edge (a table's, a wall's foot), and
    ``foot`` where a subject's foot stands best. ``mirror`` is the share of a standing thing that the ground
    reflects (0…1), ``rough`` how blurred (0 a mirror … 1). ``shade`` is how dark a contact shadow gets (0…1).
    ``wall`` is the row at which an upright wall meets the ground, up which shadows fall; ``None`` for none.
    ``open``: nothing is near behind what hangs there that its shadow could fall on. ``spot`` is where a
    picture hangs flat on the wall; ``None`` where what hangs has a hook.
    """

    vanish: float
    far: float
    foot: float
    mirror: float = 0.0
    rough: float = 0.5
    shade: float = 0.5
    wall: float | None = None
    stand: Stand | None = None
    open: bool = False
    spot: Spot | None = None


@dataclass(frozen=True, kw_only=True)
class Painting:
    """A place: ``image`` H×W×3 in sRGB, 0…1; ``disparity`` H×W, 0…1, 1 = nearest, linear in the row on flat
    ground; its ``ground``; and the ``tint`` of its light on a white thing (sRGB, brightest channel 1)."""

    image: Floats
    disparity: Floats
    ground: Ground
    tint: tuple[float, float, float] = field(default=(1.0, 1.0, 1.0))


Painter = Callable[[SceneSpec, View], Painting]


def painter_of(kind: str) -> Painter:
    """The painter of that kind, its module loaded; ``KeyError`` for an unknown kind."""
    from core.scenes.kinds import kind_named

    module, function = kind_named(kind).painter.split(".")
    return getattr(import_module(f"core.scenes.painters.{module}"), function)


PAINTED_SIDE = 2560
"""Px of the longer side from which on a place is painted smaller and enlarged, so that memory is bounded."""


DARK_TIMES = frozenset({"dusk", "night"})
"""Times of day at which a picture is dark on purpose."""


def paint(spec: SceneSpec, view: View) -> Painting:
    """Paint the place: the same spec is the same place at every size, and the same bytes at the same size.
    One of more than ``PAINTED_SIDE`` px is painted at that size and enlarged by cubic interpolation."""
    scale = PAINTED_SIDE / max(view.width, view.height)
    if scale < 1:
        small = View(max(8, round(view.width * scale)), max(8, round(view.height * scale)))
        return _enlarged(paint(spec, small), view)
    asked, spec = spec, without_baked(spec)
    made = painter_of(spec.kind)(spec, view)
    if spec.place.view == "eye" and under(spec.props):
        made = import_module("core.scenes.painters.supported").supported(spec, made)
    if asked is not spec:
        made = import_module("core.scenes.modelled.baked").set_beside(asked, made)
    if in_the_air(spec.props):
        made = import_module("core.scenes.painters.aired").aired(spec, made)
    image = np.clip(made.image, 0, 1).astype(np.float32)
    image = developed(image, spec.camera.contrast, lift=spec.light.time not in DARK_TIMES)
    image = exposed(image, spec.light.exposure, made.ground.foot)
    image = import_module("core.scenes.parts.metered").metered(spec, image, made.ground.foot)
    image = import_module("core.scenes.parts.graded").graded(spec, image)
    return Painting(
        image=import_module("core.scenes.parts.photographed").photographed(spec, image, made.ground.vanish),
        disparity=np.clip(made.disparity, 0, 1).astype(np.float32),
        ground=made.ground,
        tint=made.tint,
    )


def without_baked(spec: SceneSpec) -> SceneSpec:
    """The spec without what is put on its ground as baked pictures; itself where there is none of that."""
    if not is_anew(spec) or not spec.props or spec.place.view != "eye":
        return spec
    baked = set(import_module("core.scenes.modelled.baked").besides(spec))
    left = tuple(name for name in spec.props if name not in baked)
    return spec if not baked else spec.model_copy(update={"props": left})


def _enlarged(painting: Painting, view: View) -> Painting:
    import cv2

    size = view.width, view.height
    image = cv2.resize(painting.image, size, interpolation=cv2.INTER_CUBIC)
    disparity = cv2.resize(painting.disparity, size, interpolation=cv2.INTER_LINEAR)
    return replace(
        painting,
        image=np.clip(image, 0, 1, out=image).astype(np.float32, copy=False),
        disparity=disparity.astype(np.float32, copy=False),
    )


def as_pixels(image: Floats, seed: int) -> npt.NDArray[np.uint8]:
    """An sRGB picture 0…1 as uint8, with half a level of noise so that soft gradients show no bands."""
    made, random = np.empty(image.shape, np.uint8), np.random.default_rng(seed)
    for rows in strips(image.shape):
        noise = random.random(image[rows].shape[:2], np.float32)[..., None] - 0.5
        made[rows] = np.clip(image[rows] * 255 + noise + 0.5, 0, 255)
    return made
