"""How large a subject is: it fits a hand, it is as large as a person or an animal, or as a car.

Guessed without a model, from how things are photographed: fruit, cartons, bottles and boxes in one compact
piece before white, a car from the side or from its corner as a long and solid shape. All else is life-sized.
A whole oval is a cup on its saucer, a plate or a ball, whatever is around it.
On 31 photos the share of white around the former is 0.56 or more, around all others 0.17 at most; the car is
2.7 times as wide as high and fills 0.93 of its hull, and an animal that lies down 2.3 times and 0.77.
"""

from collections.abc import Set

import numpy as np
import numpy.typing as npt

from core.scenes.sizing import Size
from core.stages.arrays import Pixels
from core.stages.pose import Side

SIDE = 256
WHITE, AROUND = 238, 0.4
"""Level from which on a channel is white, and the share of white around a packshot."""
COMPACT = 0.72
"""Share of its convex hull that a packshot's subject fills at least: bicycles and people fill less."""
LONG, LONGEST, SOLID = 2.4, 4.0, 0.85
"""Width over height of a car, at least and at most, and the share of its hull that it fills."""
WHOLE, OVAL, ROUND = 0.96, (0.74, 0.84), 1.8
"""Of an oval: the share of its hull that it fills at least, the share that this fills of the rectangle about
it (an ellipse π/4), and its length over its width at most."""

SHORT, TALLEST = 0.09, 0.24
"""Metres across what fits a hand, and along it at most: a fruit, a carton."""


PACKED, UPRIGHT = 0.9, 1.4
"""Share of the rectangle about it that an upright package fills, and its height over its width at least."""


def true_length(matte: Pixels, size: Size, *, packed: bool = False) -> float | None:
    """Metres that the longer side of the subject of ``matte`` H×W has in truth, for what fits a hand by how
    slim it is; ``None`` of all else, which the place tells. Where upright packages are known (``packed``)
    they are as tall as cartons are."""
    opaque = matte > 127
    rows, columns = np.flatnonzero(opaque.any(1)), np.flatnonzero(opaque.any(0))
    if size != "hand" or not len(rows):
        return None
    sides = int(np.ptp(rows)) + 1, int(np.ptp(columns)) + 1
    ratio = max(sides) / min(sides)
    if packed and sides[0] >= UPRIGHT * sides[1] and _fills_its_rectangle(opaque):
        return float(np.clip(0.05 + 0.1 * ratio, SHORT, TALLEST))
    return float(np.clip(SHORT * ratio, SHORT, TALLEST))


def _fills_its_rectangle(opaque: npt.NDArray[np.bool_]) -> bool:
    """Whether the hull of what is opaque is nearly a rectangle: a carton's, a box's."""
    import cv2

    hull = cv2.convexHull(np.argwhere(opaque)[:, ::-1].astype(np.int32))
    sides = cv2.minAreaRect(hull)[1]
    return cv2.contourArea(hull) >= PACKED * max(sides[0] * sides[1], 1.0)


def guess_size(matte: Pixels, photo: Pixels, cut_off: Set[Side], *, own: bool, ovals: bool = True) -> Size:
    """The size of the subject of ``matte`` H×W (255 = subject) in ``photo`` H×W×3, whose edge cuts it off on
    the sides ``cut_off``. What was cut out already (its ``own`` matte) shows nothing of where it was;
    ``ovals`` are known in scenes from form 5 on."""
    import cv2

    share = min(1.0, SIDE / max(matte.shape))
    size = max(1, round(matte.shape[1] * share)), max(1, round(matte.shape[0] * share))
    small, colours = (np.asarray(cv2.resize(of, size, interpolation=cv2.INTER_AREA)) for of in (matte, photo))
    opaque = small > 127
    if cut_off or np.count_nonzero(opaque) < 8:
        return "life"
    points = np.argwhere(opaque)[:, ::-1].astype(np.int32)
    tall, wide = np.ptp(points[:, 1]) + 1, np.ptp(points[:, 0]) + 1
    hull = cv2.convexHull(points)
    filled = len(points) / max(cv2.contourArea(hull), 1.0)
    if LONG <= wide / tall <= LONGEST and filled >= SOLID:
        return "large"
    sides = sorted(cv2.minAreaRect(hull)[1])
    share = cv2.contourArea(hull) / max(sides[0] * sides[1], 1.0)
    if ovals and filled >= WHOLE and OVAL[0] <= share <= OVAL[1] and sides[1] <= ROUND * sides[0]:
        return "hand"
    around = small < 20
    white = float((colours[around].min(axis=1) >= WHITE).mean()) if around.any() else 0.0
    return "hand" if not own and white >= AROUND and filled >= COMPACT else "life"
