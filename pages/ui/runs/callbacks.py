"""What can be done with recorded runs. All are callbacks: they run before the page is drawn, and keep the
sentence of an error for it."""

from collections.abc import Sequence

import streamlit as st

from pages.ui.runs import undo
from pages.ui.runs.describe import counted
from pages.ui.runs.history_link import View, go
from pages.ui.shell.messages import keep_message
from pages.ui.shell.resources import session_owner, studio
from pages.ui.shell.status_bar import TOO_LATE
from pages.ui.shell.text import brief
from store.errors import ChangedMeanwhileError, InputError

MAX_COMPARED = 200
"""Runs that Compare shows at once: as many as a link holds with ease."""
CHOSEN = "history_chosen"
"""Session key of the ids that are ticked in History, in the order of ticking."""


def rerun(view: View, run_id: str) -> None:
    """Make the same picture once more, and open the new run."""
    with keep_message():
        go(view, studio().rerun(run_id, session_owner()))


def requeue(run_id: str) -> None:
    """Put a run that failed, was cancelled or was interrupted back into the queue."""
    with keep_message():
        studio().requeue(run_id)


def cancel(ids: Sequence[str]) -> None:
    """Stop what is still being made of these runs, those that wait first: the next would start while the
    running one stops."""
    with keep_message():
        stopped = [studio().cancel(run_id) for run_id in reversed(ids)]
        if not any(stopped):
            st.toast(TOO_LATE, icon=":material/check:")


def star(run_id: str, starred: bool) -> None:
    """Star the run, or take its star away."""
    with keep_message():
        studio().runs.star(run_id, starred)


def rate(run_id: str, key: str) -> None:
    """Rate the run by the value of the widget ``key``, 0…4 or ``None``, which becomes 1…5 or none."""
    stars = st.session_state[key]
    with keep_message():
        studio().runs.rate(run_id, None if stars is None else int(stars) + 1)


def tag(run_id: str, key: str) -> None:
    """Do to the run's tags what the user did to those of the widget ``key``."""
    with keep_message():
        studio().runs.tag(run_id, st.session_state[key], was=st.session_state.get(shown_key(key)))


def note(run_id: str, key: str) -> None:
    """Replace the note that the user saw by the text of the widget ``key``; where another wrote one
    meanwhile, the user's stays in the widget, and is kept with its next change."""
    with keep_message():
        try:
            studio().runs.note(run_id, st.session_state[key] or "", was=st.session_state.get(shown_key(key)))
        except ChangedMeanwhileError as error:
            theirs = studio().runs.get(run_id).note
            st.session_state[shown_key(key)] = theirs
            told = f"It is now: “{brief(theirs, 300)}”" if theirs else "It is empty now."
            raise InputError(
                f"{error} {told} Yours is still in its field; change it there to keep it."
            ) from error


def shown_key(key: str) -> str:
    """Session key of the recorded value that the widget ``key`` was last drawn with."""
    return f"{key}_kept"


def to_bin(view: View, ids: Sequence[str]) -> None:
    """Move runs to the bin, where they can still be looked at, and go back to the list."""
    with keep_message():
        # What a killed program left running would count as being made, which cannot be deleted.
        studio().orphans.look()
        moved = studio().runs.delete(list(ids))
        _finish(view)
        undo.offer(f"{counted(moved)} moved to the bin.", undo.RESTORE, ids)


def restore(view: View, ids: Sequence[str], run: str | None = None) -> None:
    """Take runs out of the bin; ``run``, where one is given, stays open."""
    with keep_message():
        restored = studio().runs.restore(list(ids))
        _finish(view, run)
        undo.offer(f"{counted(restored)} restored.", undo.BIN, ids)


def purge(view: View, ids: Sequence[str]) -> None:
    """Delete runs of the bin for good, pictures and all."""
    with keep_message():
        _deleted(view, studio().runs.purge(list(ids)))


def empty_bin(view: View) -> None:
    """Delete all runs of the bin for good."""
    with keep_message():
        _deleted(view, studio().runs.empty_bin())


def _deleted(view: View, count: int) -> None:
    """Say what was done and cannot be undone."""
    _finish(view)
    undo.offer(f"{counted(count)} deleted for good.")


def _finish(view: View, run: str | None = None) -> None:
    """Untick everything, and go to ``view`` (or to ``run``, opened in it)."""
    st.session_state[CHOSEN] = []
    go(view, run)
