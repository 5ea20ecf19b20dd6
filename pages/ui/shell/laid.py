"""Values that the program lays into widgets, so that the browser shows them for sure.

Streamlit sends such a value with one run of the page alone. What a busy browser has not drawn before the next
run is lost: it shows the widget's lowest or empty value instead, and sends that back as if the user had
entered it.
"""

import time
from typing import Any

import streamlit as st

SEEN_SECONDS = 5.0
"""After this long a value is taken to have been drawn."""
NOTHING = ""
"""What a field shows that was told nothing. A new one is not sent it again: that would only take away what
was typed meanwhile."""
_LAID = "laid"
"""Session key of until when a value is laid again in every run, by its widget's key."""


def lay(key: str, value: Any) -> None:
    """Have the widget of that key show ``value``; only before it is drawn."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
        _until()[key] = time.monotonic() + SEEN_SECONDS
    again(key)


def lay_first(key: str, value: Any) -> None:
    """Have the widget of that key show ``value`` where it has none yet; only before it is drawn."""
    if key not in st.session_state and value == NOTHING:
        st.session_state[key] = value
    lay(key, st.session_state.get(key, value))


def again(key: str) -> None:
    """Lay what the widget of that key has once more, where that was laid not long ago."""
    if _until().get(key, 0.0) > time.monotonic():
        st.session_state[key] = st.session_state[key]


def _until() -> dict[str, float]:
    return st.session_state.setdefault(_LAID, {})
