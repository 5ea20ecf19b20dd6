"""What stands hides the sky from the ground at its foot: what is broad far around, what is slim close by."""

import numpy as np

from core.stages.arrays import Floats, Pixels
from core.stages.cast_shadow import Plane
from core.stages.footing import footing
from core.stages.occlusion import occluded

SIDE, FOOT = 240, 200
PLANE = Plane(vanish=80.0, focal=290.0, middle=SIDE / 2, wall=None)


def block(wide: int, tall: int = 120, side: int = SIDE) -> Pixels:
    share = side // SIDE
    matte = np.zeros((side, side), np.uint8)
    middle, foot = side // 2, FOOT * share
    matte[foot - tall * share : foot, middle - wide * share // 2 : middle + wide * share // 2] = 255
    return matte


def hidden(matte: Pixels, plane: Plane = PLANE) -> Floats:
    stood = footing(matte)
    assert stood is not None
    return occluded(matte, stood, plane)


def test_the_ground_is_darkest_at_the_foot_and_less_dark_farther_before_it() -> None:
    before = hidden(block(80))[FOOT:, SIDE // 2]
    assert before[0] > 0.6
    assert (np.diff(before) <= 1e-5).all()
    assert before[30] < 0.1


def test_what_is_broad_hides_more_of_the_sky_than_what_is_slim() -> None:
    broad, slim = (hidden(block(wide))[FOOT + 8, SIDE // 2] for wide in (80, 6))
    assert broad > 2 * slim


def test_what_is_far_above_the_ground_hides_nothing_by_its_foot() -> None:
    table = block(160)
    table[FOOT - 80 : FOOT, SIDE // 2 - 70 : SIDE // 2 + 70] = 0
    found = hidden(table)[FOOT]
    assert found[SIDE // 2] < 0.2 * found[SIDE // 2 - 76]


def test_a_small_picture_has_the_shade_of_a_large_one() -> None:
    large = hidden(block(80, side=2 * SIDE), Plane(160.0, 580.0, SIDE, None))
    reduced = large.reshape(SIDE, 2, SIDE, 2).mean((1, 3))
    assert np.abs(reduced - hidden(block(80)))[FOOT + 1 :].max() < 0.06
