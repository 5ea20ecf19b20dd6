"""A server that never comes to an end is left behind."""

import socket
import time
from collections.abc import Iterator
from threading import Event, Thread

import pytest

from store.mlflow import client, patience
from store.mlflow.mirror import Mirror
from store.mlflow.patience import Patient, in_time
from tests.mlflows import Studio, open_studio
from tests.store_runs import finished


class Client:
    def get_run(self, run_id: str) -> str:
        return f"run {run_id}"

    def fail(self) -> None:
        raise KeyError("as it is raised")

    def log_artifacts(self) -> str:
        time.sleep(0.05)
        return "uploaded"


def test_what_answers_in_time_is_as_without() -> None:
    patient = Patient(Client(), seconds=5)
    assert patient.get_run("7") == "run 7"
    with pytest.raises(KeyError, match="as it is raised"):
        patient.fail()


def test_files_have_longer() -> None:
    assert Patient(Client(), seconds=0.001, uploading=5).log_artifacts() == "uploaded"
    with pytest.raises(TimeoutError):
        Patient(Client(), seconds=5, uploading=0.001).log_artifacts()


def test_what_hangs_is_left_behind() -> None:
    never = Event()
    with pytest.raises(TimeoutError):
        in_time(never.wait, 0.01)
    never.set()


@pytest.fixture
def dripping() -> Iterator[str]:
    """The address of a server that sends a byte of its answer at a time, for ever."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip(connection: socket.socket) -> None:
            try:
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
                while True:
                    connection.sendall(b" ")
                    time.sleep(0.05)
            except OSError:
                connection.close()

        def serve() -> None:
            try:
                while True:
                    Thread(target=drip, args=(server.accept()[0],), daemon=True).start()
            except OSError:
                return

        Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        server.shutdown(socket.SHUT_RDWR)


@pytest.mark.server
def test_a_server_that_drips_does_not_hold_sync_up(
    dripping: str, tmp_path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "Patient", lambda one: patience.Patient(one, seconds=0.5))
    studios: Iterator[Studio] = open_studio(tmp_path, tmp_path_factory)
    studio = next(studios)
    finished(studio.runs)
    before = time.monotonic()
    result = Mirror(studio.runs, uri=dripping, folder=tmp_path).sync()
    assert result.sentence is not None
    assert "it did not answer in time" in result.sentence
    assert time.monotonic() - before < 30
    assert len(studio.runs.unmirrored(9)) == 1
    next(studios, None)
