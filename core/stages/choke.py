"""A matte's firm edge drawn in to where the photo shows the subject alone.

A lens, a JPEG and an enlargement mix subject and background over a few pixels, and a matte ends in the middle
of them: before a new place the inner half of that mixture is a pale line around the subject. How far it
reaches is measured where subject and background can be told apart, evened out along the edge, and the edge
moves in by so much, as a choke does for a green screen. Strands stay as they are. An alpha matte is an H×W
uint8 array, 255 = subject; a picture H×W×3 uint8 sRGB.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from core.stages.arrays import Floats, Pixels
from core.stages.rims import carried, ramp
from core.stages.tiles import WHOLE_PIXELS, tiles

Mask = npt.NDArray[np.bool_]

WIDE = 3.5
"""How far from the edge, in px of the photo, a mixture reaches at most; beyond are both's own colours."""
THIN = (0.15, 0.5)
"""How much farther than that, in shares of it, such colours may be: what is thinner is left alone."""
TELLING, ASIDE = (24.0, 60.0), (0.25, 0.5)
"""Levels between both from which on a mixture can be told, and surely; and how far off the line between them,
by its length, a colour surely is a mixture, and surely none."""
ALONG = 7.0
"""Standard deviation, in px of the photo, by which what is measured is evened out along the edge."""
CLEAR = 0.34
"""How far beyond the middle of a mixture the edge is set, as a share of the mixture's width."""
USUAL, AROUND = 40, (0.75, 1.2)
"""The percentile of what the edge would have to move that is taken for the photo's own blur, and how far from
that it moves anywhere: a pattern that ends at the edge looks like a wide mixture."""
TOLD = (0.1, 0.3)
"""Share of the edge at which that could be measured, from which on the rest may move as well, and does."""
MOST = (1.0, 1.6)
"""How far the edge moves at most, in px, at the photo's own scale, and more per px that one of it grew."""
FIRM = (2.2, 4.0)
"""Px, of the photo and one more, over which a firm edge is soft at most, and over which strands are."""


def choked(matte: Pixels, rgb: Pixels, scale: float) -> Pixels:
    """``matte`` H×W with its firm edges drawn in to where the photo ``rgb`` H×W×3 shows the subject alone;
    nowhere is it more than before. ``scale`` is how many px one of the photo became."""
    import cv2

    solid = matte > 127
    if solid.all() or not solid.any():
        return matte
    share = min(1.0, float(np.sqrt(WHOLE_PIXELS / matte.size)))
    if share == 1.0:
        return _drawn_in(matte, _away(solid), _move(matte, rgb, scale), max(1.0, scale))
    size = max(1, round(matte.shape[1] * share)), max(1, round(matte.shape[0] * share))
    small, seen = (
        np.asarray(cv2.resize(of, size, interpolation=cv2.INTER_AREA), np.uint8) for of in (matte, rgb)
    )
    move = cv2.resize(_move(small, seen, scale * share), matte.shape[::-1], interpolation=cv2.INTER_LINEAR)
    move, made, grain = np.asarray(move / share, np.float32), matte.copy(), max(1.0, scale)
    for tile in tiles(move > 0, 64):
        part = _drawn_in(matte[tile.seen], _away(solid[tile.seen]), move[tile.seen], grain)
        made[tile.core] = part[tile.within]
    return made


def _drawn_in(matte: Pixels, away: Floats, move: Floats, grain: float) -> Pixels:
    """``matte`` with its edge, from which each pixel is ``away``, moved in by ``move`` px."""
    import cv2

    near = (move > 0.02) & (np.abs(away) <= WIDE * grain)
    if not near.any():
        return matte
    smooth = np.asarray(cv2.GaussianBlur(away, (0, 0), max(0.8, 0.7 * grain)), np.float32)
    down, across = np.gradient(smooth)
    length = np.maximum(np.hypot(down, across), 0.2)
    rows, columns = np.indices(matte.shape, np.float32)
    fromx, fromy = columns - move * across / length, rows - move * down / length
    moved = cv2.remap(matte, fromx, fromy, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.where(near, np.minimum(moved, matte), matte).astype(np.uint8)


def _move(matte: Pixels, rgb: Pixels, scale: float) -> Floats:
    """By how many px the edge is to move in, near each pixel, H×W; 0 where there is none."""
    import cv2

    grain = max(1.0, scale)
    solid = matte > 127
    made = np.zeros(matte.shape, np.float32)
    reach = int(np.ceil(2 * WIDE * grain)) + 2
    rows, columns = np.flatnonzero(solid.any(1)), np.flatnonzero(solid.any(0))
    if not len(rows):
        return made
    part = (
        slice(max(0, rows[0] - reach), rows[-1] + 1 + reach),
        slice(max(0, columns[0] - reach), columns[-1] + 1 + reach),
    )
    matte, rgb, away = matte[part], rgb[part], _away(solid[part])
    band = np.abs(away) <= WIDE * grain
    mixed = _mixture(rgb, away, band, WIDE * grain)
    if mixed is None:
        return made
    step = max(1, round(2 * grain))
    size = -(-matte.shape[1] // step), -(-matte.shape[0] // step)

    def along(values: npt.NDArray[np.floating[Any]] | Mask) -> Floats:
        whole = np.zeros(matte.shape, np.float32)
        whole[band] = values
        small = cv2.resize(whole, size, interpolation=cv2.INTER_AREA)
        return np.asarray(cv2.GaussianBlur(small, (0, 0), ALONG * grain / step), np.float32)

    all_of: Floats = along(np.ones(len(mixed.place))).clip(1e-4)
    edge: Floats = (all_of / (2 * WIDE * grain)).astype(np.float32)
    beyond = np.where(away[band] > 0, 1 - mixed.place, -mixed.place)
    width = 4 * along(mixed.sure * np.minimum(mixed.place, 1 - mixed.place)) / edge
    wanted: Floats = (along(mixed.sure * beyond) / edge + CLEAR * width).astype(np.float32)
    sure: Floats = (along(mixed.sure) / all_of).astype(np.float32)
    soft = along((matte[band] > 12) & (matte[band] < 243)) / edge
    line = along(np.abs(away[band]) < 1) > 0.01
    move = _evened(wanted, sure, line, scale)
    move *= 1 - ramp((soft / (1 + grain)).astype(np.float32), *FIRM)
    made[part] = cv2.resize(move, matte.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return made


def _evened(wanted: Floats, sure: Floats, line: Mask, scale: float) -> Floats:
    """By how much the edge moves, h×w px, where ``wanted`` px are measured, so ``sure`` of it, 0…1, and the
    edge is near ``line``."""
    telling = line & (sure > 0.7)
    share = np.count_nonzero(telling) / max(1, np.count_nonzero(line))
    if not telling.any():
        return np.zeros_like(wanted)
    most = MOST[0] * max(min(scale, 1.0), 0.6) + MOST[1] * max(scale - 1, 0)
    usual = float(np.clip(np.percentile(wanted[telling], USUAL), 0, most))
    known = ramp(sure, 0.3, 0.7)
    told = known + (1 - known) * ramp(np.full_like(known, share), *TOLD)
    move = known * np.clip(wanted, AROUND[0] * usual, AROUND[1] * usual) + (1 - known) * usual
    return (np.minimum(move, most) * told).astype(np.float32)


class _Mixture(NamedTuple):
    """Of N pixels: their ``place`` between background and subject, 0…1, and how ``sure`` it is that they are
    a mixture of both."""

    place: Floats
    sure: Floats


def _mixture(rgb: Pixels, away: Floats, band: Mask, wide: float) -> _Mixture | None:
    """What the pixels of ``band`` H×W are mixed of, by the colours ``wide`` px in and out; ``None`` where
    either is nowhere."""
    core, outer = away > wide, away < -wide
    if not (core.any() and outer.any()):
        return None
    depth, seen = away[band], rgb[band].astype(np.float32)
    subject, inner = carried(rgb, core, band, 0.5 * wide)
    behind, beyond = carried(rgb, outer, band, 0.5 * wide)
    # By one more, since either begins at a whole pixel.
    farther = np.maximum(inner - (wide - depth), beyond - (wide + depth)) - 1
    line = subject - behind
    length = np.sqrt(np.square(line).sum(1))
    place = ((seen - behind) * line).sum(1) / np.maximum(length, 1) ** 2
    aside = np.sqrt(np.square(seen - behind - place[:, None] * line).sum(1)) / np.maximum(length, 1)
    sure = (
        (1 - ramp((farther / wide).astype(np.float32), *THIN))
        * ramp(length, *TELLING)
        * (1 - ramp(aside, *ASIDE))
    )
    return _Mixture(place.clip(0, 1).astype(np.float32), sure.astype(np.float32))


def _away(solid: Mask) -> Floats:
    """How far within ``solid`` H×W each pixel is, in px; negative outside."""
    import cv2

    inside, outside = (
        np.asarray(cv2.distanceTransform(side.astype(np.uint8), cv2.DIST_L2, 5), np.float32)
        for side in (solid, ~solid)
    )
    return np.where(solid, inside - 0.5, 0.5 - outside).astype(np.float32)
