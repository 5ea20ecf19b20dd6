"""Rooms' furniture as simple shapes, drawn sharp in linear light and meant to be seen out of focus.

Every piece is a function ``(room, rng)`` that finds its own place. Positions are shares of the frame's
height, x from 0 to ``room.aspect``.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, Random, jitter, rgb
from training.scenes.catalogue import WOODS

WARM = rgb("ffc98a")
GREENS = [rgb(code) for code in ("3f6b38", "5d8a4a", "2f5230", "7a9a58", "4c7a55")]
BOOKS = [
    rgb(code) for code in ("7a443a", "3f5264", "bfa67a", "ddd5c6", "45413d", "66735f", "a0694a", "776c7c")
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

    def near(self, y: float) -> float:
        """Disparity of the floor at row ``y``, 1 at the bottom of the frame."""
        return float(np.clip(0.08 + 0.92 * (y - self.floor + 0.03) / (1.03 - self.floor), 0.1, 1))

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


def candles(room: Room, rng: Random) -> None:
    """Small flames at different heights."""
    for _ in range(int(rng.integers(3, 8))):
        x, y = rng.uniform(0, room.aspect), room.floor + rng.uniform(-0.12, 0.05)
        room.box(x - 0.018, y, x + 0.018, y + 0.07, rgb("f3e3c4"), 0.2)
        room.spot(x, y - 0.018, 0.007, 0.015, rgb("ffb45e"), 18)
        room.glow(x, y, 0.18, WARM, 0.8)


def fairy_lights(room: Room, rng: Random) -> None:
    """A string of small lights in a slack line."""
    start, sag = rng.uniform(0.02, 0.2), rng.uniform(0.04, 0.15)
    for t in np.linspace(0, 1, int(rng.integers(10, 22))):
        y = start + sag * np.sin(np.pi * ((t * 2) % 1))
        room.spot(t * room.aspect, y, 0.005, 0.005, WARM, rng.uniform(15, 40))


def random_wood(rng: Random) -> Array:
    """The colour of some wood."""
    return jitter(rng, rgb(WOODS[str(rng.choice(["oak", "walnut", "pine", "light wood", "teak"]))][0]))
