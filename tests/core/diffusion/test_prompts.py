import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.diffusion.prompts import MAX_WEIGHT, chunks_of, encode, parse_weights
from tests.tiny import HIDDEN, TinyModels, tiny_text_encoder, tiny_tokenizer

LONG = "a beach at night, " * 40
"""200 tokens of the tiny tokenizer, 5 for each repetition."""


@pytest.fixture(scope="module")
def clip() -> tuple[Any, Any]:
    import torch

    torch.manual_seed(0)
    return tiny_tokenizer(), tiny_text_encoder()


def encoded(clip: tuple[Any, Any], prompt: str, negative_prompt: str = "") -> tuple[Any, Any]:
    import torch

    return encode(*clip, prompt, negative_prompt, device="cpu", dtype=torch.float32)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        ("plain text", [("plain text", 1.0)]),
        ("an (important) word", [("an ", 1.0), ("important", 1.1), (" word", 1.0)]),
        ("((very))", [("very", 1.1 * 1.1)]),
        ("[less]", [("less", 1 / 1.1)]),
        ("(more:1.3) of", [("more", 1.3), (" of", 1.0)]),
        ("(more: 1.3 )", [("more", 1.3)]),
        ("(none:0)", [("none", 0.0)]),
        ("(against:-.5)", [("against", -0.5)]),
        ("(a (b:2):1.5)", [("a ", 1.5), ("b", 3.0)]),
        ("(a [b])", [("a ", 1.1), ("b", 1.0)]),
        ("(unnecessary)(brackets)", [("unnecessarybrackets", 1.1)]),
        (r"a \(literal\] one", [("a (literal] one", 1.0)]),
        (r"two \\ strokes", [("two \\ strokes", 1.0)]),
        ("16:9 and 1:2)", [("16:9 and 1:2)", 1.0)]),
        ("(unbalanced", [("(unbalanced", 1.0)]),
        ("un]balanced)", [("un]balanced)", 1.0)]),
        ("([crossed)]", [("[crossed", 1.1), ("]", 1.0)]),
        ("(version:1.2.3)", [("version:1.2.3", 1.1)]),
        ("back\\", [("back\\", 1.0)]),
        ("(much:1000)", [("much", MAX_WEIGHT)]),
        ("(much:" + "9" * 400 + ")", [("much", MAX_WEIGHT)]),
    ],
)
def test_weights_are_read_as_written(text: str, pieces: list[tuple[str, float]]):
    assert [(words, pytest.approx(weight)) for words, weight in pieces] == parse_weights(text)


@given(st.text(st.characters(exclude_characters="()[]\\")))
def test_text_without_brackets_comes_back_as_it_is(text: str):
    assert parse_weights(text) == ([(text, 1.0)] if text else [])


@given(st.text(st.sampled_from("ab ()[]\\:1.-")))
def test_any_text_is_understood_somehow(text: str):
    pieces = parse_weights(text)
    assert all(words and abs(weight) <= MAX_WEIGHT for words, weight in pieces)
    assert "".join(words for words, _ in pieces).count("a") == text.count("a")


@pytest.mark.parametrize(
    "text", ["(a" * 20_000 + ")" * 20_000, "[" * 20_000 + ")" * 20_000, ":" + "1" * 40_000]
)
def test_hostile_text_takes_no_time(text: str):
    started = time.monotonic()
    parse_weights(text)
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("prompt", ["", "a forest at sunset", "(unbalanced [text", "Ünïcödé, 16:9!"])
def test_plain_prompts_are_encoded_to_the_bit_as_diffusers_does(tiny_models: TinyModels, prompt: str):
    import torch
    from diffusers.pipelines.stable_diffusion.pipeline_stable_diffusion import StableDiffusionPipeline

    pipe = StableDiffusionPipeline.from_pretrained(
        tiny_models.base, safety_checker=None, feature_extractor=None
    )
    theirs: Any = pipe.encode_prompt(prompt, "cpu", 1, True, "blurry")
    ours = encoded((pipe.tokenizer, pipe.text_encoder), prompt, "blurry")
    assert torch.equal(ours[0], theirs[0])
    assert torch.equal(ours[1], theirs[1])


def test_exactly_75_tokens_still_fit(clip: tuple[Any, Any]):
    assert encoded(clip, "a " * 75)[0].shape == (1, 77, HIDDEN)
    assert encoded(clip, "a " * 76)[0].shape == (1, 154, HIDDEN)


def test_long_prompts_are_chunked_and_both_filled_to_one_length(clip: tuple[Any, Any]):
    import torch

    wanted, unwanted = encoded(clip, LONG, "blurry")
    assert wanted.shape == unwanted.shape == (1, 77 * 3, HIDDEN)
    assert torch.equal(unwanted[:, :77], encoded(clip, "", "blurry")[1])
    assert torch.equal(unwanted[:, 77:154], encoded(clip, "")[0])
    assert torch.equal(wanted[:, :77], encoded(clip, "a beach at night, " * 15)[0])


def test_a_long_negative_prompt_lengthens_the_prompt(clip: tuple[Any, Any]):
    assert encoded(clip, "a", LONG)[0].shape == (1, 77 * 3, HIDDEN)


def test_weights_change_their_words_and_keep_the_mean(clip: tuple[Any, Any]):
    import torch

    plain, weighted = encoded(clip, "a beach at night")[0], encoded(clip, "a (beach:1.5) at night")[0]
    ratio = ((weighted * plain).sum(dim=2) / plain.square().sum(dim=2))[0]
    assert ratio[2] / ratio[1] == pytest.approx(1.5, rel=1e-4)
    assert ratio[3] / ratio[1] == pytest.approx(1.0, rel=1e-4)
    assert torch.isclose(weighted.mean(), plain.mean(), atol=1e-2)


def test_a_weight_in_a_later_chunk_leaves_the_first_alone(clip: tuple[Any, Any]):
    import torch

    plain, weighted = encoded(clip, LONG + "forest")[0], encoded(clip, LONG + "(forest:2)")[0]
    assert torch.equal(plain[:, :154], weighted[:, :154])
    assert not torch.equal(plain[:, 154:], weighted[:, 154:])


def test_five_thousand_words_are_encoded(clip: tuple[Any, Any]):
    wanted, _ = encoded(clip, "forest " * 5000)
    assert wanted.shape[1] == 77 * 67
    assert bool(wanted.isfinite().all())


def lengths(clip: tuple[Any, Any], text: str) -> list[int]:
    return [len(numbers) for numbers, _ in chunks_of(clip[0], text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a " * 100, [75, 25]),
        ("a " * 70 + ", " + "a " * 10, [71, 10]),
        ("a " * 53 + ", " + "a " * 30, [75, 9]),
        ("a " * 54 + ", " + "a " * 30, [55, 30]),
        ("a " * 74 + ", " + "a " * 10, [75, 10]),
        ("a " * 75 + ", " + "a " * 10, [75, 11]),
        ("a, " * 80, [75, 75, 10]),
    ],
)
def test_no_phrase_is_cut_that_has_a_comma_near(clip: tuple[Any, Any], text: str, wanted: list[int]):
    assert lengths(clip, text) == wanted
    whole = [number for numbers, _ in chunks_of(clip[0], text) for number in numbers]
    assert whole == clip[0](text, add_special_tokens=False).input_ids


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a BREAK a a", [1, 2]),
        ("a\nBREAK\na a BREAK a a a", [1, 2, 3]),
        ("(a BREAK a:1.3) a", [1, 2]),
        ("BREAK", []),
        ("a " * 80 + "BREAK a", [75, 5, 1]),
    ],
)
def test_break_begins_a_chunk_and_is_no_word(clip: tuple[Any, Any], text: str, wanted: list[int]):
    assert [length for length in lengths(clip, text) if length] == wanted


def test_words_that_only_hold_break_are_words(clip: tuple[Any, Any]):
    assert len(lengths(clip, "a BREAKFAST, break and DAYBREAK")) == 1
