"""What the user says of a run: rating, star, note and tags, as statements inside the caller's transaction."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from store.errors import InvalidValueError
from store.lifecycle import CHANGED
from store.records import MAX_NOTE, MAX_TAG
from store.rows import number_of
from store.tables import details, plain, runs, tags, words
from store.words import searchable


def change(connection: Connection, run_id: str, **values: Any) -> None:
    """Set columns of a run that the mirror follows; raises ``NotFoundError``."""
    changed = update(runs).where(runs.c.id == run_id).values({**CHANGED, **values})
    if connection.execute(changed).rowcount == 0:
        number_of(connection, run_id)


def checked_rating(stars: int | None) -> int | None:
    """``stars`` where it is 1…5 or ``None``; raises ``InvalidValueError``."""
    if stars is not None and not 1 <= stars <= 5:
        raise InvalidValueError(f"A rating is 1 to 5 stars, or none (it is {stars}).")
    return stars


def set_note(connection: Connection, run_id: str, note: str) -> None:
    """Replace the note; raises ``InvalidValueError`` when it is longer than ``MAX_NOTE``."""
    if len(note) > MAX_NOTE:
        raise InvalidValueError(f"The note has {len(note):,} characters; shorten it to at most {MAX_NOTE:,}.")
    change(connection, run_id)
    number = number_of(connection, run_id)
    connection.execute(update(details).where(details.c.run == number).values(note=note))
    _index(connection, number)


def set_tags(connection: Connection, run_id: str, names: Iterable[str]) -> None:
    """Replace all tags: single spaces, nothing empty, of names that differ only in case the first.

    Raises ``InvalidValueError`` when one is longer than ``MAX_TAG``.
    """
    kept: dict[str, str] = {}
    for name in names:
        cleaned = " ".join(plain(name).split())
        if len(cleaned) > MAX_TAG:
            raise InvalidValueError(f"A tag has at most {MAX_TAG} characters; shorten {cleaned[:20]!r}….")
        if cleaned:
            kept.setdefault(cleaned.casefold(), cleaned)
    change(connection, run_id)
    number = number_of(connection, run_id)
    connection.execute(delete(tags).where(tags.c.run == number))
    if kept:
        connection.execute(insert(tags), [{"run": number, "name": name} for name in kept.values()])
    _index(connection, number)


def _index(connection: Connection, number: int) -> None:
    """Bring the search index up to a run's note and tags as they are now."""
    text = words_of(connection, number)
    connection.execute(update(words).where(words.c.run == number).values(text=text))


def words_of(connection: Connection, number: int) -> str:
    """What the search index is to hold of a run; raises ``ValueError`` or ``KeyError`` where its request is
    none any more."""
    known = select(details.c.request, details.c.note).where(details.c.run == number)
    request, note = connection.execute(known).one()
    names = connection.scalars(select(tags.c.name).where(tags.c.run == number)).all()
    return searchable(json.loads(request)["prompt"], note, names)
