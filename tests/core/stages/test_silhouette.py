"""What one sees through has an outline too; what a model doubts has none."""

import numpy as np
import pytest

from core.stages.silhouette import is_bust, opacity_within, silhouette, without_hanger


def matte(**parts: int) -> np.ndarray:
    """40×40: a ``body`` of 20×20 px and a ``cap`` of 5×5 above it, of these alphas."""
    made = np.zeros((40, 40), np.uint8)
    made[15:35, 10:30], made[10:15, 18:23] = parts["body"], parts["cap"]
    return made


@pytest.mark.parametrize(("body", "cap"), [(255, 255), (128, 128), (200, 40)])
@pytest.mark.parametrize("own", [True, False])
def test_an_opaque_subject_is_its_own_outline(body: int, cap: int, own: bool) -> None:
    given = matte(body=body, cap=cap)
    assert silhouette(given, own=own) is given


@pytest.mark.parametrize("alpha", [1, 2, 30, 110, 127])
@pytest.mark.parametrize("own", [True, False])
def test_glass_is_where_it_is_however_faint(alpha: int, own: bool) -> None:
    given = matte(body=alpha, cap=alpha)
    shape = silhouette(given, own=own)
    assert np.array_equal(shape > 127, given > 0)
    assert opacity_within(given, shape) == pytest.approx(alpha / 255)


def test_a_glass_bottle_with_a_cap_is_more_than_its_cap() -> None:
    given = matte(body=90, cap=255)
    assert np.array_equal(silhouette(given, own=True) > 127, given > 0)
    assert silhouette(given, own=False) is given


def test_a_drop_shadow_is_no_part_of_the_subject() -> None:
    given = matte(body=255, cap=255)
    given[35:, 5:] = 60
    assert silhouette(given, own=True) is given


def test_nothing_stays_nothing() -> None:
    assert not silhouette(np.zeros((8, 8), np.uint8), own=True).any()


def test_a_hanger_throws_no_shade_and_the_cloth_below_it_does() -> None:
    matte = np.zeros((200, 160), np.uint8)
    matte[40:190, 30:130] = 255
    matte[10:40, 78:82] = 255
    matte[26:36, 74:86] = 255
    made = without_hanger(matte)
    assert not made[:39].any()
    assert (made[42:] == matte[42:]).mean() > 0.99
    nothing = np.zeros((8, 8), np.uint8)
    assert without_hanger(nothing) is nothing


def test_a_bust_is_cut_off_where_it_is_broad_and_no_pair_of_legs_is() -> None:
    waist, legs = np.zeros((60, 40), np.uint8), np.zeros((60, 40), np.uint8)
    waist[10:, 8:32] = legs[10:45, 8:32] = 255
    legs[45:, 12:16] = legs[45:, 24:28] = 255
    assert is_bust(waist)
    assert not is_bust(legs)
    assert not is_bust(np.zeros((60, 40), np.uint8))
