"""A tracking server that is dead, slow or refuses: nothing is lost and nobody waits."""

import logging
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from store.errors import StoreBusyError
from store.mlflow.mirror import Mirror
from store.records import Role, Run
from store.runs import Runs
from tests.mlflows import Studio, open_studio
from tests.store_runs import finished


@pytest.fixture
def studio(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    yield from open_studio(tmp_path, tmp_path_factory, pause=0.05, longest=0.2)


@pytest.fixture
def silent_server() -> Iterator[str]:
    """Takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def dead_server() -> str:
    """An address where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"http://127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_TIMEOUT", "1")


def until(done: Callable[[], bool], seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.02)


def test_the_thread_tells_what_waits_and_then_what_comes(studio: Studio):
    waiting = finished(studio.runs)
    studio.mirror.start()
    until(lambda: studio.runs.get(waiting.id).mirrored)
    coming = finished(studio.runs)
    studio.mirror.wake()
    until(lambda: studio.runs.get(coming.id).mirrored)
    until(lambda: studio.mirror.status().state == "idle")
    assert studio.mirror.status().mirrored == 2
    assert studio.mirror.status().sentence is None


def test_a_dead_server_is_a_sentence(studio: Studio, dead_server: str):
    run = finished(studio.runs)
    result = Mirror(studio.runs, uri=dead_server, folder=studio.folder).sync()
    assert (result.done, result.failed) == (0, 0)
    assert result.sentence == f"MLflow at {dead_server} cannot be used now: nobody answers there."
    assert not studio.runs.get(run.id).mirrored


def test_an_address_that_is_none_is_told_and_nothing_is_tried(
    studio: Studio, caplog: pytest.LogCaptureFixture
):
    run = finished(studio.runs)
    mirror = Mirror(studio.runs, uri="http://[bad", folder=studio.folder)
    problem = mirror.status().sentence
    assert problem is not None
    assert mirror.sync().sentence == problem
    mirror.start()
    mirror.wake()
    assert (mirror.status().state, mirror.status().sentence) == ("off", problem)
    assert [record.message for record in caplog.records] == [problem]
    assert not studio.runs.get(run.id).mirrored
    mirror.close()


@pytest.mark.usefixtures("impatient")
def test_a_slow_server_is_given_up_on_soon(studio: Studio, silent_server: str):
    finished(studio.runs)
    begun = time.monotonic()
    result = Mirror(studio.runs, uri=silent_server, folder=studio.folder).sync()
    assert result.sentence == f"MLflow at {silent_server} cannot be used now: it did not answer in time."
    assert time.monotonic() - begun < 5


def test_closing_does_not_wait_for_a_request_that_hangs(studio: Studio, silent_server: str):
    finished(studio.runs)
    mirror = Mirror(studio.runs, uri=silent_server, folder=studio.folder)
    mirror.start()
    until(lambda: mirror.status().state == "working")
    begun = time.monotonic()
    mirror.close(timeout=0.2)
    assert time.monotonic() - begun < 1
    assert mirror.status().state == "off"


def test_closing_ends_the_pause_after_a_failure(studio: Studio, dead_server: str):
    finished(studio.runs)
    mirror = Mirror(studio.runs, uri=dead_server, folder=studio.folder, pause=60)
    mirror.start()
    until(lambda: mirror.status().state == "waiting")
    begun = time.monotonic()
    mirror.close(timeout=10)
    assert time.monotonic() - begun < 1


def test_what_waited_follows_when_mlflow_is_back(studio: Studio):
    database, away = studio.folder / "mlflow.db", studio.folder / "away.db"
    database.rename(away)
    database.mkdir()  # there, but nothing that can be opened
    runs = [finished(studio.runs), finished(studio.runs)]
    studio.mirror.start()
    until(lambda: studio.mirror.status().state == "waiting")
    assert studio.mirror.status().sentence is not None
    database.rmdir()
    away.rename(database)
    until(lambda: studio.runs.unmirrored(10) == [])
    until(lambda: studio.mirror.status().state == "idle")
    assert len(studio.all_mirrored()) == len(runs)


def test_a_mark_that_wakes_nobody_is_found_all_the_same(studio: Studio):
    run = finished(studio.runs)
    mirror = Mirror(studio.runs, uri=None, folder=studio.folder, look=0.02)
    mirror.start()
    until(lambda: studio.runs.unmirrored(10) == [])
    studio.runs.star(run.id, True)
    until(lambda: studio.runs.unmirrored(10) == [])
    mirror.close(timeout=10)
    assert studio.mirrored(run).data.tags["star"] == "true"


def test_the_same_trouble_is_logged_once(studio: Studio, dead_server: str, caplog: pytest.LogCaptureFixture):
    finished(studio.runs)
    mirror = Mirror(studio.runs, uri=dead_server, folder=studio.folder, pause=0.01, longest=0.01)
    with caplog.at_level(logging.WARNING, logger="store.mlflow.mirror"):
        mirror.start()
        until(lambda: mirror.status().state == "waiting")
        time.sleep(0.3)
        mirror.close(timeout=10)
    assert [record.message for record in caplog.records] == [
        f"MLflow at {dead_server} cannot be used now: nobody answers there."
    ]


def test_a_locked_store_does_not_end_the_thread(studio: Studio):
    class LockedAtFirst(Runs):
        asked = 0

        def unmirrored(self, limit: int) -> list[Run]:
            self.asked += 1
            if self.asked == 1:
                raise StoreBusyError("Another program holds the database.")
            return super().unmirrored(limit)

    run = finished(studio.runs)
    locked = LockedAtFirst(studio.store.database, studio.store.blobs)
    mirror = Mirror(locked, uri=None, folder=studio.folder, pause=0.05)
    mirror.start()
    until(lambda: studio.runs.get(run.id).mirrored)
    mirror.close(timeout=10)


def test_a_change_while_it_is_told_is_told_as_well(studio: Studio):
    class StarredMeanwhile(Runs):
        def artifact(self, run_id: str, role: Role) -> bytes:
            if role == "composite":
                self.star(run_id, True)
            return super().artifact(run_id, role)

    run = finished(studio.runs)
    Mirror(StarredMeanwhile(studio.store.database, studio.store.blobs), uri=None, folder=studio.folder).sync()
    assert studio.mirrored(run).data.tags["star"] == "true"
    assert studio.runs.unmirrored(10) == []


def test_two_programs_do_not_tell_at_once(studio: Studio):
    finished(studio.runs)
    with FileLock(studio.folder / "mirror.lock"):
        result = studio.mirror.sync(wait=0.1)
    assert result.sentence is not None
    assert result.sentence.startswith("Another program is mirroring")
    assert studio.mirror.sync().done == 1


def test_a_password_in_the_address_is_never_shown(studio: Studio, dead_server: str):
    finished(studio.runs)
    address = dead_server.replace("//", "//someone:secret@")
    mirror = Mirror(studio.runs, uri=address, folder=studio.folder)
    assert "secret" not in str(mirror.sync()) + str(mirror.status())


def test_a_database_that_cannot_be_opened_is_told_at_once(studio: Studio, tmp_path: Path):
    finished(studio.runs)
    begun = time.monotonic()
    result = Mirror(studio.runs, uri=f"sqlite:///{tmp_path}/none/mlflow.db", folder=tmp_path).sync()
    assert result.sentence is not None
    assert time.monotonic() - begun < 5


def test_neither_importing_nor_starting_imports_mlflow(studio: Studio):
    program = (
        "import sys; from pathlib import Path; from tests.store_runs import open_store; "
        "from store.mlflow.mirror import Mirror; folder = Path(sys.argv[1]); "
        "mirror = Mirror(open_store(folder).runs, uri=None, folder=folder); "
        "mirror.start(); mirror.close(); print('mlflow' in sys.modules)"
    )
    command = [sys.executable, "-c", program, str(studio.folder / "other")]
    assert subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.strip() == b"False"
