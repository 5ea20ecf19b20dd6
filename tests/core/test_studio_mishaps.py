"""Killed processes, several at once, full disks, locked databases, moved folders: nothing is lost."""

import errno
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from core.errors import StoreError
from store.errors import StoreFullError
from store.records import RunStatus
from store.workers import Workers
from tests.fakes import FakeGenerators, until
from tests.photos import cutout, png
from tests.studios import Opening, asked, ended, locked, made, submitted, unending


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


def test_what_a_killed_process_left_is_interrupted_and_can_be_made(opening: Opening, folder: Path) -> None:
    with unending(folder) as (process, ids):
        process.kill()
        process.wait()
    studio = opening()
    assert [run.status for run in studio.runs.many(ids)] == [RunStatus.INTERRUPTED] * 2
    for run_id in ids:
        studio.requeue(run_id)
    assert [ended(studio, run_id).status for run_id in ids] == [RunStatus.FINISHED] * 2
    assert list(studio.library.records.verify()) == []


def test_a_living_process_keeps_its_runs(opening: Opening, folder: Path) -> None:
    with unending(folder) as (_, ids):
        studio = opening()
        (own,) = made(studio)
        assert [run.status for run in studio.runs.many(ids)] == [RunStatus.RUNNING, RunStatus.QUEUED]
        studio.close()
        assert [run.status for run in opening().runs.many([*ids, own.id])] == [
            "running",
            "queued",
            "finished",
        ]


def test_a_folder_with_an_earlier_version_s_lock_files_opens_without_them(
    opening: Opening, folder: Path
) -> None:
    (folder / "workers").mkdir(parents=True)
    for name in (f"{'a' * 32}.lock", "folder.id"):
        (folder / "workers" / name).touch()
    assert made(opening())[0].status is RunStatus.FINISHED
    assert [path.name for path in (folder / "workers").iterdir()] == ["turn.lock"]


def test_a_killed_process_leaves_no_row_once_another_has_looked(opening: Opening, folder: Path) -> None:
    with unending(folder) as (process, _):
        process.kill()
        process.wait()
    studio = opening()
    workers = Workers(studio.library.database)
    assert [worker.id for worker in workers.all()] == [studio.library.worker.id]


def test_several_may_open_a_new_folder_at_once(opening: Opening) -> None:
    with ThreadPoolExecutor(4) as pool:
        studios = list(pool.map(lambda _: opening(), range(4)))
    ids = [submitted(studio)[0] for studio in studios]
    for studio, run_id in zip(studios, ids, strict=True):
        ended(studio, run_id)
    assert {run.status for run in studios[0].runs.many(ids)} == {RunStatus.FINISHED}


def test_a_full_disk_fails_the_run_by_a_sentence(opening: Opening, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    gate = Event()
    generators = FakeGenerators(gate=gate)
    studio = opening(generators)
    (kept,) = submitted(studio)
    assert generators.reached.wait(20)
    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        gate.set()
        run = ended(studio, kept)
        with pytest.raises(StoreError, match="is full"):
            studio.submit([asked()], png(cutout(32, 32)), source_name="x", owner="ann")
    assert run.status == RunStatus.FAILED
    assert run.failure is not None
    assert run.failure.sentence.startswith("The picture was made but could not be saved: The disk of data/")
    studio.requeue(kept)
    assert ended(studio, kept).status == RunStatus.FINISHED


def test_a_locked_store_refuses_a_picture_in_time(opening: Opening, folder: Path) -> None:
    studio = opening(busy_seconds=0.2)
    with locked(folder), pytest.raises(StoreError):
        submitted(studio)
    assert made(studio)[0].status == RunStatus.FINISHED


def test_a_lock_while_a_picture_is_saved_is_waited_out(opening: Opening, folder: Path) -> None:
    gate = Event()
    generators = FakeGenerators(gate=gate)
    studio = opening(generators, busy_seconds=0.1)
    (run_id,) = submitted(studio)
    assert generators.reached.wait(20)
    with locked(folder):
        gate.set()
        until(lambda: (job := studio.job(run_id)) is not None and job.stage == "save")
        assert not studio.wait(run_id, 0.5)
    assert ended(studio, run_id).status == RunStatus.FINISHED


def test_a_cancelling_while_the_store_is_locked_is_written_down_later(opening: Opening, folder: Path) -> None:
    gate = Event()
    generators = FakeGenerators(gate=gate)
    studio = opening(generators, busy_seconds=0.1)
    (run_id,) = submitted(studio)
    assert generators.reached.wait(20)
    with locked(folder):
        studio.cancel(run_id)
        assert studio.wait(run_id, 20)
    studio.close()
    assert opening().runs.get(run_id).status == RunStatus.CANCELLED


def test_a_copied_folder_opens_elsewhere(opening: Opening, folder: Path, tmp_path: Path) -> None:
    studio = opening()
    (run,) = made(studio)
    studio.close()
    folder.rename(tmp_path / "moved")
    shutil.copytree(tmp_path / "moved", tmp_path / "copy")
    copy = opening(folder=tmp_path / "copy")
    assert copy.runs.get(run.id) == run
    assert list(copy.library.records.verify()) == []
    again = ended(copy, copy.rerun(run.id, "ann"))
    assert again.outcome is not None
    assert again.outcome.comparison is not None
    assert again.outcome.comparison.verdict == "identical"


def test_a_copy_made_while_a_picture_is_made_opens_with_it_interrupted(
    opening: Opening, folder: Path, tmp_path: Path
) -> None:
    with unending(folder) as (_, ids):
        shutil.copytree(folder, tmp_path / "copy")
        copy = opening(folder=tmp_path / "copy")
        assert {run.status for run in copy.runs.many(ids)} == {RunStatus.INTERRUPTED}
        assert [run.status for run in opening().runs.many(ids)] == [RunStatus.RUNNING, RunStatus.QUEUED]
        copy.requeue(ids[0])
        assert ended(copy, ids[0]).status is RunStatus.FINISHED


def test_a_folder_that_cannot_be_used_is_told(opening: Opening, tmp_path: Path) -> None:
    (tmp_path / "workers").touch()
    with pytest.raises(StoreError, match="cannot be used"):
        opening(folder=tmp_path)


def test_a_database_on_a_full_disk_learns_of_the_failure_later(
    opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise StoreFullError("The disk is full.")

    studio = opening(retry_seconds=0.1)
    runs = studio.library.runs
    with monkeypatch.context() as disk:
        disk.setattr(runs, "finish", full)
        disk.setattr(runs, "fail", full)
        (run_id,) = submitted(studio)
        assert studio.wait(run_id, 20)
        assert studio.runs.get(run_id).status == RunStatus.RUNNING
    until(lambda: studio.runs.get(run_id).status == RunStatus.FAILED)
    run = studio.runs.get(run_id)
    assert run.status == RunStatus.FAILED
    assert run.failure is not None
    assert "could not be saved" in run.failure.sentence


def test_a_run_that_cannot_be_handed_over_does_not_stay_in_the_queue(
    opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio = opening()
    (first,) = made(studio)

    def away(*_: object) -> None:
        raise StoreError("The database does not answer.")

    monkeypatch.setattr(studio.runs, "many", away)
    with pytest.raises(StoreError):
        studio.rerun(first.id, "ann")
    monkeypatch.undo()
    (again,) = studio.runs.children(first.id)
    assert again.status == RunStatus.INTERRUPTED
    studio.requeue(again.id)
    assert ended(studio, again.id).status == RunStatus.FINISHED


@pytest.mark.parametrize("uri", ["http://[bad", "http://h:99999/", "http://h:abc/"])
def test_a_mirror_that_cannot_be_does_not_keep_the_studio_shut(opening: Opening, uri: str) -> None:
    studio = opening(mlflow_uri=uri, mirror=True)
    problem = studio.mirror_problem()
    assert problem is not None
    assert "STUDIO_MLFLOW_URI" in problem
    assert [run.status for run in made(studio)] == [RunStatus.FINISHED]
    assert studio.sync().sentence == studio.mirror_problem() == problem


@pytest.mark.parametrize("when", ["at the next start", "deleted for good"])
def test_a_killed_mirror_leaves_no_picture(opening: Opening, folder: Path, when: str) -> None:
    studio = opening()
    (run,) = made(studio)
    left = folder / "tmp" / "mirror" / "of-a-killed-one" / "composite.png"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"a picture")
    if when == "deleted for good":
        studio.runs.delete([run.id])
        studio.runs.purge([run.id])
    else:
        opening()
    assert not left.exists()


def test_a_data_folder_removed_under_a_studio_is_a_sentence_and_is_not_made_anew(
    opening: Opening, tmp_path: Path
) -> None:
    studio = opening(folder=tmp_path / "data")
    made(studio, asked())
    shutil.rmtree(tmp_path / "data")
    with pytest.raises(StoreError, match="was removed, moved or replaced"):
        submitted(studio, asked())
    studio.orphans.look()
    with pytest.raises(StoreError, match="was removed, moved or replaced"):
        studio.close()
    assert not (tmp_path / "data").exists()
