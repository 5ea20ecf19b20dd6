"""Sessions whose tab is closed hold no file descriptors.

Streamlit keeps such a session for a while, for a phone that slept, and with it an event loop that no page of
ours uses: three descriptors each, of 1,024 that a process may have.
"""

import asyncio
from functools import wraps
from typing import Any

from streamlit.runtime.app_session import AppSession

LOOP = "_script_event_loop"


def close_idle_loops() -> None:
    """Have each session close its loop when its tab goes, and make another one should the tab come back; once
    in a process."""
    leave, begin = AppSession.clear_session_caches, AppSession._create_scriptrunner  # pyright: ignore

    @wraps(leave)
    def leave_without_loop(session: AppSession) -> None:
        leave(session)
        loop: Any = getattr(session, LOOP, None)
        # While a page still runs it holds the loop; then it goes with the session.
        if loop is not None and session._scriptrunner is None and not loop.is_running():  # pyright: ignore
            loop.close()

    @wraps(begin)
    def begin_with_loop(session: AppSession, *given: Any, **more: Any) -> None:
        loop: Any = getattr(session, LOOP, None)
        if loop is not None and loop.is_closed():
            setattr(session, LOOP, asyncio.new_event_loop())
        begin(session, *given, **more)

    for better in (leave_without_loop, begin_with_loop):
        setattr(AppSession, better.__name__, better)
