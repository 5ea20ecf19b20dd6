"""The same questions asked of MLflow's own search, on the same runs."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

from store.records import PAGE_SIZE, Run, RunQuery
from store.runs import Runs

_AT_ONCE = 500


def prepare(folder: Path, runs: Runs, count: int) -> dict[str, Callable[[], Any]]:
    """Log up to ``count`` runs of a store to a new MLflow in ``folder``, and return what to ask of it, by
    the names that ``bench.store`` gives the same questions."""
    from mlflow import MlflowClient

    logging.getLogger("mlflow").setLevel(logging.ERROR)
    logging.getLogger("alembic").setLevel(logging.ERROR)
    client = MlflowClient(f"sqlite:///{folder.resolve()}/mlflow.db")
    experiment = client.create_experiment("bench", artifact_location=f"{folder.resolve()}/mlflow-artifacts")
    logged = _log(client, experiment, runs, count)

    def search(words: str = "", order: str = "attributes.start_time DESC") -> Callable[[], Any]:
        return lambda: client.search_runs([experiment], words, max_results=PAGE_SIZE, order_by=[order])

    return {
        "newest": search(),
        "oldest": search(order="attributes.start_time ASC"),
        "fastest": search(order="metrics.total_seconds ASC"),
        "slowest": search(order="metrics.total_seconds DESC"),
        "best rated": search(order="metrics.rating DESC"),
        "one profile": search(f"params.profile = '{logged.profile}'"),
        "one profile, slowest": search(f"params.profile = '{logged.profile}'", "metrics.total_seconds DESC"),
        "finished": search("tags.status = 'finished'"),
        "starred": search("tags.starred = 'True'"),
        "one seed": search(f"params.seed = '{logged.seed}'"),
        "one group": search(f"tags.group = '{logged.group}'"),
        "a word that all have": search("params.prompt ILIKE '%placed%'"),
        "a word that none has": search("params.prompt ILIKE '%zzz%'"),
    }


def _log(client: Any, experiment: str, runs: Runs, count: int) -> Run:
    """One MLflow run each, with the params, metrics and tags that the questions need; one of the runs."""
    logged: Run | None = None
    pages = -(-count // _AT_ONCE)
    for number in range(pages):
        for run in runs.search(RunQuery(page=number, page_size=_AT_ONCE)).runs[: count - number * _AT_ONCE]:
            _log_one(client, experiment, run)
            logged = run
    if logged is None:
        raise ValueError("There is no run to log.")
    return logged


def _log_one(client: Any, experiment: str, run: Run) -> None:
    from mlflow.entities import Metric, Param, RunTag

    created = int(run.created.timestamp() * 1000)
    logged = client.create_run(experiment, start_time=created)
    measured = {"total_seconds": run.total_seconds, "rating": run.rating}
    if run.outcome is not None:
        measured.update({f"seconds.{name}": seconds for name, seconds in run.outcome.seconds.items()})
    said = {"status": run.status.value, "starred": str(run.starred), "group": run.group}
    client.log_batch(
        logged.info.run_id,
        metrics=[Metric(name, value, created, 0) for name, value in measured.items() if value is not None],
        params=[Param(name, str(value)) for name, value in run.request.items()],
        tags=[RunTag(name, value) for name, value in said.items()],
    )
