"""A matte that follows the photo's own edges, where a cut-out model only knows about where they are.

U²-Net sees a photo 320 px wide. Within a few of its pixels the edge is looked for anew: by closed-form
matting (Levin, Lischinski and Weiss 2008), whose alpha is a linear function of the colours in each small
window, held near the model's belief. What comes out is kept where the subject has strands (hair, fur,
feathers); elsewhere a subject ends in a smooth, firm line, and what a JPEG leaves in that alpha is not its
edge.

An alpha matte is an H×W uint8 array, 255 = subject; a picture H×W×3 uint8 sRGB.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from core.stages.arrays import Floats, Pixels
from core.stages.edge_cleanup import trim_fringe
from core.stages.enclosed import without_enclosed
from core.stages.hanger import without_strangers, without_wall
from core.stages.inner_rims import without_haze_beside
from core.stages.kernels import laplacian_kernel
from core.stages.own_hanger import without_doubtful_hanger

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.floating[Any]]

BAND = 0.009
"""How far from the model's edge the edge may be, as a share of the longer side; at least three pixels."""
SOFT = (12, 243)
"""Alphas between which the model is in doubt."""
SIDE = 1280
"""Longer side, in px, at which the edge is looked for at most; larger photos have it refined from there."""
WINDOW = 3e-4
"""How far colours of a window may be off their line, as a variance: JPEG's noise is none of the subject."""
STRANDS, FIRM = 0.05, (0.3, 2.0)
"""Weight of the model's belief where strands are looked for; elsewhere, where subject and background can be
told apart by their colours and where they cannot."""
APART = (0.9, 2.2)
"""How many standard deviations apart the colours on both sides are for that."""
TORTUOUS = (1.07, 1.2)
"""How much longer than its smoothed self an edge is from which on it may be, and surely is, one of strands.
On 19 photos fur and hair have 1.15 to 1.6 in the middle, cloth, people and cars at most 1.08."""
DETAILED = (450.0, 600.0)
"""Longer sides of photos too small to show strands, and large enough."""
SMOOTH, STEEP = 0.9, 2.2
"""Standard deviation, in px, by which a firm edge is evened out, and how much steeper it then becomes."""
DOUBT, STEEPER = (0.012, 0.6, 0.9), 6.0
"""Where the model is in doubt all around (by a Gaussian mean, a share of the longer side, from which to which
share): mist, which is decided about, by how much more steepness."""
THIN = 0.3
"""How much of alpha an opening by a disc of five pixels takes from what is thin."""
ENLARGED, STAIRS = 1.25, (0.5, 1.7)
"""Scale from which on an enlarged matte is evened out: standard deviation in px of the photo, and how much
steeper it then becomes."""
STEPS, EXACT = 200, 1e-4
"""Iterations of the solver at most, and the share of the right side that may be left over."""


def fine_matte(alpha: Pixels, rgb: Pixels, *, hangs: bool, clean: bool, whole: bool = False) -> Pixels:
    """The matte ``alpha`` H×W of a cut-out model with its edges where the photo ``rgb`` H×W×3 has them.

    It is without enclosed background and, of a subject that ``hangs``, without wall and strange things at its
    hanger; what would take more than half of the subject is left alone. ``clean`` doubts what seems to be a
    rim of the old background. ``whole`` takes away haze and a hanger that is only half seen.
    """
    cleaned = without_enclosed(alpha, rgb)
    if hangs:
        cleaned = without_strangers(without_wall(cleaned, rgb), rgb)
    if np.count_nonzero(cleaned > 127) < 0.5 * np.count_nonzero(alpha > 127):
        cleaned = alpha
    if clean:
        cleaned = ((cleaned.astype(np.uint16) + trim_fringe(cleaned, rgb)) // 2).astype(np.uint8)
    made = follow_edges(cleaned, rgb)
    if whole:
        made = without_haze_beside(made)
    return without_doubtful_hanger(made) if whole and hangs else made


def evened_out(matte: Pixels, scale: float) -> Pixels:
    """A placed ``matte`` H×W that was enlarged ``scale`` times without the stairs that this makes of its
    edge."""
    import cv2

    if scale <= ENLARGED:
        return matte
    blurred = np.asarray(
        cv2.GaussianBlur(matte.astype(np.float32) / 255, (0, 0), STAIRS[0] * scale), np.float32
    )
    return np.rint(np.clip((blurred - 0.5) * STAIRS[1] + 0.5, 0, 1) * 255).astype(np.uint8)


def follow_edges(alpha: Pixels, rgb: Pixels) -> Pixels:
    """The matte ``alpha`` H×W of a cut-out model with its edges where the photo ``rgb`` H×W×3 has them."""
    import cv2

    height, width = alpha.shape
    if max(height, width) <= SIDE:
        return _followed(alpha, rgb)
    share = SIDE / max(height, width)
    size = max(1, round(width * share)), max(1, round(height * share))
    small, matte = (
        np.asarray(cv2.resize(of, size, interpolation=cv2.INTER_AREA), np.uint8) for of in (rgb, alpha)
    )
    made = _followed(matte, small)
    return _enlarged(made, small, rgb)


def _followed(alpha: Pixels, rgb: Pixels) -> Pixels:
    from scipy.ndimage import distance_transform_edt, gaussian_filter

    def away(side: Mask) -> Floats:
        return np.asarray(distance_transform_edt(side), np.float32)

    opaque, longest = alpha > 127, max(alpha.shape)
    if opaque.all() or not opaque.any():
        return alpha
    band = (away(opaque) + away(~opaque) <= max(3, round(BAND * longest))) | (
        (alpha > SOFT[0]) & (alpha < SOFT[1])
    )
    problem = _Problem(alpha, rgb, band)
    fine = problem.solved(np.full(alpha.shape, STRANDS))
    strands = _strands(fine) * _ramp(np.float32(longest), *DETAILED)
    apart = _ramp(_separation(alpha, rgb, band), *APART)
    calm = problem.solved(FIRM[1] * (FIRM[0] / FIRM[1]) ** apart)
    thin = _thin(calm)
    evened = thin * calm + (1 - thin) * gaussian_filter(calm, SMOOTH)
    doubt = ((alpha > SOFT[0]) & (alpha < SOFT[1])).astype(np.float32)
    deep = _ramp(gaussian_filter(doubt, DOUBT[0] * longest), *DOUBT[1:])
    firm = np.clip((evened - 0.5) * (STEEP + STEEPER * deep) + 0.5, 0, 1)
    return np.rint((strands * fine + (1 - strands) * firm) * 255).astype(np.uint8)


class _Problem:
    """Closed-form matting of the pixels of ``band``; all others are subject or background for certain."""

    def __init__(self, alpha: Pixels, rgb: Pixels, band: Mask) -> None:
        rows, columns = np.flatnonzero(band.any(1)), np.flatnonzero(band.any(0))
        self._part = (
            slice(max(0, rows[0] - 3), rows[-1] + 4),
            slice(max(0, columns[0] - 3), columns[-1] + 4),
        )
        self._band = band[self._part]
        self._sure = np.where(alpha > 127, 1.0, 0.0)
        belief = alpha[self._part][self._band] / 255
        self._belief, self._trust = belief, 0.1 + 0.9 * np.square(2 * belief - 1)
        inside = np.flatnonzero(self._band)
        laplacian: Any = laplacian_kernel()(rgb[self._part] / 255.0, WINDOW, 1, is_known=~self._band)
        laplacian = laplacian.tocsr()[inside]
        self._among = laplacian[:, inside]
        self._pull = -(laplacian @ np.where(self._band, 0.0, self._sure[self._part]).ravel())

    def solved(self, weight: Numbers) -> Floats:
        """Alpha 0…1 of all pixels, that of the band held near the belief by ``weight`` H×W. Sums by numpy
        alone, which are the same in any number of threads."""
        held = weight[self._part][self._band] * self._trust
        right = self._pull + held * self._belief
        diagonal = self._among.diagonal() + held
        found = self._belief.copy()
        left = right - (self._among @ found + held * found)
        step = left / diagonal
        size, enough = float((left * step).sum()), EXACT * float(np.sqrt(np.square(right).sum()))
        for _ in range(STEPS):
            if float(np.sqrt(np.square(left).sum())) <= enough or size <= 0:
                break
            moved = self._among @ step + held * step
            share = size / float((step * moved).sum())
            found += share * step
            left -= share * moved
            scaled = left / diagonal
            size, before = float((left * scaled).sum()), size
            step = scaled + size / before * step
        made = self._sure.astype(np.float32)
        made[self._part][self._band] = np.clip(found, 0, 1)
        return made


def _strands(fine: Floats) -> Floats:
    """How surely, 0…1, the edge of ``fine`` H×W (0…1) is one of strands, near each pixel: how much longer
    than its smoothed self it is."""
    from scipy.ndimage import gaussian_filter

    longest = max(fine.shape)
    edge, smoothed = (_crossings(of > 0.5) for of in (fine, gaussian_filter(fine, 0.004 * longest)))
    near, usual = (gaussian_filter(of, 0.02 * longest) for of in (edge, smoothed))
    return _ramp(near / np.maximum(usual, 1e-5), *TORTUOUS)


def _thin(calm: Floats) -> Floats:
    """Where something is so thin, 0…1, that evening out its edges would take it away: legs of an insect."""
    import cv2

    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5))
    opened = np.asarray(cv2.morphologyEx(calm, cv2.MORPH_OPEN, disc), np.float32)
    thin = np.asarray(cv2.dilate((calm - opened > THIN).astype(np.float32), disc), np.float32)
    return np.asarray(cv2.blur(thin, (3, 3)), np.float32)


def _crossings(mask: Mask) -> Floats:
    """How many of its right and lower neighbours each pixel differs from."""
    below, beside = np.zeros(mask.shape, np.float32), np.zeros(mask.shape, np.float32)
    below[:-1] = mask[1:] != mask[:-1]
    beside[:, :-1] = mask[:, 1:] != mask[:, :-1]
    return below + beside


def _separation(alpha: Pixels, rgb: Pixels, band: Mask) -> Floats:
    """By how many standard deviations the colours of subject and background are apart, near each pixel."""
    import cv2

    step = max(1, round(max(alpha.shape) / 200))
    size = -(-alpha.shape[1] // step), -(-alpha.shape[0] // step)
    spread = 3 * BAND * max(alpha.shape) / step + 1

    def small(values: Numbers) -> Floats:
        reduced = np.asarray(cv2.resize(values, size, interpolation=cv2.INTER_AREA))
        return np.asarray(cv2.GaussianBlur(reduced, (0, 0), spread), np.float32)

    colours = rgb.astype(np.float32)
    means, variance = list[Numbers](), np.float32(36)
    for side in (alpha > 127, alpha <= 127):
        known = (side & ~band).astype(np.float32)
        weight = np.maximum(small(known), 1e-4)[..., None]
        mean = small(colours * known[..., None]) / weight
        square = small(np.square(colours) * known[..., None]) / weight
        means.append(mean)
        variance = variance + np.clip(square - np.square(mean), 0, None).sum(2)
    apart = np.sqrt(np.square(means[0] - means[1]).sum(2) / variance).astype(np.float32)
    return np.asarray(cv2.resize(apart, alpha.shape[::-1], interpolation=cv2.INTER_LINEAR), np.float32)


def _enlarged(alpha: Pixels, small: Pixels, rgb: Pixels) -> Pixels:
    """The matte ``alpha`` of the picture ``small`` for the larger ``rgb``, its edges those of ``rgb``: the
    coefficients of a guided filter are enlarged rather than its result (He and Sun 2015, "Fast guided
    filter")."""
    import cv2

    guide, wanted = small.astype(np.float32) / 255, alpha.astype(np.float32) / 255

    def mean(values: Numbers) -> Floats:
        return np.asarray(cv2.blur(values, (5, 5)), np.float32)

    centre, level = mean(guide), mean(wanted)
    products = np.stack([mean(guide * guide[..., c : c + 1]) for c in range(3)], 3)
    spread = products - centre[..., :, None] * centre[..., None, :] + np.eye(3, dtype=np.float32) * 1e-3
    along = mean(guide * wanted[..., None]) - centre * level[..., None]
    slope = np.linalg.solve(spread, along[..., None])[..., 0]
    offset = level - (slope * centre).sum(2)
    size = rgb.shape[1], rgb.shape[0]
    made = np.asarray(cv2.resize(mean(offset), size, interpolation=cv2.INTER_LINEAR), np.float32)
    slope = mean(slope.astype(np.float32))
    for channel in range(3):
        made += cv2.resize(slope[..., channel], size, interpolation=cv2.INTER_LINEAR) * (
            rgb[..., channel].astype(np.float32) / 255
        )
    plain = np.asarray(cv2.resize(alpha, size, interpolation=cv2.INTER_LINEAR))
    # A filter's line goes beyond 0 and 1 beside an edge, and what is sure stays so.
    return np.where((plain == 0) | (plain == 255), plain, np.rint(made.clip(0, 1) * 255)).astype(np.uint8)


def _ramp(values: Any, low: float, high: float) -> Floats:
    return np.clip((values - low) / (high - low), 0, 1).astype(np.float32)
