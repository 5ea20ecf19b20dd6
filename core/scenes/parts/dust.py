"""Dust: hanging in the air over dry ground, and whirled up where something runs."""

import numpy as np

from core.scenes.parts.canvas import Array, grid, noise, stream
from core.scenes.parts.grids import Numbers, ramp
from core.scenes.parts.outdoors import Day
from core.scenes.parts.soils import linear
from core.scenes.parts.viewpoint import Viewpoint
from core.scenes.spec import SceneSpec


def dust_tone(day: Day) -> Array:
    """The linear colour of red dust in the sun."""
    return linear("d8b088") * (day.sun * (0.42 + 0.3 * day.behind) + day.sky * 0.45)


def dusty(spec: SceneSpec, vanish: float, day: Day, back: Numbers) -> Array:
    """Dust hanging in the air over the ground, thicker low down, lit by the sun."""
    height, width = back.shape[:2]
    y, _ = grid(height, width)
    cloud = noise(stream(spec, "dust"), height, width, 2.5, 4, stretch=1.8)
    share = np.exp(-np.abs(y - vanish - 0.02) / 0.14) * np.clip(0.62 + 0.35 * cloud, 0, 0.9)
    return (back * (1 - share[..., None]) + dust_tone(day) * share[..., None]).astype(np.float32)


def whirled(spec: SceneSpec, seen: Viewpoint, day: Day, canvas: Numbers) -> None:
    """A cloud of dust about and behind the subject's foot, trailing off to one side, on the premultiplied
    canvas in place."""
    height, width = canvas.shape[:2]
    y, x = grid(height, width)
    rng = stream(spec, "whirl")
    side, billow = float(rng.choice([-1, 1])), noise(rng, height, width, 5.5, 5, gain=0.6)
    across = (x / seen.aspect - 0.5) * side
    tall = 0.07 + 0.12 * ramp(across, -0.35, 0.45)
    rise = (seen.foot + 0.02 - y) / tall
    body = ramp(1.1 + 0.6 * billow - np.abs(rise - 0.35) - 0.4 * np.abs(across), 0.0, 0.9)
    share = 0.8 * body * np.clip(0.8 + 0.35 * billow, 0.15, 1) * ramp(0.62 - np.abs(across), 0, 0.3)
    share = share[..., None]
    # Its upper side is in the sun, what lies below in its own shade.
    sunny = (0.8 + 0.2 * np.clip(rise, 0, 1) + 0.09 * billow)[..., None]
    tone = linear("efdcc0") * (day.sun * (0.5 + 0.3 * day.behind) + day.sky * 0.55) * sunny
    canvas[..., :3] = canvas[..., :3] * (1 - share) + tone * share
    canvas[..., 3:] = canvas[..., 3:] * (1 - share) + share
