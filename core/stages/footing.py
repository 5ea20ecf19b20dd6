"""Where a standing subject touches the ground: along its whole lower outline, not at one row.

A car's wheels, a carton seen from a corner and an animal's legs touch the ground in different rows. The
*ground line* is the ground's row below each column of the subject: it rests on the subject's lowest parts,
goes straight between them, and beyond and beside them rises no faster than ``SLOPE``, as edges on the ground
do in perspective. What comes down like a leg and ends a little above it stands farther away: the line is bent
up to there. What is above it by more than a little does not touch.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.stages.arrays import Floats, Pixels

SLOPE = 0.35
"""Rows per column by which the ground line rises at most."""
TOUCHES = 0.02
"""The gap, in shares of the subject's height, at which an outline touches the ground by 1/e."""
DEEPEST = 0.3
"""How far above the lowest one, in shares of the subject's height (of half its width where that is more, as a
car's is), the ground line may be."""
LEG, FARTHER = 0.08, 0.14
"""How far a leg's end is below what is beside it at least, in shares of the subject's height, and how far
above the straight line at most, in shares of its longer side: that of an animal's far legs."""

RUNS, STANDS = 0.8, 0.12
"""What rolls touches the ground in one run of at most this share of its width, and to both sides of it is
this far above the ground line at last, in shares of its height: fruit, a ball. A bottle's round foot touches
along nearly all of it, a box along its edges."""


@dataclass(frozen=True)
class Footing:
    """The columns from ``first`` on that the subject spans. Rows are in px from the top, real numbers:
    ``edge`` is where the subject ends below (``-inf`` in columns without it), ``ground`` the ground line and
    ``gap`` what is between them; ``contact`` 0…1 is how much it touches there; ``tall`` is the subject's
    height in px."""

    first: int
    edge: Floats
    ground: Floats
    gap: Floats
    contact: Floats
    tall: float

    @property
    def columns(self) -> slice:
        """The subject's columns."""
        return slice(self.first, self.first + len(self.edge))

    @property
    def foot(self) -> float:
        """The lowest row of the ground line."""
        return float(self.ground.max())


def footing(matte: Pixels, *, rolls: bool = False) -> Footing | None:
    """The footing of ``matte`` H×W (255 = subject); ``None`` where there is no subject. With ``rolls`` the
    ground below what is round lies level, as it does under its lowest point."""
    opaque = matte > 127
    columns = np.flatnonzero(opaque.any(axis=0))
    if not len(columns):
        return None
    first, last = int(columns[0]), int(columns[-1]) + 1
    rows = np.flatnonzero(opaque.any(axis=1))
    tall = float(rows[-1] + 1 - rows[0])
    edge = _lower_edge(matte[:, first:last])
    ground = _with_far_legs(_ground_line(edge, DEEPEST * max(tall, len(edge) / 2)), edge, tall)
    if rolls and _is_round(ground, edge, tall):
        ground = np.full_like(ground, ground.max())
    gap = np.where(np.isfinite(edge), ground - edge, np.inf).astype(np.float32)
    contact = np.exp(-((gap / (TOUCHES * tall + 0.5)) ** 2)).astype(np.float32)
    return Footing(first, edge, ground, gap, contact, tall)


def _lower_edge(matte: Pixels) -> Floats:
    """The row, to a fraction of a pixel, at which each column's subject ends below; ``-inf`` without it."""
    height = len(matte)
    lowest = height - 1 - np.argmax(matte[::-1] > 127, axis=0)
    across = np.arange(matte.shape[1])
    below = np.where(lowest + 1 < height, matte[np.minimum(lowest + 1, height - 1), across], 0)
    edge = lowest + (matte[lowest, across].astype(np.float32) + below) / 255
    return np.where((matte > 127).any(axis=0), edge, -np.inf).astype(np.float32)


def _ground_line(edge: Floats, deepest: float) -> Floats:
    """The lowest rows of ``edge``, joined by straight lines and falling off to the sides by ``SLOPE``."""
    rise = SLOPE * np.arange(len(edge), dtype=np.float32)
    from_left = np.maximum.accumulate(edge + rise) - rise
    from_right = (np.maximum.accumulate((edge - rise)[::-1])[::-1]) + rise
    line = np.maximum(from_left, from_right)
    line = np.maximum(line, line.max() - deepest)
    corners: list[int] = []
    for column in range(len(line)):
        while len(corners) > 1 and _is_above(line, corners[-2], corners[-1], column):
            corners.pop()
        corners.append(column)
    return np.interp(np.arange(len(line)), corners, line[corners]).astype(np.float32)


def _is_round(line: Floats, edge: Floats, tall: float) -> bool:
    """Whether the outline leaves the ground line to both sides of where it touches, without coming back,
    but for the steps of pixels."""
    gap = np.where(np.isfinite(edge), line - edge, np.inf)
    touching = np.flatnonzero(gap < TOUCHES * tall)
    run = int(touching[-1] - touching[0]) + 1
    beside = gap[: touching[0]], gap[touching[-1] + 1 :]
    return bool(
        0.95 * run < len(touching)
        and run < RUNS * len(edge)
        and all(len(side) and side.max() > STANDS * tall for side in beside)
    )


def _with_far_legs(line: Floats, edge: Floats, tall: float) -> Floats:
    """The ground line, bent up to the ends of legs that are a little above it."""
    outline = np.pad(np.maximum(edge, line - tall), 1, constant_values=float(line.min()) - tall)
    ends = peaks(outline, LEG * tall) - 1
    gap = line[ends] - edge[ends]
    farthest = FARTHER * max(tall, len(line))
    feet = ends[gap < farthest]
    far = ends[(gap > TOUCHES * tall) & (gap < farthest)]
    if not len(far):
        return line
    known = np.unique(np.concatenate([[0], feet, [len(line) - 1]]))
    bent = np.interp(np.arange(len(line)), known, np.where(np.isin(known, far), edge[known], line[known]))
    return np.maximum(bent, edge).astype(np.float32)


def peaks(line: Floats, prominence: float) -> npt.NDArray[np.intp]:
    """Where ``line`` is higher than on both sides, and stands out by ``prominence`` at least: above the
    higher of the two lowest points between it and a higher one, or the end. A level peak is taken at its
    middle. These are the peaks of ``scipy.signal.find_peaks``, to import which takes half a second."""
    exact = line.astype(np.float64)
    starts = np.flatnonzero(np.diff(exact, prepend=np.nan) != 0)
    levels, ends = exact[starts], np.append(starts[1:], len(exact)) - 1
    higher = np.flatnonzero((levels[1:-1] > levels[:-2]) & (levels[1:-1] > levels[2:])) + 1
    tops = (starts[higher] + ends[higher]) // 2
    kept = [top for top in tops if _stands_out(exact, top) >= prominence]
    return np.array(kept, np.intp)


def _stands_out(line: npt.NDArray[np.float64], top: int) -> float:
    """By how much a peak is above the saddles beside it."""
    height = line[top]
    left, right = np.flatnonzero(line[:top] > height), np.flatnonzero(line[top:] > height)
    lowest_left = line[left[-1] if len(left) else 0 : top + 1].min()
    lowest_right = line[top : top + right[0] if len(right) else len(line)].min()
    return float(height - max(lowest_left, lowest_right))


def _is_above(line: Floats, left: int, middle: int, right: int) -> bool:
    """Whether the line's middle point is above (or on) the straight line between the other two."""
    straight = (line[right] - line[left]) * (middle - left)
    return bool((line[middle] - line[left]) * (right - left) <= straight)
