"""What a browser that is late still says of a form that was replaced meanwhile is not the user's own.

A browser sends with each press what all its widgets show. One that has not drawn yet what the program laid
into them sends what they showed before, and a recipe's model, say, came back over the scene that the next
recipe had laid. So each change that the program makes has a number, which the browser sends back once it has
drawn it: until then what it says of the changed widgets is left out, and its press counts all the same.
"""

import re
from collections.abc import Iterator

import streamlit as st
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.state.safe_session_state import SafeSessionState

_NUMBER, _CHANGED = "laid_number", "laid_changed"
"""Session keys of the number of the latest change, and of that which changed a widget last, by its key."""
_DRAWN = re.compile(r"^\$\$ID-[^-]*-laid_(\d+)$")
_KEYED = re.compile(r"^\$\$ID-[^-]*-(.+)$", re.DOTALL)
"""The ids of the widget that sends a number back, and of any widget with a key."""
_PRESSES = {"trigger_value", "string_trigger_value", "chat_input_value", "json_trigger_value"}
"""What is pressed, and not shown."""


def change(*keys: str) -> None:
    """The program changes what the widgets of these keys show; in callbacks, or before they are drawn."""
    st.session_state[_NUMBER] = st.session_state.get(_NUMBER, 0) + 1
    follow(*keys)


def follow(*keys: str) -> None:
    """These widgets follow the latest change."""
    changed = st.session_state.setdefault(_CHANGED, {})
    changed |= dict.fromkeys(keys, st.session_state.get(_NUMBER, 0))


def drawn() -> None:
    """Draw what sends the number of the latest change back; behind all widgets that changes are made to."""
    with st.container(key="laid"):
        st.checkbox("Drawn", key=f"laid_{st.session_state.get(_NUMBER, 0)}", label_visibility="collapsed")


def without_late(state: SafeSessionState, said: WidgetStates) -> WidgetStates:
    """What a browser ``said``, without what it says of widgets that it has not drawn as they are now."""
    numbers = [int(found[1]) for one in said.widgets if (found := _DRAWN.match(one.id))]
    if not numbers:
        return said
    changed: dict[str, int] = {}
    if _CHANGED in state:  # it has no other way to ask
        changed = state[_CHANGED]
    late = {key for key, number in changed.items() if number > max(numbers)}
    return WidgetStates(widgets=_known(said, late)) if late else said


def _known(said: WidgetStates, late: set[str]) -> Iterator[WidgetState]:
    for one in said.widgets:
        keyed = _KEYED.match(one.id)
        if keyed is None or keyed[1] not in late or one.WhichOneof("value") in _PRESSES:
            yield one
