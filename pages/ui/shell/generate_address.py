"""Generate's address: which draft the form is, and which pictures are beside it. Every way to the page names
a draft, so that a reload finds the form again and Back is one press: changing an address later is one more
step in the browser's history."""

import uuid
from collections import deque
from urllib.parse import parse_qsl, urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.ui.shell.resources import session_owner, take_owner
from store.records import RUN_ID

DRAFT, ADDRESS, SEEN = "draft_id", "generate_address", "generate_address_seen"
"""Session keys of the draft that the form is, of the address that the page was given last, and of whether the
browser has asked with it since."""
_LEFT, _FOUND = "generate_address_left", "generate_address_found"
"""Session keys of where the form is that was left before the page was loaded anew, and of whether that was
told just now."""
_KEPT = ("draft", "group")
"""The parameters that lead to a form of this tab."""
OTHER_DRAFTS = {"batch": "batch_draft_id", "grid": "grid_draft_id"}
"""Session keys of the drafts that the forms of batch and grid are, by the parameters that name them."""
COMPARED = "compared"
"""Session key of the ids that are on Compare's page."""
NAMES = ("sample", "from", "take", "of", "draft", "group")
"""The parameters of the address."""
PARTS = ("remix", "sentence", "seed", "settings")
"""What ``take`` may take of the run that ``of`` names: ``remix`` is all but the seed."""


UNKNOWN_FORM = (
    "This link names no form that is kept here: nothing was entered in it yet, it was begun on another "
    "machine, or the link is not complete."
)
_given: deque[str] = deque(maxlen=10_000)


def new_draft() -> str:
    """The id of a draft that there is not yet: 32 hex digits that nobody guesses."""
    _given.append(uuid.uuid4().hex)
    return _given[-1]


def is_given(draft: str | None) -> bool:
    """Whether that is the id of a draft that was begun here since the server was started: where it is not
    kept, nothing was entered."""
    return draft in _given


def to_a_new_form(**more: str) -> dict[str, str]:
    """The parameters of a link to a form of its own, such as ``sample="coffee"``; what was begun before stays
    under its own address."""
    return {**more, "draft": new_draft()}


def asked() -> dict[str, str]:
    """What the address says that the browser asks with."""
    return {name: st.query_params[name] for name in NAMES if name in st.query_params}


def went_back() -> bool:
    """Whether it was the browser's Back or Forward that asked for this run of the page."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def note_asked() -> None:
    """Take down that the browser knows the address that it was given: another one that it asks with from then
    on is one that the user went to. To be called by a part of the page that the browser asks for by itself:
    where we have all of the page drawn once more it has the new address, though the browser may not know it.
    """
    context = get_script_run_ctx()
    by_itself = context is not None and bool(context.fragment_ids_this_run)
    if by_itself and asked() == st.session_state.get(ADDRESS):
        st.session_state[SEEN] = True


def compared() -> dict[str, str]:
    """The parameters of Compare's address with what was compared last; empty where nothing was."""
    ids = st.session_state.get(COMPARED)
    return {"runs": ",".join(ids)} if ids else {}


def left() -> str:
    """Who this tab is, where the forms are that it has begun, and what it compares, for the browser to
    remember."""
    address = st.session_state.get(ADDRESS) or st.session_state.get(_LEFT) or {}
    kept = {name: address[name] for name in _KEPT if name in address} if "draft" in address else {}
    others = {kind: st.session_state[name] for kind, name in OTHER_DRAFTS.items() if name in st.session_state}
    return urlencode({"owner": session_owner(), **kept, **others, **compared()})


def take_left(told: object, *, is_form: bool) -> None:
    """Take what the browser remembers of before a reload: its jobs are this session's, its forms are where
    they were, unless the page ``is_form`` itself, whose address tells. Nothing where it makes no sense."""
    found = dict(parse_qsl(told)) if isinstance(told, str) else {}
    take_owner(found.get("owner", ""))
    kept = {name: found[name] for name in _KEPT if RUN_ID.fullmatch(found.get(name, ""))}
    if "draft" in kept and not is_form and ADDRESS not in st.session_state:
        st.session_state.update({_LEFT: kept, _FOUND: True})
    ids = [one for one in found.get("runs", "").split(",") if RUN_ID.fullmatch(one)]
    if ids and not st.session_state.get(COMPARED):
        st.session_state.update({COMPARED: ids, _FOUND: True})
    for kind, name in OTHER_DRAFTS.items():
        is_open = f"{kind}_opened" in st.session_state
        if RUN_ID.fullmatch(found.get(kind, "")) and not is_open:
            _given.append(found[kind])
            st.session_state.update({name: found[kind], _FOUND: True})


def found_form() -> bool:
    """Whether it has just been told where forms are; once."""
    return bool(st.session_state.pop(_FOUND, False))


def to_the_form() -> dict[str, str]:
    """The parameters of the link back to the form and the pictures as they were left."""
    address = st.session_state.get(ADDRESS) or st.session_state.get(_LEFT)
    if address:
        return dict(address)
    return {"draft": st.session_state.setdefault(DRAFT, new_draft())}
