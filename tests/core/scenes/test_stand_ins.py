"""Places that are not painted: the kind that comes nearest, and what makes it look like them."""

import pytest

from core.scenes.drawing import scene_for
from core.scenes.kinds import KINDS
from core.scenes.painting import View, paint
from core.scenes.reading import read
from core.scenes.stand_ins import LAID
from core.scenes.vocabulary import LANGUAGES, shared, table

KEYS = {
    "kind",
    "set",
    "outside",
    "inside",
    "akin",
    "grounds",
    "walls",
    "colour",
    "props",
    "time",
    "behind",
    "blur",
    "same",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_stand_in_has_words_in_every_language(language: str) -> None:
    assert set(table(language)["nearest"]) == set(shared()["nearest"])
    assert all(table(language)["nearest"].values())


@pytest.mark.parametrize("name", list(shared()["nearest"]))
def test_a_stand_in_has_only_what_its_kinds_have(name: str) -> None:
    values = shared()["nearest"][name]
    assert set(values) <= KEYS
    kinds = [KINDS[values[side]] for side in ("kind", "outside", "inside") if side in values]
    kinds += [KINDS[other] for other in values.get("akin", ())]
    kinds += [KINDS[other] for other in LAID]  # what is laid on it, or hung before it, is on it too
    assert all(any(entry in kind.grounds for kind in kinds) for entry in values.get("grounds", ()))
    assert all(any(entry in kind.walls for kind in kinds) for entry in values.get("walls", ()))
    assert all(any(entry in kind.props for kind in kinds) for entry in values.get("props", ()))
    assert all(any(entry in kind.modelled for kind in kinds) for entry in values.get("set", ()))
    assert all(entry in kinds[0].backdrops for entry in values.get("behind", ()))


@pytest.mark.parametrize(
    ("sentence", "kind", "backdrop", "ground"),
    [
        ("sneakers in a skate park", "street", None, "slabs"),
        ("flat on dark walnut parquet, quiet evening light", "flat_lay", None, "walnut"),
        ("on a mossy stone wall in the countryside", "natural_stand", "meadow", "stone wall"),
        ("racing through a dry golden prairie", "savanna", None, "dry grass"),
        ("tall savanna grass and a hazy orange evening sky", "savanna", None, "dry grass"),
        (
            "on clean white painted planks with soft shadows from a window",
            "window",
            None,
            "white painted wood",
        ),
        ("on a hay bale in a field", "natural_stand", "meadow", "hay bale"),
        ("on a hay bale in a barn", "stable", None, "straw"),
        ("in front of a barn", "farm_yard", None, None),
        ("in a castle", "palace", None, "white marble"),
        ("in front of a castle", "castle", None, "grass"),
        ("in front of a church", "village", None, None),
        ("on a wine barrel", "table", "cellar", "rustic wood"),
        ("on a wine barrel in a garden", "table", "garden", "rustic wood"),
        ("on a picnic table", "table", "park", "rustic wood"),
        ("on a park bench", "natural_stand", "park", "bench"),
        ("on a wooden bench at a sauna", "spa", None, "oak"),
        ("in a japanese tea house", "living_room", None, "jute rug"),
        ("on a leather armchair", "sofa", "living_room", "velvet"),
        ("old car on a dirt road through wheat fields", "road_fields", None, "gravel"),
        ("auf einem Supermarktregal", "shop_shelf", None, None),
        ("devant une vieille grange", "farm_yard", None, None),
        ("piknik masasının üzerinde", "table", "park", "rustic wood"),
        ("en una plaza antigua", "village", None, "cobbles"),
    ],
)
def test_a_place_that_is_not_painted_is_the_nearest(
    sentence: str, kind: str, backdrop: str | None, ground: str | None
) -> None:
    spec = scene_for(sentence, 3)
    assert (spec.kind, spec.backdrop) == (kind, backdrop)
    assert ground is None or spec.materials.ground == ground


def test_the_nearest_kind_is_told() -> None:
    assert "skate park as street" in read("in a skate park").understood
    assert "church as village street" in read("in front of a church").understood
    for itself in ("on a street", "in a church", "on a picnic table"):
        assert not any(" as " in said for said in read(itself).understood)


def test_a_stand_in_is_out_of_focus_unless_asked_to_be_sharp() -> None:
    assert scene_for("in a skate park", 3).camera.blur == 0.85
    assert scene_for("in a skate park, everything sharp", 3).camera.blur < 0.2


def test_what_a_stand_in_brings_is_asked_of_no_other_kind() -> None:
    spec = scene_for("dog in front of a fireplace, leather armchair", 3)
    assert spec.kind == "fireplace"
    assert spec.materials.ground != "velvet"


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("boutique interior with plants", "boutique"),
        ("Wohnzimmer Innenraum", "living_room"),
        ("living room with a fireplace", "fireplace"),
        ("a tropical bay seen from above", "beach"),
        ("flat lay on the beach, seen from above", "flat_lay"),
        ("fields of purple lavender", "flower_field"),
        ("a quiet cobbled alley in an old town", "village"),
    ],
)
def test_places_beside_other_words(sentence: str, kind: str) -> None:
    assert scene_for(sentence, 3).kind == kind


def test_a_polished_dark_floor_is_dark() -> None:
    assert scene_for("a showroom with a polished dark floor", 3).materials.ground == "black acrylic"


def test_a_door_that_is_named_with_a_colour_has_it() -> None:
    spec = scene_for("in front of a red front door", 3)
    assert spec.kind == "coloured_wall"
    assert spec.colours.wall == shared()["colours"]["red"]


@pytest.mark.parametrize(
    ("sentence", "behind"),
    [
        ("on a wool blanket", {"living_room", "bedroom", "window"}),
        ("on a picnic blanket", {"park", "meadow", "garden"}),
        ("on a mediterranean terrace", {"sea", "mountains"}),
    ],
)
def test_what_is_behind_unasked_suits_the_ground(sentence: str, behind: set[str]) -> None:
    assert {scene_for(sentence, seed).backdrop for seed in range(6)} <= behind


def test_a_stall_with_nothing_but_a_crate_to_stand_on_is_painted() -> None:
    spec = scene_for("in a market stall setting, on a wooden crate", 3)
    assert (spec.kind, spec.props) == ("market_stall", ("crate",))
    assert paint(spec, View(64, 64)).image.shape == (64, 64, 3)


def test_city_lights_are_seen_at_dusk() -> None:
    assert scene_for("evening rooftop with soft city lights", 3).light.time in {"dusk", "night"}


def test_daisies_are_white() -> None:
    assert scene_for("on green grass with little daisies", 3).colours.accent == shared()["colours"]["white"]
