"""Leaves, petals and paper hearts that lie on the ground, in perspective, each with its own shadow."""

from functools import lru_cache

import cv2
import numpy as np

from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, Random, rgb
from core.scenes.parts.floats import Numbers, f32, ramp
from core.scenes.parts.keepsakes import Glow, Stage
from core.scenes.parts.perspective import Lens, periodic

SIDE = 160
AUTUMN = ("a8521f", "c07a2c", "8a3d1e", "cf9a3e", "6f4826", "9c4a2a", "b88a3c")


@lru_cache(maxsize=64)
def scrap(form: str, variant: int) -> Array:
    """A flat thing seen from above, its stem towards the left: alpha, tone about 1, slopes across and along,
    160×160×4. ``form`` maple, beech, oak, petal, heart, star."""
    rng = np.random.default_rng([variant, len(form), ord(form[0])])
    y, x = (np.mgrid[0:SIDE, 0:SIDE].astype(np.float32) + 0.5) / SIDE * 2 - 1
    y = y + float(rng.normal(0, 0.1)) * x * x
    rough, fine = periodic(rng, SIDE, (4, 4), 4, 0.6), periodic(rng, SIDE, (30, 30), 2, 0.7)
    inside, vein = _outline(form, rng, x, y + 0.012 * fine, rough)
    alpha = np.clip(inside * SIDE / 2 / 1.6 + 0.5, 0, 1)
    rim = ramp(0.25 - inside, 0, 0.25)
    lift = {"petal": 0.5, "heart": 0.05, "star": 0.05}.get(form, 0.3)
    curl = lift * rim**2 * float(rng.choice([1, 1, -0.7])) + lift * 0.6 * x * float(rng.normal(0, 1)) * y
    height = curl + 0.06 * rough * (lift > 0.1) - 0.05 * vein
    across = np.gradient(height, axis=1) * SIDE / 2
    along = np.gradient(height, axis=0) * SIDE / 2
    speckle = 1 + 0.14 * rough + 0.06 * fine if lift > 0.1 else 1 + 0.03 * fine
    tone = speckle * (1 + 0.22 * vein) * (1 - 0.25 * rim * (form in ("maple", "beech", "oak")))
    return np.dstack([alpha, tone, np.tanh(across), np.tanh(along)]).astype(np.float32)


def _outline(form: str, rng: Random, x: Array, y: Array, rough: Array) -> tuple[Array, Array]:
    """How far inside the outline each point is, and how much it is a vein."""
    none = np.zeros_like(x)
    if form == "heart":
        u, v = y * 1.18, 0.15 - x * 1.15
        return f32(0.9 - np.sqrt(u * u + (v - 0.62 * np.sqrt(np.abs(u) + 1e-3)) ** 2)), none
    if form == "star":
        turn, reach = np.arctan2(y, x), np.hypot(x, y)
        fold = np.abs((turn / (2 * np.pi) * 5) % 1 - 0.5) * 2
        return (0.36 + 0.5 * fold**1.3 - reach).astype(np.float32), none
    if form == "petal":
        half = 0.72 * np.sqrt(np.clip(1 - x * x, 0, 1)) * (0.82 + 0.25 * x) + 0.03 * rough
        fan = np.abs((np.arctan2(y, x + 1.4) * 22) % 1 - 0.5)
        return np.where(np.abs(x) < 0.97, half - np.abs(y), -0.2), (0.25 * ramp(fan, 0.3, 0.5)).astype(
            np.float32
        )
    if form == "maple":
        turn, reach = np.arctan2(y, x + 0.35), np.hypot(x + 0.35, y)
        edge, vein = np.full_like(x, 0.22), none.copy()
        for at, long in ((0.0, 1.25), (0.85, 1.02), (-0.85, 1.02), (1.75, 0.66), (-1.75, 0.66)):
            away = np.abs(np.angle(np.exp(1j * (turn - at)))).astype(np.float32)
            lobe = long * np.clip(1 - away / 0.5, 0, 1) ** 0.55 * (0.94 + 0.06 * np.cos(away * 34))
            edge = np.maximum(edge, lobe)
            vein = np.maximum(vein, np.exp(-((np.sin(away) * reach / 0.016) ** 2)) * (away < 1.2))
        stem = ramp(0.028 - np.abs(y), 0, 0.01) * (x < -0.3)
        return np.maximum(edge - reach + 0.02 * rough, stem * 0.05 - 0.02 * (stem == 0)), vein * (
            edge > reach
        )
    s = (x + 0.85) / 1.75
    lobes = 0.75 + 0.28 * np.cos(s * 2 * np.pi * 3.6) if form == "oak" else 1 + 0.03 * np.sign(np.sin(s * 90))
    half = 0.5 * np.clip(np.sin(np.pi * np.clip(s, 0, 1) ** 0.85), 0, 1) ** 0.8 * lobes + 0.02 * rough
    side = np.abs(((s - np.abs(y) * 0.8) * 9) % 1 - 0.5)
    vein = np.maximum(np.exp(-((y / 0.016) ** 2)), 0.4 * ramp(side, 0.43, 0.5))
    inside = np.where((s > 0) & (s < 1), half - np.abs(y), -0.2)
    stem = ramp(0.022 - np.abs(y), 0, 0.01) * (x < -0.7)
    return np.maximum(inside, stem * 0.05 - 0.02 * (stem == 0)), vein.astype(np.float32)


def lay_scrap(
    stage: Stage,
    form: str,
    variant: int,
    at: tuple[float, float],
    size: float,
    turn: float,
    colour: Numbers,
    glow: Glow,
    lift: float = 0.0,
) -> None:
    """Lay one on the ground at (across, away), ``size`` metres in half, ``lift`` metres over it at its far
    end, linear ``colour``."""
    lens, sprite = stage.lens, scrap(form, variant % 6)
    cos, sin = np.cos(turn), np.sin(turn)
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]], np.float32) * size
    world = np.stack(
        [
            at[0] + corners[:, 0] * cos - corners[:, 1] * sin,
            at[1] + corners[:, 0] * sin + corners[:, 1] * cos,
        ],
        1,
    )
    up = 0.006 + lift * (0.5 + 0.5 * corners[:, 1] / size)
    flat = np.array([(lens.column(x, z), lens.row(z)) for x, z in world], np.float32)
    seen = np.array(
        [(lens.column(x, z), lens.row(z, float(u))) for (x, z), u in zip(world, up, strict=True)], np.float32
    )
    moved = _warped(
        lens,
        sprite[..., :1],
        f32(flat + np.array([-0.3 * glow.toward[0], 0.15], np.float32) * (0.01 + lift) * lens.focal / at[1]),
    )
    if moved is not None:
        rows, columns, alpha = moved
        soft = cv2.blur(alpha[..., 0], (3, 3)) if alpha.shape[0] > 4 else alpha[..., 0]
        stage.dark[rows, columns] = np.maximum(stage.dark[rows, columns], 0.6 * soft)
    moved = _warped(lens, sprite, seen)
    if moved is None:
        return
    rows, columns, made = moved
    alpha = np.clip(made[..., 0], 0, 1)
    safe = np.maximum(alpha, 1e-3)
    tone, a, b = made[..., 1] / safe, made[..., 2] / safe, made[..., 3] / safe
    right, ahead = -(a * cos - b * sin), -(a * sin + b * cos)
    x, y, z = glow.toward
    facing = np.clip(y + 0.8 * (right * x + ahead * z), 0.05, 1.6)
    light = facing[..., None] * glow.key * 0.8 + glow.fill * 0.9
    stage.put(
        (rows, columns), (colour * np.clip(tone, 0.3, 1.8)[..., None] * light).astype(np.float32), alpha
    )


def _warped(lens: Lens, sprite: Array, points: Array) -> tuple[slice, slice, Array] | None:
    """The sprite (first channel alpha; given back premultiplied) on four points (column, row)."""
    pixels = points * lens.height + np.array([lens.width / 2, 0], np.float32)
    low, high = np.floor(pixels.min(0)).astype(int) - 1, np.ceil(pixels.max(0)).astype(int) + 2
    columns, rows = (
        slice(max(0, low[0]), min(lens.width, high[0])),
        slice(max(0, low[1]), min(lens.height, high[1])),
    )
    if columns.start >= columns.stop or rows.start >= rows.stop:
        return None
    made = sprite if sprite.shape[2] == 1 else np.dstack([sprite[..., :1], sprite[..., 1:] * sprite[..., :1]])
    # Reduced each way as far as it is shrunk, so that far leaves do not alias.
    wide, tall = np.linalg.norm(pixels[1] - pixels[0]), np.linalg.norm(pixels[3] - pixels[0])
    size = (
        int(np.clip(2 ** np.ceil(np.log2(max(wide, 4))), 4, SIDE)),
        int(np.clip(2 ** np.ceil(np.log2(max(tall, 4))), 4, SIDE)),
    )
    made = cv2.resize(made, size, interpolation=cv2.INTER_AREA).reshape(size[1], size[0], -1)
    source = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], np.float32) - np.float32(0.5)
    target = (pixels - np.array([columns.start, rows.start], np.float32) - 0.5).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(source, target)
    shape = (columns.stop - columns.start, rows.stop - rows.start)
    moved = cv2.warpPerspective(made, matrix, shape, flags=cv2.INTER_LINEAR)
    return rows, columns, f32(moved.reshape(shape[1], shape[0], -1))


def beside(
    rng: Random, lens: Lens, count: int, near: float, far: float, clear: float = 0.19
) -> list[tuple[float, float]]:
    """Places (across, away) on the ground, far ones first, none in the middle ``clear`` (half width, in
    heights at the foot) before or around what is in focus; with a wider ``clear`` none behind it either, for
    things that stand."""
    found: list[tuple[float, float]] = []
    for number in range(count):
        away = float(near * (far / near) ** rng.random()) * lens.focus
        column = float(rng.uniform(-0.58, 0.58)) * max(lens.aspect, 1.0)
        if abs(column) < clear and (clear > 0.2 or away < lens.focus * 1.12):
            column = float(np.sign(column) or 1.0) * (clear + abs(column))
        if clear > 0.2:
            column = abs(column) * (1.0 if number % 2 else -1.0)
        found.append((column * away / lens.focal, away))
    return sorted(found, key=lambda at: -at[1])


def leaf_colour(rng: Random, codes: tuple[str, ...]) -> Array:
    """One of the colours, a little changed, linear."""
    return (
        to_linear(rgb(codes[int(rng.integers(len(codes)))]))
        * rng.uniform(0.7, 1.15, 3) ** np.array([0.5, 1, 1])
    ).astype(np.float32)
