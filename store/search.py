"""Finding runs again: filters, orders, pages, and what there is to filter by."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    false,
    func,
    literal,
    literal_column,
    select,
    text,
)

from store.records import (
    GIVEN_ROLES,
    MAX_PAGE_SIZE,
    Facets,
    Photo,
    RunPage,
    RunQuery,
    RunStatus,
    Sort,
    Timing,
)
from store.rows import load_where
from store.tables import artifacts, details, groups, runs, tags
from store.words import fts5_query, query_of, same_name, tsquery

_MAX_BIGINT = 2**63 - 1
MAX_PHOTOS = 500
"""Photos that are offered to filter by."""
# Written out rather than bound, so that the index of just these rows is known to serve.
_UPLOADS = artifacts.c.role == literal("upload", literal_execute=True)

# Where two are equal the newer one comes first. Each order is that of an index, word for word.
_NEWEST = (runs.c.created.desc(), runs.c.number.desc())
ORDERS: Mapping[Sort, tuple[ColumnElement[Any], ...]] = {
    "newest": _NEWEST,
    "oldest": (runs.c.created, runs.c.number),
    "fastest": (runs.c.total_seconds.asc().nulls_last(), *_NEWEST),
    "slowest": (runs.c.total_seconds.desc().nulls_last(), *_NEWEST),
    "rating": (runs.c.rating.desc().nulls_last(), *_NEWEST),
}


def find(connection: Connection, query: RunQuery) -> RunPage:
    """One page of the runs a query describes. A page past the last one is the last one; a page holds
    1 to 500 runs."""
    conditions = _conditions(connection, query)
    total = connection.scalar(select(func.count()).select_from(runs).where(*conditions)) or 0
    size = min(max(query.page_size, 1), MAX_PAGE_SIZE)
    page = min(max(query.page, 0), max(0, (total - 1) // size))
    numbers = select(runs.c.number).where(*conditions).order_by(*ORDERS[query.sort])
    found = load_where(connection, numbers.limit(size).offset(page * size))
    return RunPage(runs=tuple(found), total=total, page=page, page_size=size)


def ids(connection: Connection, query: RunQuery) -> list[str]:
    """The ids of all runs a query describes, on whatever page."""
    found = select(runs.c.id).where(*_conditions(connection, query)).order_by(*ORDERS[query.sort])
    return list(connection.scalars(found))


def _conditions(connection: Connection, query: RunQuery) -> list[ColumnElement[bool]]:
    conditions = [runs.c.deleted.is_not(None) if query.bin else runs.c.deleted.is_(None)]
    equal = {
        "profile": query.profile,
        "group_id": query.group,
        "parent": query.parent,
        "owner": query.owner,
        "digest": query.digest,
    }
    conditions += [runs.c[name] == value for name, value in equal.items() if value is not None]
    if query.scene is not None:
        # Said twice, so that the index of runs that have a scene is known to serve.
        conditions += [runs.c.scene == query.scene, runs.c.scene.is_not(None)]
    if query.seed is not None:
        conditions.append(runs.c.seed == query.seed if 0 <= query.seed <= _MAX_BIGINT else false())
    if query.statuses:
        conditions.append(runs.c.status.in_([status.value for status in query.statuses]))
    if query.since is not None:
        conditions.append(runs.c.created >= query.since)
    if query.until is not None:
        conditions.append(runs.c.created < query.until)
    if query.starred is not None:
        conditions.append(runs.c.starred.is_(query.starred))
    if query.rating is not None:
        conditions.append(runs.c.rating >= query.rating)
    if query.ids is not None:
        conditions.append(runs.c.id.in_(query.ids))
    if query.tag is not None:
        names = _spellings(connection, query.tag)
        conditions.append(runs.c.number.in_(select(tags.c.run).where(tags.c.name.in_(names))))
    if not query.reruns:
        again = select(groups.c.id).where(groups.c.kind == "rerun")
        conditions.append(runs.c.group_id.not_in(again))
    if query.photo is not None:
        shown = select(artifacts.c.run).where(_UPLOADS, artifacts.c.sha256 == query.photo)
        conditions.append(runs.c.number.in_(shown))
    return [*conditions, *word_conditions(connection, query.words)]


def word_conditions(connection: Connection, typed: str) -> list[ColumnElement[bool]]:
    """What a run fulfils that has all the words that the user typed, and none of those with a minus. Nothing
    is found by text in which there is nothing to be seen. Raises ``InvalidValueError`` for too many words."""
    query = query_of(typed)
    if query is None:
        return []
    conditions: list[ColumnElement[bool]] = []
    if query.wanted:
        conditions.append(runs.c.number.in_(_with_words(connection, query.wanted)))
    conditions += [runs.c.number.not_in(_with_words(connection, words)) for words in query.unwanted]
    return conditions or [false()]


def _with_words(connection: Connection, words: Sequence[str]) -> Select[int]:
    """Row numbers of runs with all these words."""
    if connection.dialect.name == "sqlite":
        match, source, key = fts5_query(words), "words_index", "rowid"
        condition = "words_index MATCH :typed"
    else:
        match, source, key = tsquery(words), "words", "run"
        condition = "lexemes @@ CAST(:typed AS tsquery)"
    found: Select[int] = select(literal_column(key)).select_from(text(source))
    return found.where(text(condition).bindparams(bindparam("typed", match, unique=True)))


def _spellings(connection: Connection, name: str) -> list[str]:
    """How a tag is written here: as it is named, or else the ways that differ from it in case or in how
    accents are encoded, as an earlier link may name it."""
    if connection.scalar(select(tags.c.name).where(tags.c.name == name).limit(1)) is not None:
        return [name]
    wanted = same_name(name)
    return [one for one in connection.scalars(select(tags.c.name).distinct()) if same_name(one) == wanted]


def facets(connection: Connection) -> Facets:
    """What there is to filter by among runs outside the bin, most used first, then by name."""
    kept = runs.c.deleted.is_(None)
    used = select(runs.c.profile, func.count()).where(kept).group_by(runs.c.profile)
    tagged = select(tags.c.name, func.count()).join(runs, runs.c.number == tags.c.run).where(kept)
    staged = select(runs.c.scene, func.count()).where(kept, runs.c.scene.is_not(None)).group_by(runs.c.scene)
    profiles, names, scenes = (
        sorted(((row[0], row[1]) for row in connection.execute(counted)), key=lambda one: (-one[1], one[0]))
        for counted in (used, tagged.group_by(tags.c.name), staged)
    )
    binned = select(func.count()).select_from(runs).where(runs.c.deleted.is_not(None))
    return Facets(
        profiles=tuple(name for name, _ in profiles),
        tags=tuple(name for name, _ in names),
        scenes=tuple(name for name, _ in scenes),
        total=sum(count for _, count in profiles),
        binned=connection.scalar(binned) or 0,
        photos=photos(connection),
    )


def photos(connection: Connection) -> tuple[Photo, ...]:
    """The photos of runs outside the bin, those used last first, at most ``MAX_PHOTOS``; each by the name
    that it was last given by."""
    last, count = func.max(runs.c.number).label("last"), func.count().label("count")
    used = (
        select(artifacts.c.sha256, last, count)
        .join(runs, runs.c.number == artifacts.c.run)
        .where(_UPLOADS, runs.c.deleted.is_(None))
        .group_by(artifacts.c.sha256)
        .order_by(last.desc())
        .limit(MAX_PHOTOS)
        .subquery()
    )
    named = select(used.c.sha256, runs.c.source_name, used.c.count).join(runs, runs.c.number == used.c.last)
    found = connection.execute(named.order_by(used.c.last.desc()))
    return tuple(Photo(sha256=sha256, name=name, runs=times) for sha256, name, times in found)


def children(parent: str) -> Select[int]:
    """Row numbers of the runs derived from one that are not in the bin, the oldest first."""
    derived = runs.c.parent == parent, runs.c.deleted.is_(None)
    return select(runs.c.number).where(*derived).order_by(runs.c.number)


def timings(connection: Connection, profile: str, limit: int) -> list[Timing]:
    """What the latest finished runs of a profile took, the newest first; runs in the bin count too."""
    # Written out rather than bound, so that the index of just these rows is known to serve.
    finished = runs.c.status == literal(RunStatus.FINISHED.value, literal_execute=True)
    made = select(func.sum(artifacts.c.size)).where(artifacts.c.run == runs.c.number)
    size = made.where(artifacts.c.role.not_in(GIVEN_ROLES)).scalar_subquery()
    query = (
        select(runs.c.steps, details.c.outcome, size)
        .join(details, details.c.run == runs.c.number)
        .where(runs.c.profile == profile, finished)
        .order_by(runs.c.number.desc())
        .limit(limit)
    )
    found: list[Timing] = []
    for steps, text_, taken in connection.execute(query):
        with suppress(ValueError, TypeError, KeyError):  # one that is damaged tells no times
            outcome = json.loads(text_)
            pixels = outcome["width"] * outcome["height"]
            scene = outcome["environment"].get("scene")
            traced = isinstance(scene, dict) and scene.get("painter") == "traced"
            size, seconds = int(taken or 0), outcome["seconds"]
            found.append(Timing(steps=steps, pixels=pixels, seconds=seconds, size=size, traced=traced))
    return found
