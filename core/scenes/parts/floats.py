"""Arithmetic on pictures that keeps 32 bits, and takes whatever numpy widened."""

from typing import Any

import numpy as np
import numpy.typing as npt

from core.scenes.parts.canvas import Array

Numbers = npt.NDArray[np.floating[Any]] | np.floating[Any] | float
"""A picture or a number, of any floating type."""


def f32(value: Numbers | npt.NDArray[np.integer[Any] | np.floating[Any]]) -> Array:
    """The same in 32 bits."""
    return np.asarray(value, np.float32)


def three(red: float, green: float, blue: float) -> Array:
    """A linear colour, or three factors for one."""
    return np.array([red, green, blue], np.float32)


def ramp(value: Numbers, low: Numbers, high: Numbers) -> Array:
    """0 below ``low``, 1 above ``high`` (which may differ by pixel), smooth between."""
    t = np.clip((f32(value) - low) / (np.subtract(high, low) + 1e-6), 0, 1)
    return f32(t * t * (3 - 2 * t))
