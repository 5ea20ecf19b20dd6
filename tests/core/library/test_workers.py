"""A worker is alive as long as its process holds its lock, however it ends."""

import re
from pathlib import Path

import pytest

from core.errors import StoreError
from core.library.workers import Workers


def test_a_worker_is_alive_until_it_leaves(tmp_path: Path) -> None:
    workers = Workers(tmp_path / "workers")
    with workers.turn():
        worker = workers.join()
    with Workers(tmp_path / "workers").turn():
        assert workers.alive(worker.id)
    with workers.turn():
        worker.leave()
        assert not workers.alive(worker.id)


@pytest.mark.parametrize("name", ["", "../turn", "a" * 31, "A" * 32, "f" * 32])
def test_who_never_joined_is_not_alive(tmp_path: Path, name: str) -> None:
    workers = Workers(tmp_path)
    with workers.turn():
        assert not workers.alive(name)


def test_cleaning_leaves_the_living_and_strangers_files(tmp_path: Path) -> None:
    workers = Workers(tmp_path)
    (tmp_path / f"{'b' * 32}.lock").touch()
    (tmp_path / "notes.lock").touch()
    with workers.turn():
        worker = workers.join()
        workers.clean()
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {worker.path.name, "notes.lock", "turn.lock", "folder.id"}
    worker.leave()


def test_a_worker_of_before_there_were_marks_is_known_by_its_name_alone(tmp_path: Path) -> None:
    workers = Workers(tmp_path)
    with workers.turn():
        worker = workers.join()
        name = worker.path.stem
        assert not workers.foreign(name)
        assert workers.alive(name)
        worker.leave()
        assert not workers.alive(name)


def test_a_worker_is_foreign_to_other_folders_only(tmp_path: Path) -> None:
    here, there = Workers(tmp_path / "here"), Workers(tmp_path / "there")
    with here.turn(), there.turn():
        worker = here.join()
        assert not Workers(tmp_path / "here").foreign(worker.id)
        assert there.foreign(worker.id)
        worker.leave()


def test_what_is_written_beside_a_run_tells_no_place(tmp_path: Path) -> None:
    workers = Workers(tmp_path)
    with workers.turn():
        worker = workers.join()
    assert re.fullmatch("[0-9a-f]{32}-[0-9a-f]{32}", worker.id)
    worker.leave()


def test_a_folder_keeps_its_mark_when_it_moves_and_gets_one_for_a_damaged_one(tmp_path: Path) -> None:
    ids = list[str]()
    for name in ("first", "moved", "moved"):
        workers = Workers(tmp_path / name)
        with workers.turn():
            worker = workers.join()
            worker.leave()
        ids.append(worker.id.partition("-")[0])
        if name == "first":
            (tmp_path / "first").rename(tmp_path / "moved")
        else:
            (tmp_path / "moved" / "folder.id").write_text("")
    assert ids[0] == ids[1] != ids[2]


def test_turns_come_one_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.library.workers.TURN_SECONDS", 0.1)
    waiting = Workers(tmp_path).turn()
    with Workers(tmp_path).turn(), pytest.raises(StoreError, match="starting on the same data"):
        waiting.__enter__()
