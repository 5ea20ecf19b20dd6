"""What can be done with groups. All are callbacks: they run before the page is drawn, and keep the sentence
of an error for it."""

import streamlit as st

from pages.ui.runs import undo
from pages.ui.shell.messages import keep_message
from pages.ui.shell.resources import studio


def go_on(group: str) -> None:
    """Make what is lacking of a group."""
    with keep_message():
        studio().orphans.look()  # what a killed program left running would be waited for
        studio().group_runner.start(group)


def stop(group: str) -> None:
    """Stop the work on a group; what is made stays."""
    with keep_message():
        studio().group_runner.stop(group)


def star(told: str) -> None:
    """Star a run, or take its star away: ``+`` or ``-`` before its id."""
    with keep_message():
        studio().runs.star(told[1:], told.startswith("+"))


def to_bin(group: str) -> None:
    """Move a group and its pictures to the bin, and go to the list."""
    with keep_message():
        studio().watching.leave(group)
        studio().groups.to_bin(group)
        st.query_params.clear()
        undo.offer("The group and the pictures made for it were moved to the bin; it can be restored there.")


def restore(group: str) -> None:
    """Take a group out of the bin with its pictures."""
    with keep_message():
        studio().groups.restore(group)
        undo.offer("The group and its pictures were restored.")
