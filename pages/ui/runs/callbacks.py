"""What can be done with recorded runs. All are callbacks: they run before the page is drawn, and keep the
sentence of an error for it."""

from collections.abc import Sequence

import streamlit as st

from pages.ui.runs.describe import counted
from pages.ui.runs.history_link import View, go
from pages.ui.shell.messages import keep_message
from pages.ui.shell.resources import session_owner, studio

MAX_COMPARED = 4
"""Runs that Compare shows at once."""
COMPARED = "compared"
"""Session key of the ids that are on Compare's page."""
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
    """Replace the run's tags by those of the widget ``key``."""
    with keep_message():
        studio().runs.tag(run_id, st.session_state[key])


def note(run_id: str, key: str) -> None:
    """Replace the run's note by the text of the widget ``key``."""
    with keep_message():
        studio().runs.note(run_id, st.session_state[key] or "")


def to_bin(view: View, ids: Sequence[str]) -> None:
    """Move runs to the bin, where they can still be looked at, and go back to the list."""
    with keep_message():
        # What a killed program left running would count as being made, which cannot be deleted.
        studio().orphans.look()
        studio().runs.delete(list(ids))
        _finish(view, f"{counted(len(ids))} moved to the bin.")


def restore(view: View, ids: Sequence[str], run: str | None = None) -> None:
    """Take runs out of the bin; ``run``, where one is given, stays open."""
    with keep_message():
        studio().runs.restore(list(ids))
        _finish(view, f"{counted(len(ids))} restored.", run)


def purge(view: View, ids: Sequence[str]) -> None:
    """Delete runs of the bin for good, pictures and all."""
    with keep_message():
        studio().runs.purge(list(ids))
        _finish(view, f"{counted(len(ids))} deleted for good.")


def empty_bin(view: View) -> None:
    """Delete all runs of the bin for good."""
    with keep_message():
        _finish(view, f"{counted(studio().runs.empty_bin())} deleted for good.")


def _finish(view: View, sentence: str, run: str | None = None) -> None:
    """Untick everything, go to ``view`` (or to ``run``, opened in it), and say what was done."""
    st.session_state[CHOSEN] = []
    go(view, run)
    st.toast(sentence, icon=":material/check:")
