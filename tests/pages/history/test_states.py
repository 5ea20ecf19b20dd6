"""A run's page in every state but the finished one: why there is no picture, and what to do."""

from threading import Event

import pytest

from core.errors import ModelMissingError
from core.studio import Studio
from pages.ui.runs import callbacks
from store.errors import StoreBusyError
from store.records import RunStatus
from tests.fakes import FakeGenerators, until
from tests.pages.finding import HOSTILE, again, failed, has, history, parts, press, said
from tests.pages.studios import Opener, make, submit
from tests.store_runs import blob_file, finished, queued


def test_a_failed_run_says_why_and_can_be_tried_again(opened: Opener) -> None:
    generators = FakeGenerators(raises={"bad": ModelMissingError("The *weights* are not here.")})
    studio = opened(generators)
    (run,) = make(studio, "bad")
    at = history(run=run)
    assert "The *weights* are not here." in said(at)
    assert "ModelMissingError" in at.code[0].value
    generators.raises = {}
    at = press(at, "run_requeue")
    until(lambda: studio.runs.get(run).status is RunStatus.FINISHED)
    assert parts(again(at)) == ["studio_slider", "studio_pictures"]


def test_a_failure_without_log_shows_none(studio: Studio) -> None:
    at = history(run=failed(studio, "It went wrong.", "").id)
    assert "It went wrong." in said(at)
    assert not at.code


@pytest.mark.parametrize(
    ("end", "sentence", "label"),
    [
        ("cancel", "This picture was cancelled", "Make it after all"),
        ("interrupt", "The studio was closed while", "Make it now"),
    ],
)
def test_an_ended_run_can_be_made_after_all(studio: Studio, end: str, sentence: str, label: str) -> None:
    (run,) = queued(studio.runs)
    getattr(studio.runs, end)(run.id)
    at = history(run=run.id)
    assert sentence in said(at)
    assert at.button(key="run_requeue").label == label
    assert not has(at, "run_again")


def test_a_run_being_made_shows_how_far_it_is(opened: Opener) -> None:
    gate = Event()
    generators = FakeGenerators(gate=gate)
    studio = opened(generators)
    first, second = submit(studio, "on a beach", "in the snow")
    assert generators.reached.wait(20)
    assert any("Painting the background" in bar.proto.text for bar in history(run=first).get("progress"))
    at = history(run=second)
    assert "1 picture before yours" in said(at)
    assert at.button(key="run_bin").disabled
    gate.set()
    until(lambda: not studio.queue().jobs)
    assert parts(again(at))[:2] == ["studio_slider", "studio_pictures"]


def test_hostile_words_of_an_error_are_only_words(studio: Studio) -> None:
    at = history(run=failed(studio, HOSTILE, HOSTILE).id)
    assert HOSTILE.replace("\\", "") in said(at)
    assert "[x](" not in at.error[0].value
    assert at.code[0].value == HOSTILE


def test_a_damaged_picture_costs_no_page(studio: Studio) -> None:
    run = finished(studio.runs)
    blob_file(studio.library.blobs, run.artifacts["composite"].sha256).unlink()
    at = history(run=run.id)
    assert at.error


@pytest.mark.parametrize("method", ["search", "facets"])
def test_a_store_that_is_out_of_reach_is_told_in_a_sentence(
    studio: Studio, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    def away(*_: object, **__: object) -> None:
        raise StoreBusyError("Another program holds the database.")

    finished(studio.runs)
    monkeypatch.setattr(studio.library.runs, method, away)
    at = history()
    assert "Another program holds the database." in said(at)
    assert not at.exception


def test_what_is_being_made_is_cancelled_from_the_list_and_the_rest_binned(opened: Opener) -> None:
    gate = Event()
    generators = FakeGenerators(gate=gate)
    studio = opened(generators)
    done = finished(studio.runs).id
    first, second = submit(studio, "on a beach", "in the snow")
    assert generators.reached.wait(20)
    at = history(select="1")
    at.session_state[callbacks.CHOSEN] = [done, second]
    at = again(at)
    labels = [at.button(key=key).label for key in ("chosen_cancel", "chosen_bin")]
    assert labels == ["Cancel 1", "Bin 1"]
    at = press(at, "chosen_cancel")
    until(lambda: studio.runs.get(second).status is RunStatus.CANCELLED)
    at.session_state[callbacks.CHOSEN] = [first]
    at = again(at)
    assert at.button(key="chosen_cancel").label == "Cancel"
    assert not has(at, "chosen_bin")
    gate.set()
    until(lambda: not studio.queue().jobs)
