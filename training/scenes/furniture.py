"""Rooms' furniture as simple shapes, drawn sharp in linear light and meant to be seen out of focus.

Every piece is a function ``(room, rng)`` that finds its own place. Positions are shares of the frame's
height, x from 0 to ``room.aspect``.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from training.scenes.canvas import Array, Random, jitter, rgb
from training.scenes.materials import WOODS

WARM = rgb("ffc98a")
GREENS = [rgb(code) for code in ("3f6b38", "5d8a4a", "2f5230", "7a9a58", "4c7a55")]
BOOKS = [
    rgb(code) for code in ("8a3b32", "2f4a63", "c9a66b", "e5dccb", "3d3a38", "5e7358", "b5653a", "7c6a86")
]


@dataclass
class Room:
    """A picture in the making: linear light H×W×3 (lamps far above 1), disparity H×W, the y of the floor's
    far edge, and the room's colours in sRGB."""

    light: Array
    depth: Array
    floor: float
    wall: Array
    wood: Array
    accent: Array

    @property
    def aspect(self) -> float:
        """Width over height."""
        return self.light.shape[1] / self.light.shape[0]

    def region(self, left: float, top: float, right: float, bottom: float) -> tuple[slice, slice]:
        """Rows and columns of a box."""
        rows, columns = self.light.shape[:2]
        across = [int(np.clip(round(v * rows), 0, columns)) for v in (left, right)]
        down = [int(np.clip(round(v * rows), 0, rows)) for v in (top, bottom)]
        return slice(*down), slice(*across)

    def box(
        self,
        left: float,
        top: float,
        right: float,
        bottom: float,
        colour: Array,
        fall: float = 0.25,
        near: float = 0.0,
    ) -> None:
        """A box lit from above: darker by ``fall`` toward its foot; ``near`` is its disparity."""
        area = self.region(left, top, right, bottom)
        if self.light[area].size == 0:
            return
        shade = np.linspace(1.08, 1.08 - 2 * fall, self.light[area].shape[0], dtype=np.float32)[:, None, None]
        self.light[area] = (np.clip(colour, 0, 1) ** 2.2) * shade
        if near:
            self.depth[area] = near

    def spot(self, x: float, y: float, wide: float, tall: float, colour: Array, power: float = 1.0) -> None:
        """An ellipse of half-axes ``wide`` and ``tall``, ``power`` times as bright as white."""
        rows = self.light.shape[0]
        centre = round(x * rows * 16), round(y * rows * 16)
        axes = max(8, round(wide * rows * 16)), max(8, round(tall * rows * 16))
        shade = (np.asarray(colour, np.float32) ** 2.2 * power).tolist()
        cv2.ellipse(self.light, centre, axes, 0, 0, 360, shade, -1, cv2.LINE_AA, 4)

    def glow(self, x: float, y: float, reach: float, colour: Array, power: float) -> None:
        """Light around a lamp on what is near it."""
        rows, columns = self.light.shape[:2]
        away = np.hypot(np.arange(columns)[None] / rows - x, np.arange(rows)[:, None] / rows - y) / reach
        amount = (power * np.exp(-(away**2) * 2)).astype(np.float32)
        self.light *= 1 + amount[..., None] * colour**2.2


def window(room: Room, rng: Random) -> None:
    """A bright window with bars, often curtains."""
    wide, tall = rng.uniform(0.25, 0.5), rng.uniform(0.35, 0.55)
    left, top = rng.uniform(-0.1, room.aspect - 0.2), rng.uniform(-0.1, 0.12)
    outside = rgb(str(rng.choice(["f2f6fa", "fdf7ea", "e8f1e4"])))
    room.box(left - 0.015, top - 0.015, left + wide + 0.015, top + tall + 0.015, room.wall * 1.1)
    area = room.region(left, top, left + wide, top + tall)
    room.light[area] = outside**2.2 * rng.uniform(1.6, 3.5)
    low = room.region(left, top + tall * 0.6, left + wide, top + tall)
    room.light[low] *= np.array([0.75, 0.9, 0.7], np.float32) * rng.uniform(0.6, 0.9)
    for share in (0.5,) if rng.random() < 0.5 else (0.33, 0.67):
        room.box(left + wide * share - 0.008, top, left + wide * share + 0.008, top + tall, room.wall, 0)
    room.box(left, top + tall * 0.5 - 0.006, left + wide, top + tall * 0.5 + 0.006, room.wall, 0)
    if rng.random() < 0.6:
        cloth = jitter(rng, room.wall * 0.6 + 0.38, 0.04)
        for i in range(8):
            for at in (left - 0.1 + i * 0.014, left + wide - 0.01 + i * 0.014):
                room.box(
                    at,
                    top - 0.04,
                    at + 0.014,
                    min(room.floor, top + tall + 0.2),
                    cloth * rng.uniform(0.82, 1.05),
                    0.06,
                )
    room.glow(left + wide / 2, top + tall / 2, 0.7, outside, 0.35)


def loft_window(room: Room, rng: Random) -> None:
    """A factory window: a black grid over daylight."""
    left, wide, top, tall = rng.uniform(-0.2, 0.4), rng.uniform(0.6, 1.0), -0.05, rng.uniform(0.45, 0.58)
    room.light[room.region(left, top, left + wide, top + tall)] = rgb("eef3f7") ** 2.2 * rng.uniform(1.5, 3)
    iron = rgb("1c1c1e")
    for i in range(7):
        at = left + wide * i / 6
        room.box(at - 0.006, top, at + 0.006, top + tall, iron, 0)
        row = top + tall * i / 5
        room.box(left, row - 0.005, left + wide, row + 0.005, iron, 0)
    room.glow(left + wide / 2, 0.2, 0.7, rgb("eef3f7"), 0.3)


def shelves(room: Room, rng: Random) -> None:
    """A bookcase: boards and the backs of books."""
    left, wide = rng.uniform(-0.1, room.aspect - 0.35), rng.uniform(0.35, 0.75)
    top, rows = rng.uniform(-0.02, 0.15), int(rng.integers(3, 6))
    room.box(left, top, left + wide, room.floor + 0.01, room.wood * 0.55, 0.1)
    step = (room.floor - top) / rows
    for row in range(rows):
        at, shelf = left + 0.01, top + (row + 1) * step
        while at < left + wide - 0.02:
            thick, tall = rng.uniform(0.012, 0.04), step * rng.uniform(0.5, 0.85)
            if rng.random() < 0.85:
                room.box(
                    at,
                    shelf - tall,
                    at + thick,
                    shelf,
                    jitter(rng, BOOKS[rng.integers(len(BOOKS))], 0.1),
                    0.1,
                )
            at += thick + 0.002
        room.box(left, shelf - 0.006, left + wide, shelf + 0.006, room.wood, 0)


def goods(room: Room, rng: Random) -> None:
    """A shop's shelves: rows of packages under strip lights."""
    base = jitter(rng, room.accent, 0.1)
    rows = int(rng.integers(3, 5))
    for row in range(rows):
        shelf = 0.12 + (row + 1) * (room.floor - 0.12) / rows
        at, tone = -0.02, jitter(rng, base if row % 2 else BOOKS[rng.integers(len(BOOKS))], 0.1)
        room.box(-0.1, shelf - 0.2, room.aspect + 0.1, shelf, room.wall * 0.75, 0.1)
        while at < room.aspect:
            thick = rng.uniform(0.03, 0.07)
            tone = (
                tone
                if rng.random() < 0.6
                else jitter(rng, BOOKS[rng.integers(len(BOOKS))] * 0.6 + 0.35, 0.12)
            )
            room.box(at, shelf - rng.uniform(0.07, 0.12), at + thick - 0.006, shelf, tone, 0.12)
            at += thick
        room.box(-0.1, shelf, room.aspect + 0.1, shelf + 0.012, room.wall * 1.05, 0)
        room.light[room.region(-0.1, shelf + 0.016, 2, shelf + 0.024)] = rgb("fff3df") ** 2.2 * 2.2


def bottles(room: Room, rng: Random) -> None:
    """A back bar: lit shelves of bottles."""
    for row in range(3):
        shelf = 0.16 + row * 0.17
        area = room.region(0.0, shelf - 0.13, room.aspect, shelf)
        room.light[area] = WARM**2.2 * np.linspace(0.1, 0.9, room.light[area].shape[0])[:, None, None]
        at = 0.02
        while at < room.aspect:
            glass = rgb(
                str(rng.choice(["6b3a14", "2d4a2a", "d9c49a", "8a2418", "3a2a1c", "c98a3a", "e8e4da"]))
            )
            room.box(at, shelf - rng.uniform(0.08, 0.12), at + 0.024, shelf, glass, 0.1)
            room.box(at + 0.008, shelf - 0.13, at + 0.016, shelf - 0.08, glass * 0.8, 0)
            at += rng.uniform(0.03, 0.06)
        room.box(-0.1, shelf, 2, shelf + 0.012, room.wood * 0.5, 0)


def sofa(room: Room, rng: Random) -> None:
    """A sofa with cushions."""
    wide, colour = rng.uniform(0.5, 0.8), jitter(rng, room.accent, 0.12)
    left, foot = rng.uniform(-0.2, room.aspect - 0.4), room.floor + rng.uniform(0.05, 0.1)
    near = float(room.depth[room.region(0, foot, 1, foot + 0.02)].mean()) if foot < 0.97 else 0.9
    room.box(left + 0.02, foot - 0.02, left + wide + 0.02, foot + 0.03, room.wood * 0.35, 0)
    room.box(left, foot - 0.27, left + wide, foot, colour * 0.92, 0.25, near)
    room.box(left, foot - 0.14, left + wide, foot - 0.01, colour * 1.06, 0.3, near)
    for at in (left - 0.02, left + wide - 0.06):
        room.box(at, foot - 0.19, at + 0.08, foot, colour * 1.02, 0.3, near)
    for _ in range(int(rng.integers(1, 4))):
        at = rng.uniform(left + 0.08, left + wide - 0.16)
        tone = rgb(str(rng.choice(["d8b26a", "e6ddcf", "5d7a78", "b5654a", "8c9a7b", "34424f"])))
        room.spot(at + 0.06, foot - 0.17, 0.06, 0.055, tone, 0.9)


def bed(room: Room, rng: Random) -> None:
    """A bed with its headboard, pillows and a throw."""
    left, wide, foot = rng.uniform(-0.15, 0.3), rng.uniform(0.7, 0.95), room.floor + 0.16
    room.box(left, foot - 0.42, left + wide, foot - 0.1, jitter(rng, room.accent, 0.1), 0.2)
    linen = rgb(str(rng.choice(["f2efe9", "e8e2d8", "dfe4e8"])))
    for at in np.linspace(left + 0.06, left + wide - 0.3, 3):
        room.spot(at + 0.12, foot - 0.2, 0.14, 0.075, linen * rng.uniform(0.88, 1.0))
    room.box(left - 0.02, foot - 0.16, left + wide + 0.02, foot + 0.1, linen, 0.12, 0.45)
    room.box(
        left - 0.02, foot - 0.06, left + wide + 0.02, foot + 0.03, jitter(rng, room.accent, 0.2), 0.15, 0.5
    )


def cabinets(room: Room, rng: Random) -> None:
    """A kitchen: hanging cabinets, a tiled splash-back, a worktop with things on it, drawers."""
    front, count = jitter(rng, room.accent, 0.06), int(rng.integers(4, 7))
    deck = room.floor - rng.uniform(0.12, 0.2)
    gap = int(rng.integers(0, count))
    room.box(-0.1, 0.22, 2, deck, np.clip(room.wall * 1.04, 0, 1), 0.08)
    for i in range(count):
        left, right = i * room.aspect / count, (i + 1) * room.aspect / count - 0.008
        if i == gap and rng.random() < 0.7:
            room.box(left + 0.05, -0.1, right - 0.05, 0.2, rgb("a9adb0"), 0.2)
            room.box(left, 0.18, right, 0.24, rgb("b9bdc0"), 0.2)
        else:
            room.box(left, -0.1, right, rng.choice([0.24, 0.24, 0.26]), front, 0.08)
        room.box(left, deck + 0.03, right, room.floor + 0.12, front * 0.9, 0.15)
        room.box(left + 0.04, deck + 0.05, right - 0.04, deck + 0.06, rgb("c8c4bc"), 0)
    room.light[room.region(-0.1, 0.245, 2, 0.262)] *= 0.45
    room.box(-0.1, deck, 2, deck + 0.028, room.wood if rng.random() < 0.5 else rgb("e6e4e0"), 0.05)
    for _ in range(int(rng.integers(4, 9))):
        at, tall = rng.uniform(0, room.aspect), rng.uniform(0.03, 0.13)
        tone = rgb(str(rng.choice(["e9e4da", "2d2d2f", "b5653a", "6d8a5e", "c9a66b", "a9c3cf", "d84f3a"])))
        room.box(at, deck - tall, at + rng.uniform(0.025, 0.07), deck, tone, 0.2)


def desk(room: Room, rng: Random) -> None:
    """An office desk with its screen, papers and a chair."""
    left, top = rng.uniform(-0.1, 0.4), room.floor - rng.uniform(0.02, 0.08)
    room.box(left, top, left + 0.7, top + 0.03, room.wood, 0.05)
    for at in (left + 0.02, left + 0.64):
        room.box(at, top + 0.03, at + 0.025, room.floor + 0.14, rgb("3a3b3e"), 0.1)
    screen = left + rng.uniform(0.1, 0.35)
    room.box(screen, top - 0.22, screen + 0.27, top - 0.05, rgb("222428"), 0.05)
    glass = rgb(str(rng.choice(["9fc3e6", "dfe9f2", "30343a", "7fa6c9"])))
    room.light[room.region(screen + 0.01, top - 0.21, screen + 0.26, top - 0.065)] = glass**2.2 * 1.2
    room.box(screen + 0.12, top - 0.05, screen + 0.15, top, rgb("4a4b4e"), 0)
    chair = rng.uniform(0.1, room.aspect - 0.1)
    room.box(
        chair, room.floor - 0.12, chair + 0.17, room.floor + 0.08, jitter(rng, rgb("33363b"), 0.2), 0.2, 0.35
    )


def seats(room: Room, rng: Random) -> None:
    """Tables and chairs of a cafe or restaurant, some near, some far."""
    for foot in np.sort(rng.uniform(room.floor + 0.03, room.floor + 0.24, int(rng.integers(3, 6)))):
        size = 0.16 + (foot - room.floor) * 1.1
        at, near = rng.uniform(0, room.aspect), 0.15 + 0.85 * (foot - room.floor) / (1 - room.floor)
        room.box(at - size * 0.05, foot - size * 0.8, at + size * 0.05, foot, rgb("2a2420"), 0.1)
        room.box(
            at - size * 0.7, foot - size * 0.86, at + size * 0.7, foot - size * 0.74, room.wood, 0.1, near
        )
        tone = jitter(rng, room.accent, 0.15)
        for side in (-1, 1):
            seat = at + side * size * 0.95
            room.box(
                seat - size * 0.25,
                foot - size * 1.15,
                seat + size * 0.25,
                foot - size * 0.45,
                tone,
                0.2,
                near,
            )
            room.box(seat - size * 0.22, foot - size * 0.45, seat - size * 0.16, foot, tone * 0.5, 0)
            room.box(seat + size * 0.16, foot - size * 0.45, seat + size * 0.22, foot, tone * 0.5, 0)
        if rng.random() < 0.5:
            room.spot(at, foot - size * 0.92, 0.012, 0.02, WARM, 6)


def counter(room: Room, rng: Random) -> None:
    """A bar's counter with stools."""
    deck = room.floor - 0.1
    room.box(-0.1, deck, 2, deck + 0.035, room.wood * 1.2, 0.05, 0.25)
    room.box(-0.1, deck + 0.035, 2, room.floor + 0.1, room.wood * 0.6, 0.25, 0.25)
    for at in np.arange(rng.uniform(0, 0.2), room.aspect, 0.26):
        room.spot(at, room.floor - 0.02, 0.06, 0.022, room.accent)
        room.box(at - 0.006, room.floor, at + 0.006, room.floor + 0.16, rgb("151515"), 0)


def pendants(room: Room, rng: Random) -> None:
    """Lamps that hang in a row."""
    count, y = int(rng.integers(2, 6)), rng.uniform(0.08, 0.3)
    shade = rgb(str(rng.choice(["1c1c1e", "b08a4a", "e9e4da", "6b4a33"])))
    size = rng.uniform(0.025, 0.05)
    for at in np.linspace(rng.uniform(0, 0.2), room.aspect - rng.uniform(0, 0.2), count):
        room.box(at - 0.003, -0.1, at + 0.003, y, rgb("1a1a1a"), 0)
        room.spot(at, y, size, size * 0.8, shade)
        room.spot(at, y + size * 0.5, size * 0.7, size * 0.5, WARM, rng.uniform(5, 14))
        room.glow(at, y + 0.05, 0.25, WARM, 0.5)


def lamp(room: Room, rng: Random) -> None:
    """A floor or table lamp with a glowing shade."""
    at, top = rng.uniform(0.05, room.aspect - 0.05), room.floor - rng.uniform(0.28, 0.42)
    room.box(at - 0.006, top + 0.1, at + 0.006, room.floor + 0.03, rgb("3a3028"), 0)
    room.light[room.region(at - 0.065, top, at + 0.065, top + 0.12)] = WARM**2.2 * rng.uniform(1.6, 3.0)
    room.glow(at, top + 0.06, 0.4, WARM, 0.7)


def plant(room: Room, rng: Random) -> None:
    """A pot plant: leaves as ellipses around a crown."""
    at, foot = rng.uniform(0, room.aspect), room.floor + rng.uniform(0.0, 0.12)
    tall = rng.uniform(0.18, 0.4)
    pot = rgb(str(rng.choice(["e6e1d8", "b5653a", "4a4a4c", "c9b08a"])))
    room.box(at - 0.05, foot - 0.1, at + 0.05, foot, pot, 0.3, 0.25)
    for _ in range(int(rng.integers(35, 70))):
        turn, reach = rng.normal(0, 0.6), rng.uniform(0.2, 1)
        x, y = at + np.sin(turn) * reach * tall * 0.7, foot - 0.1 - np.cos(turn) * reach * tall
        leaf = jitter(rng, GREENS[rng.integers(5)], 0.15) * (0.6 + 0.5 * reach)
        room.spot(x, y, rng.uniform(0.01, 0.035), rng.uniform(0.01, 0.035), np.clip(leaf, 0, 1))


def pictures(room: Room, rng: Random) -> None:
    """Framed pictures on the wall."""
    left, top = rng.uniform(0, room.aspect - 0.3), rng.uniform(0.06, 0.2)
    for _ in range(int(rng.integers(1, 4))):
        wide, tall = rng.uniform(0.1, 0.22), rng.uniform(0.12, 0.24)
        room.box(
            left, top, left + wide, top + tall, rgb(str(rng.choice(["2a2420", "f2f0ec", "b08a4a"]))), 0.05
        )
        room.box(left + 0.012, top + 0.012, left + wide - 0.012, top + tall - 0.012, rgb("efece6"), 0.05)
        tone = jitter(rng, BOOKS[rng.integers(len(BOOKS))], 0.1)
        room.box(left + 0.035, top + 0.035, left + wide - 0.035, top + tall - 0.035, tone, 0.15)
        left += wide + 0.04


def basin(room: Room, rng: Random) -> None:
    """A wash stand with its mirror, or a bathtub; towels beside it."""
    left = rng.uniform(0, 0.4)
    if rng.random() < 0.5:
        room.box(left, 0.08, left + 0.4, 0.4, rgb("c9d6da"), -0.08)
        room.box(left - 0.05, room.floor - 0.14, left + 0.5, room.floor - 0.1, rgb("f0efec"), 0.05)
        room.box(left - 0.03, room.floor - 0.1, left + 0.48, room.floor + 0.05, room.wood, 0.15)
        room.spot(left + 0.22, room.floor - 0.16, 0.1, 0.035, rgb("fafafa"))
    else:
        room.spot(left + 0.3, room.floor + 0.0, 0.38, 0.14, rgb("f4f4f2"))
        room.box(left - 0.08, room.floor - 0.14, left + 0.68, room.floor - 0.02, rgb("f8f8f6"), 0.05, 0.3)
    at = rng.uniform(0.6, room.aspect)
    for i in range(3):
        tone = rgb(str(rng.choice(["f0ece4", "d8c9b5", "a9bfb6", "e8d9d2"])))
        room.box(at, room.floor - 0.06 - 0.045 * i, at + 0.2, room.floor - 0.02 - 0.045 * i, tone, 0.15)


def candles(room: Room, rng: Random) -> None:
    """Small flames at different heights."""
    for _ in range(int(rng.integers(3, 8))):
        x, y = rng.uniform(0, room.aspect), room.floor + rng.uniform(-0.12, 0.05)
        room.box(x - 0.018, y, x + 0.018, y + 0.07, rgb("f3e3c4"), 0.2)
        room.spot(x, y - 0.018, 0.007, 0.015, rgb("ffb45e"), 18)
        room.glow(x, y, 0.18, WARM, 0.8)


def rail(room: Room, rng: Random) -> None:
    """Clothes on a rail."""
    left, wide, top = rng.uniform(0, 0.4), rng.uniform(0.4, 0.7), rng.uniform(0.2, 0.3)
    tones = [jitter(rng, BOOKS[i], 0.15) * 0.7 + 0.2 for i in rng.integers(0, len(BOOKS), 3)]
    at = left
    while at < left + wide:
        thick = rng.uniform(0.025, 0.06)
        room.box(
            at,
            top + rng.uniform(0, 0.02),
            at + thick,
            top + rng.uniform(0.25, 0.4),
            tones[rng.integers(3)],
            0.15,
        )
        at += thick + 0.005
    room.box(left - 0.05, top - 0.015, left + wide + 0.05, top - 0.005, rgb("1a1a1a"), 0)


def fairy_lights(room: Room, rng: Random) -> None:
    """A string of small lights in a slack line."""
    start, sag = rng.uniform(0.02, 0.2), rng.uniform(0.04, 0.15)
    for t in np.linspace(0, 1, int(rng.integers(10, 22))):
        y = start + sag * np.sin(np.pi * ((t * 2) % 1))
        room.spot(t * room.aspect, y, 0.005, 0.005, WARM, rng.uniform(15, 40))


def random_wood(rng: Random) -> Array:
    """The colour of some wood."""
    return jitter(rng, rgb(WOODS[str(rng.choice(["oak", "walnut", "pine", "light wood", "teak"]))][0]))
