"""What the ground is where the words do not say it outright, and what lies and stands there."""

import pytest

from core.errors import SceneError
from core.scenes.drawing import drawn
from core.scenes.painters.rails import place_spec
from core.scenes.posing import posed
from core.scenes.reading import read
from core.scenes.spec import SceneSpec


@pytest.mark.parametrize(
    ("sentence", "ground"),
    [
        ("Fields of purple lavender under a clear summer sky, please.", "lavender"),
        ("a yellow flower field", "sunflowers"),
        ("pink flower field", "tulips"),
        ("field of sunflowers at sunset", "sunflowers"),
    ],
)
def test_a_field_is_sown_as_it_is_called(sentence: str, ground: str) -> None:
    for seed in range(6):
        spec = drawn(read(sentence), seed)
        assert (spec.kind, spec.materials.ground) == ("flower_field", ground)


def test_a_flower_field_of_which_no_more_is_said_is_no_wheat() -> None:
    assert "wheat" not in {drawn(read("a field of flowers"), seed).materials.ground for seed in range(24)}


@pytest.mark.parametrize(
    ("sentence", "grounds"),
    [
        (
            "On a wooden cutting board in a bright white kitchen.",
            {"white marble", "white painted wood", "travertine"},
        ),
        ("on a wooden tray in a white bedroom", {"white marble", "white painted wood", "travertine"}),
        ("On a dark slate plate, moody restaurant lighting.", {"dark wood", "walnut", "black marble"}),
        ("on a cutting board in a dark kitchen", {"dark wood", "walnut", "black marble"}),
        ("on a chopping board on an oak table in a white kitchen", {"oak"}),
    ],
)
def test_a_board_lies_on_what_suits_the_room(sentence: str, grounds: set[str]) -> None:
    for seed in range(6):
        spec = drawn(read(sentence), seed)
        assert spec.materials.ground in grounds
        assert posed(spec, "lies").materials.ground in grounds


@pytest.mark.parametrize(
    ("sentence", "props"),
    [
        ("On a light grey wool blanket with a sprig of dried eucalyptus.", {"eucalyptus"}),
        ("auf einer Wolldecke mit getrocknetem Eukalyptus", {"eucalyptus"}),
        ("the dress on a linen tablecloth with eucalyptus", {"eucalyptus"}),
        ("on grass with fallen cherry petals", {"petals"}),
    ],
)
def test_what_lies_beside_it_is_there_where_it_is_seen_from_above(sentence: str, props: set[str]) -> None:
    assert props <= {*posed(drawn(read(sentence), 3), "lies").props}


def test_what_is_strewn_on_a_blanket_is_said_to_be_painted() -> None:
    assert not read("on a wool blanket with eucalyptus").not_painted
    assert not read("the skirt on a wool blanket with eucalyptus").not_painted


def test_daisies_are_white_from_above_too_and_roses_are_not() -> None:
    daisies = drawn(read("Standing on green grass with little daisies, sunny spring day."), 3)
    assert posed(daisies, "lies").colours.accent == "#f4f3f1"
    roses = posed(drawn(read("in a garden with roses, on grass"), 3), "lies")
    assert roses.colours.accent == "#d9788a"
    old = daisies.model_copy(update={"spec_version": 4})
    assert posed(old, "lies").colours.accent is None


@pytest.mark.parametrize(
    ("sentence", "known"),
    [
        ("In front of a colourful flower garden in bloom, bright summer afternoon.", "tulips"),
        ("in a rainy city street", "wet asphalt"),
        ("snowy field with bare trees", "birches"),
        ("hang it before a tulip field", "tulips"),
    ],
)
def test_what_a_place_is_known_by_stays_behind_a_rail(sentence: str, known: str) -> None:
    spec = posed(drawn(read(sentence), 3), "hangs")
    assert known in spec.props
    behind = place_spec(spec)
    assert known in {behind.materials.ground, *behind.props}
    assert SceneSpec.from_json(spec.to_json()) == spec


def test_the_colour_of_a_room_stays_behind_a_rail_but_not_in_older_specs() -> None:
    spec = drawn(read("in a living room with a sage green wall"), 3)
    assert place_spec(posed(spec, "hangs")).colours.wall == spec.colours.wall == "#a3b394"
    old = posed(spec.model_copy(update={"spec_version": 4}), "hangs")
    assert place_spec(old).colours.wall is None


def test_a_rail_is_not_known_by_what_no_place_has() -> None:
    with pytest.raises(SceneError, match="props must be one of"):
        SceneSpec.parse({"kind": "clothes_rail", "seed": 1, "backdrop": "street", "props": ["napkin ring"]})


@pytest.mark.parametrize(
    ("sentence", "prop", "season"),
    [
        ("Snow-covered field with bare trees and a cold blue morning sky.", "birches", "winter"),
        ("Schneefeld mit kahlen Bäumen", "birches", "winter"),
        ("campo nevado con árboles desnudos", "birches", "winter"),
        ("champ enneigé avec des arbres nus", "birches", "winter"),
        ("park with bare trees", "trees", "winter"),
        ("autumn forest with bare trees", "birches", "autumn"),
    ],
)
def test_bare_trees_are_no_firs(sentence: str, prop: str, season: str) -> None:
    spec = drawn(read(sentence), 3)
    assert (spec.props, spec.season) == ((prop,), season)


@pytest.mark.parametrize(
    "sentence",
    [
        "on a table with a vase of tulips",
        "on a wooden table with sunflowers in a vase",
        "auf einem Tisch mit einer Vase voller Tulpen",
        "en una mesa con un jarrón de girasoles",
        "on a table with tulips",
    ],
)
def test_flowers_on_a_table_are_no_field_behind_it(sentence: str) -> None:
    spec = drawn(read(sentence), 3)
    assert (spec.kind, bool({"flowers", "tulips", "vase"} & {*spec.props})) == ("table", True)
    assert spec.backdrop != "flower_field"


def test_a_field_behind_a_table_is_one() -> None:
    assert drawn(read("on a table in front of a tulip field"), 3).backdrop == "flower_field"


def test_blurred_in_the_back_blurs() -> None:
    for sentence in ("Misty autumn forest path, blurred in the back.", "Waldweg, unscharf im Hintergrund"):
        assert drawn(read(sentence), 3).camera.blur == 0.9
