"""A road through open land: where asphalt, markings and verges lie, guard rails along it."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, Random, rgb
from core.scenes.parts.floats import Numbers, f32, ramp, three
from core.scenes.parts.outdoors import Day
from core.scenes.parts.paved import Paving
from core.scenes.parts.perspective import Lens, Tile, ground_plane, lay, periodic, slopes
from core.scenes.parts.sheets import Sheet


@dataclass(frozen=True)
class Road:
    """A road of half width ``half`` (asphalt) whose middle passes ``beside`` metres right of what is in
    focus, turned by ``turn`` rad from straight away (positive to the right) and bending with ``bend`` 1/m
    beyond. ``solid`` and ``dashed`` are the markings' places from the middle; ``yellow`` their colour."""

    half: float
    beside: float
    turn: float
    bend: float
    solid: tuple[float, ...]
    dashed: tuple[float, ...]
    yellow: bool

    def places(self, lens: Lens, across: Numbers, away: Numbers) -> tuple[Array, Array]:
        """Metres right of the road's middle and along it, for points of the ground."""
        cos, sin = np.cos(self.turn), np.sin(self.turn)
        along = across * sin + (away - lens.focus) * cos
        beyond = np.clip(along, 0, 400)
        return across * cos - (away - lens.focus) * sin - self.beside - 0.5 * self.bend * beyond**2, along

    def point(self, lens: Lens, right: float, along: float) -> tuple[float, float]:
        """The ground point (across, away) that lies ``right`` of the middle, ``along`` the road."""
        cos, sin = np.cos(self.turn), np.sin(self.turn)
        right = right + self.beside + 0.5 * self.bend * max(along, 0.0) ** 2
        return float(right * cos + along * sin), float(lens.focus + along * cos - right * sin)


def road_by(rng: Random, calm: bool = False) -> Road:
    """A two-lane road by chance: mostly away from the camera, else past it."""
    passing = rng.random() < (0.25 if calm else 0.4)
    side = float(rng.choice([-1, 1]))
    turn = side * float(np.radians(rng.uniform(68, 84) if passing else rng.uniform(2, 13)))
    beside = float(rng.choice([-1, 1])) * float(rng.uniform(1.3, 1.9))
    if passing:
        beside = -side * float(rng.uniform(0.2, 1.0))
    bend = 0.0 if passing else float(rng.normal(0, 0.0016))
    double = rng.random() < 0.4
    middle = (-0.13, 0.13) if double else ()
    dashed = () if double else (0.0,)
    return Road(4.3, beside, turn, bend, (-3.75, 3.75, *middle), dashed, bool(rng.random() < 0.45))


def roadway(
    rng: Random, lens: Lens, road: Road, paving: Paving, verge: Array, ragged: float = 0.12
) -> tuple[Array, Array]:
    """The ground's reflectance with the road on it: ``paving`` asphalt, ``verge`` (rows×W×3) beside it,
    worn markings, loose grit along the edge, which is ``ragged`` by so many metres; and how much of it is
    road, rows×W."""
    plane = ground_plane(lens, paving.first)
    metre = plane.metre[:, None]
    across, away = lens.columns[None] * metre, plane.away[:, None]
    right, along = road.places(lens, across, away)
    wide, deep = plane.grain
    cos, sin = abs(np.cos(road.turn)), abs(np.sin(road.turn))
    soft = (np.hypot(wide * cos, deep * sin) + 0.004)[:, None] * 1.2
    length = (np.hypot(wide * sin, deep * cos) + 0.01)[:, None] * 1.2
    uneven = lay(_edge_tile(), plane, (3.0, 7.0))[..., 0]
    paint = np.zeros_like(right)
    for line in road.solid:
        paint = np.maximum(paint, _band(right - line, 0.06, soft))
    for line in road.dashed:
        dash = _band((along + 2.0) % 9.0 - 4.5, 1.5, length)
        mean = 3.0 / 9.0
        dash = dash + (mean - dash) * np.clip(length / 4 - 0.5, 0, 1)
        paint = np.maximum(paint, _band(right - line, 0.06, soft) * dash)
    worn = np.clip(0.86 + 0.22 * uneven - 0.5 * (1 - paving.tone.mean(axis=2) / 0.2).clip(0, 1) * 0.4, 0, 1)
    tone = to_linear(rgb("d9a93c" if road.yellow else "dcdad2"))
    relief = paving.tone / np.maximum(paving.tone.mean(), 1e-3)
    colour = paving.tone * (1 - 0.1 * _tracks(right))[..., None]
    colour = colour + ((paint * worn)[..., None]) * (tone * (0.55 + 0.25 * relief) - colour)
    edge = road.half - np.abs(right) + ragged * uneven
    grit = np.exp(-((np.clip(edge, 0, None) / 0.25) ** 2)) * 0.55
    on = ramp(edge, -0.02 - soft, 0.02 + soft)
    colour = colour + grit[..., None] * (verge * 0.8 - colour)
    return (verge + on[..., None] * (colour - verge)).astype(np.float32), on.astype(np.float32)


def _tracks(right: Array) -> Array:
    """Where wheels have darkened the asphalt, 0…1."""
    lane = np.abs(np.abs(right) - 1.85)
    return f32(np.exp(-(((lane - 0.8) / 0.35) ** 2)))


def _band(away: Numbers, half: float, soft: Array) -> Array:
    """Coverage of a stripe of half width ``half`` seen through a window of standard deviation ``soft``."""
    edge = np.clip((half - np.abs(away)) / (2.2 * soft) + 0.5, 0, 1)
    return f32(edge * np.clip(2 * half / (2.2 * soft), 0, 1))


@lru_cache(maxsize=1)
def _edge_tile() -> Tile:
    """Unevenness of road edges and paint, std 1."""
    made = periodic(np.random.default_rng(5), 512, (6, 6), 6, 0.7)
    return Tile(made[..., None], 7.0)


@lru_cache(maxsize=12)
def verge_tile(kind: str, size: int) -> Tile:
    """Land beside a road, seen flat: tone, slopes, and a number by which its colours mix (about 0…1).
    ``kind`` turf, dust, snow or scree."""
    rng = np.random.default_rng([len(kind), 8])
    clumps = periodic(rng, size, (7, 7), 6, 0.62)
    fine = periodic(rng, size, (150, 150), 2, 0.8)
    streak = periodic(rng, size, (30, 90), 3, 0.7)
    deep = {"turf": 0.05, "dust": 0.02, "snow": 0.015, "scree": 0.05}[kind]
    contrast = {"turf": 0.24, "dust": 0.1, "snow": 0.02, "scree": 0.2}[kind]
    tone = np.clip(1 + contrast * (0.6 * fine + 0.5 * streak * (kind == "turf") + 0.5 * clumps), 0.2, 2.2)
    share = np.clip(0.5 + 0.33 * clumps + 0.12 * fine, 0, 1)
    return Tile(np.dstack([tone, slopes(f32(clumps + 0.3 * fine), 6.0, deep), share]).astype(np.float32), 6.0)


def verge_on(lens: Lens, first: int, day: Day, kind: str, colours: tuple[str, ...], shift: float) -> Array:
    """The land's reflectance with its own relief shaded in, rows×W×3: two or three ``colours`` mixed."""
    size = 1024 if lens.height > 640 else 512
    plane = ground_plane(lens, first)
    seen = lay(verge_tile(kind, size), plane, (shift, 2.7 * shift))
    broad = lay(verge_tile(kind, size), plane, (3 * shift, shift))
    far = lay(Tile(verge_tile("dust", 512).texture[..., 3:], 60.0), plane, (shift, 5 * shift))[..., 0]
    tones = np.stack([to_linear(rgb(code)) for code in colours])
    share = np.clip(0.6 * seen[..., 3] + 0.9 * (far - 0.5) + 0.25 * broad[..., 3], 0, 0.999) * (
        len(tones) - 1
    )
    low = np.minimum(share.astype(int), len(tones) - 2)
    colour = tones[low] + (tones[low + 1] - tones[low]) * (share - low)[..., None]
    right, up, away = day.toward
    lift = 1 + 0.5 * min(2.5, 1 / max(up, 0.3)) * (0.25 + 0.75 * day.hard) * (
        -seen[..., 1] * right - seen[..., 2] * away
    )
    return (colour * (seen[..., 0] * np.clip(lift, 0.35, 2))[..., None]).astype(np.float32)


NARROW, BROAD = 0.55, 2.4
"""How far a rail is from the road's edge, in metres: in scenes of an earlier form, where a long car's far
wheels were beyond it, and now."""


def guard_rail(
    sheets: list[tuple[float, float, Sheet]],
    lens: Lens,
    road: Road,
    side: float,
    day: Day,
    shoulder: float = NARROW,
) -> None:
    """A steel rail on posts along one side of the road, beyond a ``shoulder`` of so many metres, drawn on the
    sheet of each stretch's distance (nearest, farthest, sheet)."""
    right, up, away = day.toward
    face = -side * (right * np.cos(road.turn) - away * np.sin(road.turn))
    steel = three(0.42, 0.43, 0.45)
    lit = steel * day.lit(max(0.0, float(face)) * 0.8, 0.55)
    top = steel * day.lit(max(0.1, up), 0.9)
    dark = steel * day.lit(0.0, 0.25)
    offset = side * (road.half + shoulder)
    steps = np.arange(-36.0, 150.0, 2.0)
    for begin in steps[::-1]:
        ends = [road.point(lens, offset, float(at)) for at in (begin, begin + 2.0)]
        nearest = min(point[1] for point in ends)
        if nearest < 3.5:
            continue
        for near, far, sheet in sheets:
            if near <= nearest < far:
                _rail(sheet, ends, lit, top, dark)


def _rail(sheet: Sheet, ends: list[tuple[float, float]], lit: Numbers, top: Numbers, dark: Numbers) -> None:
    (x0, z0), (x1, z1) = ends
    half = 0.06 * sheet.lens.focal / z0
    sheet.stroke([sheet.at(x0, 0, z0), sheet.at(x0, 0.62, z0)], [half, half], dark)
    for low, high, tone in (
        (0.42, 0.5, dark),
        (0.5, 0.55, lit),
        (0.55, 0.59, dark * 1.2),
        (0.59, 0.66, lit),
        (0.66, 0.73, lit * 0.75),
        (0.73, 0.76, top),
    ):
        sheet.quad([(x0, low, z0), (x1, low, z1), (x1, high, z1), (x0, high, z0)], tone)
