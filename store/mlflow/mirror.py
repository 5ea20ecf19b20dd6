"""The MLflow mirror: copies every ended run to MLflow once its picture is safe, in a thread of its own.

The mirror is a projection, which can be made again from the store at any time; a tracking server that is slow
or away loses nothing, and no caller waits for it.
"""

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from filelock import Timeout

from store.errors import NotFoundError, StoreError
from store.mlflow.client import Tracking
from store.mlflow.errors import TrackingUnavailableError, address_problem, display_uri, reason
from store.mlflow.staging import clear, turn
from store.records import Run, RunQuery

if TYPE_CHECKING:
    from store.runs import Runs

EXPERIMENT = "backdrop-studio"
_BATCH = 50
_log = logging.getLogger(__name__)

State = Literal["off", "idle", "working", "waiting"]


@dataclass(frozen=True, kw_only=True)
class SyncResult:
    """What came of a ``sync``: how many runs were mirrored, how many could not be, and one sentence about
    what went wrong, ``None`` where nothing did."""

    done: int = 0
    failed: int = 0
    sentence: str | None = None


@dataclass(frozen=True, kw_only=True)
class MirrorStatus:
    """A snapshot for the page: ``off`` before ``start`` and after ``close``, ``idle`` when every run is
    mirrored, ``working``, or ``waiting`` until it tries again; ``where`` MLflow is, one sentence about what
    went wrong at the last try, and how many runs were ``mirrored`` since the start."""

    state: State
    where: str
    sentence: str | None
    mirrored: int


class Mirror:
    """Keeps MLflow saying what the store says.

    ``uri`` is an ``http(s)://`` or a database's address; ``None`` is the database ``mlflow.db`` in
    ``folder``, made when it is first needed, with files in ``folder/mlflow-artifacts``. ``pause`` is
    how long the thread waits after a failure, in seconds, twice as long each time up to ``longest``;
    every ``look`` seconds it looks for changes by itself.
    Neither this nor ``start`` imports MLflow: that happens with the first run to copy. A ``uri`` that is no
    address stops nothing: it is told by ``status`` and ``sync``, and the runs are owed.
    """

    def __init__(
        self,
        runs: "Runs",
        *,
        uri: str | None,
        folder: Path,
        experiment: str = EXPERIMENT,
        pause: float = 5.0,
        longest: float = 300.0,
        look: float = 30.0,
    ) -> None:
        self._runs = runs
        self._uri = uri
        self._folder = folder
        self._experiment = experiment
        self._pause, self._longest, self._look = pause, longest, look
        self._wake, self._stop = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None
        self._unusable = address_problem(uri)
        self._was_there = folder.is_dir()
        self._status = MirrorStatus(
            state="off", where=display_uri(uri, folder), sentence=self._unusable, mirrored=0
        )

    def sync(
        self,
        limit: int | None = None,
        on_progress: Callable[[int], None] | None = None,
        *,
        everything: bool = False,
        wait: float = 60.0,
    ) -> SyncResult:
        """Copy to MLflow all runs that it has not as they are now, at most ``limit``; never raises for a
        fault of MLflow's.

        A run that fails for its own reason does not stop the others; a server that is away does.
        ``on_progress`` is called with the number of runs that are dealt with. ``everything`` copies every run
        outside the bin again, for an MLflow that is new or was emptied. ``wait`` is how long, in seconds, to
        let another process that is mirroring finish.
        """
        if self._unusable is not None:
            return SyncResult(sentence=self._unusable)
        try:
            if self._was_there and not self._folder.is_dir():  # locking would make it anew
                raise FileNotFoundError(2, "it is gone")
            with turn(self._folder, wait):
                clear(self._folder)
                return self._copy(limit, on_progress, everything)
        except Timeout:
            return SyncResult(
                sentence="Another program is mirroring runs to MLflow; try again when it is done."
            )
        except TrackingUnavailableError as error:
            return SyncResult(sentence=str(error))
        except OSError as error:
            return SyncResult(sentence=f"The data folder cannot be used for MLflow: {reason(error)}.")

    def start(self, wait: Callable[[], object] = lambda: None) -> None:
        """Begin to mirror in a daemon thread, which first calls ``wait``, then copies what is due from before
        and whatever becomes due. There is none for an address that stays unusable until the next start."""
        if self._unusable is not None:
            _log.warning("%s", self._unusable)
        elif self._thread is None:
            self._stop.clear()
            self._wake.set()
            self._note("idle")
            self._thread = threading.Thread(
                target=self._work, args=(wait,), name="mlflow-mirror", daemon=True
            )
            self._thread.start()

    def wake(self) -> None:
        """A run has ended or changed; returns at once. During a pause after a failure it changes nothing."""
        self._wake.set()

    def close(self, timeout: float = 5.0) -> None:
        """End the thread after the run it is at; a request that hangs is left behind after ``timeout``
        seconds, and what was not copied is copied after the next start."""
        self._stop.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout)
            self._thread = None
        self._note("off")

    def status(self) -> MirrorStatus:
        """The mirror's state as it was last noted; asks neither MLflow nor the store."""
        return self._status

    def _work(self, wait: Callable[[], object]) -> None:
        wait()
        failures = 0
        while not self._stop.is_set():
            # Annotations made on a page do not wake the thread: to look for them costs two short queries.
            self._wake.wait(self._look)
            self._wake.clear()
            sentence = self._turn()
            if sentence is None or self._stop.is_set():
                failures = 0
                continue
            self._stop.wait(min(self._longest, self._pause * 2**failures))
            failures = min(failures + 1, 30)
            self._wake.set()

    def _turn(self) -> str | None:
        """Copy what is due once; a sentence about what went wrong, ``None`` when nothing is due any more."""
        try:
            if not self._runs.unmirrored(1) and not self._runs.purged_mirrors():
                self._note("idle")
                return None
            self._note("working")
            result = self.sync()
        except Exception as error:
            # The store may be locked or its disk full: the thread outlives it and tries again.
            result = SyncResult(sentence=f"Runs could not be mirrored to MLflow: {reason(error)}.")
        if result.sentence is not None and result.sentence != self._status.sentence:
            _log.warning("%s", result.sentence)
        if not self._stop.is_set():
            self._note("idle" if result.sentence is None else "waiting", result)
        return result.sentence

    def _note(self, state: State, result: SyncResult | None = None) -> None:
        before = self._status
        sentence = before.sentence if state == "working" else None if result is None else result.sentence
        done = 0 if result is None else result.done
        self._status = MirrorStatus(
            state=state, where=before.where, sentence=sentence, mirrored=before.mirrored + done
        )

    def _copy(
        self, limit: int | None, on_progress: Callable[[int], None] | None, everything: bool
    ) -> SyncResult:
        failed: dict[str, str] = {}
        done = 0
        server = self._forget_purged()
        for run in self._ended() if everything else self._due(failed):
            if self._stop.is_set() or (limit is not None and done + len(failed) >= limit):
                break
            # Only now: with nothing to copy there is no reason to import MLflow.
            server = server or Tracking(self._uri, self._folder, self._experiment)
            try:
                self._put(server, run)
                done += 1
            except Exception as error:
                if not server.answers():
                    sentence = f"MLflow at {server.where} stopped answering: {reason(error)}."
                    return SyncResult(done=done, sentence=sentence)
                failed[run.id] = reason(error)
                _log.warning("Run %s could not be mirrored: %s.", run.id, failed[run.id])
            if on_progress is not None:
                on_progress(done + len(failed))
        if not failed:
            return SyncResult(done=done)
        first = next(iter(failed.values()))
        sentence = f"{len(failed)} of the runs could not be mirrored to MLflow; the first because: {first}."
        return SyncResult(done=done, failed=len(failed), sentence=sentence)

    def _forget_purged(self) -> Tracking | None:
        """Remove from MLflow the runs that were purged here; returns the connection, if there was anything to
        do."""
        purged = self._runs.purged_mirrors()
        if not purged:
            return None
        server = Tracking(self._uri, self._folder, self._experiment)
        done: list[str] = []
        for mlflow_id in purged:
            try:
                server.forget(mlflow_id)
                done.append(mlflow_id)
            except Exception as error:
                _log.warning("A purged run stays in MLflow for now: %s.", reason(error))
                if not server.answers():
                    break
        self._runs.purged_mirrors(done)
        return server

    def _put(self, server: Tracking, run: Run) -> None:
        if run.damage is not None:
            raise StoreError(run.damage)
        try:
            known = self._runs.mirror_id(run.id)
        except NotFoundError:
            return  # purged meanwhile
        parent: str | None = None
        if run.parent is not None:
            with contextlib.suppress(NotFoundError):  # purged
                parent = self._runs.mirror_id(run.parent)
        mlflow_id = server.put(run, known=known, parent=parent, read=partial(self._runs.artifact, run.id))
        try:
            self._runs.mark_mirrored(run.id, mlflow_id, revision=run.revision)
        except NotFoundError:
            server.forget(mlflow_id)

    def _due(self, failed: dict[str, str]) -> Iterator[Run]:
        """The unmirrored runs, in batches, without those that ``failed`` and stay unmirrored for now."""
        while batch := [run for run in self._runs.unmirrored(len(failed) + _BATCH) if run.id not in failed]:
            yield from batch

    def _ended(self) -> Iterator[Run]:
        """Every ended run outside the bin, the oldest first."""
        for number in range(self._runs.search(RunQuery(sort="oldest")).pages):
            page = self._runs.search(RunQuery(sort="oldest", page=number))
            yield from (run for run in page.runs if run.ended is not None)
