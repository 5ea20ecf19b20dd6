"""Walls to hang on: what they are of, what is on them, and what is seen past their edge."""

import numpy as np
import pytest

from core.scenes.painting import View, paint
from core.scenes.parts.climbers import CLIMBERS
from core.scenes.parts.composed_walls import COMPOSED
from core.scenes.parts.wall_fixtures import BEHIND
from core.scenes.spec import SceneSpec

SMALL = View(72, 96)


def wall(**values: object) -> SceneSpec:
    """A wall to hang on of the newest form."""
    return SceneSpec.parse({"spec_version": 7, "kind": "hanging_wall", "seed": 5, **values})


def apart(first: SceneSpec, second: SceneSpec) -> float:
    """How much two places differ on average, 0…1."""
    return float(np.abs(paint(first, SMALL).image - paint(second, SMALL).image).mean())


@pytest.mark.parametrize("prop", [*BEHIND, *CLIMBERS, "palm fronds"])
def test_each_thing_on_the_wall_is_seen(prop: str) -> None:
    bare = wall(materials={"wall": "paint"}, colours={"wall": "#c9bfb0"})
    assert apart(bare, bare.model_copy(update={"props": (prop,)})) > 0.004


@pytest.mark.parametrize("name", sorted(COMPOSED))
def test_a_composed_wall_is_the_same_at_every_size(name: str) -> None:
    spec = wall(materials={"wall": name})
    large = paint(spec, View(144, 192)).image
    reduced = large.reshape(96, 2, 72, 2, 3).mean((1, 3))
    error = float(((reduced - paint(spec, SMALL).image) ** 2).mean())
    assert error < 0.012


@pytest.mark.parametrize("name", ["wardrobe", "door", "shutters", "garage door", "lockers", "painted boards"])
def test_what_is_painted_takes_any_colour(name: str) -> None:
    red = paint(wall(materials={"wall": name}, colours={"wall": "#a02020"}), SMALL).image.mean((0, 1))
    blue = paint(wall(materials={"wall": name}, colours={"wall": "#2040a0"}), SMALL).image.mean((0, 1))
    assert red[0] > red[2] + 0.1
    assert blue[2] > blue[0] + 0.1


def test_the_place_is_seen_past_the_edge_on_the_side_of_the_light() -> None:
    plain = wall(materials={"wall": "paint"}, colours={"wall": "#a02020"}, light={"direction": -50.0})
    beside = plain.model_copy(update={"backdrop": "beach"})
    changed = np.abs(paint(plain, SMALL).image - paint(beside, SMALL).image).mean((0, 2))
    assert changed[:11].mean() > 0.1
    assert changed[24:].max() < 0.02


def test_a_place_past_the_edge_is_farther_away() -> None:
    made = paint(wall(materials={"wall": "paint"}, backdrop="beach", light={"direction": -50.0}), SMALL)
    assert made.disparity[:, :8].mean() < made.disparity[:, 30:].mean() - 0.1


def test_ivy_is_red_in_autumn() -> None:
    green = wall(materials={"wall": "paint"}, colours={"wall": "#d0d0d0"}, props=["ivy"])
    red = green.model_copy(update={"season": "autumn"})
    summer, autumn = (paint(spec, SMALL).image.mean((0, 1)) for spec in (green, red))
    assert autumn[0] - autumn[1] > summer[0] - summer[1] + 0.02


def test_daylight_is_uneven_on_a_bare_wall_from_form_seven_on() -> None:
    bare = wall(materials={"wall": "paint"}, colours={"wall": "#c9bfb0"})
    spread = [float(paint(one, SMALL).image.mean(2).std()) for one in (six(bare), bare)]
    assert spread[1] > 1.5 * spread[0]


@pytest.mark.parametrize("prop", ["plant", "tall plant"])
def test_a_plant_is_cut_off_by_the_edge_and_leaves_the_middle_free(prop: str) -> None:
    bare = wall(materials={"wall": "paint"}, colours={"wall": "#c9bfb0"})
    made = np.abs(paint(bare.model_copy(update={"props": (prop,)}), SMALL).image - paint(bare, SMALL).image)
    seen = made.mean(2) > 0.05
    assert seen[-1].any()
    assert seen[:, [0, -1]].any()
    assert not seen[:30, 30:42].any()


def six(spec: SceneSpec) -> SceneSpec:
    """The same wall in a spec of form 6."""
    return spec.model_copy(update={"spec_version": 6})
