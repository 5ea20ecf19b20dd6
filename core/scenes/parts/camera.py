"""What a lens and a film do to a scene: round out-of-focus discs, haze, colour grading, vignette, grain.

Blur happens in linear light with highlights above 1 kept, so that lamps and glints become bright round
discs as in a photograph; ``develop`` brings the result back to sRGB 0…1.
"""

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, Random, blur, grid


def to_linear(image: Array) -> Array:
    """sRGB 0…1 to linear light (gamma 2.2)."""
    return np.clip(image, 0, None).astype(np.float32) ** 2.2


def develop(light: Array, exposure: float = 1.0) -> Array:
    """Linear light of any brightness to sRGB 0…1, highlights rolled off as film does above 0.8."""
    value = np.clip(light * exposure, 0, None) ** (1 / 2.2)
    over = np.clip(value - 0.8, 0, None)
    return np.where(value > 0.8, 0.8 + 0.2 * (1 - np.exp(-over / 0.2)), value).astype(np.float32)


def disc(radius: float) -> Array:
    """A round aperture's kernel of ``radius`` px, its edge antialiased, summing to 1."""
    reach = int(np.ceil(radius + 0.5))
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    kernel = np.clip(radius + 0.5 - np.hypot(x, y), 0, 1).astype(np.float32)
    return kernel / kernel.sum()


def lens_blur(light: Array, radius: float) -> Array:
    """Linear light H×W×3 out of focus: every point becomes a disc of ``radius`` px."""
    if radius < 0.5:
        return light
    return cv2.filter2D(light, -1, disc(radius), borderType=cv2.BORDER_REFLECT)


def out_of_focus(image: Array, radius: float, boost: float = 0.0) -> Array:
    """An sRGB picture out of focus by ``radius`` px; ``boost`` lifts its highlights above white first,
    so that they show as discs."""
    light = to_linear(image)
    if boost:
        peak = np.clip((light.max(axis=2, keepdims=True) - 0.55) / 0.45, 0, 1)
        light = light * (1 + boost * peak**2)
    return develop(lens_blur(light, radius))


def haze(image: Array, distance: Array, colour: Array, amount: float) -> Array:
    """Air between camera and scene: ``distance`` H×W in 0…1 (1 = far) mixes in ``colour``."""
    share = (1 - np.exp(-amount * distance))[..., None]
    return (image * (1 - share) + colour * share).astype(np.float32)


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
