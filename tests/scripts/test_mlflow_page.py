"""MLflow's page: what its server is started with, and where the page is that is not ours. No server runs."""

import os
import sys
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from core.settings import PRIVATE_ENVIRONMENT, Settings
from scripts import mlflow_page
from store.mlflow.local import FILE_NAME, artifact_root
from tests.mlflows import Studio, open_studio
from tests.store_runs import finished

OWN_SERVER = "https://ann:secret@mlflow.example/track"
JOBS = "MLFLOW_SERVER_ENABLE_JOB_EXECUTION"


@pytest.fixture
def studio(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Studio]:
    """A data folder with one picture of which MLflow knows nothing yet, as the environment names it."""
    for name in [name for name in os.environ if name.startswith("STUDIO_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("STUDIO_DATA_DIR", str(tmp_path / "data"))
    for one in open_studio(tmp_path / "data", tmp_path_factory):
        finished(one.runs)
        yield one


@pytest.fixture
def became(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], dict[str, str]]]:
    """The command lines and environments of the programs that this one would have become."""
    programs: list[tuple[list[str], dict[str, str]]] = []
    monkeypatch.setattr(os, "execve", lambda _, command, around: programs.append((command, around)))
    return programs


def as_mlflow_reads(command: list[str], around: Mapping[str, str]) -> dict[str, Any]:
    """The options as MLflow's own command understands them; fails for one that it does not know."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # As it is imported it warns of type hints of its own.
        from mlflow.cli import server

    assert command[:4] == [sys.executable, "-m", "mlflow", "server"]
    with pytest.MonkeyPatch.context() as patch:
        for name, value in around.items():
            patch.setenv(name, value)
        return server.make_context("server", command[4:]).params


def test_mlflow_is_told_first_and_its_page_shows_the_list_of_runs(
    studio: Studio, became: list[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert mlflow_page.main([]) == 0
    said = capsys.readouterr().out
    assert "Told MLflow 1 run" in said
    assert "http://127.0.0.1:5000/#/experiments/1/runs" in said
    assert len(studio.all_mirrored()) == 1
    assert len(became) == 1


def test_the_server_is_for_this_machine_with_one_worker(studio: Studio, became: list[Any]) -> None:
    mlflow_page.main(["5001"])
    options = as_mlflow_reads(*became[0])
    assert (options["host"], options["port"], int(options["workers"])) == ("127.0.0.1", 5001, 1)
    assert options["backend_store_uri"] == f"sqlite:///{studio.folder / FILE_NAME}"
    assert options["default_artifact_root"] == artifact_root(studio.folder)
    assert became[0][1] == mlflow_page.environment(os.environ, options["backend_store_uri"])


def test_the_server_tells_nobody_and_does_nothing_beside() -> None:
    lean = mlflow_page.environment({"HOME": "/home/ann", JOBS: "true"}, "sqlite:///x")
    assert lean.items() >= PRIVATE_ENVIRONMENT.items()
    assert lean["MLFLOW_DISABLE_TELEMETRY"] == "true"
    assert (lean[JOBS], lean["HOME"]) == ("false", "/home/ann")


def test_what_a_person_has_set_about_telemetry_stays() -> None:
    assert mlflow_page.environment({"DO_NOT_TRACK": "0"}, "sqlite:///x")["DO_NOT_TRACK"] == "0"


@pytest.mark.parametrize("address", [None, "sqlite:////elsewhere/mlflow.db", "postgresql://here/mlflow"])
def test_a_database_has_no_page_of_its_own(address: str | None) -> None:
    assert mlflow_page.page_elsewhere(Settings(mlflow_uri=address)) is None


def test_a_database_of_ones_own_is_served_as_it_is() -> None:
    address = "postgresql://ann:s3cret@here/mlflow"
    command = mlflow_page.command(Settings(mlflow_uri=address), 5000)
    assert as_mlflow_reads(command, mlflow_page.environment({}, address))["backend_store_uri"] == address
    assert "s3cret" not in " ".join(command)


def test_a_server_of_ones_own_is_named_without_its_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, became: list[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STUDIO_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("STUDIO_MLFLOW_URI", OWN_SERVER)
    monkeypatch.setenv("STUDIO_MLFLOW_EXPERIMENT", "shop")
    assert mlflow_page.main([]) == 0
    assert "https://mlflow.example/track, experiment shop" in capsys.readouterr().out
    assert became == []


@pytest.mark.parametrize("port", ["web", "0", "65536", "-1", ""])
def test_what_is_no_port_is_refused_by_a_sentence(
    port: str, became: list[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert mlflow_page.main([port]) == 1
    assert "Give a port from 1 to 65535" in capsys.readouterr().err
    assert became == []
