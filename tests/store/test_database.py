"""Opening, upgrading and sharing the database, and what is said when it cannot be."""

import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from store.blobs import Blobs
from store.database import FILE_NAME, Database
from store.errors import StoreBusyError, StoreError, StoreFullError, StoreTooNewError
from store.migrations import STEPS
from store.records import Failure, RunQuery, RunStatus
from store.runs import Runs
from tests.store_runs import Store, finished, new_run, open_store, outcome, pictures, queued

ROOT = Path(__file__).resolve().parents[2]

HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN EXCLUSIVE" if sys.argv[2] == "all" else "BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""

OPEN = """
import sys
from pathlib import Path
from store.database import Database
sys.stdin.readline()
Database(sys.argv[2] or None, Path(sys.argv[1])).close()
print("opened")
"""

KILL = """
import os, signal, sys
from pathlib import Path
from tests.store_runs import new_run, open_store, outcome, pictures, queued
store = open_store(Path(sys.argv[1]))
(run,) = queued(store.runs, new_run("killed"))
store.runs.start(run.id, "w")
print(run.id, flush=True)
put = store.blobs.put
def put_then_die(content):
    put(content)
    os.kill(os.getpid(), signal.SIGKILL)
store.blobs.put = put_then_die
store.runs.finish(run.id, outcome(), pictures())
"""


def start(program: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@contextmanager
def held(folder: Path, what: str = "writer") -> Generator[None]:
    """Another process that holds the database for as long as the block lasts."""
    with start(HOLD, str(folder / FILE_NAME), what) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield
        process.communicate()


def test_a_store_is_opened_again_as_it_was_left(tmp_path: Path, database_url: str | None) -> None:
    store = open_store(tmp_path, database_url)
    run = finished(store.runs)
    store.close()
    again = open_store(tmp_path, database_url)
    assert again.runs.get(run.id) == run
    again.close()


def test_each_connection_is_prepared(tmp_path: Path) -> None:
    database = Database(None, tmp_path, busy_seconds=3)
    with database.reading() as connection:
        known = [
            connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]
    database.close()
    assert known == ["wal", 2, 1, 3000]


def test_a_copied_folder_is_the_same_store(tmp_path: Path) -> None:
    store = open_store(tmp_path / "here")
    run = finished(store.runs)
    (failed,) = queued(store.runs)
    lost = f"{tmp_path / 'here' / 'blobs'} is full"
    store.runs.fail(failed.id, Failure(kind="StoreError", sentence=lost, traceback=f"{lost}; {ROOT}/core"))
    store.close()
    shutil.copytree(tmp_path / "here", tmp_path / "there")
    shutil.rmtree(tmp_path / "here")
    moved = open_store(tmp_path / "there")
    assert moved.runs.get(run.id) == run
    assert moved.runs.artifact(run.id, "composite") == pictures()["composite"][0]
    assert list(moved.runs.verify(settled=0)) == []
    assert moved.runs.get(failed.id).failure == Failure(
        kind="StoreError", sentence="data/blobs is full", traceback="data/blobs is full; core"
    )
    moved.close()
    kept = (tmp_path / "there" / FILE_NAME).read_bytes()
    assert not [folder for folder in (tmp_path, ROOT) if str(folder).encode() in kept]


def test_a_block_that_raises_leaves_nothing(store: Store) -> None:
    run = finished(store.runs)

    def fail() -> None:
        with store.database.writing() as connection:
            connection.execute(text("UPDATE runs SET starred = (1 = 1)"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert store.runs.get(run.id) == run


def test_a_reader_sees_one_moment(store: Store) -> None:
    count = text("SELECT count(*) FROM runs")
    with store.database.reading() as connection:
        assert connection.execute(count).scalar_one() == 0
        queued(store.runs)
        assert connection.execute(count).scalar_one() == 0
    assert store.runs.facets().total == 1


def test_many_threads_share_a_store(store: Store) -> None:
    errors: list[Exception] = []

    def work(number: int) -> None:
        try:
            for turn in range(5):
                run = finished(store.runs, new_run(f"thread {number}", seed=turn))
                store.runs.star(run.id, True)
                store.runs.search(RunQuery(words="thread"))
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert store.runs.search(RunQuery(starred=True)).total == 30


def test_two_processes_open_a_blank_database_at_once(tmp_path: Path, database_url: str | None) -> None:
    processes = [start(OPEN, str(tmp_path), database_url or "") for _ in range(3)]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    assert [process.communicate()[0] for process in processes] == ["opened\n"] * 3


def test_a_writer_elsewhere_is_waited_for_and_then_told(tmp_path: Path) -> None:
    store = open_store(tmp_path, busy_seconds=0.2)
    run = finished(store.runs)
    with held(tmp_path):
        assert store.runs.get(run.id) == run
        with pytest.raises(StoreBusyError, match=r"held by another program .*try again"):
            store.runs.star(run.id, True)
    store.runs.star(run.id, True)
    store.close()


def test_a_store_that_is_held_cannot_be_opened_but_says_so(tmp_path: Path) -> None:
    open_store(tmp_path).close()
    with held(tmp_path, "all"), pytest.raises(StoreBusyError, match="held by another program"):
        open_store(tmp_path, busy_seconds=0.2)
    open_store(tmp_path).close()


def test_a_lock_of_another_session_is_told(tmp_path: Path, postgresql_url: str) -> None:
    store = open_store(tmp_path, postgresql_url, busy_seconds=0.2)
    run = finished(store.runs)
    with store.database.writing() as connection:
        connection.execute(text("LOCK TABLE runs"))
        with pytest.raises(StoreBusyError, match="held by another program"):
            store.runs.star(run.id, True)
    store.runs.star(run.id, True)
    store.close()


def test_a_full_database_is_told_and_changes_nothing(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    run = finished(store.runs)
    with store.database.reading() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))
    long = [new_run(" ".join(map(str, range(1000))), seed=seed) for seed in range(100)]
    with pytest.raises(StoreFullError, match=r"is full .*make room"):
        queued(store.runs, *long)
    assert [one.id for one in store.runs.search(RunQuery()).runs] == [run.id]
    store.close()


@pytest.mark.parametrize("content", [b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(StoreError, match="damaged or is none"):
        open_store(tmp_path)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be made"):
        open_store(tmp_path / "file" / "data")


def test_a_folder_in_place_of_the_database_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(tmp_path)


@pytest.mark.parametrize(
    "url",
    [
        *("mysql://u:secret@h/d", "nonsense", "", "sqlite://", "sqlite:///:memory:", "postgresql://h:port/d"),
        *("postgresql://u:secret@[h/d", "postgresql://u:secret@h:99999/d", "postgresql://u:secret@a b/d"),
    ],
)
def test_an_address_of_no_database_is_told_without_its_password(tmp_path: Path, url: str) -> None:
    with pytest.raises(StoreError, match=r"^STUDIO_DATABASE_URL.* must look like postgresql://") as told:
        Database(url, tmp_path)
    assert "secret" not in str(told.value)


def test_a_server_that_does_not_answer_is_told_without_its_password(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="does not answer") as told:
        Database("postgres://me:secret@127.0.0.1:9/studio?connect_timeout=2", tmp_path)
    assert "secret" not in str(told.value)


def test_an_sqlite_file_elsewhere_can_be_named(tmp_path: Path) -> None:
    Database(f"sqlite:///{tmp_path}/elsewhere/x.db", tmp_path / "data").close()
    assert (tmp_path / "elsewhere" / "x.db").is_file()


def test_tables_of_another_program_are_left_alone(tmp_path: Path, database_url: str | None) -> None:
    Database(database_url, tmp_path, steps=()).close()
    database = Database(database_url, tmp_path, steps=())
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE runs (run_uuid TEXT)"))
    database.close()
    with pytest.raises(StoreError, match="belongs to another program"):
        Database(database_url, tmp_path)


def test_a_newer_store_is_refused(tmp_path: Path, database_url: str | None) -> None:
    database = Database(database_url, tmp_path)
    with database.writing() as connection:
        connection.execute(text("UPDATE schema_version SET version = 99"))
    database.close()
    with pytest.raises(StoreTooNewError, match=r"schema 99, this one knows \d+.*update the program"):
        Database(database_url, tmp_path)


def test_a_process_killed_between_blob_and_row_loses_nothing(tmp_path: Path) -> None:
    with start(KILL, str(tmp_path)) as process:
        run_id = process.communicate()[0].strip()
    assert process.returncode == -9
    store = open_store(tmp_path)
    assert [run.id for run in store.runs.unfinished()] == [run_id]
    assert store.runs.interrupt(run_id)
    store.runs.requeue(run_id, "another")
    store.runs.start(run_id, "another")
    store.runs.finish(run_id, outcome(), pictures())
    assert store.runs.get(run_id).status is RunStatus.FINISHED
    assert list(store.runs.verify(settled=0)) == []
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    store.close()


def test_a_store_works_on_while_another_process_writes(tmp_path: Path) -> None:
    """Writers queue up: the second waits for its place rather than failing."""
    store = open_store(tmp_path, busy_seconds=10)
    run = finished(store.runs)
    with start(HOLD, str(tmp_path / FILE_NAME), "writer") as process:
        assert process.stdout is not None
        process.stdout.readline()
        threading.Timer(0.3, process.communicate).start()
        store.runs.star(run.id, True)
    assert Runs(store.database, store.blobs).get(run.id).starred
    store.close()


@pytest.mark.parametrize("how", ["removed", "replaced"])
def test_a_file_that_goes_while_it_is_open_is_neither_made_anew_nor_gone_on_with(
    tmp_path: Path, how: str
) -> None:
    store = open_store(tmp_path / "data")
    run = finished(store.runs)
    shutil.move(tmp_path / "data", tmp_path / "elsewhere")
    if how == "replaced":
        open_store(tmp_path / "data").close()
    before = sorted(tmp_path.glob("data/**/*"))
    for act in (
        lambda: queued(store.runs),
        lambda: store.runs.get(run.id),
        lambda: store.runs.star(run.id, True),
        lambda: store.runs.finish(run.id, outcome(), pictures()),
        lambda: store.presets.save("mine", {}),
    ):
        with pytest.raises(StoreError, match="was removed, moved or replaced"):
            act()
    assert sorted(tmp_path.glob("data/**/*")) == before
    if how == "replaced":
        shutil.rmtree(tmp_path / "data")
    shutil.move(tmp_path / "elsewhere", tmp_path / "data")
    assert store.runs.get(run.id) == run
    store.close()


def test_pictures_are_not_put_where_the_data_folder_was(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path / "data" / "blobs")
    with pytest.raises(StoreError, match="is gone"):
        blobs.put(b"a picture")
    assert not (tmp_path / "data").exists()


def test_a_store_is_read_without_a_byte_written(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    run = finished(store.runs)
    store.close()
    for left in ("studio.db-wal", "studio.db-shm", "studio.db.lock"):
        (tmp_path / left).unlink(missing_ok=True)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    database = Database(None, tmp_path, read_only=True)
    runs = Runs(database, Blobs(tmp_path / "blobs"))
    assert runs.get(run.id) == run
    assert list(runs.verify()) == []
    with pytest.raises(StoreError):
        runs.star(run.id, True)
    database.close()
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_what_cannot_be_read_without_writing_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no store"):
        Database(None, tmp_path, read_only=True)
    Database(None, tmp_path, steps=STEPS[:2]).close()
    with pytest.raises(StoreError, match="has to be upgraded"):
        Database(None, tmp_path, read_only=True)
    assert not list((tmp_path).glob("backups"))
