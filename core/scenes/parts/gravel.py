"""Rounded stones, cobbles and grit as height fields seen from above."""

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, Random, noise, ramp
from core.scenes.parts.heightfield import Relief


def packed(
    rng: Random,
    below: Relief,
    sizes: tuple[tuple[int, float, float], ...],
    colours: Array,
    flat: float = 0.45,
) -> Relief:
    """Stones dropped on the surface, the large first: ``sizes`` are (count, smallest, largest half width in
    shares of the side); ``flat`` is their height over their width. Each lies as deep as it fits."""
    albedo, height = below.albedo.copy(), below.height.copy()
    side = height.shape[0]
    rough = noise(rng, side, side, 9, 4, gain=0.6)
    grain = noise(rng, side, side, 120, 3, gain=0.8)
    for count, small, large in sizes:
        for _ in range(count):
            at, turn = rng.uniform(-0.03, 1.03, 2), rng.uniform(0, np.pi)
            half = small * (large / small) ** rng.beta(1.3, 2.2)
            longer, square, sunk = rng.uniform(1.0, 1.55), rng.uniform(2.0, 2.7), rng.uniform(-0.35, 0.25)
            tone = colours[rng.integers(len(colours))] * rng.normal(1, 0.1)
            band, vein = rng.uniform(-1, 1, 2), rng.random()
            area = _window(at, half * longer * 1.15, side)
            if area is None:
                continue
            u, v = _turned(area, at, side, turn, half)
            around = (np.abs(u / longer) ** square + np.abs(v) ** square) ** (1 / square)
            around = np.clip(around + 0.1 * rough[area] * (1 if half > 0.008 else 0), 0, None)
            dome = np.clip(1 - around**2.3, 0, 1) ** 0.55 * (half * flat)
            top = dome + half * flat * sunk + 0.02 * half * grain[area]
            ground = height[area]
            edge = 1.2 / (half * side)
            cover = np.clip((1 - around) / edge + 0.5, 0, 1) * ramp(top - ground, -0.02 * half, 0.06 * half)
            colour = tone * (1 + 0.1 * rough[area] * band[0] + 0.07 * grain[area])[..., None]
            if vein > 0.8:
                line = np.exp(-(((u * band[0] + v * band[1] + 0.12 * rough[area]) / 0.05) ** 2))
                colour = colour + (line * 0.35)[..., None] * (0.9 - colour)
            albedo[area] += (colour - albedo[area]) * cover[..., None]
            height[area] += (np.maximum(top, ground) - ground) * cover
    return Relief(np.clip(albedo, 0, 1).astype(np.float32), height.astype(np.float32), below.gloss)


def _window(at: Array, reach: float, side: int) -> tuple[slice, slice] | None:
    low = np.floor((at - reach) * side).astype(int).clip(0, side)
    high = np.ceil((at + reach) * side).astype(int).clip(0, side)
    if (high <= low).any():
        return None
    return slice(low[1], high[1]), slice(low[0], high[0])


def _turned(area: tuple[slice, slice], at: Array, side: int, turn: float, half: float) -> tuple[Array, Array]:
    y = ((np.arange(area[0].start, area[0].stop) + 0.5) / side - at[1]).astype(np.float32)[:, None]
    x = ((np.arange(area[1].start, area[1].stop) + 0.5) / side - at[0]).astype(np.float32)[None]
    cos, sin = np.float32(np.cos(turn) / half), np.float32(np.sin(turn) / half)
    return x * cos + y * sin, y * cos - x * sin


def cells(rng: Random, side: int, across: int, wobble: float, shifted: bool) -> tuple[Array, Array]:
    """Stones laid in rows: for each pixel how far it is inside its stone (1 middle, 0 joint) and one random
    number of that stone; ``wobble`` makes them irregular, ``shifted`` breaks the joints."""
    y, x = (np.mgrid[0:side, 0:side].astype(np.float32) + 0.5) / side
    y = y + noise(rng, side, side, across * 0.6, 2) * wobble / across
    x = x + noise(rng, side, side, across * 0.6, 2) * wobble / across
    row = np.floor(y * across)
    table = rng.uniform(0, 1, (across + 8, across + 8)).astype(np.float32)
    index = (row.astype(int) + 4) % len(table)
    column = x * across * 0.92 + (table[index, 0] * 0.5 + (row % 2) * 0.5 if shifted else 0)
    own = table[index, (np.floor(column).astype(int) + 5) % len(table)]
    u, v = np.abs(column % 1 - 0.5) * 2, np.abs((y * across) % 1 - 0.5) * 2
    power = np.float32(5)
    inside = 1 - (u**power + v**power) ** (1 / power)
    return inside.astype(np.float32), own.astype(np.float32)


def grit(rng: Random, side: int, across: int) -> tuple[Array, Array]:
    """Crushed aggregate: nearest-point cells of about ``across`` per side as (inside 0…1, own 0…1)."""
    count = across + 2
    spots = rng.uniform(0, 1, (count, count, 2)).astype(np.float32)
    own = rng.uniform(0, 1, (count, count)).astype(np.float32)
    y, x = (np.mgrid[0:side, 0:side].astype(np.float32) + 0.5) * np.float32(across / side)
    row, column = y.astype(np.int32), x.astype(np.int32)
    best, second = np.full_like(y, 9), np.full_like(y, 9)
    value = np.zeros_like(y)
    for dy in (-1, 0, 1):
        for dx in (-1, 0, 1):
            r, c = np.clip(row + dy, 0, count - 1), np.clip(column + dx, 0, count - 1)
            away = (x - c - spots[r, c, 0]) ** 2 + (y - r - spots[r, c, 1]) ** 2
            near = away < best
            second = np.where(near, best, np.minimum(second, away))
            value = np.where(near, own[r, c], value)
            best = np.where(near, away, best)
    inside = np.sqrt(second) - np.sqrt(best)
    return cv2.blur(inside, (1, 1)).astype(np.float32), value.astype(np.float32)
