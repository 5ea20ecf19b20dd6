"""What holds a subject up where the words ask for a place behind it: in five languages, and nothing else."""

import pytest

from core.scenes.drawing import drawn, scene_for
from core.scenes.holding import sort_said
from core.scenes.posing import held_up, posed
from core.scenes.reading import read
from core.scenes.spec import SceneSpec

HUNG_BEFORE = [
    "skirt in front of a café",
    "summer pants at a market stall in marrakech",
    "Skirt for the office, so maybe a modern office with big windows as a background",
    "shorts in front of a brick wall",
    "jeans hanging on a clothes rail in a boutique",
    "Rock vor einem Café",
    "Hose im Büro",
    "la falda delante de una cafetería",
    "pantalones en un mercado",
    "la jupe devant un café parisien",
    "pantalon dans une boutique",
    "kafenin önünde etek",
    "ofiste pantolon",
]
HUNG_UP = [
    "Hanging on a dark wooden wall.",
    "On a clothes rail in a boutique.",
    "On a hanger in a bright room",
    "Hängend an einer weißen Wand",
    "Colgado en una pared blanca",
]
SET_UP = [
    "my cap on a shelf in a hat store with warm light",
    "straw hat on the beach",
    "Hut auf einem Tisch im Garten",
    "sombrero en la playa",
    "chapeau sur une étagère",
    "deri şapka parkta tahta bir bankın üstünde dursun",
]
ON_A_WALL = [
    "hang this picture over the sofa in a modern living room",
    "art gallery wall with a spot light on it",
    "my painting above a sofa in a modern living room",
    "Gemälde an der Wand im Wohnzimmer",
    "cuadro en la pared de un salón moderno encima del sofá",
    "tableau accroché au mur du salon",
    "tablo oturma odasında kanepenin üstünde asılı",
]
LAID = [
    "shorts on a picnic blanket in the grass",
    "lay these trousers on a light wooden floor",
    "pants lying on the bed in a bedroom",
    "skirt on white marble",
    "lay this sweater on a chunky knit blanket",
    "dieses Kleid liegt auf einer Wolldecke",
    "la robe étalée sur du lin blanc",
    "el vestido extendido sobre una manta",
]
NOT_HELD = [
    "plain light grey concrete background for the shorts, soft shadow",
    "jeans flat lay on linen",
    "Show the shoes on the floor of a colourful kindergarten cloakroom",
    "bottle in front of a café",
    "a table with a hat in a café",
    "make a picture of my mug in a living room",
    "white studio background for my shirt",
    "",
]


def held(sentence: str) -> str | None:
    """What the scene of a sentence holds the subject by."""
    return drawn(read(sentence), 7).held


@pytest.mark.parametrize("sentence", HUNG_BEFORE)
def test_clothes_are_hung_before_the_place_that_is_asked_for(sentence: str) -> None:
    assert read(sentence).wishes.sort == "garments"
    assert held(sentence) == "clips"


@pytest.mark.parametrize("sentence", HUNG_UP)
def test_what_the_words_hang_up_without_a_name_is_hung_even_if_it_lay(sentence: str) -> None:
    scene = scene_for(sentence, 3)
    assert (read(sentence).wishes.sort, scene.held) == (None, "clips")
    spec, pose = held_up(scene, "lies")
    assert (posed(spec, pose).kind, pose) == (scene.kind, "hangs")
    assert held_up(scene, "stands")[1] == "stands"


@pytest.mark.parametrize("sentence", SET_UP)
def test_a_hat_is_set_on_what_the_place_has(sentence: str) -> None:
    assert read(sentence).wishes.sort == "hats"
    assert held(sentence) == "support"


@pytest.mark.parametrize("sentence", ON_A_WALL)
def test_a_picture_hangs_on_the_wall_of_its_room(sentence: str) -> None:
    scene = drawn(read(sentence), 7)
    assert (scene.held, scene.place.group) == ("wall", "rooms")
    assert not {"pictures", "frame"} & set(scene.props)
    assert not {"picture", "tablo", "tableau", "hang"} & set(read(sentence).not_painted)


@pytest.mark.parametrize("sentence", LAID)
def test_what_hung_in_its_photo_lies_where_that_is_asked_for(sentence: str) -> None:
    scene = drawn(read(sentence), 7)
    laid, pose = held_up(scene, "hangs")
    assert pose == "lies"
    assert posed(laid, pose).place.view == "above"
    assert held_up(scene, "stands")[1] == "stands"


@pytest.mark.parametrize("sentence", NOT_HELD)
def test_whatever_else_is_asked_for_is_staged_as_it_was_photographed(sentence: str) -> None:
    assert held(sentence) is None


def test_a_kind_that_is_chosen_by_hand_is_asked_for() -> None:
    assert scene_for("my skirt", 3, kind="cafe").held == "clips"
    assert scene_for("my skirt", 3, kind="paper").held is None


def test_a_scene_says_what_it_is_held_by_only_where_something_holds() -> None:
    assert "held" not in scene_for("bottle in a café", 3).to_json()
    scene = scene_for("skirt in front of a café", 3)
    assert SceneSpec.from_json(scene.to_json()) == scene


def test_no_words_say_no_sort() -> None:
    assert sort_said([]) == (None, None)


def test_what_stands_by_a_place_but_bears_nothing_is_told_where_something_shall_stand_on_it() -> None:
    assert read("on an old suitcase").not_painted == ("old suitcase",)
    assert "suitcase" in scene_for("on a table with an old suitcase", 5).props
