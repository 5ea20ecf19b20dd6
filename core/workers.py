"""Which processes are alive: each holds a lock file for as long as it lives, kill −9 included."""

import re
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout

from core.errors import StoreProblem

TURN_SECONDS = 30.0
_ID = re.compile(r"[0-9a-f]{32}")


class Worker:
    """This process as the one that works on runs; ``id`` is written beside each run it has."""

    def __init__(self, lock: FileLock) -> None:
        self._lock = lock
        self.path = Path(lock.lock_file)
        self.id = self.path.stem

    def leave(self) -> None:
        """Give the lock back; what this worker left unfinished is the next one's to close."""
        self.path.unlink(missing_ok=True)
        self._lock.release()


class Workers:
    """The workers on one data folder; ``folder`` holds their lock files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def turn(self) -> Generator[None]:
        """One process at a time joins, leaves, and closes what the dead left; the others wait.

        Raises ``StoreProblem`` where the folder cannot be written or locked.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with _lock(self.folder / "turn.lock", TURN_SECONDS):
                yield
        except Timeout as error:
            raise StoreProblem(
                "Another studio is starting on the same data; try again in a minute."
            ) from error
        except OSError as error:
            raise StoreProblem(
                f"The data folder {self.folder.parent} cannot be used ({error.strerror or error}); "
                "set STUDIO_DATA_DIR to a folder of yours."
            ) from error

    def join(self) -> Worker:
        """A new worker, alive until it leaves or its process ends. To be called in one's turn."""
        lock = _lock(self.folder / f"{uuid4().hex}.lock", 0)
        lock.acquire()
        return Worker(lock)

    def alive(self, worker: str) -> bool:
        """Whether the process of that worker still runs. To be called in one's turn."""
        path = self.folder / f"{worker}.lock"
        if not _ID.fullmatch(worker) or not path.exists():
            return False
        try:
            with _lock(path, 0):
                return False
        except Timeout:
            return True

    def clean(self) -> None:
        """Remove the lock files of the dead. To be called in one's turn."""
        for path in self.folder.glob("*.lock"):
            if _ID.fullmatch(path.stem) and not self.alive(path.stem):
                with suppress(OSError):
                    path.unlink()


def _lock(path: Path, seconds: float) -> FileLock:
    """By the operating system only: a file that merely exists would outlive a killed process."""
    return FileLock(path, timeout=seconds, thread_local=False, fallback_to_soft=False)
