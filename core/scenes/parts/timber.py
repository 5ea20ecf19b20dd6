"""Felled wood and cut straw as tiles: heights in metres, linear colours, metres a side; as ``soils``."""

from functools import lru_cache

import cv2
import numpy as np

from core.scenes.parts.canvas import Array
from core.scenes.parts.grids import Numbers, ramp
from core.scenes.parts.periodic import fractal, wrapped
from core.scenes.parts.soils import Seed, Tile, linear, rough

WOODS = (
    ("c9a77a", "8f6a42"),
    ("b8a48a", "7d6a54"),
    ("d6b98c", "a87c4c"),
    ("a08d78", "6b5a4a"),
)
"""Early and late wood of fresh and weathered trunks."""


@lru_cache(maxsize=4)
def end_grain(seed: Seed, size: int) -> Tile:
    """A sawn trunk from above, its pith near the middle: one metre, its rim at a radius of a quarter to a
    half. Rings, radial cracks, marks of the saw, weathering."""
    rng = np.random.default_rng(seed)
    y, x = (np.mgrid[0:size, 0:size].astype(np.float32) + 0.5) / size - 0.5
    pith = rng.uniform(-0.03, 0.03, 2)
    warp = 0.012 * rough(rng, size, 1.9, 2, 30) + 0.0012 * rough(rng, size, 1.2, 20)
    u, v = x - pith[0], y - pith[1]
    angle = np.arctan2(v, u)
    away = np.hypot(u, v) * (1 + 0.03 * np.cos(angle + 1) + 0.02 * np.cos(3 * angle)) + warp
    phase = np.cumsum(rng.uniform(0.5, 1.6, 400)) / 400 * 130
    ring = np.interp(away.clip(0, 0.8), np.linspace(0, 0.8, 400), phase) % 1
    late = ramp(ring, 0.35, 0.95) * (1 - ramp(ring, 0.96, 1.0))
    fibre = wrapped(fractal(rng, 512, 0.6), angle * 512 / np.pi, away * 60)
    early_code, late_code = WOODS[int(rng.integers(len(WOODS)))]
    colour = linear(early_code) * (1 - late[..., None]) + linear(late_code) * late[..., None]
    heart = (1 - ramp(away, 0.1, 0.24))[..., None]
    colour = colour * (1 - heart * np.array([0.18, 0.28, 0.36], np.float32))
    crack = _cracks(rng, size, pith)
    saw = np.sin((u * np.cos(0.4) + v * np.sin(0.4) + 0.02 * warp) * 2 * np.pi * 90) * ramp(
        rough(rng, size, 1.5, 2, 20), -0.3, 1.2
    )
    grey = ramp(rough(rng, size, 1.4, 2, 40) + 2 * (away - 0.2), -0.5, 2.0)[..., None]
    colour = colour * (1 - 0.5 * grey) + 0.5 * grey * linear("8d8578") * (0.8 + 0.3 * late[..., None])
    tone = 1 + 0.07 * fibre + 0.05 * saw + 0.05 * rough(rng, size, 1.0, 6)
    colour = colour * (np.clip(tone, 0.4, 1.6) * (1 - 0.85 * crack))[..., None]
    heights = 0.004 - 0.006 * crack + 0.0004 * late + 0.0005 * saw + 0.0003 * fibre
    return heights.clip(0).astype(np.float32), colour.clip(0.004).astype(np.float32), 1.0


def _cracks(rng: np.random.Generator, size: int, pith: Numbers) -> Array:
    """Cracks that run from the pith outward or from the rim inward, size×size, 0…1."""
    made = np.zeros((size, size), np.float32)
    for _ in range(int(rng.integers(9, 16))):
        turn, wide = rng.uniform(-np.pi, np.pi), rng.uniform(0.0008, 0.003) * size
        start, end = sorted(rng.uniform(0, 0.5, 2))
        far = np.linspace(start, end, 24)
        angle = turn + 0.12 * np.sin(far * rng.uniform(14, 30) + rng.uniform(0, 6))
        x = (0.5 + pith[0] + far * np.cos(angle)) * size * 8
        y = (0.5 + pith[1] + far * np.sin(angle)) * size * 8
        points = np.stack([x, y], 1).astype(np.int32)
        for i in range(23):
            thick = wide * min(1.0, 0.25 + i / 8, 0.2 + (23 - i) / 6)
            ends = (int(points[i, 0]), int(points[i, 1])), (int(points[i + 1, 0]), int(points[i + 1, 1]))
            cv2.line(made, ends[0], ends[1], min(1.0, 0.4 + thick), max(1, round(thick)), cv2.LINE_8, 3)
    return np.asarray(cv2.GaussianBlur(made, (0, 0), 0.7), np.float32)


@lru_cache(maxsize=4)
def bark(seed: Seed, size: int) -> Tile:
    """Bark with its furrows running down the tile: plates, moss and lichen here and there. 0.8 m."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:size, 0:size].astype(np.float32)
    tall, fine = rough(rng, 512, 1.5, 4, 60), rough(rng, 512, 0.9, 16)
    down = 0.28 * y * 512 / size
    shift = 26 * wrapped(tall, x * 256 / size, down * 0.6)
    plates = np.abs(wrapped(tall, (x * 1024 / size + shift) % 512, down + 90))
    ridge = np.clip(plates / 1.1, 0, 1) ** 0.6
    grain = wrapped(fine, x * 1024 / size + shift, down * 2.2)
    cross = ramp(1 - np.abs(wrapped(tall, x * 512 / size, y * 900 / size)), 0.9, 0.99) * ramp(ridge, 0.4, 0.8)
    heights = 0.02 * ridge + 0.0022 * grain - 0.005 * cross
    code = ("7a6a5a", "6b5948", "857668")[int(rng.integers(3))]
    tone = np.clip(0.28 + 0.85 * ridge + 0.14 * grain - 0.3 * cross, 0.1, 1.6)
    colour = linear(code) * tone[..., None]
    hue = rough(rng, size, 1.4, 3, 40)[..., None] * np.array([0.08, 0.02, -0.06], np.float32)
    colour = colour * (1 + hue)
    lichen = ramp(rough(rng, size, 1.1, 10), 1.3, 1.9)[..., None] * ramp(ridge, 0.4, 0.9)[..., None]
    colour = colour * (1 - 0.6 * lichen) + 0.6 * lichen * linear("a9ac94")
    return heights.clip(0).astype(np.float32), colour.clip(0.003).astype(np.float32), 0.8


@lru_cache(maxsize=4)
def straw(seed: Seed, size: int, upright: bool = False) -> Tile:
    """Pressed straw or hay, its stalks lying across the tile, cut ends among them: 0.5 m."""
    rng = np.random.default_rng(seed)
    scale = size / 512
    heights = np.zeros((size, size), np.float32)
    colour = np.broadcast_to(linear("5c4a26"), (size, size, 3)).astype(np.float32).copy()
    paints = [linear(code) for code in ("cdb06a", "b8964e", "dcc688", "a3874a", "e3d29c", "94783e", "b9a868")]
    count = 5200
    spots = rng.random((count, 2)) * size
    turns = rng.normal(0, 0.5, count) + rng.choice([0, 0.5, -0.5], count)
    long, wide = rng.uniform(22, 110, count) * scale, rng.uniform(0.8, 2.6, count) * scale
    for i in range(count):
        step = long[i] / 2 * np.array([np.cos(turns[i]), 0.75 * np.sin(turns[i])])
        level = 0.25 + 0.75 * i / count
        tone = paints[int(rng.integers(len(paints)))] * rng.uniform(0.55, 1.15) * (0.35 + 0.65 * level)
        _stalk(heights, colour, spots[i], step, wide[i], tone, 0.022 * level)
    colour = colour * np.clip(1 + 0.12 * rough(rng, size, 1.3, 2, 20), 0.6, 1.5)[..., None]
    if upright:
        heights, colour = heights.T.copy(), colour.transpose(1, 0, 2).copy()
    return heights, colour.clip(0.004).astype(np.float32), 0.5


def _stalk(
    heights: Numbers, colour: Numbers, at: Numbers, step: Numbers, wide: float, tone: Numbers, level: float
) -> None:
    """One stalk on the tile, wrapping at its edges, lighter along its back."""
    size = heights.shape[0]
    for moved in ((0, 0), (size, 0), (-size, 0), (0, size), (0, -size)):
        ends = [(at + moved - step) * 8, (at + moved + step) * 8]
        if max(end.max() for end in ends) < 0 or min(end.min() for end in ends) > size * 8:
            continue
        points = [(int(end[0]), int(end[1])) for end in ends]
        thick = max(1, round(wide * 2))
        cv2.line(heights, points[0], points[1], level, thick, cv2.LINE_8, 3)
        cv2.line(colour, points[0], points[1], (tone * 0.72).tolist(), thick, cv2.LINE_8, 3)
        if thick > 1:
            back = [(a, b - int(wide * 3)) for a, b in points]
            light = (tone * 1.12).tolist()
            cv2.line(colour, back[0], back[1], light, max(1, thick // 2), cv2.LINE_8, 3)


@lru_cache(maxsize=4)
def rubble(seed: Seed, size: int, flat: bool = False) -> Tile:
    """Stones of a dry wall fitted together, from the front, or its capping stones (``flat``): 1.6 m."""
    rng = np.random.default_rng(seed)
    metres, few = 1.6, size // 2
    columns, rows = (5, 3) if flat else (5, 11)
    at = np.stack(np.meshgrid(np.arange(rows), np.arange(columns), indexing="ij"), -1).reshape(-1, 2)
    at = at + np.array([0.0, 0.5]) * (at[:, :1] % 2) + rng.uniform(-0.24, 0.24, at.shape)
    warp = rough(rng, few, 1.6, 4, 60)
    y, x = (np.mgrid[0:few, 0:few].astype(np.float32) + 0.5) / few
    v, u = y * rows + 0.05 * warp, x * columns + 0.05 * np.roll(warp, few // 3, 0)
    nearest, second = np.full((few, few), 1e9, np.float32), np.full((few, few), 1e9, np.float32)
    own = np.zeros((few, few), np.int32)
    for i, (row, column) in enumerate(at):
        dv, du = np.abs(v - row) % rows, np.abs(u - column) % columns
        gone = (np.minimum(dv, rows - dv) ** 3 + (0.95 * np.minimum(du, columns - du)) ** 3) ** (1 / 3)
        second = np.minimum(second, np.maximum(nearest, gone))
        own = np.where(gone < nearest, i, own)
        nearest = np.minimum(nearest, gone)
    edge = cv2.resize(second - nearest, (size, size), interpolation=cv2.INTER_LINEAR)
    which = cv2.resize(own.astype(np.float32), (size, size), interpolation=cv2.INTER_NEAREST).astype(int)
    body = ramp(edge + 0.02 * rough(rng, size, 1.0, 12), 0.02, 0.09)
    paints = np.stack([linear(c) for c in ("8f887c", "a09788", "7c776e", "b0a693", "8a7f6e", "97938c")])
    tones = paints[rng.integers(0, len(paints), len(at))] * rng.uniform(0.75, 1.2, (len(at), 1))
    fine = rough(rng, size, 0.9, 16)
    broad = rough(rng, size, 1.5, 3, 40)
    colour = tones[which] * np.clip(1 + 0.14 * broad + 0.1 * fine, 0.3, 1.8)[..., None]
    lichen = ramp(rough(rng, size, 1.2, 8), 0.9, 1.6)[..., None] * 0.5
    colour = colour * (1 - lichen) + lichen * linear("b5b39c")
    green = ramp(rough(rng, size, 1.4, 4) - 1.2 * (body - 0.5), 0.9, 1.8)[..., None] * 0.7
    colour = colour * (1 - green) + green * linear("5f6b34")
    colour = colour * (0.3 + 0.7 * body)[..., None]
    deep = 0.012 if flat else 0.035
    tilt = rng.uniform(0.6, 1.0, len(at))[which]
    heights = deep * body * tilt + 0.004 * broad + 0.0016 * fine
    return (heights - heights.min()).astype(np.float32), colour.clip(0.003).astype(np.float32), metres
