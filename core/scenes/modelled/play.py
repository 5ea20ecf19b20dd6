"""Play, sport and presents: balls, weights, boards, toys, gift boxes, balloons."""

from collections.abc import Mapping

import numpy as np

from core.scenes.modelled.finish import satin
from core.scenes.modelled.making import (
    bar,
    block,
    hoop,
    metallic,
    mottled,
    one_of,
    put,
    rod,
    settled,
    sheet,
    solid,
    stood,
    wooden,
)
from core.scenes.modelled.model import Model, Part
from core.scenes.modelled.shapes import (
    ball,
    bent,
    coloured,
    curve,
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
    tube,
)
from core.scenes.parts.canvas import Random
from core.scenes.traced.meshes import Mesh

TOYS = ("c8483c", "e0a83c", "4a7fa8", "6a9a5a", "e8dcc4")


def red_ball(rng: Random) -> tuple[Part, ...]:
    """A rubber ball, most often red."""
    code = one_of(rng, ("c22a24", "c22a24", "c22a24", "2f6fae", "e8b83a"))
    made = ball((0.09, 0.09, 0.09), 48, 72)
    return settled((solid(made, code, 0.25, 0.5),))


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
        pair = (solid(rubber, "242527", 0.55, 0.4), metallic(steel, "c8c8c8", 0.28))
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
    return settled((mottled(joined([body, grip]), rng, ("26272a", "36373a"), 0.01, satin(0.6, 0.4)),))


def yoga_mat(rng: Random) -> tuple[Part, ...]:
    """A yoga mat, rolled up and tied."""
    code = one_of(rng, ("7a6a9a", "4f7f7a", "c98a8a", "5a6f8f"))
    turn = np.linspace(0, 2 * np.pi * 6.2, 400)
    radius = 0.014 + 0.0066 * turn / (2 * np.pi)
    path = np.stack([radius * np.cos(turn), radius * np.sin(turn)], 1)
    grid = np.stack(
        [np.concatenate([path, np.full((400, 1), 0.0)], 1) + np.array([0, 0, z]) for z in (-0.305, 0.305)], 1
    )
    roll = sheet(grid, 0.0055)
    ties = [stood(hoop(0.0565, 0.0035, 60, 8)).moved(0, 0, z) for z in (-0.16, 0.16)]
    parts = (solid(roll, code, 0.85, 0.15), solid(joined(ties), "3a3a3a", 0.8))
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
    parts.append(mottled(grip, rng, ("1c1c1e", "2c2c2e"), 0.004, satin(0.95, 0.1)))
    wheel = one_of(rng, ("ece6d4", "c8483c", "e0b83c"))
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
            parts.append(solid(tilted(tyre, np.pi / 2, (1, 0, 0)).moved(at, 0.028, z_), wheel, 0.35, 0.4))
    return settled(put(parts, lambda mesh: mesh.turned(0.3)))


def surfboard(rng: Random) -> tuple[Part, ...]:
    """A surfboard, leant back a little as against a wall."""
    code = one_of(rng, ("f0ece0", "8fc4c4", "f0d890", "e8a08a"))
    at = np.linspace(0, 1, 60)
    wide = 0.265 * np.sin(np.pi * np.clip(at * 0.94 + 0.004, 0, 1)) ** 0.62
    outline = np.concatenate([np.stack([wide, at * 1.95], 1), np.stack([-wide, at * 1.95], 1)[::-1]])
    board = stood(slab(outline, 0.065, 0.03))
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


def teddy_bear(rng: Random) -> tuple[Part, ...]:
    """A plush bear that sits."""
    code = one_of(rng, ("a8763f", "c9a06a", "8a5a34"))
    pale = "e0c8a0"

    def fur(
        radii: tuple[float, float, float], at: tuple[float, float, float], colour: str, lean: float = 0.0
    ) -> Part:
        made = ball(radii, 48, 72, lambda p: 0.0022 * noise(p, 0.055, rng, 2))
        shade = mixed(tone(colour), tone(colour) * 0.62, 0.4 + 0.4 * noise(made.points, 0.008, rng, 2))
        return Part(coloured(tilted(made, lean, (0, 0, 1)).moved(*at), shade), satin(0.95, 0.1, sheen=1.0))

    parts = [
        fur((0.085, 0.1, 0.075), (0, 0.1, 0), code),
        fur((0.055, 0.065, 0.03), (0, 0.095, 0.053), pale),
        fur((0.075, 0.068, 0.068), (0, 0.245, 0.01), code),
        fur((0.036, 0.028, 0.03), (0, 0.228, 0.066), pale),
    ]
    for x in (-1, 1):
        parts += [
            fur((0.027, 0.027, 0.014), (x * 0.058, 0.3, 0.0), code),
            fur((0.017, 0.017, 0.01), (x * 0.058, 0.299, 0.009), pale),
        ]
        parts += [
            fur((0.032, 0.072, 0.034), (x * 0.093, 0.125, 0.03), code, x * 0.5),
            fur((0.04, 0.038, 0.075), (x * 0.072, 0.038, 0.085), code),
            fur((0.028, 0.03, 0.01), (x * 0.072, 0.04, 0.155), pale),
        ]
        parts.append(
            solid(ball((0.0085, 0.0085, 0.006), 14, 20).moved(x * 0.028, 0.258, 0.073), "0c0a08", 0.1, 0.7)
        )
    parts.append(
        solid(superquadric((0.0125, 0.009, 0.007), 0.8, 0.8, 14, 20).moved(0, 0.239, 0.094), "1c120c", 0.3)
    )
    return settled(parts)


def blocks(rng: Random) -> tuple[Part, ...]:
    """Wooden building blocks: some stacked, some fallen about."""
    side = 0.045
    spots = [
        (-0.03, 0.0, 0.0, 0.1),
        (0.022, 0.0, -0.01, -0.2),
        (-0.006, side, -0.004, 0.35),
        (0.09, 0, 0.05, 0.7),
        (-0.1, 0, 0.06, -0.5),
    ]
    parts = [
        solid(
            superquadric((side / 2, side / 2, side / 2), 0.1, 0.1, 24, 40)
            .moved(0, side / 2, 0)
            .turned(turn)
            .moved(x, y, z),
            TOYS[(number + int(rng.integers(5))) % 5],
            0.5,
            0.35,
        )
        for number, (x, y, z, turn) in enumerate(spots)
    ]
    prism = np.array([(-side / 2, 0), (side / 2, 0), (0, -side * 0.6)])
    roof = stood(slab(prism, side, 0.0015)).turned(np.pi)
    parts.append(
        solid(
            roof.moved(-0.004, side * 2 - float(roof.points[:, 1].min()), 0.02),
            TOYS[int(rng.integers(4))],
            0.5,
        )
    )
    post = lathe(
        rounded([(0, 0), (0.017, 0), (0.018, 0.004), (0.018, 0.066), (0.017, 0.07), (0, 0.07)], 1), 40
    )
    parts.append(
        solid(tilted(post, np.pi / 2, (0, 0, 1)).turned(0.4).moved(0.1, 0.018, -0.02), "d8b888", 0.6)
    )
    return settled(parts)


def toy_car(rng: Random) -> tuple[Part, ...]:
    """A small wooden or painted toy car."""
    code = one_of(rng, ("c23a34", "2f6f9f", "e0b03c", "5f9a6f"))
    line = [
        (-0.07, 0.022),
        (-0.072, 0.042),
        (-0.06, 0.05),
        (-0.04, 0.052),
        (-0.026, 0.076),
        (0.02, 0.078),
        (0.038, 0.052),
        (0.066, 0.047),
        (0.073, 0.036),
        (0.072, 0.022),
    ]
    outline = np.asarray(curve([list(p) for p in line], 80))
    outline = np.concatenate([outline, np.stack([np.linspace(0.07, -0.07, 20)[1:-1], np.full(18, 0.02)], 1)])
    body = stood(slab(outline * np.array([1, -1]), 0.06, 0.007)).moved(0, 0, -0.03)
    body = body.moved(0, -float(body.points[:, 1].min()) + 0.016, 0)
    windows = [
        superquadric((0.013, 0.009, 0.0315), 0.25, 0.25, 16, 24).moved(x, 0.064, 0) for x in (-0.013, 0.014)
    ]
    wheels: list[Part] = []
    for x in (-0.042, 0.042):
        for z in (-0.031, 0.031):
            tyre = tilted(
                lathe(
                    rounded(
                        [
                            (0, -0.006),
                            (0.014, -0.006),
                            (0.017, -0.003),
                            (0.017, 0.003),
                            (0.014, 0.006),
                            (0, 0.006),
                        ],
                        2,
                    ),
                    40,
                ),
                np.pi / 2,
                (1, 0, 0),
            )
            hub = tilted(
                lathe([(0, -0.0075), (0.007, -0.0065), (0.007, 0.0065), (0, 0.0075)], 24),
                np.pi / 2,
                (1, 0, 0),
            )
            wheels += [
                solid(tyre.moved(x, 0.017, z), "1c1c1c", 0.7),
                metallic(hub.moved(x, 0.017, z), "d4d4d4", 0.2),
            ]
    lamps = [ball((0.004, 0.005, 0.005), 12, 16).moved(0.073, 0.038, z) for z in (-0.02, 0.02)]
    made = (
        solid(body, code, 0.15, 0.5, coat=0.8),
        solid(joined(windows), "202a30", 0.08, 0.6),
        solid(joined(lamps), "f4eccc", 0.1),
        *wheels,
    )
    return settled(put(made, lambda mesh: mesh.turned(0.55)))


def yarn(rng: Random) -> tuple[Part, ...]:
    """A ball of wool with its end let out."""
    code = one_of(rng, ("c9a0a8", "8a9a8a", "d8c4a0", "7a8aa8", "b85a4a"))
    strands: list[Mesh] = [ball((0.036, 0.036, 0.036), 24, 32).moved(0, 0.042, 0)]
    for _ in range(46):
        axis = rng.normal(0, 1, 3)
        axis /= np.linalg.norm(axis)
        first = np.cross(axis, [0.3, 0.5, 0.8])
        first /= np.linalg.norm(first)
        other = np.cross(axis, first)
        turn = np.linspace(0, 2 * np.pi, 60)
        off = float(rng.uniform(-0.018, 0.018))
        radius = np.sqrt(0.0405**2 - off**2) + float(rng.uniform(-0.0012, 0.0012))
        path = (
            off * axis
            + radius * (first * np.cos(turn)[:, None] + other * np.sin(turn)[:, None])
            + np.array([0, 0.042, 0])
        )
        strands.append(tube(path.astype(np.float32), 0.0019, 6))
    tail = curve(
        [
            (0.03, 0.008, 0.02),
            (0.07, 0.002, 0.03),
            (0.09, 0.002, 0.055),
            (0.06, 0.002, 0.075),
            (0.1, 0.002, 0.09),
        ],
        60,
    )
    strands.append(tube(tail, 0.0019, 6))
    wool = joined(strands)
    return settled((mottled(wool, rng, (code, code), 0.01, satin(0.95, 0.1, sheen=0.9)),))


def _bow(wide: float, code: str) -> Part:
    loops: list[Mesh] = []
    for number in range(4):
        t = np.linspace(0, 1, 40)
        reach = wide * np.sin(np.pi * t)
        lift = 0.55 * wide * np.sin(np.pi * t) * np.sin(2 * np.pi * t) + 0.35 * wide * np.sin(np.pi * t)
        middle = np.stack([reach, lift, 0 * t], 1)
        half = 0.017 * (0.35 + 0.65 * np.sin(np.pi * t))
        grid = np.stack([middle + np.array([0, 0, 1.0]) * half[:, None] * side for side in (-1, 0, 1)], 1)
        loops.append(sheet(grid, 0.0006).turned(number * np.pi / 2 + 0.4))
    knot = ball((0.012, 0.01, 0.012), 16, 20).moved(0, 0.006, 0)
    return solid(joined([*loops, knot]), code, 0.3, 0.5, 0.4)


def gift_boxes(rng: Random) -> tuple[Part, ...]:
    """Two wrapped presents, a large and a small one, tied with ribbon and a bow."""
    sets = (
        ("a83232", "e8d8a8"),
        ("d8c8a8", "b03a3a"),
        ("2f4f44", "d8b45a"),
        ("e8e0d4", "c99aa0"),
        ("b08a5a", "f0e8d8"),
    )
    parts: list[Part] = []
    for number, (size, at, turn) in enumerate(
        (((0.2, 0.14, 0.17), (0.0, 0.0), 0.3), ((0.11, 0.09, 0.11), (0.17, 0.09), -0.25))
    ):
        paper, ribbon = sets[(int(rng.integers(5)) + number) % 5]
        wide, tall, deep = size
        body = block(wide, tall - 0.03, deep, 0.002)
        lid = block(wide + 0.008, 0.035, deep + 0.008, 0.003).moved(0, tall - 0.035, 0)
        bands = [
            block(0.026, tall + 0.0012, deep + 0.0105, 0.003),
            block(wide + 0.0105, tall + 0.0015, 0.026, 0.003),
        ]
        bow = put((_bow(wide * 0.34, ribbon),), lambda mesh, tall=tall: mesh.moved(0, tall, 0))
        one = (
            solid(joined([body, lid]), paper, 0.45, 0.35),
            solid(joined(bands), ribbon, 0.3, 0.5, 0.4),
            *bow,
        )
        parts += put(one, lambda mesh, turn=turn, at=at: mesh.turned(turn).moved(at[0], 0, at[1]))
    return settled(parts)


def balloons(rng: Random) -> tuple[Part, ...]:
    """Five balloons on ribbons, held down by a small weight."""
    codes = (
        ("f0b8c0", "f6e2d0", "d8a8b8"),
        ("c9dce8", "8fb4d0", "f4f0e6"),
        ("e8b84a", "f4f0e6", "d88a4a"),
        ("c8483c", "e8b84a", "4a7fa8"),
    )[int(rng.integers(4))]
    spots = [
        (0.0, 1.42, 0.0),
        (-0.24, 1.28, 0.05),
        (0.24, 1.26, -0.03),
        (-0.12, 1.0, 0.13),
        (0.15, 1.02, 0.1),
    ]
    shape = [
        (0, -0.005),
        (0.012, -0.012),
        (0.009, 0.0),
        (0.02, 0.012),
        (0.075, 0.08),
        (0.118, 0.17),
        (0.128, 0.235),
        (0.105, 0.31),
        (0.05, 0.35),
        (0, 0.358),
    ]
    parts: list[Part] = []
    for number, (x, y, z) in enumerate(spots):
        grow = float(rng.uniform(0.92, 1.06))
        made = lathe(rounded(shape, 2), 48).scaled(grow)
        made = tilted(made, -x * 0.5, (0, 0, 1)).moved(x, y, z)
        parts.append(solid(made, codes[number % 3], 0.12, 0.45, coat=0.5))
        ribbon = curve(
            [(x, y, z), (x * 0.8 + 0.01, y * 0.7, z), (x * 0.3 - 0.01, y * 0.35, z * 0.5), (0, 0.05, 0)], 40
        )
        parts.append(solid(tube(ribbon, 0.0014, 6), "f0ece0", 0.6))
    weight = superquadric((0.035, 0.03, 0.035), 0.3, 0.3, 16, 24).moved(0, 0.03, 0)
    return settled((*parts, solid(weight, codes[0], 0.4)))


PLAY: Mapping[str, Model] = {
    "red ball": Model(red_ball, 0.18, 0.18),
    "basketball": Model(basketball, 0.24, 0.24),
    "football": Model(football, 0.22, 0.22),
    "tennis ball": Model(tennis_ball, 0.068, 0.068, lies=True),
    "dumbbells": Model(dumbbells, 0.13, 0.47),
    "kettlebell": Model(kettlebell, 0.3, 0.21),
    "yoga mat": Model(yoga_mat, 0.12, 0.62),
    "skateboard": Model(skateboard, 0.17, 0.83),
    "surfboard": Model(surfboard, 1.96, 0.56),
    "teddy bear": Model(teddy_bear, 0.34, 0.31),
    "blocks": Model(blocks, 0.12, 0.27, lies=True),
    "toy car": Model(toy_car, 0.077, 0.16, lies=True),
    "yarn": Model(yarn, 0.087, 0.2, lies=True),
    "gift boxes": Model(gift_boxes, 0.19, 0.42, lies=True),
    "balloon bunch": Model(balloons, 1.81, 0.82),
}
"""By name."""
