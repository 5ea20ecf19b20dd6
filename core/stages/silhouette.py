"""The outline of a subject that is not opaque: where glass, smoke and veils are, however faint."""

import numpy as np

from core.stages.arrays import Floats, Pixels

HALF, FAINT = 127, 25
"""Alpha above which a pixel is subject, and above which it is something of it."""
UPPER, BULK = 0.3, 0.055
"""Share of what hangs, from its top, in which its hanger is, and half width from which on something there is
cloth, by the width of the whole."""
BUST = 0.3
"""How wide, by its height, a subject is at the picture's edge from which on that is no pair of legs."""
MOSTLY_FAINT = 2
"""A subject with so many times more pixels that are faint than that are not is taken to be see-through: a
bottle with a cap. A drop shadow takes less."""


def silhouette(matte: Pixels, *, own: bool) -> Pixels:
    """``matte`` H×W (255 = subject) as what stands, lies or throws shade: above one half where something is.

    The matte itself for a subject that is opaque for the most part. Else it is stretched: in a photo's
    ``own`` alpha all that is more than ``FAINT`` counts, and where nothing passes one half what comes near
    the most opaque. In a model's matte what is faint beside opaque pixels is a doubt, and stays one.
    """
    opaque = int(np.count_nonzero(matte > HALF))
    faint = int(np.count_nonzero(matte > FAINT))
    if opaque and not (own and faint > MOSTLY_FAINT * opaque):
        return matte
    top = int(matte.max())
    if top == 0:
        return matte
    level = min(FAINT + 1, (top + 1) / 2)
    return np.minimum(np.ceil(matte * ((HALF + 1) / level)), 255).astype(np.uint8)


def is_bust(matte: Pixels) -> bool:
    """Whether the subject of ``matte`` H×W (255 = subject), which its photo cuts off below, is cut off where
    it is broad by its height: at the waist or above, not at its legs."""
    opaque = matte > HALF
    rows = np.flatnonzero(opaque.any(axis=1))
    return bool(len(rows)) and int(opaque[rows[-1]].sum()) > BUST * (rows[-1] + 1 - rows[0])


def opacity_within(matte: Pixels, shape: Pixels) -> float:
    """How opaque, 0…1, the subject of ``matte`` is within its outline ``shape``, both H×W."""
    inside = shape > HALF
    return float(matte[inside].mean()) / 255 if inside.any() else 1.0


def shade_let_through(unshaded: Floats, shaded: Floats, matte: Pixels, shape: Pixels) -> Floats:
    """The place H×W×3 as a subject of ``matte`` with the outline ``shape`` shades it, ``shaded`` as an opaque
    one would: what takes half the light throws half the shade, and none that would be seen through it."""
    if shape is matte:
        return shaded
    share = (1 - shape[..., None] / 255) * opacity_within(matte, shape)
    return (unshaded + share * (shaded - unshaded)).astype(np.float32)


def without_hanger(matte: Pixels) -> Pixels:
    """``matte`` H×W of what hangs without the slim parts at its top: the shade of a hanger's plate on the
    wall looks like a smudge behind the neck."""
    import cv2

    opaque = matte > HALF
    rows, columns = np.flatnonzero(opaque.any(axis=1)), np.flatnonzero(opaque.any(axis=0))
    if not len(rows):
        return matte
    upper = slice(0, int(rows[0] + UPPER * (rows[-1] + 1 - rows[0])))
    reach = max(1, round(BULK * (columns[-1] + 1 - columns[0])))
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * reach + 1, 2 * reach + 1))
    made = matte.copy()
    # Looked at with what is below, so that shoulders do not end where the upper part does.
    around = slice(0, min(len(matte), upper.stop + 2 * reach))
    opened = cv2.morphologyEx(np.ascontiguousarray(matte[around]), cv2.MORPH_OPEN, disc)
    made[upper] = np.minimum(matte[upper], opened[upper])
    return made
