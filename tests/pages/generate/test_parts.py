"""What Generate decides without a browser: limits, seeds, examples, sentences."""

from dataclasses import replace

import numpy as np
import pytest
from annotated_types import Ge

from core.engine.jobs import JobState, QueueState
from core.request import GenerationRequest
from pages.ui.generate import field_limits, form_state, preview
from pages.ui.generate.prompt_examples import EXAMPLES, with_example
from pages.ui.runs import job_panel


def job(job_id: str, position: int, seconds_left: float | None = None) -> JobState:
    return JobState(
        id=job_id,
        owner="ann",
        prompt="p",
        profile="mini",
        seed=1,
        status="queued" if position else "running",
        position=position,
        seconds_left=seconds_left,
    )


def test_limits_are_those_of_the_request() -> None:
    assert field_limits.limits("num_inference_steps") == (1, 150)
    assert field_limits.limits("matte_threshold") == (0, 255)
    assert field_limits.limits("strength") == (0, 1)
    assert field_limits.limits("prompt") == (None, None)


def test_every_number_with_a_least_value_has_limits() -> None:
    for name, field in GenerationRequest.model_fields.items():
        if any(isinstance(part, Ge) for part in field.metadata):
            assert field_limits.limits(name)[0] is not None


def test_choices_are_the_literal_words() -> None:
    assert field_limits.choices("depth_scope") == ("frame", "subject")
    assert "LCM" in field_limits.choices("scheduler")
    assert field_limits.choices("prompt") == ()


def test_the_same_first_seed_gives_the_same_seeds_again() -> None:
    assert form_state.seeds(7, 8) == form_state.seeds(7, 8)
    assert form_state.seeds(7, 8)[:3] == form_state.seeds(7, 3)


def test_seeds_begin_with_the_given_one_and_differ() -> None:
    found = form_state.seeds(0, form_state.MAX_PICTURES)
    assert found[0] == 0
    assert len(set(found)) == form_state.MAX_PICTURES


@pytest.mark.parametrize("written", ["", "  ", EXAMPLES["Beach"]])
def test_an_example_takes_the_place_of_nothing_and_of_another_example(written: str) -> None:
    assert with_example(written, "Forest") == EXAMPLES["Forest"]


def test_an_example_is_added_to_a_persons_own_words_once() -> None:
    once = with_example("on my desk, ", "Table")
    assert once == f"on my desk, {EXAMPLES['Table']}"
    assert with_example(once, "Table") == once


def test_the_cut_out_stands_on_the_backdrop() -> None:
    source = np.full((4, 4, 3), 100, np.uint8)
    matte = np.array([[255, 0, 128, 0]] * 4, np.uint8)
    white = preview.on_backdrop(source, matte, "White")
    assert white[0, :, 0].tolist() == [100, 255, 177, 255]
    assert preview.on_backdrop(source, matte, "Black")[0, 1].tolist() == [0, 0, 0]


def test_the_checker_has_two_greys() -> None:
    empty = np.zeros((40, 40), np.uint8)
    shown = preview.on_backdrop(np.zeros((40, 40, 3), np.uint8), empty, "Checker")
    assert set(np.unique(shown)) == {200, 235}


def test_waiting_says_how_many_come_before() -> None:
    queue = QueueState(jobs=(job("x", 0), job("y", 1), job("mine", 2, seconds_left=30.0)))
    assert job_panel.waiting_sentence(queue, queue.jobs[2]) == "2 pictures before yours, done in about 30 s."
    assert job_panel.waiting_sentence(queue, queue.jobs[0]) == "Yours is next."


def test_why_not_names_the_first_thing_to_do() -> None:
    found = preview.Inspected(
        cutouts={}, control=b"", control_is_mask=False, coverage=0.5, width=4, height=4, closed=()
    )
    assert preview.why_not(None, "no model") == "Choose a photo first."
    assert preview.why_not(found, "no model") == "no model"
    nothing = preview.Uninspected("No subject was found.")
    assert preview.why_not(nothing, None) == "No subject was found."
    assert preview.why_not(replace(found, depth_problem="No depth model."), None) == "No depth model."
    assert preview.why_not(found, None) is None
