"""Plants that grow over a wall from its edge: ivy, bougainvillea, climbing roses, wisteria; and palm fronds
that hang into the picture. Lengths are picture heights."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, Random, rgb
from core.scenes.parts.fixed import Fixture
from core.scenes.parts.floats import f32
from core.scenes.parts.heightfield import Lamp
from core.scenes.parts.leafy import Leaf, Stem, grown


@dataclass(frozen=True)
class Look:
    """One climber: its greens, its blossoms' colours (none for ivy) and how many petals make one, in how
    many rings, how long they are (m), and the share of the shoots' places that bear them."""

    greens: tuple[str, ...]
    blossoms: tuple[str, ...] = ()
    petals: int = 3
    long: float = 0.034
    share: float = 0.0
    leaf: float = 0.055


WILD_VINE = ("a83a22", "c2562a", "8f2a22", "d08a36", "7a3b26", "b84a2a")
FINEST = 640
"""Rows of the largest picture that plants are drawn for; they are enlarged beyond."""
CLIMBERS: Mapping[str, Look] = {
    "ivy": Look(("34502c", "45643a", "2b4427", "587546"), leaf=0.06),
    "bougainvillea": Look(
        ("4d6b35", "5f7d42", "3f5a2e"), ("c2307f", "d6438f", "b02a76", "e05aa0"), 3, 0.036, 0.62
    ),
    "climbing roses": Look(
        ("3f5a33", "50703f", "34502c"), ("e7b3bb", "f0cfd0", "d98f9e", "f4e2dd"), 8, 0.036, 0.24
    ),
    "wisteria": Look(("6d8a4a", "7c9a58"), ("9a86c8", "b3a1d8", "8672b8"), 3, 0.022, 0.7, 0.05),
}
"""By the prop's name."""


def climber(
    name: str, rng: Random, lamp: Lamp, size: tuple[int, int], high: float, season: str = "summer"
) -> list[Fixture]:
    """The plant over one upper corner of the wall, hanging down at the side; ``high`` metres are seen
    from top to bottom. In autumn ivy is the red of wild vine."""
    look, aspect = CLIMBERS[name], size[1] / size[0]
    if season == "autumn" and not look.blossoms:
        look = replace(look, greens=WILD_VINE)
    side = -1 if lamp.toward[0] > 0 else 1
    leaves, stems = list[Leaf](), list[Stem]()
    count = int(32 / high)
    for number in range(count):
        share = (number + float(rng.uniform(0, 1))) / count
        # The fewest reach toward the middle, and those are the shortest.
        inward = share**1.6 * 0.62 * aspect
        fall = (1 - share) ** 0.8 * float(rng.uniform(0.35, 0.95)) + float(rng.uniform(0.05, 0.14))
        x0 = aspect / 2 + side * (aspect / 2 + 0.03 - inward)
        t = np.linspace(0, 1, 24)
        sway = float(rng.normal(0, 0.05)) * t + 0.016 * np.sin(
            t * float(rng.uniform(4, 9)) + float(rng.uniform(0, 6))
        )
        points = np.stack([x0 + sway, -0.06 + (fall + 0.06) * t], 1)
        away = float(rng.uniform(0.3, 0.9))
        stems.append((points, 0.0016 / high, rgb("5d4c38"), away))
        _dress(rng, look, points, away, fall, (leaves, high))
    return [_seen(rng, lamp, size, (leaves, stems), 0.07)]


def _seen(
    rng: Random, lamp: Lamp, size: tuple[int, int], plant: tuple[list[Leaf], list[Stem]], away: float
) -> Fixture:
    """The plant before the wall, a little out of focus: drawn no larger than ``FINEST`` rows."""
    rows = min(FINEST, size[0])
    fewer = rows, max(8, round(size[1] * rows / size[0]))
    made = grown(rng, lamp, fewer, *plant, -1.0)
    light, cover = made.light, made.cover
    if fewer != size:
        light, cover = (cv2.resize(one, size[::-1], interpolation=cv2.INTER_CUBIC) for one in (light, cover))
    return Fixture(f32(np.clip(light, 0, None)), f32(np.clip(cover, 0, 1)), away)


def _dress(
    rng: Random, look: Look, points: Array, away: float, fall: float, to: tuple[list[Leaf], float]
) -> None:
    """Leaves and blossoms along one shoot, added to the first of ``to``; the second are the metres seen."""
    leaves, high = to
    steps = max(4, int(fall * high / 0.026))
    for step in range(steps):
        at = points[min(int((step + float(rng.random())) / steps * 24), 23)]
        spot = float(at[0] + rng.normal(0, 0.014)), float(at[1] + rng.normal(0, 0.012))
        near = float(np.clip(away + rng.normal(0, 0.22), 0.02, 0.98))
        if look.blossoms and rng.random() < look.share:
            _blossom(rng, look, spot, near, leaves, high)
            continue
        long = look.leaf * float(rng.uniform(0.65, 1.15)) / high
        tone = rgb(str(rng.choice(look.greens))) * float(rng.uniform(0.8, 1.2))
        leaves.append(
            Leaf(
                spot, float(rng.uniform(0.2, 2.9)), long, long * float(rng.uniform(0.28, 0.42)),
                float(rng.normal(0, 0.1)), float(rng.normal(0, 0.5)), float(rng.normal(0.1, 0.4)),
                f32(tone), near, False,
            )
        )  # fmt: skip


def _blossom(
    rng: Random, look: Look, at: tuple[float, float], near: float, leaves: list[Leaf], high: float
) -> None:
    """One blossom: petals around its middle, later ones over those before."""
    tone = rgb(str(rng.choice(look.blossoms)))
    turn = float(rng.uniform(0, 2 * np.pi))
    for number in range(look.petals):
        inner = 1 - 0.55 * (number // 5)
        long = look.long * inner * float(rng.uniform(0.8, 1.15)) / high
        way = turn + number * 2 * np.pi / min(look.petals, 5) + 0.5 * (number // 5)
        leaves.append(
            Leaf(
                at, way, long, long * float(rng.uniform(0.36, 0.46)), float(rng.normal(0, 0.08)),
                float(rng.normal(0, 0.35)), float(rng.normal(0.25, 0.3)),
                f32(np.clip(tone * float(rng.uniform(0.85, 1.12)), 0, 1)),
                float(np.clip(near - 0.004 * number, 0.01, 0.99)), False,
            )
        )  # fmt: skip


def fronds(rng: Random, lamp: Lamp, size: tuple[int, int], high: float) -> list[Fixture]:
    """Palm fronds that reach in from an upper corner and from the side below it."""
    aspect = size[1] / size[0]
    side = -1 if lamp.toward[0] > 0 else 1
    leaves, stems = list[Leaf](), list[Stem]()
    for number in range(4):
        top = float((-0.02, 0.12, 0.62, 0.86)[number] + rng.uniform(-0.04, 0.04))
        start = aspect / 2 + side * (aspect / 2 + 0.08), top
        course = float((0.5, 0.15, -0.25, -0.6)[number] + rng.normal(0, 0.1))
        _frond(rng, start, side, course, float(rng.uniform(0.42, 0.56)) / high, (leaves, stems))
    return [_seen(rng, lamp, size, (leaves, stems), 0.16)]


def _frond(
    rng: Random,
    start: tuple[float, float],
    side: int,
    course: float,
    long: float,
    to: tuple[list[Leaf], list[Stem]],
) -> None:
    """One frond: its rib drooping from ``start``, narrow leaflets on both sides of it."""
    leaves, stems = to
    t = np.linspace(0, 1, 40)
    turn = course + 0.55 * t**1.5
    step = long / 39
    x = start[0] - side * np.cumsum(np.cos(turn)) * step
    y = start[1] + np.cumsum(np.sin(turn)) * step
    away = float(rng.uniform(0.25, 0.8))
    stems.append((np.stack([x, y], 1), 0.003, rgb("8a8f4e"), away))
    tone = rgb(str(rng.choice(("4b6b32", "5a7a3c", "3f5c2c", "6a8746"))))
    for place in range(3, 39):
        for flank in (-1, 1):
            wide = np.sin(np.pi * (0.08 + 0.9 * place / 39)) ** 0.7
            size = 0.42 * long * wide * float(rng.uniform(0.85, 1.1))
            along = turn[place] if side < 0 else np.pi - turn[place]
            lean = flank * float(rng.uniform(0.72, 0.95))
            leaves.append(
                Leaf(
                    (float(x[place]), float(y[place])), float(along + lean), float(size), float(size * 0.055),
                    float(0.16 + rng.normal(0, 0.06)) * (1 if np.cos(along + lean) > 0 else -1),
                    float(rng.normal(0, 0.4)), float(rng.normal(0.1, 0.3)),
                    f32(tone * float(rng.uniform(0.8, 1.2))),
                    float(np.clip(away + rng.normal(0, 0.1), 0.02, 0.98)), True,
                )
            )  # fmt: skip
