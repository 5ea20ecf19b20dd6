"""Light in a room: panels (windows, ceiling lights, fires), bulbs and the sun through openings, with the
shadows of boxes and one bounce of everything, baked at points. Nothing here depends on the picture's size."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from core.scenes.parts.canvas import Array
from core.scenes.parts.interior_eye import Numbers, f32

Vector = Sequence[float] | Numbers


@dataclass(frozen=True)
class Panel:
    """A rectangle from ``at`` along ``u`` and ``v`` that shines to the side of ``normal`` with ``radiance``
    (linear RGB; 1 is white paper in full light)."""

    at: Array
    u: Array
    v: Array
    normal: Array
    radiance: Array

    def grid(self, rows: int, columns: int) -> Array:
        """Points spread over it, N×3."""
        s, t = np.meshgrid((np.arange(columns) + 0.5) / columns, (np.arange(rows) + 0.5) / rows)
        return (self.at + s.reshape(-1, 1) * self.u + t.reshape(-1, 1) * self.v).astype(np.float32)


@dataclass(frozen=True)
class Bulb:
    """A small lamp at ``at``: ``power`` is the irradiance one metre away, over π (linear RGB)."""

    at: Array
    power: Array


def panel(at: Vector, u: Vector, v: Vector, normal: Vector, radiance: Vector) -> Panel:
    """A panel from plain numbers."""
    return Panel(*(np.array(value, np.float32) for value in (at, u, v, normal, radiance)))


def bulb(at: Vector, power: Vector) -> Bulb:
    """A lamp from plain numbers."""
    return Bulb(np.array(at, np.float32), np.array(power, np.float32))


@dataclass(frozen=True)
class Sun:
    """Parallel light from ``toward`` (a unit vector to the sun), coming in only through ``openings`` whose
    edges it blurs by ``soft`` rad; ``bars`` darkens it by what it passes (u, v in 0…1 of the opening)."""

    toward: Array
    strength: Array
    openings: tuple[Panel, ...]
    soft: float
    pattern: str = "none"


@dataclass(frozen=True)
class Spot:
    """A lamp at ``at`` that throws a cone toward ``aim``: full within ``inner`` rad of its axis, nothing
    beyond ``outer``; ``power`` as a ``Bulb``'s."""

    at: Array
    aim: Array
    inner: float
    outer: float
    power: Array


@dataclass
class Lights:
    """All light of a room; ``fill`` is the light of what lies behind the camera, without a direction."""

    panels: list[Panel] = field(default_factory=list[Panel])
    bulbs: list[Bulb] = field(default_factory=list[Bulb])
    spots: list[Spot] = field(default_factory=list[Spot])
    sun: Sun | None = None
    fill: Array = field(default_factory=lambda: np.zeros(3, np.float32))


def blocked(points: Numbers, targets: Numbers, boxes: Array) -> Array:
    """Whether a box B×2×3 lies between points N×1×3 and targets (N or 1)×S×3; N×S bool. Boxes that a point
    is inside of do not count: they are its own body's."""
    starts = [np.ascontiguousarray(points[..., axis]) for axis in range(3)]
    inverse: list[Array] = []
    for axis in range(3):
        step = targets[..., axis] - starts[axis]
        inverse.append(f32(1 / np.where(np.abs(step) < 1e-6, np.float32(1e-6), step)))
    found = np.zeros(inverse[0].shape, bool)
    reach_low = np.minimum(points.reshape(-1, 3).min(0), targets.reshape(-1, 3).min(0))
    reach_high = np.maximum(points.reshape(-1, 3).max(0), targets.reshape(-1, 3).max(0))
    for low, high in boxes:
        if (low > reach_high).any() or (high < reach_low).any():
            continue
        enter, leave = np.float32(-1e9), np.float32(1e9)
        for axis in range(3):
            first, last = (
                (low[axis] - starts[axis]) * inverse[axis],
                (high[axis] - starts[axis]) * inverse[axis],
            )
            enter = np.maximum(enter, np.minimum(first, last))
            leave = np.minimum(leave, np.maximum(first, last))
        found |= (enter < leave) & (enter > 0.0) & (enter < 0.97)
    return found


def from_panel(points: Numbers, normals: Array, source: Panel, boxes: Array, rays: tuple[int, int]) -> Array:
    """Irradiance over π of a rectangle (Lambert's formula for polygons) times how much of it is seen; N."""
    corners = np.stack(
        [source.at, source.at + source.u, source.at + source.u + source.v, source.at + source.v]
    )
    away = corners[None] - points[:, None]
    away = away / (np.linalg.norm(away, axis=-1, keepdims=True) + 1e-6)
    total = np.zeros_like(points)
    for i in range(4):
        a, b = away[:, i], away[:, (i + 1) % 4]
        turn = np.cross(a, b)
        angle = np.arccos(np.clip((a * b).sum(1), -1, 1))
        total += turn / (np.linalg.norm(turn, axis=1, keepdims=True) + 1e-6) * angle[:, None]
    sign = np.sign(np.cross(source.u, source.v) @ source.normal)
    # A face that the panel's plane cuts gets some light at grazing angles, hence the soft threshold.
    value = -sign * (total * normals).sum(1) / (2 * np.pi)
    in_front = (points - source.at) @ source.normal > 0.005
    value = np.where(in_front, np.maximum(value, 0), 0)
    live = value > 1e-4
    if len(boxes) and live.any():
        seen = 1 - blocked(points[live, None], source.grid(*rays)[None], boxes).mean(1)
        value[live] *= seen
    return value.astype(np.float32)


def from_bulb(points: Numbers, normals: Array, lamp: Bulb, boxes: Array) -> Array:
    """Irradiance over π of a small lamp without its colour; N."""
    away = lamp.at - points
    far = np.linalg.norm(away, axis=1)
    facing = np.clip((away * normals).sum(1) / (far + 1e-6) * 0.85 + 0.15, 0, 1)
    value = facing / (far**2 + 0.1)
    live = value * float(lamp.power.max()) > 0.004
    if len(boxes) and live.any():
        around = np.array([[0, 0, 0], [0.06, 0, 0], [-0.06, 0, 0], [0, 0.05, 0.05]], np.float32)
        value[live] *= 1 - blocked(points[live, None], (lamp.at + around)[None], boxes).mean(1)
    return value.astype(np.float32)


def from_sun(points: Numbers, normals: Array, sun: Sun, boxes: Array) -> Array:
    """Irradiance over π of the sun without its colour; N."""
    facing = np.clip(normals @ sun.toward, 0, None)
    through = np.zeros(len(points), np.float32)
    for opening in sun.openings:
        rate = float(sun.toward @ opening.normal)
        if rate > -0.03:
            continue
        far = ((opening.at - points) @ opening.normal) / rate
        hit = points + far[:, None] * sun.toward - opening.at
        wide, tall = float(np.linalg.norm(opening.u)), float(np.linalg.norm(opening.v))
        s, t = hit @ opening.u / wide, hit @ opening.v / tall
        edge = 0.01 + sun.soft * np.maximum(far, 0.05)
        inside = _within(s, wide, edge) * _within(t, tall, edge) * (far > 0)
        through += inside * pattern(s / wide, t / tall, wide, edge, sun.pattern)
    value = facing * through
    live = value > 1e-4
    if len(boxes) and live.any():
        side = np.cross(sun.toward, [0.0, 1.0, 0.0])
        side = side / np.linalg.norm(side)
        lift = np.cross(side, sun.toward)
        spread = sun.soft * np.array([[-0.7, -0.3], [0.7, 0.3], [0.3, -0.7], [-0.3, 0.7]])
        toward = sun.toward + spread[:, :1] * side + spread[:, 1:] * lift
        value[live] *= 1 - blocked(
            points[live, None], points[live, None] + 8 * toward[None].astype(np.float32), boxes
        ).mean(1)
    return value.astype(np.float32)


def from_spot(points: Numbers, normals: Array, lamp: Spot, boxes: Array) -> Array:
    """Irradiance over π of a cone of light without its colour; N."""
    away = lamp.at - points
    far = np.linalg.norm(away, axis=1)
    axis = (lamp.aim - lamp.at) / np.linalg.norm(lamp.aim - lamp.at)
    angle = np.arccos(np.clip(-(away @ axis) / (far + 1e-6), -1, 1))
    cone = np.clip((lamp.outer - angle) / (lamp.outer - lamp.inner), 0, 1)
    facing = np.clip((away * normals).sum(1) / (far + 1e-6), 0, 1)
    value = facing * cone**2 * (3 - 2 * cone) / (far**2 + 0.1)
    live = value * float(lamp.power.max()) > 0.004
    if len(boxes) and live.any():
        around = np.array([[0, 0, 0], [0.06, 0, 0], [-0.06, 0, 0], [0, 0.05, 0.05]], np.float32)
        value[live] *= 1 - blocked(points[live, None], (lamp.at + around)[None], boxes).mean(1)
    return value.astype(np.float32)


def _within(value: Numbers, size: float, edge: Numbers) -> Array:
    return (np.clip(0.5 + value / edge, 0, 1) * np.clip(0.5 + (size - value) / edge, 0, 1)).astype(np.float32)


def pattern(s: Numbers, t: Numbers, wide: float, edge: Numbers, name: str) -> Array:
    """How much light passes an opening at (s, t) in 0…1 of it: glazing bars always, then ``name``."""
    bar = 0.02 / wide
    soft = edge / wide
    cross = np.minimum(np.abs(s - 0.5), np.abs(t - 0.45))
    clear = np.clip((cross - bar) / soft + 0.5, 0, 1)
    if name == "blinds":
        clear = clear * np.clip((np.abs((t * 22) % 1 - 0.5) - 0.2) / (22 * soft) + 0.5, 0.05, 1)
    elif name in ("palm", "leaves"):
        swing = (
            np.sin(s * 23 + 3 * np.sin(t * 9))
            + np.sin(t * 19 + 2.4 * np.sin(s * 11) + 1)
            + np.sin((s + t) * 31) * 0.6
        )
        clear = clear * np.clip(0.55 + 0.7 * swing, 0.12, 1)
    return clear.astype(np.float32)


def openness(points: Numbers, normals: Array, boxes: Array, reach: float = 0.9) -> Array:
    """Share of the surroundings that no box covers within ``reach`` metres, weighted by the cosine; N."""
    if not len(boxes):
        return np.ones(len(points), np.float32)
    turn = np.arange(10) * 2.39996
    rise = np.sqrt(1 - (np.arange(10) + 0.5) / 10)
    flat = np.sqrt(1 - rise**2)
    up = np.where(np.abs(normals[:, 1:2]) < 0.9, np.array([[0, 1, 0]]), np.array([[1, 0, 0]]))
    side = np.cross(normals, up)
    side = side / (np.linalg.norm(side, axis=1, keepdims=True) + 1e-6)
    over = np.cross(side, normals)
    ways = (
        (flat * np.cos(turn))[None, :, None] * side[:, None]
        + (flat * np.sin(turn))[None, :, None] * over[:, None]
        + rise[None, :, None] * normals[:, None]
    ).astype(np.float32)
    hit = blocked(points[:, None], points[:, None] + reach * ways, boxes)
    return (1 - 0.8 * hit.mean(1)).astype(np.float32)


class Place(NamedTuple):
    """Points, normals and boxes as bytes: what is remembered of one room while its light changes."""

    points: bytes
    normals: bytes
    boxes: bytes

    def arrays(self) -> tuple[Array, Array, Array]:
        """N×3, N×3 and B×2×3."""
        points, normals, boxes = (np.frombuffer(values, np.float32) for values in self)
        return points.reshape(-1, 3), normals.reshape(-1, 3), boxes.reshape(-1, 2, 3)


def _shape(source: Panel) -> bytes:
    return f32(np.stack([source.at, source.u, source.v, source.normal])).tobytes()


@lru_cache(maxsize=32)
def _panel_at(place: Place, shape: bytes, rays: tuple[int, int]) -> Array:
    points, normals, boxes = place.arrays()
    at, u, v, normal = np.frombuffer(shape, np.float32).reshape(4, 3)
    return from_panel(points, normals, Panel(at, u, v, normal, np.ones(3, np.float32)), boxes, rays)


@lru_cache(maxsize=32)
def _bulb_at(place: Place, at: bytes, power: bytes) -> Array:
    points, normals, boxes = place.arrays()
    lamp = Bulb(np.frombuffer(at, np.float32), np.frombuffer(power, np.float32))
    return from_bulb(points, normals, lamp, boxes)


@lru_cache(maxsize=4)
def _openness_at(place: Place) -> Array:
    return openness(*place.arrays())


def bake(points: Array, normals: Array, lights: Lights, boxes: Array) -> tuple[Array, Array]:
    """Direct light (irradiance over π, N×3, the sun left out) and openness (N) at points."""
    lifted = points + 0.015 * normals
    total = np.zeros((len(points), 3), np.float32)
    place = Place(*(f32(values).tobytes() for values in (lifted, normals, boxes)))
    for index, source in enumerate(lights.panels):
        rays = (3, 3) if index == 0 else (2, 2)
        total += _panel_at(place, _shape(source), rays)[:, None] * source.radiance
    for lamp in lights.bulbs:
        total += _bulb_at(place, f32(lamp.at).tobytes(), f32(lamp.power).tobytes())[:, None] * lamp.power
    return total, _openness_at(place)


def sunlight(points: Array, normals: Array, lights: Lights, boxes: Array) -> Array:
    """The irradiance over π of what throws sharp patches, the sun and spots, N×3."""
    total = np.zeros((len(points), 3), np.float32)
    for lamp in lights.spots:
        total += from_spot(points + 0.015 * normals, normals, lamp, boxes)[:, None] * lamp.power
    if lights.sun is None:
        return total
    sun = from_sun(points + 0.015 * normals, normals, lights.sun, boxes)[:, None] * lights.sun.strength
    return total + sun if lights.spots else sun
