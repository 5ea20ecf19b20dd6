"""A request is checked once, says what is wrong in one sentence, and has one digest."""

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import RequestError
from core.models.matting_models import MATTING_MODELS
from core.models.profiles import DEPTH_MODELS, PROFILES, SCHEDULERS
from core.request import (
    ADDED,
    MAX_PROMPT,
    MAX_SEED,
    GenerationRequest,
    bounds,
    choices,
    label,
    limits,
    request_of,
)
from core.scenes.drawing import scene_for

MINI = PROFILES["mini"]
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=50)
FIELDS = st.fixed_dictionaries(
    {"prompt": TEXT.filter(str.strip), "seed": st.integers(0, MAX_SEED), "profile": st.just("mini")},
    optional={
        "negative_prompt": TEXT,
        "num_inference_steps": st.integers(10, 50),
        "guidance_scale": st.floats(0, 30),
        "strength": st.floats(0.1, 1),
        "eta": st.floats(0, 1),
        "scheduler": st.sampled_from(SCHEDULERS),
        "controlnet_conditioning_scale": st.floats(0, 2),
        "control_guidance_start": st.floats(0, 0.4),
        "control_guidance_end": st.floats(0.5, 1),
        "max_side": st.integers(64, 4096),
        "matting_model": st.sampled_from(list(MATTING_MODELS)),
        "depth_scope": st.sampled_from(["frame", "subject"]),
        "depth_model": st.none() | st.sampled_from(list(DEPTH_MODELS)),
        "keep_source_alpha": st.booleans(),
        "matte_threshold": st.none() | st.integers(0, 255),
        "matte_grow": st.integers(-64, 64),
        "matte_feather": st.floats(0, 64),
        "matte_detail": st.sampled_from(choices("matte_detail")),
        "keep_small_parts": st.booleans(),
        "decontaminate": st.booleans(),
        "margin": st.floats(0, 1),
        "scene": st.none() | st.builds(scene_for, TEXT, st.integers(0, MAX_SEED)),
        "pose": st.sampled_from(choices("pose")),
        "size": st.sampled_from(choices("size")),
        "scene_painter": st.sampled_from(choices("scene_painter")),
    },
)
OTHER: dict[str, Any] = {
    "prompt": "elsewhere",
    "background": {"kind": "colour", "colour": "#f4f1ec"},
    "canvas": "4:5",
    "harmonise": 0.4,
    "place": {"x": 0.4},
    "room": {"left": 10.0},
    "also": [{"photo": "ab" * 32}],
    "shadow_strength": 0.5,
    "shadow_softness": 0.9,
    "shadow_direction": 40.0,
    "shadow_length": 0.5,
    "negative_prompt": "rain",
    "seed": 2,
    "profile": "other",
    "num_inference_steps": 21,
    "guidance_scale": 2.6,
    "strength": 0.9,
    "eta": 0.9,
    "scheduler": "LCM",
    "controlnet_conditioning_scale": 0.9,
    "control_guidance_start": 0.1,
    "control_guidance_end": 0.9,
    "max_side": 512,
    "matting_model": "u2netp",
    "depth_scope": "frame",
    "depth_model": "dpt-large",
    "keep_source_alpha": False,
    "matte_threshold": 0,
    "matte_grow": 1,
    "matte_feather": 0.5,
    "matte_detail": "fine",
    "keep_small_parts": True,
    "decontaminate": False,
    "margin": 0.25,
    "scene": {"kind": "beach", "seed": 3},
    "pose": "lies",
    "size": "hand",
    "scene_painter": "painted",
}


def asked(**changes: Any) -> GenerationRequest:
    values: dict[str, Any] = {"prompt": "a beach", "seed": 1, **changes}
    return GenerationRequest.for_profile(MINI, **values)


def complaint(**changes: Any) -> str:
    with pytest.raises(RequestError) as caught:
        asked(**changes)
    return str(caught.value)


@given(FIELDS)
def test_a_request_survives_json_and_keeps_its_digest(values: dict[str, Any]):
    request = GenerationRequest.parse(values)
    again = GenerationRequest.parse(json.loads(request.canonical_json()))
    assert again == request
    assert again.digest() == request.digest()


@given(FIELDS, st.randoms())
def test_the_order_of_fields_does_not_matter(values: dict[str, Any], random: Any):
    items = list(values.items())
    random.shuffle(items)
    assert GenerationRequest.parse(dict(items)).digest() == GenerationRequest.parse(values).digest()


def test_a_request_without_a_margin_keeps_the_digest_that_it_had_before_there_was_one():
    assert "margin" not in asked().canonical_json()
    assert '"margin":0.25' in asked(margin=0.25).canonical_json()


@pytest.mark.parametrize(
    "field", [name for name in GenerationRequest.model_fields if name != "schema_version"]
)
def test_every_field_is_part_of_the_digest(field: str):
    values = asked().model_dump()
    assert values[field] != OTHER[field]
    assert GenerationRequest.parse({**values, field: OTHER[field]}).digest() != asked().digest()


def test_equal_numbers_written_otherwise_have_one_digest():
    assert asked(guidance_scale=3, matte_feather=-0.0).digest() == asked(guidance_scale=3.0).digest()


def test_a_digest_says_what_it_is_of_and_does_not_change_with_time():
    request = GenerationRequest.parse({"prompt": "a beach", "seed": 1, "profile": "mini"})
    assert request.digest() == (
        "request-v1:sha256:2465980fa2ad9ce7a852c0c42016e5d748a4f0657374a91c669f7a8266919756"
    )


def test_the_profiles_defaults_hold_until_something_else_is_said():
    profile = PROFILES["realistic-vision-depth"]
    request = GenerationRequest.for_profile(profile, prompt="a", seed=0, eta=0.5)
    assert (request.num_inference_steps, request.guidance_scale, request.eta) == (42, 7.5, 0.5)
    assert request.negative_prompt == profile.defaults.negative_prompt


def test_a_request_cannot_be_changed():
    with pytest.raises(ValueError, match="frozen"):
        asked().seed = 2  # pyright: ignore[reportAttributeAccessIssue]


@pytest.mark.parametrize("prompt", ["", "   ", "\n"])
def test_an_empty_prompt_is_refused_with_an_example(prompt: str):
    assert complaint(prompt=prompt).startswith("The prompt is empty; write where")


def test_too_long_a_prompt_is_refused_with_its_length():
    said = complaint(prompt="word " * 5000)
    assert said == f"The prompt has 25,000 characters; shorten it to at most {MAX_PROMPT:,}."
    assert "negative prompt has 6,001" in complaint(negative_prompt="w" * 6001)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("seed", -1),
        ("seed", 2**32),
        ("num_inference_steps", 0),
        ("num_inference_steps", 151),
        ("guidance_scale", -0.1),
        ("guidance_scale", 30.1),
        ("strength", 0.0),
        ("strength", 1.1),
        ("eta", 2.0),
        ("controlnet_conditioning_scale", 2.1),
        ("control_guidance_start", 1.0),
        ("control_guidance_end", 0.0),
        ("max_side", 63),
        ("max_side", 4097),
        ("matte_threshold", 256),
        ("matte_grow", 65),
        ("matte_feather", 64.1),
        *((name, bad) for name in ("guidance_scale", "strength", "eta") for bad in (math.nan, math.inf)),
        ("scheduler", "PNDM"),
        ("matting_model", "bria-rmbg"),
        ("depth_model", "midas"),
        ("depth_scope", "room"),
    ],
)
def test_what_is_out_of_range_is_named_with_its_range(field: str, value: Any):
    said = complaint(**{field: value})
    assert said.startswith(f"{field} ")
    assert said.endswith(f"(it is {value}).")
    assert "\n" not in said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"control_guidance_start": 0.6, "control_guidance_end": 0.4},
            "control_guidance_start must be below control_guidance_end.",
        ),
        (
            {"num_inference_steps": 4, "strength": 0.2},
            "num_inference_steps times strength must be at least 1.",
        ),
        (
            {"num_inference_steps": 51, "scheduler": "LCM"},
            "num_inference_steps must be at most 50 with scheduler LCM.",
        ),
        ({"sed": 1}, "There is no parameter sed; see python -m core generate --help for those there are."),
    ],
)
def test_what_does_not_fit_together_is_told(changes: dict[str, Any], said: str):
    assert complaint(**changes) == said


def test_what_is_missing_is_named():
    with pytest.raises(RequestError, match=r"^seed is missing\.$"):
        GenerationRequest.parse({"prompt": "a", "profile": "mini"})


def test_text_that_is_no_unicode_is_refused():
    assert complaint(prompt="half a \ud83d face").startswith("The prompt ")


def test_a_recorded_request_comes_back() -> None:
    request = asked()
    assert request_of(request.model_dump(mode="json")) == request
    assert request_of(json.loads(request.canonical_json())) == request


@pytest.mark.parametrize("version", [0, 2, None, "1"])
def test_another_version_s_request_is_refused(version: object) -> None:
    with pytest.raises(RequestError, match="begin a new picture from its settings"):
        request_of({**asked().model_dump(mode="json"), "schema_version": version})


def test_an_older_request_is_brought_to_todays_schema() -> None:
    def renamed(values: dict[str, Any]) -> dict[str, Any]:
        values["prompt"] = values.pop("words")
        return values

    def shorter(values: dict[str, Any]) -> dict[str, Any]:
        return {**values, "prompt": values["prompt"].removesuffix("!")}

    recorded = asked().model_dump(mode="json")
    recorded["words"] = recorded.pop("prompt") + "!"
    assert request_of(recorded, (renamed, shorter)) == asked()
    assert request_of({**asked().model_dump(mode="json"), "schema_version": 3}, (renamed, shorter)) == asked()
    with pytest.raises(RequestError, match="this studio speaks version 3"):
        request_of({**recorded, "schema_version": 4}, (renamed, shorter))


@pytest.mark.parametrize("name", list(ADDED))
def test_a_later_field_is_left_out_at_the_value_of_its_absence(name: str) -> None:
    request = asked()
    assert getattr(request, name) == ADDED[name]
    assert name not in json.loads(request.canonical_json())


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("num_inference_steps", (1, 150)),
        ("matte_threshold", (0, 255)),
        ("matte_grow", (-64, 64)),
        ("strength", (0, 1)),
        ("seed", (0, MAX_SEED)),
        ("prompt", (None, None)),
        ("scheduler", (None, None)),
        ("decontaminate", (None, None)),
    ],
)
def test_limits_are_those_that_the_request_holds_to(field: str, expected: tuple[int | None, int | None]):
    assert limits(field) == expected


def test_a_bound_says_whether_it_is_itself_allowed():
    assert bounds("strength") == {"gt": 0, "le": 1}


def test_choices_are_the_words_that_the_request_allows():
    assert choices("depth_scope") == ("frame", "subject")
    assert choices("scheduler") == SCHEDULERS
    assert choices("prompt") == choices("depth_model") == ()


def test_the_schema_tells_label_help_and_bounds_of_every_field():
    fields = GenerationRequest.model_json_schema()["properties"]
    assert fields.keys() == GenerationRequest.model_fields.keys()
    for name, field in fields.items():
        assert field["title"] == label(name)
        assert field["title"][0].isupper()
        assert field["description"]
    assert fields["num_inference_steps"]["title"] == "Inference steps"
    assert (fields["strength"]["exclusiveMinimum"], fields["strength"]["maximum"]) == (0, 1)
    assert fields["depth_scope"]["enum"] == ["frame", "subject"]


@pytest.mark.parametrize(
    ("changes", "digest"),
    [
        ({}, "7343f190b1250e021195a3e85149b96fca22a0f39f26f4f49f9078107bcf8c1c"),
        ({"margin": 0.25}, "737abdb56dd4ab691c657df1e343b57fe3a5dc50091da39f45be3bbd040087ee"),
        (
            {"matte_threshold": 128, "matte_grow": -3, "matte_feather": 1.5, "decontaminate": False},
            "ea12a17b0986ebf32c1bb6186de6f3058e8fd56a7bb500c80aa334747e85f339",
        ),
        (
            {"negative_prompt": "ä☀", "depth_model": "dpt-large", "scheduler": "LCM"},
            "dc0b893823a73f6a025977033721ae400500ff7442934b23cfbed2e595a1fd9e",
        ),
    ],
)
def test_recorded_digests_stand(changes: dict[str, Any], digest: str):
    """As the studio computed them before labels and help stood in the fields."""
    assert asked(**changes).digest() == f"request-v1:sha256:{digest}"
