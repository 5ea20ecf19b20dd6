"""What a sentence says no colour of stays neutral: no shrill walls, and floors of a floor's own hue."""

import pytest

from core.scenes.drawing import scene_for
from core.scenes.painting import View, paint
from tests.core.scenes.painters.test_indoors import lab
from tests.places import at_first

SEEDS = at_first(1, range(4))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    "sentence",
    ["marble countertop", "on a granite worktop", "grey concrete", "concrete floor", "on an oak table"],
)
def test_a_wall_that_nobody_spoke_of_is_light_and_pale(sentence: str, seed: int) -> None:
    light, chroma, _ = lab(paint(scene_for(sentence, seed), View(96, 64)).image[:13])
    assert light > 50
    assert chroma < 20


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("sentence", ["pale blue wall", "mint green wall", "pink wall"])
def test_the_floor_before_a_coloured_wall_is_a_floors_own_colour(sentence: str, seed: int) -> None:
    _, chroma, hue = lab(paint(scene_for(sentence, seed), View(96, 64)).image[-13:])
    assert chroma < 30
    assert chroma < 8 or 30 < hue < 110


@pytest.mark.parametrize("seed", SEEDS)
def test_grey_concrete_is_grey_in_daylight(seed: int) -> None:
    spec = scene_for("grey concrete, overcast", seed)
    assert spec.materials.ground == "concrete"
    _, chroma, _ = lab(paint(spec, View(96, 64)).image[-13:])
    assert chroma < 12
