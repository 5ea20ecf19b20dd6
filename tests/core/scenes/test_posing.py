"""The place for a subject that stands, lies or hangs."""

import pytest

from core.scenes.drawing import scene_for
from core.scenes.kinds import KINDS
from core.scenes.posing import HUNG_IN, RAIL_OF, STANDS_BEFORE, STANDS_ON, STREWN, held_up, holder_of, posed
from core.scenes.reading import read
from core.scenes.spec import SceneSpec
from core.scenes.telling import left_out
from core.stages.pose import Pose


def spec(**values: object) -> SceneSpec:
    """A scene of these values, all else at its default."""
    return SceneSpec.parse({"seed": 5, **values})


def test_what_suits_already_stays_as_it_is() -> None:
    table = spec(kind="table", materials={"ground": "oak"})
    above = spec(kind="flat_lay", materials={"ground": "linen"})
    wall = spec(kind="hanging_wall", materials={"wall": "brick"})
    assert posed(table, "stands") is table
    assert posed(above, "lies") is above
    assert posed(wall, "hangs") is wall


def test_what_lies_keeps_the_ground_and_its_colour() -> None:
    lying = posed(spec(kind="paper", materials={"ground": "paper"}, colours={"ground": "#b5dfc8"}), "lies")
    assert (lying.kind, lying.materials.ground, lying.colours.ground) == ("flat_lay", "paper", "#b5dfc8")


def test_what_lies_has_the_kind_s_own_ground_where_the_old_one_is_none() -> None:
    lying = posed(spec(kind="bathroom", materials={"ground": "white acrylic"}), "lies")
    assert lying.materials.ground == KINDS["bathroom"].lies


def test_things_of_the_place_lie_about() -> None:
    assert posed(spec(kind="beach", materials={"ground": "sand"}), "lies").props == ("shells",)
    assert set(posed(spec(kind="christmas_table"), "lies").props) == {"branches", "baubles"}


def test_what_hangs_keeps_the_wall_and_its_colour() -> None:
    hanging = posed(
        spec(kind="coloured_wall", materials={"wall": "paint"}, colours={"wall": "#1f7f83"}), "hangs"
    )
    assert (hanging.kind, hanging.materials.wall, hanging.colours.wall) == (
        "hanging_wall",
        "paint",
        "#1f7f83",
    )
    assert hanging.props == ("rail",)


def test_what_hangs_on_a_bare_wall_has_no_rail_that_nobody_asked_for() -> None:
    bare = scene_for("bare concrete wall", 12)
    assert posed(bare, "hangs").props == ()
    assert "rail" in posed(scene_for("white wall with a wooden rail", 12), "hangs").props


def test_what_does_not_hang_keeps_the_wall_that_it_was_asked_for_on() -> None:
    pink = {"materials": {"wall": "plaster"}, "colours": {"wall": "#f3ccd6"}}
    wall = spec(kind="hanging_wall", backdrop="bedroom", spec_version=7, **pink)
    room = posed(wall, "stands")
    assert (room.kind, room.materials.wall, room.colours.wall) == ("bedroom", "plaster", "#f3ccd6")
    assert posed(wall, "lies").kind == "flat_lay"


def test_what_hangs_has_the_kind_s_own_wall_where_there_is_none() -> None:
    assert posed(spec(kind="podium"), "hangs").materials.wall == KINDS["podium"].hangs


@pytest.mark.parametrize(
    ("values", "behind", "rail"),
    [
        ({"kind": "beach"}, "beach", "branch"),
        ({"kind": "street"}, "street", "black metal rail"),
        ({"kind": "table", "backdrop": "garden"}, "garden", "rope"),
        ({"kind": "bedroom"}, "bedroom", "wooden rail"),
    ],
)
def test_what_hangs_in_a_place_hangs_on_something_before_it(
    values: dict[str, object], behind: str, rail: str
) -> None:
    hanging = posed(spec(**values), "hangs")
    assert (hanging.kind, hanging.backdrop, hanging.materials.ground) == ("clothes_rail", behind, rail)
    assert posed(hanging, "hangs") is hanging
    assert posed(hanging, "stands").kind == behind


def test_what_hangs_before_a_table_s_wall_hangs_on_that_wall() -> None:
    assert posed(spec(kind="table", backdrop="brick_wall"), "hangs").kind == "hanging_wall"


@pytest.mark.parametrize(
    ("values", "kind", "materials"),
    [
        ({"kind": "flat_lay", "materials": {"ground": "oak"}}, "table", ("oak", None)),
        ({"kind": "flat_lay", "materials": {"ground": "sand"}}, "sand", ("sand", None)),
        ({"kind": "flat_lay", "materials": {"ground": "moss"}}, "moss", ("moss", None)),
        ({"kind": "hanging_wall", "materials": {"wall": "brick"}}, "brick_wall", ("concrete", "brick")),
        ({"kind": "hanging_wall", "materials": {"wall": "oak"}}, "wood_wall", ("oak", "oak")),
    ],
)
def test_what_stands_is_seen_level(
    values: dict[str, object], kind: str, materials: tuple[str, str | None]
) -> None:
    standing = posed(spec(**values), "stands")
    assert standing.kind == kind
    assert (standing.materials.ground, standing.materials.wall) == materials


def test_light_season_and_seed_stay() -> None:
    scene = scene_for("on autumn leaves, golden hour", 9)
    for pose in ("lies", "hangs"):
        other = posed(scene, pose)
        assert (other.light, other.season, other.seed) == (scene.light, scene.season, scene.seed)


@pytest.mark.parametrize(
    ("held", "guess", "asked", "pose"),
    [
        ("clips", "lies", "auto", "hangs"),
        ("clips", "hangs", "auto", "hangs"),
        ("clips", "stands", "auto", "stands"),
        ("clips", "lies", "lies", "lies"),
        ("support", "lies", "auto", "stands"),
        ("support", "hangs", "auto", "hangs"),
        ("wall", "lies", "auto", "hangs"),
        ("wall", "stands", "auto", "hangs"),
        ("wall", "lies", "stands", "stands"),
        (None, "lies", "auto", "lies"),
    ],
)
def test_what_holds_a_subject_decides_its_pose_unless_a_person_does(
    held: str | None, guess: Pose, asked: Pose, pose: Pose
) -> None:
    assert held_up(spec(kind="cafe", held=held), guess, asked)[1] == pose


def test_what_lies_is_clipped_before_its_place_and_what_hangs_has_its_own_hanger() -> None:
    scene = spec(kind="cafe", held="clips")
    hung = posed(*held_up(scene, "lies"))
    assert (hung.kind, hung.backdrop, hung.held) == ("clothes_rail", "cafe", "clips")
    assert posed(*held_up(scene, "hangs")).held is None
    assert posed(scene, "lies").held is None
    assert posed(spec(kind="shelf", held="support"), "stands").held is None


def test_a_picture_hangs_on_a_room_s_own_wall_or_on_one_like_it() -> None:
    room = posed(spec(kind="living_room", held="wall", props=["sofa", "pictures"]), "hangs")
    assert (room.kind, room.held, room.props, room.camera.blur) == ("living_room", "wall", ("sofa",), 0)
    wall = posed(spec(kind="brick_wall", materials={"wall": "brick"}, held="wall"), "hangs")
    assert (wall.kind, wall.materials.wall, wall.props) == ("hanging_wall", "brick", ())


def test_the_tables_name_only_what_there_is() -> None:
    assert set(STANDS_ON.values()) | set(STANDS_BEFORE.values()) | set(STREWN) <= set(KINDS)
    assert set(KINDS) >= HUNG_IN
    assert set(RAIL_OF) <= set(KINDS["clothes_rail"].backdrops) <= set(KINDS)
    assert set(RAIL_OF.values()) <= set(KINDS["clothes_rail"].grounds)
    assert {prop for props in STREWN.values() for prop in props} <= set(KINDS["flat_lay"].props)
    for ground in KINDS["flat_lay"].grounds:
        assert posed(spec(kind="flat_lay", materials={"ground": ground}), "stands").place.view == "eye"
    for wall in KINDS["hanging_wall"].walls:
        assert posed(spec(kind="hanging_wall", materials={"wall": wall}), "stands").place.view == "eye"


@pytest.mark.parametrize(
    ("sentence", "pose", "said"),
    [
        ("on a wooden table in a cosy kitchen", "lies", "Seen from above"),
        ("on a wooden table in a cosy kitchen", "stands", None),
        ("on an oak table", "lies", None),
        ("on a marble table", "hangs", "there is no table"),
        ("in a garden", "hangs", None),
        ("before a brick wall", "hangs", None),
        ("on a table with sun rays", "lies", "Seen from above"),
        ("on a table with sun rays", "stands", None),
        ("bir masada çiçekler ve kar", "lies", "Seen from above"),
        ("on a table, a sofa", "lies", "Seen from above"),
        ("on an oak table with a cup of coffee", "lies", None),
        ("on grass", "lies", None),
        ("on a white background with flowers", "lies", None),
    ],
)
def test_what_a_pose_leaves_out_of_the_place_is_told(sentence: str, pose: Pose, said: str | None):
    told = left_out(read(sentence).wishes, posed(scene_for(sentence, 3), pose))
    assert told is None if said is None else said in str(told)


@pytest.mark.parametrize(("version", "pose"), [(5, "hangs"), (6, "lies")])
def test_what_hung_is_laid_down_where_a_flat_lay_is_asked_for(version: int, pose: str) -> None:
    laid = spec(kind="flat_lay", spec_version=version)
    assert held_up(laid, "hangs")[1] == pose
    assert held_up(laid, "hangs", "hangs")[1] == "hangs"
    assert held_up(laid, "stands")[1] == "stands"


@pytest.mark.parametrize(("version", "ground"), [(5, "asphalt"), (6, "wet asphalt")])
def test_a_wet_road_is_wet_from_above_too(version: int, ground: str) -> None:
    street = spec(kind="street", materials={"ground": "wet asphalt"}, spec_version=version)
    assert posed(street, "lies").materials.ground == ground


@pytest.mark.parametrize(
    ("values", "holder"),
    [
        ({"kind": "hanging_wall"}, "wall"),
        ({"kind": "hanging_wall", "props": ("rail",)}, "rail"),
        ({"kind": "clothes_rail", "materials": {"ground": "rope"}}, "rail"),
        ({"kind": "clothes_rail", "materials": {"ground": "wooden post"}}, "wall"),
        ({"kind": "clothes_rail", "spec_version": 6}, ""),
    ],
)
def test_what_holds_a_hook(values: dict[str, object], holder: str) -> None:
    assert holder_of(spec(**{"spec_version": 7, **values})) == holder
