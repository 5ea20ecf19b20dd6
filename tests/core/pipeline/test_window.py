"""A window holds all that a matte shows, and gives it back in its place."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.pipeline.window import Window

sides = st.integers(1, 40)


@given(st.data(), sides, sides)
def test_what_a_window_keeps_comes_back_where_it_was(data: st.DataObject, height: int, width: int) -> None:
    matte = np.zeros((height, width), np.uint8)
    for _ in range(data.draw(st.integers(0, 3))):
        matte[data.draw(st.integers(0, height - 1)), data.draw(st.integers(0, width - 1))] = 200
    colours = np.full((height, width, 3), 7, np.uint8)
    window = Window.around(matte)
    assert np.array_equal(window.whole(window.part(matte)), matte)
    again = window.whole(window.part(colours))
    assert again.shape == colours.shape
    assert (again[matte > 0] == 7).all()


def test_a_part_is_an_array_of_its_own() -> None:
    matte = np.zeros((400, 400), np.uint8)
    matte[100:110, 50:60] = 255
    part = Window.around(matte).part(matte)
    assert part.base is None
    assert part.shape == (18, 18)
