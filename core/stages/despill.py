"""The tint of the old background in a subject's soft edge: green grass shines through hair and fur.

What the soft edge has of the background's chroma beyond the subject's own beside it goes, as a despill does
for a green screen, here for any colour; lightness stays. Source H×W×3 uint8 sRGB, matte H×W with 255 =
subject.
"""

import numpy as np
import numpy.typing as npt

from core.stages.arrays import Floats, Pixels
from core.stages.edge_cleanup import sampled
from core.stages.tiles import WHOLE_PIXELS

BESIDE = 0.02
"""Standard deviation of the means of both sides' colours, as a share of the longer side."""
TELLING = (14.0, 32.0)
"""How far the chromas of both sides are apart, in CIELAB, from which on a tint can be told, and surely."""
STRENGTH = 0.9
"""How much of the tint goes at most."""
SURE = 0.004
"""Share of pixels of a side nearby below which its colour is not known."""


def despilled(foreground: Pixels, source: Pixels, matte: Pixels) -> Pixels:
    """``foreground`` H×W×3, the subject's colours as far as they are known, without the tint of the
    background in ``source``; the same pixels where the matte is 0 or 255."""
    import cv2

    soft = (matte > 0) & (matte < 255)
    if not soft.any():
        return foreground
    step = max(1, round(max(matte.shape) / 400))
    size = -(-matte.shape[1] // step), -(-matte.shape[0] // step)
    if matte.size <= WHOLE_PIXELS:
        chroma = _lab(source)[..., 1:]
        sides = [_beside(chroma, known, size)[soft] for known in (matte >= 250, matte <= 5)]
    else:
        smalls, at = _reduced(source, matte, step), np.nonzero(soft)
        sides = [sampled(_mean(small), at, step) for small in smalls]
    own, ground, known = sides[0][:, :2], sides[1][:, :2], np.minimum(sides[0][:, 2], sides[1][:, 2])
    line = ground - own
    apart = np.sqrt(np.square(line).sum(1))
    toward = line / np.maximum(apart, 1e-3)[:, None]
    lab = _lab(foreground[soft][None])[0]
    tint = np.clip(((lab[:, 1:] - own) * toward).sum(1), 0, apart)
    alpha = matte[soft].astype(np.float32) / 255
    share = STRENGTH * (1 - alpha**3) * np.clip((apart - TELLING[0]) / (TELLING[1] - TELLING[0]), 0, 1)
    lab[:, 1:] -= (share * np.clip(known / SURE, 0, 1) * tint)[:, None] * toward
    made = foreground.copy()
    colours = np.asarray(cv2.cvtColor(lab[None].astype(np.float32), cv2.COLOR_LAB2RGB))[0]
    made[soft] = np.rint(colours.clip(0, 1) * 255).astype(np.uint8)
    return made


def _beside(chroma: Floats, known: npt.NDArray[np.bool_], size: tuple[int, int]) -> Floats:
    """The mean chroma H×W×2 of the ``known`` pixels near each, and their share nearby as a third channel."""
    import cv2

    weighted = np.dstack([chroma * known[..., None], known]).astype(np.float32)
    small = cv2.resize(weighted, size, interpolation=cv2.INTER_AREA)
    mean = _mean(np.asarray(small, np.float32))
    whole = cv2.resize(mean, (known.shape[1], known.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.asarray(whole, np.float32)


def _mean(small: Floats) -> Floats:
    """The means h×w×3 of what is ``small`` h×w×3: weighted chroma and weight."""
    import cv2

    blurred = np.asarray(cv2.GaussianBlur(small, (0, 0), BESIDE * max(small.shape) + 0.5), np.float32)
    mean = np.dstack([blurred[..., :2] / np.maximum(blurred[..., 2:], 1e-5), blurred[..., 2]])
    return mean.astype(np.float32)


def _reduced(source: Pixels, matte: Pixels, step: int) -> tuple[Floats, Floats]:
    """The chroma of subject and background, weighted, and its weight, ``step`` times smaller: h×w×3 each,
    row by row of these, so that a large picture's floats take little memory."""
    import cv2

    width = -(-matte.shape[1] // step)
    rows: tuple[list[Floats], list[Floats]] = ([], [])
    for top in range(0, len(matte), step):
        part = matte[top : top + step]
        chroma = _lab(source[top : top + step])[..., 1:]
        for found, known in zip(rows, (part >= 250, part <= 5), strict=True):
            weighted = np.dstack([chroma * known[..., None], known]).astype(np.float32)
            found.append(
                np.asarray(cv2.resize(weighted, (width, 1), interpolation=cv2.INTER_AREA), np.float32)
            )
    own, ground = (np.concatenate([row.reshape(1, width, 3) for row in found]) for found in rows)
    return own, ground


def _lab(rgb: Pixels) -> Floats:
    import cv2

    return np.asarray(cv2.cvtColor(rgb.astype(np.float32) / 255, cv2.COLOR_RGB2LAB), np.float32)
