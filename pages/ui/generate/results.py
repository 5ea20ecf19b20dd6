"""The pictures that were made: the chosen one large, the others as a grid below it."""

from collections.abc import Sequence

import streamlit as st

from core.errors import StudioError
from core.studio import Studio
from pages.ui.generate import callbacks, result_actions, view_switch
from pages.ui.runs import job_panel
from pages.ui.runs.describe import UNFINISHED, counted, remarks_on, summary
from pages.ui.runs.picture import photo_slider, picture_alt, requeue_button, why_unmade
from pages.ui.shell.errors import show
from pages.ui.shell.text import plain
from pages.ui.widgets.gallery import gallery
from pages.ui.widgets.pagination import pagination
from pages.ui.widgets.picture_row import shown_width
from store.records import MAX_PAGE_SIZE, PAGE_SIZE, Run, RunQuery, RunStatus

MAX_GROUP = 10 * MAX_PAGE_SIZE
"""Runs of one group that the page knows of; those beyond are in History."""


def pictures(studio: Studio) -> None:
    """The group on the page: what is being made, the chosen picture, the grid."""
    # The queue first: what has left it by now is finished in the store for sure.
    queue = studio.queue()
    runs = group_runs(studio)
    if not runs:
        # Pictures of other tabs and programs in this studio's queue: they may be this user's, asked for in a
        # tab that was closed.
        if jobs := queue.jobs:
            with st.container(border=True, key="others"):
                st.text(f"{counted(len(jobs))} in the queue, asked for in another tab or program.")
                show_them, ids = callbacks.show_group_of, (jobs[0].id,)
                st.button("Show them", key="show_others", on_click=show_them, args=ids)
        with st.container(key="nothing_yet"):
            st.subheader("No pictures yet", anchor=False)
            st.write("Choose a photo, say where its subject should be, and press Generate.")
        return
    job_panel.panel(studio, queue, runs)
    made = [run for run in runs if run.status not in UNFINISHED]
    if made:
        _ended(studio, made)


def group_runs(studio: Studio) -> list[Run]:
    """The runs of the group on the page, in the order they were asked for; at most ``MAX_GROUP``."""
    group = st.session_state.get(view_switch.GROUP)
    runs: list[Run] = []
    while group is not None and len(runs) < MAX_GROUP:
        page = len(runs) // MAX_PAGE_SIZE
        query = RunQuery(group=group, sort="oldest", page=page, page_size=MAX_PAGE_SIZE)
        found = studio.runs.search(query)
        runs += found.runs
        if found.page + 1 >= found.pages:
            break
    return sorted(runs, key=lambda run: run.position)


def _ended(studio: Studio, runs: Sequence[Run]) -> None:
    """The chosen one of ``runs``, which are not being made any more, large, and below it all of them as a
    grid, a page of which holds ``PAGE_SIZE``."""
    state, large = st.session_state, st.container()
    picked = [run for run in runs if run.id == state.get(view_switch.CHOSEN)]
    finished = [run for run in runs if run.status is RunStatus.FINISHED]
    chosen = [*picked, *finished, *runs][0]
    if len(runs) > 1:
        pages = -(-len(runs) // PAGE_SIZE)
        page = min(state.get(view_switch.GROUP_PAGE, 1), pages)
        shown = runs[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
        pressed = gallery(shown, key="group_gallery", selected=chosen.id, label="The pictures of this group")
        if pressed and pressed != chosen.id:
            state[view_switch.CHOSEN] = pressed
            st.rerun()
        pagination(pages, page, key="group_pages", on_turn=turn_page)
    with large:
        if chosen.status is RunStatus.FINISHED:
            _large_picture(studio, chosen)
            st.markdown(plain(summary(chosen)))
            result_actions.row(studio, chosen, runs)
            # Untouched is not sharp: an enlarged subject is as soft as it was small.
            if remarks := remarks_on(chosen):
                st.caption(plain(" ".join(remarks)))
        else:
            why_unmade(chosen)
            st.caption(plain(summary(chosen)))
            with st.container(horizontal=True, key="unmade_actions"):
                requeue_button(chosen, f"again_{chosen.id}")
                result_actions.open_in_history(chosen)


def turn_page(page: int) -> None:
    """Callback: turn the group's grid to a page (from 1)."""
    st.session_state[view_switch.GROUP_PAGE] = page


def _large_picture(studio: Studio, run: Run) -> None:
    """The finished run's picture, alone or before its photo, and the switch between the two."""
    source, composite = run.artifacts.get("source"), run.artifacts.get("composite")
    if composite is None or run.outcome is None:
        show("The picture's file is no longer there.", "Make it again with the same seed.")
        return
    if source is not None and st.session_state.get("with_slider"):
        photo_slider(run, source, composite)
    else:
        try:
            picture = studio.runs.artifact(run.id, "composite")
        except StudioError as error:
            show(error, "Open it in History: Re-run there makes it again.")
            return
        width = shown_width(run.outcome.width, run.outcome.height)
        with st.container(key="large"):
            st.image(picture, width=width, alt=picture_alt(run))
    st.toggle("Wipe to the photo", key="with_slider")
