"""MLflow as the mirror uses it: one experiment, and in it one MLflow run for each of our runs."""

import logging
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from store.mlflow.errors import reachable, spoken, translate_errors
from store.mlflow.local import artifact_root, erase, prepare
from store.mlflow.projection import (
    FILES_TAG,
    RUN_TAG,
    Projection,
    difference,
    file_names,
    project,
    request_json,
)
from store.records import Role, Run

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import Run as MlflowRun

READ_PICTURE = Callable[[Role], bytes]
_REQUEST_SECONDS = 10

# Before MLflow is imported. A request is not repeated by itself: creating a run twice would make two.
ENVIRONMENT = {
    "MLFLOW_DISABLE_TELEMETRY": "true",
    "DO_NOT_TRACK": "true",
    "MLFLOW_HTTP_REQUEST_TIMEOUT": str(_REQUEST_SECONDS),
    "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "0",
    "MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR": "false",
    "MLFLOW_LOGGING_LEVEL": "WARNING",
}


def quiet_environment() -> None:
    """Short waits and no telemetry for MLflow in this process, unless a person set them otherwise."""
    for name, value in ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    logging.getLogger("alembic").setLevel(logging.WARNING)


class Tracking:
    """The experiment on the tracking server.

    ``uri`` is an ``http(s)://`` or a database's address, or ``None`` for the database ``mlflow.db`` in
    ``folder``. Raises ``TrackingUnavailableError`` with one sentence when it cannot be reached or used.
    """

    def __init__(self, uri: str | None, folder: Path, experiment: str) -> None:
        quiet_environment()
        self.where = spoken(uri, folder)
        self._folder = folder
        self._local = uri is None
        with translate_errors(self.where):
            self._address = prepare(folder) if uri is None else reachable(uri)
            self._client = _client(self._address)
            self._experiment = self._find_experiment(experiment)

    def answers(self) -> bool:
        """Whether the server is there; tells its absence from a run's own trouble."""
        try:
            self._client.get_experiment(self._experiment)
        except Exception:
            return False
        return True

    def put(self, run: Run, *, known: str | None, parent: str | None, read: READ_PICTURE) -> str:
        """Make MLflow's run say what ``run`` says, and return its id; again and again with the same end.

        ``known`` is the id it had last time, ``parent`` that of the run it was derived from, ``read``
        gives a picture's bytes. Raises whatever MLflow, the network, the disk or the store raise.
        """
        wanted = project(run, parent)
        there = self._existing(run.id, known, wanted.start) or self._create(run, wanted)
        mlflow_id = there.info.run_id
        if there.info.lifecycle_stage == "deleted":
            self._client.restore_run(mlflow_id)
        if there.data.tags.get(FILES_TAG) != wanted.tags[FILES_TAG]:
            self._upload(mlflow_id, run, read)
        self._write(there, wanted)
        if (there.info.status, there.info.end_time) != (wanted.status, wanted.end):
            self._client.set_terminated(mlflow_id, wanted.status, wanted.end)
        if run.deleted is not None:
            self._client.delete_run(mlflow_id)
        return mlflow_id

    def forget(self, mlflow_id: str) -> None:
        """Remove a purged run: its files, and here in the data folder its rows too. On a server of its own
        it is deleted there, which ``mlflow gc`` makes final. One that is gone already is no error."""
        there = self._get(mlflow_id)
        if there is None:
            return
        self._remove_files(there)
        if self._local:
            erase(self._folder, [mlflow_id])
        elif there.info.lifecycle_stage != "deleted":
            self._client.delete_run(mlflow_id)

    def _find_experiment(self, name: str) -> str:
        from mlflow.exceptions import MlflowException

        found = self._client.get_experiment_by_name(name)
        if found is None:
            # A server decides itself where files go; for a bare database nobody else does.
            root = None if self._address.startswith("http") else artifact_root(self._folder)
            try:
                return self._client.create_experiment(name, artifact_location=root)
            except MlflowException:
                # Another studio on the same server made it between the two calls.
                found = self._client.get_experiment_by_name(name)
                if found is None:
                    raise
        if found.lifecycle_stage == "deleted":
            self._client.restore_experiment(found.experiment_id)
        return found.experiment_id

    def _existing(self, run_id: str, known: str | None, start: int) -> "MlflowRun | None":
        """MLflow's run of this run, also one whose id was never written down because we were killed."""
        found = None if known is None else self._get(known)
        if found is not None and self._is_same(found, start):
            return found
        for other in self._tagged(run_id):
            if self._is_same(other, start):
                return other
            # It was queued again after it had ended, and MLflow never changes a start.
            if other.info.lifecycle_stage != "deleted":
                self._client.delete_run(other.info.run_id)
        return None

    def _is_same(self, there: "MlflowRun", start: int) -> bool:
        return there.info.experiment_id == self._experiment and there.info.start_time == start

    def _get(self, mlflow_id: str) -> "MlflowRun | None":
        from mlflow.exceptions import MlflowException

        try:
            return self._client.get_run(mlflow_id)
        except MlflowException as error:
            if error.error_code in ("RESOURCE_DOES_NOT_EXIST", "INVALID_PARAMETER_VALUE"):
                return None
            raise

    def _tagged(self, run_id: str) -> "list[MlflowRun]":
        from mlflow.entities import ViewType

        query = f"tags.`{RUN_TAG}` = '{run_id}'"
        return list(self._client.search_runs([self._experiment], query, ViewType.ALL, max_results=10))

    def _create(self, run: Run, wanted: Projection) -> "MlflowRun":
        return self._client.create_run(
            self._experiment, start_time=wanted.start, tags={RUN_TAG: run.id}, run_name=wanted.name
        )

    def _write(self, there: "MlflowRun", wanted: Projection) -> None:
        from mlflow.entities import Metric, Param, RunTag

        lacking = difference(wanted, there.data.params, there.data.metrics, there.data.tags)
        # What the run measured is as old as its end; what was said of it since (a rating) must be newer
        # than what it replaces.
        now = time.time_ns() // 1_000_000
        times = {name: now if name in there.data.metrics else wanted.end for name in lacking.metrics}
        if lacking.written:
            self._client.log_batch(
                there.info.run_id,
                [Metric(name, value, times[name], 0) for name, value in lacking.metrics.items()],
                [Param(name, value) for name, value in lacking.params.items()],
                [RunTag(name, value) for name, value in lacking.tags.items()],
            )
        for name in lacking.untag:
            self._client.delete_tag(there.info.run_id, name)

    def _upload(self, mlflow_id: str, run: Run, read: READ_PICTURE) -> None:
        names = file_names(run)
        pictures = {role: read(role) for role in set(names.values())}
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "request.json").write_bytes(request_json(run))
            for path, role in names.items():
                (folder / path).parent.mkdir(exist_ok=True)
                (folder / path).write_bytes(pictures[role])
            self._client.log_artifacts(mlflow_id, name)

    def _remove_files(self, there: "MlflowRun") -> None:
        from mlflow.store.artifact.artifact_repository_registry import get_artifact_repository

        if there.info.artifact_uri:
            get_artifact_repository(there.info.artifact_uri, tracking_uri=self._address).delete_artifacts()


def _client(address: str) -> "MlflowClient":
    from mlflow import MlflowClient

    return MlflowClient(tracking_uri=address)
