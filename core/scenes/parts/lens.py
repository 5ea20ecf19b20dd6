"""What the camera adds to a stage's linear light: depth of field, falloff, bloom, a breath of grain."""

from functools import lru_cache

import cv2
import numpy as np

from core.scenes.parts.camera import defocus
from core.scenes.parts.canvas import Array, grid

GRAIN = 256


def deep_focus(light: Array, radius: Array, levels: int = 4) -> Array:
    """Linear light H×W×3 out of focus by ``radius`` px at each place, blended between ``levels`` discs."""
    most = float(radius.max())
    if most < 0.5:
        return light
    steps = np.linspace(0, most, levels)
    made = np.zeros_like(light)
    for step in steps:
        share = np.clip(1 - np.abs(radius - step) / (steps[1] - steps[0]), 0, 1)[..., None]
        if share.any():
            made += defocus(light, float(step)) * share
    return made.astype(np.float32)


def exposed(light: Array) -> Array:
    """Linear light to sRGB 0…1, parts above 0.8 rolled off as film does, three quarters of it by their
    brightest channel, so that pale colours keep their hue as they reach white."""
    value = cv2.pow(np.clip(light, 0, None), 1 / 2.2).astype(np.float32)
    peak = value.max(axis=2)
    bright = peak > 0.8
    if bright.any():
        high, most = value[bright], peak[bright][:, None]
        value[bright] = 0.75 * high * _rolled(most) / most + 0.25 * _rolled(high)
    return value


def _rolled(value: Array) -> Array:
    """Values above 0.8 bent so that they never pass 1."""
    return np.where(value > 0.8, 1 - 0.2 * np.exp(-(np.maximum(value, 0.8) - 0.8) / 0.2), value)


@lru_cache(maxsize=4)
def _grain(seed: tuple[int, int]) -> Array:
    return np.random.default_rng(seed).standard_normal((GRAIN, GRAIN)).astype(np.float32)


def finished(light: Array, seed: tuple[int, int], vignette: float = 0.08, bloom: float = 0.04) -> Array:
    """Linear light as a photograph in sRGB 0…1: bright parts bloom a little, corners fall off by
    ``vignette``, and a grain too fine to be seen keeps broad gradients from banding."""
    height, width = light.shape[:2]
    if bloom:
        small = cv2.resize(light, (max(width // 8, 1), max(height // 8, 1)), interpolation=cv2.INTER_AREA)
        glow = cv2.GaussianBlur(np.clip(small - 0.6, 0, 4), (0, 0), max(small.shape[0] * 0.04, 0.3))
        light = light + bloom * cv2.resize(glow, (width, height), interpolation=cv2.INTER_LINEAR)
    y, x = grid(height, width)
    away = (y - 0.5) ** 2 + (x - width / height / 2) ** 2
    light = light * (1 - vignette * away / (0.25 + 0.25 * (width / height) ** 2))[..., None]
    image = exposed(light.astype(np.float32))
    tile = _grain(seed)
    grain = np.tile(tile, (height // GRAIN + 1, width // GRAIN + 1))[:height, :width]
    return np.clip(image + 0.0028 * grain[..., None], 0, 1).astype(np.float32)
