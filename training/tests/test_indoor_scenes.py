import numpy as np
import pytest

from training.paraphrases import wordings_of
from training.scenes import backdrops, podiums, tops
from training.scenes.lighting import GOBOS, light
from training.scenes.palette import NAMED, an, pick_colour, two
from training.scenes.planes import Plane
from training.scenes.solids import Camera, square_outline


def test_hundreds_of_colour_names_bind_and_none_is_rude():
    assert len(NAMED) > 700
    assert not any(word in name for name in NAMED for word in ("poo", "puke", "shit", "ugly"))


def test_a_second_colour_differs_from_the_first():
    rng = np.random.default_rng(1)
    first = NAMED["teal"]
    apart = [np.abs(pick_colour(rng, unlike=first)[1] - first).max() for _ in range(50)]
    assert np.mean(np.array(apart) > 0.2) > 0.95


def test_two_coloured_sentences_name_both_things():
    assert all("teal wall" in phrase and "oak table" in phrase for phrase in two("teal wall", "oak table"))
    assert an("oak table") == "an oak table"


def strongest(named, seen):
    """Whether the channel that is strongest in the named colour is so in the seen one, or nearly so."""
    return seen[np.argmax(named)] > seen.max() - 0.02


def test_a_two_coloured_studio_says_which_colour_is_above():
    rng = np.random.default_rng(2)
    seen = 0
    for _ in range(40):
        scene = backdrops.studio(rng, 64, 64)
        said = [p for p in scene.phrases if p.startswith("two-tone studio, ")]
        if not said:
            continue
        above, below = (part.rsplit(" ", 1)[0] for part in said[0].split(", ")[1:])
        if above in NAMED and below in NAMED:
            seen += 1
            upper, lower = scene.image[:20].mean(axis=(0, 1)), scene.image[-4:].mean(axis=(0, 1))
            assert strongest(NAMED[above], upper) or np.ptp(NAMED[above]) < 0.2
            assert strongest(NAMED[below], lower) or np.ptp(NAMED[below]) < 0.2
    assert seen > 3


def test_a_plane_is_nearest_at_the_bottom_and_endless_at_its_vanishing_line():
    plane = Plane(0.2, 0.5)
    assert plane.disparity(np.array([0.2, 1.0], np.float32)) == pytest.approx([0, 1])
    assert plane.at_edge() == pytest.approx(0.375)


def test_what_stands_on_the_floor_meets_it_where_its_distance_says():
    camera = Camera(1.5, 0.2, 0.5, 64, 64)
    away = camera.away(0.8)
    square = square_outline(0, away, 0.1, 0.0, 0)
    assert camera.project(square, 0)[:, 1] == pytest.approx([0.8] * 4)
    assert camera.project(square, 0.3)[:, 1].max() < 0.8


@pytest.mark.parametrize("painter", [podiums.podium, tops.table, tops.wall])
@pytest.mark.parametrize("size", [(64, 96), (96, 64), (320, 200)])
def test_indoor_scenes_fill_any_frame_and_stand_in_front_of_what_is_behind(painter, size):
    scene = painter(np.random.default_rng(4), *size)
    assert scene.image.shape == (*size, 3)
    assert 0.3 < scene.horizon < 1
    assert scene.depth[-1].mean() > scene.depth[0].mean()
    assert len(set(scene.phrases)) >= 8


@pytest.mark.parametrize("seed", range(4))
def test_hung_cloth_has_upright_folds_in_its_colour(seed, monkeypatch):
    monkeypatch.setattr(backdrops, "pick_colour", lambda rng: ("green", NAMED["green"]))
    scene = backdrops.draped(np.random.default_rng(seed), 96, 128)
    hung = scene.image[10:60]
    across, down = np.abs(np.diff(hung, axis=1)).mean(), np.abs(np.diff(hung, axis=0)).mean()
    assert across > 3 * down
    assert np.argmax(hung.mean(axis=(0, 1))) == 1
    cloths = ("curtain", *backdrops.HANGINGS)
    assert all(any(f" {cloth}" in phrase for cloth in cloths) for phrase in scene.phrases)


def test_hung_cloth_is_never_called_paper():
    for seed in range(8):
        scene = backdrops.draped(np.random.default_rng(seed), 32, 32)
        said = wordings_of("studio", scene.phrases, scene.details)
        assert not any("paper" in words or "cove" in words for words in said)
    paper = wordings_of("studio", backdrops.plain_words("teal"), [])
    assert "seamless paper" in paper


def test_a_spot_on_black_paper_leaves_a_pool_of_light_and_even_light_leaves_none():
    black = NAMED["black"]
    spot = backdrops.spot_on_dark(light(np.random.default_rng(1), 64, 64, "dramatic"), black)
    assert spot.max() > 0.15
    assert spot.min() < 0.01
    assert not backdrops.spot_on_dark(light(np.random.default_rng(1), 64, 64, "soft"), black).any()
    assert not backdrops.spot_on_dark(
        light(np.random.default_rng(1), 64, 64, "dramatic"), NAMED["teal"]
    ).any()


def test_light_that_is_half_of_the_picture_is_said_with_the_place():
    rng = np.random.default_rng(3)
    palm = light(rng, 32, 32, "palm").spoken(rng, ["teal wall"])
    assert palm[0] == "teal wall"
    assert palm[1].removeprefix("teal wall, ") in GOBOS["palm"]
    assert light(rng, 32, 32, "soft").spoken(rng, ["teal wall"]) == ["teal wall"]
