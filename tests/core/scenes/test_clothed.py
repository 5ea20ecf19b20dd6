"""Words where clothes hang or lie: what they hang on, and what they lie on."""

import pytest

from core.scenes.drawing import scene_for
from core.scenes.posing import Pose, held_up, posed
from core.scenes.reading import read
from core.scenes.spec import SceneSpec


def staged(sentence: str, guess: Pose) -> SceneSpec:
    """The place of a sentence for what seems to hang or lie."""
    spec, pose = held_up(scene_for(sentence, 3), guess)
    return posed(spec, pose)


@pytest.mark.parametrize(
    ("sentence", "wall", "past"),
    [
        ("the blouse in front of a bamboo wall at a beach bar", "bamboo", "beach_bar"),
        ("Bluse vor einer Bambuswand an einer Strandbar", "bamboo", "beach_bar"),
        ("blusa delante de una pared de bambú", "bamboo", None),
        ("chemise devant un mur de pierre", "field stone", None),
        ("jacket hanging before an old brick wall in a cobbled street", "aged brick", "street"),
        ("jacket hanging in a hallway with a pale green wall", "paint", "hallway"),
        ("jacket on a hook on a wooden cabin wall in the mountains", "logs", "mountains"),
        ("shirt on a hanger in front of turquoise planks", "painted boards", None),
        ("dress against floral wallpaper with a small wooden shelf", "floral wallpaper", None),
        ("shirt in front of a wall with tropical wallpaper", "tropical wallpaper", None),
        ("the dress hanging on a white wardrobe door", "wardrobe", None),
        ("t-shirt hung on a graffiti wall in the city", "graffiti wall", "street"),
        ("the jacket in a locker room", "lockers", None),
        ("dress hanging in front of old blue shutters", "shutters", None),
        ("skirt on a hanger in front of a beige curtain", "linen", None),
        ("dress in front of a rose hedge in a garden", "flower wall", "garden"),
        ("t-shirt in front of a yellow container wall", "corrugated metal", None),
        ("blouse in front of a white brick wall in a loft", "painted brick", "loft"),
        ("blouse on a white clothes rail, beige wall", "paint", None),
        ("skirt in front of a rose coloured velvet curtain", "velvet", None),
    ],
)
def test_clothes_hang_on_the_wall_that_is_named(sentence: str, wall: str, past: str | None) -> None:
    spec = staged(sentence, "hangs")
    assert (spec.kind, spec.materials.wall, spec.backdrop) == ("hanging_wall", wall, past)


@pytest.mark.parametrize(
    ("sentence", "ground"),
    [
        ("pants lying on a terracotta tile floor", "terracotta"),
        ("trousers lying on a woven rug", "jute rug"),
        ("skirt on a herringbone parquet", "herringbone"),
        ("the shorts on light blue wooden planks with shells", "painted boards"),
        ("shorts on a striped beach chair", "striped cloth"),
        ("t-shirt lying on a denim jacket", "denim"),
        ("skirt on a round wicker chair", "wicker"),
        ("shorts on a white fluffy rug with sunglasses", "wool rug"),
        ("trousers lying on a wooden deck with palm shadow", "deck"),
    ],
)
def test_clothes_lie_on_the_ground_that_is_named(sentence: str, ground: str) -> None:
    spec = staged(sentence, "lies")
    assert (spec.kind, spec.materials.ground) == ("flat_lay", ground)


def test_a_skirt_that_lay_is_hung_before_a_wall() -> None:
    assert staged("skirt on a dark red wall", "lies").kind == "hanging_wall"
    assert staged("shorts on a blue wooden fence", "lies").kind != "flat_lay"


def test_leaves_of_a_shadow_lie_nowhere() -> None:
    spec = scene_for("dress on a hanger in front of a mint green wall with soft shadows of leaves", 3)
    assert (spec.light.pattern, "plant" in spec.props) == ("leaves", False)


def test_a_bed_has_the_colour_of_its_linen() -> None:
    spec = scene_for("pants laid flat on a bed with white linen", 3)
    assert spec.colours.ground == "#f4f3f1"


def test_what_grows_or_hangs_on_the_wall_is_there() -> None:
    spec = scene_for("dress hanging on a white wall with bougainvillea and a mirror", 3)
    assert {"bougainvillea", "mirror"} <= set(spec.props)
    assert "ivy" in scene_for("jacket hanging on an old barn door in autumn", 3).props


def test_walls_that_only_clothes_hang_on_are_behind_nothing_else() -> None:
    assert scene_for("woman in front of a graffiti wall", 3).kind != "hanging_wall"
    assert scene_for("bottle in front of a wall of ivy", 3).kind == "garden"
    assert scene_for("dog in front of a red front door", 3).kind == "coloured_wall"


def test_all_of_such_a_sentence_is_understood() -> None:
    assert read("blouse in front of a bamboo wall at a beach bar").not_painted == ()


def test_leaves_that_are_asked_for_lie_about() -> None:
    assert (
        "leaves" in staged("skirt on a grey wool blanket with autumn leaves and a cup of tea", "lies").props
    )
    assert "leaves" in staged("shorts on kraft paper with a green leaf", "lies").props
    assert "ivy" in staged("t-shirt in front of an old red brick wall with ivy", "hangs").props


def test_a_sofa_shows_its_cushions() -> None:
    assert "seat cushions" in staged("skirt on a velvet armchair in a living room", "lies").props
    assert "stool top" in staged("shorts folded on a wooden stool", "lies").props
    hat = scene_for("felt hat on a wooden stool in front of a grey wall", 5)
    assert (hat.kind, hat.backdrop) == ("table", "coloured_wall")


def test_a_pool_is_seen_beside_its_deck() -> None:
    assert "pool edge" in staged("shorts lying on a wooden deck by the pool", "lies").props
    assert "lake edge" in staged("shirt lying on a wooden jetty", "lies").props


def test_what_was_baked_later_is_not_in_older_scenes() -> None:
    newer = scene_for("shorts on a grey concrete floor with a skateboard and sneakers", 3)
    older = newer.model_copy(update={"spec_version": 6})
    assert "skateboard" in posed(newer, "lies").props
    assert "skateboard" not in posed(older, "lies").props


@pytest.mark.parametrize(
    ("sentence", "wall", "room"),
    [
        (
            "on a light sage green wall in a small boutique, with a potted plant beside it",
            "#d1d8cb",
            "boutique",
        ),
        ("on a pale pink wall in a bedroom, a plant next to it", "#f3ccd6", "bedroom"),
        (
            "auf einer hellgrünen Wand in einer kleinen Boutique, mit einer Topfpflanze daneben",
            "#cfe6cf",
            "boutique",
        ),
        ("on a brick wall in a loft", None, "loft"),
    ],
)
def test_what_is_on_the_wall_of_a_room_hangs_on_that_wall(sentence: str, wall: str | None, room: str) -> None:
    made = scene_for(sentence, 1)
    assert (made.kind, made.backdrop, made.colours.wall) == ("hanging_wall", room, wall)
    assert ("plant" in made.props) == (wall is not None)


def test_a_thing_that_is_named_is_in_the_room_and_not_on_its_wall() -> None:
    assert scene_for("a cat on a brick wall in a loft", 1).kind == "loft"
    assert scene_for("on an oak shelf on a blue wall in the kitchen", 1).kind == "shelf"


def test_light_before_a_colour_says_how_pale_it_is() -> None:
    assert scene_for("on a light sky blue wall", 1).kind == "coloured_wall"


@pytest.mark.parametrize(
    "sentence",
    [
        "on a clothes rail in a bright loft with white brick and a big window",
        "an einer Kleiderstange in einem Loft mit weißem Backstein",
    ],
)
def test_brick_is_the_wall_that_clothes_hang_before(sentence: str) -> None:
    made = scene_for(sentence, 1)
    assert (made.kind, made.materials.wall, made.backdrop) == ("hanging_wall", "painted brick", "loft")
    assert "rail" in made.props
