"""Which processes are alive: each renews a row of the database, by which all others tell."""

import logging
import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING
from uuid import uuid4

from filelock import FileLock, Timeout

from core.errors import StoreError
from core.runtime.processes import born, place

if TYPE_CHECKING:
    from store.workers import WorkerRow, Workers

TURN_SECONDS = 30.0
BEAT_SECONDS = 10.0
"""How often a worker renews its row."""
SILENCE_SECONDS = 60.0
"""After so much silence, by the database's clock, a worker of another place is taken for dead."""
FORGOTTEN_SECONDS = 86_400.0
"""After so much silence its row is removed."""
_OLD_MARKS = ("folder.id", "????????????????????????????????.lock")
"""What earlier versions kept in the data folder to tell who lives."""

log = logging.getLogger(__name__)


class Worker:
    """This process as one that works on runs, by a thread that renews its row; ``id`` is written beside each
    run it has."""

    def __init__(self, workers: "Workers") -> None:
        from store.workers import WorkerRow

        pid = os.getpid()
        self._workers = workers
        self.row = WorkerRow(
            id=uuid4().hex, place=place(), pid=pid, born=born(pid) or "", store=workers.store
        )
        self._leaving = Event()
        self._thread = Thread(target=self._beat, name="heartbeat", daemon=True)

    @property
    def id(self) -> str:
        """The worker's name, which says nothing of its process."""
        return self.row.id

    def join(self) -> None:
        """Be alive from now on, to be called once; raises ``StoreError``."""
        self._workers.beat(self.row)
        self._thread.start()

    def leave(self) -> None:
        """Be no more; raises ``StoreError``, and what this worker left unfinished is closed later."""
        self._leaving.set()
        self._thread.join()
        self._workers.leave(self.id)

    def is_alive(self, other: str) -> bool:
        """Whether the worker of that id lives, itself or another one."""
        return any(row.id == other and not dead(row, self._workers.store) for row in self._workers.all())

    def _beat(self) -> None:
        while not self._leaving.wait(BEAT_SECONDS):
            try:
                self._workers.beat(self.row)
            # The store says what is wrong to those who want something of it; the next beat may succeed.
            except Exception:
                log.debug("A worker's row could not be renewed", exc_info=True)


def dead(worker: "WorkerRow", store: str) -> bool:
    """Whether a worker, seen by a process on ``store``, lives no more.

    In this process's place its process tells, however late its row is: a machine that was asleep wakes with
    rows that are hours old. A row in a copy of the file it was written to says nothing of the copy. Of other
    places only silence tells; a clock that was set back reads as silence too.
    """
    if worker.place != place():
        return abs(worker.silence) > SILENCE_SECONDS
    return born(worker.pid) != worker.born or worker.store != store


@contextmanager
def turn(folder: Path) -> Generator[None]:
    """One process at a time opens the data folder, and clears away what none is at any more; the others wait.

    ``folder`` is the lock's. Raises ``StoreError`` where it cannot be written or locked.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # By the operating system only: a file that merely exists would outlive a killed process.
        lock = FileLock(
            folder / "turn.lock", timeout=TURN_SECONDS, thread_local=False, fallback_to_soft=False
        )
        with lock:
            yield
    except Timeout as error:
        raise StoreError("Another studio is starting on the same data; try again in a minute.") from error
    except OSError as error:
        raise StoreError(
            f"The data folder {folder.parent} cannot be used ({error.strerror or error}); "
            "set STUDIO_DATA_DIR to a folder of yours."
        ) from error


def remove_old_marks(folder: Path) -> None:
    """Remove the lock files and the mark by which earlier versions told who lives; to be called in one's
    turn."""
    for pattern in _OLD_MARKS:
        for path in folder.glob(pattern):
            with suppress(OSError):
                path.unlink()
