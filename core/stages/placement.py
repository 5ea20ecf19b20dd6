"""Where a subject stands in a painted place: how large, how high, and at which edge of the canvas.

The photo as a whole is scaled and moved; what was subject in it becomes the subject of the canvas. Sizes are
natural rather than measured: nobody knows how large the thing is, only how one would frame it.
"""

from collections.abc import Set
from dataclasses import dataclass
from typing import Literal

import numpy as np
from PIL import Image, ImageFilter

from core.scenes.painting import Ground
from core.stages.arrays import Pixels
from core.stages.frame import BLUR
from core.stages.pose import Pose, Side

Fill = Literal["zero", "blurred"]
"""What lies beside the photo: nothing, or its outermost pixels going on softly."""

TALL, WIDE, WIDEST = 0.5, 0.62, 0.72
"""What a standing subject takes of the canvas: height at most, width at most, and width of one that is wider
than ``BROAD`` times its height, such as a car."""
BROAD = 1.7
SMALLEST = 0.28
"""The share of the height or the width that it takes at least, however far away the camera is."""
CUT_TALL, CUT_WIDE = 0.8, 0.85
"""Height and width of a subject that the photo's edge cuts off: the camera was close."""
LYING, LYING_LONGEST = 0.62, 0.78
"""Of a lying subject: the square root of its box's area in shorter sides, and its longest side at most."""
HANGING, HANGING_WIDE, HOOK = 0.68, 0.72, 0.1
"""Of a hanging subject: height, width at most, and the row of its hook."""
ON_STAND = 0.9
"""Share of a stand's width that a subject takes at most."""
HEADROOM = 0.04
"""Share of the canvas that stays free above and beside a subject that is not cut off there."""
SPECK = 0.004
"""Share of the longer side from which on a row's or column's opaque pixels count."""
LEAST_SIDE, MULTIPLE = 768, 8
SLIMMEST, BROADEST = 0.7, 1.5
"""Width over height of a canvas."""


@dataclass(frozen=True)
class Placement:
    """A photo on a canvas of ``canvas`` (width, height) px: ``scale`` is px of the canvas for one of the
    photo, ``left`` and ``top`` are where the photo's top left corner lies, in px of the canvas."""

    canvas: tuple[int, int]
    scale: float
    left: int
    top: int

    def to_canvas(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the photo lies on the canvas, both in px from the top left."""
        return x * self.scale + self.left, y * self.scale + self.top

    def to_photo(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the canvas lies in the photo; outside of it beside the photo."""
        return (x - self.left) / self.scale, (y - self.top) / self.scale

    def place(self, picture: Pixels, fill: Fill | None = None) -> Pixels:
        """H×W×3 or H×W of the photo's size on the canvas; at scale 1 its pixels stay as they are. Without a
        ``fill`` a picture goes on softly beside the photo, and a matte is 0 there."""
        height, width = picture.shape[:2]
        size = max(1, round(width * self.scale)), max(1, round(height * self.scale))
        scaled = _resized(picture, size)
        across = _span(self.left, size[0], self.canvas[0])
        down = _span(self.top, size[1], self.canvas[1])
        inside = scaled[down[0], across[0]]
        made = np.zeros((self.canvas[1], self.canvas[0], *picture.shape[2:]), np.uint8)
        if not inside.size:
            return made
        blurred = (fill or ("zero" if picture.ndim == 2 else "blurred")) == "blurred"
        if blurred and inside.shape != made.shape:
            made = _continued(inside, made.shape, down[1].start, across[1].start)
        made[down[1], across[1]] = inside
        return made


def canvas_for(photo_size: tuple[int, int], max_side: int) -> tuple[int, int]:
    """Width and height in px of the canvas for a fitted photo of ``photo_size`` (width, height): its shape,
    neither slim nor broad, at least ``LEAST_SIDE`` px long but at most ``max_side``, in multiples of 8."""
    width, height = photo_size
    aspect = min(max(width / height, SLIMMEST), BROADEST)
    longest = min(max(width, height, LEAST_SIDE), max_side)
    sides = (longest, longest / aspect) if aspect >= 1 else (longest * aspect, longest)
    across, down = (max(MULTIPLE, round(side / MULTIPLE) * MULTIPLE) for side in sides)
    most = max(MULTIPLE, max_side // MULTIPLE * MULTIPLE)
    return min(across, most), min(down, most)


def staged(
    matte: Pixels,
    pose: Pose,
    cut_off: Set[Side],
    ground: Ground,
    canvas: tuple[int, int],
    distance: float = 1.0,
) -> Placement:
    """The photo of ``matte`` H×W (255 = subject) in a place with that ``ground``: its subject at a natural
    size, on the ground, in the middle of it, or before the wall. A subject that the photo's edge cuts off, on
    the sides ``cut_off``, stays at that edge; one cut off on all four was trimmed and is free.
    ``distance`` is the camera's, 1 = as one photographs such a thing."""
    cut = frozenset[Side]() if len(cut_off) == 4 else frozenset(cut_off)
    box = subject_box(matte)
    scale = _scale(matte, box, pose, cut, ground, canvas, distance)
    x, y = _anchor(box, pose, ground, canvas, scale)
    height, width = (round(side * scale) for side in matte.shape)
    left = round(x - scale * (box[0] + box[2]) / 2)
    top = round(y - scale * box[3])
    if "left" in cut or "right" in cut:
        left = 0 if "left" in cut else canvas[0] - width
    if "top" in cut or "bottom" in cut:
        top = canvas[1] - height if "bottom" in cut else 0
    return Placement(canvas, scale, left, top)


def subject_box(matte: Pixels) -> tuple[int, int, int, int]:
    """Left, top, right and bottom (the last two one past it) in px of the subject, specks left out; the
    whole picture where there is none."""
    opaque = matte > 127
    least = max(1, round(SPECK * max(matte.shape)))
    rows = np.flatnonzero(opaque.sum(axis=1) >= least)
    columns = np.flatnonzero(opaque.sum(axis=0) >= least)
    if not len(rows) or not len(columns):
        return 0, 0, matte.shape[1], matte.shape[0]
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def _scale(
    matte: Pixels,
    box: tuple[int, int, int, int],
    pose: Pose,
    cut: Set[Side],
    ground: Ground,
    canvas: tuple[int, int],
    distance: float,
) -> float:
    """Px of the canvas for one of the photo."""
    wide, tall = box[2] - box[0], box[3] - box[1]
    if {"left", "right"} <= cut:
        return canvas[0] / matte.shape[1]
    if {"top", "bottom"} <= cut:
        return canvas[1] / matte.shape[0]
    across, down = canvas[0] / wide, canvas[1] / tall
    smallest = SMALLEST * min(across, down)
    if cut:
        most = min(CUT_WIDE * across, CUT_TALL * down)
        return max(smallest, most / max(distance, 1) ** 0.5)
    if pose == "lies":
        by_area = LYING * min(canvas) / np.sqrt(wide * tall)
        longest = min(LYING_LONGEST * across, LYING_LONGEST * down)
        return float(np.clip(min(by_area, longest) / distance, smallest, 0.9 * min(across, down)))
    if pose == "hangs":
        most = min(1 - HOOK - HEADROOM, HANGING / distance) * down
        return max(smallest, min(most, min(0.9, HANGING_WIDE / distance) * across))
    return _standing_scale(across, down, wide / tall, ground, canvas, distance, smallest)


def _standing_scale(
    across: float,
    down: float,
    aspect: float,
    ground: Ground,
    canvas: tuple[int, int],
    distance: float,
    smallest: float,
) -> float:
    width = WIDEST if aspect > BROAD else WIDE
    natural = min(TALL * down, width * across) / distance
    room = min((ground.foot - HEADROOM) * down, (1 - 2 * HEADROOM) * across)
    stand = ground.stand
    if stand is None:
        return min(max(natural, smallest), room)
    on_it = ON_STAND * 2 * stand.half * canvas[1] * across / canvas[0]
    over_it = (stand.y - HEADROOM) * down
    return min(max(natural, smallest), on_it, over_it)


def _anchor(
    box: tuple[int, int, int, int], pose: Pose, ground: Ground, canvas: tuple[int, int], scale: float
) -> tuple[float, float]:
    """Where the middle of the subject's lower edge goes, in px of the canvas."""
    width, height = canvas
    tall = scale * (box[3] - box[1])
    if pose == "lies":
        return width / 2, (height + tall) / 2
    if pose == "hangs":
        return width / 2, min(HOOK * height, (height - tall) / 2) + tall
    if ground.stand is not None:
        return ground.stand.x * height, (ground.stand.y + 0.3 * ground.stand.deep) * height
    return width / 2, ground.foot * height


def _span(start: int, length: int, canvas: int) -> tuple[slice, slice]:
    """Which part of ``length`` px that begin at ``start`` lies on the canvas, and where there."""
    begin, end = max(0, start), max(0, min(canvas, start + length))
    return slice(begin - start, max(begin, end) - start), slice(begin, max(begin, end))


def _resized(picture: Pixels, size: tuple[int, int]) -> Pixels:
    """A picture at ``size`` (width, height), area-true as it shrinks; a matte without ringing."""
    if size == (picture.shape[1], picture.shape[0]):
        return picture
    filtered = Image.Resampling.LANCZOS if picture.ndim == 3 else Image.Resampling.BILINEAR
    return np.asarray(Image.fromarray(picture).resize(size, filtered))


def _continued(inside: Pixels, shape: tuple[int, ...], top: int, left: int) -> Pixels:
    """A canvas of ``shape`` around ``inside``, whose outermost pixels go on outward, blurred."""
    down = (top, shape[0] - top - inside.shape[0])
    across = (left, shape[1] - left - inside.shape[1])
    padded = np.pad(inside, (down, across, (0, 0))[: inside.ndim], mode="edge")
    blur = ImageFilter.GaussianBlur(BLUR * max(*down, *across))
    return np.array(Image.fromarray(padded).filter(blur))
