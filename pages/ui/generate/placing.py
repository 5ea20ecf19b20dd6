"""The subject's place as the form has it, whoever sets it: the canvas, the number fields, the way back."""

from math import isfinite
from typing import Any

import streamlit as st
from pydantic import ValidationError

from core.scenes.canvas import Place
from pages.ui.generate import form_state
from pages.ui.widgets.canvas import Told, told

KEY = "stage_canvas"
LIMITS: dict[str, tuple[float, float]] = {
    "x": (-0.5, 1.5),
    "y": (-0.5, 1.5),
    "scale": (0.02, 4.0),
    "turn": (-45.0, 45.0),
}
"""Between what the numbers of a place are, as ``core.scenes.canvas.Place`` has it."""
REACH: dict[str, tuple[float, float]] = {
    "x": (0.0, 1.0),
    "y": (0.0, 1.0),
    "scale": (0.05, 3.0),
    "turn": (-45.0, 45.0),
}
"""Between what a hand on the canvas moves them: the subject's middle stays in the picture."""
DIGITS = {"x": 3, "y": 3, "scale": 3, "turn": 1}
MOST_UNDONE = 100
_PAST, _FUTURE, _NOW, _GESTURE = "place_past", "place_future", "place_now", "place_gesture"
_ANSWERED, _SHOWN, _RESTS = "place_answered", "place_shown", "place_rests"
"""Session keys of the places before the present one and after it, of the present one, of the gesture that
made it, of the number of what the canvas told last, of where the subject is shown, and of whether all of the
page is to be drawn for what was told."""
Values = dict[str, Any] | None


def current() -> Values:
    """The place by hand, ``None`` where the subject is placed by itself."""
    return form_state.get("place")


def put(place: Values, gesture: str) -> None:
    """Callback's way to set the place. What is set by one ``gesture`` is undone in one step."""
    look()
    state, before = st.session_state, current()
    if place == before:
        return
    if gesture != state[_GESTURE] or not state[_PAST]:
        state[_PAST] = [*state[_PAST], before][-MOST_UNDONE:]
    elif state[_PAST][-1] == place:
        state[_PAST] = state[_PAST][:-1]
        gesture = ""
    state.update({_FUTURE: [], _GESTURE: gesture})
    _set(place)


def put_number(name: str, value: Any) -> None:
    """Callback's way to set one number of a place by hand."""
    put({**(current() or start()), name: value}, f"field {name}")


def by_itself() -> None:
    """Callback: the subject is placed by itself."""
    put(None, "automatic")


def start() -> dict[str, Any]:
    """The place by hand that is where the subject is shown now."""
    return st.session_state.get(_SHOWN) or Place(y=0.6, scale=0.6).model_dump(mode="json")


def undo() -> None:
    """Callback: the place as it was before; nothing where there is no step back."""
    _go(_PAST, _FUTURE)


def redo() -> None:
    """Callback: the place as it was before it was undone."""
    _go(_FUTURE, _PAST)


def can() -> tuple[bool, bool]:
    """Whether there is something to undo, and to redo."""
    look()
    return bool(st.session_state[_PAST]), bool(st.session_state[_FUTURE])


def answered() -> int:
    """The number of what the canvas told last."""
    return st.session_state.get(_ANSWERED, 0)


def shown(place: Place) -> None:
    """Remember where the subject is shown."""
    values = place.model_dump(mode="json")
    st.session_state[_SHOWN] = {
        name: round(value, DIGITS[name]) if name in DIGITS else value for name, value in values.items()
    }


def take() -> None:
    """Callback: do what was done on the canvas and is not done yet."""
    for one in told(KEY):
        if one.number > answered():
            st.session_state[_ANSWERED] = one.number
            _take(one)
            st.session_state[_RESTS] = one.does != "place"


def rests() -> bool:
    """Whether all of the page is to be drawn for what was told last; once only."""
    return bool(st.session_state.pop(_RESTS, False))


def look() -> None:
    """Where another place was opened, or came with a shop or a draft, there is nothing to undo."""
    state = st.session_state
    if _NOW not in state or state[_NOW] != current():
        state.update({_PAST: [], _FUTURE: [], _GESTURE: "", _NOW: current()})


def _take(one: Told) -> None:
    if one.does == "undo":
        undo()
    elif one.does == "redo":
        redo()
    elif one.does == "automatic":
        by_itself()
    elif one.does == "place" and (place := _checked(one.place)) is not None:
        put(place, one.gesture)


def _checked(values: Any) -> Values:
    """The place that a browser tells, as exact as the number fields; ``None`` where it is none."""
    numbers = {name: values.get(name) for name in LIMITS}
    if not all(isinstance(one, int | float) and isfinite(one) for one in numbers.values()):
        return None
    try:
        rounded = {name: round(float(value), DIGITS[name]) for name, value in numbers.items()}
        return Place(**rounded, mirror=values.get("mirror") is True).model_dump(mode="json")
    except ValidationError:
        return None


def _go(source: str, target: str) -> None:
    look()
    state = st.session_state
    if state[source]:
        state[target] = [*state[target], current()]
        place = state[source][-1]
        state.update({source: state[source][:-1], _GESTURE: ""})
        _set(place)


def _set(place: Values) -> None:
    # A place by hand is in place of the room on each side.
    form_state.put(place=place, room=form_state.get("room") if place is None else None)
    st.session_state[_NOW] = place
