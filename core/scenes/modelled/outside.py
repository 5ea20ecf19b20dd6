"""What stands and lies about outside: buckets, barrels, bales, stones, ladders, tents."""

from collections.abc import Mapping

import numpy as np

from core.scenes.modelled.finish import satin
from core.scenes.modelled.making import (
    block,
    hoop,
    metallic,
    pick,
    plain,
    put,
    rod,
    settled,
    two_toned,
    wooden,
)
from core.scenes.modelled.model import Model, Part
from core.scenes.modelled.shapes import (
    ball,
    bent,
    coloured,
    grounded,
    joined,
    lathe,
    mixed,
    noise,
    rounded,
    tilted,
    tone,
    tube,
)
from core.scenes.parts.canvas import Array, Random
from core.scenes.traced.meshes import Mesh

RUST = "5a3a28"


def bucket(rng: Random) -> tuple[Part, ...]:
    """A bucket, painted red or of bare zinc, its handle let down."""
    code = pick(rng, ("b52f2a", "b52f2a", "aab0b2", "d8b23a", "3f6f8f"))
    tall, foot, top = 0.25, 0.1, 0.14
    wall = [(0, 0.0), (foot, 0.0), (foot, 0.0), (foot + 0.002, 0.012), (top - 0.004, tall - 0.012)]
    lip = [
        (top + 0.003, tall - 0.006),
        (top + 0.004, tall),
        (top - 0.001, tall + 0.002),
        (top - 0.006, tall - 0.01),
    ]
    made = lathe([*wall, *lip, (foot - 0.002, 0.008), (foot - 0.002, 0.008), (0, 0.008)], 72)
    ribs = [
        hoop(foot + (top - foot) * share, 0.0028, 72).moved(0, tall * share - 0.003, 0)
        for share in (0.25, 0.7)
    ]
    turn = np.linspace(0.12, np.pi - 0.12, 40)
    handle = tube(
        np.stack(
            [0.147 * np.cos(turn), tall - 0.025 - 0.05 * np.sin(turn), 0.13 * np.sin(turn) + 0.02], 1
        ).astype(np.float32),
        0.0035,
        10,
    )
    finish = metallic if code == "aab0b2" else plain
    skin_ = finish(joined([made, *ribs]), code, 0.34)
    return settled((skin_, metallic(handle, "8a8a88", 0.35)))


def barrel(rng: Random) -> tuple[Part, ...]:
    """An oak barrel with iron hoops, standing."""
    tall, staves = 0.88, 22
    at = np.linspace(0, 1, 40)
    belly = 0.255 + 0.075 * np.sin(np.pi * at) ** 0.85
    profile = [
        (0.0, 0.03),
        (0.235, 0.03),
        (0.25, 0.0),
        *[(float(r), float(tall * y)) for r, y in zip(belly, at, strict=True)],
        (0.24, tall),
        (0.235, tall - 0.03),
        (0.235, tall - 0.03),
        (0, tall - 0.03),
    ]
    gap = lambda turn, _: 1 - 0.008 * np.exp(-(((turn / (2 * np.pi) * staves) % 1 - 0.5) ** 2) / 0.002)  # noqa: E731
    body = lathe(profile, staves * 12, gap)
    hoops: list[Mesh] = []
    for share in (0.035, 0.2, 0.32, 0.68, 0.8, 0.965):
        radius = float(np.interp(share, at, belly)) + 0.003
        slope = float(np.interp(share + 0.02, at, belly) - np.interp(share - 0.02, at, belly)) * 0.5
        y = tall * share
        hoops.append(
            lathe(
                [
                    (radius - slope - 0.006, y - 0.02),
                    (radius - slope, y - 0.02),
                    (radius + slope, y + 0.02),
                    (radius + slope - 0.006, y + 0.02),
                ],
                96,
            )
        )
    return settled(
        (
            wooden(body, "oak", rng, along="y"),
            two_toned(joined(hoops), rng, ("4a4644", RUST), 0.06, satin(0.45, 0.6), 0.4),
        )
    )


def hay_bale(rng: Random) -> tuple[Part, ...]:
    """A bale of straw, tied with two strings, stalks standing out of it."""
    half = np.array([0.45, 0.18, 0.23])
    count = 5200
    side = rng.choice(5, count, p=[0.3, 0.1, 0.1, 0.36, 0.14])
    at = rng.uniform(-1, 1, (count, 3)) * half
    for number, (axis, sign) in enumerate(((2, 1), (0, 1), (0, -1), (1, 1), (2, -1))):
        at[side == number, axis] = sign * half[axis]
    tied = 1 - 0.07 * sum(np.exp(-(((at[:, 0] - x) / 0.04) ** 2)) for x in (-0.17, 0.17))
    at[:, 1:] *= np.asarray(tied)[:, None]
    way = rng.normal(0, 1, (count, 3)) * np.array([1.0, 0.3, 0.55])
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    reach = rng.uniform(0.02, 0.07, (count, 1))
    thick = np.cross(way, rng.normal(0, 1, (count, 3)))
    thick *= 0.0016 / np.linalg.norm(thick, axis=1, keepdims=True)
    other = np.cross(thick, way)
    rings = []
    for end in (-1, 1):
        middle = at + way * reach * end
        rings.append(np.stack([middle + thick, middle + other, middle - thick, middle - other], 1))
    points = np.concatenate(rings, 1).reshape(-1, 3)
    quads = np.array([(0, 1, 5), (0, 5, 4), (1, 2, 6), (1, 6, 5), (2, 3, 7), (2, 7, 6), (3, 0, 4), (3, 4, 7)])
    ends = np.array([(0, 2, 1), (0, 3, 2), (4, 5, 6), (4, 6, 7)])
    faces = (np.concatenate([quads, ends])[None] + 8 * np.arange(count)[:, None, None]).reshape(-1, 3)
    points[:, 1] = np.maximum(points[:, 1], -half[1])
    stalks = Mesh(points.astype(np.float32), faces.astype(np.uint32))
    shade = np.repeat(rng.beta(1.6, 2.0, count), 8)
    straw = coloured(stalks, mixed(tone("e2c274"), tone("8a6a30"), shade))
    core = block(0.9, 0.36, 0.46, 0.03, 0.04).moved(0, -0.18, 0)
    core = two_toned(core, rng, ("c09a4e", "7a5a28"), 0.02, satin(0.9, 0.1), 0.4)
    loops = [rod((x, 0.181, -0.232), (x, 0.181, 0.232), 0.003, 8) for x in (-0.17, 0.17)]
    fronts = [rod((x, 0.181, 0.233), (x, -0.17, 0.233), 0.003, 8) for x in (-0.17, 0.17)]
    return settled((Part(straw, satin(0.6, 0.25)), core, plain(joined([*loops, *fronts]), "b5482e", 0.7)))


def mushrooms(rng: Random) -> tuple[Part, ...]:
    """Three or four mushrooms of one kind that grow together: toadstools, or brown ones."""
    red = rng.random() < 0.45
    code = "a81e16" if red else pick(rng, ("7a4a26", "94643a"))
    parts: list[Part] = []
    for number in range(int(rng.integers(3, 5))):
        grow = 1.0 if number == 0 else float(rng.uniform(0.4, 0.75))
        turn, away = (
            number * 2.2 + float(rng.uniform(0, 0.8)),
            0.0 if number == 0 else float(rng.uniform(0.045, 0.065)),
        )
        wide, tall = 0.045, 0.075
        hat = [
            (0.0, tall - 0.004),
            (0.014, tall - 0.006),
            (wide * 0.92, tall - 0.012),
            (wide, tall - 0.006),
            (wide * 0.94, tall + 0.008),
            (wide * 0.7, tall + 0.024),
            (wide * 0.35, tall + 0.031),
            (0.0, tall + 0.033),
        ]
        cap_ = lathe(rounded(hat, 3), 64)
        stem = lathe(
            rounded(
                [
                    (0, -0.004),
                    (0.016, -0.004),
                    (0.014, 0.012),
                    (0.009, 0.04),
                    (0.01, tall - 0.004),
                    (0.0, tall - 0.004),
                ],
                2,
            ),
            40,
        )
        gills = cap_.points[:, 1] < tall - 0.0065
        spots = noise(cap_.points, 0.018, rng, 1) > 1.05 if red else np.zeros(len(cap_.points), bool)
        shade = mixed(tone(code), tone(code) * 0.6, 0.4 + 0.3 * noise(cap_.points, 0.03, rng))
        angle = np.arctan2(cap_.points[:, 2], cap_.points[:, 0])
        shade[spots] = tone("efe6d4")
        shade[gills] = (tone("d8c4a0") * (0.8 + 0.2 * np.sin(angle * 60))[:, None])[gills]
        one = (
            Part(coloured(cap_, shade), satin(0.3, 0.5)),
            two_toned(stem, rng, ("ece2cc", "c8b48e"), 0.01, satin(0.7, 0.2)),
        )
        lean = float(rng.uniform(-0.2, 0.2))
        parts += put(
            one,
            lambda mesh, lean=lean, grow=grow, turn=turn, away=away: (
                tilted(mesh, lean, (1, 0, 0.4))
                .scaled(grow)
                .moved(away * np.cos(turn), 0, away * np.sin(turn))
            ),
        )
    return settled(parts)


def crystals(rng: Random) -> tuple[Part, ...]:
    """A cluster of rose quartz or amethyst: six-sided points on a rough foot."""
    pale, deep = (("f2c4c8", "d88a96"), ("c9b0e0", "6a4a9a"), ("f0c8cc", "c97a88"))[int(rng.integers(3))]
    points: list[Mesh] = []
    for number in range(9):
        tall = 0.085 if number == 0 else float(rng.uniform(0.045, 0.075))
        wide = tall * float(rng.uniform(0.17, 0.24))
        shaft = lathe(
            [
                (0, -0.01),
                (wide * 1.05, -0.01),
                (wide * 1.05, -0.01),
                (wide, tall * 0.72),
                (wide, tall * 0.72),
                (0.0, tall),
            ],
            6,
        )
        flat = Mesh(
            shaft.points[shaft.faces].reshape(-1, 3),
            np.arange(shaft.faces.size, dtype=np.uint32).reshape(-1, 3),
        )
        turn, lean = float(rng.uniform(0, 6.28)), 0.08 if number == 0 else float(rng.uniform(0.3, 0.85))
        away = 0.0 if number == 0 else 0.018
        one = tilted(flat.turned(float(rng.uniform(0, 1))), lean, (np.sin(turn), 0, -np.cos(turn)))
        points.append(one.moved(-away * np.cos(turn), 0.008, -away * np.sin(turn)))
    rough = grounded(ball((0.045, 0.014, 0.04), 24, 40, lambda p: 0.0016 * noise(p, 1.4, rng)), 0.012)
    made = joined(points)
    share = np.clip(1 - made.points[:, 1] / 0.07, 0, 1) * 0.7 + 0.2 * noise(made.points, 0.015, rng)
    facets = coloured(made, mixed(tone(deep), tone(pale), share))
    return settled(
        (
            Part(facets, satin(0.1, 0.75, coat=0.6)),
            two_toned(rough, rng, ("cbb8ae", "8a7468"), 0.012, satin(0.8, 0.2)),
        )
    )


def rocks(rng: Random) -> tuple[Part, ...]:
    """Three rough stones that lie together."""
    parts: list[Part] = []
    pale, dark = (("9a958c", "5e5a54"), ("b5a58e", "7a6a55"), ("6a6c70", "3c3e42"))[int(rng.integers(3))]
    for number, size in enumerate((0.11, 0.07, 0.045)):
        shape = np.array([1.0, float(rng.uniform(0.5, 0.75)), float(rng.uniform(0.7, 0.95))]) * size

        # Broken faces: what stands out beyond a plane is cut off.
        ways = rng.normal(0, 1, (16, 3))
        ways /= np.linalg.norm(ways, axis=1, keepdims=True)
        cuts = rng.uniform(0.66, 0.92, 16)

        def broken(p: Array, ways: Array = ways, cuts: Array = cuts, shape: Array = shape) -> Array:
            unit = p / shape
            for way, cut in zip(ways, cuts, strict=True):
                unit = unit - np.maximum(unit @ way - cut, 0)[:, None] * way
            unit = unit * (1 + 0.012 * noise(unit, 0.35, rng, 4) + 0.02 * noise(unit, 1.4, rng, 2))[:, None]
            return unit * shape

        made = grounded(bent(ball((*shape.tolist(),), 64, 96), broken), size * 0.05)
        made = made.turned(float(rng.uniform(0, 6)))
        spot = (0.0, -0.02) if number == 0 else (0.14, 0.05) if number == 1 else (-0.11, 0.1)
        parts.append(
            two_toned(made.moved(spot[0], 0, spot[1]), rng, (pale, dark), 0.03, satin(0.85, 0.2), 0.35)
        )
    return settled(parts)


def rope_coil(rng: Random) -> tuple[Part, ...]:
    """A coil of hemp rope."""
    turn = np.linspace(0, 2 * np.pi * 7.6, 1500)
    lap = np.floor(turn / (2 * np.pi))
    radius = 0.16 + 0.006 * np.sin(turn * 0.37 + lap) - 0.018 * (lap % 2)
    y = 0.012 + 0.0175 * turn / (2 * np.pi) * 0.9
    middle = np.stack([radius * np.cos(turn), y, radius * np.sin(turn)], 1)
    out = np.stack([np.cos(turn), 0 * turn, np.sin(turn)], 1)
    strands: list[Mesh] = []
    for phase in (0.0, 2.094, 4.189):
        spin = turn * 0.16 / 0.0115 * 0.62 + phase
        path = middle + 0.0062 * (out * np.cos(spin)[:, None] + np.array([0, 1.0, 0]) * np.sin(spin)[:, None])
        strands.append(tube(path.astype(np.float32), 0.0066, 8))
    return settled((two_toned(joined(strands), rng, ("d2b582", "9a7a48"), 0.008, satin(0.8, 0.2), 0.3),))


OUTSIDE: Mapping[str, Model] = {
    "bucket": Model(bucket, 0.25, 0.31),
    "barrel": Model(barrel, 0.89, 0.67),
    "hay bale": Model(hay_bale, 0.43, 1.15),
    "mushrooms": Model(mushrooms, 0.11, 0.17),
    "crystals": Model(crystals, 0.11, 0.095),
    "rocks": Model(rocks, 0.15, 0.4),
    "rope coil": Model(rope_coil, 0.15, 0.36),
}
"""By name."""
