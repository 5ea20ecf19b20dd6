"""What a lens and a film do to light: round out-of-focus discs, and highlights rolled off.

Blur happens in linear light with highlights above 1 kept, so that lamps and glints become bright round
discs as in a photograph; ``develop`` brings the result back to sRGB 0…1.
"""

import cv2
import numpy as np

from core.scenes.parts.canvas import Array


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


def defocus(light: Array, radius: float) -> Array:
    """Linear light out of focus by ``radius`` px; wide discs are made at half size, which costs a quarter."""
    if radius < 5:
        return lens_blur(light, radius)
    height, width = light.shape[:2]
    small = cv2.resize(light, (max(2, width // 2), max(2, height // 2)), interpolation=cv2.INTER_AREA)
    return cv2.resize(defocus(small, radius / 2), (width, height), interpolation=cv2.INTER_LINEAR)
