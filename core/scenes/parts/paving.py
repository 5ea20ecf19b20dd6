"""Tiles of made ground: slabs, tiles, planks. As ``soils``: heights, linear colours, metres a side."""

from functools import lru_cache

import numpy as np

from core.scenes.parts.grids import ramp
from core.scenes.parts.soils import Seed, Tile, linear, rough


@lru_cache(maxsize=8)
def slabs(
    seed: Seed, size: int, code: str, each: tuple[float, float], joint: float, grout: str = "6d675e"
) -> Tile:
    """Stone slabs of ``each`` (across, along) metres with joints ``joint`` metres wide, in a bond."""
    rng = np.random.default_rng(seed)
    columns, rows = 4, 4 if each[0] / each[1] < 1.2 else 6
    metres = columns * each[0]
    y, x = np.mgrid[0:size, 0:size].astype(np.float32) / size
    row = np.floor(y * rows).astype(int)
    across = x * columns + 0.5 * (row % 2)
    u, v = across % 1, y * rows % 1
    tone = rng.normal(1, 0.07, (rows, columns)).astype(np.float32)[
        row, np.floor(across).astype(int) % columns
    ]
    deep = rng.normal(0, 0.0012, (rows, columns)).astype(np.float32)[
        row, np.floor(across).astype(int) % columns
    ]
    edge = np.minimum(np.minimum(u, 1 - u) * metres / columns, np.minimum(v, 1 - v) * metres / rows)
    edge = edge + 0.0015 * rough(rng, size, 1.0, 30)
    stone = ramp(edge, joint * 0.4, joint * 0.75)
    heights = 0.0016 * stone + 0.5 * deep * stone + 0.0004 * rough(rng, size, 1.1, 8) + 0.002
    stain = 1 + 0.07 * rough(rng, size, 1.4, 2) + 0.05 * rough(rng, size, 0.5, 50)
    hue = 1 + 0.025 * rough(rng, size, 1.3, 2, 30)[..., None] * np.array([1, 0, -1], np.float32)
    colour = linear(code) * (tone * stain)[..., None] * hue
    colour = linear(grout) * stain[..., None] * (1 - stone[..., None]) + colour * stone[..., None]
    return heights.clip(0).astype(np.float32), colour.astype(np.float32).clip(0.003), metres


@lru_cache(maxsize=8)
def planks(seed: Seed, size: int, code: str, wide: float, along: bool = False) -> Tile:
    """Planks ``wide`` metres across with gaps, grain and weathering, across the view or ``along`` it."""
    rng = np.random.default_rng(seed)
    count = 12
    metres = count * wide
    y = np.mgrid[0:size, 0:size].astype(np.float32)[0] / size
    index = np.floor(y * count).astype(int)
    v = y * count % 1
    tone = rng.normal(1, 0.13, count).astype(np.float32)[index]
    shift = rng.random(count).astype(np.float32)[index]
    warp = rough(rng, size, 1.8, 2, 30)
    fibre = _drawn_out(rough(rng, size, 0.5, 60), 40)
    rings = np.sin(2 * np.pi * (v * 3.2 + 2.2 * shift + 0.12 * warp)) * 0.5
    edge = np.minimum(v, 1 - v) * wide
    wood = ramp(edge, 0.0018, 0.0042)
    heights = 0.0018 * wood + 0.0003 * fibre * wood + 0.0008 * (1 - (2 * v - 1) ** 2)
    shade = np.clip(tone * (1 + 0.12 * fibre + 0.08 * rings + 0.06 * warp), 0.25, 1.8)
    hue = 1 + 0.05 * (tone - 1)[..., None] * np.array([1, 0, -1], np.float32)
    colour = linear(code) * (shade * (0.06 + 0.94 * wood))[..., None] * hue
    heights, colour = heights.clip(0).astype(np.float32), colour.astype(np.float32).clip(0.002)
    if along:
        heights, colour = heights.T.copy(), colour.transpose(1, 0, 2).copy()
    return heights, colour, metres


def _drawn_out(noise: np.ndarray, times: int) -> np.ndarray:
    """Noise smeared along x, std 1."""
    sums = np.cumsum(np.concatenate([noise, noise[:, :times]], axis=1), axis=1)
    made = sums[:, times:] - sums[:, :-times]
    return (made / made.std()).astype(np.float32)
