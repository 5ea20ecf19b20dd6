"""Of what a subject hangs on its own hanger stays, and neither wall nor what else hangs there."""

import cv2
import numpy as np
import pytest

from core.stages.arrays import Pixels
from core.stages.hanger import hook_of, without_strangers, without_wall

SIZE = (220, 200)
WALL, CLOTH, HANGER = (206, 190, 178), (60, 80, 130), (30, 30, 32)


def hung(top: str = "hook") -> tuple[Pixels, Pixels]:
    """A shirt on a dark hanger before a wall, and its true matte; the hanger ends above in a ``hook``, a
    ``ring`` or a straight ``wire``."""
    photo = np.full((*SIZE, 3), WALL, np.uint8)
    matte = np.zeros(SIZE, np.uint8)
    for picture, cloth, hanger in ((photo, CLOTH, HANGER), (matte, 255, 255)):
        cv2.fillPoly(
            picture, [np.array([[40, 90], [85, 80], [115, 80], [160, 90], [165, 200], [35, 200]])], cloth
        )
        cv2.polylines(picture, [np.array([[55, 88], [100, 60], [145, 88]])], False, hanger, 4)
        if top == "ring":
            cv2.circle(picture, (100, 50), 9, hanger, 3)
        else:
            cv2.line(picture, (100, 60), (100, 38), hanger, 3)
        if top == "hook":
            cv2.ellipse(picture, (100, 30), (9, 9), 0, -200, 90, hanger, 3)
    return photo, matte


def test_the_wall_between_hanger_and_collar_goes_and_the_hanger_stays():
    photo, true = hung()
    taken = true.copy()
    cv2.fillPoly(taken, [np.array([[60, 86], [100, 62], [140, 86], [100, 80]])], 255)
    made = without_wall(taken, photo)
    assert np.count_nonzero((made > 127) & (true == 0)) < 0.35 * np.count_nonzero((taken > 127) & (true == 0))
    assert made[true > 0].mean() > 245


def test_a_hanger_that_is_half_believed_in_is_seen_by_its_colour():
    photo, true = hung()
    doubtful = true.copy()
    doubtful[:60] = doubtful[:60] // 3
    assert without_wall(doubtful, photo)[:60][true[:60] > 0].mean() > 230


def test_another_hanger_goes_and_the_own_one_stays():
    photo, true = hung()
    strange = true.copy()
    for picture, value in ((photo, (245, 246, 248)), (strange, 255)):
        cv2.line(picture, (35, 40), (78, 80), value, 3)
        cv2.line(picture, (165, 40), (122, 80), value, 3)
    made = without_strangers(strange, photo)
    extra = (strange > 0) & (true == 0)
    extra[70:] = False
    assert made[extra].mean() < 60
    assert made[true > 0].mean() > 245


def test_straps_of_the_cloths_own_colour_stay():
    photo, true = hung()
    for picture, value in ((photo, CLOTH), (true, 255)):
        cv2.line(picture, (62, 86), (92, 62), value, 3)
    assert without_strangers(true, photo)[true > 0].mean() > 250


@pytest.mark.parametrize(
    ("top", "whole", "row"), [("hook", True, 20), ("wire", False, 37), ("ring", False, 40)]
)
def test_an_open_hook_is_whole_and_a_ring_or_a_wire_is_not(top: str, whole: bool, row: int):
    hook = hook_of(hung(top)[1])
    assert hook is not None
    assert hook.whole is whole
    assert (hook.x, hook.y) == (pytest.approx(100, abs=4), pytest.approx(row, abs=3))


def test_a_hook_that_the_photo_cuts_off_is_not_whole():
    hook = hook_of(hung()[1][30:])
    assert hook is not None
    assert not hook.whole


def test_cloth_without_a_hanger_hangs_from_its_middle():
    matte = np.zeros(SIZE, np.uint8)
    matte[80:, 40:160] = 255
    hook = hook_of(matte)
    assert hook is not None
    assert (hook.x, hook.y, hook.whole) == (pytest.approx(100, abs=1), 80, False)


def test_nothing_hangs_where_nothing_is():
    nothing, photo = np.zeros(SIZE, np.uint8), np.zeros((*SIZE, 3), np.uint8)
    assert hook_of(nothing) is None
    assert without_wall(nothing, photo) is nothing
    assert without_strangers(nothing, photo) is nothing


def test_a_hook_knows_the_way_of_its_wire_down_to_where_it_widens():
    matte = np.zeros((240, 200), np.uint8)
    matte[80:220, 40:160] = 255
    for row in range(30, 80):
        matte[row, 100 + (row - 30) // 5 : 103 + (row - 30) // 5] = 255
    matte[68:80, 80:130] = 255
    hook = hook_of(matte)
    assert hook is not None
    (left, top), (right, bottom) = hook.way[0], hook.way[-1]
    assert (left, top) == (hook.x, hook.y) == (101.0, 30.0)
    assert 60 <= bottom < 69
    assert right - left > 4
