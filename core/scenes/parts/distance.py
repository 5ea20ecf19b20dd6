"""What grows far off: trees, firs, trunks and walls of leaves, painted sharp in linear light for the lens to
soften. Layers are premultiplied RGBA of any size; all measures are shares of the height."""

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt

from core.scenes.parts.canvas import Array, Random, grid
from core.scenes.parts.grids import Numbers, ramp, tiled
from core.scenes.parts.outdoors import Day
from core.scenes.parts.periodic import fractal
from core.scenes.parts.ranges import Range, land_tile, mountains
from core.scenes.parts.same import State, set_state, state_of

__all__ = [
    "Foliage", "Range", "bark_tile", "crown", "firs", "hazed", "land_tile", "leaves_wall", "mountains",
    "stamp", "trees", "trunks",
]  # fmt: skip


def hazed(layer: Numbers, day: Day, distance: float) -> Array:
    """The layer seen through ``distance`` (0 … 1, the horizon) of air."""
    share = 1 - np.exp(-day.air * distance)
    air = day.horizon * 0.72 + day.sky * 0.22
    made = layer.copy()
    made[..., :3] = layer[..., :3] * (1 - share) + layer[..., 3:] * air * share
    return made


@dataclass(frozen=True)
class Foliage:
    """Leaves: linear colours in shade and sun, size of a leaf (of a cluster of them far off), share of gaps
    through which the sky shines."""

    shade: Array
    sunny: Array
    leaf: float = 0.006
    gaps: float = 0.06


def stamp(layer: Numbers, rows: Numbers, columns: Numbers, radii: Numbers, colours: Numbers) -> None:
    """Dots on the RGBA layer in place: middles in heights, ``radii`` in px, linear ``colours`` N×3; later
    ones mostly over earlier ones."""
    height, width = layer.shape[:2]
    row, column = np.floor(rows * height).astype(int), np.floor(columns * height).astype(int)
    paint = np.concatenate([colours, np.ones((len(colours), 1))], axis=1).astype(np.float32)
    largest, down, aside = radii**2 + 0.3, *_around(int(np.ceil(radii.max())))
    many = max(1, TOGETHER // len(row))
    for first in range(0, len(down), many):
        offsets = slice(first, first + many)
        r, c = row + down[offsets, None], column + aside[offsets, None]
        near = down[offsets, None] ** 2 + aside[offsets, None] ** 2 <= largest
        place, dot = np.nonzero(near & (r >= 0) & (r < height) & (c >= 0) & (c < width))
        layer[r[place, dot], c[place, dot]] = paint[dot]


TOGETHER = 40000
"""Px of dots that are set at once: few enough for the processor's cache."""


@lru_cache(maxsize=64)
def _around(reach: int) -> tuple[Numbers, Numbers]:
    """The px of a disc that reaches so far, row by row: down and aside from its middle."""
    down, aside = np.mgrid[-reach : reach + 1, -reach : reach + 1].reshape(2, -1)
    inside = down**2 + aside**2 <= reach**2 + 0.3
    return down[inside], aside[inside]


def crown(
    rng: Random,
    layer: Numbers,
    at: tuple[float, float],
    size: tuple[float, float],
    foliage: Foliage,
    day: Day,
) -> None:
    """A leafy crown around ``at`` (y, x) with half axes ``size`` (y, x), drawn on the layer in place."""
    many = int(np.clip(1.5 * size[0] * size[1] / foliage.leaf**2, 60, 2600))
    grown, then = _grown(state_of(rng), many, foliage.leaf, foliage.gaps)
    set_state(rng, then)
    spots, right, up, away = grown.spots, *day.toward
    facing = np.clip(0.42 + 0.95 * (grown.normal @ np.array([right, up, -away])), 0, 1.6)
    facing = facing + 0.3 * day.behind * grown.glint
    share = np.clip(facing * 0.7, 0, 1)[:, None]
    albedo = foliage.shade * (1 - share) + foliage.sunny * share
    light = day.sun * facing[:, None] * 0.85 + day.sky * grown.open[:, None]
    colours = albedo * light * grown.tone[:, None]
    colours[grown.holes] = day.horizon * 0.9 + day.sun * 0.8 * day.behind
    radii = grown.radii * layer.shape[0]
    order = np.argsort(-spots[:, 2] + 0.5 * facing)
    rows, columns = at[0] - spots[:, 1] * size[0], at[1] + spots[:, 0] * size[1]
    stamp(layer, rows[order], columns[order], radii[order], colours[order])


@dataclass(frozen=True)
class Grown:
    """A crown's leaves in any light, N of them in a unit ball: middles and normals N×3, how much they glint
    against the light, how open they lie to the sky, their tone, which are gaps, and radii in heights."""

    spots: Numbers
    normal: Numbers
    glint: Numbers
    open: Numbers
    tone: Numbers
    holes: npt.NDArray[np.bool_]
    radii: Numbers


@lru_cache(maxsize=600)
def _grown(state: State, many: int, leaf: float, gaps: float) -> tuple[Grown, State]:
    """A crown of ``many`` leaves drawn from there, and where the draws go on."""
    rng = np.random.default_rng(0)
    set_state(rng, state)
    parts = 22
    clumps = rng.normal(0, 0.5, (parts, 3)).clip(-0.85, 0.85)
    which = rng.integers(0, parts, many)
    spots = clumps[which] + rng.normal(0, 0.19, (many, 3))
    spots = spots / np.maximum(1, np.linalg.norm(spots, axis=1, keepdims=True))
    # Lit by where it lies in the crown and in its own clump, as if both were balls.
    normal = 0.5 * spots + 1.5 * (spots - clumps[which])
    glint = rng.random(many)
    open_ = np.clip(0.5 + 0.45 * spots[:, 1] - 0.2 * spots[:, 2], 0.14, 1)
    tone = rng.uniform(0.6, 1.4, many)
    holes = rng.random(many) < gaps
    radii = leaf * rng.uniform(0.5, 1.3, many) * np.where(holes, 0.5, 1.0)
    return Grown(spots, normal, glint, open_, tone, holes, radii), state_of(rng)


def trees(
    rng: Random,
    shape: tuple[int, int],
    foot: float,
    tall: tuple[float, float],
    count: int,
    foliage: Foliage,
    day: Day,
    shrubs: bool = True,
) -> Array:
    """A row of leafy trees, ``count`` in four picture heights' width, on the row ``foot``: RGBA."""
    height, width = shape
    layer = np.zeros((height, width, 4), np.float32)
    for _ in range(count):
        x, high, broad = rng.uniform(-2, 2), rng.uniform(*tall), rng.uniform(0.55, 0.95)
        own = np.random.default_rng(rng.integers(2**62))
        x += width / height / 2
        if not -0.5 < x < width / height + 0.5:
            continue
        hue = foliage.sunny * own.uniform(0.75, 1.2, 3) ** np.array([0.7, 0.5, 0.5]) * own.uniform(0.8, 1.15)
        made = Foliage(
            foliage.shade * own.uniform(0.8, 1.2), hue.astype(np.float32), foliage.leaf, foliage.gaps
        )
        half = high * broad * 0.5
        bark = (np.array([0.05, 0.04, 0.03]) * (day.sky + 0.4 * day.sun)).tolist()
        wide = max(1, int(high * 0.045 * height))
        foot_at = (int(x * height), int((foot + 0.01) * height))
        cv2.line(
            layer,
            foot_at,
            (int((x + own.normal(0, 0.03)) * height), int((foot - high * 0.6) * height)),
            (*bark, 1.0),
            wide,
        )
        crown(own, layer, (foot - high * 0.58, x), (high * 0.46, half), made, day)
    if shrubs:
        for x in np.arange(-0.1, width / height + 0.1, 0.09):
            own = np.random.default_rng(rng.integers(2**62))
            high = float(np.mean(tall)) * own.uniform(0.12, 0.3)
            crown(own, layer, (foot - high * 0.4, float(x)), (high * 0.7, 0.1), foliage, day)
    return layer


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
    tiers = int(np.clip(high * 75, 9, 46))
    trunk = (int(x * height), int(foot * height))
    bark = (np.array([0.05, 0.038, 0.03]) * (day.sky + 0.4 * day.sun)).tolist()
    cv2.line(
        layer,
        trunk,
        (trunk[0], int((foot - high) * height)),
        (*bark, 1.0),
        max(1, int(0.012 * high * height)),
    )
    for t in np.linspace(0.06, 1, tiers):
        reach = high * slim * (1 - t) ** 0.85 * rng.uniform(0.75, 1.2) + 0.004
        y = foot - high * t
        for _ in range(9):
            side = rng.uniform(-1, 1)
            tip = (x + reach * side, y + reach * (0.32 + 0.25 * abs(side)) * rng.uniform(0.7, 1.3))
            faced = 0.45 + 0.55 * side * day.toward[0] - 0.4 * day.toward[2]
            facing = np.float64(min(max(faced, 0.05), 1))
            tone = rng.uniform(0.55, 1.3)
            colour = (dark + (light - dark) * facing) * (day.sun * facing + day.sky * 0.75) * tone
            start = (int(x * height * 8), int(y * height * 8))
            end = (int(tip[0] * height * 8), int(tip[1] * height * 8))
            thick = max(1, int(reach * 0.2 * height))
            cv2.line(layer, start, end, (*colour.tolist(), 1.0), thick, cv2.LINE_8, 3)
            if rng.random() < snowy:
                snow = white * (day.sun * facing * 0.8 + day.sky * 0.9) * rng.uniform(0.7, 1.1)
                lift = int(-thick * 4)
                cv2.line(
                    layer,
                    (start[0], start[1] + lift),
                    (end[0], end[1] + lift),
                    (*snow.tolist(), 1.0),
                    max(1, thick * 2 // 3),
                    cv2.LINE_8,
                    3,
                )


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
        own = np.random.default_rng(rng.integers(2**62))
        x, half_wide = own.uniform(-2, 2), half[0] + (half[1] - half[0]) * near * own.uniform(0.7, 1.15)
        x += width / height / 2 + np.copysign(0.0, x)
        if not -0.15 < x < width / height + 0.15 or abs(x - width / height / 2) < clear:
            continue
        base = foot[0] + (foot[1] - foot[0]) * near
        y = (np.arange(int(min(1, base + 0.004) * height), dtype=np.float32) + 0.5) / height
        rise = base - y
        centre = x + own.normal(0, 0.05) * rise + 0.006 * np.sin(y * own.uniform(3, 7) + own.uniform(0, 6))
        wide = half_wide * (1 - 0.18 * rise + 0.55 * np.exp(-rise / (1.6 * half_wide)))
        left, end = (
            int(max(0, (centre - wide).min() * height - 2)),
            int(min(width, (centre + wide).max() * height + 3)),
        )
        if end <= left:
            continue
        at = (np.arange(left, end, dtype=np.float32) + 0.5) / height
        across = (at[None] - centre[:, None]) / wide[:, None]
        cover = np.clip((1 - np.abs(across)) * wide[:, None] * height + 0.5, 0, 1)
        depth = np.sqrt(np.clip(1 - across**2, 0, 1))
        facing = np.clip(across * right - depth * away, 0, 1)
        tone = _bark(own, y, across, wide, birch)
        light = day.sun * (0.75 * facing[..., None]) + day.sky * (0.4 + 0.35 * np.abs(across[..., None]))
        colour = bark * tone[..., None] * light
        part = layer[: len(y), left:end]
        part *= 1 - cover[..., None]
        part += np.dstack([colour * cover[..., None], cover])
    return layer


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


def leaves_wall(
    rng: Random, shape: tuple[int, int], foliage: Foliage, day: Day, light: float, count: int
) -> Array:
    """A wall of leaves out of the depth of a wood, linear H×W×3: masses in shade and sun, with ``light`` 0…1
    of it open to the sky, whose gaps are bright enough to become discs."""
    height, width = shape
    y, x = grid(height, width)
    tile = fractal(rng, 256, 1.5)
    mass = tiled(tile, x * 110, y * 110 + 40)
    share = np.clip(0.42 + 0.3 * mass + 0.3 * (0.5 - y), 0, 1)[..., None]
    image = (foliage.shade * (1 - share) + foliage.sunny * share) * (day.sky * 0.7 + day.sun * 0.4 * share)
    bright = day.horizon * 1.0 + day.sun * 0.35
    back = np.dstack([image, np.ones_like(y)]).astype(np.float32)
    spots = rng.random((count, 2)) * (1, 4)
    kinds, tones, sizes = rng.random(count), rng.uniform(0.35, 1.5, count), rng.uniform(0.5, 1.5, count)
    for i in range(count):
        column = spots[i, 1] - 2 + width / height / 2
        if not 0 <= column < width / height:
            continue
        row = spots[i, 0]
        m = float(mass[min(height - 1, int(row * height)), min(width - 1, int(column * height))])
        open_ = light * min(max(0.35 + 0.55 * m, 0), 1) * (1.35 - 1.2 * row)
        if kinds[i] < 0.5 * open_:
            colour, radius = bright * (1.2 + 2.2 * tones[i] * light), 0.55
        elif kinds[i] < 0.35 + 0.3 * m:
            colour, radius = foliage.sunny * (day.sun * 1.1 + day.sky * 0.5) * tones[i], 1.0
        else:
            colour, radius = foliage.shade * day.sky * tones[i], 1.2
        centre = (int(column * height * 8), int(row * height * 8))
        pixels = max(5, int(radius * sizes[i] * foliage.leaf * height * 8))
        cv2.circle(back, centre, pixels, (*colour.tolist(), 1.0), -1, cv2.LINE_8, 3)
    return back[..., :3]
