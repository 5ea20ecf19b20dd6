"""Jewellery: earrings, pearls, rings, watches; and a silk scarf."""

from collections.abc import Mapping

import numpy as np

from core.scenes.modelled.finish import satin
from core.scenes.modelled.making import bar, hoop, metallic, put, settled, sheet, upright
from core.scenes.modelled.model import Model, Part
from core.scenes.modelled.shapes import ball, coloured, joined, lathe, mixed, noise, tilted, tone, tube
from core.scenes.parts.canvas import Array, Random
from core.scenes.traced.meshes import Mesh

GOLD = "e2b04e"


def earrings(rng: Random) -> tuple[Part, ...]:
    """A pair of gold hoops, one leaning on the other."""
    turn = np.linspace(0.25, 2 * np.pi - 0.25, 60)
    path = np.stack([0.019 * np.sin(turn), 0 * turn, 0.019 * np.cos(turn)], 1).astype(np.float32)
    thick = 0.0012 + 0.0018 * np.sin(turn / 2) ** 2
    one = tube(path, thick.astype(np.float32), 16).moved(0, 0.003, 0)
    first = one.turned(float(rng.uniform(0, 6)))
    second = tilted(one, 0.16, (0, 0, 1)).turned(float(rng.uniform(0, 6))).moved(0.027, 0.0035, 0.008)
    return settled((metallic(first, GOLD, 0.12), metallic(second, GOLD, 0.12)))


def pearl_necklace(rng: Random) -> tuple[Part, ...]:
    """A string of pearls let fall in a loose loop."""
    phase = rng.uniform(0, 6.28, 3)
    turn = np.linspace(0, 2 * np.pi, 400)
    away = 0.062 * (
        1
        + 0.2 * np.sin(2 * turn + phase[0])
        + 0.13 * np.sin(3 * turn + phase[1])
        + 0.05 * np.sin(5 * turn + phase[2])
    )
    path = np.stack([away * np.cos(turn) * 1.25, away * np.sin(turn)], 1)
    length = np.concatenate([[0], np.cumsum(np.hypot(*np.diff(path, axis=0).T))])
    radius = 0.0042
    pearls: list[Mesh] = []
    for at in np.arange(0, length[-1] - radius, 2 * radius):
        x, z = (float(np.interp(at, length, path[:, axis])) for axis in (0, 1))
        pearls.append(ball((radius, radius, radius), 12, 18).moved(x, radius, z))
    made = joined(pearls)
    sheen = mixed(tone("f3ebe0"), tone("efdcd6"), 0.5 + 0.4 * noise(made.points, 0.02, rng))
    return settled((Part(coloured(made, sheen), satin(0.18, 0.65, coat=0.8)),))


def diamond_ring(rng: Random) -> tuple[Part, ...]:
    """A gold ring with a stone, lying on its edge."""
    band = upright(hoop(0.0092, 0.00115, 64)).moved(0, 0.0, 0)
    band = band.moved(0, -float(band.points[:, 1].min()), 0)
    top = float(band.points[:, 1].max())
    stone = lathe(
        [
            (0, -0.0022),
            (0.0003, -0.002),
            (0.003, 0.0009),
            (0.003, 0.0009),
            (0.0017, 0.002),
            (0.0017, 0.002),
            (0, 0.002),
        ],
        8,
    )
    stone = stone.moved(0, top + 0.0019, 0)
    claws = [
        bar(
            [(x, top - 0.0004, z), (x * 1.6, top + 0.0012, z * 1.6), (x * 1.3, top + 0.003, z * 1.3)],
            0.00035,
            8,
            6,
        )
        for x, z in ((0.0018, 0.0018), (-0.0018, 0.0018), (0.0018, -0.0018), (-0.0018, -0.0018))
    ]
    gem = {"type": "dielectric", "int_ior": 2.2, "ext_ior": 1.0}
    turn = float(rng.uniform(-0.5, 0.5))
    return settled(
        put((metallic(joined([band, *claws]), GOLD, 0.1), Part(stone, gem)), lambda mesh: mesh.turned(turn))
    )


def silk_scarf(rng: Random) -> tuple[Part, ...]:
    """A silk scarf let fall in loose folds, with a border of another colour."""
    base, edge = (("c9574a", "f0e0c8"), ("23407a", "f2ead8"), ("e0c48a", "7a2c34"), ("d9a0a8", "fbf0ea"))[
        int(rng.integers(4))
    ]
    rows, columns = 120, 150
    u, v = np.meshgrid(np.linspace(-1, 1, columns), np.linspace(-1, 1, rows))
    phase = rng.uniform(0, 6.28, 4)
    bend = 0.05 * np.sin(1.7 * u + phase[0])
    x = 0.21 * u + 0.012 * np.sin(3 * v + phase[1])
    folds = np.sin(9 * v + 1.3 * np.sin(2.2 * u + phase[2]) + phase[3]) + 0.4 * np.sin(17 * v - 2 * u)
    z = 0.1 * v * (1 - 0.35 * np.cos(2.2 * u + phase[1])) + bend + 0.012 * np.cos(9 * v + phase[3])
    y = (
        0.026
        * (1 + 0.62 * folds)
        * (0.75 + 0.4 * np.sin(2.6 * u + phase[0]))
        * (1 - 0.75 * np.maximum(np.abs(u), np.abs(v)) ** 8)
    )
    y = y - y.min() + 0.0006
    grid = np.stack([x, y, z], -1)[::-1]
    made = sheet(grid, 0.0004)
    border = _border(u, v)[::-1].ravel()
    spots = np.sin(24 * u) * np.sin(16 * v) > 0.62
    share = np.clip(border + 0.85 * (spots[::-1].ravel() & (border < 0.5)), 0, 1)
    whole = np.concatenate(
        [share, share.reshape(rows, columns)[:, ::-1].ravel(), np.zeros(len(made.points) - 2 * share.size)]
    )
    return settled(
        (Part(coloured(made, mixed(tone(base), tone(edge), whole)), satin(0.32, 0.55, sheen=0.6)),)
    )


def _border(u: Array, v: Array) -> Array:
    away = np.maximum(np.abs(u) * 1.0, np.abs(v))
    return ((away > 0.8) & (away < 0.9)).astype(np.float32)


JEWELLERY: Mapping[str, Model] = {
    "earrings": Model(earrings, 0.012, 0.071, lies=True),
    "pearl necklace": Model(pearl_necklace, 0.008, 0.2, lies=True),
    "diamond ring": Model(diamond_ring, 0.025, 0.021, lies=True),
    "silk scarf": Model(silk_scarf, 0.056, 0.54, lies=True),
}
"""By name."""
