"""Where a run comes from and what came of it, as small galleries."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from core.studio import Studio
from pages.ui.runs.describe import verdict
from pages.ui.runs.history_link import View, go
from pages.ui.shell.text import plain
from pages.ui.widgets.gallery import gallery
from store.records import Run, RunQuery

MAX_SHOWN = 12
_ICONS = {
    "identical": ":material/check_circle:",
    "near": ":material/check:",
    "different": ":material/difference:",
}


def lineage(studio: Studio, view: View, run: Run) -> None:
    """Parent with the comparison, children, and the others of the group; nothing of what there is none."""
    parents = studio.runs.many([run.parent]) if run.parent else []
    children = studio.runs.children(run.id)
    group = studio.runs.search(RunQuery(group=run.group, sort="oldest", page_size=MAX_SHOWN + 1))
    siblings = [one for one in group.runs if one.id != run.id][:MAX_SHOWN]
    if run.parent or children or siblings:
        st.subheader("Where it belongs", anchor=False)
    if run.parent:
        _strip("Made from", parents, view)
        if not parents:
            st.caption("The picture it was made from has been deleted for good.")
    _comparison(run)
    _strip("Made from this one", children[:MAX_SHOWN], view)
    _strip("Made together with", siblings, view)
    if siblings:
        st.button(
            f"All {group.total} of the group", key="whole_group", on_click=go, args=(View(group=run.group),)
        )


def _comparison(run: Run) -> None:
    found = None if run.outcome is None else run.outcome.comparison
    if found is None:
        return
    st.markdown(f"{_ICONS[found.verdict]} {plain(verdict(found))}")
    for change in found.changes:
        st.markdown(f"- {plain(change)}")
    if found.verdict != "identical" and not found.changes:
        st.caption("Nothing that was recorded of models and environment has changed in between.")


def _strip(title: str, runs: Sequence[Run], view: View) -> None:
    if not runs:
        return
    st.caption(title)
    pressed = gallery(runs, key=f"lineage_{title.replace(' ', '_')}", label=title)
    if pressed:
        go(replace(view), pressed)
        st.rerun()
