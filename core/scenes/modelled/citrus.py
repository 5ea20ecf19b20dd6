"""Citrus fruit: whole, halved, and in slices."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.scenes.modelled import finish
from core.scenes.modelled.model import Build, Part
from core.scenes.modelled.shapes import (
    Mesh,
    ball,
    bent,
    coloured,
    grounded,
    joined,
    mixed,
    noise,
    rotation,
    skin,
    tilted,
    tone,
)
from core.scenes.parts.canvas import Array, Random


@dataclass(frozen=True)
class Fruit:
    """How a citrus fruit looks: its ``rind`` from dark to light, ``pith``, ``pulp`` from dark to light, half
    its height and its radius in metres, how far its tip is drawn out, and how many segments it has."""

    rind: tuple[str, str]
    pith: str
    pulp: tuple[str, str]
    half: float
    radius: float
    tip: float
    segments: int = 10


FRUITS = {
    "lemon": Fruit(("e3b41c", "f4d545"), "f7efc9", ("ecc84a", "f8e68a"), 0.041, 0.031, 0.22, 9),
    "lime": Fruit(("4f8a22", "84b53a"), "e4edc0", ("a9c45a", "d6e497"), 0.031, 0.026, 0.1, 9),
    "orange": Fruit(("e57812", "f59a2a"), "fbe6bf", ("ea8416", "f9b348"), 0.037, 0.038, 0.0, 10),
    "mandarin": Fruit(("e0700c", "f28c1c"), "fbdcae", ("e87a10", "f7a63a"), 0.026, 0.032, 0.0, 10),
    "grapefruit": Fruit(("e8a03a", "f3bf62"), "f9e3cf", ("d6463c", "ee8272"), 0.046, 0.05, 0.0, 11),
}


def _peel(fruit: Fruit, rng: Random, points: Array) -> Array:
    share = 0.5 + 0.3 * noise(points, 0.05, rng) + 0.12 * noise(points, 0.003, rng, 1)
    return mixed(tone(fruit.rind[0]), tone(fruit.rind[1]), share)


def _shaped(fruit: Fruit, rng: Random, cut: bool = False) -> Callable[[Array], Array]:
    dents = rng.normal(0, 0.02, 3)

    def way(points: Array) -> Array:
        y = points[:, 1] / fruit.half
        pulled = points.copy()
        nub = np.clip((np.abs(y) - 0.72) / 0.28, 0, 1) ** 1.5
        pulled[:, 1] += np.sign(y) * nub * fruit.tip * fruit.half * np.where(y > 0, 1.0, 0.55)
        shrink = 1 - fruit.tip * 1.2 * np.clip((np.abs(y) - 0.55) / 0.45, 0, 1) ** 2
        pulled[:, [0, 2]] *= shrink[:, None]
        pulled[:, 0] += dents[0] * points[:, 1]
        return pulled

    return way


def whole(name: str) -> Build:
    """A whole fruit lying on its side, or sitting."""
    fruit = FRUITS[name]

    def build(rng: Random) -> tuple[Part, ...]:
        grow = float(rng.uniform(0.93, 1.07))
        mesh = ball((fruit.radius, fruit.half, fruit.radius), 44, 56)
        mesh = bent(mesh, _shaped(fruit, rng))
        pores = 0.00022 * noise(mesh.points, 0.0032, rng, 1) + 0.0006 * noise(mesh.points, 0.03, rng, 1)
        outward = mesh.normals if mesh.normals is not None else mesh.points
        peel = _peel(fruit, rng, mesh.points)
        stem = np.clip((mesh.points[:, 1] + fruit.half * (1 + 0.4 * fruit.tip)) / 0.004, 0, 1)
        peel = mixed(tone("8a8a3a"), peel, stem)
        pitted = bent(mesh, lambda points: points + outward * pores[:, None])
        lying = 1.35 if fruit.tip > 0.15 else float(rng.uniform(0, 0.7))
        made = tilted(coloured(pitted, peel).scaled(grow), lying + float(rng.uniform(-0.15, 0.15)), (0, 0, 1))
        return (
            Part(grounded(made.turned(float(rng.uniform(-0.7, 0.7)))), finish.satin(0.36, 0.45, coat=0.15)),
        )

    return build


def flesh(fruit: Fruit, rng: Random, x: Array, z: Array) -> Array:
    """The colours N×3 of a cut at places within the unit disc: pith, walls and juicy segments."""
    reach, turn = np.hypot(x, z), np.arctan2(z, x)
    shift = rng.uniform(0, 1)
    at = turn / (2 * np.pi) * fruit.segments + shift
    wall = np.abs((at % 1) - 0.5) * 2
    number = np.floor(at).astype(int) % fruit.segments
    inner = np.clip((0.86 - reach) / 0.035, 0, 1) * np.clip((reach - 0.07) / 0.05, 0, 1)
    width = 0.05 + 0.02 / np.maximum(reach, 0.1)
    inside = inner * np.clip((1 - wall - width) / 0.07, 0, 1)
    places = np.stack([turn * 0.22 * 3, reach * 0.16, number * 7.0], 1)
    share = 0.45 + 0.28 * noise(places, 0.16, rng) + rng.uniform(-0.15, 0.15, fruit.segments)[number]
    pulp = mixed(tone(fruit.pulp[0]), tone(fruit.pulp[1]), share)
    made = mixed(tone(fruit.pith), pulp, inside)
    return mixed(made, tone(fruit.rind[1]), np.clip((reach - 0.955) / 0.02, 0, 1))


def disc(fruit: Fruit, rng: Random, radius: float) -> Mesh:
    """The cut face: a disc facing up at y = 0."""
    rings, sides = 30, 110
    reach = np.concatenate([np.linspace(0, 0.82, rings - 9), np.linspace(0.86, 1.0, 9)])
    turn = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    x, z = reach[:, None] * np.cos(turn), reach[:, None] * np.sin(turn)
    grid = np.stack([x, 0 * x, z], -1)[::-1]
    flat = grid.reshape(-1, 3)
    colours = flesh(fruit, rng, flat[:, 0], flat[:, 2])
    r = np.hypot(flat[:, 0], flat[:, 2])
    bumps = 0.02 * noise(flat, 0.12, rng, 1) * np.clip((0.85 - r) * 12, 0, 1) - 0.012 * (r < 0.86)
    grid = grid + np.array([0, 1, 0]) * bumps.reshape(*grid.shape[:2], 1)
    return coloured(skin((grid * radius).astype(np.float32)), colours)


def wheel(rng: Random, radius: float, name: str, thick: float = 0.0055) -> Mesh:
    """A round slice lying about the origin, cut on both sides."""
    fruit = FRUITS[name]
    face = disc(fruit, rng, radius * 0.995)
    top = face.moved(0, thick / 2, 0)
    below = face.rotated(rotation(np.pi, (1, 0, 0))).moved(0, -thick / 2, 0)
    turn = np.linspace(0, 2 * np.pi, 110, endpoint=False)
    rows = [(0.995, -0.5), (1.0, -0.4), (1.0, 0.4), (0.995, 0.5)]
    x, z = radius * np.cos(turn), radius * np.sin(turn)
    grid = np.stack([np.stack([r * x, np.full(110, y * thick), r * z], -1) for r, y in rows])
    rim = skin(grid.astype(np.float32))
    return joined([top, below, coloured(rim, _peel(fruit, rng, rim.points))])


def half(name: str) -> Build:
    """Half a fruit, leaning so that its cut shows."""
    fruit = FRUITS[name]

    def build(rng: Random) -> tuple[Part, ...]:
        tilt = np.linspace(np.pi, np.pi / 2, 22)[:, None]
        turn = np.linspace(0, 2 * np.pi, 110, endpoint=False)[None]
        low = np.where(tilt > np.pi - 1e-6, 0, np.sin(tilt)) * fruit.radius
        grid = np.stack([low * np.cos(turn), np.cos(tilt) * fruit.half + 0 * turn, low * np.sin(turn)], -1)
        bowl = bent(skin(grid.astype(np.float32)), _shaped(fruit, rng))
        made = joined(
            [coloured(bowl, _peel(fruit, rng, bowl.points)), disc(fruit, rng, fruit.radius * 0.998)]
        )
        made = tilted(made, float(rng.uniform(0.75, 1.05)), (1, 0, 0)).turned(float(rng.uniform(-0.5, 0.5)))
        return (Part(grounded(made), finish.satin(0.3, 0.5, coat=0.3)),)

    return build


def slices(name: str, count: int = 3) -> Build:
    """Slices that lie over one another like shingles, seen from the front."""
    fruit = FRUITS[name]

    def build(rng: Random) -> tuple[Part, ...]:
        made: list[Mesh] = []
        radius = fruit.radius * 0.96
        for number in range(count):
            one = wheel(rng, radius * float(rng.uniform(0.93, 1.03)), name)
            one = tilted(one, 0.0 if number == 0 else 0.2, (0, 0, 1)).turned(float(rng.uniform(-0.15, 0.15)))
            x = (number - (count - 1) / 2) * radius * 0.95
            made.append(grounded(one).moved(x, 0.0003, float(rng.uniform(-0.1, 0.1)) * radius))
        return (Part(joined(made), finish.satin(0.28, 0.5, coat=0.4)),)

    return build
