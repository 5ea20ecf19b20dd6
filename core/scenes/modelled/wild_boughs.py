"""Boughs to sit on, level across the picture: barked, with moss or snow along their upper side."""

import numpy as np

from core.scenes.modelled.finish import matt
from core.scenes.modelled.model import Part
from core.scenes.modelled.shapes import coloured, curve, joined, noise, skin, tone
from core.scenes.modelled.wild_leafage import limb, many, sheet, spread_ways, toned, translucent, ways
from core.scenes.parts.canvas import Array, Random
from core.scenes.traced.meshes import Mesh

LONG, THICK = 1.0, 0.062
"""Half the length of the bough and its radius about the middle, in metres."""
HIGH = 0.8
"""How high (m) its upper side is there: the ground throws little back at it."""


def _wood(rng: Random, pale: bool, thick: float = THICK) -> tuple[Mesh, Array]:
    """The bough with its bark in relief, and the axis that its points belong to; ``thick`` is its radius."""
    coarse = thick / THICK
    rows, sides = 520, 150
    inner = [
        [
            x,
            HIGH - thick + float(rng.normal(0, 0.022)) * (abs(x) > 0.22) - 0.05 * x * abs(x),
            float(rng.normal(0, 0.03)),
        ]
        for x in np.linspace(-LONG, LONG, 9)
    ]
    line = curve(inner, rows)
    turn = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    across = np.stack([0 * turn, np.cos(turn), np.sin(turn)], 1)
    swell = np.interp(line[:, 0], [-LONG, -0.3, 0.3, LONG], [1.3, 1.0, 0.96, 0.7]).astype(np.float32)
    grid = line[:, None] + across[None] * (thick * swell)[:, None, None]
    flat = grid.reshape(-1, 3).astype(np.float32)
    stretched = flat * np.array([0.1, 1.0, 1.0], np.float32)
    ridges = 1 - np.abs(noise(stretched, 0.01 * coarse**0.6, rng, 3))
    broad, fine = noise(flat, 0.12, rng, 2), noise(flat, 0.006, rng, 2)
    push = coarse**0.6 * (0.005 * ridges + 0.004 * broad) + 0.0007 * fine
    moved = flat + np.tile(across, (rows, 1)) * push[:, None]
    made = skin(moved.reshape(rows, sides, 3).astype(np.float32)[:, ::-1])
    share = (
        np.clip(0.5 + 0.42 * ridges + 0.16 * broad + 0.12 * fine, 0, 1.4)
        .reshape(rows, sides)[:, ::-1]
        .reshape(-1, 1)
    )
    low, high = (tone("4a443e"), tone("a39a8e")) if pale else (tone("2c241e"), tone("75675a"))
    lichen = np.clip(noise(made.points, 0.05, rng, 3) - 1.0, 0, 1)[:, None]
    tones = (low * (1 - share) + high * share) * (1 - 0.6 * lichen) + tone("8f9a84") * 0.6 * lichen
    return coloured(made, np.clip(tones, 0.004, 0.9).astype(np.float32)), line


def _twigs(rng: Random, line: Array, pale: bool) -> Mesh:
    code = "8d857a" if pale else "5d5146"
    made = list[Mesh]()
    for x in (-0.84, -0.6, 0.5, 0.7, 0.88):
        at = line[int((x + LONG) / (2 * LONG) * (len(line) - 1))].astype(np.float64)
        way = np.array(
            [rng.normal(0, 0.5), rng.uniform(0.1, 1.0) * rng.choice([-0.6, 1]), rng.normal(0, 0.5)]
        )
        made.append(limb(rng, at, at + way * rng.uniform(0.25, 0.55), (0.012, 0.003), code))
    return joined(made)


def _coat(rng: Random, wood: Mesh, count: int, least: float) -> tuple[Array, Array]:
    """Places on the upper side, in patches, and normals there."""
    normals = wood.normals if wood.normals is not None else wood.points
    patch = noise(wood.points, 0.16, rng, 3)
    weight = np.clip((normals[:, 1] - least) * 1.6 + 0.45 * patch, 0, 1)
    pick = rng.choice(len(wood.points), count, p=weight / weight.sum())
    jitter = rng.normal(0, 0.003, (count, 3))
    return (wood.points[pick] + jitter).astype(np.float32), normals[pick]


def mossy_bough(rng: Random) -> tuple[Part, ...]:
    """A bough with a pelt of moss, its ends of moss hanging, small ferns on it."""
    wood, line = _wood(rng, pale=False)
    at, normals = _coat(rng, wood, 30000, 0.05)
    count = len(at)
    ahead = normals + spread_ways(rng, count) * 0.7 + np.array([0, -0.45, 0]) * (normals[:, 1:2] < 0.4)
    long = 0.016 * rng.uniform(0.5, 1.5, count)
    share = noise(at, 0.07, rng, 3)[:, None]
    moss = many(
        sheet(3, 0.6, 0.3),
        at,
        ways(ahead, spread_ways(rng, count)),
        long,
        0.36 * long,
        (toned(rng, count, ("46561f", "67782b", "8c993e"), 0.2) * (1 + 0.2 * share)).astype(np.float32),
    )
    return Part(wood, matt()), Part(moss, translucent(0.6, 0.7)), Part(_twigs(rng, line, pale=False), matt())


def _trunk(rng: Random, count: int, least: float) -> tuple[Part, ...]:
    wood, _ = _wood(rng, pale=False, thick=0.17)
    at, normals = _coat(rng, wood, count, least)
    ahead = normals + spread_ways(rng, count) * 0.7 + np.array([0, -0.45, 0]) * (normals[:, 1:2] < 0.4)
    long = 0.018 * rng.uniform(0.5, 1.5, count)
    tones = toned(rng, count, ("46561f", "67782b", "8c993e"), 0.2) * (
        1 + 0.2 * noise(at, 0.07, rng, 3)[:, None]
    )
    turned = ways(ahead, spread_ways(rng, count))
    moss = many(sheet(3, 0.6, 0.3), at, turned, long, 0.36 * long, tones.astype(np.float32))
    return Part(wood, matt()), Part(moss, translucent(0.6, 0.7))


def lying_trunk(rng: Random) -> tuple[Part, ...]:
    """A fallen trunk, its bark still on it, with a little moss."""
    return _trunk(rng, 9000, 0.75)


def mossy_trunk(rng: Random) -> tuple[Part, ...]:
    """A fallen trunk under moss."""
    return _trunk(rng, 60000, 0.1)


def bare_bough(rng: Random) -> tuple[Part, ...]:
    """A dead, weathered bough with broken twigs."""
    wood, line = _wood(rng, pale=True)
    return Part(wood, matt()), Part(_twigs(rng, line, pale=True), matt())


def snowy_bough(rng: Random) -> tuple[Part, ...]:
    """A bough with a ridge of snow on it."""
    wood, line = _wood(rng, pale=False)
    rows, sides = 300, 40
    at = np.linspace(0, len(line) - 1, rows).astype(int)
    turn = np.linspace(-0.5 * np.pi, 0.5 * np.pi, sides)
    thick = 0.7 + 0.22 * noise(line[at].astype(np.float32), 0.18, rng, 3)
    thick = np.clip(thick, 0.3, 1.1)
    swell = np.interp(line[at, 0], [-LONG, -0.3, 0.3, LONG], [1.3, 1.0, 0.96, 0.7])
    shape = np.stack(
        [
            np.zeros((rows, sides)),
            np.cos(turn)[None] * (0.05 * thick)[:, None] + 0.6 * (THICK * swell)[:, None],
            np.sin(turn)[None] * (THICK * 0.86 * swell)[:, None],
        ],
        -1,
    )
    points = line[at][:, None] + shape
    lump = noise(points.reshape(-1, 3).astype(np.float32), 0.03, rng, 2).reshape(rows, sides)
    points[..., 1] += 0.004 * lump
    snow = skin(points.astype(np.float32)[:, ::-1], closed=False)
    snow = coloured(snow, tone("f3f6fa"))
    return (
        Part(wood, matt()),
        Part(snow, {"type": "twosided", "bsdf": matt()["bsdf"]}),
        Part(_twigs(rng, line, pale=False), matt()),
    )
