"""What a depth map tells of the ground in a picture: where it vanishes, and what stands on it.

Disparity of flat ground rises in proportion to the row below that in which it vanishes. A map of a model's is
known up to scale and offset alone, so that the offset is taken from what is farthest away.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from core.stages.arrays import Floats, Pixels

Flags = npt.NDArray[np.bool_]
SIDE = 96
"""Px of the side of the small map that is looked at."""
LOWER = 0.65
"""The share of the height below which there is mostly ground."""
FARTHEST, STEEP, FLAT = 0.05, 0.5, 0.9
"""The quantile of disparity that is far away; by how much of its range disparity rises over the height at
least, and how much of that a straight line explains, for there to be ground."""
VANISHES = (0.15, 0.7)
"""The rows between which ground vanishes, in shares of the height."""
STANDS = 0.15
"""By how much of the range something is nearer than the ground it covers where it stands before that."""


@dataclass(frozen=True)
class GroundDepth:
    """The row in which the ground vanishes, a share of the height, and what stands before it H×W."""

    vanish: float
    standing: Flags


def ground_depth(disparity: Pixels) -> GroundDepth | None:
    """The ground in ``disparity`` H×W (255 = nearest), with what stands on it at ``SIDE`` px; ``None`` where
    there is none that goes away evenly."""
    small = (
        np.asarray(Image.fromarray(disparity).resize((SIDE, SIDE), Image.Resampling.BOX), np.float32) / 255
    )
    rows = (np.arange(SIDE, dtype=np.float32) + 0.5) / SIDE
    lower = rows >= LOWER
    middle = np.median(small[lower], axis=1)
    slope, offset = (float(value) for value in np.polyfit(rows[lower], middle, 1))
    off = middle - (slope * rows[lower] + offset)
    if slope < STEEP or float(off.var()) > (1 - FLAT) * float(middle.var()):
        return None
    far = float(np.quantile(small, FARTHEST))
    vanish = (far - offset) / slope
    if not VANISHES[0] <= vanish <= VANISHES[1]:
        return None
    expected: Floats = np.maximum(slope * rows + offset, far).astype(np.float32)
    return GroundDepth(vanish, small > expected[:, None] + STANDS)
