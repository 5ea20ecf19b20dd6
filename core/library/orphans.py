"""Runs whose process is gone: closed at the start of a studio, and again while it lives."""

import time
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING

from core.errors import StudioError
from core.library.workers import FORGOTTEN_SECONDS, dead
from core.runtime.processes import place

if TYPE_CHECKING:
    from datetime import datetime

    from store.blobs import Blobs
    from store.records import Run
    from store.workers import Workers

LOOK_SECONDS = 2.0
"""The dead are looked for no more often."""


class OrphanedRuns:
    """Closes what dead workers left queued or running, as ``interrupted``. All methods are for any thread."""

    def __init__(self, workers: "Workers", blobs: "Blobs") -> None:
        self._workers, self._blobs = workers, blobs
        self._looking = Lock()
        self._looked = -LOOK_SECONDS

    def alone(self) -> bool:
        """Whether no worker on this database lives."""
        return all(dead(worker, self._workers.store) for worker in self._workers.all())

    def interrupt_dead(self) -> "datetime | None":
        """Close what the dead left; since when one of them was making a picture, if any was. A worker that
        lives after all, and was only out of reach, may take back what nobody else has taken up."""
        gone = [worker for worker in self._workers.all() if dead(worker, self._workers.store)]
        strangers = self._workers.strangers()
        if not gone and not strangers:
            return None
        here = place()
        forget = [one.id for one in gone if one.place == here or abs(one.silence) > FORGOTTEN_SECONDS]
        return self._workers.bury(gone, strangers, forget=forget)

    def look(self) -> None:
        """``interrupt_dead`` for a page that shows a run of another process: no more than every two seconds,
        and later where the store cannot be reached."""
        if not self._looking.acquire(blocking=False):
            return
        try:
            if time.monotonic() - self._looked >= LOOK_SECONDS:
                self._looked = time.monotonic()
                # No page asked for this: what one wants of the store will say what is wrong.
                with suppress(StudioError):
                    self.interrupt_dead()
        finally:
            self._looking.release()

    def makeable(self, run: "Run") -> bool:
        """Whether the run's photo lies here: studios with data folders of their own may share a database."""
        upload = run.artifacts.get("upload")
        return upload is not None and self._blobs.has(upload.sha256)
