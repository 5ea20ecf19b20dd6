"""The bright or dark rim that a cut-out keeps of its old background, taken off before a place unlike it.

Only pixels of partial alpha change. The law of mixing ``C = αS + (1 − α)B`` is read at each of them with the
subject's own colour ``S`` from farther in and the old background's ``B`` from farther out: where the two
differ, a pixel's place between them caps its alpha, and its colour goes over to the subject's.
"""

from math import ceil

import numpy as np
import numpy.typing as npt

from core.stages.arrays import Floats, Pixels
from core.stages.tiles import WHOLE_PIXELS, tiles

Mask = npt.NDArray[np.bool_]

DEEP, REACH = 1.5, 6.0
"""How far in from partial alpha the subject's own colour begins (and how far out the background's), and how
far from there it is carried at most, in px of the photo: beyond are hair, fur and glass, and stay."""
TELLING = (24.0, 70.0)
"""Levels between subject and background from which on a mixture of both can be told, and surely."""
ASIDE = (20.0, 50.0)
"""Levels off the line between both up to which a colour surely is a mixture of them, and surely is none."""
MIXED = (0.08, 0.92)
"""Places on that line that stand for none and all of the subject."""
AROUND = 24
"""Px of the photo around a tile that its pixels depend on: as far as colours are carried, and blurs reach."""
THIN, THINNER = 0.12, 0.1
"""Alpha that is taken for none, and how much more of it for each px that one of the photo grew by: as wide
is the edge of an enlarged matte."""
SMOOTH = 0.6
"""Standard deviation, in px of the photo, by which what goes is evened out along the edge."""

STEEP = 2.5
"""How much of it goes at most, by how much is let through already: the edge of the full matte stays soft."""


def cleaned(source: Pixels, foreground: Pixels, matte: Pixels, scale: float = 1.0) -> tuple[Pixels, Pixels]:
    """``foreground`` H×W×3, the subject's colours as far as they are known, and ``matte`` H×W without the rim
    of the background in ``source`` H×W×3. The same pixels where the matte is 0 or 255. ``scale`` is how many
    px one of the photo became. Large pictures go through in tiles."""
    soft = (matte > 0) & (matte < 255)
    if not soft.any():
        return foreground, matte
    grain = max(1.0, scale)
    if matte.size <= WHOLE_PIXELS:
        return _cleaned(source, foreground, matte, soft, grain)
    made, shrunk = foreground.copy(), matte.copy()
    for tile in tiles(soft, ceil(AROUND * grain)):
        seen = tile.seen
        colours, alpha = _cleaned(source[seen], foreground[seen], matte[seen], soft[seen], grain)
        made[tile.core], shrunk[tile.core] = colours[tile.within], alpha[tile.within]
    return made, shrunk


def _cleaned(
    source: Pixels, foreground: Pixels, matte: Pixels, soft: Mask, grain: float
) -> tuple[Pixels, Pixels]:
    import cv2

    subject, known = _carried(source, matte == 255, soft, grain)
    behind, around = _carried(source, matte == 0, soft, grain)
    alpha = matte[soft].astype(np.float32) / 255
    mixed = np.minimum(alpha, _place(source[soft].astype(np.float32), subject, behind, known * around))
    thin = min(THIN + THINNER * (grain - 1), 0.35)
    gone = np.zeros(matte.shape, np.float32)
    gone[soft] = alpha - (1 - known) * mixed - known * ramp(mixed, thin, 1.0)
    evened = np.asarray(cv2.GaussianBlur(gone, (0, 0), SMOOTH * grain), np.float32)
    alpha = np.clip(alpha - np.minimum(evened[soft], STEEP * (1 - alpha)), 0, 254 / 255)
    colours = foreground[soft].astype(np.float32)
    colours += (known * (1 - alpha**2))[:, None] * (subject - colours)
    made, shrunk = foreground.copy(), matte.copy()
    made[soft] = np.rint(colours.clip(0, 255)).astype(np.uint8)
    shrunk[soft] = np.rint(alpha * 255).astype(np.uint8)
    return made, shrunk


def _place(seen: Floats, subject: Floats, behind: Floats, known: Floats) -> Floats:
    """The most alpha that N colours N×3 allow for, 1 where they tell nothing."""
    line = subject - behind
    length = np.sqrt(np.square(line).sum(1))
    place = ((seen - behind) * line).sum(1) / np.maximum(length, 1) ** 2
    aside = np.sqrt(np.square(seen - behind - place[:, None] * line).sum(1))
    sure = known * ramp(length, *TELLING) * (1 - ramp(aside, *ASIDE))
    return (1 - sure * (1 - ramp(place, *MIXED))).astype(np.float32)


def _carried(picture: Pixels, side: Mask, soft: Mask, grain: float) -> tuple[Floats, Floats]:
    """At N ``soft`` pixels: the colour N×3 of the pixels well within ``side`` that are nearest, and how far
    it is to be relied on there, 0…1."""
    import cv2

    inside = np.asarray(cv2.distanceTransform(side.astype(np.uint8), cv2.DIST_L2, 5), np.float32)
    core = inside > DEEP * grain
    if not core.any():
        count = int(np.count_nonzero(soft))
        return np.zeros((count, 3), np.float32), np.zeros(count, np.float32)
    colours, away = carried(picture, core, soft, DEEP * grain)
    return colours, 1 - ramp(away / grain, 0.7 * REACH, REACH)


def carried(picture: Pixels, side: Mask, wanted: Mask, wide: float) -> tuple[Floats, Floats]:
    """At N ``wanted`` pixels: the colour N×3 of the pixels of ``side`` that are nearest, averaged over
    ``wide`` px, and how many px these are away."""
    import cv2

    weight = side.astype(np.float32)
    share = np.asarray(cv2.GaussianBlur(weight, (0, 0), wide), np.float32)
    blurred = np.asarray(cv2.GaussianBlur(picture * weight[..., None], (0, 0), wide), np.float32)
    away, found = cv2.distanceTransformWithLabels(
        (~side).astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    labels = np.asarray(found, np.int64)
    place = np.zeros(int(labels.max()) + 1, np.int64)
    place[labels[side]] = np.flatnonzero(side)
    nearest: npt.NDArray[np.int64] = place[labels[wanted]]
    colours = blurred.reshape(-1, 3)[nearest] / np.maximum(share.reshape(-1)[nearest], 1e-3)[:, None]
    return colours.astype(np.float32), np.asarray(away, np.float32)[wanted]


def ramp(values: Floats, low: float, high: float) -> Floats:
    """From 0 at ``low`` to 1 at ``high``."""
    return np.clip((values - low) / (high - low), 0, 1).astype(np.float32)
