"""Lamps of a set, from the spec's light. What shines is invisible to the camera (``hide_emitters``)."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from core.scenes.parts import glow
from core.scenes.parts.canvas import Array
from core.scenes.parts.gobos import EXTENT, Gobo, gobo_for
from core.scenes.spec import Light, SceneSpec
from core.scenes.traced.meshes import Mesh

REACH = 3.6
"""Distance of the key light from what it lights, in heights of the picture."""
FAR = 14.0
"""Distance of the sun that falls through a pattern."""
WIDEST, NARROWEST = 26.0, 0.6
"""Half the angle, in degrees, over which the softest and the hardest key light shine."""
CRISP = 480
"""Rows of the grid on which a pattern is cut out."""


def colour(value: Array) -> dict[str, Any]:
    """A linear colour of any brightness as mitsuba's plugin."""
    return {"type": "rgb", "value": [float(v) for v in value]}


@dataclass(frozen=True)
class Mix:
    """The light of a time of day: mean-1 linear colours of ``key`` and ``fill``, the ``share`` that the key
    has, and how ``bright`` the picture looks (1 = day)."""

    key: Array
    fill: Array
    share: float
    bright: float
    tint: tuple[float, float, float]


def mix_of(light: Light) -> Mix:
    """Key and fill of the spec's light; a lamp in a set is a little stronger than daylight in a room."""
    key, fill = glow.colours(light)
    share = float(key.mean() / (key.mean() + fill.mean()))
    share = float(np.clip(share + 0.14, 0.25, 0.85))
    bright = float((key.mean() + fill.mean()) ** 0.8)
    return Mix(key / key.mean(), fill / fill.mean(), share, bright, glow.tint(light))


def towards(direction: float, height: float) -> Array:
    """Unit vector from the subject to a light: x right, y up, z towards the camera."""
    aside, high = np.radians(direction), np.radians(height)
    flat = np.cos(high)
    return np.array([np.sin(aside) * flat, np.sin(high), np.cos(aside) * flat], np.float32)


def over_table(light: Light) -> Array:
    """Unit vector to a light over something seen from above (z up to the camera): direction 0 is the
    picture's top."""
    aside, high = np.radians(light.direction), np.radians(np.clip(light.height, 14, 80))
    flat = np.cos(high)
    return np.array([np.sin(aside) * flat, np.cos(aside) * flat, np.sin(high)], np.float32)


def box_light(
    position: Array, target: Array, half: float, radiance: Array, weight: float = 1.0
) -> dict[str, Any]:
    """A square lamp of half side ``half`` aimed at ``target``."""
    import mitsuba as mi

    aim = target - position
    up = [0, 0, -1] if abs(aim[1]) > 0.98 * np.linalg.norm(aim) else [0, 1, 0]
    stand = mi.ScalarTransform4f().look_at(
        origin=[float(v) for v in position], target=[float(v) for v in target], up=up
    )
    return {
        "type": "rectangle",
        "to_world": stand @ mi.ScalarTransform4f().scale([half, half, 1]),
        "emitter": {"type": "area", "radiance": colour(radiance), "sampling_weight": weight},
    }


def spot(place: Array, target: Array, intensity: Array, cutoff: float, beam: float) -> dict[str, Any]:
    """A spotlight at ``place``: full within ``beam`` degrees of its aim, none beyond ``cutoff``."""
    import mitsuba as mi

    return {
        "type": "spot",
        "to_world": mi.ScalarTransform4f().look_at(
            origin=[float(v) for v in place], target=[float(v) for v in target], up=[0, 1, 0]
        ),
        "intensity": colour(intensity),
        "cutoff_angle": cutoff,
        "beam_width": beam,
    }


def key_light(
    light: Light,
    mix: Mix,
    target: Array,
    toward: Array,
    normal: Array,
    behind: float | None = None,
) -> dict[str, Any]:
    """The key light: it gives its share of a full exposure to surfaces at ``target``, of which it counts
    mainly the one facing ``normal`` and, for low light, what stands upright. ``behind`` is the z of a wall
    that it stays in front of."""
    distance = REACH
    if behind is not None and toward[2] < 0:
        room = (behind + 0.3 - float(target[2])) / float(toward[2])
        distance = float(np.clip(room, 1.2, REACH))
    angle = np.radians(WIDEST * (NARROWEST / WIDEST) ** light.hardness)
    half = distance * float(np.tan(angle))
    position = (target + toward * distance).astype(np.float32)
    return box_light(position, target, half, _radiance(mix, half / distance, toward, normal))


def _radiance(mix: Mix, half_angle: float, toward: Array, normal: Array) -> Array:
    """Radiance of a square lamp (half its side over its distance) for the key's share of the exposure."""
    solid = np.pi * np.sin(np.arctan(half_angle * 1.128)) ** 2
    facing = max(float(toward @ normal), 0.05)
    upright = float(np.clip(np.hypot(toward[0] * 0.6, toward[2]) * (toward[2] > 0), 0, 1))
    counted = 0.5 * facing + 0.5 * max(facing, upright)
    return (np.pi * mix.share / (solid * counted) * mix.key).astype(np.float32)


def surround(mix: Mix) -> dict[str, Any]:
    """Light from all around that gives the fill's share of the exposure where nothing is in its way."""
    return {"type": "constant", "radiance": colour((1 - mix.share) * mix.fill)}


@dataclass(frozen=True)
class Aim:
    """Where a pattern falls: its ``anchor`` on the surface, the surface's directions ``across`` and ``up``
    (unit vectors) and ``out`` of it, and how ``wide`` the surface is seen."""

    anchor: Array
    across: Array
    up: Array
    out: Array
    wide: float


def raked(light: Light) -> Array:
    """Unit vector to the light that falls through a pattern onto a wall: from the camera's side, as the
    painted walls have it (``parts.illumination.patterned``)."""
    turn = float(np.copysign(np.clip(0.55 * abs(light.direction), 12, 36), light.direction))
    return towards(turn, float(np.clip(0.75 * light.height, 12, 38)))


def through(spec: SceneSpec, mix: Mix, aim: Aim, toward: Array, normal: Array) -> dict[str, Any]:
    """A small sun and what its light falls through. The cut-out pattern gives off, towards the surface, the
    surround that it covers, so that only the sun is kept back."""
    spread = 0.004 + 0.05 * (1 - spec.light.hardness) ** 2 + 0.02 * (spec.light.pattern == "spot")
    sun = box_light(
        (aim.anchor + toward * FAR).astype(np.float32),
        aim.anchor,
        FAR * spread * 1.2,
        _radiance(mix, spread * 1.2, toward, normal),
        2.0,
    )
    black = {"type": "diffuse", "reflectance": {"type": "rgb", "value": 0.0}}
    lamps: dict[str, Any] = {"sun": sun}
    rest = {
        "type": "area",
        "radiance": colour((1 - mix.share) * mix.fill),
        "sampling_weight": 0.0,
    }
    for number, layer in enumerate(gobo_for(spec.light.pattern, spec.stream("pattern"))):
        mesh = _cut(layer, aim, toward)
        if mesh is not None:
            lamps[f"pattern{number}"] = mesh.shape(f"pattern{number}", black, rest)
    return lamps


def _cut(layer: Gobo, aim: Aim, toward: Array) -> Mesh | None:
    """What a layer keeps back, as strips of its rows; what is half in its shade is all in it."""
    picture = cv2.resize(layer.pictures[0], (CRISP, CRISP), interpolation=cv2.INTER_AREA)
    dark = picture < 0.55
    edges = np.diff(np.pad(dark.astype(np.int8), ((0, 0), (1, 1))), axis=1)
    rows, starts = (part.astype(np.float32) for part in np.nonzero(edges == 1))
    ends = np.nonzero(edges == -1)[1].astype(np.float32)
    if not len(rows):
        return None
    turn = 0.3 * float(np.arctan2(toward @ aim.across, toward @ aim.out))
    facing = aim.across * np.sin(turn) + aim.out * np.cos(turn)
    side = aim.across * np.cos(turn) - aim.out * np.sin(turn)
    centre = aim.anchor + toward * (layer.distance * aim.wide / float(toward @ facing))
    step = EXTENT / CRISP

    def corners(column: Array, row: Array) -> Array:
        s, t = column * step - EXTENT / 2, EXTENT / 2 - row * step
        return centre + aim.wide * (s[:, None] * side + t[:, None] * aim.up)

    points = np.concatenate(
        [corners(starts, rows), corners(ends, rows), corners(ends, rows + 1), corners(starts, rows + 1)]
    )
    count = len(rows)
    k = np.arange(count)
    # Seen from the surface: the faces' front looks back along the light.
    faces = np.concatenate(
        [np.stack([k, k + count, k + 2 * count], 1), np.stack([k, k + 2 * count, k + 3 * count], 1)]
    )
    return Mesh(points.astype(np.float32), faces.astype(np.uint32))
