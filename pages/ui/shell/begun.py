"""Forms that were begun and not sent off, offered again where their tabs were closed: the browser remembers
the last ones, a tab only its own."""

from collections.abc import Mapping, Sequence
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
_LAST, _TOLD, _PART, _SENT = "begun_last", "begun_told", "begun_part", "begun_sent"
"""Session keys of what leads to the forms that the browser told of, of whether that was just now, of the part
that asks it, and of the forms of this tab that were sent off."""
_OFFERED = 3
"""Forms that are offered at a time."""
_begun = part("begun")


def remember() -> None:
    """Have the browser remember the form that this tab is at, which is kept by now, with something in it."""
    address = st.session_state.get(ADDRESS) or {}
    kept = {name: address[name] for name in _KEPT if name in address}
    if "draft" in kept:
        with st.sidebar:
            _begun(key="begun_here", data={"begun": urlencode(kept), "sent": st.session_state.get(_SENT, [])})


def sent_off(draft: str) -> None:
    """A form became pictures and goes on as another: it is none any more that is to be gone on with."""
    st.session_state[_SENT] = [*st.session_state.get(_SENT, []), draft][-_OFFERED:]


def offer(studio: Studio) -> None:
    """A line with a link for each of the last forms of this browser, in a tab that has begun none; nothing
    where there is none, or it cannot be read any more."""
    with suppress(StudioError):
        if _work(studio, to_the_form().get("draft", "")):
            return
        if _LAST not in st.session_state:
            with st.sidebar:
                st.fragment(_ask)()
            return
        _lines(studio, st.session_state[_LAST])


def _lines(studio: Studio, links: Sequence[dict[str, str]]) -> None:
    """The lines of the ``links`` to forms with something in them; each of another work."""
    works: dict[str, dict[str, str]] = {}
    for link in links:
        # What has its pictures is lost to nobody: only the latest is offered all the same.
        if link is links[0] or "group" not in link:
            works.setdefault(_work(studio, link["draft"]), link)
    works.pop("", None)
    for number, (told, link) in enumerate([*works.items()][:_OFFERED]):
        with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"begun_{number}"):
            st.text(f"You were at work {told}.", width="stretch")
            st.page_link("pages/generate.py", label="Go on with it", query_params=link)


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
    found = [_link(one) for one in told] if isinstance(told, list | tuple) else []
    kept = [link for link in found if "draft" in link]
    if kept:
        st.session_state.update({_LAST: kept, _TOLD: True})


def _link(told: Any) -> dict[str, str]:
    found = dict(parse_qsl(told)) if isinstance(told, str) else {}
    return {name: found[name] for name in _KEPT if RUN_ID.fullmatch(found.get(name, ""))}


def _work(studio: Studio, draft: str) -> str:
    """What the form of that draft was about; empty where there is none, or nothing in it."""
    return _told(studio.drafts.values(draft) or {})


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
