"""The part of a frame in which a subject is: what is kept of it while others are placed and shaded."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from core.stages.arrays import Pixels

ROOM = 0.01
"""Around the subject, as a share of the frame's longer side: what looks at its edge sees what is beside it."""


@dataclass(frozen=True)
class Window:
    """Some ``rows`` and ``columns`` of a frame of ``shape`` (H, W)."""

    shape: tuple[int, int]
    rows: slice
    columns: slice

    @classmethod
    def around(cls, matte: Pixels) -> Self:
        """The window of all that is anything in ``matte`` H×W, with some room."""
        shape = matte.shape[0], matte.shape[1]
        room = max(4, round(ROOM * max(shape)))
        return cls(shape, *(_span(matte.any(axis=1 - axis), room) for axis in (0, 1)))

    def part(self, pixels: Pixels) -> Pixels:
        """What the window shows of H×W or H×W×3 pixels, as an array of its own."""
        return pixels[self.rows, self.columns].copy()

    def whole(self, part: Pixels) -> Pixels:
        """The frame H×W or H×W×3 of which ``part`` is seen, and nothing else."""
        made = np.zeros((*self.shape, *part.shape[2:]), part.dtype)
        made[self.rows, self.columns] = part
        return made


def _span(seen: Pixels, room: int) -> slice:
    places = np.flatnonzero(seen)
    if not len(places):
        return slice(0, 0)
    return slice(max(0, int(places[0]) - room), min(len(seen), int(places[-1]) + 1 + room))
