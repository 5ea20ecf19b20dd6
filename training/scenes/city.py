"""A street, by night and by day."""

import cv2
import numpy as np

from training.scenes.canvas import (
    Random,
    Scene,
    blur,
    discs,
    floor_depth,
    grid,
    jitter,
    mix,
    ramp,
    rgb,
)
from training.scenes.nature import ground, lit, sky
from training.scenes.words import pick_daylight

NEON = [
    rgb(code)
    for code in ("ffb25a", "ffd89a", "ff5f4a", "4fa8ff", "b46bff", "46e0c0", "ff4fa0", "fff1d0", "ffb25a")
]


def city(rng: Random, height: int, width: int) -> Scene:
    """A street: lights out of focus at night, pale facades by day."""
    y, x = grid(height, width)
    night = rng.random() < 0.7
    _, light, word = pick_daylight(
        rng, ("night", "night", "dusk") if night else ("noon", "morning", "golden", "overcast")
    )
    horizon = rng.uniform(0.55, 0.72)
    image = sky(rng, height, width, light, horizon, clouds=0)
    for _ in range(int(rng.integers(6, 14))):
        left, top, half = (
            rng.uniform(0, width / height),
            rng.uniform(0.05, horizon - 0.1),
            rng.uniform(0.05, 0.16),
        )
        block = ramp(half - np.abs(x - left), 0, 0.01) * ramp(y - top, 0, 0.01)
        facade = jitter(rng, rgb(str(rng.choice(["b9a894", "8f8d8a", "a5856b", "c9c4ba", "6e7a86"]))), 0.1)
        image = mix(image, facade * 0.1 + light.zenith * 0.5 if night else lit(facade, light), block * 0.85)
    street = rgb("15171d") if night else lit(rgb("8b8a88"), light)
    image = mix(
        image,
        ground(rng, y, horizon, street, street * 1.1 + light.horizon * 0.1, 0.1),
        ramp(y, horizon - 0.02, horizon + 0.03),
    )
    image = blur(image, height * rng.uniform(0.012, 0.03))
    if night:
        lights = discs(
            rng,
            np.zeros_like(image),
            int(rng.integers(25, 70)),
            NEON,
            (0.01, 0.045),
            (0.15, horizon),
            (0.3, 1.1),
        )
        image = 1 - (1 - image) * (1 - lights)
        rows = np.clip((2 * horizon - y[:, 0]) * height, 0, height - 1).astype(int)
        wet = cv2.GaussianBlur(lights[rows], (0, 0), sigmaX=height * 0.01, sigmaY=height * 0.06)
        image = 1 - (1 - image) * (1 - wet * 0.55 * ramp(y, horizon, horizon + 0.05)[..., None])
    phrases = (
        [
            "city lights at night",
            "city street at night",
            "night city",
            "city at night",
            "neon lights",
            "urban night bokeh",
            "downtown at night",
            "rainy street at night",
        ]
        if night
        else ["city street", "urban street", "city", "downtown", "street with buildings", "european street"]
    )
    return Scene(
        np.clip(image, 0, 1), floor_depth(y, horizon, 0.08), "city", phrases, horizon + 0.05, 0.4, [word]
    )
