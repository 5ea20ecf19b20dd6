"""The painters of nature and coast."""

import numpy as np
import pytest

from core.scenes.kinds import KINDS
from core.scenes.painting import View, paint
from core.scenes.spec import Camera, Light, Materials, SceneSpec
from tests import places
from tests.places import few, painted

OUTDOORS = [name for name, kind in KINDS.items() if kind.group in ("nature", "coast")]
SMALL = View(48, 48)


def place(kind: str, **fields: object) -> SceneSpec:
    values = {"kind": kind, "seed": 3, "light": {"hardness": 0.6}, **fields}
    return SceneSpec.parse(values)


def difference(one: SceneSpec, other: SceneSpec) -> float:
    return places.difference(painted(one, SMALL), painted(other, SMALL))


@pytest.mark.parametrize("kind", few(OUTDOORS, "meadow", "sea", "snow", "garden"))
def test_a_place_is_a_picture_with_a_free_ground_in_exact_perspective(kind: str):
    made = painted(place(kind), SMALL)
    rows = (np.arange(48) + 0.5) / 48
    exact = np.clip((rows - made.ground.vanish) / (1 - made.ground.vanish), 0, 1)
    assert made.image.shape == (48, 48, 3)
    assert made.image.std() > 0.02
    assert np.allclose(made.disparity, exact[:, None], atol=1e-5)
    assert 0 <= made.ground.far < made.ground.foot - 0.1 < made.ground.foot < 1


@pytest.mark.parametrize("kind", ["meadow"])
def test_the_same_spec_is_the_same_bytes(kind: str):
    assert paint(place(kind), SMALL).image.tobytes() == painted(place(kind), SMALL).image.tobytes()


@pytest.mark.parametrize("kind", few(["desert", "water"], "water"))
def test_a_small_picture_is_the_reduced_large_one(kind: str):
    large, small = (paint(place(kind), View(side, side)).image for side in (320, 128))
    assert places.alike(large, small) > 26


@pytest.mark.parametrize(
    "change",
    [
        {"seed": 4},
        {"light": {"direction": 60.0}},
        {"light": {"height": 12.0}},
        {"light": {"hardness": 1.0}},
        {"light": {"warmth": 1.0}},
        {"light": {"time": "sunset"}},
        {"camera": {"horizon": 0.3}},
        {"camera": {"distance": 2.0}},
        {"camera": {"blur": 0.9}},
        {"season": "autumn"},
        {"materials": {"ground": "tall grass"}},
        {"props": ("flowers",)},
    ],
)
def test_every_field_has_its_effect(change: dict[str, object]):
    assert difference(place("meadow", light={}), place("meadow", **({"light": {}} | change))) > 0.001


@pytest.mark.parametrize("kind", ["sky", "sea"])
def test_every_ground_and_prop_shows(kind: str):
    grounds = KINDS[kind].grounds
    plain = place(kind, materials={"ground": grounds[0]} if grounds else {})
    for ground in grounds[1:]:
        assert difference(plain, plain.model_copy(update={"materials": Materials(ground=ground)})) > 1e-4
    shown = plain.model_copy(update={"props": KINDS[kind].props})
    assert difference(plain, shown) > 1e-4


def test_a_colour_is_painted_where_it_was_asked_for():
    red = paint(place("sand", colours={"ground": "#b03030"}), SMALL).image[38:].mean(axis=(0, 1))
    assert red[0] > 1.5 * red[2]


def test_the_shadow_of_palms_lies_on_the_sand():
    palm = place("sand", light={"pattern": "palm", "hardness": 0.8})
    bare = place("sand", light={"hardness": 0.8})
    assert painted(palm, SMALL).image[28:].mean() < painted(bare, SMALL).image[28:].mean()


def test_a_place_is_painted_at_any_shape_and_camera():
    for horizon in (-0.5, 0.05, 0.9):
        spec = SceneSpec(
            kind="park", seed=1, camera=Camera(horizon=horizon), light=Light(direction=180, height=5)
        )
        assert np.isfinite(paint(spec, View(96, 48)).image).all()


def test_dust_whirls_about_the_foot_in_the_desert():
    plain, dusty = (painted(place("desert", props=props), SMALL).image for props in ((), ("dust",)))
    change = np.abs(plain - dusty).mean(axis=2)
    foot = int(painted(place("desert"), SMALL).ground.foot * 48)
    assert change[foot - 5 : foot + 2].mean() > 0.01
