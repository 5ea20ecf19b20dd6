"""Play, sport and presents: balls, weights, boards, toys, gift boxes, balloons."""

from collections.abc import Mapping

import numpy as np

from core.scenes.modelled.finish import satin
from core.scenes.modelled.making import (
    bar,
    block,
    hoop,
    metallic,
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
    ball,
    bent,
    coloured,
    grounded,
    joined,
    lathe,
    mixed,
    noise,
    rounded,
    slab,
    superquadric,
    tilted,
    tone,
)
from core.scenes.parts.canvas import Random
from core.scenes.traced.meshes import Mesh

TOYS = ("c8483c", "e0a83c", "4a7fa8", "6a9a5a", "e8dcc4")


def red_ball(rng: Random) -> tuple[Part, ...]:
    """A rubber ball, most often red."""
    code = pick(rng, ("c22a24", "c22a24", "c22a24", "2f6fae", "e8b83a"))
    made = ball((0.09, 0.09, 0.09), 48, 72)
    return settled((plain(made, code, 0.25, 0.5),))


def basketball(rng: Random) -> tuple[Part, ...]:
    """A basketball with its black seams."""
    made = ball((0.12, 0.12, 0.12), 160, 240)
    turn = rng.normal(0, 1, (3, 3))
    unit = made.points / 0.12 @ np.linalg.qr(turn)[0]
    seams = np.minimum.reduce(
        [np.abs(unit[:, 0]), np.abs(unit[:, 1]), np.abs(np.abs(unit[:, 2]) - 0.55 - 0.35 * unit[:, 1] ** 2)]
    )
    groove = np.exp(-((seams / 0.016) ** 2))
    pebbled = bent(made, lambda p: p * (1 - 0.012 * groove[:, None]))
    shade = mixed(
        tone("c4622a") * (1 + 0.1 * noise(made.points, 0.004, rng, 1))[:, None], tone("1c1512"), groove * 1.3
    )
    return settled((Part(coloured(pebbled, shade), satin(0.6, 0.3)),))


def football(rng: Random) -> tuple[Part, ...]:
    """A football of black and white panels."""
    made = ball((0.11, 0.11, 0.11), 160, 240)
    golden = (1 + 5**0.5) / 2
    poles = np.array([(0, a, b * golden) for a in (-1, 1) for b in (-1, 1)])
    poles = np.concatenate([poles, poles[:, [1, 2, 0]], poles[:, [2, 0, 1]]]) / np.hypot(1, golden)
    unit = made.points / 0.11 @ np.linalg.qr(rng.normal(0, 1, (3, 3)))[0]
    near = np.sort(unit @ poles.T, axis=1)[:, ::-1]
    black = np.clip((near[:, 0] - 0.934) / 0.004, 0, 1)
    seam = np.exp(-(((near[:, 0] - 0.932) / 0.004) ** 2)) + np.exp(
        -(((near[:, 0] - near[:, 1]) / 0.012) ** 2)
    ) * (near[:, 0] < 0.93)
    shade = mixed(tone("f2f2ee"), tone("161616"), black) * (1 - 0.45 * np.clip(seam, 0, 1))[:, None]
    sewn = bent(made, lambda p: p * (1 - 0.008 * np.clip(seam, 0, 1)[:, None]))
    return settled((Part(coloured(sewn, shade), satin(0.35, 0.45)),))


def tennis_ball(rng: Random) -> tuple[Part, ...]:
    """A tennis ball with its white seam."""
    made = ball((0.0335, 0.0335, 0.0335), 96, 140)
    unit = made.points / 0.0335 @ np.linalg.qr(rng.normal(0, 1, (3, 3)))[0]
    line = np.abs(unit[:, 2] - 0.72 * (unit[:, 0] ** 2 - unit[:, 1] ** 2))
    white = np.exp(-((line / 0.06) ** 4))
    felt = mixed(tone("c9d84a"), tone("a8b83a"), 0.4 + 0.3 * noise(made.points, 0.003, rng, 2))
    return settled((Part(coloured(made, mixed(felt, tone("eeeee6"), white)), satin(0.95, 0.05, sheen=0.9)),))


def dumbbells(rng: Random) -> tuple[Part, ...]:
    """A pair of rubber dumbbells with steel handles."""

    def one() -> tuple[Mesh, Mesh]:
        head = lathe(
            rounded([(0, 0), (0.052, 0), (0.062, 0.008), (0.062, 0.062), (0.052, 0.07), (0, 0.07)], 2), 6
        )
        heads = [tilted(head, sign * np.pi / 2, (0, 0, 1)).moved(-sign * 0.065, 0, 0) for sign in (-1, 1)]
        grip = tilted(
            lathe([(0, -0.07), (0.014, -0.07), (0.0165, 0), (0.014, 0.07), (0, 0.07)], 32),
            np.pi / 2,
            (0, 0, 1),
        )
        return grounded(joined(heads)), grip.moved(0, 0.054, 0)

    parts: list[Part] = []
    for turn, at in ((0.25, (0.0, 0.0)), (-0.35, (0.06, 0.19))):
        rubber, steel = one()
        pair = (plain(rubber, "242527", 0.55, 0.4), metallic(steel, "c8c8c8", 0.28))
        parts += put(pair, lambda mesh, turn=turn, at=at: mesh.turned(turn).moved(at[0], 0, -at[1]))
    return settled(parts)


def kettlebell(rng: Random) -> tuple[Part, ...]:
    """A cast-iron kettlebell."""
    body = lathe(
        rounded([(0, 0), (0.07, 0), (0.1, 0.05), (0.105, 0.1), (0.08, 0.17), (0.03, 0.19), (0, 0.19)], 3), 64
    )
    grip = bar(
        [
            (-0.05, 0.15, 0),
            (-0.075, 0.22, 0),
            (-0.05, 0.275, 0),
            (0, 0.285, 0),
            (0.05, 0.275, 0),
            (0.075, 0.22, 0),
            (0.05, 0.15, 0),
        ],
        0.0165,
        60,
        20,
    )
    return settled((two_toned(joined([body, grip]), rng, ("26272a", "36373a"), 0.01, satin(0.6, 0.4)),))


def yoga_mat(rng: Random) -> tuple[Part, ...]:
    """A yoga mat, rolled up and tied."""
    code = pick(rng, ("7a6a9a", "4f7f7a", "c98a8a", "5a6f8f"))
    turn = np.linspace(0, 2 * np.pi * 6.2, 400)
    radius = 0.014 + 0.0066 * turn / (2 * np.pi)
    path = np.stack([radius * np.cos(turn), radius * np.sin(turn)], 1)
    grid = np.stack(
        [np.concatenate([path, np.full((400, 1), 0.0)], 1) + np.array([0, 0, z]) for z in (-0.305, 0.305)], 1
    )
    roll = sheet(grid, 0.0055)
    ties = [upright(hoop(0.0565, 0.0035, 60)).moved(0, 0, z) for z in (-0.16, 0.16)]
    parts = (plain(roll, code, 0.85, 0.15), plain(joined(ties), "3a3a3a", 0.8))
    return settled(put(parts, lambda mesh: mesh.turned(np.pi / 2 - 0.5)))


def skateboard(rng: Random) -> tuple[Part, ...]:
    """A skateboard, tail kicked up, on its four wheels."""
    u, v = np.meshgrid(np.linspace(-1, 1, 80), np.linspace(-1, 1, 25))
    long, half = 0.4, 0.1
    round_ = np.sqrt(np.clip(1 - np.clip((np.abs(u) - 0.74) / 0.26, 0, 1) ** 2, 0, 1))
    x, z = long * u, -half * v * np.maximum(round_, 0.02)
    y = 0.11 + 0.055 * np.clip((np.abs(u) - 0.62) / 0.38, 0, 1) ** 1.6 + 0.008 * v**2
    deck = sheet(np.stack([x, y, z], -1)[::-1], 0.011)
    parts = [wooden(deck, "oak", rng)]
    grip = sheet(np.stack([x, y + 0.0012, z * 0.985], -1)[::-1], 0.001)
    parts.append(two_toned(grip, rng, ("1c1c1e", "2c2c2e"), 0.004, satin(0.95, 0.1)))
    wheel = pick(rng, ("ece6d4", "c8483c", "e0b83c"))
    for at in (-0.2, 0.2):
        axle = rod((at, 0.03, -0.088), (at, 0.03, 0.088), 0.006)
        truck = superquadric((0.03, 0.026, 0.045), 0.7, 0.5, 16, 24).moved(at, 0.062, 0)
        base = block(0.075, 0.008, 0.05, 0.002).moved(at, 0.092, 0)
        parts.append(metallic(joined([axle, truck, base]), "b4b6b8", 0.3))
        for z_ in (-0.085, 0.085):
            tyre = lathe(
                rounded(
                    [(0, -0.016), (0.02, -0.016), (0.027, -0.012), (0.027, 0.012), (0.02, 0.016), (0, 0.016)],
                    2,
                ),
                40,
            )
            parts.append(plain(tilted(tyre, np.pi / 2, (1, 0, 0)).moved(at, 0.028, z_), wheel, 0.35, 0.4))
    return settled(put(parts, lambda mesh: mesh.turned(0.3)))


def surfboard(rng: Random) -> tuple[Part, ...]:
    """A surfboard, leant back a little as against a wall."""
    code = pick(rng, ("f0ece0", "8fc4c4", "f0d890", "e8a08a"))
    at = np.linspace(0, 1, 60)
    wide = 0.265 * np.sin(np.pi * np.clip(at * 0.94 + 0.004, 0, 1)) ** 0.62
    outline = np.concatenate([np.stack([wide, at * 1.95], 1), np.stack([-wide, at * 1.95], 1)[::-1]])
    board = upright(slab(outline, 0.065, 0.03))
    board = bent(
        board,
        lambda p: (
            p + np.stack([0 * p[:, 0], 0 * p[:, 0], 0.05 * ((p[:, 1] - p[:, 1].mean()) / 0.97) ** 2], 1)
        ),
    )
    tint = np.broadcast_to(tone(code), board.points.shape).copy()
    tint[np.abs(board.points[:, 2] - np.median(board.points[:, 2])) < 0.008] *= 0.8
    return settled(
        put(
            (Part(coloured(board, tint), satin(0.12, 0.5, coat=0.8)),),
            lambda mesh: tilted(mesh, -0.12, (1, 0, 0)).turned(0.3),
        )
    )


PLAY: Mapping[str, Model] = {
    "red ball": Model(red_ball, 0.18, 0.18),
    "basketball": Model(basketball, 0.24, 0.24),
    "football": Model(football, 0.22, 0.22),
    "tennis ball": Model(tennis_ball, 0.068, 0.068, lies=True),
    "dumbbells": Model(dumbbells, 0.13, 0.47, lies=True),
    "kettlebell": Model(kettlebell, 0.3, 0.21),
    "yoga mat": Model(yoga_mat, 0.12, 0.62, lies=True),
    "skateboard": Model(skateboard, 0.17, 0.83, lies=True),
    "surfboard": Model(surfboard, 1.96, 0.56),
}
"""By name."""
