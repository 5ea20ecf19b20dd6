"""The connection to what is remembered: SQLite in the data folder, or PostgreSQL by URL."""

import contextlib
import sqlite3
from collections.abc import Generator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError

from store.errors import StoreBusyError, StoreError
from store.migrations import STEPS, Step, upgrade, version_of
from store.sqlerrors import explained

if TYPE_CHECKING:
    import psycopg

FILE_NAME = "studio.db"
_WRITES = "studio_writes"
_MIGRATION_KEY = 0x5374_7564
"""PostgreSQL's advisory lock for upgrades; only that it is the same everywhere matters."""


class Database:
    """Opens the database, brings its schema up to date, and hands out transactions.

    ``url`` is ``None`` for the SQLite file ``studio.db`` in ``folder``, or a ``postgresql://`` (or
    ``sqlite:///``) address. An SQLite file is copied to ``folder/backups`` before it is upgraded.
    ``busy_seconds`` is how long to wait for another program that holds the database.

    Raises ``StoreTooNewError``, ``StoreBusyError``, ``StoreFullError``, or ``StoreError`` when there is no
    such database or it is not one of ours.
    """

    def __init__(
        self, url: str | None, folder: Path, *, busy_seconds: float = 10, steps: Sequence[Step] = STEPS
    ) -> None:
        self.folder = folder
        self._url = _parsed(url, folder)
        self.where = self._url.render_as_string(hide_password=True)
        if self.is_sqlite:
            self.where = self._url.database or ""
        self._busy_seconds = busy_seconds
        self._make_folders()
        self.engine = self._engine()
        try:
            self._upgrade(steps)
        except BaseException:
            self.engine.dispose()
            raise

    @property
    def is_sqlite(self) -> bool:
        """Whether this is SQLite; PostgreSQL otherwise."""
        return self._url.get_backend_name() == "sqlite"

    @contextlib.contextmanager
    def reading(self) -> Generator[Connection]:
        """One unchanging view of the database for as long as the block lasts; nothing written is kept."""
        with explained(self.where), self.engine.connect() as connection:
            if not self.is_sqlite:
                connection.execution_options(isolation_level="REPEATABLE READ")
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Generator[Connection]:
        """One transaction: kept as a whole when the block ends, undone as a whole when it raises.

        In SQLite it holds the only writer's place from its start, so it never fails half-way because
        another wrote meanwhile.
        """
        with explained(self.where), self.engine.connect() as connection:
            connection.execution_options(**{_WRITES: True})
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Close all connections; the database must not be used afterwards."""
        self.engine.dispose()

    def _make_folders(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if self.is_sqlite:
                Path(self.where).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"The data folder {self.folder} cannot be made: {error.strerror}.") from error

    def _engine(self) -> Engine:
        if not self.is_sqlite:
            engine = create_engine(self._url, pool_pre_ping=True, pool_timeout=self._busy_seconds)
            event.listen(engine, "connect", self._limit_waiting)
            return engine
        engine = create_engine(
            self._url,
            max_overflow=20,
            pool_timeout=self._busy_seconds,
            connect_args={"timeout": self._busy_seconds, "check_same_thread": False, "isolation_level": None},
        )
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
        return engine

    def _limit_waiting(self, connection: "psycopg.Connection", _record: Any) -> None:
        connection.execute(f"SET lock_timeout = {int(self._busy_seconds * 1000)}".encode())
        connection.commit()

    def _upgrade(self, steps: Sequence[Step]) -> None:
        with self._alone(), self.writing() as connection:
            if not self.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_KEY})
            version = version_of(connection)
            if self.is_sqlite and 0 < version < len(steps):
                self._back_up(version)
            upgrade(connection, version, steps)

    @contextlib.contextmanager
    def _alone(self) -> Generator[None]:
        """Only one process at a time turns a file into a database: switching to the write-ahead log does
        not wait for others, it fails."""
        if not self.is_sqlite:
            yield
            return
        try:
            with FileLock(f"{self.where}.lock", timeout=self._busy_seconds):
                yield
        except Timeout as error:
            raise StoreBusyError(
                f"Another program is opening the store ({self.where}); try again soon."
            ) from error

    def _back_up(self, version: int) -> None:
        """Copy the file as it is before an upgrade, while no one else can write to it."""
        folder = self.folder / "backups"
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        path = folder / f"studio-schema{version}-{moment}.db"
        part = path.with_suffix(".part")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with (
                contextlib.closing(sqlite3.connect(self.where)) as source,
                contextlib.closing(sqlite3.connect(part)) as target,
            ):
                source.backup(target)
            part.replace(path)
        except (OSError, sqlite3.Error) as error:
            with contextlib.suppress(OSError):
                part.unlink()
            raise StoreError(
                f"The store could not be copied to {folder} before its upgrade ({error}); make room and try "
                "again. Nothing was changed."
            ) from error


def _parsed(url: str | None, folder: Path) -> URL:
    if url is None:
        return URL.create("sqlite", database=str(folder / FILE_NAME))
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except (ArgumentError, ValueError) as error:
        raise StoreError(_UNKNOWN_URL) from error
    if backend in ("postgres", "postgresql"):
        return parsed.set(drivername="postgresql+psycopg")
    if backend == "sqlite" and parsed.database and parsed.database != ":memory:":
        return parsed.set(drivername="sqlite", query={})
    raise StoreError(_UNKNOWN_URL)


_UNKNOWN_URL = (
    "The database's address must look like postgresql://user:password@host/name or "
    "sqlite:////folder/studio.db; leave it out for a file in the data folder."
)


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    """What SQLite forgets with each connection.

    ``synchronous=FULL`` rather than NORMAL: with the write-ahead log NORMAL may lose the last
    transactions in a power cut, and a picture that was reported finished must stay so. It costs one
    fsync a transaction, a few milliseconds, beside pictures that take seconds.
    """
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-16000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    """Writers take their place at once: a transaction that reads first and writes later would fail
    without waiting if another wrote in between."""
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
