"""The numbers of a subject's place: the same for the first one and for further ones."""

import streamlit as st

from pages.ui.generate import placing
from pages.ui.runs.names import field_title
from pages.ui.shell.laid import lay

NUMBERS = {
    "x": (0.01, "The subject's middle: 0 is the left edge."),
    "y": (0.01, "The subject's middle: 0 is the upper edge."),
    "scale": (0.01, "Its share of the canvas's width or height, whichever is more."),
    "turn": (0.5, "Degrees, clockwise."),
}
"""The numbers of a placement: by how much a press changes them, and what they mean."""


def place_fields(which: int, help_text: str) -> None:
    """Whether a subject is placed by hand, which ``help_text`` explains, and where."""
    place, by_hand = placing.current(which), _key(which, "by_hand")
    lay(by_hand, place is not None)
    st.toggle("Place by hand", key=by_hand, on_change=_turned, args=(which, by_hand), help=help_text)
    if place is None:
        return
    with st.container(horizontal=True, key=_key(which, "numbers"), gap="small"):
        for name, (step, text) in NUMBERS.items():
            widget, (low, high) = _key(which, name), placing.LIMITS[name]
            lay(widget, float(place[name]))
            st.number_input(
                field_title(f"place.{name}"),
                low,
                high,
                step=step,
                format=f"%.{placing.DIGITS[name]}f",
                key=widget,
                help=text,
                on_change=_moved,
                args=(which, name, widget),
                width=132,
            )
    widget = _key(which, "mirror")
    lay(widget, place["mirror"])
    st.toggle(field_title("place.mirror"), key=widget, on_change=_moved, args=(which, "mirror", widget))


def _key(which: int, name: str) -> str:
    """The key of a widget of one subject's."""
    return f"also_{name}_{which - 1}" if which else f"place_{name}"


def _turned(which: int, widget: str) -> None:
    placing.choose(which)
    placing.put(placing.start(which) if st.session_state[widget] else None, "by hand", which)


def _moved(which: int, name: str, widget: str) -> None:
    if st.session_state[widget] is not None:
        placing.put_number(name, st.session_state[widget], which)
