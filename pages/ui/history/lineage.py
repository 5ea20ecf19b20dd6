"""Where a run comes from and what came of it, as small galleries."""

from collections.abc import Sequence

import streamlit as st

from core.studio import Studio
from pages.ui.runs.describe import verdict
from pages.ui.runs.history_link import View, go
from pages.ui.shell.text import plain
from pages.ui.widgets.gallery import gallery
from store.records import Comparison, Run, RunQuery

MAX_SHOWN = 12
"""Runs in one of the galleries."""
ICONS = {
    "identical": ":material/check_circle:",
    "near": ":material/check:",
    "different": ":material/difference:",
}


def lineage(studio: Studio, view: View, run: Run) -> None:
    """The run that ``run`` was made from, those that were made from it, and the others
    of its group; each only where there are any. A press opens one of them within ``view``."""
    parents = studio.runs.many([run.parent]) if run.parent else []
    children = studio.runs.children(run.id)
    group = studio.runs.search(RunQuery(group=run.group, sort="oldest", page_size=MAX_SHOWN + 1))
    siblings = [one for one in group.runs if one.id != run.id][:MAX_SHOWN]
    if run.parent or children or siblings:
        st.subheader("Where it belongs", anchor=False)
    if run.parent:
        _related("Made from", parents, view)
        if not parents:
            st.caption("The picture it was made from has been deleted for good.")
    _related("Made from this one", children[:MAX_SHOWN], view)
    _related("Made together with", siblings, view)
    if siblings:
        st.button(
            f"All {group.total} of the group", key="whole_group", on_click=go, args=(View(group=run.group),)
        )


def compared(found: Comparison) -> None:
    """How a re-run compares with its parent, and what has changed in between."""
    st.markdown(f"{ICONS[found.verdict]} {plain(verdict(found))}")
    for change in found.changes:
        st.markdown(f"- {plain(change)}")
    if found.verdict != "identical" and not found.changes:
        st.caption("Nothing that was recorded of models and environment has changed in between.")


def _related(title: str, runs: Sequence[Run], view: View) -> None:
    """A gallery under ``title``; nothing without ``runs``."""
    if not runs:
        return
    st.caption(title)
    pressed = gallery(runs, key=f"lineage_{title.replace(' ', '_')}", label=title)
    if pressed:
        go(view, pressed)
        st.rerun()
