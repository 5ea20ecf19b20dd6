"""Background within a subject goes where its colour tells that it is some, and nothing else does."""

import numpy as np

from core.stages.arrays import Pixels
from core.stages.enclosed import without_enclosed

SIDE = 160
PLANKS, RUBBER = (196, 168, 120), (40, 42, 46)


def wheel(hole: tuple[int, int, int]) -> tuple[Pixels, Pixels, tuple[slice, slice]]:
    """A dark wheel before planks, a hole in it of that colour, and a matte that takes it for subject."""
    y, x = np.mgrid[:SIDE, :SIDE]
    away = np.hypot(x - SIDE / 2, y - SIDE / 2)
    photo = np.where((away < 60)[..., None], RUBBER, PLANKS).astype(np.float64)
    within = slice(70, 90), slice(70, 95)
    photo[within] = hole
    photo += np.random.default_rng(2).normal(0, 3, photo.shape)
    return np.rint(photo.clip(0, 255)).astype(np.uint8), np.where(away < 60, 255, 0).astype(np.uint8), within


def test_a_hole_that_shows_the_background_is_one():
    photo, matte, within = wheel(PLANKS)
    made = without_enclosed(matte, photo)
    assert made[within][3:-3, 3:-3].max() < 30
    made[65:95, 65:100] = matte[65:95, 65:100]
    assert np.array_equal(made, matte)


def test_a_part_of_another_colour_stays():
    photo, matte, _ = wheel((170, 40, 36))
    assert without_enclosed(matte, photo) is matte


def test_grey_says_nothing():
    photo, matte, within = wheel((200, 200, 200))
    outside = matte == 0
    photo[outside] = photo[within].mean(axis=(0, 1))
    assert without_enclosed(matte, photo) is matte


def test_a_subject_that_has_the_backgrounds_colour_elsewhere_keeps_it():
    photo, matte, _ = wheel(PLANKS)
    photo[100:104, 40:120] = photo[70:74, 70:95].mean(axis=(0, 1))
    photo[50:54, 50:110] = photo[70:74, 70:95].mean(axis=(0, 1))
    assert without_enclosed(matte, photo)[100:104, 60:100].min() == 255


def test_without_a_subject_or_a_background_nothing_is_looked_for():
    photo = np.zeros((SIDE, SIDE, 3), np.uint8)
    for level in (0, 255):
        matte = np.full((SIDE, SIDE), level, np.uint8)
        assert without_enclosed(matte, photo) is matte
