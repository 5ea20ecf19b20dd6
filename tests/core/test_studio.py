"""The studio from the request to the recorded picture, and everything that may come between."""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from core.errors import (
    DeviceError,
    ImageError,
    InputError,
    NotFoundError,
    ProfileError,
    StoreError,
    StudioError,
)
from core.metadata.recipe import FileFormat, read_recipe
from core.settings import ROOT
from store.records import RunQuery, RunStatus
from tests.fakes import FakeGenerators, until
from tests.photos import cutout, png
from tests.store_runs import blob_file
from tests.studios import PHOTO, Opening, asked, ended, made, submitted


def test_a_submitted_picture_is_recorded_with_all_that_made_it(opening: Opening) -> None:
    studio = opening()
    (run,) = made(studio, asked("a beach", seed=7))
    assert (run.status, run.seed, run.group_kind, run.source_name) == ("finished", 7, "single", "cup.png")
    assert set(run.artifacts) == {
        *("upload", "source", "matte", "control", "background", "composite", "thumbnail")
    }
    assert run.outcome is not None
    assert (run.outcome.width, run.outcome.height) == (96, 64)
    assert run.outcome.environment["device_name"] == "a fake"
    assert studio.runs.upload(run.id) == PHOTO
    assert list(studio.library.records.verify()) == []


def test_variations_are_one_group_and_share_their_photo(opening: Opening) -> None:
    runs = made(opening(), asked(seed=1), asked(seed=2), asked(seed=3))
    assert [(run.position, run.group_kind) for run in runs] == [(at, "variations") for at in range(3)]
    assert len({run.group for run in runs}) == 1
    for role in ("upload", "source", "matte", "control"):
        assert len({run.artifacts[role].sha256 for run in runs}) == 1
    assert len({run.artifacts["composite"].sha256 for run in runs}) == 3


@pytest.mark.parametrize("photo", [b"", b"this is text", PHOTO[:200]])
def test_a_photo_that_cannot_be_read_is_refused_and_leaves_nothing(opening: Opening, photo: bytes) -> None:
    studio = opening()
    with pytest.raises(ImageError):
        studio.submit([asked()], photo, source_name="x.png", owner="ann")
    assert studio.runs.search(RunQuery()).total == 0


def test_a_photo_of_too_many_bytes_is_refused(opening: Opening) -> None:
    studio = opening()
    with pytest.raises(ImageError, match="larger than 50 MB"):
        studio.submit([asked()], bytes(50_000_001), source_name="x.png", owner="ann")


def test_an_unknown_profile_is_refused(opening: Opening) -> None:
    with pytest.raises(ProfileError, match="did you mean 'mini'"):
        submitted(opening(), asked(profile="minni"))


def test_one_of_several_can_be_cancelled(opening: Opening) -> None:
    gate = Event()
    generators = FakeGenerators(gate=gate)
    studio = opening(generators)
    first, second, third = submitted(studio, asked(seed=1), asked(seed=2), asked(seed=3))
    assert generators.reached.wait(20)
    assert studio.cancel(second)
    assert studio.cancel(first)
    gate.set()
    ends = [ended(studio, run_id).status for run_id in (first, second, third)]
    assert ends == [RunStatus.CANCELLED, RunStatus.CANCELLED, RunStatus.FINISHED]
    assert not studio.cancel(first)


def test_all_of_one_owner_can_be_cancelled(opening: Opening) -> None:
    gate = Event()
    generators = FakeGenerators(gate=gate)
    studio = opening(generators)
    anns = submitted(studio, asked(seed=1), asked(seed=2))
    (bens,) = submitted(studio, asked(seed=3), owner="ben")
    assert studio.cancel_all("ann") == 2
    gate.set()
    assert {ended(studio, run_id).status for run_id in anns} == {RunStatus.CANCELLED}
    assert ended(studio, bens).status == RunStatus.FINISHED


def test_two_owners_take_turns(opening: Opening) -> None:
    gate = Event()
    generators = FakeGenerators(gate=gate)
    studio = opening(generators)
    anns = submitted(studio, *(asked(f"ann {at}") for at in range(3)))
    assert generators.reached.wait(20)
    bens = submitted(studio, asked("ben 0"), asked("ben 1"), owner="ben")
    gate.set()
    for run_id in (*anns, *bens):
        ended(studio, run_id)
    assert [request.prompt for request in generators.begun] == ["ann 0", "ben 0", "ann 1", "ben 1", "ann 2"]


def test_a_failure_keeps_its_kind_its_sentence_and_its_traceback(opening: Opening) -> None:
    studio = opening(FakeGenerators(raises={"a fire": DeviceError("The machine is on fire.")}))
    (run,) = made(studio, asked("a fire"))
    assert run.status == RunStatus.FAILED
    assert run.failure is not None
    assert (run.failure.kind, run.failure.sentence) == ("DeviceError", "The machine is on fire.")
    assert "Traceback" in run.failure.traceback
    assert 'File "tests/fakes.py"' in run.failure.traceback
    assert str(ROOT) not in run.failure.traceback


def test_what_failed_can_be_queued_again(opening: Opening) -> None:
    generators = FakeGenerators(raises={"a fire": DeviceError("The machine is on fire.")})
    studio = opening(generators)
    (run,) = made(studio, asked("a fire"))
    generators.raises = {}
    studio.requeue(run.id)
    again = ended(studio, run.id)
    assert (again.status, again.failure) == (RunStatus.FINISHED, None)
    with pytest.raises(InputError, match="The run is finished"):
        studio.requeue(run.id)


def test_what_the_studio_is_closed_on_was_interrupted(opening: Opening) -> None:
    gate = Event()
    generators = FakeGenerators(gate=gate)
    studio = opening(generators)
    ids = submitted(studio, asked(seed=1), asked(seed=2))
    assert generators.reached.wait(20)
    studio.close()
    later = opening()
    assert {run.status for run in later.runs.many(ids)} == {RunStatus.INTERRUPTED}
    later.requeue(ids[0])
    assert ended(later, ids[0]).status == RunStatus.FINISHED


def test_a_person_who_stops_the_program_cancels(opening: Opening) -> None:
    gate = Event()
    generators = FakeGenerators(gate=gate)
    studio = opening(generators)
    (run_id,) = submitted(studio)
    assert generators.reached.wait(20)
    studio.close(cancelled=True)
    assert opening().runs.get(run_id).status == RunStatus.CANCELLED


def test_a_closed_studio_takes_nothing_and_leaves_nothing_queued(opening: Opening) -> None:
    studio = opening()
    studio.close()
    with pytest.raises(StudioError, match="shutting down"):
        submitted(studio)
    assert opening().runs.unfinished() == []


def test_followers_see_the_job_and_then_the_run(opening: Opening) -> None:
    gate = Event()
    generators = FakeGenerators(gate=gate)
    studio = opening(generators)
    (run_id,) = submitted(studio)
    assert generators.reached.wait(20)
    job = studio.job(run_id)
    assert job is not None
    assert (job.status, job.owner, job.step, job.steps) == ("running", "ann", 1, 3)
    assert not studio.wait(run_id, 0.01)
    gate.set()
    assert ended(studio, run_id).status == RunStatus.FINISHED
    until(lambda: studio.job(run_id) is None)


def test_a_profile_s_pictures_tell_how_long_the_next_one_takes(opening: Opening) -> None:
    studio = opening(FakeGenerators(seconds_per_step=0.02))
    assert studio.expected_seconds("mini", 10) is None
    made(studio)
    expected = studio.expected_seconds("mini", 100)
    assert expected is not None
    assert 2.0 <= expected < 20


def test_a_run_is_found_by_the_beginning_of_its_id(opening: Opening) -> None:
    studio = opening()
    (run,) = made(studio)
    assert studio.find(run.id[:10].upper()) == run.id
    for prefix, said in [
        ("abc", "at least 6"),
        ("", "at least 6"),
        ("ffffff", "No run"),
        ("______", "No run"),
    ]:
        with pytest.raises(NotFoundError, match=said):
            studio.find(prefix)


def test_an_ambiguous_beginning_is_refused(opening: Opening) -> None:
    studio = opening()
    first, second = (run.id for run in made(studio, asked(seed=1), asked(seed=2)))
    same = next(at for at in range(32) if first[at] != second[at])
    with pytest.raises(NotFoundError, match="More than one run"):
        studio.find(first[:same])


@pytest.mark.parametrize(("form", "ending"), [("png", ".png"), ("jpeg", ".jpg"), ("webp", ".webp")])
def test_a_picture_is_handed_out_with_its_recipe_or_without(
    opening: Opening, form: FileFormat, ending: str
) -> None:
    studio = opening()
    (run,) = made(studio, asked("a beach", seed=7))
    content, name, media_type = studio.export(run.id, form)
    assert name.endswith(f"7{ending}")
    assert media_type == f"image/{form}"
    restored = read_recipe(content, studio.profiles())
    assert restored is not None
    assert (restored.run, restored.values["prompt"]) == (run.id, "a beach")
    bare, name, _ = studio.export(run.id, form, with_recipe=False)
    assert read_recipe(bare, studio.profiles()) is None
    assert name.startswith("picture-")
    assert str(run.seed) not in name.split("-")


def test_a_run_without_picture_cannot_be_handed_out(opening: Opening) -> None:
    studio = opening(FakeGenerators(raises={"a fire": DeviceError("The machine is on fire.")}))
    (run,) = made(studio, asked("a fire"))
    with pytest.raises(InputError, match="it is failed"):
        studio.export(run.id, "png")


@pytest.mark.parametrize(
    "purge",
    [lambda runs, ids: runs.purge(ids), lambda runs, _: runs.empty_bin()],
    ids=["chosen", "all"],
)
def test_a_purge_leaves_nothing_of_the_photo_in_the_memory_of_stages(
    opening: Opening, tmp_path: Path, purge: Callable[[Any, list[str]], int]
) -> None:
    studio, other = opening(), opening()
    for one in (studio, other):
        one.inspect(PHOTO, asked())
    assert list((tmp_path / "data" / "memo").rglob("*.png"))
    (run,) = made(studio)
    studio.runs.delete([run.id])
    assert purge(studio.runs, [run.id]) == 1
    other.inspect(png(cutout(48, 48)), asked())
    kept = [path for path in (tmp_path / "data" / "memo").rglob("*") if path.is_file()]
    assert [one.library.stage_cache.held for one in (studio, other)] == [0, 1]
    assert [path.suffix for path in kept if path.stat().st_size] == [".png"]


def test_errors_of_the_store_are_the_studio_s(opening: Opening) -> None:
    studio = opening()
    (run,) = made(studio)
    with pytest.raises(NotFoundError):
        studio.runs.get("0" * 32)
    with pytest.raises(InputError):
        studio.runs.rate(run.id, 9)
    blob_file(studio.blobs, run.artifacts["upload"].sha256).write_bytes(b"changed")
    with pytest.raises(StoreError, match="changed or damaged"):
        studio.rerun(run.id, "ann")
    assert [problem.kind for problem in studio.library.records.verify()] == ["changed"]


def test_the_machine_says_what_is_here(opening: Opening) -> None:
    studio = opening()
    machine = studio.machine()
    assert (machine.device, machine.kind) == ("looking …", None)
    assert machine.cores >= 1
    assert machine.free_disk_gb > 0
    assert {model.role for model in machine.profiles["mini"].missing} == {"matting"}
    assert machine.profiles["mini"].missing_mb == 176
    made(studio)
    assert (studio.machine().device, studio.machine().kind) == ("a fake", "cpu")


def test_the_upload_is_told_by_its_content(opening: Opening) -> None:
    studio = opening()
    (run_id,) = studio.submit([asked()], png(cutout()), source_name="cup.jpg", owner="ann")
    assert ended(studio, run_id).artifacts["upload"].media_type == "image/png"
