"""What stands about a farm's grass, as it is seen out of focus: a fence of rails, a barn of red boards."""

from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, Random
from core.scenes.parts.grids import Numbers
from core.scenes.parts.outdoors import Day
from core.scenes.parts.soils import linear
from core.scenes.parts.viewpoint import FOCAL, Viewpoint

SUB = 6
"""Bits of a pixel that corners are placed by."""
POST, TALL = 2.4, 1.3
"""Metres from post to post, and how high a fence is."""
RAILS = (0.35, 0.75, 1.15)
"""How high its rails are, in metres."""
GAP = 0.025
"""Joints between boards are that much of a barn's height apart."""


def _filled(layer: Numbers, corners: list[tuple[float, float]], colour: Array) -> None:
    """A face with its ``corners`` (column, row in heights) in a linear colour on RGBA, in place."""
    points = np.round((np.array(corners) * layer.shape[0] - 0.5) * (1 << SUB)).astype(np.int32)
    red, green, blue = (float(part) for part in colour)
    cv2.fillPoly(layer, [points], (red, green, blue, 1.0), cv2.LINE_AA, SUB)


def rail_fence(rng: Random, small: Viewpoint, day: Day, away: float, code: str) -> Array:
    """A fence of posts and rails right across the picture, ``away`` metres off, of wood or paint ``code``:
    RGBA."""
    layer = np.zeros((small.height, small.width, 4), np.float32)
    unit, row = FOCAL / away, small.vanish + FOCAL * small.eye / away
    face = linear(code) * day.lit(np.full((1, 1), 0.5), 0.6)[0, 0]
    start = float(rng.uniform(0, POST)) * unit
    for high in RAILS:
        top, half = row - high * unit, 0.07 * unit
        sag = float(rng.normal(0, 0.004))
        corners = [(-0.1, top - half), (small.aspect + 0.1, top - half + sag)]
        corners += [(small.aspect + 0.1, top + half + sag), (-0.1, top + half)]
        _filled(layer, corners, face * float(rng.uniform(0.88, 1.05)))
    for x in np.arange(start - POST * unit, small.aspect + 0.2, POST * unit).tolist():
        top, half = row - TALL * unit * float(rng.uniform(0.97, 1.04)), 0.07 * unit
        corners = [(x - half, top), (x + half, top), (x + half, row), (x - half, row)]
        _filled(layer, corners, face * float(rng.uniform(0.8, 0.95)))
    return layer


@dataclass(frozen=True)
class _Front:
    """A barn's gable: its middle and foot, half its width, its eaves and ridge above the foot, in heights."""

    x: float
    foot: float
    half: float
    eaves: float
    ridge: float

    def top(self, across: float) -> float:
        """How high the roof is that far from the middle: a gambrel, steep and then flat."""
        share = abs(across) / self.half
        knee = self.eaves + 0.66 * (self.ridge - self.eaves)
        return (
            knee + (self.ridge - knee) * (1 - share / 0.55)
            if share < 0.55
            else self.eaves + (knee - self.eaves) * (1 - share) / 0.45
        )


def barn(rng: Random, shape: tuple[int, int], day: Day, foot: float, tall: float, code: str) -> Array:
    """A barn of boards with a gambrel roof, white trim and a door, ``tall`` heights to its ridge, on the row
    ``foot`` at one side of the picture's middle: RGBA."""
    layer = np.zeros((*shape, 4), np.float32)
    aspect, turn = shape[1] / shape[0], 1.0 if rng.random() < 0.5 else -1.0
    front = _Front(aspect / 2 + turn * 0.3 * min(aspect, 1.3), foot, 0.52 * tall, 0.5 * tall, tall)
    bright = day.lit(np.full((1, 1), 0.55 if day.behind < 0.5 else 0.15), 0.62)[0, 0]
    dim = day.lit(np.full((1, 1), 0.12), 0.5)[0, 0]
    wall, white = linear(code), linear("e8e4da") * bright
    _side(layer, front, -turn, wall * dim, linear("5b5652") * bright)
    step = GAP * tall
    for x in np.arange(-front.half, front.half, step).tolist():
        end = min(x + 0.9 * step, front.half)
        tone = wall * bright * float(rng.uniform(0.82, 1.1))
        corners = [(front.x + x, foot), (front.x + x, foot - front.top(x))]
        corners += [(front.x + end, foot - front.top(end)), (front.x + end, foot)]
        _filled(layer, corners, tone)
    _trim(layer, front, white, wall * bright * 0.72)
    return layer


def _side(layer: Numbers, front: _Front, way: float, wall: Array, roof: Array) -> None:
    """The long side that runs off beside the gable, with its roof."""
    near, far = front.x + way * front.half, front.x + way * (front.half + 0.9 * front.ridge)
    low = front.foot - 0.02 * front.ridge
    eaves, high = front.foot - front.eaves, front.foot - 0.9 * front.eaves
    _filled(layer, [(near, front.foot), (near, eaves), (far, high), (far, low)], wall)
    peak = front.foot - front.ridge
    _filled(
        layer,
        [(near, eaves), (front.x, peak), (far - way * 0.3 * front.half, peak * 1.02), (far, high)],
        roof,
    )


def _trim(layer: Numbers, front: _Front, white: Array, door: Array) -> None:
    """White boards along the roof and about a crossed door and a hatch."""
    thick = 0.022 * front.ridge
    shares = (-1.06, -0.55, 0.0, 0.55, 1.06)
    line = [(front.x + s * front.half, front.foot - front.top(s * front.half)) for s in shares]
    lower = [(x, y + thick) for x, y in reversed(line)]
    _filled(layer, [*line, *lower], white)
    for half, low, high in ((0.3, 0.0, 0.42), (0.13, 0.6, 0.76)):
        wide, top, end = half * front.half, front.foot - high * front.ridge, front.foot - low * front.ridge
        corners = [(front.x - wide, end), (front.x - wide, top), (front.x + wide, top), (front.x + wide, end)]
        _filled(layer, corners, door)
        closed = [*corners, corners[0], corners[2], corners[1], corners[3]]
        for first, second in pairwise(closed):
            ends = [
                tuple(round(part * layer.shape[0] * (1 << SUB)) for part in one) for one in (first, second)
            ]
            width = max(1, round(thick * layer.shape[0]))
            cv2.line(layer, ends[0], ends[1], (*white.tolist(), 1.0), width, cv2.LINE_AA, SUB)
