"""Plants in pots, modelled."""

from collections.abc import Mapping

import numpy as np

from core.scenes.modelled.finish import matt, satin
from core.scenes.modelled.leaves import Leaf, blade, heart, leaf, oval, set_at, sprig, stalk, way_of
from core.scenes.modelled.model import Model, Part
from core.scenes.modelled.shapes import ball, coloured, lathe, noise, rounded, smooth, tone
from core.scenes.parts.canvas import Random
from core.scenes.traced.meshes import Mesh, joined

GLAZES = ("e9e3d8", "c8744c", "3f4144", "b9c2b8", "d9cbb6", "7f8b86")


def pot(rng: Random, radius: float, tall: float) -> tuple[Part, ...]:
    """A pot of clay with earth in it."""
    code = GLAZES[int(rng.integers(len(GLAZES)))]
    foot, wall = radius * float(rng.uniform(0.62, 0.9)), 0.05 * radius
    line = [(0.0, 0.0), (foot, 0.0), (foot, 0.0), (0.5 * (foot + radius), 0.55 * tall), (radius, tall)]
    body = [*rounded([(foot, 0.0), (foot * 1.02, 0.02 * tall), *line[3:]], 2)]
    inside = [(radius - wall, tall), (radius - wall, tall), (radius - 1.6 * wall, 0.86 * tall)]
    mesh = lathe([(0.0, 0.0), (foot, 0.0), *body, *inside], 64)
    mottle = 1 + 0.05 * noise(mesh.points, radius * 0.4, rng)
    soil = lathe([(radius * 0.99 - wall, 0.86 * tall), (radius * 0.5, 0.89 * tall), (0.0, 0.9 * tall)], 40)
    grain = noise(soil.points, radius * 0.08, rng, 2)
    return (
        Part(coloured(mesh, tone(code) * mottle[:, None]), satin(0.55 if rng.random() < 0.6 else 0.25, 0.4)),
        Part(coloured(soil.moved(0, 0, 0), tone("3a2c20") * (1 + 0.3 * grain)[:, None]), matt()),
    )


MONSTERA = Leaf(heart, 0.19, 0.19, ("2f5a2c", "244a26", "6f9a58"), 0.95, 0.14, 0.04, 6, 0.55, columns=13)
RUBBER = Leaf(oval(0.9), 0.17, 0.095, ("27452a", "1c3420", "7d9a5e"), 0.35, 0.28, 0.02, rows=22)
FERN = Leaf(oval(1.3, 0.3), 0.036, 0.011, ("5c8f3c", "477a30"), 0.4, 0.1, 0.02, rows=6, columns=3)
SWORD = Leaf(blade, 0.36, 0.055, ("3f6a45", "7f9a72"), 0.12, 0.3, 0.02, rows=40)
OLIVE = Leaf(oval(1.0, 0.5), 0.05, 0.011, ("6f8262", "54704e"), 0.25, 0.2, 0.02, rows=7, columns=5)
FIG = Leaf(oval(0.6, 0.62), 0.19, 0.125, ("3d6a34", "2f592c", "8fae6c"), 0.55, 0.2, 0.06, 6, columns=13)
SUCCULENT = Leaf(oval(0.8, 0.62), 0.05, 0.026, ("86a78c", "6f947c", "a98f8f"), -0.55, 0.3, 0.0, rows=12)


def _arched(rng: Random, base: float, out: float, up: float, turn: float) -> list[list[float]]:
    """Points of a stem that leaves the pot's middle, rises by ``up`` and leans out by ``out``."""
    sway = float(rng.normal(0, 0.12))
    made = []
    for share in (0.0, 0.4, 0.75, 1.0):
        reach = out * share**1.6
        made.append(
            [
                reach * np.sin(turn + sway * share),
                base + up * share ** (0.9),
                reach * np.cos(turn + sway * share),
            ]
        )
    return made


def monstera(rng: Random) -> tuple[Part, ...]:
    """A Swiss cheese plant: slit leaves on long stems."""
    radius, tall = 0.075, 0.13
    leaves, stems = list[Mesh](), list[Mesh]()
    count = int(rng.integers(15, 19))
    for number in range(count):
        turn = number * 2.4 + float(rng.normal(0, 0.25))
        share = number / count
        points = _arched(rng, tall * 0.85, 0.15 * (1 - 0.75 * share) + 0.025, 0.1 + 0.26 * share, turn)
        stems.append(stalk(points, (0.0042, 0.003), "587a42"))
        size = float(rng.uniform(0.72, 1.05)) * (0.75 if number > count - 3 else 1.0)
        made = leaf(MONSTERA, rng, size)
        rise = -0.25 + 0.85 * share + float(rng.normal(0, 0.15))
        leaves.append(
            set_at(made, points[-1], turn + float(rng.normal(0, 0.35)), rise, float(rng.normal(0, 0.2)))
        )
    return (
        *pot(rng, radius, tall),
        Part(joined(leaves), satin(0.38, 0.45)),
        Part(joined(stems), satin(0.5, 0.3)),
    )


def rubber_plant(rng: Random) -> tuple[Part, ...]:
    """A rubber plant or a fiddle-leaf fig: an upright stem with large leaves."""
    kind = RUBBER if rng.random() < 0.5 else FIG
    radius, tall = 0.07, 0.12
    leaves, stems = list[Mesh](), list[Mesh]()
    for trunk in range(2):
        lean = float(rng.normal(0, 0.05))
        high = 0.5 if trunk == 0 else 0.36
        points = [
            [trunk * 0.02, tall * 0.85, 0],
            [lean * 0.5, tall + high * 0.5, 0.01],
            [lean, tall + high, 0.02],
        ]
        stems.append(stalk(points, (0.006, 0.0035), "6b5a44"))
        count = int(high * 26)
        for number in range(count):
            share = (number + 1) / count
            at = [lean * share, tall + 0.05 + (high - 0.05) * share, 0.02 * share]
            turn = number * 2.4 + 1.1 * trunk + float(rng.normal(0, 0.2))
            stem = way_of(turn, 0.4) * 0.03
            at = [a + float(b) for a, b in zip(at, stem, strict=True)]
            size = float(rng.uniform(0.75, 1.0)) * (1 - 0.25 * share)
            leaves.append(
                set_at(leaf(kind, rng, size), at, turn, -0.1 + 0.9 * share, float(rng.normal(0, 0.2)))
            )
    return (
        *pot(rng, radius, tall),
        Part(joined(leaves), satin(0.25, 0.5)),
        Part(joined(stems), satin(0.6, 0.2)),
    )


def fern(rng: Random) -> tuple[Part, ...]:
    """A fern: arching fronds of many leaflets."""
    radius, tall = 0.07, 0.11
    fronds = list[Mesh]()
    for number in range(26):
        turn = number * 2.4 + float(rng.normal(0, 0.2))
        out, up = float(rng.uniform(0.13, 0.24)), float(rng.uniform(0.06, 0.24))
        tip = [out * np.sin(turn), tall + up - 0.5 * out, out * np.cos(turn)]
        middle = [0.5 * out * np.sin(turn), tall + up, 0.5 * out * np.cos(turn)]
        fronds.append(
            sprig(
                [[0, tall * 0.86, 0], middle, tip],
                FERN,
                rng,
                26,
                first=0.12,
                open_to=1.25,
                code="6d7f3e",
                thick=0.001,
                taper=0.75,
            )
        )
    return (*pot(rng, radius, tall), Part(joined(fronds), satin(0.55, 0.25)))


def snake_plant(rng: Random) -> tuple[Part, ...]:
    """Upright, banded, sword-shaped leaves."""
    radius, tall = 0.07, 0.12
    leaves = list[Mesh]()
    for number in range(int(rng.integers(9, 13))):
        turn = number * 2.4
        at = [0.03 * np.sin(turn), tall * 0.85, 0.03 * np.cos(turn)]
        made = leaf(SWORD, rng, float(rng.uniform(0.6, 1.05)))
        share = np.clip(
            np.sin(made.points[:, 2] * 230 + 2 * np.sin(made.points[:, 2] * 90)) * 0.8 + 0.3, 0, 1
        )
        rim = np.abs(made.points[:, 0]) > 0.021
        tones = tone("3f5f3f") * (1 - share[:, None]) + tone("8aa37c") * share[:, None]
        made = coloured(made, np.where(rim[:, None], tone("c3b96a"), tones))
        leaves.append(set_at(made, at, turn, 1.35 + float(rng.normal(0, 0.08)), float(rng.normal(0, 0.5))))
    return (*pot(rng, radius, tall), Part(joined(leaves), satin(0.4, 0.4)))


def olive_tree(rng: Random) -> tuple[Part, ...]:
    """A small olive tree on a bare trunk."""
    radius, tall = 0.075, 0.13
    trunk_top = [0.01, tall + 0.2, 0.005]
    stems = [stalk([[0, tall * 0.85, 0], [0.012, tall + 0.1, 0.004], trunk_top], (0.009, 0.006), "7d7263")]
    leaves = list[Mesh]()
    for number in range(30):
        turn, rise = number * 2.4, float(rng.uniform(-0.15, 1.4))
        long = float(rng.uniform(0.13, 0.24))
        way = way_of(turn, rise) * long
        start = np.array(trunk_top) + np.array([0, float(rng.uniform(-0.06, 0.05)), 0])
        bow = np.array([0, 0.02, 0])
        points = [start.tolist(), (start + way * 0.5 + bow).tolist(), (start + way).tolist()]
        leaves.append(
            sprig(points, OLIVE, rng, 11, first=0.25, open_to=0.8, code="857a66", thick=0.0016, taper=0.3)
        )
    return (*pot(rng, radius, tall), Part(joined(leaves), satin(0.5, 0.3)), Part(joined(stems), matt()))


def succulent(rng: Random) -> tuple[Part, ...]:
    """A rosette of thick leaves in a small pot."""
    radius, tall = 0.045, 0.06
    leaves = list[Mesh]()
    for number in range(38):
        share = number / 38
        made = leaf(SUCCULENT, rng, 1.05 - 0.7 * share)
        assert made.normals is not None
        under = made.points - made.normals * 0.006 * (1.1 - 0.6 * share)
        thick = Mesh(
            under.astype(np.float32),
            np.ascontiguousarray(made.faces[:, ::-1]),
            normals=-made.normals,
            colours=made.colours,
        )
        both = joined([made, thick])
        at = [0.004 * np.sin(number * 2.4), tall * 0.88 + 0.014 * share, 0.004 * np.cos(number * 2.4)]
        leaves.append(set_at(both, at, number * 2.4, 0.25 + 1.15 * share))
    return (*pot(rng, radius, tall), Part(joined(leaves), satin(0.5, 0.25)))


def cactus(rng: Random) -> tuple[Part, ...]:
    """A ribbed cactus, round or tall, with pale spines."""
    radius, tall = 0.05, 0.075
    ribs = int(rng.integers(11, 17))
    high, wide = (0.075, 0.05) if rng.random() < 0.4 else (0.16, 0.038)
    body = ball((wide, high, wide), 60, 200)
    turn = np.arctan2(body.points[:, 2], body.points[:, 0])
    rib = np.abs(np.cos(turn * ribs / 2)) ** 0.8
    points = body.points * np.stack([0.82 + 0.2 * rib, np.ones_like(rib), 0.82 + 0.2 * rib], 1)
    mesh = smooth(Mesh(points.astype(np.float32), body.faces)).moved(0, tall * 0.85 + high * 0.92, 0)
    mesh = coloured(mesh, tone("567a4a") * (0.65 + 0.4 * rib)[:, None])
    spines = list[Mesh]()
    for k in range(ribs):
        angle = 2 * np.pi * k / ribs
        for level in np.linspace(-0.75, 0.95, 13):
            reach = wide * np.sqrt(1 - level**2) * 1.01
            at = [reach * np.cos(angle), tall * 0.85 + high * (0.92 + level), reach * np.sin(angle)]
            for _ in range(5):
                way = np.array([np.cos(angle), float(rng.normal(0.1, 0.7)), np.sin(angle)]) + rng.normal(
                    0, 0.5, 3
                )
                tip = np.array(at) + 0.01 * way / np.linalg.norm(way)
                spines.append(
                    stalk(
                        [at, (0.5 * (np.array(at) + tip)).tolist(), tip.tolist()], (0.0005, 0.0002), "e6dcc0"
                    )
                )
    return (*pot(rng, radius, tall), Part(mesh, satin(0.6, 0.25)), Part(joined(spines), matt()))


PLANTS: Mapping[str, Model] = {
    "monstera": Model(monstera, 0.55, 0.5),
    "rubber plant": Model(rubber_plant, 0.68, 0.36),
    "fern": Model(fern, 0.38, 0.5),
    "snake plant": Model(snake_plant, 0.48, 0.2),
    "olive tree": Model(olive_tree, 0.56, 0.42),
    "succulent": Model(succulent, 0.12, 0.13, lies=True),
    "cactus": Model(cactus, 0.3, 0.11),
}
"""Plants that stand in a pot."""
