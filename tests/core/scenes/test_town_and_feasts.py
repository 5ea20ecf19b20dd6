"""Streets, roads and feasts: the same place at every size, and every field of the spec to be seen."""

import numpy as np
import pytest

from core.scenes.kinds import KINDS
from core.scenes.painting import Painting, View, paint
from core.scenes.spec import SceneSpec
from tests import places
from tests.places import alike, few

NAMES = [name for name, kind in KINDS.items() if kind.group in ("town", "feasts")]
SOME = ["street", "alley", "road_coast", "christmas_table", "halloween"]
QUICK = ["street", "road_coast", "rooftop", "halloween", "candles", "valentine"]
SMALL, LARGE = View(96, 96), View(288, 288)


def spec_of(name: str, **fields: object) -> SceneSpec:
    kind = KINDS[name]
    camera = {"horizon": sum(kind.horizon) / 2, "blur": sum(kind.blur) / 2}
    light = {"time": kind.times[0], "direction": -50.0, "hardness": 0.5}
    return SceneSpec.parse({"kind": name, "seed": 7, "camera": camera, "light": light} | fields)


def painted(spec: SceneSpec, view: View = SMALL) -> Painting:
    return places.painted(spec, view)


@pytest.mark.parametrize("name", few(SOME, "street", "halloween"))
def test_the_same_spec_gives_the_same_bytes(name: str) -> None:
    spec = spec_of(name)
    assert paint(spec, SMALL).image.tobytes() == painted(spec).image.tobytes()


@pytest.mark.parametrize("name", few(["street", "road_coast", "christmas_table", "autumn_leaves"], "street"))
def test_a_small_picture_equals_the_reduced_large_one(name: str) -> None:
    spec = spec_of(name)
    assert alike(painted(spec, LARGE).image, painted(spec).image) >= 26


@pytest.mark.parametrize("name", few(NAMES, *QUICK))
def test_disparity_is_that_of_flat_ground(name: str) -> None:
    made = painted(spec_of(name))
    rows = (np.arange(96) + 0.5) / 96
    exact = np.clip((rows - made.ground.vanish) / (1 - made.ground.vanish), 0, 1)
    assert np.allclose(made.disparity, exact[:, None], atol=1e-5)


@pytest.mark.parametrize("name", few(NAMES, *QUICK))
def test_the_ground_ends_well_above_the_subjects_foot(name: str) -> None:
    ground = painted(spec_of(name)).ground
    assert ground.vanish < ground.far < ground.foot - 0.03
    assert ground.foot <= 0.95


@pytest.mark.parametrize("name", few(SOME, "street", "halloween"))
def test_other_grounds_seeds_blurs_and_distances_are_seen(name: str) -> None:
    plain = painted(spec_of(name))
    first, last = KINDS[name].grounds[0], KINDS[name].grounds[-1]
    if first != last:
        one, other = (painted(spec_of(name, materials={"ground": ground})) for ground in (first, last))
        assert places.difference(one, other) > 0.004
    assert places.difference(plain, painted(spec_of(name, seed=8))) > 0.01
    camera = {"horizon": sum(KINDS[name].horizon) / 2, "blur": 0.0}
    assert places.difference(plain, painted(spec_of(name, camera=camera))) > 0.002
    assert places.difference(plain, painted(spec_of(name, camera={**camera, "distance": 1.8}))) > 0.01


@pytest.mark.parametrize("name", few(["street", "road_mountains", "easter"], "street"))
def test_light_changes_the_picture_and_its_tint(name: str) -> None:
    cold = painted(spec_of(name, light={"time": KINDS[name].times[0], "warmth": -0.8}))
    warm = painted(spec_of(name, light={"time": KINDS[name].times[0], "warmth": 0.8}))
    red, blue = (warm.image - cold.image)[..., 0].mean(), (warm.image - cold.image)[..., 2].mean()
    assert red > blue
    assert warm.tint[2] < cold.tint[2]
    other = painted(spec_of(name, light={"time": KINDS[name].times[-1]}))
    assert places.difference(cold, other) > 0.01


@pytest.mark.parametrize("name", few(SOME, "street", "halloween"))
def test_props_are_seen(name: str) -> None:
    props = KINDS[name].props
    few, full = painted(spec_of(name, props=props[-1:])), painted(spec_of(name, props=props))
    assert places.difference(few, full) > 0.002


def test_colours_of_places_are_seen() -> None:
    for name in ("candles", "valentine"):
        for place in KINDS[name].colours:
            blue = painted(spec_of(name, colours={place: "#2040e0"}))
            red = painted(spec_of(name, colours={place: "#e03020"}))
            assert places.difference(blue, red) > 0.001, (name, place)


def test_wet_asphalt_mirrors_and_dry_asphalt_hardly() -> None:
    wet = painted(spec_of("street", materials={"ground": "wet asphalt"})).ground
    dry = painted(spec_of("street", materials={"ground": "asphalt"})).ground
    assert wet.mirror > 0.2 > dry.mirror
