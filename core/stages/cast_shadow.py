"""A standing subject's shadow on the ground plane and up a wall, from its silhouette.

The silhouette is taken for a body as deep as it is wide, part by part: each of its pixels becomes a few
points in space, which are moved along the light until they meet the ground or the wall. Lengths in space are
in heights of the camera above the ground, so that row ``r`` of the ground is ``focal / (r - vanish)`` away.
A point that falls far has a wide penumbra: points are drawn by how far they fall, and blurred by it.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.stages.arrays import Floats, Pixels
from core.stages.footing import Footing

FALLS = np.array([0, 0.025, 0.06, 0.12, 0.22, 0.37, 0.6, 0.95, 1.5, 2.4], np.float32)
"""How far points fall, in heights of the subject, for which shadows are blurred alike."""
DEPTHS = (-1.0, -0.5, 0.0, 0.5, 1.0)
"""Where a pixel's points are, in half thicknesses of the body from its middle."""
NEAR = 0.14
"""Up to this share of the subject's height above the ground its lower edge is as thick as what is above."""
DEEP = 0.2
"""How far behind the ground line a body's middle is at most, in heights of the subject."""
SMOOTH = 4.0
"""The standard deviation in px above which a picture is blurred at half its size."""


@dataclass(frozen=True)
class Plane:
    """The ground in px of the picture: the row where it vanishes, the focal length, the middle column, and
    the row of a wall's foot, where there is a wall."""

    vanish: float
    focal: float
    middle: float
    wall: float | None

    def squash(self, row: float) -> float:
        """How much shorter a length away from the camera looks than one across, near that row."""
        return (row - self.vanish) / self.focal


@dataclass(frozen=True)
class Solid:
    """Points of a body: ``across``, ``up`` and ``away`` in space, their ``weight`` 0…1, and how ``tall``
    the whole is."""

    across: Floats
    up: Floats
    away: Floats
    weight: Floats
    tall: float


def solid(matte: Pixels, stood: Footing, plane: Plane) -> Solid:
    """The body whose silhouette is ``matte`` H×W, standing on its ground line."""
    rows, columns = np.nonzero(matte > 40)
    span = stood.columns
    inside = (columns >= span.start) & (columns < span.stop)
    rows, columns = rows[inside], columns[inside]
    below = np.maximum(stood.ground - plane.vanish, 1.0)[columns - span.start]
    half, middle = _thickness(matte, stood)
    half, middle = half[rows, columns] / below, middle[columns - span.start] / below
    up = np.maximum(stood.ground[columns - span.start] - rows - 0.5, 0) / below
    away = [np.maximum(middle + share * half, 0) + plane.focal / below for share in DEPTHS]
    across = (columns + 0.5 - plane.middle) / below
    weight = matte[rows, columns] / 255
    times = len(DEPTHS)
    return Solid(
        np.tile(across, times).astype(np.float32),
        np.tile(up, times).astype(np.float32),
        np.concatenate(away).astype(np.float32),
        np.tile(weight, times).astype(np.float32),
        float(up.max(initial=1e-3)),
    )


def _thickness(matte: Pixels, stood: Footing) -> tuple[Floats, Floats]:
    """Half the body's thickness at each pixel H×W, and how far its middle is behind the ground line in each
    column, in px: as thick as wide, and straight down to the ground where it touches it."""
    import cv2

    near = stood.gap < NEAR * stood.tall
    mask = (matte > 127).astype(np.uint8)
    for column in np.flatnonzero(near):
        mask[max(0, int(stood.edge[column]) - 1) :, stood.first + column] = 1
    half = cv2.distanceTransform(mask, cv2.DIST_L2, 3).astype(np.float32)
    last = len(matte) - 1
    lowest = np.clip(np.nan_to_num(stood.edge, neginf=0) - 1, 0, last).astype(int)
    sole = np.where(near, half[lowest, np.arange(len(lowest)) + stood.first], 0)
    ends = np.flatnonzero(np.diff(near.astype(np.int8), prepend=0, append=0))
    for begin, end in zip(ends[::2], ends[1::2], strict=True):
        sole[begin:end] = sole[begin:end].max()
    known = np.flatnonzero(near)
    middle = np.interp(np.arange(len(sole)), known, np.minimum(sole[known], DEEP * stood.tall))
    return half, middle.astype(np.float32)


def cast(
    body: Solid, plane: Plane, shape: tuple[int, int], toward: tuple[float, float], spread: float
) -> Floats:
    """How much of a light is blocked H×W, 0…1, on the ground and on the wall. ``toward`` is how far a shadow
    goes across and away as its point falls by one, ``spread`` the penumbra's width by how far it falls."""
    falls, rows, columns, on_wall = _landed(body, plane, toward)
    made = np.zeros(shape, np.float32)
    foot = plane.focal / float(body.away.min())
    for surface in (False, True):
        chosen = on_wall == surface
        if not chosen.any():
            continue
        squash = 1.0 if surface else min(1.0, foot / plane.focal)
        layer = _layered(falls[chosen], rows[chosen], columns[chosen], body.weight[chosen], shape,
                         (spread * body.tall * foot, squash))  # fmt: skip
        wall = 0 if plane.wall is None else int(np.clip(round(plane.wall), 0, shape[0]))
        part = slice(0, wall) if surface else slice(wall, None)
        made[part] = layer[part]
    return made


def _landed(
    body: Solid, plane: Plane, toward: tuple[float, float]
) -> tuple[Floats, Floats, Floats, npt.NDArray[np.bool_]]:
    """How far each point falls, in heights of the body, in which row and column it lands, and whether on the
    wall."""
    fall, away = body.up, body.away + toward[1] * body.up
    across = body.across + toward[0] * body.up
    behind = np.zeros(len(fall), np.bool_)
    wall_row = 0.0 if plane.wall is None else plane.wall - plane.vanish
    if wall_row > 0:
        behind = away > plane.focal / wall_row
        steps = (plane.focal / wall_row - body.away) / max(toward[1], 1e-3)
        fall = np.where(behind, np.clip(steps, 0, body.up), fall)
        across = np.where(behind, body.across + toward[0] * fall, across)
    scale = np.where(behind, wall_row, plane.focal / np.maximum(away, 1e-3))
    rows = plane.vanish + scale - np.where(behind, (body.up - fall) * wall_row, 0)
    rows = np.where(away > 0.1 * body.away, rows, -1)
    return fall / body.tall, rows, plane.middle + across * scale, behind


def _layered(
    falls: Floats, rows: Floats, columns: Floats, weight: Floats, shape: tuple[int, int],
    blur: tuple[float, float],
) -> Floats:  # fmt: skip
    """Points as one soft mask H×W. ``blur`` is the standard deviation in px across, of what fell by one
    height of the subject, and how much less it is down."""
    height, width = shape
    seen = (rows >= 0) & (rows < height) & (columns >= 0) & (columns < width)
    falls, weight = falls[seen], weight[seen]
    place = rows[seen].astype(np.int64) * width + columns[seen].astype(np.int64)
    band = np.searchsorted(FALLS, falls, side="right") - 1
    made = np.zeros(shape, np.float32)
    for index, fall in enumerate(FALLS):
        chosen = (band == index) | (band == index - 1)
        if not chosen.any():
            continue
        count = np.bincount(place[chosen], weight[chosen], height * width)
        sigma = 0.7 + blur[0] * float(fall)
        np.maximum(made, _filled(count.reshape(shape).astype(np.float32), sigma, blur[1]), out=made)
    return made


def _filled(count: Floats, sigma: float, squash: float) -> Floats:
    """A mask of where points are, without gaps between them, blurred."""
    import cv2

    mask = np.minimum(cv2.blur(count, (3, 3)) * 1.5, 1)
    return softened(np.asarray(mask, np.float32), sigma, max(0.6, sigma * squash))


def softened(picture: Floats, across: float, down: float) -> Floats:
    """A picture H×W or H×W×C blurred by standard deviations in px, wide ones at reduced size."""
    import cv2

    height, width = picture.shape[:2]
    if min(across, down) > SMOOTH and min(height, width) > 16:
        half = np.asarray(
            cv2.resize(picture, (width // 2, height // 2), interpolation=cv2.INTER_AREA), np.float32
        )
        small = softened(half, across / 2, down / 2)
        return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR), np.float32)
    blurred = cv2.GaussianBlur(picture, (0, 0), across, sigmaY=down, borderType=cv2.BORDER_REPLICATE)
    return np.asarray(blurred, np.float32)
