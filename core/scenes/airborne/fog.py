"""Fog over a place whose own light has none: what is far is lost in it, what is near stays."""

import cv2
import numpy as np

from core.scenes.airborne.air import LUMINANCE, VAPOUR_ROWS, Air, Layer
from core.scenes.parts.canvas import blur, noise, ramp
from core.scenes.parts.floats import f32

THICK = 0.42
"""How much of its light what stands twice as far as the subject loses."""
MOST = 0.86
"""The most that is hidden."""
GREY = 0.75
"""The share of the light's colour that fog takes away."""


def thick_fog(air: Air) -> Layer:
    """Fog by distance; nothing where the time of day is a foggy one, which paints its own."""
    y, _ = air.grid(VAPOUR_ROWS)
    height, width = y.shape
    if air.spec.light.time == "foggy":
        return Layer(np.zeros((height, width, 3), np.float32), np.zeros((height, width), np.float32))
    rng = air.random("thick fog")
    deep = (air.foot - air.vanish) / np.maximum(y - air.vanish, 0.02) - 1
    lost = 1 - np.exp(np.log(1 - THICK) * np.clip(deep, 0, 12))
    near = cv2.resize(air.nearness, (width, height), interpolation=cv2.INTER_AREA)
    at_foot = float(np.median(near[min(height - 1, round(air.foot * height))]))
    # What stands as near as the subject does is before the fog.
    lost = lost * (1 - 0.9 * ramp(near / max(at_foot, 1e-3), 0.75, 1.0))
    banks = noise(rng, height, width, 2.6, 4, stretch=3.0, gain=0.55)
    # Beside mist there is less of it.
    most = MOST * (0.45 if "mist" in air.spec.props else 1.0)
    cover = most * lost * np.clip(0.93 + 0.07 * banks, 0, 1)
    cover = blur(f32(cover), 0.01 * height)
    grey = float(air.light @ LUMINANCE)
    tone = air.light * (1 - GREY) + np.float32(grey) * GREY
    return Layer(f32(cover[..., None] * tone * np.float32(0.92)), cover)
