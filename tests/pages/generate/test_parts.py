"""What Generate decides without a browser: seeds, examples, sentences."""

from dataclasses import replace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core.engine.jobs import JobState, QueueState
from pages.ui.generate import preview
from pages.ui.generate.prompt_examples import EXAMPLES, own_words, with_example
from pages.ui.runs import job_panel
from tests.fakes import PATIENCE


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


@pytest.mark.parametrize("written", ["", "  ", EXAMPLES["Beach"]])
def test_an_example_takes_the_place_of_nothing_and_of_another_example(written: str) -> None:
    assert with_example(written, "Forest") == EXAMPLES["Forest"]


def test_an_example_is_added_to_a_persons_own_words_once() -> None:
    once = with_example("on my desk, ", "Table")
    assert once == f"on my desk, {EXAMPLES['Table']}"
    assert with_example(once, "Table") == once


def test_another_example_takes_the_first_one_s_place_behind_a_persons_own_words() -> None:
    once = with_example("on my desk", "Table")
    assert with_example(once, "Beach") == f"on my desk, {EXAMPLES['Beach']}"
    assert with_example(once, None) == "on my desk"
    assert own_words(once) == ("on my desk", "Table")
    assert own_words("on my desk") == ("on my desk", None)
    assert with_example("on my desk. ", None) == "on my desk. "


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


def two_at_work() -> None:
    """A page with the panel of three pictures, of which two are being made."""
    from types import SimpleNamespace
    from typing import Any

    from core.engine.jobs import QueueState
    from pages.ui.runs import job_panel
    from tests.pages.generate.test_parts import job

    jobs = (job("a", 0), job("b", 0), job("c", 1))
    studio: Any = SimpleNamespace(queue=lambda: QueueState(jobs=jobs), cancel=bool)
    runs: Any = [SimpleNamespace(id=one.id) for one in jobs]
    job_panel.follow(studio, runs, ["a", "b", "c"])


def one_leaving() -> None:
    """A page with the panel of a picture that is to be stopped."""
    from dataclasses import replace
    from types import SimpleNamespace
    from typing import Any

    from core.engine.jobs import QueueState
    from pages.ui.runs import job_panel
    from tests.pages.generate.test_parts import job

    leaving = replace(job("a", 0), stage="rims", message="Being cancelled.", leaving=True)
    studio: Any = SimpleNamespace(queue=lambda: QueueState(jobs=(leaving,)), cancel=bool)
    runs: Any = [SimpleNamespace(id="a")]
    job_panel.follow(studio, runs, ["a"])


def test_a_cancel_that_was_pressed_is_seen_to_be() -> None:
    page = AppTest.from_function(one_leaving, default_timeout=PATIENCE).run()
    assert not page.exception
    assert [(button.label, button.disabled) for button in page.button] == [("Cancelling …", True)]
    assert "Being cancelled" in page.get("progress")[0].proto.text


def test_each_of_two_that_are_being_made_is_shown_and_can_be_stopped() -> None:
    page = AppTest.from_function(two_at_work, default_timeout=PATIENCE).run()
    assert not page.exception
    assert [button.label for button in page.button] == [*["Cancel this picture"] * 2, "Cancel all 3"]
    assert len(page.get("progress")) == 2
    assert [text.value for text in page.text] == ["1 picture of yours queued."]
