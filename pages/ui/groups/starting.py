"""A plan before it is made: what it comes to, what is there already, and the button that makes it."""

import streamlit as st

from core.errors import StudioError
from core.groups.plan import Plan
from core.studio import Studio
from pages.ui.groups import cells
from pages.ui.groups.sheet_page import known_of
from pages.ui.groups.table import Standing, sheet_table, table_data
from pages.ui.shell.errors import show
from pages.ui.shell.text import plain

DRAWN = 100
"""Cells of a draft that are drawn."""


def draft(studio: Studio, plan: Plan | None, why_not: str, *, key: str) -> None:
    """The draft of a plan with its button; ``why_not`` says what is lacking where there is none yet."""
    if plan is None:
        st.button("Make the pictures", type="primary", icon=":material/play_arrow:", key=key, disabled=True)
        st.text(why_not)
        return
    try:
        expected = studio.expects(plan)
    except StudioError as error:
        show(error)
        return
    lacking = expected.left
    label = f"Make {lacking:,} {'picture' if lacking == 1 else 'pictures'}" if lacking else "Open the sheet"
    if st.button(label, type="primary", icon=":material/play_arrow:", key=key):
        group = studio.groups.begin(plan)
        if lacking:
            studio.group_runner.start(group)
        st.switch_page("pages/sheet.py", query_params={"group": group})
    st.markdown(plain(expected.sentence()))
    free = studio.machine().free_disk_gb
    if expected.size is not None and expected.size > free * 1e9:
        st.warning(f"Only {free:,.0f} GB are free on this disk; make room first.", icon=":material/warning:")
    _sheet(studio, plan, key)


def _sheet(studio: Studio, plan: Plan, key: str) -> None:
    """The first rows of the draft as they stand: what is there already has its picture."""
    tab_key = f"{key}_tab"
    tab = min(int(st.session_state.get(tab_key, 0)), len(cells.tab_titles(plan)) - 1)
    shown = cells.layout(plan, tab)
    rows = shown.rows[: max(1, DRAWN // len(shown.columns))]
    known, runs = known_of(studio, plan, [cell for row in rows for cell in row.cells if cell is not None])
    data = table_data(plan, tab, rows, Standing("", known, runs))

    def turned(to: int) -> None:
        st.session_state[tab_key] = to

    sheet_table(f"{key}_sheet", data, on_turn=turned)
    if len(rows) < len(shown.rows):
        st.caption(f"The first {len(rows):,} of {len(shown.rows):,} rows.")
