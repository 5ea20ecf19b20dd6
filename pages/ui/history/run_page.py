"""One run's page: the picture, what can be done with it, what it was made of, where it belongs."""

import streamlit as st

from core.studio import Studio
from pages.ui.history.facts import facts
from pages.ui.history.lineage import lineage
from pages.ui.history.run_actions import actions
from pages.ui.runs import callbacks, job_panel
from pages.ui.runs.annotations import marks
from pages.ui.runs.describe import (
    STATUS_WORDS,
    picture_name,
    seconds_text,
    size_text,
    subject_text,
    time_text,
)
from pages.ui.runs.history_link import View
from pages.ui.shell.errors import show
from pages.ui.shell.media import blob_url
from pages.ui.shell.text import brief, plain
from pages.ui.shell.times import reader_zone
from pages.ui.widgets.picture_row import Shown, pictures
from pages.ui.widgets.slider import wipe
from store.records import Role, Run, RunStatus

LARGE_HEIGHT = 720
"""The most that a picture may take of the page's height, in px."""
STAGES: tuple[tuple[Role, str, str], ...] = (
    ("source", "Photo", "The photo as the models saw it"),
    ("matte", "Cut-out", "The matte: white is the subject"),
    ("control", "Depth", "What the model was shown of the scene's shape"),
    ("background", "Background", "The background before the subject was put back"),
)
MASK: tuple[Role, str, str] = ("control", "Mask", "What the model was shown: white is painted anew")
AGAIN = {
    RunStatus.FAILED: "Try again",
    RunStatus.CANCELLED: "Make it after all",
    RunStatus.INTERRUPTED: "Make it now",
}


def run_page(studio: Studio, view: View, run: Run) -> None:
    """Everything about ``run``; ``view`` is the list it was opened from."""
    st.subheader(plain(brief(run.prompt, 90)), anchor=False)
    st.caption(plain(line(run)))
    left, right = st.columns([2, 1], gap="large")
    with left:
        _status(studio, run)
        if run.status is RunStatus.FINISHED:
            _large(run)
            _stages(run)
    with right:
        actions(studio, view, run)
        marks(studio, run)
    _words(run)
    lineage(studio, view, run)
    facts(studio, run)


def line(run: Run) -> str:
    """``seed 1234 · mini · 20 steps · 512 × 768 px · 6.2 s · subject untouched · 2026-11-22 21:30``."""
    parts = [f"seed {run.seed}", run.profile, f"{run.request.get('num_inference_steps')} steps"]
    if run.outcome is not None:
        parts += [size_text(run), seconds_text(run.total_seconds), subject_text(run)]
    elif run.status not in job_panel.UNFINISHED:
        # How far an unfinished one is, is told by what keeps itself up to date.
        parts.append(STATUS_WORDS[run.status].lower())
    return " · ".join([*parts, time_text(run.created, reader_zone())])


def _status(studio: Studio, run: Run) -> None:
    """What there is to know and to do where a run is not simply finished."""
    if run.deleted is not None:
        st.warning(f"In the bin since {time_text(run.deleted, reader_zone())}.", icon=":material/delete:")
    if run.status in job_panel.UNFINISHED:
        job_panel.panel(studio, studio.queue(), [run])
    elif run.status is RunStatus.FAILED:
        show("It failed for a reason that was not recorded." if run.failure is None else run.failure.sentence)
    elif run.status is RunStatus.CANCELLED:
        st.info("This picture was cancelled; nothing was kept of it.", icon=":material/close:")
    elif run.status is RunStatus.INTERRUPTED:
        sentence = "The studio was closed while this picture was waiting or being made."
        st.info(sentence, icon=":material/power_off:")
    if run.status in AGAIN and run.deleted is None:
        st.button(
            AGAIN[run.status],
            type="primary",
            icon=":material/refresh:",
            key="run_requeue",
            on_click=callbacks.again,
            args=(run.id,),
        )
    if run.failure is not None and run.failure.traceback:
        with st.expander("Log", icon=":material/terminal:"):
            st.code(run.failure.traceback, language=None, wrap_lines=True)


def _large(run: Run) -> None:
    source, composite = run.artifacts.get("source"), run.artifacts.get("composite")
    if composite is None or run.outcome is None:
        show("The picture's file is no longer there.", "Re-run makes it again.")
        return
    if source is None:
        shown = Shown(blob_url(composite), f"The picture: {brief(run.prompt, 200)}", "")
        pictures([shown], key=f"large_{run.id}", label="The picture")
        return
    wipe(
        blob_url(source),
        blob_url(composite),
        key=f"wipe_{run.id}",
        alt_before="The photo as it was given",
        alt_after=f"The picture: {brief(run.prompt, 200)}",
        size=(run.outcome.width, run.outcome.height),
        height=LARGE_HEIGHT,
        label_before="Photo",
        label_after="Picture",
    )


def _stages(run: Run) -> None:
    """Every picture on the way, and the composite itself, to be opened large."""
    found = [(name, alt, run.artifacts[role]) for role, name, alt in stages_of(run) if role in run.artifacts]
    shown = [Shown(blob_url(one), alt, name, one.width, one.height) for name, alt, one in found]
    if composite := run.artifacts.get("composite"):
        alt = f"The picture: {picture_name(run)}"
        shown.append(Shown(blob_url(composite), alt, "Picture", composite.width, composite.height))
    if shown:
        pictures(shown, key=f"stages_{run.id}", label="How it was made")


def stages_of(run: Run) -> tuple[tuple[Role, str, str], ...]:
    """The stages by role, name and alternative text; a model that had no depth was shown the mask."""
    if run.outcome is None or any(model["role"] == "depth" for model in run.outcome.models):
        return STAGES
    return tuple(MASK if stage[0] == "control" else stage for stage in STAGES)


def _words(run: Run) -> None:
    st.caption("Scene")
    st.text(run.prompt)
    if run.request.get("negative_prompt"):
        st.caption("Avoid")
        st.text(str(run.request["negative_prompt"]))
