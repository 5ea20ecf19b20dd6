"""The camera goes near for what fits a hand and far for a car, unless its distance was asked for."""

import pytest

from core.scenes.drawing import scene_for
from core.scenes.painting import View
from core.scenes.parts.perspective import lens_of
from core.scenes.parts.viewpoint import viewpoint_of
from core.scenes.sizing import Size, off_its_top, portrayed, sized
from core.scenes.spec import Materials, SceneSpec


def place(kind: str, **camera: float) -> SceneSpec:
    drawn = scene_for("", 3, kind=kind)
    return drawn.model_copy(update={"camera": drawn.camera.model_copy(update=camera)})


def test_what_fits_a_hand_is_seen_from_near_and_staged_at_its_own_distance():
    street = place("street")
    near, distance = sized(street, "hand")
    assert near.camera.distance == 0.5
    assert near.camera.horizon < street.camera.horizon
    assert near.camera.blur > street.camera.blur
    assert distance == 1.15
    assert near.model_copy(update={"camera": street.camera}) == street


def test_a_car_is_seen_from_far_where_a_place_is_narrower_than_it():
    beach = place("beach")
    far, distance = sized(beach, "large")
    assert far.camera.distance == 2
    assert distance == beach.camera.distance
    assert sized(place("showroom"), "large")[0] == place("showroom")


def test_what_is_life_sized_stays_as_it_was_and_so_does_a_table_for_what_fits_a_hand():
    cases: tuple[tuple[SceneSpec, Size], ...] = (
        (place("street"), "life"),
        (place("table"), "hand"),
        (place("podium"), "hand"),
    )
    for spec, size in cases:
        assert sized(spec, size) == (spec, spec.camera.distance)


def test_a_distance_that_was_asked_for_stays():
    for size in ("hand", "large"):
        asked = place("beach", distance=1.6)
        assert sized(asked, size) == (asked, 1.6)


def test_a_fruit_that_lies_is_seen_from_near_in_the_latest_scenes_alone():
    above = place("flat_lay", distance=1.0)
    near, distance = sized(above.model_copy(update={"spec_version": 5}), "hand")
    assert (near.camera.distance, distance) == (0.5, 1.0)
    older = above.model_copy(update={"spec_version": 4})
    assert sized(older, "hand") == (older, 1.0)


def test_what_fits_a_hand_is_put_on_a_stump_rather_than_in_the_leaves_of_a_wood():
    wood = place("forest").model_copy(update={"materials": Materials(ground="leaves")})
    stump, distance = sized(wood, "hand")
    assert (stump.kind, stump.backdrop, stump.materials.ground) == ("natural_stand", "forest", "stump")
    assert (stump.light, stump.season, stump.seed) == (wood.light, wood.season, wood.seed)
    assert distance == stump.camera.distance
    assert sized(wood, "life")[0] == wood


def test_a_wood_of_moss_or_of_an_earlier_form_keeps_its_floor():
    wood = place("forest")
    mossy = wood.model_copy(update={"materials": Materials(ground="moss")})
    earlier = wood.model_copy(update={"materials": Materials(ground="leaves"), "spec_version": 4})
    assert [sized(spec, "hand")[0].kind for spec in (mossy, earlier)] == ["forest", "forest"]


def test_what_its_photo_cuts_off_below_stands_on_no_table() -> None:
    table = scene_for("Cosy café and a latte on the table in front", 7)
    assert (table.kind, table.backdrop) == ("table", "cafe")
    assert off_its_top(table, cut_off_below=True).kind == "cafe"
    assert off_its_top(table, cut_off_below=False) is table
    older = table.model_copy(update={"spec_version": 5})
    assert off_its_top(older, cut_off_below=True) is older


def test_what_fits_a_hand_is_set_on_a_table_in_a_room_and_not_on_its_floor():
    room = place("restaurant")
    made, _ = sized(room, "hand")
    assert (made.kind, made.backdrop) == ("table", "restaurant")
    assert sized(room, "life")[0] == room
    earlier = room.model_copy(update={"spec_version": 5})
    assert sized(earlier, "hand")[0].kind == "restaurant"


def test_a_carton_on_a_terrace_is_put_on_a_table_that_overlooks_its_parapet() -> None:
    terrace = SceneSpec.parse({"kind": "terrace", "seed": 3, "spec_version": 7, "backdrop": "sea"})
    up, _ = sized(terrace, "hand")
    assert (up.kind, up.backdrop) == ("table", "terrace")
    assert sized(terrace, "life")[0].kind == "terrace"
    older, _ = sized(terrace.model_copy(update={"spec_version": 6}), "hand")
    assert older.kind == "terrace"


def test_behind_a_bust_the_ground_at_the_foot_is_out_of_focus_too():
    street = place("street", blur=0.6)
    portrait = portrayed(street, "life", bust=True)
    assert portrait.camera.blur > street.camera.blur
    assert portrait.camera.nearer > 0
    older = street.model_copy(update={"spec_version": 6})
    cases: tuple[tuple[SceneSpec, Size, bool], ...] = (
        (street, "life", False),
        (street, "hand", True),
        (older, "life", True),
        (place("kitchen"), "life", True),
    )
    for spec, size, bust in cases:
        assert portrayed(spec, size, bust=bust) is spec


def test_a_lens_that_is_focused_before_the_foot_blurs_it():
    meadow = place("meadow", blur=0.6)
    close = place("meadow", blur=0.6, nearer=0.5)
    view = View(96, 64)
    usual, portrait = viewpoint_of(meadow, view), viewpoint_of(close, view)
    assert float(usual.softness(usual.foot)) == 0
    assert float(portrait.softness(portrait.foot)) > 0.3 * portrait.aperture
    lens = lens_of(place("street", blur=0.6, nearer=0.5), view)
    assert lens.disc(lens.focus) == pytest.approx(0.5 * lens.soft)


def test_what_says_nothing_of_the_focus_has_no_word_of_it():
    assert "nearer" not in place("meadow").to_json()
    assert "nearer" in place("meadow", nearer=0.5).to_json()
