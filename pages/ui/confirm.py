"""Questions before what cannot be undone."""

from collections.abc import Sequence

import streamlit as st

from pages.ui import deeds
from pages.ui.view import View


@st.dialog("Delete for good?", icon=":material/delete_forever:")
def purge(view: View, ids: Sequence[str]) -> None:
    """Ask before runs of the bin are deleted."""
    _ask(f"{deeds.counted(len(ids))}, with settings and note. This cannot be undone.")
    if _answer("Delete for good"):
        deeds.purge(view, ids)
        st.rerun()


@st.dialog("Empty the bin?", icon=":material/delete_forever:")
def empty_bin(view: View, binned: int) -> None:
    """Ask before everything in the bin is deleted."""
    _ask(f"{deeds.counted(binned)}, with settings and notes. This cannot be undone.")
    if _answer("Empty the bin"):
        deeds.empty_bin(view)
        st.rerun()


def _ask(sentence: str) -> None:
    st.text(sentence)


def _answer(yes: str) -> bool:
    """Whether the person said yes; no closes the question."""
    with st.container(horizontal=True):
        said_yes = st.button(yes, type="primary", key="confirm_yes")
        if st.button("Keep", key="confirm_no"):
            st.rerun()
    return said_yes
