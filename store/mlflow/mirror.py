"""The MLflow mirror: every ended run, told to MLflow once its picture is safe, by a thread of its own.

The mirror is a projection. What it says can be made again from the store at any time; a tracking server
that is slow or away loses nothing and keeps nobody waiting.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from store.errors import NotFoundError
from store.mlflow.client import Tracking
from store.mlflow.errors import TrackingUnavailableError, reason, spoken
from store.mlflow.status import MirrorStatus, State, SyncResult, amiss, summary
from store.records import Run, RunQuery

if TYPE_CHECKING:
    from store.runs import Runs

EXPERIMENT = "backdrop-studio"
_BATCH = 50
_LOCK = "mirror.lock"
_log = logging.getLogger(__name__)


class Mirror:
    """Keeps MLflow saying what the store says.

    ``uri`` is an ``http(s)://`` or a database's address; ``None`` is the database ``mlflow.db`` in
    ``folder``, made when it is first needed, with files in ``folder/mlflow-artifacts``. ``pause`` is
    how long the thread waits after a failure, in seconds, twice as long each time up to ``longest``;
    every ``look`` seconds it looks for changes by itself.
    Neither this nor ``start`` imports MLflow: that happens with the first run to tell.
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
        self._status = MirrorStatus(state="off", where=spoken(uri, folder), sentence=None, mirrored=0)

    def sync(
        self,
        limit: int | None = None,
        on_progress: Callable[[int], None] | None = None,
        *,
        everything: bool = False,
        wait: float = 60.0,
    ) -> SyncResult:
        """Tell MLflow all it does not know yet, at most ``limit`` runs, and say how it went; never raises
        for a fault of MLflow's.

        A run that fails for its own reason does not stop the others; a server that is away does.
        ``on_progress`` is given how many runs are behind it. ``everything`` tells every run outside the
        bin again, for an MLflow that is new or was emptied. ``wait`` is how long, in seconds, to let
        another program that is mirroring finish.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self._folder / _LOCK, timeout=wait):
                return self._tell(limit, on_progress, everything)
        except Timeout:
            return amiss("Another program is mirroring runs to MLflow; try again when it is done.")
        except TrackingUnavailableError as error:
            return amiss(str(error))
        except OSError as error:
            return amiss(f"The data folder cannot be used for MLflow: {reason(error)}.")

    def start(self, wait: Callable[[], object] = lambda: None) -> None:
        """Begin to mirror in a daemon thread: what waits from before after ``wait``, then whenever woken."""
        if self._thread is None:
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
        seconds, and what was not told is told at the next start."""
        self._stop.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout)
            self._thread = None
        self._note("off")

    def status(self) -> MirrorStatus:
        """How the mirror stands; costs nothing."""
        return self._status

    def _work(self, wait: Callable[[], object]) -> None:
        wait()
        failures = 0
        while not self._stop.is_set():
            # Marks made on a page wake nobody: to look for them costs two short queries.
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
        """One go of the thread; what was amiss, ``None`` when all is told."""
        try:
            if not self._runs.unmirrored(1) and not self._runs.purged_mirrors():
                self._note("idle")
                return None
            self._note("working")
            result = self.sync()
        except Exception as error:
            # The store may be locked or its disk full: the thread outlives it and tries again.
            result = amiss(f"Runs could not be mirrored to MLflow: {reason(error)}.")
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

    def _tell(
        self, limit: int | None, on_progress: Callable[[int], None] | None, everything: bool
    ) -> SyncResult:
        failed: dict[str, str] = {}
        done = 0
        server = self._forget_purged()
        for run in self._all() if everything else self._due(failed):
            if self._stop.is_set() or (limit is not None and done + len(failed) >= limit):
                break
            # Only now: with nothing to tell there is no reason to import MLflow.
            server = server or Tracking(self._uri, self._folder, self._experiment)
            try:
                self._put(server, run)
                done += 1
            except Exception as error:
                if not server.answers():
                    return amiss(f"MLflow at {server.where} stopped answering: {reason(error)}.", done)
                failed[run.id] = reason(error)
                _log.warning("Run %s could not be mirrored: %s.", run.id, failed[run.id])
            if on_progress is not None:
                on_progress(done + len(failed))
        return SyncResult(done=done, failed=len(failed), sentence=summary(failed))

    def _forget_purged(self) -> Tracking | None:
        """What was purged here leaves MLflow too; the connection, if there was anything to do."""
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
        try:
            known = self._runs.mirror_id(run.id)
        except NotFoundError:
            return  # purged meanwhile
        read = partial(self._runs.artifact, run.id)
        mlflow_id = server.put(run, known=known, parent=self._parent(run), read=read)
        try:
            self._runs.mark_mirrored(run.id, mlflow_id, revision=run.revision)
        except NotFoundError:
            server.forget(mlflow_id)

    def _parent(self, run: Run) -> str | None:
        try:
            return None if run.parent is None else self._runs.mirror_id(run.parent)
        except NotFoundError:
            return None

    def _due(self, failed: dict[str, str]) -> Iterator[Run]:
        """What is unmirrored, in batches, past the runs that ``failed`` and stay unmirrored for now."""
        while batch := [run for run in self._runs.unmirrored(len(failed) + _BATCH) if run.id not in failed]:
            yield from batch

    def _all(self) -> Iterator[Run]:
        for number in range(self._runs.search(RunQuery(sort="oldest")).pages):
            found = self._runs.search(RunQuery(sort="oldest", page=number))
            yield from (run for run in found.runs if run.ended is not None)
