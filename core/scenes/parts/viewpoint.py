"""A portrait lens over flat ground: where metres come to lie in the picture, and what is in focus.

Rows and columns are shares of the picture's height. The camera looks level; ground ``span`` metres wide
fills one picture height across at the row ``foot``, on which the lens is focused.
"""

from dataclasses import dataclass, replace
from typing import Protocol

import cv2
import numpy as np

from core.scenes.parts.camera import disc
from core.scenes.parts.canvas import Array
from core.scenes.parts.grids import Numbers, resized
from core.scenes.spec import SceneSpec

FOCAL = 2.2
"""Focal length in picture heights: about 80 mm on full format."""
WIDEST_DISC = 0.05
"""Radius of the disc, in picture heights, that a far point becomes at blur 1."""


class Size(Protocol):
    """The size of a picture, in px."""

    @property
    def width(self) -> int:
        """Px across."""
        ...

    @property
    def height(self) -> int:
        """Px down."""
        ...


@dataclass(frozen=True)
class Viewpoint:
    """``vanish`` row of the horizon, ``foot`` row in focus, ``span`` metres in one picture height at the
    foot, ``aperture`` radius of a far point's disc in picture heights; ``width`` and ``height`` in px;
    ``nearer`` by how much of the way to the foot the lens is focused before it."""

    width: int
    height: int
    vanish: float
    foot: float
    span: float
    aperture: float
    nearer: float = 0.0

    @property
    def aspect(self) -> float:
        """Width over height."""
        return self.width / self.height

    @property
    def eye(self) -> float:
        """Height of the camera above the ground in metres."""
        return self.span * (self.foot - self.vanish)

    def away(self, row: Numbers | float) -> Array:
        """Distance in metres of the ground at rows below ``vanish``."""
        below = np.maximum(np.asarray(row, np.float32) - self.vanish, 1e-4)
        return (FOCAL * self.eye / below).astype(np.float32)

    def unit(self, row: float) -> float:
        """Picture heights in a metre that stands on the ground at ``row``."""
        return (row - self.vanish) / self.eye

    def scale(self, row: Numbers) -> Array:
        """``unit`` for many rows."""
        return ((row - self.vanish) / self.eye).astype(np.float32)

    def near(self, row: Numbers) -> Array:
        """Disparity of rows: 0 at ``vanish``, 1 at the bottom."""
        return np.clip((row - self.vanish) / (1 - self.vanish), 0, 1).astype(np.float32)

    def softness(self, row: Numbers | float) -> Array:
        """Radius of the disc of a point on the ground at ``row``, in picture heights. Around the foot, as
        deep as a subject is, all is sharp."""
        off = 1 - (1 - self.nearer) * (row - self.vanish) / (self.foot - self.vanish)
        free = np.sign(off) * np.clip(np.abs(off) - 0.08, 0, None)
        return (self.aperture * np.where(free > 0, free, -0.55 * free)).astype(np.float32)

    def sized(self, height: int) -> "Viewpoint":
        """The same view ``height`` px high."""
        width = max(2, round(height * self.aspect))
        return replace(self, width=width, height=height)


def viewpoint_of(spec: SceneSpec, view: Size) -> Viewpoint:
    """The view that ``spec.camera`` describes, for a subject on the kind's own scale."""
    vanish = spec.camera.horizon
    foot = 0.86 if vanish <= 0.7 else vanish + 0.55 * (1 - vanish)
    span = spec.place.width * spec.camera.distance
    # Stars are photographed with a wide lens: what is far stays sharp.
    stars = "stars" in spec.props and spec.light.time == "night" and spec.kind != "sky"
    aperture = WIDEST_DISC * spec.camera.blur * (0.06 if stars else 1.0)
    return Viewpoint(view.width, view.height, vanish, foot, span, aperture, spec.camera.nearer)


def far_height(view: Viewpoint, radius: float, finest: int = 1024) -> int:
    """How many rows a layer needs that will be out of focus by ``radius``: it holds no finer detail. The
    same for every size of picture above that, so that layers painted at it are too."""
    for rows in (256, 384, 512, 768):
        if radius * rows >= 4.5 or rows >= min(finest, 1.3 * view.height):
            return rows
    return finest


def defocus(light: Array, radius: float) -> Array:
    """Linear light H×W×C with every point a disc of ``radius`` heights, wide ones made at a reduced size."""
    height, width = light.shape[:2]
    pixels = radius * height
    if pixels < 0.35:
        return light
    factor = max(1.0, pixels / 5)
    if factor < 1.4:
        soft = cv2.filter2D(light, -1, disc(pixels), borderType=cv2.BORDER_REFLECT)
        return np.asarray(soft, np.float32)
    size = (max(2, round(width / factor)), max(2, round(height / factor)))
    small = cv2.resize(light, size, interpolation=cv2.INTER_AREA)
    small = cv2.filter2D(small, -1, disc(pixels * size[1] / height), borderType=cv2.BORDER_REFLECT)
    return resized(np.asarray(small, np.float32), height, width)


def focused(light: Array, radius: Array) -> Array:
    """Linear light H×W×C out of focus by ``radius`` heights, one value a row."""
    height = light.shape[0]
    steps = [0.0]
    while steps[-1] < float(radius.max()):
        steps.append(max(0.0012, steps[-1] * 1.7))
    made = np.zeros_like(light)
    for i, step in enumerate(steps):
        below = steps[i - 1] if i else -1.0
        above = steps[i + 1] if i + 1 < len(steps) else step + 1
        share = np.clip(
            np.minimum((radius - below) / (step - below), (above - radius) / (above - step)), 0, 1
        )
        rows = np.nonzero(share)[0]
        if not len(rows):
            continue
        margin = int(step * height * 1.2) + 3
        top, end = max(0, rows[0] - margin), min(height, rows[-1] + 1 + margin)
        band = defocus_band(light[top:end], step, height)
        made[top:end] += band * share[top:end, None, None].astype(np.float32)
    return made


def defocus_band(band: Array, radius: float, height: int) -> Array:
    """``defocus`` of some rows of a picture ``height`` px high."""
    return defocus(band, radius * height / band.shape[0])


def over(below: Array, layer: Array) -> Array:
    """Premultiplied linear RGBA ``layer`` (H×W×4) over ``below`` (H×W×3)."""
    *colour, alpha = cv2.split(layer)
    clear = 1 - np.clip(alpha, 0, 1)
    return cv2.merge([own * clear + part for own, part in zip(cv2.split(below), colour, strict=True)])


def enlarged(layer: Array, view: Viewpoint) -> Array:
    """A layer painted at another size, at the view's."""
    return resized(layer, view.height, view.width).clip(0)
