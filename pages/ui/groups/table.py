"""The sheet's table: parts/sheet.*, and the data that it draws."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from core.groups.plan import Cell, Key, Plan
from pages.ui.groups import callbacks, cells
from pages.ui.parts import part
from pages.ui.shell.media import blob_url
from pages.ui.shell.text import brief
from pages.ui.shell.words import in_page_words
from store.records import Known, Run

DRAWN = "sheet_drawn"
"""Session key of the sheet as it was drawn last, and for which state of the work."""
_sheet = part("sheet")
_EMPTY = {"id": "", "url": "", "alt": "Nothing is here", "state": "left", "starred": False}


@dataclass(frozen=True)
class Standing:
    """What is known of a group's cells: the runs that serve them by key, those runs by id, whether what is
    left is being made, how many of the cells have had their turn in that, in their order, and why cells never
    became a run."""

    group: str
    known: Mapping[Key, Known]
    runs: Mapping[str, Run]
    working: bool = False
    ended: int = 0
    failures: Mapping[int, str] = field(default_factory=dict[int, str])


def sheet_table(key: str, data: Mapping[str, Any], *, on_turn: Callable[[int], None] | None = None) -> None:
    """Draw the table. A press of a cell opens its run, of a star stars it; ``on_turn`` hears which sheet
    (from 0) was turned to."""
    runs = {cell["id"] for row in data["rows"] for cell in row["cells"] if cell["id"]}

    def said(name: str) -> str:
        # What comes from the browser is believed where it is something that was drawn.
        return str((st.session_state.get(key) or {}).get(name) or "")

    def starred() -> None:
        if said("starred")[1:] in runs:
            callbacks.star(said("starred"))
            st.session_state.pop(DRAWN, None)

    def turned() -> None:
        tab = said("turned")
        if on_turn is not None and tab.isdecimal() and int(tab) < len(data["tabs"]):
            on_turn(int(tab))

    def opened() -> None:
        """A trigger has to be named by a callback to be there before the first press."""

    state = _sheet(
        key=key,
        data=dict(data),
        on_opened_change=opened,
        on_starred_change=starred,
        on_turned_change=turned,
    )
    if state.get("turned"):
        st.rerun()
    if state.get("opened") in runs:
        st.switch_page("pages/history.py", query_params={"run": state["opened"]})


def table_data(plan: Plan, tab: int, rows: Sequence[cells.Row], standing: Standing) -> dict[str, Any]:
    """What parts/sheet.js reads of ``rows`` of the sheet ``tab``: labels, and each cell with its run's
    picture and its state in words."""
    layout = cells.layout(plan, tab)
    told: list[dict[str, Any]] = [
        {"label": row.label, "cells": [_item(plan, cell, standing) for cell in row.cells]} for row in rows
    ]
    if not plan.axes:
        for row, items in zip(rows, told, strict=True):
            for label, cell, item in zip(layout.columns, row.cells, items["cells"], strict=True):
                # Said once above where all of the column are the same.
                item["below"] = "" if cell is None or cells.words_of(cell) == label else cells.words_of(cell)
    return {
        "label": "Sheet of pictures",
        "corner": layout.corner,
        "columns": list(layout.columns),
        "rows": told,
        "tabs": list(cells.tab_titles(plan)),
        "tab": tab,
        "shape": _shape(standing.runs.values()),
    }


def _item(plan: Plan, cell: Cell | None, standing: Standing) -> dict[str, Any]:
    if cell is None:
        return {**_EMPTY, "at": "", "sign": "", "word": ""}
    found = standing.known.get(plan.key(cell))
    run = None if found is None else standing.runs.get(found.id)
    failure = standing.failures.get(cell.position)
    waits = standing.working and cell.position >= standing.ended
    state = cells.state_of(found, standing.group, working=waits, failure=failure)
    sign, word = cells.STATE_WORDS[state]
    picture = None if run is None else run.artifacts.get("thumbnail") or run.artifacts.get("composite")
    sentence = failure or ("" if run is None or run.failure is None else run.failure.sentence)
    told = in_page_words(sentence) if state == "failed" else ""
    return {
        "at": cell.position,
        "id": "" if run is None else run.id,
        "url": "" if picture is None else blob_url(picture),
        "alt": cells.alt_of(plan, cell),
        "state": state,
        "sign": sign,
        "word": f"{word}: {brief(told, cells.MAX_TOLD)}" if told else word,
        "told": told,
        "starred": run is not None and run.starred,
        "below": "",
    }


def _shape(runs: Iterable[Run]) -> float:
    """Width by height of the pictures where they are all alike, else a square."""
    sizes = {(run.outcome.width, run.outcome.height) for run in runs if run.outcome is not None}
    shapes = {round(width / height, 2) for width, height in sizes}
    return min(max(shapes.pop(), 0.5), 2.0) if len(shapes) == 1 else 1.0
