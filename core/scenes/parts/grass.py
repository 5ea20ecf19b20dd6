"""Grass and flowers that really stand on the ground: strips of blades, set up one behind the other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import ceil, floor

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, Random
from core.scenes.parts.channels import dimmed
from core.scenes.parts.grids import Numbers, halved, ramp, resized
from core.scenes.parts.outdoors import Day
from core.scenes.parts.relief import laid
from core.scenes.parts.soils import Seed, linear, rough
from core.scenes.parts.viewpoint import Viewpoint

STRIP = (192, 2048)
"""Rows and columns of a strip of blades; the blades take the rows between 8 % and 98 %."""


@dataclass(frozen=True)
class Turf:
    """A sort of grass: ``tall`` metres, blades a metre and strip, half width of a blade and how far it leans
    in shares of its length; colours (sRGB) of fresh and dry blades, and the share that is dry."""

    tall: float
    dense: float
    wide: float
    lean: float
    fresh: str
    dry: str
    withered: float


@lru_cache(maxsize=12)
def strip(seed: Seed, turf: Turf) -> Array:
    """A strip of blades that repeats sideways: tone, height along the blade, dryness, alpha; 0…255."""
    rng = np.random.default_rng(seed)
    rows, columns = 2 * STRIP[0], 2 * STRIP[1]
    made = np.zeros((rows, columns, 4), np.uint8)
    unit = rows * 0.9  # px of a blade of full length
    count = round(turf.dense * columns / unit * turf.tall)
    t = np.linspace(0, 1, 6)
    taper = np.array([0.8, 1.0, 0.95, 0.75, 0.45, 0.04])
    for _ in range(count):
        long = unit * rng.uniform(0.35, 1.0) ** 0.8
        root, bow = rng.uniform(0, columns), rng.normal(0, turf.lean)
        side = root + long * (bow * 0.25 * t + bow * t**2.2)
        up = rows * 0.98 - long * (t - 0.22 * abs(bow) * t**2.4)
        half = turf.wide * long * rng.uniform(0.7, 1.3) * taper
        tone, dry = rng.integers(120, 256), int(255 * (rng.random() < turf.withered) * rng.uniform(0.5, 1))
        for i in range(5):
            edge = (
                (side[i] - half[i], up[i]),
                (side[i] + half[i], up[i]),
                (side[i + 1] + half[i + 1], up[i + 1]),
            )
            quad = np.array([*edge, (side[i + 1] - half[i + 1], up[i + 1])]) * 16
            colour = (int(tone), int(255 * (up[0] - up[i]) / unit), dry, 255)
            for moved in (0, -columns, columns):
                if -unit < root + moved < columns + unit:
                    points = (quad + np.array([moved * 16, 0])).astype(np.int32)
                    cv2.fillConvexPoly(made, points, colour, cv2.LINE_8, 4)
    return resized(made.astype(np.float32), *STRIP)


def lit_strip(seed: Seed, turf: Turf, day: Day, rows: int) -> list[Array]:
    """The strip under the light of day, premultiplied linear RGBA, with its halved copies; not finer than
    blades of ``rows`` px need."""
    raw = strip(seed, turf)
    while raw.shape[0] >= 2.6 * rows and raw.shape[0] > 24:
        raw = halved(raw)
    copies = [_lit(raw, turf, day)]
    while min(copies[-1].shape[:2]) > 6:
        copies.append(halved(copies[-1]))
    return copies


def _lit(raw: Array, turf: Turf, day: Day) -> Array:
    """Blades (as ``strip`` has them) under the light of day, premultiplied linear RGBA."""
    alpha = raw[..., 3:] / 255
    full = raw[..., :3] / 255 / np.maximum(alpha, 1e-3)
    tone, up, dry = (full[..., i : i + 1] for i in range(3))
    albedo = linear(turf.fresh) * (1 - dry) + linear(turf.dry) * dry
    shine = 0.35 + 0.4 * day.behind + 0.25 * day.toward[1]
    glow = (linear(turf.fresh) ** 0.75 * np.array([1.0, 1.0, 0.45], np.float32)) * 0.9 * day.behind
    light = day.sun * shine * (0.12 + 0.88 * ramp(up, 0.1, 0.95)) + day.sky * (0.22 + 0.78 * up)
    colour = albedo * light * (0.6 + 1.15 * tone**1.6) + glow * day.sun * ramp(up, 0.3, 1.0) * tone * 0.5
    return np.concatenate([colour * alpha, alpha], axis=2).astype(np.float32)


@lru_cache(maxsize=12)
def _tuft(seed: Seed, turf: Turf) -> Array:
    """One tuft of blades that spread from their root, 256×256 px of what ``strip`` has."""
    rng, size = np.random.default_rng(seed), 512
    made = np.zeros((size, size, 4), np.uint8)
    t = np.linspace(0, 1, 6)
    taper = np.array([0.9, 1.0, 0.9, 0.7, 0.4, 0.04])
    for _ in range(110):
        root = float(rng.normal(0, 0.06))
        bow = 1.9 * root + float(rng.normal(0, 0.16))
        long = size * 0.96 * float(rng.uniform(0.3, 1.0)) * (1 - 0.5 * min(1.0, abs(bow)))
        side = size / 2 + root * size + bow * long * (0.3 * t + 0.75 * t**2.2)
        up = size * 0.99 - long * (t - 0.3 * abs(bow) * t**2.6)
        half = turf.wide * size * 0.5 * rng.uniform(0.7, 1.3) * taper
        tone, dry = int(rng.integers(110, 256)), int(255 * (rng.random() < turf.withered))
        for i in range(5):
            edge = ((side[i] - half[i], up[i]), (side[i] + half[i], up[i]))
            far = ((side[i + 1] + half[i + 1], up[i + 1]), (side[i + 1] - half[i + 1], up[i + 1]))
            colour = (tone, int(255 * min(1.0, 1.2 * (size - up[i]) / size)), dry, 255)
            cv2.fillConvexPoly(made, (np.array([*edge, *far]) * 16).astype(np.int32), colour, cv2.LINE_8, 4)
    return halved(made.astype(np.float32))


def tufts_of(seed: Seed, turf: Turf, day: Day, count: int = 5) -> list[Array]:
    """Single tufts of the turf under the light of day as sprites for ``stick_all``."""
    return [_lit(_tuft((seed[0], seed[1] + i), turf), turf, day) for i in range(count)]


def turf_rows(
    view: Viewpoint, edge: float, tall: float, low: tuple[float, float] | None = None
) -> list[tuple[float, float]]:
    """The rows at which strips of grass stand, from far to near, each with its height in metres: ``tall``,
    and a quarter of it between the rows ``low``."""
    found: list[tuple[float, float]] = []
    row = edge
    while row - tall * view.unit(row) < 1.0 and len(found) < 500:
        own = tall
        if low is not None:
            own *= 1 - 0.75 * float(ramp(row, low[0] - 0.1, low[0]) * (1 - ramp(row, low[1], low[1] + 0.1)))
        found.append((row, own))
        row += max(0.2 * own * view.unit(row), 1 / 640)
    return found


def plant(
    canvas: Numbers, copies: list[Array], view: Viewpoint, row: float, tall: float, at: float, flip: bool
) -> None:
    """Set one strip on the premultiplied ``canvas`` (H×W×4, in place) at ``row``, its start moved by ``at``
    strips."""
    height, width = canvas.shape[:2]
    unit = tall * view.unit(row) * height  # px of a blade
    level = int(np.clip(np.log2(copies[0].shape[0] * 0.9 / max(unit, 1e-3)), 0, len(copies) - 1))
    source = copies[level]
    ratio = source.shape[0] * 0.9 / unit
    top, end = int(np.floor(row * height - unit * 1.06)), int(np.ceil(row * height)) + 1
    top, end = max(0, top), min(height, end)
    if end <= top:
        return
    sense = -1 if flip else 1
    # Middles of px to middles of px; the foot of the blades is at 98 % of the strip.
    down = (top + 0.5 - row * height) * ratio + source.shape[0] * 0.98 - 0.5
    side = (0.5 - width / 2) * ratio * sense + at * source.shape[1]
    rows = down + ratio * np.arange(end - top, dtype=np.float32)
    columns = (side + sense * ratio * np.arange(width, dtype=np.float32)) % source.shape[1]
    map_x = np.broadcast_to(columns.astype(np.float32), (end - top, width))
    map_y = np.broadcast_to(rows.astype(np.float32)[:, None], (end - top, width))
    wide = cv2.copyMakeBorder(source, 0, 0, 0, 1, cv2.BORDER_WRAP)
    layer = cv2.remap(
        wide,
        np.ascontiguousarray(map_x),
        np.ascontiguousarray(map_y),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_CONSTANT,
    )
    band = canvas[top:end]
    band *= cv2.merge([1 - layer[..., 3]] * 4)
    band += layer


def lawn(
    canvas: Numbers,
    seed: Seed,
    view: Viewpoint,
    turf: Turf,
    day: Day,
    edge: float,
    flowers: "Sequence[Flower]" = (),
    sprites: Sequence[Array] = (),
    low: tuple[float, float] | None = None,
) -> None:
    """Grass and flowers on the premultiplied ``canvas`` (in place) from the row ``edge`` to the front, in
    lighter and darker patches; cut short between the rows ``low``, where the subject stands."""
    rng = np.random.default_rng(seed)
    longest = round(turf.tall * view.unit(1.0) * view.height * 1.1)
    strips = [lit_strip((seed[0], seed[1] + i), turf, day, longest) for i in range(3)]
    stands = turf_rows(view, edge, turf.tall, low)
    draws = rng.random((500, 3))
    patch = rough(np.random.default_rng((seed[0], seed[1] ^ 99)), 128, 1.3, 2)
    rows = np.array([edge, *(row for row, _ in stands)], np.float32)
    tones = 0.056 * laid(patch, 9.0, view, rows)[1:]
    waiting = sorted(flowers, key=lambda flower: flower.row)
    for i, (row, tall) in enumerate(stands):
        top = max(0, int((row - tall * view.unit(row) * 1.06) * view.height))
        end = min(view.height, int(row * view.height) + 2)
        kind = int(draws[i, 0] * 3)
        plant(canvas, strips[kind], view, row, tall, float(draws[i, 1]), draws[i, 2] < 0.5)
        if end > top and i % 2:
            dimmed(canvas[top:end], [1 + tones[i]] * 3)
        while waiting and waiting[0].row <= row and sprites:
            stick(canvas, sprites[waiting[0].sort % len(sprites)], view, waiting.pop(0))


@dataclass(frozen=True)
class Flower:
    """One plant: the row of its foot, its column (heights), how tall (metres), which sprite, mirrored?"""

    row: float
    x: float
    tall: float
    sort: int
    flip: bool


def stick(canvas: Numbers, sprite: Numbers, view: Viewpoint, flower: Flower) -> None:
    """Set a sprite (premultiplied linear RGBA, foot at its lower middle) on the canvas, in place."""
    stick_all(canvas, (sprite,), view, (replace(flower, sort=0),))


def stick_all(
    canvas: Numbers, sprites: Sequence[Numbers], view: Viewpoint, flowers: "Sequence[Flower]"
) -> None:
    """Set ``flowers`` on the canvas in their order, in place, each with the sprite of its sort; what is small
    takes a reduced copy of it, which all share."""
    copies = [[sprite] for sprite in sprites]
    for flower in flowers:
        unit = max(1.0, flower.tall * view.unit(flower.row) * canvas.shape[0])
        known, at = copies[flower.sort], 0
        while known[at].shape[0] > 2.2 * unit and min(known[at].shape[:2]) > 4:
            at += 1
            if at == len(known):
                known.append(halved(known[-1]))
        _set(canvas, known[at], flower, unit)


def _set(canvas: Numbers, sprite: Numbers, flower: Flower, unit: float) -> None:
    """Set a sprite that is ``unit`` px high there on the canvas, in place."""
    height, width = canvas.shape[:2]
    ratio = unit / sprite.shape[0]
    wide, tall = ceil(sprite.shape[1] * ratio) + 2, ceil(unit) + 2
    left, top = flower.x * height - sprite.shape[1] * ratio / 2, flower.row * height - unit
    column, row = floor(left), floor(top)
    sense = -ratio if flower.flip else ratio
    start = left - column + (sprite.shape[1] * ratio if flower.flip else 0)
    matrix = np.array(
        [[sense, 0, start + sense / 2 - 0.5], [0, ratio, top - row + ratio / 2 - 0.5]], np.float32
    )
    rows = slice(max(0, row), min(height, row + tall))
    columns = slice(max(0, column), min(width, column + wide))
    if rows.stop <= rows.start or columns.stop <= columns.start:
        return
    layer = cv2.warpAffine(sprite, matrix, (wide, tall), flags=cv2.INTER_LINEAR)
    part = layer[rows.start - row : rows.stop - row, columns.start - column : columns.stop - column]
    under = canvas[rows, columns]
    under *= 1 - part[..., 3:]
    under += part


def strew(
    rng: Random, view: Viewpoint, count: int, edge: float, tall: tuple[float, float], sorts: int
) -> list[Flower]:
    """``count`` plants scattered evenly over the ground between ``edge`` and the front, ``sorts`` sprites."""
    near, far = 1 / (1.25 - view.vanish), 1 / max(edge - view.vanish, 0.03)
    away = np.sqrt(near**2 + (far**2 - near**2) * rng.random(count))
    side, size, sort, turn = (
        rng.uniform(-1, 1, count),
        rng.uniform(*tall, count),
        rng.random(count),
        rng.random(count),
    )
    found = []
    for i in range(count):
        row = view.vanish + 1 / away[i]
        # Drawn for a picture four heights wide, so that a wider one shows more of the same.
        x = view.aspect / 2 + side[i] * 2.0
        if -0.2 < x < view.aspect + 0.2:
            found.append(
                Flower(float(row), float(x), float(size[i]), int(sort[i] * sorts), bool(turn[i] < 0.5))
            )
    return found
