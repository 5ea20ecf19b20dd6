"""A map of how far two pictures are apart at each pixel, and where they differ most."""

from typing import NamedTuple

import numpy as np

from core.comparing.figures import at_size, common_size
from core.stages.arrays import Pixels

GAINS = (1, 4, 16)
"""How many times as large as it is a difference can be drawn."""
RAMP: tuple[tuple[int, int, int], ...] = (
    (0, 0, 0),
    (49, 18, 94),
    (122, 28, 109),
    (190, 55, 82),
    (236, 105, 37),
    (250, 180, 70),
    (255, 255, 230),
)
"""Colours from no difference to the largest, evenly spaced, each brighter than the one before."""
SPOTS = 3
SPOT_SHARE = 1 / 6
"""A spot's side as a share of the shorter side."""


class Spot(NamedTuple):
    """A place where two pictures differ: its left and upper edge, width and height as shares of the picture,
    and the mean difference in it, 0…255."""

    left: float
    top: float
    width: float
    height: float
    difference: float


def difference(one: Pixels, other: Pixels) -> Pixels | None:
    """The largest difference of the three channels at each pixel, H×W, 0…255, at the smaller picture's size;
    ``None`` for pictures of different shapes. The same in both orders."""
    size = common_size((one.shape[1], one.shape[0]), (other.shape[1], other.shape[0]))
    if size is None:
        return None
    first, second = (at_size(picture, size).astype(np.int16) for picture in (one, other))
    return np.abs(first - second).max(axis=2).astype(np.uint8)


def coloured(apart: Pixels, gain: int) -> Pixels:
    """The differences H×W, 0…255, ``gain`` times as large, in the colours of ``RAMP``: H×W×3."""
    at = np.linspace(0, 1, len(RAMP))
    level = np.minimum(np.arange(256) * gain, 255) / 255
    ramp = np.stack([np.interp(level, at, [colour[channel] for colour in RAMP]) for channel in range(3)], -1)
    return ramp.round().astype(np.uint8)[apart]


def spots(apart: Pixels, most: int = SPOTS) -> tuple[Spot, ...]:
    """The places where two pictures differ most, the worst first, none over another; fewer than ``most``
    where they differ nowhere else."""
    import cv2

    height, width = apart.shape
    side = max(1, round(min(height, width) * SPOT_SHARE))
    # A window's mean stands at its upper left corner.
    means = cv2.boxFilter(apart.astype(np.float32), -1, (side, side), anchor=(0, 0))
    means = np.ascontiguousarray(means[: height - side + 1, : width - side + 1])
    found: list[Spot] = []
    for _ in range(most):
        top, left = (int(at) for at in np.unravel_index(int(means.argmax()), means.shape))
        worst = float(means[top, left])
        if worst <= 1e-3:
            break
        found.append(Spot(left / width, top / height, side / width, side / height, worst))
        means[max(0, top - side + 1) : top + side, max(0, left - side + 1) : left + side] = 0
    return tuple(found)
