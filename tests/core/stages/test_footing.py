"""The footing: a subject's whole lower outline is on the ground, as far as it is near it."""

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.stages.arrays import Pixels
from core.stages.footing import footing, peaks


def car() -> Pixels:
    """A body on two wheels, of which the right one is farther away."""
    matte = np.zeros((200, 300), np.uint8)
    matte[60:130, 40:260] = 255
    matte[130:150, 60:90] = 255
    matte[130:140, 210:240] = 255
    return matte


def test_both_wheels_touch_and_the_body_between_does_not():
    stood = footing(car())
    assert stood is not None
    assert stood.contact[75 - 40] == 1
    assert stood.contact[225 - 40] > 0.8
    assert stood.contact[150 - 40] < 0.01
    assert stood.ground[75 - 40] == 150
    assert 140 < stood.ground[150 - 40] < 150


def test_the_near_edges_of_a_box_seen_from_its_corner_touch_all_along():
    matte = np.zeros((200, 200), np.uint8)
    for column in range(60, 140):
        matte[40 : 160 - round(0.3 * abs(column - 100)), column] = 255
    stood = footing(matte)
    assert stood is not None
    assert stood.contact.min() > 0.8
    assert stood.foot == 160


def test_of_a_ball_only_the_lowest_part_touches():
    rows, columns = np.indices((200, 200))
    ball = np.where(np.hypot(rows - 100, columns - 100) < 60, 255, 0).astype(np.uint8)
    stood = footing(ball)
    assert stood is not None
    assert stood.contact[60] == 1
    assert stood.contact[10] < 0.01
    assert stood.contact[-10] < 0.01


def test_columns_between_two_things_touch_nothing():
    matte = np.zeros((100, 100), np.uint8)
    matte[20:80, 10:30] = matte[20:80, 70:90] = 255
    stood = footing(matte)
    assert stood is not None
    assert np.isneginf(stood.edge[40])
    assert stood.contact[40] == 0
    assert stood.ground[40] == 80


def test_nothing_has_no_footing():
    assert footing(np.zeros((20, 20), np.uint8)) is None


def test_the_far_legs_of_an_animal_touch_where_they_end_and_a_lifted_one_does_not():
    matte = np.zeros((200, 300), np.uint8)
    matte[40:100, 40:260] = 255
    for left, bottom in ((40, 180), (100, 165), (170, 120), (245, 180)):
        matte[100:bottom, left : left + 15] = 255
    stood = footing(matte)
    assert stood is not None
    assert stood.contact[107 - 40] > 0.9
    assert stood.ground[107 - 40] == 165
    assert stood.contact[177 - 40] < 0.01
    assert stood.ground[0] == stood.ground[-1] == 180


def test_the_far_wheel_of_a_long_car_seen_from_the_front_touches_where_it_ends():
    matte = np.zeros((200, 420), np.uint8)
    for column in range(400):  # the sill, in perspective, and a wheel at each of its ends
        sill = 150 - round(0.16 * column)
        matte[60 : sill + (12 if column < 60 or column > 360 else 0), 10 + column] = 255
    found = footing(matte)
    assert found is not None
    assert found.contact[20] > 0.9
    assert found.contact[362:].max() > 0.9
    assert found.contact[150:250].max() < 0.5


@given(st.lists(st.integers(0, 6), max_size=30), st.sampled_from([0.0, 0.5, 1.0, 2.0, 3.5]))
def test_peaks_are_those_that_scipy_finds(heights: list[int], prominence: float):
    from scipy.signal import find_peaks

    line = np.array(heights, np.float32) * np.float32(0.7)
    assert peaks(line, prominence).tolist() == find_peaks(line, prominence=prominence)[0].tolist()


def _round(tall: int, wide: int) -> np.ndarray:
    rows, columns = np.indices((200, 300))
    inside = ((rows - 100) / tall) ** 2 + ((columns - 150) / wide) ** 2 < 1
    return np.where(inside, 255, 0).astype(np.uint8)


@pytest.mark.parametrize(("tall", "wide"), [(60, 60), (50, 100), (80, 45)])
def test_the_ground_below_what_rolls_is_level(tall: int, wide: int):
    stood = footing(_round(tall, wide), rolls=True)
    assert stood is not None
    assert np.ptp(stood.ground) == 0
    assert stood.gap[2] > 0.5 * tall
    assert stood.contact[len(stood.edge) // 2] > 0.95


def test_the_ground_below_a_box_a_bottle_and_a_car_is_the_same_with_what_rolls():
    box = np.zeros((200, 300), np.uint8)
    cv2.fillPoly(box, [np.array([(60, 40), (150, 20), (240, 40), (240, 140), (150, 165), (60, 140)])], 255)
    bottle = np.zeros((200, 300), np.uint8)
    bottle[20:170, 120:180] = 255
    cv2.ellipse(bottle, (150, 170), (30, 6), 0, 0, 180, 255, -1)
    car = np.zeros((200, 300), np.uint8)
    car[80:130, 30:270] = 255
    cv2.circle(car, (80, 130), 22, 255, -1)
    cv2.circle(car, (220, 130), 22, 255, -1)
    for matte in (box, bottle, car):
        plain, rolling = footing(matte), footing(matte, rolls=True)
        assert plain is not None
        assert rolling is not None
        assert np.array_equal(plain.ground, rolling.ground)
