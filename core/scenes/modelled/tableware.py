"""Plates, cutlery, boards, mills, and linen."""

import numpy as np

from core.scenes.modelled import finish
from core.scenes.modelled.drinks import smoothed, vessel
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
    tilted,
    tone,
    tube,
)
from core.scenes.parts.canvas import Array, Random


def plate_mesh(radius: float) -> Mesh:
    """A flat plate with a raised rim, its inside 4 mm above the ground."""
    side = [(radius * 0.52, 0.0), (radius * 0.56, 0.0015), (radius * 0.7, 0.004), (radius * 0.9, 0.012),
            (radius, 0.0155)]  # fmt: skip
    return lathe(vessel(smoothed(side, 22), 0.003, 0.0045), 72)


def plate(rng: Random) -> tuple[Part, ...]:
    """An empty plate."""
    code = str(rng.choice(["f1eee8", "e6ded0", "f4f2ee", "c9d3d3", "4a555c"]))
    return (Part(plate_mesh(0.11), finish.glazed(code)),)


def blade(outline: list[tuple[float, float, float]], rise: Array, thick: float, count: int = 60) -> Mesh:
    """A flat metal piece along x: ``outline`` are (x, half width, z of its middle), ``rise`` its height along
    it."""
    line = curve([(x, w, z) for x, w, z in outline], count)
    y = np.interp(np.linspace(0, 1, count), np.linspace(0, 1, len(rise)), rise)
    path = np.stack([line[:, 0], y, line[:, 2]], 1).astype(np.float32)
    turn = np.linspace(0, 2 * np.pi, 14, endpoint=False)
    rings = np.stack([
        path[:, None, 0] + 0 * turn[None],
        path[:, None, 1] + thick * np.sin(turn)[None],
        path[:, None, 2] + np.maximum(line[:, 1], 0.0004)[:, None] * np.cos(turn)[None],
    ], -1)  # fmt: skip
    ends = [np.repeat(path[at][None, None], 14, 1) for at in (0, -1)]
    grid = np.concatenate([ends[0], rings, ends[1]])
    return skin(np.ascontiguousarray(grid[:, ::-1], np.float32))


def spoon_mesh() -> Mesh:
    """A table spoon along x."""
    handle = blade([(-0.1, 0.007, 0), (-0.06, 0.0055, 0), (0.0, 0.0032, 0), (0.045, 0.0032, 0),
                    (0.055, 0.006, 0)], np.array([0.004, 0.005, 0.011, 0.009, 0.006]), 0.0011)  # fmt: skip
    u = np.linspace(0, 1, 18)[:, None]
    turn = np.linspace(0, 2 * np.pi, 40, endpoint=False)[None]
    x = 0.0815 + u * 0.031 * np.cos(turn) * (1 - 0.12 * np.cos(turn))
    z = u * 0.0205 * np.sin(turn)
    up = 0.0075 - 0.0068 * np.sqrt(np.clip(1 - u**2.2, 0, 1)) + 0 * turn
    inside = skin(np.stack([x, up, z], -1)[::-1].astype(np.float32))
    below = skin(np.stack([x, up - 0.001, z], -1).astype(np.float32))
    return joined([handle, inside, below])


def fork_mesh() -> Mesh:
    """A table fork along x."""
    parts = [blade([(-0.1, 0.007, 0), (-0.06, 0.0055, 0), (0.0, 0.0032, 0), (0.04, 0.0035, 0),
                    (0.056, 0.011, 0), (0.064, 0.0118, 0)],
                   np.array([0.004, 0.005, 0.011, 0.009, 0.004, 0.003]), 0.0011)]  # fmt: skip
    for z in (-0.0096, -0.0032, 0.0032, 0.0096):
        path = curve([(0.058, 0.0036, z), (0.075, 0.0025, z), (0.095, 0.004, z), (0.108, 0.008, z)], 20)
        parts.append(tube(path, np.linspace(0.0019, 0.0011, 20), 8, flat=0.7))
    return joined(parts)


def knife_mesh() -> Mesh:
    """A table knife along x."""
    handle = blade([(-0.11, 0.0085, 0), (-0.06, 0.0078, 0), (-0.005, 0.0062, 0), (0.005, 0.006, 0)],
                   np.array([0.0045, 0.0045, 0.0045, 0.0042]), 0.0034)  # fmt: skip
    edge = blade([(0.0, 0.0075, 0.001), (0.03, 0.0092, 0.002), (0.085, 0.0095, 0.002), (0.105, 0.006, 0.004),
                  (0.113, 0.001, 0.007)], np.array([0.0042, 0.003, 0.0025, 0.0022]), 0.0009)  # fmt: skip
    return joined([handle, edge])


def cutlery(rng: Random) -> tuple[Part, ...]:
    """Knife and fork lying side by side on a folded napkin."""
    linen = str(rng.choice(["e9e4da", "8f9c90", "c9b3a0", "6f7f8a", "efe9e0", "b98a7a"]))
    cloth = napkin_mesh(rng, 0.06, 0.115)
    pieces = [fork_mesh().moved(0, 0.0085, -0.02), knife_mesh().moved(0, 0.0085, 0.018)]
    steel = finish.metal(str(rng.choice(["d6d6d4", "d6d6d4", "d8b878"])), 0.2)
    turn = 1.2 + float(rng.uniform(-0.3, 0.3))
    weave = mixed(tone(linen) * 0.9, tone(linen), 0.5 + 0.3 * noise(cloth.points, 0.002, rng, 1))
    return (
        Part(coloured(cloth, weave).turned(turn), finish.matt()),
        Part(joined(pieces).turned(turn), steel),
    )


def napkin_mesh(rng: Random, half: float, long: float) -> Mesh:
    """A napkin folded in three, its layers seen at the edge, wavy."""
    layers: list[Mesh] = []
    for number in range(3):
        shift = rng.uniform(-0.0015, 0.0015, 2)
        u, v = np.linspace(-1, 1, 40)[:, None], np.linspace(-1, 1, 30)[None]
        x, z = (
            long * u * (1 - 0.008 * number) + 0 * v + shift[0],
            half * v * (1 - 0.012 * number) + 0 * u + shift[1],
        )
        flat = np.stack([x, 0 * x, z], -1).reshape(-1, 3)
        lift = 0.0006 * noise(flat, 0.05, rng, 2).reshape(x.shape)
        edge = np.clip((1 - np.maximum(np.abs(u), np.abs(v))) / 0.06, 0, 1) ** 0.5
        top = np.stack([x, 0.0026 * number + 0.0004 + (0.0022 + np.abs(lift)) * edge, z], -1)
        low = np.stack([x, 0.0026 * number + 0.0002 + 0 * x, z], -1)
        layers += [
            skin(top[:, ::-1].astype(np.float32), closed=False),
            skin(low.astype(np.float32), closed=False),
        ]
    return grounded(joined(layers))


def napkin(rng: Random) -> tuple[Part, ...]:
    """A folded linen napkin."""
    linen = str(rng.choice(["e9e4da", "8f9c90", "c9b3a0", "6f7f8a", "efe9e0", "b98a7a", "cfc4a8"]))
    cloth = napkin_mesh(rng, 0.07, 0.1)
    weave = mixed(tone(linen) * 0.88, tone(linen), 0.5 + 0.3 * noise(cloth.points, 0.002, rng, 1))
    return (Part(coloured(cloth, weave).turned(float(rng.uniform(-0.6, 0.6))), finish.matt()),)


def chopsticks(rng: Random) -> tuple[Part, ...]:
    """Two chopsticks on a rest."""
    made: list[Mesh] = []
    for z, aslant in ((-0.006, 0.02), (0.006, -0.03)):
        path = curve(
            [(-0.115, 0.0045, z - aslant * 0.1), (0.0, 0.007, z), (0.115, 0.0105, z + aslant * 0.1)], 30
        )
        made.append(tube(path, np.linspace(0.0038, 0.0019, 30), 10))
    code = str(rng.choice(["6a2a1e", "8a5a34", "2a2422", "b98a58"]))
    rest = ball((0.008, 0.004, 0.02), 14, 24).moved(0.075, 0.0035, 0)
    return (
        Part(coloured(joined(made), tone(code)).turned(0.35), finish.satin(0.3, 0.5, coat=0.4)),
        Part(grounded(coloured(rest, tone("eae5da"))).turned(0.35), finish.satin(0.25, 0.5)),
    )


def wood_tone(points: Array, rng: Random, low: str, high: str, along: int) -> Array:
    """The colours of wood whose grain runs along that axis."""
    stretch = np.full(3, 1.0)
    stretch[along] = 0.1
    bend = noise(points * stretch, 0.03, rng, 1)
    share = 0.5 + 0.3 * np.sin(5 * bend + points[:, (along + 1) % 3] / 0.0018) * 0.6 + 0.2 * bend
    return mixed(tone(low), tone(high), share)


def wooden_spoon(rng: Random) -> tuple[Part, ...]:
    """A wooden spoon, lying."""
    handle = tube(
        curve([(-0.15, 0.006, 0), (0.0, 0.0075, 0), (0.085, 0.008, 0)], 40),
        np.linspace(0.0062, 0.005, 40),
        14,
    )
    u = np.linspace(0, 1, 16)[:, None]
    turn = np.linspace(0, 2 * np.pi, 40, endpoint=False)[None]
    x, z = 0.108 + u * 0.031 * np.cos(turn), u * 0.023 * np.sin(turn)
    up = 0.0125 - 0.006 * np.sqrt(np.clip(1 - u**2.5, 0, 1)) + 0 * turn
    low = 0.0125 - 0.0105 * np.sqrt(np.clip(1 - u**2.5, 0, 1)) - 0.002 + 0 * turn
    mesh = joined([handle, skin(np.stack([x, up, z], -1)[::-1].astype(np.float32)),
                   skin(np.stack([x, low, z], -1).astype(np.float32))])  # fmt: skip
    made = coloured(mesh, wood_tone(mesh.points, rng, "a8743f", "d3a56c", 0))
    return (Part(grounded(made).turned(float(rng.uniform(-0.7, 0.7))), finish.satin(0.55, 0.35)),)


def mill_mesh(rng: Random, tall: float) -> Mesh:
    """A turned pepper mill."""
    side = [(0.027, 0.0), (0.0285, 0.003), (0.027, 0.02), (0.019, 0.06), (0.0175, 0.08), (0.022, 0.105),
            (0.0235, 0.118), (0.019, 0.126), (0.0165, 0.129), (0.0225, 0.138), (0.0235, 0.152),
            (0.016, 0.166), (0.005, 0.1705)]  # fmt: skip
    grow = tall / 0.183
    knob = [(0.0045, 0.1705), (0.0065, 0.176), (0.005, 0.182), (0.0, 0.183)]
    line = [(0.0, 0.0), *smoothed(side, 70), *smoothed(knob, 14)]
    return lathe([(r * min(grow, 1.0), y * grow) for r, y in line], 48)


def mills(rng: Random) -> tuple[Part, ...]:
    """A pepper mill of dark wood and a salt mill of light wood."""
    made: list[Mesh] = []
    for x, tall, low, high in ((-0.036, 0.183, "4a2c1a", "6f4528"), (0.036, 0.15, "c49a66", "dfc096")):
        one = mill_mesh(rng, tall)
        made.append(
            coloured(one, wood_tone(one.points, rng, low, high, 1)).moved(
                x, 0, float(rng.uniform(-0.012, 0.012))
            )
        )
    return (Part(joined(made), finish.satin(0.32, 0.5, coat=0.25)),)


def cutting_board(rng: Random) -> tuple[Part, ...]:
    """A wooden board, lying."""
    from core.scenes.modelled.bakery import board

    part = board(rng, (0.14, 0.09))
    return (Part(part.mesh.turned(float(rng.uniform(-0.3, 0.3))), part.bsdf),)


def honey_jar(rng: Random) -> tuple[Part, ...]:
    """A glass jar of honey with a dipper in it."""
    side = [(0.03, 0.0), (0.034, 0.002), (0.038, 0.012), (0.0395, 0.04), (0.037, 0.064), (0.029, 0.074),
            (0.0285, 0.079), (0.0305, 0.083)]  # fmt: skip
    outer = smoothed(side, 40)
    from core.scenes.modelled.drinks import opaque

    def colour(points: Array) -> Array:
        reach = np.hypot(points[:, 0], points[:, 2])
        return mixed(tone("b8690e"), tone("eba52a"), 0.35 + 0.5 * points[:, 1] / 0.07 + 0.2 * (reach > 0.03))

    jar = opaque(outer, 0.066, 0.005, colour)
    stick = tube(curve([(0.004, 0.05, 0), (0.028, 0.1, 0.002), (0.055, 0.15, 0.004)], 26), 0.0036, 12)
    knob = joined([ball((0.0105, 0.0022, 0.0105), 10, 24).moved(0, 0.0042 * k, 0) for k in range(5)])
    knob = tilted(knob, -0.48, (0, 0, 1)).moved(-0.003, 0.038, 0)
    wood = joined([stick, knob])
    return (
        *jar,
        Part(coloured(wood, wood_tone(wood.points, rng, "a8743f", "cfa069", 1)), finish.satin(0.5, 0.35)),
    )


def cinnamon(rng: Random) -> tuple[Part, ...]:
    """Cinnamon sticks tied or lying over one another."""
    made: list[Mesh] = []
    for x, z, y, turn in ((0, -0.009, 0, 0.1), (0.004, 0.009, 0, -0.08), (0, 0, 0.0125, 0.3)):
        # A scroll: rolled in from both edges.
        angle = np.linspace(-4.2, 4.2, 60)
        reach = 0.0062 * (1 - 0.11 * np.abs(angle))
        ring = np.stack([reach * np.cos(angle), reach * np.sin(angle)], 1)
        ends = np.array([-0.04, 0.04]) + rng.uniform(-0.004, 0.004, 2)
        grid = np.stack(
            [
                np.stack([np.full(60, e), ring[:, 0], ring[:, 1]], -1)
                for e in np.linspace(ends[0], ends[1], 24)
            ]
        )
        bark = skin(grid.astype(np.float32), closed=False)
        bark = bent(
            bark,
            lambda p: (
                p + np.array([0, 1, 1]) * (0.00035 * noise(p * np.array([0.3, 1, 1]), 0.006, rng))[:, None]
            ),
        )
        share = 0.5 + 0.35 * noise(bark.points * np.array([0.2, 1, 1]), 0.004, rng)
        bark = coloured(bark, mixed(tone("7a4420"), tone("a9683a"), share))
        made.append(bark.turned(turn).moved(x, y + 0.0063, z))
    return (Part(grounded(joined(made)), finish.matt()),)


def single(kind: str) -> Build:
    """A spoon alone, lying."""

    def build(rng: Random) -> tuple[Part, ...]:
        mesh = {"spoon": spoon_mesh, "fork": fork_mesh, "knife": knife_mesh}[kind]()
        return (Part(grounded(mesh).turned(float(rng.uniform(-0.6, 0.6))), finish.metal("d6d6d4", 0.18)),)

    return build
