"""What buildings are clad in, as tiles: roof tiles, plaster, boards, flowers before a window, snow."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from core.scenes.parts.grids import ramp
from core.scenes.parts.soils import Seed, Tile, linear, rough


@lru_cache(maxsize=6)
def roof_tiles(seed: Seed, size: int, code: str) -> Tile:
    """Flat clay tiles in courses, 1.6 m: each laid over the one below, some paler, some with moss."""
    rng = np.random.default_rng(seed)
    rows, columns = 8, 10
    y, x = np.mgrid[0:size, 0:size].astype(np.float32) / size
    row = np.floor(y * rows).astype(int)
    across = x * columns + 0.5 * (row % 2)
    number = np.floor(across).astype(int) % columns
    u, v = across % 1, y * rows % 1
    tone = rng.normal(1, 0.16, (rows, columns)).astype(np.float32)[row % rows, number]
    warm = rng.normal(0, 0.08, (rows, columns)).astype(np.float32)[row % rows, number][..., None]
    gap = ramp(np.abs(u - 0.5), 0.44, 0.5)
    heights = 0.03 * v - 0.02 * gap + 0.008 * np.sqrt(np.clip(1 - (2 * u - 1) ** 2, 0, 1))
    fine, broad = rough(rng, size, 1.0, 12), rough(rng, size, 1.5, 2, 30)
    hue = 1 + warm * np.array([1, 0, -1], np.float32)
    shade = tone * (1 - 0.45 * gap) * (0.6 + 0.4 * ramp(v, 0.0, 0.16))
    colour = linear(code) * hue * (shade * np.clip(1 + 0.12 * fine + 0.12 * broad, 0.4, 1.6))[..., None]
    green = (0.6 * ramp(broad + 0.4 * fine, 1.0, 2.0))[..., None]
    colour = colour * (1 - green) + linear("6f7150") * green
    return (heights - heights.min()).astype(np.float32), colour.clip(0.003).astype(np.float32), 1.6


@lru_cache(maxsize=12)
def plastered(seed: Seed, size: int, code: str) -> Tile:
    """Old lime plaster, 4 m: uneven, with stains that run down and damp below."""
    rng = np.random.default_rng(seed)
    broad, fine = rough(rng, size, 1.6, 2, 40), rough(rng, size, 0.8, 20)
    run = rough(rng, size, 1.0, 6)
    run = np.asarray(np.repeat(run.mean(0, keepdims=True), size, 0) * 6, np.float32)
    tone = np.clip(1 + 0.08 * broad + 0.04 * fine - 0.05 * ramp(run + broad, 0.5, 2.5), 0.5, 1.3)
    heights = 0.006 * broad + 0.0006 * fine
    return (
        (heights - heights.min()).astype(np.float32),
        (linear(code) * tone[..., None]).astype(np.float32),
        4.0,
    )


@lru_cache(maxsize=12)
def boarded(seed: Seed, size: int, code: str) -> Tile:
    """Painted boards and slats, 0.5 m."""
    rng = np.random.default_rng(seed)
    y = np.repeat(((np.arange(size, dtype=np.float32) + 0.5) / size)[:, None], size, 1)
    slat = y * 8 % 1
    fine = rough(rng, size, 1.0, 8)
    tone = np.clip(0.7 + 0.4 * slat + 0.08 * fine, 0.3, 1.3)
    return (0.01 * slat).astype(np.float32), (linear(code) * tone[..., None]).astype(np.float32), 0.5


@lru_cache(maxsize=8)
def blossoming(seed: Seed, size: int, codes: Sequence[str]) -> Tile:
    """Flowers and leaves, close, 0.8 m."""
    rng = np.random.default_rng(seed)
    leafy = rough(rng, size, 0.8, 10, 60)
    colour = linear("3f5a28") * np.clip(1 + 0.5 * leafy, 0.2, 2.2)[..., None]
    bloom = rough(rng, size, 1.0, 10, 40)
    which = rough(rng, size, 1.2, 4, 12)
    for i, code in enumerate(codes):
        band = (which > -2 + 4 * i / len(codes)) & (which <= -2 + 4 * (i + 1) / len(codes))
        share = (ramp(bloom, 0.5, 0.9) * band)[..., None]
        colour = colour * (1 - share) + linear(code) * share
    return (0.03 * leafy - (0.03 * leafy).min()).astype(np.float32), colour.astype(np.float32), 0.8


@lru_cache(maxsize=4)
def snowed(seed: Seed, size: int) -> Tile:
    """Snow lying on a roof, 2 m."""
    heights = 0.03 * rough(np.random.default_rng(seed), size, 1.9, 2, 30)
    colour = np.empty((size, size, 3), np.float32)
    colour[:] = (0.8, 0.84, 0.9)
    return (heights - heights.min()).astype(np.float32), colour, 2.0


def plain(code: str) -> Tile:
    """One colour, smooth."""
    made = np.empty((8, 8, 3), np.float32)
    made[:] = linear(code)
    return np.zeros((8, 8), np.float32), made, 1.0
