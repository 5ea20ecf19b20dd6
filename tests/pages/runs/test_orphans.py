"""Pictures that another program on the same data makes: waited for, until that program is gone."""

from pathlib import Path

import pytest

from core.studio import Studio
from tests.pages.finding import again, all_runs, has, history, press, said, ticked
from tests.studios import unending

BY_ANOTHER = "being made by another program on the same data"


@pytest.fixture(autouse=True)
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """The dead are looked for at every turn."""
    monkeypatch.setattr("core.library.orphans.LOOK_SECONDS", 0.0)


def test_a_picture_of_a_program_killed_meanwhile_can_be_made_now(studio: Studio, tmp_path: Path) -> None:
    with unending(tmp_path / "data") as (process, ids):
        at = history(run=ids[0])
        assert BY_ANOTHER in said(at)
        process.kill()
        process.wait()
        again(at)
    assert BY_ANOTHER not in said(at)
    assert at.button(key="run_requeue").label == "Make it now"


def test_what_a_living_program_makes_stays_out_of_the_bin(studio: Studio, tmp_path: Path) -> None:
    with unending(tmp_path / "data"):
        at = ticked(studio, 0)
        assert not has(at, "chosen_bin")
        assert has(at, "chosen_cancel")


def test_what_a_killed_program_left_goes_into_the_bin(studio: Studio, tmp_path: Path) -> None:
    with unending(tmp_path / "data") as (process, ids):
        at = ticked(studio, 0, 1)
        process.kill()
        process.wait()
        again(at)
        press(at, "chosen_bin")
    assert {run.id for run in all_runs(studio, bin=True)} == set(ids)
