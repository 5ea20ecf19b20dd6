"""A room put together: its shell, what stands in it, its light, and the order in which it is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, blur
from core.scenes.parts.channels import scaled
from core.scenes.parts.floor_marks import Mark
from core.scenes.parts.interior import CORNERS, Solid, box, flat
from core.scenes.parts.interior_eye import Canvas, Eye, Face, Thing, mean_of
from core.scenes.parts.interior_light import Lights, bake, sunlight

FLOOR_CELLS, WALL_CELLS, FINE = 36, (9, 12), 8
"""Cells of the floor's light each way, of a wall's, and how much finer the sun is known."""

SHIFTS = np.random.default_rng(5).random(64).astype(np.float32) * 7
"""How far boards are shifted along themselves, by period."""


Laid = Literal["boards", "slabs", "poured", "tiles"]


@dataclass(frozen=True)
class Material:
    """A linear N×N×3 ``texture`` that repeats every ``metres``; ``gloss`` 0…1 how much of what a perfect
    polish would mirror, ``rough`` how blurred 0…1. Boards and slabs are shifted
    from one to the next, and what is ``poured`` is two of its own copies, so that no repeat shows."""

    texture: Array
    metres: float
    gloss: float = 0.3
    rough: float = 0.5
    laid: Laid = "poured"


@dataclass
class Room:
    """The walls' places in metres, the floor, and all that is in the room. ``boxes`` throw shadows; ``feet``
    are (x, z, half width, half depth) of what touches the floor; ``shell`` are the walls and the ceiling."""

    eye: Eye
    left: float
    right: float
    back: float
    tall: float
    floor: Material
    lights: Lights = field(default_factory=Lights)
    shell: list[Face] = field(default_factory=list[Face])
    things: list[Thing] = field(default_factory=list[Thing])
    boxes: list[Array] = field(default_factory=list[Array])
    feet: list[tuple[float, float, float, float]] = field(
        default_factory=list[tuple[float, float, float, float]]
    )
    rugs: list[tuple[Array, float, float, float, float]] = field(
        default_factory=list[tuple[Array, float, float, float, float]]
    )
    turned: bool = False
    marks: list[Mark] = field(default_factory=list[Mark])

    def add(self, *things: Thing, shades: bool = False) -> None:
        """Put things in; ``shades`` makes their boxes throw shadows and darken the floor they touch."""
        self.things += things
        if shades:
            for thing in things:
                low, high = thing.bounds
                if np.median(high - low) > 0.08:
                    # Legs and rods: their shadows would cost more than they show.
                    self.boxes.append(thing.bounds)
                if low[1] < 0.03:
                    middle, half = (low + high) / 2, (high - low) / 2
                    self.feet.append((float(middle[0]), float(middle[2]), float(half[0]), float(half[2])))

    def block(
        self,
        middle: Sequence[float],
        size: Sequence[float],
        albedo: Array,
        *,
        shades: bool = False,
        turn: float = 0.0,
        soft: float = 0.0,
        fine: float = 0.3,
        front: Array | None = None,
        glow: Array | None = None,
    ) -> None:
        """Put in a ``box`` of ``interior``; ``shades`` as in ``add``."""
        made = box(self.eye, middle, size, albedo, turn=turn, soft=soft, fine=fine, front=front, glow=glow)
        if made.faces:
            self.add(made, shades=shades)

    @property
    def front(self) -> float:
        """z of the nearest floor that the light is known for."""
        return 0.3

    def region(self) -> tuple[float, float, float, float]:
        """x, z, width and depth in metres of the floor."""
        reach = max(self.right - self.left, 0.1)
        return self.left, self.front, reach, self.back - self.front


def floor_light(room: Room, ambient: Array, direct: Array, opened: Array, count: int = 256) -> Array:
    """Light on the floor as a map of ``count``² over ``room.region()``, near at the bottom."""
    x, z, wide, deep = room.region()
    soft = (direct + ambient * opened[:, None]).reshape(FLOOR_CELLS, FLOOR_CELLS, 3)
    light = cv2.resize(soft, (count, count), interpolation=cv2.INTER_CUBIC)
    contact = np.zeros((count, count), np.float32)
    for at, away, half, depth in room.feet:
        low = (at - half - x) / wide * count, (away - depth - z) / deep * count
        high = (at + half - x) / wide * count, (away + depth - z) / deep * count
        first, last = ([round(value * 16) for value in corner] for corner in (low, high))
        cv2.rectangle(contact, first, last, 1.0, -1, cv2.LINE_AA, 4)
    dark = 0.55 * blur(contact, count * 0.05 / wide) + 0.35 * blur(contact, count * 0.16 / wide)
    light = scaled(light, 1 - np.clip(dark, 0, 0.85))
    points, normals = _floor_points(room, count)
    return (
        light + sunlight(points, normals, room.lights, np.array(room.boxes)).reshape(count, count, 3)
    ).astype(np.float32)


def _floor_points(room: Room, count: int) -> tuple[Array, Array]:
    x, z, wide, deep = room.region()
    steps = (np.arange(count, dtype=np.float32) + 0.5) / count
    across, away = np.meshgrid(x + wide * steps, z + deep * steps)
    points = np.stack([across, np.zeros_like(across), away], -1).reshape(-1, 3).astype(np.float32)
    return points, np.broadcast_to(np.array([0, 1, 0], np.float32), points.shape)


def corners(room: Room, points: Array, normals: Array) -> Array:
    """How much of the room's bounced light reaches points near where walls, floor and ceiling meet; N."""
    share = np.ones(len(points), np.float32)
    planes = ((0, room.left), (0, room.right), (1, 0.0), (1, room.tall), (2, room.back))
    for axis, at in planes:
        beside = np.abs(normals[:, axis]) < 0.7
        share *= np.where(beside, 1 - 0.34 * np.exp(-np.abs(points[:, axis] - at) / 0.28), 1)
    return share


def light_up(room: Room) -> tuple[Array, list[Array], list[Array], Array]:
    """The floor's map of light, the shell's and the things' light, and the bounced light; no picture yet."""
    boxes = np.array(room.boxes, np.float32).reshape(-1, 2, 3)
    shell, sets = [face.spots() for face in room.shell], [thing.spots() for thing in room.things]
    every = [_floor_points(room, FLOOR_CELLS), *shell, *sets]
    points = np.concatenate([p for p, _ in every])
    normals = np.concatenate([n for _, n in every])
    direct, opened = bake(points, normals, room.lights, boxes)
    opened = opened * corners(room, points, normals)
    cuts = np.cumsum([len(p) for p, _ in every])[:-1]
    directs, openings = np.split(direct, cuts), np.split(opened, cuts)
    fine = [_finer(face) for face in room.shell]
    suns = [sunlight(*face.spots(), room.lights, boxes) for face in fine]
    ambient = bounced(room, directs, suns)
    floor = floor_light(room, ambient, directs[0], openings[0])
    walls: list[Array] = []
    for i, (face, light) in enumerate(zip(room.shell, suns, strict=True), 1):
        soft = (directs[i] + ambient * openings[i][:, None]).reshape(*face.cells, 3)
        large = cv2.resize(soft, fine[i - 1].cells[::-1], interpolation=cv2.INTER_CUBIC)
        walls.append(large.reshape(-1, 3) + light)
    first = 1 + len(room.shell)
    start = int(cuts[first - 1]) if len(cuts) >= first else len(points)
    sun = sunlight(points[start:], normals[start:], room.lights, boxes)
    lit = direct[start:] + ambient * opened[start:, None] + sun
    things = np.split(lit.astype(np.float32), np.cumsum([len(p) for p, _ in sets])[:-1])
    return floor, walls, things, ambient


def _finer(face: Face) -> Face:
    return replace(face, cells=(face.cells[0] * FINE, face.cells[1] * FINE))


def bounced(room: Room, directs: list[Array], suns: list[Array]) -> Array:
    """The light of one and more bounces, without a direction, as radiosity has it on the average."""
    mean, colour, total = np.zeros(3), np.zeros(3), 0.0
    tint = mean_of(room.floor.texture)
    surfaces = [(directs[0].mean(0), tint, (room.right - room.left) * (room.back - room.front))]
    for face, light, sun in zip(room.shell, directs[1:], suns, strict=False):
        area = float(np.linalg.norm(face.u) * np.linalg.norm(face.v))
        surfaces.append((light.mean(0) + sun.mean(0), flat(face), area))
    for light, reflected, area in surfaces:
        mean, colour, total = mean + light * reflected * area, colour + reflected * area, total + area
    colour = colour / total
    return (mean / total / (1 - 0.8 * np.minimum(colour, 0.85)) + room.lights.fill).astype(np.float32)


def ordered(room: Room, eye: Eye) -> list[int]:
    """Things from back to front: of two boxes, the one beyond a plane between them comes first."""
    bounds = np.array([thing.bounds for thing in room.things], np.float32)
    return list(_ordered(bounds.tobytes(), eye))


@lru_cache(maxsize=8)
def _ordered(boxes: bytes, eye: Eye) -> tuple[int, ...]:
    """The order of boxes B×2×3, which is the same in other light."""
    bounds = np.frombuffer(boxes, np.float32).reshape(-1, 2, 3)
    low, high, place = bounds[:, 0], bounds[:, 1], eye.place
    place = place * [1, -1, 1] if eye.mirror else place
    slack = 1e-3
    beyond = (low[:, None] >= high[None] - slack) & (place < low[:, None] + slack)
    beyond |= (high[:, None] <= low[None] + slack) & (place > high[:, None] - slack)
    seen = eye.project((low[:, None] * (CORNERS < 0) + high[:, None] * (CORNERS > 0)).astype(np.float32))[
        ..., :2
    ]
    first, last = seen.min(1), seen.max(1)
    meet = ((first[:, None] < last[None]) & (last[:, None] > first[None])).all(-1)
    behind = beyond.any(-1) & meet
    behind &= ~behind.T
    waiting = behind.sum(0).astype(int)
    far = np.linalg.norm((low + high) / 2 - place, axis=1)
    order: list[int] = []
    left = np.ones(len(far), bool)
    for _ in range(len(far)):
        ready = left & (waiting <= 0)
        pool = ready if ready.any() else left
        pick = int(np.argmax(np.where(pool, far, -1)))
        order.append(pick)
        left[pick] = False
        waiting = waiting - behind[pick]
    return tuple(order)


def blank(eye: Eye) -> Canvas:
    """An empty picture."""
    return Canvas(
        np.zeros((eye.height, eye.width, 3), np.float32), np.full((eye.height, eye.width), 0.02, np.float32)
    )


def picture(room: Room, canvas: Canvas, eye: Eye, walls: list[Array], things: list[Array]) -> None:
    """Draw the shell and then the things into it."""
    for face, light in zip(room.shell, walls, strict=True):
        _wall(canvas, eye, face, light)
    for i in ordered(room, eye):
        room.things[i].draw(canvas, eye, things[i])


def _wall(canvas: Canvas, eye: Eye, face: Face, light: Array) -> None:
    body = Solid([_finer(face)], np.zeros((2, 3), np.float32))
    body.spots()
    body.draw(canvas, eye, light)
