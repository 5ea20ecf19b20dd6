import numpy as np
import pytest

from training.scenes import FAMILIES, render
from training.scenes.colours import COLOURS
from training.scenes.palette import an
from training.scenes.sentences import caption
from training.scenes.two import is_two_tone, two_coloured
from training.shards import draw_scene
from training.subjects import control_map, place


@pytest.mark.parametrize("family", FAMILIES)
def test_a_scene_has_picture_depth_and_words_in_range(family):
    scene = render(np.random.default_rng(1), 64, 96, family)
    assert scene.image.shape == (64, 96, 3)
    assert scene.depth.shape == (64, 96)
    assert 0 <= scene.image.min() < scene.image.max() <= 1
    assert 0 <= scene.depth.min() <= scene.depth.max() <= 1
    assert scene.family == family
    assert all(scene.phrases)


@pytest.mark.parametrize("family", FAMILIES)
def test_the_same_seed_renders_the_same_scene_and_another_seed_another_one(family):
    first, again, other = (render(np.random.default_rng(seed), 64, 64, family).image for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.allclose(first, other)


@pytest.mark.parametrize("family", ["studio", "table", "beach", "meadow", "desert", "snow", "city"])
def test_the_ground_comes_toward_the_viewer(family):
    scene = render(np.random.default_rng(3), 64, 64, family)
    assert scene.depth[-1].mean() > scene.depth[:32].mean() + 0.3


def test_a_white_studio_is_bright_and_a_night_city_dark():
    rng = np.random.default_rng(5)
    studios = [render(rng, 32, 32, "studio") for _ in range(60)]
    white = [scene.image.mean() for scene in studios if any("white studio" in p for p in scene.phrases)]
    cities = [render(rng, 32, 32, "city") for _ in range(20)]
    night = [scene.image.mean() for scene in cities if "night city" in scene.phrases]
    assert min(white) > 0.75
    assert max(night) < 0.45


def test_the_backdrop_is_the_picture_wherever_the_subject_is_not():
    scene = render(np.random.default_rng(6), 64, 64, "table")
    made = place(np.random.default_rng(7), scene)
    outside = made.alpha == 0
    assert 0 < outside.mean() < 1
    assert np.allclose(made.image[outside], made.backdrop[outside])
    assert made.depth[made.alpha == 1].mean() > scene.depth.mean()


def test_depth_in_subject_scope_ends_a_little_beyond_the_subject():
    depth, alpha = np.ones((100, 100), np.float32), np.zeros((100, 100), np.float32)
    alpha[40:60, 40:60] = 1
    limited = control_map(depth, alpha, "subject")
    assert limited[50, 50] > 0.95
    assert limited[50, 62] > 0.5
    assert limited[50, 90] < 0.01
    assert np.array_equal(control_map(depth, alpha, "frame"), depth)


def test_captions_name_the_place_in_many_wordings():
    scene = render(np.random.default_rng(8), 32, 32, "beach")
    rng = np.random.default_rng(9)
    sentences = {caption(rng, scene.phrases, scene.details) for _ in range(50)}
    assert len(sentences) > 25
    # In the others a word of the phrase was exchanged for one of the same meaning, or has a capital now.
    named = [any(phrase in sentence for phrase in scene.phrases) for sentence in sentences]
    assert sum(named) > 0.9 * len(named)


def test_colour_names_are_apart_from_black_to_white():
    brightness = {name: float(colour.mean()) for name, colour in COLOURS.items()}
    assert brightness["black"] < 0.15 < brightness["grey"] < 0.75 < brightness["white"]


def test_scenes_of_two_colours_say_which_is_where():
    scenes = [two_coloured(np.random.default_rng(index), 32, 32) for index in range(60)]
    two_tone = [scene for scene in scenes if is_two_tone(scene)]
    assert all(any(" above, " in words for words in scene.phrases) for scene in two_tone)
    assert {scene.family for scene in scenes} == {"studio", "podium", "wall"}
    assert len(two_tone) > 10


def test_a_place_with_an_article_gets_no_second_one():
    assert (an("oak table"), an("an American street")) == ("an oak table", "an American street")


def test_only_families_that_are_named_are_rendered():
    rng = np.random.default_rng(9)
    drawn = {draw_scene(rng, (32, 48), 0.0, ("sea", "snow")).family for _ in range(20)}
    assert drawn == {"sea", "snow"}
