"""Words for modelled things in five languages, and where they are granted."""

import importlib.util
import tomllib

import pytest

from core.scenes.drawing import scene_for
from core.scenes.kinds import KINDS
from core.scenes.modelled.catalogue import group_named
from core.scenes.reading import read
from core.scenes.things import FOLDER, modelled_names, words_of

LANGUAGES = ("en", "de", "es", "fr", "tr")
traced = pytest.mark.skipif(importlib.util.find_spec("mitsuba") is None, reason="sets are not traced here")


def test_every_name_is_a_thing_and_has_words_in_every_language() -> None:
    assert all(group_named(name) is not None for name in modelled_names())
    table = tomllib.loads((FOLDER / "modelled_food.toml").read_text(encoding="utf-8"))
    assert all(table[language].keys() == table["en"].keys() for language in LANGUAGES)


def test_a_phrase_names_one_thing() -> None:
    for language in LANGUAGES:
        phrases = [
            phrase.strip().lower() for words in words_of(language).values() for phrase in words.split(",")
        ]
        assert sorted(phrases) == sorted(set(phrases)), language


@traced
@pytest.mark.parametrize(
    ("sentence", "props"),
    [
        ("on an oak table with a glass of orange juice and croissants", {"orange juice", "croissants"}),
        (
            "on a white marble table with blueberries scattered around and a cup of coffee",
            {"coffee cup", "blueberries"},
        ),
        ("on a pastel background with lemon slices and mint", {"lemon slices", "mint"}),
        ("auf einem Eichentisch mit einem Glas Orangensaft und Croissants", {"orange juice", "croissants"}),
        ("auf einem Holztisch mit einer Tasse Kaffee und Himbeeren", {"coffee cup", "raspberries"}),
        ("sobre una mesa de roble con un vaso de zumo de naranja y fresas", {"orange juice", "strawberries"}),
        ("sur une table en chêne avec une tasse de café et des croissants", {"coffee cup", "croissants"}),
        (
            "meşe bir masanın üzerinde, yanında kahve fincanı ve limon dilimleri",
            {"coffee cup", "lemon slices"},
        ),
    ],
)
def test_extras_are_read_and_set_out(sentence: str, props: set[str]) -> None:
    assert props <= set(scene_for(sentence, 3).props)
    assert not read(sentence).not_painted


@traced
def test_kinds_without_a_traced_set_do_not_promise_what_they_cannot_show() -> None:
    wood = KINDS["forest"]
    assert "coffee cup" in wood.modelled
    if importlib.util.find_spec("core.scenes.modelled.baked") is None:
        assert "coffee cup" not in wood.shown


@traced
def test_what_a_place_has_of_its_own_is_not_set_out_beside_the_subject() -> None:
    assert "apples" in scene_for("in an orchard with apples", 3).props
    assert "fresh apples" in scene_for("on an oak table with apples", 3).props
    assert "eggs" in scene_for("Easter table with eggs", 3).props
    assert "fresh eggs" in scene_for("on a wooden table with eggs", 3).props


def test_mint_is_a_colour_where_it_describes() -> None:
    scene = scene_for("on a mint paper background", 3)
    assert "mint" not in scene.props


@traced
def test_a_list_of_things_goes_on_behind_its_commas() -> None:
    scene = scene_for("on a walnut table with a straw hat, a camera and sunglasses", 3)
    assert {"straw hat", "camera", "sunglasses"} <= set(scene.props)
    assert not read("on a walnut table with a straw hat, a camera and sunglasses").not_painted
