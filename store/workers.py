"""Who works on the runs of a database: each worker has a row, which it renews for as long as it lives."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Float, delete, insert, literal_column, select, update

from store.database import Database
from store.lifecycle import CHANGED, UNFINISHED
from store.records import RunStatus
from store.runs import utc_now
from store.tables import runs, workers

# Seconds since 1970 by one clock for all: the server's. An SQLite file is used by one machine alone (its
# write-ahead log needs shared memory, https://www.sqlite.org/wal.html), hence by that machine's clock.
_NOW = {
    "sqlite": "((julianday('now') - 2440587.5) * 86400.0)",
    "postgresql": "CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS DOUBLE PRECISION)",
}


@dataclass(frozen=True, kw_only=True)
class WorkerRow:
    """A worker as its row has it.

    ``place`` is where its process runs, a name that only processes which see each other share; there it is
    known by ``pid`` and ``born``, when it began. ``store`` says which file it took for the database. ``beat``
    counts how often the row was renewed, ``silence`` is the seconds since, by the database's clock.
    """

    id: str
    place: str
    pid: int
    born: str
    store: str
    beat: int = 0
    silence: float = 0.0


class Workers:
    """The workers' rows in a database. Each method is one transaction; safe for threads and processes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def store(self) -> str:
        """Which database this is, where it is a file: a copy of it is another one. Empty on a server."""
        return self._database.file

    def beat(self, worker: WorkerRow) -> None:
        """Renew the worker's row, or write it where there is none (any more)."""
        with self._database.writing() as connection:
            now = _now(connection)
            values = {"beat": workers.c.beat + 1, "beaten": now}
            mine = workers.c.id == worker.id
            if connection.execute(update(workers).where(mine).values(values)).rowcount == 0:
                named = {name: getattr(worker, name) for name in ("id", "place", "pid", "born", "store")}
                connection.execute(insert(workers).values(**named, beat=0, beaten=now))

    def leave(self, worker: str) -> None:
        """Remove a worker's row; what it left unfinished is the next one's to close."""
        with self._database.writing() as connection:
            connection.execute(delete(workers).where(workers.c.id == worker))

    def all(self) -> list[WorkerRow]:
        """Every worker that has a row."""
        columns = [column for column in workers.c if column.name != "beaten"]
        with self._database.reading() as connection:
            silence = (_now(connection) - workers.c.beaten).label("silence")
            rows = connection.execute(select(*columns, silence).order_by(workers.c.id)).mappings()
            return [WorkerRow(**row) for row in rows]

    def strangers(self) -> set[str]:
        """Workers that have unfinished runs but no row: those of older versions, and those that were
        removed."""
        unfinished = select(runs.c.worker).where(_unfinished()).distinct()
        with self._database.reading() as connection:
            return {*connection.scalars(unfinished)} - {*connection.scalars(select(workers.c.id))}

    def bury(
        self, dead: Sequence[WorkerRow], strangers: Collection[str] = (), *, forget: Iterable[str] = ()
    ) -> datetime | None:
        """Interrupt what the dead left queued or running, those excepted who have renewed their row, or have
        got one, since they were looked at; since when one of them was making a picture, if any was. The rows
        of those to ``forget`` are removed."""
        with self._database.writing() as connection:
            known = {row.id: row.beat for row in connection.execute(select(workers.c.id, workers.c.beat))}
            gone = [worker.id for worker in dead if known.get(worker.id, worker.beat) == worker.beat]
            gone += [worker for worker in strangers if worker not in known]
            if not gone:
                return None
            theirs = runs.c.worker.in_(gone), _unfinished()
            begun = connection.scalars(select(runs.c.started).where(*theirs)).all()
            if begun:
                values: dict[Any, Any] = {"status": RunStatus.INTERRUPTED.value, "ended": utc_now()}
                connection.execute(update(runs).where(*theirs).values({**CHANGED, **values}))
            removed = set(forget).intersection(gone)
            connection.execute(delete(workers).where(workers.c.id.in_(removed)))
        return min((moment for moment in begun if moment is not None), default=None)


def _unfinished() -> ColumnElement[bool]:
    return runs.c.status.in_([status.value for status in UNFINISHED])


def _now(connection: Connection) -> ColumnElement[float]:
    return literal_column(_NOW[connection.dialect.name], Float)
