"""The surface of what the shipped model paints, by the evaluation's own measures: nothing speckles, and no
latent grid shows."""

import pytest

from core.request import GenerationRequest
from core.stages.depth import control_image, limit_to_subject
from training.evaluation.painter import build_pipeline, stand_in
from training.evaluation.surface import figures, grid_strength

SIDE = 256
STEPS = 10
"""Half of what the profile takes: enough for palette and layout."""


@pytest.fixture(scope="module")
def inpainter():
    return build_pipeline(None).inpainter


@pytest.mark.parametrize("prompt", ["white studio, bright even light", "green forest", "the sea at sunset"])
def test_backgrounds_are_smooth_without_a_grid(inpainter, prompt):
    photo, alpha, nearness = stand_in(5, SIDE)
    request = GenerationRequest.for_profile(
        inpainter.profile, prompt=prompt, seed=1, num_inference_steps=STEPS
    )
    control = control_image(limit_to_subject(nearness, alpha))
    background = inpainter.background(photo, 255 - alpha, control, request)
    assert figures(background).roughness < 3
    assert grid_strength(background) < 2.5
