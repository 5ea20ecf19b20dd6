"""What the embedded model must do: prompts decide palette and layout, seeds vary it, nothing speckles."""

import json
from hashlib import sha256

import numpy as np
import pytest
from PIL import Image

pytest.importorskip("cv2", reason="the stand-in subjects' cv2 comes with requirements-dev.txt")

from core.request import GenerationRequest
from core.settings import Settings
from core.stages.depth import control_image, limit_to_subject
from training.evaluation.painter import build_pipeline, stand_in
from training.evaluation.surface import figures, grid_strength

MINI = Settings().models_dir / "mini"
SIDE = 256
STEPS = 10
"""Half of what the profile takes: enough for palette and layout."""
STANDING = 11
"""A stand-in's seed whose subject stands within the frame."""


@pytest.fixture(scope="module")
def inpainter():
    return build_pipeline(None).inpainter


@pytest.fixture(scope="module")
def painted(inpainter):
    made = {}

    def background(prompt, seed=1):
        if (prompt, seed) not in made:
            photo, alpha, disparity = stand_in(5, SIDE)
            request = GenerationRequest.for_profile(
                inpainter.profile, prompt=prompt, seed=seed, num_inference_steps=STEPS
            )
            control = control_image(limit_to_subject(disparity, alpha))
            made[prompt, seed] = inpainter.background(photo, 255 - alpha, control, request)
        return made[prompt, seed]

    return background


def test_a_white_studio_is_bright(painted):
    assert figures(painted("white studio, bright even light")).brightness > 0.75


def test_a_city_at_night_is_dark(painted):
    assert figures(painted("city lights at night")).brightness < 0.35


def test_a_forest_is_green(painted):
    seeds = [painted("green forest", seed).mean(axis=(0, 1)) for seed in (1, 2)]
    red, green, blue = np.mean(seeds, axis=0)
    assert green > red
    assert green > blue + 10


def test_a_beach_is_blue_over_sand(painted):
    seen = figures(painted("sandy beach with blue sea, sunny day"))
    assert seen.top[2] > seen.top[0] + 0.05
    assert seen.bottom[0] > seen.bottom[2] + 0.05


def test_two_colours_come_where_the_sentence_puts_them(painted):
    seen = figures(painted("yellow backdrop and blue table"))
    assert min(seen.top[:2]) > seen.top[2] + 0.2
    assert seen.bottom[2] > seen.bottom[0] + 0.1


def test_where_it_paints_shade_the_picture_gets_contact_with_the_ground():
    pipeline = build_pipeline(None)
    photo, alpha, _ = stand_in(STANDING, SIDE)
    request = GenerationRequest.for_profile(
        pipeline.profile, prompt="on an oak table, window light", seed=1, num_inference_steps=STEPS
    )
    made = pipeline.generate(request, Image.fromarray(np.dstack([photo, alpha])))
    painted = pipeline.inpainter.background(made.source, 255 - made.matte, made.control, request)
    lost = painted.astype(int) - made.background
    assert lost.min() == 0
    rows = np.flatnonzero((made.matte > 127).any(axis=1))
    assert lost[rows[-1] + 1].max() > 20
    assert lost[: (rows[0] + rows[-1]) // 2].max() == 0


def test_words_are_cut_and_numbered_as_clip_does(inpainter):
    tokenizer = inpainter.pipe.tokenizer
    assert tokenizer("a photo of a cat").input_ids[1:-1] == [320, 1125, 539, 320, 2368]
    assert tokenizer.tokenize("terracotta bokeh") == ["terracotta</w>", "bo", "keh</w>"]


def test_a_sunset_is_warm(painted):
    red, _, blue = painted("the sea at sunset")[: SIDE // 2].mean(axis=(0, 1))
    assert red > blue + 20


def test_seeds_vary_the_picture_visibly(painted):
    first, second = (painted("green forest", seed).astype(int) for seed in (1, 2))
    assert np.abs(first - second).mean() > 6


@pytest.mark.parametrize("prompt", ["white studio, bright even light", "green forest", "the sea at sunset"])
def test_backgrounds_are_smooth_without_a_grid(painted, prompt):
    background = painted(prompt)
    assert figures(background).roughness < 3
    assert grid_strength(background) < 2.5


def test_the_weights_are_those_that_the_sums_name_and_within_the_limits():
    sums = json.loads((MINI / "SHA256SUMS.json").read_text())
    files = {path.relative_to(MINI).as_posix(): path for path in MINI.rglob("*.safetensors")}
    assert {name: sha256(path.read_bytes()).hexdigest() for name, path in files.items()} == sums["sha256"]
    assert sum(path.stat().st_size for path in files.values()) == sums["bytes"] <= 100_000_000
    assert max(path.stat().st_size for path in files.values()) < 16_000_000
