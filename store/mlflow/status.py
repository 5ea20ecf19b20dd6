"""How the mirror stands, and what came of a go at it."""

from dataclasses import dataclass
from typing import Literal

State = Literal["off", "idle", "working", "waiting"]


@dataclass(frozen=True, kw_only=True)
class SyncResult:
    """How many runs were mirrored and how many could not be; one sentence when something was amiss."""

    done: int
    failed: int
    sentence: str | None


@dataclass(frozen=True, kw_only=True)
class MirrorStatus:
    """A snapshot for the page: ``off`` before ``start`` and after ``close``, ``idle`` when all is told,
    ``working``, or ``waiting`` until it tries again; ``where`` MLflow is and, when something was amiss at
    the last try, a sentence."""

    state: State
    where: str
    sentence: str | None
    mirrored: int


def amiss(sentence: str, done: int = 0) -> SyncResult:
    """What came of a go that ended early, with its reason."""
    return SyncResult(done=done, failed=0, sentence=sentence)


def summary(failed: dict[str, str]) -> str | None:
    """One sentence about the runs that ``failed`` (reasons by id); ``None`` where none did."""
    if not failed:
        return None
    first = next(iter(failed.values()))
    return f"{len(failed)} of the runs could not be mirrored to MLflow; the first because: {first}."
