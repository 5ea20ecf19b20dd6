"""Daylight, lenses and ground planes, which the open-air families share."""

from dataclasses import dataclass

import cv2
import numpy as np

from core.scenes.parts.camera import defocus, develop, to_linear
from core.scenes.parts.canvas import Array, Random, mix, noise, ramp
from training.scenes.clouds import heaven
from training.scenes.colours import DAYLIGHT, Daylight

HARDNESS = {
    "noon": 0.8,
    "morning": 0.55,
    "golden": 0.6,
    "sunset": 0.45,
    "dusk": 0.1,
    "night": 0.15,
    "overcast": 0.08,
    "foggy": 0.04,
}
BACKLIT = ["backlit", "against the light", "sun flare", "sun from behind", "glowing backlight"]


@dataclass(frozen=True)
class Day:
    """The light of one scene: its time of day, the sun's place (share of the width, 0 = left) and
    whether it shines into the lens."""

    key: str
    light: Daylight
    sun: float
    backlit: bool

    def details(self) -> list[str | list[str]]:
        """Facts for the caption: wordings of the time of day first, then of the backlight if any."""
        return [list(self.light.words), *([list(BACKLIT)] if self.backlit else [])]


def daytime(rng: Random, names: tuple[str, ...]) -> Day:
    """A time of day among ``names`` with a sun somewhere; low suns often shine into the lens."""
    key = str(rng.choice(names))
    low = key in ("golden", "sunset", "morning")
    return Day(key, DAYLIGHT[key], float(rng.uniform(0.05, 0.95)), bool(low and rng.random() < 0.55))


def lit(colour: Array, light: Daylight) -> Array:
    """A surface colour under this light."""
    tint = light.tint * 0.65 + light.tint.mean() * 0.35
    return np.clip(colour * tint * (0.25 + 0.75 * light.strength), 0, 1).astype(np.float32)


def sky(
    rng: Random, height: int, width: int, light: Daylight, horizon: float, clouds: float | None = None
) -> Array:
    """Sky down to ``horizon`` with clouds covering about ``clouds`` of it and the glow of a low sun."""
    return heaven(rng, height, width, light, horizon, rng.uniform(0.05, 0.95), clouds)


def day_sky(rng: Random, height: int, width: int, day: Day, horizon: float) -> Array:
    """The sky of ``day``, its glow where the sun is."""
    return heaven(rng, height, width, day.light, horizon, day.sun, None, day.backlit)


def over(below: Array, colour: Array, alpha: Array, radius: float) -> Array:
    """Linear ``below`` behind an sRGB layer (``colour``, may exceed 1; ``alpha`` 0…1) out of focus."""
    premultiplied = np.dstack([to_linear(colour) * alpha[..., None], alpha]).astype(np.float32)
    soft = defocus(premultiplied, radius)
    return below * (1 - np.clip(soft[..., 3:], 0, 1)) + soft[..., :3]


def shoot(image: Array, depth: Array, focus: float, aperture: float, levels: int = 4) -> Array:
    """The sRGB picture (highlights may exceed 1) seen by a lens focused at disparity ``focus``; the disc's
    radius in px is ``aperture`` times the difference in disparity."""
    light, radius = to_linear(image), np.abs(depth - focus) * aperture
    steps = np.linspace(0, max(float(radius.max()), 1e-3), levels)
    made = np.zeros_like(light)
    for step in steps:
        share = np.clip(1 - np.abs(radius - step) / (steps[1] - steps[0]), 0, 1)
        made += defocus(light, float(step)) * share[..., None]
    return develop(made)


def plane(y: Array, x: Array, horizon: float) -> tuple[Array, Array]:
    """World coordinates (across, away) of a flat ground, in camera heights; 250 is as far as it goes."""
    away = 1 / np.clip(y - horizon, 0.004, None)
    return (x - x.mean()) * away, away


def terrain(
    rng: Random,
    y: Array,
    x: Array,
    horizon: float,
    size: float = 0.5,
    octaves: int = 4,
    gain: float = 0.65,
    stretch: float = 1.0,
) -> Array:
    """Fractal noise lying on the ground in perspective, std about 1; ``size`` of the largest feature in
    camera heights, ``stretch`` times wider than deep. Detail finer than a pixel fades away."""
    across, away = plane(y, x, horizon)
    footprint = away**2 / y.shape[0]
    total = np.zeros_like(y)
    for octave in range(octaves):
        feature = size / 2**octave
        tile = cv2.GaussianBlur(
            np.tile(rng.standard_normal((64, 64)).astype(np.float32), (2, 2)), (0, 0), 1.6
        )[32:96, 32:96]
        scale = 6 / feature
        row = ((away * scale + rng.uniform(0, 64)) % 64).astype(np.float32)
        column = ((across * scale / stretch + rng.uniform(0, 64)) % 64).astype(np.float32)
        value = cv2.remap(tile / tile.std(), column, row, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
        total += gain**octave * value / (1 + (2 * footprint / feature) ** 2)
    return total / np.sqrt(sum(gain ** (2 * octave) for octave in range(octaves)))


def ground(
    rng: Random, y: Array, horizon: float, near: Array, far: Array, grain: float, cells: float = 8
) -> Array:
    """Textured ground plane: ``far`` colour at the horizon to ``near`` at the bottom, flattened."""
    height, width = y.shape
    t = np.clip((y - horizon) / (1 - horizon), 0, 1)
    image = mix(np.broadcast_to(far, (height, width, 3)).astype(np.float32), near, ramp(t, 0, 0.7))
    texture = noise(rng, height, width, cells, 4, stretch=4) * (0.3 + 0.7 * t)
    return np.clip(image * (1 + grain * texture[..., None]), 0, 1)


def palette(value: Array, colours: list[Array]) -> Array:
    """Colours along a scale: ``value`` 0…1 (H×W, clipped) through ``colours``, H×W×3."""
    stops = np.linspace(0, 1, len(colours))
    table = np.stack(
        [np.interp(np.linspace(0, 1, 256), stops, [c[i] for c in colours]) for i in range(3)], -1
    )
    return table.astype(np.float32)[(np.clip(value, 0, 1) * 255).astype(np.uint8)]
