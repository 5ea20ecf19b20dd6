"""Fruit and vegetables."""

import numpy as np

from core.scenes.modelled import finish
from core.scenes.modelled.model import Build, Part
from core.scenes.modelled.shapes import (
    Mesh,
    ball,
    bent,
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

STALK = "5a4526"


def stalk(points: list[tuple[float, float, float]], thick: float, code: str = STALK) -> Mesh:
    """A short stalk through those points."""
    path = curve(points, 10)
    mesh = tube(path, np.linspace(thick, thick * 1.25, 10), 8)
    return coloured(mesh, tone(code))


def pome(radius: float, tall: float, dip: float, waist: float) -> Mesh:
    """A fruit with a dip at stalk and calyx; ``waist`` draws its upper part in, as of a pear."""
    rows, sides = 46, 48
    t = np.linspace(0, np.pi, rows)[:, None]
    turn = np.linspace(0, 2 * np.pi, sides, endpoint=False)[None]
    high = (1 - np.cos(t)) / 2
    wide = np.sin(t) ** 0.9 * (1 - waist * np.clip(high - 0.3, 0, 1) ** 1.1 * 1.3) + 1e-9
    y = tall * high - dip * np.exp(-((wide / 0.28) ** 2)) * np.where(high > 0.5, 1, -0.6)
    lobes = 1 + 0.02 * np.cos(5 * turn) * (1 - high)
    wide = wide * (np.sin(t) > 1e-6)
    grid = np.stack(
        [radius * wide * lobes * np.cos(turn), y + 0 * turn, radius * wide * lobes * np.sin(turn)], -1
    )
    return skin(grid.astype(np.float32))


def apple(rng: Random) -> tuple[Part, ...]:
    """A red and yellow apple, or a green one."""
    low, high = (("c8b24a", "a31d1e"), ("d8c468", "b32a22"), ("b9c24a", "8fae35"), ("cdb850", "9c1a22"))[
        int(rng.integers(4))
    ]
    mesh = pome(0.039, 0.07, 0.011, 0.1)
    mesh = bent(mesh, lambda p: p + p * (0.018 * noise(p, 0.06, rng, 1))[:, None])
    turn = np.arctan2(mesh.points[:, 2], mesh.points[:, 0])
    stripes = noise(np.stack([np.cos(turn), np.sin(turn), 0.15 * mesh.points[:, 1] / 0.07], 1), 0.22, rng)
    blush = 0.72 + 0.4 * np.sin(turn + float(rng.uniform(0, 6))) + 0.22 * stripes
    top = np.clip(1 - np.hypot(mesh.points[:, 0], mesh.points[:, 2]) / 0.012, 0, 1) * (
        mesh.points[:, 1] > 0.035
    )
    colour = mixed(tone(low), tone(high), blush - 0.8 * top)
    stem = stalk([(0, 0.056, 0), (0.001, 0.066, 0.001), (0.005, 0.077, 0.002)], 0.0011)
    made = joined([coloured(mesh, colour), stem])
    made = tilted(made, float(rng.uniform(-0.25, 0.35)), (1, 0, 0.4))
    return (Part(grounded(made), finish.satin(0.28, 0.5, coat=0.35)),)


def pear(rng: Random) -> tuple[Part, ...]:
    """A green or yellow pear."""
    low, high = (("9aa83c", "c2bd52"), ("b8a83a", "d9c15a"), ("8fa63a", "c79a4a"))[int(rng.integers(3))]
    mesh = pome(0.037, 0.095, 0.006, 0.62)
    mesh = bent(mesh, lambda p: p + p * (0.025 * noise(p, 0.07, rng, 1))[:, None])
    specks = np.clip(noise(mesh.points, 0.0035, rng, 1) - 1.7, 0, 1)
    share = 0.5 + 0.4 * noise(mesh.points, 0.06, rng)
    colour = mixed(mixed(tone(low), tone(high), share), tone("7a5a2a"), specks * 0.7)
    stem = stalk([(0, 0.088, 0), (0.001, 0.1, 0), (0.006, 0.112, 0.002)], 0.0013)
    return (Part(grounded(tilted(joined([coloured(mesh, colour), stem]), 0.12, (0.3, 0, 1))),
                 finish.satin(0.38, 0.45)),)  # fmt: skip


def sphere(rng: Random, radius: float, rows: int = 16, rough: float = 0.02) -> Mesh:
    """A small round fruit, hardly uneven."""
    mesh = ball((radius, radius * float(rng.uniform(0.92, 1.0)), radius), rows, rows + 6)
    return bent(mesh, lambda p: p * (1 + rough * noise(p, radius * 2, rng, 1))[:, None])


def blueberry_mesh(rng: Random) -> Mesh:
    """A blueberry with its crown and bloom."""
    radius = 0.0072 * float(rng.uniform(0.85, 1.2))
    mesh = sphere(rng, radius, 20)
    p = mesh.points / radius
    r = np.hypot(p[:, 0], p[:, 2])
    turn = np.arctan2(p[:, 2], p[:, 0])
    crown = np.clip(1 - np.abs(r - 0.33 - 0.05 * np.cos(5 * turn)) / 0.1, 0, 1) * (p[:, 1] > 0)
    hole = np.clip(1 - r / 0.28, 0, 1) * (p[:, 1] > 0)
    mesh = bent(mesh, lambda q: q + q * (0.13 * crown - 0.22 * hole)[:, None])
    bloom = 0.42 + 0.3 * noise(p, 1.2, rng)
    colour = mixed(tone("1c2344"), tone("5d6c9c"), bloom)
    colour = mixed(colour, tone("10121f"), np.clip(hole * 1.2 + crown * 0.4, 0, 1))
    return coloured(mesh, colour)


def raspberry_mesh(rng: Random) -> Mesh:
    """A raspberry: drupelets in rings about a hollow cone."""
    made: list[Mesh] = []
    long, wide = 0.02 * float(rng.uniform(0.9, 1.1)), 0.0085
    for ring, share in enumerate(np.linspace(0.06, 0.98, 7)):
        reach = wide * np.sqrt(np.clip(1 - (share - 0.1) ** 2 * 1.05, 0.02, 1)) * 0.82
        count = max(1, round(2 * np.pi * reach / 0.0044))
        for k in range(count):
            turn = 2 * np.pi * (k + 0.5 * (ring % 2)) / count
            drop = ball((0.0027, 0.0025, 0.0027), 7, 8)
            made.append(drop.moved(reach * np.cos(turn), share * long * 0.9, reach * np.sin(turn)))
    core = ball((wide * 0.72, long * 0.44, wide * 0.72), 8, 10).moved(0, long * 0.42, 0)
    mesh = joined([*made, core])
    colour = mixed(tone("8e1430"), tone("c8324e"), 0.5 + 0.4 * noise(mesh.points, 0.012, rng))
    return coloured(mesh, colour)


def strawberry_mesh(rng: Random) -> Mesh:
    """A strawberry with seeds and its green cap, its tip down."""
    tall, wide = 0.036 * float(rng.uniform(0.85, 1.15)), 0.0155 * float(rng.uniform(0.9, 1.12))
    rows, sides = 36, 44
    t = np.linspace(0, 1, rows)[:, None]
    turn = np.linspace(0, 2 * np.pi, sides, endpoint=False)[None]
    radius = wide * np.clip(np.sin(np.pi * t**0.72), 0, 1) ** 0.72 * (0.75 + 0.3 * t)
    radius = radius * (np.sin(np.pi * t) > 1e-6)
    grid = np.stack([radius * np.cos(turn), t * tall + 0 * turn, radius * np.sin(turn)], -1)
    rings = t * 15
    phase = turn / (2 * np.pi) * 13 + 0.5 * np.floor(rings)
    seed = np.exp(-((((rings % 1) - 0.5) / 0.2) ** 2) - ((((phase % 1) - 0.5) / 0.13) ** 2))
    mesh = skin(grid.astype(np.float32))
    spots = seed.ravel() * ((t > 0.08) & (t < 0.9) & (turn > -1)).ravel()
    normals = mesh.normals if mesh.normals is not None else mesh.points
    dented = bent(mesh, lambda p: p - normals * (0.0006 * spots)[:, None])
    share = 0.55 + 0.25 * noise(mesh.points, 0.02, rng)
    colour = mixed(tone("a3111c"), tone("d02a2a"), share)
    colour = mixed(colour, tone("e0a878"), np.clip((mesh.points[:, 1] / tall - 0.86) / 0.14, 0, 1) * 0.6)
    colour = mixed(colour, tone("d8b04a"), np.clip(spots * 1.3 - 0.3, 0, 1))
    turns = [2 * np.pi * k / 8 + float(rng.normal(0, 0.12)) for k in range(8)]
    leaves = [coloured(_sepal(rng, tall, wide, angle), tone("4f7d2c")) for angle in turns]
    top = stalk([(0, tall * 0.97, 0), (0.001, tall * 1.1, 0), (0.004, tall * 1.22, 0)], 0.0008, "6f9440")
    return joined([coloured(dented, colour), *leaves, top])


def _sepal(rng: Random, tall: float, wide: float, turn: float) -> Mesh:
    long = wide * float(rng.uniform(0.85, 1.15))
    lift = float(rng.uniform(-0.002, 0.005))
    path = curve(
        [(0, tall * 0.985, 0), (long * 0.55, tall * 0.985 + lift + 0.001, 0), (long, tall * 0.93 + lift, 0)],
        9,
    )
    widths = wide * 0.22 * np.sin(np.linspace(0.35, np.pi - 0.02, 9)) ** 0.8
    return tube(path, widths, 8, flat=0.18).turned(turn)


def cherry_pair(rng: Random) -> tuple[Part, ...]:
    """Two cherries on their stalks."""
    made: list[Mesh] = []
    for x, z in ((-0.013, 0.002), (0.012, -0.003)):
        one = sphere(rng, 0.0115, 24)
        p = one.points / 0.0115
        dip = np.exp(-((np.hypot(p[:, 0], p[:, 2]) / 0.35) ** 2)) * (p[:, 1] > 0)
        one = bent(one, lambda q, dip=dip: q - np.array([0, 1, 0]) * (0.003 * dip)[:, None])
        colour = mixed(tone("4e0712"), tone("9c1420"), 0.5 + 0.4 * noise(p, 1.6, rng))
        made.append(coloured(one, colour).moved(x, 0.0112, z))
        made.append(stalk([(x, 0.02, z), (x * 0.9, 0.035, z), (0.004, 0.052, -0.008)], 0.0006, "6f7a35"))
    return (Part(joined(made), finish.satin(0.16, 0.5, coat=0.7)),)


def tomato(radius: float) -> Build:
    """A tomato with its green star."""

    def build(rng: Random) -> tuple[Part, ...]:
        mesh = pome(radius, radius * 1.72, radius * 0.16, 0.05)
        mesh = bent(mesh, lambda p: p * (1 + 0.02 * noise(p, radius * 2.4, rng, 1))[:, None])
        share = 0.5 + 0.35 * noise(mesh.points, radius * 2, rng)
        colour = mixed(tone("b01a10"), tone("d8341a"), share)
        top = float(mesh.points[np.hypot(mesh.points[:, 0], mesh.points[:, 2]) < radius * 0.2, 1].max())
        star: list[Mesh] = []
        for k in range(5):
            turn = 2 * np.pi * k / 5 + float(rng.normal(0, 0.15))
            long = radius * float(rng.uniform(0.5, 0.75))
            path = curve(
                [
                    (0, top, 0),
                    (long * 0.5, top + 0.0025, 0),
                    (long, top + float(rng.uniform(-0.002, 0.006)), 0),
                ],
                8,
            )
            widths = radius * 0.09 * np.sin(np.linspace(0.5, np.pi - 0.05, 8))
            star.append(coloured(tube(path, widths, 8, flat=0.3).turned(turn), tone("4a7428")))
        stem = stalk(
            [(0, top, 0), (0.001, top + radius * 0.25, 0), (0.004, top + radius * 0.45, 0)],
            radius * 0.045,
            "557a30",
        )
        made = joined([coloured(mesh, colour), *star, stem])
        made = tilted(made, float(rng.uniform(-0.5, 0.6)), (1, 0, float(rng.uniform(-0.5, 0.5))))
        return (Part(grounded(made), finish.satin(0.2, 0.5, coat=0.5)),)

    return build


def banana_mesh(rng: Random, bow: float) -> Mesh:
    """A banana lying on its side, its five edges soft."""
    count = 60
    t = np.linspace(-1, 1, count)
    angle = t * 0.95
    reach = 0.1
    path = np.stack([np.sin(angle) * reach, np.zeros(count), (1 - np.cos(angle)) * reach], 1).astype(
        np.float32
    )
    thick = 0.0175 * np.clip(1 - np.abs(t) ** 3.2 * 0.72, 0, 1)
    thick = thick * np.where(t > 0.86, np.clip(1 - (t - 0.86) / 0.14 * 0.45, 0, 1), 1.0)
    turn = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    section = np.stack([np.cos(turn), np.sin(turn)], 1) * (1 + 0.045 * np.cos(5 * turn))[:, None]
    mesh = tube(path, thick.astype(np.float32), section=section.astype(np.float32))
    along = np.arctan2(mesh.points[:, 0], reach - mesh.points[:, 2]) / 0.95
    share = 0.55 + 0.3 * noise(mesh.points, 0.05, rng)
    colour = mixed(tone("d9a51c"), tone("f0cc46"), share)
    colour = mixed(colour, tone("9aa53a"), np.clip((np.abs(along) - 0.8) / 0.15, 0, 1) * 0.7)
    colour = mixed(colour, tone("4a3620"), np.clip((np.abs(along) - 0.95) / 0.04, 0, 1))
    spots = np.clip(noise(mesh.points, 0.008, rng, 1) - 1.9, 0, 1)
    colour = mixed(colour, tone("6a4420"), spots * 0.9)
    return coloured(mesh, colour).turned(bow)


def bananas(rng: Random) -> tuple[Part, ...]:
    """Three bananas in a hand."""
    made: list[Mesh] = []
    for number, lean in enumerate((0.9, 0.45, 0.05)):
        one = banana_mesh(rng, 0.0).moved(0, 0, -0.1 * (1 - np.cos(0.95)))
        one = tilted(one, -lean, (1, 0, 0)).scaled(1 - 0.03 * number)
        made.append(grounded(one).moved(0.004 * number, 0.0 if number else 0.004, 0.03 * number - 0.02))
    return (Part(joined(made), finish.satin(0.42, 0.4)),)


def avocado(rng: Random) -> tuple[Part, ...]:
    """Half an avocado with its stone, its cut up and leaning to the front."""
    rings, sides = 34, 60
    reach = np.linspace(0, 1, rings)[:, None]
    turn = np.linspace(0, 2 * np.pi, sides, endpoint=False)[None]
    outline = (
        0.033 * (1 + 0.26 * np.cos(turn) ** 3 * (np.cos(turn) > 0)) * np.where(np.cos(turn) > 0, 1.15, 1.0)
    )
    x, z = reach * outline * np.cos(turn) * 1.08, reach * outline * np.sin(turn) * (1 - 0.14 * np.cos(turn))
    stone = np.hypot((x + 0.006) / 0.0145, z / 0.0145)
    y = np.where(stone < 1, 0.011 * np.sqrt(np.clip(1 - stone**2, 0, 1)), -0.001 * (stone < 1.15))
    top = skin(np.stack([x, y + 0 * x, z], -1)[::-1].astype(np.float32))
    share = np.broadcast_to(reach, x.shape)[::-1].ravel()
    pit = stone[::-1].ravel()
    colour = mixed(tone("e6d67c"), tone("8fa83c"), np.clip((share - 0.55) / 0.42, 0, 1))
    colour = mixed(colour, tone("2f3a1c"), np.clip((share - 0.955) / 0.03, 0, 1))
    brown = mixed(tone("5a3218"), tone("8a5a30"), 0.5 + 0.4 * noise(top.points, 0.012, rng))
    colour = mixed(brown, colour, np.clip((pit - 0.96) / 0.08, 0, 1))
    below = np.stack([x, -0.03 * np.sqrt(np.clip(1 - reach**2.2, 0, 1)) + 0 * x, z], -1)
    shell = skin(below.astype(np.float32))
    shell = bent(shell, lambda p: p + 0.0005 * noise(p, 0.005, rng, 1)[:, None] * (p[:, 1:2] < -0.001))
    made = joined([coloured(top, colour), coloured(shell, tone("2b331b"))])
    made = tilted(made.turned(float(rng.uniform(0.6, 2.4))), 0.35, (1, 0, 0))
    return (Part(grounded(made), finish.satin(0.4, 0.45)),)


def grapes(rng: Random) -> tuple[Part, ...]:
    """A bunch of grapes lying down."""
    codes = (("2c1430", "5a3560"), ("7d9a3a", "b9c76a"), ("6a1a2c", "a04a56"))[int(rng.integers(3))]
    spots: list[Array] = []
    while len(spots) < 44:
        x = float(rng.uniform(-1, 1))
        wide = 0.036 * np.sqrt(max(1 - abs(x) ** 1.6, 0)) * (1 - 0.35 * x)
        spot = np.array([0.07 * x, abs(rng.normal(0, 0.45)) * wide + 0.01, rng.normal(0, 0.5) * wide])
        if all(np.linalg.norm(spot - other) > 0.0155 for other in spots):
            spots.append(spot)
        elif rng.random() < 0.004:
            break
    made: list[Mesh] = []
    for spot in spots:
        one = ball((0.0092, 0.0102, 0.0092), 16, 20)
        one = tilted(one, float(rng.uniform(0.4, 1.6)), (float(rng.normal()), 0.01, float(rng.normal())))
        share = 0.45 + 0.3 * noise(one.points, 0.02, rng) + float(rng.normal(0, 0.12))
        made.append(
            coloured(one, mixed(tone(codes[0]), tone(codes[1]), share)).moved(*(float(v) for v in spot))
        )
    stem = stalk([(-0.05, 0.02, 0), (-0.08, 0.024, 0.004), (-0.1, 0.03, 0.012)], 0.0017, "7a6a3a")
    mesh = joined([*made, stem])
    return (Part(grounded(mesh, 0.001), finish.satin(0.25, 0.5, coat=0.35)),)


def loose(make: str) -> Build:
    """One berry lying."""
    makers = {"blueberry": blueberry_mesh, "raspberry": raspberry_mesh, "strawberry": strawberry_mesh}

    def build(rng: Random) -> tuple[Part, ...]:
        mesh = makers[make](rng)
        lean = float(rng.uniform(1.3, 1.75)) if make != "blueberry" else float(rng.uniform(-1, 1.2))
        mesh = tilted(mesh, lean, (float(rng.uniform(0.6, 1)), 0, float(rng.uniform(-0.6, 0.6))))
        low, high = mesh.points.min(0), mesh.points.max(0)
        middle = (low + high) / 2
        coat = {"blueberry": 0.0, "raspberry": 0.25, "strawberry": 0.5}[make]
        return (Part(grounded(mesh.moved(-float(middle[0]), 0, -float(middle[2]))),
                     finish.satin(0.42 if make == "blueberry" else 0.3, 0.4, coat=coat)),)  # fmt: skip

    return build
