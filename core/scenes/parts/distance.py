"""What grows far off: leafy trees and walls of leaves, painted sharp in linear light for the lens to
soften. Layers are premultiplied RGBA of any size; all measures are shares of the height."""

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt

from core.scenes.parts.canvas import Array, Random, grid
from core.scenes.parts.channels import joined
from core.scenes.parts.grids import Numbers, tiled
from core.scenes.parts.outdoors import Day
from core.scenes.parts.periodic import fractal
from core.scenes.parts.ranges import Range, land_tile, mountains
from core.scenes.parts.same import State, set_state, state_of, while_small
from core.scenes.parts.stems import Px, bark_tile, firs, trunks

__all__ = [
    "Foliage", "Range", "bark_tile", "crown", "firs", "hazed", "land_tile", "leaves_wall", "mountains",
    "stamp", "trees", "trunks",
]  # fmt: skip


def hazed(layer: Numbers, day: Day, distance: float) -> Array:
    """The layer seen through ``distance`` (0 … 1, the horizon) of air."""
    share = 1 - np.exp(-day.air * distance)
    air = day.horizon * 0.72 + day.sky * 0.22
    *colour, alpha = cv2.split(layer)
    made = [part * (1 - share) + alpha * tone * share for part, tone in zip(colour, air, strict=True)]
    return cv2.merge([*(part.astype(alpha.dtype) for part in made), alpha])


@dataclass(frozen=True)
class Foliage:
    """Leaves: linear colours in shade and sun, size of a leaf (of a cluster of them far off), share of gaps
    through which the sky shines; whether crowns are of several, as boughs carry them, and not one ball."""

    shade: Array
    sunny: Array
    leaf: float = 0.006
    gaps: float = 0.06
    boughs: bool = False


def stamp(layer: Numbers, rows: Numbers, columns: Numbers, radii: Numbers, colours: Numbers) -> None:
    """Dots on the RGBA layer in place: middles in heights, ``radii`` in px, linear ``colours`` N×3; later
    ones mostly over earlier ones."""
    height, width = layer.shape[:2]
    row, column = np.floor(rows * height).astype(int), np.floor(columns * height).astype(int)
    paint = np.concatenate([colours, np.ones((len(colours), 1))], axis=1).astype(np.float32)
    # Four channels of 32 bits are moved as one number of 128.
    whole, dots = layer.view(np.complex128)[..., 0], paint.view(np.complex128)[:, 0]
    reach = int(np.ceil(radii.max()))
    largest, down, aside, far = radii**2 + 0.3, *_around(reach)
    inside = reach <= row.min() and row.max() < height - reach
    inside = inside and reach <= column.min() and column.max() < width - reach
    many = max(1, TOGETHER // len(row))
    for first in range(0, len(down), many):
        offsets = slice(first, first + many)
        near = far[offsets, None] <= largest
        r, c = (row + down[offsets, None])[near], (column + aside[offsets, None])[near]
        seen = np.broadcast_to(dots, near.shape)[near]
        if not inside:
            kept = (r >= 0) & (r < height) & (c >= 0) & (c < width)
            r, c, seen = r[kept], c[kept], seen[kept]
        whole[r, c] = seen


TOGETHER = 40000
"""Px of dots that are set at once: few enough for the processor's cache."""


@lru_cache(maxsize=64)
def _around(reach: int) -> tuple[Numbers, Numbers, Numbers]:
    """The px of a disc that reaches so far, row by row: down and aside from its middle, and the square of
    how far that is."""
    down, aside = np.mgrid[-reach : reach + 1, -reach : reach + 1].reshape(2, -1)
    far = down**2 + aside**2
    inside = far <= reach**2 + 0.3
    return down[inside], aside[inside], far[inside]


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
    share = np.clip(facing * 0.7, 0, 1)
    albedo = [foliage.shade[i] * (1 - share) + foliage.sunny[i] * share for i in range(3)]
    light = [day.sun[i] * facing * 0.85 + day.sky[i] * grown.open for i in range(3)]
    colours = np.stack([albedo[i] * light[i] * grown.tone for i in range(3)], axis=1)
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


@lru_cache(maxsize=900)
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
            foliage.shade * own.uniform(0.8, 1.2),
            hue.astype(np.float32),
            foliage.leaf,
            foliage.gaps,
            foliage.boughs,
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
        grow = _boughs if foliage.boughs else crown
        grow(own, layer, (foot - high * 0.58, x), (high * 0.46, half), made, day)
    if shrubs:
        for x in np.arange(-0.1, width / height + 0.1, 0.09):
            own = np.random.default_rng(rng.integers(2**62))
            high = float(np.mean(tall)) * own.uniform(0.12, 0.3)
            crown(own, layer, (foot - high * 0.4, float(x)), (high * 0.7, 0.1), foliage, day)
    return layer


BOUGHS = ((-0.42, -0.45, 0.55), (-0.38, 0.42, 0.6), (0.0, -0.2, 0.62), (0.12, 0.34, 0.5), (0.5, 0.02, 0.5))
"""Where the crowns of a tree's boughs are, up and aside in half axes of the whole, and how large by it."""


FAR = 0.07
"""Half the height of a crown up to which three boughs do."""


def _boughs(
    rng: Random,
    layer: Numbers,
    at: tuple[float, float],
    size: tuple[float, float],
    foliage: Foliage,
    day: Day,
) -> None:
    """As ``crown``, of several crowns, no two trees alike."""
    lean = float(rng.normal(0, 0.15))
    for up, aside, share in BOUGHS if size[0] > FAR else BOUGHS[:3]:
        down = -(up + float(rng.normal(0, 0.14))) * size[0]
        across = (aside + float(rng.normal(0, 0.2)) + lean * up) * size[1]
        large = share * float(rng.uniform(0.75, 1.2))
        crown(rng, layer, (at[0] + down, at[1] + across), (large * size[0], large * size[1]), foliage, day)


def leaves_wall(
    rng: Random, shape: tuple[int, int], foliage: Foliage, day: Day, light: float, count: int
) -> Array:
    """A wall of leaves out of the depth of a wood, linear H×W×3: masses in shade and sun, with ``light`` 0…1
    of it open to the sky, whose gaps are bright enough to become discs."""
    height = shape[0]
    made, then = while_small(_masses, height)(state_of(rng), shape, count)
    set_state(rng, then)
    shade, sunny, share = foliage.shade, foliage.sunny, made.share
    lit = [sky + sun * share for sky, sun in zip(day.sky * 0.7, day.sun * 0.4, strict=True)]
    image = [(shade[i] * (1 - share) + sunny[i] * share) * lit[i] for i in range(3)]
    back = joined(*image, np.ones_like(share))
    bright = day.horizon * 1.0 + day.sun * 0.35
    open_ = light * np.clip(0.35 + 0.55 * made.mass, 0, 1) * (1.35 - 1.2 * made.row)
    gap, leaf = made.kind < 0.5 * open_, made.kind < 0.35 + 0.3 * made.mass
    tone = made.tone[:, None]
    colours = np.where(leaf[:, None], sunny * (day.sun * 1.1 + day.sky * 0.5) * tone, shade * day.sky * tone)
    colours = np.where(gap[:, None], bright * (1.2 + 2.2 * tone * light), colours)
    radii = np.where(gap, 0.55, np.where(leaf, 1.0, 1.2)) * made.size * foliage.leaf * height * 8
    pixels = np.maximum(5, radii.astype(int)).tolist()
    for centre, reach, colour in zip(made.centres, pixels, colours.tolist(), strict=True):
        cv2.circle(back, centre, reach, (*colour, 1.0), -1, cv2.LINE_8, 3)
    return back[..., :3]


@dataclass(frozen=True)
class Masses:
    """A wall of leaves in any light: how sunny each px of its masses is (H×W, 0…1); of its N leaves the
    ``centres`` in eighths of a px, rows in heights, draws for kind, tone and size, and the mass they lie
    in."""

    share: Array
    centres: list[Px]
    row: Numbers
    kind: Numbers
    tone: Numbers
    size: Numbers
    mass: Numbers


@lru_cache(maxsize=4)
def _masses(state: State, shape: tuple[int, int], count: int) -> tuple[Masses, State]:
    """A wall of ``count`` leaves in four heights' width drawn from there, and where the draws go on."""
    rng = np.random.default_rng(0)
    set_state(rng, state)
    height, width = shape
    y, x = grid(height, width)
    mass = tiled(fractal(rng, 256, 1.5), x * 110, y * 110 + 40)
    share = np.clip(0.42 + 0.3 * mass + 0.3 * (0.5 - y), 0, 1)
    spots = rng.random((count, 2)) * (1, 4)
    kinds, tones, sizes = rng.random(count), rng.uniform(0.35, 1.5, count), rng.uniform(0.5, 1.5, count)
    columns = spots[:, 1] - 2 + width / height / 2
    seen = (columns >= 0) & (columns < width / height)
    row, column = spots[seen, 0], columns[seen]
    down, aside = (row * height).astype(int), (column * height).astype(int)
    own = mass[np.minimum(height - 1, down), np.minimum(width - 1, aside)].astype(np.float64)
    places = zip(
        (column * height * 8).astype(int).tolist(), (row * height * 8).astype(int).tolist(), strict=True
    )
    return Masses(share, list(places), row, kinds[seen], tones[seen], sizes[seen], own), state_of(rng)
