"""A worker is alive as long as its process holds its lock, however it ends."""

from pathlib import Path

import pytest

from core.errors import StoreProblem
from core.workers import Workers


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
    assert {path.name for path in tmp_path.iterdir()} == {f"{worker.id}.lock", "notes.lock", "turn.lock"}
    worker.leave()


def test_turns_come_one_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.workers.TURN_SECONDS", 0.1)
    waiting = Workers(tmp_path).turn()
    with Workers(tmp_path).turn(), pytest.raises(StoreProblem, match="starting on the same data"):
        waiting.__enter__()
