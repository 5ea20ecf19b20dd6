"""Twigs and blossoms that lie on a ground seen from above. Lengths are in metres, courses in rad."""

import numpy as np

from core.scenes.parts.canvas import Array, Random, jitter, rgb
from core.scenes.parts.gobos import blade, curve
from core.scenes.parts.lying import Lay, Spot, drawn

WOODY = ("6a5643", "77604a", "54453a")


def stem(lay: Lay, points: Array, turn: Array, thick: float, tone: Array) -> None:
    """A stem along ``points`` N×2 with its course ``turn`` (rad) at each, ``thick`` its half width there."""
    normal = np.stack([-np.sin(turn), np.cos(turn)], 1)
    half = np.linspace(thick, 0.4 * thick, len(points))[:, None]
    shapes = []
    for low, high, light in ((-1.0, -0.2, 0.8), (-0.3, 0.4, 1.1), (0.3, 1.0, 0.9)):
        one, two = points + normal * half * low, points + normal * half * high
        shapes.append((np.concatenate([one, two[::-1]]).astype(np.float32), tone * light, 1.0))
    drawn(lay, shapes, 2 * thick)


def flower_head(lay: Lay, rng: Random, at: Spot, size: float, codes: tuple[str, ...]) -> None:
    """A full flower's head seen from above: rings of petals, the inner ones smaller and higher."""
    base = jitter(rng, rgb(str(rng.choice(codes))), 0.04)
    start = float(rng.uniform(0, 6))
    for ring, count in ((1.0, 11), (0.78, 10), (0.58, 9), (0.4, 8), (0.22, 6)):
        for index in range(count):
            turn = start + ring * 9 + 2 * np.pi * index / count + float(rng.normal(0, 0.1))
            tone = base * rng.normal(0.84 + 0.16 * ring, 0.035)
            pair = np.clip(np.stack([tone, tone * 0.9]), 0, 1).astype(np.float32)
            middle = at[0] + np.cos(turn) * size * 0.3 * ring, at[1] + np.sin(turn) * size * 0.3 * ring
            reach = size * 0.5 * (0.45 + 0.55 * ring)
            lay.leaf("petal", int(rng.integers(5)), middle, reach, turn, pair, 0.0012)
    grain = rgb(str(rng.choice(["c9a24a", "8f8b4a", "b98a3e"])))
    for _ in range(16):
        away, turn = size * 0.07 * float(rng.random()) ** 0.5, float(rng.uniform(0, 6.28))
        spot = at[0] + away * np.cos(turn), at[1] + away * np.sin(turn)
        tone = jitter(rng, grain, 0.12)
        pair = np.stack([tone, tone * 0.7]).astype(np.float32)
        lay.leaf("olive", int(rng.integers(5)), spot, size * 0.1, float(rng.uniform(0, 6.28)), pair, 0.002)


def daisy(lay: Lay, rng: Random, at: Spot, size: float) -> None:
    """A daisy seen from above, ``size`` across: narrow white petals in two rings around a yellow disc."""
    start, white = float(rng.uniform(0, 6)), rgb("f6f4ec")
    for ring, count in ((1.0, 17), (0.86, 15)):
        for index in range(count):
            turn = start + ring * 5 + 2 * np.pi * index / count + float(rng.normal(0, 0.06))
            tone = white * rng.normal(0.9 + 0.1 * (1 - ring), 0.03)
            pair = np.clip(np.stack([tone, tone * 0.92]), 0, 1).astype(np.float32)
            middle = at[0] + np.cos(turn) * size * 0.29 * ring, at[1] + np.sin(turn) * size * 0.29 * ring
            lay.leaf("olive", int(rng.integers(5)), middle, size * 0.42 * ring, turn, pair, 0.001)
    for _ in range(34):
        away, turn = size * 0.12 * float(rng.random()) ** 0.5, float(rng.uniform(0, 6.28))
        spot = at[0] + away * np.cos(turn), at[1] + away * np.sin(turn)
        tone = jitter(rng, rgb("e3b52a"), 0.08)
        pair = np.stack([tone, tone * 0.8]).astype(np.float32)
        lay.leaf("petal", int(rng.integers(5)), spot, size * 0.1, float(rng.uniform(0, 6.28)), pair, 0.0025)


def fir(lay: Lay, rng: Random, start: Array, course: float, long: float) -> None:
    """A fir branch with side twigs, all in needles."""
    shapes = list[tuple[Array, Array, float]]()
    stems = [(start, course, long)]
    points, turn = curve(start, course, float(rng.normal(0, 0.3)), long, 30)
    for index in range(5, 26, 4):
        for side in (-1, 1):
            away = float(turn[index] + side * rng.uniform(0.6, 0.85))
            stems.append((points[index], away, long * rng.uniform(0.28, 0.5) * (1.15 - index / 30)))
    for order, (base, heading, reach) in enumerate(stems[::-1]):
        spine, bearing = curve(base, heading, float(rng.normal(0, 0.25)), reach, 44)
        _needles(shapes, rng, spine, bearing, 0.35 + 0.6 * order / len(stems))
    drawn(lay, shapes, 0.012)


def _needles(
    shapes: list[tuple[Array, Array, float]], rng: Random, spine: Array, bearing: Array, level: float
) -> None:
    """One twig: bark, and needles of about 18 mm to both sides and above."""
    normal = np.stack([-np.sin(bearing), np.cos(bearing)], 1) * 0.0012
    shapes.append(
        (np.concatenate([spine + normal, (spine - normal)[::-1]]).astype(np.float32), rgb("5d4a38"), level)
    )
    greens = ("2f4a34", "3b5a3c", "27402f", "48683f", "567246")
    count = max(30, int(700 * float(np.hypot(*(spine[-1] - spine[0])))))
    for place in np.sort(rng.random(count)):
        index = min(int(place * len(spine)), len(spine) - 1)
        side = float(rng.choice([-1, 1])) * rng.uniform(0.15, 1.05)
        away = float(bearing[index] + side)
        shape = blade(spine[index], away, rng.uniform(0.011, 0.019), 0.0017, float(rng.normal(0, 0.25)), 0.8)
        tone = rgb(str(rng.choice(greens))) * rng.uniform(0.75, 1.2)
        shapes.append((shape, tone.astype(np.float32), level * rng.uniform(0.6, 1.0)))


def olive(lay: Lay, rng: Random, start: Array, course: float, long: float) -> None:
    """An olive branch: slim grey-green leaves."""
    bend = float(rng.normal(0, 0.35))
    points, turn = curve(start, course - bend / 2, bend, long, 40)
    stem(lay, points, turn, 0.0018, rgb(str(rng.choice(WOODY))))
    for index in range(5, 40, 2):
        side = 1 if index % 4 == 1 else -1
        out = float(turn[index] + side * rng.uniform(0.4, 0.95))
        reach = rng.uniform(0.045, 0.065) * (1.15 - 0.5 * index / 40)
        at = points[index] + np.array([np.cos(out), np.sin(out)]) * reach * 0.45
        code = str(rng.choice(["6e7f5a", "7f8d6b", "5c6e4c", "9aa58a"]))
        tone = jitter(rng, rgb(code), 0.05)
        pair = np.stack([tone, tone * 0.9]).astype(np.float32)
        lay.leaf("olive", int(rng.integers(5)), (at[0], at[1]), reach, out, pair, 0.004)
