"""Choosing more runs for Compare from History."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from core.studio import Studio
from pages.ui.compare import address
from pages.ui.runs import callbacks
from pages.ui.runs.history_link import MAX_WORDS, SEARCH
from pages.ui.widgets.gallery import pick
from pages.ui.widgets.pagination import pagination
from store.records import RunQuery, RunStatus

DIALOG_PAGE = 24
"""Runs on one page of the dialog."""
_CHOSEN, _PAGE = "compare_chosen", "compare_page"
"""Session keys of the ids chosen in the dialog, and of its page (from 1)."""


def add_button(studio: Studio, ids: Sequence[str], *, primary: bool) -> None:
    """Opens the dialog in which runs are chosen; nothing where there is no room."""
    if len(ids) >= callbacks.MAX_COMPARED:
        return
    kind = "primary" if primary else "secondary"
    if st.button("Add from history", icon=":material/add_photo_alternate:", type=kind, key="compare_add"):
        st.session_state.update({_CHOSEN: list(ids), _PAGE: 1})
        dialog(studio)


@st.dialog("Choose pictures to compare", width="large")
def dialog(studio: Studio) -> None:
    """Finished runs to choose from, newest first, with a search; in the end the choice goes into
    the link."""
    words = st.text_input(
        "Search",
        placeholder=SEARCH,
        type="search",
        max_chars=MAX_WORDS,
        key="compare_words",
        on_change=turn_page,
        args=(1,),
    )
    page = st.session_state[_PAGE] - 1
    query = RunQuery(words=words or "", statuses=(RunStatus.FINISHED,), page=page, page_size=DIALOG_PAGE)
    found = studio.runs.search(query)
    chosen = _chosen()
    if found.runs:
        options: dict[str, Any] = {"key": "compare_pick", "limit": callbacks.MAX_COMPARED}
        pick(found.runs, chosen=_chosen, on_choose=_choose, label="Pictures to choose", **options)
    else:
        st.text("No finished picture has these words.")
    turn_page(found.page + 1)
    pagination(found.pages, found.page + 1, key="compare_pages", on_turn=turn_page)
    taken = st.button(
        f"Show {len(chosen)} pictures" if len(chosen) > 1 else "Choose at least 2",
        type="primary",
        disabled=len(chosen) < 2,
        key="compare_take",
        on_click=address.choose,
        args=(chosen,),
    )
    if taken:
        st.rerun()


def _chosen() -> list[str]:
    """What is chosen in the dialog."""
    return list(st.session_state[_CHOSEN])


def _choose(ids: list[str]) -> None:
    """Callback: these are chosen in the dialog now."""
    st.session_state[_CHOSEN] = ids


def turn_page(page: int) -> None:
    """Turn the dialog to a page (from 1)."""
    st.session_state[_PAGE] = page
