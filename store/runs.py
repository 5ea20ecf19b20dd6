"""Runs: opened before the work, finished after it, found again, rated, deleted, checked."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement

from store import annotations, lifecycle, lineage, mending, search, trash, verify
from store.blobs import Blobs
from store.database import Database
from store.errors import StoreError
from store.lifecycle import (
    AGAIN,
    UNFINISHED,
    Opening,
    had_by,
    in_any,
    left_with,
    require_transition,
    set_details,
    transition,
)
from store.mlflow import outbox
from store.records import (
    Artifact,
    Facets,
    Failure,
    Finding,
    GroupKind,
    NewRun,
    Outcome,
    Role,
    Run,
    RunPage,
    RunQuery,
    RunStatus,
    Timing,
)
from store.rows import (
    artifact_by_sha,
    failure_text,
    load,
    load_ids,
    load_where,
    number_of,
    outcome_values,
    sha256_of,
)
from store.verify import PixelDigest

Picture = tuple[bytes, str, int | None, int | None]
"""Bytes, media type, width and height in px."""


def utc_now() -> datetime:
    """The moment, as an aware time."""
    return datetime.now(UTC)


class Runs:
    """Every run of a database, with its blobs. Safe for threads and processes.

    Each method is one transaction. Those that take a run's id raise ``NotFoundError`` where there is no such
    run; all raise ``StoreBusyError`` and ``StoreFullError``. ``clock`` gives aware times. ``forget`` drops
    what else was made of runs' photos; it is called before any are purged, and what it raises leaves them in
    the bin.
    """

    def __init__(
        self,
        database: Database,
        blobs: Blobs,
        *,
        clock: Callable[[], datetime] = utc_now,
        forget: Callable[[], object] = trash.nothing_else,
    ) -> None:
        self._database, self._blobs = database, blobs
        self._clock, self._forget = clock, forget

    def open(
        self, new: Sequence[NewRun], upload: bytes, *, kind: GroupKind, worker: str, media_type: str
    ) -> list[Run]:
        """Record what was asked for, before any work: one group of queued runs that share an upload.

        Returns them in order; an empty sequence opens nothing.
        """
        if not new:
            return []
        ids = self.enqueue(new, upload, kind=kind, worker=worker, media_type=media_type)
        return self.many(ids)

    def enqueue(
        self, new: Sequence[NewRun], upload: bytes, *, kind: GroupKind, worker: str, media_type: str
    ) -> list[str]:
        """``open`` for any number of runs: returns their ids alone."""
        if not new:
            return []
        self._database.check_there()
        given = {(run.own_picture, run.also): lifecycle.pictures_of(run) for run in new}
        beside = {pictures: lifecycle.recorded_of(of) for pictures, of in given.items()}
        contents = {upload, *(content for of in given.values() for content in of.values())}
        kept = {self._blobs.put(content): content for content in contents}
        photo = lifecycle.artifact_of("upload", upload, media_type)
        opening = Opening(kind=kind, worker=worker, created=self._clock(), photo=photo.sha256)
        with self._database.writing() as connection:
            trash.hold_blobs(connection, self._blobs, kept)
            opened = lifecycle.insert_group(connection, new, opening)
            lifecycle.insert_uploads(connection, [number for number, _ in opened], photo)
            for (number, _), run in zip(opened, new, strict=True):
                lifecycle.insert_artifacts(connection, number, beside[run.own_picture, run.also])
        return [run_id for _, run_id in opened]

    def start(self, run_id: str, worker: str) -> None:
        """A worker has taken up a queued run, or one of its own that was interrupted since the worker was
        taken for dead; raises ``WrongStatusError``, for example when it was cancelled."""
        with self._database.writing() as connection:
            values: dict[str, Any] = {"worker": worker, "started": self._clock(), "ended": None}
            free = in_any([RunStatus.QUEUED]) | left_with(worker, RunStatus.QUEUED)
            queued = [RunStatus.QUEUED]
            require_transition(connection, run_id, queued, RunStatus.RUNNING, where=free, **values)

    def finish(
        self, run_id: str, outcome: Outcome, pictures: Mapping[Role, Picture], *, worker: str | None = None
    ) -> None:
        """Keep what a running run made. The bytes are safe on disk before the row says ``finished``.

        With a ``worker`` the run must be its own, but may have been interrupted since the worker was taken
        for dead. Of all who make the same run only one can finish it. Raises ``WrongStatusError`` when it
        is not running (any more); ``StoreFullError`` leaves it running.
        """
        self._database.check_there()
        kept = {self._blobs.put(picture[0]): picture[0] for picture in pictures.values()}
        named = [lifecycle.artifact_of(role, *picture) for role, picture in pictures.items()]
        values = {"ended": self._clock(), "total_seconds": sum(outcome.seconds.values())}
        with self._database.writing() as connection:
            trash.hold_blobs(connection, self._blobs, kept)
            mine = None if worker is None else left_with(worker, RunStatus.RUNNING)
            number = require_transition(
                connection, run_id, [RunStatus.RUNNING], RunStatus.FINISHED, where=mine, **values
            )
            set_details(connection, number, **outcome_values(outcome))
            lifecycle.insert_artifacts(connection, number, named)

    def fail(self, run_id: str, failure: Failure, *, worker: str | None = None) -> None:
        """A queued or running run, if given one of this ``worker``'s, went wrong; raises
        ``WrongStatusError``."""
        mine = None if worker is None else in_any(UNFINISHED) & had_by(worker)
        with self._database.writing() as connection:
            number = require_transition(
                connection, run_id, UNFINISHED, RunStatus.FAILED, where=mine, ended=self._clock()
            )
            set_details(connection, number, failure=failure_text(failure, self._database.folder))

    def cancel(self, run_id: str, *, worker: str | None = None) -> bool:
        """The user stopped a queued or running run, if given one of this ``worker``'s; ``False`` when it had
        ended already."""
        return self._stop(run_id, RunStatus.CANCELLED, worker)

    def interrupt(self, run_id: str, *, worker: str | None = None) -> bool:
        """The process that had a queued or running run is gone; as ``cancel``."""
        return self._stop(run_id, RunStatus.INTERRUPTED, worker)

    def cancel_all(self, ids: Iterable[str], *, worker: str | None = None) -> int:
        """``cancel`` for many; how many had not ended already. Ids of no run are passed over."""
        return self._stop_all(ids, RunStatus.CANCELLED, worker)

    def interrupt_all(self, ids: Iterable[str], *, worker: str | None = None) -> int:
        """``interrupt`` for many; as ``cancel_all``."""
        return self._stop_all(ids, RunStatus.INTERRUPTED, worker)

    def _stop_all(self, ids: Iterable[str], to: RunStatus, worker: str | None) -> int:
        with self._database.writing() as connection:
            return lifecycle.transition_all(connection, ids, _unended(worker), to, ended=self._clock())

    def _stop(self, run_id: str, to: RunStatus, worker: str | None) -> bool:
        with self._database.writing() as connection:
            return transition(connection, run_id, _unended(worker), to, ended=self._clock()) is not None

    def requeue(self, run_id: str, worker: str) -> None:
        """Queue a failed, cancelled or interrupted run again, as it was asked for, out of the bin too.

        Raises ``WrongStatusError`` in any other state.
        """
        values: dict[str, Any] = {"worker": worker, "started": None, "ended": None, "deleted": None}
        with self._database.writing() as connection:
            number = require_transition(connection, run_id, AGAIN, RunStatus.QUEUED, **values)
            set_details(connection, number, failure=None)

    def unfinished(self) -> list[Run]:
        """Runs queued or running in any process, the oldest first."""
        with self._database.reading() as connection:
            return load_where(connection, lifecycle.unfinished())

    def get(self, run_id: str) -> Run:
        """One run, in the bin or not; raises ``NotFoundError``."""
        with self._database.reading() as connection:
            return load(connection, [number_of(connection, run_id)])[0]

    def many(self, ids: Iterable[str]) -> list[Run]:
        """These runs in this order; ids of none are left out."""
        with self._database.reading() as connection:
            return load_ids(connection, ids)

    def search(self, query: RunQuery) -> RunPage:
        """One page of the runs a query describes; a page past the last one is the last one."""
        with self._database.reading() as connection:
            return search.find(connection, query)

    def ids(self, query: RunQuery) -> list[str]:
        """The ids of all runs a query describes, in its order and on whatever page."""
        with self._database.reading() as connection:
            return search.ids(connection, query)

    def facets(self) -> Facets:
        """What there is to filter by."""
        with self._database.reading() as connection:
            return search.facets(connection)

    def timings(self, profile: str, limit: int = 20) -> list[Timing]:
        """What the latest finished runs of a profile took, the newest first."""
        with self._database.reading() as connection:
            return search.timings(connection, profile, limit)

    def children(self, run_id: str) -> list[Run]:
        """The runs derived from this one that are not in the bin, the oldest first."""
        with self._database.reading() as connection:
            return load_where(connection, search.children(run_id))

    def forebears(self, run_id: str) -> list[str]:
        """Ids of the run's parent, that one's parent and so on, the nearest first; the last one may be
        purged."""
        with self._database.reading() as connection:
            return lineage.forebears(connection, run_id)

    def family(self, run_id: str, limit: int = 500) -> list[Run]:
        """The first of the run's forebears and all that came of it outside the bin, generation by generation,
        the run among them; at most ``limit``."""
        with self._database.reading() as connection:
            return load_ids(connection, lineage.family(connection, run_id, limit))

    def artifact(self, run_id: str, role: Role) -> bytes:
        """A run's bytes in this role; raises ``NotFoundError`` where it has none, ``BlobDamagedError``."""
        with self._database.reading() as connection:
            sha256 = sha256_of(connection, run_id, role)
        return self._blobs.get(sha256)

    def artifact_by_sha(self, sha256: str) -> Artifact | None:
        """What is recorded of a blob, in one of the roles it plays; ``None`` when no run names it."""
        with self._database.reading() as connection:
            return artifact_by_sha(connection, sha256)

    def upload(self, run_id: str) -> bytes:
        """The photo as it was given; raises ``NotFoundError`` or ``BlobDamagedError``."""
        return self.artifact(run_id, "upload")

    def rate(self, run_id: str, stars: int | None) -> None:
        """Give 1…5 stars or take them away; raises ``InvalidValueError``."""
        with self._database.writing() as connection:
            annotations.change(connection, run_id, rating=annotations.checked_rating(stars))

    def star(self, run_id: str, starred: bool) -> None:
        """Mark or unmark a run as a favourite."""
        with self._database.writing() as connection:
            annotations.change(connection, run_id, starred=starred)

    def note(self, run_id: str, text: str, was: str | None = None) -> None:
        """Replace the note, at most 10,000 characters, that ``was`` so when the user saw it; raises
        ``InvalidValueError``, and ``ChangedMeanwhileError`` where it is not so any more."""
        with self._database.writing() as connection:
            annotations.set_note(connection, run_id, text, was)

    def tag(self, run_id: str, names: Iterable[str], was: Iterable[str] | None = None) -> None:
        """Replace all tags, each at most 60 characters, or do with them what makes ``names`` of those that
        the user saw (``was``); raises ``InvalidValueError``."""
        with self._database.writing() as connection:
            annotations.set_tags(connection, run_id, names, was)

    def delete(self, ids: Iterable[str]) -> int:
        """Put runs into the bin, all or none; how many were not there yet. Raises ``WrongStatusError`` when
        one is queued or running."""
        with self._database.writing() as connection:
            return trash.put_in_bin(connection, ids, self._clock())

    def restore(self, ids: Iterable[str]) -> int:
        """Take runs out of the bin again; how many were there."""
        with self._database.writing() as connection:
            return trash.take_out(connection, ids)

    def purge(self, ids: Iterable[str]) -> int:
        """Forget those of these runs that lie in the bin, for good, and their blobs; how many they were."""
        return trash.purge(self._database, self._blobs, list(ids), self._forget)

    def empty_bin(self) -> int:
        """Purge all that lies in the bin; how many runs that was."""
        return trash.purge(self._database, self._blobs, None, self._forget)

    def finish_removals(self, since: datetime | None) -> None:
        """Remove files that killed processes were about to remove, or were writing ``since`` then; to be
        called while no other process is at work on the data folder."""
        trash.finish_removals(self._database, self._blobs, since)

    def unmirrored(self, limit: int) -> list[Run]:
        """Ended runs that the mirror does not have as they are now, the oldest first."""
        with self._database.reading() as connection:
            return load_where(connection, outbox.unmirrored(limit))

    def mark_mirrored(self, run_id: str, mlflow_run_id: str, *, revision: int | None = None) -> None:
        """The mirror has the run as it was at ``Run.revision``; if it has changed since, it is due again."""
        with self._database.writing() as connection:
            outbox.mark_mirrored(connection, run_id, mlflow_run_id, revision)

    def mirror_id(self, run_id: str) -> str | None:
        """The id of the run in MLflow, ``None`` before it is mirrored."""
        with self._database.reading() as connection:
            return outbox.mirror_id(connection, run_id)

    def purged_mirrors(self, done: Iterable[str] = ()) -> list[str]:
        """MLflow ids of purged runs that the mirror still shows, after taking off those ``done``."""
        with self._database.writing() if done else self._database.reading() as connection:
            return outbox.purged_mirrors(connection, done)

    def verify(self, pixels: PixelDigest | None = None, *, settled: float = 3600) -> Iterator[Finding]:
        """Check the database and its search index, hash every blob, derive every digest again, and with
        ``pixels`` every composite's; yields what is wrong. Blobs that no run names are reported once they are
        older than ``settled`` seconds."""
        return verify.verify(self._database, self._blobs, settled=settled, pixels=pixels)

    def mend(self) -> int:
        """Make anew what can be made of the rest: search words and indexes; how many things that were."""
        return mending.mend(self._database)

    def remove_orphans(self, *, settled: float = 3600) -> int:
        """Remove the blobs that ``verify`` reports as belonging to no run; how many they were.

        Raises ``StoreError`` where there is no run at all: then it is the database that is lost.
        """
        found = verify.orphans(self._database, self._blobs, settled=settled)
        if (lost := verify.lost_database(self._database, self._blobs)) is not None:
            raise StoreError(lost.sentence)
        return trash.remove_unnamed(self._database, self._blobs, found)


def _unended(worker: str | None) -> ColumnElement[bool]:
    """Runs that are queued or running, if given those of this ``worker`` alone."""
    return in_any(UNFINISHED) if worker is None else in_any(UNFINISHED) & had_by(worker)
