"""Re-runs: the very same again, compared with the first time, and what changed in between."""

import json
import sqlite3
from pathlib import Path

import pytest

from core.errors import RequestError
from core.runtime.device import Device
from store.records import Comparison, Run
from tests.fakes import FakeGenerators
from tests.studios import Changed, Opening, asked, ended, made


def rerun(opening: Opening, later: FakeGenerators | None = None) -> tuple[Run, Run]:
    """A run, and its re-run in a studio opened later."""
    first = opening(FakeGenerators())
    (run,) = made(first, asked("a beach", seed=7))
    first.close()
    studio = opening(later or FakeGenerators())
    return run, ended(studio, studio.rerun(run.id, "ben"))


def compared(run: Run) -> Comparison:
    assert run.outcome is not None
    assert run.outcome.comparison is not None
    return run.outcome.comparison


def test_the_same_again_is_identical(opening: Opening) -> None:
    run, again = rerun(opening)
    assert compared(again) == Comparison(verdict="identical", psnr=None)
    assert (again.parent, again.group_kind, again.owner) == (run.id, "rerun", "ben")
    assert (again.digest, again.request, again.source_name) == (run.digest, run.request, run.source_name)
    assert again.artifacts["upload"].sha256 == run.artifacts["upload"].sha256


def test_what_was_denoised_with_others_is_made_again_as_if_it_were(opening: Opening) -> None:
    first = opening(FakeGenerators(together=3))
    (run,) = made(first, asked("a beach", seed=7))
    first.close()
    studio = opening(FakeGenerators())
    again = ended(studio, studio.rerun(run.id, "ben"))
    alone = ended(studio, studio.rerun(made(studio, asked("a beach", seed=8))[0].id, "ben"))
    assert run.outcome is not None
    assert again.outcome is not None
    assert alone.outcome is not None
    assert run.outcome.environment["together"] == again.outcome.environment["together"] == 3
    assert "together" not in alone.outcome.environment


def test_a_level_s_difference_is_near(opening: Opening) -> None:
    _, again = rerun(opening, Changed(by=1))
    assert compared(again).verdict == "near"
    assert compared(again).psnr == pytest.approx(48.13, abs=0.2)


def test_another_picture_is_different_and_what_changed_is_said(opening: Opening) -> None:
    _, again = rerun(opening, Changed(by=40, device=Device("cuda", "float16", "a card")))
    assert compared(again).verdict == "different"
    assert compared(again).changes == (
        "It ran on a fake then, on a card now.",
        "It computed in float32 then, in float16 now.",
    )


def test_without_the_first_picture_s_file_it_says_so(opening: Opening) -> None:
    studio = opening(Changed(by=1))
    (run,) = made(studio)
    studio.blobs.remove(run.artifacts["composite"].sha256)
    studio.close()
    later = opening()
    again = ended(later, later.rerun(run.id, "ann"))
    assert compared(again).verdict == "different"
    assert "missing or damaged" in compared(again).changes[-1]


def test_a_purged_parent_leaves_nothing_to_compare_with(opening: Opening) -> None:
    studio = opening()
    (run,) = made(studio)
    again = studio.rerun(run.id, "ann")
    ended(studio, again)
    studio.runs.delete([run.id])
    studio.runs.purge([run.id])
    assert studio.runs.get(again).outcome is not None
    assert ended(studio, studio.rerun(again, "ann")).parent == again


def test_a_request_of_another_version_is_refused_by_a_sentence(opening: Opening, tmp_path: Path) -> None:
    studio = opening()
    (run,) = made(studio)
    studio.close()
    older = json.dumps({**run.request, "schema_version": 0})
    with sqlite3.connect(tmp_path / "data" / "studio.db") as database:
        database.execute("UPDATE details SET request = ?", [older])
    database.close()
    with pytest.raises(RequestError, match="version 0 of the request, and this studio speaks version 1"):
        opening().rerun(run.id, "ann")
