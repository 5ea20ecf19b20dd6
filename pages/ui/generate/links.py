"""Links into Generate: ``?sample=coffee``, ``?from=RUN``, ``?group=GROUP``. All of it may be anything."""

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


def arrive(studio: Studio) -> None:
    """Do what the link asks for, once; afterwards it only names the group on the page."""
    params = st.query_params
    if "sample" in params:
        photo.take_sample(params["sample"])
        del params["sample"]
    if "from" in params:
        _from_run(studio, params["from"])
        del params["from"]
    asked = params.get("group")
    if asked is not None and _is_news(asked):
        _group(studio, asked)
    group = st.session_state[LINKED] = st.session_state.get(view_switch.GROUP)
    wanted = {"group": group} if group else {}
    if params.to_dict() != wanted:
        params.from_dict(wanted)


def _is_news(asked: str) -> bool:
    """Whether the address asks for another group than the page shows. What it still says after the page has
    turned to new pictures is no wish of anybody's: the browser learns the new address a little later."""
    if asked in (st.session_state.get(view_switch.GROUP), st.session_state.get(LINKED)):
        return False
    return time.monotonic() - st.session_state.get(view_switch.TURNED, -LATE_SECONDS) >= LATE_SECONDS


def _from_run(studio: Studio, asked: str) -> None:
    """The form as that run had it, photo and seed included; what is made next is its child."""
    wanted = run_id(asked)
    try:
        runs = studio.runs.many([wanted]) if wanted else []
    except StoreError as error:
        messages.say(f"{error} Then open the link again.")
        return
    if not runs:
        messages.say("This link names no run that is known here; it may have been deleted.")
        return
    _fill(studio, runs[0])
    st.session_state[form_state.PARENT] = runs[0].id


def _fill(studio: Studio, run: Run) -> None:
    """Settings and photo of a run into the form; what could not be taken is told."""
    said = recipe.fill(run.request, studio.profiles())
    with messages.keep_message():
        photo.take(studio.runs.upload(run.id), run.source_name)
    if said:
        messages.say(" ".join([*said, messages.problem() or ""]).strip())


def _group(studio: Studio, asked: str) -> None:
    group = run_id(asked)
    try:
        found = studio.runs.search(RunQuery(group=group, sort="oldest", page_size=1)).runs if group else ()
    except StoreError:
        # The pictures' own place says why they cannot be seen now, and the address goes on naming them.
        view_switch.show_group(asked)
        return
    if not found:
        del st.query_params["group"]
        messages.say("This link names no group of pictures that is known here.")
        return
    if photo.content() is None:
        # A page that was loaded anew: the form as it was when these pictures were asked for.
        _fill(studio, found[0])
        form_state.put(keep_seed=False)
    view_switch.show_group(found[0].group)
