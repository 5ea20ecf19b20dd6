"""Cushions and pillows that stand behind: rounded, creased at their corners, lit from one side."""

import numpy as np

from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, Random, grid, noise
from core.scenes.parts.floats import f32
from core.scenes.parts.heightfield import Lamp, Relief, lit

Box = tuple[float, float, float, float]
"""The middle (column from the picture's middle, row) and half sizes, in heights of the picture."""


def cushion(
    rng: Random, light: Array, box: Box, tone: Array, lamp: Lamp, turn: float = 0.0, square: float = 3.2
) -> None:
    """Paint a cushion of an sRGB ``tone`` over linear ``light``, in place, with the shade it throws behind;
    ``square`` is how nearly it has corners (2 round)."""
    height, width = light.shape[:2]
    y, x = grid(height, width)
    x, y = x - np.float32(width / height / 2 + box[0]), y - np.float32(box[1])
    cos, sin = np.float32(np.cos(turn)), np.float32(np.sin(turn))
    u, v = (x * cos + y * sin) / np.float32(box[2]), (y * cos - x * sin) / np.float32(box[3])
    bulge = noise(rng, height, width, 5, 3, gain=0.55)
    fold = noise(rng, height, width, 11, 3, stretch=0.5)
    weave = noise(rng, height, width, 330, 2, gain=0.9)
    # Edges drawn in between the corners, as a filled case has them.
    pinch = 1 - 0.07 * (1 - np.minimum(np.abs(u), np.abs(v))) ** 2 * (np.maximum(np.abs(u), np.abs(v)) > 0.5)
    reach = ((np.abs(u) ** square + np.abs(v) ** square) ** (1 / square)) / pinch + 0.012 * bulge
    size = min(box[2], box[3])
    inside = (1 - reach) * size
    cover = np.clip(inside * height + 0.5, 0, 1)
    shade = np.exp(-np.clip(-inside, 0, None) / (0.16 * size)) * (1 - cover)
    light *= (1 - 0.45 * shade)[..., None]
    if not cover.any():
        return
    dome = np.sqrt(np.clip(1 - np.clip(reach, 0, 1) ** 2.4, 0, 1))
    tall = size * (0.62 * dome + 0.035 * fold * np.clip(1.2 - dome, 0, 1) + 0.02 * bulge)
    seam = np.exp(-(((1 - reach) / 0.035) ** 2))
    colour = np.clip(tone * (1 + 0.025 * weave + 0.02 * bulge - 0.14 * seam)[..., None], 0, 1)
    made = lit(Relief(f32(colour), f32(tall)), lamp)
    light += (made - light) * cover[..., None]


def mean_light(lamp: Lamp, tone: Array) -> Array:
    """Linear light of a flat matt thing of that sRGB tone."""
    return f32(to_linear(tone) * (np.array(lamp.key) + np.array(lamp.fill)))
