"""Noise and fields that repeat without a seam: what textures of any extent are made of.

Every field is N×N over one period, coordinates are shares of the period, and a pattern depends on its
random numbers alone: at another N the same pattern is seen, finer or coarser.
"""

from functools import lru_cache
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from core.scenes.parts.canvas import Array, Random
from core.scenes.parts.same import while_small

PAD = 3
Values = npt.NDArray[np.floating[Any]]
Whole = npt.NDArray[np.int32]


def weave_noise(
    rng: Random, size: int, cells: float, octaves: int = 4, stretch: float = 1.0, gain: float = 0.5
) -> Array:
    """Fractal value noise of about unit deviation that repeats; ``cells`` blobs per period downward and
    ``stretch`` times fewer across. Detail finer than two texels is left out."""
    layers: list[Layer] = []
    weight, power = 1.0, 0.0
    for seed in rng.integers(0, 2**63, octaves):
        rows, columns = max(1, round(cells)), max(1, round(cells / stretch))
        kept = float(np.clip(size / (2 * max(rows, columns)) - 0.25, 0, 1))
        if kept:
            layers.append((int(seed), weight * kept, rows, columns))
        power += weight**2
        weight, cells = weight * gain, cells * 2
    made = while_small(_remembered, size, 1024)(tuple(layers), size)
    return (made * np.float32(1.35 / np.sqrt(power))).astype(np.float32)


Layer = tuple[int, float, int, int]
"""An octave: its seed, weight, and knots down and across."""


@lru_cache(maxsize=12)
def _remembered(layers: tuple[Layer, ...], size: int) -> Array:
    return _layered(list(layers), size)


def _layered(layers: list[Layer], size: int) -> Array:
    """The octaves (seed, weight, rows, columns) summed; broad ones are made at half the size."""
    broad = [layer for layer in layers if max(layer[2:]) * 16 <= size and size % 2 == 0]
    total = np.zeros((size, size), np.float32)
    if broad:
        half = np.pad(_layered(broad, size // 2), 2, mode="wrap")
        total = cv2.resize(half, (size + 8, size + 8), interpolation=cv2.INTER_LINEAR)[4:-4, 4:-4]
    for seed, weight, rows, columns in layers:
        if (seed, weight, rows, columns) not in broad:
            total = total + weight * _octave(np.random.default_rng(seed), size, rows, columns)
    return total.astype(np.float32)


def _octave(rng: Random, size: int, rows: int, columns: int) -> Array:
    """One octave: random knots on a wrapped grid, cubic between."""
    knots = rng.standard_normal((rows, columns), np.float32)
    knots = np.pad(knots, PAD, mode="wrap")
    down, across = rows / size, columns / size
    matrix = np.array([[across, 0, across / 2 - 0.5 + PAD], [0, down, down / 2 - 0.5 + PAD]], np.float32)
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    return cv2.warpAffine(knots, matrix, (size, size), flags=flags, borderMode=cv2.BORDER_REPLICATE)


def fetch(field: Values, u: Values, v: Values) -> Array:
    """``field`` (N×N or N×N×3) read at (``u`` across, ``v`` down), repeating."""
    size = field.shape[0]
    columns, rows = (u % 1) * size - 0.5, (v % 1) * size - 0.5
    made = cv2.remap(
        field,
        columns.astype(np.float32),
        rows.astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_WRAP,
    )
    return made.astype(np.float32)


def soften(field: Values, share: float) -> Array:
    """Gaussian blur with sigma ``share`` of the period, across the seam as well."""
    radius = share * field.shape[0]
    if radius < 0.25:
        return field.astype(np.float32)
    pad = min(int(np.ceil(radius * 3)) + 1, field.shape[0])
    padding = ((pad, pad), (pad, pad)) + ((0, 0),) * (field.ndim - 2)
    wide = cv2.GaussianBlur(np.pad(field, padding, mode="wrap"), (0, 0), float(radius))
    return wide[pad:-pad, pad:-pad].astype(np.float32)


def slopes(height: Values) -> tuple[Array, Array]:
    """How steep a height field is (rise to the right, rise downward); heights in shares of the period."""
    size = height.shape[0]
    across = (np.roll(height, -1, 1) - np.roll(height, 1, 1)) * (size / 2)
    down = (np.roll(height, -1, 0) - np.roll(height, 1, 0)) * (size / 2)
    return across.astype(np.float32), down.astype(np.float32)


def covered(distance: Values, half: float | Values, size: int) -> Array:
    """Share 0…1 of a texel within ``half`` of a line whose ``distance`` is given, in shares of the period."""
    inner = np.clip((half - distance) * size + 0.5, 0, 1)
    return (inner * np.clip(2 * np.asarray(half) * size, 0, 1)).astype(np.float32)


def tones(base: Values, other: Values, share: Values) -> Array:
    """Colours between ``base`` (share 0) and ``other`` (share 1), each three floats; N×N×3."""
    kept = np.clip(share, 0, 1)[..., None]
    return (base + kept * (other - base)).astype(np.float32)


def tones_in(picture: Values, colour: Values, share: Values) -> Array:
    """``picture`` toward ``colour`` by ``share`` (0…1)."""
    return (picture + np.clip(share, 0, 1)[..., None] * (colour - picture)).astype(np.float32)


def vector(*values: float) -> Array:
    """A few numbers as float32."""
    return np.array(values, np.float32)


def unit_range(picture: Values) -> Array:
    """Clipped to 0…1, float32."""
    return np.clip(picture, 0, 1).astype(np.float32)


def fractal(rng: Random, size: int = 256, slope: float = 1.7) -> Array:
    """Tileable ``size``×``size`` noise with spectrum 1/f^``slope``, std 1."""
    spectrum = np.fft.rfft2(rng.standard_normal((size, size)))
    away = np.hypot(np.fft.fftfreq(size)[:, None], np.fft.rfftfreq(size)[None])
    away[0, 0] = np.inf
    made = np.fft.irfft2(spectrum * np.clip(away, 2.5 / size, None) ** -slope)
    return (made / made.std()).astype(np.float32)


def wrapped_at(at: Values, size: int) -> Array:
    """``at`` modulo ``size``, 0…``size``: the very numbers of ``%``, in a fraction of its time where ``size``
    is a power of two and divides without rounding."""
    if size & (size - 1):
        return at % size
    return at - np.floor(at / size) * size


def wrapped(tile: Array, column: Array, row: Array) -> Array:
    """The tile looked up at any (column, row) in px, repeating."""
    size = tile.shape[0]
    column, row = (wrapped_at(at, size).astype(np.float32) for at in (column, row))
    return cv2.remap(tile, column, row, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
