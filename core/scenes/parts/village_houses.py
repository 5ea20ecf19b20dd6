"""Small old houses along a bending lane: walls, roofs, windows with shutters, doors, flowers as faces."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.scenes.parts.canvas import Random
from core.scenes.parts.grids import ramp
from core.scenes.parts.soils import Seed, Tile, linear, rough
from core.scenes.parts.solids import Flat, Point, Solid

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
    outline = ((0.0, 0.0), (wide, 0.0), (wide, tall), (0.0, tall))
    return Flat(
        corner=corner,
        along=(along[0], 0.0, along[1]),
        up=(0.0, 1.0, 0.0),
        outline=outline,
        skin=skin,
        casts=False,
        glow=LIT if glow else None,
    )


def faces_of(rng: Random, house: House, evening: float, flowers: bool) -> list[Solid]:
    """The house's faces; ``evening`` 0…1 of its windows are lit."""
    (right, away), (bx, bz) = house.along, house.back
    long, tall, deep = house.long, house.tall, house.deep
    rise = house.pitch * deep / 2
    made: list[Solid] = [
        Flat(
            corner=house.at(0, 0),
            along=(right, 0.0, away),
            up=(0.0, 1.0, 0.0),
            outline=((0.0, 0.0), (long, 0.0), (long, tall), (0.0, tall)),
            skin=house.wall,
        ),
        Flat(
            corner=house.at(0, 0),
            along=(bx, 0.0, bz),
            up=(0.0, 1.0, 0.0),
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
    outline = ((0.0, 0.0), (long + 0.5, 0.0), (long + 0.5, run), (0.0, run))
    made.append(Flat(corner=start, along=(right, 0.0, away), up=upward, outline=outline, skin=house.roof))
    made.append(_panel((start[0], start[1] - 0.12, start[2]), (right, away), long + 0.5, 0.13, "gutter"))
    made += _openings(rng, house, evening, flowers)
    made += _timber(house) if house.timber else []
    made += _chimney(rng, house, tall + rise)
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


def _chimney(rng: Random, house: House, ridge: float) -> list[Solid]:
    """A chimney on the ridge."""
    u = float(rng.uniform(0.2, 0.8)) * house.long
    middle = house.at(u, ridge - 0.6, -house.deep / 2)
    x, z = middle[0], middle[2]
    made = [
        Flat(
            corner=(x - 0.3, middle[1], z - 0.3),
            along=(1.0, 0.0, 0.0),
            up=(0.0, 1.0, 0.0),
            outline=((0.0, 0.0), (0.6, 0.0), (0.6, 1.5), (0.0, 1.5)),
            skin="plinth",
            casts=False,
        )
    ]
    return list[Solid](made)


@lru_cache(maxsize=6)
def roof_tiles(seed: Seed, size: int, code: str) -> Tile:
    """Flat clay tiles in courses, 1.6 m: each laid over the one below, some paler, some with moss."""
    rng = np.random.default_rng(seed)
    rows, columns = 8, 10
    y, x = np.mgrid[0:size, 0:size].astype(np.float32) / size
    row = np.floor(y * rows).astype(int)
    across = x * columns + 0.5 * (row % 2)
    number = np.floor(across).astype(int) % columns
    u, v = across % 1, y * rows % 1
    tone = rng.normal(1, 0.16, (rows, columns)).astype(np.float32)[row % rows, number]
    warm = rng.normal(0, 0.08, (rows, columns)).astype(np.float32)[row % rows, number][..., None]
    gap = ramp(np.abs(u - 0.5), 0.44, 0.5)
    heights = 0.03 * v - 0.02 * gap + 0.008 * np.sqrt(np.clip(1 - (2 * u - 1) ** 2, 0, 1))
    fine, broad = rough(rng, size, 1.0, 12), rough(rng, size, 1.5, 2, 30)
    hue = 1 + warm * np.array([1, 0, -1], np.float32)
    shade = tone * (1 - 0.45 * gap) * (0.6 + 0.4 * ramp(v, 0.0, 0.16))
    colour = linear(code) * hue * (shade * np.clip(1 + 0.12 * fine + 0.12 * broad, 0.4, 1.6))[..., None]
    green = (0.6 * ramp(broad + 0.4 * fine, 1.0, 2.0))[..., None]
    colour = colour * (1 - green) + linear("6f7150") * green
    return (heights - heights.min()).astype(np.float32), colour.clip(0.003).astype(np.float32), 1.6


@lru_cache(maxsize=12)
def plastered(seed: Seed, size: int, code: str) -> Tile:
    """Old lime plaster, 4 m: uneven, with stains that run down and damp below."""
    rng = np.random.default_rng(seed)
    broad, fine = rough(rng, size, 1.6, 2, 40), rough(rng, size, 0.8, 20)
    run = rough(rng, size, 1.0, 6)
    run = np.asarray(np.repeat(run.mean(0, keepdims=True), size, 0) * 6, np.float32)
    tone = np.clip(1 + 0.08 * broad + 0.04 * fine - 0.05 * ramp(run + broad, 0.5, 2.5), 0.5, 1.3)
    heights = 0.006 * broad + 0.0006 * fine
    return (
        (heights - heights.min()).astype(np.float32),
        (linear(code) * tone[..., None]).astype(np.float32),
        4.0,
    )


@lru_cache(maxsize=12)
def boarded(seed: Seed, size: int, code: str) -> Tile:
    """Painted boards and slats, 0.5 m."""
    rng = np.random.default_rng(seed)
    y = np.repeat(((np.arange(size, dtype=np.float32) + 0.5) / size)[:, None], size, 1)
    slat = y * 8 % 1
    fine = rough(rng, size, 1.0, 8)
    tone = np.clip(0.7 + 0.4 * slat + 0.08 * fine, 0.3, 1.3)
    return (0.01 * slat).astype(np.float32), (linear(code) * tone[..., None]).astype(np.float32), 0.5


@lru_cache(maxsize=8)
def blossoming(seed: Seed, size: int, codes: Sequence[str]) -> Tile:
    """Flowers and leaves, close, 0.8 m."""
    rng = np.random.default_rng(seed)
    leafy = rough(rng, size, 0.8, 10, 60)
    colour = linear("3f5a28") * np.clip(1 + 0.5 * leafy, 0.2, 2.2)[..., None]
    bloom = rough(rng, size, 1.0, 10, 40)
    which = rough(rng, size, 1.2, 4, 12)
    for i, code in enumerate(codes):
        band = (which > -2 + 4 * i / len(codes)) & (which <= -2 + 4 * (i + 1) / len(codes))
        share = (ramp(bloom, 0.5, 0.9) * band)[..., None]
        colour = colour * (1 - share) + linear(code) * share
    return (0.03 * leafy - (0.03 * leafy).min()).astype(np.float32), colour.astype(np.float32), 0.8


@lru_cache(maxsize=4)
def snowed(seed: Seed, size: int) -> Tile:
    """Snow lying on a roof, 2 m."""
    heights = 0.03 * rough(np.random.default_rng(seed), size, 1.9, 2, 30)
    colour = np.empty((size, size, 3), np.float32)
    colour[:] = (0.8, 0.84, 0.9)
    return (heights - heights.min()).astype(np.float32), colour, 2.0


def plain(code: str) -> Tile:
    """One colour, smooth."""
    made = np.empty((8, 8, 3), np.float32)
    made[:] = linear(code)
    return np.zeros((8, 8), np.float32), made, 1.0
