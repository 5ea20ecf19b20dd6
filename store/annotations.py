"""What the user says of a run: rating, star, note and tags, as statements inside the caller's transaction."""

import json
from collections.abc import Iterable
from typing import Any
from unicodedata import normalize

from sqlalchemy import Connection, delete, insert, select, update

from store.errors import ChangedMeanwhileError, InvalidValueError
from store.lifecycle import CHANGED
from store.records import MAX_NOTE, MAX_TAG
from store.rows import number_of
from store.tables import details, plain, runs, tags, words
from store.words import same_name, searchable


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


def set_note(connection: Connection, run_id: str, note: str, was: str | None) -> None:
    """Replace the note, which ``was`` so when the user began to write (``None``: whatever it was).

    Raises ``InvalidValueError`` when it is longer than ``MAX_NOTE``, ``ChangedMeanwhileError`` when another
    wrote something else meanwhile.
    """
    if len(note) > MAX_NOTE:
        raise InvalidValueError(f"The note has {len(note):,} characters; shorten it to at most {MAX_NOTE:,}.")
    number = number_of(connection, run_id)
    there = connection.scalar(select(details.c.note).where(details.c.run == number).with_for_update())
    if was is not None and there not in (plain(was), plain(note)):
        raise ChangedMeanwhileError("The note was changed meanwhile, in another tab or by another program.")
    change(connection, run_id)
    connection.execute(update(details).where(details.c.run == number).values(note=note))
    _index(connection, number)


def set_tags(connection: Connection, run_id: str, names: Iterable[str], was: Iterable[str] | None) -> None:
    """Make the tags those that are named, from ``was``, those that the user saw: what others added or took
    away meanwhile stays so. ``None`` replaces all there are.

    Kept with single spaces and composed accents, nothing empty; of names that differ only in case or in their
    accents' encoding the spelling of another run, or else the first. Raises ``InvalidValueError`` when one is
    longer than ``MAX_TAG``.
    """
    wanted = _tags_by_name(names)
    change(connection, run_id)
    number = number_of(connection, run_id)
    there = set(connection.scalars(select(tags.c.name).where(tags.c.run == number)))
    if was is not None:
        seen = {name: same_name(name) for name in was}
        gone = set(seen.values()) - set(wanted)
        new = {key: name for key, name in wanted.items() if name not in seen}
        wanted = {**_tags_by_name(name for name in there if same_name(name) not in gone), **new}
    elsewhere = select(tags.c.name).where(tags.c.run != number).distinct().order_by(tags.c.name)
    spelt = {same_name(name): name for name in connection.scalars(elsewhere)} if wanted else {}
    kept = {spelt.get(key, name) for key, name in wanted.items()}
    connection.execute(delete(tags).where(tags.c.run == number, tags.c.name.not_in(kept)))
    if kept - there:
        connection.execute(insert(tags), [{"run": number, "name": name} for name in sorted(kept - there)])
    _index(connection, number)


def _tags_by_name(names: Iterable[str]) -> dict[str, str]:
    """Tags as they are kept, the first of each name; raises ``InvalidValueError`` for one too long."""
    kept: dict[str, str] = {}
    for name in names:
        cleaned = " ".join(normalize("NFC", plain(name)).split())
        if len(cleaned) > MAX_TAG:
            raise InvalidValueError(f"A tag has at most {MAX_TAG} characters; shorten {cleaned[:20]!r}….")
        if cleaned:
            kept.setdefault(same_name(cleaned), cleaned)
    return kept


def _index(connection: Connection, number: int) -> None:
    """Bring the search index up to a run's note and tags as they are now."""
    text = words_of(connection, number)
    connection.execute(update(words).where(words.c.run == number).values(text=text))


def words_of(connection: Connection, number: int) -> str:
    """What the search index is to hold of a run; raises ``ValueError`` or ``KeyError`` where its request is
    none any more."""
    known = (
        select(details.c.request, details.c.note, runs.c.source_name, runs.c.seed)
        .join(runs, runs.c.number == details.c.run)
        .where(details.c.run == number)
    )
    request, note, source_name, seed = connection.execute(known).one()
    names = connection.scalars(select(tags.c.name).where(tags.c.run == number)).all()
    return searchable(json.loads(request)["prompt"], note, names, source_name, seed)
