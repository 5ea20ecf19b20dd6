"""A modern house of glass, white slabs and wood, as flat faces in perspective.

Metres: x to the right of the picture's middle, y up from the ground, z away from the camera.
"""

from dataclasses import dataclass, field

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, Random
from core.scenes.parts.floats import f32
from core.scenes.parts.outdoors import Day
from core.scenes.parts.soils import linear
from core.scenes.parts.solids import Point
from core.scenes.parts.viewpoint import FOCAL, Viewpoint

ZOOM = 3
"""How much finer faces are drawn before they are reduced."""
WARM = linear("ffc98a")
EVENING = {"dusk": 1.1, "night": 1.25, "sunset": 0.6, "golden": 0.25, "overcast": 0.22, "foggy": 0.22}
"""How bright the rooms' lamps are to a camera that is set for the hour."""
Span = tuple[float, float]
"""From where to where, in metres."""


@dataclass
class Faces:
    """Faces of a house, drawn in the order in which they are put: ``way`` -1 mirrors it left to right."""

    seen: Viewpoint
    day: Day
    way: float
    layer: Array = field(init=False)

    def __post_init__(self) -> None:
        shape = self.seen.height * ZOOM, self.seen.width * ZOOM, 4
        self.layer = np.zeros(shape, np.float32)

    def at(self, point: Point) -> tuple[float, float]:
        """Column and row in px of the fine layer."""
        x, y, z = point
        scale = self.seen.height * ZOOM
        column = self.seen.aspect / 2 + self.way * x * FOCAL / z
        return column * scale, (self.seen.vanish + (self.seen.eye - y) * FOCAL / z) * scale

    def put(self, points: list[Point], colour: Array, share: float = 1.0) -> None:
        """A face in one linear colour; ``share`` below 1 lets through what is behind it."""
        shape = [np.round(np.array([self.at(point) for point in points]) * 16).astype(np.int32)]
        if share >= 1:
            cv2.fillPoly(self.layer, shape, (*colour.tolist(), 1.0), cv2.LINE_8, 4)
            return
        mask = np.zeros(self.layer.shape[:2], np.uint8)
        cv2.fillPoly(mask, shape, 255, cv2.LINE_8, 4)
        inside = mask > 0
        over = np.append(colour, 1.0).astype(np.float32)
        self.layer[inside] = self.layer[inside] * (1 - share) + over * share

    def front(self, x: Span, y: Span, z: float, tone: Array, share: float = 1.0) -> None:
        """An upright face toward the camera that takes the day's light."""
        lit = tone * self.day.lit(max(0.0, -self.day.toward[2]) * 0.9 + 0.06, 0.72)
        self.plain(x, y, z, f32(lit), share)

    def plain(self, x: Span, y: Span, z: float, light: Array, share: float = 1.0) -> None:
        """An upright face toward the camera of that linear light."""
        self.put([(x[0], y[0], z), (x[1], y[0], z), (x[1], y[1], z), (x[0], y[1], z)], light, share)

    def side(self, x: float, y: Span, z: Span, tone: Array) -> None:
        """An upright face that runs away from the camera, seen from its left or right."""
        looks = 1.0 if x < 0 else -1.0
        facing = max(0.0, -looks * self.way * self.day.toward[0])
        corners: list[Point] = [(x, y[0], z[0]), (x, y[0], z[1]), (x, y[1], z[1]), (x, y[1], z[0])]
        self.put(corners, f32(tone * self.day.lit(facing, 0.45)))

    def under(self, x: Span, y: float, z: Span, light: Array) -> None:
        """The underside of a slab."""
        self.put([(x[0], y, z[0]), (x[1], y, z[0]), (x[1], y, z[1]), (x[0], y, z[1])], light)

    def finished(self) -> Array:
        """Premultiplied linear RGBA at the view's size."""
        size = self.seen.width, self.seen.height
        return f32(cv2.resize(self.layer, size, interpolation=cv2.INTER_AREA))


def house(rng: Random, seen: Viewpoint, day: Day, z: float, way: float) -> Array:
    """The house whose ground floor's slab ends ``z`` metres away: RGBA."""
    faces = Faces(seen, day, way)
    white = linear(str(rng.choice(["ece9e3", "e6e2da", "dedad2"])))
    wood = linear(str(rng.choice(["7f6a54", "6e5a48", "8c775e"])))
    stone = linear(str(rng.choice(["b3a896", "9c9488", "c4bba8"])))
    left, right = -6.2 + float(rng.uniform(-0.6, 0.6)), 7.5 + float(rng.uniform(-0.5, 1.5))
    wall = right - float(rng.uniform(2.2, 3.0))
    tall = float(rng.uniform(2.9, 3.2))
    _upper(faces, rng, z, (left, right), tall, (white, wood))
    _rooms(faces, rng, z + 1.7, (left + 0.7, wall), tall)
    glow = EVENING.get(day.time, 0.12)
    soffit = f32(white * (day.sky * 0.28 + WARM * 0.5 * glow))
    faces.under((left - 0.4, right + 0.4), tall, (z - 0.5, z + 1.7), soffit)
    for x in np.arange(left + 0.8, wall, 1.6):
        faces.under((x - 0.05, x + 0.05), tall - 0.01, (z + 0.5, z + 0.62), f32(WARM * (0.6 + 3.0 * glow)))
    faces.side(wall, (0.0, tall), (z + 0.2, z + 1.7), stone * 0.8)
    _clad(faces, rng, (wall, right), (0.0, tall), z + 0.2, stone, 0.45, across=True)
    faces.front((left - 0.4, right + 0.4), (tall, tall + 0.36), z - 0.5, white)
    for x in (left + 0.1, left + 3.1 + float(rng.uniform(-0.2, 0.4))):
        faces.front((x, x + 0.13), (0.0, tall), z - 0.2, linear("55575a"))
    faces.front((left - 1.5, right + 3.0), (0.0, 0.1), z - 0.9, linear("cfc8bc"))
    return faces.finished()


def _upper(faces: Faces, rng: Random, z: float, ends: Span, low: float, tones: tuple[Array, Array]) -> None:
    """The upper floor: a white or wooden box with a wide window, set back, its slab over it."""
    white, wood = tones
    x0 = ends[0] + float(rng.uniform(2.6, 3.8))
    x1 = min(ends[1] - 0.3, x0 + float(rng.uniform(6.0, 7.6)))
    base, top, at = low + 0.36, low + 3.1, z + 0.9
    if rng.random() < 0.5:
        _clad(faces, rng, (x0, x1), (base, top), at, wood, 0.16, across=False)
    else:
        faces.front((x0, x1), (base, top), at, white * 0.96)
    if x0 > 0:
        faces.side(x0, (base, top), (at, at + 5), white * 0.9)
    if x1 < 0:
        faces.side(x1, (base, top), (at, at + 5), white * 0.9)
    a, b = x0 + 0.7, x0 + 0.7 + float(rng.uniform(3.0, 4.2))
    _pane(faces, rng, (a, b), (base + 0.35, top - 0.4), at - 0.02, 3)
    soffit = f32(white * (faces.day.sky * 0.3 + WARM * 0.2 * EVENING.get(faces.day.time, 0.0)))
    faces.under((x0 - 0.5, x1 + 0.5), top, (at - 0.8, at), soffit)
    faces.front((x0 - 0.5, x1 + 0.5), (top, top + 0.3), at - 0.8, white)


def _pane(faces: Faces, rng: Random, x: Span, y: Span, z: float, count: int) -> None:
    """A window with dark frames: the room dim behind the sky that the glass mirrors."""
    day, glow = faces.day, EVENING.get(faces.day.time, 0.0)
    room = f32(linear("7a6a58") * (day.sky * 0.12) + WARM * 0.45 * glow)
    faces.plain(x, y, z, f32(room + day.middle * 0.22))
    curtain = x[0] if rng.random() < 0.5 else x[1] - 0.16 * (x[1] - x[0])
    cloth = f32(linear("e6e0d6") * (day.sky * 0.3) + WARM * 0.6 * glow)
    faces.plain((curtain, curtain + 0.16 * (x[1] - x[0])), y, z - 0.01, cloth)
    for index in range(count + 1):
        at = x[0] + (x[1] - x[0]) * index / count
        faces.front((at - 0.035, at + 0.035), y, z - 0.02, linear("3a3c40"))


def _rooms(faces: Faces, rng: Random, z: float, x: Span, tall: float) -> None:
    """The ground floor behind its wall of glass: furniture, lamps, curtains, the sky mirrored."""
    day, glow, back = faces.day, EVENING.get(faces.day.time, 0.0), z + 4.5
    lamp = f32(WARM * (0.1 + 0.75 * glow) + day.sky * 0.12)
    near = f32(lamp + day.sky * 0.28)
    faces.put([(x[0], 0.1, z), (x[1], 0.1, z), (x[1], 0.1, back), (x[0], 0.1, back)], linear("a38c6e") * near)
    faces.under(x, tall, (z, back), linear("e6e2da") * lamp * 0.9)
    for index, tone in enumerate(("cfc4b4", "8a7660", "d9d0c2", "b3a896")):
        a, b = (x[0] + (x[1] - x[0]) * (index + step) / 4 for step in (0, 1))
        faces.plain((a, b), (0.1, tall), back + 0.8 * (index % 2), linear(tone) * lamp)
    ends: list[Point] = [(x[0], 0.1, z), (x[0], 0.1, back), (x[0], tall, back), (x[0], tall, z)]
    faces.put(ends, linear("cfc6b8") * near * 0.7)
    _furniture(faces, rng, x, (z, back), lamp)
    for _ in range(3):
        at, y = float(rng.uniform(x[0] + 0.8, x[1] - 0.8)), float(rng.uniform(1.7, 2.0))
        faces.plain((at - 0.015, at + 0.015), (y, tall), z + 2.2, linear("3a3c40") * lamp)
        faces.plain((at - 0.13, at + 0.13), (y, y + 0.2), z + 2.2, f32(WARM * (0.5 + 3.0 * glow)))
    for edge in (x[0], x[1] - 0.9):
        cloth = f32(linear("e9e4da") * (lamp + day.sky * 0.22))
        faces.plain((edge, edge + 0.9), (0.1, tall), z + 0.15, cloth)
    strength = 0.1 + 0.12 * (1.0 - min(1.0, glow))
    panes = max(3, round((x[1] - x[0]) / 1.9))
    for index in range(panes):
        a, b = (x[0] + (x[1] - x[0]) * (index + step) / panes for step in (0, 1))
        mirrored, own = strength * float(rng.uniform(0.7, 1.3)), float(rng.uniform(1.1, 1.6))
        faces.plain((a, b), (own, tall), z, f32(day.middle * 0.6 + day.horizon * 0.4), mirrored)
        faces.plain((a, b), (0.05, own), z, f32(linear("55604a") * day.sky), 0.5 * mirrored)
    for index in range(panes + 1):
        at = x[0] + (x[1] - x[0]) * index / panes
        faces.front((at - 0.03, at + 0.03), (0.0, tall), z - 0.01, linear("3a3c40"))


def _furniture(faces: Faces, rng: Random, x: Span, deep: Span, lamp: Array) -> None:
    """A picture, a sofa, a table with chairs and a tall plant in the room."""
    z, back = deep
    art = float(rng.uniform(x[0] + 1.5, x[1] - 3.0))
    paint = linear(str(rng.choice(["59646a", "a8744a"]))) * lamp
    faces.plain((art, art + 1.5), (1.1, 2.15), back - 0.02, paint)
    sofa = float(rng.uniform(x[0] + 0.8, x[1] - 3.6))
    faces.plain((sofa, sofa + 2.6), (0.1, 0.85), back - 1.2, linear("8f8a80") * lamp * 0.8)
    faces.plain((sofa - 0.1, sofa + 2.7), (0.1, 0.5), back - 2.0, linear("a39a8c") * lamp)
    table = x[0] + (x[1] - x[0] - 2.4) * float(rng.random())
    faces.plain((table, table + 2.0), (0.74, 0.8), z + 1.6, linear("6a4c38") * lamp)
    for dx in (0.15, 0.7, 1.25, 1.8):
        faces.plain((table + dx - 0.2, table + dx + 0.2), (0.1, 0.95), z + 1.3, linear("3a3c40") * lamp)
    plant = float(rng.uniform(x[0] + 1.2, x[1] - 1.2))
    for _ in range(26):
        dx, y = float(rng.normal(0, 0.26)), float(rng.uniform(0.7, 2.1))
        leaf = linear("4f6a3c") * (lamp + faces.day.sky * 0.15) * float(rng.uniform(0.6, 1.3))
        faces.plain((plant + dx - 0.13, plant + dx + 0.13), (y, y + 0.13), z + 0.9, leaf)


def _clad(
    faces: Faces, rng: Random, x: Span, y: Span, z: float, tone: Array, each: float, *, across: bool
) -> None:  # fmt: skip
    """A face of boards (upright) or of courses of stone (``across``), ``each`` metres wide."""
    low, high = y if across else x
    at = low
    while at < high:
        end = min(high, at + each * float(rng.uniform(0.8, 1.2)))
        own = tone * float(rng.uniform(0.86, 1.1))
        faces.front(x if across else (at, end), (at, end) if across else y, z, own)
        at = end
