"""Recipes and pictures for tests of what saved files say."""

import io
from datetime import UTC, datetime
from typing import Any

import numpy as np
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from core.metadata.recipe import Restored, read_recipe, recipe_of
from core.models.profiles import PROFILES, SCHEDULERS
from core.request import MAX_SEED, GenerationRequest
from core.scenes.drawing import scene_for

KNOWN = ("mini",)
RUN = "0190f5a7c3de7abc8def0123456789ab"
PIXELS = np.random.default_rng(0).integers(0, 256, (24, 40, 3), np.uint8)
PROMPT = "on an oak table, morning light"

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=60)
"""What a prompt may hold: all but control characters."""
TRICKY = st.sampled_from(
    [
        "Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 5",
        "a table\nSteps: 1, Seed: 2, Size: 3x3, Model: x",
        'quoted "words", colons: and \\ strokes',
        "<script>alert(1)</script> &amp; ]]>",
        "木のテーブル 🪵",
        "café",
    ]
)

WRITTEN_BY_A1111 = """\
product photo, (oak table:1.2), <lora:woods:0.8>
morning light, 35mm
Negative prompt: people, text, watermark
blurry: very
Steps: 28, Sampler: DPM++ 2M, Schedule type: Karras, CFG scale: 6.5, Seed: 965400086, Size: 768x512, \
Model hash: 15012c538f, Model: realisticVisionV51_v51VAE, Denoising strength: 0.35, Clip skip: 2, \
Hires upscale: 2, Hires steps: 12, Hires upscaler: 4x-UltraSharp, \
Lora hashes: "woods: 1a2b3c4d5e6f, light: 0f0e0d0c0b0a", \
ControlNet 0: "Module: canny, Model: control_v11p_sd15_canny [d14c016b], Weight: 1.0, Say: \\"a\\"", \
Version: v1.10.1"""


@st.composite
def requests(draw: st.DrawFn, prompts: st.SearchStrategy[str] = WORDS) -> GenerationRequest:
    """Valid requests of the profile ``mini`` with any prompt of ``prompts``."""
    values: dict[str, Any] = {
        "prompt": draw((prompts | TRICKY).filter(str.strip)),
        "negative_prompt": draw(prompts | TRICKY),
        "seed": draw(st.integers(0, MAX_SEED)),
        "num_inference_steps": draw(st.integers(10, 50)),
        "guidance_scale": draw(st.floats(0, 30)),
        "strength": draw(st.floats(0.1, 1)),
        "scheduler": draw(st.sampled_from(SCHEDULERS)),
        "matte_feather": draw(st.floats(0, 64)),
        "scene": draw(st.none() | st.builds(scene_for, st.just("on a beach"), st.integers(0, MAX_SEED))),
    }
    return GenerationRequest.for_profile(PROFILES["mini"], **values)


def asked(**changes: Any) -> GenerationRequest:
    """A request for the oak table, seed 1234."""
    values: dict[str, Any] = {"prompt": PROMPT, "seed": 1234, **changes}
    return GenerationRequest.for_profile(PROFILES["mini"], **values)


def recipe(request: GenerationRequest | None = None, **changes: Any) -> dict[str, Any]:
    """The recipe of a picture of 40 × 24 px that came of ``request``."""
    request = request or asked()
    facts: dict[str, Any] = {
        "run_id": RUN,
        "digest": request.digest(),
        "models": [{"role": "base", "name": "mini", "revision": "abc", "licence": "MIT"}],
        "environment": {"python": "3.11.7", "device": "cpu", "libraries": {"torch": "2.13.0"}},
        "created": datetime(2026, 5, 4, 3, 2, 1, tzinfo=UTC),
        "app_version": "0.1.0",
        "source_sha256": "5" * 64,
        "width": 40,
        "height": 24,
    }
    return recipe_of(request.model_dump(mode="json"), **facts | changes)


def settings_of(request: GenerationRequest) -> dict[str, Any]:
    """What a file should give back of the request: all of its fields."""
    return request.model_dump(mode="json", exclude={"schema_version"})


def restored(content: bytes) -> Restored:
    """What a file says, which must be something, to a machine that knows ``mini``."""
    found = read_recipe(content, KNOWN)
    assert found is not None
    return found


def png_saying(**texts: str) -> bytes:
    """A PNG with texts as other programs write them."""
    info, buffer = PngImagePlugin.PngInfo(), io.BytesIO()
    for key, text in texts.items():
        info.add_text(key, text)
    Image.fromarray(PIXELS).save(buffer, format="PNG", pnginfo=info)
    return buffer.getvalue()
