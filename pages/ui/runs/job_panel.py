"""The pictures being made: live preview, how far, how long still, and how to stop. Polls by itself while
there is something to see; the page is drawn anew once a picture is done."""

from collections.abc import Callable, Sequence
from io import BytesIO

import streamlit as st
from PIL import Image

from core.engine.jobs import JobState, QueueState
from core.studio import Studio
from pages.ui.runs.describe import UNFINISHED, counted
from pages.ui.shell.messages import keep_message
from pages.ui.shell.status_bar import CANCELLING, TOO_LATE, fraction, sentence
from pages.ui.shell.text import brief, plain
from pages.ui.shell.times import readable_seconds
from pages.ui.widgets.picture_row import shown_width
from store.records import Run

POLL_SECONDS, POLL_BRIEFLY_SECONDS, POLL_OTHERS_SECONDS = 0.5, 1.0, 3.0


def panel(studio: Studio, queue: QueueState, runs: Sequence[Run]) -> None:
    """The jobs among ``runs`` as ``queue``, which was asked for before them, has them; nothing where none
    is left to be done."""
    own = _jobs_of(queue, runs)
    elsewhere = [run for run in runs if run.status in UNFINISHED and run.id not in own]
    if own:
        st.fragment(follow, run_every=POLL_SECONDS)(studio, runs, own)
    if elsewhere:
        st.fragment(follow_elsewhere, run_every=POLL_OTHERS_SECONDS)(studio, elsewhere)


def brief_panel(studio: Studio, runs: Sequence[Run]) -> None:
    """How far the jobs among ``runs`` are, in one line: for where the panel is out of sight."""
    own = _jobs_of(studio.queue(), runs)
    if own:
        with st.container(key="jobs_brief"):
            st.fragment(follow_briefly, run_every=POLL_BRIEFLY_SECONDS)(studio, runs, own)


def _jobs_of(queue: QueueState, runs: Sequence[Run]) -> list[str]:
    """The ids of those among ``runs`` that are in the queue, in its order."""
    ids = {run.id for run in runs}
    return [job.id for job in queue.jobs if job.id in ids]


def follow_briefly(studio: Studio, runs: Sequence[Run], shown: list[str]) -> None:
    """One line and a bar; draws the whole page anew once other jobs than ``shown`` are left of ``runs``."""
    queue = studio.queue()
    if _jobs_of(queue, runs) != shown:
        st.rerun()
    job = next(job for job in queue.jobs if job.id in shown)
    words = sentence(job) if job.status == "running" else waiting_sentence(queue, job)
    st.progress(fraction(job), text=plain(words))


def follow(studio: Studio, runs: Sequence[Run], shown: list[str]) -> None:
    """The jobs that are being made with their previews, how many wait, and the buttons that stop one or all;
    draws the whole page anew once the jobs among ``runs`` are not ``shown`` any more."""
    queue = studio.queue()
    if _jobs_of(queue, runs) != shown:
        st.rerun()
    jobs = [job for job in queue.jobs if job.id in shown]
    running = [job for job in jobs if job.status == "running"]
    with st.container(border=True, key="jobs"):
        if not running:
            st.text(waiting_sentence(queue, jobs[0]))
        for job in running:
            st.progress(fraction(job), text=plain(sentence(job)))
            if len(running) > 1:
                _stop_one(studio, job)
        if queue.loading:
            st.caption(plain(queue.loading))
        waiting = len(jobs) - len(running)
        with st.container(horizontal=True, vertical_alignment="center"):
            if len(running) == 1:
                _stop_one(studio, running[0])
            if waiting or len(running) > 1:
                label = f"Cancel all {len(jobs)}" if len(jobs) > 1 else "Cancel"
                # Those that wait first, or the next would start while the running one stops.
                ids = [job.id for job in reversed(jobs)]
                pressed = all(job.leaving for job in jobs)
                label = CANCELLING if pressed else label
                _stop_button(label, "cancel_group", studio.cancel, ids, disabled=pressed)
            if waiting:
                st.text(f"{counted(waiting)} of yours queued.")
        with st.container(horizontal=True):
            for job in running:
                _preview(job)


def _stop_one(studio: Studio, job: JobState) -> None:
    label = CANCELLING if job.leaving else "Cancel this picture"
    _stop_button(label, f"cancel_{job.id}", studio.cancel, [job.id], disabled=job.leaving)


def _preview(job: JobState) -> None:
    if job.preview:
        with Image.open(BytesIO(job.preview)) as image:
            width = shown_width(*image.size)
        st.image(job.preview, width=width, alt=f"Preview of the picture being made: {brief(job.prompt)}")


def follow_elsewhere(studio: Studio, runs: Sequence[Run]) -> None:
    """Unfinished ``runs`` that are not in this studio's queue; draws the whole page anew once one of them
    has another status."""
    for run in runs:
        state = next(studio.follow(run.id), None)
        if state is None or state.status != run.status:
            st.rerun()
    st.info(
        f"{counted(len(runs))} of these being made by another program on the same data.",
        icon=":material/hourglass_top:",
    )


def _stop_button(
    label: str, key: str, stop: Callable[[str], object], ids: Sequence[str], *, disabled: bool
) -> None:
    """A button that calls ``stop`` with each of ``ids`` in their order, and keeps an error's sentence, or
    that it was too late."""

    def stop_all() -> None:
        with keep_message():
            if [stop(run_id) for run_id in ids] == [False] * len(ids):
                st.toast(TOO_LATE, icon=":material/check:")

    st.button(label, key=key, icon=":material/close:", on_click=stop_all, disabled=disabled)


def waiting_sentence(queue: QueueState, first: JobState) -> str:
    """How many pictures come before the first of ours, and how long that takes."""
    before = [job for job in queue.jobs if job.position < first.position]
    place = f"{counted(len(before))} before yours" if before else "Yours is next"
    left = "" if first.seconds_left is None else f", done in about {readable_seconds(first.seconds_left)}"
    return f"{place}{left}."
