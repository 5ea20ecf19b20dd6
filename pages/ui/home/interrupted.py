"""What was interrupted when the studio stopped: told in one line, to be made after all or put away."""

import streamlit as st

from core.errors import StudioError
from core.studio import Studio
from pages.ui.runs.job_panel import counted
from pages.ui.shell.errors import show, show_errors
from pages.ui.shell.resources import session_owner
from store.records import RunQuery, RunStatus

MOST = 500
"""What is offered at once, a query's longest page; what there is beyond comes after it."""


def offer(studio: Studio) -> None:
    """One line with its buttons; nothing where nothing is interrupted, or all such runs are in the bin."""
    with show_errors():
        studio.orphans.look()
        if ids := _interrupted(studio):
            _line(studio, len(ids))


def _interrupted(studio: Studio) -> list[str]:
    query = RunQuery(statuses=(RunStatus.INTERRUPTED,), sort="oldest", page_size=MOST)
    # The photos of others lie in their data folder.
    return [run.id for run in studio.runs.search(query).runs if studio.orphans.ours(run)]


def _line(studio: Studio, count: int) -> None:
    them, were = ("it", "was") if count == 1 else ("them", "were")
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="interrupted"):
        st.text(f"{counted(count)} {were} interrupted when the studio stopped.", width="stretch")
        st.button(
            f"Make {them} now",
            key="interrupted_make",
            icon=":material/refresh:",
            on_click=_make,
            args=(studio,),
        )
        st.button(
            "Bin",
            key="interrupted_bin",
            icon=":material/delete:",
            help=f"Moves {them} to the bin in History, to be deleted or restored there.",
            on_click=_bin,
            args=(studio,),
        )


def _make(studio: Studio) -> None:
    """Queue all of them as this session's own, whose buttons can stop them; one that cannot be made stops
    no other."""
    problems: list[StudioError] = []
    with show_errors():
        # Asked anew: another tab may have been quicker.
        for run_id in _interrupted(studio):
            try:
                studio.requeue(run_id, session_owner())
            except StudioError as error:
                problems.append(error)
    if problems:
        show(problems[0], f"{counted(len(problems))} could not be queued; the others are.")


def _bin(studio: Studio) -> None:
    with show_errors():
        st.toast(f"{counted(studio.runs.delete(_interrupted(studio)))} moved to the bin.")
