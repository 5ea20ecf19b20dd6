"""Land as a height field in true perspective: slopes, the shadows that it throws on itself, and what of it is
seen. Distances and heights are in one unit of the caller's, the eye at height 0."""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from core.scenes.parts.canvas import Array
from core.scenes.parts.grids import Numbers
from core.scenes.parts.outdoors import Day
from core.scenes.parts.relief import visible
from core.scenes.parts.viewpoint import FOCAL

HeightAt = Callable[[Numbers, Numbers], Array]
"""The land's height at places (across, away), arrays of one shape."""


@dataclass(frozen=True)
class Terrain:
    """What is seen of the land, each H×W: ``alpha`` whether land is seen at all, its place (``across``,
    ``away``) and height ``up``, how steep it rises to the ``east`` and the ``north``, and how much of the sun
    and the sky it sees, 0…1."""

    alpha: Array
    across: Array
    away: Array
    up: Array
    east: Array
    north: Array
    sun: Array
    open: Array

    def facing(self, day: Day) -> Array:
        """How much each point faces the sun, its cast shadows taken off."""
        right, up, away = day.toward
        length = np.sqrt(1 + self.east**2 + self.north**2)
        facing = (max(up, 0.12) - self.east * right - self.north * away) / length
        return (np.clip(facing, 0, None) * self.sun).astype(np.float32)

    @property
    def steep(self) -> Array:
        """How steep the land is: 0 level … 1 upright."""
        return (1 - 1 / np.sqrt(1 + self.east**2 + self.north**2)).astype(np.float32)


def terrain(
    shape: tuple[int, int], vanish: float, reach: tuple[float, float], height_at: HeightAt, day: Day
) -> Terrain:
    """The land between the distances ``reach`` (near, far) in a picture of ``shape`` whose horizon is at the
    row ``vanish``."""
    height, width = shape
    steps = int(max(160, 0.62 * height))
    away = np.geomspace(reach[1], reach[0], steps).astype(np.float32)
    column = (np.arange(width, dtype=np.float32) + 0.5) / height - width / height / 2
    deep = np.repeat(away[:, None], width, axis=1)
    across = (column[None] * deep / FOCAL).astype(np.float32)
    up = height_at(across, deep)
    east, north = _slopes(up, away, across, height)
    sun, open_ = _lit(up, away, column, day)
    at, alpha = visible((vanish - FOCAL * up / deep) * height, height)
    rows = ((np.arange(height, dtype=np.float32) + 0.5) / height)[:, None]

    def seen(field: Array) -> Array:
        """The field where the land is seen."""
        return np.take_along_axis(field, at, axis=0)

    own = seen(deep)
    # The height at the very pixel: an upright cliff lies between two slices.
    high = np.minimum((vanish - rows) * own / FOCAL, seen(up))
    return Terrain(
        alpha=alpha,
        across=seen(across),
        away=own,
        up=high.astype(np.float32),
        east=seen(east),
        north=seen(north),
        sun=seen(sun),
        open=seen(open_),
    )


def _slopes(up: Array, away: Array, across: Array, height: int) -> tuple[Array, Array]:
    """How steeply the land rises to the east and the north."""
    side = np.gradient(up, axis=1) / (away[:, None] / (FOCAL * height))
    # Along a column one also moves aside, for the columns spread with the distance.
    along = np.gradient(up, axis=0) / np.gradient(away)[:, None]
    return side.astype(np.float32), (along - side * across / away[:, None]).astype(np.float32)


def _lit(up: Array, away: Array, column: Array, day: Day, marches: int = 13) -> tuple[Array, Array]:
    """How much of the sun and of the sky each point sees, found at half the columns."""
    steps, width = up.shape
    few = max(2, width // 2)
    small = cv2.resize(up, (few, steps), interpolation=cv2.INTER_AREA)
    deep = np.repeat(away[:, None], few, axis=1)
    side = cv2.resize(column[None], (few, 1), interpolation=cv2.INTER_AREA) * deep / FOCAL
    right, rise, ahead = day.toward
    flat = float(np.hypot(right, ahead)) + 1e-6
    step = np.log(away[0] / away[-1]) / (steps - 1)
    blocked = np.zeros_like(small)
    for gone in np.geomspace(0.006, 0.6, marches):
        far = gone * deep
        there = np.maximum(deep + far * ahead / flat, away[-1] * 0.5)
        row = np.log(away[0] / there) / step
        place = (side + far * right / flat) * FOCAL / there
        col = (place - column[0]) / (column[-1] - column[0]) * (few - 1)
        found = cv2.remap(
            small,
            col.astype(np.float32),
            row.astype(np.float32),
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        )
        over = found - small - far * max(rise, 0.1) / flat
        np.maximum(blocked, over / (0.12 * far), out=blocked)
    soft = cv2.blur(small, (max(3, few // 24), max(3, steps // 30)))
    hollow = (soft - small) / (0.05 * deep)
    whole = (width, steps)
    sun = cv2.resize(np.clip(1 - blocked, 0, 1), whole, interpolation=cv2.INTER_LINEAR)
    open_ = cv2.resize(
        np.clip(0.85 - 0.45 * np.tanh(hollow), 0.3, 1.1), whole, interpolation=cv2.INTER_LINEAR
    )
    return sun.astype(np.float32), open_.astype(np.float32)


def in_air(colour: Numbers, distance: Numbers, day: Day, density: float) -> Array:
    """Linear colours H×W×3 seen through ``distance`` (H×W) of air of that ``density`` per unit on a clear
    day."""
    share = (1 - np.exp(-density * (0.4 + day.air) * distance))[..., None]
    return (colour * (1 - share) + (day.horizon * 0.62 + day.middle * 0.2) * share).astype(np.float32)
