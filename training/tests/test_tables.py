"""The tables kept as data: all load, hold what the cards say, and refuse what makes no sense."""

import pytest

from training.photos.captions import SHOTS, VIEWS, View, spelled
from training.photos.manifest import FILES, files_of
from training.wordings import FILLERS, RULES, Rule
from training.wordings.rules import rule

VIEW = {"yaws": [0, 90], "family": "sea", "phrases": ["the sea"]}


def test_there_are_as_many_wordings_as_were_written():
    assert (len(RULES), sum(len(one.wordings) for one in RULES), len(FILLERS)) == (243, 5_433, 165)


def test_rules_keep_the_order_that_captions_are_drawn_in():
    families = list(dict.fromkeys(one.family for one in RULES))
    assert families[:5] == ["studio", "bokeh", "podium", "wall", "table"]
    assert families[-2:] == ["snow", "sky"]


def test_shared_wordings_come_before_a_rules_own():
    made = rule("table", "(.+) on (.+)", ["{0} alone"], ["tables", "grounds"])
    assert made.wordings[0] == "{0} wall, {1} table"
    assert made.wordings[-1] == "{0} alone"


@pytest.mark.parametrize(
    ("pattern", "wordings", "why"),
    [("(.+", ("{0}",), "no pattern"), ("(.+)", ("{0} on {1}",), "groups"), (".*", ("a", "a"), "twice")],
)
def test_a_rule_that_makes_no_sense_is_refused(pattern: str, wordings: tuple[str, ...], why: str):
    with pytest.raises(ValueError, match=why):
        Rule("sea", pattern, wordings)


def test_there_are_as_many_pictures_as_the_data_card_says():
    kinds = [file.kind for file in FILES]
    assert (kinds.count("hdri"), kinds.count("photo")) == (len(VIEWS), len(SHOTS)) == (25, 15)
    assert sum(len(views) for views in VIEWS.values()) == 38
    assert [file.licence for file in FILES].count("CC-BY-4.0") == 4


def test_a_view_of_two_maps_is_held_by_both():
    assert VIEWS["pmndrs-studio"][:2] == VIEWS["blender-studio"]


def test_a_detail_may_stand_for_alternatives_of_its_name():
    night = {"night": ["at night", "dark"]}
    assert spelled("@night", night) == ["at night", "dark"]
    assert spelled("night", night) == "night"
    with pytest.raises(KeyError, match="noon"):
        spelled("@noon", night)


@pytest.mark.parametrize("wrong", [{"fra": 0.1}, {"far": 1.5}, {"yaws": [0]}, {"phrases": []}])
def test_a_view_that_makes_no_sense_is_refused(wrong: dict[str, object]):
    assert View(**VIEW).yaws == (0, 90)
    with pytest.raises(ValueError, match="validation error"):
        View(**VIEW | wrong)


def test_a_file_has_what_its_source_says_and_its_own():
    source = {
        "name": "x-{}",
        "path": "p/{}.jpg",
        "kind": "photo",
        "client": "apt",
        "package": "x",
        "author": "A",
    }
    row = {"title": "one", "sha256": "0" * 64, "licence": "CC0-1.0"}
    (made,) = files_of(source | {"file": [row]})
    assert (made.name, made.path, made.author, made.licence) == ("x-one", "p/one.jpg", "A", "CC0-1.0")
    with pytest.raises(ValueError, match="sha256"):
        list(files_of(source | {"file": [row | {"sha256": "short"}]}))
