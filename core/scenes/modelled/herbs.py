"""Sprigs of herbs."""

from dataclasses import dataclass, replace

import numpy as np

from core.scenes.modelled import finish
from core.scenes.modelled.model import Build, Part
from core.scenes.modelled.shapes import (
    Mesh,
    coloured,
    curve,
    grounded,
    joined,
    mixed,
    noise,
    skin,
    tilted,
    tone,
    tube,
)
from core.scenes.parts.canvas import Array, Random


@dataclass(frozen=True)
class Blade:
    """How a leaf looks: its greens from dark to light, its length and width in metres, its ``teeth``, and how
    far it bulges between its veins."""

    codes: tuple[str, str]
    long: float
    wide: float
    teeth: float = 0.0
    bulge: float = 0.0


def leaf(rng: Random, blade: Blade, size: float = 1.0) -> Mesh:
    """A leaf along +x from the origin, curled along and across, ``size`` times as large."""
    long, wide, codes = blade.long * size, blade.wide * size, blade.codes
    teeth, bulge = blade.teeth, blade.bulge
    rows, columns = 26, 15
    t = np.linspace(0, 1, rows)[:, None]
    s = np.linspace(-1, 1, columns)[None]
    shape = np.sin(np.pi * np.clip(t, 0, 1) ** 0.82) ** 0.85 * (1 - 0.15 * t)
    edge = 1 + teeth * np.abs(np.sin(t * 26)) * np.abs(s) ** 2
    half = wide / 2 * shape * edge
    droop, cup = float(rng.uniform(0.1, 0.5)), float(rng.uniform(0.08, 0.28))
    x = long * (t - 0.12 * droop * t**3) + 0 * s
    z = half * s
    veins = np.abs(((t - 0.25 * np.abs(s)) * 7) % 1 - 0.5) * 2
    y = (
        -droop * long * 0.45 * t**2
        + cup * half * s**2
        + bulge * wide * (0.5 - veins) * (1 - np.abs(s)) * np.abs(s) * 3
        + 0.06 * wide * np.sin(t * 9 + float(rng.uniform(0, 6))) * s
    )
    mesh = skin(np.stack([x, y, z], -1)[:, ::-1].astype(np.float32), closed=False)
    middle = np.exp(-((s / 0.07) ** 2)) + 0.35 * np.clip((veins - 0.86) / 0.14, 0, 1)
    share = 0.5 + 0.3 * noise(mesh.points, long * 0.5, rng) + float(rng.normal(0, 0.12))
    colour = mixed(tone(codes[0]), tone(codes[1]), share)
    light = np.clip(middle, 0, 1)[:, ::-1] * np.ones((rows, 1))
    return coloured(mesh, mixed(colour, tone(codes[1]) * 1.35, 0.6 * light.ravel()))


def placed(mesh: Mesh, at: Array, turn: float, lift: float, roll: float = 0.0) -> Mesh:
    """The leaf grown at a point: rolled about itself, lifted by ``lift`` rad, turned by ``turn``."""
    made = tilted(tilted(mesh, roll, (1, 0, 0)), lift, (0, 0, 1))
    return made.turned(turn).moved(*(float(value) for value in at))


MINT = Blade(("3f7a2c", "74a94a"), 0.036, 0.025, 0.16, 0.1)
BASIL = Blade(("3c7a24", "6fa83c"), 0.044, 0.033, 0.0, 0.16)


def tuft(blade: Blade, pairs: int = 4) -> Build:
    """The tip of a herb with broad leaves in crossed pairs, its lowest leaves on the ground."""

    def build(rng: Random) -> tuple[Part, ...]:
        made: list[Mesh] = []
        tall = 0.007 * pairs
        lean = float(rng.uniform(-0.35, 0.35))
        path = curve([(0, 0.002, 0), (0.3 * lean * tall, tall * 0.5, 0), (lean * tall, tall, 0)], 20)
        made.append(coloured(tube(path, np.linspace(0.0016, 0.0009, 20), 8), tone("6f9440")))
        for pair in range(pairs):
            share = (pair + 0.4) / pairs
            at = path[min(19, int(share * 19))]
            size = (1.0 - 0.55 * share**1.5) * float(rng.uniform(0.88, 1.1))
            for side in (0.0, np.pi):
                turn = side + pair * (np.pi / 2 + 0.25) + float(rng.normal(0, 0.2))
                one = leaf(rng, blade, size)
                lift = 0.22 + 0.85 * share + float(rng.normal(0, 0.08))
                made.append(placed(one, at, turn, lift, float(rng.normal(0, 0.15))))
        mesh = joined(made)
        points = mesh.points.copy()
        # What would hang into the ground lies on it.
        points[:, 1] = np.where(points[:, 1] < 0.001, 0.001 * np.exp(points[:, 1] / 0.001 - 1), points[:, 1])
        made_ = grounded(replace(mesh, points=points.astype(np.float32)))
        return (Part(made_.turned(float(rng.uniform(-np.pi, np.pi))), finish.satin(0.42, 0.4)),)

    return build


def rosemary(rng: Random) -> tuple[Part, ...]:
    """Two sprigs of rosemary, lying."""
    made: list[Mesh] = []
    for sprig in range(2):
        bend = float(rng.uniform(-0.02, 0.02))
        path = curve([(-0.065, 0.005, 0), (0.0, 0.006, bend), (0.065, 0.01, bend * 0.4)], 60)
        parts = [coloured(tube(path, np.linspace(0.0016, 0.0007, 60), 6), tone("7a6a48"))]
        for at in range(6, 59):
            for _ in range(3):
                turn, lift = float(rng.uniform(0, 2 * np.pi)), float(rng.uniform(0.5, 1.0))
                long = float(rng.uniform(0.014, 0.021)) * (1 - 0.35 * at / 60)
                ahead = np.array([np.cos(lift), np.sin(lift) * np.sin(turn), np.sin(lift) * np.cos(turn)])
                needle = np.linspace(0, 1, 5)[:, None] * ahead[None] * long + path[at]
                needle[:, 1] = np.maximum(needle[:, 1], 0.001)
                wide = 0.00105 * np.array([0.7, 1.0, 1.0, 0.8, 0.2])
                code = mixed(tone("39552f"), tone("7d9468"), np.array([float(rng.random())]))[0]
                parts.append(coloured(tube(needle.astype(np.float32), wide, 5), code))
        one = joined(parts).turned(0.3 + (2.6 if sprig else 0.0) + float(rng.uniform(-0.2, 0.2)))
        made.append(one.moved(0.0, 0.004 * sprig, 0.012 * (1 if sprig else -1)))
    return (Part(grounded(joined(made)), finish.satin(0.5, 0.35)),)


def salad(rng: Random) -> tuple[Part, ...]:
    """A bowl of leaves with tomatoes and cucumber."""
    from core.scenes.modelled.heaps import bowl

    dish, _ = bowl(rng, 0.095, 0.062)
    greens = (("4f8a2a", "93bb4c"), ("3c6f22", "6fa03c"), ("6f9f38", "b5cf6c"), ("5a2a34", "8a4a50"))
    made: list[Mesh] = []
    for number in range(62):
        turn, reach = float(rng.uniform(0, 2 * np.pi)), float(0.075 * np.sqrt(rng.random()))
        codes = greens[int(rng.choice(4, p=[0.4, 0.25, 0.25, 0.1]))]
        long, wide = float(rng.uniform(0.04, 0.065)), float(rng.uniform(0.03, 0.048))
        one = leaf(rng, Blade(codes, long, wide, 0.14, 0.1))
        y = 0.045 + 0.028 * (1 - (reach / 0.09) ** 2) * (number / 62) + float(rng.uniform(-0.004, 0.006))
        at = np.array([reach * np.cos(turn), y, -reach * np.sin(turn)])
        made.append(
            placed(
                one.moved(-0.02, 0, 0),
                at,
                turn + float(rng.normal(0, 0.6)),
                float(rng.uniform(0.0, 0.8)),
                float(rng.normal(0, 0.7)),
            )
        )
    extras: list[Mesh] = []
    from core.scenes.modelled.shapes import ball, slab

    for _ in range(7):
        turn, reach = float(rng.uniform(0, 2 * np.pi)), float(0.07 * np.sqrt(rng.random()))
        size = float(rng.uniform(0.011, 0.014))
        fruit = coloured(
            ball((size, size, size), 18, 22), tone(str(rng.choice(["c22a1c", "d8391f", "b3241a"])))
        )
        extras.append(
            fruit.moved(reach * np.cos(turn), 0.066 + 0.012 * (1 - reach / 0.08), reach * np.sin(turn))
        )
    circle = np.linspace(0, 2 * np.pi, 44, endpoint=False)
    for _ in range(5):
        turn, reach = float(rng.uniform(0, 2 * np.pi)), float(0.06 * np.sqrt(rng.random()))
        disc = slab(
            (0.017 * np.stack([np.cos(circle), np.sin(circle)], 1)).astype(np.float32), 0.0035, 0.0006
        )
        r = np.hypot(disc.points[:, 0], disc.points[:, 2])
        colour = mixed(tone("d8e4a8"), tone("3f6a2a"), np.clip((r - 0.0158) / 0.0006, 0, 1))
        disc = tilted(coloured(disc, colour), float(rng.uniform(0.3, 1.0)), (1, 0, float(rng.uniform(-1, 1))))
        extras.append(disc.moved(reach * np.cos(turn), 0.073, reach * np.sin(turn)))
    return (
        dish,
        Part(joined(made), finish.satin(0.4, 0.4)),
        Part(joined(extras), finish.satin(0.2, 0.5, coat=0.5)),
    )


def cheese(rng: Random) -> tuple[Part, ...]:
    """A wedge of cheese on a board."""
    from core.scenes.modelled.bakery import board
    from core.scenes.modelled.shapes import slab

    under = board(rng, (0.12, 0.075))
    t = np.linspace(-1, 1, 26)
    back = np.stack([0.055 - 0.008 * t**2, 0.034 * t], 1)
    side = np.linspace(0.02, 0.98, 40)[:, None]
    tip = np.array([[-0.055, 0.0]])
    outline = np.concatenate([back, back[-1:] + side * (tip - back[-1:]), tip, tip + side * (back[:1] - tip)])
    wedge = slab(outline.astype(np.float32), 0.042, 0.0012)
    flat = wedge
    rind = np.clip((flat.points[:, 0] - 0.0462) / 0.001, 0, 1)
    share = 0.5 + 0.3 * noise(flat.points, 0.03, rng)
    colour = mixed(mixed(tone("e9c45a"), tone("f3da86"), share), tone("b9782c"), rind)
    made = coloured(flat, colour).turned(float(rng.choice([0.6, 2.4])) + float(rng.uniform(-0.2, 0.2)))
    return under, Part(made.moved(-0.02, 0.0162, 0), finish.satin(0.42, 0.4))
