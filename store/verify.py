"""Does everything remembered still hold: every blob hashed again, every request's digest derived again."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Row, select

from store.blobs import Blobs
from store.database import Database
from store.errors import BlobDamagedError, NotFoundError, StoreError
from store.records import Finding
from store.tables import artifacts, details, runs

_ROWS = 200
_DIGEST = re.compile(r"request-v[0-9]+:sha256:([0-9a-f]{64})")
"""The tag says by which rules the request was written as JSON; the hash is of that JSON in any case."""

_Row = Row[*tuple[Any, ...]]


@dataclass(frozen=True)
class _Fault:
    kind: Literal["missing", "changed", "unreadable"]
    sentence: str


def verify(database: Database, blobs: Blobs, *, settled: float) -> Iterator[Finding]:
    """Everything that is wrong, run by run, then blobs that no run names and that are older than
    ``settled`` seconds (younger ones may belong to a run about to be recorded).

    Reads in short transactions, so that work goes on meanwhile; each blob is hashed once.
    """
    faults: dict[str, _Fault | None] = {}
    last = 0
    while rows := _next_runs(database, last):
        last = rows[-1].number
        for row in rows:
            digest = _DIGEST.fullmatch(row.digest)
            if digest is None or digest[1] != hashlib.sha256(row.request.encode()).hexdigest():
                sentence = (
                    f"The request of run {row.id} is not the one its digest was taken of; its settings were "
                    "changed."
                )
                yield Finding(run=row.id, role=None, kind="digest", sentence=sentence)
        for artifact in _artifacts(database, rows):
            if artifact.sha256 not in faults:
                faults[artifact.sha256] = _fault(blobs, artifact.sha256)
            if (fault := faults[artifact.sha256]) is not None:
                sentence = (
                    f"The {artifact.role} of run {artifact.id} {fault.sentence}; restore it from a backup."
                )
                yield Finding(run=artifact.id, role=artifact.role, kind=fault.kind, sentence=sentence)
    for sha256 in orphans(database, blobs, settled=settled):
        sentence = f"Blob {sha256[:12]}… belongs to no run; it can be removed."
        yield Finding(run=None, role=None, kind="orphan", sentence=sentence)


def orphans(database: Database, blobs: Blobs, *, settled: float) -> list[str]:
    """The blobs that no run names and that are older than ``settled`` seconds."""
    # First the files, then the rows: a blob that comes to be named in between is in both.
    unnamed = set(blobs.settled(settled))
    with database.reading() as connection:
        unnamed.difference_update(connection.scalars(select(artifacts.c.sha256).distinct()))
    return sorted(unnamed)


def _next_runs(database: Database, last: int) -> Sequence[_Row]:
    query = (
        select(runs.c.number, runs.c.id, runs.c.digest, details.c.request)
        .join(details, details.c.run == runs.c.number)
        .where(runs.c.number > last)
        .order_by(runs.c.number)
        .limit(_ROWS)
    )
    with database.reading() as connection:
        return connection.execute(query).all()


def _artifacts(database: Database, rows: Sequence[_Row]) -> Sequence[_Row]:
    query = (
        select(artifacts.c.role, artifacts.c.sha256, runs.c.id)
        .join(runs, runs.c.number == artifacts.c.run)
        .where(artifacts.c.run.in_([row.number for row in rows]))
        .order_by(artifacts.c.run, artifacts.c.role)
    )
    with database.reading() as connection:
        return connection.execute(query).all()


def _fault(blobs: Blobs, sha256: str) -> _Fault | None:
    """What is wrong with a blob, ``None`` where its bytes are those its name promises."""
    try:
        blobs.get(sha256)
    except NotFoundError:
        return _Fault("missing", "is missing from the store")
    except BlobDamagedError:
        return _Fault("changed", "was changed or damaged on disk")
    except StoreError as error:
        return _Fault("unreadable", f"cannot be read ({error})")
    return None
