"""The mirror against MLflow's own server: away, there, and away again."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from core.settings import PRIVATE_ENVIRONMENT
from store.mlflow.client import ENVIRONMENT
from store.mlflow.local import FILE_NAME
from store.mlflow.mirror import Mirror
from tests.mlflows import Studio, open_studio
from tests.store_runs import finished, png


@pytest.fixture
def studio(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    yield from open_studio(tmp_path, tmp_path_factory)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def answers(address: str) -> bool:
    try:
        return urllib.request.urlopen(f"{address}/health", timeout=2).status == 200
    except (urllib.error.URLError, OSError):
        return False


def test_the_store_and_core_switch_telemetry_off_alike() -> None:
    shared = ENVIRONMENT.keys() & PRIVATE_ENVIRONMENT.keys()
    assert shared == {"MLFLOW_DISABLE_TELEMETRY", "DO_NOT_TRACK"}
    assert {name: ENVIRONMENT[name] for name in shared} == {
        name: PRIVATE_ENVIRONMENT[name] for name in shared
    }


@contextmanager
def serving(folder: Path, port: int) -> Generator[str]:
    """MLflow's server on the database in ``folder``, keeping files itself as a shared one does."""
    command = [sys.executable, "-m", "mlflow", "server", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", "1", "--backend-store-uri", f"sqlite:///{folder / FILE_NAME}"]
    command += ["--artifacts-destination", str(folder / "served")]
    environment = {**os.environ, "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false"}
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
        try:
            address, deadline = f"http://127.0.0.1:{port}", time.monotonic() + 120
            while not answers(address):
                assert server.poll() is None, (folder / "server.log").read_text()
                assert time.monotonic() < deadline, "MLflow's server did not start"
                time.sleep(0.2)
            yield address
        finally:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()


@pytest.mark.server
@pytest.mark.slow
def test_a_real_server_away_then_there_then_away_again(studio: Studio):
    port = free_port()
    mirror = Mirror(studio.runs, uri=f"http://127.0.0.1:{port}", folder=studio.folder)
    run = finished(studio.runs)
    assert mirror.sync().sentence is not None
    with serving(studio.folder, port):
        assert mirror.sync().sentence is None
        told = studio.mirrored(run)
        assert told.data.params["prompt"] == "on an oak table"
        assert told.info.status == "FINISHED"
        served = studio.folder / "served" / told.info.experiment_id / told.info.run_id / "artifacts"
        assert (served / "composite.png").read_bytes() == png("teal")
        assert (served / "request.json").exists()
        _change_and_purge(studio, mirror, run.id)
        assert studio.all_mirrored() == []
        assert not (served / "composite.png").exists()
    waiting = finished(studio.runs)
    assert mirror.sync().sentence is not None
    assert [left.id for left in studio.runs.unmirrored(10)] == [waiting.id]


def _change_and_purge(studio: Studio, mirror: Mirror, run_id: str) -> None:
    studio.runs.star(run_id, True)
    assert mirror.sync().done == 1
    assert studio.mirrored(studio.runs.get(run_id)).data.tags["star"] == "true"
    studio.runs.delete([run_id])
    studio.runs.purge([run_id])
    assert mirror.sync().sentence is None
