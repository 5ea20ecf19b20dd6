"""Compare: pictures side by side or under a wipe, then only what differs, then figures."""

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
from pages.ui.shell.media import blob_url
from pages.ui.widgets.picture_row import Shown, pictures
from pages.ui.widgets.slider import wipe
from pages.ui.widgets.tables import table
from store.records import Artifact, Run, RunStatus

LARGE_HEIGHT = 760
SIDE, WIPE, FIRST, SECOND = "side", "wipe", "first", "second"
LOOKS = {
    SIDE: "Side by side",
    WIPE: "Wipe A to B",
    FIRST: "A and its photo",
    SECOND: "B and its photo",
}


def compare(studio: Studio, link: str | None, look: str | None) -> None:
    """The whole page for the ids in ``link``; without any, what was compared last in this session."""
    st.title("Compare", anchor=False)
    ids, bad = run_ids(link)
    if link is None:
        ids = tuple(st.session_state.get(callbacks.COMPARED, ()))
    runs = studio.runs.many(ids[: callbacks.MAX_COMPARED])
    st.session_state[callbacks.COMPARED] = [run.id for run in runs]
    _said(ids, bad, runs)
    if not runs:
        _nothing_yet(studio)
        return
    selection.row(studio, runs)
    _pictures(runs, look if look in LOOKS else SIDE)
    if len(runs) < 2:
        st.text("Choose at least one more picture to compare it with.")
        return
    _tables(studio, runs)


def _said(ids: Sequence[str], bad: int, runs: Sequence[Run]) -> None:
    """What of the link could not be shown, and why."""
    if len(ids) > callbacks.MAX_COMPARED:
        more = len(ids) - callbacks.MAX_COMPARED
        st.warning(f"The first 4 are shown; {more} more were asked for.", icon=":material/info:")
    missing = bad + len(ids[: callbacks.MAX_COMPARED]) - len(runs)
    if missing:
        what = "One of the pictures is" if missing == 1 else f"{missing} of the pictures are"
        st.warning(f"{what} not here: deleted for good, or the link is not complete.", icon=":material/info:")


def _nothing_yet(studio: Studio) -> None:
    st.text("Choose 2 to 4 pictures to see them side by side, with only what differs between them.")
    if studio.runs.facets().total == 0:
        if st.button("Make the first picture", icon=":material/auto_awesome:", type="primary", key="first"):
            st.switch_page("pages/generate.py")
        return
    selection.add_button(studio, (), primary=True)


def _pictures(runs: Sequence[Run], look: str) -> None:
    for letter, run in zip(selection.LETTERS, runs, strict=False):
        _unusual(letter, run)
    made = [(letter, run) for letter, run in zip(selection.LETTERS, runs, strict=False) if _picture(run)]
    if len(runs) == 2 and len(made) == 2:
        look = _look(look)
    if look != SIDE and len(runs) == 2 and len(made) == 2:
        _wiped(runs, look)
    elif made:
        shown = [_shown(f"{letter} · seed {run.seed}", run) for letter, run in made]
        pictures(shown, key="compare_side", label="Pictures at one scale", scale="pixels")


def _unusual(letter: str, run: Run) -> None:
    """A run without a picture, or one from the bin, says so."""
    if run.deleted is not None:
        st.caption(f"{letter} is in the bin.")
    if run.status is not RunStatus.FINISHED:
        words = STATUS_WORDS[run.status].lower()
        st.info(f"{letter} has no picture: {words}.", icon=":material/hide_image:")
        if st.button(f"Open {letter}", key=f"open_{run.id}"):
            st.switch_page("pages/history.py", query_params={"run": run.id})


def _look(look: str) -> str:
    if st.session_state.get("compare_look") != look:
        st.session_state["compare_look"] = look
    st.segmented_control(
        "Look",
        list(LOOKS),
        key="compare_look",
        format_func=LOOKS.__getitem__,
        required=True,
        label_visibility="collapsed",
        on_change=_looked,
    )
    return look


def _looked() -> None:
    look = st.session_state["compare_look"]
    selection.choose(st.session_state[callbacks.COMPARED], look)


def _wiped(runs: Sequence[Run], look: str) -> None:
    """A to B, or one of them and its photo."""
    run = runs[0] if look == FIRST else runs[1]
    before, after = run.artifacts.get("source"), _picture(run)
    names = ("Photo", "A" if look == FIRST else "B")
    alt = "The photo as it was given"
    if look == WIPE:
        before, names, alt = _picture(runs[0]), ("A", "B"), picture_name(runs[0])
    if before is None or after is None:
        st.info("Its photo is no longer there.", icon=":material/hide_image:")
        return
    wipe(
        blob_url(before),
        blob_url(after),
        key=f"compare_wipe_{look}",
        alt_before=alt,
        alt_after=picture_name(run),
        size=(after.width or 1, after.height or 1),
        height=LARGE_HEIGHT,
        label_before=names[0],
        label_after=names[1],
    )


def _picture(run: Run) -> Artifact | None:
    return run.artifacts.get("composite")


def _shown(label: str, run: Run) -> Shown:
    composite = run.artifacts["composite"]
    return Shown(blob_url(composite), picture_name(run), label, composite.width, composite.height)


def _tables(studio: Studio, runs: Sequence[Run]) -> None:
    head = ("", *selection.LETTERS[: len(runs)])
    st.subheader("What differs", anchor=False)
    rows = differences(runs)
    if rows:
        table("What differs", [(row.name, *row.values) for row in rows], head)
    else:
        st.text("Nothing that is recorded: the same request, photo, models and environment.")
    st.subheader("Seconds and figures", anchor=False)
    measured = [*figures(runs), _likeness(studio, runs)]
    table("Seconds and figures", [(row.name, *row.values) for row in measured], head)


def _likeness(studio: Studio, runs: Sequence[Run]) -> Row:
    """How near each picture is to the first."""
    return Row("PSNR to A", (NOTHING, *(_psnr_text(studio, runs[0], run) for run in runs[1:])))


def _psnr_text(studio: Studio, one: Run, other: Run) -> str:
    first, second = _picture(one), _picture(other)
    if first is None or second is None or (first.width, first.height) != (second.width, second.height):
        return NOTHING
    try:
        decibels = _measured(first.sha256, second.sha256, studio.blobs.get)
    except StudioError:
        # A file that is missing or damaged costs this figure, not the page.
        return NOTHING
    return "identical" if isinf(decibels) else f"{decibels:.1f} dB"


@st.cache_data(show_spinner=False, max_entries=500)
def _measured(one: str, other: str, _read: Callable[[str], bytes]) -> float:
    """Named by their content, so that a pair is measured once."""
    return psnr(_read(one), _read(other))
