"""Tiles of natural ground, seen from straight above: heights in metres and colours in linear light.

Every tile is made once for a seed and repeats. The colours are those of the stuff itself, unlit.
"""

from functools import lru_cache

import cv2
import numpy as np

from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, rgb
from core.scenes.parts.grids import Numbers, ramp, resized
from core.scenes.parts.same import Same

Tile = tuple[Array, Array, float]
"""Heights N×N in metres (0 or more), colours N×N×3 (linear), and how many metres the tile is wide."""
Seed = tuple[int, int]


def linear(code: str) -> Array:
    """Linear light of an sRGB ``rrggbb`` or ``#rrggbb``."""
    return to_linear(rgb(code.removeprefix("#")))


def rough(rng: np.random.Generator, size: int, slope: float, low: float, high: float = 1e9) -> Array:
    """Noise that repeats, N×N, std 1, of amplitude 1/f^``slope`` from ``low`` to ``high`` waves across."""
    spectrum = np.fft.rfft2(rng.standard_normal((size, size), np.float32))
    away = _waves(size)
    weight = away**-slope * (away >= low * 0.7) * np.exp(-((away / high) ** 2)) * ramp(away, low * 0.5, low)
    made = np.fft.irfft2(spectrum * weight, s=(size, size)).astype(np.float32)
    return made / (made.std() + 1e-9)


@lru_cache(maxsize=2)
def _waves(size: int) -> Numbers:
    """How many waves across each number of a spectrum is. Not to be written to."""
    away = np.hypot(np.fft.fftfreq(size)[:, None], np.fft.rfftfreq(size)[None]) * size
    away[0, 0] = 1e-3
    return away


@lru_cache(maxsize=4)
def sand(seed: Seed, size: int, ripples: bool) -> Tile:
    """Dry sand: hollows as of feet and wind, ripples, grains of several tones. Colours around 1."""
    rng = np.random.default_rng(seed)
    metres = 1.6
    heights = 0.006 * rough(rng, size, 1.9, 2, 60) + 0.0011 * rough(rng, size, 1.0, 30)
    if ripples:
        bend = rough(rng, size, 1.7, 1, 12)
        y, x = np.mgrid[0:size, 0:size].astype(np.float32) / size
        phase = 2 * np.pi * (17 * y + 3 * x) + 2.6 * bend
        wave = np.sin(phase + 0.45 * np.sin(phase))
        heights = 0.6 * heights + 0.0042 * wave * (0.75 + 0.25 * rough(rng, size, 1.5, 2, 8))
    else:
        heights = heights + _prints(rng, size, metres)
    grain = rough(rng, size, 0.3, 90)
    dark = ramp(rough(rng, size, 0.0, 120), 2.1, 2.9)
    tone = np.clip(1 + 0.10 * grain + 0.05 * rough(rng, size, 1.2, 3, 60) - 0.45 * dark, 0.3, 1.6)
    colour = tone[..., None] * (
        1 + 0.03 * rough(rng, size, 0.3, 60)[..., None] * np.array([1, 0, -1], np.float32)
    )
    return _above(heights), colour.astype(np.float32), metres


def _prints(rng: np.random.Generator, size: int, metres: float) -> Array:
    """Old trodden hollows with soft rims, in metres."""
    made = np.zeros((size, size), np.float32)
    for _ in range(30):
        at, turn, long = rng.uniform(0, size, 2), rng.uniform(0, np.pi), rng.uniform(0.05, 0.12)
        deep, reach = rng.uniform(0.006, 0.014), int(long * 2.3 * size / metres)
        v, u = np.mgrid[-reach : reach + 1, -reach : reach + 1].astype(np.float32) * metres / size
        a, b = u * np.cos(turn) + v * np.sin(turn), v * np.cos(turn) - u * np.sin(turn)
        away = np.sqrt((a / long) ** 2 + (b / (0.6 * long)) ** 2)
        rows, columns = np.arange(-reach, reach + 1) + int(at[0]), np.arange(-reach, reach + 1) + int(at[1])
        rim = 0.45 * np.exp(-(((away - 1.25) / 0.35) ** 2)) - np.exp(-(away**4))
        made[np.ix_(rows % size, columns % size)] += deep * rim
    return made


def _above(heights: Numbers) -> Array:
    """Heights moved to begin at 0."""
    return (heights - np.percentile(heights, 0.5)).clip(0).astype(np.float32)


@lru_cache(maxsize=4)
def snow(seed: Seed, size: int) -> Tile:
    """Fallen snow: soft drifts, a fine crust, single crystals that flash (colour far above 1)."""
    rng = np.random.default_rng(seed)
    heights = 0.03 * rough(rng, size, 2.2, 2, 22) + 0.0022 * rough(rng, size, 1.1, 18, 240)
    heights += 0.0007 * rough(rng, size, 0.4, 120)
    flash = ramp(rough(rng, size, 0.0, 150), 3.2, 3.9)
    tone = 0.93 + 0.025 * rough(rng, size, 0.5, 60) + 2.2 * flash
    return (
        _above(heights),
        (tone[..., None] * np.array([0.98, 0.99, 1.0], np.float32)).astype(np.float32),
        2.4,
    )


@lru_cache(maxsize=4)
def moss(seed: Seed, size: int) -> Tile:
    """Cushions of moss of many tiny shoots, bright at their tips, brown where they gape."""
    rng = np.random.default_rng(seed)
    swell = rough(rng, size, 1.8, 3, 16)
    domes = np.sqrt(np.clip(1.1 - np.abs(rough(rng, size, 1.4, 6, 26)), 0, None))
    shoots = rough(rng, size, 0.25, 70)
    heights = 0.012 * swell + 0.018 * domes + 0.0036 * shoots
    tip = ramp(shoots + 0.7 * rough(rng, size, 0.8, 10, 80), -0.8, 2.2)[..., None]
    wet = ramp(rough(rng, size, 1.5, 2, 20), -1.2, 1.4)[..., None]
    dark, mid, light = linear("3a421c"), linear("76822c"), linear("c3c860")
    colour = dark * (1 - tip) + (mid * wet + linear("8a8438") * (1 - wet)) * tip
    colour = colour + light * np.clip(tip - 0.55, 0, 1) * 0.9
    gap = ramp(-domes + 0.25 * rough(rng, size, 1, 20), 0.05, 0.4)[..., None]
    return _above(heights), (colour * (1 - gap) + linear("33281a") * gap).astype(np.float32), 1.0


@lru_cache(maxsize=8)
def soil(seed: Seed, size: int, code: str, coarse: float = 0.008) -> Tile:
    """Bare earth of clods and crumbs around the colour ``code``, ``coarse`` metres high."""
    rng = np.random.default_rng(seed)
    heights = coarse * (0.7 * rough(rng, size, 1.4, 4) + 0.25 * rough(rng, size, 0.7, 40))
    tone = np.clip(1 + 0.22 * rough(rng, size, 0.9, 6) + 0.1 * rough(rng, size, 0.2, 80), 0.3, 1.9)
    hue = 1 + 0.06 * rough(rng, size, 1.2, 3, 60)[..., None] * np.array([1, 0.1, -1], np.float32)
    return _above(heights), (linear(code) * tone[..., None] * hue).astype(np.float32), 2.0


@lru_cache(maxsize=8)
def litter(seed: Seed, size: int, codes: tuple[str, ...], count: int = 900) -> Tile:
    """A floor of fallen leaves in the colours ``codes``, lying over each other, curled."""
    rng = np.random.default_rng(seed)
    metres = 1.4
    heights, colour, _ = soil((seed[0], seed[1] ^ 7), size, "3a2c1d")
    heights, colour = heights.copy(), colour.copy()
    paints = [linear(code) for code in codes]
    for i in range(count):
        long = rng.uniform(0.022, 0.05) * size / metres
        _leaf(rng, heights, colour, long, paints[rng.integers(len(paints))], 0.004 + 0.018 * i / count)
    return _above(heights), colour, metres


BROADEST = 0.75
"""Half the width, in shares of half its length, that no fallen leaf reaches."""


def _leaf(
    rng: np.random.Generator, heights: Numbers, colour: Numbers, long: float, paint: Numbers, level: float
) -> None:
    """One leaf of half length ``long`` texels laid on the tile, wrapping at its edges."""
    size, reach = heights.shape[0], int(long * 1.15) + 2
    at, turn = rng.uniform(0, size, 2), rng.uniform(0, 2 * np.pi)
    across = np.arange(-reach, reach + 1, dtype=np.float32) / np.float32(long)
    v, u = across[:, None], across[None]
    a, b = u * np.cos(turn) + v * np.sin(turn), v * np.cos(turn) - u * np.sin(turn)
    there = np.nonzero((np.abs(a) < 1) & (np.abs(b) < BROADEST))
    a, b = a[there], b[there]
    wide = rng.uniform(0.36, 0.62) * np.sqrt(np.clip(1 - a * a, 0, None)) * (1.05 - 0.35 * a)
    wide = wide * (1 + 0.08 * np.sin(a * rng.uniform(16, 30) + rng.uniform(0, 6)))
    cover = np.clip((wide - np.abs(b)) * long, 0, 1)
    inside = cover > 0
    a, b, cover = a[inside], b[inside], cover[inside]
    curl = rng.uniform(-0.004, 0.012) * b**2 + rng.uniform(-0.006, 0.01) * a + rng.uniform(0, 0.006) * a * a
    vein = np.exp(-((b / 0.035) ** 2)) + 0.35 * np.exp(-(((np.abs(b) * 1.2 - a * 0.9) % 0.22 / 0.035) ** 2))
    tone = rng.uniform(0.7, 1.5) * (1 + 0.22 * vein + 0.12 * a + 0.2 * np.sin(3 * a + 5 * b * b))
    rows, columns = (there[i][inside] - reach + int(at[i]) for i in (0, 1))
    where = rows % size, columns % size
    heights[where] += cover * (level + 2.5 * curl - heights[where])
    colour[where] += cover[..., None] * (paint * tone[..., None] - colour[where])


@lru_cache(maxsize=8)
def pebbles(seed: Seed, size: int, codes: tuple[str, ...], wide: tuple[float, float], metres: float) -> Tile:
    """Stones of half width ``wide`` (metres, from … to) in the colours ``codes``, lying close."""
    rng = np.random.default_rng(seed)
    heights, colour, _ = soil((seed[0], seed[1] ^ 5), size, codes[0], 0.004)
    heights, colour = heights * 0.5, colour * 0.55
    paints = [linear(code) for code in codes]
    count = int(1.5 * metres**2 / (np.pi * (0.55 * wide[0] + 0.45 * wide[1]) ** 2))
    radii = np.sort(wide[0] + (wide[1] - wide[0]) * rng.random(min(count, 2600)) ** 2.2)
    for radius in radii:
        _pebble(rng, heights, colour, radius * size / metres, radius, paints[rng.integers(len(paints))])
    colour *= 1 + 0.1 * rough(rng, size, 0.6, 20)[..., None]
    return _above(heights), colour.clip(0.004, None).astype(np.float32), metres


FARTHEST = 1.3
"""From how many of a pebble's half widths on there is nothing of it, at its longest."""


def _pebble(
    rng: np.random.Generator, heights: Numbers, colour: Numbers, texels: float, radius: float, paint: Array
) -> None:
    """One rounded stone on the tile, wrapping at its edges."""
    size, reach = heights.shape[0], int(texels * 1.3) + 2
    at, turn = rng.uniform(0, size, 2), rng.uniform(0, np.pi)
    v, u = np.mgrid[-reach : reach + 1, -reach : reach + 1].astype(np.float32) / texels
    there = np.nonzero(u * u + v * v < FARTHEST**2)
    u, v = u[there], v[there]
    a, b = u * np.cos(turn) + v * np.sin(turn), v * np.cos(turn) - u * np.sin(turn)
    angle = np.arctan2(b, a)
    rim = 1 + 0.1 * np.cos(2 * angle + rng.uniform(0, 6)) + 0.06 * np.cos(3 * angle + rng.uniform(0, 6))
    away = ((np.abs(a) ** 2.4 + (np.abs(b) / rng.uniform(0.6, 0.95)) ** 2.4) ** (1 / 2.4)) / rim
    inside = away < 1
    a, b, away = a[inside], b[inside], away[inside]
    dome = np.clip(1 - away**2.6, 0, 1) ** 0.55
    top = radius * rng.uniform(0.45, 0.8) * dome + 0.15 * radius
    rows, columns = (there[i][inside] - reach + int(at[i]) for i in (0, 1))
    where = rows % size, columns % size
    cover = np.clip((1 - away) * texels, 0, 1) * (top > heights[where])
    heights[where] += cover * (top - heights[where])
    band = 1 + 0.16 * np.sin(a * rng.uniform(3, 14) + b * rng.uniform(-4, 4)) * rng.random()
    tone = rng.uniform(0.6, 1.3) * band
    colour[where] += cover[..., None] * (paint * tone[..., None] - colour[where])


@lru_cache(maxsize=4)
def rock(seed: Seed, size: int, code: str) -> Tile:
    """Weathered rock: ledges, cracks, lichen."""
    rng = np.random.default_rng(seed)
    swell = rough(rng, size, 1.8, 2, 40)
    ledge = np.abs(rough(rng, size, 1.5, 3, 90))
    fine = rough(rng, size, 0.9, 20)
    heights = 0.05 * swell + 0.03 * ledge + 0.004 * fine
    crack = np.exp(-((np.abs(rough(rng, size, 1.5, 3, 60)) / 0.05) ** 2))
    heights = heights - 0.012 * crack
    tone = np.clip(1 + 0.14 * rough(rng, size, 1.0, 4) + 0.08 * fine - 0.35 * crack, 0.2, 1.8)
    lichen = ramp(rough(rng, size, 1.2, 8), 1.1, 1.7)[..., None] * 0.5
    colour = linear(code) * tone[..., None]
    return (
        _above(heights),
        (colour * (1 - lichen) + linear("b4b196") * lichen * tone[..., None]).astype(np.float32),
        3.0,
    )


@lru_cache(maxsize=4)
def cracked(seed: Seed, size: int, code: str) -> Tile:
    """Dried mud in curled plates with deep cracks between them."""
    rng = np.random.default_rng(seed)
    count, metres = 90, 2.6
    few = size // 4
    at = rng.random((count, 2)) * few
    warp = rough(rng, few, 1.5, 4, 60) * few * 0.006
    y, x = np.mgrid[0:few, 0:few].astype(np.float32)
    nearest, second = np.full((few, few), 1e9, np.float32), np.full((few, few), 1e9, np.float32)
    for row, column in at:
        v, u = np.abs(y + warp - row), np.abs(x - warp - column)
        gone = np.hypot(np.minimum(v, np.abs(few - v)), np.minimum(u, np.abs(few - u)))
        second = np.minimum(second, np.maximum(nearest, gone))
        nearest = np.minimum(nearest, gone)
    edge = cv2.resize((second - nearest) / few * metres, (size, size), interpolation=cv2.INTER_CUBIC).clip(0)
    edge = edge + 0.002 * rough(rng, size, 1.0, 20)
    plate = ramp(edge, 0.004, 0.022)
    heights = 0.022 * plate + 0.006 * np.exp(-edge / 0.06) * plate + 0.0022 * rough(rng, size, 1.2, 6)
    tone = np.clip(1 + 0.12 * rough(rng, size, 1.2, 3) + 0.06 * rough(rng, size, 0.4, 60), 0.4, 1.7)
    colour = linear(code) * (tone * (0.25 + 0.75 * plate))[..., None]
    return _above(heights), colour.astype(np.float32), metres


@lru_cache(maxsize=4)
def ice(seed: Seed, size: int) -> Tile:
    """Clear dark ice with white cracks and thin drifts of snow."""
    rng = np.random.default_rng(seed)
    crack = np.zeros((size, size), np.float32)
    for waves, wide, strength in ((3, 0.02, 0.8), (6, 0.03, 0.5), (12, 0.04, 0.3)):
        field = rough(rng, size, 1.6, waves / 2, waves * 12)
        crack = np.maximum(crack, strength * np.exp(-((np.abs(field) / wide) ** 1.2)))
    drift = ramp(rough(rng, size, 1.6, 2), 0.5, 1.6)
    deep = ramp(rough(rng, size, 1.5, 2, 20), -1.5, 1.5)[..., None]
    colour = linear("6d8fa0") * deep + linear("3f6478") * (1 - deep)
    white = np.clip(crack * (0.6 + 0.4 * rough(rng, size, 1.0, 4)) + 0.85 * drift, 0, 1)[..., None]
    colour = colour * (1 - white) + np.array([0.82, 0.87, 0.92], np.float32) * white
    heights = 0.012 * drift + 0.0007 * rough(rng, size, 1.2, 4)
    return _above(heights), colour.astype(np.float32), 3.0


def stretched(tile: Tile, rise: float, metres: float) -> Tile:
    """The tile ``metres`` wide, its heights ``rise`` times as high; the very same where it is asked for
    again."""
    return _risen(Same(tile[0]), rise), tile[1], metres


@lru_cache(maxsize=8)
def _risen(heights: Same, rise: float) -> Array:
    return heights.values * rise


def reduced(tile: Tile, size: int) -> Tile:
    """The tile with ``size`` texels a side, for small pictures."""
    heights, colour, metres = tile
    if heights.shape[0] <= size:
        return tile
    return resized(heights, size, size), resized(colour, size, size), metres
