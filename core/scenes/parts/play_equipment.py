"""Swings, slides and climbing towers of a playground as faces; measures in metres."""

import numpy as np

from core.scenes.parts.canvas import Random
from core.scenes.parts.solids import UPRIGHT, Flat, Round, Solid, bar, box, point, rectangle, wall

Place = tuple[float, float]
"""Right of the camera and away from it."""


def swings(rng: Random, at: Place, paint: list[str]) -> list[Solid]:
    """A beam on two pairs of legs with two seats on chains, one of them a little aside."""
    (x, z), high, half = at, 2.25, 1.7
    made: list[Solid] = [bar((x - half, high, z), (x + half, high, z), 0.13, "wood")]
    for side in (-1, 1):
        for lean in (-1, 1):
            foot = (x + side * (half + 0.25), 0.0, z + lean * 0.85)
            made.append(bar(foot, (x + side * half, high + 0.06, z), 0.12, "wood"))
    for i, off in enumerate((-0.75, 0.75)):
        push = float(rng.normal(0, 0.12))
        seat = 0.48 + 0.02 * i
        for side in (-0.23, 0.23):
            made.append(
                bar(
                    (x + off + side, high, z),
                    (x + off + side + push * 0.3, seat, z + push),
                    0.022,
                    "chain",
                    casts=False,
                )
            )
        made += box(
            (x + off - 0.25 + push * 0.3, x + off + 0.25 + push * 0.3),
            (seat - 0.04, seat),
            (z + push - 0.1, z + push + 0.1),
            paint[0] if i else "rubber",
        )
    return made


def slide(at: Place, side: float, paint: list[str], high: float = 1.7) -> list[Solid]:
    """A slide that comes down to the ``side`` (-1 left, 1 right), its bed of steel, with its ladder."""
    x, z = at
    long, wide = 1.55 * high, 0.5
    top, low = (x, high, z), (x + side * long, 0.28, z)
    slope = np.array([low[0] - top[0], low[1] - top[1], 0.0])
    far = float(np.linalg.norm(slope))
    slope = slope / far
    level = (0.0, 0.0, 1.0)
    bed = rectangle((top[0], top[1], z - wide / 2), point(slope), level, (far, wide), "steel")
    run = rectangle((low[0], low[1], z - wide / 2), (side, 0.0, 0.0), level, (0.5, wide), "steel")
    made: list[Solid] = [bed, run]
    for deep in (-wide / 2, wide / 2):
        made.append(bar((top[0], top[1] + 0.06, z + deep), (low[0], low[1] + 0.06, z + deep), 0.2, paint[0]))
        made.append(
            bar(
                (low[0], low[1] + 0.05, z + deep),
                (low[0] + side * 0.5, low[1] + 0.05, z + deep),
                0.18,
                paint[0],
            )
        )
        made.append(
            bar((x - side * 0.75, 0.0, z + deep), (x - side * 0.1, high + 0.75, z + deep), 0.06, "metal")
        )
        made.append(bar((x + side * 0.1, 0.0, z + deep), (x, high, z + deep), 0.06, "metal"))
        made.append(
            bar((x - side * 0.1, high + 0.7, z + deep), (x + side * 0.5, high + 0.1, z + deep), 0.05, "metal")
        )
    return made + [_rung(at, side, high, step) for step in np.linspace(0.12, 0.95, 7).tolist()]


def _rung(at: Place, side: float, high: float, step: float) -> Flat:
    """A rung of a slide's ladder, at that share of its height."""
    (x, z), up = at, step * high
    across = x - side * (0.75 - 0.55 * step)
    return bar((across - 0.02, up, z), (across + 0.14, up, z), 0.045, "metal", casts=False)


def tower(rng: Random, at: Place, side: float, paint: list[str]) -> list[Solid]:
    """A wooden climbing tower with a roof, rails, a ladder and a slide to the ``side``."""
    (x, z), half, floor = at, 0.62, 1.35
    made: list[Solid] = []
    for dx in (-half, half):
        for dz in (-half, half):
            made.append(Round(middle=(x + dx, z + dz), low=0.0, high=2.75, base=0.06, top=0.06, skin="log"))
    made += box(
        (x - half - 0.06, x + half + 0.06), (floor - 0.12, floor), (z - half - 0.06, z + half + 0.06), "wood"
    )
    made += _roof((x, z), half + 0.25, 2.65, 0.75, paint[1])
    made += [
        bar((x - half, floor + 0.12, z - half), (x + half, floor + 0.12, z - half), 0.09, "wood"),
        bar((x - half, floor + 0.78, z - half), (x + half, floor + 0.78, z - half), 0.09, "wood"),
    ]
    for u in np.linspace(-half + 0.12, half - 0.12, 6).tolist():
        made.append(
            bar((x + u, floor + 0.12, z - half), (x + u, floor + 0.78, z - half), 0.05, "wood", casts=False)
        )
    made.append(wall((x - half, z + half), (x + half, z + half), floor, floor + 0.8, paint[2]))
    # A climbing wall below the platform with coloured holds, at the side that has no slide.
    made.append(wall((x - side * half, z - half), (x - side * half, z + half), 0.0, floor, "wood"))
    for _ in range(9):
        u, v = rng.uniform(-half, half), rng.uniform(0.15, floor - 0.1)
        made.append(
            bar(
                (x - 0.05 + u, v, z - half - 0.02),
                (x + 0.05 + u, v, z - half - 0.02),
                0.08,
                paint[0],
                casts=False,
            )
        )
    made.append(wall((x - half, z - half), (x + half, z - half), 0.0, floor - 0.1, "wood"))
    return made + slide((x + side * half, z), side, [paint[0]], floor)[:6]


def _roof(at: Place, half: float, low: float, rise: float, skin: str) -> list[Solid]:
    """A roof of two slopes that rise towards the middle."""
    x, z = at
    run = float(np.hypot(half, rise))
    made: list[Solid] = []
    for side in (-1.0, 1.0):
        corner, up = (x + side * half, low, z - half), (-side * half / run, rise / run, 0.0)
        made.append(rectangle(corner, (0.0, 0.0, 1.0), up, (2 * half, run), skin))
    made.append(
        Flat(
            corner=(x - half, low, z - half + 0.05),
            along=(1.0, 0.0, 0.0),
            up=UPRIGHT,
            outline=((0.0, 0.0), (2 * half, 0.0), (half, rise)),
            skin=skin,
        )
    )
    return made


def log_edge(away: float) -> list[Solid]:
    """A low rim of lying logs across the picture, behind a sandbox."""
    return list[Solid](box((-14.0, 14.0), (0.0, 0.2), (away, away + 0.22), "log"))
