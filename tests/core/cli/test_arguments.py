"""Every field of a request is an option, and what is not said stays the profile's."""

import argparse
from typing import Any

import pytest

from core.cli.arguments import HELP, add_request_options, changes
from core.request import GenerationRequest


def parsed(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_request_options(parser)
    return parser.parse_args(["--prompt", "a beach", *words])


@pytest.mark.parametrize(
    "field", [name for name in GenerationRequest.model_fields if name != "schema_version"]
)
def test_every_field_has_an_option(field: str):
    assert hasattr(parsed(), field)


def test_every_option_is_explained_and_help_can_be_shown():
    own = {"schema_version", "seed", "profile"}
    assert set(HELP) == set(GenerationRequest.model_fields) - own
    parser = argparse.ArgumentParser()
    add_request_options(parser)
    assert "(≥ 0, ≤ 30)" in parser.format_help()


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
    ],
)
def test_what_is_said_is_taken(words: list[str], expected: dict[str, Any]):
    assert changes(parsed(*words)) == expected
