"""The pictures that were made: the chosen one large, the others as a grid beside it."""

from collections.abc import Sequence

import streamlit as st

from core.engine.jobs import QueueState
from core.errors import StudioError
from core.studio import Studio
from pages.ui.generate import result_actions, view_switch
from pages.ui.runs import callbacks, job_panel
from pages.ui.runs.describe import seconds_text, subject_text
from pages.ui.shell.errors import show
from pages.ui.shell.media import blob_url
from pages.ui.shell.messages import keep_message
from pages.ui.shell.resources import studio as the_studio
from pages.ui.shell.text import brief, plain
from pages.ui.widgets import sizes
from pages.ui.widgets.gallery import gallery
from pages.ui.widgets.slider import wipe
from store.records import Run, RunQuery, RunStatus


def pictures(studio: Studio) -> None:
    """The group on the page: what is being made, the chosen picture, the grid."""
    # The queue first: what has left it by now is finished in the store for sure.
    queue = studio.queue()
    runs = group_runs(studio)
    _others(queue, runs)
    if not runs:
        _nothing_yet()
        return
    job_panel.panel(studio, queue, runs)
    ended = [run for run in runs if run.status not in job_panel.UNFINISHED]
    if ended:
        _ended(studio, ended)


def group_runs(studio: Studio) -> list[Run]:
    """The runs of the group on the page, in the order they were asked for."""
    group = st.session_state.get(view_switch.GROUP)
    if group is None:
        return []
    return sorted(studio.runs.search(RunQuery(group=group)).runs, key=lambda run: run.position)


def _ended(studio: Studio, runs: Sequence[Run]) -> None:
    large = st.container()
    chosen = _chosen(runs)
    if len(runs) > 1:
        pressed = gallery(runs, key="group_gallery", selected=chosen.id, label="The pictures of this group")
        if pressed and pressed != chosen.id:
            st.session_state[view_switch.CHOSEN] = pressed
            st.rerun()
    with large:
        _one(studio, chosen, runs)


def _chosen(runs: Sequence[Run]) -> Run:
    """The run that was picked, else the first with a picture, else the first."""
    picked = [run for run in runs if run.id == st.session_state.get(view_switch.CHOSEN)]
    made = [run for run in runs if run.status is RunStatus.FINISHED]
    return [*picked, *made, *runs][0]


def _one(studio: Studio, run: Run, group: Sequence[Run]) -> None:
    if run.status is not RunStatus.FINISHED:
        _unmade(run)
        return
    _large(studio, run)
    st.markdown(plain(line(run)))
    result_actions.row(studio, run, group)


def _large(studio: Studio, run: Run) -> None:
    source, composite = run.artifacts.get("source"), run.artifacts.get("composite")
    if composite is None or run.outcome is None:
        show("The picture's file is no longer there.", "Make it again with the same seed.")
        return
    words = brief(run.prompt, 200)
    size = (run.outcome.width, run.outcome.height)
    if source is not None and st.session_state.get("wiping"):
        wipe(
            blob_url(source),
            blob_url(composite),
            key=f"wipe_{run.id}",
            alt_before="The photo as it was given",
            alt_after=f"The picture: {words}",
            size=size,
            height=sizes.MAX_HEIGHT,
            label_before="Photo",
            label_after="Picture",
        )
    else:
        try:
            picture = studio.runs.artifact(run.id, "composite")
        except StudioError as error:
            show(error, "Open it in History: Re-run there makes it again.")
            return
        st.image(picture, width=sizes.shown_width(*size), alt=f"The picture: {words}")
    st.toggle("Wipe to the photo", key="wiping")


def line(run: Run) -> str:
    """``seed 1234 · mini · 20 steps · 6.2 s · subject untouched ✓``."""
    parts = [f"seed {run.seed}", run.profile, f"{run.request['num_inference_steps']} steps"]
    if run.outcome is not None:
        mark = " ✓" if run.outcome.subject_max_difference == 0 else ""
        parts += [seconds_text(run.total_seconds), subject_text(run) + mark]
    return " · ".join(parts)


def _unmade(run: Run) -> None:
    """What became of a picture that is not there, and the button to make it."""
    if run.status is RunStatus.FAILED and run.failure is not None:
        show(run.failure.sentence)
    elif run.status is RunStatus.INTERRUPTED:
        st.info(
            "The studio was closed while this picture was waiting or being made.", icon=":material/power_off:"
        )
    else:
        st.info("This picture was cancelled; nothing was kept of it.", icon=":material/close:")
    st.caption(plain(line(run)))
    label = result_actions.AGAIN[run.status]
    with st.container(horizontal=True, key="unmade_actions"):
        st.button(
            label, key=f"again_{run.id}", icon=":material/refresh:", on_click=callbacks.again, args=(run.id,)
        )
        result_actions.open_in_history(run)


def _others(queue: QueueState, runs: Sequence[Run]) -> None:
    """Pictures of other tabs and programs in this studio's queue, where this page shows none of its own:
    they may be this person's, asked for in a tab that was closed."""
    strangers = job_panel.others(queue, [run.id for run in runs])
    if strangers and not runs:
        with st.container(border=True, key="others"):
            st.text(f"{job_panel.counted(len(strangers))} in the queue, asked for in another tab or program.")
            st.button("Show them", key="show_others", on_click=_show, args=(strangers[0].id,))


def _show(run_id: str) -> None:
    with keep_message():
        view_switch.show_group(the_studio().runs.get(run_id).group)


def _nothing_yet() -> None:
    with st.container(key="nothing_yet"):
        st.subheader("No pictures yet", anchor=False)
        st.write("Choose a photo, say where its subject should be, and press Generate.")
