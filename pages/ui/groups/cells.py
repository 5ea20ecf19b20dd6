"""A group as the sheet shows it: which cell stands in which row and column, and what is known of it. Nothing
here draws."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from core.groups.extend import axis_name
from core.groups.made import Made
from core.groups.plan import AxisHead, Cell, Key, Plan
from pages.ui.groups.fields import OWN_TITLES, SCENE
from pages.ui.runs.names import value_words
from pages.ui.shell.text import brief
from store.records import Known, Run, RunStatus

MAX_SHOWN = 400
"""Cells that are drawn at once; of more rows there are several pages."""
State = Literal["made", "reused", "making", "waiting", "failed", "stopped", "interrupted", "left"]
STATE_WORDS: Mapping[State, tuple[str, str]] = {
    "made": ("", ""),
    "reused": ("↺", "there already"),
    "making": ("◔", "being made"),
    "waiting": ("…", "waiting"),
    "failed": ("✕", "failed"),
    "stopped": ("■", "stopped"),
    "interrupted": ("■", "interrupted"),
    "left": ("–", "not made yet"),
}
"""By state, a sign and the word for it; the picture alone says that it is made."""
SCENE_KIND = "scene.kind"
MAX_TOLD = 90
"""Characters of a failure's sentence in its cell."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row: its label and its cells, ``None`` where there is none."""

    label: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, kw_only=True)
class Layout:
    """One sheet of a group: ``corner`` says what is varied in which direction."""

    corner: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def rows_at_once(self) -> int:
        """Rows of one page."""
        return max(1, MAX_SHOWN // max(1, len(self.columns)))

    @property
    def pages(self) -> int:
        """How many pages the rows fill."""
        return max(1, -(-len(self.rows) // self.rows_at_once))

    def page(self, number: int) -> tuple[Row, ...]:
        """The rows of a page, from 1; one past the last is the last one."""
        begin = (min(max(1, number), self.pages) - 1) * self.rows_at_once
        return self.rows[begin : begin + self.rows_at_once]


def head_words(head: AxisHead) -> AxisHead:
    """An axis in the words of the form."""
    name = axis_name(head)
    field = SCENE_KIND if name == SCENE else name
    title = OWN_TITLES.get(name, head.title)
    return AxisHead(title=title, labels=tuple(value_words(field, label) or label for label in head.labels))


def tab_titles(plan: Plan) -> tuple[str, ...]:
    """The sheets of a group: a grid's third axis, else one."""
    if len(plan.axes) < 3:
        return ("",)
    behind = head_words(plan.axes[2])
    return tuple(f"{behind.title}: {label}" for label in behind.labels)


def layout(plan: Plan, tab: int = 0) -> Layout:
    """The sheet ``tab`` (from 0) of a plan: of a grid by the axes, of a batch a row for each photo."""
    return _grid(plan, tab) if plan.axes else _batch(plan)


def _grid(plan: Plan, tab: int) -> Layout:
    by_place = {cell.at: cell for cell in plan.cells}
    across, down = (*map(head_words, plan.axes[:2]), AxisHead(title="", labels=("",)))[:2]
    behind = (tab,) if len(plan.axes) > 2 else ()
    rows = tuple(
        Row(
            label=label,
            cells=tuple(
                by_place.get((x, y, *behind)[: max(1, len(plan.axes))]) for x in range(len(across.labels))
            ),
        )
        for y, label in enumerate(down.labels)
    )
    corner = f"{across.title} →" if len(plan.axes) == 1 else f"{down.title} ↓  {across.title} →"
    return Layout(corner=corner, columns=across.labels, rows=rows)


def _batch(plan: Plan) -> Layout:
    by_photo: dict[int, list[Cell]] = {}
    for cell in plan.cells:
        by_photo.setdefault(cell.photo, []).append(cell)
    widest = max(len(cells) for cells in by_photo.values())
    rows = tuple(
        Row(label=plan.photos[photo].name, cells=(*cells, *[None] * (widest - len(cells))))
        for photo, cells in by_photo.items()
    )
    columns = tuple(_common(plan, [row.cells[at] for row in rows], at) for at in range(widest))
    return Layout(corner="Photo ↓", columns=columns, rows=rows)


def _common(plan: Plan, cells: Sequence[Cell | None], place: int) -> str:
    """What all cells of a column are; its number where they differ."""
    named = {words_of(cell) for cell in cells if cell is not None}
    return named.pop() if len(named) == 1 else f"Picture {place + 1}"


def words_of(cell: Cell) -> str:
    """What a cell without axes is of: its sentence and seed."""
    return f"{brief(cell.request.prompt, 48)} · seed {cell.request.seed}"


def alt_of(plan: Plan, cell: Cell) -> str:
    """A cell in words: where it stands on each axis, or its photo and sentence."""
    photo = plan.photos[cell.photo].name
    if not plan.axes:
        return f"{photo}: {words_of(cell)}"
    heads = zip(map(head_words, plan.axes), cell.at, strict=True)
    return ", ".join(f"{head.title} {head.labels[place]}" for head, place in heads)


def state_of(known: Known | None, group: str, *, working: bool, failure: str | None = None) -> State:
    """What a cell is to ``group``, by the run that serves it; ``working`` where all that is left will be
    made, ``failure`` why it never became a run."""
    if known is None or (known.status is not RunStatus.FINISHED and failure):
        return "failed" if failure else "waiting" if working else "left"
    if known.status is RunStatus.FINISHED:
        return "made" if known.group == group else "reused"
    if known.status is RunStatus.RUNNING:
        return "making"
    if known.status is RunStatus.QUEUED:
        return "waiting"
    if known.status is RunStatus.FAILED:
        return "failed"
    ended: State = "interrupted" if known.status is RunStatus.INTERRUPTED else "stopped"
    return "waiting" if working else ended


def counts(
    plan: Plan, known: Mapping[Key, Known], group: str, *, working: bool, failures: Mapping[int, str]
) -> dict[State, int]:
    """How many cells are in each state."""
    found: dict[State, int] = dict.fromkeys(STATE_WORDS, 0)
    for cell in plan.cells:
        known_as = known.get(plan.key(cell))
        found[state_of(known_as, group, working=working, failure=failures.get(cell.position))] += 1
    return found


def summary(found: Mapping[State, int]) -> str:
    """``12 made, 3 there already, 1 failed, 2 not made yet``."""
    words = {state: word or "made" for state, (_, word) in STATE_WORDS.items()}
    return ", ".join(f"{count:,} {words[state]}" for state, count in found.items() if count)


def made_of(plan: Plan, known: Mapping[Key, Known], runs: Mapping[str, Run], group: str) -> Iterator[Made]:
    """The cells as reports and exports have them."""
    for cell in plan.cells:
        found = known.get(plan.key(cell))
        run = None if found is None else runs.get(found.id)
        if run is None:
            yield Made(cell=cell, how="left")
        elif run.outcome is not None:
            yield Made(cell=cell, how="made" if run.group == group else "there", run=run)
        else:
            sentence = run.failure.sentence if run.failure else f"It was {run.status}."
            failed = run.status is RunStatus.FAILED
            yield Made(cell=cell, how="failed" if failed else "left", run=run, sentence=sentence)


def name_of(plan: Plan) -> str:
    """A group in a few words."""
    if plan.axes:
        return " × ".join(f"{axis.title} ({len(axis.labels)})" for axis in map(head_words, plan.axes))
    prompts = [key for key, _ in groupby(cell.request.prompt for cell in plan.cells[:8])]
    photos = len({photo.sha256 for photo in plan.photos})
    first = brief(prompts[0], 50)
    return f"{photos:,} {'photo' if photos == 1 else 'photos'}: {first}"
