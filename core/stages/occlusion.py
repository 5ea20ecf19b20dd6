"""How much of the sky a standing subject hides from the ground about it: the soft dark seam below a carton, a
sole or a tyre on a grey day.

A wall hides half of the sky from the ground at its foot, and less and less over about its own height or half
its width, whichever is shorter. So the print of the subject on the ground is blurred by several widths:
what is narrow, as a leg, keeps its shade close by, what is broad has it far around.
"""

import numpy as np

from core.stages.arrays import Floats, Pixels
from core.stages.cast_shadow import Plane, lowest_parts, softened
from core.stages.footing import Footing

REACHES = ((0.02, 0.5), (0.065, 0.5), (0.17, 0.42))
"""Blurs of the print, by the size of the subject, and how much of the sky each of them hides at its edge."""
HANGS_OVER = 0.05
"""By what share of the subject's height above the ground a part's own print is down to 1/e."""
TOUCHES = 0.3
"""The contact from which on neighbouring columns are one part."""
BROADER = 1.6
"""The size of what is flat, as a saucer is, by its height: no more than that is hidden by it."""


def occluded(matte: Pixels, stood: Footing, plane: Plane) -> Floats:
    """The share of the even light that is hidden H×W, 0…1, on level ground about the subject of ``matte`` H×W
    that stands on it."""
    printed = _print(matte, stood, plane)
    squash = min(1.0, plane.squash(stood.foot))
    size = min(BROADER * stood.tall, float(len(stood.edge)))
    left = np.ones(matte.shape, np.float32)
    for reach, share in REACHES:
        across = max(0.6, reach * size)
        soft = softened(printed, across, max(0.6, across * squash))
        left *= 1 - np.float32(share) * np.minimum(2 * soft, 1)
    return 1 - left


def _print(matte: Pixels, stood: Footing, plane: Plane) -> Floats:
    """Where the subject stands H×W, 0…1: from its ground line back, each part as deep as half its width, and
    no deeper than it is high there: a strap is not as deep as the bag that it hangs from."""
    weight = np.exp(-np.clip(stood.gap, 0, None) / (HANGS_OVER * stood.tall + 0.5)).astype(np.float32)
    near = stood.contact > TOUCHES
    ends = np.flatnonzero(np.diff(near.astype(np.int8), prepend=0, append=0))
    deep = np.ones(len(near), np.float32)
    for begin, end in zip(ends[::2], ends[1::2], strict=True):
        deep[begin:end] = max(1.0, 0.5 * (end - begin) * plane.squash(float(stood.ground[begin:end].mean())))
    deep = np.minimum(deep, np.maximum(lowest_parts(matte, stood)[0], 1))
    rows = np.arange(len(matte), dtype=np.float32)[:, None] + 0.5
    begins, finishes = stood.ground - deep, stood.ground
    within = np.clip(rows - begins + 0.5, 0, 1) * np.clip(finishes - rows + 0.5, 0, 1)
    made = np.zeros(matte.shape, np.float32)
    made[:, stood.columns] = within * weight
    return made
