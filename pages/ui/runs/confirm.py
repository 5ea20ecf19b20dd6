"""Questions before what cannot be undone."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from pages.ui.runs import callbacks
from pages.ui.runs.describe import counted
from pages.ui.runs.history_link import View


@st.dialog("Delete for good?", icon=":material/delete_forever:")
def purge(view: View, ids: Sequence[str]) -> None:
    """Ask before runs of the bin are deleted."""
    _ask(f"{counted(len(ids))}, with settings and note.", "Delete for good", callbacks.purge, view, ids)


@st.dialog("Empty the bin?", icon=":material/delete_forever:")
def empty_bin(view: View, binned: int) -> None:
    """Ask before everything in the bin, ``binned`` runs, is deleted."""
    _ask(f"{counted(binned)}, with settings and notes.", "Empty the bin", callbacks.empty_bin, view)


def _ask(sentence: str, yes: str, action: Callable[..., None], *args: Any) -> None:
    """Inside a dialog: ``sentence`` says what would be deleted; the button ``yes`` calls ``action`` with
    ``args``, and either button closes the dialog."""
    st.text(f"{sentence} This cannot be undone.")
    with st.container(horizontal=True):
        confirmed = st.button(yes, type="primary", key="confirm_yes", on_click=action, args=args)
        if st.button("Keep", key="confirm_no") or confirmed:
            st.rerun()
