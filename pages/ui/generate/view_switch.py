"""What the right side of Generate shows: the cut-out, the depth, or the pictures of a group."""

import time

import streamlit as st

PICTURES, CUTOUT, DEPTH = "Pictures", "Cut-out", "Depth"
VIEWS = (CUTOUT, DEPTH, PICTURES)
GROUP, CHOSEN, TURNED, GROUP_PAGE = "group", "chosen", "group_turned", "group_page"
"""Session keys of the group in sight, the run of it that is shown large, when the page turned to it
(``time.monotonic``), and the page of its gallery (from 1)."""
_VIEW, _VIEW_KEPT = "view", "view_kept"


def show_group(group: str, chosen: str | None = None) -> None:
    """Turn the page to a group's pictures."""
    st.session_state.update({GROUP: group, CHOSEN: chosen, TURNED: time.monotonic(), GROUP_PAGE: 1})
    turn_to(PICTURES)


def turn_to(view: str) -> None:
    """Turn the right side to one of ``VIEWS``; only before it is drawn."""
    st.session_state.update({_VIEW: view, _VIEW_KEPT: view})


def view_switch() -> str:
    """The control that turns the right side; returns the one of ``VIEWS`` that it shows."""
    st.session_state.setdefault(_VIEW, st.session_state.get(_VIEW_KEPT, CUTOUT))
    shown = st.segmented_control("Show", VIEWS, key=_VIEW, required=True, label_visibility="collapsed")
    st.session_state[_VIEW_KEPT] = shown
    return str(shown)
