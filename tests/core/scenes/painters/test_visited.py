"""A fridge, a salon, a court, a bakery, a villa, a surf shop: the same at every size, each field shows."""

import numpy as np
import pytest

from core.scenes.kinds import KINDS
from core.scenes.painting import View
from core.scenes.parts.floor_marks import Mark, band, circle, rectangle
from core.scenes.parts.floor_marks import painted as marked
from core.scenes.parts.interior_eye import Eye
from core.scenes.spec import SceneSpec
from tests.places import (
    assert_materials_show,
    assert_small_is_reduced_large,
    difference,
    few,
    painted,
)

SMALL = View(64, 64)
NEW = ("fridge", "hair_salon", "sports_hall", "bakery", "bakery_counter", "villa", "surf_shop")


def place(kind: str, **fields: object) -> SceneSpec:
    own = KINDS[kind]
    camera = {"horizon": sum(own.horizon) / 2, "blur": sum(own.blur) / 2}
    values = {"kind": kind, "seed": 3, "camera": camera, "light": {"hardness": 0.6}}
    return SceneSpec.parse({**values, **fields})


@pytest.mark.parametrize("kind", few(NEW, "fridge", "hair_salon"))
def test_it_has_a_ground_in_exact_perspective(kind: str) -> None:
    made = painted(place(kind), SMALL)
    ground = made.ground
    row = round(64 * ground.foot)
    exact = ((row + 0.5) / 64 - ground.vanish) / (1 - ground.vanish)
    assert np.isfinite(made.image).all()
    assert made.image.std() > 0.05
    assert ground.vanish < ground.far < ground.foot - 0.04
    assert made.disparity[row, 32] == pytest.approx(exact, abs=1e-3)


@pytest.mark.parametrize("kind", few(NEW, "fridge"))
def test_every_ground_wall_and_prop_shows(kind: str) -> None:
    assert_materials_show(place, kind, SMALL)
    assert max(_shown(kind, seed) for seed in (3, 5, 8)) > 1e-3


def _shown(kind: str, seed: int) -> float:
    """How far all its props change a place, which may have them anyway."""
    plain = place(kind, seed=seed)
    return difference(painted(plain, SMALL), painted(place(kind, seed=seed, props=KINDS[kind].props), SMALL))


@pytest.mark.parametrize("kind", few(NEW, "fridge"))
def test_seed_light_and_camera_have_their_effect(kind: str) -> None:
    plain, light = painted(place(kind), SMALL), {"hardness": 0.6}
    for fields, least in (
        ({"seed": 9}, 0.01),
        ({"light": {**light, "time": KINDS[kind].times[-1]}}, 0.003),
        ({"light": {**light, "direction": 75}}, 0.003),
        ({"light": {**light, "warmth": 0.9}}, 0.003),
        ({"light": {**light, "height": 80}}, 0.0003),
        ({"light": {"hardness": 0.0}}, 0.0003),
        ({"camera": {"blur": 0.0}}, 0.002),
        ({"camera": {"distance": 1.4}}, 0.01),
    ):
        assert difference(plain, painted(place(kind, **fields), SMALL)) > least, fields


@pytest.mark.thorough
@pytest.mark.parametrize("kind", NEW)
def test_a_small_picture_is_the_reduced_large_one(kind: str) -> None:
    assert_small_is_reduced_large(place(kind))


def test_marks_on_a_floor_lie_where_their_metres_are() -> None:
    eye = Eye(1.45, 0.4, 1.2, 0.0, 3.0, 64, 64)
    floor = np.full((38, 64, 3), 0.2, np.float32)
    white = np.ones(3, np.float32)
    made = marked(floor, [Mark(rectangle(0.0, 0.0, 9.0, 9.0), white)], eye, 26)
    assert made[20, 50].min() > 0.9
    assert np.array_equal(made[20, 10], floor[20, 10])
    ring = marked(floor, [Mark(band(circle(0.0, 4.0, 0.7), 0.1), white)], eye, 26)
    assert floor.mean() < ring.mean() < 0.4


def test_a_spotlight_makes_a_pool_on_the_floor_of_a_dimmed_gallery() -> None:
    plain = painted(place("gallery", materials={"ground": "concrete"}), SMALL).image
    lit = painted(place("gallery", materials={"ground": "concrete"}, props=["spotlight"]), SMALL).image
    assert lit[:20].mean() < plain[:20].mean() - 0.05
    middle, sides = lit[50:60, 26:38].mean(), lit[50:60, [*range(6), *range(58, 64)]].mean()
    assert middle > sides + 0.08


@pytest.mark.parametrize("prop", ["croissants", "bread", "berries"])
def test_breakfast_is_at_the_sides_of_a_table(prop: str) -> None:
    camera = {"horizon": 0.25, "blur": 0.3}
    plain, laid = (
        painted(place("table", backdrop="paper", camera=camera, props=props), SMALL).image
        for props in ((), (prop,))
    )
    change = np.abs(plain - laid).max(axis=2)
    assert change.max() > 0.1
    assert change[:, 24:40].mean() < 0.01


@pytest.mark.thorough
def test_a_spotlight_is_the_same_at_every_size() -> None:
    assert_small_is_reduced_large(place("gallery", props=["spotlight"]))
