"""Grass and leaves go that a cut-out takes along; what is green itself, and eyes, stay."""

import cv2
import numpy as np

from core.stages.arrays import Pixels
from core.stages.foliage import foliage, painted_out

SIDE = 200
FUR, GRASS, STRAW = (235, 230, 225), (60, 110, 40), (170, 140, 100)


def photographed(
    subject: tuple[int, int, int] = FUR, ground: tuple[int, int, int] = GRASS
) -> tuple[Pixels, Pixels]:
    """A photo with a subject in the middle, and its matte; both have a little grain."""
    photo = np.full((SIDE, SIDE, 3), ground, np.uint8)
    photo[40:160, 40:160] = subject
    grain = np.random.default_rng(1).integers(-4, 5, photo.shape)
    matte = np.zeros((SIDE, SIDE), np.uint8)
    matte[40:160, 40:160] = 255
    return (photo + grain).clip(0, 255).astype(np.uint8), matte


def with_leaves(photo: Pixels, places: list[tuple[int, int]]) -> Pixels:
    """``photo`` with a leaf at each of the ``places``: its middle's column and row."""
    made = photo.copy()
    for place in places:
        cv2.circle(made, place, 3, GRASS, -1)
    return made


def test_a_gap_at_the_edge_shows_what_is_behind():
    photo, matte = photographed()
    photo[120:162, 95:106] = photo[2:44, 5:16]
    found = foliage(matte, photo)
    assert found is not None
    assert found.beside[125:155, 98:103].min() > 200
    assert not found.beside[60:110, 60:140].any()
    assert not found.before.any()


def test_leaves_before_the_subject_are_found_and_painted_out():
    photo, matte = photographed()
    leaves = [(50, 60), (52, 90), (150, 70)]
    photo = with_leaves(photo, leaves)
    found = foliage(matte, photo)
    assert found is not None
    assert all(found.before[row, column] == 255 for column, row in leaves)
    made = painted_out(photo, found.before, matte, 1.0)
    for column, row in leaves:
        assert np.abs(made[row, column].astype(int) - FUR).max() < 16
    assert np.array_equal(made[found.before == 0], photo[found.before == 0])


def test_two_green_eyes_are_no_leaves():
    photo, matte = photographed()
    assert foliage(matte, with_leaves(photo, [(50, 60), (70, 60)])) is None


def test_what_is_far_in_or_much_is_a_print():
    photo, matte = photographed()
    assert foliage(matte, with_leaves(photo, [(80, 90), (100, 90), (120, 90)])) is None
    many = [(column, row) for column in range(46, 160, 12) for row in (47, 59, 141, 153)]
    found = foliage(matte, with_leaves(photo, many))
    assert found is None or not found.before.any()


def test_a_green_subject_and_one_before_no_plants_stay_whole():
    photo, matte = photographed(subject=GRASS)
    assert foliage(matte, photo) is None
    photo, matte = photographed(ground=STRAW)
    photo[130:162, 90:110] = STRAW
    assert foliage(matte, photo) is None


def test_a_rim_is_left_to_what_cleans_rims():
    photo, matte = photographed()
    matte[38:162, 38:162] = 255
    assert foliage(matte, photo) is None


def test_a_large_photo_is_looked_at_smaller():
    photo, matte = photographed()
    photo[120:162, 95:106] = photo[2:44, 5:16]
    found = foliage(*(of.repeat(8, 0).repeat(8, 1) for of in (matte, photo)))
    assert found is not None
    assert found.beside.shape == (1600, 1600)
    assert found.beside[1000:1200, 790:820].min() > 200


def test_nothing_and_everything_have_no_plants():
    photo, _ = photographed()
    for level in (0, 255):
        assert foliage(np.full((SIDE, SIDE), level, np.uint8), photo) is None
    assert painted_out(photo, np.zeros((SIDE, SIDE), np.uint8), photo[..., 0], 1.0) is photo
