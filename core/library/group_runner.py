"""Groups at work behind the pages: each in a thread of its own that outlives page and session, stopped and
gone on with at any time."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any

from core.engine.jobs import JobState
from core.errors import StudioError
from core.groups.batch import Item
from core.groups.made import Made
from core.groups.photos import Found
from core.groups.plan import Plan, PlannedPhoto
from core.groups.watch import SECONDS, Watch
from core.library.group_photos import GroupPhotos
from core.library.group_work import GroupWork

log = logging.getLogger(__name__)
OWN_FAULT = "Something went wrong in the studio itself; {} to try again."
KEPT_SENTENCES = 200
"""Sentences on photos that were left out, of one watched folder."""


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far the work on a group is: of ``total`` cells ``ended`` were looked at by this work, ``made`` of
    them anew and ``failed``; ``run`` is the picture being made. ``problem`` says why the work ended before
    its end, ``failures`` why a cell never became a run. ``revision`` counts what changed."""

    group: str = ""
    total: int = 0
    ended: int = 0
    made: int = 0
    failed: int = 0
    run: str | None = None
    working: bool = True
    stopping: bool = False
    problem: str | None = None
    failures: dict[int, str] = field(default_factory=dict[int, str])
    revision: int = 0


@dataclass(frozen=True, kw_only=True)
class Watched:
    """A folder being watched: how many ``photos`` were taken, the ``group`` that they became (empty before
    the first), what was ``left_out``, and why the watching ended where it did by itself."""

    folder: str
    group: str = ""
    photos: int = 0
    left_out: tuple[str, ...] = ()
    working: bool = True
    problem: str | None = None


@dataclass
class _Work:
    """A thread's own: what it is asked to end by, and how far it is."""

    progress: Progress = field(default_factory=Progress)
    ends: Event = field(default_factory=Event)


class GroupRunner:
    """Works on planned groups in the background. All methods are for any thread; ``cancel_all`` stops the
    jobs of an owner. Groups take their turns in the engine's queue with everybody else."""

    def __init__(self, work: GroupWork, photos: GroupPhotos, cancel_all: Callable[[str], object]) -> None:
        self._groups, self._photos, self._cancel_all = work, photos, cancel_all
        self._lock = Lock()
        self._works: dict[str, _Work] = {}
        self._watches: dict[str, tuple[Watched, Event]] = {}

    def start(self, group: str) -> None:
        """Go on with a group until all of it is made or it is stopped; nothing where that is under way.
        Raises what reading its plan raises."""
        group, plan = self._groups.plan(group)
        work = self._begun(group, plan)
        if work is not None:
            Thread(target=self._run, args=(group, plan, work), name=f"group {group[:8]}", daemon=True).start()

    def stop(self, group: str) -> None:
        """Have the work on a group end: its pictures that wait or are being made are cancelled, and made
        when it is gone on with."""
        with self._lock:
            work = self._works.get(group)
            if work is None or not work.progress.working:
                return
            work.ends.set()
            self._note(work, stopping=True)
        self._cancel_all(owner_of(group))

    def progress(self, group: str) -> Progress | None:
        """How far this process is with a group; ``None`` where it did not work on it."""
        with self._lock:
            work = self._works.get(group)
            return None if work is None else work.progress

    def working(self, group: str) -> bool:
        """Whether this process is at work on a group."""
        progress = self.progress(group)
        return progress is not None and progress.working

    def watch(
        self,
        folder: Path,
        look_at: Callable[[Found], PlannedPhoto],
        plan_of: Callable[[Sequence[Item]], Plan],
    ) -> None:
        """Make what comes to lie in a folder, until ``unwatch``; ``plan_of`` plans what was found so far."""
        name, ends = str(folder), Event()
        with self._lock:
            if name in self._watches and self._watches[name][0].working:
                return
            self._watches[name] = Watched(folder=name), ends
        arguments = (name, ends, look_at, plan_of)
        Thread(target=self._watch, args=arguments, name="watch", daemon=True).start()

    def unwatch(self, folder: str) -> None:
        """Stop watching a folder, and the work on what it held."""
        with self._lock:
            watched, ends = self._watches.get(folder, (None, None))
        if watched is not None and ends is not None:
            ends.set()
            if watched.group:
                self.stop(watched.group)

    def watches(self) -> tuple[Watched, ...]:
        """The folders that are watched, and those that were since the program began."""
        with self._lock:
            return tuple(watched for watched, _ in self._watches.values())

    def close(self) -> None:
        """Have all work end, for when the studio closes."""
        with self._lock:
            ends = [ends for _, ends in self._watches.values()]
            ends += [work.ends for work in self._works.values()]
        for one in ends:
            one.set()

    def _begun(self, group: str, plan: Plan) -> _Work | None:
        """A new work on the group; ``None`` where one is under way."""
        with self._lock:
            before = self._works.get(group)
            if before is not None and before.progress.working:
                return None
            revision = 0 if before is None else before.progress.revision + 1
            work = _Work(Progress(group=group, total=len(plan.cells), revision=revision))
            self._works[group] = work
            return work

    def _run(self, group: str, plan: Plan, work: _Work, first: int = 0) -> None:
        problem: str | None = None
        try:
            made = self._groups.work(
                group,
                plan,
                owner=owner_of(group),
                photo=self._photos.read,
                on_state=lambda _, state: self._hear(work, state),
                first=first,
            )
            for one in made:
                self._count(work, one)
                if work.ends.is_set():
                    break
        except StudioError as error:
            problem = str(error)
        except Exception:  # a thread's error would be seen by nobody
            log.exception("The work on group %s ended.", group)
            problem = OWN_FAULT.format("press Go on")
        finally:
            if work.ends.is_set():
                # What was claimed while the others were being cancelled.
                self._cancel_all(owner_of(group))
            with self._lock:
                self._note(work, working=False, stopping=False, problem=problem, run=None)

    def _hear(self, work: _Work, state: JobState) -> None:
        if state.id != work.progress.run:
            with self._lock:
                self._note(work, run=state.id)

    def _count(self, work: _Work, one: Made) -> None:
        with self._lock:
            before = work.progress
            failures = before.failures
            if one.how == "failed" and one.run is None:
                failures = {**failures, one.cell.position: one.sentence}
            self._note(
                work,
                ended=before.ended + 1,
                made=before.made + (one.how == "made"),
                failed=before.failed + (one.how == "failed"),
                failures=failures,
            )

    @staticmethod
    def _note(work: _Work, **changes: Any) -> None:
        """Change the progress; with the lock held."""
        work.progress = replace(work.progress, revision=work.progress.revision + 1, **changes)

    def _watch(
        self,
        name: str,
        ends: Event,
        look_at: Callable[[Found], PlannedPhoto],
        plan_of: Callable[[Sequence[Item]], Plan],
    ) -> None:
        problem: str | None = None
        watch = Watch([Path(name)], look_at, lambda told: self._left_out(name, told))
        group, done = "", 0
        try:
            while not ends.is_set():
                if watch.look():
                    plan = plan_of(watch.items)
                    group = group or self._groups.begin(plan)
                    self._groups.extend(group, plan)
                    self._tell(name, group=group, photos=len(watch.items))
                    work = self._begun(group, plan)
                    if work is not None:
                        self._run(group, plan, work, first=done)
                        if work.ends.is_set() or work.progress.problem:
                            problem = work.progress.problem
                            break
                        done = len(plan.cells)
                ends.wait(SECONDS)
        except StudioError as error:
            problem = str(error)
        except Exception:  # as above
            log.exception("The watching of %s ended.", name)
            problem = OWN_FAULT.format("watch the folder again")
        finally:
            self._tell(name, working=False, problem=problem)

    def _left_out(self, name: str, sentence: str) -> None:
        with self._lock:
            watched, ends = self._watches[name]
            told = (*watched.left_out, sentence)[-KEPT_SENTENCES:]
            self._watches[name] = replace(watched, left_out=told), ends

    def _tell(self, name: str, **changes: Any) -> None:
        with self._lock:
            watched, ends = self._watches[name]
            self._watches[name] = replace(watched, **changes), ends


def owner_of(group: str) -> str:
    """Under which name a group's jobs queue."""
    return f"group {group}"
