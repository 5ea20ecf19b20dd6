"""A castle as faces: walls with battlements, round towers with pointed roofs, a keep, gate and windows."""

from dataclasses import dataclass

import numpy as np

from core.scenes.parts.canvas import Array, Random
from core.scenes.parts.solids import UPRIGHT, Flat, Kept, Round, Solid, box, wall


@dataclass(frozen=True)
class Tower:
    """A tower: its middle (right, away), radius, height of its wall over the ground, and how high its pointed
    roof is, 0 for battlements."""

    x: float
    z: float
    radius: float
    tall: float
    roof: float


@dataclass(frozen=True)
class Plan:
    """A castle: metres to the right and away of its middle, half its width, height of the ground below it,
    its towers, height of its walls, the keep (x, half width, height, roof), and whether flags fly."""

    across: float
    away: float
    half: float
    ground: float
    towers: tuple[Tower, ...]
    tall: float
    keep: tuple[float, float, float, float]
    flags: bool


def plan_of(rng: Random, flags: bool) -> Plan:
    """A castle by chance, 130 to 180 metres away, beside the middle of the picture."""
    away, half = float(rng.uniform(130, 180)), float(rng.uniform(17, 23))
    across = float(rng.choice([-1, 1])) * float(rng.uniform(3, 11))
    pointed = rng.random() < 0.65
    tall = float(rng.uniform(7, 9))
    towers: list[Tower] = []
    for share in (-1.0, -0.34 + float(rng.uniform(-0.1, 0.1)), 0.4 + float(rng.uniform(-0.1, 0.1)), 1.0):
        radius = float(rng.uniform(2.2, 3.2))
        high = tall + float(rng.uniform(2.5, 8.5))
        roof = float(rng.uniform(2.0, 2.7)) * radius if pointed and rng.random() < 0.85 else 0.0
        depth = float(rng.uniform(-2, 3)) if abs(share) < 0.9 else 0.0
        towers.append(Tower(across + share * half, away + depth, radius, high, roof))
    # One slender tower behind rises over all.
    towers.append(
        Tower(
            across + float(rng.uniform(-0.5, 0.5)) * half,
            away + 12,
            2.3,
            tall + float(rng.uniform(14, 18)),
            6.5,
        )
    )
    keep = (
        across + float(rng.uniform(-0.25, 0.25)) * half,
        float(rng.uniform(5, 7.5)),
        tall + float(rng.uniform(4, 7)),
        5.0,
    )
    return Plan(across, away, half, float(rng.uniform(7, 11)), tuple(towers), tall, keep, flags)


def teeth(high: float, every: float = 1.6, deep: float = 0.9) -> Kept:
    """Battlements along the upper edge, at ``high``, of a wall."""

    def kept(u: Array, v: Array) -> Array:
        """All but the gaps between the teeth."""
        return (v < high - deep) | (u % every < 0.56 * every)

    return kept


def castle_faces(plan: Plan) -> list[Solid]:
    """All faces of the castle."""
    low, made = plan.ground, list[Solid]()
    left, right = plan.across - plan.half, plan.across + plan.half
    top = low + plan.tall
    made.append(
        wall((left, plan.away), (right, plan.away), low - 4, top + 0.9, "wall", kept=teeth(plan.tall + 4.9))
    )
    course, up = plan.away - 0.15, top - 0.5
    made.append(wall((left, course), (right, course), up, up + 0.35, "edge", casts=False))
    for tower in plan.towers:
        made += _tower(tower, low, plan.flags)
    made += _keep(plan)
    made += _gate(plan)
    return made


def _tower(tower: Tower, low: float, flags: bool) -> list[Solid]:
    """A round tower with its wider head, windows, and roof or battlements."""
    at, high = (tower.x, tower.z), low + tower.tall
    made: list[Solid] = [
        Round(middle=at, low=low - 4, high=high, base=tower.radius * 1.06, top=tower.radius, skin="wall"),
        Round(middle=at, low=high, high=high + 0.5, base=tower.radius, top=tower.radius * 1.16, skin="edge"),
    ]
    head, wide = high + 0.5, tower.radius * 1.16
    if tower.roof:
        made += [
            Round(middle=at, low=head, high=head + 1.5, base=wide, top=wide, skin="wall"),
            Round(
                middle=at,
                low=head + 1.4,
                high=head + 1.4 + tower.roof,
                base=wide * 1.14,
                top=0.02,
                skin="roof",
            ),
        ]
        top = head + 1.4 + tower.roof
    else:
        made.append(
            Round(middle=at, low=head, high=head + 2.0, base=wide, top=wide, skin="wall", kept=teeth(2.0))
        )
        top = head + 1.2
    front = tower.z - tower.radius - 0.06
    for up in np.arange(low + 2.5, high - 1.0, 3.4).tolist():
        made.append(wall((tower.x - 0.3, front), (tower.x + 0.3, front), up, up + 1.5, "dark", casts=False))
    return made + (_flag((tower.x, tower.z), top) if flags else [])


def _flag(at: tuple[float, float], top: float) -> list[Solid]:
    """A pole with a pennant."""
    x, z = at
    pennant = Flat(
        corner=(x, top + 1.6, z),
        along=(1.0, 0.0, 0.0),
        up=UPRIGHT,
        outline=((0.0, 0.0), (2.0, 0.3), (0.0, 0.8)),
        skin="flag",
        casts=False,
    )
    return [wall((x - 0.06, z), (x + 0.06, z), top - 0.2, top + 2.8, "dark", casts=False), pennant]


def _keep(plan: Plan) -> list[Solid]:
    """The great house behind the wall with its steep roof."""
    x, half, tall, rise = plan.keep
    low, near, deep = plan.ground, plan.away + 5.0, 9.0
    top = low + tall
    made = list[Solid](box((x - half, x + half), (low, top), (near, near + deep), "wall")[:3])
    run = float(np.hypot(deep / 2, rise))
    made.append(
        Flat(
            corner=(x - half - 0.4, top - 0.2, near - 0.4),
            along=(1.0, 0.0, 0.0),
            up=(0.0, rise / run, deep / 2 / run),
            outline=((0.0, 0.0), (2 * half + 0.8, 0.0), (2 * half + 0.1, run), (0.7, run)),
            skin="roof",
        )
    )
    for floor in np.arange(low + plan.tall - 1.5, top - 1.8, 3.1).tolist():
        for off in np.linspace(-half + 1.4, half - 1.4, max(2, int(half / 1.3))).tolist():
            made += [
                wall(
                    (x + off - 0.55, near - 0.05),
                    (x + off + 0.55, near - 0.05),
                    floor - 0.15,
                    floor + 1.75,
                    "edge",
                    casts=False,
                ),
                wall(
                    (x + off - 0.38, near - 0.1),
                    (x + off + 0.38, near - 0.1),
                    floor,
                    floor + 1.6,
                    "dark",
                    casts=False,
                ),
            ]
    return made


def _gate(plan: Plan) -> list[Solid]:
    """A pointed gate and small windows in the curtain wall."""
    low, z = plan.ground, plan.away - 0.1
    x = plan.across + 0.05 * plan.half
    arch = ((-1.9, 0.0), (1.9, 0.0), (1.9, 2.9), (1.2, 4.1), (0.0, 4.8), (-1.2, 4.1), (-1.9, 2.9))
    frame = tuple((1.25 * u, 1.12 * v) for u, v in arch)
    made: list[Solid] = [
        Flat(
            corner=(x, low, z - 0.1 * i),
            along=(1.0, 0.0, 0.0),
            up=UPRIGHT,
            outline=outline,
            skin=skin,
            casts=False,
        )
        for i, (outline, skin) in enumerate(((frame, "edge"), (arch, "dark")))
    ]
    for share in np.linspace(-0.85, 0.85, 9).tolist():
        at = plan.across + share * plan.half
        if abs(at - x) > 4:
            made.append(wall((at - 0.25, z), (at + 0.25, z), low + 4.2, low + 5.4, "dark", casts=False))
    return made
