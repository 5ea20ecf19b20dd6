"""What is remembered, opened in the right order, and this process's place in it."""

from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import StoreError
from core.library.group_photos import GroupPhotos
from core.library.orphans import OrphanedRuns
from core.library.records import Records
from core.library.watch_book import WatchBook
from core.library.workers import Worker, remove_old_marks, turn
from core.pipeline.stage_cache import StageCache
from core.settings import Settings

if TYPE_CHECKING:
    from store.blobs import Blobs
    from store.database import Database
    from store.drafts import Drafts
    from store.groups import Groups
    from store.mlflow.mirror import Mirror
    from store.presets import Presets
    from store.runs import Runs


@dataclass(frozen=True)
class Library:
    """What is remembered, opened, and this process's place in it."""

    database: "Database"
    blobs: "Blobs"
    runs: "Runs"
    groups: "Groups"
    presets: "Presets"
    drafts: "Drafts"
    stage_cache: StageCache
    mirror: "Mirror"
    worker: Worker
    orphans: OrphanedRuns
    group_photos: GroupPhotos
    watch_book: WatchBook

    @classmethod
    def open(
        cls,
        settings: Settings,
        busy_seconds: float,
        folder: Path | None = None,
        stage_cache: StageCache | None = None,
    ) -> "Library":
        """Join the workers on the data folder and close what the dead among them left unfinished. ``folder``
        keeps the runs there, in a database of its own, apart from those of ``settings``: what the stages
        remember stays where it is. ``stage_cache`` may be in use already. Raises ``StoreError``."""
        from store.blobs import Blobs
        from store.database import Database
        from store.drafts import Drafts
        from store.groups import Groups
        from store.mlflow.mirror import Mirror
        from store.mlflow.staging import sweep
        from store.presets import Presets
        from store.runs import Runs

        url = settings.database_url if folder is None else None
        folder = folder or settings.data_dir
        blobs = Blobs(folder / "blobs")
        drafts = Drafts(folder / "drafts", blobs)
        group_photos = GroupPhotos(folder / "group_photos", settings, blobs)

        def forget() -> None:
            """Drop what else was made of photos: what stages remember, what drafts hold, what was on its way
            to MLflow."""
            remembered.empty()
            drafts.forget_recorded()
            group_photos.forget_recorded()
            sweep(folder)

        with turn(folder / "workers"), ExitStack() as failed:
            remembered = stage_cache or StageCache(settings.data_dir / "memo")
            database = Database(url, folder, busy_seconds=busy_seconds)
            failed.callback(database.close)
            runs = Runs(database, blobs, forget=forget)
            worker, orphans = _joined(database, runs, blobs, remembered, failed)
            sweep(folder)
            remove_old_marks(folder / "workers")
            mirror = Mirror(
                runs, uri=settings.mlflow_uri, folder=folder, experiment=settings.mlflow_experiment
            )
            failed.pop_all()
        return cls(
            database=database,
            blobs=blobs,
            runs=runs,
            groups=Groups(database, blobs),
            presets=Presets(database),
            drafts=drafts,
            stage_cache=remembered,
            mirror=mirror,
            worker=worker,
            orphans=orphans,
            group_photos=group_photos,
            watch_book=WatchBook(folder / "watches"),
        )

    @property
    def records(self) -> Records:
        """What is recorded, to be looked at."""
        return Records(self.database, self.runs, self.blobs)

    def close(self) -> None:
        """Give this process's place back."""
        try:
            # Where the folder is gone, or another program holds the database, the next studio sees to it.
            with suppress(StoreError):
                self.worker.leave()
        finally:
            self.database.close()


def _joined(
    database: "Database", runs: "Runs", blobs: "Blobs", stage_cache: StageCache, failed: ExitStack
) -> tuple[Worker, OrphanedRuns]:
    """This process among the workers, once what the dead left is closed, and cleared away where no other one
    lives; ``failed`` is told how to leave again."""
    from store.workers import Workers

    workers = Workers(database)
    orphans = OrphanedRuns(workers, blobs)
    alone = orphans.alone()
    worker = Worker(workers)
    worker.join()
    failed.callback(worker.leave)
    since = orphans.interrupt_dead()
    if alone:
        blobs.sweep()
        stage_cache.sweep()
        runs.finish_removals(since)
    return worker, orphans
