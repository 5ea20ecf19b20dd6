"""One sentence for the page that is drawn next, kept until the next attempt: what a callback could not do."""

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
    set_message(None)
    try:
        yield
    except StudioError as error:
        set_message(str(error))


def set_message(sentence: str | None) -> None:
    """Keep a sentence for the page that is in sight; ``None`` forgets the one that is kept."""
    st.session_state.update(
        {SENTENCE: sentence, SENTENCE_STATE: None, SENTENCE_PAGE: st.session_state.get(PAGE)}
    )


def message() -> str | None:
    """The sentence that was kept last for the page that is in sight."""
    there = st.session_state.get(SENTENCE_PAGE) == st.session_state.get(PAGE)
    return st.session_state.get(SENTENCE) if there else None


def message_while(state: str) -> str | None:
    """``message``, for as long as ``state``, the form's values as text, is what it was at the first call: the
    sentence may not be true of others."""
    first = st.session_state.get(SENTENCE_STATE) or state
    st.session_state[SENTENCE_STATE] = first
    if first != state:
        set_message(None)
    return message()
