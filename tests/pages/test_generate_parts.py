"""What Generate decides without a browser: seeds, examples, sentences."""

import numpy as np
import pytest

from core.engine.jobs import JobState, QueueState
from pages.ui.generate import form_state, preview
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


def test_the_cut_out_stands_before_the_backdrop() -> None:
    source = np.full((4, 4, 3), 100, np.uint8)
    matte = np.array([[255, 0, 128, 0]] * 4, np.uint8)
    white = preview.before_backdrop(source, matte, "White")
    assert white[0, :, 0].tolist() == [100, 255, 177, 255]
    assert preview.before_backdrop(source, matte, "Black")[0, 1].tolist() == [0, 0, 0]


def test_the_checker_has_two_greys() -> None:
    empty = np.zeros((40, 40), np.uint8)
    seen = preview.before_backdrop(np.zeros((40, 40, 3), np.uint8), empty, "Checker")
    assert set(np.unique(seen)) == {200, 235}


def test_waiting_says_how_many_come_before() -> None:
    queue = QueueState(jobs=(job("x", 0), job("y", 1), job("mine", 2, seconds_left=30.0)))
    assert job_panel.waiting_sentence(queue, queue.jobs[2]) == "2 pictures before yours, done in about 30 s."
    assert job_panel.waiting_sentence(queue, queue.jobs[0]) == "Yours is next."


def test_why_not_names_the_first_thing_to_do() -> None:
    found = {"cutouts": {}, "depth": b""}
    assert preview.why_not(None, "no model") == "Choose a photo first."
    assert preview.why_not(found, "no model") == "no model"
    assert preview.why_not("No subject was found.", None) == "No subject was found."
    assert preview.why_not(found, None) is None
