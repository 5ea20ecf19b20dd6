"""Values that the program lays into widgets, so that the browser shows them for sure.

Streamlit sends such a value with one run of the page alone. What a busy browser has not drawn before the next
run is lost: it shows the widget's lowest or empty value instead, and sends that back as if the user had
entered it.
"""

import time
from typing import Any

import streamlit as st

from pages.ui.shell import late

SEEN_SECONDS = 5.0
"""After this long a value is taken to have been drawn."""
NOTHING = ""
"""What a field shows that was told nothing. A new one is not sent it again: that would only take away what
was typed meanwhile."""
_BEGUN = "begun_with"
"""Session key of how often each widget, by its name, was begun anew, and of what it shows."""
_LAID = "laid"
"""Session key of until when a value is laid again in every run, by its widget's key."""


def lay(key: str, value: Any) -> None:
    """Have the widget of that key show ``value``; only before it is drawn."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
        late.follow(key)
        _until()[key] = time.monotonic() + SEEN_SECONDS
    again(key)


def lay_first(key: str, value: Any) -> None:
    """Have the widget of that key show ``value`` where it has none yet; only before it is drawn."""
    if key not in st.session_state and value == NOTHING:
        st.session_state[key] = value
    lay(key, st.session_state.get(key, value))


def begun_with(name: str, value: Any) -> str:
    """The key of a widget called ``name`` that has ``value`` as its default; only before it is drawn.

    For what a callback takes for the user's own (see ``entered``): each value that is not what the widget
    tells itself comes with a widget of its own, so that a browser, however late, has nothing else to show.
    """
    begun = _begun()
    number, shown = begun.get(name, (0, value))
    if st.session_state.get(_numbered(name, number), shown) != value:
        number += 1
    begun[name] = number, value
    return _numbered(name, number)


def entered(name: str, widget: str) -> bool:
    """Whether a callback of the ``widget`` called ``name`` has its value from the user.

    Where a run ends before a widget is drawn Streamlit forgets what that told, and takes what the browser
    sends of it with anything else for a change.
    """
    begun, told = _begun(), st.session_state[widget]
    number, shown = begun.get(name, (0, None))
    if widget != _numbered(name, number) or told == shown:
        return False
    begun[name] = number, told
    return True


def _begun() -> dict[str, tuple[int, Any]]:
    return st.session_state.setdefault(_BEGUN, {})


def _numbered(name: str, number: int) -> str:
    return f"{name}_{number}" if number else name


def again(key: str) -> None:
    """Lay what the widget of that key has once more, where that was laid not long ago."""
    if _until().get(key, 0.0) > time.monotonic():
        st.session_state[key] = st.session_state[key]


def _until() -> dict[str, float]:
    return st.session_state.setdefault(_LAID, {})
