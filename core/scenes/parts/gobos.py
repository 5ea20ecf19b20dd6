"""What light falls through before it reaches a wall: windows, blinds, palm fronds, leaves.

A gobo is a picture of what it lets through on a plane across the light; its shadow is softer the farther
behind it falls. Lengths are in widths of the wall that is seen.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from core.scenes.parts.canvas import Array, Random
from core.scenes.parts.periodic import Values

TEXELS = 640
EXTENT = 2.6
"""Width of a gobo's picture; beyond it, its edge goes on."""
LEVELS = (0.0, 0.004, 0.01, 0.025, 0.06)
"""Blurs at which a gobo is kept (sigma, in widths of the wall)."""
Drawing = npt.NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Gobo:
    """One layer: its blurred pictures (0 dark … 1 light) and its ``distance`` from the wall."""

    pictures: tuple[Array, ...]
    distance: float


def let_through(layers: tuple[Gobo, ...], place: Array, toward: Array, spread: float) -> Array:
    """What the layers let through at ``place`` (…×3 from the pattern's middle on the wall) of parallel light
    from ``toward``, whose source is ``spread`` rad wide; 0…1. The layers stand upright, turned a little to
    the light."""
    turn = 0.3 * np.arctan2(toward[0], -toward[2])
    facing = np.array([np.sin(turn), 0, -np.cos(turn)], np.float32)
    meets = float(toward @ facing)
    share = np.ones(place.shape[:-1], np.float32)
    for layer in layers:
        # The pattern's own middle is where the light through it meets the wall's anchor.
        gap = (layer.distance - place @ facing) / meets
        across = place[..., 0] + (gap - layer.distance / meets) * toward[0]
        up = place[..., 1] + (gap - layer.distance / meets) * toward[1]
        soft = np.clip(gap, 0.12, None) * spread
        across = across / max(float(np.cos(turn)), 0.5)
        share = share * _read(layer.pictures, across.astype(np.float32), up.astype(np.float32), soft)
    return share


def _read(pictures: tuple[Array, ...], across: Array, up: Array, soft: Array) -> Array:
    """The picture at (across, up), blurred by ``soft`` of each place."""
    shape = across.shape
    table = (-1, shape[-1] if shape else 1)
    across, up, soft = across.reshape(table), up.reshape(table), soft.reshape(table)
    columns = ((across / EXTENT + 0.5) * TEXELS - 0.5).astype(np.float32)
    rows = ((0.5 - up / EXTENT) * TEXELS - 0.5).astype(np.float32)
    marks = np.array(LEVELS, np.float32)
    level = np.interp(soft, marks, np.arange(len(marks))).astype(np.float32)
    total = np.zeros_like(across)
    for index in range(int(level.min()), min(int(np.ceil(level.max())) + 1, len(marks))):
        weight = np.clip(1 - np.abs(level - index), 0, 1)
        seen = cv2.remap(pictures[index], columns, rows, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        total += weight * seen
    return total.reshape(shape)


def _blurred(picture: Array) -> tuple[Array, ...]:
    texel = EXTENT / TEXELS
    kept = [picture]
    for sigma in LEVELS[1:]:
        kept.append(
            cv2.GaussianBlur(picture, (0, 0), sigma / texel, borderType=cv2.BORDER_REPLICATE).astype(
                np.float32
            )
        )
    return tuple(kept)


def gobo_for(pattern: str, seed: tuple[int, int]) -> tuple[Gobo, ...]:
    """The layers of a pattern (``window``, ``blinds``, ``palm``, ``leaves``, ``spot``)."""
    rng = np.random.default_rng(seed)
    if pattern == "spot":
        return (Gobo(_blurred(_spot(rng)), 0.5),)
    if pattern == "window":
        layers = [Gobo(_blurred(_window(rng)), 1.3)]
        if rng.random() < 0.5:
            layers.append(
                Gobo(_blurred(_lighter(_leaves(rng, 1 if rng.random() < 0.5 else -1, 3), 0.25)), 0.9)
            )
        return tuple(layers)
    if pattern == "blinds":
        return (Gobo(_blurred(_blinds(rng)), 0.9),)
    if pattern == "palm":
        return (Gobo(_blurred(_palm(rng, 2)), 0.5), Gobo(_blurred(_lighter(_palm(rng, 1), 0.4)), 1.2))
    side = 1 if rng.random() < 0.5 else -1
    return (
        Gobo(_blurred(_leaves(rng, side, 5)), 0.5),
        Gobo(_blurred(_lighter(_leaves(rng, -side, 4), 0.3)), 1.6),
    )


def _spot(rng: Random) -> Array:
    """The round pool of a spotlight, its rim soft."""
    across, up = _axes()
    reach = np.hypot(across, 0.92 * up) / rng.uniform(0.34, 0.4)
    return (0.1 + 0.9 / (1 + np.exp((reach - 1) * 11))).astype(np.float32)


def _lighter(picture: Array, rest: float) -> Array:
    """The same with shadows that let the share ``rest`` through."""
    return (rest + (1 - rest) * picture).astype(np.float32)


def _axes() -> tuple[Array, Array]:
    """Coordinates (across, up) of the texels."""
    line = ((np.arange(TEXELS) + 0.5) / TEXELS - 0.5).astype(np.float32) * EXTENT
    return np.meshgrid(line, -line)[0], np.meshgrid(line, -line)[1]


def _window(rng: Random) -> Array:
    """Panes between bars: two or three across, as many or more up, now and then two windows."""
    across, up = _axes()
    wide, tall = rng.uniform(0.34, 0.44), rng.uniform(0.55, 0.72)
    columns, rows = int(rng.integers(2, 4)), int(rng.integers(3, 5))
    bar = rng.uniform(0.012, 0.022)
    shear = rng.uniform(-0.12, 0.12)
    u, v = across + shear * up, up + rng.uniform(-0.08, 0.05)
    texel = EXTENT / TEXELS
    second = rng.random() < 0.35
    if second:
        u = np.where(u > wide * 1.25, u - 2.5 * wide, u)
    inside = np.clip((wide - np.abs(u)) / texel + 0.5, 0, 1) * np.clip((tall - np.abs(v)) / texel + 0.5, 0, 1)
    for place, count, half in ((u, columns, wide), (v, rows, tall)):
        step = 2 * half / count
        away = np.abs((place + half + step / 2) % step - step / 2)
        inner = np.abs(place) < half - step / 2
        inside = inside * (1 - np.clip((bar / 2 - away) / texel + 0.5, 0, 1) * inner)
    return (0.03 + 0.97 * inside).astype(np.float32)


def _blinds(rng: Random) -> Array:
    """Slats, a little uneven, with cords."""
    across, up = _axes()
    texel = EXTENT / TEXELS
    step, open_ = rng.uniform(0.06, 0.085), rng.uniform(0.45, 0.6)
    tilt = rng.uniform(-0.05, 0.05)
    v = up + tilt * across
    number = np.floor(v / step).astype(np.int32)
    uneven = rng.normal(0, 0.05, 200)[(number + 100) % 200]
    gap = np.abs((v / step) % 1 - 0.5) * step
    lit = np.clip((step * (open_ + uneven) / 2 - gap) / texel + 0.5, 0, 1)
    for cord in (-0.42, 0.42):
        lit = lit * (1 - 0.9 * np.clip((0.006 - np.abs(across - cord)) / texel + 0.5, 0, 1))
    side = np.clip((0.95 - np.abs(across + rng.uniform(-0.1, 0.1))) / texel + 0.5, 0, 1)
    return (0.04 + 0.96 * lit * side).astype(np.float32)


def _canvas() -> Drawing:
    return np.full((TEXELS, TEXELS), 255, np.uint8)


def _fill(canvas: Drawing, points: Values) -> None:
    """A dark polygon of points (across, up)."""
    texels = np.stack([points[:, 0] / EXTENT + 0.5, 0.5 - points[:, 1] / EXTENT], 1) * TEXELS - 0.5
    cv2.fillPoly(canvas, [np.round(texels * 16).astype(np.int32)], 0, cv2.LINE_AA, 4)


def curve(start: Array, course: float, bend: float, length: float, count: int = 24) -> tuple[Array, Array]:
    """Points K×2 of a stem and its course (rad) there: it bends by ``bend`` rad over its length."""
    share = np.linspace(0, 1, count)
    turn = course + bend * share**1.3
    steps = np.stack([np.cos(turn), np.sin(turn)], 1) * length / (count - 1)
    return (start + np.cumsum(steps, 0) - steps[0]).astype(np.float32), turn.astype(np.float32)


def blade(base: Array, course: float, length: float, wide: float, droop: float, tip: float = 0.9) -> Array:
    """Outline of a leaf from its ``base``: ``wide`` at its widest, ``tip`` how far out that narrows."""
    middle, turn = curve(base, course, droop, length, 12)
    share = np.linspace(0, 1, 12)
    half = wide / 2 * np.sin(np.pi * share**tip) ** 0.8
    normal = np.stack([-np.sin(turn), np.cos(turn)], 1)
    return np.concatenate([middle + normal * half[:, None], (middle - normal * half[:, None])[::-1]]).astype(
        np.float32
    )


def _frond(rng: Random, canvas: Drawing, start: Array, course: float, length: float) -> None:
    """One palm frond with its leaflets."""
    bend = float(rng.choice([-1, 1]) * rng.uniform(0.4, 1.0))
    points, turn = curve(start, course, bend, length, 60)
    normal = np.stack([-np.sin(turn), np.cos(turn)], 1) * np.linspace(0.009, 0.002, 60)[:, None]
    _fill(canvas, np.concatenate([points + normal, (points - normal)[::-1]]))
    for index in range(6, 60, 2):
        share = index / 59
        for side in (-1, 1):
            open_ = side * (1.15 - 0.75 * share) + rng.normal(0, 0.06)
            reach = length * 0.34 * np.sin(np.pi * (0.12 + 0.8 * share)) ** 0.9 * rng.uniform(0.85, 1.1)
            shape = blade(
                points[index],
                float(turn[index] + open_),
                reach,
                0.026,
                float(-side * rng.uniform(0.1, 0.5)),
                0.7,
            )
            _fill(canvas, shape)


def _palm(rng: Random, count: int) -> Array:
    """Fronds that come in from a side and from above."""
    canvas = _canvas()
    side = 1 if rng.random() < 0.5 else -1
    for _ in range(count):
        start = np.array([side * rng.uniform(0.45, 0.95), rng.uniform(-0.1, 0.75)], np.float32)
        aim = np.array([-side * rng.uniform(0.0, 0.3), rng.uniform(0.0, 0.4)]) - start
        course = float(np.arctan2(aim[1], aim[0]) + rng.normal(0, 0.3))
        _frond(rng, canvas, start, course, float(rng.uniform(0.75, 1.15)))
    return (canvas / 255).astype(np.float32)


def _leaves(rng: Random, side: int, count: int) -> Array:
    """Twigs with leaves that hang in from above at one side."""
    canvas = _canvas()
    long, slim = rng.uniform(0.11, 0.19), rng.uniform(0.36, 0.6)
    for index in range(count):
        start = np.array([side * rng.uniform(0.15, 0.75), 0.75 - 0.7 * index / count], np.float32)
        course = float(-np.pi / 2 - side * rng.uniform(0.2, 1.1))
        _twig(rng, canvas, start, course, float(rng.uniform(0.5, 0.95)), (float(long), float(slim)))
    return (canvas / 255).astype(np.float32)


def _twig(
    rng: Random, canvas: Drawing, start: Array, course: float, length: float, leaf: tuple[float, float]
) -> None:
    """A bent twig with alternate leaves (length, share of it that is their width)."""
    points, turn = curve(start, course, float(rng.normal(0, 0.6)), length, 40)
    normal = np.stack([-np.sin(turn), np.cos(turn)], 1) * np.linspace(0.005, 0.0015, 40)[:, None]
    _fill(canvas, np.concatenate([points + normal, (points - normal)[::-1]]))
    for index in range(4, 40, 3):
        way = (1 if index % 2 else -1) * rng.uniform(0.45, 1.0)
        reach = leaf[0] * rng.uniform(0.65, 1.15) * (1 - 0.4 * index / 40)
        wide = reach * leaf[1] * rng.uniform(0.55, 1.0)
        shape = blade(points[index], float(turn[index] + way), reach, wide, float(rng.normal(0, 0.5)), 0.85)
        _fill(canvas, shape)
