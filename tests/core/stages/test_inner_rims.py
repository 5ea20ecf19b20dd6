"""A rim of the old background within the full matte loses its colour, and haze beside a subject goes."""

import cv2
import numpy as np

from core.stages.arrays import Pixels
from core.stages.inner_rims import loosened, tint_depth, untinted, without_haze_beside

SIDE = 160
FUR, LEAVES = np.array((110.0, 106, 108)), np.array((90.0, 150, 30))
DEEP = 8.0


def photographed() -> tuple[Pixels, Pixels]:
    """A grey disc before green, blurred over some px, and a hard matte 3 px too far out."""
    y, x = np.mgrid[:SIDE, :SIDE]
    inside = 50 - np.hypot(x - SIDE / 2, y - SIDE / 2)
    true = np.clip(inside / 10 + 0.5, 0, 1)[..., None]
    matte = np.where(inside > -1.5, 255, 0).astype(np.uint8)
    return np.rint(FUR * true + LEAVES * (1 - true)).astype(np.uint8), matte


def greenness(colours: Pixels) -> float:
    """How much more green than its other channels a picture's colours are at most."""
    levels = colours.reshape(-1, 3).astype(int)
    return float((levels[:, 1] - levels[:, (0, 2)].mean(1)).max())


def test_a_tinted_rim_keeps_its_opacity_and_loses_its_tint():
    photo, matte = photographed()
    made = loosened(matte, photo, DEEP)
    colours = untinted(photo, photo, made, DEEP)
    seen = made > 200
    assert greenness(photo[seen]) > 20
    assert greenness(colours[seen]) < 8
    assert np.array_equal(seen, matte > 200)


def test_alpha_is_as_good_as_it_was():
    photo, matte = photographed()
    made = loosened(matte, photo, DEEP)
    assert set(np.unique(made[matte == 255])) == {254, 255}
    assert not made[matte == 0].any()


def test_a_correction_is_between_what_was_seen_and_the_subjects_own():
    matte = photographed()[1]
    y, x = np.mgrid[:SIDE, :SIDE]
    away = np.hypot(x - SIDE / 2, y - SIDE / 2)[..., None]
    rim = ((away[..., 0] > 49.5) & (matte > 0)).nonzero()
    halfway = (177, 155, 112)  # and bluer than a mixture of both
    photo = np.where(away < 49, (120, 110, 110), np.where(away < 51.5, halfway, (200, 200, 60)))
    photo = photo.astype(np.uint8)
    colours = untinted(photo, photo, loosened(matte, photo, DEEP), DEEP)
    assert colours[rim][:, 2].max() <= 112 + 8


def test_at_full_alpha_and_beside_the_subject_no_pixel_changes():
    photo, matte = photographed()
    made = loosened(matte, photo, DEEP)
    colours = untinted(photo, photo, made, DEEP)
    same = (made == 255) | (made == 0)
    assert (made == 255).any()
    assert np.array_equal(colours[same], photo[same])


def test_a_colour_that_the_subject_has_elsewhere_is_its_own():
    photo, matte = photographed()
    photo[60:100:4, 40:120] = LEAVES
    photo[60:100:4, 40:120] += np.uint8(1)
    photo[40:120, 40:120:4] = LEAVES
    made = loosened(matte, photo, DEEP)
    rows = slice(70, 90)
    assert made[rows].astype(int).sum() > 0.99 * matte[rows].astype(int).sum()


def test_where_subject_and_background_are_alike_nothing_changes():
    photo = np.full((SIDE, SIDE, 3), 120, np.uint8)
    matte = photographed()[1]
    assert np.array_equal(loosened(matte, photo, DEEP), matte)


def test_a_mist_goes_and_strands_stay():
    _, matte = photographed()
    misty, hairy = matte.copy(), matte.copy()
    misty[75:88, 136:150] = 90
    for row in range(60, 100, 4):
        cv2.line(hairy, (130, row), (150, row), 140, 1)
    made = without_haze_beside(misty)
    assert made[75:88, 138:148].mean() < 10
    assert np.array_equal(made[:, :125], misty[:, :125])
    assert without_haze_beside(hairy)[:, 134:150].sum() > 0.9 * hairy[:, 134:150].sum()


def test_what_is_see_through_as_a_whole_stays():
    glass = np.where(photographed()[1] > 0, 120, 0).astype(np.uint8)
    glass[70:76, 70:76] = 255
    assert np.array_equal(without_haze_beside(glass), glass)


def test_a_tint_is_as_deep_in_a_picture_as_in_its_photo():
    assert tint_depth(1000) == 9.0
    assert tint_depth(1000, 2.0) == 18.0
    assert tint_depth(100) == 2.5


def test_a_dark_thing_at_the_edge_keeps_its_colour():
    photo, matte = photographed()
    photo[:] = np.where(photo[..., :1] > 100, (180, 70, 50), (224, 199, 176))
    photo[78:83, 118:132] = (24, 24, 26)
    colours = untinted(photo, photo, loosened(matte, photo, DEEP), DEEP)
    assert int(np.ptp(colours[79:82, 121:128].astype(int), axis=2).max()) < 8
