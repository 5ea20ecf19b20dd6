"""Moss in cushions: rounded mounds of many small stars of leaves, dark where the mounds meet."""

from functools import lru_cache

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, Random
from core.scenes.parts.floats import f32, ramp
from core.scenes.parts.perspective import periodic
from core.scenes.parts.soils import Seed, Tile, linear

METRES = 1.1
"""What a side of the tile measures."""
STARS = 2200
PATCHES, FINER = 3, 6
"""How often the stars repeat across the tile, and those of moss seen as a pelt; mounds and hues do not."""


@lru_cache(maxsize=2)
def cushions(seed: Seed, size: int) -> Tile:
    """Heights (m) and linear colours of cushions of moss."""
    rng = np.random.default_rng([*seed, 3])
    mound, gap = _mounds(rng, size)
    level, tip = (np.tile(field, (PATCHES, PATCHES)) for field in _stars(rng, size // PATCHES + 1))
    level, tip = level[:size, :size], tip[:size, :size]
    hue = periodic(rng, size, (4, 4), 5, 0.6)[..., None]
    fine = periodic(rng, size, (11, 11), 3, 0.6)
    hollow = np.clip(0.22 + 0.85 * mound, 0.2, 1.05)[..., None]
    young = np.clip(0.2 + 0.2 * hue + 0.5 * mound[..., None] ** 2, 0, 1)
    green = linear("40521d") * (1 - young) + linear("849436") * young
    colour = green * (0.12 + 1.15 * level**1.5)[..., None] * hollow
    light = (0.42 * tip**2 * mound)[..., None]
    colour = colour + light * (linear("b4bd62") - colour)
    brown = (0.6 * ramp(gap, 0.2, 1.0) * np.clip(0.7 + 0.4 * fine, 0, 1))[..., None]
    colour = colour * (1 - brown) + linear("2a2415") * brown
    heights = 0.06 * mound + 0.005 * level + 0.002 * fine
    return f32(heights - heights.min()), f32(np.clip(colour, 0.004, 1)), METRES


@lru_cache(maxsize=2)
def pelt(seed: Seed, size: int) -> Tile:
    """The same, of stars too small to be told apart: an olive pelt over mounds, brown where it is dry."""
    rng = np.random.default_rng([*seed, 5])
    mound, gap = _mounds(rng, size)
    level, tip = (np.tile(field, (FINER, FINER)) for field in _stars(rng, size // FINER + 1, 0.6))
    level, tip = level[:size, :size], tip[:size, :size]
    hue = periodic(rng, size, (3, 3), 5, 0.6)
    fine = periodic(rng, size, (37, 37), 4, 0.75)
    young = np.clip(0.28 + 0.22 * hue + 0.2 * fine + 0.42 * mound**2, 0, 1)[..., None]
    green = linear("2b361c") * (1 - young) + linear("7b8547") * young
    dry = (0.55 * ramp(hue + 0.5 * fine, 0.9, 1.9))[..., None]
    green = green * (1 - dry) + linear("7d6f45") * dry
    hollow = np.clip(0.1 + 1.0 * mound, 0.12, 1.05)
    colour = green * ((0.3 + 0.85 * level**1.3) * hollow * (1 + 0.12 * fine))[..., None]
    colour = colour + (0.2 * tip**2 * mound)[..., None] * (linear("a9ad72") - colour)
    earth = (0.8 * ramp(gap, 0.25, 0.9) * np.clip(0.6 + 0.4 * fine, 0, 1))[..., None]
    colour = colour * (1 - earth) + linear("1c1810") * earth
    heights = 0.06 * mound + 0.0035 * level + 0.0022 * fine
    return f32(heights - heights.min()), f32(np.clip(colour, 0.004, 1)), METRES


def _mounds(rng: Random, size: int) -> tuple[Array, Array]:
    """How high the mounds stand, 0…1, and how near a point is to where two of them meet, 0…1."""
    y, x = (np.mgrid[0:256, 0:256].astype(np.float32) + 0.5) / 256
    bend = 0.02 * periodic(rng, 256, (6, 6), 3, 0.6), 0.02 * periodic(rng, 256, (6, 6), 3, 0.6)
    first, second = np.full((256, 256), -9.0, np.float32), np.full((256, 256), -9.0, np.float32)
    for _ in range(46):
        at, radius, tall = rng.uniform(0, 1, 2), rng.uniform(0.09, 0.2), rng.uniform(0.35, 1.0)
        u = (x + bend[0] - at[0] + 0.5) % 1 - 0.5
        v = (y + bend[1] - at[1] + 0.5) % 1 - 0.5
        dome = tall * (1 - (u * u + v * v) / radius**2)
        second = np.maximum(second, np.minimum(first, dome))
        first = np.maximum(first, dome)
    mound = np.sqrt(np.clip(first + 0.25, 0.02, 1.25) / 1.25)
    meet = np.exp(-np.clip(first - second, 0, None) / 0.22) * np.clip(1.1 - first, 0, 1)
    grown = [cv2.resize(field, (size, size), interpolation=cv2.INTER_CUBIC) for field in (mound, meet)]
    return f32(np.clip(grown[0], 0, 1)), f32(np.clip(grown[1], 0, 1))


def _stars(rng: Random, size: int, reduced: float = 1.0) -> tuple[Array, Array]:
    """Small stars of leaves seen from above, one over the other: how light each point is, and the leaves'
    tips, 0…1; it repeats. ``reduced`` is their size beside that of stars that are told apart."""
    level = np.full((size, size), 40, np.uint8)
    tips = np.zeros((size, size), np.uint8)
    texel = METRES / (PATCHES if reduced == 1 else FINER) / size
    for index in range(STARS):
        at, turn = rng.uniform(0, size, 2), rng.uniform(0, 6.28)
        reach = reduced * float(rng.uniform(0.0042, 0.007)) / texel
        tone = int(60 + 190 * (index / STARS) ** 0.5 * rng.uniform(0.25, 1.0))
        leaves = int(rng.integers(6, 9))
        bearing = turn + 2 * np.pi * np.arange(leaves) / leaves + rng.normal(0, 0.12, leaves)
        out = np.stack([np.cos(bearing), np.sin(bearing)], 1) * (reach * rng.uniform(0.75, 1.1, (leaves, 1)))
        side = 0.17 * np.stack([-out[:, 1], out[:, 0]], 1)
        whole = np.stack([0 * out, 0.45 * out + side, out, 0.45 * out - side], 1)
        ends = np.stack([0.45 * out + 0.6 * side, out, 0.45 * out - 0.6 * side], 1)
        for shift in _wrapped(at, reach, size):
            outlines = list(np.round((whole + shift) * 16).astype(np.int32))
            cv2.fillPoly(level, outlines, tone, cv2.LINE_AA, 4)
            cv2.fillPoly(tips, outlines, 0, cv2.LINE_AA, 4)
            cv2.fillPoly(tips, list(np.round((ends + shift) * 16).astype(np.int32)), tone, cv2.LINE_AA, 4)
            heart = round(shift[0] * 16), round(shift[1] * 16)
            cv2.circle(level, heart, round(0.14 * reach * 16), tone // 2, -1, cv2.LINE_AA, 4)
    return f32(level) / 255, f32(tips) / 255


def _wrapped(at: Array, reach: float, size: int) -> list[Array]:
    """The places at which a thing shows that goes on over the tile's edges."""
    shifts: list[list[int]] = []
    for place in at.tolist():
        shifts.append([0, *([size] if place < reach else []), *([-size] if place > size - reach else [])])
    return [at + np.array([dx, dy], float) for dx in shifts[0] for dy in shifts[1]]
