"""What stands on a breakfast table and a worktop besides: bottles and jugs, bowls of fruit, a juicer."""

from collections.abc import Mapping

import numpy as np

from core.scenes.modelled import citrus, drinks, finish, fruit, heaps
from core.scenes.modelled.drinks import opaque, smoothed
from core.scenes.modelled.model import Build, Model, Part
from core.scenes.modelled.shapes import (
    Mesh,
    ball,
    coloured,
    curve,
    grounded,
    joined,
    lathe,
    mixed,
    noise,
    rounded,
    skin,
    superquadric,
    tilted,
    tone,
    tube,
)
from core.scenes.modelled.tableware import blade, wood_tone
from core.scenes.parts.canvas import Array, Random


def milk_bottle(rng: Random) -> tuple[Part, ...]:
    """A glass bottle of milk with its foil cap."""
    side = [(0.034, 0.0), (0.037, 0.002), (0.0385, 0.012), (0.0385, 0.12), (0.034, 0.148), (0.021, 0.178),
            (0.0185, 0.2), (0.0215, 0.21), (0.0215, 0.218)]  # fmt: skip
    outer = smoothed(side, 54)
    body = opaque(outer, 0.182, 0.004, lambda points: np.broadcast_to(tone("f6f2e8"), points.shape))
    cap = lathe(
        [(0.0, 0.2165), (0.0226, 0.2165), (0.023, 0.212), (0.0232, 0.221), (0.021, 0.2235), (0.0, 0.2235)], 48
    )
    code = str(rng.choice(["c9ccd0", "d8b25a", "3f6fae", "b5342c"]))
    return *body, Part(coloured(cap, tone(code)), finish.satin(0.3, 0.6))


def juice_jug(rng: Random) -> tuple[Part, ...]:
    """A glass jug of orange juice."""
    side = [
        (0.045, 0.0),
        (0.05, 0.003),
        (0.056, 0.03),
        (0.057, 0.09),
        (0.047, 0.15),
        (0.043, 0.185),
        (0.048, 0.21),
    ]
    outer = smoothed(side, 44)

    def colour(points: Array) -> Array:
        return mixed(tone("ea8a12"), tone("f8b43a"), 0.4 + 0.2 * noise(points, 0.05, rng) + points[:, 1])

    loop = curve(
        [(0.05, 0.175, 0), (0.085, 0.18, 0), (0.1, 0.14, 0), (0.088, 0.09, 0), (0.055, 0.075, 0)], 40
    )
    handle = tube(loop, 0.0055, 14)
    turn = float(rng.uniform(-0.9, 0.9))
    return (
        *opaque(outer, 0.15, 0.006, colour),
        Part(handle.turned(turn), finish.glass("eef6f4")),
    )


def smoothie(rng: Random) -> tuple[Part, ...]:
    """A glass of thick pink smoothie with a straw."""
    outer = drinks.tumbler(0.135, 0.03, 0.039)
    low, high = (("b8487c", "d97aa4"), ("c9587a", "ea9ab0"), ("8f3f7c", "b86aa8"))[int(rng.integers(3))]

    def colour(points: Array) -> Array:
        return mixed(tone(low), tone(high), 0.5 + 0.25 * noise(points, 0.02, rng))

    return *opaque(outer, 0.124, 0.008, colour), drinks.straw(rng, 0.135, 0.036, "f1eee8")


def vanilla(rng: Random) -> tuple[Part, ...]:
    """Vanilla pods lying side by side."""
    pods: list[Mesh] = []
    for number in range(4):
        z, bow = 0.007 * (number - 1.5), float(rng.uniform(-0.012, 0.012))
        line = curve(
            [
                (-0.085, 0.0028, z),
                (-0.03, 0.003, z + bow),
                (0.04, 0.0032, z + 0.6 * bow),
                (0.088, 0.004, z - 0.3 * bow),
            ],
            60,
        )
        wide = 0.0027 * np.clip(np.sin(np.linspace(0.25, np.pi - 0.1, 60)) ** 0.4, 0.3, 1)
        pods.append(tube(line, wide * (1 + 0.06 * rng.normal(size=60)), 10, flat=0.75))
    mesh = joined(pods)
    tones = mixed(tone("1f120c"), tone("4a2c1c"), 0.4 + 0.3 * noise(mesh.points, 0.006, rng))
    return (
        Part(grounded(coloured(mesh, tones)).turned(float(rng.uniform(-0.5, 0.5))), finish.satin(0.4, 0.5)),
    )


def bowl_of_fruit(pieces: tuple[Build, ...], radius: float, count: int) -> Build:
    """A wide bowl heaped with ``count`` whole fruits of about that ``radius``, of those sorts by turns."""

    def build(rng: Random) -> tuple[Part, ...]:
        dish, inside = heaps.bowl(rng, 0.135, 0.085)
        places = heaps.dropped(rng, radius, count, 0.118, inside)
        parts: list[Part] = [dish]
        for number, place in enumerate(places):
            for part in pieces[number % len(pieces)](rng):
                mesh = part.mesh.turned(float(rng.uniform(0, 6.3)))
                parts.append(
                    Part(mesh.moved(float(place[0]), float(place[1]) - radius, float(place[2])), part.bsdf)
                )
        return tuple(parts)

    return build


def juicer(rng: Random) -> tuple[Part, ...]:
    """A glass lemon squeezer: a dish with a ribbed cone."""

    def ribs(turn: Array, height: Array) -> Array:
        return 1 + 0.09 * np.cos(12 * turn) * ((height > 0.014) & (height < 0.056))

    cone = lathe(
        [(0.0, 0.006), (0.034, 0.008), (0.033, 0.015), (0.024, 0.035), (0.012, 0.052), (0.0, 0.062)], 96, ribs
    )
    side = smoothed([(0.045, 0.0), (0.052, 0.002), (0.062, 0.018), (0.066, 0.036)], 20)
    dish = lathe(drinks.vessel(side, 0.003, 0.006), 72)
    spout = ball((0.012, 0.006, 0.014), 12, 20).moved(0.066, 0.03, 0)
    code = str(rng.choice(["f1f5f0", "dff0d8", "f6ecd0"]))
    juice = lathe([(0.0, 0.011), (0.05, 0.011), (0.0, 0.0112)], 64)
    return (
        Part(joined([cone, dish, spout]), finish.glazed(code, 0.12)),
        Part(coloured(juice, tone("f2b25a")), finish.satin(0.1, 0.5, coat=1.0)),
    )


def pickles(rng: Random) -> tuple[Part, ...]:
    """A preserving jar of gherkins with its lid."""
    side = [(0.038, 0.0), (0.042, 0.002), (0.044, 0.012), (0.044, 0.105), (0.037, 0.12), (0.0365, 0.128)]

    def colour(points: Array) -> Array:
        upright = np.sin(np.arctan2(points[:, 2], points[:, 0]) * 7 + 0.8 * np.sin(points[:, 1] * 60))
        return mixed(tone("4c5a1e"), tone("93a04a"), 0.5 + 0.32 * upright + 0.2 * noise(points, 0.02, rng))

    lid = lathe(
        [(0.0, 0.126), (0.039, 0.126), (0.0395, 0.1265), (0.0395, 0.141), (0.038, 0.143), (0.0, 0.143)], 64
    )
    code = str(rng.choice(["d8b25a", "e9e4da", "2f5f3a"]))
    return *opaque(smoothed(side, 40), 0.116, 0.004, colour), Part(
        coloured(lid, tone(code)), finish.satin(0.3, 0.5)
    )


def knife(rng: Random) -> tuple[Part, ...]:
    """A kitchen knife, lying."""
    steel = blade(
        [
            (-0.005, 0.012, 0.0),
            (0.03, 0.019, 0.0),
            (0.1, 0.0185, 0.0),
            (0.15, 0.012, -0.004),
            (0.178, 0.001, -0.014),
        ],
        np.array([0.007, 0.005, 0.003, 0.0022]),
        0.0011,
        80,
    )
    grip = blade(
        [(-0.125, 0.011, 0.002), (-0.07, 0.0125, 0.0), (0.0, 0.0115, 0.0)],
        np.array([0.009, 0.0095, 0.009]),
        0.008,
        50,
    )
    dark = rng.random() < 0.5
    tones = wood_tone(grip.points, rng, *(("2a1d16", "4a3426") if dark else ("8a5a34", "b5824c")), 0)
    turn = float(rng.uniform(-0.5, 0.5))
    steel, grip = grounded(steel), grounded(grip)
    return (
        Part(steel.turned(turn), finish.metal("d2d3d2", 0.2)),
        Part(coloured(grip, tones).turned(turn), finish.satin(0.45, 0.4)),
    )


def egg_cup(rng: Random) -> tuple[Part, ...]:
    """A boiled egg in its cup."""
    side = rounded([(0.02, 0.0), (0.021, 0.004), (0.009, 0.012), (0.008, 0.02), (0.02, 0.03), (0.0245, 0.047),
                    (0.0225, 0.047), (0.012, 0.034), (0.0, 0.033)], 3)  # fmt: skip
    cup = lathe([(0.0, 0.0), *side], 64)
    shell = ball((0.0218, 0.029, 0.0218), 32, 40).moved(0, 0.062, 0)
    code = str(rng.choice(["d9a97c", "e8c8a4", "f1e6d6"]))
    share = 0.5 + 0.2 * noise(shell.points, 0.01, rng)
    glaze = str(rng.choice(["f1eee8", "c9d3d3", "e3c9a0", "8f9c90"]))
    return Part(cup, finish.glazed(glaze)), Part(
        coloured(shell, mixed(tone(code) * 0.92, tone(code), share)), finish.satin(0.5, 0.4)
    )


def toast(rng: Random) -> tuple[Part, ...]:
    """Two slices of toast, one over the other."""
    slices: list[Mesh] = []
    for number in range(2):
        one = superquadric((0.054, 0.007, 0.05), 0.25, 0.35, 24, 64)
        across = np.hypot(one.points[:, 0] / 0.054, one.points[:, 2] / 0.05)
        crust = np.clip((across - 0.86) / 0.08, 0, 1)
        brown = 0.5 + 0.3 * noise(one.points, 0.03, rng) + 0.15 * noise(one.points, 0.004, rng, 1)
        tones = mixed(mixed(tone("e3b878"), tone("b9813f"), brown), tone("7d4a20"), crust)
        one = tilted(coloured(one, tones), 0.16 * number, (0, 0, 1)).turned(
            0.5 * number + float(rng.uniform(-0.2, 0.2))
        )
        slices.append(grounded(one).moved(0.022 * number, 0.0118 * number, 0.006 * number))
    return (Part(joined(slices), finish.satin(0.7, 0.25)),)


def yoghurt(rng: Random) -> tuple[Part, ...]:
    """A bowl of yoghurt with a few blueberries."""
    dish, _ = heaps.bowl(rng, 0.066, 0.058)
    rings, sides = 36, 72
    reach = np.linspace(0, 0.0605, rings)[:, None]
    turn = np.linspace(0, 2 * np.pi, sides, endpoint=False)[None]
    fold = np.clip(reach / 0.015, 0, 1) * (1 - reach / 0.0605)
    y = 0.047 + 0.004 * np.sin(turn + reach / 0.0605 * 9) * fold
    cream = skin(np.stack([reach * np.cos(turn), y, reach * np.sin(turn)], -1)[::-1].astype(np.float32))
    berries = [
        fruit.blueberry_mesh(rng).moved(
            float(rng.uniform(-0.025, 0.025)), 0.056, float(rng.uniform(-0.02, 0.025))
        )
        for _ in range(5)
    ]
    return (
        dish,
        Part(coloured(cream, tone("f7f3ea")), finish.satin(0.4, 0.45)),
        Part(joined(berries), finish.satin(0.5, 0.4)),
    )


def blender(rng: Random) -> tuple[Part, ...]:
    """A blender with a smoothie in its glass."""
    foot = lathe(
        [
            (0.0, 0.0),
            *rounded([(0.078, 0.0), (0.082, 0.008), (0.07, 0.075), (0.058, 0.12), (0.052, 0.125)], 3),
            (0.0, 0.125),
        ],
        72,
    )
    side = smoothed([(0.047, 0.125), (0.05, 0.13), (0.062, 0.22), (0.072, 0.325)], 30)
    low, high = (("b8487c", "d97aa4"), ("7d9a34", "a8c25a"), ("e0982a", "f2bf5a"))[int(rng.integers(3))]

    def colour(points: Array) -> Array:
        return mixed(tone(low), tone(high), 0.5 + 0.2 * noise(points, 0.03, rng))

    lid = lathe(
        [(0.0, 0.322), (0.074, 0.322), (0.074, 0.338), (0.03, 0.345), (0.028, 0.362), (0.0, 0.364)], 64
    )
    loop = curve([(0.062, 0.3, 0), (0.105, 0.3, 0), (0.112, 0.24, 0), (0.1, 0.18, 0), (0.055, 0.165, 0)], 40)
    black = tone("1d1e20")
    body = str(rng.choice(["c9cbcc", "2a2b2d", "e9e6df", "b5342c"]))
    turn = float(rng.uniform(-0.8, 0.8))
    return (
        Part(coloured(foot, tone(body)), finish.satin(0.25, 0.6, coat=0.5)),
        *opaque(side, 0.25, 0.126, colour),
        Part(coloured(joined([lid, tube(loop, 0.009, 14)]), black).turned(turn), finish.satin(0.35, 0.5)),
    )


def birthday_cake(rng: Random) -> tuple[Part, ...]:
    """An iced cake with candles and coloured sprinkles, on its plate."""
    plate = lathe(
        [(0.0, 0.0), *rounded([(0.08, 0.0), (0.13, 0.012), (0.128, 0.015), (0.08, 0.006)], 3), (0.0, 0.006)],
        72,
    )
    side = rounded([(0.103, 0.006), (0.105, 0.02), (0.105, 0.085), (0.096, 0.094)], 3)

    def wave(turn: Array, height: Array) -> Array:
        return 1 + 0.004 * np.sin(9 * turn) * np.clip(height / 0.09, 0, 1)

    body = lathe([(0.0, 0.006), *side, (0.0, 0.094)], 96, wave)
    icing = str(rng.choice(["f6efe4", "f4c9d2", "cfe3ea", "f2e2b0"]))
    drip = 0.066 + 0.012 * np.sin(np.arctan2(body.points[:, 2], body.points[:, 0]) * 11)
    sponge = mixed(tone("f1e6d0"), tone(icing), np.clip((body.points[:, 1] - drip) / 0.004, 0, 1))
    sticks, flames, sprinkles = list[Mesh](), list[Mesh](), list[Mesh]()
    codes = ["e8505b", "f3c13a", "4f9fd8", "6bb36b", "b277c9"]
    for number in range(7):
        angle = 2 * np.pi * number / 7
        x, z = 0.068 * float(np.cos(angle)), 0.068 * float(np.sin(angle))
        stick = lathe([(0.0, 0.0), (0.0033, 0.0), (0.0033, 0.055), (0.0, 0.0555)], 14).moved(x, 0.092, z)
        sticks.append(coloured(stick, tone(codes[number % 5])))
        flames.append(ball((0.0032, 0.008, 0.0032), 10, 12).moved(x, 0.158, z))
    for _ in range(70):
        reach, angle = 0.09 * float(np.sqrt(rng.random())), float(rng.uniform(0, 6.3))
        bead = ball((0.0022, 0.0018, 0.0022), 6, 8).moved(reach * np.cos(angle), 0.095, reach * np.sin(angle))
        sprinkles.append(coloured(bead, tone(codes[int(rng.integers(5))])))
    return (
        Part(plate, finish.glazed("f4f2ee")),
        Part(coloured(body, sponge), finish.satin(0.5, 0.4)),
        Part(joined(sticks + sprinkles), finish.satin(0.4, 0.4)),
        Part(coloured(joined(flames), tone("ffe9a8")), finish.satin(0.4, 0.4)),
    )


def carafe(rng: Random) -> tuple[Part, ...]:
    """A glass carafe of water."""
    side = smoothed([(0.042, 0.0), (0.047, 0.003), (0.05, 0.04), (0.044, 0.11), (0.024, 0.17), (0.022, 0.215),
                     (0.03, 0.245)], 44)  # fmt: skip
    return drinks.clear(side, 0.006, 0.15 + float(rng.uniform(-0.01, 0.02)), "f4fafa")


_ORANGES = bowl_of_fruit((citrus.whole("orange"),), 0.038, 9)
_APPLES = bowl_of_fruit((fruit.apple,), 0.041, 8)
_LEMONS = bowl_of_fruit((citrus.whole("lemon"),), 0.033, 11)
_MIXED = bowl_of_fruit((citrus.whole("orange"), fruit.apple, fruit.pear, citrus.whole("lemon")), 0.04, 8)
BREAKFAST: Mapping[str, Model] = {
    "milk bottle": Model(milk_bottle, 0.223, 0.078),
    "juice jug": Model(juice_jug, 0.211, 0.211),
    "pink juice": Model(drinks.juice("d9545e", "f08a80"), 0.132, 0.072),
    "smoothie": Model(smoothie, 0.198, 0.116),
    "vanilla pods": Model(vanilla, 0.005, 0.178, lies=True),
    "half grapefruit": Model(citrus.half("grapefruit"), 0.092, 0.100, lies=True),
    "grapefruit": Model(citrus.whole("grapefruit"), 0.101, 0.109, lies=True),
    "orange slices": Model(citrus.slices("orange"), 0.020, 0.144, lies=True),
    "mandarin": Model(citrus.whole("mandarin"), 0.056, 0.071, lies=True),
    "half mandarin": Model(citrus.half("mandarin"), 0.058, 0.064, lies=True),
    "mandarin slices": Model(citrus.slices("mandarin"), 0.018, 0.121, lies=True),
    "citrus juicer": Model(juicer, 0.062, 0.156),
    "bowl of oranges": Model(_ORANGES, 0.188, 0.270, lies=True),
    "bowl of apples": Model(_APPLES, 0.170, 0.270),
    "bowl of lemons": Model(_LEMONS, 0.144, 0.275),
    "fruit bowl": Model(_MIXED, 0.194, 0.270, lies=True),
    "pickle jar": Model(pickles, 0.143, 0.089),
    "kitchen knife": Model(knife, 0.016, 0.357, lies=True),
    "boiled egg": Model(egg_cup, 0.091, 0.048),
    "toast": Model(toast, 0.040, 0.176, lies=True),
    "bowl of yoghurt": Model(yoghurt, 0.065, 0.132, lies=True),
    "blender": Model(blender, 0.364, 0.243),
    "birthday cake": Model(birthday_cake, 0.166, 0.258),
    "water carafe": Model(carafe, 0.246, 0.100),
}
"""All of it by name."""
