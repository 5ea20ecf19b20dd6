"""Leaves on their way down through the air, out of focus."""

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, Random
from core.scenes.parts.outdoors import Day
from core.scenes.parts.soils import linear
from core.scenes.parts.viewpoint import Viewpoint, defocus

SUB = 8
"""Bits of a pixel that leaves are placed by."""
COUNT = 46
"""Leaves in a square picture."""


def drifting_leaves(rng: Random, seen: Viewpoint, day: Day, codes: tuple[str, ...]) -> Array:
    """Leaves in the air in the colours ``codes`` (``rrggbb``), small ones far off and a few near: RGBA,
    premultiplied, out of focus, at most 512 rows."""
    small = seen.sized(min(seen.height, 512))
    layer = np.zeros((small.height, small.width, 4), np.float32)
    light = day.sky * 0.5 + day.sun * 0.6
    for _ in range(round(COUNT * seen.aspect)):
        x, y = float(rng.uniform(0, seen.aspect)), float(rng.uniform(0.02, 0.86))
        size = 0.0035 + 0.011 * float(rng.beta(1.2, 3))
        turn, flat = float(rng.uniform(0, 180)), float(rng.uniform(0.3, 0.8))
        colour = linear(str(rng.choice(codes))) * light * float(rng.uniform(0.8, 1.5))
        red, green, blue = (float(part) for part in colour)
        at = round((x * small.height - 0.5) * (1 << SUB)), round((y * small.height - 0.5) * (1 << SUB))
        axes = round(size * small.height * (1 << SUB)), round(size * flat * small.height * (1 << SUB))
        cv2.ellipse(layer, at, axes, turn, 0, 360, (red, green, blue, 1.0), -1, cv2.LINE_AA, SUB)
    return np.clip(defocus(layer, 0.0035), 0, None)
