"""The bin: deleting for now, restoring, and purging for good together with the bytes."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select, text, update

from store.blobs import Blobs
from store.database import Database
from store.errors import WrongStatusError
from store.lifecycle import CHANGED, ENDED, UNFINISHED
from store.rows import batched
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


def put_in_bin(connection: Connection, ids: Iterable[str], now: datetime) -> int:
    """Mark runs as deleted and return how many were; raises ``WrongStatusError`` if one is queued or
    running."""
    moved = 0
    for batch in batched(ids):
        busy = select(runs.c.id).where(runs.c.id.in_(batch), runs.c.status.in_(UNFINISHED)).limit(1)
        if connection.scalar(busy) is not None:
            raise WrongStatusError("A run that is queued or running cannot be deleted; cancel it first.")
        # Asked once more: it may have been queued again since (PostgreSQL).
        ended = runs.c.status.in_([status.value for status in ENDED])
        kept = update(runs).where(runs.c.id.in_(batch), runs.c.deleted.is_(None), ended)
        moved += connection.execute(kept.values({**CHANGED, "deleted": now})).rowcount
    return moved


def take_out(connection: Connection, ids: Iterable[str]) -> int:
    """Undo ``put_in_bin`` and return how many runs came back."""
    moved = 0
    for batch in batched(ids):
        binned = update(runs).where(runs.c.id.in_(batch), runs.c.deleted.is_not(None))
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
    bin that can be purged again. Then the rows go, then the bytes, which are noted first: a crash in between
    leaves them for ``finish_removals``, never a run without its picture. Returns how many runs went.
    """
    forget()
    numbers: list[int] = []
    named: set[str] = set()
    with database.writing() as connection:
        # Locked where rows can be (PostgreSQL), so that none is restored between here and its end.
        query = select(runs.c.number).where(runs.c.deleted.is_not(None)).with_for_update()
        if ids is None:
            numbers += connection.scalars(query)
        else:
            for batch in batched(ids):
                numbers += connection.scalars(query.where(runs.c.id.in_(batch)))
        for batch in batched(numbers):
            named.update(connection.scalars(select(artifacts.c.sha256).where(artifacts.c.run.in_(batch))))
            _delete_rows(connection, batch)
        note = blobs.note_removal(sorted(named)) if named else None
    remove_unnamed(database, blobs, named)
    if note is not None:
        note.unlink(missing_ok=True)
    return len(numbers)


def finish_removals(database: Database, blobs: Blobs, since: datetime | None) -> None:
    """Remove what killed processes had noted to remove, and, where one of them was making a picture ``since``
    then, the files of it that no run names. To be called while no other process is at work."""
    for note, names in blobs.noted_removals():
        remove_unnamed(database, blobs, names)
        note.unlink(missing_ok=True)
    if since is not None:
        # File systems' clocks run up to a few hundredths of a second behind.
        remove_unnamed(database, blobs, blobs.since(since.timestamp() - 1))


def _delete_rows(connection: Connection, numbers: Sequence[int]) -> None:
    """Delete runs, what hangs on them and groups that are empty then; MLflow's ids of them are kept for the
    mirror to remove."""
    left = set(connection.scalars(select(runs.c.group_id).where(runs.c.number.in_(numbers))))
    mirrored = select(runs.c.mirror_id).where(runs.c.number.in_(numbers), runs.c.mirror_id.is_not(None))
    connection.execute(insert(purged_mirrors).from_select(["mirror_id"], mirrored))
    connection.execute(delete(runs).where(runs.c.number.in_(numbers)))
    empty = groups.c.id.in_(left), ~select(runs.c.id).where(runs.c.group_id == groups.c.id).exists()
    connection.execute(delete(groups).where(*empty))


def remove_unnamed(database: Database, blobs: Blobs, candidates: Iterable[str]) -> int:
    """Remove those of the blobs that no run names, while no other transaction can come to name one; how many
    they were."""
    removed = 0
    for batch in batched(candidates):
        with database.writing() as connection:
            if connection.dialect.name != "sqlite":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _BLOBS_KEY})
            named = set(connection.scalars(select(artifacts.c.sha256).where(artifacts.c.sha256.in_(batch))))
            for sha256 in batch:
                if sha256 not in named:
                    blobs.remove(sha256)
                    removed += 1
    return removed
