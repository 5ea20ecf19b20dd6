"""The pictures being made: live preview, how far, how long still, and how to stop. Polls by itself while
there is something to see; the page is drawn anew once a picture is done."""

from collections.abc import Sequence

import streamlit as st

from core.jobs import JobState, QueueState
from core.studio import Studio
from pages.ui import asking
from pages.ui.strip import fraction, readable_seconds, sentence
from pages.ui.text import brief, plain
from store.records import Run, RunStatus

POLL_SECONDS, POLL_OTHERS_SECONDS = 0.5, 3.0
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


def _ours(queue: QueueState, runs: Sequence[Run]) -> list[str]:
    ids = {run.id for run in runs}
    return [job.id for job in queue.jobs if job.id in ids]


def _follow(studio: Studio, runs: Sequence[Run], shown: list[str]) -> None:
    queue = studio.queue()
    if _ours(queue, runs) != shown:
        st.rerun()
    jobs = [job for job in queue.jobs if job.id in shown]
    with st.container(border=True, key="jobs"):
        running = [job for job in jobs if job.status == "running"]
        for job in running:
            _running(studio, job)
        if not running:
            st.text(waiting_sentence(queue, jobs[0]))
        if queue.loading:
            st.caption(plain(queue.loading))
        _stop(studio, [job.id for job in jobs], len(jobs) - len(running))


def _running(studio: Studio, job: JobState) -> None:
    if job.preview:
        st.image(job.preview, width="stretch", alt=f"Preview of the picture being made: {brief(job.prompt)}")
    st.progress(fraction(job), text=plain(sentence(job)))
    st.button(
        "Cancel this picture",
        key=f"cancel_{job.id}",
        icon=":material/close:",
        on_click=_cancel,
        args=(studio, [job.id]),
    )


def _stop(studio: Studio, ids: list[str], waiting: int) -> None:
    if not waiting:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(f"{counted(waiting)} of yours waiting.")
        st.button(
            f"Cancel all {len(ids)}" if len(ids) > 1 else "Cancel",
            key="cancel_group",
            type="tertiary",
            icon=":material/close:",
            on_click=_cancel,
            args=(studio, ids),
        )


def _cancel(studio: Studio, ids: list[str]) -> None:
    # Those that wait first, or the next would start while the running one stops.
    with asking.told():
        for job_id in reversed(ids):
            studio.cancel(job_id)


def _elsewhere(studio: Studio, runs: Sequence[Run]) -> None:
    now = studio.runs.many([run.id for run in runs])
    if [run.status for run in now] != [run.status for run in runs]:
        st.rerun()
    st.info(
        f"{counted(len(runs))} of these being made by another program on the same data.",
        icon=":material/hourglass_top:",
    )


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
