"""The pictures of a group that failed, each with its sentence and the button that tries again."""

from collections.abc import Mapping

import streamlit as st

from core.groups.plan import Key, Plan
from core.studio import Studio
from pages.ui.groups import callbacks, cells
from pages.ui.runs.callbacks import requeue
from pages.ui.shell.text import plain
from pages.ui.shell.words import in_page_words
from store.records import Group, Known, RunStatus

MAX_LISTED = 25
"""Failures that are named one by one."""


def failures(
    studio: Studio, group: Group, plan: Plan, known: Mapping[Key, Known], unmade: Mapping[int, str]
) -> None:
    """Nothing where none failed; ``unmade`` are the sentences of cells that never became a run."""
    failed = [
        (cell, known.get(plan.key(cell)))
        for cell in plan.cells
        if cells.state_of(
            known.get(plan.key(cell)), group.id, working=False, failure=unmade.get(cell.position)
        )
        == "failed"
    ]
    if not failed:
        return
    ids = [one.id for _, one in failed[:MAX_LISTED] if one is not None]
    runs = {run.id: run for run in studio.runs.many(ids)}
    st.subheader("Failed", anchor=False)
    if len(failed) > 1:
        st.button(
            f"Try all {len(failed):,} again",
            icon=":material/refresh:",
            key="failed_all",
            on_click=callbacks.go_on,
            args=(group.id,),
        )
    for cell, found in failed[:MAX_LISTED]:
        run = None if found is None else runs.get(found.id)
        sentence = unmade.get(cell.position) or (
            run.failure.sentence if run and run.failure else "It failed."
        )
        with st.container(horizontal=True, vertical_alignment="center", key=f"failed_{cell.position}"):
            st.markdown(
                f"**{plain(cells.alt_of(plan, cell))}**: {plain(in_page_words(sentence))}", width="stretch"
            )
            alone = run is not None and run.status is RunStatus.FAILED
            st.button(
                "Try again",
                icon=":material/refresh:",
                key=f"again_{cell.position}",
                on_click=requeue if alone else callbacks.go_on,
                args=(run.id if run is not None and alone else group.id,),
            )
    if len(failed) > MAX_LISTED:
        st.caption(f"And {len(failed) - MAX_LISTED:,} more; the exported table names all.")
