"""How a subject is staged: it stands, it lies and is seen from above, or it hangs."""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from core.stages.arrays import Pixels
from core.stages.frame import CUT_OFF, SURELY

Pose = Literal["stands", "lies", "hangs"]
Side = Literal["top", "bottom", "left", "right"]
POSES: tuple[Pose, ...] = get_args(Pose)


@dataclass(frozen=True)
class PoseGuess:
    """``sure`` is 0 (no idea) … 1; ``cut_off`` are the sides at which the photo cuts the subject off."""

    pose: Pose
    sure: float
    cut_off: frozenset[Side]


def guess_pose(matte: Pixels, photo: Pixels) -> PoseGuess:
    """How the subject of ``matte`` H×W (255 = subject) in ``photo`` H×W×3 would be staged."""
    return PoseGuess("stands", 0.0, sides_cut(matte))


def sides_cut(matte: Pixels) -> frozenset[Side]:
    """The sides at which the photo cuts the subject of ``matte`` H×W (255 = subject) off."""
    edges: dict[Side, Pixels] = {
        "top": matte[0], "bottom": matte[-1], "left": matte[:, 0], "right": matte[:, -1],
    }
    return frozenset(side for side, edge in edges.items() if np.mean(edge >= SURELY) > CUT_OFF)
