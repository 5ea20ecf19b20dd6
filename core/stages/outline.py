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

from core.scenes.strips import strips
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
SEEN = 8
"""Rows above and below a strip that the edges in it depend on, and more."""

Flags = npt.NDArray[np.bool_]


def even_outline(matte: Pixels, rgb: Pixels) -> Pixels:
    """``matte`` H×W of cloth in the photo ``rgb`` H×W×3 with an even outline; far from it the matte stays as
    it is, and so does one that is all subject or has none. Large pictures go through in tiles."""
    width = max(LEAST, EVEN * max(matte.shape))
    if matte.size <= WHOLE_PIXELS:
        return _evened(matte, rgb, width)
    made = matte.copy()
    near = _is_near(_inside(matte > 127), width)
    for tile in tiles(near, ceil(AROUND * width)):
        made[tile.core] = _evened(matte[tile.seen], rgb[tile.seen], width)[tile.within]
    return made


def _evened(matte: Pixels, rgb: Pixels, width: float) -> Pixels:
    opaque = matte > 127
    if opaque.all() or not opaque.any():
        return matte
    away = _inside(opaque)
    del opaque
    near, smooth = _is_near(away, width), np.clip(away, -REACH * width, REACH * width)
    _blur(smooth, width)
    kept = _unlike(_edges(rgb), away, smooth, width)
    del away
    np.maximum(kept, _slender(matte, width), out=kept)
    share = np.subtract(1, kept, out=kept)
    share *= near
    _blur(share, width / 2)
    made = matte.copy()
    for rows in strips(matte.shape):
        alpha = matte[rows].astype(np.float32) / 255
        mixed = alpha + share[rows] * (np.clip(0.5 + smooth[rows] / SOFT, 0, 1) - alpha)
        made[rows] = np.where(near[rows], np.rint(mixed * 255), matte[rows])
    return made


def _inside(opaque: Flags) -> Floats:
    """How far each pixel is inside of what is opaque, in px; outside of it less than 0."""
    import cv2

    within, without = (
        np.asarray(cv2.distanceTransform(side.view(np.uint8), cv2.DIST_L2, 5), np.float32)
        for side in (opaque, ~opaque)
    )
    within -= 0.5
    return np.subtract(0.5, without, out=within, where=~opaque)


def _is_near(away: Floats, width: float) -> Flags:
    """Where the matte may change."""
    reach = REACH * width
    return (away < reach) & (away > -reach)


def _blur(floats: Floats, sigma: float) -> None:
    """Blur in place."""
    from scipy.ndimage import gaussian_filter

    gaussian_filter(floats, sigma, output=floats)


def _unlike(edges: Floats, away: Floats, smooth: Floats, width: float) -> Floats:
    """Where the photo has an edge along the outline, at ``away`` 0, rather than along the ``smooth`` one,
    0…1. ``edges`` are spent."""
    beside = _along(edges.copy(), smooth, width)
    ratio = _along(edges, away, width)
    ratio /= np.maximum(beside, 1e-3, out=beside)
    return _ramp(ratio, *FOLLOWS)


def _edges(rgb: Pixels) -> Floats:
    """How strong the edges of a photo are at each pixel, by the slopes of its CIELAB; strip by strip, since
    they take seventy bytes for each pixel meanwhile."""
    found = np.empty(rgb.shape[:2], np.float32)
    for rows in strips(rgb.shape):
        top, bottom = max(0, rows.start - SEEN), min(len(rgb), rows.stop + SEEN)
        found[rows] = _edges_of(rgb[top:bottom])[rows.start - top : rows.stop - top]
    return found


def _edges_of(rgb: Pixels) -> Floats:
    import cv2

    lab = np.asarray(cv2.cvtColor(rgb.astype(np.float32) / 255, cv2.COLOR_RGB2LAB), np.float32)
    calm = cv2.GaussianBlur(lab, (0, 0), 0.7)
    slopes = [np.asarray(cv2.Sobel(calm, cv2.CV_32F, *way, ksize=3)) for way in ((1, 0), (0, 1))]
    return np.sqrt(sum(np.square(slope).sum(2) for slope in slopes)).astype(np.float32)


def _along(edges: Floats, away: Floats, width: float) -> Floats:
    """The mean of ``edges``, which are spent, along the line where ``away`` is 0, near each pixel."""
    line = away / ON_LINE
    np.square(line, out=line)
    np.exp(np.negative(line, out=line), out=line)
    edges *= line
    _blur(line, BESIDE * width)
    _blur(edges, BESIDE * width)
    edges /= np.maximum(line, 1e-4, out=line)
    return edges


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
    around = cv2.dilate(long.astype(np.uint8)[np.asarray(numbers)], disc)
    del numbers
    return np.asarray(cv2.blur(around.astype(np.float32), (3, 3)), np.float32)


def _ramp(values: Any, low: float, high: float) -> Floats:
    return np.clip((values - low) / (high - low), 0, 1).astype(np.float32)
