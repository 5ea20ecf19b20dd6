"""Links into Generate: ``?sample=coffee``, ``?from=RUN``, ``?group=GROUP``; their values may be anything."""

import time

import streamlit as st

from core.errors import StoreError
from core.studio import Studio
from pages.ui.generate import form_state, photo, recipe, view_switch
from pages.ui.runs.history_link import run_id
from pages.ui.shell import messages
from store.records import Run, RunQuery

LINKED = "group_linked"
"""Session key of the group that the page's address names."""
LATE_SECONDS = 5.0
"""For so long after the page has turned to other pictures the browser may ask with its former address."""


def follow_link(studio: Studio) -> None:
    """Do what the address asks for, once; afterwards it only names the group on the page."""
    params, state = st.query_params, st.session_state
    if "sample" in params:
        photo.take_sample(studio, params["sample"])
        del params["sample"]
    if "from" in params:
        _open_run(studio, params["from"])
        del params["from"]
    asked = params.get("group")
    if asked is not None and asked not in (state.get(view_switch.GROUP), state.get(LINKED)):
        # What the address still says after the page has turned to new pictures was asked by no user: the
        # browser learns the new address a little later.
        turned = state.get(view_switch.TURNED, -LATE_SECONDS)
        if time.monotonic() - turned >= LATE_SECONDS:
            _open_group(studio, asked)
    group = state[LINKED] = state.get(view_switch.GROUP)
    expected = {"group": group} if group else {}
    if params.to_dict() != expected:
        params.from_dict(expected)


def _open_run(studio: Studio, link: str) -> None:
    """The form as that run had it, photo and seed included; what is made next is its child."""
    asked = run_id(link)
    try:
        runs = studio.runs.many([asked]) if asked else []
    except StoreError as error:
        messages.set_message(f"{error} Then open the link again.")
        return
    if not runs:
        messages.set_message("This link names no run that is known here; it may have been deleted.")
        return
    _fill(studio, runs[0])
    st.session_state[form_state.PARENT] = runs[0].id


def _open_group(studio: Studio, link: str) -> None:
    """Turn the page to the group's pictures; on a page without a photo, fill the form as well."""
    group = run_id(link)
    try:
        found = studio.runs.search(RunQuery(group=group, sort="oldest", page_size=1)).runs if group else ()
    except StoreError:
        # The pictures' own place says why they cannot be seen now, and the address goes on naming them.
        view_switch.show_group(link)
        return
    if not found:
        del st.query_params["group"]
        messages.set_message("This link names no group of pictures that is known here.")
        return
    if photo.content() is None:
        # A page that was loaded anew: the form as it was when these pictures were asked for.
        _fill(studio, found[0])
        form_state.put(keep_seed=False)
    view_switch.show_group(found[0].group)


def _fill(studio: Studio, run: Run) -> None:
    """Settings and photo of a run into the form; a message says what could not be taken."""
    remarks = recipe.fill(run.request, studio.profiles())
    with messages.keep_message():
        photo.take(studio, studio.runs.upload(run.id), run.source_name)
    if remarks:
        messages.set_message(" ".join([*remarks, messages.message() or ""]).strip())
