"""How thick mist is, as its words say."""

import numpy as np
import pytest

from core.scenes.drawing import scene_for
from core.scenes.painting import View, paint
from core.scenes.reading import read

THICK = {"thick fog", "mist"}


@pytest.mark.parametrize(
    "sentence",
    [
        "on a street with a bit of mist",
        "in a forest, a little fog",
        "in a forest with light mist",
        "in a meadow, wisps of mist",
        "in a slightly misty forest",
        "in a forest, golden hour, a touch of haze",
        "in a kitchen with a hint of mist",
        "im Wald, ein bisschen Nebel",
        "im Wald mit leichtem Nebel",
        "Wald, leicht neblig",
        "en un bosque con un poco de niebla",
        "en un bosque con niebla ligera",
        "dans une forêt avec un peu de brume",
        "dans une forêt, brume légère",
        "ormanda biraz sis",
        "hafif sisli bir orman",
    ],
)
def test_little_mist_is_a_veil_and_no_foggy_day(sentence: str) -> None:
    spec = scene_for(sentence, 3)
    assert {"thin mist", *THICK} & {*spec.props} == {"thin mist"}
    assert spec.light.time != "foggy"
    assert read(sentence).not_painted == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "in a forest in dense fog",
        "a misty forest",
        "in soft light and mist, in a forest",
        "in a forest, soft light, mist",
        "Wald im Nebel",
        "un bosque en la niebla",
        "dans une forêt, brouillard",
        "sisli orman",
    ],
)
def test_mist_of_which_no_more_is_said_is_thick(sentence: str) -> None:
    spec = scene_for(sentence, 3)
    assert {"thin mist", *THICK} & {*spec.props} <= THICK
    assert spec.light.time == "foggy"


@pytest.mark.parametrize("sentence", ["in a foggy forest", "misty forest light", "a light foggy forest"])
def test_a_forest_in_fog_is_a_forest(sentence: str) -> None:
    assert scene_for(sentence, 3).kind == "forest"


def test_the_light_mist_of_a_morning_is_in_its_light() -> None:
    assert scene_for("in a forest, gentle morning mist", 3).light.time == "morning"


def test_through_thin_mist_the_place_is_still_seen() -> None:
    spec = scene_for("on a meadow, overcast", 3)
    clear, thin, thick = (
        paint(spec.model_copy(update={"props": props}), View(96, 72)).image.std(axis=1).mean()
        for props in ((), ("thin mist",), ("mist",))
    )
    assert clear > thin > thick
    assert np.isclose(thin, clear, rtol=0.5)
