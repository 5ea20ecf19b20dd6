"""Fields of numbers over a picture or a tile: smooth steps, resizing, looking up what repeats."""

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from core.scenes.parts.canvas import Array
from core.scenes.parts.periodic import wrapped

Numbers = npt.NDArray[np.floating[Any]]
"""Numbers of any precision, as numpy widens them."""


def ramp(value: Numbers | float, low: Numbers | float, high: Numbers | float) -> Array:
    """0 where ``value`` is below ``low``, 1 above ``high``, smooth between; either may vary."""
    share = np.clip((np.asarray(value) - low) / (np.asarray(high) - low + 1e-6), 0, 1)
    return (share * share * (3 - 2 * share)).astype(np.float32)


def resized(image: Numbers, height: int, width: int) -> Array:
    """The image at ``height``×``width`` px: the mean where it shrinks, smooth where it grows."""
    if image.shape[:2] == (height, width):
        return image.astype(np.float32, copy=False)
    kind = cv2.INTER_AREA if height < image.shape[0] else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(image, (width, height), interpolation=kind), np.float32)


def halved(image: Numbers) -> Array:
    """The image at half its size."""
    return resized(image, image.shape[0] // 2, image.shape[1] // 2)


def tiled(tile: Array, column: Numbers, row: Numbers) -> Array:
    """The repeating square tile looked up at any (column, row) in texels."""
    return wrapped(tile, column.astype(np.float32), row.astype(np.float32))


def tile_blurred(tile: Numbers, radius: float) -> Array:
    """The repeating tile blurred by ``radius`` texels."""
    pad = int(3 * radius) + 1
    wide = cv2.copyMakeBorder(tile, pad, pad, pad, pad, cv2.BORDER_WRAP)
    return np.asarray(cv2.GaussianBlur(wide, (0, 0), radius)[pad:-pad, pad:-pad], np.float32)
