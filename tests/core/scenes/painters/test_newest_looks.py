"""Places as the newest form means them, and as older specs still are."""

import numpy as np
import pytest

from core.scenes.drawing import scene_for
from core.scenes.painters import town
from core.scenes.painting import View, painter_of
from core.scenes.spec import SceneSpec

SIZE = View(120, 120)
GREEN = np.array([-0.5, 1.0, -0.5], np.float32)


def standing(spec: SceneSpec) -> list[tuple[float, str, float]]:
    """What stands on a street between houses 7 m off, by day."""
    return town._things(spec, (-7.0, 7.0), 0.0)


def light_of(spec: SceneSpec, version: int) -> np.ndarray:
    form = spec.model_copy(update={"spec_version": version})
    return painter_of(form.kind)(form, SIZE).image


@pytest.mark.parametrize("words", ["vineyard", "wheat field", "on a flat rock in the desert"])
def test_what_is_drawn_anew_differs_from_version_6_on_only(words: str) -> None:
    spec = scene_for(words, 7)
    fourth, fifth, sixth = (light_of(spec, version) for version in (4, 5, 6))
    assert np.abs(sixth - fifth).mean() > 0.004
    assert fourth.shape == fifth.shape


def test_a_rock_in_the_desert_has_no_moss() -> None:
    spec = scene_for("on a flat rock in the desert", 7)
    old, new = (light_of(spec, version)[90:] @ GREEN for version in (5, 6))
    assert (new > 0.03).mean() < 0.2 * (old > 0.03).mean()


def test_tables_are_of_wood_and_marble_is_white_unless_more_is_said() -> None:
    kitchens = [scene_for("on a kitchen table with tomatoes", seed).materials.ground for seed in range(6)]
    assert not {"slate", "granite", "black marble", "concrete", "glass"} & set(kitchens)
    assert {scene_for("on a marble worktop", seed).materials.ground for seed in range(5)} == {"white marble"}
    assert scene_for("on a dark marble worktop", 7).materials.ground == "black marble"


def test_a_kitchen_of_which_no_colour_is_said_is_not_pink() -> None:
    for seed in range(8):
        code = scene_for("a kitchen", seed).colours.accent or "#000000"
        levels = [int(code[at : at + 2], 16) for at in (1, 3, 5)]
        assert max(levels) - min(levels) < 60


def test_a_street_has_no_cars_or_people_that_nobody_asked_for() -> None:
    old: list[str] = []
    for seed in range(4):
        street = scene_for("in a street", seed)
        street = street.model_copy(update={"props": ()})
        old += [kind for _, kind, _ in standing(street.model_copy(update={"spec_version": 6}))]
        assert not {"car", "person"} & {kind for _, kind, _ in standing(street)}
    asked = scene_for("in a street with parked cars and people", 3)
    assert {"car", "person"} <= {kind for _, kind, _ in standing(asked)}
    assert {"car", "person"} <= set(old)


def test_the_houses_of_a_street_stand_on_the_ground_at_its_sides() -> None:
    values = {"kind": "street", "seed": 5, "materials": {"ground": "slabs"}, "light": {"time": "overcast"}}
    street = SceneSpec.parse(values)
    row = round((street.camera.horizon + 0.05) * SIZE.height)
    older, made = (light_of(street, version)[row].mean(axis=1) for version in (6, 7))
    # Ground all the way across before; now darker houses at both sides of it.
    assert made[50:70].mean() - max(made[:8].mean(), made[-8:].mean()) > 0.05
    assert older[50:70].mean() < older[:8].mean()
