"""What a cut-out keeps of its old background where it is sure: a rim of it within the full matte, and haze.

A lens mixes subject and background over a few pixels, and a model that sees the photo small takes the mixture
for subject: fur before leaves gets a green outline, a dark skirt a light one. And where a model is in doubt
over some width, a mist of the background is left beside the subject. An alpha matte is an H×W uint8 array,
255 = subject; a picture H×W×3 uint8 sRGB.
"""

from math import ceil
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from core.stages.arrays import Floats, Pixels
from core.stages.rims import carried, ramp
from core.stages.tiles import WHOLE_PIXELS, tiles

Mask = npt.NDArray[np.bool_]

DEEP, LEAST = 0.009, 2.5
"""How far in from the matte's edge a tint reaches, as a share of the longer side; and in px at least."""
OUTER = 0.4
"""Share of that within which not only its hue is the background's."""
BEYOND = 1.5
"""How much farther in the subject's own colour is taken, and farther out the background's, in px."""
TELLING = (20.0, 55.0)
"""Levels between subject and background from which on a mixture of both can be told, and surely."""
ASIDE = (0.2, 0.45)
"""How far off the line between both, by its length, a colour surely is a mixture of them, and surely none."""
ALIKE, SHARED, AROUND = 0.3, (0.03, 0.12), 4.0
"""How near the background's colour the subject farther in is like it, by how far apart both are; how much of
it may be, and surely is, its own colour too; and how far around that is looked at, by how deep a rim is."""
MOSTLY = (0.2, 0.42)
"""Places on that line from which on enough of the subject is seen to tell its colour, maybe and surely."""
BLACKER = (8.0, 18.0)
"""How much darker than subject and background, in CIELAB, a pixel may be, and surely is no mixture."""
NEARLY = (0.7, 0.95)
"""Alpha from which on what else cleans edges takes, maybe and surely, a colour for the subject's own."""
PAST, NARROW = (0.08, 0.25), 0.35
"""How far past the background a colour may be, and surely is no mixture; and over how much the subject's own
colour is averaged, by how deep a rim is: it is lit and creased."""
TINTED, HUED, CHROMAS = 0.05, 2.0, (12.0, 26.0)
"""How much of the background in a pixel is a tint; how much of it is one in CIELAB's chroma; and how far the
chromas of subject and background are apart from which on that can be told, and surely."""
FAR, CALM = (0.006, 0.012), 0.5
"""How far from what is opaque haze begins and surely is, as shares of the longer side; and how much alpha
varies nearby, by its mean, in what are strands."""
OPAQUE, MOST = 200, 0.03
"""Alpha that is opaque, and the area of a haze at most, as a share of the subject's: more of it is glass."""


def tint_depth(longest: int, scale: float = 1.0) -> float:
    """How deep a tint reaches, in px of a picture in which one px of a photo, whose longer side is
    ``longest`` px, is ``scale`` px."""
    return max(LEAST, DEEP * longest) * max(scale, 0.5)


def loosened(matte: Pixels, rgb: Pixels, deep: float) -> Pixels:
    """``matte`` H×W with just so much less alpha that colours may be corrected, which is never done at full
    alpha, where the photo ``rgb`` H×W×3 shows a mixture of the subject farther in and the background farther
    out, ``deep`` px from its edge. Large pictures go through in tiles."""
    if matte.size <= WHOLE_PIXELS:
        return _loosened(matte, rgb, deep)
    made = matte.copy()
    edge = (matte > 0) & (_from(matte <= 127) <= deep + BEYOND)
    for tile in tiles(edge, ceil((2 + AROUND) * deep + 8)):
        made[tile.core] = _loosened(matte[tile.seen], rgb[tile.seen], deep)[tile.within]
    return made


def untinted(foreground: Pixels, source: Pixels, matte: Pixels, deep: float) -> Pixels:
    """``foreground`` H×W×3 of the photo ``source`` H×W×3 and its ``loosened`` ``matte`` H×W with the
    background's share in pixels that it tints, ``deep`` px from the edge, replaced by the subject's; the same
    pixels where the matte is 0 or 255. Large pictures go through in tiles."""
    soft = (matte > 0) & (matte < 255)
    if not soft.any():
        return foreground
    if matte.size <= WHOLE_PIXELS:
        return _untinted(foreground, source, matte, deep)
    made = foreground.copy()
    for tile in tiles(soft, ceil((2 + AROUND) * deep + 8)):
        seen = tile.seen
        made[tile.core] = _untinted(foreground[seen], source[seen], matte[seen], deep)[tile.within]
    return made


def without_haze_beside(matte: Pixels) -> Pixels:
    """``matte`` H×W without the mist beside what is opaque; strands stay, and so does a subject that is
    see-through by itself."""
    import cv2

    opaque = matte > OPAQUE
    if not opaque.any() or opaque.all():
        return matte
    longest = max(matte.shape)
    away = np.asarray(cv2.distanceTransform((~opaque).astype(np.uint8), cv2.DIST_L2, 5), np.float32)
    alpha = matte.astype(np.float32)
    spread = max(1.0, 0.003 * longest)
    mean = np.asarray(cv2.GaussianBlur(alpha, (0, 0), spread), np.float32)
    square = np.asarray(cv2.GaussianBlur(np.square(alpha), (0, 0), spread), np.float32)
    varied = np.sqrt(np.clip(square - np.square(mean), 0, None)) / np.maximum(mean, 1)
    far = ramp(away / longest, *FAR) * (matte > 0)
    _, found = cv2.connectedComponents((far > 0).astype(np.uint8))
    parts = np.asarray(found, np.intp).ravel()
    areas, calm = (np.bincount(parts, of) for of in (None, (alpha * (varied < CALM)).ravel()))
    haze = (areas < MOST * np.count_nonzero(opaque)) & (calm > 0.5 * np.bincount(parts, alpha.ravel()))
    return np.rint(alpha * (1 - far * haze[parts].reshape(matte.shape))).astype(np.uint8)


def _loosened(matte: Pixels, rgb: Pixels, deep: float) -> Pixels:

    inside = _from(matte <= 127)
    band, core = (matte > 0) & (inside <= deep), inside > deep + BEYOND
    mixture = _mixture(rgb, band, core, _from(matte > 0) > BEYOND, deep)
    if mixture is None:
        return matte
    outer = 1 - ramp(inside[band] / deep, 0.8 * OUTER, OUTER)
    hued = np.sqrt(np.square(_tint(rgb[band].astype(np.float32), mixture)).sum(1))
    tinted = (mixture.sure * (1 - mixture.place) * outer > TINTED) | (hued > HUED)
    made = matte.copy()
    made[band] = np.where(tinted, np.minimum(matte[band], 254), matte[band])
    return made


def _untinted(foreground: Pixels, source: Pixels, matte: Pixels, deep: float) -> Pixels:
    soft = (matte > 0) & (matte < 255)
    inside = _from(matte <= 127)
    core = (inside > deep + BEYOND) & (matte == 255)
    mixture = _mixture(source, soft, core, _from(matte > 0) > BEYOND, deep)
    if mixture is None:
        return foreground
    alpha: Floats = (matte[soft] / 255).astype(np.float32)
    seen = source[soft].astype(np.float32)
    own = seen + (1 - mixture.place)[:, None] * (mixture.subject - mixture.behind)
    # No darker and no lighter than both: where more was behind, a little error would be a line of its own.
    own = own.clip(np.minimum(seen, mixture.subject) - 4, np.maximum(seen, mixture.subject) + 4)
    mostly = ramp(mixture.place, *MOSTLY)
    nearly = ramp(alpha, *NEARLY)
    weight = (nearly * mostly * mixture.sure)[:, None]
    weight *= 1 - ramp(inside[soft] / deep, 0.8 * OUTER, OUTER)[:, None]
    mixed = (foreground[soft] * (1 - weight) + own.clip(0, 255) * weight).astype(np.float32)
    lab = _lab(mixed)
    lab[:, 1:] -= _tint(mixed, mixture) * (nearly * (1 - ramp(inside[soft] / deep, 0.7, 1.0)))[:, None]
    made = foreground.copy()
    made[soft] = _rgb(lab)
    return made


def _tint(colours: Floats, mixture: "_Mixture") -> Floats:
    """What of the background's chroma N×2 (CIELAB) is in N ``colours`` N×3 beyond the subject's own."""
    seen, subject, behind = (_lab(of) for of in (colours, mixture.subject, mixture.behind))
    own, line = subject[:, 1:], behind[:, 1:] - subject[:, 1:]
    apart = np.sqrt(np.square(line).sum(1))
    toward = line / np.maximum(apart, 1e-3)[:, None]
    place = ((seen[:, 1:] - own) * toward).sum(1)
    darkest = np.minimum(subject[:, 0], behind[:, 0])
    # What is darker than both, as a black strap beside a red shirt, is a thing of its own.
    thing = ramp(darkest - seen[:, 0], *BLACKER)
    sure = mixture.known * ramp(apart, *CHROMAS) * (1 - thing)
    return ((sure * np.clip(place, 0, apart))[:, None] * toward).astype(np.float32)


class _Mixture(NamedTuple):
    """Of N pixels: the colours N×3 of the ``subject`` farther in and of what was ``behind`` it farther out,
    their ``place`` between the two (0 the latter), how ``sure`` it is that they are a mixture, 0…1, and how
    far both colours are ``known``."""

    subject: Floats
    behind: Floats
    place: Floats
    sure: Floats
    known: Floats


def _mixture(rgb: Pixels, wanted: Mask, core: Mask, outer: Mask, deep: float) -> _Mixture | None:
    """What the ``wanted`` pixels of ``rgb`` H×W×3 are mixed of: of the subject's ``core`` and the background
    that is ``outer``; ``None`` where either is nowhere."""
    if not (wanted.any() and core.any() and outer.any()):
        return None
    subject, known = _carried(rgb, core, wanted, NARROW * deep, 3 * deep)
    behind, around = _carried(rgb, outer, wanted, deep, 3 * deep)
    seen, line = rgb[wanted].astype(np.float32), subject - behind
    length = np.sqrt(np.square(line).sum(1))
    place = ((seen - behind) * line).sum(1) / np.maximum(length, 1) ** 2
    aside = np.sqrt(np.square(seen - behind - place[:, None] * line).sum(1)) / np.maximum(length, 1)
    own = _shared(rgb, wanted, core, (behind, length), deep)
    known = (known * around * (1 - own)).astype(np.float32)
    among = (1 - ramp(aside, *ASIDE)) * (1 - ramp(-place, *PAST))
    sure = (known * ramp(length, *TELLING) * among).astype(np.float32)
    return _Mixture(subject, behind, np.clip(place, 0, 1).astype(np.float32), sure, known)


def _shared(rgb: Pixels, wanted: Mask, core: Mask, of: tuple[Floats, Floats], deep: float) -> Floats:
    """How surely, 0…1, the subject near each ``wanted`` pixel has the colour that is behind it too."""
    import cv2

    behind, length = np.zeros((*wanted.shape, 4), np.float32), of[1]
    behind[wanted] = np.column_stack([of[0], length])
    wide, weight = AROUND * deep, wanted.astype(np.float32)
    share = np.maximum(np.asarray(cv2.GaussianBlur(weight, (0, 0), wide), np.float32), 1e-4)[..., None]
    spread = np.asarray(cv2.GaussianBlur(behind, (0, 0), wide), np.float32) / share
    off = np.sqrt(np.square(rgb - spread[..., :3]).sum(2))
    like = ((off < ALIKE * spread[..., 3]) & core).astype(np.float32)
    near, all_of = (
        np.asarray(cv2.GaussianBlur(of_core, (0, 0), wide), np.float32)
        for of_core in (like, core.astype(np.float32))
    )
    share: Floats = (near / np.maximum(all_of, 1e-4)).astype(np.float32)
    return ramp(share[wanted], *SHARED)


def _from(side: Mask) -> Floats:
    """How far each pixel is from ``side`` H×W, in px."""
    import cv2

    return np.asarray(cv2.distanceTransform((~side).astype(np.uint8), cv2.DIST_L2, 5), np.float32)


def _carried(picture: Pixels, side: Mask, wanted: Mask, wide: float, far: float) -> tuple[Floats, Floats]:
    """At N ``wanted`` pixels: the colour N×3 of the pixels of ``side`` that are nearest, averaged over
    ``wide`` px, and whether, 0…1, these are nearer than ``far`` px."""
    colours, away = carried(picture, side, wanted, wide)
    return colours, 1 - ramp(away, 0.7 * far, far)


def _lab(colours: Floats) -> Floats:
    """N×3 levels in CIELAB."""
    import cv2

    scaled = (colours[None] / 255).clip(0, 1).astype(np.float32)
    return np.asarray(cv2.cvtColor(scaled, cv2.COLOR_RGB2LAB), np.float32)[0]


def _rgb(lab: Floats) -> Pixels:
    """The same backwards."""
    import cv2

    made = np.asarray(cv2.cvtColor(lab[None].astype(np.float32), cv2.COLOR_LAB2RGB), np.float32)[0]
    return np.rint(made.clip(0, 1) * 255).astype(np.uint8)
