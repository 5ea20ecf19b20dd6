"""Arithmetic on pictures, channel by channel: the very numbers that NumPy's broadcasting over a last axis of
three gives, in a tenth of its time, which goes into a loop of three for every pixel."""

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from core.scenes.parts.canvas import Array

Numbers = npt.NDArray[np.integer[Any] | np.floating[Any]]
"""Numbers of any kind, as NumPy and OpenCV declare them."""


def spread(values: Numbers, colour: Numbers) -> Array:
    """``values[..., None] * colour``: numbers H×W times each part of a colour, H×W×3."""
    if values.ndim != 2 or not values.size:
        return np.asarray(values[..., None] * colour)
    return cv2.merge([values * part for part in colour])


def scaled(picture: Numbers, share: Numbers) -> Array:
    """``picture * share[..., None]``: each pixel of H×W×C times its own number H×W."""
    if share.shape != picture.shape[:2] or not share.size or picture.shape[2] == 1:
        return np.asarray(picture * share[..., None])
    return picture * cv2.merge([share] * picture.shape[2])


def mixed(below: Numbers, above: Numbers, share: Numbers) -> Array:
    """``below * (1 - share[..., None]) + above * share[..., None]``; either may be one colour."""
    if share.ndim != 2 or not share.size:
        return np.asarray(below * (1 - share[..., None]) + above * share[..., None])
    rest, count = 1 - share, below.shape[-1]
    return cv2.merge([below[..., i] * rest + above[..., i] * share for i in range(count)])


def covered(below: Numbers, layer: Numbers) -> Array:
    """``below * (1 - layer[..., 3:]) + layer``: premultiplied RGBA over RGBA."""
    parts, rest = cv2.split(layer), 1 - layer[..., 3]
    return cv2.merge([own * rest + part for own, part in zip(cv2.split(below), parts, strict=True)])


def moved(picture: Numbers, colour: Numbers) -> Array:
    """``picture + colour``: a picture H×W×3 plus one colour."""
    made = np.empty(picture.shape, np.result_type(picture, colour))
    for i, part in enumerate(colour):
        np.add(picture[..., i], part, out=made[..., i])
    return made


def joined(*parts: Numbers) -> Array:
    """``np.dstack``: pictures H×W×C and fields H×W as one picture, of 32 bits."""
    flat: list[Numbers] = []
    for part in parts:
        flat += cv2.split(part) if part.ndim == 3 else [part]
    return cv2.merge([np.asarray(one, np.float32) for one in flat])


def picked(picture: Numbers, at: Numbers) -> Array:
    """``np.take_along_axis(picture, at[..., None], axis=0)``: in each column of R×W×C the rows ``at`` H×W."""
    width = picture.shape[1]
    flat = np.ascontiguousarray(picture).reshape(-1, picture.shape[2])
    return np.take(flat, at.astype(np.intp, copy=False) * width + np.arange(width), axis=0)


def running(picture: Numbers) -> Array:
    """The sums of a picture N×W×C down its rows, of 32 bits, with a row of 0 before them: (N+1)×W×C."""
    made = np.empty((picture.shape[0] + 1, *picture.shape[1:]), np.float32)
    made[0] = 0
    for i, row in enumerate(picture.astype(np.float32, copy=False)):
        np.add(made[i], row, out=made[i + 1])
    return made


def dimmed(canvas: Numbers, factors: Sequence[Numbers]) -> None:
    """Multiply the first channels of the canvas by a field each, in place."""
    for i, factor in enumerate(factors):
        canvas[..., i] *= factor
