"""Does the background grow the subject? The composite is cut out again and compared with the matte.

An area ratio above 1 means that the cut-out model takes some of what was painted for the subject, below 1
that it lost some of it (before a busy background it sees less). A composite in which it finds no subject
at all counts as lost, with IoU 0.
"""

import numpy as np
import numpy.typing as npt
from PIL import Image

from core.errors import SubjectError
from training.evaluation.painter import Painter
from training.evaluation.prompts import SHEET

Pixels = npt.NDArray[np.uint8]
GROWN = 1.1


def compare(matte: Pixels, again: Pixels) -> tuple[float, float]:
    """IoU and area ratio of two mattes, each counted where it is above 127."""
    before, after = matte > 127, again > 127
    union = (before | after).sum()
    return float((before & after).sum() / max(union, 1)), float(after.sum() / max(before.sum(), 1))


def cut_again(painter: Painter, composite: Pixels) -> Pixels:
    """The matte H×W that the studio's cut-out model finds in a finished picture."""
    return painter.pipeline.analysis.matte(Image.fromarray(composite), painter.request("-", 0))


def measure(painter: Painter, prompts: int) -> dict[str, float]:
    """Over the sheet's first seed."""
    found, lost = [], 0
    for index, prompt in enumerate(SHEET[:prompts]):
        made = painter.paint(prompt, 0, index)
        try:
            found.append(compare(made.matte, cut_again(painter, made.composite)))
        except SubjectError:
            lost += 1
    overlap, ratio = np.array(found or [(0.0, 1.0)]).T
    return {
        "IoU mean": float(overlap.sum() / (len(overlap) + lost)),
        "IoU median": float(np.median(overlap)),
        "area ratio mean": float(ratio.mean()),
        "area ratio median": float(np.median(ratio)),
        f"grown beyond {GROWN}": float(np.mean(ratio > GROWN)),
        "subject lost": lost / (len(found) + lost) if found or lost else 0.0,
    }
