"""A run's way through its states, as statements inside the caller's transaction.

    queued ──► running ──► finished
      │  ╲        │  ╲
      │   ╲       │   ► failed ──────┐
      │    ► cancelled ◄┘            │ requeue
      ▼           ▼                  │
    interrupted ─────────────────────┴──► queued

A worker that was taken for dead, and lives, takes back a run that nobody else has taken up: for it an
interrupted one is as it was. Failed, cancelled and interrupted runs can be queued again; a finished one
never changes.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from unicodedata import normalize

from sqlalchemy import ColumnElement, Connection, Select, delete, insert, literal, select, update

from store.errors import WrongStatusError
from store.ids import new_id
from store.records import ALSO_ROLES, Artifact, GroupKind, NewRun, Role, RunStatus
from store.rows import batched, number_of
from store.tables import artifacts, details, groups, runs, words
from store.words import searchable

UNFINISHED = (RunStatus.QUEUED, RunStatus.RUNNING)
ENDED = (RunStatus.FINISHED, RunStatus.FAILED, RunStatus.CANCELLED, RunStatus.INTERRUPTED)
AGAIN = (RunStatus.FAILED, RunStatus.CANCELLED, RunStatus.INTERRUPTED)

AT_ONCE = 500
"""Rows that are inserted by one statement; more would be held in memory all at once."""

# Set with every change that the mirror has to copy.
CHANGED: Mapping[Any, Any] = {runs.c.mirrored: False, runs.c.revision: runs.c.revision + 1}


@dataclass(frozen=True, kw_only=True)
class Opening:
    """What the runs of one new group share; ``created`` is an aware time, ``photo`` the upload's sha256."""

    kind: GroupKind
    worker: str
    created: datetime
    photo: str | None = None


def insert_group(connection: Connection, new: Sequence[NewRun], opening: Opening) -> list[tuple[int, str]]:
    """Insert a group of queued runs and return their row numbers and ids, in order.

    Raises ``ValueError`` or ``KeyError`` when a request is not the JSON of a request.
    """
    group = new_id()
    connection.execute(insert(groups).values(id=group, kind=opening.kind, created=opening.created))
    return insert_runs(connection, group, new, opening)


def insert_runs(
    connection: Connection, group: str, new: Sequence[NewRun], opening: Opening, first: int = 0
) -> list[tuple[int, str]]:
    """Insert queued runs into a group that is there, the first at the position ``first``; as
    ``insert_group``."""
    inserted: list[tuple[int, str]] = []
    for start in range(0, len(new), AT_ONCE):
        inserted += _insert_some(connection, group, new[start : start + AT_ONCE], opening, first + start)
    return inserted


def _insert_some(
    connection: Connection, group: str, new: Sequence[NewRun], opening: Opening, first: int
) -> list[tuple[int, str]]:
    requests: list[dict[str, Any]] = [json.loads(one.request) for one in new]
    names = [normalize("NFC", one.source_name) for one in new]
    rows = [
        {
            "id": new_id(),
            "group_id": group,
            "position": position,
            "status": RunStatus.QUEUED.value,
            "created": opening.created,
            "profile": request["profile"],
            "seed": request["seed"],
            "scheduler": request.get("scheduler", ""),
            "steps": request.get("num_inference_steps", 0),
            "digest": one.digest,
            "source_name": name,
            "owner": one.owner,
            "parent": one.parent,
            "worker": opening.worker,
            "starred": False,
            "mirrored": False,
            "revision": 0,
            "scene": (request.get("scene") or {}).get("kind"),
            "photo": opening.photo,
        }
        for position, (one, request, name) in enumerate(zip(new, requests, names, strict=True), first)
    ]
    statement = insert(runs).returning(runs.c.number, sort_by_parameter_order=True)
    numbers = list(connection.scalars(statement, rows))
    wide = [
        {"run": number, "request": one.request, "note": ""} for number, one in zip(numbers, new, strict=True)
    ]
    texts = [
        {"run": number, "text": searchable(request["prompt"], "", (), name, request["seed"])}
        for number, request, name in zip(numbers, requests, names, strict=True)
    ]
    connection.execute(insert(details), wide)
    connection.execute(insert(words), texts)
    return [(number, str(row["id"])) for number, row in zip(numbers, rows, strict=True)]


def artifact_of(
    role: Role, content: bytes, media_type: str, width: int | None = None, height: int | None = None
) -> Artifact:
    """What is recorded of a blob's ``content``: its sha256 and size in bytes, beside its role, media type,
    width and height in px."""
    sha256 = hashlib.sha256(content).hexdigest()
    size = len(content)
    return Artifact(role=role, sha256=sha256, media_type=media_type, size=size, width=width, height=height)


def pictures_of(new: NewRun) -> dict[Role, bytes]:
    """What a user gave a run beside its photo: the picture of its background, photos of further subjects."""
    own: dict[Role, bytes] = {} if new.own_picture is None else {"own_picture": new.own_picture}
    return own | dict(zip(ALSO_ROLES, new.also, strict=False))


def recorded_of(pictures: Mapping[Role, bytes]) -> list[Artifact]:
    """What is recorded of ``pictures_of`` a run."""
    return [artifact_of(role, content, "application/octet-stream") for role, content in pictures.items()]


def insert_uploads(connection: Connection, numbers: Sequence[int], photo: Artifact) -> None:
    """Name the photo of runs that were just inserted, whose one blob it is so far."""
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        connection.execute(insert(artifacts), [{"run": number, **asdict(photo)} for number in some])


def insert_artifacts(connection: Connection, number: int, kept: Sequence[Artifact]) -> None:
    """Name the blobs of a run, in place of those it had in the same roles."""
    if not kept:
        return
    roles = [artifact.role for artifact in kept]
    connection.execute(delete(artifacts).where(artifacts.c.run == number, artifacts.c.role.in_(roles)))
    connection.execute(insert(artifacts), [{"run": number, **asdict(artifact)} for artifact in kept])


def transition(
    connection: Connection,
    run_id: str,
    allowed: ColumnElement[bool] | Sequence[RunStatus],
    to: RunStatus,
    **values: Any,
) -> int | None:
    """Change a run's status where it is ``allowed``; its row number, or ``None`` when it is not.

    Test and change are one statement, so that of two programs only one succeeds. Raises ``NotFoundError``.
    """
    number = connection.scalar(
        update(runs)
        .where(runs.c.id == run_id, allowed if isinstance(allowed, ColumnElement) else in_any(allowed))
        .values({**CHANGED, "status": to.value, **values})
        .returning(runs.c.number)
    )
    if number is None:
        number_of(connection, run_id)
    return number


def transition_all(
    connection: Connection, ids: Iterable[str], allowed: ColumnElement[bool], to: RunStatus, **values: Any
) -> int:
    """``transition`` for many runs, hundreds by one statement; how many were changed."""
    changed = (
        connection.execute(
            update(runs).where(runs.c.id.in_(some), allowed).values({**CHANGED, "status": to.value, **values})
        ).rowcount
        for some in batched(ids)
    )
    return sum(changed)


def require_transition(
    connection: Connection,
    run_id: str,
    allowed: Sequence[RunStatus],
    to: RunStatus,
    *,
    where: ColumnElement[bool] | None = None,
    **values: Any,
) -> int:
    """Change a run's status and return its row number; raises ``WrongStatusError`` when it is in none of the
    ``allowed`` states, or, if given, not as ``where`` says; ``NotFoundError`` when there is no such run."""
    number = transition(connection, run_id, in_any(allowed) if where is None else where, to, **values)
    if number is None:
        status = connection.scalar(select(runs.c.status).where(runs.c.id == run_id))
        if status in [one.value for one in allowed]:
            raise WrongStatusError("Another process has taken this picture up meanwhile.")
        either = " or ".join(status.value for status in allowed)
        raise WrongStatusError(f"The run is {status}; only one that is {either} can become {to.value}.")
    return number


def in_any(statuses: Sequence[RunStatus]) -> ColumnElement[bool]:
    """That a run is in one of these states."""
    return runs.c.status.in_([status.value for status in statuses])


def had_by(worker: str) -> ColumnElement[bool]:
    """That a run is this worker's: nobody else has taken it up since."""
    return runs.c.worker == worker


def left_with(worker: str, status: RunStatus) -> ColumnElement[bool]:
    """That a run of this worker's is in this state, or was taken for one that a dead worker left behind."""
    return had_by(worker) & in_any([status, RunStatus.INTERRUPTED])


def queue_again(connection: Connection, number: int, worker: str) -> None:
    """Queue a run that came to nothing, as it was asked for."""
    values = {"worker": worker, "started": None, "ended": None, "status": RunStatus.QUEUED.value}
    connection.execute(update(runs).where(runs.c.number == number).values({**CHANGED, **values}))
    set_details(connection, number, failure=None)


def unfinished() -> Select[int]:
    """Row numbers of runs that are queued or running, the oldest first."""
    # Written out rather than bound, so that the index of just these rows is known to serve.
    waiting = runs.c.status.in_([literal(status.value, literal_execute=True) for status in UNFINISHED])
    return select(runs.c.number).where(waiting).order_by(runs.c.number)


def set_details(connection: Connection, number: int, **values: Any) -> None:
    """Change the columns of a run that only its own page reads: request, outcome, failure, note."""
    connection.execute(update(details).where(details.c.run == number).values(**values))
