"""Errors of SQLite and PostgreSQL as the studio's: locked, full, damaged, unreachable."""

import contextlib
import sqlite3
import sys
from collections.abc import Generator

from sqlalchemy.exc import DBAPIError, TimeoutError

from store.errors import StoreBusyError, StoreError, StoreFullError

_BUSY = "The store is held by another program ({where}); close what has it open or try again in a moment."
_FULL = "The disk that holds the store is full ({where}); make room and try again. Nothing was changed."
_DAMAGED = (
    "The store's database is damaged or is none at all ({where}); put a copy from a backup in its place."
)
_INDEX = "The search index is damaged ({where}); it is made anew by: python -m core verify --mend"
_READ_ONLY = "The store's database cannot be opened for writing ({where}); check who may write there."
_UNREACHABLE = "The database server does not answer ({where}); check that it runs and its address."

# Primary codes are the low byte of SQLite's extended ones.
_SQLITE = {
    sqlite3.SQLITE_BUSY: (StoreBusyError, _BUSY),
    sqlite3.SQLITE_LOCKED: (StoreBusyError, _BUSY),
    sqlite3.SQLITE_FULL: (StoreFullError, _FULL),
    sqlite3.SQLITE_CORRUPT: (StoreError, _DAMAGED),
    sqlite3.SQLITE_NOTADB: (StoreError, _DAMAGED),
    sqlite3.SQLITE_READONLY: (StoreError, _READ_ONLY),
    sqlite3.SQLITE_CANTOPEN: (StoreError, _READ_ONLY),
    sqlite3.SQLITE_PERM: (StoreError, _READ_ONLY),
}
# A quota or a limit on file sizes shows as a failed write, not as a full disk.
_SQLITE_WRITES = {sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_FSYNC}

# Classes and codes of PostgreSQL's appendix A.
_POSTGRESQL = {
    "40001": (StoreBusyError, _BUSY),
    "40P01": (StoreBusyError, _BUSY),
    "55P03": (StoreBusyError, _BUSY),
    "53100": (StoreFullError, _FULL),
    "53300": (StoreBusyError, "The database server has no connection free ({where}); try again in a moment."),
    "25006": (StoreError, _READ_ONLY),
    "42501": (StoreError, _READ_ONLY),
    "XX001": (StoreError, _DAMAGED),
    "XX002": (StoreError, _DAMAGED),
}


@contextlib.contextmanager
def explained(where: str) -> Generator[None]:
    """Turn what the user can act on into ``StoreError``; ``where`` names the database in the sentence.

    Other errors of the database are mistakes in this program and pass as they are.
    """
    try:
        yield
    except TimeoutError as error:
        raise StoreBusyError(
            f"All connections to the store are in use ({where}); try again in a moment."
        ) from error
    except DBAPIError as error:
        is_sqlite = isinstance(error.orig, sqlite3.Error)
        explanation = _of_sqlite(error.orig) if is_sqlite else _of_postgresql(error.orig)
        if explanation is None:
            raise
        kind, sentence = explanation
        raise kind(sentence.format(where=where)) from error


def _of_sqlite(error: BaseException | None) -> tuple[type[StoreError], str] | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    if code == sqlite3.SQLITE_CORRUPT_VTAB:
        return StoreError, _INDEX
    if code in _SQLITE_WRITES:
        return StoreFullError, _FULL
    if code & 0xFF == sqlite3.SQLITE_IOERR:
        return StoreError, "The disk that holds the store reports an error ({where}); check the disk."
    return _SQLITE.get(code & 0xFF)


def _of_postgresql(error: BaseException | None) -> tuple[type[StoreError], str] | None:
    # An error of psycopg's can only come where it is imported; elsewhere the import would only take time
    # before the first page.
    if "psycopg" not in sys.modules:
        return None
    import psycopg

    if not isinstance(error, psycopg.Error):
        return None
    if error.sqlstate is not None and error.sqlstate in _POSTGRESQL:
        return _POSTGRESQL[error.sqlstate]
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return StoreError, _UNREACHABLE
    return None
