"""Tiles of ice: a heap of crushed pieces, and the crust of a floe. As ``soils``: heights, colours, metres."""

from functools import lru_cache

import cv2
import numpy as np

from core.scenes.parts.canvas import Array
from core.scenes.parts.grids import ramp
from core.scenes.parts.soils import Seed, Tile, linear, rough


@lru_cache(maxsize=4)
def crushed(seed: Seed, size: int = 1024, *, glassy: bool = False) -> Tile:
    """Broken pieces of clear ice heaped up, two layers of them, 0.42 m: each a tilted facet, its edges white,
    blue where one looks between them, some flashing (colours far above 1). ``glassy``: one sees into the
    pieces, some bright and some dark, and deep between them."""
    rng = np.random.default_rng(seed)
    many = 2.2 if glassy else 1.0
    under = _pieces(rng, size, int(210 * many))
    over = _pieces(rng, size, int(120 * many))
    up = over[0] > under[0] + 0.004
    heights = np.where(up, over[0], under[0])
    shade, flash, edge = (np.where(up, one, other) for one, other in zip(over[1:], under[1:], strict=True))
    fine = rough(rng, size, 0.6, 40)
    if glassy:
        return _glassy(rough(rng, size, 1.2, 26), heights, shade, flash, edge, fine)
    bubbles = ramp(rough(rng, size, 1.1, 14), 0.2, 1.5)
    white = np.clip(0.35 * bubbles + 0.75 * edge + 0.05 * fine, 0, 1)[..., None]
    deep = ramp(heights, 0.0, 0.03)[..., None]
    clear = linear("b4d6e6") * (1 - deep) + linear("f0f8fc") * deep
    colour = clear * (1 - white) + linear("f2f8fc") * white
    colour = colour * (shade * (0.5 + 0.5 * deep[..., 0]))[..., None] + flash[..., None]
    return (heights + 0.0006 * fine).clip(0).astype(np.float32), colour.clip(0.01).astype(np.float32), 0.42


def _glassy(cloudy: Array, heights: Array, shade: Array, flash: Array, edge: Array, fine: Array) -> Tile:
    """Pieces that one sees into: dark water between them, each of its own tone, ``cloudy`` inside, thin
    bright edges."""
    deep = ramp(heights, 0.001, 0.019)[..., None]
    own = np.clip((shade - 0.74) / 0.46, 0, 1)
    own = ramp(cloudy + 1.5 * (own - 0.5), -1.5, 1.7)[..., None]
    below, within = linear("3d5f74"), linear("a9c6d4") * (1 - own) + linear("f4fafc") * own
    colour = below * (1 - deep) + within * deep
    veins = ramp(fine + 0.5 * own[..., 0], 0.9, 1.9)[..., None]
    colour = colour * (0.62 + 0.55 * own * deep) + 0.25 * veins * deep
    thin = (0.8 * edge**3)[..., None] * deep
    colour = colour + thin * (1.1 - colour) + 2.2 * flash[..., None]
    colour = colour.clip(0.01).astype(np.float32)
    return (1.5 * heights + 0.0005 * fine).clip(0).astype(np.float32), colour, 0.42


def _pieces(rng: np.random.Generator, size: int, count: int) -> tuple[Array, Array, Array, Array]:
    """One layer of pieces: heights in metres, tone, flashes of light, and how near a piece's edge is, 0…1."""
    few, side = size // 2, int(np.ceil(np.sqrt(count)))
    jitter, turns = rng.uniform(-0.05, 1.05, (side, side, 2)), rng.uniform(0, np.pi, (side, side))
    spots = jitter.reshape(-1, 2)
    y, x = np.mgrid[0:few, 0:few].astype(np.float32)
    row, column = (y / few * side).astype(int), (x / few * side).astype(int)
    nearest, second = np.full((few, few), 1e9, np.float32), np.full((few, few), 1e9, np.float32)
    own, u, v = (
        np.zeros((few, few), np.int32),
        np.zeros((few, few), np.float32),
        np.zeros((few, few), np.float32),
    )
    for down in (-1, 0, 1):
        for aside in (-1, 0, 1):
            r, c = (row + down) % side, (column + aside) % side
            dv = y - (row + down + jitter[r, c, 0].astype(np.float32)) * (few / side)
            du = x - (column + aside + jitter[r, c, 1].astype(np.float32)) * (few / side)
            cos, sin = np.cos(turns)[r, c].astype(np.float32), np.sin(turns)[r, c].astype(np.float32)
            a, b = du * cos + dv * sin, dv * cos - du * sin
            # Six-cornered, not round: ice breaks along straight edges.
            gone = np.maximum(
                np.maximum(np.abs(a), np.abs(0.5 * a + 0.87 * b)), np.abs(0.5 * a - 0.87 * b) * 1.12
            )
            closer = gone < nearest
            second = np.minimum(second, np.maximum(nearest, gone))
            own, u, v = np.where(closer, r * side + c, own), np.where(closer, du, u), np.where(closer, dv, v)
            nearest = np.minimum(nearest, gone)
    unit = few / side
    inside = (second - nearest) / unit
    tilt = rng.normal(0, 0.55, (len(spots), 2)).astype(np.float32)[own]
    base = rng.uniform(0.006, 0.026, len(spots)).astype(np.float32)[own]
    bevel = ramp(inside, 0.0, 0.22)
    step = np.float32(0.42 / side)
    heights = 0.55 * bevel * (base + step * 0.3 * (tilt[..., 0] * u + tilt[..., 1] * v) / unit + 0.004)
    tone = rng.uniform(0.74, 1.2, len(spots)).astype(np.float32)[own]
    lucky = (rng.random(len(spots)) < 0.12).astype(np.float32)[own]
    streak = np.exp(-(((u * tilt[..., 1] - v * tilt[..., 0]) / unit / 0.1) ** 2)) * ramp(inside, 0.12, 0.3)
    edge = np.exp(-(((inside - 0.1) / 0.09) ** 2))
    heights = cv2.GaussianBlur(heights, (0, 0), few / 300)
    wide = [
        cv2.resize(one.astype(np.float32), (size, size), interpolation=cv2.INTER_LINEAR)
        for one in (heights, tone, 0.9 * lucky * streak, edge)
    ]
    return wide[0].clip(0), wide[1], wide[2], wide[3]
