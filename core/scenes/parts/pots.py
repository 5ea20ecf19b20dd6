"""Plants in pots, drawn on a layer of RGBA: terracotta, glazed or stone, with herbs, olives or blossom."""

import numpy as np

from core.scenes.parts.canvas import Array, Random
from core.scenes.parts.distance import Foliage, crown, land_tile
from core.scenes.parts.grids import Numbers, ramp, tiled
from core.scenes.parts.outdoors import Day
from core.scenes.parts.soils import linear

POTS = ("b0694a", "a85f42", "c4b8a4", "5f6a70", "d8d2c6")
LEAVES = (("2c3a20", "8f9c70"), ("1e3018", "6f9440"), ("24381c", "86a44c"))
BLOSSOM = ("c2306c", "d84a8c", "8a5ab0", "e6e0d8", "d8503c")


def potted(rng: Random, layer: Numbers, day: Day, at: tuple[float, float], tall: float) -> None:
    """A pot whose foot is at (x, row) with a plant, ``tall`` picture heights together."""
    x, row = at
    pot_tall, half = tall * float(rng.uniform(0.3, 0.42)), tall * float(rng.uniform(0.16, 0.22))
    _pot(rng, layer, day, x, row, half, pot_tall)
    top = row - pot_tall
    dark, light = LEAVES[int(rng.integers(len(LEAVES)))]
    foliage = Foliage(linear(dark), linear(light), 0.0045, 0.0)
    rest = tall - pot_tall
    if rng.random() < 0.4:
        stem = (day.sky * 0.5 + day.sun * 0.3) * linear("6f6250")
        _stem(layer, x, top, top - 0.5 * rest, 0.012 * tall / 0.3, stem)
        crown(rng, layer, (top - 0.66 * rest, x), (0.36 * rest, 0.34 * rest), foliage, day)
        return
    for _ in range(3):
        side = float(rng.normal(0, 0.35)) * half
        crown(
            rng,
            layer,
            (top - float(rng.uniform(0.2, 0.45)) * rest, x + side),
            (0.34 * rest, 1.05 * half),
            foliage,
            day,
        )
    if rng.random() < 0.7:
        code = BLOSSOM[int(rng.integers(len(BLOSSOM)))]
        blossom = Foliage(linear(code) * 0.55, linear(code), 0.0055, 0.0)
        for _ in range(4):
            spot = top - float(rng.uniform(0.1, 0.6)) * rest, x + float(rng.normal(0, 0.7)) * half
            crown(rng, layer, spot, (0.13 * rest, 0.5 * half), blossom, day)


def _stem(layer: Numbers, x: float, low: float, high: float, half: float, colour: Array) -> None:
    height = layer.shape[0]
    columns = slice(max(0, int((x - half) * height)), max(0, int((x + half) * height) + 1))
    rows = slice(max(0, int(high * height)), max(0, int(low * height) + 1))
    layer[rows, columns] = np.array([*colour.tolist(), 1.0], np.float32)


def _pot(rng: Random, layer: Numbers, day: Day, x: float, row: float, half: float, tall: float) -> None:
    """A thrown pot with a lip, shaded round, dark where it stands."""
    height, width = layer.shape[:2]
    rows = slice(max(0, int((row - tall) * height)), min(height, int((row + 0.05 * half) * height) + 1))
    columns = slice(max(0, int((x - 1.2 * half) * height)), min(width, int((x + 1.2 * half) * height) + 1))
    if rows.stop <= rows.start or columns.stop <= columns.start:
        return
    v, u = np.mgrid[rows, columns].astype(np.float32) + 0.5
    up, off = (row - v / height) / tall, u / height - x
    wide = half * (0.68 + 0.32 * ramp(up, 0.0, 0.95)) * np.where(up > 0.84, 1.1, 1.0)
    across = np.clip(off / wide, -1, 1)
    low = 0.05 * half / tall * np.sqrt(1 - across**2)
    cover = np.clip((wide - np.abs(off)) * height + 0.5, 0, 1) * (up > -low)
    front = np.sqrt(1 - across**2)
    facing = np.clip(across * day.toward[0] - front * day.toward[2], 0, 1)
    tile = land_tile((3, 42), 1.3)
    stain = tiled(tile, np.arcsin(across) * 40 + x * 900, up * 60)
    lip = np.exp(-np.clip(0.84 - up, 0, None) / 0.05) * (up < 0.84)
    tone = np.clip(1 + 0.12 * stain, 0.5, 1.4) * (1 - 0.35 * lip)
    code = POTS[int(rng.integers(len(POTS)))]
    open_ = np.clip(0.35 + 0.35 * up + 0.15 * front, 0.15, 1)
    colour = linear(code) * tone[..., None] * day.lit(facing, open_)
    part = layer[rows, columns]
    part *= 1 - cover[..., None]
    part += np.dstack([colour * cover[..., None], cover]).astype(np.float32)
