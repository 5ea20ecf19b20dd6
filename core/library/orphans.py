"""Runs whose process is gone: closed at the start of a studio, and again while it lives."""

import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import TYPE_CHECKING

from core.errors import InputError, StudioError
from core.library.workers import Workers

if TYPE_CHECKING:
    from store.records import Run
    from store.runs import Runs

LOOK_SECONDS = 2.0
"""The dead are looked for no more often."""

LONG = timedelta(days=1)
"""So long a run of another data folder has been queued or running before a user may give it up."""


class OrphanedRuns:
    """Closes what dead workers of this data folder left queued or running, as ``interrupted``.

    Runs of other folders' workers, which may share the database, are the user's to give up: nothing here
    tells whether their processes live. All methods but ``interrupt_dead`` are for any thread.
    """

    def __init__(self, runs: "Runs", workers: Workers) -> None:
        self._runs, self._workers = runs, workers
        self._looking = Lock()
        self._looked = -LOOK_SECONDS

    def interrupt_dead(self) -> "datetime | None":
        """Close what the dead left, and clear their lock files; since when one of them was making a picture,
        if any was. To be called in one's turn."""
        unfinished = self._runs.unfinished()
        dead = {worker for worker in {run.worker for run in unfinished} if self._dead(worker)}
        for run in unfinished:
            if run.worker in dead:
                self._runs.interrupt(run.id)
        self._workers.clean()
        begun = [run.started for run in unfinished if run.worker in dead and run.started is not None]
        return min(begun, default=None)

    def look(self) -> None:
        """``interrupt_dead`` for a page that shows a run of another process: no more than every two seconds,
        and later where another process has its turn or the store cannot be reached."""
        if not self._looking.acquire(blocking=False):
            return
        try:
            if time.monotonic() - self._looked >= LOOK_SECONDS:
                self._looked = time.monotonic()
                # No page asked for this: what one wants of the store will say what is wrong.
                with suppress(StudioError), self._workers.turn(0):
                    self.interrupt_dead()
        finally:
            self._looking.release()

    def ours(self, run: "Run") -> bool:
        """Whether a worker of this data folder had the run last, or one of before there were marks."""
        return not self._workers.foreign(run.worker)

    def doubtful(self, run: "Run") -> bool:
        """Whether a worker of another data folder has this unfinished run, which is a day old or older."""
        age = datetime.now(UTC) - (run.started or run.created)
        return age >= LONG and not self.ours(run)

    def give_up(self, run_id: str) -> None:
        """Close a doubtful run as ``interrupted``, on the user's word that no process makes it any more.

        Raises ``InputError`` for any other, ``NotFoundError``, ``StoreError``.
        """
        if not self.doubtful(self._runs.get(run_id)):
            raise InputError("This picture may still be made; wait for it, or cancel it where it is made.")
        self._runs.interrupt(run_id)

    def _dead(self, worker: str) -> bool:
        return not self._workers.foreign(worker) and not self._workers.alive(worker)
