"""AUTOMATIC1111's text is written as it writes it, and read as far as its fields go."""

import json
import time
from typing import Any

import pytest
from hypothesis import given

from core.metadata.a1111 import NEGATIVE, SAMPLERS, infotext, listed, plain, read_infotext, shown
from core.models.parameters import SCHEDULERS
from core.request import GenerationRequest
from core.scenes.drawing import scene_for
from tests.recipes import WRITTEN_BY_A1111, asked, recipe, requests


def read(text: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    found = read_infotext(text)
    assert found is not None
    return dict(found.values), found.remarks


def settings(line: str) -> tuple[dict[str, Any], tuple[str, ...]]:
    values, remarks = read(f"a table\nSteps: 20, Sampler: Euler, CFG scale: 7, {line}")
    return {name: values[name] for name in values if name not in ("prompt", "num_inference_steps")}, remarks


def test_the_text_is_the_one_a1111_writes():
    request = asked(negative_prompt="people, text", num_inference_steps=42, guidance_scale=7.5)
    assert infotext(recipe(request)) == (
        "on an oak table, morning light\n"
        "Negative prompt: people, text\n"
        "Steps: 42, Sampler: DDIM, CFG scale: 7.5, Seed: 1234, Size: 40x24, Model: mini, "
        "Denoising strength: 1, RNG: CPU, Version: Backdrop Studio 0.1.0"
    )


def test_a_place_that_no_model_sampled_tells_of_no_steps_and_is_read_all_the_same():
    models = [{"role": "matting", "name": "u2net", "revision": None, "licence": "Apache-2.0"}]
    request = asked(scene=scene_for("on an oak table", 1), negative_prompt="people")
    text = infotext(recipe(request, models=models))
    assert text.split("\n")[1:] == [
        "Seed: 1234, Size: 40x24, Model: mini, Version: Backdrop Studio 0.1.0",
    ]
    values, _ = read(text)
    assert (values["prompt"], values["seed"]) == (request.prompt, "1234")


def test_an_empty_negative_prompt_leaves_its_line_out():
    assert NEGATIVE not in infotext(recipe(asked(negative_prompt="")))


def test_values_with_signs_of_the_form_are_quoted():
    models = [{"role": "base", "name": 'ada/odd: "one", two', "revision": None, "licence": "MIT"}]
    assert r'Model: "odd: \"one\", two", Denoising' in infotext(recipe(models=models))


def test_models_are_named_without_owner_and_where_none_is_known_by_the_profile():
    models = [{"role": "base", "name": "ada/wood-v2/unet", "revision": None, "licence": "MIT"}]
    assert "Model: wood-v2," in infotext(recipe(models=models))
    assert "Model: mini," in infotext(recipe(models=[]))


def test_control_characters_stay_out():
    request = asked(prompt="a\0b\x1b[31m\r\nc", negative_prompt="d\x85e\tf")
    assert infotext(recipe(request)).startswith("ab[31m\nc\nNegative prompt: de\tf\nSteps")


@given(requests())
def test_what_is_written_is_read_again(request: GenerationRequest):
    values, remarks = read(infotext(recipe(request)))
    wanted = {
        "prompt": request.prompt,
        "negative_prompt": request.negative_prompt,
        "seed": str(request.seed),
        "num_inference_steps": str(request.num_inference_steps),
        "scheduler": request.scheduler,
    }
    given = {
        name: value if value.strip() else ""
        for name, value in wanted.items()
        if name != "prompt" or value.strip()
    }
    assert {name: values[name] for name in given} == given
    assert values.keys() - given.keys() == {"guidance_scale", "strength"}
    assert float(values["guidance_scale"]) == request.guidance_scale
    assert float(values["strength"]) == request.strength
    assert len(remarks) == 2


def test_a_text_of_a1111_is_read():
    values, remarks = read(WRITTEN_BY_A1111)
    assert values == {
        "prompt": "product photo, (oak table:1.2), \nmorning light, 35mm",
        "negative_prompt": "people, text, watermark\nblurry: very",
        "num_inference_steps": "28",
        "scheduler": "DPMSolverMultistep",
        "guidance_scale": "6.5",
        "seed": "965400086",
    }
    assert remarks == (
        "Networks that change the model are not used here and were left out: <lora:woods:0.8>.",
        "The size 768x512 is not used: a picture here takes the shape of its photo.",
        "The model realisticVisionV51_v51VAE is not used: choose a profile that suits.",
        "These settings have no place here: Schedule type, Model hash, Denoising strength, Clip skip, "
        "Hires upscale, Hires steps, Hires upscaler, Lora hashes and 1 more.",
    )


def test_the_strength_is_kept_where_it_is_not_that_of_enlarging():
    assert settings("Denoising strength: 0.35")[0]["strength"] == "0.35"
    assert "strength" not in settings("Denoising strength: 0.35, Hires upscale: 2")[0]


def test_every_scheduler_has_a_sampler():
    assert tuple(SAMPLERS) == SCHEDULERS
    assert len(set(SAMPLERS.values())) == len(SCHEDULERS)


@pytest.mark.parametrize(
    ("sampler", "scheduler"),
    [*((sampler, name) for name, sampler in SAMPLERS.items()), ("DPM++ 2M Karras", "DPMSolverMultistep")],
)
def test_samplers_are_found_by_name(sampler: str, scheduler: str):
    values, remarks = settings(f"Sampler: {sampler}, Seed: 5")
    assert (values["scheduler"], remarks) == (scheduler, ())


def test_an_unknown_sampler_is_told():
    values, remarks = settings("Sampler: DPM++ SDE, Seed: 5")
    assert "scheduler" not in values
    assert remarks == ("The sampler DPM++ SDE is not known here: choose a scheduler.",)


def test_only_the_first_line_that_says_so_begins_the_negative_prompt():
    text = "a\n Negative prompt: b\nNegative prompt: c\nSteps: 20, Sampler: Euler, Seed: 7"
    values, _ = read(text)
    assert (values["prompt"], values["negative_prompt"]) == ("a", "b\nNegative prompt: c")


def test_a_text_without_a_prompt_gives_its_settings():
    values, _ = read("Steps: 20, Sampler: Euler, Seed: 7")
    assert values == {
        "negative_prompt": "",
        "num_inference_steps": "20",
        "scheduler": "EulerDiscrete",
        "seed": "7",
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Screenshot",
        "a table\nSteps: 20, Seed: 7",
        "Make: Ada, Model: One, Lens: Two",
        '{"steps": 20, "sampler": "Euler"}',
        "Steps: 20, Sampler: Euler, Seed: 7, Note: " + "x" * 70_000,
    ],
)
def test_texts_of_other_origin_are_no_settings(text: str):
    assert read_infotext(text) is None


@pytest.mark.parametrize("value", ['"open', '"bad \\x escape"', "[" * 50_000, json.dumps("[" * 20_000)])
def test_damaged_values_are_taken_as_they_stand(value: str):
    values, remarks = settings(f"Seed: 7, Odd: {value}")
    assert (values["seed"], remarks) == ("7", ("These settings have no place here: Odd.",))


@pytest.mark.parametrize(
    "line",
    ["a" * 60_000, " " * 60_000, 'a a:"' * 12_000, r'aa: "\",' * 8_000, "aa: \\" * 12_000, ":" * 60_000],
)
def test_no_line_takes_more_than_a_moment(line: str):
    start = time.perf_counter()
    read_infotext(f"prompt\nSteps: 20, Sampler: Euler, Seed: 7, {line}")
    assert time.perf_counter() - start < 2


def test_plain_text_has_no_controls_and_one_kind_of_newline():
    assert plain("a\r\nb\rc\0\x1b\x7f\x9fd\te") == "a\nb\ncd\te"


def test_shown_words_are_short_and_on_one_line():
    assert shown("a\nb\0\ud800 " + "c" * 90) == "a b? " + "c" * 34 + "…"


def test_lists_name_the_first_few():
    assert listed(dict.fromkeys("abc")) == "a, b, c"
    assert listed(dict.fromkeys("abcdefghij")) == "a, b, c, d, e, f, g, h and 2 more"


def test_a_negative_prompt_that_is_not_named_was_empty():
    assert read("in a forest\nSteps: 20, Sampler: Euler, Seed: 7")[0]["negative_prompt"] == ""


def test_a_strength_of_others_is_explained_and_our_own_is_not():
    _, (remark,) = settings("Denoising strength: 0.35, Seed: 7")
    assert remark.startswith("The denoising strength 0.35 was how much of another picture was changed")
    assert settings("Denoising strength: 0.35, Seed: 7, Version: Backdrop Studio 0.1.0")[1] == ()


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "templates",
    [
        ["Template: in a {forest|wood}", "Negative Template: text"],
        ["Negative Template: text"],
        ["Template: in a {forest|wood},", "in: many, lines: of, words: too"],
    ],
)
def test_settings_above_a_template_are_found(templates: list[str], newline: str):
    lines = ["in a forest", "Negative prompt: text", "Steps: 20, Sampler: Euler, Seed: 7", *templates]
    values, remarks = read(newline.join(lines))
    assert (values["prompt"], values["negative_prompt"], values["seed"]) == ("in a forest", "text", "7")
    assert remarks == ("The template of its words is not used: they are taken as they were drawn.",)


@pytest.mark.parametrize(
    ("words", "kept", "left_out"),
    [
        ("a wood <lora:x:0.8> BREAK [dusk:dawn:0.5]", "a wood BREAK", ["<lora:x:0.8>", "[dusk:dawn:0.5]"]),
        ("a, <LyCO:x:1>, b", "a, b", ["<LyCO:x:1>"]),
        ("a [fog:12] b [rain::0.3] c", "a b c", ["[fog:12]", "[rain::0.3]"]),
        ("a [cow|horse] b", "a b", ["[cow|horse]"]),
        ("(a:1.2), [b], <b>, [c, (d:0.9)]", "(a:1.2), [b], <b>, [c, (d:0.9)]", []),
    ],
)
def test_what_is_no_word_is_left_out_and_told(words: str, kept: str, left_out: list[str]):
    values, remarks = read(f"{words}\nNegative prompt: {words}\nSteps: 20, Sampler: Euler, Seed: 7")
    assert (values["prompt"], values["negative_prompt"]) == (kept, kept)
    assert all(any(part in remark for remark in remarks) for part in left_out)
    assert bool(remarks) == bool(left_out)


@pytest.mark.parametrize(
    "words", ["[" * 30_000, "[a|" * 20_000, "<lora:" * 10_000, "[a:1" * 15_000, "[|" * 20_000]
)
def test_no_words_take_more_than_a_moment(words: str):
    start = time.perf_counter()
    read_infotext(f"{words}\nSteps: 20, Sampler: Euler, Seed: 7")
    assert time.perf_counter() - start < 2


def test_words_that_change_by_step_may_stand_in_one_another() -> None:
    text = "in a [forest:[lake:river:0.3]:0.5], fog\nSteps: 12, Sampler: DDIM, CFG scale: 3.5, Seed: 4"
    found = read_infotext(text)
    assert found is not None
    assert found.values["prompt"] == "in a, fog"


def test_a_template_may_stand_below_an_empty_line() -> None:
    found = read_infotext("in a forest\nSteps: 12, Sampler: DDIM, CFG scale: 3.5, Seed: 4\n\nTemplate: a\nb")
    assert found is not None
    assert found.values["prompt"] == "in a forest"
