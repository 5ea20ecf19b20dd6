"""Cushions and pillows that stand behind: rounded, creased at their corners, lit from one side."""

import cv2
import numpy as np

from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, Random, noise
from core.scenes.parts.channels import dimmed, scaled, spread
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
    maps = [noise(rng, 256, 256, cells, 3, gain=gain) for cells, gain in ((2.5, 0.55), (6, 0.6), (60, 0.9))]
    reach = 1.5 * float(np.hypot(box[2], box[3]))
    left, right = (
        int(np.clip((width / height / 2 + box[0] + way * reach) * height, 0, width)) for way in (-1, 1)
    )
    first, last = (int(np.clip((box[1] + way * reach) * height, 0, height)) for way in (-1, 1))
    if right <= left or last <= first:
        return
    y, x = np.mgrid[first:last, left:right].astype(np.float32)
    x = (x + 0.5) / height - np.float32(width / height / 2 + box[0])
    y = (y + 0.5) / height - np.float32(box[1])
    cos, sin = np.float32(np.cos(turn)), np.float32(np.sin(turn))
    u, v = (x * cos + y * sin) / np.float32(box[2]), (y * cos - x * sin) / np.float32(box[3])
    place = f32(np.clip(u / 2.4 + 0.5, 0, 1) * 255), f32(np.clip(v / 2.4 + 0.5, 0, 1) * 255)
    bulge, fold, weave = (cv2.remap(one, *place, cv2.INTER_LINEAR) for one in maps)
    # Edges drawn in between the corners, as a filled case has them.
    pinch = 1 - 0.07 * (1 - np.minimum(np.abs(u), np.abs(v))) ** 2 * (np.maximum(np.abs(u), np.abs(v)) > 0.5)
    away = ((np.abs(u) ** square + np.abs(v) ** square) ** (1 / square)) / pinch + 0.012 * bulge
    size = min(box[2], box[3])
    inside = (1 - away) * size
    cover = np.clip(inside * height + 0.5, 0, 1)
    shade = np.exp(-np.clip(-inside, 0, None) / (0.16 * size)) * (1 - cover)
    part = light[first:last, left:right]
    dimmed(part, [1 - 0.45 * shade] * 3)
    dome = np.sqrt(np.clip(1 - np.clip(away, 0, 1) ** 2.4, 0, 1))
    tall = size * (0.62 * dome + 0.035 * fold * np.clip(1.2 - dome, 0, 1) + 0.02 * bulge)
    seam = np.exp(-(((1 - away) / 0.035) ** 2))
    colour = np.clip(spread(1 + 0.02 * weave + 0.02 * bulge - 0.14 * seam, tone), 0, 1)
    # A relief's heights are shares of its own height.
    made = lit(Relief(f32(colour), f32(tall * height / (last - first))), lamp)
    part += scaled(made - part, cover)


def mean_light(lamp: Lamp, tone: Array) -> Array:
    """Linear light of a flat matt thing of that sRGB tone."""
    return f32(to_linear(tone) * (np.array(lamp.key) + np.array(lamp.fill)))
