"""What the mirror still owes MLflow: runs to copy and purged runs to remove, as statements inside the
caller's transaction."""

from collections.abc import Iterable

from sqlalchemy import Connection, Select, delete, or_, select, update

from store.errors import NotFoundError
from store.lifecycle import ENDED
from store.rows import batched, number_of
from store.tables import purged_mirrors as purged
from store.tables import runs


def unmirrored(limit: int) -> Select[int]:
    """Row numbers of ended runs that MLflow has not, or not as they are now, the oldest first. A run
    that went to the bin before it was ever mirrored stays out of it."""
    due = runs.c.mirrored.is_(False), runs.c.status.in_([status.value for status in ENDED])
    kept = or_(runs.c.deleted.is_(None), runs.c.mirror_id.is_not(None))
    return select(runs.c.number).where(*due, kept).order_by(runs.c.number).limit(limit)


def mark_mirrored(connection: Connection, run_id: str, mirror_id: str, revision: int | None) -> None:
    """Remember MLflow's id of a run, and that its copy is up to date unless the run has changed since
    ``revision`` (``None``: whatever its revision); raises ``NotFoundError``."""
    current = True if revision is None else runs.c.revision == revision
    known = update(runs).where(runs.c.id == run_id).values(mirror_id=mirror_id, mirrored=current)
    if connection.execute(known).rowcount == 0:
        number_of(connection, run_id)


def mirror_id(connection: Connection, run_id: str) -> str | None:
    """MLflow's id of a run, ``None`` when it was never mirrored; raises ``NotFoundError``."""
    row = connection.execute(select(runs.c.mirror_id).where(runs.c.id == run_id)).one_or_none()
    if row is None:
        raise NotFoundError("There is no such run in this store.")
    return row.mirror_id


def purged_mirrors(connection: Connection, done: Iterable[str]) -> list[str]:
    """MLflow's ids of purged runs that are still to be removed there, after taking off those ``done``."""
    for batch in batched(done):
        connection.execute(delete(purged).where(purged.c.mirror_id.in_(batch)))
    return list(connection.scalars(select(purged.c.mirror_id)))
