"""Old background that is enclosed by the subject, as in a wheel or between the strokes of a letter.

A cut-out model that sees a photo small takes such places for subject. They are told by their colours: found
in the background nearby and hardly anywhere else in the subject. Grey, white and black say nothing, since a
white label before a white wall would be one of them.

An alpha matte is an H×W uint8 array, 255 = subject; a picture H×W×3 uint8 sRGB.
"""

import numpy as np
import numpy.typing as npt

from core.stages.arrays import Floats, Pixels

Mask = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.float64]

SIDE = 512
"""Longer side, in px, at which is looked."""
LEVELS, STEP = (20, 32, 32), (5.0, 6.25, 6.25)
"""Of CIELAB: in how many steps of which size colours are counted, from (0, −100, −100) on."""
LIKELY, SURELY = 0.6, 0.94
"""How much likelier a pixel is background than subject by its colour, 0.5 … 1, from which on it is looked at;
and a whole place, with itself not counted as subject, is background. On 31 photos two places of background
have 0.97 and more, all else with a colour at most 0.91."""
COLOURED = 12.0
"""Chroma from which on a place has a colour."""
LEAST, MOST = 0.0012, 0.2
"""Area of a place as a share of the subject's."""
NEAR, BESIDE = 0.3, 0.08
"""How far around the subject, and around a place, the background is compared; shares of the longer side."""


def without_enclosed(alpha: Pixels, rgb: Pixels) -> Pixels:
    """The matte ``alpha`` H×W with nothing where the photo ``rgb`` H×W×3 shows enclosed background."""
    import cv2

    share = min(1.0, SIDE / max(alpha.shape))
    size = max(1, round(alpha.shape[1] * share)), max(1, round(alpha.shape[0] * share))
    matte, small = (np.asarray(cv2.resize(of, size, interpolation=cv2.INTER_AREA)) for of in (alpha, rgb))
    lab = np.asarray(cv2.cvtColor(small.astype(np.float32) / 255, cv2.COLOR_RGB2LAB), np.float32)
    lab = np.asarray(cv2.GaussianBlur(lab, (0, 0), 0.7), np.float32)
    places = _places(matte > 243, _away(matte <= 12), lab)
    if not places.any():
        return alpha
    whole = np.asarray(
        cv2.resize(places.astype(np.float32), alpha.shape[::-1], interpolation=cv2.INTER_LINEAR)
    )
    return np.rint(alpha * (1 - whole)).astype(np.uint8)


def _places(subject: Mask, away: Floats, lab: Floats) -> Mask:
    """The enclosed places of ``subject`` h×w; ``away`` is how far, in px, the background's pixels are from
    it."""
    import cv2

    longest, area = max(subject.shape), int(subject.sum())
    background = away > 0.008 * longest
    around = background & (away < NEAR * longest)
    if not area or not around.any():
        return np.zeros_like(subject)
    bins = np.clip((lab - (0, -100, -100)) / STEP, 0, np.array(LEVELS) - 1).astype(np.intp)
    likely = _likelier(bins, around, subject) * subject
    mean = cv2.GaussianBlur(likely, (0, 0), 1.5) / np.maximum(
        cv2.GaussianBlur(subject.astype(np.float64), (0, 0), 1.5), 0.01
    )
    candidates = cv2.morphologyEx(
        (subject & (mean > LIKELY)).astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3))
    )
    count, parts, facts, _ = cv2.connectedComponentsWithStats(candidates, connectivity=4)
    found = np.zeros_like(subject)
    for part in range(1, count):
        place, size = parts == part, int(facts[part, cv2.CC_STAT_AREA])
        if not LEAST * area <= size <= MOST * area or float(_chroma(lab[place])) < COLOURED:
            continue
        others = subject & ~np.asarray(cv2.dilate(place.astype(np.uint8), np.ones((5, 5))), bool)
        off = _away(~place)
        beside = background & (off < off[background].min() + BESIDE * longest + np.sqrt(size))
        grounds = (around, beside)
        if all(of.sum() > 30 and _likelier(bins, of, others)[place].mean() > SURELY for of in grounds):
            found |= place
    return found


def _likelier(bins: npt.NDArray[np.intp], ground: Mask, subject: Mask) -> Counts:
    """How likely each pixel h×w is of the ``ground`` rather than the ``subject`` by its colour, 0…1."""
    shares = [_histogram(bins[mask])[tuple(np.moveaxis(bins, 2, 0))] for mask in (ground, subject)]
    likely: Counts = shares[0] / (shares[0] + shares[1] + 1e-7)
    return likely


def _histogram(bins: npt.NDArray[np.intp]) -> Counts:
    """The share of each colour among those of N×3 ``bins``, a little blurred."""
    from scipy.ndimage import gaussian_filter

    counts = np.bincount(np.ravel_multi_index(tuple(bins.T), LEVELS), minlength=int(np.prod(LEVELS)))
    blurred = np.asarray(gaussian_filter(counts.reshape(LEVELS).astype(np.float64), 1.0))
    return blurred / max(float(blurred.sum()), 1e-9)


def _chroma(lab: Floats) -> float:
    mean = lab.mean(axis=0)
    return float(np.hypot(mean[1], mean[2]))


def _away(mask: Mask) -> Floats:
    import cv2

    return np.asarray(cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, 5), np.float32)
