"""A preview in layers: the cut-out by itself and where it lies, to be moved before it is drawn."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

import numpy as np

from core.scenes.canvas import Place
from core.scenes.painting import Painting, View, paint
from core.scenes.spec import SceneSpec
from core.stages.arrays import Pixels
from core.stages.placement import Box, Placement, subject_box

KEPT_PAINTINGS = 6
"""Painted places that are held, the latest used."""
MOST_CORNERS = 48
"""Points of an outline at most."""
CORNER_OFF = 0.75
"""Px by which a simpler outline may be off."""


@dataclass(frozen=True, kw_only=True)
class CutOut:
    """A subject by itself: ``pixels`` h×w×4 uint8 RGBA, alpha not multiplied in, of the part of the photo
    whose corner is ``left``, ``top``; ``size`` is the photo's width and height, and ``outline`` the corners
    of the smallest convex shape around the subject. All in px of the small photo."""

    pixels: Pixels
    left: int
    top: int
    size: tuple[int, int]
    outline: tuple[tuple[float, float], ...]


def cut_out_of(source: Pixels, matte: Pixels, shape: Pixels) -> CutOut:
    """The cut-out of ``source`` H×W×3 by ``matte`` H×W (255 = subject), placed by its silhouette ``shape``
    H×W."""
    height, width = matte.shape
    seen = _seen_box(matte)
    part = slice(seen.top, seen.bottom), slice(seen.left, seen.right)
    pixels = np.dstack([source[part], matte[part]])
    return CutOut(
        pixels=pixels,
        left=seen.left,
        top=seen.top,
        size=(width, height),
        outline=_outline(shape, subject_box(shape)),
    )


def place_of(placement: Placement, shape: Pixels) -> Place:
    """The place by hand that is where ``placement`` puts the subject of ``shape`` H×W (255 = subject), within
    what can be asked for."""
    box = subject_box(placement.oriented(shape))
    width, height = placement.canvas
    x = (placement.left + placement.scale * (box.left + box.right) / 2) / width
    y = (placement.top + placement.scale * (box.top + box.bottom) / 2) / height
    scale = placement.scale * max(box.width / width, box.height / height)
    return Place(
        x=_within(x, -0.5, 1.5),
        y=_within(y, -0.5, 1.5),
        scale=_within(scale, 0.02, 4),
        turn=placement.turn,
        mirror=placement.mirror,
    )


class KeptPaintings:
    """Places as they were painted last: a subject that is moved about stands in the same one. For any number
    of threads at a time."""

    def __init__(self, painted: Callable[[SceneSpec, View], Painting] = paint) -> None:
        self._painted = painted
        self._lock = Lock()
        self._held: OrderedDict[tuple[str, View], Painting] = OrderedDict()

    def paint(self, scene: SceneSpec, view: View) -> Painting:
        """As ``core.scenes.painting.paint``; what is returned is shared and must not be written to."""
        key = scene.model_dump_json(), view
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        made = self._painted(scene, view)
        for array in (made.image, made.disparity):
            array.flags.writeable = False
        with self._lock:
            self._held[key] = made
            while len(self._held) > KEPT_PAINTINGS:
                self._held.popitem(last=False)
        return made


def _within(value: float, low: float, high: float) -> float:
    return round(min(max(value, low), high), 4)


def _seen_box(matte: Pixels) -> Box:
    """The box of all that is not quite transparent; the whole picture where nothing is."""
    rows, columns = np.flatnonzero(matte.any(axis=1)), np.flatnonzero(matte.any(axis=0))
    if not len(rows):
        return Box(0, 0, matte.shape[1], matte.shape[0])
    return Box(int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1)


def _outline(shape: Pixels, box: Box) -> tuple[tuple[float, float], ...]:
    """The convex outline of what is opaque within ``box``; the box's corners where nothing is."""
    import cv2

    rows, columns = np.nonzero(shape[box.top : box.bottom, box.left : box.right] > 127)
    if not len(rows):
        rows, columns = np.array([0, box.height - 1]), np.array([0, box.width - 1])
    points = np.column_stack([columns + box.left, rows + box.top]).astype(np.float32)
    of_a_pixel = np.array([[0, 0], [1, 0], [0, 1], [1, 1]], np.float32)
    corners = (points[:, None] + of_a_pixel).reshape(-1, 2)
    hull = np.asarray(cv2.convexHull(corners), np.float32)
    off = CORNER_OFF
    while len(hull) > MOST_CORNERS:
        hull, off = np.asarray(cv2.approxPolyDP(hull, off, closed=True), np.float32), 2 * off
    return tuple((float(x), float(y)) for x, y in hull.reshape(-1, 2))
