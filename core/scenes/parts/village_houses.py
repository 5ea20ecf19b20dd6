"""Small old houses along a bending lane: walls, roofs, windows with shutters, doors, flowers as faces."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.scenes.parts.canvas import Random
from core.scenes.parts.solids import UPRIGHT, Flat, Point, Solid, rectangle

WALLS = ("e4ddcf", "d9c49c", "cfae86", "e8e2d6", "c9a88e", "d8d0bc")
"""Plaster as old houses have it."""
SHUTTERS = ("5c7468", "6f8296", "7d4f42", "8a8f7a", "4f6272")
LIT = (1.0, 0.62, 0.3)
"""Lamplight in a window, linear."""


@dataclass(frozen=True, kw_only=True)
class House:
    """One house: the near and far end of its front on the ground (right, away), which side of the lane it is
    on (-1 left, 1 right), metres up to the eaves and back from the lane, the roof's pitch (rise over run),
    the skins of its walls, roof and shutters, and whether its upper floor is half-timbered."""

    near: tuple[float, float]
    far: tuple[float, float]
    side: float
    tall: float
    deep: float
    pitch: float
    wall: str
    roof: str
    shutter: str
    timber: bool = False

    @property
    def long(self) -> float:
        """Metres along the lane."""
        return float(np.hypot(self.far[0] - self.near[0], self.far[1] - self.near[1]))

    @property
    def along(self) -> tuple[float, float]:
        """The way along the lane (right, away), unit."""
        return (self.far[0] - self.near[0]) / self.long, (self.far[1] - self.near[1]) / self.long

    @property
    def back(self) -> tuple[float, float]:
        """The way back from the lane, unit."""
        right, away = self.along
        return (away, -right) if self.side > 0 else (-away, right)

    def at(self, u: float, up: float, out: float = 0.0) -> Point:
        """The point ``u`` metres along the front, ``up`` high, ``out`` metres into the lane."""
        (right, away), (bx, bz) = self.along, self.back
        return self.near[0] + u * right - out * bx, up, self.near[1] + u * away - out * bz

    def beside(self, w: float, up: float, out: float = 0.0) -> Point:
        """The point ``w`` metres back from the lane on the near gable wall, ``out`` metres off it."""
        (right, away), (bx, bz) = self.along, self.back
        return self.near[0] + w * bx - out * right, up, self.near[1] + w * bz - out * away


def _panel(
    corner: Point, along: tuple[float, float], wide: float, tall: float, skin: str, glow: bool = False
) -> Flat:
    """An upright face that throws no shadow, ``along`` a way on the ground; lamplit where it has a glow."""
    way = (along[0], 0.0, along[1])
    return rectangle(corner, way, UPRIGHT, (wide, tall), skin, casts=False, glow=LIT if glow else None)


def faces_of(rng: Random, house: House, evening: float, flowers: bool) -> list[Solid]:
    """The house's faces; ``evening`` 0…1 of its windows are lit."""
    (right, away), (bx, bz) = house.along, house.back
    long, tall, deep = house.long, house.tall, house.deep
    rise = house.pitch * deep / 2
    made: list[Solid] = [
        rectangle(house.at(0, 0), (right, 0.0, away), UPRIGHT, (long, tall), house.wall),
        Flat(
            corner=house.at(0, 0),
            along=(bx, 0.0, bz),
            up=UPRIGHT,
            outline=((0.0, 0.0), (deep, 0.0), (deep, tall), (deep / 2, tall + rise), (0.0, tall)),
            skin=house.wall,
        ),
        _panel(house.at(0, 0, 0.03), (right, away), long, 0.45, "plinth"),
        _panel(house.beside(0, 0, 0.03), (bx, bz), deep, 0.45, "plinth"),
    ]
    slope = float(np.hypot(1, house.pitch))
    over = 0.4
    start = house.at(-0.25, tall - over * house.pitch, over)
    upward = (bx / slope, house.pitch / slope, bz / slope)
    run = (deep / 2 + over) * slope
    made.append(rectangle(start, (right, 0.0, away), upward, (long + 0.5, run), house.roof))
    made.append(_panel((start[0], start[1] - 0.12, start[2]), (right, away), long + 0.5, 0.13, "gutter"))
    made += _openings(rng, house, evening, flowers)
    made += _timber(house) if house.timber else []
    made.append(_chimney(rng, house, tall + rise))
    return made


def _openings(rng: Random, house: House, evening: float, flowers: bool) -> list[Solid]:
    """Windows of each floor, and a door, on the front and on the near gable."""
    made: list[Solid] = []
    floors = max(1, int((house.tall - 0.4) / 2.5))
    count = max(1, int(house.long / 2.5))
    door = int(rng.integers(count))
    for floor in range(floors):
        for place in range(count):
            u = (place + 0.5) * house.long / count + float(rng.normal(0, 0.06))
            if floor == 0 and place == door:
                made.append(_panel(house.at(u - 0.62, 0, 0.02), house.along, 1.24, 2.3, "frame"))
                made.append(_panel(house.at(u - 0.48, 0, 0.04), house.along, 0.96, 2.14, house.shutter))
                continue
            lit = bool(rng.random() < 0.5 * evening)
            made += _window(house, house.at, house.along, (u, 0.95 + 2.55 * floor), lit)
            if flowers:
                box = house.at(u - 0.5, 0.75 + 2.55 * floor, 0.16)
                made += [
                    _panel(box, house.along, 1.0, 0.16, "gutter"),
                    _panel((box[0], box[1] + 0.08, box[2]), house.along, 1.0, 0.34, "flowers"),
                ]
    for floor in range(floors):
        for w in (0.3, 0.68):
            lit = bool(rng.random() < 0.4 * evening)
            made += _window(house, house.beside, house.back, (w * house.deep, 0.95 + 2.55 * floor), lit)
    return made


At = Callable[[float, float, float], Point]
"""The world point so far along a wall, so high, and so far off it."""


def _window(
    house: House, at: At, along: tuple[float, float], where: tuple[float, float], lit: bool
) -> list[Solid]:
    """A window with its stone frame, panes, and open shutters at both sides."""
    u, up = where
    made: list[Solid] = [
        _panel(at(u - 0.54, up - 0.09, 0.03), along, 1.08, 1.42, "frame"),
        _panel(at(u - 0.43, up, 0.05), along, 0.86, 1.24, "lit" if lit else "pane", lit),
        _panel(at(u - 0.025, up, 0.06), along, 0.05, 1.24, "frame"),
        _panel(at(u - 0.43, up + 0.72, 0.06), along, 0.86, 0.04, "frame"),
    ]
    made += [_panel(at(u + off, up - 0.03, 0.08), along, 0.45, 1.3, house.shutter) for off in (-1.0, 0.55)]
    return made


def _timber(house: House) -> list[Solid]:
    """Beams of a half-timbered upper floor."""
    made: list[Solid] = []
    low = 2.65
    tall = house.tall - low
    for at, along, long in (
        (house.at, house.along, house.long),
        (house.beside, house.back, house.deep),
    ):
        for up in (low, low + 0.48 * tall, house.tall - 0.2):
            made.append(_panel(at(0, up, 0.025), along, long, 0.17, "beam"))
        for u in np.arange(0.0, long + 0.01, 1.15).tolist():
            made.append(_panel(at(min(u, long - 0.16), low, 0.025), along, 0.16, tall, "beam"))
    return made


def _chimney(rng: Random, house: House, ridge: float) -> Flat:
    """A chimney on the ridge."""
    u = float(rng.uniform(0.2, 0.8)) * house.long
    x, up, z = house.at(u, ridge - 0.6, -house.deep / 2)
    return _panel((x - 0.3, up, z - 0.3), (1.0, 0.0), 0.6, 1.5, "plinth")
