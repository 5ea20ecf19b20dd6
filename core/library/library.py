"""What is remembered, opened in the right order, and this process's place in it."""

from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.library.orphans import OrphanedRuns
from core.library.workers import Worker, Workers
from core.pipeline.stage_cache import StageCache
from core.settings import Settings

if TYPE_CHECKING:
    from store.blobs import Blobs
    from store.database import Database
    from store.mlflow.mirror import Mirror
    from store.presets import Presets
    from store.runs import Runs


@dataclass(frozen=True)
class Store:
    """What is remembered, opened, and this process's place in it."""

    database: "Database"
    blobs: "Blobs"
    runs: "Runs"
    presets: "Presets"
    stage_cache: StageCache
    mirror: "Mirror"
    workers: Workers
    worker: Worker
    orphans: OrphanedRuns

    @classmethod
    def open(cls, settings: Settings, busy_seconds: float) -> "Store":
        """Join the workers on the data folder and close what the dead among them left unfinished.

        Raises ``StoreError``.
        """
        from store.blobs import Blobs
        from store.database import Database
        from store.mlflow.mirror import Mirror
        from store.presets import Presets
        from store.runs import Runs

        folder, workers = settings.data_dir, Workers(settings.data_dir / "workers")
        with workers.turn(), ExitStack() as failed:
            database = Database(settings.database_url, folder, busy_seconds=busy_seconds)
            failed.callback(database.close)
            blobs = Blobs(folder / "blobs")
            stage_cache = StageCache(folder / "memo")
            runs = Runs(database, blobs, forget=stage_cache.empty)
            worker = workers.join()
            failed.callback(worker.leave)
            orphans = OrphanedRuns(runs, workers)
            orphans.interrupt_dead()
            mirror = Mirror(
                runs, uri=settings.mlflow_uri, folder=folder, experiment=settings.mlflow_experiment
            )
            failed.pop_all()
        return cls(database, blobs, runs, Presets(database), stage_cache, mirror, workers, worker, orphans)

    def close(self) -> None:
        """Give this process's place back."""
        with self.workers.turn():
            self.worker.leave()
        self.database.close()
