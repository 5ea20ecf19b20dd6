"""Streets and skylines: facades with windows in one-point perspective, exact in disparity."""

from dataclasses import dataclass

import numpy as np

from core.scenes.parts.canvas import Array, Random, blur, jitter, mix, noise, ramp, rgb
from training.scenes.daylight import Day, lit

OLD = ("d9c3a0", "c98f6a", "e0b08a", "cfa56a", "b9806a", "d8ccb8", "a88a72", "c4b49c")
NEW = ("8f9aa6", "b4b8bc", "6e7a86", "9aa4ac", "c2c0ba", "7d746c", "5f6a76", "a39a90")
AWNINGS = ("b3202a", "2f5d3a", "274a7a", "d9a23a", "e8e2d4", "7a2f2f")


@dataclass
class Facade:
    """What stands at each pixel: wall colour (unlit), how much of it is window, a number per window 0…1,
    how much building there is at all, its disparity, and which side of the street (-1 left, 1 right)."""

    wall: Array
    window: Array
    number: Array
    alpha: Array
    depth: Array
    side: Array


def _hashed(rng: Random, *keys: Array) -> Array:
    """A number 0…1 for each combination of whole-numbered keys."""
    table = rng.random(4096).astype(np.float32)
    index = np.zeros(keys[0].shape, np.int64)
    for key in keys:
        index = index * 61 + key.astype(np.int64)
    return table[index % 4096]


def street(rng: Random, y: Array, x: Array, horizon: float, half: float, old: bool) -> Facade:
    """Two rows of houses along a street of half width ``half`` (camera heights) seen from its middle."""
    aside = x - x.max() * rng.uniform(0.35, 0.65)
    side = np.where(aside < 0, -1.0, 1.0).astype(np.float32)
    away = half / np.maximum(np.abs(aside), half / 90)
    up = (horizon - y) * away
    plot = rng.uniform(7, 12)
    house = np.floor(away / plot + 3 * (side > 0))
    wall = _walls(rng, house + 13 * side, OLD if old else NEW)
    tall = (7 + 9 * _hashed(rng, house, side + 2)) * (1.0 if old else 1.7)
    wide, floor_high = rng.uniform(1.6, 2.6), rng.uniform(2.4, 3.2)
    column, level = away / wide, (up + 1) / floor_high
    window = _windows(rng, column, level, 0.22 if old else 0.1)
    shop = ramp(floor_high * 0.95 - up - 1, -0.1, 0.1)
    awning = ramp(np.abs(up + 1 - floor_high * 0.92), 0.42, 0.3) * (_hashed(rng, house, side + 5) > 0.35)
    wall = mix(wall, wall * 0.45, shop * 0.8)
    wall = mix(wall, _walls(rng, house + 7 * side, AWNINGS), awning)
    alpha = ramp(tall - up, -0.15, 0.15) * (y < horizon + np.abs(aside) / half)
    depth = np.clip(np.abs(aside) / half / (1 - horizon), 0, 1)
    number = _hashed(rng, np.floor(column), np.floor(level), side + 9)
    return Facade(wall, window * (1 - awning), number, alpha.astype(np.float32), depth, side)


def _walls(rng: Random, house: Array, codes: tuple[str, ...]) -> Array:
    """A colour per house."""
    tones = np.stack([jitter(rng, rgb(code), 0.06) for code in codes])
    return tones[(_hashed(rng, house + 40) * len(codes)).astype(int) % len(codes)]


def _windows(rng: Random, column: Array, level: Array, margin: float) -> Array:
    """Window panes of a grid of ``column``×``level`` with ``margin`` of wall on each side."""
    u, v = column % 1, level % 1
    return ramp(np.minimum(u, 1 - u), margin, margin + 0.06) * ramp(np.minimum(v - 0.08, 0.92 - v), 0.1, 0.16)


def skyline(rng: Random, y: Array, x: Array, horizon: float, layer: float) -> Facade:
    """A row of towers seen from afar; ``layer`` 0 (far, tall, pale) … 1 (nearer)."""
    width = y.shape[1]
    edges = np.cumsum(rng.uniform(0.03, 0.12, 64)) * (0.7 + 0.6 * layer)
    house = np.searchsorted(edges, x[0] + 0.05)
    tops = horizon - (0.08 + rng.gamma(2.0, 0.06, 64) * (1.2 - 0.4 * layer))[house]
    wall = _walls(rng, np.broadcast_to(house[None], y.shape).astype(np.float32), NEW)
    cell = 0.012 + 0.01 * layer
    column, level = x / cell, y / cell / 1.3
    window = _windows(rng, column, level, 0.12)
    number = _hashed(rng, np.floor(column), np.floor(level))
    alpha = ramp(y - tops[None], -0.002, 0.003)
    return Facade(
        wall, window, number, alpha, np.full_like(y, 0.02 + 0.05 * layer), np.ones((1, width), np.float32)
    )


def by_day(rng: Random, below: Array, built: Facade, day: Day, air: float) -> Array:
    """``below`` with the buildings in daylight: one side in the sun, panes mirroring the sky, haze."""
    sunny = np.where(built.side * (day.sun - 0.5) < 0, 1.05, 0.66) if day.light.strength > 0.8 else 0.9
    rough = 1 + 0.06 * noise(rng, *built.alpha.shape, 9, 4)
    wall = lit(built.wall, day.light) * (sunny * rough)[..., None]
    pane = day.light.zenith * 0.35 + built.number[..., None] * day.light.horizon * 0.35
    far = np.exp(-built.depth / 0.08)[..., None]
    made = mix(wall, pane, built.window * 0.8)
    made = made * (1 - air * far) + day.light.horizon * air * far
    return mix(below, made, built.alpha)


def by_night(rng: Random, below: Array, built: Facade, day: Day, share: float) -> Array:
    """``below`` with the buildings dark and a ``share`` of their windows lit (sRGB up to 1.6)."""
    lamp = mix(rgb("ffb45e")[None, None], rgb("dfe8ff"), (built.number * 7 % 1) * 0.7)
    glow = blur(noise(rng, *built.alpha.shape, 2, 2), built.alpha.shape[0] * 0.05) * 0.5 + 0.5
    wall = built.wall * rgb("ffc890") * (0.05 + 0.16 * glow)[..., None] + day.light.zenith * 0.3
    shine = (built.number < share) * built.window * (0.5 + 1.1 * (built.number * 31 % 1))
    return mix(below, wall + lamp * shine[..., None], built.alpha)
