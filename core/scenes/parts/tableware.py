"""Small things that stand on shelves and tables, candles, and laid tiles."""

import numpy as np

from core.scenes.parts.canvas import Array, Random, ramp
from core.scenes.parts.channels import moved, scaled, spread
from core.scenes.parts.furnishings import WARM, lin, pick
from core.scenes.parts.interior_light import bulb
from core.scenes.parts.interior_room import Room
from core.scenes.parts.interior_round import Turned


def things_on(room: Room, rng: Random, x: float, y: float, z: float) -> None:
    """A cup, a jar, a stack of plates or a bottle."""
    form = int(rng.integers(4))
    clay = pick(rng, "e6e1d8 d8d0c4 b7a58c 8a9088 e9e6e0 a9694a")
    if form == 0:
        room.add(Turned(x, z, [[y, 0.028], [y + 0.085, 0.042]], clay, 0.2, hollow=True))
    elif form == 1:
        room.add(
            Turned(
                x,
                z,
                [[y, 0.045], [y + 0.13, 0.048], [y + 0.15, 0.034]],
                pick(rng, "b9a587 8a6f52 d8cdb8 6a5a44"),
                0.35,
            )
        )
        room.add(Turned(x, z, [[y + 0.15, 0.036], [y + 0.17, 0.036]], lin("80684f")))
    elif form == 2:
        for i in range(4):
            room.add(Turned(x, z, [[y + i * 0.014, 0.06], [y + i * 0.014 + 0.012, 0.088]], clay))
    else:
        tone = pick(rng, "3a4630 5a3a22 9aa89a 2f3a34")
        room.add(
            Turned(x, z, [[y, 0.034], [y + 0.15, 0.034], [y + 0.19, 0.013], [y + 0.25, 0.012]], tone, 0.6)
        )


def ball(room: Room, x: float, y: float, z: float, size: float, tone: Array) -> None:
    """A fruit."""
    turn = np.linspace(-1.5, 1.5, 7)
    room.add(
        Turned(
            x, z, np.stack([y + size * np.sin(turn), size * np.cos(turn)], 1).astype(np.float32), tone, 0.2
        )
    )


def candle(room: Room, x: float, y: float, z: float, high: float) -> None:
    """A burning candle."""
    wax = lin("efe4cc")
    room.add(Turned(x, z, [[y, 0.03], [y + high, 0.03]], wax, 0.1, WARM * 0.18))
    flame = np.array([[0, 0.003], [0.012, 0.009], [0.03, 0.005], [0.042, 0.001]], np.float32) + np.array(
        [y + high + 0.006, 0], np.float32
    )
    room.add(Turned(x, z, flame, lin("000000"), 0, np.array([26, 13, 4], np.float32)))
    room.lights.bulbs.append(bulb([x, y + high + 0.04, z - 0.03], WARM * 0.035))


def tiled(rng: Random, wide: float, high: float, colour: Array) -> Array:
    """Laid tiles as a texture (linear), 200 texels a metre."""
    rows, columns = round(high * 200), round(wide * 200)
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32) / 200
    long, tall = [(0.2, 0.065), (0.1, 0.1), (0.15, 0.075)][int(rng.integers(3))]
    row = np.floor(y / tall)
    across = x / long + (row % 2) * 0.5 * (long != tall)
    own = rng.normal(0, 1, (64, 256)).astype(np.float32)[
        row.astype(int) % 64, np.floor(across).astype(int) % 256
    ]
    joint = np.maximum(
        ramp(np.abs((y / tall) % 1 - 0.5), 0.5 - 0.0035 / tall, 0.5),
        ramp(np.abs(across % 1 - 0.5), 0.5 - 0.0035 / long, 0.5),
    )
    made = spread(1 + 0.06 * own, colour)
    return (made + scaled(moved(-made, colour * 0.55), joint)).astype(np.float32)
