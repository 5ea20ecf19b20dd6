"""Page buttons for lists whose page is kept elsewhere: in the link, or in a session key of the list's own."""

from collections.abc import Callable

import streamlit as st


def pagination(pages: int, page: int, *, key: str, on_turn: Callable[[int], None]) -> None:
    """Nothing where ``pages`` is 1; else a button for each page, with ``page`` (from 1) marked. ``on_turn``
    is called back with the page that the user presses, before the script runs again."""
    if pages <= 1:
        return
    generation = st.session_state.setdefault(f"{key}_generation", 0)
    if st.session_state.get(f"{key}_{generation}", page) != page:
        # The link has turned the page. Streamlit warns of a widget that has both a default and a value set
        # by the program, so that another widget takes its place.
        generation = st.session_state[f"{key}_generation"] = generation + 1
    widget = f"{key}_{generation}"
    st.pagination(pages, default=page, key=widget, on_change=lambda: on_turn(int(st.session_state[widget])))
