"""Flat lays and walls to hang on: the same at every size, each field has its effect, the middle is free."""

from typing import Any

import numpy as np
import pytest

from core.scenes.drawing import scene_for
from core.scenes.kinds import KINDS
from core.scenes.painters.flat import ground_of
from core.scenes.painting import Painting, View, paint
from core.scenes.posing import posed
from core.scenes.spec import SceneSpec
from tests import places
from tests.places import at_first, few, painted

FLAT = KINDS["flat_lay"]
WALL = KINDS["hanging_wall"]
GROUNDS = ["oak", "white marble", "linen", "sand", "pebbles", "snow", "cobbles"]
WALLS = ["plaster", "brick", "rustic wood", "zellige", "panelling"]
BELOW = {"horizon": -0.5, "blur": 0.0}


def flat(size: int = 96, /, wide: int = 0, **fields: Any) -> Painting:
    values = {"kind": "flat_lay", "seed": 5, "camera": BELOW, **fields}
    return painted(SceneSpec.parse(values), View(wide or size, size))


def wall(size: int = 96, /, **fields: Any) -> Painting:
    camera = {"horizon": 0.5, "blur": 0.0}
    return painted(
        SceneSpec.parse({"kind": "hanging_wall", "seed": 5, "camera": camera, **fields}), View(size, size)
    )


def alike(large: Painting, small: Painting) -> float:
    return places.alike(large.image, small.image)


@pytest.mark.parametrize("ground", few(GROUNDS, "oak", "linen", "sand"))
def test_a_ground_is_the_same_at_every_size(ground: str) -> None:
    large, small = (flat(size, materials={"ground": ground}) for size in (192, 96))
    assert alike(large, small) >= 26


def test_blades_of_grass_do_not_thin_out_in_a_small_picture() -> None:
    large, small = (flat(size, materials={"ground": "grass"}) for size in (192, 96))
    assert alike(large, small) >= 26


@pytest.mark.parametrize(
    "material", few(["plaster", "brick", "rustic wood", "zellige", "panelling"], "brick")
)
def test_a_wall_with_all_its_props_is_the_same_at_every_size(material: str) -> None:
    large, small = (wall(size, materials={"wall": material}, props=WALL.props) for size in (192, 96))
    assert alike(large, small) >= 26


def test_a_plant_is_where_the_wall_does_not_end() -> None:
    past = {"materials": {"wall": "paint"}, "colours": {"wall": "#d1d8cb"}, "backdrop": "boutique"}
    bare, grown = (wall(96, spec_version=7, **past, props=props).image for props in ([], ["plant"]))
    change = np.abs(grown - bare).max(axis=2)[60:] > 0.1
    # The light comes from the left, where the wall ends.
    assert change[:, 64:].mean() > 0.1
    assert change[:, :24].mean() < 0.02


@pytest.mark.parametrize(
    "prop", at_first(5, [prop for prop in FLAT.props if prop not in ("neon glow", "stool top")])
)
def test_props_lie_at_the_edges_and_are_the_same_at_every_size(prop: str) -> None:
    bare = flat(96, materials={"ground": "plaster"})
    large, small = (flat(size, materials={"ground": "plaster"}, props=[prop]) for size in (192, 96))
    change = np.abs(small.image - bare.image).max(axis=2)
    assert alike(large, small) >= 26
    assert change.max() > 0.05
    middle = change[24:-24, 24:-24]
    assert np.percentile(middle, 95) < 0.1


def test_a_stool_s_top_is_under_what_lies_and_is_the_same_at_every_size() -> None:
    bare = flat(96, materials={"ground": "plaster"})
    large, small = (flat(size, materials={"ground": "plaster"}, props=["stool top"]) for size in (192, 96))
    assert alike(large, small) >= 26
    change = np.abs(small.image - bare.image).max(axis=2)
    assert change[40:56, 40:56].mean() > 0.1


@pytest.mark.parametrize("prop", WALL.props)
def test_a_wall_has_its_props(prop: str) -> None:
    bare, fitted = wall(128), wall(128, props=[prop])
    change = np.abs(fitted.image - bare.image).max(axis=2)
    rows = change[-40:] if prop in ("plant", "shelf", "bench", "ladder") else change[:30]
    assert rows.max() > 0.1
    # A ladder leans beside what hangs, one of its rails behind it.
    assert np.percentile(change[40:90, 40:88], 90) < (0.25 if prop == "ladder" else 0.1)


@pytest.mark.parametrize(
    "fields",
    [
        {"light": {"direction": 70}},
        {"light": {"height": 75}},
        {"light": {"hardness": 1.0}},
        {"light": {"warmth": 0.8}},
        {"light": {"time": "golden"}},
        {"light": {"pattern": "window"}},
        {"colours": {"ground": "#884422"}},
        {"materials": {"ground": "walnut"}},
        {"camera": {**BELOW, "distance": 1.6}},
        {"seed": 6},
    ],
)
@pytest.mark.parametrize("ground", few(["sand", "plaster"], "plaster"))
def test_a_field_changes_the_picture(ground: str, fields: dict[str, Any]) -> None:
    plain: dict[str, Any] = {"materials": {"ground": ground}}
    assert places.difference(flat(**plain), flat(**{**plain, **fields})) > 1e-3


def test_the_season_and_the_accent_change_what_lies_there() -> None:
    leaves: dict[str, Any] = {"materials": {"ground": "paper"}, "props": ["leaves"]}
    hearts: dict[str, Any] = {"materials": {"ground": "paper"}, "props": ["hearts"]}
    assert places.difference(flat(**leaves, season="spring"), flat(**leaves, season="autumn")) > 1e-3
    assert places.difference(flat(**hearts), flat(**hearts, colours={"accent": "#2244cc"})) > 1e-3


def test_light_from_a_side_is_brighter_there() -> None:
    left, right = (
        wall(materials={"wall": "paint"}, light={"direction": turn, "hardness": 0.6}).image
        for turn in (-70, 70)
    )
    assert left[:, :20].mean() > left[:, -20:].mean() + 0.02
    assert right[:, -20:].mean() > right[:, :20].mean() + 0.02


@pytest.mark.parametrize("ground", few(["pebbles", "sand", "water"], "sand"))
def test_more_ground_than_a_square_shows_no_seam(ground: str) -> None:
    far = flat(128, wide=192, materials={"ground": ground}, camera={**BELOW, "distance": 2.0})
    grey = far.image.mean(axis=2)
    across, down = np.abs(np.diff(grey, axis=1)).mean(axis=0), np.abs(np.diff(grey, axis=0)).mean(axis=1)
    assert across.max() < 2.2 * np.median(across)
    assert down.max() < 2.2 * np.median(down)


@pytest.mark.parametrize("ground", ["wet sand", "water"])
def test_a_ground_has_no_frame(ground: str) -> None:
    grey = flat(128, materials={"ground": ground}).image.mean(axis=2)
    for rim, inner in ((grey[0], grey[4]), (grey[-1], grey[-5]), (grey[:, 0], grey[:, 4])):
        assert abs(rim.mean() - inner.mean()) < 0.08


def test_all_of_it_is_as_near() -> None:
    for place in (flat(), wall()):
        assert np.ptp(place.disparity) == 0
        assert place.image.dtype == place.disparity.dtype == np.float32
        assert max(place.tint) == pytest.approx(1)
        assert 0 < place.ground.shade < 1


def test_where_a_picture_hangs_on_a_wall_there_is_no_nail() -> None:
    made, bare = wall(192, held="wall"), wall(192)
    assert made.ground.spot is not None
    assert bare.ground.spot is None
    changed = np.abs(made.image - bare.image).max(2) > 0.08
    assert changed.any()
    rows, columns = np.nonzero(changed)
    assert rows.max() < 0.2 * 192
    assert 80 < columns.min() <= columns.max() < 112


def test_pale_flowers_on_grass_are_daisies_in_the_newest_scenes_only() -> None:
    def white(version: int, code: str) -> float:
        fields: dict[str, Any] = {
            "materials": {"ground": "grass"},
            "props": ["flowers"],
            "colours": {"accent": code},
        }
        return float((flat(192, 0, spec_version=version, **fields).image.min(axis=2) > 0.6).mean())

    assert 0 < white(5, "#f4f3f1") < white(4, "#f4f3f1")
    assert white(5, "#d9788a") < white(5, "#f4f3f1")


def test_neon_signs_light_a_wet_road_from_both_sides_after_dark() -> None:
    street = scene_for("wet street at night with neon lights", 3)
    laid = posed(street, "lies")
    assert (laid.materials.ground, laid.props) == ("wet asphalt", ("neon glow",))
    lit = paint(laid, View(90, 120)).image
    plain = paint(laid.model_copy(update={"props": ()}), View(90, 120)).image
    left, right = (lit - plain)[:, :20].mean((0, 1)), (lit - plain)[:, -20:].mean((0, 1))
    assert min(left.max(), right.max()) > 0.05
    assert np.abs(left / left.sum() - right / right.sum()).max() > 0.15
    middle = (lit - plain)[:, 40:50].mean()
    assert middle < min(left.mean(), right.mean())
    day = laid.model_copy(update={"light": laid.light.model_copy(update={"time": "day"})})
    assert np.array_equal(
        paint(day, View(60, 80)).image, paint(day.model_copy(update={"props": ()}), View(60, 80)).image
    )


@pytest.mark.parametrize("name", ["carpet", "wool rug"])
def test_a_carpet_is_of_pile_and_not_of_pebbles_from_form_seven_on(name: str) -> None:
    new, old = (
        ground_of(
            SceneSpec.parse(
                {"spec_version": form, "kind": "flat_lay", "seed": 3, "materials": {"ground": name}}
            ),
            (192, 192),
        )
        for form in (7, 6)
    )
    assert np.abs(np.gradient(new.height)[0]).mean() < 0.6 * np.abs(np.gradient(old.height)[0]).mean()
