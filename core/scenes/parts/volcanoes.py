"""A volcano that stands alone on the horizon, snow on its top: RGBA, linear."""

import numpy as np

from core.scenes.parts.canvas import Array, Random, grid
from core.scenes.parts.distance import land_tile
from core.scenes.parts.grids import ramp, tiled
from core.scenes.parts.outdoors import Day
from core.scenes.parts.soils import linear


def volcano(rng: Random, shape: tuple[int, int], day: Day, foot: float, tall: float, snow: float) -> Array:
    """A cone with its crater, ``tall`` picture heights over the row ``foot``, a little aside of the middle;
    ``snow`` is the share of its height from which on it is white."""
    height, width = shape
    y, x = grid(height, width)
    off = x - width / height / 2 - float(rng.choice([-1, 1]) * rng.uniform(0.12, 0.24))
    tile = land_tile((int(rng.integers(8)), 61), 1.7)
    ragged = tiled(tile, x * 150, np.zeros_like(x) + 20)
    crater, spread = 0.05 * tall, 0.62 * tall
    gone = np.clip(np.abs(off) - crater, 0, None)
    line = tall * np.exp(-gone / spread) - 0.1 * tall * np.exp(-1.9) * ramp(gone, 0.0, 3 * spread)
    line = line + tall * 0.006 * ragged - 0.012 * tall * np.exp(-((off / crater) ** 2))
    up = (foot - y) / tall
    alpha = ramp(line / tall - up, -0.003, 0.003) * (1 - ramp(y, foot - 0.002, foot + 0.002))
    side = np.tanh(off / (0.16 * tall))
    rib = tiled(tile, off / (np.clip(1.05 - up, 0.08, None)) / tall * 60, up * 22)
    fine = tiled(tile, x * 620, y * 620)
    slope = 0.55 + 0.35 * rib
    facing = np.clip(
        0.5 * max(day.toward[1], 0.12)
        + 0.75 * (side + 0.35 * rib) * day.toward[0]
        - 0.35 * day.toward[2] * slope,
        0,
        1.2,
    )
    stone = linear("5d5f6c") * np.clip(1 + 0.12 * fine + 0.1 * rib, 0.4, 1.6)[..., None]
    wood = ramp(0.26 + 0.05 * rib - up, 0.0, 0.12)[..., None]
    stone = stone * (1 - wood) + linear("4a5848") * wood
    white = ramp(up + 0.1 * rib + 0.025 * fine, snow - 0.05, snow + 0.09)[..., None]
    colour = stone * (1 - white) + np.array([0.86, 0.89, 0.94], np.float32) * white
    share = (1 - np.exp(-day.air * (0.3 + 1.6 * np.clip(0.6 - up, 0, 1))))[..., None]
    lit = (
        colour * day.lit(facing * 1.25, 0.95) * (1 - share) + (day.horizon * 0.62 + day.middle * 0.22) * share
    )
    return np.dstack([lit * alpha[..., None], alpha]).astype(np.float32)
