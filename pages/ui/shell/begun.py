"""A form that was begun and not sent off, offered again where its tab was closed: the browser remembers the
last one, a tab only its own."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, cast
from urllib.parse import parse_qsl, urlencode

import streamlit as st

from core.errors import StudioError
from core.studio import Studio
from pages.ui.parts import part
from pages.ui.shell.generate_address import ADDRESS, to_the_form
from pages.ui.shell.text import brief
from store.records import RUN_ID

_KEPT = ("draft", "group")
"""The parameters that lead to a form and its pictures."""
_LAST, _TOLD, _PART = "begun_last", "begun_told", "begun_part"
"""Session keys of what leads to the form that the browser told of, of whether that was just now, and of the
part that asks it."""
_begun = part("begun")


def remember() -> None:
    """Have the browser remember the form that this tab is at, which is kept by now."""
    address = st.session_state.get(ADDRESS) or {}
    kept = {name: address[name] for name in _KEPT if name in address}
    if "draft" in kept:
        with st.sidebar:
            _begun(key="begun_here", data={"begun": urlencode(kept)})


def offer(studio: Studio) -> None:
    """One line with a link to the last form of this browser, in a tab that has begun none; nothing where
    there is none, or it cannot be read any more."""
    with suppress(StudioError):
        if studio.drafts.load(to_the_form().get("draft", "")) is not None:
            return
        if _LAST not in st.session_state:
            with st.sidebar:
                st.fragment(_ask)()
            return
        found: dict[str, str] = st.session_state[_LAST]
        kept = studio.drafts.load(found["draft"])
        if kept is None or not (told := _told(kept.values)):
            return
        with st.container(border=True, horizontal=True, vertical_alignment="center", key="begun"):
            st.text(f"You were at work {told}.", width="stretch")
            st.page_link("pages/generate.py", label="Go on with it", query_params=found)


def _ask() -> None:
    _begun(key=_PART, data={"asks": True}, on_last_change=_take)
    if was_told():
        st.rerun()


def was_told() -> bool:
    """Whether the browser has just told of a form; once. What two parts tell at a time is heard in the run of
    one of them."""
    return bool(st.session_state.pop(_TOLD, False))


def _take() -> None:
    """Callback: what the browser tells of is there again, unless it makes no sense."""
    told = st.session_state[_PART].get("last")
    found = dict(parse_qsl(told)) if isinstance(told, str) else {}
    kept = {name: found[name] for name in _KEPT if RUN_ID.fullmatch(found.get(name, ""))}
    if "draft" in kept:
        st.session_state.update({_LAST: kept, _TOLD: True})


def _told(values: Mapping[str, Any]) -> str:
    """What a form was about: its photo and its sentence, as far as there are any."""
    photo, form = (
        cast(Mapping[str, Any], one) if isinstance(one, Mapping) else {}
        for one in (values.get("photo"), values.get("form"))
    )
    name, words = photo.get("name"), form.get("prompt")
    told = [f"with {name}"] if isinstance(name, str) and name else []
    if isinstance(words, str) and words.strip():
        told.append(f"on “{brief(words, 60)}”")
    return ", ".join(told)
