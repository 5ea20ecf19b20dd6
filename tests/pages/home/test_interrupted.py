"""Home tells what was interrupted when the studio stopped, and offers to make it after all."""

from pathlib import Path
from threading import Event

from core.studio import Studio
from store.records import RunStatus
from tests.fakes import FakeGenerators, until
from tests.pages.finding import all_runs, has, press
from tests.pages.studios import Opener, home, open_in, submit, words
from tests.store_runs import blob_file, new_run, queued

SAID = "interrupted when the studio stopped."


def stopped(folder: Path, *prompts: str) -> tuple[str, ...]:
    """Runs of a studio on ``folder`` that was stopped before the first of them was made."""
    generators = FakeGenerators(gate=Event())
    earlier = open_in(folder, generators)
    ids = submit(earlier, *prompts)
    until(generators.reached.is_set)
    earlier.close()
    return ids


def test_nothing_is_said_where_nothing_was_interrupted(studio: Studio) -> None:
    submit(studio, "on a beach")
    at = home()
    assert SAID not in words(at)
    assert not has(at, "interrupted_make")


def test_all_that_was_interrupted_is_made_by_one_press(opened: Opener, tmp_path: Path) -> None:
    ids = stopped(tmp_path / "data", "on a beach", "in the snow", "at night")
    generators = FakeGenerators(gate=(gate := Event()))
    studio = opened(generators)
    at = home()
    assert f"3 pictures were {SAID}" in words(at)
    assert at.button(key="interrupted_make").label == "Make them now"
    assert SAID not in words(press(at, "interrupted_make"))
    gate.set()
    until(lambda: not studio.queue().jobs)
    assert {run.status for run in studio.runs.many(ids)} == {RunStatus.FINISHED}
    assert [request.prompt for request in generators.begun] == ["on a beach", "in the snow", "at night"]


def test_who_has_them_made_can_stop_them(opened: Opener, tmp_path: Path) -> None:
    ids = stopped(tmp_path / "data", "on a beach", "in the snow")
    studio = opened(FakeGenerators(gate=Event()))
    press(press(home(), "interrupted_make"), "strip-cancel-all")
    until(lambda: not studio.queue().jobs)
    assert {run.status for run in studio.runs.many(ids)} == {RunStatus.CANCELLED}
    assert {run.owner for run in studio.runs.many(ids)} == {"ann"}


def test_a_single_one_is_told_as_one(opened: Opener, tmp_path: Path) -> None:
    stopped(tmp_path / "data", "on a beach")
    opened(FakeGenerators())
    at = home()
    assert f"1 picture was {SAID}" in words(at)
    assert at.button(key="interrupted_make").label == "Make it now"


def test_what_nobody_wants_any_more_goes_into_the_bin(opened: Opener, tmp_path: Path) -> None:
    ids = stopped(tmp_path / "data", "on a beach", "in the snow")
    studio = opened(FakeGenerators())
    at = press(home(), "interrupted_bin")
    assert "2 pictures moved to the bin." in words(at)
    assert SAID not in words(at)
    assert {run.id for run in all_runs(studio, bin=True)} == set(ids)


def test_one_that_cannot_be_made_stops_no_other(opened: Opener, tmp_path: Path) -> None:
    (made,) = stopped(tmp_path / "data", "on a beach")
    studio = opened(FakeGenerators())
    (lost,) = queued(studio.library.runs, new_run(), upload=b"another photo")
    studio.library.runs.interrupt(lost.id)
    damaged = blob_file(studio.blobs, lost.artifacts["upload"].sha256)
    damaged.chmod(0o600)
    damaged.write_bytes(b"no photo any more")
    at = press(home(), "interrupted_make")
    until(lambda: not studio.queue().jobs)
    assert studio.runs.get(made).status is RunStatus.FINISHED
    assert "1 picture could not be queued; the others are." in words(at)
    assert f"1 picture was {SAID}" in words(at)


def test_what_another_folder_s_studio_left_is_not_offered(studio: Studio) -> None:
    runs = studio.library.runs
    (run,) = runs.open([new_run()], b"photo", kind="single", worker="far", media_type="image/png")
    blob_file(studio.blobs, run.artifacts["upload"].sha256).unlink()  # it lies in another folder
    runs.interrupt(run.id)
    assert SAID not in words(home())
