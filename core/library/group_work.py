"""Making what a group was planned to be: a few pictures ahead of the engine, each once, whatever happened
before, and whatever becomes of the others."""

import itertools
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.engine.jobs import JobState
from core.errors import InputError
from core.groups.made import Made
from core.groups.plan import Cell, Key, Plan, PlannedPhoto
from core.library.submission import Submissions
from store.records import Group, Known, RunStatus

if TYPE_CHECKING:
    from store.groups import Groups
    from store.records import Run
    from store.runs import Runs

AHEAD = 4
"""Pictures that wait in the engine's queue for each one that is made at a time, so that a slow one that is
waited for leaves no worker idle; the others stand in the plan alone, so that stopping leaves little behind,
and a long plan fills no memory."""
TRIES = 3
"""How often a picture is asked for that another process was at, and died."""
LOADED = 100
"""Runs that are read from the store at once."""

Photo = Callable[[PlannedPhoto], bytes]
Follow = Callable[[str], Iterator[JobState]]
OnState = Callable[[Cell, JobState], object]


def nobody(_cell: Cell, _state: JobState) -> None:
    """Hears of no state."""


@dataclass
class _Asked:
    """A cell on its way: what was asked for, or what is known of it without."""

    cell: Cell
    run: str | None = None
    ours: bool = False
    made: Made | None = None


class GroupWork:
    """The planned groups of a data folder, and the work on them. All methods are for any thread; several
    processes may work on one group. ``capacity`` tells how many pictures are made at a time."""

    def __init__(
        self,
        groups: "Groups",
        runs: "Runs",
        submissions: Submissions,
        follow: Follow,
        capacity: Callable[[], int] = lambda: 1,
    ) -> None:
        self._groups, self._runs = groups, runs
        self._submissions, self._follow, self._capacity = submissions, follow, capacity

    def begin(self, plan: Plan) -> str:
        """The group of this plan, a new one unless it was begun already; returns its id. Raises
        ``StoreError``."""
        return self._groups.open(plan.kind, plan.to_json(), plan.digest()).id

    def extend(self, group: str, plan: Plan) -> None:
        """Go on with another plan: what the group has of it stays. Raises ``StoreError``."""
        self._groups.extend(group, plan.to_json(), plan.digest())

    def plan(self, group: str) -> tuple[str, Plan]:
        """The id and the plan of the group whose id begins so. Raises ``NotFoundError``, ``InputError`` for a
        group that was not planned, ``RequestError``."""
        found = self._groups.get(group)
        if found.plan is None:
            raise InputError("This group was not planned; only batches and grids can be gone on with.")
        return found.id, Plan.from_json(found.plan)

    def get(self, group: str) -> Group:
        """The group whose id begins so. Raises ``NotFoundError``."""
        return self._groups.get(group)

    def listed(self, *, binned: bool = False, page: int = 0) -> tuple[list[Group], int]:
        """The planned groups of a page (from 0), the newest first, without their plans; and how many there
        are."""
        return self._groups.listed(binned=binned, page=page)

    def to_bin(self, group: str) -> None:
        """Put a planned group into the bin, with the runs that were made for it. Raises ``StoreError``, and
        ``InputError`` where one of them is being made."""
        self._groups.to_bin(self.plan(group)[0])

    def restore(self, group: str) -> None:
        """Take a group out of the bin with its runs."""
        found, plan = self.plan(group)
        self._groups.restore(found, plan.digest())

    def known(
        self, plan: Plan, cells: Sequence[Cell] | None = None, *, binned: Collection[str] = ()
    ) -> dict[Key, Known]:
        """The runs that there are of a plan's pictures, finished or not; of these ``cells`` alone where they
        are given. Those in the bin are left out, unless they were made for one of the ``binned`` groups."""
        keys = plan.keys() if cells is None else [plan.key(cell) for cell in cells]
        return self._groups.known(keys, binned=binned)

    def known_of_all(self, plans: Iterable[Plan], *, binned: Collection[str] = ()) -> dict[Key, Known]:
        """The same of several plans' pictures, asked for together."""
        keys = itertools.chain.from_iterable(plan.keys() for plan in plans)
        return self._groups.known(keys, binned=binned)

    def standing(self, plan: Plan) -> list[Made]:
        """Every cell as it stands, made by whoever; nothing is made."""
        known = self.known(plan)
        return [
            made or Made(cell=cell, how="left")
            for cells in _slices(plan.cells)
            for cell, made in zip(cells, self._served(plan, cells, known), strict=True)
        ]

    def work(
        self, group: str, plan: Plan, *, owner: str, photo: Photo, on_state: OnState = nobody, first: int = 0
    ) -> Iterator[Made]:
        """Make what is lacking, and yield what became of each cell, in the plan's order. A cell that fails
        stops no other. ``photo`` reads a photo when its turn comes; ``on_state`` hears how the cell that is
        waited for comes on; cells before ``first`` are left as they are. Raises ``StoreError`` where nothing
        can be recorded."""
        known, waiting, content = self.known(plan), deque[_Asked](), _Latest(photo)

        def claim(cell: Cell) -> _Asked:
            planned = plan.photos[cell.photo]
            try:
                claimed = self._submissions.claim(
                    self._groups,
                    group,
                    cell.position,
                    cell.request,
                    content.of(planned),
                    source_name=planned.name,
                    owner=owner,
                )
            except InputError as error:
                return _Asked(cell, made=Made(cell=cell, how="failed", sentence=str(error)))
            return _Asked(cell, run=claimed.run.id, ours=claimed.make)

        def awaited() -> Made:
            return self._awaited(waiting.popleft(), claim, on_state)

        for cells in _slices(plan.cells[first:]):
            for cell, served in zip(cells, self._served(plan, cells, known), strict=True):
                waiting.append(claim(cell) if served is None else _Asked(cell, made=served))
                while len(waiting) > AHEAD * self._capacity():
                    yield awaited()
        while waiting:
            yield awaited()

    def _served(self, plan: Plan, cells: Sequence[Cell], known: dict[Key, Known]) -> list[Made | None]:
        """What serves each cell that is finished already; ``None`` for the others."""
        found = [known.get(plan.key(cell)) for cell in cells]
        ids = [one.id for one in found if one is not None and one.status is RunStatus.FINISHED]
        runs = {run.id: run for run in self._runs.many(dict.fromkeys(ids))}
        return [
            None if one is None or one.id not in runs else Made(cell=cell, how="there", run=runs[one.id])
            for cell, one in zip(cells, found, strict=True)
        ]

    def _awaited(self, asked: _Asked, claim: Callable[[Cell], _Asked], on_state: OnState) -> Made:
        """What became of a cell; it is asked for again where the process that was at it is gone."""
        tries = 1
        while asked.run is not None:
            for state in self._follow(asked.run):
                on_state(asked.cell, state)
            run = self._runs.get(asked.run)
            if run.status is not RunStatus.INTERRUPTED or tries == TRIES:
                return _ended(asked, run)
            asked, tries = claim(asked.cell), tries + 1
        return asked.made or Made(cell=asked.cell, how="left")


class _Latest:
    """The bytes of the photo that was read last: a photo's cells follow one another."""

    def __init__(self, read: Photo) -> None:
        self._read = read
        self._sha256, self._content = "", b""

    def of(self, photo: PlannedPhoto) -> bytes:
        """The photo's bytes; raises what reading it raises."""
        if photo.sha256 != self._sha256:
            self._content = self._read(photo)
            self._sha256 = photo.sha256
        return self._content


def _ended(asked: _Asked, run: "Run") -> Made:
    if run.outcome is not None:
        return Made(cell=asked.cell, how="made" if asked.ours else "there", run=run)
    sentence = f"It was {run.status}." if run.failure is None else run.failure.sentence
    return Made(cell=asked.cell, how="failed", run=run, sentence=sentence)


def _slices(cells: Sequence[Cell]) -> Iterator[Sequence[Cell]]:
    for start in range(0, len(cells), LOADED):
        yield cells[start : start + LOADED]
