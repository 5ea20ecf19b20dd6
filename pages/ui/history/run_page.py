"""One run's page: the picture, what can be done with it, what it was made of, where it belongs."""

import streamlit as st

from core.request import label
from core.studio import Studio
from pages.ui.history.facts import facts
from pages.ui.history.lineage import compared, foretold, lineage
from pages.ui.history.run_actions import actions
from pages.ui.runs import job_panel
from pages.ui.runs.annotations import annotations
from pages.ui.runs.describe import UNFINISHED, picture_name, summary, time_text
from pages.ui.runs.group_links import group_links
from pages.ui.runs.history_link import View
from pages.ui.runs.picture import REQUEUE_WORDS, photo_slider, picture_alt, requeue_button, why_unmade
from pages.ui.shell.errors import show
from pages.ui.shell.media import blob_url
from pages.ui.shell.text import brief, plain
from pages.ui.shell.times import reader_zone
from pages.ui.widgets.picture_row import Shown, pictures
from store.records import Role, Run, RunStatus

STAGES: tuple[tuple[Role, str, str], ...] = (
    ("source", "Photo", "The photo as the models saw it"),
    ("matte", "Cut-out", "The matte: white is the subject"),
    ("control", "Depth", "What the model was shown of the scene's shape"),
    ("background", "Background", "The background before the subject was put back"),
)
MASK: tuple[Role, str, str] = ("control", "Mask", "What the model was shown: white is painted anew")
SCENE_DEPTH: tuple[Role, str, str] = ("control", "Depth", "The scene's depth: light is near")


def run_page(studio: Studio, view: View, run: Run) -> None:
    """Everything about ``run``; ``view`` is the list it was opened from."""
    st.subheader(plain(brief(run.prompt, 90)), anchor=False)
    st.caption(plain(summary(run, reader_zone())))
    left, right = st.columns([2, 1], gap="large")
    with left:
        _status(studio, run)
        if run.status is RunStatus.FINISHED:
            _large_picture(run)
    with right:
        actions(studio, view, run)
        group_links(run)
        # Under the buttons: none moves when the verdict comes.
        if run.outcome is not None and run.outcome.comparison is not None:
            compared(run.outcome.comparison)
        if run.outcome is not None and run.deleted is None:
            foretold(studio.foresee(run))
        annotations(studio, run)
    # Under both columns: on a phone the buttons come right after the picture.
    if run.status is RunStatus.FINISHED:
        _stage_pictures(run)
    st.caption(label("prompt"))
    st.text(run.prompt)
    if run.request.get("negative_prompt"):
        st.caption(label("negative_prompt"))
        st.text(str(run.request["negative_prompt"]))
    lineage(studio, view, run)
    facts(studio, run)


def _status(studio: Studio, run: Run) -> None:
    """What there is to know and to do where a run is not simply finished."""
    if run.deleted is not None:
        st.warning(f"In the bin since {time_text(run.deleted, reader_zone())}.", icon=":material/delete:")
    if run.status in UNFINISHED:
        job_panel.panel(studio, studio.queue(), [run])
    why_unmade(run)
    if run.status in REQUEUE_WORDS and run.deleted is None:
        requeue_button(run, "run_requeue", "primary")
    if run.failure is not None and run.failure.traceback:
        with st.expander("Log", icon=":material/terminal:"):
            st.code(run.failure.traceback, language=None, wrap_lines=True)


def _large_picture(run: Run) -> None:
    """The picture of a finished run before its photo; alone where the photo's file is missing."""
    source, composite = run.artifacts.get("source"), run.artifacts.get("composite")
    if composite is None or run.outcome is None:
        show("The picture's file is no longer there.", "Re-run makes it again.")
    elif source is None:
        shown = Shown(blob_url(composite), picture_alt(run), "")
        pictures([shown], key=f"large_{run.id}", label="The picture")
    else:
        photo_slider(run, source, composite)


def _stage_pictures(run: Run) -> None:
    """Every picture on the way, and the composite itself, to be opened large."""
    found = [(name, alt, run.artifacts[role]) for role, name, alt in stages_of(run) if role in run.artifacts]
    shown = [Shown(blob_url(one), alt, name, one.width, one.height) for name, alt, one in found]
    if composite := run.artifacts.get("composite"):
        alt = f"The picture: {picture_name(run)}"
        shown.append(Shown(blob_url(composite), alt, "Picture", composite.width, composite.height))
    if shown:
        pictures(shown, key=f"stages_{run.id}", label="How it was made")


def stages_of(run: Run) -> tuple[tuple[Role, str, str], ...]:
    """The stages by role, name and alternative text; a model that had no depth was shown the mask, and where
    there was none the scene has a depth of its own."""
    if run.outcome is None or any(model["role"] == "depth" for model in run.outcome.models):
        return STAGES
    control = MASK if "inpaint" in run.outcome.seconds else SCENE_DEPTH
    return tuple(control if stage[0] == "control" else stage for stage in STAGES)
