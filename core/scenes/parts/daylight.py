"""How daylight lies on a plane that the camera faces: brighter toward the window, in the broad soft shapes of
what stands between the two. Nothing in a room is lit evenly, and what is looks drawn."""

from functools import lru_cache

import cv2
import numpy as np

from core.scenes.painting import DARK_TIMES
from core.scenes.parts.canvas import Array, Random, grid, noise
from core.scenes.parts.floats import f32
from core.scenes.parts.gobos import Gobo, gobo_for, let_through
from core.scenes.parts.heightfield import Lamp
from core.scenes.spec import SceneSpec, since

ROWS = 96
"""Rows in which it is worked out: it has no finer detail."""
SHAPES = ("window", "window", "leaves")
GRADIENT = 0.25
"""How much brighter than in the middle it is at the end toward the light, in logarithms."""
DEEP = 0.4
"""How much of the light is gone in the soft shades at most."""
SOFT = 0.03
"""How soft they are besides, in heights."""
CENTRE = 0.3
"""The size of the middle, which keeps its brightness, in heights."""


def daylight(spec: SceneSpec, lamp: Lamp, size: tuple[int, int]) -> Array | float:
    """The share of the spec's light on each point of a plane of ``size`` (height, width), about 1 where the
    subject is; 1 in the dark, where a pattern has shapes of its own, and in scenes of an earlier form."""
    if not since(spec, 7) or spec.light.pattern != "none" or spec.light.time in DARK_TIMES:
        return 1.0
    columns = max(8, round(ROWS * size[1] / size[0]))
    small = _fallen(spec.stream("daylight"), lamp.toward, lamp.height, (ROWS, columns))
    return cv2.resize(small, (size[1], size[0]), interpolation=cv2.INTER_CUBIC)


def dimmed(light: Array, share: Array | float) -> Array:
    """Linear light H×W×3 times ``share`` of each place, H×W or one for all."""
    return light if isinstance(share, int | float) else f32(light * share[..., None])


@lru_cache(maxsize=8)
def _fallen(
    seed: tuple[int, int], toward: tuple[float, float], height: float, size: tuple[int, int]
) -> Array:
    rng = np.random.default_rng(seed)
    y, x = grid(*size)
    aspect = size[1] / size[0]
    x, y = x - np.float32(aspect / 2), y - np.float32(0.5)
    uneven = 0.12 * noise(rng, *size, 1.6, 2)
    along = (x * toward[0] + y * toward[1]) / (0.5 * float(np.hypot(1, aspect))) + uneven
    shades = DEEP * (1 - _shapes(rng, toward, height, size))
    made = np.exp(GRADIENT * along) * (1 - shades)
    middle = np.exp(-(x**2 + y**2) / (2 * CENTRE**2))
    return f32(made / ((made * middle).sum() / middle.sum()))


def _shapes(rng: Random, toward: tuple[float, float], height: float, size: tuple[int, int]) -> Array:
    """What the window and what stands before it let through, 0…1, far out of focus."""
    y, x = grid(*size)
    aspect = size[1] / size[0]
    shift = rng.normal(0, 0.1, 2)
    place = np.stack([x - aspect / 2 + shift[0], 0.5 - y + shift[1], np.zeros_like(x)], -1)
    high = float(np.clip(np.deg2rad(height), 0.55, 1.3))
    way = np.array([toward[0] * np.cos(high), -toward[1] * np.cos(high), -np.sin(high)], np.float32)
    share = let_through(_gobo(str(rng.choice(SHAPES)), int(rng.integers(6))), f32(place), way, 0.06)
    return cv2.GaussianBlur(share, (0, 0), SOFT * size[0])


@lru_cache(maxsize=8)
def _gobo(shape: str, number: int) -> tuple[Gobo, ...]:
    return gobo_for(shape, (number, 7))
