"""Recipes of other programs are read as far as they have a place here, and never trusted."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from core.metadata.exif import exif_with
from core.metadata.recipe import read_recipe
from core.output import encode_picture
from tests.recipes import KNOWN, PIXELS, png_saying, restored

WANTED = {
    "prompt": "a bottle on a rock",
    "negative_prompt": "people",
    "seed": 42,
    "num_inference_steps": 24,
    "guidance_scale": 6.5,
    "scheduler": "EulerAncestralDiscrete",
}
INVOKEAI = {
    "app_version": "6.0.0",
    "generation_mode": "txt2img",
    "positive_prompt": "a bottle on a rock",
    "negative_prompt": "people",
    "seed": 42,
    "steps": 24,
    "cfg_scale": 6.5,
    "scheduler": "euler_a",
    "model": {"name": "dreamshaper-8", "base": "sd-1"},
}
SWARMUI = {
    "sui_image_params": {
        "prompt": "a bottle on a rock",
        "negativeprompt": "people",
        "seed": 42,
        "steps": 24,
        "cfgscale": 6.5,
        "sampler": "euler_ancestral",
        "model": "sd_xl_base",
    }
}
FOOOCUS = {
    "version": "Fooocus v2.5.5",
    "prompt": "a bottle on a rock",
    "negative_prompt": "people",
    "seed": "42",
    "steps": 24,
    "guidance_scale": 6.5,
    "sampler": "euler_ancestral",
    "base_model": "juggernautXL",
}
NOVELAI = {
    "prompt": "a bottle on a rock",
    "uc": "people",
    "seed": 42,
    "steps": 24,
    "scale": 6.5,
    "sampler": "k_euler_ancestral",
}
COMFYUI = {
    "3": {
        "class_type": "KSampler",
        "inputs": {
            "seed": ["9", 0],
            "steps": 24,
            "cfg": 6.5,
            "sampler_name": "euler_ancestral",
            "model": ["4", 0],
            "positive": ["8", 0],
            "negative": ["7", 0],
        },
    },
    "4": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "v1-5.safetensors"}},
    "6": {"class_type": "CLIPTextEncode", "inputs": {"clip": ["4", 1], "text": "a bottle on a rock"}},
    "7": {"class_type": "CLIPTextEncode", "inputs": {"text": "people", "clip": ["4", 1]}},
    "8": {"class_type": "ControlNetApply", "inputs": {"conditioning": ["6", 0], "strength": 1.0}},
    "9": {"class_type": "PrimitiveInt", "inputs": {"value": 42}},
}


def png_of(program: str) -> bytes:
    texts: dict[str, dict[str, Any]] = {
        "invokeai": {"invokeai_metadata": INVOKEAI},
        "swarmui": {"parameters": SWARMUI},
        "fooocus": {"parameters": FOOOCUS},
        "novelai": {"Comment": NOVELAI},
        "comfyui": {"prompt": COMFYUI, "workflow": {"nodes": []}},
    }
    return png_saying(**{key: json.dumps(content) for key, content in texts[program].items()})


@pytest.mark.parametrize("program", ["invokeai", "swarmui", "fooocus", "novelai", "comfyui"])
def test_a_picture_of_another_program_gives_words_seed_and_settings(program: str):
    found = restored(png_of(program))
    assert (found.origin, found.run) == (program, None)
    assert found.values == WANTED
    models = [remark for remark in found.remarks if remark.startswith("The model ")]
    assert len(models) == (program != "novelai")


@pytest.mark.parametrize("ending", [".jpg", ".webp"])
@pytest.mark.parametrize(("program", "content"), [("swarmui", SWARMUI), ("fooocus", FOOOCUS)])
def test_jpeg_and_webp_say_it_in_the_comment(ending: str, program: str, content: dict[str, Any]):
    found = restored(encode_picture(PIXELS, ending, exif=exif_with(None, json.dumps(content))))
    assert (found.origin, found.values) == (program, WANTED)


def test_comfyui_says_it_in_a_webp_as_the_camera_model():
    exif, buffer = Image.Exif(), io.BytesIO()
    exif[0x0110] = f"prompt:{json.dumps(COMFYUI)}"
    Image.fromarray(PIXELS).save(buffer, format="WEBP", exif=exif)
    assert restored(buffer.getvalue()).values == WANTED


def test_words_of_novelai_may_stand_in_the_description_alone():
    said = {key: value for key, value in NOVELAI.items() if key != "prompt"}
    found = restored(png_saying(Comment=json.dumps(said), Description="{a bottle} on a rock"))
    assert found.values["prompt"] == "{a bottle} on a rock"
    said["prompt"] = "{a bottle}"
    assert any("{ }" in remark for remark in restored(png_saying(Comment=json.dumps(said))).remarks)


def test_a_workflow_without_sampler_says_so_and_gives_nothing():
    found = restored(png_saying(prompt=json.dumps({"1": {"class_type": "LoadImage", "inputs": {}}})))
    assert (found.values, len(found.remarks)) == ({}, 1)


def test_a_workflow_whose_links_go_round_ends():
    graph = {**COMFYUI, "8": {"class_type": "ControlNetApply", "inputs": {"conditioning": ["8", 0]}}}
    assert "prompt" not in restored(png_saying(prompt=json.dumps(graph))).values


def test_values_out_of_range_are_left_out_with_a_sentence():
    said = {**INVOKEAI, "steps": 10**9, "seed": -4, "scheduler": "dpm_fast", "cfg_scale": [7], "loras": [1]}
    found = restored(png_saying(invokeai_metadata=json.dumps(said)))
    assert found.values == {"prompt": "a bottle on a rock", "negative_prompt": "people"}
    assert len(found.remarks) == 5  # model, sampler, networks, steps, seed


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*COMFYUI, "class_type", "inputs", "text", "positive", *INVOKEAI]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(
    content=st.dictionaries(
        st.sampled_from(["3", "6", "sui_image_params", "uc", "steps", "base_model", "model"]), JSON
    )
)
def test_nothing_that_a_file_says_trips_the_reader(content: dict[str, Any]):
    text = json.dumps(content)
    for key in ("parameters", "invokeai_metadata", "Comment", "prompt"):
        read_recipe(png_saying(**{key: text}), KNOWN)


@pytest.mark.parametrize(
    "text", ["{" * 50_000, '{"a":' * 5_000 + "1" + "}" * 5_000, '{"3": ' + "9" * 9_000 + "}", "[1]", "no"]
)
def test_texts_that_are_no_recipe_are_none(text: str):
    assert read_recipe(png_saying(prompt=text, Comment=text), KNOWN) is None
