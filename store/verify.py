"""Does everything remembered still hold: the database, its indexes, every row, every blob hashed again, every
digest derived again."""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Literal

from sqlalchemy import Row, String, select, type_coerce

from store.blobs import Blobs
from store.database import Database
from store.errors import BlobDamagedError, NotFoundError, StoreBusyError, StoreError
from store.mending import false_words, index_fault, integrity_problems
from store.records import ROLES, Finding, Role, Run, RunStatus
from store.rows import load
from store.tables import artifacts, details, groups, runs

PixelDigest = Callable[[bytes], str | None]
"""The sha256 of a picture's pixels as an outcome names it, of its file; ``None`` for what is no picture."""

_ROWS = 200
_DIGEST = re.compile(r"request-v[0-9]+:sha256:([0-9a-f]{64})")
"""The tag says by which rules the request was written as JSON; the hash is of that JSON in any case."""
_BACKUP = "restore it from a backup."

_Row = Row[*tuple[Any, ...]]


@dataclass(frozen=True)
class _Fault:
    kind: Literal["missing", "changed", "unreadable"]
    sentence: str


@dataclass
class _Checked:
    """Blobs looked at so far, each read once: what is wrong with them, and the pixels of composites."""

    blobs: Blobs
    pixels: PixelDigest | None
    faults: dict[str, _Fault | None] = field(default_factory=dict[str, _Fault | None])
    digests: dict[str, str | None] = field(default_factory=dict[str, str | None])

    def look(self, sha256: str) -> _Fault | None:
        """What is wrong with a blob, ``None`` where its bytes are those its name promises."""
        if sha256 not in self.faults:
            self.faults[sha256] = self._fault(sha256)
        return self.faults[sha256]

    def _fault(self, sha256: str) -> _Fault | None:
        try:
            self.blobs.get(sha256)
        except NotFoundError:
            return _Fault("missing", "is missing from the store")
        except BlobDamagedError:
            return _Fault("changed", "was changed or damaged on disk")
        except StoreError as error:
            return _Fault("unreadable", f"cannot be read ({error})")
        return None

    def pixels_of(self, sha256: str) -> str | None:
        """The digest of a sound composite's pixels; raises ``KeyError`` where none is asked for."""
        if self.pixels is None or self.faults.get(sha256) is not None:
            raise KeyError(sha256)
        if sha256 not in self.digests:
            self.digests[sha256] = self.pixels(self.blobs.get(sha256))
        return self.digests[sha256]


def verify(
    database: Database, blobs: Blobs, *, settled: float, pixels: PixelDigest | None = None
) -> Iterator[Finding]:
    """Everything that is wrong: with the database, run by run, then blobs that no run names and that are
    older than ``settled`` seconds (younger ones may belong to a run about to be recorded). ``pixels`` has
    composites decoded and compared with their outcomes.

    Reads in short transactions, so that work goes on meanwhile; each blob is hashed once.
    """
    try:
        yield from _of_database(database)
        checked, last = _Checked(blobs, pixels), 0
        while rows := _next_rows(database, last):
            last = rows[-1].number
            with database.reading() as connection:
                loaded = {run.id: run for run in load(connection, [row.number for row in rows])}
            for row in rows:
                if (run := loaded.get(row.id)) is not None:  # not purged meanwhile
                    yield from _of_run(run, row, checked)
        yield from _of_search(database)
        if (lost := lost_database(database, blobs)) is not None:
            yield lost
            return
        for sha256 in orphans(database, blobs, settled=settled):
            sentence = f"Blob {sha256[:12]}… belongs to no run; it can be removed."
            yield Finding(run=None, role=None, kind="orphan", sentence=sentence)
    except StoreBusyError:
        raise
    except StoreError as error:  # what is damaged so far that it cannot be read on
        yield Finding(run=None, role=None, kind="database", sentence=str(error))


def orphans(database: Database, blobs: Blobs, *, settled: float) -> list[str]:
    """The blobs that no run names and that are older than ``settled`` seconds."""
    # First the files, then the rows: a blob that comes to be named in between is in both.
    unnamed = set(blobs.settled(settled))
    with database.reading() as connection:
        unnamed.difference_update(connection.scalars(select(artifacts.c.sha256).distinct()))
    return sorted(unnamed)


def lost_database(database: Database, blobs: Blobs) -> Finding | None:
    """Whether there are pictures and not one run: then it is not the pictures that are too many."""
    with database.reading() as connection:
        if connection.scalar(select(runs.c.number).limit(1)) is not None:
            return None
    if next(blobs.all(), None) is None:
        return None
    sentence = (
        f"There are pictures, but the database has no run at all ({database.where}); put the former one in "
        "its place, from a backup, or remove the pictures yourself if all runs were deleted."
    )
    return Finding(run=None, role=None, kind="database", sentence=sentence)


def _of_database(database: Database) -> Iterator[Finding]:
    """What SQLite itself finds wrong: with the file, its indexes, and rows that point nowhere."""
    if not database.is_sqlite:
        return
    with database.reading() as connection:
        problems = integrity_problems(connection)
        loose: dict[str, int] = {}
        for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            loose[str(row[0])] = loose.get(str(row[0]), 0) + 1
    for problem in problems:
        is_index = " index " in problem
        what = "One of its indexes" if is_index else "The database"
        sentence = f"{what} is damaged ({problem}); {'mend it' if is_index else _BACKUP.rstrip('.')}."
        kind = "index" if is_index else "database"
        yield Finding(run=None, role=None, kind=kind, sentence=sentence, mendable=is_index)
    for table, count in loose.items():
        sentence = f"{count} rows of the table {table} belong to nothing that is there; {_BACKUP}"
        yield Finding(run=None, role=None, kind="row", sentence=sentence)


def _of_search(database: Database) -> Iterator[Finding]:
    """Runs that a search would miss or find falsely."""
    with database.reading() as connection:
        false = [number for number, _ in false_words(connection)]
        ids = {row.number: row.id for row in connection.execute(select(runs.c.number, runs.c.id))}
    for number in false:
        sentence = f"Search words of run {ids.get(number, 'that is gone')} are missing or false; mend them."
        yield Finding(run=ids.get(number), role=None, kind="index", sentence=sentence, mendable=True)
    if not database.is_sqlite or database.read_only:
        return
    with database.writing() as connection:
        fault = index_fault(connection)
    if fault is not None:
        sentence = f"The full-text index does not hold what is recorded ({fault}); mend it."
        yield Finding(run=None, role=None, kind="index", sentence=sentence, mendable=True)


def _next_rows(database: Database, last: int) -> Sequence[_Row]:
    # As they lie there: what is no time or number any more is for load to tell.
    query = (
        select(
            runs.c.number,
            runs.c.id,
            runs.c.digest,
            runs.c.photo,
            details.c.request,
            details.c.outcome,
            details.c.outcome_digest,
            type_coerce(runs.c.created, String).label("created"),
            type_coerce(groups.c.created, String).label("group_created"),
            groups.c.plan_digest,
            type_coerce(runs.c.total_seconds, String).label("total_seconds"),
        )
        .outerjoin(details, details.c.run == runs.c.number)
        .outerjoin(groups, groups.c.id == runs.c.group_id)
        .where(runs.c.number > last)
        .order_by(runs.c.number)
        .limit(_ROWS)
    )
    with database.reading() as connection:
        return connection.execute(query).all()


def _of_run(run: Run, row: _Row, checked: _Checked) -> Iterator[Finding]:
    digest = _DIGEST.fullmatch(row.digest or "")
    if digest is None or digest[1] != _sha256(row.request):
        sentence = (
            f"The request of run {run.id} is not the one its digest was taken of; its settings were changed."
        )
        yield Finding(run=run.id, role=None, kind="digest", sentence=sentence)
    if run.damage is not None:
        yield Finding(run=run.id, role=None, kind="row", sentence=run.damage)
    # Those of a plan are asked for one after the other, once it stands.
    if row.created != row.group_created and not (row.plan_digest and row.created > row.group_created):
        sentence = f"The time at which run {run.id} was asked for was changed; {_BACKUP}"
        yield Finding(run=run.id, role=None, kind="row", sentence=sentence)
    upload = run.artifacts.get("upload")
    if upload is not None and row.photo != upload.sha256:
        sentence = f"Run {run.id} would not be found by its photo; mend it."
        yield Finding(run=run.id, role=None, kind="index", sentence=sentence, mendable=True)
    for role in _lacking(run):
        sentence = f"Run {run.id} does not say which file its {role} is; {_BACKUP}"
        yield Finding(run=run.id, role=role, kind="artifact", sentence=sentence)
    for role, artifact in run.artifacts.items():
        if (fault := checked.look(artifact.sha256)) is not None:
            sentence = f"The {role} of run {run.id} {fault.sentence}; {_BACKUP}"
            yield Finding(run=run.id, role=role, kind=fault.kind, sentence=sentence)
    if row.outcome is not None and (reason := _outcome_fault(run, row, checked)) is not None:
        sentence = f"The outcome of run {run.id} was changed: {reason}; {_BACKUP}"
        yield Finding(run=run.id, role=None, kind="outcome", sentence=sentence)


def _lacking(run: Run) -> list[Role]:
    """The files that every run, or every finished one, has, and this one does not name."""
    needed = ROLES if run.status is RunStatus.FINISHED else ROLES[:1]
    return [
        role for role in needed if role not in run.artifacts and (run.damage is None or role in ROLES[:1])
    ]


def _outcome_fault(run: Run, row: _Row, checked: _Checked) -> str | None:
    """What shows that a run's outcome is not the one that was recorded."""
    if row.outcome_digest != _sha256(row.outcome):
        return "its digest is another one"
    composite = run.artifacts.get("composite")
    if run.outcome is None or composite is None:
        return None
    with suppress(KeyError):
        if checked.pixels_of(composite.sha256) != run.outcome.pixels_sha256:
            return "the picture has other pixels"
    if row.total_seconds is None or abs(float(row.total_seconds) - (run.total_seconds or 0.0)) > 1e-6:
        return "its seconds are others than those it is sorted by"
    return None


def _sha256(text: str | None) -> str:
    return hashlib.sha256((text or "").encode()).hexdigest()
