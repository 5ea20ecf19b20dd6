"""The status bar in the sidebar: what this machine does now, how far it is, and how to stop it."""

from collections.abc import Callable, Mapping

import streamlit as st

from core.engine.jobs import JobState
from core.pipeline.stages import STAGE_WORDS
from core.studio import Studio
from pages.ui.shell.errors import show_errors
from pages.ui.shell.generate_address import note_asked
from pages.ui.shell.machine import device_words
from pages.ui.shell.messages import PAGE
from pages.ui.shell.resources import session_owner
from pages.ui.shell.text import brief, plain
from pages.ui.shell.times import readable_seconds

SHOWS_ITS_OWN = "Generate"
"""Title of the page that shows the jobs of its session large."""
BUSY_SECONDS, IDLE_SECONDS = 1.0, 3.0
"""How often the bar is brought up to date: the slower one notices a job of another session."""
SILENT = 5.0
"""Seconds from which on a job of which nothing tells what is left says how long it has taken."""

CANCELLING = "Cancelling …"
"""What a button for that says that was pressed, until the picture has been stopped."""
TOO_LATE = "Too late to cancel: the picture is made. It is kept, and can be moved to the bin."
JOB_WORDS: Mapping[str, str] = {"": "Starting", **STAGE_WORDS, "save": "Saving"}
"""What users read for where a job is: at a stage, or before and after them."""


def status_bar(studio: Studio) -> None:
    """Draw the bar and keep it up to date by itself, without running the page again."""
    queue = studio.queue()
    busy = bool(queue.jobs) or queue.loading is not None
    st.divider()
    st.fragment(draw, run_every=BUSY_SECONDS if busy else IDLE_SECONDS)(studio)


def draw(studio: Studio) -> None:
    """The bar as it is now: the machine, what is wrong, the running jobs, how many wait."""
    note_asked()
    queue = studio.queue()
    with st.container(key="worker-strip", gap="small"):
        device = plain(device_words(studio.machine()))
        st.caption(f"{device} · {plain(queue.profile)}" if queue.profile else device)
        if queue.loading:
            st.caption(f":material/hourglass_top: {plain(queue.loading)}")
        if queue.problem:
            st.warning(plain(queue.problem), icon=":material/warning:")
        if problem := studio.mirror_problem():
            st.caption(f":material/sync_problem: {plain(problem)} Pictures are kept here all the same.")
        for job in queue.jobs:
            if job.status == "running":
                _running_job(studio, job)
        if not queue.jobs and not queue.loading:
            st.caption(":material/check_circle: Idle")
        running = any(job.status == "running" for job in queue.jobs)
        if waiting := sum(job.status == "queued" for job in queue.jobs) + studio.group_runner.unqueued():
            st.caption(f":material/queue: {waiting:,} {'more ' * running}queued")
        owner = session_owner()
        mine = sum(job.owner == owner for job in queue.jobs)
        if mine > 1:
            label, icon = f"Cancel all {mine} of mine", ":material/clear_all:"
            st.button(
                label, key="strip-cancel-all", icon=icon, on_click=cancel, args=(studio.cancel_all, owner)
            )


def _running_job(studio: Studio, job: JobState) -> None:
    """The running job's preview, how far it is, its prompt, and the button that stops it; one line where the
    page itself shows all that."""
    if st.session_state.get(PAGE) == SHOWS_ITS_OWN and job.owner == session_owner():
        st.caption(f":material/brush: {plain(sentence(job))}")
        return
    if job.preview:
        st.image(job.preview, width="stretch", alt=f"Preview of: {brief(job.prompt)}")
    st.progress(fraction(job), text=plain(sentence(job)))
    st.caption(plain(brief(job.prompt, 80)))
    st.button(
        CANCELLING if job.leaving else "Cancel",
        key=f"strip-cancel-{job.id}",
        icon=":material/close:",
        disabled=job.leaving,
        on_click=cancel,
        args=(studio.cancel, job.id),
    )


def cancel(stop: Callable[[str], object], name: str) -> None:
    """Callback: ``stop`` the job or the owner of that ``name``; an error is shown at the top of the page, and
    that it was too late in passing."""
    with show_errors():
        if not stop(name):
            st.toast(TOO_LATE, icon=":material/check:")


def fraction(job: JobState) -> float:
    """How far the job is, 0…1, by its denoising steps, or without them by the time that is left."""
    if not job.steps and job.seconds and job.seconds_left is not None:
        return job.seconds / (job.seconds + job.seconds_left)
    return min(1.0, job.step / job.steps) if job.steps else float(job.stage in {"composite", "save"})


def sentence(job: JobState) -> str:
    """``Painting the background, step 12 of 20, 4 s left``: as much of it as is known, or how long it has
    taken where nothing tells what is left."""
    parts = [job.message.rstrip(".") or JOB_WORDS.get(job.stage, job.stage)]
    if job.leaving:
        return f"{parts[0]}, as soon as this comes to its end: {JOB_WORDS.get(job.stage, job.stage).lower()}"
    if job.steps and job.step:
        parts.append(f"step {job.step} of {job.steps}")
    if job.seconds_left is not None:
        parts.append(f"{readable_seconds(job.seconds_left)} left")
    elif job.status == "running" and job.seconds >= SILENT:
        parts.append(f"{readable_seconds(job.seconds)} so far")
    return ", ".join(parts)
