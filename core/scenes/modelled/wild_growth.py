"""What grows and lies on wild ground: ferns, big tropical leaves, palms, tufts, litter, cushions of moss."""

from dataclasses import replace

import numpy as np

from core.scenes.modelled.finish import matt
from core.scenes.modelled.leaves import Leaf, heart, leaf, oval, set_at, stalk
from core.scenes.modelled.model import Part
from core.scenes.modelled.shapes import coloured, joined, noise, smooth, tone, tube
from core.scenes.modelled.wild_leafage import limb, many, sheet, spread_ways, toned, translucent, ways
from core.scenes.parts.canvas import Array, Random
from core.scenes.traced.meshes import Faces, Mesh, lattice

FRESH = ("4d6b2c", "66863a", "86a04c")
DEAD = ("64503a", "80684c", "9a8260", "54432f", "8b7353")
FALLEN = ("a8481f", "c8732a", "d9a03c", "8f3f22", "c98b34", "7d5a34")
BANANA = Leaf(
    oval(0.7, 0.5), 1.05, 0.3, ("57823a", "44702f", "9cb866"), 0.9, 0.32, 0.05, 16, rows=26, columns=11
)
EAR = Leaf(heart, 0.42, 0.36, ("3f6c35", "2f5a2b", "82a05c"), 0.8, 0.2, 0.06, 7, rows=18, columns=11)


def _frond(
    rng: Random, turn: float, long: float, rise: float, pairs: int, slim: float, droop: float
) -> tuple[Array, Array, Array]:
    """Leaflets of an arching frond: places, courses and lengths."""
    t = np.linspace(0.06, 0.99, pairs)
    way = np.array([np.sin(turn), 0, np.cos(turn)])
    side = np.array([way[2], 0, -way[0]])
    out, up = long * np.cos(rise) * t, long * (np.sin(rise) * t - droop * t**2.2)
    spine = way * out[:, None] + np.array([0, 1.0, 0]) * up[:, None]
    size = long * slim * np.sin(np.pi * np.clip(0.12 + 0.88 * t, 0, 1)) ** 0.7 + 0.01
    at, ahead = [], []
    for sign in (-1, 1):
        at.append(spine)
        ahead.append(side * sign + way * 0.45 + np.array([0, -0.25, 0]) + rng.normal(0, 0.1, (pairs, 3)))
    return (
        np.concatenate(at),
        np.concatenate(ahead),
        np.concatenate([size, size]) * rng.uniform(0.85, 1.1, 2 * pairs),
    )


Between = tuple[float, float]


def _funnel(
    rng: Random,
    long: Between,
    rise: Between,
    droop: Between,
    *,
    count: int,
    pairs: int,
    slim: float,
    turned: float = 0.0,
) -> tuple[Array, Array, Array]:
    """Leaflets of ``count`` fronds that rise from one place: places, courses and lengths."""
    made: list[tuple[Array, Array, Array]] = []
    for n in range(count):
        turn = n * 2.4 + (float(rng.normal(0, turned)) if turned else 0.0)
        drawn = [float(rng.uniform(*between)) for between in (long, rise, droop)]
        made.append(_frond(rng, turn, drawn[0], drawn[1], pairs, slim, drawn[2]))
    at, ahead, sizes = (np.concatenate(part) for part in zip(*made, strict=True))
    return at, ahead, sizes


def wild_fern(rng: Random) -> tuple[Part, ...]:
    """A fern of 0.7 m as it grows in woods, its fronds in a funnel."""
    fronds = (0.6, 0.95), (0.5, 1.15), (0.25, 0.6)
    at, ahead, long = _funnel(rng, *fronds, count=17, pairs=34, slim=0.2, turned=0.2)
    at[:, 1] = np.maximum(at[:, 1], 0.01)
    leaves = many(
        sheet(5, 0.5, 0.1, 0.25),
        at.astype(np.float32),
        ways(ahead, spread_ways(rng, len(at), 3.0)),
        long,
        0.3 * long,
        toned(rng, len(at), FRESH, 0.1),
    )
    return (Part(leaves, translucent(0.5, 1.0)),)


def palm_plant(rng: Random) -> tuple[Part, ...]:
    """A young palm of 2.4 m: long arching fronds of narrow leaflets from the ground."""
    fronds = (1.9, 2.7), (0.55, 1.25), (0.3, 0.7)
    at, ahead, long = _funnel(rng, *fronds, count=13, pairs=46, slim=0.24)
    at[:, 1] = np.maximum(at[:, 1], 0.03)
    leaves = many(
        sheet(6, 0.7, 0.35, 0.3),
        at.astype(np.float32),
        ways(ahead, spread_ways(rng, len(at), 3.0)),
        long,
        0.09 * long,
        toned(rng, len(at), ("3c6030", "55803c", "74994a"), 0.1),
    )
    return (Part(leaves, translucent(0.4, 0.8)),)


def _big_leaves(rng: Random, kind: Leaf, count: int, tall: float, lean: float, code: str) -> tuple[Part, ...]:
    leaves, stems = list[Mesh](), list[Mesh]()
    for number in range(count):
        turn, share = number * 2.4 + float(rng.normal(0, 0.3)), (number + 0.5) / count
        up, out = tall * float(rng.uniform(0.35, 1.0)), lean * (0.35 + float(rng.random()))
        tip = [out * np.sin(turn), up, out * np.cos(turn)]
        stems.append(
            stalk(
                [[0.02 * np.sin(turn), 0, 0.02 * np.cos(turn)], [0.4 * tip[0], 0.6 * up, 0.4 * tip[2]], tip],
                (0.012, 0.006),
                code,
            )
        )
        rise = 0.75 - 0.9 * share + float(rng.normal(0, 0.25))
        own = replace(kind, bend=kind.bend * float(rng.uniform(0.6, 1.4)))
        leaves.append(
            set_at(
                leaf(own, rng, float(rng.uniform(0.7, 1.1))),
                tip,
                turn + float(rng.normal(0, 0.3)),
                rise,
                float(rng.normal(0, 0.3)),
            )
        )
    return Part(joined(leaves), translucent(0.35, 0.8)), Part(joined(stems), matt())


def banana_plant(rng: Random) -> tuple[Part, ...]:
    """A wild banana or heliconia: paddles of leaves to 2 m."""
    return _big_leaves(rng, BANANA, 15, 1.35, 0.3, "6d8a45")


def elephant_ear(rng: Random) -> tuple[Part, ...]:
    """Heart-shaped leaves on long stems, to 1.1 m."""
    return _big_leaves(rng, EAR, 20, 0.85, 0.4, "587a42")


def leafy_spray(rng: Random) -> tuple[Part, ...]:
    """The end of a leafy bough of 1.2 m, level, as it hangs into a picture."""
    wood, at, ahead = list[Mesh](), list[Array](), list[Array]()
    main = np.array([1.25, 0.12, 0.0])
    start = np.array([-0.62, 0.35, 0.0])
    wood.append(limb(rng, start, start + main, (0.011, 0.003), "54483b", 0.05))
    for number in range(20):
        t = 0.08 + 0.9 * number / 20
        turn = (1 if number % 2 else -1) * rng.uniform(0.5, 1.0)
        way = np.array([np.cos(turn), -0.18, np.sin(turn)])
        long = 0.5 * (1.1 - 0.7 * t) * rng.uniform(0.7, 1.2)
        root = start + main * t + np.array([0, -0.05 * np.sin(np.pi * t), 0])
        wood.append(limb(rng, root, root + way * long, (0.004, 0.0015), "54483b", 0.1))
        count = int(34 * long) + 4
        s = np.linspace(0.15, 1.0, count)[:, None]
        side = np.cross(way, [0, 1, 0]) * np.where(np.arange(count) % 2, 1, -1)[:, None]
        at.append(root + way * long * s + np.array([0, -0.1, 0]) * long * s)
        ahead.append(way * 0.7 + side + np.array([0, -0.3, 0]) + rng.normal(0, 0.25, (count, 3)))
    places, courses = np.concatenate(at), np.concatenate(ahead)
    long_ = 0.085 * rng.uniform(0.7, 1.15, len(places))
    leaves = many(
        sheet(7, 0.5, 0.25),
        places.astype(np.float32),
        ways(courses, spread_ways(rng, len(places), 2.2)),
        long_,
        0.6 * long_,
        toned(rng, len(places), ("48682b", "638338", "82a048"), 0.12),
    )
    both = joined([leaves, *wood])
    low = float(both.points[:, 1].min())
    return Part(leaves.moved(0, -low, 0), translucent(0.4, 1.1)), Part(joined(wood).moved(0, -low, 0), matt())


def _blades(
    rng: Random,
    count: int,
    wide: float,
    tall: tuple[float, float],
    slim: float,
    codes: tuple[str, ...],
    lean: float,
) -> Mesh:
    turn, reach = rng.uniform(0, 6.283, count), wide * np.sqrt(rng.random(count))
    at = np.stack([reach * np.cos(turn), np.zeros(count), reach * np.sin(turn)], 1)
    out = spread_ways(rng, count) * lean + at / wide * 0.35 * lean + np.array([0, 1.0, 0])
    long = rng.uniform(*tall, count)
    face = spread_ways(rng, count) * np.array([1, 0.1, 1])
    return many(
        sheet(7, 0.9, 0.25, 0.2),
        at.astype(np.float32),
        ways(out, face),
        long,
        slim * long,
        toned(rng, count, codes, 0.14),
    )


def grass_tuft(rng: Random) -> tuple[Part, ...]:
    """A patch of wild grass half a metre wide and high, some of it dry."""
    fresh = _blades(rng, 1500, 0.32, (0.15, 0.5), 0.011, ("4f6a2c", "6c8739", "8fa450"), 0.4)
    dry = _blades(rng, 260, 0.32, (0.2, 0.55), 0.009, ("a99a66", "c2b27c"), 0.6)
    return (Part(joined([fresh, dry]), translucent(0.5, 0.9)),)


def sod(rng: Random) -> tuple[Part, ...]:
    """Short grass with clover, 0.7 m across."""
    fresh = _blades(rng, 2600, 0.36, (0.03, 0.11), 0.045, ("486529", "5f7d33", "7d9744"), 0.7)
    dry = _blades(rng, 240, 0.36, (0.04, 0.1), 0.035, ("94875a", "b0a172"), 0.9)
    count = 420
    turn, reach = rng.uniform(0, 6.283, count), 0.36 * np.sqrt(rng.random(count))
    at = np.stack([reach * np.cos(turn), rng.uniform(0.02, 0.06, count), reach * np.sin(turn)], 1)
    clover = many(
        sheet(4, 0.3, 0.2),
        at.astype(np.float32),
        ways(spread_ways(rng, count) * np.array([1, 0.3, 1]), spread_ways(rng, count, 2.5)),
        0.022,
        0.02,
        toned(rng, count, ("4c7032", "6a8c45"), 0.1),
    )
    return (Part(joined([fresh, dry, clover]), translucent(0.5, 0.8)),)


def reeds(rng: Random) -> tuple[Part, ...]:
    """Reeds of 1.7 m with brown heads."""
    green = _blades(rng, 420, 0.3, (0.7, 1.7), 0.0065, ("5c7036", "7c8a48", "a39a5c"), 0.16)
    heads = [
        tube((np.array([[x, y, z], [x + 0.01, y + 0.16, z]])).astype(np.float32), 0.011, 8)
        for x, y, z in zip(
            rng.normal(0, 0.15, 9), rng.uniform(1.1, 1.5, 9), rng.normal(0, 0.15, 9), strict=True
        )
    ]
    stems = [
        stalk([[x, 0, z], [x, 0.7, z], [x, 1.3, z]], 0.004, "8a8450") for x, z in rng.normal(0, 0.15, (9, 2))
    ]
    return Part(green, translucent(0.5, 0.7)), Part(
        joined([coloured(h, tone("5a4030")) for h in heads] + stems), matt()
    )


def litter(rng: Random, codes: tuple[str, ...] = DEAD) -> tuple[Part, ...]:
    """Fallen leaves of last year, curled, on bare earth with twigs, 0.7 m across."""
    count = 620
    turn, reach = rng.uniform(0, 6.283, count), 0.36 * np.sqrt(rng.random(count))
    at = np.stack(
        [reach * np.cos(turn), rng.uniform(0.0, 0.035, count) * (1.1 - reach / 0.36), reach * np.sin(turn)], 1
    )
    half = [slice(0, count // 2), slice(count // 2, count)]
    leaves = [
        many(
            sheet(7, bend, fold),
            at[part].astype(np.float32),
            ways(spread_ways(rng, count // 2) * np.array([1, 0.25, 1]), spread_ways(rng, count // 2, 1.3)),
            (long := 0.075 * rng.uniform(0.6, 1.25, count // 2)),
            0.6 * long,
            toned(rng, count // 2, codes, 0.2),
        )
        for part, bend, fold in zip(half, (1.1, 0.6), (0.5, 0.25), strict=True)
    ]
    above = [np.abs(made.points[:, 1:2] - 0.004) + 0.004 for made in leaves]
    leaves = [
        replace(made, points=np.hstack([made.points[:, :1], up, made.points[:, 2:]]))
        for made, up in zip(leaves, above, strict=True)
    ]
    twigs = [
        limb(rng, np.array([x, 0.02, z]), np.array([x + dx, 0.025, z + dz]), (0.004, 0.002), "4d4036")
        for x, z, dx, dz in rng.normal(0, 0.14, (16, 4))
    ]
    return Part(joined(leaves), translucent(0.7, 0.3)), Part(joined(twigs), matt())


def autumn_litter(rng: Random) -> tuple[Part, ...]:
    """Leaves that have just fallen, in autumn's colours."""
    return litter(rng, FALLEN)


def _mound(rng: Random, wide: float, tall: float, grain: int = 60) -> tuple[Array, Array]:
    """A lumpy mound: its points grain²×3, and their normals."""
    y, x = np.mgrid[-1 : 1 : grain * 1j, -1 : 1 : grain * 1j]
    far = np.clip(1 - np.hypot(x, y), 0, 1)
    flat = np.stack([x, 0 * x, y], -1).reshape(-1, 3) * wide
    lumps = noise(flat.astype(np.float32), wide * 0.28, rng, 3).reshape(grain, grain)
    up = np.clip(far, 0, 1) ** 0.6 * tall * np.clip(0.75 + 0.33 * lumps, 0.1, None) - 0.01 * (far <= 0)
    points = np.stack([x * wide, up, y * wide], -1).reshape(-1, 3).astype(np.float32)
    mesh = smooth(Mesh(points, lattice(grain, grain)))
    normals = mesh.normals if mesh.normals is not None else points
    return points, normals * np.sign(normals[:, 1:2] + 1e-9)


def _within(points: Array, grain: int = 60) -> Faces:
    """The faces of a mound that stand out of the ground."""
    faces = lattice(grain, grain)
    return np.ascontiguousarray(faces[(points[faces][..., 1] > 0.001).any(1)])


def moss_cushion(rng: Random) -> tuple[Part, ...]:
    """A mound of moss 0.7 m across: thousands of short shoots, some fallen leaves and small ferns on it."""
    points, normals = _mound(rng, 0.38, 0.09)
    inside = points[:, 1] > 0.004
    below = coloured(Mesh(points, _within(points)), tone("333a17"))
    count = 15000
    pick = rng.choice(np.flatnonzero(inside), count)
    at = points[pick] + rng.normal(0, 0.006, (count, 3)) * np.array([1, 0.2, 1])
    ahead = normals[pick] + spread_ways(rng, count) * 0.6
    share = noise(points, 0.09, rng, 3)[pick]
    tones = toned(rng, count, ("4c5a20", "6a7a2c", "8e9a3e"), 0.2) * (1 + 0.22 * share[:, None])
    long = 0.017 * rng.uniform(0.6, 1.5, count)
    shoots = many(
        sheet(3, 0.6, 0.3),
        at.astype(np.float32),
        ways(ahead, spread_ways(rng, count)),
        long,
        0.38 * long,
        tones.astype(np.float32),
    )
    lying = rng.choice(np.flatnonzero(inside), 26)
    dead = many(
        sheet(7, 0.9, 0.4),
        (points[lying] + (0, 0.012, 0)).astype(np.float32),
        ways(spread_ways(rng, 26) * np.array([1, 0.2, 1]), spread_ways(rng, 26, 2.0)),
        0.055,
        0.034,
        toned(rng, 26, DEAD, 0.15),
    )
    return Part(below, matt()), Part(joined([shoots, dead]), translucent(0.6, 0.7))


def snow_mound(rng: Random) -> tuple[Part, ...]:
    """A drift of snow 0.8 m across."""
    points, _ = _mound(rng, 0.45, 0.08)
    grain = noise(points, 0.012, rng, 2)[:, None] * np.array([[0, 0.0016, 0]])
    snow = coloured(smooth(Mesh((points + grain).astype(np.float32), _within(points))), tone("f3f6fa"))
    return (Part(snow, matt()),)
