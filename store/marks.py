"""What a person says of a run (rating, star, note, tags), and what the mirror knows of it."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, or_, select, update

from store.errors import InvalidValueError, NotFoundError
from store.lifecycle import CHANGED, ENDED
from store.records import MAX_NOTE, MAX_TAG
from store.rows import in_parts, number_of
from store.tables import details, plain, runs, tags, words
from store.tables import purged_mirrors as purged
from store.words import searchable


def change(connection: Connection, run_id: str, **values: Any) -> None:
    """Set columns of a run that the mirror follows; raises ``NotFoundError``."""
    changed = update(runs).where(runs.c.id == run_id).values({**CHANGED, **values})
    if connection.execute(changed).rowcount == 0:
        number_of(connection, run_id)


def checked_rating(stars: int | None) -> int | None:
    """1…5 or ``None``; raises ``InvalidValueError``."""
    if stars is not None and not 1 <= stars <= 5:
        raise InvalidValueError(f"A rating is 1 to 5 stars, or none (it is {stars}).")
    return stars


def set_note(connection: Connection, run_id: str, note: str) -> None:
    """Replace the note; raises ``InvalidValueError`` when it is too long."""
    if len(note) > MAX_NOTE:
        raise InvalidValueError(f"The note has {len(note):,} characters; shorten it to at most {MAX_NOTE:,}.")
    change(connection, run_id)
    number = number_of(connection, run_id)
    connection.execute(update(details).where(details.c.run == number).values(note=note))
    _index(connection, number)


def set_tags(connection: Connection, run_id: str, names: Iterable[str]) -> None:
    """Replace all tags; raises ``InvalidValueError`` when one is too long."""
    cleaned = _cleaned(names)
    change(connection, run_id)
    number = number_of(connection, run_id)
    connection.execute(delete(tags).where(tags.c.run == number))
    if cleaned:
        connection.execute(insert(tags), [{"run": number, "name": name} for name in cleaned])
    _index(connection, number)


def _cleaned(names: Iterable[str]) -> list[str]:
    """Single spaces, nothing empty; of names that differ only in case the first."""
    found: dict[str, str] = {}
    for name in names:
        cleaned = " ".join(plain(name).split())
        if len(cleaned) > MAX_TAG:
            raise InvalidValueError(f"A tag has at most {MAX_TAG} characters; shorten {cleaned[:20]!r}….")
        if cleaned:
            found.setdefault(cleaned.casefold(), cleaned)
    return list(found.values())


def _index(connection: Connection, number: int) -> None:
    """Let search know what a run's note and tags say now."""
    known = select(details.c.request, details.c.note).where(details.c.run == number)
    request, note = connection.execute(known).one()
    names = connection.scalars(select(tags.c.name).where(tags.c.run == number)).all()
    text = searchable(json.loads(request)["prompt"], note, names)
    connection.execute(update(words).where(words.c.run == number).values(text=text))


def unmirrored(limit: int) -> Select[int]:
    """Row numbers of ended runs that the mirror has not, or not as they are now, the oldest first. A run
    that went to the bin before it was ever mirrored stays out of it."""
    due = runs.c.mirrored.is_(False), runs.c.status.in_([status.value for status in ENDED])
    kept = or_(runs.c.deleted.is_(None), runs.c.mirror_id.is_not(None))
    return select(runs.c.number).where(*due, kept).order_by(runs.c.number).limit(limit)


def mark_mirrored(connection: Connection, run_id: str, mirror_id: str, revision: int | None) -> None:
    """Remember the mirror's own id, and that it is up to date unless the run has changed since
    ``revision``; raises ``NotFoundError``."""
    current = True if revision is None else runs.c.revision == revision
    known = update(runs).where(runs.c.id == run_id).values(mirror_id=mirror_id, mirrored=current)
    if connection.execute(known).rowcount == 0:
        number_of(connection, run_id)


def mirror_id(connection: Connection, run_id: str) -> str | None:
    """The mirror's id of a run, ``None`` when it never had it; raises ``NotFoundError``."""
    row = connection.execute(select(runs.c.mirror_id).where(runs.c.id == run_id)).one_or_none()
    if row is None:
        raise NotFoundError("There is no such run in this store.")
    return row.mirror_id


def purged_mirrors(connection: Connection, done: Iterable[str]) -> list[str]:
    """The mirror's ids of purged runs that it has to forget yet, after taking off those it has ``done``."""
    for part in in_parts(done):
        connection.execute(delete(purged).where(purged.c.mirror_id.in_(part)))
    return list(connection.scalars(select(purged.c.mirror_id)))
