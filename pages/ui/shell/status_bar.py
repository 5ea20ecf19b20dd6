"""The worker's strip in the sidebar: what this machine does now, how far it is, and how to stop it."""

from collections.abc import Mapping

import streamlit as st

from core.engine.jobs import JobState, QueueState
from core.runtime.machine import Machine
from core.studio import Studio
from pages.ui.shell.errors import show_errors
from pages.ui.shell.machine import device_words
from pages.ui.shell.resources import session_owner
from pages.ui.shell.text import brief, plain
from pages.ui.shell.times import readable_seconds

BUSY_SECONDS, IDLE_SECONDS = 1.0, 3.0
"""How often the strip looks: a job of another session is noticed by the slower one."""

STAGE_WORDS: Mapping[str, str] = {
    "": "Starting",
    "orient": "Reading the photo",
    "fit": "Fitting the photo",
    "matte": "Cutting out the subject",
    "depth": "Reading the depth",
    "load": "Loading the models",
    "inpaint": "Painting the background",
    "upscale": "Sharpening the background",
    "composite": "Putting the subject back",
    "save": "Saving",
}
"""What a person reads for each stage of a job."""


def worker_strip(studio: Studio) -> None:
    """Draw the strip and keep it up to date by itself, without running the page again."""
    queue = studio.queue()
    busy = bool(queue.jobs) or queue.loading is not None
    st.divider()
    st.fragment(_strip, run_every=BUSY_SECONDS if busy else IDLE_SECONDS)(studio)


def _strip(studio: Studio) -> None:
    queue = studio.queue()
    with st.container(key="worker-strip", gap="small"):
        st.caption(_machine_line(studio.machine(), queue))
        if queue.loading:
            st.caption(f":material/hourglass_top: {plain(queue.loading)}")
        if queue.problem:
            st.warning(plain(queue.problem), icon=":material/warning:")
        if problem := studio.mirror_problem():
            st.caption(f":material/sync_problem: {plain(problem)} Pictures are kept here all the same.")
        for job in queue.jobs:
            if job.status == "running":
                _running(studio, job)
        if not queue.jobs and not queue.loading:
            st.caption(":material/check_circle: Idle")
        _waiting(studio, queue)


def _machine_line(machine: Machine, queue: QueueState) -> str:
    device = plain(device_words(machine))
    return f"{device} · {plain(queue.profile)}" if queue.profile else device


def _running(studio: Studio, job: JobState) -> None:
    if job.preview:
        st.image(job.preview, width="stretch", alt=f"Preview of: {brief(job.prompt)}")
    st.progress(fraction(job), text=plain(sentence(job)))
    st.caption(plain(brief(job.prompt, 80)))
    st.button(
        "Cancel",
        key=f"strip-cancel-{job.id}",
        icon=":material/close:",
        on_click=_cancel,
        args=(studio, job.id),
    )


def _waiting(studio: Studio, queue: QueueState) -> None:
    waiting = sum(job.status == "queued" for job in queue.jobs)
    if waiting:
        st.caption(f":material/queue: {waiting} {'more ' * (waiting < len(queue.jobs))}waiting")
    mine = sum(job.owner == session_owner() for job in queue.jobs)
    if mine > 1:
        st.button(
            f"Cancel all {mine} of mine",
            key="strip-cancel-all",
            icon=":material/clear_all:",
            on_click=_cancel_mine,
            args=(studio,),
        )


def _cancel(studio: Studio, run_id: str) -> None:
    with show_errors():
        studio.cancel(run_id)


def _cancel_mine(studio: Studio) -> None:
    with show_errors():
        studio.cancel_all(session_owner())


def fraction(job: JobState) -> float:
    """How far the job is, 0…1, by its denoising steps."""
    return min(1.0, job.step / job.steps) if job.steps else float(job.stage in {"composite", "save"})


def sentence(job: JobState) -> str:
    """``Painting the background, step 12 of 20, 4 s left``: as much of it as is known."""
    parts = [job.message.rstrip(".") or STAGE_WORDS.get(job.stage, job.stage)]
    if job.steps and job.step:
        parts.append(f"step {job.step} of {job.steps}")
    if job.seconds_left is not None:
        parts.append(f"{readable_seconds(job.seconds_left)} left")
    return ", ".join(parts)
