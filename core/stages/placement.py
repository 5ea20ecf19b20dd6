"""Where a subject stands in a painted place: how large, how high, and at which edge of the canvas.

The photo as a whole is scaled and moved; what was subject in it becomes the subject of the canvas. Sizes are
natural rather than measured: nobody knows how large the thing is, only how one would frame it.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass, replace
from math import ceil, floor
from typing import Literal, NamedTuple

import numpy as np
from PIL import Image, ImageFilter

from core.scenes.painting import Ground
from core.stages.arrays import Floats, Pixels
from core.stages.footing import footing
from core.stages.frame import BLUR
from core.stages.hanger import Hook
from core.stages.pose import Pose, Side

MOST_SCALED = 64_000_000
"""Px of a scaled photo from which on only the part of it that the canvas shows is scaled."""
Fill = Literal["zero", "blurred"]
"""What lies beside the photo: nothing, or its outermost pixels going on softly."""

TALL, WIDE, WIDEST = 0.5, 0.62, 0.72
"""What a standing subject takes of the canvas: height at most, width at most, and width of one that is wider
than ``BROAD`` times its height, such as a car."""
LARGE = 0.46
"""The square root of its box's share of the canvas at most."""
BROAD = 1.7
SMALLEST = 0.28
"""The share of the height or the width that it takes at least, however far away the camera is."""
CUT_TALL, CUT_WIDE = 0.8, 0.85
"""Height and width of a subject that the photo's edge cuts off: the camera was close."""
LYING, LYING_LONGEST = 0.62, 0.78
"""Of a lying subject: the square root of its box's area in shorter sides, and its longest side at most."""
HANGING, HANGING_WIDE, HOOK = 0.68, 0.72, 0.1
"""Of a hanging subject: height, width at most, and the row of its hook."""
WIRE = 0.062
"""How far below that row a subject ends whose hook has to be drawn, as a share of the height."""
CLIPPED = 0.125
"""The same of one that clips hold."""
ON_STAND = 0.9
"""Share of a stand's width that a subject takes at most."""
ON_LOW, TOUCHING = 0.75, 0.3
"""Share of a low stand's depth over which a subject's feet may be apart, and the contact from which on one
touches it."""
FORWARD, FARTHER_FORWARD = 0.3, 0.6
"""How far before a stand's middle a subject's feet are at least, in half depths: what is round or deep has
its middle behind them, farther so where not the whole stand is free."""
HEADROOM = 0.04
"""Share of the canvas that stays free above and beside a subject that is not cut off there."""
SPECK = 0.004
"""Share of the longer side from which on a row's or column's opaque pixels count."""
LEAST_SIDE, MULTIPLE = 768, 8
SLIMMEST, BROADEST = 0.7, 1.5
"""Width over height of a canvas."""


class Box(NamedTuple):
    """A rectangle in px; ``right`` and ``bottom`` are one past it."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Px across."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Px down."""
        return self.bottom - self.top


@dataclass(frozen=True)
class Placement:
    """A photo on a canvas of ``canvas`` (width, height) px: ``scale`` is px of the canvas for one of the
    photo, ``left`` and ``top`` are where its top left corner lies, in px of the canvas. Of a photo that is
    mirrored (``mirror``) and turned clockwise by ``turn`` degrees, whose width and height in px are ``size``
    then, that is the corner of the box around it."""

    canvas: tuple[int, int]
    scale: float
    left: int
    top: int
    size: tuple[int, int] = (0, 0)
    turn: float = 0.0
    mirror: bool = False

    def to_canvas(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the photo lies on the canvas, both in px from the top left."""
        x, y = x * self.scale, y * self.scale
        if self.mirror or self.turn:
            x, y = _turned_point(self._matrix, self.size[0] * self.scale - x if self.mirror else x, y)
        return x + self.left, y + self.top

    def to_photo(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the canvas lies in the photo; outside of it beside the photo."""
        x, y = x - self.left, y - self.top
        if self.mirror or self.turn:
            x, y = _turned_point(_inverse(self._matrix), x, y)
            x = self.size[0] * self.scale - x if self.mirror else x
        return x / self.scale, y / self.scale

    @property
    def _matrix(self) -> Floats:
        return turning((self.size[0] * self.scale, self.size[1] * self.scale), self.turn)[0]

    def oriented(self, picture: Pixels) -> Pixels:
        """A picture or a matte mirrored and turned as the photo is; turned, a matte is 0 beside it, and a
        picture's outermost pixels go on."""
        if self.mirror:
            picture = picture[:, ::-1]
        return turned(np.ascontiguousarray(picture), self.turn) if self.turn else picture

    def hook(self, hook: Hook) -> Hook:
        """A hook in px of the photo in px of the canvas."""
        x, y = self.to_canvas(hook.x, hook.y)
        clips, arms, way = (
            tuple(self.to_canvas(*at) for at in places) for places in (hook.clips, hook.arms, hook.way)
        )
        return replace(hook, x=x, y=y, clips=clips, arms=arms, way=way)

    def place(self, picture: Pixels, fill: Fill | None = None) -> Pixels:
        """H×W×3 or H×W of the photo's size on the canvas; at scale 1 its pixels stay as they are. Without a
        ``fill`` a picture goes on softly beside the photo, and a matte is 0 there."""
        height, width = picture.shape[:2]
        if width * height * self.scale**2 <= MOST_SCALED:
            return self._placed(picture, fill)
        part, across, down = self._seen(width, height)
        return part._placed(np.ascontiguousarray(picture[down, across]), fill)

    def _seen(self, width: int, height: int) -> tuple["Placement", slice, slice]:
        """The part of a photo of ``width`` and ``height`` px that the canvas shows, its columns and rows, and
        where that part is placed."""
        corners = [self.to_photo(x, y) for x in (0, self.canvas[0]) for y in (0, self.canvas[1])]
        columns, rows = zip(*corners, strict=True)
        across, down = _around(columns, width), _around(rows, height)
        size = across.stop - across.start, down.stop - down.start
        x, y = self.to_canvas((across.start + across.stop) / 2, (down.start + down.stop) / 2)
        box = turning((size[0] * self.scale, size[1] * self.scale), self.turn)[1]
        left, top = round(x - box[0] / 2), round(y - box[1] / 2)
        return replace(self, size=size, left=left, top=top), across, down

    def _placed(self, picture: Pixels, fill: Fill | None) -> Pixels:
        height, width = picture.shape[:2]
        size = max(1, round(width * self.scale)), max(1, round(height * self.scale))
        scaled = self.oriented(_resized(picture, size))
        size = scaled.shape[1], scaled.shape[0]
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


def _around(values: Iterable[float], length: int) -> slice:
    """The pixels from the least of ``values`` to the greatest, and a few more, of ``length`` ones."""
    places = tuple(values)
    first = min(max(0, floor(min(places)) - 4), length - 1)
    return slice(first, max(min(length, ceil(max(places)) + 4), first + 1))


def turning(size: tuple[float, float], turn: float) -> tuple[Floats, tuple[int, int]]:
    """The 2×3 matrix that turns a picture of ``size`` (width, height) clockwise by ``turn`` degrees into the
    box around it, and that box's width and height."""
    angle = np.radians(turn)
    cosine, sine = float(np.cos(angle)), float(np.sin(angle))
    width = abs(cosine) * size[0] + abs(sine) * size[1]
    height = abs(sine) * size[0] + abs(cosine) * size[1]
    x, y = size[0] / 2, size[1] / 2
    matrix = np.array(
        [
            [cosine, -sine, width / 2 - cosine * x + sine * y],
            [sine, cosine, height / 2 - sine * x - cosine * y],
        ],
        np.float32,
    )
    return matrix, (max(1, round(width)), max(1, round(height)))


def turned(picture: Pixels, turn: float) -> Pixels:
    """A picture H×W×3 or a matte H×W turned clockwise by ``turn`` degrees, in the box around it."""
    import cv2

    matrix, size = turning((picture.shape[1], picture.shape[0]), turn)
    # Points are at corners of pixels here and at their middles there.
    shift = matrix[:, :2] @ np.array([0.5, 0.5], np.float32) - 0.5
    matrix = np.column_stack([matrix[:, :2], matrix[:, 2] + shift])
    is_matte = picture.ndim == 2
    made = cv2.warpAffine(
        picture,
        matrix,
        size,
        flags=cv2.INTER_LINEAR if is_matte else cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_CONSTANT if is_matte else cv2.BORDER_REPLICATE,
    )
    return np.asarray(made, np.uint8)


def _turned_point(matrix: Floats, x: float, y: float) -> tuple[float, float]:
    across, down = matrix[:, :2] @ np.array([x, y]) + matrix[:, 2]
    return float(across), float(down)


def _inverse(matrix: Floats) -> Floats:
    back = np.linalg.inv(np.vstack([matrix, [0, 0, 1]]))
    return back[:2].astype(np.float32)


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


BEFORE_FAR, LOWEST = 0.02, 0.95
"""How far, in heights of the picture, the farthest foot is below the row where the ground ends, and the row
above which the nearest stays."""


def staged(  # noqa: PLR0917
    matte: Pixels,
    pose: Pose,
    cut_off: Set[Side],
    ground: Ground,
    canvas: tuple[int, int],
    distance: float = 1.0,
    hook: Hook | None = None,
    *,
    all_feet: bool = False,
) -> Placement:
    """The photo of ``matte`` H×W (255 = subject) in a place with that ``ground``: its subject at a natural
    size, on the ground, in the middle of it, or before the wall. A subject that the photo's edge cuts off, on
    the sides ``cut_off``, stays at that edge; one cut off on all four was trimmed and is free. ``distance``
    is the camera's, 1 = as one photographs such a thing. What hangs has its ``hook``, in px of the photo, in
    the middle; without one the middle of its box. With ``all_feet`` a subject goes down until the farthest of
    its feet is on the ground too: a car's rear wheel."""
    flat = pose == "hangs" and ground.spot is not None
    cut = frozenset[Side]() if len(cut_off) == 4 or flat else frozenset(cut_off)
    box = subject_box(matte)
    if ground.spot is not None and flat:
        scale = min(2 * ground.spot.half / box.width, 2 * ground.spot.tall / box.height) * canvas[1]
    elif cut:
        scale = _cut_scale(matte, box, cut, ground, canvas) / max(distance, 1) ** (0.5 * (len(cut) == 1))
    else:
        scale = _scale(box, pose, canvas) / distance
        scale = _in_bounds(scale, box, pose, ground, canvas)
        scale = _fitting_a_stand(scale, matte, box, pose, ground, canvas)
        if ground.spot is not None and pose == "lies":
            scale = min(scale, 2 * ground.spot.half * canvas[1] / box.width)
    if hook is not None and pose == "hangs" and not cut & {"left", "right", "bottom"}:
        return _hung(hook, box, canvas, scale)
    x, y = _anchor(matte, box, pose, ground, canvas, scale)
    height, width = (round(side * scale) for side in matte.shape)
    left = round(x - scale * (box.left + box.right) / 2)
    top = round(y - scale * box.bottom)
    if all_feet and pose == "stands" and not cut and ground.stand is None:
        top += _on_the_ground(matte, ground, canvas[1], scale, top, box)
    if "left" in cut or "right" in cut:
        left = 0 if "left" in cut else canvas[0] - width
    if "top" in cut or "bottom" in cut:
        top = canvas[1] - height if "bottom" in cut else 0
    return Placement(canvas, scale, left, top)


def _on_the_ground(  # noqa: PLR0917
    matte: Pixels, ground: Ground, height: int, scale: float, top: int, box: Box
) -> int:
    """By how many px a subject goes down so that its farthest foot is nearer than where the ground ends."""
    stood = footing(matte)
    if stood is None or not (stood.contact > TOUCHING).any():
        return 0
    farthest = top + scale * float(stood.ground[stood.contact > TOUCHING].min())
    lacking = (ground.far + BEFORE_FAR) * height - farthest
    room = LOWEST * height - (top + scale * box.bottom)
    return round(max(0.0, min(lacking, room)))


def _hung(hook: Hook, box: Box, canvas: tuple[int, int], scale: float) -> Placement:
    """The photo with its ``hook`` in the middle and, where it is whole, at its row."""
    width, height = canvas
    row = HOOK if hook.whole else HOOK + (CLIPPED if hook.clips else WIRE)
    scale = min(scale, (1 - HEADROOM - row) * height / max(box.bottom - hook.y, 1))
    side = max(hook.x - box.left, box.right - hook.x, 1)
    scale = min(scale, (0.5 - HEADROOM) * width / side)
    return Placement(canvas, scale, round(width / 2 - scale * hook.x), round(row * height - scale * hook.y))


def subject_box(matte: Pixels) -> Box:
    """The box of the subject of ``matte`` H×W, specks left out; the whole picture where there is none."""
    opaque = matte > 127
    least = max(1, round(SPECK * max(matte.shape)))
    rows = np.flatnonzero(opaque.sum(axis=1) >= least)
    columns = np.flatnonzero(opaque.sum(axis=0) >= least)
    if not len(rows) or not len(columns):
        return Box(0, 0, matte.shape[1], matte.shape[0])
    return Box(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)


def _cut_scale(matte: Pixels, box: Box, cut: Set[Side], ground: Ground, canvas: tuple[int, int]) -> float:
    """The scale of a subject that the photo cuts off: from edge to edge, or large at its edge. One that is
    cut off above reaches down to the ground's foot."""
    width, height = canvas
    if {"left", "right"} <= cut:
        return width / matte.shape[1]
    if {"top", "bottom"} <= cut:
        return height / matte.shape[0]
    tall = ground.foot * height / box.bottom if "top" in cut else CUT_TALL * height / box.height
    return min(CUT_WIDE * width / box.width, tall)


def _scale(box: Box, pose: Pose, canvas: tuple[int, int]) -> float:
    """The natural scale of a whole subject, at distance 1."""
    across, down = canvas[0] / box.width, canvas[1] / box.height
    if pose == "lies":
        by_area = LYING * min(canvas) / float(np.sqrt(box.width * box.height))
        return min(by_area, LYING_LONGEST * across, LYING_LONGEST * down)
    if pose == "hangs":
        return min(HANGING * down, HANGING_WIDE * across)
    width = WIDEST if box.width > BROAD * box.height else WIDE
    return min(TALL * down, width * across, LARGE * float(np.sqrt(across * down)))


def _in_bounds(scale: float, box: Box, pose: Pose, ground: Ground, canvas: tuple[int, int]) -> float:
    """``scale``, neither too small nor larger than the room there is, on a stand or in the picture."""
    across, down = canvas[0] / box.width, canvas[1] / box.height
    room = (1 - 2 * HEADROOM) * across
    above = {"stands": ground.foot, "lies": 1 - HEADROOM, "hangs": 1 - HOOK}[pose] - HEADROOM
    stand = ground.stand if pose == "stands" else None
    if stand is not None:
        half = ON_STAND * stand.free * stand.half
        room, above = 2 * half * canvas[1] / box.width, stand.y - HEADROOM
    return min(max(scale, SMALLEST * min(across, down)), room, above * down)


def _footprint(matte: Pixels) -> float:
    """How many px of the photo the subject's feet are apart from the nearest to the farthest."""
    stood = footing(matte)
    if stood is None:
        return 0.0
    touching = stood.ground[stood.contact > TOUCHING]
    return float(np.ptp(touching)) if len(touching) else 0.0


def _fitting_a_stand(  # noqa: PLR0917
    scale: float, matte: Pixels, box: Box, pose: Pose, ground: Ground, canvas: tuple[int, int]
) -> float:
    """``scale``, no larger than that all feet are on a low stand, a board or a plate."""
    stand = ground.stand
    if pose != "stands" or stand is None or not stand.low:
        return scale
    most = ON_LOW * 2 * stand.free * stand.deep * canvas[1] / max(_footprint(matte), 1.0)
    least = SMALLEST * min(canvas[0] / box.width, canvas[1] / box.height)
    return max(min(scale, most), min(scale, least))


def _anchor(  # noqa: PLR0917
    matte: Pixels, box: Box, pose: Pose, ground: Ground, canvas: tuple[int, int], scale: float
) -> tuple[float, float]:
    """Where the middle of the subject's lower edge goes, in px of the canvas."""
    width, height = canvas
    tall = scale * box.height
    if pose == "lies":
        middle = width / 2 if ground.spot is None else ground.spot.x * height
        return middle, (height + tall) / 2
    if pose == "hangs" and ground.spot is not None:
        return ground.spot.x * height, ground.spot.y * height + tall / 2
    if pose == "hangs":
        return width / 2, min(HOOK * height, (height - tall) / 2) + tall
    stand = ground.stand
    if stand is not None:
        # The middle of its feet is in the middle of a low stand.
        deep = 0.5 * scale * _footprint(matte) / (stand.deep * height) if stand.low else 0.0
        least = FORWARD if stand.free == 1 else FARTHER_FORWARD
        return stand.x * height, (stand.y + float(np.clip(deep, least, 0.8)) * stand.deep) * height
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
