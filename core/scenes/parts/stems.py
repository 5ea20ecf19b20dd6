"""What grows straight up far off: firs and trunks, painted sharp in linear light for the lens to soften.
Layers are premultiplied RGBA of any size; all measures are shares of the height."""

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, Random, grid
from core.scenes.parts.grids import Numbers, ramp, tiled
from core.scenes.parts.outdoors import Day
from core.scenes.parts.periodic import fractal
from core.scenes.parts.same import State, set_state, state_of, while_small

Px = tuple[int, int]
"""A column and a row, in eighths of a px."""


def firs(
    rng: Random,
    shape: tuple[int, int],
    foot: float,
    tall: tuple[float, float],
    count: int,
    day: Day,
    snowy: float = 0.0,
) -> Array:
    """Conifers of drooping branches, ``count`` in four heights' width, ``snowy`` 0…1: RGBA."""
    height, width = shape
    layer = np.zeros((height, width, 4), np.float32)
    for _ in range(count):
        x, high, slim = rng.uniform(-2, 2), rng.uniform(*tall), rng.uniform(0.15, 0.24)
        own = np.random.default_rng(rng.integers(2**62))
        x += width / height / 2
        if -0.4 < x < width / height + 0.4:
            _fir(own, layer, x, foot + own.normal(0, 0.006), high, slim, day, snowy)
    return layer


def _fir(
    rng: Random, layer: Numbers, x: float, foot: float, high: float, slim: float, day: Day, snowy: float
) -> None:
    """One conifer."""
    height = layer.shape[0]
    dark, light = np.array([0.018, 0.034, 0.020]), np.array([0.055, 0.085, 0.04])
    white = np.array([0.82, 0.86, 0.92])
    trunk = (int(x * height), int(foot * height))
    bark = (np.array([0.05, 0.038, 0.03]) * (day.sky + 0.4 * day.sun)).tolist()
    top = (trunk[0], int((foot - high) * height))
    cv2.line(layer, trunk, top, (*bark, 1.0), max(1, int(0.012 * high * height)))
    made = while_small(_branches, height)(state_of(rng), height, x, foot, high, slim, snowy)
    faced = 0.45 + 0.55 * made.side * day.toward[0] - 0.4 * day.toward[2]
    facing = np.minimum(np.maximum(faced, 0.05), 1)[:, None]
    shone = day.sun * facing
    colours = (dark + (light - dark) * facing) * (shone + day.sky * 0.75) * made.tone[:, None]
    snows = white * (shone * 0.8 + day.sky * 0.9) * made.snow[:, None]
    for line, colour, snow in zip(made.lines, colours.tolist(), snows.tolist(), strict=True):
        start, end, thick, snowed = line
        cv2.line(layer, start, end, (*colour, 1.0), thick, cv2.LINE_8, 3)
        if snowed:
            start, end = (start[0], start[1] - thick * 4), (end[0], end[1] - thick * 4)
            cv2.line(layer, start, end, (*snow, 1.0), max(1, thick * 2 // 3), cv2.LINE_8, 3)


@dataclass(frozen=True)
class Branches:
    """A conifer's branches in any light, N of them: ``lines`` from where to where in eighths of a px, how
    thick, and whether snow lies there; how far aside each hangs (-1…1), its tone and the snow's."""

    lines: list[tuple[Px, Px, int, bool]]
    side: Numbers
    tone: Numbers
    snow: Numbers


@lru_cache(maxsize=128)
def _branches(
    state: State, height: int, x: float, foot: float, high: float, slim: float, snowy: float
) -> Branches:
    """The branches drawn from there of a conifer ``high`` heights tall, on a layer of ``height`` px."""
    rng = np.random.default_rng(0)
    set_state(rng, state)
    lines: list[tuple[Px, Px, int, bool]] = []
    drawn: list[tuple[float, float, float]] = []
    for t in np.linspace(0.06, 1, int(np.clip(high * 75, 9, 46))):
        reach = high * slim * (1 - t) ** 0.85 * rng.uniform(0.75, 1.2) + 0.004
        y = foot - high * t
        for _ in range(9):
            side = rng.uniform(-1, 1)
            tip = (x + reach * side, y + reach * (0.32 + 0.25 * abs(side)) * rng.uniform(0.7, 1.3))
            tone = rng.uniform(0.55, 1.3)
            start = (int(x * height * 8), int(y * height * 8))
            end = (int(tip[0] * height * 8), int(tip[1] * height * 8))
            snowed = rng.random() < snowy
            lines.append((start, end, max(1, int(reach * 0.2 * height)), snowed))
            drawn.append((side, tone, rng.uniform(0.7, 1.1) if snowed else 0.0))
    return Branches(lines, *np.array(drawn).T)


def trunks(
    rng: Random,
    shape: tuple[int, int],
    foot: tuple[float, float],
    half: tuple[float, float],
    count: int,
    bark: Numbers,
    day: Day,
    birch: bool = False,
    clear: float = 0.0,
) -> Array:
    """Tree trunks from above the picture down to rows ``foot`` (far … near, the nearer the thicker), ``half``
    widths, ``count`` in four heights' width; none within ``clear`` of the middle: RGBA."""
    height, width = shape
    layer = np.zeros((height, width, 4), np.float32)
    right, _, away = day.toward
    for near in np.sort(rng.random(count)):
        seed = int(rng.integers(2**62))
        made = while_small(_stem, height)(seed, near, shape, foot, half, birch, clear)
        if made is None:
            continue
        facing = np.clip(made.across * right - made.depth * away, 0, 1)
        open_ = 0.4 + 0.35 * np.abs(made.across)
        colour = [
            own * made.tone * (sun * (0.75 * facing) + sky * open_) * made.cover
            for own, sun, sky in zip(bark, day.sun, day.sky, strict=True)
        ]
        part = layer[: len(made.cover), made.left : made.left + made.cover.shape[1]]
        for i, field in enumerate((*colour, made.cover)):
            part[..., i] *= 1 - made.cover
            part[..., i] += field
    return layer


def dappled(seed: tuple[int, int], layer: Numbers) -> Array:
    """Trunks (RGBA) in what leaves above them leave of the light, with moss where it stays damp."""
    light, green = while_small(_dapples, layer.shape[0])(seed, (layer.shape[0], layer.shape[1]))
    *colour, alpha = cv2.split(np.asarray(layer, np.float32))
    made = [part * light * (1 - lost * green) for part, lost in zip(colour, (0.45, 0.12, 0.6), strict=True)]
    return cv2.merge([*(part.astype(np.float32) for part in made), alpha])


@lru_cache(maxsize=4)
def _dapples(seed: tuple[int, int], shape: tuple[int, int]) -> tuple[Array, Array]:
    """How much light falls on each point, and how green it is there. Not to be written to."""
    y, x = grid(*shape)
    tile = fractal(np.random.default_rng(seed), 256, 1.5)
    light = 0.42 + 0.95 * ramp(tiled(tile, x * 85, y * 60), -0.4, 1.3)
    green = 0.5 * ramp(tiled(tile, x * 45 + 100, y * 25), -0.2, 1.2)
    return light.astype(np.float32), green.astype(np.float32)


@dataclass(frozen=True)
class Stem:
    """A trunk in any light, from the top of the picture down, its first column ``left``: how far each px is
    from its middle (-1…1), how far it bulges, how much of the px it covers, and the tone of its bark."""

    left: int
    across: Numbers
    depth: Numbers
    cover: Numbers
    tone: Numbers


@lru_cache(maxsize=160)
def _stem(
    seed: int,
    near: np.float64,
    shape: tuple[int, int],
    foot: tuple[float, float],
    half: tuple[float, float],
    birch: bool,
    clear: float,
) -> Stem | None:
    """One of ``trunks``; ``None`` where it stands outside the picture or where none may."""
    height, width = shape
    own = np.random.default_rng(seed)
    x, half_wide = own.uniform(-2, 2), half[0] + (half[1] - half[0]) * near * own.uniform(0.7, 1.15)
    x += width / height / 2
    if not -0.15 < x < width / height + 0.15 or abs(x - width / height / 2) < clear:
        return None
    base = foot[0] + (foot[1] - foot[0]) * near
    y = (np.arange(int(min(1, base + 0.004) * height), dtype=np.float32) + 0.5) / height
    rise = base - y
    centre = x + own.normal(0, 0.05) * rise + 0.006 * np.sin(y * own.uniform(3, 7) + own.uniform(0, 6))
    wide = half_wide * (1 - 0.18 * rise + 0.55 * np.exp(-rise / (1.6 * half_wide)))
    left = int(max(0, (centre - wide).min() * height - 2))
    end = int(min(width, (centre + wide).max() * height + 3))
    if end <= left:
        return None
    at = (np.arange(left, end, dtype=np.float32) + 0.5) / height
    across = (at[None] - centre[:, None]) / wide[:, None]
    cover = np.clip((1 - np.abs(across)) * wide[:, None] * height + 0.5, 0, 1)
    depth = np.sqrt(np.clip(1 - across**2, 0, 1))
    return Stem(left, across, depth, cover, _bark(own, y, across, wide, birch))


def _bark(rng: Random, y: Numbers, across: Numbers, wide: Numbers, birch: bool) -> Array:
    """The tone of bark, H×W: furrows along the trunk, or a birch's dark scars across it."""
    tile = bark_tile()
    shift = rng.uniform(0, 256, 2).tolist()
    round_ = np.arcsin(np.clip(across, -1, 1)) * 26
    along = np.broadcast_to((y / np.maximum(wide, 1e-3) * 6)[:, None], across.shape)
    if birch:
        scar = tiled(tile, round_ * 0.5 + shift[0], along * 3.2 + shift[1])
        return np.clip(1 - 0.85 * ramp(scar, 0.95, 1.5) + 0.06 * scar, 0.08, 1.2).astype(np.float32)
    furrow = tiled(tile, round_ * 1.6 + shift[0], along * 0.5 + shift[1])
    return np.clip(1 + 0.3 * furrow, 0.25, 1.8)


@lru_cache(maxsize=1)
def bark_tile() -> Array:
    """One tile of noise for every bark."""
    return fractal(np.random.default_rng(11), 256, 1.2)
