"""What the embedded model must do: prompts decide palette and layout, seeds vary it. What its surface must be
like is measured by the training's own evaluation, in training/tests."""

import json
from hashlib import sha256

import numpy as np
import pytest
from PIL import Image

from core.models.profiles import PROFILES
from core.pipeline.pipeline import BackgroundPipeline
from core.request import GenerationRequest
from core.runtime.device import choose_device
from core.settings import Settings

MINI = Settings().models_dir / "mini"
SIDE = 256
STEPS = 10
"""Half of what the profile takes: enough for palette and layout."""


def standing() -> Image.Image:
    """RGBA, SIDE×SIDE: a plain brown oval that stands in the lower half of the frame, with its own alpha, so
    that no cut-out model is needed."""
    y, x = (np.mgrid[:SIDE, :SIDE] + 0.5) / SIDE
    inside = np.clip((0.5 - np.hypot((x - 0.5) / 0.28, (y - 0.62) / 0.52)) * SIDE / 2 + 0.5, 0, 1)
    colour = np.full((SIDE, SIDE, 3), (150, 120, 100), np.uint8)
    return Image.fromarray(np.dstack([colour, (inside * 255).astype(np.uint8)]))


@pytest.fixture(scope="module")
def pipeline():
    return BackgroundPipeline(PROFILES["mini"], Settings(), device=choose_device("cpu"))


@pytest.fixture(scope="module")
def painted(pipeline):
    """The background of a prompt and a seed behind the one photo, H×W×3 in 0…1; each made once."""
    made = {}

    def background(prompt, seed=1):
        if (prompt, seed) not in made:
            picture = pipeline.generate(asked(pipeline, prompt, seed), standing())
            made[prompt, seed] = picture.background / 255
        return made[prompt, seed]

    return background


def asked(pipeline, prompt, seed):
    return GenerationRequest.for_profile(
        pipeline.profile, prompt=prompt, seed=seed, num_inference_steps=STEPS
    )


def top(background):
    """Mean colour of the upper third."""
    return background[: SIDE // 3].mean(axis=(0, 1))


def bottom(background):
    """Mean colour of the lower third."""
    return background[-(SIDE // 3) :].mean(axis=(0, 1))


def test_a_white_studio_is_bright(painted):
    assert painted("white studio, bright even light").mean() > 0.75


def test_a_city_at_night_is_dark(painted):
    assert painted("city lights at night").mean() < 0.35


def test_a_forest_is_green(painted):
    seeds = [painted("green forest", seed).mean(axis=(0, 1)) for seed in (1, 2)]
    red, green, blue = np.mean(seeds, axis=0)
    assert green > red
    assert green > blue + 0.04


def test_a_beach_is_blue_over_sand(painted):
    beach = painted("sandy beach with blue sea, sunny day")
    assert top(beach)[2] > top(beach)[0] + 0.05
    assert bottom(beach)[0] > bottom(beach)[2] + 0.05


def test_two_colours_come_where_the_sentence_puts_them(painted):
    both = painted("yellow backdrop and blue table")
    assert min(top(both)[:2]) > top(both)[2] + 0.2
    assert bottom(both)[2] > bottom(both)[0] + 0.1


def test_a_sunset_is_warm(painted):
    red, _, blue = painted("the sea at sunset")[: SIDE // 2].mean(axis=(0, 1))
    assert red > blue + 0.08


def test_seeds_vary_the_picture_visibly(painted):
    assert np.abs(painted("green forest", 1) - painted("green forest", 2)).mean() > 0.024


def test_where_it_paints_shade_the_picture_gets_contact_with_the_ground(pipeline):
    request = asked(pipeline, "on an oak table, window light", 1)
    made = pipeline.generate(request, standing())
    painted = pipeline.inpainter.background(made.source, 255 - made.matte, made.control, request)
    lost = painted.astype(int) - made.background
    assert lost.min() == 0
    rows = np.flatnonzero((made.matte > 127).any(axis=1))
    assert lost[rows[-1] + 1].max() > 20
    assert lost[: (rows[0] + rows[-1]) // 2].max() == 0


def test_words_are_cut_and_numbered_as_clip_does(pipeline):
    tokenizer = pipeline.inpainter.pipe.tokenizer
    assert tokenizer("a photo of a cat").input_ids[1:-1] == [320, 1125, 539, 320, 2368]
    assert tokenizer.tokenize("terracotta bokeh") == ["terracotta</w>", "bo", "keh</w>"]


def test_the_weights_are_those_that_the_sums_name_and_within_the_limits():
    sums = json.loads((MINI / "SHA256SUMS.json").read_text())
    files = {path.relative_to(MINI).as_posix(): path for path in MINI.rglob("*.safetensors")}
    assert {name: sha256(path.read_bytes()).hexdigest() for name, path in files.items()} == sums["sha256"]
    assert sum(path.stat().st_size for path in files.values()) == sums["bytes"] <= 100_000_000
    assert max(path.stat().st_size for path in files.values()) < 16_000_000
