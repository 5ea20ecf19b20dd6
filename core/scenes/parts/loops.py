"""A woven wool rug as a texture that repeats: rows of loops. Colour in sRGB, height in periods."""

import numpy as np

from core.scenes.parts.canvas import Array, Random, grid, ramp, rgb
from core.scenes.parts.floats import f32
from core.scenes.parts.periodic import unit_range, weave_noise
from core.scenes.parts.stones import Skin

ROWS, LOOPS = 90, 58
"""Rows of loops to a period, and loops to a row."""


def looped_pile(rng: Random, size: int, colour: Array | None) -> Skin:
    """Thick loops in rows, each beside the gap of the row before, no two quite of one tone or height;
    hairs that stand off."""
    base = rgb("b8afa3") if colour is None else colour
    y, x = grid(size, size)
    x = x + 0.3 / LOOPS * weave_noise(rng, size, 18, 3, gain=0.7)
    y = y + 0.32 / ROWS * weave_noise(rng, size, 12, 3, gain=0.7)
    lift, tint = (rng.standard_normal((ROWS, LOOPS)).astype(np.float32) for _ in range(2))
    yarn = rng.standard_normal(ROWS).astype(np.float32)
    row = np.floor(y * ROWS).astype(np.int32)
    along = x * LOOPS + 0.5 * (row % 2)
    loop = np.floor(along).astype(np.int32)
    u, v = f32(2 * (along - loop) - 1), f32(2 * (y * ROWS - row) - 1)
    at = row % ROWS, loop % LOOPS
    bulge = np.sqrt(np.clip(1 - 0.82 * np.abs(u) ** 2.4 - 0.78 * np.abs(v) ** 2.2, 0, 1))
    fibre = weave_noise(rng, size, 230, 2, gain=0.95)
    twist = np.sin(2 * np.pi * (1.1 * u + 0.6 * v)) * float(np.clip(size / (LOOPS * 10) - 0.6, 0, 1))
    rise = bulge * (1 + 0.16 * np.tanh(lift)[at]) + 0.03 * twist
    gap = 1 - ramp(f32(bulge), 0.1, 0.55)
    tone = 0.98 + 0.045 * np.tanh(tint)[at] + 0.018 * np.tanh(yarn)[at[0]] + 0.07 * fibre + 0.03 * twist
    tone = tone * (1 - 0.2 * gap) * (0.93 + 0.09 * bulge)
    hair = ramp(weave_noise(rng, size, 210, 1, stretch=6), 1.5, 2.4)
    picture = base * (tone + 0.05 * hair)[..., None]
    return unit_range(picture), f32(0.0026 * rise + 0.0005 * fibre)
