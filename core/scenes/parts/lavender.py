"""Lavender as it is grown: round bushes in rows, silvery below, many thin stalks with short spikes above."""

from functools import lru_cache

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, Random
from core.scenes.parts.channels import joined
from core.scenes.parts.grass import Flower
from core.scenes.parts.grids import Numbers, resized
from core.scenes.parts.outdoors import Day
from core.scenes.parts.soils import Seed, linear
from core.scenes.parts.viewpoint import FOCAL, Viewpoint

SIDE = 320
"""Texels of a bush, which fills them with its spikes."""
TALL = (0.62, 0.82)
"""Metres from the foot to the highest spikes."""
BETWEEN, ALONG = 1.75, 0.34
"""Metres between rows, and between bushes in a row."""
FARTHEST = 55.0
"""Metres up to which there are single bushes: farther off, the ground has their colour."""
SPIKES = ("75629a", "8672ab", "665486", "9a88ba", "7e6aa0")
LEAVES = ("6c7259", "82886f", "5a6149", "959a84")


@lru_cache(maxsize=8)
def bush(seed: Seed) -> Array:
    """A bush: albedo (linear) and alpha, premultiplied, its foot at the lower middle."""
    rng, side = np.random.default_rng(seed), 2 * SIDE
    made = np.zeros((side, side, 4), np.float32)
    for number in range(420):
        lit = 0.3 + 0.8 * (number / 420) ** 1.2
        colour = linear(LEAVES[int(rng.integers(len(LEAVES)))]) * (lit * rng.uniform(0.7, 1.2))
        _blade(rng, made, float(rng.normal(0, 0.62)), rng.uniform(0.28, 0.58) * side, colour, 3)
    for number in range(380):
        lit = 0.45 + 0.7 * (number / 380)
        green = linear("7b8266") * (lit * rng.uniform(0.7, 1.1))
        turn, long = float(np.clip(rng.normal(0, 0.4), -0.95, 0.95)), rng.uniform(0.6, 0.93) * side
        points = _blade(rng, made, turn, long * (1 - 0.1 * abs(turn)), green, 2)
        colour = linear(SPIKES[int(rng.integers(len(SPIKES)))]) * (lit * rng.uniform(0.75, 1.25))
        _spike(rng, made, points, 0.055 * side * rng.uniform(0.7, 1.4), colour)
    return resized(made, SIDE, SIDE)


def lit_bush(seed: Seed, day: Day) -> Array:
    """The bush under the light of day."""
    made = bush(seed)
    light = day.sun * (0.45 + 0.3 * day.behind) + day.sky * 0.9
    return joined(*(made[..., i] * light[i] for i in range(3)), made[..., 3])


def _blade(rng: Random, made: Numbers, turn: float, long: float, colour: Array, wide: int) -> Array:
    """A thin stalk from near the bush's foot, leaning by ``turn`` rad and nodding: its points, N×2 px."""
    side, t = made.shape[0], np.linspace(0, 1, 9)
    start = side * (0.5 + 0.13 * turn + rng.normal(0, 0.03))
    lean = turn * (0.75 + 0.35 * t) + rng.normal(0, 0.06) * t**2
    points = np.stack([start + np.sin(lean) * long * t, side * 0.995 - np.cos(lean) * long * t], 1)
    path = (points * 8).astype(np.int32)
    cv2.polylines(made, [path], False, (*colour.tolist(), 1.0), wide, cv2.LINE_8, 3)
    return points


def _spike(rng: Random, made: Numbers, points: Numbers, long: float, colour: Array) -> None:
    """Florets in whorls at the end of a stalk, the lowest often apart from the others."""
    tip, step = points[-1], points[-1] - points[-3]
    along = step / max(float(np.hypot(*step)), 1e-3)
    whorls = np.append(np.linspace(0, 0.8, 6), 1.15 if rng.random() < 0.5 else 0.9)
    for far in whorls:
        at = tip - along * long * far + rng.normal(0, 0.6, 2)
        thick = (0.05 + 0.1 * np.sin(np.pi * min(1.0, 0.25 + 0.7 * far))) * long
        tone = colour * rng.uniform(0.6, 1.45)
        box = ((float(at[0]), float(at[1])), (1.7 * thick, 1.7 * thick + 0.03 * long), 0.0)
        cv2.ellipse(made, box, (*np.clip(tone, 0, 4).tolist(), 1.0), -1)


@lru_cache(maxsize=2)
def rows_of_bushes(seed: Seed, seen: Viewpoint, free: float, sorts: int) -> tuple[Flower, ...]:
    """Where the bushes stand, from far to near: in rows that lead away, a path between the two in the
    middle; none before the subject, up to ``free`` metres to each side."""
    found: list[Flower] = []
    nearest = FOCAL * seen.eye / (1.35 - seen.vanish)
    count = int(min(24.0, 2.3 * FARTHEST / FOCAL / BETWEEN)) + 1
    for number in range(-count, count):
        rng = np.random.default_rng((*seed, number + 99))
        side = (number + 0.5) * BETWEEN
        away = nearest + rng.uniform(0, ALONG)
        while away < FARTHEST:
            at = side + float(rng.normal(0, 0.05))
            tall, sort, flip = float(rng.uniform(*TALL)), int(rng.integers(sorts)), bool(rng.random() < 0.5)
            missing = rng.random() < 0.03
            row, x = seen.vanish + FOCAL * seen.eye / away, seen.aspect / 2 + at * FOCAL / away
            before = row > seen.foot - 0.02 and abs(at) < free
            if not missing and not before and -0.3 < x < seen.aspect + 0.3:
                found.append(Flower(float(row), float(x), tall, sort, flip))
            away += ALONG * float(rng.uniform(0.8, 1.2)) * max(1.0, away / 14)
    return tuple(sorted(found, key=lambda flower: flower.row))


def under_bushes(side: Array) -> Array:
    """How dark (0…1) it is at the foot of the rows, at ``side`` metres from the path's middle."""
    return (0.5 + 0.5 * np.cos(2 * np.pi * (side / BETWEEN - 0.5))).astype(np.float32) ** 3
