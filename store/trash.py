"""The bin: deleting for now, restoring, and purging for good together with the bytes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, text, update

from store.blobs import Blobs
from store.database import Database
from store.errors import WrongStatusError
from store.lifecycle import CHANGED, ENDED, UNFINISHED
from store.rows import in_parts
from store.tables import artifacts, groups, purged_mirrors, runs

_BLOBS_KEY = 0x426C_6F62


def hold_blobs(connection: Connection, blobs: Blobs, contents: Mapping[str, bytes]) -> None:
    """Blobs about to be named stay until the transaction ends, also where a purge took them since they
    were put. (In SQLite there is one writer at a time, so writing alone keeps the purge away.)"""
    if connection.dialect.name != "sqlite":
        connection.execute(text("SELECT pg_advisory_xact_lock_shared(:key)"), {"key": _BLOBS_KEY})
    for sha256, content in contents.items():
        if not blobs.has(sha256):
            blobs.put(content)


def _drop_blobs(connection: Connection) -> None:
    """From here to the end of the transaction no one names blobs."""
    if connection.dialect.name != "sqlite":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _BLOBS_KEY})


def put_in_bin(connection: Connection, ids: Iterable[str], now: datetime) -> int:
    """Mark runs as deleted and return how many were; raises ``WrongStatusError`` if one is not finished
    with."""
    moved = 0
    for part in in_parts(ids):
        busy = (
            select(func.count()).select_from(runs).where(runs.c.id.in_(part), runs.c.status.in_(UNFINISHED))
        )
        if connection.scalar(busy):
            raise WrongStatusError("A run that is queued or running cannot be deleted; cancel it first.")
        # Asked once more: it may have been queued again since (PostgreSQL).
        ended = runs.c.status.in_([status.value for status in ENDED])
        kept = update(runs).where(runs.c.id.in_(part), runs.c.deleted.is_(None), ended)
        moved += connection.execute(kept.values({**CHANGED, "deleted": now})).rowcount
    return moved


def take_out(connection: Connection, ids: Iterable[str]) -> int:
    """Undo ``put_in_bin`` and return how many runs came back."""
    moved = 0
    for part in in_parts(ids):
        binned = update(runs).where(runs.c.id.in_(part), runs.c.deleted.is_not(None))
        moved += connection.execute(binned.values({**CHANGED, "deleted": None})).rowcount
    return moved


def nothing_else() -> None:
    """What to call before a purge where nothing but blobs was made of the photos."""


def purge(
    database: Database,
    blobs: Blobs,
    ids: Iterable[str] | None,
    forget: Callable[[], object] = nothing_else,
) -> int:
    """Forget runs that lie in the bin (``None``: all of them) and remove blobs that no other run names.

    First ``forget`` drops what else was made of the photos: what it raises, or a crash, leaves runs in the
    bin that can be purged again. Then the rows go, then the bytes: a crash in between leaves blobs too many,
    never a run without its picture. Returns how many runs went.
    """
    forget()
    with database.writing() as connection:
        numbers = _binned(connection, ids)
        named = _forget(connection, numbers)
    remove_unnamed(database, blobs, named)
    return len(numbers)


def remove_unnamed(database: Database, blobs: Blobs, candidates: Iterable[str]) -> int:
    """Remove those of the blobs that no run names; nobody can come to name one meanwhile."""
    removed = 0
    for part in in_parts(candidates):
        with database.writing() as connection:
            _drop_blobs(connection)
            named = set(connection.scalars(select(artifacts.c.sha256).where(artifacts.c.sha256.in_(part))))
            for sha256 in part:
                if sha256 not in named:
                    blobs.remove(sha256)
                    removed += 1
    return removed


def _binned(connection: Connection, ids: Iterable[str] | None) -> list[int]:
    # Locked where rows can be (PostgreSQL), so that none is restored between here and its end.
    query = select(runs.c.number).where(runs.c.deleted.is_not(None)).with_for_update()
    if ids is None:
        return list(connection.scalars(query))
    return [n for part in in_parts(ids) for n in connection.scalars(query.where(runs.c.id.in_(part)))]


def _forget(connection: Connection, numbers: Sequence[int]) -> set[str]:
    """Delete rows (what hangs on them goes along) and return the sha256 of the blobs they named."""
    named: set[str] = set()
    for part in in_parts(numbers):
        named.update(connection.scalars(select(artifacts.c.sha256).where(artifacts.c.run.in_(part))))
        left = set(connection.scalars(select(runs.c.group_id).where(runs.c.number.in_(part))))
        told = select(runs.c.mirror_id).where(runs.c.number.in_(part), runs.c.mirror_id.is_not(None))
        connection.execute(insert(purged_mirrors).from_select(["mirror_id"], told))
        connection.execute(delete(runs).where(runs.c.number.in_(part)))
        empty = groups.c.id.in_(left), ~select(runs.c.id).where(runs.c.group_id == groups.c.id).exists()
        connection.execute(delete(groups).where(*empty))
    return named
