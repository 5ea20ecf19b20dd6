"""How a floor and the wall behind it are seen and lit: exact perspective, and light as ``spec.light`` says.

Metres throughout: x to the right, y up from the floor, z away from the camera, which looks level. Light is
linear, 1 where a surface shows its own colour. Broad fields are worked out on a coarse grid of their own,
the same for every size of the picture.
"""

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from core.scenes.kinds import kind_named
from core.scenes.parts.canvas import Array, stream
from core.scenes.parts.gobos import Gobo, gobo_for, let_through
from core.scenes.parts.periodic import Values
from core.scenes.spec import Light, SceneSpec

COARSE = 160
"""Rows of the grid on which light is worked out."""
KEYS: dict[str, tuple[tuple[float, float, float], tuple[float, float, float], float]] = {
    "day": ((1.0, 0.985, 0.96), (0.97, 0.985, 1.0), 1.0),
    "morning": ((1.0, 0.93, 0.82), (0.93, 0.97, 1.04), 1.0),
    "golden": ((1.0, 0.80, 0.55), (0.95, 0.95, 1.02), 0.95),
    "sunset": ((1.0, 0.66, 0.42), (0.90, 0.88, 1.04), 0.82),
    "overcast": ((0.97, 0.99, 1.0), (0.98, 1.0, 1.02), 0.92),
    "foggy": ((0.98, 0.99, 1.0), (1.0, 1.0, 1.01), 0.95),
    "dusk": ((0.80, 0.84, 1.0), (0.72, 0.80, 1.08), 0.55),
    "night": ((0.90, 0.93, 1.0), (0.66, 0.74, 1.08), 0.34),
}
"""Colours of the main light and of the fill (linear), and how bright the whole is, by time of day."""


@dataclass(frozen=True)
class Stage:
    """A floor and a wall before a level camera. ``vanish``, ``far`` (the wall's foot) and ``foot`` (where the
    subject stands) are rows, ``focal`` is in picture heights, ``across`` how many metres one picture height
    is at the subject, ``aspect`` the picture's."""

    vanish: float
    far: float
    foot: float
    focal: float
    across: float
    aspect: float

    @property
    def eye(self) -> float:
        """Height of the camera in m."""
        return (self.foot - self.vanish) * self.across

    @property
    def subject(self) -> float:
        """Distance of the subject in m."""
        return self.focal * self.across

    @property
    def wall(self) -> float:
        """Distance of the wall in m."""
        return self.away(self.far)

    def away(self, row: float) -> float:
        """Distance of the floor seen at ``row``, in m."""
        return self.focal * self.eye / (row - self.vanish)

    def project(self, points: Array) -> Array:
        """Points K×3 in m as K×2 positions (x, y) in shares of the picture's height."""
        z = np.maximum(points[:, 2], 0.2 * self.subject)
        x = self.aspect / 2 + self.focal * points[:, 0] / z
        y = self.vanish + self.focal * (self.eye - points[:, 1]) / z
        return np.stack([x, y], 1).astype(np.float32)

    def on_level(self, x: Values, y: Values, level: float = 0.0) -> tuple[Array, Array]:
        """The place (x, z) on the horizontal plane ``level`` m high seen at (x, y) of the picture."""
        below = np.clip(y - self.vanish, 0.02, None)
        z = (self.focal * (self.eye - level) / below).astype(np.float32)
        return ((x - self.aspect / 2) * z / self.focal).astype(np.float32), z

    def on_wall(self, x: Values, y: Values) -> tuple[Array, Array]:
        """The place (x, y in m) on the wall seen at (x, y) of the picture."""
        scale = self.wall / self.focal
        return (
            ((x - self.aspect / 2) * scale).astype(np.float32),
            (self.eye - (y - self.vanish) * scale).astype(np.float32),
        )


def stage_of(
    spec: SceneSpec, aspect: float, foot: float = 0.85, behind: float | None = None, eye: float = 0.12
) -> Stage:
    """The stage that a spec's camera sees; the wall is ``behind`` distances behind the subject (drawn from
    the seed if left out); the camera is at least ``eye`` picture heights above the floor."""
    rng = stream(spec, "stage")
    own, lens = float(rng.uniform(0.65, 1.05)), float(rng.uniform(1.7, 2.2))
    vanish = min(spec.camera.horizon, foot - eye)
    across = kind_named(spec.kind).width * spec.camera.distance
    deep = own if behind is None else behind
    return Stage(vanish, vanish + (foot - vanish) / (1 + deep), foot, lens, across, aspect)


def coarse(aspect: float) -> tuple[Array, Array]:
    """Coordinates (x, y) of the coarse grid in shares of the picture's height."""
    columns = max(2, round(COARSE * aspect))
    x, y = np.meshgrid(np.arange(columns, dtype=np.float32), np.arange(COARSE, dtype=np.float32))
    return (x + 0.5) * np.float32(aspect / columns), (y + 0.5) / np.float32(COARSE)


def fine(field: Array, height: int, width: int) -> Array:
    """A field of the coarse grid at the picture's size."""
    return cv2.resize(field, (width, height), interpolation=cv2.INTER_CUBIC).astype(np.float32)


@dataclass(frozen=True)
class Lamp:
    """The light of a stage: unit vector ``toward`` it, its ``place`` in m, colours of ``key`` and ``fill``
    (linear, the fill with its strength), ``spread`` its angular radius in rad."""

    toward: tuple[float, float, float]
    place: tuple[float, float, float]
    key: tuple[float, float, float]
    fill: tuple[float, float, float]
    spread: float
    bright: float

    @property
    def direction(self) -> Array:
        """``toward`` as an array."""
        return np.array(self.toward, np.float32)


def toward(light: Light) -> tuple[float, float, float]:
    """Unit vector from the subject to the light."""
    turn, high = np.radians(light.direction), np.radians(light.height)
    return (
        float(np.cos(high) * np.sin(turn)),
        float(np.sin(high)),
        float(-np.cos(high) * np.cos(turn)),
    )


def lamp_of(spec: SceneSpec, stage: Stage) -> Lamp:
    """The spec's light on that stage: a soft one is large and near, a hard one small and far."""
    light = spec.light
    key, fill, bright = KEYS[light.time]
    warm = light.warmth
    key = np.array(key) * np.array([1 + 0.09 * warm, 1 + 0.005 * warm, 1 - 0.16 * warm])
    fill = np.array(fill) * np.array([1 + 0.04 * warm, 1.0, 1 - 0.08 * warm])
    key, fill = key / key.mean(), fill / fill.mean()
    amount = 0.55 - 0.3 * light.hardness
    if light.pattern != "none":
        amount *= 0.72
    if light.time in ("night", "dusk"):
        amount *= 0.75
    # Against the light, photographers put a reflector before the set.
    amount *= 1 + 0.55 * float(np.clip(-np.cos(np.radians(light.direction)), 0, 1))
    reach = stage.across * (stage.wall / stage.subject) * (1.05 + 1.9 * light.hardness)
    aim = np.array([0.0, 0.25 * stage.across, stage.subject])
    direction = np.array(toward(light))
    place = aim + direction * reach
    # From behind, the lamp hangs between subject and wall: it lights the wall, too.
    place[2] = min(place[2], stage.subject + 0.7 * (stage.wall - stage.subject))
    return Lamp(
        toward=(float(direction[0]), float(direction[1]), float(direction[2])),
        place=(float(place[0]), float(place[1]), float(place[2])),
        key=(float(key[0]), float(key[1]), float(key[2])),
        fill=(float(fill[0] * amount), float(fill[1] * amount), float(fill[2] * amount)),
        spread=0.015 + 0.42 * (1 - light.hardness) ** 1.5,
        bright=bright,
    )


def falling(lamp: Lamp, stage: Stage, points: Array, normal: Array) -> Array:
    """Light of the lamp on surfaces at ``points`` (…×3, m) of unit ``normal`` (…×3), 1 for one that faces
    it at the subject's distance; without shadows. Large lamps reach around edges."""
    place = np.array(lamp.place, np.float32)
    home = np.array([0, 0.1 * stage.across, stage.subject], np.float32)
    to = place - points
    square = (to * to).sum(-1)
    facing = (to * normal).sum(-1) / np.sqrt(square)
    wrap = 0.9 * lamp.spread
    soft = np.clip((facing + wrap) / (1 + wrap), 0, None)
    near = float(((place - home) ** 2).sum())
    return (soft * near / (square + 0.3 * near) * 1.3).astype(np.float32)


@dataclass(frozen=True)
class Lit:
    """Light on wall and floor, H×W×3 each, linear; ``tint`` is the light's colour at the subject."""

    wall: Array
    floor: Array
    tint: tuple[float, float, float]
    level: float


def exposure(lamp: Lamp, stage: Stage) -> float:
    """What brings the place to 1: between the floor at the subject and the wall behind it."""
    spot = np.array([[0, 0, stage.subject], [0, 0.35 * stage.across, stage.wall]], np.float32)
    faces = np.array([[0, 1, 0], [0, 0, -1]], np.float32)
    floor, wall = (float(value) for value in falling(lamp, stage, spot, faces))
    fill = float(np.mean(lamp.fill))
    return lamp.bright / (0.55 * max(floor, 0.35 * wall) + 0.45 * max(wall, 0.35 * floor) + 0.92 * fill)


def illuminate(
    spec: SceneSpec,
    stage: Stage,
    size: tuple[int, int],
    wall_colour: Array,
    floor_colour: Array,
    cove: float = 0.0,
    shadows: tuple[Array, Array, Array, Array] | None = None,
) -> Lit:
    """Light on the wall and the floor of a picture of ``size`` (height, width). ``wall_colour`` and
    ``floor_colour`` (linear) are what each throws back on the other; ``cove`` (m) rounds their corner, as a
    paper sweep does; ``shadows`` are what stands there leaves of the key light and of the fill on the floor
    and the wall (each 0…1, COARSE-like or of the picture's size)."""
    height, width = size
    lamp = lamp_of(spec, stage)
    x, y = coarse(stage.aspect)
    gain = exposure(lamp, stage)
    floor_key, floor_fill = _floor(lamp, stage, x, y, floor_colour, wall_colour, cove)
    wall_key, wall_fill = _wall(lamp, stage, x, y, floor_colour, wall_colour, cove)
    through = _patterned(spec, stage, size)
    key = np.array(lamp.key, np.float32) * gain
    parts: list[Array] = []
    for index, (direct, indirect) in enumerate(((floor_key, floor_fill), (wall_key, wall_fill))):
        straight = fine(direct, height, width)
        around = fine(indirect * gain, height, width)
        if through is not None:
            straight = straight * through[index]
        if shadows is not None:
            straight = straight * shadows[index]
            around = around * shadows[2 + index][..., None]
        parts.append((straight[..., None] * key + around).astype(np.float32))
    tint = np.array(lamp.key) * 0.65 + np.array(lamp.fill)
    tint = tint / tint.max()
    return Lit(parts[1], parts[0], (float(tint[0]), float(tint[1]), float(tint[2])), gain)


def _floor(
    lamp: Lamp, stage: Stage, x: Array, y: Array, own: Array, other: Array, cove: float
) -> tuple[Array, Array]:
    """Key (N×M) and fill (N×M×3) on the floor; near the wall it turns upright if there is a ``cove``."""
    across, away = stage.on_level(x, np.maximum(y, stage.far - 0.02))
    points = np.stack([across, np.zeros_like(across), away], -1)
    gone = np.clip(1 - (stage.wall - away) / max(cove, 1e-3), 0, 1) if cove else np.zeros_like(away)
    turn = 0.5 * np.pi * 0.5 * gone
    normal = np.stack([np.zeros_like(turn), np.cos(turn), -np.sin(turn)], -1).astype(np.float32)
    direct = falling(lamp, stage, points, normal)
    gap = np.clip(stage.wall - away, 0, None) / stage.across
    seen = 0.5 * (1 - gap / np.sqrt(gap**2 + 1.0))
    return direct, fill_on(lamp, seen, own, other, cove, gap)


def _wall(
    lamp: Lamp, stage: Stage, x: Array, y: Array, own: Array, other: Array, cove: float
) -> tuple[Array, Array]:
    """Key (N×M) and fill (N×M×3) on the wall."""
    across, up = stage.on_wall(x, y)
    up = np.clip(up, 0, None)
    points = np.stack([across, up, np.full_like(up, stage.wall)], -1)
    gone = np.clip(1 - up / max(cove, 1e-3), 0, 1) if cove else np.zeros_like(up)
    turn = 0.5 * np.pi * 0.5 * gone
    normal = np.stack([np.zeros_like(turn), np.sin(turn), -np.cos(turn)], -1).astype(np.float32)
    direct = falling(lamp, stage, points, normal)
    gap = up / stage.across
    seen = 0.5 * (1 - gap / np.sqrt(gap**2 + 2.0))
    return direct, fill_on(lamp, seen, other, own, cove, gap)


def fill_on(lamp: Lamp, seen: Values, floor: Array, wall: Array, cove: float, gap: Array) -> Array:
    """The fill on a surface that sees the other one to the share ``seen``: that takes the room's light from
    it and throws its own colour back; the last centimetres of a corner are darker still."""
    back = floor * 0.55 + wall * 0.2
    fill = np.array(lamp.fill, np.float32)
    light = fill * (1 - 0.75 * seen[..., None]) + 0.62 * back * seen[..., None]
    corner = 0.0 if cove else 0.26
    return (light * (1 - corner * np.exp(-gap / 0.05) - corner * np.exp(-gap / 0.22))[..., None]).astype(
        np.float32
    )


@lru_cache(maxsize=8)
def _gobo(pattern: str, seed: tuple[int, int]) -> tuple[Gobo, ...]:
    return gobo_for(pattern, seed)


def half_grid(aspect: float, size: tuple[int, int]) -> tuple[Array, Array]:
    """Coordinates (x, y) at half the picture's size: soft things need no more, small pictures no less."""
    rows = max(size[0] // 2, min(size[0], 256), 1)
    columns = max(round(rows * size[1] / size[0]), 1)
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    return (x + 0.5) * np.float32(aspect / columns), (y + 0.5) / np.float32(rows)


def pattern_at(spec: SceneSpec, stage: Stage, points: Array) -> Array:
    """What the spec's pattern lets through at ``points`` (…×3, m), 0…1. The light comes from the camera's
    side there, since it would not reach the wall otherwise."""
    light = spec.light
    # Not from so far aside and above as the lamp: beams would pass the wall or the ground by.
    turn = float(np.copysign(np.clip(0.55 * abs(light.direction), 12, 36), light.direction))
    high = float(np.clip(0.75 * light.height, 12, 38))
    straight = np.array(toward(light.model_copy(update={"direction": turn, "height": high})), np.float32)
    wide = stage.across * stage.wall / stage.subject
    # Aimed so that the pattern falls on the wall in view and on the ground around the subject, too.
    beyond = (stage.wall - stage.subject) / -straight[2]
    anchor = np.array(
        [-0.5 * beyond * straight[0], 0.5 * (0.6 * wide - beyond * straight[1]), stage.wall], np.float32
    )
    layers = _gobo(light.pattern, spec.stream("pattern"))
    spread = 0.004 + 0.05 * (1 - light.hardness) ** 2
    return let_through(layers, (points - anchor) / np.float32(wide), straight, spread)


def patterned(spec: SceneSpec, stage: Stage, points: Array, size: tuple[int, int]) -> Array:
    """``pattern_at`` the points of a coarser grid, at the picture's ``size``."""
    return fine(pattern_at(spec, stage, points), *size)


def _patterned(spec: SceneSpec, stage: Stage, size: tuple[int, int]) -> tuple[Array, Array] | None:
    """What the spec's pattern lets through on floor and wall, 0…1; ``None`` without one."""
    if spec.light.pattern == "none":
        return None
    x, y = half_grid(stage.aspect, size)
    across, away = stage.on_level(x, np.maximum(y, stage.far - 0.02))
    side, up = stage.on_wall(x, y)
    floor = np.stack([across, np.zeros_like(across), away], -1)
    wall = np.stack([side, up, np.full_like(side, stage.wall)], -1)
    return patterned(spec, stage, floor, size), patterned(spec, stage, wall, size)
