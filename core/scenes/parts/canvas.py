"""Drawing primitives of the scene renderer. Images are H×W×3 float32, linear-looking sRGB in 0…1;
depth is disparity, H×W float32 in 0…1, 1 = nearest."""

from functools import lru_cache
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from core.scenes.parts.same import while_small
from core.scenes.spec import SceneSpec

Array = npt.NDArray[Any]
"""Floats of 32 bits. NumPy and OpenCV declare wider results than they give, so that no more can be said."""
Colour = tuple[float, float, float]
Random = np.random.Generator


def rgb(code: str) -> Array:
    """Colour from ``rrggbb`` as three float32 in 0…1."""
    return np.array([int(code[i : i + 2], 16) for i in (0, 2, 4)], np.float32) / 255


def grid(height: int, width: int) -> tuple[Array, Array]:
    """Coordinates (y, x), each H×W: y in 0…1, x in 0…aspect."""
    y = (np.arange(height, dtype=np.float32) + 0.5) / height
    x = (np.arange(width, dtype=np.float32) + 0.5) / height
    return np.repeat(y[:, None], width, axis=1), np.repeat(x[None], height, axis=0)


def noise(
    rng: np.random.Generator,
    height: int,
    width: int,
    cells: float,
    octaves: int = 4,
    stretch: float = 1.0,
    gain: float = 0.5,
) -> Array:
    """Fractal value noise, about N(0, 1)-shaped then squashed to -1…1; ``cells`` blobs per height and
    ``stretch`` times fewer per width.

    The same ``rng`` gives the same pattern at every size, detail finer than two pixels left out, and a
    wider picture shows more of it.
    """
    streams = tuple(rng.integers(0, 2**63, octaves).tolist())
    made = while_small(_noise, max(height, width), REMEMBERED)
    return made(streams, height, width, cells, stretch, gain).copy()


REMEMBERED = 256
"""Px of a side up to which noise is remembered, so that a preview that follows a drag has it at hand."""


@lru_cache(maxsize=256)
def _noise(
    streams: tuple[int, ...], height: int, width: int, cells: float, stretch: float, gain: float
) -> Array:
    total = np.zeros((height, width), np.float32)
    weight, power = 1.0, 0.0
    for stream in streams:
        total += weight * _octave(np.random.default_rng(stream), height, width, cells, stretch)
        power += weight**2
        weight, cells = weight * gain, cells * 2
    return np.tanh(total / np.sqrt(power) * 0.8)


WIDEST = 4.0
"""Width of the pattern that ``noise`` is cut from, in heights of the picture."""


def _octave(rng: np.random.Generator, height: int, width: int, cells: float, stretch: float) -> Array:
    """One octave of value noise; 0 where ``cells`` are finer than two pixels."""
    kept = float(np.clip(height / (2 * cells) - 0.5, 0, 1))
    if not kept:
        return np.zeros((height, width), np.float32)
    rows, columns = max(2, round(cells)), max(2, round(cells * WIDEST / stretch))
    coarse = rng.standard_normal((rows + 3, columns + 3), np.float32)
    down, across = rows / height, columns / (WIDEST * height)
    matrix = np.array([[across, 0, across / 2 + 0.5], [0, down, down / 2 + 0.5]], np.float32)
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    made = cv2.warpAffine(coarse, matrix, (width, height), flags=flags, borderMode=cv2.BORDER_REFLECT)
    return (kept * made).astype(np.float32)


def blur(image: Array, radius: float) -> Array:
    """Gaussian blur with sigma ``radius`` px; the image itself below a quarter pixel."""
    if radius < 0.25:
        return image
    return cv2.GaussianBlur(image, (0, 0), float(radius), borderType=cv2.BORDER_REFLECT)


def mix(below: Array, above: Array | Colour, amount: Array | float) -> Array:
    """``below`` where amount is 0, ``above`` where it is 1."""
    share = amount[..., None] if isinstance(amount, np.ndarray) else amount
    return below * (1 - share) + np.asarray(above, np.float32) * share


def ramp(value: Array, low: float, high: float) -> Array:
    """0 below ``low``, 1 above ``high``, smooth between."""
    t = np.clip((value - low) / (high - low + 1e-6), 0, 1)
    return t * t * (3 - 2 * t)


def gradient(y: Array, stops: list[tuple[float, Array]]) -> Array:
    """Vertical colour gradient through ``(position, colour)`` stops, H×W×3."""
    positions = [position for position, _ in stops]
    channels = [np.interp(y, positions, [colour[c] for _, colour in stops]) for c in range(3)]
    return np.stack(channels, -1).astype(np.float32)


def jitter(rng: np.random.Generator, colour: Array, amount: float = 0.04) -> Array:
    """The colour, moved a little in brightness and hue."""
    moved = colour * (1 + rng.normal(0, amount)) + rng.normal(0, amount / 3, 3)
    return np.clip(moved, 0, 1).astype(np.float32)


def discs(
    rng: np.random.Generator,
    image: Array,
    count: int,
    colours: list[Array],
    radius: tuple[float, float],
    band: tuple[float, float],
    strength: tuple[float, float] = (0.3, 1.0),
) -> Array:
    """Add ``count`` round out-of-focus lights; radii as a share of the height, ``band`` in y."""
    height, width = image.shape[:2]
    light = np.zeros_like(image)
    for _ in range(count):
        size = max(1.5, rng.uniform(*radius) * height)
        centre = (rng.uniform(0, width), np.clip(rng.normal(np.mean(band), np.ptp(band) / 3), *band) * height)
        colour = colours[rng.integers(len(colours))] * rng.uniform(*strength)
        layer = np.zeros((height, width), np.float32)
        cv2.circle(layer, (int(centre[0] * 8), int(centre[1] * 8)), int(size * 8), 1.0, -1, cv2.LINE_AA, 3)
        light += layer[..., None] * colour
    return 1 - (1 - np.clip(image, 0, 1)) * np.exp(-blur(light, 0.012 * height))


def ridge(
    rng: np.random.Generator, width: int, level: float, rough: float, cells: float, octaves: int = 6
) -> Array:
    """A skyline: one y per column around ``level``, ±``rough``, with about ``cells`` hills across."""
    columns = np.arange(width)
    line = np.zeros(width)
    for octave in range(octaves):
        knots = round(cells * 2**octave) + 2
        heights = rng.standard_normal(knots) * 0.5**octave
        line += np.interp(columns, np.linspace(0, width, knots), heights)
    return (level + rough * 0.6 * line).astype(np.float32)


def stream(spec: SceneSpec, part: str) -> Random:
    """The random numbers of one ``part`` of the place: parts do not disturb each other."""
    return np.random.default_rng(spec.stream(part))
