"""What a lens, the air and a film do to a finished scene: focus, bloom, vignette, colour grading."""

import numpy as np

from core.scenes.parts.camera import develop, lens_blur, to_linear
from core.scenes.parts.canvas import Array, Random, blur, grid


def out_of_focus(image: Array, radius: float, boost: float = 0.0) -> Array:
    """An sRGB picture out of focus by ``radius`` px; ``boost`` lifts its highlights above white first,
    so that they show as discs."""
    light = to_linear(image)
    if boost:
        peak = np.clip((light.max(axis=2, keepdims=True) - 0.55) / 0.45, 0, 1)
        light = light * (1 + boost * peak**2)
    return develop(lens_blur(light, radius))


def vignette(image: Array, amount: float) -> Array:
    """Corners darker by ``amount`` (0…1)."""
    height, width = image.shape[:2]
    y, x = grid(height, width)
    away = ((y - 0.5) / 0.5) ** 2 + ((x - width / height / 2) / (width / height / 2)) ** 2
    return (image * (1 - amount * np.clip(away / 2, 0, 1))[..., None]).astype(np.float32)


def grade(rng: Random, image: Array) -> Array:
    """A mild look: white balance, contrast, saturation, lifted blacks. Names of colours stay true."""
    balance = 1 + rng.normal(0, 0.015, 3).astype(np.float32)
    grey = image.mean(axis=2, keepdims=True)
    image = grey + (image - grey) * rng.uniform(0.92, 1.12)
    contrast, lift = rng.uniform(0.94, 1.1), rng.uniform(0, 0.02)
    return np.clip((image * balance - 0.5) * contrast + 0.5 + lift, 0, 1).astype(np.float32)


def finish(rng: Random, image: Array) -> Array:
    """Lens and film on a finished sRGB picture: bloom, vignette and grading, each mild and at random."""
    if rng.random() < 0.4:
        glow = blur(np.clip(image - 0.75, 0, None), image.shape[0] * 0.03)
        image = image + glow * rng.uniform(0.2, 0.8)
    if rng.random() < 0.5:
        image = vignette(image, rng.uniform(0.03, 0.2))
    return grade(rng, np.clip(image, 0, 1))
