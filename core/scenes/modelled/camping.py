"""What is set up outside: tents, chairs, ladders, signs, what a garden needs."""

from collections.abc import Mapping

import numpy as np

from core.scenes.modelled.finish import satin
from core.scenes.modelled.making import (
    block,
    pick,
    plain,
    put,
    rod,
    settled,
    sheet,
    two_toned,
    upright,
    wooden,
)
from core.scenes.modelled.model import Model, Part
from core.scenes.modelled.shapes import (
    coloured,
    curve,
    joined,
    lathe,
    tilted,
    tone,
    tube,
)
from core.scenes.parts.canvas import Random
from core.scenes.traced.meshes import Mesh

RUST = "5a3a28"


def ladder(rng: Random) -> tuple[Part, ...]:
    """A wooden ladder that stands open on its four feet."""
    parts: list[Mesh] = []
    tall, lean = 1.75, 0.21
    for sign in (1, -1):
        side: list[Mesh] = []
        for x in (-1, 1):
            rail = block(0.028, tall, 0.06, 0.004)
            side.append(tilted(rail, x * 0.04, (0, 0, 1)).moved(x * 0.25, 0, 0))
        rungs = np.arange(0.26, tall - 0.05, 0.29) if sign > 0 else (0.35, 1.2)
        side += [
            block(0.48 - 0.08 * y / tall, 0.022, 0.075 if sign > 0 else 0.03, 0.003).moved(0, float(y), 0)
            for y in rungs
        ]
        parts.append(tilted(joined(side), -sign * lean, (1, 0, 0)).moved(0, 0, sign * tall * np.sin(lean)))
    lid = block(0.42, 0.024, 0.16, 0.004).moved(0, tall * np.cos(lean) - 0.01, 0)
    return settled(
        (wooden(joined([*parts, lid]), "pine" if rng.random() < 0.5 else "rustic wood", rng, along="y"),)
    )


def flower_pots(rng: Random) -> tuple[Part, ...]:
    """Empty terracotta pots: two stacked, one beside them."""

    def pot(size: float) -> Mesh:
        line = [
            (0, 0),
            (0.62, 0),
            (0.64, 0.02),
            (0.86, 1.3),
            (0.86, 1.3),
            (1.0, 1.3),
            (1.0, 1.32),
            (1.0, 1.68),
            (0.98, 1.7),
            (0.9, 1.7),
            (0.88, 1.68),
            (0.6, 0.1),
            (0, 0.1),
        ]
        return lathe([(r * size, y * size) for r, y in line], 72)

    clay = satin(0.85, 0.15)
    pieces = [
        pot(0.09),
        pot(0.088).moved(0.004, 0.03, 0),
        tilted(pot(0.062), 0.0, (1, 0, 0)).moved(0.175, 0, 0.05),
    ]
    return settled([two_toned(one, rng, ("b5653e", "c98a66"), 0.05, clay, 0.35) for one in pieces])


def tent(rng: Random) -> tuple[Part, ...]:
    """A ridge tent with its front flaps laid back."""
    code = pick(rng, ("c9b48a", "c9b48a", "d9772e", "4a6a4a", "c8b89a"))
    long, half, tall = 1.1, 0.95, 1.25
    u, v = np.meshgrid(np.linspace(-1, 1, 40), np.linspace(0, 1, 30))
    sag = 0.05 * np.sin(np.pi * v) * (1 - 0.5 * u**2)
    parts: list[Mesh] = []
    for sign in (-1, 1):
        x, y = sign * (half * (1 - v) - sag * 0.7), tall * v - sag
        parts.append(sheet(np.stack([x, y, -long * u * sign], -1), 0.006))
    s, t = np.meshgrid(np.linspace(0, 1, 20), np.linspace(0, 1, 20))
    for sign in (-1, 1):
        inner = 0.42 + 0.3 * t
        x = sign * half * (1 - t) * (1 - s * (1 - inner) * 1.0)
        z = long + 0.02 + 0.16 * s * (1 - t)
        parts.append(sheet(np.stack([x * np.sign(1.0), tall * t * 0.99, z], -1)[:, ::sign], 0.004))
    back = np.stack([half * (1 - t) * (2 * s - 1), tall * t, 0 * s - long], -1)
    parts.append(sheet(back, 0.004))
    cloth = two_toned(joined(parts), rng, (code, code), 0.1, satin(0.85, 0.15))
    poles = [rod((0, 0, z), (0, tall + 0.06, z), 0.014) for z in (-long + 0.03, long - 0.01)]
    ropes = [
        rod((sign * half, 0.25 * 0 + 0.01, z), (sign * (half + 0.35), 0.0, z * 1.08), 0.004, 6)
        for sign in (-1, 1)
        for z in (-long, long)
    ]
    dark = block(2 * half - 0.1, 0.01, 2 * long - 0.05, 0.002)
    return settled(
        put(
            (
                cloth,
                plain(joined(poles), "a8794a", 0.6),
                plain(joined(ropes), "e6dcc4", 0.8),
                plain(dark, "4a4438", 0.9),
            ),
            lambda mesh: mesh.turned(-0.35),
        )
    )


def deck_chair(rng: Random) -> tuple[Part, ...]:
    """A wooden deck chair with a striped cloth."""
    stripe = pick(rng, ("2f5f8f", "c23f38", "2f7a6a", "e0a838"))

    def beam(a: tuple[float, float, float], b: tuple[float, float, float]) -> Mesh:
        return rod(a, b, 0.016, 8)

    rails: list[Mesh] = []
    for x in (-0.27, 0.27):
        rails += [
            beam((x, 0.02, 0.62), (x, 0.95, -0.42)),
            beam((x * 0.9, 0.02, -0.5), (x * 0.9, 0.42, 0.5)),
            beam((x * 0.82, 0.62, -0.06), (x * 0.82, 0.12, -0.4)),
        ]
    bars = [
        beam((-0.28, y, z), (0.28, y, z))
        for y, z in ((0.95, -0.42), (0.02, 0.62), (0.42, 0.5), (0.02, -0.5), (0.12, -0.4))
    ]
    way = curve([(0.95, -0.42), (0.62, -0.26), (0.34, -0.02), (0.26, 0.2), (0.32, 0.38), (0.42, 0.5)], 60)
    across = np.linspace(-0.245, 0.245, 64)
    grid = np.stack(
        [
            np.broadcast_to(across[None], (60, 64)),
            np.broadcast_to(way[:, :1], (60, 64)) + 0.012,
            np.broadcast_to(way[:, 1:], (60, 64)),
        ],
        -1,
    )
    cloth = sheet(grid, 0.003)
    bands = np.floor((cloth.points[:, 0] + 0.245) / 0.049).astype(int) % 2 == 0
    tint = np.where(bands[:, None], tone(stripe), tone("f0e8d8"))
    return settled(
        put(
            (
                wooden(joined([*rails, *bars]), "pine", rng, along="z"),
                Part(coloured(cloth, tint), satin(0.8, 0.15)),
            ),
            lambda mesh: mesh.turned(0.55),
        )
    )


def chalkboard_sign(rng: Random) -> tuple[Part, ...]:
    """A standing chalkboard in a wooden frame, with a few lines of chalk."""
    wide, tall, lean = 0.56, 0.95, 0.2
    sides: list[Part] = []
    for sign in (1, -1):
        posts = [block(0.05, tall, 0.022, 0.003).moved(x, 0, 0) for x in (-wide / 2, wide / 2)]
        rails = [block(wide + 0.05, 0.05, 0.022, 0.003).moved(0, y, 0) for y in (0.1, tall - 0.05)]
        face = upright(block(wide - 0.04, 0.008, tall - 0.18, 0.001)).moved(0, (tall + 0.1) / 2, 0)
        chalk: list[Mesh] = []
        for line in range(5):
            y, long = tall - 0.18 - line * 0.13, float(rng.uniform(0.16, 0.36))
            t = np.linspace(-0.5, 0.5, 70)
            hand = (
                (0.03 if line == 0 else 0.017)
                * np.sin(t * 70 + float(rng.uniform(0, 6)))
                * (0.6 + 0.4 * np.sin(t * 23 + line))
            )
            chalk.append(
                tube(np.stack([t * long, y + hand, np.full(70, 0.0105)], 1).astype(np.float32), 0.0028, 6)
            )
        back = {"along": "y"}
        side = (
            wooden(joined([*posts, *rails]), "walnut", rng, **back),
            two_toned(face, rng, ("22252a", "33363a"), 0.2, satin(0.85, 0.1), 0.4),
            plain(joined(chalk), "e9e6dc", 0.95, 0.05),
        )
        kept = side if sign > 0 else side[:2]
        sides += put(
            kept,
            lambda mesh, sign=sign: tilted(
                mesh if sign > 0 else mesh.turned(np.pi), -sign * lean, (1, 0, 0)
            ).moved(0, 0, sign * tall * np.sin(lean)),
        )
    return settled(sides)


CAMPING: Mapping[str, Model] = {
    "ladder": Model(ladder, 1.75, 0.95),
    "flower pots": Model(flower_pots, 0.18, 0.34),
    "tent": Model(tent, 1.33, 3.56),
    "deck chair": Model(deck_chair, 0.97, 1.29),
    "chalkboard sign": Model(chalkboard_sign, 0.94, 0.73),
}
"""By name."""
