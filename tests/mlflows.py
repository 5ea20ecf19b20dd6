"""Data folders with a real MLflow database in them, for the mirror's tests."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from store.mlflow.local import FILE_NAME, prepare
from store.mlflow.mirror import EXPERIMENT, Mirror
from store.records import Run
from store.runs import Runs
from tests.store_runs import Store, open_store

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import Run as MlflowRun


@dataclass(frozen=True)
class Studio:
    """A store and a mirror that share a data folder, and MLflow's own view of it."""

    folder: Path
    store: Store
    mirror: Mirror

    @property
    def runs(self) -> Runs:
        return self.store.runs

    @property
    def client(self) -> "MlflowClient":
        from mlflow import MlflowClient

        return MlflowClient(tracking_uri=f"sqlite:///{self.folder / FILE_NAME}")

    def mirrored(self, run: Run) -> "MlflowRun":
        """MLflow's run of this run."""
        mlflow_id = self.runs.mirror_id(run.id)
        assert mlflow_id is not None
        return self.client.get_run(mlflow_id)

    def all_mirrored(self, *, deleted: bool = False) -> "list[MlflowRun]":
        """Every run of the experiment, the deleted ones too if asked for."""
        from mlflow.entities import ViewType

        experiment = self.client.get_experiment_by_name(EXPERIMENT)
        view = ViewType.ALL if deleted else ViewType.ACTIVE_ONLY
        return (
            [] if experiment is None else list(self.client.search_runs([experiment.experiment_id], "", view))
        )

    def files(self, run: Run) -> dict[str, bytes]:
        """What lies among the artifacts of MLflow's run, by path."""
        mlflow_id = self.mirrored(run).info.run_id
        root = self.folder / "mlflow-artifacts" / mlflow_id / "artifacts"
        return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def open_studio(folder: Path, factory: pytest.TempPathFactory, **options: Any) -> Iterator[Studio]:
    """A studio in ``folder`` whose MLflow database is a copy: making one takes seconds, so it is made
    once for all tests (and told by the mirror itself where it lies now)."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(_template(factory), folder / FILE_NAME)
    store = open_store(folder)
    settings: dict[str, Any] = {"uri": None, "folder": folder, **options}
    mirror = Mirror(store.runs, **settings)
    yield Studio(folder, store, mirror)
    mirror.close(timeout=10)
    store.close()


def _template(factory: pytest.TempPathFactory) -> Path:
    folder = factory.getbasetemp() / "mlflow-template"
    if not (folder / FILE_NAME).exists():
        prepare(folder)
    return folder / FILE_NAME
