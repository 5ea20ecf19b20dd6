"""Contact shadow: only where a subject stands, close to its foot, and never lighter than before."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.stages.arrays import Pixels
from core.stages.contact_shadow import REACH, add_contact_shadow

SIDE = 200
FOOT = 150


def bottle(foot: int = FOOT) -> Pixels:
    """The matte of an upright box whose lowest row is the one above ``foot``."""
    matte = np.zeros((SIDE, SIDE), np.uint8)
    matte[50:foot, 80:120] = 255
    return matte


def floor(shade: float) -> Pixels:
    """Grey that is darker by that share in a pool below the box."""
    made = np.full((SIDE, SIDE, 3), 180, np.float32)
    made[FOOT - 5 : FOOT + 20, 70:130] *= 1 - shade
    return made.astype(np.uint8)


def test_a_subject_that_throws_shade_gets_contact_with_the_ground():
    made = add_contact_shadow(floor(0.2), bottle()).astype(int)
    lost = (floor(0.2).astype(int) - made).mean(axis=2)
    assert lost[FOOT, 90:110].min() > 40
    assert lost[FOOT, 100] > lost[FOOT + 3, 100] > lost[FOOT + 6, 100]


def test_it_ends_near_the_foot():
    untouched = np.ones((SIDE, SIDE), bool)
    far = 2 * round(REACH * SIDE) + 1
    untouched[FOOT - 12 : FOOT + far, 80 - far : 120 + far] = False
    assert np.array_equal(add_contact_shadow(floor(0.2), bottle())[untouched], floor(0.2)[untouched])


def test_what_hangs_in_the_air_stays_as_it_is():
    background = floor(0.0)
    assert add_contact_shadow(background, bottle()) is background


@pytest.mark.parametrize("foot", [SIDE, SIDE - 1])
def test_a_foot_that_the_frame_cuts_off_stands_on_nothing(foot: int):
    background = floor(0.2)
    assert add_contact_shadow(background, bottle(foot)) is background


def test_no_subject_and_one_as_wide_as_the_frame_change_nothing():
    background = floor(0.2)
    assert add_contact_shadow(background, np.zeros((SIDE, SIDE), np.uint8)) is background
    wide = bottle()
    wide[50:FOOT] = 255
    assert add_contact_shadow(background, wide) is background


def test_a_faint_shade_brings_less_than_a_deep_one():
    faint, deep = (
        floor(shade).astype(int) - add_contact_shadow(floor(shade), bottle()) for shade in (0.08, 0.3)
    )
    assert 0 < faint.max() / 180 < deep.max() / (180 * 0.7)


def test_a_speck_in_the_topmost_row_is_no_mishap():
    matte = np.zeros((8, 8), np.uint8)
    matte[0, 3] = 255
    background = np.full((8, 8, 3), 200, np.uint8)
    background[1, 3] = 100
    assert (add_contact_shadow(background, matte) <= background).all()


@given(
    st.integers(8, 60),
    st.integers(8, 60),
    st.tuples(*[st.floats(0, 1)] * 4),
    st.integers(0, 2**32 - 1),
)
def test_nothing_becomes_lighter_and_the_size_stays(
    height: int, width: int, corners: tuple[float, float, float, float], seed: int
):
    rng = np.random.default_rng(seed)
    background = rng.integers(0, 256, (height, width, 3), np.uint8)
    matte = np.zeros((height, width), np.uint8)
    top, bottom = sorted(round(share * height) for share in corners[:2])
    left, right = sorted(round(share * width) for share in corners[2:])
    matte[top:bottom, left:right] = rng.integers(100, 256)
    made = add_contact_shadow(background, matte)
    assert made.shape == background.shape
    assert made.dtype == np.uint8
    assert (made <= background).all()
