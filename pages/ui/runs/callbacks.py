"""What can be done with runs. All are callbacks: they run before the page is drawn, and leave a sentence
for it where something was wrong."""

from collections.abc import Sequence

import streamlit as st

from pages.ui.shell.messages import keep_message
from pages.ui.runs.history_link import go
from pages.ui.shell.resources import session_owner, studio
from pages.ui.runs.history_link import View

MAX_COMPARED = 4
COMPARED = "compared"
"""Where the session keeps the ids that are on Compare's page."""
CHOSEN = "history_chosen"
"""Where the session keeps the ids that are ticked in History, in the order of ticking."""


def rerun(view: View, run_id: str) -> None:
    """Make the same picture again, and open the run that does so."""
    with keep_message():
        go(view, studio().rerun(run_id, session_owner()))


def again(run_id: str) -> None:
    """Put a run that was not finished back into the queue."""
    with keep_message():
        studio().requeue(run_id)


def star(run_id: str, starred: bool) -> None:
    """Mark, or no longer."""
    with keep_message():
        studio().runs.star(run_id, starred)


def rate(run_id: str, key: str) -> None:
    """Take the stars from the widget: 1…5, or none."""
    stars = st.session_state[key]
    with keep_message():
        studio().runs.rate(run_id, None if stars is None else int(stars) + 1)


def tag(run_id: str, key: str) -> None:
    """Take all tags from the widget."""
    with keep_message():
        studio().runs.tag(run_id, st.session_state[key])


def note(run_id: str, key: str) -> None:
    """Take the note from the widget."""
    with keep_message():
        studio().runs.note(run_id, st.session_state[key] or "")


def to_bin(view: View, ids: Sequence[str]) -> None:
    """Put runs into the bin, where they can still be looked at, and go back to the list."""
    with keep_message():
        # What a killed program left running is nobody's to cancel.
        studio().orphans.look()
        studio().runs.delete(list(ids))
        _done(view, f"{counted(len(ids))} moved to the bin.")


def restore(view: View, ids: Sequence[str], run: str | None = None) -> None:
    """Take runs out of the bin; ``run`` stays open where it is given."""
    with keep_message():
        studio().runs.restore(list(ids))
        _done(view, f"{counted(len(ids))} restored.", run)


def purge(view: View, ids: Sequence[str]) -> None:
    """Delete runs of the bin for good, pictures and all."""
    with keep_message():
        studio().runs.purge(list(ids))
        _done(view, f"{counted(len(ids))} deleted for good.")


def empty_bin(view: View) -> None:
    """Delete all runs of the bin for good."""
    with keep_message():
        _done(view, f"{counted(studio().runs.empty_bin())} deleted for good.")


def counted(pictures: int) -> str:
    """``1 picture``, ``1,234 pictures``."""
    return "1 picture" if pictures == 1 else f"{pictures:,} pictures"


def _done(view: View, sentence: str, run: str | None = None) -> None:
    st.session_state[CHOSEN] = []
    go(view, run)
    st.toast(sentence, icon=":material/check:")
