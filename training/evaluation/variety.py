"""Do seeds differ? Distances between the backgrounds of one prompt and one photo.

In CIELAB (mean CIE76 over pixels) and in the judge's features; LPIPS itself needs a network whose weights
cannot be had here.
"""

import itertools

import numpy as np
import numpy.typing as npt

from training.evaluation.colours import lab
from training.evaluation.judge import Judge
from training.evaluation.painter import Painter
from training.evaluation.prompts import SHEET

Pixels = npt.NDArray[np.uint8]


def measure(painter: Painter, judge: Judge, prompts: int, seeds: int) -> dict[str, float]:
    """Means over all pairs of seeds of every prompt in the sheet, and the least of the prompts' means."""
    colour, seen = [], []
    for index, prompt in enumerate(SHEET[:prompts]):
        made = [painter.paint(prompt, seed, index).background for seed in range(seeds)]
        pairs = list(itertools.combinations(made, 2))
        colour.append(np.mean([lab_distance(*pair) for pair in pairs]))
        seen.append(np.mean([judge.distance(*pair) for pair in pairs]))
    return {
        "Lab distance mean": float(np.mean(colour)),
        "Lab distance least": float(min(colour)),
        "features mean": float(np.mean(seen)),
        "features least": float(min(seen)),
    }


def lab_distance(one: Pixels, other: Pixels) -> float:
    """Mean CIE76 distance of two H×W×3."""
    return float(np.linalg.norm(lab(one) - lab(other), axis=-1).mean())
