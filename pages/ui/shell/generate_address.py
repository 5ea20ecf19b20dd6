"""Generate's address: which draft the form is, and which pictures are beside it. Every way to the page names a
draft, so that a reload finds the form again and Back is one press: changing an address later is one more
step in the browser's history."""

import uuid

import streamlit as st

DRAFT, ADDRESS = "draft_id", "generate_address"
"""Session keys of the draft that the form is, and of the address that the page was given last."""


def new_draft() -> str:
    """The id of a draft that there is not yet: 32 hex digits that nobody guesses."""
    return uuid.uuid4().hex


def to_a_new_form(**more: str) -> dict[str, str]:
    """The parameters of a link to a form of its own, such as ``sample="coffee"``; what was begun before stays
    under its own address."""
    return {**more, "draft": new_draft()}


def to_the_form() -> dict[str, str]:
    """The parameters of the link back to the form and the pictures as they were left."""
    address = st.session_state.get(ADDRESS)
    if address:
        return dict(address)
    return {"draft": st.session_state.setdefault(DRAFT, new_draft())}
