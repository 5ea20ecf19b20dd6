"""What holds up by a hook throws a narrow shade on the wall beside it."""

import cv2
import numpy as np

from core.stages.arrays import Pixels
from core.stages.hanger import Hook
from core.stages.hanger_shade import drawn_cover, with_hanger_shade

SIDE = 200
WALL = np.full((SIDE, SIDE, 3), 190, np.uint8)
MATTE = np.zeros((SIDE, SIDE), np.uint8)
HOOK = Hook(100.0, 60.0, False)


def wire(picture: Pixels, _source: Pixels, _matte: Pixels, hook: Hook) -> Pixels:
    """``picture`` with an upright wire above the hook."""
    made = picture.copy()
    scale = picture.shape[0] / SIDE
    cv2.line(
        made, (round(hook.x), 0), (round(hook.x), round(hook.y)), (120, 120, 120), max(2, round(4 * scale))
    )
    return made


def test_the_shade_falls_to_the_side_that_it_is_moved_to():
    left, right = (with_hanger_shade(WALL, WALL, MATTE, HOOK, wire, (by, 0.0)) for by in (-2.0, 2.0))
    for made, side in ((left, slice(85, 99)), (right, slice(102, 116))):
        assert made[20:50, side].min() < 175
        assert np.array_equal(made[80:], WALL[80:])
    assert left[30, 85:99].mean() < left[30, 102:116].mean()


def test_without_strength_there_is_none():
    assert np.array_equal(with_hanger_shade(WALL, WALL, MATTE, HOOK, wire, (1.0, 1.0), 0.0), WALL)


def test_a_large_picture_has_the_same_shade():
    tall = np.full((1600, 1600, 3), 190, np.uint8)
    matte = np.zeros((1600, 1600), np.uint8)
    large = with_hanger_shade(tall, tall, matte, Hook(800.0, 480.0, False), wire, (2.0, 0.0))
    small = with_hanger_shade(WALL, WALL, MATTE, HOOK, wire, (2.0, 0.0))
    reduced = cv2.resize(large, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    assert np.abs(reduced.astype(int) - small).mean() < 1.0


def test_the_cover_is_what_is_drawn():
    cover = drawn_cover(WALL, MATTE, HOOK, wire)
    assert cover[30, 100] == 1
    assert cover[100:].max() == 0


def test_the_hanger_that_the_photo_shows_throws_one_too():
    matte = MATTE.copy()
    cv2.fillPoly(matte, [np.array([[40, 90], [160, 90], [150, 190], [50, 190]])], 255)
    bare = with_hanger_shade(WALL, WALL, matte, HOOK, wire, (3.0, 0.0))
    cv2.polylines(matte, [np.array([[60, 92], [100, 64], [140, 92]])], False, 255, 4)
    made = with_hanger_shade(WALL, WALL, matte, HOOK, wire, (3.0, 0.0))
    assert made[70:84, 120:150].min() < bare[70:84, 120:150].min() - 15


def test_the_shade_of_what_a_wall_holds_is_near_at_its_top_and_soft():
    held = Hook(100.0, 60.0, False, held="wall")
    sharp, soft = (255 - with_hanger_shade(WALL, WALL, MATTE, one, wire, (3.0, 0.0)) for one in (HOOK, held))
    assert soft.max() < sharp.max()
    assert abs(int(soft[5, :, 0].argmax()) - 100) < abs(int(soft[45, :, 0].argmax()) - 100)
