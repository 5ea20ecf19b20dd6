"""Compare: pictures side by side or under a slider, then only what differs, then figures."""

from collections.abc import Callable, Sequence
from math import isinf

import streamlit as st

from core.errors import StudioError
from core.studio import Studio
from pages.ui.compare import selection
from pages.ui.compare.differences import Row, differences, figures, psnr
from pages.ui.runs import callbacks
from pages.ui.runs.describe import NOTHING, STATUS_WORDS, picture_name
from pages.ui.runs.history_link import run_ids
from pages.ui.shell.frame import first_picture_button
from pages.ui.shell.laid import lay
from pages.ui.shell.media import blob_url
from pages.ui.widgets.picture_row import MAX_HEIGHT, Shown, pictures
from pages.ui.widgets.slider import slider
from pages.ui.widgets.tables import table
from store.records import Run, RunStatus

SIDE, SLIDER, FIRST, SECOND = "side", "wipe", "first", "second"
"""The layouts as the link names them."""
LAYOUTS = {
    SIDE: "Side by side",
    SLIDER: "Wipe A to B",
    FIRST: "A and its photo",
    SECOND: "B and its photo",
}
_LAYOUT = "compare_layout"
"""Session key of the control that shows the link's layout."""


def compare(studio: Studio, link: str | None, layout: str | None) -> None:
    """The whole page for the ids in ``link``; without any, what was compared last in this session."""
    st.title("Compare", anchor=False)
    ids, bad = run_ids(link)
    if link is None:
        ids = tuple(st.session_state.get(callbacks.COMPARED, ()))
    runs = studio.runs.many(ids[: callbacks.MAX_COMPARED])
    st.session_state[callbacks.COMPARED] = [run.id for run in runs]
    _warn_of_missing(ids, bad, runs)
    if runs:
        selection.row(studio, runs)
        _show_pictures(runs, layout if layout in LAYOUTS else SIDE)
        if len(runs) > 1:
            _show_tables(studio, runs)
        else:
            st.text("Choose at least one more picture to compare it with.")
        return
    st.text("Choose 2 to 4 pictures to see them side by side, with only what differs between them.")
    if studio.runs.facets().total > 0:
        selection.add_button(studio, (), primary=True)
    else:
        first_picture_button()


def _warn_of_missing(ids: Sequence[str], bad: int, runs: Sequence[Run]) -> None:
    """What of the link's ``ids``, and of its ``bad`` parts that are none, is not shown, and why."""
    if len(ids) > callbacks.MAX_COMPARED:
        more = len(ids) - callbacks.MAX_COMPARED
        st.warning(f"The first 4 are shown; {more} more were asked for.", icon=":material/info:")
    missing = bad + len(ids[: callbacks.MAX_COMPARED]) - len(runs)
    if missing:
        what = "One of the pictures is" if missing == 1 else f"{missing} of the pictures are"
        st.warning(f"{what} not here: deleted for good, or the link is not complete.", icon=":material/info:")


def _show_pictures(runs: Sequence[Run], layout: str) -> None:
    """The pictures by ``layout``, which only two have a choice of, and a line for each run that has none or
    lies in the bin."""
    shown: list[Shown] = []
    for letter, run in zip(selection.LETTERS, runs, strict=False):
        if run.deleted is not None:
            st.caption(f"{letter} is in the bin.")
        if run.status is not RunStatus.FINISHED:
            words = STATUS_WORDS[run.status].lower()
            st.info(f"{letter} has no picture: {words}.", icon=":material/hide_image:")
            if st.button(f"Open {letter}", key=f"open_{run.id}"):
                st.switch_page("pages/history.py", query_params={"run": run.id})
        if one := run.artifacts.get("composite"):
            label = f"{letter} · seed {run.seed}"
            shown.append(Shown(blob_url(one), picture_name(run), label, one.width, one.height))
    if len(runs) == len(shown) == 2:
        _layout_switch(layout)
        if layout != SIDE:
            _show_slider(runs, layout)
            return
    if shown:
        pictures(shown, key="compare_side", label="Pictures at one scale", scale="pixels")


def _layout_switch(layout: str) -> None:
    """The control that puts another layout into the link."""

    def changed() -> None:
        selection.choose(st.session_state[callbacks.COMPARED], st.session_state[_LAYOUT])

    lay(_LAYOUT, layout)
    st.segmented_control(
        "Look",
        list(LAYOUTS),
        key=_LAYOUT,
        format_func=LAYOUTS.__getitem__,
        required=True,
        label_visibility="collapsed",
        on_change=changed,
        wrap=True,
    )


def _show_slider(runs: Sequence[Run], layout: str) -> None:
    """A to B, or one of them and its photo."""
    run = runs[0] if layout == FIRST else runs[1]
    before, after = run.artifacts.get("source"), run.artifacts.get("composite")
    names = ("Photo", "A" if layout == FIRST else "B")
    alt = "The photo as it was given"
    if layout == SLIDER:
        before, names, alt = runs[0].artifacts.get("composite"), ("A", "B"), picture_name(runs[0])
    if before is None or after is None:
        st.info("Its photo is no longer there.", icon=":material/hide_image:")
        return
    slider(
        blob_url(before),
        blob_url(after),
        key=f"compare_slider_{layout}",
        alt_before=alt,
        alt_after=picture_name(run),
        size=(after.width or 1, after.height or 1),
        max_height=MAX_HEIGHT,
        label_before=names[0],
        label_after=names[1],
    )


def _show_tables(studio: Studio, runs: Sequence[Run]) -> None:
    """What differs, then seconds and figures, with a column for each run."""
    head = ("", *selection.LETTERS[: len(runs)])
    st.subheader("What differs", anchor=False)
    rows = differences(runs)
    if rows:
        table("What differs", [(row.name, *row.values) for row in rows], head)
    else:
        st.text("Nothing that is recorded: the same request, photo, models and environment.")
    st.subheader("Seconds and figures", anchor=False)
    likeness = Row("PSNR to A", (NOTHING, *(_psnr_text(studio, runs[0], run) for run in runs[1:])))
    table("Seconds and figures", [(row.name, *row.values) for row in [*figures(runs), likeness]], head)


def _psnr_text(studio: Studio, one: Run, other: Run) -> str:
    """How near two pictures are, in dB; a dash where they have not the same size or a file is missing."""
    first, second = one.artifacts.get("composite"), other.artifacts.get("composite")
    if first is None or second is None or (first.width, first.height) != (second.width, second.height):
        return NOTHING
    try:
        decibels = remembered_psnr(first.sha256, second.sha256, studio.blobs.get)
    except StudioError:
        # A file that is missing or damaged costs this figure, not the page.
        return NOTHING
    return "identical" if isinf(decibels) else f"{decibels:.1f} dB"


@st.cache_data(show_spinner=False, max_entries=500)
def remembered_psnr(one: str, other: str, _read: Callable[[str], bytes]) -> float:
    """The PSNR of two blobs in dB, remembered by their sha256, so that a pair is measured once."""
    return psnr(_read(one), _read(other))
