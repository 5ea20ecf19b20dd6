"""Places before buildings, on bridges and platforms, at harbours, in farm yards and on summits."""

import numpy as np
import pytest

from core.scenes.drawing import scene_for
from core.scenes.kinds import KINDS
from core.scenes.painting import View
from tests.places import (
    assert_free_ground_in_perspective,
    assert_materials_show,
    assert_small_is_reduced_large,
    difference,
    few,
    in_first_materials,
    painted,
)
from tests.places import by_its_first_hour as place

SMALL = View(48, 48)
NEW = (
    *("modern_building", "warehouse", "petrol_station", "driveway", "car_park", "parking_lot", "bridge"),
    *("race_track", "grandstand", "platform", "harbour", "farm_yard", "riding_arena", "summit"),
)
ALWAYS = {
    "modern_building": {"window"},
    "harbour": {"boats", "town"},
    "riding_arena": {"fence"},
    "bridge": {"skyline"},
}
"""Props that a kind shows wherever it is painted."""


@pytest.mark.parametrize("kind", few(NEW, "modern_building"))
def test_it_is_a_picture_with_a_free_ground_in_exact_perspective(kind: str) -> None:
    assert_free_ground_in_perspective(painted(place(kind), SMALL))


@pytest.mark.parametrize("kind", few(NEW, "farm_yard"))
def test_every_ground_wall_and_prop_shows(kind: str) -> None:
    assert_materials_show(place, kind, SMALL)
    last = in_first_materials(place, kind, ground=-1)
    for prop in sorted({*KINDS[kind].props} - ALWAYS.get(kind, set())):
        shown = painted(last.model_copy(update={"props": (prop,)}), SMALL)
        assert np.abs(painted(last, SMALL).image - shown.image).max() > 0.01, prop


@pytest.mark.parametrize("kind", few(NEW, "bridge"))
def test_seed_light_camera_and_season_have_their_effect(kind: str) -> None:
    plain = painted(place(kind), SMALL)
    assert difference(plain, painted(place(kind, seed=9), SMALL)) > 0.01
    if len(KINDS[kind].times) > 1:
        late = place(kind, light={"time": KINDS[kind].times[1], "direction": 120})
        assert difference(plain, painted(late, SMALL)) > 0.005
    near = place(kind, camera={"blur": 0.0, "distance": 1.4, "horizon": KINDS[kind].horizon[0]})
    assert difference(plain, painted(near, SMALL)) > 0.005


@pytest.mark.thorough
@pytest.mark.parametrize("kind", NEW)
def test_a_small_picture_is_the_reduced_large_one(kind: str) -> None:
    assert_small_is_reduced_large(place(kind))


@pytest.mark.parametrize(
    ("sentence", "kind", "wall"),
    [
        ("parked in front of a modern glass building at dusk, wet asphalt", "modern_building", None),
        ("vor einem modernen Bürogebäude", "modern_building", None),
        ("devant un immeuble de bureaux", "modern_building", None),
        ("in front of an industrial warehouse with a big roller door", "warehouse", None),
        ("an der Tankstelle bei Nacht", "petrol_station", None),
        ("on the driveway of a villa with palm trees", "driveway", "plaster"),
        ("in der Tiefgarage", "car_park", None),
        ("on an empty parking lot in the fog", "parking_lot", None),
        ("on an old stone bridge over a river in autumn", "bridge", "stone wall"),
        ("sobre un puente de hierro", "bridge", None),
        ("on a train station platform", "platform", None),
        ("on the stands of a stadium", "grandstand", None),
        ("at the harbour with yachts, blue hour", "harbour", None),
        ("on a farm yard in autumn with a red barn and fallen leaves", "farm_yard", "barn boards"),
        ("in a riding arena with white fences", "riding_arena", None),
        ("dağın zirvesinde", "summit", None),
    ],
)
def test_it_is_what_a_sentence_asks_for(sentence: str, kind: str, wall: str | None) -> None:
    spec = scene_for(sentence, 5)
    assert spec.kind == kind
    assert wall is None or spec.materials.wall == wall


def test_a_red_barn_is_red_and_stands_behind_the_yard() -> None:
    image = painted(scene_for("on a farm yard with a red barn", 3), View(64, 64)).image
    red = image[..., 0] - image[..., 1:].max(axis=2)
    assert (red[:36] > 0.12).mean() > 0.15


def test_glass_is_lit_from_within_at_dusk_and_mirrored_in_wet_ground() -> None:
    spec = scene_for("in front of a modern glass building at dusk, wet asphalt", 5)
    dry = spec.model_copy(update={"materials": spec.materials.model_copy(update={"ground": "asphalt"})})
    wet, plain = painted(spec, View(96, 96)), painted(dry, View(96, 96))
    warm = wet.image[20:52, :, 0] - wet.image[20:52, :, 2]
    assert (warm > 0.08).mean() > 0.1
    assert wet.ground.mirror > 3 * plain.ground.mirror
