"""Scenes of the product's kinds as the training has them."""

import json
from dataclasses import replace

import numpy as np
import pytest

from core.scenes.kinds import KINDS
from core.scenes.painting import View, paint
from core.scenes.parts.canvas import rgb
from core.scenes.reading import read
from core.scenes.spec import SceneSpec
from core.scenes.vocabulary import shared
from training import shards
from training.boxes import Box, chosen_box, nearness
from training.options import TINY
from training.paraphrases import sentence
from training.scenes import FAMILIES, kinds
from training.scenes.colours import COLOURS
from training.scenes.kinds import KINDS_OF, captioned, details, drawn_spec, phrases, true_words


def spec_of(kind: str, **fields: object) -> SceneSpec:
    return SceneSpec.parse({"kind": kind, "seed": 1, **fields})


def test_a_colour_of_the_products_is_the_same_here() -> None:
    ours = shared()["colours"]
    assert {name: list(rgb(ours[name][1:])) for name in COLOURS} == {
        name: list(code) for name, code in COLOURS.items()
    }


def test_every_kind_is_learned_as_one_family() -> None:
    assert sorted(kind for own in KINDS_OF.values() for kind in own) == sorted(KINDS)
    assert set(KINDS_OF) == set(FAMILIES)


@pytest.mark.parametrize("group", sorted({kind.group for kind in KINDS.values()}))
def test_phrases_are_read_back_as_the_kind_that_they_name(group: str) -> None:
    rng = np.random.default_rng(1)
    right = []
    for kind in (kind.name for kind in KINDS.values() if kind.group == group):
        made = phrases(rng, drawn_spec(rng, kind))
        assert made
        right += [read(phrase).wishes.kinds[0][0] == kind for phrase in made[:5]]
    assert np.mean(right) >= 0.85


def test_specs_are_drawn_from_all_that_a_kind_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "RARELY", 1.0)
    rng = np.random.default_rng(2)
    specs = [drawn_spec(rng, "street") for _ in range(120)]
    kind = KINDS["street"]
    assert {spec.materials.ground for spec in specs} == set(kind.grounds)
    assert {spec.light.time for spec in specs} == set(kind.times)
    assert {spec.season for spec in specs} == set(kind.seasons)
    assert {prop for spec in specs for prop in spec.props} == set(kind.props)


def test_the_words_say_what_the_spec_has() -> None:
    spec = spec_of(
        "table",
        materials={"ground": "linen"},
        colours={"ground": "#1f7f83"},
        backdrop="kitchen",
        season="autumn",
        props=["fruit"],
        light={"time": "golden", "direction": -60, "hardness": 0.8, "warmth": 0.5},
    )
    made = phrases(np.random.default_rng(3), spec)
    assert any("teal" in phrase and "linen" in phrase for phrase in made)
    assert any("kitchen" in phrase for phrase in made)
    said = [words[0] for words in details(spec)]
    assert said == ["golden hour", "autumn", "from the left", "hard", "warm light", "fruit"]


def test_words_that_claim_something_else_are_left_out() -> None:
    spec = spec_of("table", materials={"ground": "oak"}, backdrop="garden", season="summer")
    words = ["table", "tablecloth", "marble table", "oak table", "autumn leaves", "table at night"]
    assert true_words(spec, words) == ["table", "oak table"]


def test_a_scene_of_a_kind_has_its_ground_and_light() -> None:
    spec = spec_of(
        "paper", materials={"ground": "paper"}, light={"direction": 90, "height": 30, "hardness": 0.7}
    )
    painting = paint(spec, View(48, 32))
    scene = captioned(np.random.default_rng(4), spec, painting, "studio")
    assert np.array_equal(scene.image, painting.image)
    assert np.array_equal(scene.depth, painting.disparity)
    assert scene.horizon == pytest.approx(painting.ground.far)
    assert (scene.light_from, scene.hardness, scene.kind) == (1, 0.7, "paper")
    assert nearness(scene, Box(0.5, 0.4, 0.3, 0.5)) == pytest.approx(scene.depth[28, 20] + 0.05)


def test_what_is_seen_from_above_lies_anywhere() -> None:
    rng = np.random.default_rng(5)
    spec = spec_of("flat_lay", materials={"ground": "paper"})
    scene = captioned(rng, spec, paint(spec, View(24, 24)), "table")
    assert all(chosen_box(rng, scene).hangs for _ in range(20))


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "BUCKETS", ((32, 48),))


@pytest.mark.usefixtures("small")
def test_shards_hold_scenes_of_kinds_with_captions_that_name_them() -> None:
    options = replace(
        TINY, shard=3, subjects_per_scene=1, photo_share=0, kind_share=1, families=("sky", "lake")
    )
    first, again = (shards.make_shard(0, options) for _ in range(2))
    assert all(np.array_equal(first[name], again[name]) for name in shards.NAMES)
    assert first["image"].shape == (3, 32, 48, 3)
    rng = np.random.default_rng(6)
    for family, row in zip(first["family"], first["words"], strict=True):
        words = json.loads(str(row))
        assert words["kind"] in KINDS_OF[str(family)]
        named = [read(phrase).wishes.kinds[0][0] for phrase in words["phrases"]]
        assert named.count(words["kind"]) >= 0.8 * len(named)
        assert any(
            phrase in sentence(rng, str(family), words) for phrase in words["phrases"] for _ in range(3)
        )


@pytest.mark.usefixtures("small")
def test_the_share_of_kinds_is_as_asked_for() -> None:
    rng = np.random.default_rng(7)
    seen = [shards.draw_scene(rng, (40, 40), 0.0, ("sky",), share).kind for share in (0, 0, 0, 1, 1)]
    assert seen == [None, None, None, "sky", "sky"]
    assert 0 < TINY.kind_share < 1
