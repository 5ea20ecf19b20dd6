"""A backup is whole, whatever else goes on, or is not there at all."""

import errno
import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from store import backup
from store.backup import back_up
from store.errors import InvalidValueError, StoreBusyError, StoreError, StoreFullError
from tests.store_runs import Store, blob_file, finished, new_run, open_store


@pytest.fixture
def store(tmp_path: Path):
    opened = open_store(tmp_path / "data")
    yield opened
    opened.close()


def whole(folder: Path) -> int:
    """How many runs a backup has, all of whose files hold, with none too many."""
    copy = open_store(folder)
    assert list(copy.runs.verify(settled=0)) == []
    total = copy.runs.facets().total
    copy.close()
    return total


@pytest.mark.parametrize("linked", [True, False])
def test_a_backup_has_all_and_nothing_else(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, linked: bool
) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    if not linked:
        monkeypatch.setattr(os, "link", no_links)
    run = finished(store.runs)
    store.blobs.put(b"of no run")
    (tmp_path / "data" / "profiles.toml").write_text("")
    told: list[tuple[int, int]] = []
    made = back_up(store.database, store.blobs, tmp_path / "copy", lambda *of: told.append(of))
    assert (made.runs, made.damaged) == (1, ())
    assert told[-1] == (made.files, made.files)
    there = sorted(path.name for path in (tmp_path / "copy").iterdir())
    assert there == ["blobs", "profiles.toml", "studio.db"]
    content = store.runs.artifact(run.id, "composite")
    same = blob_file(store.blobs, run.artifacts["composite"].sha256)
    copied = tmp_path / "copy" / same.relative_to(tmp_path / "data")
    assert (copied.read_bytes(), copied.samefile(same)) == (content, linked)
    store.runs.delete([run.id])
    store.runs.empty_bin()
    assert whole(tmp_path / "copy") == 1


def test_backups_made_while_runs_come_and_go_are_whole(store: Store, tmp_path: Path) -> None:
    stop, kept = threading.Event(), finished(store.runs)

    def work() -> None:
        seed = 0
        while not stop.is_set():
            seed += 1
            run = finished(store.runs, new_run(seed=seed), colour=f"#{seed:06x}")
            store.runs.delete([run.id])
            store.runs.empty_bin()

    worker = threading.Thread(target=work)
    worker.start()
    try:
        for number in range(8):
            assert back_up(store.database, store.blobs, tmp_path / str(number)).damaged == ()
    finally:
        stop.set()
        worker.join()
    for number in range(8):
        assert whole(tmp_path / str(number)) >= 1
    assert store.runs.get(kept.id) == kept


def test_runs_purged_between_database_and_files_are_in_neither(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, _ = finished(store.runs, colour="red"), finished(store.runs, new_run(seed=8))
    copied = backup._copied_database

    def purge_after(*arguments: object) -> set[str]:
        named = copied(*arguments)  # pyright: ignore[reportArgumentType]
        store.runs.delete([gone.id])
        store.runs.empty_bin()
        return named

    monkeypatch.setattr(backup, "_copied_database", purge_after)
    made = back_up(store.database, store.blobs, tmp_path / "copy")
    assert (made.runs, made.damaged) == (1, ())
    assert whole(tmp_path / "copy") == 1


@pytest.mark.parametrize("damage", ["missing", "changed"])
def test_what_is_damaged_in_the_store_itself_is_told(store: Store, tmp_path: Path, damage: str) -> None:
    run = finished(store.runs)
    path = blob_file(store.blobs, run.artifacts["thumbnail"].sha256)
    path.unlink() if damage == "missing" else path.write_bytes(b"other")
    made = back_up(store.database, store.blobs, tmp_path / "copy")
    assert made.damaged == (run.artifacts["thumbnail"].sha256,)


def test_a_damaged_database_is_not_called_a_backup(store: Store, tmp_path: Path) -> None:
    for seed in range(30):
        finished(store.runs, new_run("oak " * 100, seed))
    store.close()
    path = tmp_path / "data" / "studio.db"
    content = bytearray(path.read_bytes())
    for page in range(len(content) // 8192 + 1, len(content) // 4096, 3):
        content[page * 4096 : page * 4096 + 64] = bytes(64)
    path.write_bytes(content)
    again = open_store(tmp_path / "data")
    with pytest.raises(StoreError, match="damaged"):
        back_up(again.database, again.blobs, tmp_path / "copy")
    again.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data"]


def test_a_folder_that_will_not_do_is_refused(store: Store, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("mine")
    refused = {"full": "is there already", "full/file": "is there", "data/x": "in the data folder"}
    for folder, said in refused.items():
        with pytest.raises(InvalidValueError, match=said):
            back_up(store.database, store.blobs, tmp_path / folder)
    (tmp_path / "blank").mkdir()
    assert back_up(store.database, store.blobs, tmp_path / "blank").runs == 0


def test_what_a_killed_backup_left_goes_and_one_at_work_is_left_alone(store: Store, tmp_path: Path) -> None:
    part = tmp_path / ".copy.part"
    (part / "blobs").mkdir(parents=True)
    (part / "blobs" / "half").write_bytes(b"half")
    with backup.FileLock(part / "backup.lock"), pytest.raises(StoreBusyError):
        back_up(store.database, store.blobs, tmp_path / "copy")
    assert (part / "blobs" / "half").exists()
    back_up(store.database, store.blobs, tmp_path / "copy")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy", "data"]
    assert not list((tmp_path / "copy").rglob("half"))


def test_a_full_disk_is_told_and_leaves_nothing(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finished(store.runs)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(backup, "_link_or_copy", full)
    with pytest.raises(StoreFullError):
        back_up(store.database, store.blobs, tmp_path / "copy")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data"]


def test_the_copied_database_is_one_file(store: Store, tmp_path: Path) -> None:
    back_up(store.database, store.blobs, tmp_path / "copy")
    with closing(sqlite3.connect(tmp_path / "copy" / "studio.db")) as copy:
        assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)
