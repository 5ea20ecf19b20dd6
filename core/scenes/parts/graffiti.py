"""Graffiti: patches of rolled paint, pieces of fat letters with fills, outlines and shines, tags over them,
drips. Drawn flat as a picture with alpha, for walls to take as their colour."""

from functools import lru_cache

import cv2
import numpy as np

from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, Random, rgb
from core.scenes.parts.floats import Numbers, f32
from core.scenes.parts.perspective import Tile, periodic

SIDE = 1024
METRES = 5.0
"""What a side of the picture measures on the wall; it repeats sideways."""
ROWS = SIDE // 2
"""Rows from the foot up that may be painted."""
Seed = tuple[int, int]
GLYPHS: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "S": (((0.85, 0.2), (0.5, 0.05), (0.15, 0.25), (0.5, 0.5), (0.85, 0.72), (0.5, 0.95), (0.12, 0.8)),),
    "R": (((0.2, 0.95), (0.18, 0.08), (0.7, 0.1), (0.82, 0.32), (0.6, 0.5), (0.25, 0.52), (0.85, 0.95)),),
    "K": (((0.2, 0.05), (0.2, 0.95)), ((0.85, 0.06), (0.25, 0.52), (0.85, 0.95))),
    "O": (((0.5, 0.06), (0.14, 0.32), (0.16, 0.72), (0.5, 0.94), (0.84, 0.7), (0.86, 0.3), (0.5, 0.06)),),
    "E": (((0.85, 0.1), (0.2, 0.08), (0.18, 0.5), (0.2, 0.93), (0.86, 0.92)), ((0.2, 0.5), (0.68, 0.5))),
    "A": (((0.1, 0.95), (0.5, 0.05), (0.9, 0.95)), ((0.28, 0.62), (0.72, 0.62))),
    "Z": (((0.12, 0.1), (0.86, 0.08), (0.14, 0.92), (0.88, 0.9)),),
    "N": (((0.15, 0.95), (0.16, 0.08), (0.82, 0.92), (0.84, 0.06)),),
    "X": (((0.12, 0.06), (0.88, 0.94)), ((0.88, 0.06), (0.12, 0.94))),
}
"""Skeletons of letters in a unit square, top left first."""
FILLS = (
    ("3fb0d8", "c8e86a"),
    ("f2a53a", "e2437a"),
    ("e8e4dc", "9aa4b4"),
    ("8a54b8", "f08ac0"),
    ("49b86a", "f0e05a"),
    ("e04a3a", "f6c04a"),
    ("2f6fd0", "7ad8e8"),
)
OUTLINES = ("15151a", "201a3a", "3a1420", "f3f1ea")
PATCHES = ("b9b4aa", "8f9aa0", "c9bda6", "6f7f88", "a8a89c", "5f6a5c")
INKS = ("17171a", "f0efe8", "b02a2c", "2a4f9c", "c9c4b8", "d06a2a")


@lru_cache(maxsize=2)
def sprayed(seed: Seed) -> Array:
    """The picture of one wall: linear colour and alpha, SIDE×SIDE×4, of ``METRES``, its last row at the foot;
    its upper half is free. Not to be written to."""
    rng = np.random.default_rng([*seed, 7])
    colour, cover = np.zeros((ROWS, SIDE, 3), np.float32), np.zeros((ROWS, SIDE), np.float32)
    for _ in range(int(rng.integers(6, 9))):
        _patch(rng, colour, cover)
    for _ in range(8):
        _tag(rng, colour, cover, float(rng.uniform(0.12, 0.4)))
    at = float(rng.uniform(0, 0.15))
    while at < 0.98:
        wide = float(rng.uniform(0.26, 0.44))
        _piece(rng, colour, cover, (at, float(rng.uniform(0.56, 0.68))), wide)
        at += wide * float(rng.uniform(0.85, 1.1))
    for _ in range(9):
        _tag(rng, colour, cover, float(rng.uniform(0.05, 0.16)))
    wear = periodic(rng, ROWS, (9, 9), 6, 0.72)
    cover *= np.clip(0.94 - 0.16 * np.clip(np.hstack([wear, wear]) - 0.8, 0, None), 0.3, 1)
    made = np.zeros((SIDE, SIDE, 4), np.float32)
    made[-ROWS:] = np.dstack([to_linear(np.clip(colour, 0, 1)) * 0.85, cover])
    return made


@lru_cache(maxsize=4)
def sprayed_along(seed: Seed, mirrored: bool) -> Tile:
    """The same for a wall that one looks along, its rows running away: ``mirrored`` for one on the right,
    whose letters begin far away."""
    picture = sprayed(seed)[:, ::-1] if mirrored else sprayed(seed)
    return Tile(np.ascontiguousarray(picture.transpose(1, 0, 2)), METRES)


def taken_up(wall: Numbers, paint: Array) -> Array:
    """The wall's linear colours with the paint (linear colour and alpha) on them; joints and bumps show."""
    tone = f32(wall).mean(axis=-1, keepdims=True)
    relief = np.clip(tone / max(float(tone.mean()), 1e-4), 0.3, 1.7) ** 0.55
    share = paint[..., 3:] * np.clip(0.75 + 0.4 * relief, 0, 1)
    return f32(wall * (1 - share) + paint[..., :3] * relief * share)


def on_wall(wall: Numbers, seed: Seed, across: Array, up: Array, span: float) -> Array:
    """Graffiti on a wall seen straight on: ``across`` and ``up`` (from its foot) place each of its pixels,
    the picture is ``span`` wide in their unit."""
    picture = sprayed(seed)
    fewer = span / max(float(np.abs(across[0, 1] - across[0, 0])), 1e-6) / SIDE
    if fewer < 0.9:
        side = max(32, round(SIDE * fewer))
        picture = np.asarray(cv2.resize(picture, (side, side), interpolation=cv2.INTER_AREA), np.float32)
    side = picture.shape[0]
    columns = (across / span % 1) * side - 0.5
    rows = np.clip((1 - up / span) * side - 0.5, 0, side - 1)
    paint = cv2.remap(picture, f32(columns), f32(rows), cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
    return taken_up(wall, f32(paint))


def _over(colour: Array, cover: Array, tone: Array, share: Array) -> None:
    """Paint of an sRGB ``tone`` over what is there."""
    left, top, wide, tall = cv2.boundingRect((share > 0.002).astype(np.uint8))
    area = slice(top, top + tall), slice(left, left + wide)
    part, own = share[area], tone if tone.ndim == 1 else tone[area]
    colour[area] += (own - colour[area]) * part[..., None]
    cover[area] += (1 - cover[area]) * part


def _mask(shapes: list[Array], thick: int, shift: tuple[float, float] = (0, 0)) -> Array:
    """Fat lines through points (shares), repeated to both sides, 0…1."""
    mask = np.zeros((ROWS, SIDE), np.uint8)
    for points in shapes:
        for side in (-1.0, 0.0, 1.0):
            line = np.round((points + np.array([side + shift[0], shift[1] - 0.5])) * SIDE * 16).astype(
                np.int32
            )
            cv2.polylines(mask, [line.reshape(-1, 1, 2)], False, 255, max(thick, 1), cv2.LINE_AA, 4)
    return f32(mask) / 255


def _smooth(points: Array, steps: int = 24) -> Array:
    """A rounded line through the points (Catmull–Rom)."""
    padded = np.vstack([2 * points[0] - points[1], points, 2 * points[-1] - points[-2]])
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    made = []
    for a, b, c, d in zip(padded[:-3], padded[1:-2], padded[2:-1], padded[3:], strict=True):
        made.append(
            0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        )
    return f32(np.vstack([*made, points[-1:]]))


def _patch(rng: Random, colour: Array, cover: Array) -> None:
    """A field rolled over what was there before, in the drab colours of those who clean walls."""
    x, y = rng.uniform(0, 1), rng.uniform(0.52, 0.9)
    wide, tall = rng.uniform(0.12, 0.3), rng.uniform(0.1, 0.3)
    rows = np.arange(8) / 7
    left, right = rng.normal(0, 0.006, 8), rng.normal(0, 0.006, 8)
    outline = np.vstack(
        [np.stack([x + left, y + rows * tall], 1), np.stack([x + wide + right, y + rows * tall], 1)[::-1]]
    )
    mask = np.zeros((ROWS, SIDE), np.uint8)
    for side in (-1.0, 0.0, 1.0):
        fixed = np.round((outline + np.array([side, -0.5])) * SIDE * 16).astype(np.int32)
        cv2.fillPoly(mask, [fixed.reshape(-1, 1, 2)], 255, cv2.LINE_AA, 4)
    _over(colour, cover, rgb(str(rng.choice(PATCHES))), f32(mask) / 255 * float(rng.uniform(0.55, 0.9)))


def _piece(rng: Random, colour: Array, cover: Array, at: tuple[float, float], wide: float) -> None:
    """A word of fat letters: cloud, depth, outline, fill from one colour to another, shines, drips."""
    count = int(rng.integers(3, 6))
    tall, step = float(rng.uniform(0.25, 0.33)), wide / count
    slant = float(rng.normal(0, 0.14))
    shapes: list[Array] = []
    names = rng.choice(list(GLYPHS), count)
    for index, name in enumerate(names):
        grow, lift = float(rng.uniform(0.9, 1.2)), float(rng.normal(0, 0.02))
        for stroke in GLYPHS[str(name)]:
            points = np.array(stroke) + rng.normal(0, 0.05, (len(stroke), 2))
            x = at[0] + (index + points[:, 0] * 1.12 - 0.06) * step + slant * (0.5 - points[:, 1]) * tall
            y = at[1] + lift + points[:, 1] * tall * grow
            shapes.append(_smooth(np.stack([x, y], 1), 10))
    fat = int(SIDE * min(0.42 * step, 0.055))
    edge = max(5, fat // 4)
    fill = [rgb(code) for code in FILLS[int(rng.integers(len(FILLS)))]]
    if rng.random() < 0.5:
        fill.reverse()
    outline = rgb(str(rng.choice(OUTLINES)))
    cloud = cv2.GaussianBlur(_mask(shapes, fat + 5 * edge), (0, 0), 3.0)
    if rng.random() < 0.7:
        _over(colour, cover, rgb(str(rng.choice(["e9e4d8", "2c3a60", "d8d2c2", "402a4a"]))), f32(cloud * 0.9))
    shade = 0.009 * float(rng.choice([-1, 1]))
    for reach in (1.0, 0.66, 0.33):
        deep = _mask(shapes, fat + edge, (shade * reach, 0.009 * reach))
        _over(colour, cover, outline * 0.6 + 0.04, deep)
    _over(colour, cover, outline, _mask(shapes, fat + 2 * edge))
    rows = f32(np.clip((0.5 + np.arange(ROWS) / SIDE - at[1]) / tall, 0, 1))[:, None, None]
    mist = 0.1 * periodic(rng, 256, (9, 9), 3, 0.6)
    mist = np.asarray(cv2.resize(mist, (SIDE, ROWS)), np.float32)[..., None]
    blend = np.clip(rows + mist, 0, 1)
    inside = _mask(shapes, fat)
    _over(colour, cover, f32(fill[0] * (1 - blend) + fill[1] * blend), inside)
    gleams = [line[at : at + max(4, len(line) // 5)] for line in shapes for at in (0, len(line) // 2)]
    shine = _mask(gleams, max(2, fat // 8), (-0.2 * fat / SIDE, -0.22 * fat / SIDE)) * inside
    _over(colour, cover, np.array([0.97, 0.97, 0.95], np.float32), shine * 0.75)
    _drips(rng, colour, cover, shapes, outline, fat)


def _drips(rng: Random, colour: Array, cover: Array, shapes: list[Array], tone: Array, fat: int) -> None:
    """Paint that ran down from the lower edges."""
    lines: list[Array] = []
    for points in shapes:
        if rng.random() < 0.6:
            low = points[int(np.argmax(points[:, 1]))]
            begin = low + np.array([rng.normal(0, 0.004), 0.4 * fat / SIDE])
            lines.append(np.array([begin, begin + np.array([0.0, rng.uniform(0.02, 0.09)])]))
    _over(colour, cover, tone, _mask(lines, 3) * 0.9)


def _tag(rng: Random, colour: Array, cover: Array, wide: float) -> None:
    """A name in one line of a marker or can."""
    count = int(rng.integers(7, 13))
    x = rng.uniform(0, 1) + np.linspace(0, wide, count) + rng.normal(0, wide / count / 1.6, count)
    swing = rng.choice([-1, 1], count) * rng.uniform(0.01, 0.05, count) * (0.4 + 2 * wide)
    y = rng.uniform(0.55, 0.93) + swing
    line = _smooth(np.stack([x, y], 1), 12)
    thick = int(rng.integers(3, 8))
    mask = _mask([line], thick)
    if rng.random() < 0.5:
        under = np.stack([x[[0, -1]], [y.max() + 0.02, y.max() + 0.012]], 1)
        mask = np.maximum(mask, _mask([under], thick))
    soft = cv2.GaussianBlur(mask, (0, 0), 0.9) if thick > 4 else mask
    _over(colour, cover, rgb(str(rng.choice(INKS))), f32(soft) * 0.92)
