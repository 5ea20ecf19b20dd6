"""A diffusion model that begins with a scene: its start, its control image, and what it leaves as it was."""

from typing import Any

import numpy as np
import pytest

from core.diffusion.inpainting import Inpainter
from core.models.profile import ModelProfile
from core.models.profiles import resolve_profile
from core.pipeline.pipeline import BackgroundPipeline, Picture
from core.pipeline.stages import STAGE_NAMES
from core.request import GenerationRequest
from core.scenes.drawing import scene_for
from core.settings import Settings
from core.stages.arrays import Pixels
from tests.core.conftest import YAHOO
from tests.counting import MODEL_STAGES
from tests.scenes import bottle

UNUSED = ("rims", "own_background", "model_place", "model_ground", "harmonise", "others", "joined")
"""Stages that a model does not pass which begins with a scene."""
BEACH = scene_for("on a beach", 3)
Shown = list[tuple[Pixels, Pixels, Pixels]]


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Shown:
    """Image, mask and control image of each call of the model."""
    calls: Shown = []
    real = Inpainter.background

    def background(self: Inpainter, image: Pixels, mask: Pixels, control: Pixels, *more: Any, **options: Any):
        calls.append((image, mask, control))
        return real(self, image, mask, control, *more, **options)

    monkeypatch.setattr(Inpainter, "background", background)
    return calls


def make(profile: ModelProfile, settings: Settings, **changes: Any) -> Picture:
    values: dict[str, Any] = {
        "prompt": "a beach",
        "seed": 1,
        "max_side": 96,
        "strength": 0.6,
        "num_inference_steps": 4,
        "scene": BEACH,
        "scene_painter": "painted",
        **changes,
    }
    request = GenerationRequest.for_profile(profile, **values)
    return BackgroundPipeline(profile, settings).generate(request, bottle())


def test_the_model_begins_with_the_subject_in_the_scene(tiny: ModelProfile, studio: Settings, shown: Shown):
    picture = make(tiny, studio)
    ((image, mask, control),) = shown
    certain = picture.matte == 255
    assert np.array_equal(image[certain], picture.source[certain])
    alone = make(tiny, studio, strength=1.0, seed=2)
    assert not np.array_equal(image[picture.matte == 0], picture.source[picture.matte == 0])
    assert np.array_equal(mask, 255 - picture.matte)
    assert np.array_equal(control, picture.control)
    assert np.array_equal(shown[1][0], image)
    assert alone.scene == picture.scene


def test_its_control_image_is_the_joined_disparity(tiny: ModelProfile, studio: Settings):
    control = make(tiny, studio).control
    rows = control[..., 0].astype(float).mean(1)
    assert rows[-1] > rows[len(rows) // 2] > rows[0]
    assert np.array_equal(control[..., 0], control[..., 2])


def test_the_subject_is_untouched_and_every_stage_but_that_of_scenes_alone_is_passed(
    tiny: ModelProfile, studio: Settings
):
    picture = make(tiny, studio)
    certain = picture.matte == 255
    assert certain.any()
    assert np.array_equal(picture.composite[certain], picture.source[certain])
    assert tuple(picture.seconds) == tuple(name for name in STAGE_NAMES if name not in UNUSED)
    assert {model.ref.role for model in picture.models} == {"base", "controlnet", "depth"}
    assert (picture.scene["painter"], picture.scene["painted"]["kind"]) == ("painted", "beach")


def test_the_strength_decides_how_much_of_the_scene_is_left(tiny: ModelProfile, studio: Settings):
    whole, part, little = (
        make(tiny, studio, strength=strength).background.astype(float) for strength in (1.0, 0.6, 0.3)
    )
    assert not np.array_equal(whole, part)
    assert not np.array_equal(part, little)


def test_it_is_the_same_again_and_another_place_with_another_scene(tiny: ModelProfile, studio: Settings):
    first = make(tiny, studio).composite
    assert np.array_equal(make(tiny, studio).composite, first)
    other = make(tiny, studio, scene=BEACH.model_copy(update={"seed": 4}))
    assert not np.array_equal(other.composite, first)


def test_one_pipeline_confuses_no_two_scenes(tiny: ModelProfile, studio: Settings):
    pipeline = BackgroundPipeline(tiny, studio)
    made: list[Pixels] = []
    for scene in (BEACH, None, scene_for("in a meadow", 3), BEACH):
        request = GenerationRequest.for_profile(
            tiny, prompt="a beach", seed=1, max_side=96, scene=scene, scene_painter="painted"
        )
        made.append(pipeline.generate(request, bottle()).composite)
    assert np.array_equal(made[0], made[3])
    assert not np.array_equal(made[0], made[2])
    assert made[1].shape == (96, 96, 3)


def test_a_model_that_is_shown_the_mask_is_shown_it_still(studio: Settings, shown: Shown):
    profile = resolve_profile("photo-background", studio)
    assert profile.base is not None
    assert profile.base.name == YAHOO
    picture = make(profile, studio)
    ((image, mask, control),) = shown
    assert np.array_equal(control[..., 0], 255 - picture.matte)
    assert np.array_equal(control[..., 0], mask)
    assert not np.array_equal(image, picture.source)


def test_without_a_scene_the_model_begins_with_the_photo(tiny: ModelProfile, studio: Settings, shown: Shown):
    picture = make(tiny, studio, scene=None)
    assert np.array_equal(shown[0][0], picture.source)
    assert tuple(picture.seconds) == MODEL_STAGES
    assert picture.scene == {}


def painted(profile: ModelProfile, settings: Settings, **changes: Any) -> Picture:
    return make(profile, settings, scene=None, strength=1.0, **changes)


@pytest.mark.parametrize("place", [None, {"x": 0.3, "y": 0.6, "scale": 0.5, "turn": 8, "mirror": True}])
def test_a_model_paints_the_canvas_that_is_asked_for_around_the_placed_subject(
    tiny: ModelProfile, studio: Settings, shown: Shown, place: Any
):
    picture = painted(tiny, studio, canvas="96x64", place=place)
    ((image, mask, control),) = shown
    assert picture.composite.shape == image.shape == control.shape == (64, 96, 3)
    assert np.array_equal(mask, 255 - picture.matte)
    assert picture.subject_max_difference == 0
    assert (picture.matte == 255).any()
    if place:
        columns = np.flatnonzero((picture.matte > 127).any(0))
        assert columns.mean() == pytest.approx(0.3 * 96, abs=3)


def test_a_shadow_that_is_asked_for_falls_on_what_a_model_painted(tiny: ModelProfile, studio: Settings):
    values: dict[str, Any] = {"canvas": "96x96", "place": {"x": 0.5, "y": 0.5, "scale": 0.4}}
    none, dark, again = (
        painted(tiny, studio, shadow_strength=strength, shadow_direction=90.0, **values)
        for strength in (0.0, 1.6, 1.6)
    )
    darker = none.background.astype(int) - dark.background
    assert darker.max() > 8
    assert darker.min() >= -1
    assert np.array_equal(dark.composite, again.composite)
    assert {"horizon", "light_from"} <= dark.scene.keys()
    assert "contact_shadow" not in dark.seconds
    assert dark.subject_max_difference == 0


def test_a_model_harmonises_the_subject_where_asked(tiny: ModelProfile, studio: Settings):
    plain, toned = (painted(tiny, studio, harmonise=strength) for strength in (0.0, 1.0))
    assert np.array_equal(plain.background, toned.background)
    assert not np.array_equal(plain.composite, toned.composite)
    assert plain.subject_max_difference == 0
