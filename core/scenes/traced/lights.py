"""Lamps of a set, from the spec's light. What shines is invisible to the camera (``hide_emitters``)."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from core.scenes.parts.canvas import Array
from core.scenes.parts.colours import DAYLIGHT
from core.scenes.spec import Light
from core.scenes.traced.materials import linear

REACH = 4.2
"""Distance of the key light from what it lights, in heights of the picture."""
WIDEST, NARROWEST = 27.0, 0.5
"""Half the angle, in degrees, over which the softest and the hardest key light shine."""
BRIGHTNESS = {"dusk": 0.72, "night": 0.5, "sunset": 0.9, "golden": 0.97, "foggy": 0.97}
"""How bright a picture taken at that time looks, 1 = day."""


def tint_of(light: Light) -> Array:
    """Linear colour of the key light, mean 1."""
    key = "noon" if light.time == "day" else light.time
    day = linear(DAYLIGHT[key].tint)
    strength = 0.35 if light.time in ("dusk", "night") else 0.6
    colour = (day / day.mean()) ** strength
    colour = colour * np.exp(light.warmth * np.array([0.2, 0.02, -0.32]))
    return (colour / colour.mean()).astype(np.float32)


def fill_of(light: Light) -> Array:
    """Linear colour of the light from all around: between white and the key's complement in warmth."""
    own = tint_of(light)
    cool = 1 + 0.5 * (1 - own)
    return ((0.6 * cool + 0.4 * own) / (0.6 * cool + 0.4 * own).mean()).astype(np.float32)


def towards(light: Light, reach: float = 180.0, floor: float = 12.0) -> Array:
    """Unit vector from the subject to the light, x right, y up, z to the camera; from at most ``reach``
    degrees aside and at least ``floor`` degrees high."""
    aside = np.radians(np.clip(light.direction, -reach, reach))
    high = np.radians(max(light.height, floor))
    flat = np.cos(high)
    return np.array([np.sin(aside) * flat, np.sin(high), np.cos(aside) * flat], np.float32)


@dataclass(frozen=True)
class Key:
    """The key light: where it stands, what it is aimed at, half its side, and its radiance."""

    position: Array
    target: Array
    half: float
    radiance: Array

    def shape(self) -> dict[str, Any]:
        """A square soft box."""
        import mitsuba as mi

        aim = self.target - self.position
        up = [0, 0, -1] if abs(aim[1]) > 0.98 * np.linalg.norm(aim) else [0, 1, 0]
        stand = mi.ScalarTransform4f().look_at(
            origin=[float(v) for v in self.position], target=[float(v) for v in self.target], up=up
        )
        return {
            "type": "rectangle",
            "to_world": stand @ mi.ScalarTransform4f().scale([self.half, self.half, 1]),
            "emitter": {"type": "area", "radiance": colour(self.radiance)},
        }


def colour(value: Array) -> dict[str, Any]:
    """A linear colour of any brightness as mitsuba's plugin."""
    return {"type": "rgb", "value": [float(v) for v in value]}


def key_light(
    light: Light, target: Array, toward: Array, share: float, normal: Array, behind: float | None = None
) -> Key:
    """The key light that gives ``share`` of a full exposure to surfaces at ``target``: it counts mainly the
    surface facing ``normal`` and, for low light, what stands upright. ``behind`` is the z of a wall that it
    stays in front of."""
    distance = REACH
    if behind is not None and toward[2] < 0:
        room = (behind + 0.35 - float(target[2])) / float(toward[2])
        distance = float(np.clip(room, 1.1, REACH))
    angle = np.radians(WIDEST * (NARROWEST / WIDEST) ** light.hardness)
    half = distance * float(np.tan(angle))
    solid = np.pi * np.sin(np.arctan(half / distance * 1.128)) ** 2
    facing = max(float(toward @ normal), 0.05)
    upright = float(np.clip(np.hypot(toward[0] * 0.6, toward[2]) * (toward[2] > 0), 0, 1))
    counted = 0.5 * facing + 0.5 * max(facing, upright)
    radiance = np.pi * share / (solid * counted) * tint_of(light)
    return Key(target + toward * distance, target, half, radiance.astype(np.float32))


def surround(light: Light, share: float) -> dict[str, Any]:
    """Light from all around that gives ``share`` of a full exposure where nothing is in its way."""
    return {"type": "constant", "radiance": colour(share * fill_of(light))}


def white_of(light: Light, share: float) -> tuple[float, float, float]:
    """The colour of a white thing in this light (sRGB, brightest channel 1); ``share`` is the key's."""
    mixed = share * tint_of(light) + (1 - share) * fill_of(light)
    top = (mixed / mixed.max()) ** (1 / 2.2)
    return float(top[0]), float(top[1]), float(top[2])
