"""The pictures being made: live preview, how far, how long still, and how to stop. Polls by itself while
there is something to see; the page is drawn anew once a picture is done."""

from collections.abc import Sequence
from io import BytesIO

import streamlit as st
from PIL import Image

from core.engine.jobs import JobState, QueueState
from core.studio import Studio
from pages.ui.shell.messages import keep_message
from pages.ui.widgets import sizes
from pages.ui.shell.status_bar import fraction, sentence
from pages.ui.shell.text import brief, plain
from pages.ui.shell.times import readable_seconds
from store.records import Run, RunStatus

POLL_SECONDS, POLL_BRIEFLY_SECONDS, POLL_OTHERS_SECONDS = 0.5, 1.0, 3.0
UNFINISHED = frozenset({RunStatus.QUEUED, RunStatus.RUNNING})


def panel(studio: Studio, queue: QueueState, runs: Sequence[Run]) -> None:
    """The jobs among ``runs`` as ``queue``, which was asked for before them, has them; nothing where none
    is left to be done."""
    mine = _ours(queue, runs)
    elsewhere = [run for run in runs if run.status in UNFINISHED and run.id not in mine]
    if mine:
        st.fragment(_follow, run_every=POLL_SECONDS)(studio, runs, mine)
    if elsewhere:
        st.fragment(_elsewhere, run_every=POLL_OTHERS_SECONDS)(studio, elsewhere)


def brief_panel(studio: Studio, runs: Sequence[Run]) -> None:
    """How far the jobs among ``runs`` are, in one line: for where the panel is out of sight."""
    mine = _ours(studio.queue(), runs)
    if mine:
        with st.container(key="jobs_brief"):
            st.fragment(_follow_briefly, run_every=POLL_BRIEFLY_SECONDS)(studio, runs, mine)


def _follow_briefly(studio: Studio, runs: Sequence[Run], shown: list[str]) -> None:
    queue = studio.queue()
    if _ours(queue, runs) != shown:
        st.rerun()
    job = next(job for job in queue.jobs if job.id in shown)
    words = sentence(job) if job.status == "running" else waiting_sentence(queue, job)
    st.progress(fraction(job), text=plain(words))


def _ours(queue: QueueState, runs: Sequence[Run]) -> list[str]:
    ids = {run.id for run in runs}
    return [job.id for job in queue.jobs if job.id in ids]


def _follow(studio: Studio, runs: Sequence[Run], shown: list[str]) -> None:
    queue = studio.queue()
    if _ours(queue, runs) != shown:
        st.rerun()
    jobs = [job for job in queue.jobs if job.id in shown]
    running = next((job for job in jobs if job.status == "running"), None)
    with st.container(border=True, key="jobs"):
        if running is None:
            st.text(waiting_sentence(queue, jobs[0]))
        else:
            st.progress(fraction(running), text=plain(sentence(running)))
        if queue.loading:
            st.caption(plain(queue.loading))
        _stop(studio, running, [job.id for job in jobs])
        if running is not None and running.preview:
            _preview(running, running.preview)


def _preview(job: JobState, png: bytes) -> None:
    with Image.open(BytesIO(png)) as image:
        width = sizes.shown_width(*image.size)
    st.image(png, width=width, alt=f"Preview of the picture being made: {brief(job.prompt)}")


def _stop(studio: Studio, running: JobState | None, ids: list[str]) -> None:
    """How many wait, and the buttons that stop one or all."""
    waiting = len(ids) - (running is not None)
    with st.container(horizontal=True, vertical_alignment="center"):
        if running is not None:
            _stop_button(studio, "Cancel this picture", f"cancel_{running.id}", [running.id])
        if waiting:
            label = f"Cancel all {len(ids)}" if len(ids) > 1 else "Cancel"
            _stop_button(studio, label, "cancel_group", ids)
            st.text(f"{counted(waiting)} of yours waiting.")


def _stop_button(studio: Studio, label: str, key: str, ids: list[str]) -> None:
    st.button(label, key=key, icon=":material/close:", on_click=_cancel, args=(studio, ids))


def _cancel(studio: Studio, ids: list[str]) -> None:
    # Those that wait first, or the next would start while the running one stops.
    with keep_message():
        for job_id in reversed(ids):
            studio.cancel(job_id)


def _elsewhere(studio: Studio, runs: Sequence[Run]) -> None:
    # The other program may have been killed since.
    studio.orphans.look()
    now = studio.runs.many([run.id for run in runs])
    if [run.status for run in now] != [run.status for run in runs]:
        st.rerun()
    st.info(
        f"{counted(len(runs))} of these being made by another program on the same data.",
        icon=":material/hourglass_top:",
    )
    doubtful = [run.id for run in now if studio.orphans.doubtful(run)]
    if doubtful:
        _offer_to_give_up(studio, doubtful)


def _offer_to_give_up(studio: Studio, ids: list[str]) -> None:
    st.text(f"{counted(len(ids))} asked for more than a day ago, in a studio with a data folder of its own.")
    icon = ":material/close:"
    st.button("Give up waiting", key="give_up", icon=icon, on_click=_give_up, args=(studio, ids))


def _give_up(studio: Studio, ids: list[str]) -> None:
    with keep_message():
        for run_id in ids:
            studio.orphans.give_up(run_id)


def waiting_sentence(queue: QueueState, first: JobState) -> str:
    """How many pictures come before the first of ours, and how long that takes."""
    before = [job for job in queue.jobs if job.position < first.position]
    said = f"{counted(len(before))} before yours" if before else "Yours is next"
    left = "" if first.seconds_left is None else f", done in about {readable_seconds(first.seconds_left)}"
    return f"{said}{left}."


def others(queue: QueueState, group: Sequence[str]) -> list[JobState]:
    """The jobs that are not of the group on the page."""
    return [job for job in queue.jobs if job.id not in group]


def counted(pictures: int) -> str:
    """``1 picture``, ``3 pictures``."""
    return "1 picture" if pictures == 1 else f"{pictures} pictures"
