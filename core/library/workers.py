"""Which processes are alive: each holds a lock file for as long as it lives, kill −9 included."""

import re
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout

from core.errors import StoreError, StudioError
from core.output import write_whole

TURN_SECONDS = 30.0
_ID = re.compile(r"[0-9a-f]{32}")
_MARKED = re.compile(r"([0-9a-f]{32})-([0-9a-f]{32})")


class Worker:
    """This process as the one that works on runs; ``id`` is written beside each run it has: first the
    mark of the data folder, then its own name."""

    def __init__(self, lock: FileLock, mark: str) -> None:
        self._lock = lock
        self.path = Path(lock.lock_file)
        self.id = f"{mark}-{self.path.stem}"

    def leave(self) -> None:
        """Give the lock back; what this worker left unfinished is the next one's to close."""
        self.path.unlink(missing_ok=True)
        self._lock.release()


class Workers:
    """The workers on one data folder; ``folder`` holds their lock files and the data folder's mark.

    Studios with data folders of their own may share a database. Only of workers of the same folder can be
    told here whether they live.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known_mark: str | None = None

    @contextmanager
    def turn(self, seconds: float | None = None) -> Generator[None]:
        """One process at a time joins, leaves, and closes what the dead left; the others wait, for at most
        ``seconds`` (30 where none are given).

        Raises ``StoreError`` where the folder cannot be written or locked.
        """
        try:
            if self._known_mark is None:
                self.folder.mkdir(parents=True, exist_ok=True)
            elif not self.folder.is_dir():  # locking would make it anew
                raise FileNotFoundError(2, "it was removed or moved while the studio had it open")
            with _lock(self.folder / "turn.lock", TURN_SECONDS if seconds is None else seconds):
                yield
        except Timeout as error:
            raise StoreError("Another studio is starting on the same data; try again in a minute.") from error
        except OSError as error:
            raise StoreError(
                f"The data folder {self.folder.parent} cannot be used ({error.strerror or error}); "
                "set STUDIO_DATA_DIR to a folder of yours."
            ) from error

    def join(self) -> Worker:
        """A new worker, alive until it leaves or its process ends. To be called in one's turn."""
        mark = self._mark()
        lock = _lock(self.folder / f"{uuid4().hex}.lock", 0)
        lock.acquire()
        return Worker(lock, mark)

    def foreign(self, worker: str) -> bool:
        """Whether that worker belongs to another data folder. To be called in one's turn, or after one."""
        marked = _MARKED.fullmatch(worker)
        return marked is not None and marked[1] != self._mark()

    def alive(self, worker: str) -> bool:
        """Whether the process of that worker, not a foreign one, still runs. To be called in one's turn."""
        marked = _MARKED.fullmatch(worker)
        # Before there were marks, a worker's name was all of its id.
        name = marked[2] if marked else worker
        path = self.folder / f"{name}.lock"
        if not _ID.fullmatch(name) or not path.exists():
            return False
        try:
            with _lock(path, 0):
                return False
        except Timeout:
            return True

    def alone(self) -> bool:
        """Whether no worker of this data folder lives. To be called in one's turn, before one joins."""
        return not any(
            _ID.fullmatch(path.stem) and self.alive(path.stem) for path in self.folder.glob("*.lock")
        )

    def clean(self) -> None:
        """Remove the lock files of the dead. To be called in one's turn."""
        for path in self.folder.glob("*.lock"):
            if _ID.fullmatch(path.stem) and not self.alive(path.stem):
                with suppress(OSError):
                    path.unlink()

    def _mark(self) -> str:
        """The data folder's own name, made where there is none yet or a damaged one. It is random, so that it
        does not tell where the folder is, and goes along when the folder moves."""
        if self._known_mark is None:
            path = self.folder / "folder.id"
            kept = path.read_text(encoding="ascii", errors="replace").strip() if path.is_file() else ""
            if not _ID.fullmatch(kept):
                kept = uuid4().hex
                try:
                    write_whole(path, kept.encode())
                except StudioError as error:
                    raise StoreError(str(error)) from error
            self._known_mark = kept
        return self._known_mark


def _lock(path: Path, seconds: float) -> FileLock:
    """By the operating system only: a file that merely exists would outlive a killed process."""
    return FileLock(path, timeout=seconds, thread_local=False, fallback_to_soft=False)
