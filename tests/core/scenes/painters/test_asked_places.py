"""Savanna, waterfall, temple steps, village, playground, castle, windmill and country lane: places out of
doors that customers asked for."""

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
    *("savanna", "waterfall", "temple_steps", "village"),
    *("playground", "castle", "windmill", "country_lane"),
)


@pytest.mark.parametrize("kind", few(NEW, "savanna"))
def test_it_is_a_picture_with_a_free_ground_in_exact_perspective(kind: str) -> None:
    assert_free_ground_in_perspective(painted(place(kind), SMALL))


@pytest.mark.parametrize("kind", few(NEW, "waterfall"))
def test_every_ground_wall_and_prop_shows(kind: str) -> None:
    assert_materials_show(place, kind, SMALL)
    last = in_first_materials(place, kind, ground=-1)
    for prop in sorted({*KINDS[kind].props} - {"stars"}):
        shown = painted(last.model_copy(update={"props": (prop,)}), SMALL)
        assert np.abs(painted(last, SMALL).image - shown.image).max() > 0.01, prop


@pytest.mark.parametrize("kind", few(NEW, "savanna"))
def test_seed_light_camera_and_season_have_their_effect(kind: str) -> None:
    plain = painted(place(kind), SMALL)
    assert difference(plain, painted(place(kind, seed=9), SMALL)) > 0.01
    late = place(kind, light={"time": KINDS[kind].times[1], "direction": 120})
    assert difference(plain, painted(late, SMALL)) > 0.005
    near = place(kind, camera={"blur": 0.0, "distance": 1.4, "horizon": KINDS[kind].horizon[0]})
    assert difference(plain, painted(near, SMALL)) > 0.005
    for season in KINDS[kind].seasons[2:]:
        assert difference(plain, painted(place(kind, season=season), SMALL)) > 0.002


@pytest.mark.thorough
@pytest.mark.parametrize("kind", NEW)
def test_a_small_picture_is_the_reduced_large_one(kind: str) -> None:
    assert_small_is_reduced_large(place(kind))


@pytest.mark.parametrize(
    ("sentence", "kind", "prop"),
    [
        ("with baobab trees of Madagascar at golden hour behind him", "savanna", "baobabs"),
        ("Löwe in der afrikanischen Savanne", "savanna", None),
        ("arkamda büyük bir şelale olsun, yeşil orman içinde", "waterfall", None),
        ("vor einem Wasserfall im Wald", "waterfall", None),
        ("delante de una cascada", "waterfall", None),
        ("at a cascade with several tiers", "waterfall", "tiers"),
        ("tiger lying on the steps of an old temple", "temple_steps", None),
        ("delante de columnas griegas", "temple_steps", None),
        ("people on a village street at night under a starry sky", "village", "stars"),
        ("rue de village avec maisons à colombages", "village", "half_timber"),
        ("köy sokağında akşam", "village", None),
        ("kids shoes at the playground next to the sandbox", "playground", None),
        ("auf dem Spielplatz mit Rutsche", "playground", "slide"),
        ("vor einem Schloss mit Fahnen", "castle", "flags"),
        ("kalenin önünde", "castle", None),
        ("windmill with tulips in spring", "windmill", None),
        ("moulin à vent", "windmill", None),
        ("on a country lane with autumn trees", "country_lane", None),
        ("camino rural con árboles en otoño", "country_lane", None),
    ],
)
def test_who_asks_for_it_gets_it(sentence: str, kind: str, prop: str | None) -> None:
    made = scene_for(sentence, 3)
    assert made.kind == kind
    assert prop is None or prop in made.props
