"""Words for ground, water and plants out of doors, and what is set out, as their neighbours leave them."""

import numpy as np
import pytest

from core.scenes.drawing import scene_for
from core.scenes.painting import View, paint
from core.scenes.reading import read
from core.scenes.spec import SceneSpec


@pytest.mark.parametrize(
    ("sentence", "kind", "ground", "props"),
    [
        ("dusty trail in the red desert hills, late afternoon sun", "canyon", "sand", {"mesas"}),
        ("red rock desert trail at sunset", "canyon", "sand", {"mesas"}),
        ("hiking path through the dusty desert hills", "desert", "sand", {"mesas"}),
        ("rocky ledge with a waterfall in the background", "waterfall", "rock", set[str]()),
        ("on a meadow in front of a waterfall", "waterfall", "grass", set[str]()),
        ("in a forest clearing with a small waterfall behind", "waterfall", "moss", set[str]()),
        ("forest floor with moss and a few dry leaves", "forest", "moss", {"few leaves"}),
        ("Waldboden mit Moos und ein paar trockenen Blättern", "forest", "moss", {"few leaves"}),
        ("mossy woodland ground with some fallen leaves", "forest", "moss", {"few leaves"}),
        ("sandy beach at low tide, early evening", "beach", "wet sand", set[str]()),
        ("Strand bei Ebbe", "beach", "wet sand", set[str]()),
        ("bottle on the jetty at the lake", "jetty", "pier", set[str]()),
        ("wooden crate at a farmers market", "market_stall", None, {"crate"}),
        ("old wooden box at a flea market", "market_stall", None, {"crate"}),
        ("Holzkiste auf dem Wochenmarkt", "market_stall", None, {"crate"}),
        ("apple crate in an orchard", "natural_stand", "crate", set[str]()),
    ],
)
def test_a_place_is_of_what_its_words_say_together(
    sentence: str, kind: str, ground: str | None, props: set[str]
) -> None:
    spec = scene_for(sentence, 3)
    assert spec.kind == kind
    assert ground is None or spec.materials.ground == ground
    assert props <= {*spec.props}
    assert spec.season != "autumn"


@pytest.mark.parametrize(
    ("sentence", "water"),
    [
        ("by a blue lake with a little jetty", "blue water"),
        ("am blauen See mit einem kleinen Steg", "blue water"),
        ("by a turquoise lake with a wooden pier in the background", "turquoise water"),
    ],
)
def test_by_a_lake_one_stands_on_its_shore_beside_a_jetty(sentence: str, water: str) -> None:
    found = [scene_for(sentence, seed) for seed in range(4)]
    assert {spec.kind for spec in found} == {"lake"}
    assert all({"jetty", water} <= {*spec.props} for spec in found)


def test_the_shore_beside_a_lake_is_no_pier() -> None:
    assert {scene_for("by a blue lake", seed).materials.ground for seed in range(6)} <= {"grass", "pebbles"}


@pytest.mark.parametrize(
    ("sentence", "time"),
    [
        ("city square, early evening", "golden"),
        ("in a park in the early evening sun", "golden"),
        ("on a beach after sunset", "dusk"),
        ("on a beach at blue hour", "dusk"),
    ],
)
def test_an_early_evening_is_no_dusk(sentence: str, time: str) -> None:
    assert scene_for(sentence, 1).light.time == time


def test_a_breakfast_table_is_laid_with_what_is_named() -> None:
    read_as = read("breakfast table by a sunny window, with a glass and a plate of toast")
    assert {prop for wish in read_as.wishes.props for prop in wish.any_of} >= {"water glass", "toast"}
    assert "croissants" not in {prop for wish in read_as.wishes.props for prop in wish.any_of}
    assert not read_as.not_painted
    alone = read("breakfast table by a sunny window").wishes.props
    assert "croissants" in {prop for wish in alone for prop in wish.any_of}


@pytest.mark.parametrize("prop", ["jetty", "blue water"])
def test_a_lakes_jetty_and_colour_are_seen(prop: str) -> None:
    plain = scene_for("by a lake", 4).model_copy(update={"props": ()})
    shown = plain.model_copy(update={"props": (prop,)})
    before, after = (paint(spec, View(120, 80)).image for spec in (plain, shown))
    assert np.abs(after - before).max() > 0.1
    if prop == "blue water":
        change = (after - before)[28:40].mean(axis=(0, 1))
        assert change[2] - change[0] > 0.02


def test_a_few_leaves_lie_on_moss() -> None:
    plain = SceneSpec.parse(
        {"spec_version": 7, "kind": "forest", "seed": 2, "materials": {"ground": "moss"}, "props": []}
    )
    before, after = (
        paint(spec, View(180, 120)).image
        for spec in (plain, plain.model_copy(update={"props": ("few leaves",)}))
    )
    changed = np.abs(after - before).max(axis=2) > 0.05
    assert 0.0005 < changed.mean() < 0.15


def test_the_beds_of_a_canyon_end_within_their_table() -> None:
    spec = scene_for("dusty trail in the red desert hills, late afternoon sun", 22)
    assert np.isfinite(paint(spec, View(640, 424)).image).all()
