"""A sentence for the page that is drawn next: what a callback could not do, kept until the next attempt."""

from collections.abc import Generator
from contextlib import contextmanager

import streamlit as st

from core.errors import StudioError

PAGE = "page_in_sight"
"""Session key of the title of the page that is drawn."""
SENTENCE, SENTENCE_PAGE, SENTENCE_STATE = "message", "message_page", "message_state"
"""Session keys of the sentence, the page it belongs to, and the form's state it was first shown for."""


@contextmanager
def keep_message() -> Generator[None]:
    """Keep the sentence of a ``StudioError`` for the page that is drawn next."""
    say(None)
    try:
        yield
    except StudioError as error:
        say(str(error))


def say(sentence: str | None) -> None:
    """Keep a sentence for the page that is in sight until the next attempt."""
    st.session_state.update(
        {SENTENCE: sentence, SENTENCE_STATE: None, SENTENCE_PAGE: st.session_state.get(PAGE)}
    )


def problem_of(state: str) -> str | None:
    """The sentence, for as long as ``state`` is what it was when it was first asked for: what the user has
    changed since may well be right."""
    first = st.session_state.get(SENTENCE_STATE) or state
    st.session_state[SENTENCE_STATE] = first
    if first != state:
        say(None)
    return problem()


def problem() -> str | None:
    """The sentence that was kept last for the page that is in sight."""
    there = st.session_state.get(SENTENCE_PAGE) == st.session_state.get(PAGE)
    return st.session_state.get(SENTENCE) if there else None
