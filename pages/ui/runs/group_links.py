"""From a run to the sheet of its group, and to a grid that begins with it."""

import streamlit as st

from pages.ui.shell.generate_address import new_draft
from store.records import Run, RunStatus

PLANNED = frozenset({"grid", "batch"})
"""Kinds of groups that have a sheet."""


def group_links(run: Run) -> None:
    """The buttons; nothing for what has neither."""
    with st.container(horizontal=True, gap="small", key="group_links"):
        if run.group_kind in PLANNED and st.button(
            f"Its {run.group_kind}'s sheet", icon=":material/grid_on:", type="tertiary", key="run_sheet"
        ):
            st.switch_page("pages/sheet.py", query_params={"group": run.group})
        if run.status is RunStatus.FINISHED and st.button(
            "Grid from this run",
            icon=":material/grid_view:",
            type="tertiary",
            key="run_grid",
            help="Vary seed, words or any setting of it.",
        ):
            st.switch_page("pages/compare.py", query_params={"grid": new_draft(), "run": run.id})
