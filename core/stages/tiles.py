"""Large pictures tile by tile, where a pixel depends on those around it: its floats take little memory."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

WHOLE_PIXELS = 17_000_000
"""Up to which a picture is worked on as a whole where pixels depend on those around them."""
TILE = 1024
"""Px of a side of the tiles of larger ones."""

Slices = tuple[slice, slice]


class Tile(NamedTuple):
    """A part of a picture: ``core`` is its own, ``seen`` that with what it depends on around it, and
    ``within`` where the core lies in that; rows, then columns."""

    core: Slices
    seen: Slices
    within: Slices


def tiles(wanted: npt.NDArray[np.bool_], reach: int) -> Iterator[Tile]:
    """The tiles of a picture in which something is ``wanted`` H×W, each seen with ``reach`` px around it."""
    height, width = wanted.shape
    for top in range(0, height, TILE):
        for left in range(0, width, TILE):
            core = slice(top, min(top + TILE, height)), slice(left, min(left + TILE, width))
            if not wanted[core].any():
                continue
            seen = (
                slice(max(0, core[0].start - reach), min(height, core[0].stop + reach)),
                slice(max(0, core[1].start - reach), min(width, core[1].stop + reach)),
            )
            inner = (slice(c.start - s.start, c.stop - s.start) for c, s in zip(core, seen, strict=True))
            down, across = inner
            yield Tile(core, seen, (down, across))
