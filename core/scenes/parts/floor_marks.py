"""Lines and fields painted on a floor, in metres: edges are exact at every size."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.scenes.parts.canvas import Array
from core.scenes.parts.interior_eye import Eye, f32

Distance = Callable[[Array, Array], Array]
"""How far floor points (x, z) lie outside of a shape, in metres; negative inside."""


@dataclass(frozen=True)
class Mark:
    """A shape painted on a floor in a linear ``colour``."""

    outside: Distance
    colour: Array


def band(distance: Distance, wide: float) -> Distance:
    """A line ``wide`` metres along a shape's outline."""
    return lambda x, z: f32(np.abs(distance(x, z)) - wide / 2)


def rectangle(x0: float, z0: float, x1: float, z1: float) -> Distance:
    """A rectangle between two corners."""
    middle, half = ((x0 + x1) / 2, (z0 + z1) / 2), (abs(x1 - x0) / 2, abs(z1 - z0) / 2)
    return lambda x, z: f32(np.maximum(np.abs(x - middle[0]) - half[0], np.abs(z - middle[1]) - half[1]))


def circle(x0: float, z0: float, radius: float) -> Distance:
    """A disc."""
    return lambda x, z: f32(np.hypot(x - x0, z - z0) - radius)


def painted(texture: Array, marks: list[Mark], eye: Eye, top: int) -> Array:
    """A floor's colours (from row ``top`` px down) with the marks on them, each px as far as it is covered;
    the floor's own grain shows through the paint a little."""
    row = ((np.arange(top, eye.height, dtype=np.float32) + 0.5) / eye.height)[:, None]
    column = ((np.arange(eye.width, dtype=np.float32) + 0.5) / eye.height)[None]
    x, z = eye.floor(column, row)
    mean = texture.mean((0, 1))
    made = texture
    for mark in marks:
        away = mark.outside(x, z)
        down, across = np.gradient(away)
        share = np.clip(0.5 - away / np.maximum(np.abs(down) + np.abs(across), 1e-5), 0, 1)[..., None]
        grain = 1 + 0.35 * (texture / mean - 1)
        made = made + 0.94 * share * (mark.colour * grain - made)
    return f32(made)
