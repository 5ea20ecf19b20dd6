"""Fir twigs with needles, and a Christmas tree built of them."""

from functools import lru_cache

import cv2
import numpy as np

from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, Random, rgb
from core.scenes.parts.floats import Numbers, f32
from core.scenes.parts.keepsakes import Stage

GREENS = ("16241a", "22352a", "2e4632", "3f5a3c", "5a744e")
WIDE, TALL = 512, 320


@lru_cache(maxsize=8)
def twig(variant: int) -> Array:
    """A fir twig growing to the right from the middle of the left edge, 320×512×4: sRGB reflectance and
    alpha, premultiplied."""
    rng = np.random.default_rng([variant, 77])
    canvas = np.zeros((TALL, WIDE, 4), np.uint8)
    shoots: list[tuple[float, float, float, float]] = []
    for share in np.linspace(0.05, 0.82, 9):
        side = 1 if rng.random() < 0.5 else -1
        long = (0.92 - share) * 0.52 * float(rng.uniform(0.7, 1.1))
        shoots.append((share, 0.0, side * float(rng.uniform(0.55, 0.85)), long))
        shoots.append(
            (share + 0.03, 0.0, -side * float(rng.uniform(0.55, 0.85)), long * float(rng.uniform(0.7, 1.0)))
        )
    for pass_ in range(2):
        for share, _, turn, long in shoots:
            _needled(rng, canvas, (share * WIDE, TALL / 2), turn, long * WIDE, pass_)
        _needled(rng, canvas, (0.0, TALL / 2), 0.0, 0.93 * WIDE, pass_)
    made = f32(canvas / 255)
    made.setflags(write=False)
    return made


@lru_cache(maxsize=48)
def _reduced(variant: int, level: int) -> Array:
    """The twig with 2**level times fewer pixels each way."""
    return f32(cv2.resize(twig(variant), (WIDE >> level, TALL >> level), interpolation=cv2.INTER_AREA))


def _needled(
    rng: Random, canvas: np.ndarray, root: tuple[float, float], turn: float, long: float, upper: int
) -> None:
    """One shoot with its needles; those of the upper pass are brighter."""
    count = max(6, int(long / 1.4))
    bend = float(rng.normal(0, 0.15))
    cos, sin = np.cos(turn), np.sin(turn)
    codes = GREENS[2:] if upper else GREENS[:3]
    if not upper:
        stem = [
            (root[0] + cos * long * s, root[1] + sin * long * s + bend * long * s * s * 0.5)
            for s in np.linspace(0, 1, 8)
        ]
        points = (np.array(stem, np.float32) * 16).astype(np.int32)
        cv2.polylines(canvas, [points], False, (74, 54, 36, 255), 3, cv2.LINE_AA, 4)
    for _ in range(count):
        s = float(rng.uniform(0.02, 1.0))
        x, y = root[0] + cos * long * s, root[1] + sin * long * s + bend * long * s * s * 0.5
        lean = float(rng.uniform(0.3, 1.2)) * (1 if rng.random() < 0.5 else -1)
        if s > 0.95:
            lean *= 0.4
        size = float(rng.uniform(24, 40)) * (1 - 0.35 * s)
        tip = (x + np.cos(turn + lean) * size, y + np.sin(turn + lean) * size * 0.9)
        tone = (rgb(codes[int(rng.integers(len(codes)))]) * 255 * float(rng.uniform(0.8, 1.15))).tolist()
        line = (np.array([(x, y), tip], np.float32) * 16).astype(np.int32)
        cv2.line(canvas, tuple(line[0].tolist()), tuple(line[1].tolist()), (*tone, 255), 2, cv2.LINE_AA, 4)


def lay_twig(
    stage: Stage,
    variant: int,
    root: tuple[float, float],
    long: float,
    turn: float,
    light: Numbers,
    flat: float = 1.0,
    frost: float = 0.0,
) -> None:
    """Put a twig on the stage: its ``root`` (column, row), ``long`` heights, turned by ``turn`` rad (0 to the
    right, positive down), foreshortened by ``flat``, in linear ``light``."""
    lens = stage.lens
    level = int(np.clip(np.floor(np.log2(WIDE / max(long * lens.height, 1))), 0, 5))
    sprite = _reduced(variant % 8, level)
    step = long * lens.height / sprite.shape[1]
    cos, sin = np.cos(turn) * step, np.sin(turn) * step
    x0, y0 = root[0] * lens.height + lens.width / 2, root[1] * lens.height
    half = sprite.shape[0] / 2
    matrix = np.array(
        [[cos, -sin, x0 + sin * half], [sin * flat, cos * flat, y0 - cos * flat * half]], np.float32
    )
    corners = (
        np.array(
            [
                [0, 0, 1],
                [sprite.shape[1], 0, 1],
                [0, sprite.shape[0], 1],
                [sprite.shape[1], sprite.shape[0], 1],
            ],
            np.float32,
        )
        @ matrix.T
    )
    left, top = np.floor(corners.min(0)).astype(int)
    right, bottom = np.ceil(corners.max(0)).astype(int)
    columns, rows = slice(max(0, left), min(lens.width, right)), slice(max(0, top), min(lens.height, bottom))
    if columns.start >= columns.stop or rows.start >= rows.stop:
        return
    matrix[:, 2] -= (columns.start, rows.start)
    moved = cv2.warpAffine(
        sprite, matrix, (columns.stop - columns.start, rows.stop - rows.start), flags=cv2.INTER_LINEAR
    )
    alpha = np.clip(moved[..., 3], 0, 1)
    plain = moved[..., :3] / np.maximum(alpha, 1e-3)[..., None]
    colour = to_linear(f32(plain))
    if frost:
        colour = colour + frost * (0.75 - colour) * np.clip((plain.max(axis=2) - 0.22) * 4, 0, 1)[..., None]
    stage.put((rows, columns), f32(colour * light), f32(alpha))


def fir_tree(
    rng: Random,
    stage: Stage,
    at: tuple[float, float],
    tall: float,
    spread: float,
    key: Numbers,
    fill: Numbers,
    right: float,
) -> list[tuple[float, float, float]]:
    """A Christmas tree, its foot's middle at (column, row), ``tall`` heights, half as wide as ``spread``, lit
    by ``key`` from the side ``right`` (-1…1). Gives places (column, row, how far out 0…1) for what hangs."""
    spots: list[tuple[float, float, float]] = []
    tiers = 17
    stage.put(*_cone(stage, at, tall, spread, fill))
    for tier in range(tiers):
        down = (tiers - tier) / tiers
        y = at[1] - tall * (1 - down * 0.93) - 0.0
        reach = spread * down**0.85 + 0.02 * tall
        for depth in (0.35, 0.7, 1.0):
            for aside in np.linspace(-1, 1, 7) + rng.normal(0, 0.12, 7):
                out = float(np.clip(aside, -1, 1))
                turn = float((np.pi / 2) * (1 - 0.82 * out) + rng.normal(0, 0.18))
                long = reach * (0.45 + 0.55 * abs(out)) * float(rng.uniform(0.75, 1.1)) * (0.6 + 0.4 * depth)
                x = at[0] + reach * out * 0.42 * depth
                light = fill * (0.35 + 0.65 * depth) + key * np.float32(
                    np.clip(0.3 + 0.6 * out * right, 0.03, 1) * depth**1.5
                )
                root = (x, y + reach * 0.1 * depth * (1 - abs(out)))
                lay_twig(
                    stage,
                    int(rng.integers(8)),
                    root,
                    long,
                    turn,
                    light * np.float32(rng.uniform(0.7, 1.25)),
                    0.75,
                )
                if depth == 1.0:
                    tip = (x + np.cos(turn) * long * 0.8, root[1] + np.sin(turn) * long * 0.6)
                    spots.append((float(tip[0]), float(tip[1]), abs(out)))
    return spots


def _cone(
    stage: Stage, at: tuple[float, float], tall: float, spread: float, fill: Numbers
) -> tuple[tuple[slice, slice], Array, Array]:
    """The dark inside of a tree."""
    lens = stage.lens
    rows, columns = lens.rows[:, None], lens.columns[None] + lens.axis
    down = np.clip((rows - at[1] + tall) / tall, 0, 1.0)
    inside = (
        np.clip((spread * 0.6 * down - np.abs(columns - at[0])) * 12 + 0.5, 0, 1)
        * (rows < at[1])
        * (down > 0.02)
    )
    dark = np.ones((lens.height, lens.width, 3), np.float32) * (to_linear(rgb("0d150f")) * fill)
    return (slice(0, lens.height), slice(0, lens.width)), f32(dark), f32(inside)
