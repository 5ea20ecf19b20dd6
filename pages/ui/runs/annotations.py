"""What a person says of a run: stars, tags, a note. Each is kept as soon as it is changed."""

from typing import Any

import streamlit as st

from core.studio import Studio
from pages.ui.runs import callbacks
from store.records import Run

MAX_NOTE = 10_000
"""Characters; the store refuses longer ones."""


def marks(studio: Studio, run: Run) -> None:
    """Rating, tags and note of ``run``, to be changed here."""
    st.caption("Your rating")
    key = _shown(run, "rating", None if run.rating is None else run.rating - 1)
    st.feedback("stars", key=key, on_change=callbacks.rate, args=(run.id, key))
    key = _shown(run, "tags", list(run.tags))
    st.multiselect(
        "Tags",
        list(dict.fromkeys([*run.tags, *studio.runs.facets().tags])),
        key=key,
        accept_new_options=True,
        placeholder="Choose, or write a new one",
        on_change=callbacks.tag,
        args=(run.id, key),
    )
    key = _shown(run, "note", run.note)
    st.text_area(
        "Note",
        key=key,
        height=90,
        max_chars=MAX_NOTE,
        placeholder="What you want to remember of it",
        on_change=callbacks.note,
        args=(run.id, key),
    )


def _shown(run: Run, field: str, kept: Any) -> str:
    """The key of a widget that shows what is kept, whoever changed it last; words that could not be kept stay
    until something else is."""
    key, before = f"{field}_{run.id}", f"{field}_{run.id}_kept"
    if key not in st.session_state or st.session_state.get(before) != kept:
        st.session_state[key] = kept
    st.session_state[before] = kept
    return key
