"""Groups that are planned before they are made: the plan kept, pictures that are there already found, and
each that is not claimed exactly once."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, case, func, insert, or_, select, text, tuple_, update

from store import lifecycle, trash
from store.blobs import Blobs
from store.database import Database
from store.errors import NotFoundError
from store.ids import new_id
from store.lifecycle import AGAIN, UNFINISHED, Opening
from store.records import Claim, Group, GroupKind, Known, NewRun, Run, RunStatus
from store.rows import batched, load, load_where
from store.runs import utc_now
from store.tables import groups, runs

Asked = tuple[str, str]
"""A request's digest and the sha256 of the photo's bytes: the two together say which picture it is."""

# A finished one serves best, then one that is being made; of equals the newest.
_BEST = (
    case(
        (runs.c.status == RunStatus.FINISHED.value, 0),
        (runs.c.status.in_([status.value for status in UNFINISHED]), 1),
        else_=2,
    ),
    runs.c.number.desc(),
)


class Groups:
    """The planned groups of a database. Each method is one transaction; safe for threads and processes.

    All raise ``StoreBusyError`` and ``StoreFullError``. ``clock`` gives aware times.
    """

    def __init__(self, database: Database, blobs: Blobs, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._database, self._blobs, self._clock = database, blobs, clock

    def open(self, kind: GroupKind, plan: str, plan_digest: str) -> Group:
        """A group for this plan: the newest of its kind that was planned so, else a new one."""
        with self._database.writing() as connection:
            same = groups.c.plan_digest == plan_digest, groups.c.kind == kind
            row = connection.execute(
                select(groups).where(*same).order_by(groups.c.id.desc()).limit(1)
            ).first()
            if row is not None:
                return _group(row)
            made = Group(id=new_id(), kind=kind, created=self._clock(), plan=plan, plan_digest=plan_digest)
            connection.execute(insert(groups).values(**vars(made)))
            return made

    def get(self, group_id: str) -> Group:
        """One group, by its id or by the beginning of it; raises ``NotFoundError`` for none or several."""
        begins = groups.c.id.startswith(group_id.lower(), autoescape=True)
        with self._database.reading() as connection:
            rows = connection.execute(select(groups).where(begins).limit(2)).all() if group_id else []
        if len(rows) != 1:
            how = "More than one group's id begins" if rows else "No group's id begins"
            raise NotFoundError(f"{how} with {group_id[:32]!r}.")
        return _group(rows[0])

    def listed(self, *, binned: bool = False, page: int = 0, page_size: int = 24) -> tuple[list[Group], int]:
        """The planned groups of a page (from 0), the newest first and without their plans, and how many there
        are; those in the bin in place of the others where ``binned`` is asked for."""
        here = groups.c.plan.is_not(None), _in_bin() if binned else ~_in_bin()
        columns = groups.c.id, groups.c.kind, groups.c.created, groups.c.plan_digest
        query = select(*columns).where(*here).order_by(groups.c.created.desc(), groups.c.id.desc())
        with self._database.reading() as connection:
            total = connection.scalar(select(func.count()).select_from(groups).where(*here)) or 0
            rows = connection.execute(query.limit(page_size).offset(page * page_size)).all()
        found = [
            Group(id=row.id, kind=row.kind, created=row.created, plan_digest=row.plan_digest) for row in rows
        ]
        return found, total

    def to_bin(self, group_id: str) -> None:
        """Put a planned group into the bin with those runs of its own that are not there yet: it is not gone
        on with by the same plan then. Raises ``WrongStatusError`` where one of them is being made."""
        with self._database.writing() as connection:
            trash.put_in_bin(connection, _ids(connection, group_id), self._clock())
            connection.execute(update(groups).where(groups.c.id == group_id).values(plan_digest=None))

    def restore(self, group_id: str, plan_digest: str) -> None:
        """Take a group out of the bin with its runs; ``plan_digest`` is its plan's."""
        with self._database.writing() as connection:
            trash.take_out(connection, _ids(connection, group_id))
            values = {"plan_digest": plan_digest}
            connection.execute(update(groups).where(groups.c.id == group_id).values(values))

    def extend(self, group_id: str, plan: str, plan_digest: str) -> None:
        """Put another plan in place of a group's own; the runs that it has stay."""
        with self._database.writing() as connection:
            values = {"plan": plan, "plan_digest": plan_digest}
            connection.execute(update(groups).where(groups.c.id == group_id).values(values))

    def runs(self, group_id: str) -> list[Run]:
        """The runs that were made for a group and are not in the bin, in order."""
        its = runs.c.group_id == group_id, runs.c.deleted.is_(None)
        with self._database.reading() as connection:
            query = select(runs.c.number).where(*its).order_by(runs.c.position, runs.c.number)
            return load_where(connection, query)

    def known(self, asked: Iterable[Asked], *, binned: Collection[str] = ()) -> dict[Asked, Known]:
        """The run that serves best for each picture asked for, of those outside the bin, and those inside
        that were made for one of the ``binned`` groups; pictures of which there is none are left out."""
        found: dict[Asked, Known] = {}
        with self._database.reading() as connection:
            for some in batched(dict.fromkeys(asked)):
                pairs = [(photo, digest) for digest, photo in some]
                same = tuple_(runs.c.photo, runs.c.digest).in_(pairs)
                for row in _outside(connection, same, binned=binned):
                    known = Known(id=row.id, group=row.group_id, status=RunStatus(row.status))
                    found.setdefault((row.digest, row.photo), known)
        return found

    def claim(
        self, group_id: str, position: int, new: NewRun, upload: bytes, *, worker: str, media_type: str
    ) -> Claim:
        """Ask for one picture of a plan. A run that is finished, or being made by anybody, is that picture;
        one of this group that came to nothing is queued again; else a run is opened, at this position.

        Two that ask at the same time get the same run, and one of them is to make it.
        """
        self._database.check_there()
        photo = lifecycle.artifact_of("upload", upload, media_type)
        pictures = lifecycle.pictures_of(new)
        kept = {self._blobs.put(content): content for content in {upload, *pictures.values()}}
        with self._database.writing() as connection:
            _alone(connection, new.digest, photo.sha256)
            same = runs.c.photo == photo.sha256, runs.c.digest == new.digest
            known = _outside(connection, *same)
            serving = [row for row in known if row.status not in AGAIN]
            if serving:
                return Claim(run=load(connection, [serving[0].number])[0], make=False)
            failed = next((row.number for row in known if row.group_id == group_id), None)
            if failed is not None:
                lifecycle.queue_again(connection, failed, worker)
                return Claim(run=load(connection, [failed])[0], make=True)
            trash.hold_blobs(connection, self._blobs, kept)
            kind = _kind(connection, group_id)
            opening = Opening(kind=kind, worker=worker, created=self._clock(), photo=photo.sha256)
            ((number, _),) = lifecycle.insert_runs(connection, group_id, [new], opening, position)
            lifecycle.insert_artifacts(connection, number, [photo, *lifecycle.recorded_of(pictures)])
            return Claim(run=load(connection, [number])[0], make=True)


def _in_bin() -> ColumnElement[bool]:
    """Whether a planned group lies in the bin: its plan answers to no digest there."""
    return groups.c.plan_digest.is_(None)


def _ids(connection: Connection, group_id: str) -> Sequence[str]:
    return connection.scalars(select(runs.c.id).where(runs.c.group_id == group_id)).all()


def _outside(
    connection: Connection, *conditions: ColumnElement[bool], binned: Collection[str] = ()
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Those of the runs that are not in the bin, the one that serves best first; with those in it of the
    ``binned`` groups."""
    columns = runs.c.number, runs.c.id, runs.c.group_id, runs.c.status, runs.c.digest, runs.c.photo
    here = runs.c.deleted.is_(None)
    if binned:
        here = or_(here, runs.c.group_id.in_(binned))
    return connection.execute(select(*columns).where(*conditions, here).order_by(*_BEST)).all()


def _alone(connection: Connection, digest: str, photo: str) -> None:
    """Have nobody else claim the same picture until the transaction ends. (In SQLite there is one writer at
    a time.)"""
    if connection.dialect.name != "sqlite":
        key = int.from_bytes(hashlib.sha256(f"{digest} {photo}".encode()).digest()[:8], signed=True)
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": key})


def _kind(connection: Connection, group_id: str) -> GroupKind:
    kind = connection.scalar(select(groups.c.kind).where(groups.c.id == group_id))
    if kind is None:
        raise NotFoundError(f"There is no group {group_id[:32]!r} in this store.")
    return kind


def _group(row: Row[*tuple[Any, ...]]) -> Group:
    return Group(id=row.id, kind=row.kind, created=row.created, plan=row.plan, plan_digest=row.plan_digest)
