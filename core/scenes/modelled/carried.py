"""What is carried: bags, baskets, a backpack, a suitcase, an umbrella."""

from collections.abc import Mapping

import numpy as np

from core.scenes.modelled.finish import satin
from core.scenes.modelled.making import (
    bar,
    block,
    ellipse,
    hoop,
    metallic,
    pick,
    plain,
    put,
    rod,
    settled,
    two_toned,
)
from core.scenes.modelled.model import Model, Part
from core.scenes.modelled.shapes import (
    bent,
    coloured,
    joined,
    lathe,
    mixed,
    noise,
    skin,
    superquadric,
    tilted,
    tone,
    tube,
)
from core.scenes.parts.canvas import Array, Random
from core.scenes.traced.meshes import Mesh

WICKER = ("c29a62", "6f4a26")


def sack(
    size: tuple[float, float, float], mouth: tuple[float, float], power: float, open_: bool = True
) -> Mesh:
    """A bag of (width, height, depth) whose mouth is wide and deep by the shares ``mouth`` of its foot;
    ``power`` squares its sides; ``open_`` lets one look into it."""
    wide, tall, deep = size
    at = np.concatenate([np.linspace(0, 0.06, 6), np.linspace(0.1, 1, 26)])
    edge = np.sqrt(np.clip(1 - (1 - np.clip(at / 0.06, 0, 1)) ** 2, 0, 1)) * 0.12 + 0.88
    rows = [np.zeros((64, 3))]
    for share, inward in zip(at, edge, strict=True):
        belly = 1 + 0.06 * np.sin(np.pi * min(share * 1.1, 1))
        w = wide * (1 + (mouth[0] - 1) * share) * inward * belly
        d = deep * (1 + (mouth[1] - 1) * share) * inward * belly
        ring = ellipse(w, d, 64, power)
        rows.append(np.column_stack([ring[:, 0], np.full(64, tall * share), ring[:, 1]]))
    if open_:
        top = rows[-1]
        for share in (1.0, 0.9, 0.6, 0.35):
            inner = np.column_stack([top[:, 0] * 0.97, np.full(64, tall * share), top[:, 2] * 0.94])
            rows.append(inner)
    rows.append(np.repeat(rows[-1].mean(0)[None], 64, 0))
    return skin(np.asarray(rows, np.float32))


def _soft(mesh: Mesh, rng: Random, amount: float, scale: float) -> Mesh:
    """Cloth or leather that gives: dented here and there, but not at its foot."""
    hills = noise(mesh.points, scale, rng)[:, None]
    tall = float(mesh.points[:, 1].max())

    def way(points: Array) -> Array:
        share = np.clip(points[:, 1:2] / tall * 3, 0, 1)
        out = points * np.array([1, 0, 1]) / (np.linalg.norm(points[:, [0, 2]], axis=1, keepdims=True) + 1e-4)
        return points + out * amount * hills * share

    return bent(mesh, way)


def _handle(half: float, low: float, high: float, z: float, radius: float) -> Mesh:
    way = [
        (-half, low - 0.03, z),
        (-half, low, z),
        (-half * 0.75, (low + high * 2) / 3, z * 0.8),
        (0, high, z * 0.6),
    ]
    return bar([*way, *[(-x, y, d) for x, y, d in way[-2::-1]]], radius, 40)


def wicker_basket(rng: Random) -> tuple[Part, ...]:
    """A basket of woven willow with a high handle."""
    tall, low, wide = 0.17, 0.125, 0.17
    rows = np.arange(0, tall + 0.002, 0.0022)
    turn = np.linspace(0, 2 * np.pi, 288, endpoint=False)
    ribs, strands = 36, np.floor(rows / 0.0115)
    rings: list[Array] = [np.zeros((288, 3))]
    for y, number in zip(rows, strands, strict=True):
        radius = low + (wide - low) * (y / tall) ** 0.8
        over = np.sin(turn * ribs / 2 + np.pi * number)
        bulge = 0.0035 * over + 0.002 * np.sin(np.pi * ((y / 0.0115) % 1))
        away = radius + bulge
        rings.append(np.stack([away * np.cos(turn) * 1.12, np.full(288, y), away * np.sin(turn) * 0.9], 1))
    rings.append(rings[-1] * np.array([0.94, 1, 0.94]))
    rings.append(rings[1] * np.array([0.93, 1, 0.93]) + np.array([0, 0.012, 0]))
    rings.append(np.repeat(np.array([[0.0, 0.012, 0.0]]), 288, 0))
    body = skin(np.asarray(rings, np.float32))
    y = body.points[:, 1]
    groove = np.abs((y / 0.0115) % 1 - 0.5) * 2
    away = np.hypot(body.points[:, 0] / 1.12, body.points[:, 2] / 0.9)
    deep = np.clip((low + (wide - low) * (y / tall) ** 0.8 - away) / 0.004 + 0.4, 0, 1)
    share = 0.75 * groove**4 + 0.35 * deep + 0.18 * noise(body.points, 0.03, rng)
    woven = Part(coloured(body, mixed(tone(WICKER[0]), tone(WICKER[1]), share)), satin(0.55, 0.35))
    rim = _braid(wide * 1.0, tall, 0.0065)
    grip = _twisted(0.178, tall - 0.05, 0.36, 0.0075)
    made = [two_toned(mesh, rng, WICKER, 0.02, satin(0.5, 0.35), 0.3) for mesh in (rim, grip)]
    return settled((woven, *made))


def _braid(radius: float, y: float, thick: float) -> Mesh:
    turn = np.linspace(0, 2 * np.pi, 240)
    parts: list[Mesh] = []
    for phase in (0.0, 2.1, 4.2):
        spin = 28 * turn + phase
        away = radius + thick * 0.7 * np.cos(spin)
        path = np.stack(
            [away * np.cos(turn) * 1.12, y + thick * 0.7 * np.sin(spin), away * np.sin(turn) * 0.9], 1
        )
        parts.append(tube(path.astype(np.float32), thick * 0.62, 8))
    return joined(parts)


def _twisted(half: float, low: float, high: float, thick: float) -> Mesh:
    t = np.linspace(0, np.pi, 160)
    middle = np.stack([half * np.cos(t), low + (high - low) * np.sin(t) ** 0.8, 0 * t], 1)
    parts: list[Mesh] = []
    for phase in (0.0, 2.1, 4.2):
        spin = 30 * t + phase
        out = np.stack([np.cos(t), np.sin(t), 0 * t], 1)
        path = middle + thick * 0.6 * (
            out * np.cos(spin)[:, None] + np.array([0, 0, 1.0]) * np.sin(spin)[:, None]
        )
        parts.append(tube(path.astype(np.float32), thick * 0.6, 8))
    return joined(parts)


def tote_bag(rng: Random) -> tuple[Part, ...]:
    """A cotton bag that stands half filled, its handles up."""
    code = pick(rng, ("e6dcc8", "e6dcc8", "2c2c2c", "b9a888"))
    body = _soft(sack((0.3, 0.33, 0.13), (1.1, 0.55), 0.55), rng, 0.008, 0.11)
    parts = [two_toned(body, rng, (code, code), 0.05, satin(0.85, 0.15, sheen=0.3))]
    parts += [plain(_handle(0.075, 0.315, 0.5, z, 0.007), code, 0.85, 0.15) for z in (0.034, -0.034)]
    return settled(parts)


def beach_bag(rng: Random) -> tuple[Part, ...]:
    """A woven beach bag with leather handles, a coloured cloth looking out of it."""
    wide, tall = 0.42, 0.29
    body = sack((wide, tall, 0.2), (1.14, 1.0), 0.75)
    dense = _soft(body, rng, 0.006, 0.16)
    x, y, _ = dense.points.T
    weave = np.sin(2 * np.pi * y / 0.012) * np.sin(2 * np.pi * x / 0.012)
    band = (np.abs(y - tall * 0.55) < 0.045) & (y > 0.01)
    straw = mixed(tone("dcbf86"), tone("a67c45"), 0.4 + 0.3 * weave + 0.15 * noise(dense.points, 0.03, rng))
    straw[band] = straw[band] * tone(pick(rng, ("2f5f8f", "c2553f", "efe6d6"))) * 1.6
    cloth = superquadric((wide * 0.4, 0.05, 0.07), 0.8, 0.8, 24, 40)
    cloth = bent(cloth, lambda p: p + 0.012 * np.sin(p[:, :1] * 60) * np.array([0, 1.0, 0.3])).moved(
        0, tall - 0.02, 0
    )
    parts = [
        Part(coloured(dense, straw), satin(0.7, 0.2)),
        plain(cloth, pick(rng, ("e9e4da", "4f8fae", "e7a59a")), 0.9, 0.1),
    ]
    parts += [plain(_handle(0.09, tall - 0.02, tall + 0.17, z, 0.007), "7a4a28", 0.5) for z in (0.09, -0.09)]
    return settled(parts)


def handbag(rng: Random) -> tuple[Part, ...]:
    """A leather handbag with a flap and a clasp."""
    code = pick(rng, ("7a4526", "1c1a1a", "a63a36", "d8c4a4", "33443a"))
    leather = satin(0.38, 0.5)
    body = superquadric((0.13, 0.09, 0.048), 0.22, 0.3, 40, 64).moved(0, 0.09, 0)
    flap = superquadric((0.132, 0.068, 0.052), 0.3, 0.32, 32, 64)
    flap = bent(
        flap, lambda p: p + np.stack([0 * p[:, 0], 0.012 * (p[:, 0] / 0.13) ** 2, 0 * p[:, 0]], 1)
    ).moved(0, 0.119, 0.002)
    clasp = superquadric((0.016, 0.011, 0.004), 0.3, 0.3, 12, 24).moved(0, 0.058, 0.055)
    rings = [
        tilted(hoop(0.009, 0.0016, 24), np.pi / 2, (1, 0, 0)).moved(x, 0.178, 0) for x in (-0.085, 0.085)
    ]
    strap = _handle(0.085, 0.19, 0.285, 0.0, 0.0055)
    made = [two_toned(mesh, rng, (code, code), 0.01, leather) for mesh in (body, flap, strap)]
    return settled((*made, metallic(joined([clasp, *rings]), "d8b566", 0.18)))


def backpack(rng: Random) -> tuple[Part, ...]:
    """A canvas backpack with a pocket, a lid, leather straps and a rolled mat on top."""
    code = pick(rng, ("4a5a3c", "7a5a38", "2c3a4a", "8a3a2c"))
    canvas = satin(0.85, 0.15, sheen=0.2)
    body = _soft(superquadric((0.15, 0.2, 0.085), 0.35, 0.4, 44, 64).moved(0, 0.2, 0), rng, 0.005, 0.12)
    pocket = _soft(
        superquadric((0.11, 0.085, 0.045), 0.35, 0.4, 28, 48).moved(0, 0.11, 0.085), rng, 0.003, 0.08
    )
    lid = superquadric((0.155, 0.055, 0.1), 0.5, 0.4, 24, 56).moved(0, 0.375, 0.012)
    mat = tilted(
        lathe([(0, -0.17), (0.05, -0.17), (0.055, -0.165), (0.055, 0.165), (0.05, 0.17), (0, 0.17)], 40),
        np.pi / 2,
        (0, 0, 1),
    ).moved(0, 0.468, 0)
    straps = [block(0.022, 0.005, 0.2, 0.001) for _ in range(2)]
    belts = [
        tilted(mesh, np.pi / 2 - 0.12, (1, 0, 0)).moved(x, 0.29, 0.108)
        for mesh, x in zip(straps, (-0.07, 0.07), strict=True)
    ]
    buckles = [
        superquadric((0.016, 0.012, 0.004), 0.3, 0.3, 10, 20).moved(x, 0.235, 0.12) for x in (-0.07, 0.07)
    ]
    sides = [
        bar([(x, 0.37, -0.08), (x * 1.1, 0.3, -0.13), (x * 1.15, 0.15, -0.12), (x, 0.05, -0.08)], 0.013)
        for x in (-0.09, 0.09)
    ]
    cloth = [two_toned(mesh, rng, (code, code), 0.02, canvas) for mesh in (body, pocket, lid)]
    return settled(
        (
            *cloth,
            plain(mat, "8a8f94", 0.9, 0.1),
            plain(joined([*belts, *sides]), "5a3820", 0.5),
            metallic(joined(buckles), "b89a5a", 0.3),
        )
    )


def suitcase(rng: Random) -> tuple[Part, ...]:
    """An old leather suitcase with brass corners, standing on its long side."""
    code = pick(rng, ("8a5a30", "5a3a22", "3a4a44"))
    body = superquadric((0.26, 0.18, 0.08), 0.12, 0.14, 40, 72).moved(0, 0.18, 0)
    seam = superquadric((0.263, 0.183, 0.004), 0.1, 0.12, 30, 72).moved(0, 0.18, 0.02)
    straps = [superquadric((0.018, 0.184, 0.0835), 0.1, 0.1, 30, 32).moved(x, 0.18, 0) for x in (-0.14, 0.14)]
    grip = _handle(0.055, 0.365, 0.4, 0.0, 0.009)
    corners = [
        superquadric((0.026, 0.026, 0.024), 0.5, 0.5, 16, 24).moved(x, y, z)
        for x in (-0.243, 0.243)
        for y in (0.018, 0.342)
        for z in (-0.062, 0.062)
    ]
    locks = [block(0.03, 0.004, 0.04, 0.001, 0.004) for _ in range(2)]
    locks = [
        tilted(mesh, np.pi / 2, (1, 0, 0)).moved(x, 0.32, 0.078)
        for mesh, x in zip(locks, (-0.09, 0.09), strict=True)
    ]
    dark = plain(joined([seam, *straps, grip]), "33200f", 0.45)
    return settled(
        (
            two_toned(body, rng, (code, "3c2414"), 0.09, satin(0.42, 0.45), 0.18),
            dark,
            metallic(joined([*corners, *locks]), "b8934a", 0.3),
        )
    )


def umbrella(rng: Random) -> tuple[Part, ...]:
    """An open umbrella lying on its rim and its handle."""
    code = pick(rng, ("c23a34", "20304a", "e0b02e", "1d1d1d", "2f6b5a"))
    rows, columns = 24, 128
    tilt = np.linspace(0, 1.12, rows)[:, None]
    turn = np.linspace(0, 2 * np.pi, columns, endpoint=False)[None]
    ribs = 8
    between = np.abs(np.sin(turn * ribs / 2))
    slack = 1 - 0.06 * between * (tilt / 1.12) ** 2
    reach = 0.47 * np.sin(tilt) / np.sin(1.12) * (1 - 0.045 * between * (tilt / 1.12) ** 3)
    y = 0.26 * (1 - (tilt / 1.12) ** 2) * slack
    grid = np.stack([reach * np.cos(turn), y + 0 * turn, reach * np.sin(turn)], -1)
    outside, inside = grid[::-1], grid - np.array([0, 0.0015, 0])
    canopy = skin(np.concatenate([inside, outside]).astype(np.float32))
    shaft = rod((0, -0.42, 0), (0, 0.3, 0), 0.005)
    hook = bar(
        [(0, -0.42, 0), (0, -0.5, 0), (0.02, -0.545, 0), (0.055, -0.55, 0), (0.075, -0.52, 0)], 0.011, 30
    )
    arms = [
        rod((0, 0.02, 0), (0.4 * np.cos(a), 0.068, 0.4 * np.sin(a)), 0.0018, 6)
        for a in np.arange(ribs) * np.pi / 4
    ]
    parts = (
        plain(canopy, code, 0.5, 0.35, 0.3),
        metallic(joined([shaft, *arms]), "b8b8b8", 0.3),
        plain(hook, "4a2a14", 0.3),
    )
    leant = put(parts, lambda mesh: tilted(mesh, -1.05, (1, 0, 0)).turned(0.5))
    return settled(leant)


CARRIED: Mapping[str, Model] = {
    "wicker basket": Model(wicker_basket, 0.37, 0.4, lies=True),
    "tote bag": Model(tote_bag, 0.51, 0.37, lies=True),
    "beach bag": Model(beach_bag, 0.47, 0.5),
    "handbag": Model(handbag, 0.29, 0.27, lies=True),
    "backpack": Model(backpack, 0.53, 0.36, lies=True),
    "suitcase": Model(suitcase, 0.42, 0.56),
    "umbrella": Model(umbrella, 0.83, 0.99),
}
"""By name."""
