"""A user's own words on a run: rating, tags, a note. Each is kept as soon as it is changed."""

from typing import Any

import streamlit as st

from core.studio import Studio
from pages.ui.runs import callbacks
from pages.ui.shell.laid import again, lay
from store.records import MAX_NOTE, Run


def annotations(studio: Studio, run: Run) -> None:
    """Rating, tags and note of ``run``, to be changed here."""
    st.caption("Your rating")
    key = _kept_key(run, "rating", None if run.rating is None else run.rating - 1)
    st.feedback("stars", key=key, on_change=callbacks.rate, args=(run.id, key))
    key = _kept_key(run, "tags", list(run.tags))
    st.multiselect(
        "Tags",
        list(dict.fromkeys([*run.tags, *studio.runs.facets().tags])),
        key=key,
        accept_new_options=True,
        placeholder="Choose, or write a new one",
        on_change=callbacks.tag,
        args=(run.id, key),
    )
    key = _kept_key(run, "note", run.note)
    st.text_area(
        "Note",
        key=key,
        height=90,
        max_chars=MAX_NOTE,
        placeholder="What you want to remember of it",
        on_change=callbacks.note,
        args=(run.id, key),
    )


def _kept_key(run: Run, field: str, kept: Any) -> str:
    """The key of the widget for one ``field``, after laying ``kept``, the recorded value, into it where that
    has changed, here or in another session; a value that was refused stays until then."""
    key = f"{field}_{run.id}"
    before = callbacks.shown_key(key)
    if key not in st.session_state or st.session_state.get(before) != kept:
        lay(key, kept)
    again(key)
    st.session_state[before] = kept
    return key
