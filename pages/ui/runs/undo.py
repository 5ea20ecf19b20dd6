"""What was done last, and how to undo it: one line, until something else is looked at."""

from collections.abc import Callable, Sequence

import streamlit as st

from pages.ui.shell.messages import PAGE, keep_message
from pages.ui.shell.resources import studio

_UNDO = "undo_offer"
_PLACE = "undo_place"
"""Session keys of the sentence, the way back and the runs; and of where the line was first shown."""

BIN, RESTORE = "bin", "restore"
"""The ways back: into the bin, out of it."""


def offer(sentence: str, way_back: str | None = None, ids: Sequence[str] = ()) -> None:
    """Have ``sentence`` shown on the page that is drawn next, with a button that does ``way_back`` where
    there is one."""
    st.session_state.update({_UNDO: {"sentence": sentence, "way": way_back, "ids": list(ids)}, _PLACE: None})


def show() -> None:
    """The line, where there is one for what is shown now."""
    known = st.session_state.get(_UNDO)
    if not known:
        return
    place = [st.session_state.get(PAGE), st.query_params.to_dict()]
    if st.session_state.get(_PLACE) is None:
        st.session_state[_PLACE] = place
    if st.session_state[_PLACE] != place:
        st.session_state[_UNDO] = None
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="undo_bar"):
        st.text(known["sentence"], width="stretch")
        if known["way"]:
            icon = ":material/undo:"
            st.button("Undo", icon=icon, key="undo", on_click=_undo, args=(known["way"], known["ids"]))


def _undo(way: str, ids: Sequence[str]) -> None:
    """Callback: take back what was done."""
    ways: dict[str, Callable[[Sequence[str]], int]] = {
        BIN: studio().runs.delete,
        RESTORE: studio().runs.restore,
    }
    st.session_state[_UNDO] = None
    with keep_message():
        ways[way](ids)
