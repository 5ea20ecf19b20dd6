"""Every field of a request is an option, and what is not said stays the profile's."""

import argparse
from typing import Any

import pytest

from core.cli.arguments import add_request_options
from core.cli.options import changes
from core.request import GenerationRequest, description


def parsed(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_request_options(parser)
    return parser.parse_args(["--prompt", "a beach", *words])


@pytest.mark.parametrize(
    "field", [name for name in GenerationRequest.model_fields if name != "schema_version"]
)
def test_every_field_has_an_option(field: str):
    assert hasattr(parsed(), field)


def test_help_explains_every_option_in_the_fields_own_words(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "1000")  # else long words are broken at their hyphens
    parser = argparse.ArgumentParser()
    add_request_options(parser)
    shown = " ".join(parser.format_help().split())
    for name in GenerationRequest.model_fields.keys() - {"schema_version", "seed", "profile", "scene"}:
        assert description(name) in shown
    assert "a kind of scene (see: python -m core scenes), a scene's JSON, or a file of it" in shown
    assert "(≥ 0, ≤ 30)" in shown
    assert "(> 0, ≤ 1)" in shown
    assert "--depth-scope {frame,subject}" in shown
    assert "--pose {auto,stands,lies,hangs}" in shown
    assert "--scene-painter {auto,painted,traced}" in shown


def test_nothing_said_changes_nothing():
    assert changes(parsed()) == {}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--num-inference-steps", "7"], {"num_inference_steps": 7}),
        (["--guidance-scale", "2"], {"guidance_scale": 2.0}),
        (["--scheduler", "LCM"], {"scheduler": "LCM"}),
        (["--matte-threshold", "0", "--matte-grow", "-3"], {"matte_threshold": 0, "matte_grow": -3}),
        (["--no-decontaminate"], {"decontaminate": False}),
        (["--keep-source-alpha"], {"keep_source_alpha": True}),
        (["--negative-prompt", ""], {"negative_prompt": ""}),
        (["--depth-model", "mini"], {"depth_model": "mini"}),
        (["--pose", "lies", "--scene-painter", "painted"], {"pose": "lies", "scene_painter": "painted"}),
    ],
)
def test_what_is_said_is_taken(words: list[str], expected: dict[str, Any]):
    assert changes(parsed(*words)) == expected
