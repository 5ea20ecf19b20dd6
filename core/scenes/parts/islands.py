"""Ranges that stand out of water only here and there: headlands, islands, icebergs."""

import numpy as np

from core.scenes.parts.canvas import Array
from core.scenes.parts.grids import Numbers


def sunk(layer: Numbers, deep: Numbers, water: float) -> Array:
    """The RGBA layer of a range lowered by ``deep`` picture heights (one for each column) and cut off below
    the row ``water``."""
    height = layer.shape[0]
    shift = np.rint(np.asarray(deep) * height).astype(int)
    rows = np.arange(height)[:, None] - shift[None]
    made = np.take_along_axis(layer, np.clip(rows, 0, height - 1)[..., None], axis=0)
    kept = (rows >= 0) & ((np.arange(height)[:, None] + 0.5) / height < water)
    return (made * kept[..., None]).astype(np.float32)
