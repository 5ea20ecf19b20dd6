"""What users read when something went wrong: a sentence and what to do next, never a traceback."""

import logging
from collections.abc import Generator
from contextlib import contextmanager

import streamlit as st

from core.errors import StudioError
from pages.ui.shell.text import plain
from pages.ui.shell.words import in_page_words

WENT_WRONG = "The page could not be made: something went wrong in the studio itself."


def show(error: Exception | str, next_step: str | None = None) -> None:
    """The error's sentence in a red box, then ``next_step``; both may hold users' own words."""
    sentences = [plain(in_page_words(str(error))), *([plain(next_step)] if next_step else [])]
    st.error("\n\n".join(sentences), icon=":material/error:")


@contextmanager
def guard(next_step: str | None = None) -> Generator[None]:
    """A ``StudioError``'s sentence is shown, and the page stops there; all other errors go on."""
    try:
        yield
    except StudioError as error:
        show(error, next_step)
        st.stop()


@contextmanager
def show_errors(next_step: str | None = None) -> Generator[None]:
    """Like ``guard``, but the page goes on: for callbacks, and for parts that others can do without."""
    try:
        yield
    except StudioError as error:
        show(error, next_step)


def unexpected(error: Exception) -> bool:
    """Shown in place of a traceback for an error that no page expects, which goes to the log. ``True`` tells
    Streamlit that nothing is left to be shown."""
    logging.getLogger("studio").error("A page failed.", exc_info=error)
    show(error if isinstance(error, StudioError) else WENT_WRONG, "Reload the page; the terminal says more.")
    return True
