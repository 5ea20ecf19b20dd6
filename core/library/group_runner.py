"""Groups at work behind the pages: each in a thread of its own that outlives page and session, stopped and
gone on with at any time."""

import logging
from collections import Counter
from dataclasses import dataclass, field, replace
from threading import Event, Lock, Thread
from typing import Any

from core.engine.jobs import JobState
from core.engine.protocol import Engine
from core.errors import StudioError
from core.groups.made import Made
from core.groups.plan import Key, Plan
from core.library.group_photos import GroupPhotos
from core.library.group_work import GroupWork
from store.records import RunStatus

log = logging.getLogger(__name__)
OWN_FAULT = "Something went wrong in the studio itself; {} to try again."


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far the work on a group is: of ``total`` cells the pictures of ``there`` are there, whoever made
    them; ``ended`` were looked at by this work, in their order, ``made`` of them anew, ``failed`` and
    ``cancelled``; ``lacking`` pictures were not there as it began; ``run`` is the picture being made;
    ``stopped`` where it was asked to end.
    ``problem`` says why the work ended before its end, ``failures`` why a cell never became a run.
    ``revision`` counts what changed."""

    group: str = ""
    total: int = 0
    there: int = 0
    ended: int = 0
    made: int = 0
    failed: int = 0
    cancelled: int = 0
    lacking: int = 0
    run: str | None = None
    working: bool = True
    stopping: bool = False
    stopped: bool = False
    problem: str | None = None
    failures: dict[int, str] = field(default_factory=dict[int, str])
    revision: int = 0


@dataclass
class _Work:
    """A thread's own: what it is asked to end by, how far it is, and for how many cells each picture is that
    is not there yet."""

    progress: Progress = field(default_factory=Progress)
    ends: Event = field(default_factory=Event)
    lacking: Counter[Key] = field(default_factory=Counter[Key])


class GroupRunner:
    """Works on planned groups in the background. All methods are for any thread. Groups take their turns in
    the queue of ``engine``, whose jobs ``work`` asks for, with everybody else."""

    def __init__(self, work: GroupWork, photos: GroupPhotos, engine: Engine) -> None:
        self._groups, self._photos, self._engine = work, photos, engine
        self._lock = Lock()
        self._works: dict[str, _Work] = {}

    def start(self, group: str) -> None:
        """Go on with a group until all of it is made or it is stopped; nothing where that is under way.
        Raises what reading its plan raises."""
        group, plan = self._groups.plan(group)
        work = self._begun(group, plan)
        if work is not None:
            Thread(target=self._run, args=(group, plan, work), name=f"group {group[:8]}", daemon=True).start()

    def work_through(self, group: str, plan: Plan, first: int, ends: Event) -> Progress | None:
        """Make the cells of a plan from ``first`` on in the caller's own thread, until ``ends``; how far that
        came, ``None`` where work on the group is under way already."""
        work = self._begun(group, plan, ends)
        if work is None:
            return None
        self._run(group, plan, work, first)
        return work.progress

    def stop(self, group: str) -> None:
        """Have the work on a group end: its pictures that wait or are being made are cancelled, and made
        when it is gone on with."""
        with self._lock:
            work = self._works.get(group)
            if work is None or not work.progress.working:
                return
            work.ends.set()
            self._note(work, stopping=True)
        self._engine.cancel_all(owner_of(group))

    def progress(self, group: str) -> Progress | None:
        """How far this process is with a group; ``None`` where it did not work on it."""
        with self._lock:
            work = self._works.get(group)
            return None if work is None else work.progress

    def working(self, group: str) -> bool:
        """Whether this process is at work on a group."""
        progress = self.progress(group)
        return progress is not None and progress.working

    def unqueued(self) -> int:
        """Pictures of the groups at work that wait, but not in the engine's queue yet."""
        with self._lock:
            at_work = [work.progress for work in self._works.values() if work.progress.working]
        owners = Counter(job.owner for job in self._engine.state().jobs)
        left = (one.lacking - one.made - one.failed - one.cancelled for one in at_work if not one.stopping)
        queued = (owners[owner_of(one.group)] for one in at_work if not one.stopping)
        return sum(max(0, these - those) for these, those in zip(left, queued, strict=True))

    def close(self) -> None:
        """Have all work end, for when the studio closes."""
        with self._lock:
            ends = [work.ends for work in self._works.values()]
        for one in ends:
            one.set()

    def _begun(self, group: str, plan: Plan, ends: Event | None = None) -> _Work | None:
        """A new work on the group; ``None`` where one is under way."""
        with self._lock:
            before = self._works.get(group)
            if before is not None and before.progress.working:
                return None
            revision = 0 if before is None else before.progress.revision + 1
            work = _Work(Progress(group=group, total=len(plan.cells), revision=revision), ends or Event())
            self._works[group] = work
            return work

    def _run(self, group: str, plan: Plan, work: _Work, first: int = 0) -> None:
        problem: str | None = None
        try:
            known = self._groups.known(plan)
            there = {key for key, one in known.items() if one.status is RunStatus.FINISHED}
            work.lacking = Counter(key for cell in plan.cells if (key := plan.key(cell)) not in there)
            with self._lock:
                before = len(plan.cells) - work.lacking.total()
                self._note(work, lacking=len(work.lacking), there=before)
            made = self._groups.work(
                group,
                plan,
                owner=owner_of(group),
                photo=self._photos.read,
                on_state=lambda _, state: self._hear(work, state),
                first=first,
            )
            for one in made:
                self._count(work, plan.key(one.cell), one)
                if work.ends.is_set():
                    break
        except StudioError as error:
            problem = str(error)
        except Exception:  # a thread's error would be seen by nobody
            log.exception("The work on group %s ended.", group)
            problem = OWN_FAULT.format("press Go on")
        finally:
            if work.ends.is_set():
                self._let_go(owner_of(group))
            with self._lock:
                ends = work.ends.is_set()
                self._note(work, working=False, stopping=False, stopped=ends, problem=problem, run=None)

    def _let_go(self, owner: str) -> None:
        """Stop what was claimed while the others were being cancelled, and wait until it has stopped: whoever
        goes on at once would else take it for being made."""
        self._engine.cancel_all(owner)
        for job in self._engine.state().jobs:
            if job.owner == owner:
                self._engine.wait(job.id)

    def _hear(self, work: _Work, state: JobState) -> None:
        if state.id != work.progress.run:
            with self._lock:
                self._note(work, run=state.id)

    def _count(self, work: _Work, key: Key, one: Made) -> None:
        there = one.run is not None and one.run.outcome is not None
        cancelled = one.run is not None and one.run.status is RunStatus.CANCELLED
        with self._lock:
            before = work.progress
            failures = before.failures
            if one.how == "failed" and one.run is None:
                failures = {**failures, one.cell.position: one.sentence}
            self._note(
                work,
                there=before.there + (work.lacking.pop(key, 0) if there else 0),
                ended=before.ended + 1,
                made=before.made + (one.how == "made"),
                failed=before.failed + (one.how == "failed" and not cancelled),
                cancelled=before.cancelled + cancelled,
                failures=failures,
            )

    @staticmethod
    def _note(work: _Work, **changes: Any) -> None:
        """Change the progress; with the lock held."""
        work.progress = replace(work.progress, revision=work.progress.revision + 1, **changes)


def owner_of(group: str) -> str:
    """Under which name a group's jobs queue."""
    return f"group {group}"
