"""Grounds seen from a metre above: quiet at the size of a pixel, folded, the same at every size."""

import numpy as np
import pytest

from core.scenes.drawing import scene_for
from core.scenes.painters.flat import lamp_of
from core.scenes.painting import View
from core.scenes.parts.canvas import blur
from core.scenes.parts.close_up import DETAILS
from core.scenes.parts.coverings import COVERINGS
from core.scenes.parts.renewed import LAIN, renewed_above
from core.scenes.parts.surfaces import SURFACES
from core.scenes.parts.woods import SHARP
from core.scenes.spec import SceneSpec
from core.scenes.traced.tracing import can_trace
from tests.places import alike, few, painted


def above(ground: str, version: int = 5, distance: float = 1.0, **fields: object) -> SceneSpec:
    """A flat lay on that ground, of that form, from so far."""
    drawn = scene_for("", 7, kind="flat_lay").model_dump()
    camera = {**drawn["camera"], "distance": distance}
    light = {"direction": -60, "height": 42, "hardness": 0.3, "warmth": 0.0}
    bare = {"props": (), "colours": {}, "light": light, "materials": {"ground": ground}, "camera": camera}
    return SceneSpec.parse({**drawn, "spec_version": version, **bare, **fields})


@pytest.mark.parametrize("name", LAIN)
def test_a_ground_from_above_is_drawn_anew_in_the_latest_scenes_alone(name: str) -> None:
    assert renewed_above(above(name, 4), name) != LAIN[name]
    assert LAIN[name] in {**COVERINGS, **SURFACES}


@pytest.mark.parametrize("distance", [1.0, 0.5])
@pytest.mark.parametrize("name", few(list(LAIN), "linen", "sand", "herringbone"))
def test_it_is_the_same_at_every_size(name: str, distance: float) -> None:
    large, small = (painted(above(name, distance=distance), View(side, side)).image for side in (384, 192))
    assert alike(large, small) >= 26


@pytest.mark.parametrize("name", few(["concrete", "wool rug", "kraft paper"], "concrete"))
def test_it_is_of_less_contrast_from_pixel_to_pixel_than_before(name: str) -> None:
    peppery, quiet = (
        float((image - blur(image, 1.5)).std())
        for image in (painted(above(name, version), View(384, 384)).image for version in (4, 5))
    )
    assert quiet < 0.85 * peppery


@pytest.mark.parametrize("name", ["linen", "kraft paper"])
def test_it_shows_finer_things_from_near(name: str) -> None:
    assert {LAIN[name], *SHARP.values()} <= DETAILS.keys()
    near = painted(above(name, distance=0.5), View(384, 384)).image
    assert float((near - blur(near, 2.0)).std()) > 0.003


def test_the_light_of_a_window_falls_off_more_than_before() -> None:
    spans = []
    for version in (4, 5):
        image = painted(above("plaster", version), View(192, 192)).image
        spans.append(float(image[96:, :48].mean() / image[:96, -48:].mean()))
    assert spans[1] > spans[0] + 0.03


def test_half_of_the_lights_warmth_is_taken_for_white() -> None:
    light = {"direction": -60, "height": 42, "hardness": 0.3, "warmth": 0.8}
    warm = [np.array(lamp_of(above("linen", version, light=light)).key) for version in (4, 5)]
    assert warm[1][0] / warm[1][2] < 0.95 * warm[0][0] / warm[0][2]


def test_dried_flowers_are_not_dyed_grey() -> None:
    made = [
        painted(above("paper", props=("dried flowers",), colours={"accent": accent}), View(192, 192)).image
        for accent in ("#a8a29a", None)
    ]
    assert np.array_equal(made[0], made[1])


def test_the_latest_flat_lays_are_painted() -> None:
    assert can_trace(above("oak", 4))
    assert not can_trace(above("oak", 5))
