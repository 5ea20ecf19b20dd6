"""What depth tells of a painted picture's ground, and that no shadow falls on what stands on it."""

import numpy as np
import pytest

from core.stages.arrays import Pixels
from core.stages.ground_depth import SIDE, ground_depth
from core.stages.own_background import USUAL_HORIZON, painted_place

SHAPE = (120, 160)


def plane(vanish: float, offset: float = 0.0) -> Pixels:
    """The disparity of ground that vanishes in that row, of any offset."""
    rows = (np.arange(SHAPE[0]) + 0.5)[:, None] / SHAPE[0]
    rise = np.maximum(rows - vanish, 0) / (1 - vanish)
    return np.broadcast_to(np.rint(255 * (offset + (1 - offset) * rise)), SHAPE).astype(np.uint8)


@pytest.mark.parametrize("vanish", [0.3, 0.45, 0.55])
@pytest.mark.parametrize("offset", [0.0, 0.3])
def test_the_row_in_which_ground_vanishes_is_found(vanish: float, offset: float) -> None:
    told = ground_depth(plane(vanish, offset))
    assert told is not None
    assert told.vanish == pytest.approx(vanish, abs=0.02)
    assert not told.standing.any()


def test_a_wall_and_what_is_as_near_everywhere_have_no_ground() -> None:
    assert ground_depth(np.full(SHAPE, 90, np.uint8)) is None
    assert ground_depth(plane(0.3)[::-1].copy()) is None


def test_what_stands_on_it_is_told_apart() -> None:
    depth = plane(0.4)
    depth[30:80, 100:130] = 200
    told = ground_depth(depth)
    assert told is not None
    assert told.standing[round(0.4 * SIDE), round(115 / 160 * SIDE)]
    assert not told.standing[:, : round(0.5 * SIDE)].any()


def test_a_picture_without_a_horizon_has_that_of_its_depth() -> None:
    plain = np.full((*SHAPE, 3), 128, np.uint8)
    assert painted_place(plain).painting.ground.vanish == USUAL_HORIZON
    depth = plane(0.3)
    depth[60:90, 100:130] = 255
    place = painted_place(plain, depth).painting
    assert place.ground.vanish == pytest.approx(0.3, abs=0.02)
    assert place.disparity[75, 115] == 1
    assert place.disparity[75, 30] < 0.6
