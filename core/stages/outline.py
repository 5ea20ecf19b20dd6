"""The outline of cloth, evened out where its raggedness is the matte's and not the photo's.

People photograph clothes before walls and on beds of much the same colour. A matte that looks for its edge
pixel by pixel finds one there in the grain of the photo: it is chewed. Cloth and leather end in smooth lines,
so the outline is drawn anew from a smoothed distance to it, but where the photo has an edge along the ragged
one (a frill, lace, a buckle), and where something is long and thin (a strap, the wire of a hanger).

An alpha matte is an H×W uint8 array, 255 = subject; a picture H×W×3 uint8 sRGB.
"""

from math import ceil
from typing import Any

import numpy as np
import numpy.typing as npt

from core.stages.arrays import Floats, Pixels
from core.stages.tiles import WHOLE_PIXELS, tiles

EVEN, LEAST = 0.009, 1.2
"""Standard deviation by which the distance to the outline is smoothed, as a share of the longer side; and in
px at least."""
REACH = 4.0
"""How far from the outline the matte may change, in those standard deviations."""
FOLLOWS = (1.0, 1.2)
"""How many times as strong the photo's edges are along the outline as along the smoothed one from which on it
may be, and surely is, an edge of the photo's."""
ON_LINE, BESIDE = 0.8, 1.5
"""How wide, in px, an edge of the photo is looked for, and how far along the outline it is averaged, in
standard deviations."""
SLENDER, LONG = 1.5, 6.0
"""Half the width up to which something is thin, and its length from which on it is no frazzle, in standard
deviations."""
AROUND = 12.0
"""How much around a tile its pixels depend on, in standard deviations."""
SOFT = 1.4
"""How wide the evened edge is, in px."""


def even_outline(matte: Pixels, rgb: Pixels) -> Pixels:
    """``matte`` H×W of cloth in the photo ``rgb`` H×W×3 with an even outline; far from it the matte stays as
    it is, and so does one that is all subject or has none. Large pictures go through in tiles."""
    width = max(LEAST, EVEN * max(matte.shape))
    if matte.size <= WHOLE_PIXELS:
        return _evened(matte, rgb, width)
    made = matte.copy()
    near = np.abs(_inside(matte > 127)) < REACH * width
    for tile in tiles(near, ceil(AROUND * width)):
        made[tile.core] = _evened(matte[tile.seen], rgb[tile.seen], width)[tile.within]
    return made


def _evened(matte: Pixels, rgb: Pixels, width: float) -> Pixels:
    from scipy.ndimage import gaussian_filter

    opaque = matte > 127
    if opaque.all() or not opaque.any():
        return matte
    away = _inside(opaque)
    near = np.abs(away) < REACH * width
    smooth = np.asarray(gaussian_filter(np.clip(away, -REACH * width, REACH * width), width), np.float32)
    edges = _edges(rgb)
    ratio = _along(edges, away, width) / np.maximum(_along(edges, smooth, width), 1e-3)
    kept = np.maximum(_ramp(ratio, *FOLLOWS), _slender(matte, width))
    share = np.asarray(gaussian_filter((1 - kept) * near, width / 2), np.float32)
    alpha = matte.astype(np.float32) / 255
    made = alpha + share * (np.clip(0.5 + smooth / SOFT, 0, 1) - alpha)
    return np.where(near, np.rint(made * 255), matte).astype(np.uint8)


def _inside(opaque: npt.NDArray[np.bool_]) -> Floats:
    """How far each pixel is inside of what is opaque, in px; outside of it less than 0."""
    import cv2

    within, without = (
        np.asarray(cv2.distanceTransform(side.astype(np.uint8), cv2.DIST_L2, 5), np.float32)
        for side in (opaque, ~opaque)
    )
    return np.where(opaque, within - 0.5, 0.5 - without).astype(np.float32)


def _edges(rgb: Pixels) -> Floats:
    """How strong the edges of a photo are at each pixel, by the slopes of its CIELAB."""
    import cv2

    lab = np.asarray(cv2.cvtColor(rgb.astype(np.float32) / 255, cv2.COLOR_RGB2LAB), np.float32)
    calm = cv2.GaussianBlur(lab, (0, 0), 0.7)
    slopes = [np.asarray(cv2.Sobel(calm, cv2.CV_32F, *way, ksize=3)) for way in ((1, 0), (0, 1))]
    return np.sqrt(sum(np.square(slope).sum(2) for slope in slopes)).astype(np.float32)


def _along(edges: Floats, away: Floats, width: float) -> Floats:
    """The mean of ``edges`` along the line where ``away`` is 0, near each pixel."""
    from scipy.ndimage import gaussian_filter

    line = np.exp(-np.square(away / ON_LINE))
    weight = np.maximum(gaussian_filter(line, BESIDE * width), 1e-4)
    return np.asarray(gaussian_filter(edges * line, BESIDE * width) / weight, np.float32)


def _slender(matte: Pixels, width: float) -> Floats:
    """Where something is thin and long, 0…1."""
    import cv2

    side = 2 * round(SLENDER * width) + 1
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    thin = cv2.subtract(matte, np.asarray(cv2.morphologyEx(matte, cv2.MORPH_OPEN, disc), np.uint8)) > 77
    _, numbers, facts, _ = cv2.connectedComponentsWithStats(thin.astype(np.uint8), connectivity=8)
    spans = np.asarray(facts)[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].max(1)
    long = spans > LONG * width
    long[0] = False  # all that is not thin
    around = cv2.dilate(long[np.asarray(numbers)].astype(np.float32), disc)
    return np.asarray(cv2.blur(around, (3, 3)), np.float32)


def _ramp(values: Any, low: float, high: float) -> Floats:
    return np.clip((values - low) / (high - low), 0, 1).astype(np.float32)
