"""Callbacks that were begun are ended.

Streamlit asks at each access to the session's state, and at each message to the browser, whether another run
of the page is wanted, and then leaves the one it is in: in the middle of a callback too, or just before it,
and never calls it again. Whoever pressed something else meanwhile, or whose page told of a size meanwhile,
lost a photo, a picture or half of what a button does.
"""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetStates
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.state.safe_session_state import SafeSessionState

from pages.ui.shell.late import without_late

_at = threading.local()


def finish_callbacks() -> None:
    """Have every callback called, and run to its end, before the page is left for another run; once in a
    process. What waits is asked for again as soon as the callbacks are done."""
    leave = ScriptRunner._maybe_handle_execution_control_request  # pyright: ignore[reportPrivateUsage]
    call = SafeSessionState.on_script_will_rerun

    @wraps(leave)
    def leave_but_for_callbacks(runner: ScriptRunner) -> None:
        if not getattr(_at, "unbroken", False):
            leave(runner)

    @wraps(call)
    def call_all(state: SafeSessionState, said: WidgetStates | None, *states: Any, **more: Any) -> None:
        # Not left before them either, where another run is wanted by now: the browser says a press once, and
        # the other run would not know of it.
        with unbroken():
            call(state, None if said is None else without_late(state, said), *states, **more)

    for owner, name, better in (
        (ScriptRunner, leave.__name__, leave_but_for_callbacks),
        (SafeSessionState, call.__name__, call_all),
    ):
        setattr(owner, name, better)


@contextmanager
def unbroken() -> Generator[None]:
    """What is done within is done to its end, although another run of the page is wanted: for what is only
    right together, such as a form in the store and the session's note of which revision that is."""
    before = getattr(_at, "unbroken", False)
    _at.unbroken = True
    try:
        yield
    finally:
        _at.unbroken = before
