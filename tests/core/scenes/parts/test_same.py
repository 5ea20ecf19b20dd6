"""What is remembered of a place: the very array, small things only, and draws that go on where they were."""

from functools import lru_cache

import numpy as np

from core.scenes.parts.same import SMALL, Same, set_state, state_of, while_small


def test_an_array_is_equal_to_itself_alone() -> None:
    one = np.zeros(3, np.float32)
    assert Same(one) == Same(one)
    assert hash(Same(one)) == hash(Same(one))
    assert Same(one) != Same(one.copy())


def test_large_things_are_made_anew() -> None:
    made: list[int] = []

    @lru_cache(maxsize=2)
    def make(side: int) -> int:
        made.append(side)
        return side

    for side in (SMALL, SMALL, SMALL + 1, SMALL + 1):
        assert while_small(make, side)(side) == side
    assert made == [SMALL, SMALL + 1, SMALL + 1]


def test_draws_go_on_where_a_state_was_taken() -> None:
    rng, other = np.random.default_rng(4), np.random.default_rng(0)
    rng.random(5)
    set_state(other, state_of(rng))
    assert np.array_equal(rng.random(9), other.random(9))
