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


def solid(matte: Pixels, stood: Footing, plane: Plane, latest: bool = True) -> Solid:
    """The body whose silhouette is ``matte`` H×W, standing on its ground line; ``latest``: with parts that
    are thin where they touch it."""
    rows, columns = np.nonzero(matte > 40)
    span = stood.columns
    inside = (columns >= span.start) & (columns < span.stop)
    rows, columns = rows[inside], columns[inside]
    below = np.maximum(stood.ground - plane.vanish, 1.0)[columns - span.start]
    half, middle = _thickness(matte, stood, latest)
    half, middle = half[rows, columns] / below, middle[columns - span.start] / below
    up = np.maximum(stood.ground[columns - span.start] - rows - 0.5, 0) / below
    if latest:
        # What would be before the ground line is right behind it: there the subject hides where it stands.
        line = plane.focal / np.maximum(below - 1, 1.0)
        away = [np.maximum(middle + share * half + plane.focal / below, line) for share in DEPTHS]
    else:
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


def _thickness(matte: Pixels, stood: Footing, latest: bool) -> tuple[Floats, Floats]:
    """Half the body's thickness at each pixel H×W, and how far its middle is behind the ground line in each
    column, in px: as thick as wide, and straight down to the ground where it touches it. What is thin there,
    as a strap is, is no thicker for the body that it belongs to."""
    import cv2

    near = stood.gap < NEAR * stood.tall
    thin, begins = lowest_parts(matte, stood)
    mask = (matte > 127).astype(np.uint8)
    for column in np.flatnonzero(near):
        mask[max(0, int(stood.edge[column]) - 1) :, stood.first + column] = 1
    half = cv2.distanceTransform(mask, cv2.DIST_L2, 3).astype(np.float32)
    for column in np.flatnonzero(near) if latest else ():
        part = half[begins[column] :, stood.first + column]
        np.minimum(part, thin[column], out=part)
    last = len(matte) - 1
    lowest = np.clip(np.nan_to_num(stood.edge, neginf=0) - 1, 0, last).astype(int)
    sole = np.where(near, half[lowest, np.arange(len(lowest)) + stood.first], 0)
    ends = np.flatnonzero(np.diff(near.astype(np.int8), prepend=0, append=0))
    for begin, end in zip(ends[::2], ends[1::2], strict=True):
        widest = sole[begin:end].max()
        sole[begin:end] = np.minimum(widest, thin[begin:end]) if latest else widest
    known = np.flatnonzero(near)
    middle = np.interp(np.arange(len(sole)), known, np.minimum(sole[known], DEEP * stood.tall))
    return half, middle.astype(np.float32)


def lowest_parts(matte: Pixels, stood: Footing) -> tuple[Floats, npt.NDArray[np.intp]]:
    """How many px high the lowest part of each of the footing's columns is, and the row where it begins."""
    opaque = matte[:, stood.columns] > 127
    height = len(opaque)
    last = height - 1 - np.argmax(opaque[::-1], axis=0)
    above = np.arange(height)[:, None] < last
    gaps = above & ~opaque
    begins = np.where(gaps.any(axis=0), height - np.argmax(gaps[::-1], axis=0), 0)
    begins = np.where(opaque.any(axis=0), np.maximum(begins, np.argmax(opaque, axis=0)), 0)
    return (last + 1 - begins).astype(np.float32), begins


@dataclass(frozen=True)
class Landed:
    """Where points meet a surface: ``row`` and ``column`` in px, and how far they fell, in heights of the
    body; each with its ``weight``."""

    row: Floats
    column: Floats
    fall: Floats
    weight: Floats

    def where(self, chosen: npt.NDArray[np.bool_]) -> "Landed":
        """Some of the points."""
        return Landed(self.row[chosen], self.column[chosen], self.fall[chosen], self.weight[chosen])


def cast(
    body: Solid, plane: Plane, shape: tuple[int, int], toward: tuple[float, float], spread: float
) -> Floats:
    """How much of a light is blocked H×W, 0…1, on the ground and on the wall. ``toward`` is how far a shadow
    goes across and away as its point falls by one, ``spread`` the penumbra's width by how far it falls."""
    landed, on_wall = _landed(body, plane, toward)
    foot = plane.focal / float(body.away.min())
    wide = spread * body.tall * foot
    made = _drawn(landed.where(~on_wall), shape, wide, min(1.0, foot / plane.focal))
    if on_wall.any() and plane.wall is not None:
        above = slice(0, max(0, round(plane.wall)))
        made[above] = _drawn(landed.where(on_wall), shape, wide, 1.0)[above]
    return made


def _landed(body: Solid, plane: Plane, toward: tuple[float, float]) -> tuple[Landed, npt.NDArray[np.bool_]]:
    """Where the body's points land, and whether on the wall."""
    fall, away = body.up, body.away + np.float32(toward[1]) * body.up
    on_wall = np.zeros(len(fall), np.bool_)
    scale = plane.focal / np.maximum(away, 1e-3)
    rows = plane.vanish + scale
    if plane.wall is not None and plane.wall > plane.vanish:
        nearest = plane.wall - plane.vanish
        on_wall = away > plane.focal / nearest
        steps = (plane.focal / nearest - body.away) / max(toward[1], 1e-3)
        fall = np.where(on_wall, np.clip(steps, 0, body.up), fall)
        scale = np.where(on_wall, nearest, scale)
        rows = np.where(on_wall, plane.wall - (body.up - fall) * nearest, rows)
    columns = plane.middle + (body.across + toward[0] * fall) * scale
    rows = np.where(away > 0.1 * body.away, rows, -1)
    values = (values.astype(np.float32) for values in (rows, columns, fall / body.tall, body.weight))
    return Landed(*values), on_wall


def _drawn(points: Landed, shape: tuple[int, int], wide: float, squash: float) -> Floats:
    """Points as one soft mask H×W: a point that fell by one height of the subject is blurred by a standard
    deviation of ``wide`` px across, and ``squash`` times that down."""
    height, width = shape
    made = np.zeros(shape, np.float32)
    seen = (points.row >= 0) & (points.row < height) & (points.column >= 0) & (points.column < width)
    points = points.where(seen)
    place = points.row.astype(np.int64) * width + points.column.astype(np.int64)
    band = np.searchsorted(FALLS, points.fall, side="right") - 1
    for index, fall in enumerate(FALLS):
        chosen = (band == index) | (band == index - 1)
        if chosen.any():
            count = np.bincount(place[chosen], points.weight[chosen], height * width).reshape(shape)
            soft = _filled(count.astype(np.float32), 0.7 + wide * float(fall), squash)
            np.maximum(made, soft, out=made)
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
