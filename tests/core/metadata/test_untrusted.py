"""What a file asks for is checked field by field; what does not hold is left out and told."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.metadata.untrusted import checked
from core.request import GenerationRequest
from tests.recipes import ANY_TEXT, asked, requests, settings_of

PROFILES = ("mini", "studio")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


def remark_on(**found: Any) -> str:
    """The one remark on a field that is left out while the seed beside it stays."""
    values, (remark,) = checked({"seed": 7, **found}, PROFILES)
    assert values == {"seed": 7}
    return remark


@given(requests())
def test_a_valid_request_comes_back_whole(request: GenerationRequest):
    assert checked(request.model_dump(mode="json"), PROFILES) == (settings_of(request), [])


@given(st.dictionaries(st.sampled_from(sorted(GenerationRequest.model_fields)) | ANY_TEXT, JSON))
def test_whatever_is_found_what_comes_back_is_valid(found: dict[str, Any]):
    values, remarks = checked(found, PROFILES)
    assert values.keys() <= found.keys()
    GenerationRequest.parse({"prompt": "a", "seed": 0, "profile": "mini", **values})
    assert all("\n" not in remark and len(remark) < 500 for remark in remarks)


def test_text_becomes_numbers():
    found = {"num_inference_steps": "28", "guidance_scale": "6.5", "seed": "5"}
    assert checked(found, PROFILES) == ({"num_inference_steps": 28, "guidance_scale": 6.5, "seed": 5}, [])


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("num_inference_steps", -3, "it must be at least 1"),
        ("num_inference_steps", "9" * 5_000, "it cannot be read as an integer, exceeded maximum size"),
        ("num_inference_steps", 10**4_000, "it must be at most 150"),
        ("num_inference_steps", {"a": [1]}, "it must be a valid integer"),
        ("guidance_scale", math.nan, "it must be a finite number"),
        ("guidance_scale", "NaN", "it must be a finite number"),
        ("strength", "0", "it must be more than 0"),
        ("scheduler", "PNDM", "it must be 'DDIM', 'DPM"),
        ("matting_model", "../u2net", "it must be one of u2net, "),
        ("depth_model", "midas", "it must be one of "),
        ("prompt", "\0 ", "it is empty; write where the subject should be"),
        ("negative_prompt", "w" * 6_001, "it must have at most 6000 characters"),
        ("negative_prompt", "half a \ud83d face", "it must be a valid string"),
    ],
)
def test_what_is_out_of_range_is_left_out_with_its_reason(name: str, value: Any, said: str):
    *_, remark = checked({name: value}, PROFILES)[1]
    assert remark.startswith(f"{name} was left out: {said}")
    assert name not in checked({name: value}, PROFILES)[0]


@pytest.mark.parametrize("seed", ["NaN", math.nan, math.inf, -1, 2**32, 1.5, "1e3", None, [1]])
def test_seeds_that_are_none_are_left_out(seed: Any):
    values, remarks = checked({"seed": seed, "prompt": "a table"}, PROFILES)
    assert values == {"prompt": "a table"}
    assert len(remarks) == 1


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (
            {"control_guidance_start": 0.6, "control_guidance_end": 0.4},
            "Left out, since control_guidance_start must be below control_guidance_end.",
        ),
        (
            {"num_inference_steps": 2, "strength": 0.1},
            "Left out, since num_inference_steps times strength must be at least 1.",
        ),
        (
            {"num_inference_steps": 60, "scheduler": "LCM"},
            "Left out, since num_inference_steps must be at most 50 with scheduler LCM.",
        ),
    ],
)
def test_what_does_not_fit_together_is_left_out_together(found: dict[str, Any], said: str):
    assert remark_on(**found) == said


def test_many_wrong_fields_cost_only_themselves():
    found = {"seed": -1, "eta": 9, "max_side": 1, "prompt": "a table", "matte_grow": 3}
    values, remarks = checked(found, PROFILES)
    assert values == {"prompt": "a table", "matte_grow": 3}
    assert {remark.split()[0] for remark in remarks} == {"seed", "eta", "max_side"}


def test_a_profile_that_is_not_here_is_left_out():
    assert checked({"profile": "studio"}, PROFILES) == ({"profile": "studio"}, [])
    assert remark_on(profile="<b>theirs") == (
        "The profile <b>theirs is not known on this machine and was left out."
    )


@pytest.mark.parametrize(
    ("scene", "said"),
    [
        ({}, "scene was left out: it does not have a kind that will do."),
        (
            {"kind": "beach", "seed": 1, "light": {"height": 99}},
            "scene was left out: it does not have a light.height that will do.",
        ),
        ({"kind": "moon", "seed": 1}, "scene was left out: it is none that is known here."),
        ("a beach", "scene was left out: it is none that is known here."),
    ],
)
def test_a_scene_that_will_not_do_is_left_out_whole(scene: Any, said: str):
    assert remark_on(scene=scene) == said


def test_a_profile_that_is_no_text_is_left_out():
    assert remark_on(profile=["mini"]) == "profile was left out: it must be a valid string."


def test_unknown_fields_are_named_shortly():
    assert remark_on(**{"x" * 90: 1, "a\nb": 2}) == f"Not known here and left out: {'x' * 39}…, a b."
    said = remark_on(**{f"field{number}": 1 for number in range(5_000)})
    assert said.endswith("field7 and 4992 more.")


def test_control_characters_are_taken_out_and_told():
    values, remarks = checked({"prompt": "a\x1b[31m\n\ttable", "negative_prompt": "\r\nb"}, PROFILES)
    assert values == {"prompt": "a[31m\n\ttable", "negative_prompt": "\nb"}
    assert remarks == ["prompt had control characters, which were taken out."]


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
def test_line_ends_of_any_system_are_no_control_characters(newline: str):
    assert checked({"prompt": f"a table{newline}b"}, PROFILES) == ({"prompt": "a table\nb"}, [])


def test_markup_stays_the_text_it_is():
    prompt = "<img src=x onerror=alert(1)> **bold** &amp;"
    assert checked({"prompt": prompt}, PROFILES) == ({"prompt": prompt}, [])


def test_the_version_of_the_request_is_no_setting():
    assert checked(asked().model_dump(mode="json"), PROFILES)[0].keys() == settings_of(asked()).keys()
