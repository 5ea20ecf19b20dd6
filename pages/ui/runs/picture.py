"""One finished run's picture before its photo, what stands in its place where there is none, and the buttons
that every page has for it."""

from typing import Literal

import streamlit as st

from pages.ui.runs import callbacks
from pages.ui.shell.errors import show
from pages.ui.shell.media import blob_url
from pages.ui.shell.text import brief
from pages.ui.widgets.picture_row import MAX_HEIGHT
from pages.ui.widgets.slider import slider
from store.records import Artifact, Run, RunStatus

REQUEUE_WORDS = {
    RunStatus.FAILED: "Try again",
    RunStatus.CANCELLED: "Make it after all",
    RunStatus.INTERRUPTED: "Make it now",
}
"""How the button is called that puts a run back into the queue, by the run's status."""


def picture_alt(run: Run) -> str:
    """The alternative text of a run's picture."""
    return f"The picture: {brief(run.prompt, 200)}"


def photo_slider(run: Run, source: Artifact, composite: Artifact) -> None:
    """The compare slider with the fitted photo on the left and the picture on the right."""
    size = (1, 1) if run.outcome is None else (run.outcome.width, run.outcome.height)
    slider(
        blob_url(source),
        blob_url(composite),
        key=f"slider_{run.id}",
        alt_before="The photo as it was given",
        alt_after=picture_alt(run),
        size=size,
        max_height=MAX_HEIGHT,
        label_before="Photo",
        label_after="Picture",
    )


def why_unmade(run: Run) -> None:
    """Why a run that has ended has no picture; nothing for any other run."""
    if run.status is RunStatus.FAILED:
        show("It failed for a reason that was not recorded." if run.failure is None else run.failure.sentence)
    elif run.status is RunStatus.CANCELLED:
        st.info("This picture was cancelled; nothing was kept of it.", icon=":material/close:")
    elif run.status is RunStatus.INTERRUPTED:
        sentence = "The studio was closed while this picture was queued or running."
        st.info(sentence, icon=":material/power_off:")


def requeue_button(run: Run, key: str, kind: Literal["primary", "secondary"] = "secondary") -> None:
    """Puts a run that has no picture back into the queue."""
    st.button(
        REQUEUE_WORDS[run.status],
        type=kind,
        icon=":material/refresh:",
        key=key,
        on_click=callbacks.requeue,
        args=(run.id,),
    )


def star_button(run: Run, key: str) -> None:
    """Stars a run, or takes its star away."""
    st.button(
        "Starred" if run.starred else "Star",
        icon=":material/star:" if run.starred else ":material/star_border:",
        key=key,
        help="Take the star away" if run.starred else "Mark it, to find it again",
        on_click=callbacks.star,
        args=(run.id, not run.starred),
    )
