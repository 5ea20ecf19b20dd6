"""Sky, light and ground, which the open-air families share."""

import numpy as np

from training.scenes.canvas import (
    Array,
    Random,
    gradient,
    grid,
    jitter,
    mix,
    noise,
    ramp,
)
from training.scenes.words import Daylight


def sky(
    rng: Random, height: int, width: int, light: Daylight, horizon: float, clouds: float | None = None
) -> Array:
    """Sky gradient to the horizon with clouds and, low down, a glow where the sun is."""
    y, x = grid(height, width)
    image = gradient(
        y / max(horizon, 0.05),
        [
            (0.0, jitter(rng, light.zenith)),
            (0.55, (light.zenith + light.horizon) / 2),
            (1.0, jitter(rng, light.horizon)),
        ],
    )
    share = rng.uniform(0, 0.8) if clouds is None else clouds
    if share > 0.15:
        cover = noise(rng, height, width, 3, 5, stretch=2.5)
        lit = np.clip(light.horizon * 0.35 + light.tint * light.strength * 0.65, 0, 1)
        image = mix(image, lit, ramp(cover, 0.55 - share, 1.2 - share * 0.5) * 0.85)
    if light.strength < 0.95 and light.strength > 0.3:
        glow = np.exp(-(((x - rng.uniform(0, width / height)) / 0.6) ** 2 + ((y - horizon) / 0.25) ** 2))
        image = mix(image, light.tint, glow * 0.6)
    return image


def lit(colour: Array, light: Daylight) -> Array:
    """A surface colour under this light."""
    return np.clip(colour * light.tint * (0.25 + 0.75 * light.strength), 0, 1).astype(np.float32)


def ground(
    rng: Random, y: Array, horizon: float, near: Array, far: Array, grain: float, cells: float = 8
) -> Array:
    """Textured ground plane: ``far`` colour at the horizon to ``near`` at the bottom, flattened."""
    height, width = y.shape
    t = np.clip((y - horizon) / (1 - horizon), 0, 1)
    image = mix(np.broadcast_to(far, (height, width, 3)).astype(np.float32), near, ramp(t, 0, 0.7))
    texture = noise(rng, height, width, cells, 4, stretch=4) * (0.3 + 0.7 * t)
    return np.clip(image * (1 + grain * texture[..., None]), 0, 1)
