"""Grass and leaves that a cut-out takes along: between a tail's hairs, round hooves, in front of fur.

A model that sees a photo small takes what is in front of a subject, or seen through it, for a part of it. Of
all that stands behind subjects, plants alone have colours that hardly anything else has: they are told by
their hue, where the background nearby is full of them and the subject has hardly any. A subject that is green
itself stays whole. An alpha matte is an H×W uint8 array, 255 = subject; a picture H×W×3 uint8 sRGB.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from core.stages.arrays import Floats, Pixels
from core.stages.rims import ramp

Mask = npt.NDArray[np.bool_]

SIDE = 1024
"""Longer side, in px, at which is looked at most."""
LEVELS, STEP = (20, 32, 32), (5.0, 6.25, 6.25)
"""Of CIELAB: in how many steps of which size colours are counted, from (0, −100, −100) on."""
HUES, SOFTLY = (98.0, 198.0), 5.0
"""Angles in CIELAB between which are yellowish grass and dark leaves, and degrees in which that begins."""
CHROMA = (9.0, 15.0)
"""Chroma from which on a colour may be, and surely is, a plant's."""
LIKELY = (0.55, 0.85)
"""How much likelier a colour is in the background than in the subject, 0.5 … 1, from which on it may be, and
surely is, the background's."""
FAR = 0.3
"""How far around the subject the background is looked at, as a share of the longer side."""
MANY = 0.03
"""Share of the background that is plants from which on they are looked for in the subject."""
MOST = 0.12
"""Share of the subject from which on what looks like plants is left alone: it may well be its own."""
PURE = (0.35, 0.7)
"""Chroma, by the background's plants', of a mixture that has hardly any, and of what is nothing else."""
DEEP = 0.009
"""How far in from the edge, as a share of the longer side, foliage begins that more is done about than about
the rim that a lens leaves there."""
SOFT = 0.002
"""Standard deviation by which its edge is softened, as a share of the longer side."""
BEFORE = (115.0, 9.0)
"""Angle and chroma from which on a colour with the subject all around is a leaf's: brass is more yellow."""
VERY, TELLS = (0.7, 0.92), 0.3
"""How much likelier the colours of such a piece are the background's, and surely are; and what share of it
surely is: ink seldom has the very colours of the plants behind."""
PIECES, APART, NEAR = 3, 0.012, 0.06
"""How many pieces lie in front of a subject at least, so that none are green eyes; how far apart two of them
are, and how far from the subject's edge they begin at most, as shares of the longer side."""
SUBJECT = 200
"""Alpha from which on a colour is the subject's own."""
AREAS = (0.00015, 0.012)
"""The area of a piece at least, and of all at most, as shares of the subject's: a print has more."""


class Foliage(NamedTuple):
    """Of an H×W picture: how much of each pixel is foliage ``beside`` the subject, or seen through it, and
    what lies ``before`` it, both 0…255."""

    beside: Pixels
    before: Pixels


def foliage(alpha: Pixels, rgb: Pixels) -> Foliage | None:
    """What of the matte ``alpha`` H×W of a cut-out model is grass and leaves in the photo ``rgb`` H×W×3;
    ``None`` where there is none."""
    import cv2

    share = min(1.0, SIDE / max(alpha.shape))
    size = max(1, round(alpha.shape[1] * share)), max(1, round(alpha.shape[0] * share))
    matte, small = alpha, rgb
    if share < 1:
        matte, small = (
            np.asarray(cv2.resize(of, size, interpolation=cv2.INTER_AREA), np.uint8) for of in (alpha, rgb)
        )
    plants = _plants(matte, small)
    if plants is None:
        return None
    found = _parted(*plants, matte)
    if found is None or share == 1:
        return found
    whole = (
        np.asarray(cv2.resize(of, alpha.shape[::-1], interpolation=cv2.INTER_LINEAR), np.uint8)
        for of in found
    )
    return Foliage(*whole)


def painted_out(colours: Pixels, before: Pixels, matte: Pixels, scale: float) -> Pixels:
    """``colours`` H×W×3 with those of the subject of ``matte`` H×W nearby in place of what is ``before`` it,
    H×W: for where alpha is less than full."""
    import cv2

    hidden = (before > 0).astype(np.uint8)
    rows, columns = np.flatnonzero(hidden.any(1)), np.flatnonzero(hidden.any(0))
    if not len(rows):
        return colours
    radius = max(2.0, 3 * scale)
    around = int(4 * radius) + 2
    part = (
        slice(max(0, rows[0] - around), rows[-1] + 1 + around),
        slice(max(0, columns[0] - around), columns[-1] + 1 + around),
    )
    made, hidden = colours.copy(), hidden[part]
    near = cv2.dilate(hidden, np.ones((2 * int(radius) + 3,) * 2))
    unknown = hidden | ((near > 0) & (matte[part] < SUBJECT)).astype(np.uint8)
    filled = np.asarray(cv2.inpaint(colours[part], unknown, radius, cv2.INPAINT_TELEA))
    cover = hidden.astype(bool)
    made[part][cover] = filled[cover]
    return made


def _plants(matte: Pixels, rgb: Pixels) -> tuple[Floats, Floats] | None:
    """How surely, 0…1, each pixel of the subject of ``matte`` h×w is a plant of the background, and how much
    of one it is, 2×h×w, and how likely a leaf of the background where it is green enough for that, h×w;
    ``None`` where the background has hardly any."""
    import cv2

    longest, subject = max(matte.shape), matte > 243
    away = np.asarray(cv2.distanceTransform((matte > 12).astype(np.uint8) ^ 1, cv2.DIST_L2, 5))
    around = (away > 0.008 * longest) & (away < FAR * longest)
    if not subject.any() or not around.any():
        return None
    lab = np.asarray(cv2.cvtColor(rgb.astype(np.float32) / 255, cv2.COLOR_RGB2LAB), np.float32)
    lab = np.asarray(cv2.GaussianBlur(lab, (0, 0), 0.7), np.float32)
    green, leafy = _green(lab)
    if float((green[around] > 0.5).mean()) < MANY:
        return None
    bins = np.clip((lab - (0, -100, -100)) / STEP, 0, np.array(LEVELS) - 1).astype(np.intp)
    here = np.asarray(np.ravel_multi_index(tuple(np.moveaxis(bins, 2, 0)), LEVELS))
    ground, own = (_shares(here[mask]) for mask in (around, subject))
    shares: Floats = (ground / (ground + own + 1e-7)).astype(np.float32)
    likely = shares[here]
    chroma: Floats = np.hypot(lab[..., 1], lab[..., 2]).astype(np.float32)
    full = ramp(chroma / float(np.median(chroma[around & (green > 0.5)])), *PURE)
    behind = ramp(likely, *LIKELY) * (matte > 12)
    plants = (green * behind).astype(np.float32)
    return np.stack([plants, plants * full]), np.where(leafy & (matte > 243), likely, 0)


def _parted(plants: Floats, leafy: Floats, matte: Pixels) -> Foliage | None:
    """The ``plants`` 2×h×w that hang together with what is outside of ``matte`` h×w, and the ``leafy`` ones
    h×w that do not; ``None`` where there are neither."""
    import cv2

    maybe, pure = plants[0] > 0.25, plants[1]
    outside, longest, area = matte <= 60, max(matte.shape), int(np.count_nonzero(matte > 127))
    if not area or float(pure[matte > 127].sum()) > MOST * area:
        return None
    _, found = cv2.connectedComponents((maybe | outside).astype(np.uint8), connectivity=4)
    parts = np.asarray(found)
    touching = np.zeros(int(parts.max()) + 1, np.bool_)
    touching[parts[outside]] = True
    beside = maybe & touching[parts]
    depth = max(2.5, DEEP * longest)
    inside = np.asarray(cv2.distanceTransform((matte > 127).astype(np.uint8), cv2.DIST_L2, 5))
    before = _pieces(np.where(beside, 0, leafy), inside < NEAR * longest, round(APART * longest), area)
    deep = (beside & (inside >= depth)).astype(np.uint8)
    # With the rim between it and what is outside, or a line of that would be left.
    near = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (4 * round(depth) + 1,) * 2)
    beside &= np.asarray(cv2.dilate(deep, near), bool)
    soft = np.where(outside & (cv2.dilate(deep, near) > 0), 1, np.where(beside, pure, 0)).astype(np.float32)
    soft = np.asarray(cv2.GaussianBlur(soft, (0, 0), max(0.7, SOFT * longest)), np.float32)
    if before is None and not (beside & (matte > 60)).any():
        return None
    shown = np.zeros_like(matte) if before is None else before.astype(np.uint8) * np.uint8(255)
    return Foliage(np.rint(soft * 255).astype(np.uint8), shown)


def _pieces(likely: Floats, rim: Mask, apart: int, area: int) -> Mask | None:
    """The pieces h×w of what is ``likely`` leaves, ``apart`` px from each other, bordered, that reach
    into the ``rim`` h×w of a subject of that ``area``; ``None`` where there are so few that they may be eyes,
    or so many that they may be a print."""
    import cv2

    maybe = likely > VERY[0]
    near = np.ones((2 * apart + 1, 2 * apart + 1), np.uint8)
    count, found = cv2.connectedComponents(cv2.dilate(maybe.astype(np.uint8), near))
    parts = np.asarray(found, np.intp)
    areas, sure, near_it = (
        np.bincount(parts.ravel(), of.ravel(), count) for of in (maybe, likely > VERY[1], maybe & rim)
    )
    real = (areas >= AREAS[0] * area) & (sure >= TELLS * areas) & (near_it > 0)
    real[0] = False
    if np.count_nonzero(real) < PIECES or areas[real].sum() > AREAS[1] * area:
        return None
    return np.asarray(cv2.dilate((maybe & real[parts]).astype(np.uint8), np.ones((7, 7))), bool)


def _green(lab: Floats) -> tuple[Floats, Mask]:
    """How surely, 0…1, each colour of ``lab`` h×w×3 is one of plants, and whether it is a leaf's."""
    hue = (np.degrees(np.arctan2(lab[..., 2], lab[..., 1])) % 360).astype(np.float32)
    chroma = np.hypot(lab[..., 1], lab[..., 2]).astype(np.float32)
    within = ramp(hue, HUES[0] - SOFTLY, HUES[0]) * (1 - ramp(hue, HUES[1], HUES[1] + SOFTLY))
    leafy = (hue > BEFORE[0]) & (hue < HUES[1]) & (chroma > BEFORE[1])
    return (within * ramp(chroma, *CHROMA)).astype(np.float32), leafy


def _shares(bins: npt.NDArray[np.intp]) -> npt.NDArray[np.float64]:
    """The share of each colour among N ``bins``, a little blurred."""
    from scipy.ndimage import gaussian_filter

    counts = np.bincount(bins, minlength=int(np.prod(LEVELS))).reshape(LEVELS).astype(np.float64)
    return np.asarray(gaussian_filter(counts, 1.0)).ravel() / max(float(counts.sum()), 1e-9)
