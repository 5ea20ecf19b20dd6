"""The subjects' places as the form has them, whoever sets them: the canvas, the number fields, the way back.

A subject is told by its number ``which``: 0 is the first one, 1 the first of the further ones, and so on. One
of them is in hand on the canvas at a time.
"""

from collections.abc import Mapping
from math import isfinite
from typing import Any, cast

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
_STEPS, _GESTURE, _ACTIVE = "place_steps", "place_gesture", "place_active"
_ANSWERED, _SHOWN, _RESTS = "place_answered", "place_shown", "place_rests"
"""The form's field of the steps back and forth, and session keys of the gesture that made the present place,
of the subject in hand, of the number of what the canvas told last, of where the subjects are shown, and of
whether all of the page is to be drawn for what was told."""
Values = dict[str, Any] | None
Step = tuple[int, Values]
"""A subject and the place that it had."""


def current(which: int = 0) -> Values:
    """The place by hand of a subject, ``None`` where it is placed by itself or is not there."""
    places = _places()
    return places[which] if which < len(places) else None


def active() -> int:
    """The subject in hand."""
    return min(st.session_state.get(_ACTIVE, 0), len(_places()) - 1)


def choose(which: int) -> None:
    """Callback: another subject is in hand."""
    st.session_state[_ACTIVE] = which


def put(place: Values, gesture: str, which: int = 0) -> None:
    """Callback's way to set a place. What is set by one ``gesture`` is undone in one step."""
    state, before = st.session_state, current(which)
    if place == before or which >= len(_places()):
        return
    past, _ = _steps()
    if gesture != state.get(_GESTURE) or not past:
        past = [*past, (which, before)][-MOST_UNDONE:]
    elif past[-1] == (which, place):
        past, gesture = past[:-1], ""
    state[_GESTURE] = gesture
    _set(place, which)
    _keep(past, [])


def put_number(name: str, value: Any, which: int = 0) -> None:
    """Callback's way to set one number of a place by hand."""
    put({**(current(which) or start(which)), name: value}, f"field {which} {name}", which)


def by_itself() -> None:
    """Callback: the subject in hand is placed by itself."""
    put(None, "automatic", active())


def start(which: int = 0) -> dict[str, Any]:
    """The place by hand that is where a subject is shown now."""
    places = st.session_state.get(_SHOWN) or []
    return places[which] if which < len(places) else Place(y=0.6, scale=0.6).model_dump(mode="json")


def undo() -> None:
    """Callback: the place as it was before; nothing where there is no step back."""
    past, future = _steps()
    if past:
        which, place = past[-1]
        future = [*future, (which, current(which))]
        _go(which, place)
        _keep(past[:-1], future)


def redo() -> None:
    """Callback: the place as it was before it was undone."""
    past, future = _steps()
    if future:
        which, place = future[-1]
        past = [*past, (which, current(which))]
        _go(which, place)
        _keep(past, future[:-1])


def can() -> tuple[bool, bool]:
    """Whether there is something to undo, and to redo."""
    past, future = _steps()
    return bool(past), bool(future)


def answered() -> int:
    """The number of what the canvas told last."""
    return st.session_state.get(_ANSWERED, 0)


def shown(places: tuple[Place, ...]) -> None:
    """Remember where the subjects are shown."""
    st.session_state[_SHOWN] = [
        {
            name: round(value, DIGITS[name]) if name in DIGITS else value
            for name, value in place.model_dump(mode="json").items()
        }
        for place in places
    ]


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


def _places() -> list[Values]:
    """All subjects' places by hand."""
    return [form_state.get("place"), *(row.get("place") for row in form_state.get("also") or [])]


def _steps() -> tuple[list[Step], list[Step]]:
    """The steps back and forth; none where another place was opened, or came with a shop or a draft."""
    kept = form_state.get(_STEPS)
    if kept.get("now") != _places():
        return [], []
    return _read(kept.get("past")), _read(kept.get("future"))


def _read(kept: Any) -> list[Step]:
    """Steps as a draft has them, those that make no sense left out."""
    found = list[Step]()
    for one in cast(list[Any], kept) if isinstance(kept, list) else []:
        if isinstance(one, list | tuple) and len(cast(list[Any], one)) == 2:
            which, place = cast(tuple[Any, Any], one)
            read = _checked(cast(Mapping[str, Any], place)) if isinstance(place, Mapping) else None
            if isinstance(which, int) and (place is None or read is not None):
                found.append((which, read))
    return found


def _keep(past: list[Step], future: list[Step]) -> None:
    form_state.put(**{_STEPS: {"past": past, "future": future, "now": _places()}})


def _take(one: Told) -> None:
    if one.does == "undo":
        undo()
    elif one.does == "redo":
        redo()
    elif one.does == "automatic":
        by_itself()
    elif one.does == "choose":
        choose(one.which)
    elif one.does == "place" and (place := _checked(one.place)) is not None:
        put(place, one.gesture, one.which)


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


def _go(which: int, place: Values) -> None:
    """Set a place that was; its subject is in hand."""
    st.session_state[_GESTURE] = ""
    choose(which)
    _set(place, which)


def _set(place: Values, which: int) -> None:
    if which == 0:
        # A place by hand is in place of the room on each side.
        form_state.put(place=place, room=form_state.get("room") if place is None else None)
        return
    changed = list(form_state.get("also"))
    changed[which - 1] = {"photo": changed[which - 1]["photo"]} | ({} if place is None else {"place": place})
    form_state.put(also=changed)
