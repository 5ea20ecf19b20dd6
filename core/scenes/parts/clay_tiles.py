"""Floors of terracotta: colour (sRGB) and height in periods."""

import numpy as np

from core.scenes.parts.canvas import Array, Random, grid, ramp, rgb
from core.scenes.parts.floats import f32
from core.scenes.parts.periodic import soften, tones_in, unit_range, weave_noise
from core.scenes.parts.stones import Skin

CLAY = ("b9714f", "c07d5a", "ad6546", "c68a68", "b4694a", "a85f43")
SIDE = 4
"""Tiles a period."""


def terracotta(rng: Random, size: int, colour: Array | None) -> Skin:
    """Square tiles of burnt clay, worn and waxed, no two of one tone, in pale sandy joints."""
    y, x = grid(size, size)
    wander = 0.0011 * weave_noise(rng, size, 12, 3)
    row, column = ((y + wander) * SIDE) % SIDE, ((x + wander.T) * SIDE) % SIDE
    number = (np.floor(row).astype(int) % SIDE) * SIDE + np.floor(column).astype(int) % SIDE
    u, v = column % 1, row % 1
    rough, fine = weave_noise(rng, size, 34, 4, gain=0.7), weave_noise(rng, size, 170, 3, gain=0.85)
    edge = np.minimum(np.minimum(u, 1 - u), np.minimum(v, 1 - v)) / SIDE
    corner = np.hypot(
        np.clip(0.012 - np.minimum(u, 1 - u) / SIDE, 0, None),
        np.clip(0.012 - np.minimum(v, 1 - v) / SIDE, 0, None),
    )
    edge = edge - 0.0046 - 0.0007 * rough - np.clip(corner - 0.0085, 0, None)
    body = ramp(f32(edge), -0.0006, 0.0011)
    own = rng.standard_normal((3, SIDE * SIDE))
    codes = np.stack([rgb(code) for code in CLAY])
    if colour is not None:
        codes = codes / codes.mean((0, 1)) * colour.mean() * 0.35 + colour * 0.65
    clay = codes[rng.integers(0, len(codes), SIDE * SIDE)] * (1 + 0.05 * own[0][:, None])
    cloud = weave_noise(rng, size, 9, 5, gain=0.62)
    tile = clay[number] * (1 + 0.055 * cloud + 0.035 * rough + 0.02 * fine)[..., None]
    pale = 0.3 * ramp(f32(cloud + 0.5 * rough + 0.6 * own[1][number]), 0.9, 2.2)
    tile = tones_in(tile, np.clip(tile * 0.7 + 0.28, 0, 1), pale)
    dark = 0.3 * ramp(f32(-cloud + 0.4 * rough), 1.0, 2.2)
    tile = tones_in(tile, tile * np.array([0.66, 0.6, 0.58]), dark)
    grout = rgb("b9ab98") * (1 + 0.06 * rough + 0.05 * fine)[..., None]
    picture = tones_in(grout, tile, body) * (1 - 0.12 * np.exp(-((edge / 0.0022) ** 2)))[..., None]
    pillow = 1 - np.exp(-np.clip(edge, 0, None) / 0.006)
    height = body * (0.0022 * pillow + 0.0003 * own[2][number]) + 0.0002 * rough + 0.00008 * fine
    return unit_range(picture), f32(soften(f32(height), 0.0006))
