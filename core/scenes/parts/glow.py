"""What a spec's light is to flat surfaces and boards: the colours of its key and fill, its sides."""

import numpy as np

from core.scenes.parts.canvas import Array, Colour, rgb
from core.scenes.parts.heightfield import Lamp
from core.scenes.spec import Light

TIMES: dict[str, tuple[str, str, float, float]] = {
    "morning": ("ffedd6", "eef2fa", 1.0, 0.6),
    "day": ("fffaf2", "f2f6fc", 1.0, 0.58),
    "golden": ("ffcf96", "dfe2f2", 0.97, 0.66),
    "sunset": ("ffb27c", "cfcbe6", 0.86, 0.66),
    "dusk": ("c3c8f0", "aab4e2", 0.62, 0.45),
    "night": ("ffd9a8", "6f7fb4", 0.44, 0.72),
    "overcast": ("eff2f6", "edf1f6", 0.93, 0.3),
    "foggy": ("f0f2f4", "eef1f4", 0.97, 0.22),
}
"""Key colour, fill colour, exposure and the key's share, by time of day."""
WARM, COLD = np.array([1.0, 0.8, 0.56], np.float32), np.array([0.76, 0.88, 1.0], np.float32)


def _warmed(colour: Array, warmth: float) -> Array:
    goal = WARM if warmth > 0 else COLD
    return (colour * (1 + (goal - 1) * abs(warmth) * 0.8)).astype(np.float32)


def colours(light: Light) -> tuple[Array, Array]:
    """Linear colours (key, fill) that light a flat surface facing the camera to its own tone by day."""
    key, fill, exposure, share = TIMES[light.time]
    share = np.clip(share + 0.25 * (light.hardness - 0.4), 0.12, 0.86)
    lamp = _warmed(rgb(key) ** 2.2, light.warmth)
    around = _warmed(rgb(fill) ** 2.2, light.warmth * 0.35)
    total = exposure**2.2
    return (lamp * share * total).astype(np.float32), (around * (1 - share) * total).astype(np.float32)


def tint(light: Light) -> tuple[float, float, float]:
    """The colour of that light on a white thing, sRGB, brightest channel 1."""
    key, fill = colours(light)
    made = (key + fill) ** (1 / 2.2)
    made = made / made.max()
    return float(made[0]), float(made[1]), float(made[2])


def from_above(light: Light) -> Lamp:
    """The lamp of a flat lay: direction 0 is the picture's top, -90 its left, ±180 its bottom."""
    turn = np.deg2rad(light.direction)
    return _lamp((float(np.sin(turn)), float(-np.cos(turn))), light, light.height)


def onto_wall(light: Light) -> Lamp:
    """The lamp of an upright wall seen straight on: from the side that the direction says, and from above."""
    turn, rise = np.deg2rad(light.direction), np.deg2rad(light.height)
    right, up = float(np.sin(turn) * np.cos(rise)), float(np.sin(rise))
    out = max(0.22, float(abs(np.cos(turn)) * np.cos(rise)))
    along = float(np.hypot(right, up))
    return _lamp((right / along, -up / along), light, float(np.rad2deg(np.arctan2(out, along))))


def _lamp(toward: tuple[float, float], light: Light, height: float) -> Lamp:
    key, fill = colours(light)
    pair: list[Colour] = [(float(c[0]), float(c[1]), float(c[2])) for c in (key, fill)]
    return Lamp(toward, float(np.clip(height, 14, 80)), light.hardness, pair[0], pair[1])
