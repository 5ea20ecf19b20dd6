"""Expected seconds follow steps and size, and one odd picture does not sway them."""

import pytest

from core.engine.estimates import expected_seconds
from store.records import Timing


def timing(step: float = 2.0, rest: float = 3.0, *, steps: int = 10, pixels: int = 1_000) -> Timing:
    return Timing(steps=steps, pixels=pixels, seconds={"matte": rest, "load": 60.0, "inpaint": step * steps})


def test_nothing_known_says_nothing() -> None:
    assert expected_seconds([], 20) is None


def test_steps_and_the_rest_add_up_without_the_loading_of_weights() -> None:
    assert expected_seconds([timing()], 20) == pytest.approx(2.0 * 20 + 3.0)


def test_one_odd_picture_does_not_count() -> None:
    assert expected_seconds([timing(), timing(90.0, 90.0), timing()], 1) == pytest.approx(5.0)


def test_twice_the_pixels_take_twice_as_long() -> None:
    assert expected_seconds([timing()], 10, 2_000) == pytest.approx(2 * 23.0)


def test_where_it_paints_in_one_size_only_the_rest_grows() -> None:
    assert expected_seconds([timing()], 10, 2_000, fixed_size=True) == pytest.approx(20.0 + 2 * 3.0)
