"""A whole copy of what is recorded, made while the studio is in use."""

import contextlib
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import select

from store.blobs import Blobs
from store.database import FILE_NAME, Database
from store.errors import InvalidValueError, StoreBusyError, StoreError, StoreFullError
from store.files import NO_ROOM, sync
from store.tables import artifacts

_TRIES = 5
_LOCK = "backup.lock"
_BESIDE = ("profiles.toml",)
"""What else belongs to the runs: the user's models by name."""


@dataclass(frozen=True, kw_only=True)
class Backup:
    """What a backup holds: how many runs and files, of how many bytes, and the sha256 of blobs that are
    missing or damaged in the store itself, hence in the backup."""

    runs: int
    files: int
    size: int
    damaged: tuple[str, ...]


def back_up(
    database: Database, blobs: Blobs, folder: Path, on_file: Callable[[int, int], None] | None = None
) -> Backup:
    """Copy the database and every blob that it names to ``folder``, which must not be there yet or be empty,
    and which only appears once all of it is there, checked and synced to disk. ``on_file`` hears of each
    file how many are done, and of how many.

    The database is copied as it is at one moment; should runs be purged between that and the copying of their
    blobs, it is copied anew. Files are linked where both folders are on one disk: blobs are never written to,
    only replaced, so that a link keeps what it has. What a killed backup left is removed by the next one to
    the same folder. Raises ``InvalidValueError`` for a folder that will not do, ``StoreFullError``,
    ``StoreError``."""
    if not database.is_sqlite:
        raise InvalidValueError(
            "The runs are on a PostgreSQL server; copy them with pg_dump, the folder blobs before and after."
        )
    folder = Path(os.path.abspath(folder))
    with _disk_errors(folder), _begun(database, folder) as part:
        copies = _Copies(blobs, part / "blobs", on_file)
        named: set[str] = set()
        for turn in range(_TRIES):
            # The last time nobody may purge meanwhile.
            with database.writing() if turn == _TRIES - 1 else contextlib.nullcontext():
                named = _copied_database(database, part / FILE_NAME)
                copies.take(named)
            if not (copies.missing & named) - _named_now(database):
                break
        copies.leave_only(named)
        for name in _BESIDE:
            if (database.folder / name).is_file():
                (part / name).parent.mkdir(exist_ok=True)
                shutil.copyfile(database.folder / name, part / name)
        runs = _checked_copy(part / FILE_NAME)
        for path in (*part.rglob("*"), part):
            sync(path)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    damaged = (copies.missing | copies.damaged) & named
    return Backup(runs=runs, files=len(named - damaged), size=size, damaged=tuple(sorted(damaged)))


@dataclass
class _Copies:
    """Blobs on their way to ``folder``: which are there, checked, and which are damaged or missing."""

    blobs: Blobs
    folder: Path
    on_file: Callable[[int, int], None] | None
    there: set[str] = field(default_factory=set[str])
    damaged: set[str] = field(default_factory=set[str])
    missing: set[str] = field(default_factory=set[str])

    def take(self, named: set[str]) -> None:
        """Copy those of the ``named`` blobs that are not there yet."""
        for sha256 in sorted(named - self.there):
            target = self.folder / sha256[:2] / sha256
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                _link_or_copy(self.blobs.file(sha256), target)
            except FileNotFoundError:
                self.missing.add(sha256)
                continue
            self.there.add(sha256)
            if _sha256(target) != sha256:
                self.damaged.add(sha256)
            if self.on_file is not None:
                self.on_file(len(self.there), len(named))

    def leave_only(self, named: set[str]) -> None:
        """Remove those that were purged while they were copied."""
        for sha256 in self.there - named:
            (self.folder / sha256[:2] / sha256).unlink(missing_ok=True)


@contextlib.contextmanager
def _begun(database: Database, folder: Path) -> Generator[Path]:
    """A folder beside ``folder`` to fill, which takes its name when the block ends, and is gone when it
    raises."""
    if folder.is_relative_to(database.folder.resolve()):
        raise InvalidValueError(f"{folder} lies in the data folder itself; choose a folder outside it.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InvalidValueError(f"{folder} is there already; give the backup a folder of its own.")
    part = folder.with_name(f".{folder.name}.part")
    part.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(part / _LOCK, timeout=0):
            for left in part.iterdir():  # of a backup that was killed
                if left.name != _LOCK:
                    shutil.rmtree(left) if left.is_dir() else left.unlink()
            try:
                yield part
                (part / _LOCK).unlink(missing_ok=True)
                part.replace(folder)
            except BaseException:
                shutil.rmtree(part, ignore_errors=True)
                raise
    except Timeout as error:
        raise StoreBusyError(f"Another backup is being made to {folder}; wait until it is done.") from error
    sync(folder.parent)


def _copied_database(database: Database, path: Path) -> set[str]:
    """Copy the database as it is at this moment; the sha256 of every blob that the copy names."""
    with contextlib.closing(sqlite3.connect(path)) as target:
        with database.reading() as connection:
            source: Any = connection.connection.driver_connection
            source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
        return {str(row[0]) for row in target.execute("SELECT DISTINCT sha256 FROM artifacts")}


def _link_or_copy(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:  # another disk, or a file system without links
        shutil.copyfile(source, target)


def _named_now(database: Database) -> set[str]:
    with database.reading() as connection:
        return set(connection.scalars(select(artifacts.c.sha256).distinct()))


def _checked_copy(path: Path) -> int:
    """How many runs the copied database has; raises ``StoreError`` where it is not whole."""
    with contextlib.closing(sqlite3.connect(path)) as copy:
        (found,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
        if found != "ok":
            raise StoreError(
                f"The database is damaged ({found}), and so would be its copy; see: core verify."
            )
        (runs,) = copy.execute("SELECT count(*) FROM runs").fetchone()
    return int(runs)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextlib.contextmanager
def _disk_errors(folder: Path) -> Generator[None]:
    """Turn what the disk and SQLite refuse into ``StoreFullError`` or ``StoreError``."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise StoreFullError(
                f"There is no room for a backup at {folder}; nothing was left there."
            ) from error
        raise StoreError(f"The backup cannot be written to {folder} ({error.strerror or error}).") from error
    except sqlite3.Error as error:
        raise StoreError(f"The database could not be copied to {folder} ({error}); try again.") from error
