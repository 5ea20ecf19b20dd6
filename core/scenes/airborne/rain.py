"""Rain: streaks of falling drops, fine and close together far off, a few long ones near the lens."""

import cv2
import numpy as np

from core.scenes.airborne.air import Air, Layer
from core.scenes.parts.canvas import Array, blur, ramp

SUB = 5
"""Bits of a pixel that streaks are placed by."""
DEPTHS = ((1000, 0.022, 0.0009, 0.4), (420, 0.05, 0.0014, 0.52), (80, 0.12, 0.0028, 0.4))
"""How many streaks at each distance, how long, how wide (heights), and how much each covers."""
VEIL = 0.34
"""How much of what is far the rain itself hides."""
SLANT = 0.09
"""How far the wind carries drops aside, in shares of their fall."""


def falling_rain(air: Air) -> Layer:
    """Rain in the air behind and before the subject, and the grey that it makes of the distance."""
    rng = air.random("rain")
    slant = SLANT * float(rng.uniform(-1.2, 1.2))
    cover = np.zeros((air.height, air.width), np.float32)
    for many, long, wide, most in DEPTHS:
        layer = np.zeros((air.height, air.width), np.float32)
        drops = rng.random((round(many * max(air.aspect, 0.6)), 4))
        for x, y, size, strong in drops.tolist():
            fall = long * (0.6 + 0.8 * size)
            top = (x * (air.aspect + 0.2) - 0.1) * air.height, (y * 1.1 - 0.1) * air.height
            end = top[0] + slant * fall * air.height, top[1] + fall * air.height
            points = [tuple(round(part * (1 << SUB)) for part in point) for point in (top, end)]
            thick = max(1, round(wide * air.height))
            cv2.line(layer, points[0], points[1], most * (0.4 + 0.6 * strong), thick, cv2.LINE_AA, SUB)
        # Below a pixel, a streak is as much fainter as it would be thinner.
        share = min(1.0, wide * air.height / max(1, round(wide * air.height)))
        cover = np.maximum(cover, blur(layer * np.float32(share), 0.35 * wide * air.height))
    veil = _veil(air)
    whole = 1 - (1 - cover) * (1 - veil)
    bright = air.light * np.float32(1.12)
    grey = air.light * np.float32(0.62)
    colour = cover[..., None] * bright + (veil * (1 - cover))[..., None] * grey
    return Layer(colour.astype(np.float32), whole.astype(np.float32))


def _veil(air: Air) -> Array:
    """How much the rain hides, H×W: most where it is far, nothing at the subject's foot."""
    y, _ = air.grid()
    lies = max(air.far, air.vanish)
    return (
        np.float32(VEIL)
        * (1 - ramp(y, lies - 0.02, min(1.0, air.foot)))
        * (0.55 + 0.45 * ramp(y, lies - 0.5, lies))
    )
