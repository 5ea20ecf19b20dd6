"""Runs that were interrupted when the studio stopped: one line, with buttons to make them now or bin them."""

import streamlit as st

from core.errors import StudioError
from core.studio import Studio
from pages.ui.runs import undo
from pages.ui.runs.describe import counted
from pages.ui.shell.errors import show, show_errors
from pages.ui.shell.resources import session_owner
from store.records import MAX_PAGE_SIZE, RunQuery, RunStatus


def offer(studio: Studio) -> None:
    """One line with its buttons; nothing where nothing is interrupted, or all such runs are in the bin."""
    with show_errors():
        studio.orphans.look()
        count = len(_interrupted_ids(studio))
        if count == 0:
            return
        them, were = ("it", "was") if count == 1 else ("them", "were")
        with st.container(border=True, horizontal=True, vertical_alignment="center", key="interrupted"):
            st.text(f"{counted(count)} {were} interrupted when the studio stopped.", width="stretch")
            st.button(
                f"Make {them} now",
                key="interrupted_make",
                icon=":material/refresh:",
                on_click=make,
                args=(studio,),
            )
            st.button(
                "Bin",
                key="interrupted_bin",
                icon=":material/delete:",
                help=f"Moves {them} to the bin in History, to be deleted or restored there.",
                on_click=move_to_bin,
                args=(studio,),
            )


def _interrupted_ids(studio: Studio) -> list[str]:
    """The interrupted runs whose photos are in this data folder, the oldest first, at most one query's
    longest page: what there is beyond comes after it."""
    query = RunQuery(statuses=(RunStatus.INTERRUPTED,), sort="oldest", page_size=MAX_PAGE_SIZE)
    return [run.id for run in studio.runs.search(query).runs if studio.orphans.makeable(run)]


def make(studio: Studio) -> None:
    """Callback: queue all of them as this session's own, whose buttons can stop them; one that cannot be
    queued stops no other."""
    problems: list[StudioError] = []
    with show_errors():
        # Asked anew: another tab may have been quicker.
        for run_id in _interrupted_ids(studio):
            try:
                studio.requeue(run_id, session_owner())
            except StudioError as error:
                problems.append(error)
    if problems:
        show(problems[0], f"{counted(len(problems))} could not be queued; the others are.")


def move_to_bin(studio: Studio) -> None:
    """Callback: move all of them to the bin."""
    with show_errors():
        ids = _interrupted_ids(studio)
        undo.offer(f"{counted(studio.runs.delete(ids))} moved to the bin.", undo.RESTORE, ids)
