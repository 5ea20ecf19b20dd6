"""MLflow as the mirror uses it: one experiment, and in it one MLflow run for each of our runs."""

import logging
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store.mlflow.errors import check_reachable, display_uri, translate_errors
from store.mlflow.local import artifact_root, erase, prepare
from store.mlflow.patience import UPLOAD_SECONDS, Patient, in_time
from store.mlflow.projection import (
    FILES_TAG,
    RUN_TAG,
    Projection,
    difference,
    file_names,
    project,
    request_json,
)
from store.mlflow.staging import staged
from store.records import Role, Run

if TYPE_CHECKING:
    from mlflow.entities import Run as MlflowRun

ReadPicture = Callable[[Role], bytes]
_REQUEST_SECONDS = 10

# Before MLflow is imported. The first two stand in core/settings.py as well, which sets them for all
# libraries: the store may be used without core, and cannot import it. A request is not repeated by itself:
# creating a run twice would make two.
ENVIRONMENT = {
    "MLFLOW_DISABLE_TELEMETRY": "true",
    "DO_NOT_TRACK": "1",
    "MLFLOW_HTTP_REQUEST_TIMEOUT": str(_REQUEST_SECONDS),
    "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "0",
    "MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR": "false",
    "MLFLOW_LOGGING_LEVEL": "WARNING",
}


def quiet_environment() -> None:
    """Short waits and no telemetry for MLflow in this process, unless the user set them otherwise."""
    for name, value in ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    # MLflow reads its level as it is imported, which another part of the process may have done already.
    for library in ("mlflow", "alembic"):
        logging.getLogger(library).setLevel(os.environ["MLFLOW_LOGGING_LEVEL"])


class Tracking:
    """The experiment on the tracking server.

    ``uri`` is an ``http(s)://`` or a database's address, or ``None`` for the database ``mlflow.db`` in
    ``folder``. Raises ``TrackingUnavailableError`` with one sentence when it cannot be reached or used.
    """

    def __init__(self, uri: str | None, folder: Path, experiment: str) -> None:
        quiet_environment()
        self.where = display_uri(uri, folder)
        self._folder = folder
        self._local = uri is None
        with translate_errors(self.where):
            if uri is not None:
                check_reachable(uri)
            self._address = prepare(folder) if uri is None else uri
            from mlflow import MlflowClient

            client = MlflowClient(tracking_uri=self._address)
            self._client: Any = Patient(client) if self._address.startswith("http") else client
            self._experiment = self._find_experiment(experiment)

    def answers(self) -> bool:
        """Whether the server is there; tells its absence from a run's own trouble."""
        try:
            self._client.get_experiment(self._experiment)
        except Exception:
            return False
        return True

    def put(self, run: Run, *, known: str | None, parent: str | None, read: ReadPicture) -> str:
        """Make MLflow's run say what ``run`` says, and return its id; again and again with the same end.

        ``known`` is the id it had last time, ``parent`` that of the run it was derived from, ``read``
        gives a picture's bytes. Raises whatever MLflow, the network, the disk or the store raise.
        """
        projection = project(run, parent)
        there = self._existing(run.id, known, projection.start)
        if there is None:
            there = self._client.create_run(
                self._experiment,
                start_time=projection.start,
                tags={RUN_TAG: run.id},
                run_name=projection.name,
            )
        mlflow_id = there.info.run_id
        if there.info.lifecycle_stage == "deleted":
            self._client.restore_run(mlflow_id)
        if there.data.tags.get(FILES_TAG) != projection.tags[FILES_TAG]:
            self._upload(mlflow_id, run, read)
        self._write(there, projection)
        if (there.info.status, there.info.end_time) != (projection.status, projection.end):
            self._client.set_terminated(mlflow_id, projection.status, projection.end)
        if run.deleted is not None:
            self._client.delete_run(mlflow_id)
        return mlflow_id

    def forget(self, mlflow_id: str) -> None:
        """Remove a purged run: its files, and here in the data folder its rows too. On a server of its own
        it is deleted there, which ``mlflow gc`` makes final. One that is gone already is no error."""
        from mlflow.store.artifact.artifact_repository_registry import get_artifact_repository

        there = self._get(mlflow_id)
        if there is None:
            return
        if there.info.artifact_uri:
            files = get_artifact_repository(there.info.artifact_uri, tracking_uri=self._address)
            in_time(files.delete_artifacts, UPLOAD_SECONDS)
        if self._local:
            erase(self._folder, [mlflow_id])
        elif there.info.lifecycle_stage != "deleted":
            self._client.delete_run(mlflow_id)

    def _find_experiment(self, name: str) -> str:
        from mlflow.exceptions import MlflowException

        found = self._client.get_experiment_by_name(name)
        if found is None:
            # A server decides itself where files go; for a bare database its client has to.
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
        """MLflow's run of this run, also one whose id was never recorded because the process was killed."""
        from mlflow.entities import ViewType

        def is_same(there: "MlflowRun") -> bool:
            return there.info.experiment_id == self._experiment and there.info.start_time == start

        found = None if known is None else self._get(known)
        if found is not None and is_same(found):
            return found
        query = f"tags.`{RUN_TAG}` = '{run_id}'"
        for other in self._client.search_runs([self._experiment], query, ViewType.ALL, max_results=10):
            if is_same(other):
                return other
            # It was queued again after it had ended, and MLflow never changes a start.
            if other.info.lifecycle_stage != "deleted":
                self._client.delete_run(other.info.run_id)
        return None

    def _get(self, mlflow_id: str) -> "MlflowRun | None":
        from mlflow.exceptions import MlflowException

        try:
            return self._client.get_run(mlflow_id)
        except MlflowException as error:
            if error.error_code in ("RESOURCE_DOES_NOT_EXIST", "INVALID_PARAMETER_VALUE"):
                return None
            raise

    def _write(self, there: "MlflowRun", projection: Projection) -> None:
        from mlflow.entities import Metric, Param, RunTag

        lacking = difference(projection, there.data.params, there.data.metrics, there.data.tags)
        # What the run measured is as old as its end; what was said of it since (a rating) must be newer
        # than what it replaces.
        now = time.time_ns() // 1_000_000
        times = {name: now if name in there.data.metrics else projection.end for name in lacking.metrics}
        if lacking.written:
            self._client.log_batch(
                there.info.run_id,
                [Metric(name, value, times[name], 0) for name, value in lacking.metrics.items()],
                [Param(name, value) for name, value in lacking.params.items()],
                [RunTag(name, value) for name, value in lacking.tags.items()],
            )
        for name in lacking.untag:
            self._client.delete_tag(there.info.run_id, name)

    def _upload(self, mlflow_id: str, run: Run, read: ReadPicture) -> None:
        names = file_names(run)
        pictures = {role: read(role) for role in set(names.values())}
        with staged(self._folder) as folder:
            (folder / "request.json").write_bytes(request_json(run))
            for path, role in names.items():
                (folder / path).parent.mkdir(exist_ok=True)
                (folder / path).write_bytes(pictures[role])
            self._client.log_artifacts(mlflow_id, str(folder))
