"""Trees of hot dry land far off: acacias with their flat crowns and thick baobabs, painted sharp in linear
light on layers of premultiplied RGBA for the lens to soften."""

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, Random
from core.scenes.parts.distance import Foliage, crown
from core.scenes.parts.grids import Numbers, ramp, tiled
from core.scenes.parts.outdoors import Day
from core.scenes.parts.soils import linear
from core.scenes.parts.stems import bark_tile
from core.scenes.parts.viewpoint import FOCAL, Viewpoint

Point = tuple[float, float]
"""A column and a row in shares of the picture's height."""
ACACIA = Foliage(linear("2f3218"), linear("8d8b45"), 0.004, 0.08)
SPARSE = Foliage(linear("33381c"), linear("8a9050"), 0.003, 0.2)


def stands_at(view: Viewpoint, across: float, away: float) -> tuple[float, float, float]:
    """Column and row of a foot ``across`` and ``away`` metres from the camera, and the heights of the picture
    in a metre there."""
    unit = FOCAL / away
    return view.aspect / 2 + across * unit, view.vanish + view.eye * unit, unit


def limb(
    layer: Numbers, points: list[Point], thick: tuple[float, float], colours: tuple[Array, Array]
) -> None:
    """A tapering limb along ``points`` on the layer in place, ``thick`` half widths at both ends, its lower
    half in the first of the ``colours`` and its upper half in the second."""
    height = layer.shape[0]
    at = np.array(points, np.float32)
    along = np.gradient(at, axis=0)
    normal = np.stack([along[:, 1], -along[:, 0]], 1) / (np.linalg.norm(along, axis=1, keepdims=True) + 1e-9)
    # The same side all the way: the upper one, of what stands upright the right one.
    upright = abs(float(normal[:, 1].mean())) < 0.25
    upward = normal * (
        np.sign(float(normal[:, 0].mean())) if upright else -np.sign(float(normal[:, 1].mean()))
    )
    half = np.linspace(*thick, len(points))[:, None]
    # A hair thinner than a pixel would come and go along its way.
    half = np.maximum(half, 0.35 / height)
    for start, end, colour in ((-1.0, 0.1, colours[0]), (0.1, 1.0, colours[1])):
        outline = np.concatenate([at + start * half * upward, (at + end * half * upward)[::-1]])
        points_ = (outline * height * 16).astype(np.int32)
        cv2.fillPoly(layer, [points_], (*colour.tolist(), 1.0), cv2.LINE_8, 4)


def bent(rng: Random, start: Point, end: Point, sag: float, steps: int = 7) -> list[Point]:
    """Points from ``start`` to ``end``, bowed down by ``sag`` of the way and a little crooked."""
    t = np.linspace(0, 1, steps)
    long = float(np.hypot(end[0] - start[0], end[1] - start[1]))
    kinks = np.cumsum(rng.normal(0, 0.03 * long, (steps, 2)), axis=0)
    kinks -= kinks[-1] * t[:, None]
    x = start[0] + (end[0] - start[0]) * t + kinks[:, 0]
    y = start[1] + (end[1] - start[1]) * t + kinks[:, 1] + sag * long * np.sin(np.pi * t)
    return [(float(a), float(b)) for a, b in zip(x, y, strict=True)]


def _barks(day: Day, code: str) -> tuple[Array, Array]:
    """A limb's colours in shade and in the light."""
    bark = linear(code)
    side = max(0.1, -day.toward[2]) * 0.5 + abs(day.toward[0]) * 0.3
    return bark * (day.sky * 0.35 + day.sun * 0.05), bark * (day.sky * 0.8 + day.sun * min(1.0, side + 0.15))


def acacia(rng: Random, layer: Numbers, view: Viewpoint, day: Day, at: Point, high: float) -> None:
    """An umbrella acacia ``high`` metres tall at metres ``at`` (across, away), on the layer in place."""
    x, foot, unit = stands_at(view, *at)
    reach = 0.62 * high * float(rng.uniform(0.9, 1.25)) * unit
    if not -reach < x < view.aspect + reach:
        return
    tall, barks = high * unit, _barks(day, "6a5a48")
    lean = float(rng.normal(0, 0.06)) * tall
    fork = (x + lean, foot - float(rng.uniform(0.3, 0.42)) * tall)
    thick = 0.028 * tall
    limb(layer, bent(rng, (x, foot + 0.004 * tall), fork, 0.0), (thick * 1.25, thick * 0.8), barks)
    leaf = float(np.clip(0.07 * unit, 0.0016, 0.0075))
    foliage = Foliage(
        ACACIA.shade,
        (ACACIA.sunny * rng.uniform(0.85, 1.15, 3)).astype(np.float32),
        leaf,
        ACACIA.gaps,
    )
    tips: list[tuple[float, Point]] = []
    for side in np.linspace(-1, 1, int(rng.integers(6, 9))):
        end = (
            x + lean + float(side + rng.normal(0, 0.08)) * 0.8 * reach,
            foot - (0.86 - 0.1 * float(side) ** 2 + float(rng.normal(0, 0.02))) * tall,
        )
        points = bent(rng, fork, end, float(0.22 * abs(side)))
        limb(layer, points, (thick * 0.6, thick * 0.12), barks)
        middle = points[4]
        for _ in range(2):
            twig = (
                end[0] + float(rng.normal(0, 0.13)) * reach,
                end[1] - float(rng.uniform(0.0, 0.08)) * tall,
            )
            limb(layer, bent(rng, middle, twig, 0.1), (thick * 0.26, thick * 0.06), barks)
        tips.append((float(rng.random()), end))
    for _, (column, row) in sorted(tips):
        deep, wide = float(rng.uniform(0.05, 0.075)) * tall, float(rng.uniform(0.3, 0.42)) * reach
        crown(rng, layer, (row - 0.04 * tall, column), (deep, wide), foliage, day)
    crown(rng, layer, (foot - 0.93 * tall, x + lean), (0.06 * tall, 0.6 * reach), foliage, day)


def baobab(rng: Random, layer: Numbers, view: Viewpoint, day: Day, at: Point, high: float) -> None:
    """A baobab ``high`` metres tall at metres ``at`` (across, away): a smooth thick bole, short limbs and
    sparse leaves on its top, on the layer in place."""
    x, foot, unit = stands_at(view, *at)
    tall = high * unit
    if not -0.5 * tall < x < view.aspect + 0.5 * tall:
        return
    half = float(rng.uniform(0.075, 0.105)) * tall
    neck = foot - float(rng.uniform(0.74, 0.82)) * tall
    barks = _barks(day, "a08a7a")
    leaf = float(np.clip(0.11 * unit, 0.0016, 0.006))
    foliage = Foliage(SPARSE.shade, SPARSE.sunny, leaf, SPARSE.gaps)
    ends: list[Point] = []
    for side in rng.permutation(np.linspace(-1, 1, 11)).tolist():
        start = (x + side * 0.55 * half, neck + 0.02 * tall)
        end = (
            x + (side + float(rng.normal(0, 0.1))) * 0.3 * tall,
            neck - (0.17 - 0.11 * abs(side) + float(rng.uniform(0, 0.05))) * tall,
        )
        points = bent(rng, start, end, -0.12)
        limb(layer, points, (0.2 * half, 0.05 * half), barks)
        for _ in range(3):
            twig = (
                end[0] + float(rng.normal(0, 0.05)) * tall,
                end[1] - float(rng.uniform(-0.01, 0.05)) * tall,
            )
            limb(layer, bent(rng, points[4], twig, -0.1), (0.07 * half, 0.02 * half), barks)
            ends.append(twig)
    _bole(rng, layer, day, (x, foot, neck), half)
    for column, row in ends:
        size = float(rng.uniform(0.015, 0.03)) * tall
        crown(rng, layer, (row, column), (size, 1.9 * size), foliage, day)


def _bole(rng: Random, layer: Numbers, day: Day, at: tuple[float, float, float], half: float) -> None:
    """A baobab's trunk at column ``at[0]`` from the row ``at[1]`` up to ``at[2]``, on the layer in place."""
    x, foot, neck = at
    up = np.linspace(0, 1, 40, dtype=np.float32)
    swell = float(rng.uniform(-0.1, 0.16))
    wide = half * (1 + swell * np.sin(np.pi * up) - 0.16 * up + 0.4 * np.exp(-up / 0.035))
    wide = wide * (1 - 0.3 * ramp(up, 0.93, 1.0))
    middle = x + 0.08 * half * np.sin(3 * up + float(rng.uniform(0, 6)))
    trunk(rng, layer, day, foot + (neck - foot) * up, middle, wide, "ab9484", 0.14)


def trunk(
    rng: Random,
    layer: Numbers,
    day: Day,
    rows: Numbers,
    middle: Numbers,
    half: Numbers,
    code: str,
    rough: float = 0.3,
) -> None:
    """A round trunk on the layer in place: at each of the ``rows`` (falling evenly, its foot first) its
    ``middle`` column and ``half`` width; bark of the colour ``code``, ``rough`` how deep its furrows are."""
    height, width = layer.shape[:2]
    foot, neck = float(rows[0]), float(rows[-1])
    top, end = max(0, int(neck * height)), min(height, int(foot * height) + 2)
    left = max(0, int((middle - 1.2 * half).min() * height))
    right = min(width, int((middle + 1.2 * half).max() * height) + 2)
    if end - top < 2 or right - left < 2:
        return
    y = (np.arange(top, end, dtype=np.float32) + 0.5) / height
    up = (foot - y) / (foot - neck)
    share = np.linspace(0, 1, len(rows))
    wide = np.interp(up, share, half).astype(np.float32)[:, None]
    centre = np.interp(up, share, middle).astype(np.float32)[:, None]
    across = (((np.arange(left, right, dtype=np.float32) + 0.5) / height)[None] - centre) / wide
    tile, shift = bark_tile(), rng.uniform(0, 256, 2).tolist()
    turned = np.arcsin(np.clip(across, -1, 1))
    along = np.broadcast_to((up * (foot - neck) / float(half.mean()) * 6)[:, None], across.shape)
    folds = tiled(tile, turned * 20 + shift[0], along * 0.5 + shift[1])
    rings = tiled(tile, turned * 9 + shift[1], along * 2.4 + shift[0])
    cover = np.clip((1 - np.abs(across) + 0.05 * folds) * wide * height + 0.5, 0, 1)
    cover = cover * ((up >= 0) & (up <= 1))[:, None]
    depth = np.sqrt(np.clip(1 - across**2, 0, 1))
    facing = np.clip(across * day.toward[0] - depth * day.toward[2] + 0.1 * folds, 0, 1)
    tone = np.clip(1 + rough * folds + 0.7 * rough * rings, 0.3, 1.7)
    low = np.exp(-np.clip(up, 0, None) / 0.05)[:, None]
    colour = linear(code) * tone[..., None] * day.lit(facing * 0.9, 0.42 + 0.2 * depth - 0.2 * low)
    part = layer[top:end, left:right]
    part *= 1 - cover[..., None]
    part += np.dstack([colour * cover[..., None], cover]).astype(np.float32)
