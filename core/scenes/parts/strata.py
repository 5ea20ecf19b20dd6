"""Layered red rock: the colours of its beds by height, and land that erosion has cut into steps."""

from functools import lru_cache

import numpy as np

from core.scenes.parts.canvas import Array
from core.scenes.parts.distance import land_tile
from core.scenes.parts.grids import Numbers, ramp, tiled
from core.scenes.parts.soils import Seed, Tile, linear, rough
from core.scenes.parts.soils import sand as sand_tile

BEDS = ("a8583a", "c27a50", "8c4630", "d2a27a", "b0664a", "99503a", "c98c62", "7c4434", "dcb890", "a85f40")
"""Colours of the beds, sRGB."""
RED_LEDGE = ("b97a56", "c48e68", "a96a4a", "cc9c78")
GREY_LEDGE = ("98958e", "a8a59d", "85827c", "b3afa6")


@lru_cache(maxsize=8)
def beds(seed: Seed) -> Array:
    """Linear colours of 512 beds one over the other, N×3, thick and thin ones in turn."""
    rng = np.random.default_rng(seed)
    paints = np.stack([linear(code) for code in BEDS])
    made, at = np.zeros((512, 3), np.float32), 0
    while at < 512:
        thick = int(rng.choice([3, 5, 9, 16, 34], p=[0.2, 0.25, 0.25, 0.2, 0.1]))
        made[at : at + thick] = paints[rng.integers(len(paints))] * rng.uniform(0.82, 1.15)
        at += thick
    return made


def bedded(seed: Seed, up: Numbers, along: Numbers, unit: float) -> Array:
    """The colour of rock at heights ``up`` at places ``along`` the wall, linear H×W×3; ``unit`` is how high
    the 512 beds are together."""
    tile = land_tile((seed[0] & 7, 21), 1.2)
    fine = land_tile((seed[0] & 7, 22), 0.8)
    wave = tiled(tile, along * (60 / unit), up * (90 / unit))
    at = (up / unit * 512 + 5 * wave) % 511
    # What lies hardly below zero is rounded up to the whole 511.
    low = np.minimum(at.astype(np.int32), 510)
    share = (at - low)[..., None].astype(np.float32)
    table = beds(seed)
    colour = table[low] * (1 - share) + table[low + 1] * share
    grain = tiled(fine, along * (900 / unit), up * (1500 / unit))
    streak = tiled(tile, along * (520 / unit), up * (26 / unit))
    crack = np.exp(-np.abs(tiled(fine, along * (300 / unit) + 90, up * (40 / unit))) / 0.12)
    tone = np.clip(1 + 0.16 * grain + 0.12 * streak, 0.3, 1.8) * (1 - 0.3 * crack)
    varnish = (0.55 * ramp(streak, 0.9, 1.9))[..., None]
    colour = colour * tone[..., None]
    return (colour * (1 - varnish) + linear("4a2c24") * varnish).astype(np.float32)


def stepped(share: Numbers, steps: tuple[float, ...], sheer: float = 0.012) -> Array:
    """Land 0…1 cut into benches: a cliff at each of the ``steps`` (of ``share``), gentle slopes between."""
    made = 0.34 * np.clip(share, 0, 1)
    for step in steps:
        made = made + 0.66 / len(steps) * ramp(share, step - sheer, step + sheer)
    return made.astype(np.float32)


def broken_off(seed: Seed, x: Array, *breaks: tuple[float, float]) -> Array:
    """How far below its straight edge rock is broken off at the columns ``x``, shares of the height: for each
    of the ``breaks`` how deep and how often."""
    tile, made = land_tile(seed, 1.6), np.zeros_like(x)
    for number, (deep, often) in enumerate(breaks):
        made = made + deep * tiled(tile, x * often, np.zeros_like(x) + 9 * number)
    return made


@lru_cache(maxsize=2)
def ledge_tile(
    seed: Seed, codes: tuple[str, ...] = RED_LEDGE, earth: str = "c28a62", size: int = 1024
) -> Tile:
    """Bare rock in thin broken beds of the colours ``codes`` with ``earth`` lying in its hollows, 4 m."""
    rng = np.random.default_rng(seed)
    swell = rough(rng, size, 1.9, 2, 40)
    level = 2.6 * swell + 0.25 * rough(rng, size, 1.3, 12)
    beds_up = np.floor(level) + ramp(level - np.floor(level), 0.0, 0.22)
    fine, grain = rough(rng, size, 1.0, 20), rough(rng, size, 0.4, 90)
    crack = np.exp(-((np.abs(rough(rng, size, 1.5, 3, 70)) / 0.035) ** 2))
    heights = 0.01 * (beds_up - beds_up.min()) + 0.0016 * fine - 0.008 * crack
    tones = np.stack([linear(code) for code in codes])
    which = (np.floor(level).astype(int) * 7) % len(tones)
    rock = tones[which] * np.clip(1 + 0.1 * fine + 0.07 * grain - 0.5 * crack, 0.3, 1.7)[..., None]
    sand_up, sand_tone, _ = sand_tile((seed[0], seed[1] ^ 1), size, False)
    drift = ramp(rough(rng, size, 1.7, 2, 50) - 0.35 * (level - np.floor(level)), -0.45, 0.3)
    mean = float(heights.mean())
    heights = heights * (1 - drift) + (mean + 0.35 * sand_up) * drift
    colour = (
        rock * (1 - drift[..., None])
        + linear(earth)
        * np.clip(sand_tone * (1 + 0.14 * grain + 0.1 * fine)[..., None], 0.3, 1.9)
        * drift[..., None]
    )
    return (heights - heights.min()).clip(0).astype(np.float32), colour.clip(0.003).astype(np.float32), 4.0
