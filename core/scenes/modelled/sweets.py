"""Sweet things: cookies, cakes, pancakes."""

import numpy as np

from core.scenes.modelled import finish
from core.scenes.modelled.bakery import flat_below, risen
from core.scenes.modelled.model import Build, Part
from core.scenes.modelled.shapes import (
    Mesh,
    ball,
    bent,
    coloured,
    curve,
    grounded,
    joined,
    lathe,
    mixed,
    noise,
    skin,
    slab,
    superquadric,
    tilted,
    tone,
    tube,
)
from core.scenes.modelled.tableware import plate_mesh
from core.scenes.parts.canvas import Random


def cookie_mesh(rng: Random) -> Mesh:
    """A cookie with pieces of chocolate."""
    radius, thick = 0.033 * float(rng.uniform(0.93, 1.07)), 0.0095
    rings, sides = 36, 72
    reach = np.linspace(0, 1, rings)[:, None]
    turn = np.linspace(0, 2 * np.pi, sides, endpoint=False)[None]
    wave = 1 + 0.03 * np.sin(3 * turn + rng.uniform(0, 6)) + 0.02 * np.sin(7 * turn + rng.uniform(0, 6))
    x, z = radius * reach * wave * np.cos(turn), radius * reach * wave * np.sin(turn)
    y = thick * np.clip(1 - reach**5, 0, 1) ** 0.5 * (0.86 + 0.14 * (1 - reach**2)) + 0 * turn
    top = skin(np.stack([x, y, z], -1)[::-1].astype(np.float32))
    rough = 0.0009 * noise(top.points, 0.011, rng, 3)
    cracks = np.abs(noise(top.points, 0.02, rng, 2))
    share = np.repeat(reach[::-1, 0], sides)
    top = bent(
        top,
        lambda p: (
            p
            + np.array([0, 1, 0])
            * ((rough - 0.0012 * np.exp(-((cracks / 0.12) ** 2))) * (share < 0.93))[:, None]
        ),
    )
    colour = mixed(
        tone("d9a860"), tone("a8702e"), 0.35 + 0.55 * share**3 + 0.2 * noise(top.points, 0.008, rng)
    )
    colour = mixed(colour, tone("8a5a24"), np.exp(-((cracks / 0.12) ** 2)) * 0.5)
    made = [coloured(top, colour)]
    for _ in range(int(rng.integers(7, 11))):
        r, angle = radius * 0.78 * np.sqrt(rng.random()), rng.uniform(0, 2 * np.pi)
        size = float(rng.uniform(0.003, 0.0052))
        piece = superquadric((size, size * 0.7, size), 0.4, 0.5, 10, 14)
        piece = tilted(piece, float(rng.uniform(-0.7, 0.7)), (1, 0, 1)).turned(float(rng.uniform(0, 3)))
        height = thick * (0.9 + 0.08 * (1 - (r / radius) ** 2))
        made.append(coloured(piece.moved(r * np.cos(angle), height, r * np.sin(angle)), tone("341a0e")))
    return joined(made)


def cookies(rng: Random) -> tuple[Part, ...]:
    """A stack of cookies, one leaning on it."""
    made: list[Mesh] = []
    count = int(rng.integers(3, 5))
    for number in range(count):
        shift = rng.uniform(-0.004, 0.004, 2)
        one = cookie_mesh(rng).turned(float(rng.uniform(0, 6)))
        made.append(one.moved(float(shift[0]) - 0.01, 0.0098 * number, float(shift[1]) - 0.01))
    side = float(rng.choice([-1, 1]))
    one = tilted(cookie_mesh(rng), 1.02, (1, 0, -0.35 * side))
    made.append(grounded(one).moved(0.024 * side, 0, 0.031))
    return (Part(joined(made), finish.satin(0.6, 0.35)),)


def muffin(rng: Random) -> tuple[Part, ...]:
    """A muffin in its paper case, with berries baked in."""
    paper = str(rng.choice(["e9dcc4", "7a4a2a", "f0ece4", "c9a27a"]))
    side = [
        (0.0, 0.0),
        (0.024, 0.0),
        (0.0245, 0.0005),
        (0.0305, 0.036),
        (0.031, 0.038),
        (0.029, 0.037),
        (0.0, 0.036),
    ]
    case = lathe(side, 128, lambda turn, y: 1 + 0.028 * np.sin(turn * 32) * (y > 0.0002))
    dome = ball((0.0345, 0.026, 0.0345), 44, 64)
    p = dome.points
    dome = risen(
        dome, 0.0016 * noise(p, 0.016, rng, 3) - 0.0022 * np.exp(-((noise(p, 0.028, rng, 1) / 0.13) ** 2))
    )
    dome = flat_below(dome, -0.006)
    share = 0.5 + 0.35 * dome.points[:, 1] / 0.026 + 0.22 * noise(p, 0.014, rng)
    colour = mixed(tone("e6bd76"), tone("a8652a"), share)
    made = [coloured(dome, colour).moved(0, 0.04, 0)]
    for _ in range(6):
        turn, high = rng.uniform(0, 2 * np.pi), rng.uniform(0.15, 1.2)
        spot = np.array(
            [
                np.cos(turn) * np.cos(high) * 0.0335,
                0.04 + 0.0252 * np.sin(high),
                np.sin(turn) * np.cos(high) * 0.0335,
            ]
        )
        berry = ball((0.005, 0.004, 0.005), 12, 14)
        made.append(coloured(berry, tone("2e2440")).moved(*(float(v) for v in spot)))
    return Part(coloured(case, tone(paper)), finish.matt()), Part(joined(made), finish.satin(0.5, 0.4))


def cupcake(rng: Random) -> tuple[Part, ...]:
    """A cupcake with a swirl of cream."""
    cream = str(rng.choice(["f6dfe2", "fbf3e6", "f3c9d2", "e3d3ea", "6a3f28"]))
    side = [
        (0.0, 0.0),
        (0.023, 0.0),
        (0.0235, 0.0005),
        (0.0305, 0.038),
        (0.0312, 0.04),
        (0.029, 0.039),
        (0.0, 0.038),
    ]
    case = lathe(side, 128, lambda turn, y: 1 + 0.028 * np.sin(turn * 32) * (y > 0.0002))
    rows, sides = 90, 96
    t = np.linspace(0, 1, rows)[:, None]
    turn = np.linspace(0, 2 * np.pi, sides, endpoint=False)[None]
    layer = (t * 3.4 - turn / (2 * np.pi)) % 1
    radius = (
        0.0335
        * (1 - t**1.25)
        * (0.8 + 0.2 * np.sin(np.pi * layer) ** 0.6)
        * (1 + 0.035 * np.sin(9 * turn + 14 * t))
    )
    radius = radius * (t < 1)
    grid = np.stack([radius * np.cos(turn), 0.038 + 0.042 * t + 0 * turn, radius * np.sin(turn)], -1)
    swirl = skin(grid.astype(np.float32))
    cake = coloured(
        lathe([(0, 0.037), (0.0305, 0.037), (0.032, 0.0395), (0.0315, 0.042), (0, 0.043)], 48), tone("c9924a")
    )
    made = [coloured(swirl, tone(cream)), cake]
    for _ in range(26):
        share = float(rng.uniform(0.1, 0.85))
        angle = float(rng.uniform(0, 2 * np.pi))
        reach = 0.0335 * (1 - share**1.25) * 0.97
        one = superquadric((0.0007, 0.0007, 0.0026), 0.6, 0.6, 8, 8)
        one = tilted(one, float(rng.uniform(-1, 1)), (1, 0, 0.4)).turned(float(rng.uniform(0, 6)))
        code = str(rng.choice(["e0527a", "f2c43c", "58a8c8", "fbf6ee", "8ac26a"]))
        made.append(
            coloured(one, tone(code)).moved(
                reach * np.cos(angle), 0.039 + 0.042 * share, reach * np.sin(angle)
            )
        )
    return (Part(coloured(case, tone(str(rng.choice(["f3ece2", "d98a9a", "8a5a34"])))), finish.matt()),
            Part(joined(made), finish.satin(0.42, 0.4)))  # fmt: skip


def donut(rng: Random) -> tuple[Part, ...]:
    """A glazed ring with sprinkles."""
    big, small = 0.028, 0.0155
    u = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    v = np.linspace(0, 2 * np.pi, 40)
    ring = np.stack([
        (big + small * np.cos(v[:, None])) * np.cos(u), small * 0.86 * np.sin(v[:, None]) + 0 * u,
        (big + small * np.cos(v[:, None])) * np.sin(u),
    ], -1)  # fmt: skip
    mesh = skin(ring.astype(np.float32))
    turn = np.arctan2(mesh.points[:, 2], mesh.points[:, 0])
    drip = (
        0.001 + 0.0024 * np.sin(5 * turn + rng.uniform(0, 6)) + 0.0016 * np.sin(9 * turn + rng.uniform(0, 6))
    )
    over = np.clip((mesh.points[:, 1] - drip) / 0.0008, 0, 1)
    icing = str(rng.choice(["e88aa8", "4a2818", "f4e6cc", "d9669a"]))
    side = np.exp(-((mesh.points[:, 1] / 0.003) ** 2))
    dough = mixed(
        mixed(tone("b8742e"), tone("d99a4e"), 0.5 + 0.3 * noise(mesh.points, 0.02, rng)),
        tone("f0d49a"),
        side * 0.7,
    )
    mesh = risen(mesh, 0.0012 * over)
    made = [coloured(mesh, mixed(dough, tone(icing), over))]
    for _ in range(44):
        angle, around = rng.uniform(0, 2 * np.pi), rng.uniform(0.35, np.pi - 0.35)
        reach = big + small * np.cos(around)
        one = superquadric((0.0007, 0.0007, 0.0026), 0.6, 0.6, 8, 8).turned(float(rng.uniform(0, 6)))
        code = str(rng.choice(["fbf6ee", "f2c43c", "58a8c8", "e0527a", "8ac26a"]))
        made.append(
            coloured(one, tone(code)).moved(
                reach * np.cos(angle), small * 0.86 * np.sin(around) + 0.0014, reach * np.sin(angle)
            )
        )
    return (Part(grounded(joined(made)), finish.satin(0.25, 0.5, coat=0.5)),)


def cake(rng: Random) -> tuple[Part, ...]:
    """A slice of layer cake on a plate."""
    sponge, cream = (("d9b06a", "f8efdd"), ("4a2716", "efe0cc"), ("c23a34", "f7f1e8"))[int(rng.integers(3))]
    long, half, tall = 0.105, 0.036, 0.062
    parts: list[Mesh] = []
    levels = [(0.0, 0.017, sponge), (0.017, 0.022, cream), (0.022, 0.038, sponge), (0.038, 0.043, cream),
              (0.043, 0.057, sponge), (0.057, tall, cream)]  # fmt: skip
    t = np.linspace(-1, 1, 24)
    back = np.stack([long / 2 - 0.012 * t**2, half * t], 1)
    sides_ = np.linspace(0.02, 0.98, 30)[:, None]
    one = np.array([[-long / 2, 0.0]]) + sides_ * (back[:1] - np.array([[-long / 2, 0.0]]))
    two = back[-1:] + sides_ * (np.array([[-long / 2, 0.0]]) - back[-1:])
    outline = np.concatenate([back, two, [[-long / 2, 0.0]], one]).astype(np.float32)
    for low, high, code in levels:
        piece = slab(outline, high - low, 0.0007 if code == sponge else 0.0011).moved(0, low, 0)
        if code == sponge:
            rough = 0.0005 * noise(piece.points, 0.005, rng, 2)
            piece = risen(piece, rough)
        share = 0.5 + 0.3 * noise(piece.points, 0.006, rng, 2)
        colour = mixed(tone(code) * (0.82 if code == sponge else 0.96), tone(code), share)
        parts.append(coloured(piece, colour))
    made = joined(parts).turned(float(rng.choice([0.75, 2.3])) + float(rng.uniform(-0.15, 0.15)))
    china = Part(plate_mesh(0.085), finish.glazed("f1eee8"))
    return china, Part(made.moved(0, 0.0065, 0), finish.satin(0.55, 0.35))


def pancakes(rng: Random) -> tuple[Part, ...]:
    """A stack of pancakes with butter and syrup on a plate."""
    made: list[Mesh] = []
    y = 0.007
    for _ in range(5):
        radius = 0.054 * float(rng.uniform(0.95, 1.04))
        wave = 1 + 0.015 * np.sin(np.linspace(0, 2 * np.pi, 80, endpoint=False) * 3 + rng.uniform(0, 6))
        turn = np.linspace(0, 2 * np.pi, 80, endpoint=False)
        one = slab(
            (radius * np.stack([np.cos(turn), np.sin(turn)], 1) * wave[:, None]).astype(np.float32),
            0.0105,
            0.005,
        )
        level = one.points[:, 1] / 0.0105
        share = np.clip(np.abs(level - 0.5) * 2.4 - 0.3 + 0.15 * noise(one.points, 0.012, rng), 0, 1)
        shift = rng.uniform(-0.003, 0.003, 2)
        made.append(
            coloured(one, mixed(tone("f0d08a"), tone("a8652a"), share)).moved(
                float(shift[0]), y, float(shift[1])
            )
        )
        y += 0.0104
    butter = (
        coloured(superquadric((0.011, 0.0045, 0.011), 0.3, 0.3), tone("f8df7a"))
        .turned(0.5)
        .moved(0.002, y + 0.005, 0)
    )
    turn = np.linspace(0, 2 * np.pi, 90, endpoint=False)
    edge = 0.03 + 0.012 * np.sin(2 * turn + rng.uniform(0, 6)) + 0.007 * np.sin(5 * turn + rng.uniform(0, 6))
    pool = slab(
        (edge[:, None] * np.stack([np.cos(turn), np.sin(turn)], 1)).astype(np.float32), 0.002, 0.0009
    ).moved(0, y, 0)
    syrup: list[Mesh] = [pool]
    for angle in rng.uniform(0, 2 * np.pi, 4):
        fall = float(rng.uniform(0.014, 0.04))
        path = curve(
            [
                (0.034, y + 0.001, 0),
                (0.053, y + 0.0005, 0),
                (0.0575, y - fall * 0.4, 0),
                (0.0572, y - fall, 0),
            ],
            22,
        )
        syrup.append(tube(path, np.linspace(0.0034, 0.0028, 22), 10).turned(float(angle)))
    return (
        Part(plate_mesh(0.088), finish.glazed("f1eee8")),
        Part(joined([*made, butter]), finish.satin(0.5, 0.4)),
        Part(coloured(joined(syrup), tone("8a4a12")), finish.satin(0.12, 0.5, coat=1.0)),
    )


def single(maker: str) -> Build:
    """One of what comes in stacks otherwise, lying."""
    makers = {"cookie": cookie_mesh}

    def build(rng: Random) -> tuple[Part, ...]:
        return (Part(grounded(makers[maker](rng)), finish.satin(0.6, 0.35)),)

    return build
