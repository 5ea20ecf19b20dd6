"""The bin: what is put into it, taken out of it, and deleted for good."""

from threading import Event

import pytest

from core.studio import Studio
from pages.ui.history import page
from tests.fakes import FakeGenerators
from tests.pages.finding import again, all_runs, history, link, press, said, several, ticked
from tests.pages.studios import Opener, submit


def test_ticked_rows_go_to_the_bin_and_come_back(studio: Studio) -> None:
    several(studio, 3)
    at = press(ticked(studio, 0, 1), "chosen_bin")
    assert "1 picture\n" in said(at)
    assert "2 pictures moved to the bin." in said(at)
    at = press(at, "to_bin")
    assert link(at) == {"bin": "1"}
    at = press(ticked(studio, 0, bin="1"), "chosen_restore")
    assert len(all_runs(studio)) == 2


def test_a_run_that_began_to_be_made_meanwhile_stays_out_of_the_bin_with_a_sentence(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio = opened(FakeGenerators(gate=Event()))
    submit(studio, "on a beach")
    # What the page knew of it is older than the press.
    monkeypatch.setattr(page, "UNFINISHED", ())
    at = press(ticked(studio, 0), "chosen_bin")
    assert "cancel it first" in said(at)
    again(at)
    assert "cancel it first" not in said(at)


def binned(studio: Studio, count: int) -> None:
    studio.runs.delete([run.id for run in several(studio, count)])


def test_deleting_for_good_is_asked_first(studio: Studio) -> None:
    binned(studio, 2)
    at = press(ticked(studio, 0, bin="1"), "chosen_purge")
    assert "cannot be undone" in said(at)
    assert len(all_runs(studio, bin=True)) == 2
    at = press(at, "confirm_yes")
    assert len(all_runs(studio, bin=True)) == 1


def test_what_another_tab_took_out_of_the_bin_is_not_counted_as_deleted(studio: Studio) -> None:
    binned(studio, 2)
    at = press(ticked(studio, 0, 1, bin="1"), "chosen_purge")
    studio.runs.restore([all_runs(studio, bin=True)[0].id])
    at = press(at, "confirm_yes")
    assert "1 picture deleted for good." in said(at)
    assert len(all_runs(studio)) == 1


def test_the_question_can_be_answered_by_no(studio: Studio) -> None:
    binned(studio, 1)
    at = press(press(history(bin="1"), "empty_bin"), "confirm_no")
    assert "cannot be undone" not in said(at)
    assert len(all_runs(studio, bin=True)) == 1


def test_the_bin_is_emptied(studio: Studio) -> None:
    binned(studio, 3)
    at = press(press(history(bin="1"), "empty_bin"), "confirm_yes")
    assert "The bin is empty." in said(at)
    assert all_runs(studio, bin=True) == ()
    assert link(press(at, "all")) == {}


def test_the_bin_can_be_reached_when_all_is_in_it(studio: Studio) -> None:
    binned(studio, 1)
    at = press(history(), "to_bin")
    assert "1 picture" in said(at)
