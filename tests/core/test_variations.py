"""Variations: the same request, each with a seed of its own, the same ones for the same first seed."""

from hypothesis import given
from hypothesis import strategies as st

from core.request import MAX_SEED
from core.variations import draw_seed, seeds, variations
from tests.studios import asked


@given(st.integers(0, MAX_SEED), st.integers(1, 20))
def test_seeds_differ_and_come_back(first: int, count: int) -> None:
    drawn = seeds(first, count)
    assert (drawn[0], len(set(drawn))) == (first, count)
    assert all(0 <= seed <= MAX_SEED for seed in drawn)
    assert seeds(first, count) == drawn


def test_fewer_pictures_are_the_first_of_more() -> None:
    assert seeds(7, 5)[:3] == seeds(7, 3)


def test_only_the_seed_varies() -> None:
    made = variations(asked(seed=3), 3)
    assert made[0] == asked(seed=3)
    assert all(one.model_copy(update={"seed": 3}) == asked(seed=3) for one in made)


def test_a_drawn_seed_is_in_range() -> None:
    assert 0 <= draw_seed() <= MAX_SEED
