"""A room put together: its shell, what stands in it, its light, and the photograph that is taken of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, Random, blur, noise, ramp
from core.scenes.parts.daylight import defocus
from core.scenes.parts.interior import CORNERS, Canvas, Eye, Face, Solid, Thing, flat
from core.scenes.parts.interior_light import Lights, bake, sunlight

FLOOR_CELLS, WALL_CELLS, FINE = 36, (9, 12), 8
"""Cells of the floor's light each way, of a wall's, and how much finer the sun is known."""

SHIFTS = np.random.default_rng(5).random(64).astype(np.float32) * 7
"""How far boards are shifted along themselves, by period."""


@dataclass(frozen=True)
class Material:
    """A linear N×N×3 ``texture`` that repeats every ``metres``; ``gloss`` 0…1 how much of what a perfect
    polish would mirror, ``rough`` how blurred 0…1. Boards and slabs
    are shifted from one to the next, and what is ``poured`` is two of its own copies, so that no repeat
    shows."""

    texture: Array
    metres: float
    gloss: float = 0.3
    rough: float = 0.5
    laid: Literal["boards", "slabs", "poured", "tiles"] = "poured"


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
    feet: list[tuple[float, float, float, float]] = field(default_factory=list[tuple[float, float, float, float]])
    rugs: list[tuple[Array, float, float, float, float]] = field(default_factory=list)
    turned: bool = False

    def add(self, *things: Thing, shades: bool = False) -> None:
        """Put things in; ``shades`` makes their boxes throw shadows and darken the floor they touch."""
        self.things += things
        if shades:
            for thing in things:
                self.boxes.append(thing.bounds)
                low, high = thing.bounds
                if low[1] < 0.03:
                    middle, half = (low + high) / 2, (high - low) / 2
                    self.feet.append((float(middle[0]), float(middle[2]), float(half[0]), float(half[2])))

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
        corners = np.int32(np.array([*low, *high]) * 16)
        cv2.rectangle(contact, corners[:2].tolist(), corners[2:].tolist(), 1.0, -1, cv2.LINE_AA, 4)
    dark = 0.55 * blur(contact, count * 0.05 / wide) + 0.35 * blur(contact, count * 0.16 / wide)
    light = light * (1 - np.clip(dark, 0, 0.85))[..., None]
    points, normals = _floor_points(room, count)
    return (light + sunlight(points, normals, room.lights, np.array(room.boxes)).reshape(count, count, 3)).astype(np.float32)


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
    tint = room.floor.texture.mean((0, 1))
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
    bounds = np.array([thing.bounds for thing in room.things]).reshape(-1, 2, 3)
    low, high, place = bounds[:, 0], bounds[:, 1], eye.place
    place = place * [1, -1, 1] if eye.mirror else place
    slack = 1e-3
    beyond = (low[:, None] >= high[None] - slack) & (place < low[:, None] + slack)
    beyond |= (high[:, None] <= low[None] + slack) & (place > high[:, None] - slack)
    seen = eye.project((low[:, None] * (CORNERS < 0) + high[:, None] * (CORNERS > 0)).astype(np.float32))[..., :2]
    first, last = seen.min(1), seen.max(1)
    meet = ((first[:, None] < last[None]) & (last[:, None] > first[None])).all(-1)
    behind = beyond.any(-1) & meet
    behind &= ~behind.T
    waiting = behind.sum(0).astype(int)
    far = np.linalg.norm((low + high) / 2 - place, axis=1)
    left, order = np.ones(len(far), bool), []
    for _ in range(len(far)):
        ready = left & (waiting <= 0)
        pool = ready if ready.any() else left
        pick = int(np.argmax(np.where(pool, far, -1)))
        order.append(pick)
        left[pick] = False
        waiting = waiting - behind[pick]
    return order


def floor_texture(room: Room, top: int, taps: int = 4) -> Array:
    """The floor's material below row ``top`` px, in perspective: several samples along each pixel's depth,
    from copies of the texture as coarse as a pixel is wide."""
    eye, material = room.eye, room.floor
    size = material.texture.shape[0]
    row = top + (np.arange((eye.height - top) * taps, dtype=np.float32) + 0.5) / taps
    wide = eye.up / np.maximum(row / eye.height - eye.vanish, 1e-3) / eye.height
    level = np.clip(np.round(np.log2(np.maximum(wide * size / material.metres * 1.1, 1))), 0, 5).astype(int)
    made = np.empty((len(row), eye.width, 3), np.float32)
    column = (np.arange(eye.width, dtype=np.float32) + 0.5) / eye.height
    copies = [material.texture]
    for _ in range(int(level.max())):
        copies.append(cv2.resize(copies[-1], None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))
    for step in range(int(level.min()), int(level.max()) + 1):
        rows = np.flatnonzero(level == step)
        if len(rows):
            x, z = eye.floor(column[None], row[rows][:, None] / eye.height)
            across, along = (z, x) if room.turned else (x, z)
            made[rows] = LAYERS[material.laid](copies[step], across / material.metres, along / material.metres)
    return cv2.resize(made, (eye.width, eye.height - top), interpolation=cv2.INTER_AREA)


def _sample(copy: Array, u: Array, v: Array) -> Array:
    """The texture at (u, v) in periods."""
    size = copy.shape[0]
    flags = cv2.INTER_LINEAR, cv2.BORDER_WRAP
    return cv2.remap(copy, ((u % 1) * size - 0.5).astype(np.float32), ((v % 1) * size - 0.5).astype(np.float32), flags[0], borderMode=flags[1])


def _boards(copy: Array, u: Array, v: Array) -> Array:
    """Boards of 15 cm and up to 2 m, each period's shifted along itself."""
    v = v * 1.35
    return _sample(copy, u * 0.5 + SHIFTS[np.floor(v).astype(np.int32) % len(SHIFTS)], v)


def _slabs(copy: Array, u: Array, v: Array) -> Array:
    """Slabs three quarters of a period wide, each cut from its own part of the stone, with thin joints."""
    s, t = u / 0.75, v / 0.75
    own = (np.floor(s).astype(np.int32) * 7 + np.floor(t).astype(np.int32) * 13) % len(SHIFTS)
    made = _sample(copy, u + SHIFTS[own], v + SHIFTS[(own * 5 + 3) % len(SHIFTS)])
    edge = np.minimum(0.5 - np.abs(s % 1 - 0.5), 0.5 - np.abs(t % 1 - 0.5))
    joint = np.clip(1.3 - edge / 0.0025, 0, 1)
    return made * (1 - 0.45 * joint + 0.03 * (SHIFTS[own] - 3.5) / 3.5)[..., None]


def _poured(copy: Array, u: Array, v: Array) -> Array:
    """Two copies, one turned and smaller, that take turns."""
    first = _sample(copy, u, v)
    second = _sample(copy, 1.23 * (0.8 * u + 0.6 * v) + 0.31, 1.23 * (0.8 * v - 0.6 * u) + 0.17)
    share = 0.5 + 0.5 * np.tanh(1.5 * (np.sin(u * 2.1 + 1.3 * np.sin(v * 1.7)) + np.sin(v * 2.7 + 1.1 * np.sin(u * 1.9 + 1))))
    return first + share.astype(np.float32)[..., None] * (second - first)


LAYERS = {"boards": _boards, "slabs": _slabs, "poured": _poured, "tiles": _sample}


def lay_floor(room: Room, canvas: Canvas, light: Array) -> tuple[int, Array]:
    """Draw the floor and its 1/distance; returns its first row and how much of it is bare of rugs (0…1)."""
    eye = room.eye
    top = max(0, int(np.ceil((eye.vanish + eye.focal * eye.up / (room.back * 1.25)) * eye.height)) - 2)
    row = ((np.arange(top, eye.height, dtype=np.float32) + 0.5) / eye.height)[:, None]
    column = ((np.arange(eye.width, dtype=np.float32) + 0.5) / eye.height)[None]
    x, z = eye.floor(column, row)
    left, near, wide, deep = room.region()
    count = light.shape[0]
    u = ((x - left) / wide * count - 0.5).astype(np.float32)
    v = ((z - near) / deep * count - 0.5).astype(np.float32)
    shade = cv2.remap(light, u, v, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    texture = floor_texture(room, top)
    bare = np.ones(x.shape, np.float32)
    for cloth, x0, z0, width, depth in room.rugs:
        s, t = (x - x0) / width + 0.5, (z - z0) / depth + 0.5
        inside = np.clip(np.minimum(np.minimum(s, 1 - s), np.minimum(t, 1 - t)) * 160 + 0.5, 0, 1)
        texture, bare = with_rug(texture, cloth, s, t, inside), bare * (1 - inside)
    canvas.light[top:] = shade * texture
    canvas.near[top:] = (row - eye.vanish) / (eye.focal * eye.up)
    return top, bare.astype(np.float32)


def with_rug(texture: Array, cloth: Array, s: Array, t: Array, inside: Array) -> Array:
    """The floor's colours with a rug laid on it, where ``s`` and ``t`` are in 0…1 of the rug."""
    rows, columns = cloth.shape[:2]
    if not inside.any():
        return texture
    made = cv2.remap(cloth, (s * columns - 0.5).astype(np.float32), ((1 - t) * rows - 0.5).astype(np.float32), cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    rim = 1 - 0.35 * np.clip(1 - np.minimum(np.minimum(s, 1 - s), np.minimum(t, 1 - t)) * 90, 0, 1) * (inside > 0)
    return (texture + inside[..., None] * (made * rim[..., None] - texture)).astype(np.float32)


def reflection(room: Room, walls: list[Array], things: list[Array], top: int) -> Array:
    """What the floor mirrors, from row ``top`` px, blurred as its material does; made small."""
    eye = room.eye
    scale = min(1.0, (200 if room.floor.rough > 0.25 else 440) / eye.height)
    small = replace(eye, height=round(eye.height * scale), width=round(eye.width * scale), mirror=True)
    canvas = blank(small)
    picture(room, canvas, small, walls, things)
    rough = room.floor.rough * small.height
    soft = cv2.GaussianBlur(canvas.light, (0, 0), sigmaX=max(0.3, 0.012 * rough), sigmaY=max(0.3, 0.045 * rough), borderType=cv2.BORDER_REPLICATE)
    large = cv2.resize(soft, (eye.width, eye.height), interpolation=cv2.INTER_CUBIC)
    return np.clip(large[top:], 0, None)


def fresnel(eye: Eye, row: Array) -> Array:
    """What a polished floor reflects at ``row`` (share of the height), 0…1."""
    away = eye.focal / np.maximum(row - eye.vanish, 1e-3)
    steep = 1 / np.sqrt(1 + away**2)
    return 0.04 + 0.96 * (1 - steep) ** 5


def blank(eye: Eye) -> Canvas:
    """An empty picture."""
    return Canvas(np.zeros((eye.height, eye.width, 3), np.float32), np.full((eye.height, eye.width), 0.02, np.float32))


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


def photograph(room: Room, foot: float, blurred: float, key: float, balance: float, grain: Random) -> tuple[Array, Array, Array]:
    """The picture (sRGB), its disparity and the light on a white thing at the foot (linear).

    ``key`` is how bright a white thing gets (linear), ``balance`` how far the light's own colour is taken
    out (0…1), ``blurred`` the aperture 0…1 with the focus at row ``foot``.
    """
    eye = room.eye
    floor, walls, things, _ = light_up(room)
    canvas = blank(eye)
    canvas.light += walls[-1].mean(0) * flat(room.shell[-1])
    top, bare = lay_floor(room, canvas, floor)
    if room.floor.gloss > 0.02:
        row = ((np.arange(top, eye.height, dtype=np.float32) + 0.5) / eye.height)[:, None, None]
        share = fresnel(eye, row) * room.floor.gloss * bare[..., None]
        canvas.light[top:] += share * (reflection(room, walls, things, top) - canvas.light[top:] * 0.6)
    picture(room, canvas, eye, walls, things)
    subject = light_at_foot(room, floor, foot)
    gain = exposure(floor, walls, subject, key, balance)
    near = canvas.near * (eye.focal * eye.up)
    light = focused(canvas.light * gain, near, foot - eye.vanish, blurred)
    return finished(light, grain), np.clip(near / (1 - eye.vanish), 0, 1), subject * gain


def light_at_foot(room: Room, floor: Array, foot: float) -> Array:
    """Mean light on the floor around the subject's foot."""
    x, z, wide, deep = room.region()
    away = room.eye.focal * room.eye.up / (foot - room.eye.vanish)
    count = floor.shape[0]
    row, column = int((away - z) / deep * count), int(-x / wide * count)
    reach = int(0.4 / wide * count)
    return floor[max(0, row - reach) : row + reach + 1, max(0, column - reach) : column + reach + 1].mean((0, 1))


def exposure(floor: Array, walls: list[Array], subject: Array, key: float, balance: float) -> Array:
    """Gain by channel that makes a white wall as bright as ``key``."""
    weights = np.array([0.25, 0.6, 0.15])
    behind = np.median(walls[2], 0)
    seen = np.array([subject, floor.mean((0, 1)), behind]) @ weights
    # The balance is set on the wall's shade: set on a patch of sun it would turn the shade blue.
    return (key / np.exp(np.log(seen + 1e-4).mean()) * ((behind @ weights) / behind) ** balance).astype(np.float32)


def focused(light: Array, near: Array, focus: float, blurred: float) -> Array:
    """Depth of field: discs that grow with the difference in disparity to ``focus``."""
    height = light.shape[0]
    if blurred < 0.01:
        return light
    away = np.where(near < focus, focus - near, (near - focus) * 0.35) / focus
    radius = blur((blurred**1.15 * 0.075 * np.clip(away - 0.05, 0, None)).astype(np.float32), 0.004 * height) * height
    steps = [0.0, *(float(np.quantile(radius[:: max(1, height // 64)], q)) for q in (0.3, 0.55, 0.8)), float(radius.max())]
    steps = [step for i, step in enumerate(steps) if i == 0 or step > steps[i - 1] + 0.0008 * height]
    made = np.zeros_like(light)
    for i, step in enumerate(steps):
        share = np.ones_like(radius)
        if i:
            share = np.clip((radius - steps[i - 1]) / (step - steps[i - 1]), 0, 1)
        if i + 1 < len(steps):
            share = np.minimum(share, np.clip((steps[i + 1] - radius) / (steps[i + 1] - step), 0, 1))
        rows = np.flatnonzero(share.max(1) > 0)
        if len(rows):
            margin = int(step * 2 + 8)
            first, last = max(0, rows[0] - margin), min(height, rows[-1] + 1 + margin)
            made[first:last] += defocus(light[first:last], step) * share[first:last, :, None]
    return made


def finished(light: Array, grain: Random) -> Array:
    """Film: light scattered in the lens, highlights rolled off, a gentle curve, fine grain."""
    height, width = light.shape[:2]
    small = cv2.resize(np.clip(light, 0, 6), (max(2, width // 8), max(2, height // 8)), interpolation=cv2.INTER_AREA)
    veil = cv2.resize(blur(small, 0.035 * height / 8), (width, height), interpolation=cv2.INTER_LINEAR)
    value = np.clip(0.93 * light + 0.07 * veil, 0, None) ** np.float32(1 / 2.2)
    # A shoulder as film has it: sun on a white floor keeps its joints.
    value = np.where(value > 0.7, 0.7 + 0.3 * (1 - np.exp((0.7 - value) / 0.36)), value)
    curved = value + 0.1 * (value - 0.45) * value * (1 - value) * 4
    speck = noise(grain, height, width, 300, 1) * 0.006
    return np.clip(curved + speck[..., None] * (1 - value), 0, 1).astype(np.float32)


def together(*groups: Iterable[Thing]) -> list[Thing]:
    """The things of several groups in one list."""
    return [thing for group in groups for thing in group]


__all__ = ["Material", "Room", "photograph", "ramp", "together"]
