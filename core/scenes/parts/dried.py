"""Dried flowers that lie on a ground seen from above: hare's tails, ears of wheat and lavender, a few stems
together. Lengths are in metres."""

import numpy as np

from core.scenes.parts.canvas import Array, Random, jitter, rgb
from core.scenes.parts.gobos import curve
from core.scenes.parts.lying import Lay, drawn

Shape = tuple[Array, Array, float]
STEMS = ("b8a276", "a8946a", "c4b088")
TAILS = ("e6d9c0", "efe6d6", "d9c7a8")
LAVENDER = ("8d7fa6", "7a6c98", "a395b8", "6f6a78")
WHEAT = ("d2b377", "c4a262", "dfc592")


def bunch(lay: Lay, rng: Random, start: Array, course: float, long: float, accent: Array | None) -> None:
    """Five to eight stems that fan out from ``start`` towards ``course`` (rad), ``long`` m; ``accent`` dyes
    their heads."""
    kind = str(rng.choice(["tails", "tails", "lavender", "wheat"]))
    shapes = list[Shape]()
    for index in range(int(rng.integers(5, 9))):
        own = long * float(rng.uniform(0.75, 1.1))
        points, turn = curve(start, course + float(rng.normal(0, 0.16)), float(rng.normal(0, 0.35)), own, 30)
        level = 0.3 + 0.08 * index
        _stem(shapes, rng, points, turn, level)
        {"tails": _tail, "lavender": _spike, "wheat": _ear}[kind](shapes, rng, points, turn, level, accent)
    drawn(lay, shapes, 0.016)


def _stem(shapes: list[Shape], rng: Random, points: Array, turn: Array, level: float) -> None:
    normal = np.stack([-np.sin(turn), np.cos(turn)], 1)
    half = np.linspace(0.0011, 0.0006, len(points))[:, None]
    tone = jitter(rng, rgb(str(rng.choice(STEMS))), 0.05)
    for low, high, light in ((-1.0, 0.2, 0.86), (-0.2, 1.0, 1.08)):
        one, two = points + normal * half * low, points + normal * half * high
        shapes.append((np.concatenate([one, two[::-1]]).astype(np.float32), tone * light, 0.5 * level))


def _hair(base: Array, course: float, long: float, wide: float) -> Array:
    """A hair or grain: a slim kite from its base."""
    along = np.array([np.cos(course), np.sin(course)]) * long
    aside = np.array([-np.sin(course), np.cos(course)]) * wide / 2
    return np.stack([base, base + 0.45 * along + aside, base + along, base + 0.45 * along - aside]).astype(
        np.float32
    )


def _tail(
    shapes: list[Shape], rng: Random, points: Array, turn: Array, level: float, accent: Array | None
) -> None:
    """A hare's tail: a soft oval of fine hairs."""
    tone = rgb(str(rng.choice(TAILS))) if accent is None else accent
    head, course = points[-1], float(turn[-1])
    long, wide = 0.036 * rng.uniform(0.85, 1.15), 0.017 * rng.uniform(0.85, 1.1)
    ahead, aside = np.array([np.cos(course), np.sin(course)]), np.array([-np.sin(course), np.cos(course)])
    for step in np.sort(rng.random(170)):
        across = float(rng.normal(0, 0.42)) * np.sin(np.pi * (0.15 + 0.8 * step))
        base = head + ahead * (long * (step - 0.4)) + aside * (across * wide)
        way = course + across * 1.1 + float(rng.normal(0, 0.2))
        light = float(rng.uniform(0.84, 1.06)) * (1 - 0.1 * abs(across))
        rise = level + 0.25 * (1 - min(abs(across) * 1.4, 1))
        shapes.append((_hair(base, way, 0.011, 0.0016), np.clip(tone * light, 0, 1), rise))


def _spike(
    shapes: list[Shape], rng: Random, points: Array, turn: Array, level: float, accent: Array | None
) -> None:
    """A spike of lavender: small dry calyxes in whorls."""
    for place in range(15, 30):
        gap = 0.5 if place < 20 else 1.0
        for _ in range(int(7 * gap)):
            tone = rgb(str(rng.choice(LAVENDER))) if accent is None else accent
            way = float(turn[place] + rng.normal(0, 0.75))
            grain = _hair(points[place], way, 0.0085, 0.0042)
            shapes.append((grain, jitter(rng, tone, 0.08), level + float(rng.uniform(0, 0.25))))


def _ear(
    shapes: list[Shape], rng: Random, points: Array, turn: Array, level: float, accent: Array | None
) -> None:
    """An ear of wheat: grains in two rows and long awns."""
    for place in range(17, 30):
        for side in (-1, 1):
            tone = rgb(str(rng.choice(WHEAT))) if accent is None else accent
            way = float(turn[place] + side * 0.5 + rng.normal(0, 0.08))
            awn = _hair(points[place], way - side * 0.25, 0.05 * rng.uniform(0.7, 1.1), 0.0009)
            shapes.append((awn, jitter(rng, tone * 1.05, 0.04), level))
            grain = _hair(points[place], way, 0.0125, 0.0052)
            shapes.append((grain, jitter(rng, tone, 0.06), level + 0.2))
