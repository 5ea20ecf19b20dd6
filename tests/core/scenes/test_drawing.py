"""Specs drawn from sentences: whole, the same again, and unlike one another."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.scenes.drawing import difference, drawn, relit_at_random, scene_for, scenes_for
from core.scenes.gallery import examples
from core.scenes.granting import ranked
from core.scenes.kinds import KINDS
from core.scenes.posing import posed
from core.scenes.reading import read
from core.scenes.spec import MAX_SCENE_SEED, SceneSpec
from core.scenes.vocabulary import LANGUAGES, table, vocabulary
from core.scenes.wishes import Wishes

SEEDS = (11, 222, 3333, 44444)
PHRASES = sorted(
    {" ".join(phrase) for language in LANGUAGES for phrase in vocabulary(language).spelled.phrases}
)
SENTENCES = st.lists(st.sampled_from(PHRASES), max_size=6).map(" ".join) | st.text(max_size=40)


@settings(max_examples=25, deadline=None)
@given(SENTENCES, st.integers(0, MAX_SCENE_SEED))
def test_any_sentence_makes_a_whole_scene_that_json_brings_back(sentence: str, seed: int) -> None:
    spec = scene_for(sentence, seed)
    assert SceneSpec.from_json(spec.to_json()) == spec
    assert spec.light.time in spec.place.times
    assert spec.light.pattern in spec.place.patterns
    for pose in ("stands", "lies", "hangs"):
        assert SceneSpec.from_json(posed(spec, pose).to_json()).place.view in {"eye", "above", "wall"}


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(sorted(KINDS)), st.integers(0, MAX_SCENE_SEED))
def test_every_kind_is_drawn_whole(kind: str, seed: int) -> None:
    spec = drawn(Wishes(kinds=((kind, 3.0),), named=True), seed)
    place = spec.place
    assert spec.kind == kind
    assert (spec.materials.ground is None) == (not place.grounds)
    assert (spec.materials.wall is None) == (not place.walls)
    assert place.horizon[0] <= spec.camera.horizon <= place.horizon[1]
    assert place.blurs[0] <= spec.camera.blur <= place.blurs[1]
    assert len(spec.props) <= 2


def test_neither_reading_nor_drawing_loads_a_painter() -> None:
    code = "import core.scenes.gallery, core.scenes.posing, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"core.scenes.parts", "cv2", "torch", "transformers"} & set(done.stdout.split())


def test_late_light_is_developed_less_as_its_colours_are_strong_already() -> None:
    late, noon = (scene_for(f"a meadow at {time}", 7).camera.contrast for time in ("golden hour", "noon"))
    assert 0 < late < noon


def test_light_on_cloth_is_hard_enough_for_a_shadow_to_show_among_its_folds() -> None:
    soft = [scene_for("", seed, kind="paper").light.hardness for seed in SEEDS]
    cloth = [
        light.hardness
        for kind in ("velvet", "silk")
        for seed in SEEDS
        if (light := scene_for("", seed, kind=kind).light).time == "day"
    ]
    assert min(cloth) > 0.4
    assert min(soft) < 0.4


@pytest.mark.parametrize(
    "sentence",
    [
        "grapefruit on a breakfast table with a blue tablecloth",
        "lemon on white marble",
        "Joghurt auf dem Frühstückstisch",
        "crème sur une table en marbre",
        "parfüm ahşap masada",
        "zapatos sobre una mesa de roble",
    ],
)
def test_a_table_without_a_place_stands_indoors(sentence: str) -> None:
    behind = {scene_for(sentence, seed).backdrop for seed in range(24)}
    assert all(KINDS[name or ""].group in {"rooms", "studio"} for name in behind)
    assert len(behind) > 1


def test_a_season_or_a_mood_may_still_take_a_table_outdoors() -> None:
    behind = {scene_for("bread on a table in autumn", seed).backdrop for seed in range(24)}
    assert behind & {"forest", "garden", "park"}
    fresh = {scene_for("fresh and natural, on a table", seed).backdrop for seed in range(12)}
    assert fresh & {"garden", "forest"}


def test_light_through_a_window_draws_panes_on_a_table_only_where_it_is_asked_for() -> None:
    assert scene_for("soap on a marble table, window light from the left", 3).light.pattern == "window"
    for sentence in ("soap on a marble table", "on a marble table, soft window light"):
        assert {scene_for(sentence, seed).light.pattern for seed in range(8)} == {"none"}


def test_the_same_sentence_and_seed_are_the_same_scene() -> None:
    assert scene_for("on a podium", 7) == scene_for("on a podium", 7)


def test_four_seeds_are_four_clearly_different_scenes() -> None:
    for sentence in (
        "",
        "table",
        "on a podium",
        "in a living room",
        "velvet",
        "beach",
        "christmas table",
        "studio",
    ):
        scenes = scenes_for(sentence, SEEDS)
        apart = [difference(one, other) for at, one in enumerate(scenes) for other in scenes[:at]]
        assert min(apart) > 0.15, sentence


def test_what_is_asked_for_is_kept_by_every_seed() -> None:
    for seed in SEEDS:
        spec = scene_for("on a walnut table in front of a blue wall at night, light from the right", seed)
        assert (spec.kind, spec.materials.ground, spec.colours.wall) == ("table", "walnut", "#2f62b5")
        assert (spec.light.time, spec.light.direction) == ("night", 60)


def test_a_time_that_a_kind_has_not_becomes_the_nearest() -> None:
    assert scene_for("orchard at night", 1).light.time == "sunset"


def test_studio_light_stands_for_the_time_of_day() -> None:
    spec = scene_for("on white paper, evening sun", 1)
    assert spec.light.time == "day"
    assert spec.light.warmth >= 0.4


def test_other_light_at_random_is_other_light_on_the_same_place() -> None:
    for sentence in ("garden", "podium", "beach", "christmas tree", "window light"):
        spec = scene_for(sentence, 3)
        for seed in SEEDS:
            other = relit_at_random(spec, seed)
            assert other.light.direction * spec.light.direction < 0
            assert SceneSpec.parse({**other.model_dump(), "light": spec.light}) == spec


def test_a_kind_may_be_given_beside_the_sentence() -> None:
    spec = scene_for("oak, morning light", 3, kind="shelf")
    assert (spec.kind, spec.materials.ground, spec.seed) == ("shelf", "oak", 3)


def test_every_thumbnail_s_sentence_reads_back_to_its_kind() -> None:
    for example in examples():
        reading = read(example.sentence)
        assert reading.language == "en", example.sentence
        assert example.scene().kind == example.kind, example.sentence
        assert not reading.not_painted, example.sentence
    assert {example.kind for example in examples()} == set(KINDS)
    assert 55 <= len(examples()) <= 200


@pytest.mark.parametrize("step", [48, pytest.param(1, marks=pytest.mark.thorough)])
def test_words_for_a_kind_lead_to_it(step: int) -> None:
    # A single word of two languages, such as "foyer", is read by the sentence that it stands in.
    strays = [
        (language, phrase.strip(), kind)
        for language in LANGUAGES
        for kind, phrases in table(language)["kinds"].items()
        for phrase in phrases.split(",")[::step]
        if (reading := read(phrase)).language == language
        and kind not in {name for name, _ in ranked(reading.wishes)[:3]}
    ]
    assert not strays


def test_breakfast_is_where_one_has_it_and_only_where_it_is_asked_for() -> None:
    for seed in range(6):
        asked = drawn(read("on a breakfast table"), seed)
        assert asked.backdrop in {"kitchen", "cafe", "window", "garden"}
        assert "croissants" in asked.props
        assert not {"croissants", "bread", "berries"} & set(drawn(read("on a wooden table"), seed).props)
