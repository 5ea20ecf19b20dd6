"""Vegetables, eggs, and what kitchens bake with."""

import numpy as np

from core.scenes.modelled import finish
from core.scenes.modelled.bakery import risen
from core.scenes.modelled.drinks import opaque, smoothed
from core.scenes.modelled.fruit import pome, stalk
from core.scenes.modelled.heaps import bowl
from core.scenes.modelled.model import Build, Part
from core.scenes.modelled.shapes import (
    Mesh,
    ball,
    bent,
    coloured,
    curve,
    grounded,
    joined,
    lathe,
    mixed,
    noise,
    skin,
    slab,
    tilted,
    tone,
    tube,
)
from core.scenes.modelled.tableware import wood_tone
from core.scenes.parts.canvas import Array, Random


def egg(rng: Random) -> tuple[Part, ...]:
    """A hen's egg, brown or white, lying."""
    low, high = (("c98f62", "dca67a"), ("ece2d2", "f6efe4"), ("b97c50", "cf9468"))[int(rng.integers(3))]
    mesh = ball((0.0215, 0.0285, 0.0215), 36, 40)
    mesh = bent(mesh, lambda p: p * np.stack([1 - 5.5 * p[:, 1], np.ones(len(p)), 1 - 5.5 * p[:, 1]], 1))
    specks = np.clip(noise(mesh.points, 0.003, rng, 1) - 1.9, 0, 1)
    share = 0.5 + 0.3 * noise(mesh.points, 0.03, rng)
    colour = mixed(mixed(tone(low), tone(high), share), tone("8a5a3a"), specks * 0.5)
    lying = tilted(coloured(mesh, colour), 1.45 + float(rng.uniform(-0.15, 0.15)), (1, 0, 0))
    return (Part(grounded(lying), finish.satin(0.5, 0.35)),)


def pumpkin(radius: float) -> Build:
    """A ribbed pumpkin of that radius with its stalk."""

    def build(rng: Random) -> tuple[Part, ...]:
        low, high = (("c8591a", "e8842c"), ("d06a20", "eb9440"), ("d9cdb2", "efe6d2"), ("6a7a52", "8f9c74"))[
            int(rng.choice(4, p=[0.4, 0.3, 0.2, 0.1]))
        ]
        mesh = pome(radius, radius * 1.45, radius * 0.3, 0.0)
        turn = np.arctan2(mesh.points[:, 2], mesh.points[:, 0])
        ribs = np.abs(np.sin(turn * 5.5 + 0.06 * np.sin(3 * turn))) ** 0.55
        wide = np.hypot(mesh.points[:, 0], mesh.points[:, 2]) / radius
        grown = 0.86 + 0.16 * ribs
        mesh = bent(mesh, lambda p: p * np.stack([grown, np.ones(len(p)), grown], 1))
        share = 0.35 + 0.5 * ribs + 0.15 * noise(mesh.points, radius * 0.4, rng)
        colour = mixed(tone(low) * 0.8, tone(high), share * np.clip(0.5 + wide, 0, 1))
        top = float(mesh.points[np.hypot(mesh.points[:, 0], mesh.points[:, 2]) < radius * 0.15, 1].max())
        path = curve(
            [(0, top - 0.004, 0), (0.004, top + radius * 0.3, 0.002), (radius * 0.28, top + radius * 0.5, 0)],
            18,
        )
        stem = tube(path, radius * np.linspace(0.16, 0.09, 18), 10)
        stem = coloured(
            stem, mixed(tone("5a5a2c"), tone("8f8a52"), 0.5 + 0.4 * noise(stem.points, 0.01, rng))
        )
        made = joined([coloured(mesh, colour), stem]).turned(float(rng.uniform(-3, 3)))
        return (Part(grounded(made), finish.satin(0.4, 0.45, coat=0.15)),)

    return build


def carrot_mesh(rng: Random) -> Mesh:
    """A carrot with a tuft of green, along x."""
    t = np.linspace(0, 1, 60)
    path = curve([(-0.08, 0, 0), (0.0, 0, float(rng.uniform(-0.006, 0.006))), (0.08, 0, 0)], 60)
    thick = 0.0155 * (1 - 0.72 * t) * np.clip(t / 0.03, 0, 1) ** 0.4 * np.clip((1 - t) / 0.02, 0, 1) ** 0.5
    root = tube(path, thick.astype(np.float32), 24)
    rings = 0.0005 * np.sin(noise(root.points * np.array([1, 0.2, 0.2]), 0.007, rng, 2) * 2)
    root = coloured(risen(root, rings), mixed(tone("d9641a"), tone("f08a34"), 0.5 + rings / 0.001))
    made = [root]
    for _ in range(9):
        way = rng.uniform(-0.4, 0.4, 2)
        long = float(rng.uniform(0.05, 0.09))
        stem = curve([(-0.078, 0, 0), (-0.08 - long * 0.5, way[0] * long * 0.4 + 0.004, way[1] * long * 0.6),
                      (-0.08 - long, way[0] * long - 0.004, way[1] * long)], 14)  # fmt: skip
        made.append(coloured(tube(stem, np.linspace(0.0014, 0.0007, 14), 6), tone("5f8a34")))
    return joined(made)


def carrots(rng: Random) -> tuple[Part, ...]:
    """Three carrots side by side."""
    made: list[Mesh] = []
    for z, turn in ((-0.03, 0.12), (0.002, -0.1), (0.034, 0.05)):
        one = grounded(carrot_mesh(rng)).turned(turn + float(rng.uniform(-0.08, 0.08)))
        made.append(one.moved(float(rng.uniform(0.01, 0.03)), 0, z))
    return (Part(joined(made).turned(float(rng.uniform(-0.4, 0.4))), finish.satin(0.45, 0.4)),)


def chillies(rng: Random) -> tuple[Part, ...]:
    """A few red chillies."""
    made: list[Mesh] = []
    for x, z, turn in ((-0.012, -0.02, 0.5), (0.008, 0.002, -0.35), (-0.006, 0.024, 0.1)):
        bow = float(rng.uniform(-0.016, 0.016))
        path = curve([(-0.045, 0.006, 0), (-0.01, 0.0065, bow), (0.045, 0.004, bow * 0.2)], 40)
        t = np.linspace(0, 1, 40)
        thick = 0.0068 * np.clip(t / 0.06, 0, 1) ** 0.5 * (1 - t) ** 0.55
        pod = tube(path, np.maximum(thick, 0.0004), 16)
        pod = coloured(pod, mixed(tone("9c1410"), tone("cf2a1a"), 0.5 + 0.3 * noise(pod.points, 0.02, rng)))
        stem = stalk([(-0.044, 0.006, 0), (-0.055, 0.008, 0), (-0.066, 0.013, 0.003)], 0.0016, "5f8a34")
        made.append(grounded(joined([pod, stem])).turned(turn).moved(x, 0, z))
    return (Part(joined(made), finish.satin(0.18, 0.5, coat=0.6)),)


def garlic(rng: Random) -> tuple[Part, ...]:
    """A bulb of garlic."""
    side = [(0.0, 0.0), (0.012, 0.0005), (0.023, 0.01), (0.0245, 0.02), (0.016, 0.034), (0.006, 0.043),
            (0.0042, 0.055), (0.0035, 0.06), (0.0, 0.061)]  # fmt: skip
    mesh = lathe(
        smoothed(side, 50), 72, lambda turn, y: 1 + 0.075 * np.abs(np.sin(4.5 * turn)) * (y < 0.042) - 0.04
    )
    turn = np.arctan2(mesh.points[:, 2], mesh.points[:, 0])
    streaks = np.clip(np.sin(turn * 17) * 0.5 + 0.4 * noise(mesh.points, 0.012, rng), 0, 1)
    colour = mixed(tone("efe6da"), tone("b48aa0"), 0.55 * streaks)
    return (Part(coloured(grounded(tilted(mesh, float(rng.uniform(-0.3, 0.3)), (1, 0, 0.4))), colour),
                 finish.satin(0.5, 0.35, sheen=0.3)),)  # fmt: skip


def cucumber_slices(rng: Random) -> tuple[Part, ...]:
    """Slices of cucumber, lying over one another."""
    made: list[Mesh] = []
    turn = np.linspace(0, 2 * np.pi, 56, endpoint=False)
    circle = np.stack([np.cos(turn), np.sin(turn)], 1)
    for number in range(4):
        radius = 0.0205 * float(rng.uniform(0.95, 1.05))
        rings = np.linspace(1, 0, 22)[:, None, None] * circle[None] * (radius - 0.0004)
        rim = slab((radius * circle).astype(np.float32), 0.0042, 0.0006)
        face = np.stack([rings[..., 0], np.full(rings.shape[:2], 0.00425), rings[..., 1]], -1)
        top = skin(np.ascontiguousarray(face, np.float32))
        r = np.hypot(top.points[:, 0], top.points[:, 2]) / radius
        angle = np.arctan2(top.points[:, 2], top.points[:, 0])
        seeds = np.clip(np.cos(angle * 9) * 2 - 0.9, 0, 1) * np.exp(-(((r - 0.45) / 0.12) ** 2))
        colour = mixed(tone("d3dfa0"), tone("e6eec6"), np.clip((r - 0.62) / 0.1, 0, 1))
        colour = mixed(mixed(colour, tone("f4f2d8"), seeds), tone("4f7a30"), np.clip((r - 0.95) / 0.04, 0, 1))
        one = joined([coloured(rim, tone("3a5f28")), coloured(top, colour)])
        one = grounded(tilted(one, 0.0 if not number else 0.17, (0, 0, 1)))
        made.append(one.moved((number - 1.5) * 0.022, 0.0002, float(rng.uniform(-0.004, 0.004))))
    return (Part(joined(made).turned(float(rng.uniform(-0.4, 0.4))), finish.satin(0.25, 0.5, coat=0.3)),)


def rolling_pin(rng: Random) -> tuple[Part, ...]:
    """A rolling pin, lying."""
    side = [(0.0, -0.2), (0.011, -0.199), (0.0135, -0.17), (0.009, -0.128), (0.009, -0.126), (0.0255, -0.126),
            (0.0275, -0.122), (0.0275, 0.122), (0.0255, 0.126), (0.009, 0.126), (0.009, 0.128),
            (0.0135, 0.17), (0.011, 0.199), (0.0, 0.2)]  # fmt: skip
    mesh = lathe(side, 48)
    made = coloured(mesh, wood_tone(mesh.points, rng, "b5824c", "dcb27c", 1))
    lying = grounded(tilted(made, np.pi / 2, (0, 0, 1)))
    return (Part(lying.turned(float(rng.uniform(-0.5, 0.5))), finish.satin(0.5, 0.35)),)


def mixing_bowl(rng: Random) -> tuple[Part, ...]:
    """A large bowl of dough with a whisk's place in it."""
    dish, inside = bowl(rng, 0.11, 0.095)
    rings, sides = 40, 72
    reach = np.linspace(0, 0.098, rings)[:, None]
    turn = np.linspace(0, 2 * np.pi, sides, endpoint=False)[None]
    y = 0.07 + 0.004 * np.sin(turn + reach / 0.098 * 13) * np.clip(reach / 0.03, 0, 1) * (1 - reach / 0.1)
    batter = skin(np.stack([reach * np.cos(turn), y, reach * np.sin(turn)], -1)[::-1].astype(np.float32))
    share = 0.5 + 0.3 * noise(batter.points, 0.03, rng)
    del inside
    return dish, Part(coloured(batter, mixed(tone("ecd9ae"), tone("f6ecd2"), share)), finish.satin(0.35, 0.4))


def jam(rng: Random) -> tuple[Part, ...]:
    """A jar of jam with its lid."""
    side = [(0.03, 0.0), (0.0335, 0.002), (0.0355, 0.01), (0.0355, 0.062), (0.031, 0.072), (0.0305, 0.078)]
    outer = smoothed(side, 34)
    low, high = (("7a0f1c", "b02432"), ("b3590e", "e0902a"), ("3a1030", "6a1f4a"))[int(rng.integers(3))]

    def colour(points: Array) -> Array:
        return mixed(tone(low), tone(high), 0.5 + 0.35 * noise(points, 0.014, rng))

    lid = lathe(
        [(0.0, 0.076), (0.0325, 0.076), (0.033, 0.0765), (0.033, 0.0895), (0.0315, 0.091), (0.0, 0.091)], 64
    )
    code = str(rng.choice(["d8b25a", "e9e4da", "b02a2a", "3a3a3c"]))
    return (*opaque(outer, 0.068, 0.004, colour), Part(coloured(lid, tone(code)), finish.satin(0.3, 0.5)))


def oil(rng: Random) -> tuple[Part, ...]:
    """A glass bottle of olive oil with its cork."""
    side = [(0.024, 0.0), (0.0275, 0.002), (0.028, 0.01), (0.028, 0.13), (0.022, 0.16), (0.0125, 0.18),
            (0.0115, 0.215), (0.0135, 0.218), (0.0135, 0.226)]  # fmt: skip
    outer = smoothed(side, 50)

    def colour(points: Array) -> Array:
        return mixed(
            tone("8a7a12"), tone("c2ad32"), 0.35 + points[:, 1] / 0.3 + 0.1 * noise(points, 0.04, rng)
        )

    cork = coloured(
        lathe([(0.0, 0.21), (0.0095, 0.21), (0.0105, 0.24), (0.0095, 0.2415), (0.0, 0.242)], 32),
        tone("b98a58"),
    )
    return (*opaque(outer, 0.165, 0.005, colour), Part(cork, finish.matt()))


def peach(rng: Random) -> tuple[Part, ...]:
    """A peach with its blush."""
    mesh = pome(0.035, 0.062, 0.008, 0.03)
    turn = np.arctan2(mesh.points[:, 2], mesh.points[:, 0])
    seam = np.exp(-((np.abs((turn - 0.6 + np.pi) % (2 * np.pi) - np.pi) / 0.16) ** 2))
    mesh = risen(mesh, -0.0016 * seam)
    blush = 0.5 + 0.45 * np.sin(turn + float(rng.uniform(0, 6))) + 0.25 * noise(mesh.points, 0.03, rng)
    colour = mixed(tone("f0b45a"), tone("c8452f"), blush)
    made = tilted(coloured(mesh, colour), float(rng.uniform(-0.3, 0.4)), (1, 0, 0.3))
    return (Part(grounded(made), finish.satin(0.65, 0.3, sheen=0.6)),)
