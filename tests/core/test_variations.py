"""Variations: the same request, each with a seed of its own, the same ones for the same first seed."""

from hypothesis import given
from hypothesis import strategies as st

from core.models.profiles import PROFILES
from core.request import MAX_SEED, GenerationRequest
from core.scenes.drawing import scene_for
from core.variations import draw_seed, seeds, variations, varied, with_scenes
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


def test_each_picture_is_another_place_of_the_same_scene() -> None:
    scene = scene_for("on a beach at sunset", 9)
    first, *others = variations(asked(seed=3, scene=scene), 4)
    assert first.scene == scene
    places = [one.scene for one in others]
    assert [one.scene.seed for one in others if one.scene] == [one.seed for one in others]
    assert all(one is not None and one.model_copy(update={"seed": 9}) == scene for one in places)


def test_the_same_seed_is_the_same_place() -> None:
    request = asked(seed=3, scene=scene_for("on a beach", 9))
    assert varied(request, 3) == request


def test_a_scene_is_drawn_of_prompt_and_seed_where_there_is_none() -> None:
    request = asked("on a beach at sunset", seed=3)
    completed = with_scenes([request])[0]
    assert completed.scene == scene_for("on a beach at sunset", 3)
    assert completed.model_copy(update={"scene": None}) == request
    assert with_scenes([completed])[0] is completed


def test_pictures_of_one_sentence_have_scenes_unlike_one_another() -> None:
    first = GenerationRequest.for_profile(PROFILES["scene"], prompt="on a table", seed=4)
    drawn = with_scenes(variations(first, 4))
    looks = {(one.scene.materials.ground, one.scene.backdrop) for one in drawn if one.scene is not None}
    assert len(looks) == 4
    assert drawn[0] == with_scenes([first])[0]
