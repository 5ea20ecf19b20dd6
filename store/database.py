"""The connection to the database: SQLite in the data folder, or PostgreSQL by URL."""

import contextlib
import re
import sqlite3
from collections.abc import Callable, Generator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from filelock import FileLock, Timeout
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError

from store.errors import StoreBusyError, StoreError, shown_address
from store.files import replacing
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
    ``busy_seconds`` is how long to wait for another program that holds the database. ``read_only`` writes
    nothing, not even beside the file, and leaves the schema as it is, which must be the newest; for SQLite
    only. A file that is removed or replaced while it is open is neither made anew nor gone on with: every
    transaction from then on raises ``StoreError``.

    Raises ``StoreTooNewError``, ``StoreBusyError``, ``StoreFullError``, or ``StoreError`` when there is no
    such database or it is not one of ours.
    """

    def __init__(
        self,
        url: str | None,
        folder: Path,
        *,
        busy_seconds: float = 10,
        steps: Sequence[Step] = STEPS,
        read_only: bool = False,
    ) -> None:
        self.folder = folder
        self._url = checked_url(url, folder)
        self._busy_seconds = busy_seconds
        self._file: tuple[int, int] | None = None
        self.read_only = read_only
        if read_only and self.is_sqlite:
            self.engine = self._opened_read_only(steps)
            return
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if self.is_sqlite:
                Path(self.where).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"The data folder {folder} cannot be made: {error.strerror}.") from error
        if self.is_sqlite:
            self.engine = sqlite_engine(self._url, busy_seconds, lambda: "rw" if self._file else "rwc")
        else:
            self.engine = postgresql_engine(self._url, busy_seconds)
        try:
            self._upgrade(steps)
            self._file = self._identity()
        except BaseException:
            self.engine.dispose()
            raise

    @property
    def where(self) -> str:
        """The file, or the server's address without what may be secret in it."""
        if self.is_sqlite:
            return self._url.database or ""
        address = self._url.set(username=None, password=None, query={}).render_as_string()
        return shown_address(address, "the address in STUDIO_DATABASE_URL")

    @property
    def is_sqlite(self) -> bool:
        """Whether this is SQLite; PostgreSQL otherwise."""
        return self._url.get_backend_name() == "sqlite"

    @property
    def file(self) -> str:
        """Which file was opened, a name that no other file of this machine has; empty on a server."""
        return "" if self._file is None else "{:x}.{:x}".format(*self._file)

    def check_there(self) -> None:
        """Raise ``StoreError`` where the file is not the one any more that was opened; on a server do
        nothing."""
        if self._file is None or self._identity() == self._file:
            return
        raise StoreError(
            f"The store's database was removed, moved or replaced under the studio ({self.where}); "
            "put it back, and start the studio again."
        )

    @contextlib.contextmanager
    def reading(self) -> Generator[Connection]:
        """One unchanging view of the database for as long as the block lasts; nothing written is kept."""
        self.check_there()
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
        self.check_there()
        with explained(self.where), self.engine.connect() as connection:
            connection.execution_options(**{_WRITES: True})
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Close all connections; the database must not be used afterwards."""
        self.engine.dispose()

    def _identity(self) -> tuple[int, int] | None:
        """Which file there is now: device and number; ``None`` for none, and on a server."""
        if not self.is_sqlite:
            return None
        try:
            there = Path(self.where).stat()
        except OSError:
            return None
        return there.st_dev, there.st_ino

    def _opened_read_only(self, steps: Sequence[Step]) -> Engine:
        """The engine on a file that must be there, with the schema that ``steps`` lead to."""
        self._file = self._identity()
        if self._file is None:
            raise StoreError(f"There is no store at {self.where}.")
        # SQLite reads a write-ahead log only where it may write beside the file, or is told that nobody does.
        written = Path(f"{self.where}-wal")
        quiet = not written.exists() or written.stat().st_size == 0
        engine = sqlite_engine(self._url, self._busy_seconds, lambda: "ro&immutable=1" if quiet else "ro")
        try:
            with explained(self.where), engine.connect() as connection:
                version = version_of(connection)
                if version < len(steps):
                    raise StoreError(
                        f"The store at {self.where} was written by an older Backdrop Studio and has to be "
                        "upgraded first; make its folder writable for that."
                    )
                upgrade(connection, version, steps)  # refuses a newer one, else does nothing
        except BaseException:
            engine.dispose()
            raise
        return engine

    def _upgrade(self, steps: Sequence[Step]) -> None:
        with self._alone(), self.writing() as connection:
            if not self.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_KEY})
            else:
                self._sweep_backups()
            version = version_of(connection)
            if self.is_sqlite and 0 < version < len(steps):
                self._back_up(version)
            upgrade(connection, version, steps)

    def _sweep_backups(self) -> None:
        """Remove the copies that killed upgrades began: only one process at a time makes any."""
        for left in (self.folder / "backups").glob("studio-schema*.part*"):
            with contextlib.suppress(OSError):
                left.unlink()

    @contextlib.contextmanager
    def _alone(self) -> Generator[None]:
        """Let only one process at a time turn a file into a database: switching to the write-ahead log does
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
        """Copy the file to ``backups`` as it is before an upgrade, while no other process can write to it."""
        folder = self.folder / "backups"
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        path = folder / f"studio-schema{version}-{moment}.db"
        try:
            with (
                replacing(path, path.with_suffix(".part")) as waiting,
                contextlib.closing(sqlite3.connect(self.where)) as source,
                contextlib.closing(sqlite3.connect(waiting)) as target,
            ):
                source.backup(target)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(
                f"The store could not be copied to {folder} before its upgrade ({error}); make room and try "
                "again. Nothing was changed."
            ) from error


def checked_url(url: str | None, folder: Path) -> URL:
    """The address of the database, with the driver that we use; ``None`` is the file in ``folder``. Raises
    ``StoreError`` where it is neither PostgreSQL's nor an SQLite file's."""
    if url is None:
        return URL.create("sqlite", database=str(folder / FILE_NAME))
    try:
        parsed = parsed_url(url)
    except ValueError as error:
        raise StoreError(_UNKNOWN_URL) from error
    backend = parsed.get_backend_name()
    if backend in ("postgres", "postgresql"):
        return parsed.set(drivername="postgresql+psycopg")
    if backend == "sqlite" and parsed.database and parsed.database != ":memory:":
        return parsed.set(drivername="sqlite", query={})
    raise StoreError(_UNKNOWN_URL)


_UNKNOWN_URL = (
    "STUDIO_DATABASE_URL, the database's address, must look like postgresql://user:password@host/name or "
    "sqlite:////folder/studio.db; leave it out for a file in the data folder."
)
_HOST = re.compile(r"[\w.:,%-]*")


def parsed_url(url: str) -> URL:
    """A database's address in its parts; raises ``ValueError`` where it is none, or names a host or port that
    nothing can have, which a driver would only call unreachable."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise ValueError(str(error)) from error
    if not _HOST.fullmatch(parsed.host or "") or not 0 < (parsed.port or 1) < 65536:
        raise ValueError("there is no such host or port")
    return parsed


def postgresql_engine(url: URL, busy_seconds: float) -> Engine:
    """Connections to a server, on which no statement waits longer for a lock than ``busy_seconds``."""
    engine = create_engine(url, pool_pre_ping=True, pool_timeout=busy_seconds)

    @event.listens_for(engine, "connect")
    def limit_waiting(connection: "psycopg.Connection", _record: Any) -> None:
        connection.execute(f"SET lock_timeout = {int(busy_seconds * 1000)}".encode())
        connection.commit()

    return engine


def sqlite_engine(url: URL, busy_seconds: float, mode: Callable[[], str]) -> Engine:
    """Connections to a file, which wait up to ``busy_seconds`` for another writer. ``mode`` is asked before
    each: ``rwc`` makes the file where there is none, ``rw`` does not, ``ro`` writes nothing."""

    def connect() -> sqlite3.Connection:
        address = f"file:{quote(url.database or '')}?mode={mode()}"
        return sqlite3.connect(
            address, uri=True, timeout=busy_seconds, check_same_thread=False, isolation_level=None
        )

    engine = create_engine(url, max_overflow=20, pool_timeout=busy_seconds, creator=connect)

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: Any) -> None:
        # What SQLite forgets with each connection. synchronous=FULL rather than NORMAL: with the write-ahead
        # log NORMAL may lose the last transactions in a power cut, and a picture that was reported finished
        # must stay so. It costs one fsync a transaction, a few milliseconds, beside pictures that take
        # seconds.
        log = () if mode().startswith("ro") else ("journal_mode=WAL",)
        for pragma in (*log, "synchronous=FULL", "foreign_keys=ON", "cache_size=-16000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # Writers take their place at once: a transaction that reads first and writes later would fail
        # without waiting if another wrote in between.
        writes = connection.get_execution_options().get(_WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
