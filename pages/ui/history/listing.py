"""History's list: a page of runs as gallery or table, to open one or to tick several."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from core.studio import Studio
from pages.ui.runs import callbacks
from pages.ui.runs.history_link import View, go
from pages.ui.shell.media import blob_url
from pages.ui.shell.text import brief
from pages.ui.shell.times import reader_zone
from pages.ui.shell.words import STATUS_WORDS, stars_text
from pages.ui.widgets.gallery import gallery, pick
from pages.ui.widgets.pagination import pagination
from store.records import MAX_PAGE_SIZE, Run, RunPage, RunQuery

MAX_CHOSEN = 480
"""Runs that can be ticked at once: ten pages."""
OPENED = "history_opened"
"""Session key of the run that was opened last, so that it is framed on the way back."""
_CELL = "history_cell"
"""Session key of the cell of the table that was pressed last, by the table's own key."""


def draw(view: View, found: RunPage) -> None:
    """The page of runs in the layout that ``view`` has, and under it the other pages."""
    if view.layout == "table":
        _table(view, found.runs)
    elif view.selecting:
        options: dict[str, Any] = {"key": "history_pick", "limit": MAX_CHOSEN}
        pick(found.runs, chosen=chosen_ids, on_choose=_choose, label="Pictures to choose", **options)
    else:
        opened = st.session_state.get(OPENED)
        open_run(view, gallery(found.runs, key="history_gallery", selected=opened, label="Pictures"))
    if found.pages > 1:
        with st.container(horizontal=True, horizontal_alignment="center"):
            turn = partial(turn_page, view)
            pagination(found.pages, found.page + 1, key="history_page", on_turn=turn)


def turn_page(view: View, page: int) -> None:
    """Callback: turn the list to a page (from 1)."""
    go(replace(view, page=page))


def _choose(ids: list[str]) -> None:
    """Callback: these are ticked now."""
    st.session_state[callbacks.CHOSEN] = ids


def chosen_ids() -> list[str]:
    """What is ticked, in the order of ticking, wherever that was."""
    return list(st.session_state.get(callbacks.CHOSEN, []))


def chosen_here(studio: Studio, query: RunQuery) -> list[str]:
    """What is ticked of all that the list's ``query`` finds, in the order of ticking: what a search hides, or
    lies in the bin, is not meant by a button that stands beside this list."""
    ids = chosen_ids()
    if not ids:
        return []
    among = replace(query, ids=tuple(ids), page=0, page_size=MAX_PAGE_SIZE)
    here = {run.id for run in studio.runs.search(among).runs}
    return [one for one in ids if one in here]


def open_run(view: View, run_id: str | None) -> None:
    """Turn to a run's page; nothing for ``None``."""
    if run_id is not None:
        st.session_state[OPENED] = run_id
        go(view, run_id)
        st.rerun()


def _table(view: View, runs: Sequence[Run]) -> None:
    """One row a run; the ticked rows are what is chosen, and a press on any cell opens its run."""
    ids = [run.id for run in runs]
    # Another page is another table: its rows must not inherit the ticks of the last one.
    key = "history_table_" + hashlib.sha256(",".join(ids).encode()).hexdigest()[:12]
    state = st.dataframe(
        pd.DataFrame([_table_row(run) for run in runs]),
        key=key,
        hide_index=True,
        on_select="rerun",
        selection_mode=["multi-row", "single-cell"],
        selection_default={"selection": {"rows": [ids.index(one) for one in chosen_ids() if one in ids]}},
        row_height=56,
        height=min(38 + 56 * len(runs), 780),
        placeholder="–",
        alt="The pictures found, one row each",
        column_config={
            "Picture": st.column_config.ImageColumn(width=64),
            "Scene": st.column_config.TextColumn(width="large"),
            "Rating": st.column_config.TextColumn(help="Out of five"),
            "Seed": st.column_config.NumberColumn(format="%d"),
            "Seconds": st.column_config.NumberColumn(format="%.1f"),
            "Made": st.column_config.DatetimeColumn(format="YYYY-MM-DD HH:mm"),
        },
    )
    rows = state["selection"]["rows"]
    st.session_state[callbacks.CHOSEN] = [ids[row] for row in rows if row < len(ids)]
    _open_pressed(view, ids, key, state["selection"].get("cells", []))


def _open_pressed(view: View, ids: Sequence[str], key: str, cells: Sequence[Any]) -> None:
    """Open the run whose cell was pressed just now; a cell stays pressed when the user comes back."""
    pressed = list(cells[0]) if cells else None
    if st.session_state.get(_CELL) == [key, pressed]:
        return
    st.session_state[_CELL] = [key, pressed]
    row = int(pressed[0]) if pressed else -1
    if 0 <= row < len(ids):
        open_run(view, ids[row])


def _table_row(run: Run) -> dict[str, object]:
    """The run's cells by column."""
    thumbnail = run.artifacts.get("thumbnail")
    return {
        "Picture": blob_url(thumbnail) if thumbnail else None,
        "Scene": brief(run.prompt, 200),
        "Seed": run.seed,
        "Model": run.profile,
        "Status": STATUS_WORDS[run.status],
        # Written out in the reader's own time, since the browser shows such a column as it comes.
        "Made": run.created.astimezone(reader_zone()).replace(tzinfo=None),
        "Seconds": run.total_seconds,
        "Photo": run.source_name,
        "Rating": stars_text(run.rating),
        "Star": "Starred" if run.starred else "",
        "Tags": ", ".join(run.tags),
        "Note": brief(run.note, 200),
    }
