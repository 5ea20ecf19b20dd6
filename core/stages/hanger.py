"""What a hanging subject hangs on: the wall seen through a hanger, strange pieces beside it, and its hook.

Clothes are photographed on hangers before a wall. A cut-out model takes the wall between hanger and collar
for subject, and what else hangs there; and of the hook, which is thin, it often sees the lower part alone. An
alpha matte is an H×W uint8 array, 255 = subject; a picture H×W×3 uint8 sRGB.
"""

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import numpy as np
import numpy.typing as npt

from core.stages.arrays import Floats, Pixels

Mask = npt.NDArray[np.bool_]

ABOVE = 0.33
"""Share of the subject's height, from the top, in which its hanger is."""
WALL = (4.5, 5.5, 20.0)
"""How far, in CIELAB, a pixel of the wall may be from the wall's colour beside the subject: in chroma, in
lightness above and below it (a hanger throws shade)."""
LIGHTER, TINTED, DARKER = (3.0, 8.0), (5.0, 9.0), (25.0, 35.0)
"""How far a pixel has to be off it in lightness or chroma to be no wall, and no shade on it, maybe and
surely."""
FAINT = 30
"""Belief from which on a hanger is looked for."""
OFF_EDGE, AROUND = 0.012, 0.06
"""From where on it is surely wall, and standard deviation of the mean of its colour; shares of the longer
side."""
COPY = 160
"""Longer side, in px, of a copy that is large enough for that."""
PATCH, DEEP = 0.002, 3.0
"""Area, as a share of the subject's, and half width in px from which on an enclosed patch of wall is no
pattern."""
SLIM = 0.035
"""Half thickness, as a share of the subject's width, up to which something above it is part of a hanger."""
ALIKE = 26.0
"""How far, in CIELAB, two parts of one hanger are apart at most."""
OWN = 0.004
"""Share of the cloth that has a colour from which on a strap of that colour is its own."""
MIDDLE, STANDS_OUT = 0.22, 0.03
"""How far off the subject's middle its hook is at most, and its height at least, as shares of the width."""
BORDER = 3.0
"""How far, in px, the soft border of a hanger reaches."""
ARCH, NECK, SHOULDER = 2.0, 0.06, 0.18
"""How many times wider than its stem an open hook is at its top; how high it is at least, and how wide a
hanger is where its shoulders begin, as shares of the subject's width."""
WIDENS, WAY = 3.0, 9
"""How many times wider than usual a wire is where it turns into a hanger, and points of it that are kept."""
STEEP, WAIST, DIP = 0.22, 0.3, 0.145
"""Of a waistband: its slope at most, its width at least, as a share of the subject's, and how far it is off a
straight line at most, as a share of its own width: necks are deeper."""
INSET, NARROW = 0.14, 0.03
"""How far from a waistband's ends clips hold it, and how much of it is looked at there, by its width."""
NECKLINE, OPEN, UNDER, ARM = 0.3, 0.02, 0.012, 0.34
"""How far off a body's middle its neck goes at most, as a share of its width; how deep an open one is, and
how far under its edge a hanger's arms are, as shares of its height; and how steep those are."""


@dataclass(frozen=True)
class Hook:
    """Where a hanging subject ends above, ``x`` and ``y`` in px of the photo; ``whole`` tells that this is an
    open hook, which can lie over something; ``clips`` are the two places of its upper edge, from the left, by
    which clips hold it, ``arms`` where those of a hanger end in its neck that begin at the hook, or none;
    ``way`` are points of the wire that it ends above with, from above to where that is thick or ends;
    ``replaced`` tells that those arms stand for a hanger that its photo shows; ``held`` is by what it is
    held, empty in pictures from before that mattered."""

    x: float
    y: float
    whole: bool
    clips: tuple[tuple[float, float], ...] = ()
    arms: tuple[tuple[float, float], ...] = ()
    way: tuple[tuple[float, float], ...] = ()
    replaced: bool = False
    held: Literal["", "wall", "rail"] = ""


@dataclass(frozen=True)
class Hung:
    """A hanging subject's ``body``, what is slim ``above`` it, and of that the ``stem`` that goes up from its
    middle; ``left`` and ``wide`` are the body's first column and width in px."""

    body: Mask
    above: Mask
    stem: Mask
    left: int
    wide: int


def without_wall(alpha: Pixels, rgb: Pixels) -> Pixels:
    """The matte without the wall that shows through a hanger and around it, where that is even."""
    import cv2

    opaque = alpha > 127
    if not opaque.any():
        return alpha
    rows = np.flatnonzero(opaque.any(1))
    lab = _lab(rgb)
    off = np.asarray(cv2.GaussianBlur(lab - _wall(alpha, lab), (0, 0), 1.0), np.float32)
    chroma, lightness = np.hypot(off[..., 1], off[..., 2]), off[..., 0]
    like = (chroma < WALL[0]) & (lightness < WALL[1]) & (lightness > -WALL[2])
    high = np.arange(len(alpha))[:, None] < rows[0] + ABOVE * (rows[-1] - rows[0])
    whole = hung_parts(opaque)
    gone = _patches(like & (alpha > 12) & high, alpha, None if whole is None else whole.body)
    left = np.where(gone, 0, alpha).astype(np.uint8)
    hung = hung_parts(left > 127)
    if hung is None:
        return left
    over = high & (np.arange(len(alpha))[:, None] < tops_of(hung.body)[None]) & (alpha > FAINT) & ~gone
    return np.where(over, np.maximum(left, 255 * unlike_wall(off)), left).astype(np.uint8)


def unlike_wall(off: Floats) -> Floats:
    """How surely, 0…1, a pixel that is ``off`` the wall's colour H×W×3 is no wall, and no shade on it."""
    chroma, lightness = np.hypot(off[..., 1], off[..., 2]), off[..., 0]
    ways = ((lightness, LIGHTER), (chroma, TINTED), (-lightness, DARKER))
    return np.maximum.reduce([np.clip((by - low) / (high - low), 0, 1) for by, (low, high) in ways])


def without_strangers(alpha: Pixels, rgb: Pixels) -> Pixels:
    """The matte without thin things above the subject that are neither its hanger's nor of its own colour."""
    import cv2

    hung = hung_parts(alpha > 127)
    if hung is None or not hung.stem.any():
        return alpha
    lab = _lab(rgb)
    unlike = np.sqrt(np.square(lab - np.median(lab[hung.stem], axis=0)).sum(2)) > ALIKE
    strange = hung.above & unlike & (_frequency(lab, hung.body) < OWN)
    kept = (alpha > 127) & ~_morphed(strange, cv2.MORPH_OPEN, 2)
    numbers = np.asarray(cv2.connectedComponents(kept.astype(np.uint8), connectivity=8)[1])
    kept &= np.isin(numbers, np.unique(numbers[hung.body & kept])) | ~hung.above
    gone = _morphed(hung.above & ~kept, cv2.MORPH_DILATE, 3) & ~kept
    over = np.arange(len(alpha))[:, None] < tops_of(hung.body)[None]
    faint = over & (alpha <= 127) & (_distance(~kept) > BORDER)
    return np.where(gone | faint, 0, alpha).astype(np.uint8)


def hook_of(matte: Pixels) -> Hook | None:
    """Where the subject of ``matte`` H×W hangs from; ``None`` without a subject."""
    hung = hung_parts(matte > 127)
    if hung is None:
        return None
    if not hung.stem.any():
        middle = hung.left + hung.wide // 2
        return Hook(float(middle), float(tops_of(hung.body)[middle]), False)
    first = int(np.flatnonzero(hung.stem.any(1))[0])
    at = np.flatnonzero(hung.stem[first : first + 2].any(0))
    whole = first > 2 and _is_open_hook(hung.stem[first:], hung.wide)
    return Hook(float(at.mean()), float(first), whole, way=_way_of(hung.stem[first:], first))


def hanger_of(matte: Pixels) -> Hook | None:
    """As ``hook_of``; where the hanger of an open neck was taken away, one in its place."""
    hung = hung_parts(matte > 127)
    if hung is None or hung.stem.any():
        return hook_of(matte)
    tops = tops_of(hung.body)
    tall = int(np.flatnonzero(hung.body.any(1))[-1]) - int(tops.min())
    found = _in_neck(tops, hung, tall)
    return hook_of(matte) if found is None else replace(found, replaced=True)


def _way_of(stem: Mask, first: int) -> tuple[tuple[float, float], ...]:
    """Points of the middle of what goes up, whose top row is ``first``, down to where it becomes wide."""
    columns = np.arange(stem.shape[1])
    counts = stem.sum(1)
    middles = (stem * columns[None]).sum(1) / np.maximum(counts, 1)
    spans = np.array([np.ptp(np.flatnonzero(row)) + 1 if row.any() else 0 for row in stem])
    wide = np.flatnonzero((spans > WIDENS * max(2.0, float(np.median(counts[counts > 0])))) | (counts == 0))
    length = int(wide[0]) if len(wide) else len(stem)
    rows = np.unique(np.linspace(0, length - 1, WAY).round().astype(int)) if length > 1 else np.arange(0)
    return tuple((float(middles[row]), float(first + row)) for row in rows)


def clips_of(matte: Pixels) -> Hook | None:
    """What holds what was photographed lying: clips at both ends of the upper edge of ``matte`` H×W, where
    that is a waistband, nearly level and straight; the arms of a hanger, where that is an open neck. Else as
    ``hook_of``."""
    hung = hung_parts(matte > 127)
    if hung is None:
        return None
    tops, bottom = tops_of(hung.body), int(np.flatnonzero(hung.body.any(1))[-1])
    tall = bottom - int(tops.min())
    left, right = _level_edge(tops, hung.left, hung.wide)
    wide = right - left
    between = tops[left : right + 1]
    line = np.linspace(tops[left], tops[right], len(between))
    if wide < WAIST * hung.wide or float(np.abs(between - line).max()) > DIP * wide:
        return (None if hung.stem.any() else _in_neck(tops, hung, tall)) or hook_of(matte)
    inset = min(INSET * wide, INSET * tall)
    at = [round(left + inset), round(right - inset)]
    near = max(1, round(NARROW * wide))
    first, second = ((float(x), float(np.median(tops[x - near : x + near + 1]))) for x in at)
    return Hook((first[0] + second[0]) / 2, (first[1] + second[1]) / 2, False, (first, second))


def _in_neck(tops: npt.NDArray[np.intp], hung: Hung, tall: int) -> Hook | None:
    """A hanger in the open neck of a body whose columns begin at the rows ``tops``; ``None`` where it is
    closed."""
    middle, reach = hung.left + hung.wide // 2, max(2, round(NECKLINE * hung.wide))
    left = middle - reach + int(tops[middle - reach : middle].argmin())
    right = middle + 1 + int(tops[middle + 1 : middle + 1 + reach].argmin())
    first, second = float(tops[left]), float(tops[right])
    if float(tops[left : right + 1].max()) - max(first, second) < OPEN * tall:
        return None
    half, under = (right - left) / 2, UNDER * tall
    ends = ((left - 0.1 * half, first + under), (right + 0.1 * half, second + under))
    return Hook((left + right) / 2, (first + second) / 2 + under - ARM * half, False, arms=ends)


def _level_edge(tops: npt.NDArray[np.intp], left: int, wide: int) -> tuple[int, int]:
    """The first and the last column of the upper edge of a body whose columns begin at the rows ``tops``: of
    its convex outline the part around the highest point that is not steep."""
    columns = np.arange(left, left + wide)
    chain: list[tuple[int, int]] = []
    for point in zip(columns.tolist(), tops[columns].tolist(), strict=True):
        while len(chain) > 1 and _turns_down(chain[-2], chain[-1], point):
            chain.pop()
        chain.append(point)
    flat = [abs(b[1] - a[1]) <= STEEP * (b[0] - a[0]) for a, b in pairwise(chain)]
    first = last = min(range(len(chain)), key=lambda at: chain[at][1])
    while first > 0 and flat[first - 1]:
        first -= 1
    while last < len(flat) and flat[last]:
        last += 1
    return chain[first][0], chain[last][0]


def _turns_down(first: tuple[int, int], middle: tuple[int, int], last: tuple[int, int]) -> bool:
    """Whether the middle one of three points from the left is not above the line between the others."""
    across, down = last[0] - first[0], last[1] - first[1]
    return (middle[1] - first[1]) * across >= down * (middle[0] - first[0])


def _is_open_hook(stem: Mask, wide: int) -> bool:
    """Whether what goes up, from its top row on, is a hook of some height that is open at its side: a
    straight wire is cut off, and a ring is not what a hanger hangs on. ``wide`` is the subject's width."""
    from scipy.ndimage import binary_fill_holes

    spans = np.array([np.ptp(np.flatnonzero(row)) + 1 if row.any() else 0 for row in stem])
    shoulders = np.flatnonzero(spans > SHOULDER * wide)
    neck = stem[: int(shoulders[0])] if len(shoulders) else stem
    if len(neck) < NECK * wide:
        return False
    thick = max(2.0, float(np.median(neck.sum(1))))
    holes = np.asarray(binary_fill_holes(stem)) & ~stem
    top, bend = neck[:2].any(0), np.flatnonzero(neck[: max(1, len(neck) // 2)].any(0))
    at = float(np.flatnonzero(top).mean())
    # From the top of an arch it goes down on both sides, from that of a slanting wire on one.
    both = min(at - bend[0], bend[-1] - at) > 0.5 * thick
    closed = int(holes[: len(neck)].sum()) > 0.5 * thick**2
    return bool(both and not closed and np.ptp(bend) + 1 > ARCH * thick)


def hung_parts(opaque: Mask) -> Hung | None:
    """The parts of a hanging subject; ``None`` where nothing is left without what is slim."""
    import cv2

    columns = np.flatnonzero(opaque.any(0))
    if not len(columns):
        return None
    radius = max(2, round(SLIM * (columns[-1] + 1 - columns[0])))
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1))
    opened = cv2.morphologyEx(opaque.astype(np.uint8), cv2.MORPH_OPEN, disc)
    count, numbers, facts, _ = cv2.connectedComponentsWithStats(opened, connectivity=8)
    if count < 2:
        return None
    largest = np.asarray(numbers) == 1 + int(facts[1:, cv2.CC_STAT_AREA].argmax())
    body = _morphed(largest, cv2.MORPH_DILATE, 3) & opaque
    above = opaque & ~body & (np.arange(len(body))[:, None] < tops_of(body)[None])
    columns = np.flatnonzero(body.any(0))
    left, wide = int(columns[0]), int(columns[-1]) + 1 - int(columns[0])
    return Hung(body, above, _stem(above, left, wide), left, wide)


def _stem(above: Mask, left: int, wide: int) -> Mask:
    """Of what is slim and ``above`` a body: what is tallest over its middle, if it is of some height."""
    import cv2

    near = np.abs(np.arange(above.shape[1]) - left - wide / 2) < MIDDLE * wide
    count, numbers, facts, _ = cv2.connectedComponentsWithStats((above & near[None]).astype(np.uint8))
    heights = np.asarray(facts)[1:, cv2.CC_STAT_HEIGHT]
    if count < 2 or heights.max() < STANDS_OUT * wide:
        return np.zeros_like(above)
    return np.asarray(numbers) == 1 + int(heights.argmax())


def tops_of(body: Mask) -> npt.NDArray[np.intp]:
    """The first row of each column of the body, the last row of all where it has none."""
    return np.where(body.any(0), body.argmax(0), len(body))


def _morphed(mask: Mask, how: int, side: int) -> Mask:
    import cv2

    return np.asarray(cv2.morphologyEx(mask.astype(np.uint8), how, np.ones((side, side), np.uint8))) > 0


def _distance(mask: Mask) -> Floats:
    import cv2

    return np.asarray(cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, 3), np.float32)


def _wall(alpha: Pixels, lab: Floats) -> Floats:
    """The wall's colour H×W×3 in CIELAB, as it goes on behind the subject: found on a smaller copy, since it
    hardly changes."""
    import cv2

    longest = max(alpha.shape)
    step = max(1, round(longest / COPY))
    size = -(-alpha.shape[1] // step), -(-alpha.shape[0] // step)
    known = (_distance(alpha < 12) > OFF_EDGE * longest).astype(np.float32)
    weighted = np.dstack([lab * known[..., None], known]).astype(np.float32)
    small = np.asarray(cv2.resize(weighted, size, interpolation=cv2.INTER_AREA), np.float32)
    near, wide = (
        np.asarray(cv2.GaussianBlur(small, (0, 0), times * AROUND * longest / step), np.float32)
        for times in (1, 2)
    )
    close, far_off = (of[..., :3] / np.maximum(of[..., 3:], 1e-6) for of in (near, wide))
    weight = np.clip((near[..., 3:] - 0.02) / 0.06, 0, 1)
    wall = (weight * close + (1 - weight) * far_off).astype(np.float32)
    return np.asarray(cv2.resize(wall, alpha.shape[::-1], interpolation=cv2.INTER_LINEAR), np.float32)


def _patches(like: Mask, alpha: Pixels, body: Mask | None) -> Mask:
    """Of the pixels ``like`` the wall, those of patches that are large, and beside the ``body`` of those that
    are open to it: what is like the wall at an edge of cloth is the edge."""
    import cv2

    calm = _morphed(like, cv2.MORPH_OPEN, 3)
    count, found = cv2.connectedComponents(calm.astype(np.uint8), connectivity=4)
    numbers = np.asarray(found, np.intp)
    sizes = np.bincount(numbers.ravel(), minlength=count)
    depths = np.zeros(count, np.float32)
    np.maximum.at(depths, numbers.ravel(), _distance(calm).ravel())
    large = (sizes > PATCH * np.count_nonzero(alpha > 127)) & (depths >= DEEP)
    outside = np.zeros(count, np.bool_)
    outside[np.unique(numbers[alpha < 60])] = True
    beside = True if body is None else ~body
    return calm & (large[numbers] | (outside[numbers] & beside))


def _frequency(lab: Floats, body: Mask) -> Floats:
    """The share of the body H×W that has about the colour of each pixel."""
    from scipy.ndimage import gaussian_filter

    places = np.clip((lab - (0, -100, -100)) / (5, 8, 8), 0, (19, 24, 24)).astype(np.intp)
    counts = np.zeros((20, 25, 25), np.float32)
    np.add.at(counts, tuple(places[body].T), 1)
    blurred = np.asarray(gaussian_filter(counts, 0.8), np.float32)
    return blurred[places[..., 0], places[..., 1], places[..., 2]] / np.float32(max(1, int(body.sum())))


def _lab(rgb: Pixels) -> Floats:
    import cv2

    return np.asarray(cv2.cvtColor(rgb.astype(np.float32) / 255, cv2.COLOR_RGB2LAB), np.float32)
