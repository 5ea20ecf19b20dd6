"""Finding runs again: filters, orders, pages, and what there is to filter by."""

import json
from collections.abc import Mapping
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

from store.records import MAX_PAGE_SIZE, Facets, RunPage, RunQuery, RunStatus, Sort, Timing
from store.rows import load_where
from store.tables import details, runs, tags
from store.words import fts5_query, tsquery

_MAX_BIGINT = 2**63 - 1

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
    wanted = _conditions(connection, query)
    total = connection.scalar(select(func.count()).select_from(runs).where(*wanted)) or 0
    size = min(max(query.page_size, 1), MAX_PAGE_SIZE)
    page = min(max(query.page, 0), max(0, (total - 1) // size))
    numbers = select(runs.c.number).where(*wanted).order_by(*ORDERS[query.sort])
    found = load_where(connection, numbers.limit(size).offset(page * size))
    return RunPage(runs=tuple(found), total=total, page=page, page_size=size)


def _conditions(connection: Connection, query: RunQuery) -> list[ColumnElement[bool]]:
    wanted = [runs.c.deleted.is_not(None) if query.bin else runs.c.deleted.is_(None)]
    equal = {
        "profile": query.profile,
        "group_id": query.group,
        "parent": query.parent,
        "owner": query.owner,
        "digest": query.digest,
    }
    wanted += [runs.c[name] == value for name, value in equal.items() if value is not None]
    if query.seed is not None:
        wanted.append(runs.c.seed == query.seed if 0 <= query.seed <= _MAX_BIGINT else false())
    if query.statuses:
        wanted.append(runs.c.status.in_([status.value for status in query.statuses]))
    if query.since is not None:
        wanted.append(runs.c.created >= query.since)
    if query.until is not None:
        wanted.append(runs.c.created < query.until)
    if query.starred is not None:
        wanted.append(runs.c.starred.is_(query.starred))
    if query.tag is not None:
        wanted.append(runs.c.number.in_(select(tags.c.run).where(tags.c.name == query.tag)))
    said = _words(connection, query.words)
    return wanted if said is None else [*wanted, runs.c.number.in_(said)]


def _words(connection: Connection, typed: str) -> Select[int] | None:
    """Row numbers of runs with all these words; ``None`` when punctuation is all there is."""
    if connection.dialect.name == "sqlite":
        match, source, key = fts5_query(typed), "words_index", "rowid"
        condition = text("words_index MATCH :typed")
    else:
        match, source, key = tsquery(typed), "words", "run"
        condition = text("lexemes @@ CAST(:typed AS tsquery)")
    if match is None:
        return None
    found: Select[int] = select(literal_column(key)).select_from(text(source))
    return found.where(condition.bindparams(bindparam("typed", match)))


def facets(connection: Connection) -> Facets:
    """What there is to filter by among runs outside the bin, most used first, then by name."""
    kept = runs.c.deleted.is_(None)
    used = select(runs.c.profile, func.count()).where(kept).group_by(runs.c.profile)
    profiles = {row[0]: row[1] for row in connection.execute(used)}
    counted = select(tags.c.name, func.count()).join(runs, runs.c.number == tags.c.run).where(kept)
    names = {row[0]: row[1] for row in connection.execute(counted.group_by(tags.c.name))}
    binned = select(func.count()).select_from(runs).where(runs.c.deleted.is_not(None))
    return Facets(
        profiles=_most_used(profiles),
        tags=_most_used(names),
        total=sum(profiles.values()),
        binned=connection.scalar(binned) or 0,
    )


def _most_used(counts: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(sorted(counts, key=lambda name: (-counts[name], name)))


def children(parent: str) -> Select[int]:
    """Row numbers of the runs derived from one that are not in the bin, the oldest first."""
    derived = runs.c.parent == parent, runs.c.deleted.is_(None)
    return select(runs.c.number).where(*derived).order_by(runs.c.number)


def timings(connection: Connection, profile: str, limit: int) -> list[Timing]:
    """What the latest finished runs of a profile took, the newest first; runs in the bin count too."""
    # Written out rather than bound, so that the index of just these rows is known to serve.
    finished = runs.c.status == literal(RunStatus.FINISHED.value, literal_execute=True)
    query = (
        select(runs.c.steps, details.c.outcome)
        .join(details, details.c.run == runs.c.number)
        .where(runs.c.profile == profile, finished)
        .order_by(runs.c.number.desc())
        .limit(limit)
    )
    return [_timing(steps, json.loads(outcome)) for steps, outcome in connection.execute(query)]


def _timing(steps: int, outcome: Mapping[str, Any]) -> Timing:
    return Timing(steps=steps, pixels=outcome["width"] * outcome["height"], seconds=outcome["seconds"])
