"""Folders that are watched behind the pages: what comes to lie in one is made once, also over restarts."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any

from core.errors import InputError, StudioError
from core.groups.batch import Item, batch
from core.groups.photos import Found, looked_at
from core.groups.plan import Plan
from core.groups.requests import Requests
from core.groups.watch import SECONDS, Watch
from core.library.group_runner import OWN_FAULT, GroupRunner
from core.library.group_work import GroupWork
from core.library.watch_book import WatchBook, WatchWish
from core.settings import Settings

log = logging.getLogger(__name__)
GONE = "The folder {} is not there now; it is gone on with once it is."
KEPT_SENTENCES = 200
"""Sentences on photos that were left out, of one watched folder."""


@dataclass(frozen=True, kw_only=True)
class Watched:
    """A folder being watched: how many ``photos`` were taken, the ``group`` that they became (empty before
    the first), what was ``left_out``, and what is in the way: of a folder that
    is not there, or why the watching ended where it did by itself."""

    folder: str
    group: str = ""
    photos: int = 0
    left_out: tuple[str, ...] = ()
    working: bool = True
    problem: str | None = None


class Watching:
    """Watches folders in threads of their own until ``unwatch``; closing the studio leaves them to the next
    one's ``resume``. All methods are for any thread."""

    def __init__(
        self,
        settings: Settings,
        runner: GroupRunner,
        groups: GroupWork,
        book: WatchBook,
        requests: Callable[[], Requests],
        *,
        worker: str = "",
        is_alive: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._settings, self._runner, self._groups, self._book = settings, runner, groups, book
        self._requests, self._worker, self._is_alive = requests, worker, is_alive
        self._lock, self._closing = Lock(), Event()
        self._watches: dict[str, tuple[Watched, Event, WatchWish]] = {}

    def plan(self, items: Sequence[Item], wish: WatchWish, after: Plan | None = None) -> Plan:
        """The batch of these photos as ``wish`` says, behind what was planned before. Raises
        ``InputError``."""
        lists = self._settings.data_dir / "wordlists"
        return batch(items, wish.wishes, self._requests(), template=wish.template, lists=lists, after=after)

    def known_as(self, wish: WatchWish) -> tuple[str, Plan | None]:
        """The group that a wish became before and its plan; empty and ``None`` where there is none, or it
        lies in the bin."""
        note = self._book.note(wish)
        group = "" if note is None else note.group
        try:
            if not group or self._groups.get(group).plan_digest is None:
                return "", None
            return self._groups.plan(group)
        except StudioError:  # removed, or planned by another version
            return "", None

    def planned(self, wish: WatchWish, group: str, plan: Plan) -> str:
        """Have the group, which is made where there is none, be of this plan; returns its id. Raises
        ``StudioError``."""
        known = group or self._groups.begin(plan)
        self._groups.extend(known, plan)
        if not group:
            self._book.keep(wish, known, self._worker)
        return known

    def watch(self, wish: WatchWish) -> None:
        """Make what comes to lie in the wish's folder until ``unwatch``; a server that watched for the same
        before leaves it to this one. Raises ``InputError`` where this one watches the folder for another
        wish, or is just ending to, and ``StudioError``."""
        name, ends = wish.folders[0], Event()
        with self._lock:
            before = self._watches.get(name)
            if before is not None and before[0].working:
                if before[2] == wish and not before[1].is_set():
                    return
                raise InputError(f"{name} is being watched already; stop that, and watch it once it ended.")
            self._watches[name] = Watched(folder=name), ends, wish
        try:
            if before is not None and before[2] != wish:
                self._book.forget(before[2])
            note = self._book.note(wish)
            self._book.keep(wish, "" if note is None else note.group, self._worker)
        except StudioError as error:
            self._tell(name, working=False, problem=str(error))
            raise
        Thread(target=self._watch, args=(name, ends, wish), name="watch", daemon=True).start()

    def resume(self) -> None:
        """Go on with what was watched when the last server ended, but for what another one watches now."""
        for note in self._book.kept("page"):
            if self._is_alive(note.worker):
                continue
            try:
                self.watch(note.wish)
            except StudioError:
                log.warning("The folder %s is not watched again", note.wish.folders[0], exc_info=True)

    def unwatch(self, folder: str) -> None:
        """Stop watching a folder, and the work on what it held. Raises ``StudioError`` where that cannot be
        noted: then it would be watched again after a restart."""
        with self._lock:
            watched, ends, wish = self._watches.get(folder, (None, None, None))
        if watched is None or ends is None or wish is None:
            return
        ends.set()
        self._tell(folder, problem=None)
        if watched.group:
            self._runner.stop(watched.group)
        self._book.forget(wish)

    def leave(self, group: str) -> None:
        """Stop watching the folder whose photos become this group, if there is one."""
        for watched in self.watches():
            if watched.group == group:
                self.unwatch(watched.folder)

    def watches(self) -> tuple[Watched, ...]:
        """The folders that are watched, and those that were since the program began."""
        with self._lock:
            return tuple(watched for watched, _, _ in self._watches.values())

    def close(self) -> None:
        """Have all watching end, for when the studio closes."""
        self._closing.set()
        with self._lock:
            ends = [ends for _, ends, _ in self._watches.values()]
        for one in ends:
            one.set()

    def _watch(self, name: str, ends: Event, wish: WatchWish) -> None:
        problem: str | None = None
        try:
            problem = self._look_after(name, ends, wish)
        except StudioError as error:
            problem = str(error)
        except Exception:  # a thread's error would be seen by nobody
            log.exception("The watching of %s ended.", name)
            problem = OWN_FAULT.format("watch the folder again")
        finally:
            self._tell(name, working=False, problem=problem)

    def _look_after(self, name: str, ends: Event, wish: WatchWish) -> str | None:
        """Look at the folder until ``ends``, and make what is there; why the work on it ended, if it did."""

        def look_at(found: Found) -> Any:
            return looked_at(found, self._settings)

        watch = Watch([Path(name)], look_at, lambda told: self._left_out(name, told), wish.deep)
        group, plan = self.known_as(wish)
        if plan is not None:
            watch.known(plan.photos)
            self._tell(name, group=group, photos=len(plan.photos))
        done = 0
        while not self._is_over(ends, wish):
            self._tell(name, problem=None if Path(name).is_dir() else GONE.format(name))
            items = watch.look()
            # A large folder takes its time to be looked at.
            if items and not self._is_over(ends, wish):
                plan = self.plan(items, wish, plan)
                group = self.planned(wish, group, plan)
                self._tell(name, group=group, photos=len(plan.photos))
            if plan is not None and done < len(plan.cells):
                progress = self._runner.work_through(group, plan, done, ends)
                if progress is not None and (progress.problem or progress.stopped):
                    if not progress.problem and not self._closing.is_set():
                        self._book.forget(wish)  # the group was stopped by hand
                    return progress.problem
                done = done if progress is None else len(plan.cells)
            ends.wait(SECONDS)
        if ends.is_set() and not self._closing.is_set():
            self._book.forget(wish)  # which may have become a group since it was stopped
        return None

    def _is_over(self, ends: Event, wish: WatchWish) -> bool:
        """Whether watching ends: here, or since it was stopped in another server or taken over by it."""
        if ends.is_set():
            return True
        note = self._book.note(wish)
        return note is None or note.worker != self._worker

    def _left_out(self, name: str, sentence: str) -> None:
        with self._lock:
            watched, ends, wish = self._watches[name]
            told = (*watched.left_out, sentence)[-KEPT_SENTENCES:]
            self._watches[name] = replace(watched, left_out=told), ends, wish

    def _tell(self, name: str, **changes: Any) -> None:
        with self._lock:
            watched, ends, wish = self._watches[name]
            self._watches[name] = replace(watched, **changes), ends, wish
