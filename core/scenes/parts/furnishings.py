"""Furniture and lamps as solids in metres, for rooms that are photographed. Every function puts its piece
into the room at the place it is given; colours are linear reflectances."""

import numpy as np

from core.scenes.parts.canvas import Array, Random, rgb
from core.scenes.parts.interior_light import bulb
from core.scenes.parts.interior_room import Room
from core.scenes.parts.interior_round import Leaves, Turned

WARM = np.array([1.0, 0.66, 0.36], np.float32)


def lin(code: str) -> Array:
    """Linear reflectance of ``rrggbb``, kept within what real paint reflects."""
    return (np.clip(rgb(code.removeprefix("#")) ** 2.2, 0.012, 0.86)).astype(np.float32)


def pick(rng: Random, codes: str) -> Array:
    """One of several colours, moved a little in brightness."""
    return (lin(str(rng.choice(codes.split()))) * rng.uniform(0.9, 1.1)).astype(np.float32)


METALS = "b08d4f 2a2a2c 8d8f92 2a2a2c"

CLOTHS = "8f8a80 a39a8c 6f7a78 59646a 7d6a58 b3a794 4d5a52 8a6a55"

CLAYS = "d8d0c4 a9694a 3a3a3c b7a58c 6e7a72 e4dfd6"

BOOKS = "7a4a3e 4a5864 b9a684 ddd5c6 45413d 68705f 94705a 77706f 3a4148 8c7e68 c9c2b4 5c4438 d6cdbb"


def sofa(room: Room, rng: Random, x: float, z: float, wide: float, cloth: Array, turn: float = 0.0) -> None:
    """A sofa with its back to +z (``turn`` 0), cushions and thin legs."""
    cos, sin = np.cos(turn), np.sin(turn)

    def put(
        dx: float,
        y: float,
        dz: float,
        size: tuple[float, float, float],
        colour: Array,
        soft: float,
        shades: bool = False,
    ) -> None:
        at = (x + cos * dx + sin * dz, y, z - sin * dx + cos * dz)
        room.block(at, size, colour, turn=turn, soft=soft, shades=shades)

    seats = max(2, round(wide / 0.75))
    each = (wide - 0.34) / seats
    leg = pick(rng, "3a2a1e 5a4030 222222")
    for dx in (-wide / 2 + 0.1, wide / 2 - 0.1):
        for dz in (-0.36, 0.36):
            put(dx, 0.06, dz, (0.04, 0.12, 0.04), leg, 0.0)
    put(0, 0.24, 0, (wide, 0.2, 0.86), cloth * 0.92, 0.02, True)
    put(0, 0.56, 0.35, (wide - 0.1, 0.56, 0.2), cloth * 0.95, 0.05, True)
    for side in (-1, 1):
        put(side * (wide / 2 - 0.085), 0.42, -0.02, (0.17, 0.36, 0.86), cloth, 0.04, True)
    for i in range(seats):
        dx = -wide / 2 + 0.17 + each * (i + 0.5)
        put(dx, 0.41, -0.06, (each - 0.015, 0.16, 0.7), cloth * 1.03, 0.05)
        put(dx, 0.66, 0.2, (each - 0.02, 0.44, 0.17), cloth * 1.03, 0.07)
    for i, side in enumerate(rng.permutation([-1, 1])[: int(rng.integers(1, 3))]):
        tone = pick(rng, "d8c9ac b9805a 5d7370 e6ddcf 8c6a4a 3f4f58 a5826a")
        put(side * (wide / 2 - 0.36), 0.66, 0.02 - 0.05 * i, (0.44, 0.4, 0.15), tone, 0.09)


def armchair(room: Room, rng: Random, x: float, z: float, cloth: Array, turn: float) -> None:
    """A deep chair, turned to the room."""
    cos, sin = np.cos(turn), np.sin(turn)

    def put(
        dx: float,
        y: float,
        dz: float,
        size: tuple[float, float, float],
        colour: Array,
        soft: float,
        shades: bool = False,
    ) -> None:
        at = (x + cos * dx + sin * dz, y, z - sin * dx + cos * dz)
        room.block(at, size, colour, turn=turn, soft=soft, shades=shades)

    leg = pick(rng, "3a2a1e 5a4030 222222")
    for dx in (-0.3, 0.3):
        for dz in (-0.3, 0.3):
            put(dx, 0.08, dz, (0.035, 0.16, 0.035), leg, 0.0)
    put(0, 0.26, 0, (0.74, 0.2, 0.74), cloth * 0.92, 0.03, True)
    put(0, 0.62, 0.3, (0.72, 0.62, 0.16), cloth, 0.07, True)
    for side in (-1, 1):
        put(side * 0.33, 0.42, -0.02, (0.13, 0.34, 0.7), cloth, 0.05)
    put(0, 0.42, -0.06, (0.53, 0.15, 0.6), cloth * 1.05, 0.06)


def bed(room: Room, rng: Random, x: float, z: float, wide: float, cloth: Array, wood: Array) -> None:
    """A double bed with its head at ``z`` (the wall), covers, pillows and a throw."""
    linen = pick(rng, "eeeae2 e6e0d6 dfe2e4 d9d2c6")
    if rng.random() < 0.5:
        for i in range(8):
            at = x - wide / 2 - 0.1 + (wide + 0.2) * (i + 0.5) / 8
            room.block((at, 0.62, z - 0.06), ((wide + 0.2) / 8 - 0.006, 1.1, 0.09), cloth, soft=0.03)
    else:
        room.block((x, 0.55, z - 0.05), (wide + 0.14, 1.1, 0.07), wood)
    long = 1.95
    middle = z - 0.1 - long / 2
    room.boxes.append(
        np.array([[x - wide / 2 - 0.1, 0, z - 0.12], [x + wide / 2 + 0.1, 1.15, z]], np.float32)
    )
    room.boxes.append(
        np.array([[x - wide / 2, 0.1, middle - long / 2], [x + wide / 2, 0.5, z - 0.1]], np.float32)
    )
    room.feet.append((x, middle, wide / 2, long / 2))
    room.block((x, 0.16, middle), (wide + 0.02, 0.18, long), wood * 0.9)
    throw = pick(rng, CLOTHS)
    room.block((x, 0.36, middle - 0.02), (wide + 0.12, 0.36, long), linen, soft=0.09)
    room.block((x, 0.36, middle - long / 2 + 0.28), (wide + 0.15, 0.4, 0.66), throw, soft=0.08)
    room.block((x, 0.555, middle + 0.42), (wide + 0.06, 0.07, 0.36), linen * 0.96, soft=0.035)
    for row, (count, size, tone) in enumerate(
        ((2, 0.7, linen), (2, 0.64, linen * 0.96), (1, 0.5, throw * 1.1))
    ):
        for i in range(count):
            at = x + (i - (count - 1) / 2) * (wide / 2 - 0.04)
            lean = (size, 0.46 - 0.06 * row, 0.17)
            room.block(
                (at, 0.76 - 0.04 * row, z - 0.22 - 0.18 * row),
                lean,
                tone,
                turn=float(rng.uniform(-0.08, 0.08)),
                soft=0.13,
            )


def table(room: Room, x: float, z: float, size: tuple[float, float, float], wood: Array, leg: Array) -> None:
    """A table ``size`` metres wide, high and deep on four legs."""
    wide, high, deep = size
    room.block((x, high - 0.018, z), (wide, 0.036, deep), wood, shades=True)
    for dx in (-1, 1):
        for dz in (-1, 1):
            at = (x + dx * (wide / 2 - 0.06), (high - 0.036) / 2, z + dz * (deep / 2 - 0.06))
            room.block(at, (0.045, high - 0.036, 0.045), leg, shades=True)


def round_table(room: Room, x: float, z: float, radius: float, high: float, wood: Array, iron: Array) -> None:
    """A bistro table: a round top on one foot."""
    room.add(Turned(x, z, [[0, 0.2], [0.025, 0.19], [0.03, 0.03], [high - 0.04, 0.03]], iron, 0.1))
    room.add(Turned(x, z, [[high - 0.035, radius], [high, radius]], wood, 0.0))
    room.boxes.append(
        np.array([[x - radius, high - 0.03, z - radius], [x + radius, high, z + radius]], np.float32)
    )
    room.feet.append((x, z, 0.18, 0.18))


def top_of(room: Room, x: float, z: float, radius: float, high: float, colour: Array) -> None:
    """The lit upper side of a round table, seen from above."""
    turn = np.linspace(0, 2 * np.pi, 28, endpoint=False)
    ring = np.stack([x + radius * np.cos(turn), np.full(28, high), z + radius * np.sin(turn)], 1)
    room.add(Leaves(ring[None].astype(np.float32), colour[None]))


def chair(room: Room, rng: Random, x: float, z: float, turn: float, wood: Array, seat: Array) -> None:
    """A plain chair: seat, back and four legs."""
    cos, sin = np.cos(turn), np.sin(turn)

    def put(
        dx: float,
        y: float,
        dz: float,
        size: tuple[float, float, float],
        colour: Array,
        soft: float = 0.0,
        shades: bool = False,
    ) -> None:
        at = (x + cos * dx + sin * dz, y, z - sin * dx + cos * dz)
        room.block(at, size, colour, turn=turn, soft=soft, shades=shades)

    for dx in (-0.19, 0.19):
        put(dx, 0.22, -0.18, (0.03, 0.44, 0.03), wood, shades=True)
        put(dx, 0.42, 0.19, (0.03, 0.84, 0.03), wood, shades=True)
    put(0, 0.45, 0, (0.44, 0.045, 0.42), seat, 0.015, True)
    put(0, 0.76, 0.2, (0.42, 0.16, 0.03), seat, 0.02)
    put(0, 0.6, 0.2, (0.38, 0.04, 0.025), wood)


def pendant(
    room: Room, x: float, y: float, z: float, shade: Array, on: float, size: float = 0.16, form: str = "dome"
) -> None:
    """A lamp on a cord; ``on`` is how bright it burns."""
    room.block((x, (y + size + room.tall) / 2, z), (0.012, room.tall - y - size, 0.012), lin("1a1a1a"))
    glow = WARM * (0.25 + 9 * on)
    if form == "globe":
        turn = np.linspace(-1.45, 1.45, 9)
        room.add(
            Turned(
                x,
                z,
                np.stack([y + size * 0.8 * (1 + np.sin(turn)), size * 0.8 * np.cos(turn)], 1).astype(
                    np.float32
                ),
                lin("f0ece4"),
                0.2,
                glow * 0.55 if on else None,
            )
        )
    else:
        room.add(
            Turned(
                x,
                z,
                [
                    [y, size],
                    [y + size * 0.45, size * 0.85],
                    [y + size * 0.85, size * 0.45],
                    [y + size, size * 0.14],
                ],
                shade,
                0.25,
            )
        )
        if on:
            room.add(
                Turned(
                    x,
                    z,
                    [[y - 0.035, 0.02], [y - 0.02, size * 0.42], [y + 0.004, size * 0.5]],
                    lin("ffffff"),
                    0,
                    glow,
                )
            )
    if on:
        room.lights.bulbs.append(bulb([x, y - 0.06, z], WARM * 0.42 * on))


def table_lamp(room: Room, rng: Random, x: float, y: float, z: float, on: float) -> None:
    """A lamp with a cloth shade that stands at height ``y``."""
    foot = pick(rng, CLAYS)
    room.add(
        Turned(
            x,
            z,
            [[y, 0.07], [y + 0.06, 0.1], [y + 0.16, 0.08], [y + 0.24, 0.025], [y + 0.3, 0.015]],
            foot,
            0.25,
        )
    )
    shade = pick(rng, "e9dfcc d9c8a8 efe9dd")
    room.add(Turned(x, z, [[y + 0.27, 0.17], [y + 0.49, 0.13]], shade, 0, WARM * 3.0 * on if on else None))
    if on:
        room.lights.bulbs.append(bulb([x, y + 0.56, z - 0.03], WARM * 0.35 * on))
        room.lights.bulbs.append(bulb([x, y + 0.22, z - 0.2], WARM * 0.2 * on))


def floor_lamp(room: Room, rng: Random, x: float, z: float, on: float) -> None:
    """A standing lamp."""
    iron = pick(rng, METALS)
    room.add(Turned(x, z, [[0, 0.15], [0.02, 0.145], [0.03, 0.014], [1.32, 0.012]], iron, 0.3))
    shade = pick(rng, "e9dfcc d9c8a8 efe9dd")
    room.add(Turned(x, z, [[1.28, 0.21], [1.56, 0.16]], shade, 0, WARM * 3.0 * on if on else None))
    room.feet.append((x, z, 0.13, 0.13))
    if on:
        room.lights.bulbs.append(bulb([x, 1.66, z], WARM * 0.45 * on))
        room.lights.bulbs.append(bulb([x, 1.2, z - 0.15], WARM * 0.3 * on))
