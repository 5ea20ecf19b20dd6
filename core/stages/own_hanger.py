"""The hanger that a photo shows: whole, or half lost in the wall, so that another one is put in its place.

A white hanger before a white wall is cut out in pieces: a hook without a stem, an arm that fades, the smudge
of another hanger behind it. What is hardly there is taken away as a whole. An alpha matte is an H×W uint8
array, 255 = subject; a picture H×W×3 uint8 sRGB.
"""

import numpy as np
import numpy.typing as npt

from core.stages.arrays import Floats, Pixels
from core.stages.hanger import Hook, hook_of, hung_parts, tops_of, unlike_wall

Mask = npt.NDArray[np.bool_]

DOWN = 0.35
"""Share of the body's height, from its top, down to which something above its outline is its hanger's."""
SEEN, OPAQUE = 25, 200
"""Alpha from which on something is seen of a hanger, and from which on it is opaque."""
WHOLE = 0.6
"""Share of what is seen of a hanger that has to be opaque."""
BORDER = 2
"""How many px of the body's own soft border stay."""
ASIDE, HIGHER = 0.1, 0.35
"""How far around its arms a hanger is looked for, to a side and above, by the distance between their ends."""
SURELY, LEAST = 0.9, 12
"""How surely a pixel is none of the wall, and how many of them tell a hanger's colour."""


def without_doubtful_hanger(matte: Pixels) -> Pixels:
    """``matte`` H×W of what hangs without its hanger where that is not seen whole; as it is where there is
    none, or where that is opaque for the most part or ends in an open hook."""
    import cv2

    hung = hung_parts(matte > 127)
    if hung is None:
        return matte
    own = np.asarray(cv2.dilate(hung.body.astype(np.uint8), np.ones((2 * BORDER + 1,) * 2))) > 0
    tops, rows = tops_of(hung.body), np.flatnonzero(hung.body.any(1))
    within = np.arange(matte.shape[0])[:, None] < np.minimum(tops, rows[0] + DOWN * len(rows))[None]
    above = within & ~own & (matte > 0)
    seen = above & (matte > SEEN)
    hook = hook_of(matte)
    if not seen.any() or (hook is not None and hook.whole):
        return matte
    if np.count_nonzero(matte[seen] > OPAQUE) > WHOLE * np.count_nonzero(seen):
        return matte
    return np.where(above, 0, matte).astype(np.uint8)


def hanger_tone(source: Pixels, matte: Pixels, hook: Hook) -> Floats | None:
    """The colour (3 levels) of the hanger that the photo ``source`` H×W×3 shows where the arms of ``hook``
    begin, beside the subject of ``matte`` H×W; ``None`` where nothing but wall is seen there."""
    import cv2

    (left, first), (right, second) = hook.arms[0], hook.arms[-1]
    left, right, low = min(left, right), max(left, right), max(first, second)
    wide = max(right - left, 1.0)
    rows = slice(max(0, round(hook.y - HIGHER * wide)), max(0, round(low)))
    columns = slice(max(0, round(left - ASIDE * wide)), max(0, round(right + ASIDE * wide)))
    beside = matte[rows, columns] == 0
    if np.count_nonzero(beside) < LEAST:
        return None
    colours = source[rows, columns]
    lab = np.asarray(cv2.cvtColor(colours.astype(np.float32) / 255, cv2.COLOR_RGB2LAB), np.float32)
    none = unlike_wall((lab - np.median(lab[beside], axis=0)).astype(np.float32)) > SURELY
    found: Floats = colours[none & beside].astype(np.float32)
    return np.median(found, axis=0).astype(np.float32) if len(found) >= LEAST else None
