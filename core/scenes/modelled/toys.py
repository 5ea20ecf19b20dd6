"""Toys, presents and balloons."""

from collections.abc import Mapping

import numpy as np

from core.scenes.modelled.finish import satin
from core.scenes.modelled.making import (
    block,
    metallic,
    pick,
    plain,
    put,
    settled,
    sheet,
    two_toned,
    upright,
)
from core.scenes.modelled.model import Model, Part
from core.scenes.modelled.shapes import (
    ball,
    coloured,
    curve,
    joined,
    lathe,
    mixed,
    noise,
    rounded,
    slab,
    superquadric,
    tilted,
    tone,
    tube,
)
from core.scenes.parts.canvas import Random
from core.scenes.traced.meshes import Mesh

TOYS = ("c8483c", "e0a83c", "4a7fa8", "6a9a5a", "e8dcc4")


def teddy_bear(rng: Random) -> tuple[Part, ...]:
    """A plush bear that sits."""
    code = pick(rng, ("a8763f", "c9a06a", "8a5a34"))
    pale = "e0c8a0"

    def fur(
        radii: tuple[float, float, float], at: tuple[float, float, float], colour: str, lean: float = 0.0
    ) -> Part:
        made = ball(radii, 48, 72, lambda p: 0.0022 * noise(p, 0.055, rng, 2))
        shade = mixed(tone(colour), tone(colour) * 0.62, 0.4 + 0.4 * noise(made.points, 0.008, rng, 2))
        return Part(coloured(tilted(made, lean, (0, 0, 1)).moved(*at), shade), satin(0.95, 0.1, sheen=1.0))

    parts = [
        fur((0.085, 0.1, 0.075), (0, 0.1, 0), code),
        fur((0.055, 0.065, 0.03), (0, 0.095, 0.053), pale),
        fur((0.075, 0.068, 0.068), (0, 0.245, 0.01), code),
        fur((0.036, 0.028, 0.03), (0, 0.228, 0.066), pale),
    ]
    for x in (-1, 1):
        parts += [
            fur((0.027, 0.027, 0.014), (x * 0.058, 0.3, 0.0), code),
            fur((0.017, 0.017, 0.01), (x * 0.058, 0.299, 0.009), pale),
        ]
        parts += [
            fur((0.032, 0.072, 0.034), (x * 0.093, 0.125, 0.03), code, x * 0.5),
            fur((0.04, 0.038, 0.075), (x * 0.072, 0.038, 0.085), code),
            fur((0.028, 0.03, 0.01), (x * 0.072, 0.04, 0.155), pale),
        ]
        parts.append(
            plain(ball((0.0085, 0.0085, 0.006), 14, 20).moved(x * 0.028, 0.258, 0.073), "0c0a08", 0.1, 0.7)
        )
    parts.append(
        plain(superquadric((0.0125, 0.009, 0.007), 0.8, 0.8, 14, 20).moved(0, 0.239, 0.094), "1c120c", 0.3)
    )
    return settled(parts)


def blocks(rng: Random) -> tuple[Part, ...]:
    """Wooden building blocks: some stacked, some fallen about."""
    side = 0.045
    spots = [
        (-0.03, 0.0, 0.0, 0.1),
        (0.022, 0.0, -0.01, -0.2),
        (-0.006, side, -0.004, 0.35),
        (0.09, 0, 0.05, 0.7),
        (-0.1, 0, 0.06, -0.5),
    ]
    parts = [
        plain(
            superquadric((side / 2, side / 2, side / 2), 0.1, 0.1, 24, 40)
            .moved(0, side / 2, 0)
            .turned(turn)
            .moved(x, y, z),
            TOYS[(number + int(rng.integers(5))) % 5],
            0.5,
            0.35,
        )
        for number, (x, y, z, turn) in enumerate(spots)
    ]
    prism = np.array([(-side / 2, 0), (side / 2, 0), (0, -side * 0.6)])
    roof = upright(slab(prism, side, 0.0015)).turned(np.pi)
    parts.append(
        plain(
            roof.moved(-0.004, side * 2 - float(roof.points[:, 1].min()), 0.02),
            TOYS[int(rng.integers(4))],
            0.5,
        )
    )
    post = lathe(
        rounded([(0, 0), (0.017, 0), (0.018, 0.004), (0.018, 0.066), (0.017, 0.07), (0, 0.07)], 1), 40
    )
    parts.append(
        plain(tilted(post, np.pi / 2, (0, 0, 1)).turned(0.4).moved(0.1, 0.018, -0.02), "d8b888", 0.6)
    )
    return settled(parts)


def toy_car(rng: Random) -> tuple[Part, ...]:
    """A small wooden or painted toy car."""
    code = pick(rng, ("c23a34", "2f6f9f", "e0b03c", "5f9a6f"))
    line = [
        (-0.07, 0.022),
        (-0.072, 0.042),
        (-0.06, 0.05),
        (-0.04, 0.052),
        (-0.026, 0.076),
        (0.02, 0.078),
        (0.038, 0.052),
        (0.066, 0.047),
        (0.073, 0.036),
        (0.072, 0.022),
    ]
    outline = np.asarray(curve([list(p) for p in line], 80))
    outline = np.concatenate([outline, np.stack([np.linspace(0.07, -0.07, 20)[1:-1], np.full(18, 0.02)], 1)])
    body = upright(slab(outline * np.array([1, -1]), 0.06, 0.007)).moved(0, 0, -0.03)
    body = body.moved(0, -float(body.points[:, 1].min()) + 0.016, 0)
    windows = [
        superquadric((0.013, 0.009, 0.0315), 0.25, 0.25, 16, 24).moved(x, 0.064, 0) for x in (-0.013, 0.014)
    ]
    wheels: list[Part] = []
    for x in (-0.042, 0.042):
        for z in (-0.031, 0.031):
            tyre = tilted(
                lathe(
                    rounded(
                        [
                            (0, -0.006),
                            (0.014, -0.006),
                            (0.017, -0.003),
                            (0.017, 0.003),
                            (0.014, 0.006),
                            (0, 0.006),
                        ],
                        2,
                    ),
                    40,
                ),
                np.pi / 2,
                (1, 0, 0),
            )
            hub = tilted(
                lathe([(0, -0.0075), (0.007, -0.0065), (0.007, 0.0065), (0, 0.0075)], 24),
                np.pi / 2,
                (1, 0, 0),
            )
            wheels += [
                plain(tyre.moved(x, 0.017, z), "1c1c1c", 0.7),
                metallic(hub.moved(x, 0.017, z), "d4d4d4", 0.2),
            ]
    lamps = [ball((0.004, 0.005, 0.005), 12, 16).moved(0.073, 0.038, z) for z in (-0.02, 0.02)]
    made = (
        plain(body, code, 0.15, 0.5, coat=0.8),
        plain(joined(windows), "202a30", 0.08, 0.6),
        plain(joined(lamps), "f4eccc", 0.1),
        *wheels,
    )
    return settled(put(made, lambda mesh: mesh.turned(0.55)))


def yarn(rng: Random) -> tuple[Part, ...]:
    """A ball of wool with its end let out."""
    code = pick(rng, ("c9a0a8", "8a9a8a", "d8c4a0", "7a8aa8", "b85a4a"))
    strands: list[Mesh] = [ball((0.036, 0.036, 0.036), 24, 32).moved(0, 0.042, 0)]
    for _ in range(46):
        axis = rng.normal(0, 1, 3)
        axis /= np.linalg.norm(axis)
        first = np.cross(axis, [0.3, 0.5, 0.8])
        first /= np.linalg.norm(first)
        other = np.cross(axis, first)
        turn = np.linspace(0, 2 * np.pi, 60)
        off = float(rng.uniform(-0.018, 0.018))
        radius = np.sqrt(0.0405**2 - off**2) + float(rng.uniform(-0.0012, 0.0012))
        path = (
            off * axis
            + radius * (first * np.cos(turn)[:, None] + other * np.sin(turn)[:, None])
            + np.array([0, 0.042, 0])
        )
        strands.append(tube(path.astype(np.float32), 0.0019, 6))
    tail = curve(
        [
            (0.03, 0.008, 0.02),
            (0.07, 0.002, 0.03),
            (0.09, 0.002, 0.055),
            (0.06, 0.002, 0.075),
            (0.1, 0.002, 0.09),
        ],
        60,
    )
    strands.append(tube(tail, 0.0019, 6))
    wool = joined(strands)
    return settled((two_toned(wool, rng, (code, code), 0.01, satin(0.95, 0.1, sheen=0.9)),))


def _bow(wide: float, code: str) -> Part:
    loops: list[Mesh] = []
    for number in range(4):
        t = np.linspace(0, 1, 40)
        reach = wide * np.sin(np.pi * t)
        lift = 0.55 * wide * np.sin(np.pi * t) * np.sin(2 * np.pi * t) + 0.35 * wide * np.sin(np.pi * t)
        middle = np.stack([reach, lift, 0 * t], 1)
        half = 0.017 * (0.35 + 0.65 * np.sin(np.pi * t))
        grid = np.stack([middle + np.array([0, 0, 1.0]) * half[:, None] * side for side in (-1, 0, 1)], 1)
        loops.append(sheet(grid, 0.0006).turned(number * np.pi / 2 + 0.4))
    knot = ball((0.012, 0.01, 0.012), 16, 20).moved(0, 0.006, 0)
    return plain(joined([*loops, knot]), code, 0.3, 0.5, 0.4)


def gift_boxes(rng: Random) -> tuple[Part, ...]:
    """Two wrapped presents, a large and a small one, tied with ribbon and a bow."""
    sets = (
        ("a83232", "e8d8a8"),
        ("d8c8a8", "b03a3a"),
        ("2f4f44", "d8b45a"),
        ("e8e0d4", "c99aa0"),
        ("b08a5a", "f0e8d8"),
    )
    parts: list[Part] = []
    for number, (size, at, turn) in enumerate(
        (((0.2, 0.14, 0.17), (0.0, 0.0), 0.3), ((0.11, 0.09, 0.11), (0.17, 0.09), -0.25))
    ):
        paper, ribbon = sets[(int(rng.integers(5)) + number) % 5]
        wide, tall, deep = size
        body = block(wide, tall - 0.03, deep, 0.002)
        lid = block(wide + 0.008, 0.035, deep + 0.008, 0.003).moved(0, tall - 0.035, 0)
        bands = [
            block(0.026, tall + 0.0012, deep + 0.0105, 0.003),
            block(wide + 0.0105, tall + 0.0015, 0.026, 0.003),
        ]
        bow = put((_bow(wide * 0.34, ribbon),), lambda mesh, tall=tall: mesh.moved(0, tall, 0))
        one = (
            plain(joined([body, lid]), paper, 0.45, 0.35),
            plain(joined(bands), ribbon, 0.3, 0.5, 0.4),
            *bow,
        )
        parts += put(one, lambda mesh, turn=turn, at=at: mesh.turned(turn).moved(at[0], 0, at[1]))
    return settled(parts)


def balloons(rng: Random) -> tuple[Part, ...]:
    """Five balloons on ribbons, held down by a small weight."""
    codes = (
        ("f0b8c0", "f6e2d0", "d8a8b8"),
        ("c9dce8", "8fb4d0", "f4f0e6"),
        ("e8b84a", "f4f0e6", "d88a4a"),
        ("c8483c", "e8b84a", "4a7fa8"),
    )[int(rng.integers(4))]
    spots = [
        (0.0, 1.42, 0.0),
        (-0.24, 1.28, 0.05),
        (0.24, 1.26, -0.03),
        (-0.12, 1.0, 0.13),
        (0.15, 1.02, 0.1),
    ]
    shape = [
        (0, -0.005),
        (0.012, -0.012),
        (0.009, 0.0),
        (0.02, 0.012),
        (0.075, 0.08),
        (0.118, 0.17),
        (0.128, 0.235),
        (0.105, 0.31),
        (0.05, 0.35),
        (0, 0.358),
    ]
    parts: list[Part] = []
    for number, (x, y, z) in enumerate(spots):
        grow = float(rng.uniform(0.92, 1.06))
        made = lathe(rounded(shape, 2), 48).scaled(grow)
        made = tilted(made, -x * 0.5, (0, 0, 1)).moved(x, y, z)
        parts.append(plain(made, codes[number % 3], 0.12, 0.45, coat=0.5))
        ribbon = curve(
            [(x, y, z), (x * 0.8 + 0.01, y * 0.7, z), (x * 0.3 - 0.01, y * 0.35, z * 0.5), (0, 0.05, 0)], 40
        )
        parts.append(plain(tube(ribbon, 0.0014, 6), "f0ece0", 0.6))
    weight = superquadric((0.035, 0.03, 0.035), 0.3, 0.3, 16, 24).moved(0, 0.03, 0)
    return settled((*parts, plain(weight, codes[0], 0.4)))


TOYBOX: Mapping[str, Model] = {
    "teddy bear": Model(teddy_bear, 0.34, 0.31, lies=True),
    "blocks": Model(blocks, 0.12, 0.27, lies=True),
    "toy car": Model(toy_car, 0.077, 0.16, lies=True),
    "yarn": Model(yarn, 0.087, 0.2, lies=True),
    "gift boxes": Model(gift_boxes, 0.19, 0.42, lies=True),
    "balloon bunch": Model(balloons, 1.81, 0.82),
}
"""By name."""
