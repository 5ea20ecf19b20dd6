"""The studio's and the podiums' sets: the same place at every size, and every field has its effect."""

from typing import Any

import numpy as np
import pytest

from core.scenes.kinds import KINDS
from core.scenes.painting import Painting, View, paint
from core.scenes.spec import SceneSpec
from tests import places
from tests.places import alike, few

SETS = [name for name, kind in KINDS.items() if kind.group in ("studio", "podiums")]


def spec_of(kind: str, **fields: object) -> SceneSpec:
    return SceneSpec.parse({"kind": kind, "seed": 3, "camera": {"horizon": 0.25, "blur": 0.2}, **fields})


def painted(kind: str, size: int = 96, **fields: object) -> Painting:
    return places.painted(spec_of(kind, **fields), View(size, size))


@pytest.mark.parametrize("kind", few(SETS, "paper", "wood_wall", "podium", "window_light", "velvet"))
def test_the_same_spec_is_the_same_place_at_every_size(kind: str) -> None:
    large, small = painted(kind, 192), painted(kind)
    assert alike(large.image, small.image) >= 28
    assert np.array_equal(small.image, paint(spec_of(kind), View(96, 96)).image)
    ground = small.ground
    assert ground.vanish < ground.far < ground.foot <= 1
    assert small.image.dtype == np.float32
    assert small.image.std() > 0.005
    assert 0 <= small.disparity.min() <= small.disparity.max() <= 1


@pytest.mark.parametrize("kind", ["paper", "wood_wall", "podium", "steps", "arch", "silk"])
@pytest.mark.parametrize("horizon", [-0.5, 0.9])
def test_any_horizon_leaves_ground_to_stand_on(kind: str, horizon: float) -> None:
    place = painted(kind, camera={"horizon": horizon}, light={"height": 5, "direction": 180})
    assert np.isfinite(place.image).all()
    assert place.ground.vanish < place.ground.far < place.ground.foot <= 1


def test_disparity_is_linear_in_the_row_on_the_floor() -> None:
    place = painted("concrete_wall")
    rows = (np.arange(96) + 0.5) / 96
    floor = rows > place.ground.far + 0.02
    exact = (rows - place.ground.vanish) / (1 - place.ground.vanish)
    assert np.abs(place.disparity[floor] - exact[floor, None]).max() < 1e-4


@pytest.mark.parametrize(
    "fields",
    [
        {"light": {"direction": 70}},
        {"light": {"height": 75}},
        {"light": {"hardness": 1.0}},
        {"light": {"warmth": 0.8}},
        {"light": {"time": "golden"}},
        {"light": {"pattern": "window"}},
        {"colours": {"wall": "#884422"}},
        {"colours": {"ground": "#335577"}},
        {"materials": {"ground": "walnut"}},
        {"camera": {"horizon": 0.4, "blur": 0.2}},
        {"camera": {"horizon": 0.25, "blur": 0.2, "distance": 1.6}},
        {"props": ["plant"]},
        {"props": ["frame"]},
        {"props": ["skirting"]},
    ],
)
def test_a_field_changes_the_picture(fields: dict[str, Any]) -> None:
    materials = {"ground": "oak", "wall": "paint"}
    plain = painted("coloured_wall", materials=materials)
    given: dict[str, Any] = {"materials": materials, **fields}
    changed = painted("coloured_wall", **given)
    assert places.difference(plain, changed) > 5e-4


def test_blur_softens_the_wall_only_behind() -> None:
    sharp, soft = (
        painted("brick_wall", 192, camera={"horizon": 0.25, "blur": blur}).image for blur in (0.0, 1.0)
    )
    wall, foot = np.s_[10:80], np.s_[158:168]
    assert soft[wall].std() < 0.9 * sharp[wall].std()
    assert np.abs(soft[foot] - sharp[foot]).mean() < 0.02


def test_a_podium_is_where_it_says() -> None:
    place = painted("podium", 192, materials={"ground": "white marble"}, colours={"wall": "#334455"})
    stand = place.ground.stand
    assert stand is not None
    x, y = int(stand.x * 192), int(stand.y * 192)
    above = int((stand.y - 3 * stand.deep) * 192)
    assert place.image[y, x].mean() > place.image[above, x].mean() + 0.1
    assert place.ground.foot == stand.y


def test_the_light_throws_shadows_to_its_other_side() -> None:
    left, right = (
        painted("podium", light={"direction": turn, "hardness": 0.8, "height": 35}).image.mean(2)
        for turn in (-70, 70)
    )
    row = int(0.86 * 96)
    assert left[row, -12:].mean() - left[row, :12].mean() < right[row, -12:].mean() - right[row, :12].mean()
