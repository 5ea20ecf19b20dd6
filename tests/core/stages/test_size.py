"""What fits a hand is a compact thing before white; a car is long and solid; all else is life-sized."""

import numpy as np
import pytest

from core.stages.arrays import Pixels
from core.stages.size import guess_size, true_length


def photo(ground: int, wide: int, tall: int, legs: bool = False) -> tuple[Pixels, Pixels]:
    """A matte and the grey thing that it is of, in the middle of a square of that grey."""
    matte = np.zeros((200, 200), np.uint8)
    matte[100 - tall // 2 : 100 + tall // 2, 100 - wide // 2 : 100 + wide // 2] = 255
    if legs:
        matte[80:, 100 - 3 * wide // 8 : 100 + 3 * wide // 8] = 0
    return matte, np.dstack([np.where(matte > 0, 90, ground)] * 3).astype(np.uint8)


@pytest.mark.parametrize(
    ("ground", "wide", "tall", "legs", "size"),
    [
        (250, 60, 90, False, "hand"),
        (250, 100, 100, True, "life"),
        (120, 60, 90, False, "life"),
        (120, 140, 50, False, "large"),
    ],
)
def test_the_size_is_guessed_from_ground_and_shape(
    ground: int, wide: int, tall: int, legs: bool, size: str
) -> None:
    assert guess_size(*photo(ground, wide, tall, legs), frozenset(), own=False) == size


def test_what_is_cut_off_or_was_cut_out_is_life_sized() -> None:
    assert guess_size(*photo(250, 60, 90), {"bottom"}, own=False) == "life"
    assert guess_size(*photo(250, 60, 90), frozenset(), own=True) == "life"
    assert guess_size(*photo(250, 0, 0), frozenset(), own=False) == "life"


def test_a_whole_oval_fits_a_hand_whatever_is_around_it() -> None:
    down, across = np.mgrid[-100:100, -100:100]
    matte = np.where((across / 60) ** 2 + (down / 50) ** 2 < 1, 255, 0).astype(np.uint8)
    grey = np.full((200, 200, 3), 90, np.uint8)
    assert guess_size(matte, grey, frozenset(), own=False) == "hand"
    assert guess_size(matte, grey, frozenset(), own=False, ovals=False) == "life"


@pytest.mark.parametrize(("box", "metres"), [((40, 40), 0.09), ((80, 40), 0.18), ((90, 10), 0.24)])
def test_what_fits_a_hand_is_as_long_as_it_is_slim(box: tuple[int, int], metres: float):
    matte = np.zeros((100, 100), np.uint8)
    matte[: box[0], : box[1]] = 255
    assert true_length(matte, "hand") == pytest.approx(metres)
    assert true_length(matte, "life") is None
    assert true_length(np.zeros_like(matte), "hand") is None


def test_an_upright_package_is_as_tall_as_a_carton() -> None:
    carton = np.zeros((100, 100), np.uint8)
    carton[10:90, 25:75] = 255
    assert true_length(carton, "hand", packed=True) == pytest.approx(0.21, abs=0.005)
    assert true_length(carton, "hand") == pytest.approx(0.144, abs=0.005)
    lemon = np.zeros((100, 100), np.uint8)
    y, x = np.mgrid[0:100, 0:100]
    lemon[np.hypot((x - 50) / 25, (y - 50) / 40) < 1] = 255
    assert true_length(lemon, "hand", packed=True) == true_length(lemon, "hand")
