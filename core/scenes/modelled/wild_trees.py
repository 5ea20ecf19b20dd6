"""Trees and bushes that grow wild: leaves in clumps on boughs with gaps between, spruces bough by bough."""

import numpy as np

from core.scenes.modelled.finish import matt
from core.scenes.modelled.model import Part
from core.scenes.modelled.shapes import joined, tone
from core.scenes.modelled.wild_leafage import limb, many, sheet, spread_ways, toned, translucent, ways
from core.scenes.parts.canvas import Array, Random
from core.scenes.traced.meshes import Mesh

GREENS = ("3f5a26", "55742f", "6d8b3c", "87a24a")
NEEDLES = ("22361f", "2c4527", "3a5630", "4b6a3b")


def _clumps(rng: Random, count: int, middle: Array, half: Array) -> Array:
    """Middles of clumps of leaves, near the rim of an ellipsoid, apart from each other: N×3."""
    kept: list[Array] = []
    while len(kept) < count:
        way = rng.normal(0, 1, 3)
        way /= np.linalg.norm(way)
        at = way * rng.uniform(0.35, 1.0) ** 0.6 * half
        at[1] *= 1.0 if at[1] > 0 else 0.85
        if all(np.linalg.norm((at - other) / half) > 0.2 for other in kept[-12:]):
            kept.append(at)
    return (np.stack(kept) + middle).astype(np.float32)


def _foliage(rng: Random, clumps: Array, each: int, size: float, leaf: float, codes: tuple[str, ...]) -> Mesh:
    """``each`` leaves about every clump, turned to the light, those inside darker."""
    count = len(clumps) * each
    which = np.repeat(np.arange(len(clumps)), each)
    out = spread_ways(rng, count)
    own = size * rng.uniform(0.6, 1.3, len(clumps))[which, None]
    reach = rng.random((count, 1)) ** 0.45
    at = clumps[which] + out * reach * own * np.array([1.25, 0.62, 1.25])
    ahead = out + spread_ways(rng, count) * 0.9 + np.array([0, -0.25, 0])
    up = spread_ways(rng, count, 1.1)
    tones = toned(rng, count, codes, 0.16) * (0.8 + 0.3 * rng.random(len(clumps))[which, None])
    long = leaf * rng.uniform(0.7, 1.25, count)
    return many(sheet(), at.astype(np.float32), ways(ahead, up), long, long * 0.62, tones.astype(np.float32))


def broadleaf(rng: Random) -> tuple[Part, ...]:
    """A full-grown leafy tree of about 9 m that stands free."""
    tall = 9.0
    middle, half = np.array([0, 0.6 * tall, 0]), np.array([0.36, 0.37, 0.34]) * tall
    clumps = _clumps(rng, 95, middle, half)
    fork = np.array([rng.normal(0, 0.1), 0.34 * tall, 0])
    wood = [limb(rng, np.zeros(3), fork, (0.26, 0.2), "4d4136", crook=0.02)]
    for at in clumps[::2]:
        start = fork + np.array([0, float(rng.uniform(-0.4, 1.5)), 0])
        wood.append(limb(rng, start, at.astype(np.float64), (0.07, 0.015), "51453a"))
    leaves = _foliage(rng, clumps, 190, 0.075 * tall, 0.15, GREENS)
    return Part(leaves, translucent()), Part(joined(wood), matt())


def bush(rng: Random) -> tuple[Part, ...]:
    """A wild shrub of about 1.6 m, leafy to the ground."""
    middle, half = np.array([0, 0.75, 0]), np.array([0.95, 0.8, 0.8])
    clumps = _clumps(rng, 70, middle, half)
    clumps[:, 1] = np.maximum(clumps[:, 1], 0.08)
    wood = [
        limb(
            rng, np.array([0.1 * float(rng.normal()), 0, 0]), at.astype(np.float64), (0.014, 0.004), "5a4c3c"
        )
        for at in clumps[::2]
    ]
    leaves = _foliage(rng, clumps, 95, 0.2, 0.075, GREENS)
    return Part(leaves, translucent()), Part(joined(wood), matt())


def sapling(rng: Random) -> tuple[Part, ...]:
    """A young beech of 3.5 m: level sprays of leaves one above the other, much air between them."""
    wood = [limb(rng, np.zeros(3), np.array([0.15, 3.4, 0.1]), (0.03, 0.006), "5d5346")]
    at, ahead = list[Array](), list[Array]()
    for number in range(46):
        turn, up = number * 2.4, 0.5 + 2.9 * rng.random() ** 0.9
        long = (0.35 + 0.8 * (1 - up / 3.7)) * rng.uniform(0.7, 1.2)
        way = np.array([np.sin(turn), 0.22, np.cos(turn)])
        start = np.array([0.15 * up / 3.4, up, 0.1 * up / 3.4])
        end = start + way * long
        wood.append(limb(rng, start, end, (0.008, 0.002), "5d5346", 0.08))
        count = int(46 * long)
        t = rng.random((count, 1)) ** 0.7
        side = np.cross(way, [0, 1, 0]) * rng.choice([-1, 1], (count, 1))
        at.append(
            start
            + way * long * t
            + side * rng.uniform(0, 0.2, (count, 1)) * long
            + rng.normal(0, 0.02, (count, 3))
        )
        ahead.append(way * 0.7 + side * 0.8 + rng.normal(0, 0.25, (count, 3)))
    places, courses = np.concatenate(at), np.concatenate(ahead)
    count = len(places)
    long = 0.09 * rng.uniform(0.7, 1.2, count)
    leaves = many(
        sheet(),
        places.astype(np.float32),
        ways(courses, spread_ways(rng, count, 2.0)),
        long,
        0.6 * long,
        toned(rng, count, GREENS, 0.14),
    )
    return Part(leaves, translucent(through=1.1)), Part(joined(wood), matt())


def _needled(rng: Random, snowy: bool) -> tuple[Part, ...]:
    """A spruce of about 10 m, its boughs hanging to their tips; ``snowy`` with snow on each."""
    tall, at, ahead, long, heavy = 10.0, list[Array](), list[Array](), list[Array](), list[Array]()
    wood = [limb(rng, np.zeros(3), np.array([0, tall, 0]), (0.14, 0.01), "463a30", crook=0.004)]
    for level in np.linspace(1.0, tall - 0.15, 42):
        reach = (1 - level / tall) ** 0.85 * 2.1 * rng.uniform(0.75, 1.15) + 0.06
        for turn in rng.uniform(0, 2 * np.pi) + np.arange(7) * 2 * np.pi / 7 + rng.normal(0, 0.2, 7):
            own = reach * rng.uniform(0.7, 1.1)
            way = np.array([np.sin(turn), 0, np.cos(turn)])
            side = np.array([way[2], 0, -way[0]])
            count = max(6, int(30 * own))
            t = (np.arange(count) + rng.random(count)) / count
            drop = own * (0.12 * t - 0.55 * t**1.6 + 0.22 * t**4)
            spine = way * (own * t)[:, None] + np.array([0, 1, 0]) * (level + drop)[:, None]
            for sign in (-1, 0, 1):
                at.append(spine + rng.normal(0, 0.015, (count, 3)))
                course = way * (0.75 if sign else 1.0) + side * sign * 0.75 + np.array([0, -0.42, 0])
                ahead.append(course + rng.normal(0, 0.2, (count, 3)))
                long.append(own * (0.42 - 0.24 * t) * rng.uniform(0.7, 1.2, count) + 0.05)
                heavy.append(t)
    places, courses, sizes = np.concatenate(at), np.concatenate(ahead), np.concatenate(long)
    count = len(places)
    tones = toned(rng, count, NEEDLES, 0.14) * (0.75 + 0.4 * np.concatenate(heavy)[:, None])
    turned = ways(courses, spread_ways(rng, count, 1.6))
    parts = [
        Part(
            many(
                sheet(4, 0.5, 0.5, 0.35),
                places.astype(np.float32),
                turned,
                sizes,
                0.34 * sizes,
                tones.astype(np.float32),
            ),
            translucent(0.6, 0.35),
        )
    ]
    if snowy:
        kept = rng.random(count) < 0.62
        white = np.tile(tone("f4f7fb"), (int(kept.sum()), 1)).astype(np.float32)
        raised = places[kept] + np.array([0, 0.035, 0])
        snow = many(
            sheet(5, 0.5, 0.15, 0.4),
            raised.astype(np.float32),
            turned[kept],
            sizes[kept] * 0.98,
            0.62 * sizes[kept],
            white,
        )
        parts.append(Part(snow, matt()))
    return (*parts, Part(joined(wood), matt()))


def spruce(rng: Random) -> tuple[Part, ...]:
    """A spruce in summer."""
    return _needled(rng, snowy=False)


def snowy_spruce(rng: Random) -> tuple[Part, ...]:
    """A spruce under snow."""
    return _needled(rng, snowy=True)


def pine_trunk(rng: Random) -> tuple[Part, ...]:
    """The lower 6 m of a trunk with dead snags and, high up, some living boughs."""
    wood = [limb(rng, np.zeros(3), np.array([0.1, 6.4, 0]), (0.17, 0.12), "5f4f42", crook=0.006)]
    for _ in range(16):
        up, turn = rng.uniform(1.2, 6), rng.uniform(0, 6.28)
        way = np.array([np.sin(turn), rng.uniform(-0.3, 0.2), np.cos(turn)])
        start = np.array([0.1 * up / 6.4, up, 0])
        wood.append(limb(rng, start, start + way * rng.uniform(0.25, 1.1), (0.018, 0.004), "55493f"))
    return (Part(joined(wood), matt()),)
