"""How a subject is staged: it stands, it lies and is seen from above, or it hangs before a wall.

Guessed without a model, from what a photo shows around its subject. What was photographed lying or hanging
has one surface all around it, whose colour hardly changes: on 40 photos the blurred colour spreads by 0.5 to
3.6 in CIELAB there, and by 5.8 or more around what stands whole in a place. Before a wall the light falls off
from top to bottom (lightness 17 to 42 apart, on beds and floors at most 9.5), or a hook ends the subject
above. What is cut off below stands, as people do, and so does a box, a bottle, what is before smooth studio
paper, what has a floor's line beside it and what was cut out already. The numbers are set by hand, about
halfway between what was measured.
"""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from core.stages.arrays import Floats, Pixels
from core.stages.frame import CUT_OFF, SURELY

Pose = Literal["stands", "lies", "hangs"]
Side = Literal["top", "bottom", "left", "right"]
POSES: tuple[Pose, ...] = get_args(Pose)

SIDE = 256
"""Longest side in px at which a photo is looked at."""
RING = (4.0, 0.3)
"""Where the surroundings are: from so many px beside the subject to that share of its size."""
SURFACE = (4.6, 0.25)
"""Spread of the surroundings' colour up to which they are one surface, and softness in its logarithm."""
FALL_OFF = (14.0, 2.0)
"""Difference in lightness between above and below from which on it is a wall."""
SMOOTH = (0.27, 0.03)
"""Fine texture in lightness below which a surface is studio paper."""
STEP = (7.8, 0.6)
"""Lasting change of colour from one row to the next beside the subject from which on a floor begins there."""
SYMMETRIC = (0.84, 0.02)
"""Share of the subject that its mirror image covers, from which on it may be clothes on a hanger."""
LASTING = 8
"""Rows over which a change of colour has to last."""
LOPSIDED = 0.76
"""Share of a subject in one piece that its mirror image covers, below which it hardly lies: animals, cars."""
PART = 0.1
"""Share of the subject from which on a piece of it is a part, as a shoe is of a pair."""
TRIMMED = 0.2
"""Share of the subject's width up to which the frame above only trims it, as a cap or a hook."""
BOX = 0.88
"""Share of its bounding box that a carton fills."""
CUT_OUT = 0.8
"""Share of white or black around a subject from which on nothing is known of where it was."""


@dataclass(frozen=True)
class PoseGuess:
    """``sure`` is 0 (no idea) … 1; ``cut_off`` are the sides at which the photo cuts the subject off."""

    pose: Pose
    sure: float
    cut_off: frozenset[Side]


@dataclass(frozen=True)
class Surroundings:
    """Around a subject, all in CIELAB: ``spread`` of the blurred colour, ``fall_off`` of lightness from above
    to below, ``texture`` and the largest ``step`` of lightness; ``blank`` is the share of white or black."""

    spread: float
    fall_off: float
    texture: float
    step: float
    blank: float


@dataclass(frozen=True)
class Shape:
    """Of a subject's silhouette: how much of its box it fills, its box's width over its height, the share
    that its mirror image covers, how many times longer than wide it is, how many degrees its long axis is off
    the upright, whether it ends above in a ``hook``, and in how many ``parts`` of some size it is."""

    fill: float
    aspect: float
    symmetry: float
    length: float
    tilt: float
    hook: bool
    parts: int


def guess_pose(matte: Pixels, photo: Pixels) -> PoseGuess:
    """How the subject of ``matte`` H×W (255 = subject) in ``photo`` H×W×3 would be staged."""
    cut_off = sides_cut(matte)
    small, colours = _small(matte, photo)
    if not (small > 127).any():
        return PoseGuess("stands", 0.0, cut_off)
    shape, around = _shape(small), _surroundings(small, colours)
    scores = _scores(shape, around, "bottom" in cut_off)
    best = max(POSES, key=lambda pose: scores[pose])
    return PoseGuess(best, scores[best] / sum(scores.values()), cut_off)


def sides_cut(matte: Pixels) -> frozenset[Side]:
    """The sides at which the photo cuts the subject of ``matte`` H×W (255 = subject) off. A box is whole,
    however tight the photo; a cap or a hook above is trimmed, not cut off."""
    opaque = matte > 127
    rows, columns = np.flatnonzero(opaque.any(axis=1)), np.flatnonzero(opaque.any(axis=0))
    if not len(rows):
        return frozenset()
    fill = opaque[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1].mean()
    edges: dict[Side, Pixels] = {
        "top": matte[0], "bottom": matte[-1], "left": matte[:, 0], "right": matte[:, -1],
    }  # fmt: skip
    cut = set[Side](side for side, edge in edges.items() if np.mean(edge >= SURELY) > CUT_OFF)
    if np.count_nonzero(matte[0] >= SURELY) < TRIMMED * len(columns):
        cut.discard("top")
    return frozenset[Side]() if fill > BOX else frozenset(cut)


def _scores(shape: Shape, around: Surroundings, cut_below: bool) -> dict[Pose, float]:
    """How likely each pose is, up to a common factor."""
    tilted = shape.length > 3 and 15 < shape.tilt < 75
    if around.blank > CUT_OUT:
        return {"stands": 0.7, "lies": 2.0 if tilted else 0.1, "hangs": 2.0 if shape.hook else 0.1}
    surface = _over(-float(np.log(max(around.spread, 1e-3))), (-float(np.log(SURFACE[0])), SURFACE[1]))
    surface *= 1 - _over(around.step, STEP) * (not shape.hook)
    stands = shape.fill > BOX or (shape.symmetry > 0.96 and shape.aspect < 0.5) or cut_below
    textured = _over(around.texture, SMOOTH) * (0.1 if stands else 1.0)
    wall = 1.0 if shape.hook else _over(around.fall_off, FALL_OFF) * textured
    hangs = surface * wall * _over(shape.symmetry, SYMMETRIC)
    odd = shape.symmetry < LOPSIDED and shape.parts == 1
    lies = surface * (1 - wall) * max(textured * (0.45 if odd else 1.0), 0.9 * tilted)
    return {"stands": max(0.02, 1 - hangs - lies), "lies": lies, "hangs": hangs}


def _over(value: float, border: tuple[float, float]) -> float:
    """0 … 1 for a value below … above a border of that softness."""
    return float(1 / (1 + np.exp(np.clip((border[0] - value) / border[1], -40, 40))))


def _small(matte: Pixels, photo: Pixels) -> tuple[Pixels, Pixels]:
    import cv2

    share = SIDE / max(matte.shape)
    size = max(1, round(matte.shape[1] * share)), max(1, round(matte.shape[0] * share))
    reduced = (cv2.resize(picture, size, interpolation=cv2.INTER_AREA) for picture in (matte, photo))
    small, colours = (np.asarray(picture, np.uint8) for picture in reduced)
    return small, colours


def _shape(matte: Pixels) -> Shape:
    import cv2

    opaque = matte > 127
    rows, columns = np.nonzero(opaque)
    box = opaque[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    tall, wide = box.shape
    widths = box.mean(axis=1)
    spread, axes = np.linalg.eigh(np.cov(columns, rows) if len(rows) > 2 else np.eye(2))
    tilt = float(np.degrees(np.arctan2(abs(axes[0, 1]), abs(axes[1, 1]))))
    symmetry = float((box & box[:, ::-1]).sum() / box.sum())
    top, neck, shoulders = (
        float(widths[round(begin * tall) : max(1, round(end * tall))].mean())
        for begin, end in ((0, 0.05), (0, 0.1), (0.2, 0.3))
    )
    hook = top < 0.13 and neck < 0.2 and shoulders > 0.48 and symmetry > 0.88
    length = float(np.sqrt(spread[1] / max(spread[0], 1e-3)))
    areas = cv2.connectedComponentsWithStats(opaque.astype(np.uint8))[2][1:, cv2.CC_STAT_AREA]
    parts = int((areas > PART * len(rows)).sum())
    return Shape(float(box.mean()), wide / tall, symmetry, length, tilt, hook, parts)


def _surroundings(matte: Pixels, photo: Pixels) -> Surroundings:
    import cv2

    rows, columns = np.nonzero(matte > 127)
    top, tall = int(rows.min()), int(np.ptp(rows)) + 1
    size = float(np.sqrt(tall * (np.ptp(columns) + 1)))
    away = cv2.distanceTransform((matte < 20).astype(np.uint8), cv2.DIST_L2, 3)
    ring = (away > RING[0]) & (away < max(RING[1] * size, 2 * RING[0]))
    if np.count_nonzero(ring) < 50:
        return Surroundings(0, 0, 0, 0, 1)
    lab = np.asarray(cv2.cvtColor(photo.astype(np.float32) / 255, cv2.COLOR_RGB2LAB), np.float32)
    blurred = np.asarray(cv2.GaussianBlur(lab, (0, 0), 3), np.float32)
    lightness = lab[..., 0]
    finer, coarser = (cv2.GaussianBlur(lightness, (0, 0), sigma) for sigma in (1, 3))
    fine = np.abs(np.asarray(finer, np.float32) - np.asarray(coarser, np.float32))
    level = np.arange(len(matte))[:, None]
    above, below = ring & (level < top + 0.35 * tall), ring & (level > top + 0.65 * tall)
    ends = [np.median(lab[part], axis=0) for part in (above, below) if part.any()]
    blank = (photo.min(axis=2) > 245) | (photo.max(axis=2) < 10)
    return Surroundings(
        spread=float(np.sqrt(np.var(blurred[..., 1][ring]) + np.var(blurred[..., 2][ring]))),
        fall_off=float(np.linalg.norm(ends[0] - ends[-1])),
        texture=float(fine[ring].mean()),
        step=_step(lab, ring, columns),
        blank=float(blank[ring].mean()),
    )


def _step(lab: Floats, ring: npt.NDArray[np.bool_], columns: npt.NDArray[np.intp]) -> float:
    """The largest lasting change of colour from one row to the next beside a subject that spans ``columns``,
    the smaller of its two sides: where a floor begins, or a table."""
    sides = (slice(0, int(columns.min())), slice(int(columns.max()) + 1, None))
    return min(_largest_change(lab[:, side], ring[:, side]) for side in sides)


def _largest_change(lab: Floats, seen: npt.NDArray[np.bool_]) -> float:
    count = seen.sum(axis=1)
    rows = np.flatnonzero(count > 2)
    if len(rows) < 3 * LASTING:
        return 0.0
    means = (lab * seen[..., None]).sum(axis=1)[rows] / count[rows, None]
    total = np.cumsum(np.concatenate([np.zeros((1, 3)), means]), axis=0)
    level = (total[LASTING:] - total[:-LASTING]) / LASTING
    change = level[LASTING + 2 :] - level[: -LASTING - 2]
    usual = np.median(change, axis=0)
    return float(np.linalg.norm(change - usual, axis=1).max())
