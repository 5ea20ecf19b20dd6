"""Rows into records: the only place that knows how a run lies in the tables, and how to find it by its id."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Select, String, select, type_coerce

from store.database import Database
from store.errors import NotFoundError, without_secrets
from store.folders import without_folders
from store.ids import is_id, made_at
from store.records import Artifact, Comparison, Failure, Outcome, Role, Run, RunStatus
from store.tables import artifacts, details, groups, runs, tags

T = TypeVar("T")

MAX_IN = 500
"""Most values in one IN (…)."""
MIN_PREFIX = 6
_ID_BEGINNING = re.compile(r"[0-9a-f]{1,32}", re.ASCII)
"""Fewest characters by which a run is looked for on a command line."""

_RUN = (
    select(runs, details, groups.c.kind)
    .outerjoin(details, details.c.run == runs.c.number)
    .outerjoin(groups, groups.c.id == runs.c.group_id)
)
_RAW = select(*(type_coerce(column, String).label(column.name) for column in runs.c))
"""A run's row with nothing in it interpreted."""
_UNREADABLE = (ValueError, TypeError, KeyError, AttributeError)
"""What reading a row raises whose texts, numbers or times are none any more."""


def load(connection: Connection, numbers: Sequence[int]) -> list[Run]:
    """The runs with these row numbers, in their order; those that are gone are left out. One that cannot be
    read says so in its ``damage``, and keeps no other from being loaded."""
    found: dict[int, Run] = {}
    for batch in batched(numbers):
        try:
            found |= _loaded(connection, batch)
        except _UNREADABLE:
            for number in batch:
                try:
                    found |= _loaded(connection, [number])
                except _UNREADABLE:
                    found |= _damaged(connection, number)
    return [found[number] for number in numbers if number in found]


def _loaded(connection: Connection, batch: Sequence[int]) -> dict[int, Run]:
    rows = connection.execute(_RUN.where(runs.c.number.in_(batch))).all()
    pictures: dict[int, dict[Role, Artifact]] = {}
    named = select(artifacts).where(artifacts.c.run.in_(batch))
    for row in connection.execute(named.order_by(artifacts.c.run, artifacts.c.role)):
        pictures.setdefault(row.run, {})[row.role] = _artifact(row)
    names: dict[int, list[str]] = {}
    tagged = select(tags).where(tags.c.run.in_(batch)).order_by(tags.c.run, tags.c.name)
    for row in connection.execute(tagged):
        names.setdefault(row.run, []).append(row.name)
    return {row.number: _run(row, pictures.get(row.number, {}), names.get(row.number, [])) for row in rows}


def _damaged(connection: Connection, number: int) -> dict[int, Run]:
    """What is left of a run that cannot be read; nothing where it is gone."""
    row = connection.execute(_RAW.where(runs.c.number == number)).one_or_none()
    if row is None:
        return {}
    sentence = f"What is recorded of run {row.id} is damaged; restore studio.db from a backup to have it."
    named = connection.execute(select(artifacts).where(artifacts.c.run == number)).all()
    created = made_at(str(row.id))
    left = Run(
        id=str(row.id),
        status=RunStatus.FAILED,
        created=created,
        started=None,
        ended=None,
        request={
            "prompt": "",
            "seed": int(row.seed) if str(row.seed).isdecimal() else 0,
            "profile": str(row.profile),
        },
        digest=str(row.digest),
        source_name=str(row.source_name),
        owner=str(row.owner),
        group=str(row.group_id),
        group_kind="single",
        position=0,
        parent=row.parent,
        worker=str(row.worker),
        outcome=None,
        failure=Failure(kind="StoreError", sentence=sentence),
        rating=None,
        starred=bool(row.starred),
        note="",
        tags=(),
        deleted=None if row.deleted is None else created,
        mirrored=bool(row.mirrored),
        artifacts={artifact.role: _artifact(artifact) for artifact in named},
        damage=sentence,
    )
    return {number: left}


def load_where(connection: Connection, numbers: Select[int]) -> list[Run]:
    """The runs that a select of row numbers gives, in its order."""
    return load(connection, connection.scalars(numbers).all())


def load_ids(connection: Connection, ids: Iterable[str]) -> list[Run]:
    """The runs with these ids, in their order; ids that no run has are left out."""
    known = [run_id for run_id in ids if is_id(run_id)]
    numbers: dict[str, int] = {}
    for batch in batched(known):
        rows = connection.execute(select(runs.c.id, runs.c.number).where(runs.c.id.in_(batch)))
        numbers.update({row.id: row.number for row in rows})
    return load(connection, [numbers[run_id] for run_id in known if run_id in numbers])


def id_beginning(database: Database, prefix: str) -> str:
    """The one run's id that begins with ``prefix``, as the user types it on a command line; raises
    ``NotFoundError`` for none, several, or a prefix of less than ``MIN_PREFIX`` characters."""
    if len(prefix) < MIN_PREFIX:
        raise NotFoundError(f"Give at least {MIN_PREFIX} characters of the run's id (it is {prefix!r}).")
    found: list[str] = []
    # Of what no id can begin with, bytes that are no text are dropped on the way to the database: what is
    # left would fit other runs, or all.
    if _ID_BEGINNING.fullmatch(prefix.lower()):
        query = select(runs.c.id).where(runs.c.id.startswith(prefix.lower())).limit(2)
        with database.reading() as connection:
            found = list(connection.scalars(query))
    if len(found) != 1:
        how = "More than one run's id begins" if found else "No run's id begins"
        raise NotFoundError(f"{how} with {prefix!r}; see them with: python -m core runs")
    return found[0]


def sha256_of(connection: Connection, run_id: str, role: Role) -> str:
    """Which blob plays this role in a run; raises ``NotFoundError``."""
    number = number_of(connection, run_id)
    query = select(artifacts.c.sha256).where(artifacts.c.run == number, artifacts.c.role == role)
    sha256 = connection.scalar(query)
    if sha256 is None:
        raise NotFoundError(f"The run has no {role} picture.")
    return sha256


def artifact_by_sha(connection: Connection, sha256: str) -> Artifact | None:
    """What is recorded of a blob, in one of the roles it plays; ``None`` when no run names it."""
    query = select(artifacts).where(artifacts.c.sha256 == sha256).limit(1)
    row = connection.execute(query).first()
    return None if row is None else _artifact(row)


def number_of(connection: Connection, run_id: str) -> int:
    """A run's row number; raises ``NotFoundError``."""
    number = connection.scalar(select(runs.c.number).where(runs.c.id == run_id))
    if number is None:
        raise NotFoundError(f"There is no run {run_id[:32]!r} in this store.")
    return number


def outcome_text(outcome: Outcome) -> str:
    """The outcome as JSON, the form in which ``details.outcome`` keeps it."""
    return json.dumps(asdict(outcome))


def outcome_values(outcome: Outcome | None) -> dict[str, str | None]:
    """The columns of ``details`` that keep an outcome: its JSON, and the sha256 of that."""
    if outcome is None:
        return {"outcome": None, "outcome_digest": None}
    text = outcome_text(outcome)
    return {"outcome": text, "outcome_digest": hashlib.sha256(text.encode()).hexdigest()}


def outcome_from(text: str) -> Outcome:
    """The outcome from the JSON that ``outcome_text`` wrote."""
    values: dict[str, Any] = json.loads(text)
    compared: dict[str, Any] | None = values["comparison"]
    if compared is not None:
        compared["changes"] = tuple(compared["changes"])
        values["comparison"] = Comparison(**compared)
    values["models"] = tuple(values["models"])
    return Outcome(**values)


def failure_text(failure: Failure, data: Path) -> str:
    """The failure as JSON, the form in which ``details.failure`` keeps it, without folders of this machine
    and what may be secret in addresses; ``data`` is the data folder."""
    texts = {name: without_secrets(text) for name, text in asdict(failure).items()}
    return json.dumps({name: without_folders(text, data) for name, text in texts.items()})


def batched(values: Iterable[T]) -> Iterator[list[T]]:
    """``values`` in lists of at most ``MAX_IN``, short enough for one statement."""
    known = list(values)
    for start in range(0, len(known), MAX_IN):
        yield known[start : start + MAX_IN]


def _artifact(row: Row[Any]) -> Artifact:
    return Artifact(
        role=row.role,
        sha256=row.sha256,
        media_type=row.media_type,
        size=row.size,
        width=row.width,
        height=row.height,
    )


def _run(row: Row[Any], pictures: Mapping[Role, Artifact], names: Sequence[str]) -> Run:
    return Run(
        id=row.id,
        status=RunStatus(row.status),
        created=row.created,
        started=row.started,
        ended=row.ended,
        request=json.loads(row.request),
        digest=row.digest,
        source_name=row.source_name,
        owner=row.owner,
        group=row.group_id,
        group_kind=row.kind,
        position=row.position,
        parent=row.parent,
        worker=row.worker,
        outcome=None if row.outcome is None else outcome_from(row.outcome),
        failure=None if row.failure is None else Failure(**json.loads(row.failure)),
        rating=row.rating,
        starred=row.starred,
        note=row.note,
        tags=tuple(names),
        deleted=row.deleted,
        mirrored=row.mirrored,
        revision=row.revision,
        artifacts=pictures,
    )
