"""Which runs came of which: a run's forebears, and all that came of the first of them."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from store.rows import batched
from store.tables import runs

MAX_FOREBEARS = 50
"""How far back a family is followed."""


def forebears(connection: Connection, run_id: str) -> list[str]:
    """Ids of the run's parent, that one's parent and so on, the nearest first; one that is purged is the last
    one that is named."""
    found: list[str] = []
    at: str | None = run_id
    while len(found) < MAX_FOREBEARS:
        at = connection.scalar(select(runs.c.parent).where(runs.c.id == at))
        if at is None or at == run_id or at in found:
            break
        found.append(at)
    return found


def family(connection: Connection, run_id: str, limit: int) -> list[str]:
    """Ids of the first forebear that is known and of all that came of it and are not in the bin, generation
    by generation, at most ``limit``; ``run_id`` is among them in any case."""
    line = [run_id, *forebears(connection, run_id)]
    known = set(connection.scalars(select(runs.c.id).where(runs.c.id.in_(line))))
    first = next((one for one in reversed(line) if one in known), line[-1])
    found, generation = {first: None}, [first]
    while generation and len(found) < limit:
        generation = [one for one in _children(connection, generation) if one not in found]
        found |= dict.fromkeys(generation)
    ids = list(found)[:limit]
    return ids if run_id in ids else [*ids[: limit - 1], run_id]


def _children(connection: Connection, parents: Iterable[str]) -> list[str]:
    """Ids of the runs derived from any of these that are not in the bin, the oldest first."""
    found: list[str] = []
    for some in batched(parents):
        derived = runs.c.parent.in_(some), runs.c.deleted.is_(None)
        found += connection.scalars(select(runs.c.id).where(*derived).order_by(runs.c.number))
    return found
