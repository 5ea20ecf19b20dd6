"""Fronts of buildings: seen where they stand, with rooms behind their glass; a street's, a town's."""

import numpy as np
import pytest

from core.scenes.drawing import scene_for
from core.scenes.painting import View, painter_of
from core.scenes.parts.frontage import drawn, upright
from core.scenes.parts.fronts import Opening, curtain_wall, plaster, slab, walled
from core.scenes.parts.glazing import Glazing
from core.scenes.parts.outdoors import day_of
from core.scenes.parts.perspective import lens_of
from core.scenes.parts.skylines import skyline
from core.scenes.spec import SceneSpec

SPEC = SceneSpec(kind="modern_building", seed=3, spec_version=7)
LENS = lens_of(SPEC, View(96, 96), 2.2)
DAY = day_of(SPEC)


def test_a_front_is_seen_where_it_stands() -> None:
    away, wide, tall = 20.0, 3.0, 2.0
    layer = drawn(LENS, DAY, 0.0, [upright((-wide, away), (wide, away), slab("ffffff"), (0.0, tall))])
    rows, columns = np.nonzero(layer[..., 3] > 0.5)
    assert rows.min() == pytest.approx(LENS.row(away, tall) * 96, abs=1.5)
    assert rows.max() == pytest.approx(LENS.row(away) * 96, abs=1.5)
    assert np.ptp(columns) == pytest.approx(2 * wide * LENS.focal / away * 96, abs=2)


def test_what_is_nearer_is_drawn_over_what_is_farther() -> None:
    far = upright((-9.0, 40.0), (9.0, 40.0), slab("ff0000"), (0.0, 9.0))
    near = upright((-9.0, 20.0), (9.0, 20.0), slab("0000ff"), (0.0, 9.0))
    red, _, blue, _ = drawn(LENS, DAY, 0.0, [far, near])[LENS.height // 2, LENS.width // 2]
    assert blue > red


@pytest.mark.parametrize(("evening", "brighter"), [(1.0, True), (0.0, False)])
def test_lamps_shine_behind_glass_in_the_evening(evening: float, brighter: bool) -> None:
    night = day_of(SPEC.model_copy(update={"light": SPEC.light.model_copy(update={"time": "night"})}))
    front = (-9.0, 20.0), (9.0, 20.0)
    glass = drawn(LENS, night, evening, [upright(*front, curtain_wall(Glazing(lit=2.0)), (0, 9))])
    wall = drawn(LENS, night, evening, [upright(*front, walled(plaster("808080")), (0, 9))])
    assert (glass[..., :3].mean() > 1.5 * wall[..., :3].mean()) == brighter


def test_a_door_is_seen_in_its_wall() -> None:
    door = Opening(at=(2.0, 4.0, 0.0, 2.0), sort="door", tone="101010", panes=(1, 1))
    front = (-3.0, 20.0), (3.0, 20.0)
    bare, made = (
        drawn(LENS, DAY, 0.0, [upright(*front, walled(plaster("d0d0d0"), doors), (0, 3))])
        for doors in ((), [door])
    )
    changed = np.abs(bare - made)[..., :3].max(axis=2) > 0.05
    middle = round(LENS.row(20.0, 1.0) * 96)
    assert changed[middle, 48]
    assert not changed[middle, 26]


def test_a_town_stands_on_the_horizon_and_no_light_is_below_the_wall_before_it() -> None:
    heaven, night = np.zeros((96, 96, 3), np.float32), 1.0
    made, lamps = skyline(np.random.default_rng(4), LENS, DAY, night, 40.0, heaven, 0.6, 130.0)
    horizon = int(LENS.vanish * 96)
    assert made[horizon - 12 : horizon].max() > 0.05
    assert all(lamp.y < 0.6 for lamp in lamps)


@pytest.mark.parametrize("words", ["a street", "on a rooftop at night", "on a mountain trail at sunset"])
def test_older_forms_are_painted_without_the_new_fronts(words: str) -> None:
    spec = scene_for(words, 7)
    new, sixth = (
        painter_of(spec.kind)(spec.model_copy(update={"spec_version": form}), View(64, 64)).image
        for form in (7, 6)
    )
    assert np.abs(new - sixth).mean() > 0.004
