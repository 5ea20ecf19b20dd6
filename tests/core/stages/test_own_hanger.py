"""A hanger that its photo half hides is taken away whole, and another stands for it."""

import cv2
import numpy as np

from core.stages.arrays import Pixels
from core.stages.hanger import hanger_of, hook_of
from core.stages.own_hanger import hanger_tone, without_doubtful_hanger

SIZE = (220, 200)
WALL, CLOTH, HANGER = (206, 190, 178), (60, 80, 130), (236, 238, 240)
NECK = np.array([[30, 92], [78, 80], [100, 98], [122, 80], [170, 92], [165, 200], [35, 200]])


def hung(opacity: int) -> tuple[Pixels, Pixels]:
    """A shirt with an open neck on a white hanger, of which the matte has so much, and a straight wire."""
    photo, matte = np.full((*SIZE, 3), WALL, np.uint8), np.zeros(SIZE, np.uint8)
    for picture, cloth, hanger in ((photo, CLOTH, HANGER), (matte, 255, opacity)):
        cv2.polylines(picture, [np.array([[80, 84], [100, 62], [120, 84]])], False, hanger, 4)
        cv2.line(picture, (100, 62), (100, 20), hanger, 3)
        cv2.fillPoly(picture, [NECK], cloth)
    return photo, matte


def test_a_hanger_that_fades_goes_as_a_whole_and_the_cloth_stays():
    _, matte = hung(110)
    made = without_doubtful_hanger(matte)
    assert made[:70].max() == 0
    assert np.array_equal(made[105:], matte[105:])
    assert np.count_nonzero(made == 255) == np.count_nonzero(matte == 255)


def test_a_hanger_that_is_seen_whole_stays():
    _, matte = hung(255)
    assert without_doubtful_hanger(matte) is matte


def test_without_a_hanger_or_a_subject_nothing_is_taken_away():
    _, matte = hung(0)
    assert without_doubtful_hanger(matte) is matte
    nothing = np.zeros(SIZE, np.uint8)
    assert without_doubtful_hanger(nothing) is nothing


def test_another_hanger_stands_for_it_in_the_open_neck_and_has_its_colour():
    photo, matte = hung(110)
    made = without_doubtful_hanger(matte)
    hook = hanger_of(made)
    assert hook is not None
    assert hook.replaced
    (left, _), (right, _) = hook.arms
    assert left < 85
    assert right > 115
    tone = hanger_tone(photo, made, hook)
    assert tone is not None
    assert np.abs(tone - HANGER).max() < 12


def test_no_colour_is_told_where_only_wall_is_seen():
    photo, matte = hung(0)
    hook = hanger_of(matte)
    assert hook is not None
    photo[matte == 0] = WALL
    assert hanger_tone(photo, matte, hook) is None


def test_a_hanger_of_ones_own_is_hung_by_itself():
    _, matte = hung(255)
    assert hanger_of(matte) == hook_of(matte)
