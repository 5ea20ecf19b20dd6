"""Pictures that are being made, told on the front page too."""

import streamlit as st

from core.studio import Studio
from pages.ui.runs.describe import counted
from pages.ui.shell.generate_address import to_the_form
from pages.ui.shell.resources import session_owner

POLL_SECONDS = 2.0


def tell(studio: Studio) -> None:
    """One line on what is made and waits, which leads there; nothing where nothing is."""
    if studio.queue().jobs:
        st.fragment(_line, run_every=POLL_SECONDS)(studio)


def _line(studio: Studio) -> None:
    """The line as it is now; the page is drawn anew, with the pictures, once all is made."""
    jobs = studio.queue().jobs
    if not jobs:
        st.rerun()
    running = sum(job.status == "running" for job in jobs)
    waiting = len(jobs) - running + studio.group_runner.unqueued()
    being = f"{counted(running)} being made" if running else f"{counted(waiting)} queued"
    more = f", {waiting:,} queued" if running and waiting else ""
    mine = any(job.owner == session_owner() for job in jobs)
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="being_made"):
        st.text(f"{being}{more}.", width="stretch")
        if mine:
            st.page_link("pages/generate.py", label="See it", query_params=to_the_form())
        else:
            st.page_link("pages/history.py", label="See it in History")
