"""What belongs to feasts and seasons, modelled."""

from collections.abc import Mapping

import numpy as np

from core.scenes.modelled.finish import matt, metal, satin
from core.scenes.modelled.leaves import Leaf, leaf, oval, set_at, stalk
from core.scenes.modelled.making import pick
from core.scenes.modelled.model import Model, Part
from core.scenes.modelled.shapes import (
    ball,
    bent,
    coloured,
    curve,
    grounded,
    lathe,
    mixed,
    noise,
    skin,
    smooth,
    tilted,
    tone,
    tube,
)
from core.scenes.parts.canvas import Random
from core.scenes.traced.meshes import Mesh, joined


def baubles(rng: Random) -> tuple[Part, ...]:
    """Three glass baubles with caps."""
    made = list[Part]()
    codes = (("a81f2c", "c9a24a"), ("c9a24a", "e6e4e0"), ("d6d8da", "8b1a2b"), ("1f4a38", "c9a24a"))[
        int(rng.integers(4))
    ]
    for number, (x, z, radius) in enumerate(
        ((-0.035, 0.0, 0.04), (0.04, -0.01, 0.034), (0.012, 0.055, 0.027))
    ):
        globe = ball((radius, radius, radius), 48, 64)
        cap = lathe([(0.2 * radius, 0.95 * radius), (0.2 * radius, 1.14 * radius), (0, 1.14 * radius)], 24)
        loop = tilted(_ring(0.1 * radius, 0.012 * radius), np.pi / 2, (1, 0, 0)).moved(0, 1.22 * radius, 0)
        lean = (0.9 + 0.3 * number, (float(rng.normal()), 0, float(rng.normal()) + 0.1))
        globe, metal_ = (
            tilted(mesh, lean[0], lean[1]).moved(x, radius, z) for mesh in (globe, joined([cap, loop]))
        )
        code = codes[number % 2]
        shiny = metal(code, 0.1) if number != 1 else metal(code, 0.42)
        made += [
            Part(coloured(globe, tone(code)), shiny),
            Part(coloured(metal_, tone("cdb277")), metal("cdb277", 0.25)),
        ]
    return tuple(made)


def _ring(radius: float, thick: float) -> Mesh:
    turn = np.linspace(0, 2 * np.pi, 40)
    return tube(
        np.stack([radius * np.cos(turn), 0 * turn, radius * np.sin(turn)], 1).astype(np.float32), thick, 8
    )


def _fir_twig(rng: Random, points: list[list[float]], count: int, long: float) -> list[Mesh]:
    """A twig of a fir: needles all around it, denser above."""
    line = curve(points, 60)
    stem = coloured(tube(line, np.linspace(0.0026, 0.0012, 60).astype(np.float32), 8), tone("6b5238"))
    at = rng.integers(2, 60, count)
    ahead = np.gradient(line, axis=0)
    ahead /= np.linalg.norm(ahead, axis=1, keepdims=True)
    turn = rng.uniform(0, 2 * np.pi, count)
    side = np.cross(ahead[at], [0, 1, 0])
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    up = np.cross(side, ahead[at])
    out = side * np.cos(turn)[:, None] * 1.3 + up * (0.25 + 0.75 * np.sin(turn))[:, None]
    way = 0.75 * ahead[at] + out * 0.8
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    root = line[at] + rng.normal(0, 0.0004, (count, 3))
    tip = root + way * long * rng.uniform(0.7, 1.1, (count, 1))
    across = np.cross(way, rng.normal(0, 1, (count, 3)))
    across *= 0.00075 / np.linalg.norm(across, axis=1, keepdims=True)
    middle = 0.45 * root + 0.55 * tip
    points_ = np.stack([root - 0.6 * across, root + 0.6 * across, middle + across, tip, middle - across], 1)
    faces = np.array([[0, 1, 2], [0, 2, 4], [4, 2, 3]], np.uint32)
    every = (np.arange(count, dtype=np.uint32) * 5)[:, None, None] + faces[None]
    normal = np.cross(across, way)
    normal *= np.sign(normal[:, 1:2] + 1e-6)
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    shade = rng.uniform(0, 1, count)
    colours = mixed(tone("35573a"), tone("4f7a4c"), shade) * np.where(rng.random((count, 1)) < 0.5, 1.0, 0.8)
    needles = Mesh(
        points_.reshape(-1, 3).astype(np.float32),
        every.reshape(-1, 3).astype(np.uint32),
        normals=np.repeat(normal, 5, 0).astype(np.float32),
        colours=np.repeat(colours, 5, 0).astype(np.float32),
    )
    return [stem, needles]


def fir_branch(rng: Random) -> tuple[Part, ...]:
    """A branch of fir that lies, with side twigs."""
    main = [[-0.2, 0.012, 0.0], [-0.05, 0.02, 0.012], [0.1, 0.018, -0.006], [0.22, 0.02, 0.008]]
    made = _fir_twig(rng, main, 900, 0.021)
    spine = curve(main, 60)
    for number in range(9):
        at = spine[8 + 5 * number]
        way = (-1) ** number
        long = 0.15 * (1 - 0.07 * number) * float(rng.uniform(0.85, 1.1))
        end = at + np.array([0.75 * long, 0.004 * float(rng.normal()), way * 0.7 * long])
        middle = (at + end) / 2 + np.array([0, 0.006, way * 0.01])
        made += _fir_twig(rng, [at.tolist(), middle.tolist(), end.tolist()], int(4200 * long), 0.019)
    mesh = joined(made)
    lifted = mesh.points.copy()
    lifted[:, 1] = np.maximum(lifted[:, 1], 0.0012)
    return (Part(Mesh(lifted, mesh.faces, normals=mesh.normals, colours=mesh.colours), satin(0.45, 0.3)),)


def _cone(rng: Random, long: float) -> Mesh:
    """A pine cone that stands on its stalk's end."""
    made = list[Mesh]()
    count = 110
    for number in range(count):
        share = number / count
        wide = np.sin(np.pi * (0.1 + 0.84 * share) ** 0.85) ** 0.75
        size = (0.35 + 0.75 * wide) * long / 0.08
        kind = Leaf(
            lambda t: np.clip(t * 4, 0, 1) ** 0.6 * np.clip((1 - t) * 6, 0, 1) ** 0.5,
            0.021,
            0.0175,
            ("7d5534", "5a3a22"),
            -0.5,
            0.3,
            0.02,
            rows=8,
            columns=5,
        )
        upper = leaf(kind, rng, size)
        thick = 0.0021 * size
        under_points = upper.points - (upper.normals if upper.normals is not None else 0) * thick
        under = Mesh(
            under_points.astype(np.float32),
            np.ascontiguousarray(upper.faces[:, ::-1]),
            normals=-upper.normals if upper.normals is not None else None,
            colours=None if upper.colours is None else upper.colours * 0.6,
        )
        edge = (
            upper.colours * (0.8 + 0.6 * np.clip(upper.points[:, 2:] / (0.021 * size) - 0.6, 0, 1))
            if upper.colours is not None
            else None
        )
        scale = joined([Mesh(upper.points, upper.faces, normals=upper.normals, colours=edge), under])
        at = [0, long * (0.04 + 0.86 * share), 0]
        made.append(set_at(scale, at, number * 2.39996, 0.25 + 0.95 * share + float(rng.normal(0, 0.05))))
    core = lathe(
        [
            (0, 0),
            (0.09 * long, 0.05 * long),
            (0.13 * long, 0.4 * long),
            (0.05 * long, 0.9 * long),
            (0, 0.95 * long),
        ],
        16,
    )
    return joined([*made, coloured(core, tone("4a3020"))])


def pine_cones(rng: Random) -> tuple[Part, ...]:
    """Two pine cones that lie and one that stands."""
    made = [_cone(rng, 0.075)]
    for number, (x, z) in enumerate(((0.075, 0.03), (-0.065, 0.045))):
        lying = grounded(
            tilted(_cone(rng, 0.062 + 0.01 * number), 1.45, (0, 0, 1)).turned(0.6 + 2.2 * number)
        )
        made.append(lying.moved(x, 0, z))
    return (Part(joined(made), satin(0.65, 0.2)),)


def pumpkin(rng: Random) -> tuple[Part, ...]:
    """A large pumpkin and a small one."""
    made = list[Part]()
    for radius, x, z in ((0.11, 0.0, 0.0), (0.06, 0.15, 0.07)):
        ribs = int(rng.integers(9, 13))
        body = ball((radius, radius * float(rng.uniform(0.7, 0.85)), radius), 70, 220)
        turn = np.arctan2(body.points[:, 2], body.points[:, 0])
        rib = np.abs(np.cos(turn * ribs / 2 + 0.3 * np.sin(turn))) ** 0.55
        flat = np.hypot(body.points[:, 0], body.points[:, 2]) / radius
        squeeze = 0.86 + 0.16 * rib
        points = body.points * np.stack([squeeze, 1 - 0.22 * np.exp(-((flat / 0.35) ** 2)), squeeze], 1)
        mesh = grounded(smooth(Mesh(points.astype(np.float32), body.faces)))
        base = pick(rng, ("cf6a1f", "d97f2e", "b85a1c", "e3d3b4"))
        mottle = noise(mesh.points, radius * 0.25, rng) * 0.12 + noise(mesh.points, radius * 0.05, rng) * 0.06
        colours = tone(base) * (0.72 + 0.34 * rib + mottle)[:, None]
        top = float(mesh.points[:, 1].max()) - 0.2 * radius
        stem = _stem(radius, top, rng)
        made += [
            Part(coloured(mesh.moved(x, 0, z), colours), satin(0.4, 0.4)),
            Part(stem.moved(x, 0, z), matt()),
        ]
    return tuple(made)


def _stem(radius: float, top: float, rng: Random) -> Mesh:
    """A pumpkin's stem."""
    lean = float(rng.choice([-1, 1])) * 0.3
    line = curve(
        [
            [0, top, 0],
            [0.02 * lean * radius, top + 0.25 * radius, 0],
            [lean * radius, top + 0.5 * radius, 0.1 * radius],
        ],
        30,
    )
    mesh = tube(line, np.linspace(0.16, 0.1, 30).astype(np.float32) * radius, 24)
    grain = noise(mesh.points * np.array([1, 0.15, 1]), 0.012 * radius / 0.1, rng)
    return coloured(mesh, mixed(tone("8a7f4e"), tone("5d5a34"), 0.5 + 0.4 * grain))


def _maple(rng: Random, size: float, code: str, other: str) -> Mesh:
    """A maple leaf that lies, a little curled."""
    turn = np.linspace(0, 2 * np.pi, 361, endpoint=False)[None]
    share = np.linspace(0, 1, 40)[:, None]
    from_tip = np.angle(np.exp(1j * turn))
    outline = 0.34 + 0 * turn
    for at, reach, width in (
        (0.0, 0.66, 0.33),
        (0.95, 0.56, 0.32),
        (-0.95, 0.56, 0.32),
        (1.95, 0.3, 0.34),
        (-1.95, 0.3, 0.34),
    ):
        away = np.abs(np.angle(np.exp(1j * (from_tip - at))))
        lobe = np.clip(1 - away / width, 0, 1) ** 0.9
        teeth = 1 + 0.13 * np.clip(np.cos(away * 2 * np.pi / 0.155), 0, 1) * (away > 0.06)
        outline = np.maximum(outline, 0.3 + reach * lobe * teeth)
    outline = outline * np.clip(np.abs(np.angle(np.exp(1j * (turn - np.pi)))) / 0.25, 0.15, 1) ** 0.4
    radius = size * 0.55 * outline * share
    x, z = radius * np.sin(turn), -radius * np.cos(turn)
    curl = float(rng.uniform(0.1, 0.3))
    vein = np.zeros_like(radius)
    for at in (0.0, 0.95, -0.95, 1.95, -1.95):
        off = np.abs(np.sin(from_tip - at)) * radius / size * np.where(np.cos(from_tip - at) > 0, 1, 9)
        vein = np.maximum(vein, np.exp(-((off / 0.012) ** 2)))
    high = (
        curl * radius**2 / size * 1.6
        + 0.05 * size * np.sin(2 * turn + rng.uniform(0, 6)) * share**2
        + 0.006 * size * (1 - vein)
    )
    grid = np.stack([x, high + 0.001 + 0 * turn, z], -1).astype(np.float32)
    mesh = skin(np.ascontiguousarray(grid))
    if mesh.normals is not None and mesh.normals[:, 1].mean() < 0:
        mesh = Mesh(mesh.points, np.ascontiguousarray(mesh.faces[:, ::-1]), normals=-mesh.normals)
    blend = np.clip(
        0.5 + 0.5 * noise(mesh.points, size * 0.3, rng) + 0.3 * (share.repeat(361, 1).ravel() - 0.5), 0, 1
    )
    colours = mixed(tone(code), tone(other), blend)
    colours = mixed(colours, np.clip(tone(other) * 1.4 + 0.05, 0, 0.9), vein.ravel() * 0.6)
    stem = stalk(
        [[0, 0.002, 0.0], [0.02 * size, 0.006, 0.2 * size], [0.08 * size, 0.002, 0.5 * size]],
        0.011 * size,
        other,
    )
    return grounded(joined([coloured(mesh, colours), stem]))


AUTUMN = (
    ("b5432a", "d98a3a"),
    ("d99a34", "e6c25a"),
    ("8f2f24", "c2573a"),
    ("c9762f", "a8702f"),
    ("a9843a", "7f5a2e"),
)


def autumn_leaves(rng: Random) -> tuple[Part, ...]:
    """Fallen leaves of maple and beech, strewn."""
    made = list[Mesh]()
    beech = Leaf(oval(0.9, 0.45), 0.085, 0.05, ("b9803a", "a0622a", "8a5426"), 0.3, 0.2, 0.05, 7, rows=22)
    for number in range(9):
        codes = AUTUMN[int(rng.integers(len(AUTUMN)))]
        if number % 3 != 2:
            one = _maple(rng, float(rng.uniform(0.085, 0.12)), *codes)
        else:
            one = grounded(tilted(leaf(beech, rng).moved(0, 0, -0.04), 0.1, (1, 0, 0)))
        reach, turn = 0.16 * np.sqrt((number + 0.3) / 9), number * 2.4 + float(rng.normal(0, 0.2))
        one = tilted(one, 0.12, (float(rng.normal()), 0, float(rng.normal()) + 0.01)).turned(
            float(rng.uniform(0, 6.28))
        )
        made.append(grounded(one).moved(reach * np.cos(turn) * 1.2, 0.0012 * number, reach * np.sin(turn)))
    return (Part(joined(made), satin(0.55, 0.25)),)


def easter_eggs(rng: Random) -> tuple[Part, ...]:
    """Coloured eggs, some speckled."""
    made = list[Mesh]()
    codes = ("e9d9c6", "c9d8d2", "e6c9c2", "d9cfe2", "efe3b8", "c9a184", "bcd0df")
    for number in range(6):
        egg = ball((0.0215, 0.0215, 0.029), 40, 48)
        egg = bent(
            egg,
            lambda points: (
                points * np.stack([1 - 4.2 * points[:, 2], 1 - 4.2 * points[:, 2], np.ones(len(points))], 1)
            ),
        )
        base = tone(pick(rng, codes))
        speck = np.clip(noise(egg.points, 0.005, rng) - 1.1, 0, 1)[:, None] * float(
            rng.choice([0.0, 0.9, 1.6])
        )
        egg = coloured(egg, base * (1 - 0.7 * np.clip(speck, 0, 1)))
        reach, turn = (
            (0.0, 0.0) if number == 0 else (0.056, number * 2 * np.pi / 5 + float(rng.normal(0, 0.15)))
        )
        egg = grounded(egg.turned(float(rng.uniform(0, 6.28))))
        made.append(egg.moved(reach * np.cos(turn) * 1.15, 0, reach * np.sin(turn)))
    return (Part(joined(made), satin(0.5, 0.35)),)


FEASTS: Mapping[str, Model] = {
    "baubles": Model(baubles, 0.085, 0.15, True),
    "fir branch": Model(fir_branch, 0.05, 0.44, True),
    "pine cones": Model(pine_cones, 0.08, 0.2, True),
    "pumpkin": Model(pumpkin, 0.2, 0.32),
    "autumn leaves": Model(autumn_leaves, 0.03, 0.42, True),
    "easter eggs": Model(easter_eggs, 0.045, 0.17, True),
}
"""What belongs to a feast."""
