"""Links into Generate: ``?draft=DRAFT``, ``?sample=coffee``, ``?from=RUN``, ``?take=seed&of=RUN``,
``?group=GROUP``; their values may be anything. The address is changed only where something new begins: each
change is a step of Back."""

import time
from collections.abc import Mapping

import streamlit as st

from core.errors import StoreError
from core.studio import Studio
from pages.ui.generate import drafts, form_state, photo, recipe, taking, view_switch
from pages.ui.runs.history_link import run_id
from pages.ui.shell import generate_address, messages
from pages.ui.shell.generate_address import ADDRESS, DRAFT, NAMES, SEEN
from pages.ui.shell.whole_callbacks import unbroken
from store.records import Run, RunQuery

_PUSHED, _FORMER = "generate_address_pushed", "generate_address_former"
"""Session keys of when the page was given its address (``time.monotonic``), and of those that it had since
the browser asked with one of them."""
LATE_SECONDS = 60.0
"""For so long after the page has got another address a busy browser may ask with its former one, though
nobody went back to it."""


def follow_link(studio: Studio) -> None:
    """Do what the address asks for, once; afterwards it names the form and the pictures on the page."""
    state = st.session_state
    address = generate_address.asked()
    with unbroken():
        if ADDRESS not in state or (address != state[ADDRESS] and not _is_late(address)):
            _follow(studio, address, state.get(ADDRESS, {}))
        if run := state.pop(recipe.ASKED_RUN, None):
            drafts.begin_another(studio, "The picture's settings and its photo, in place of the form before.")
            _open_run(studio, run)
            _push({"draft": state[DRAFT]})


def name_form() -> None:
    """Have the address name what was begun on the page since: the pictures that were asked for, or a form
    that a reload would lose. Called once the form is drawn."""
    state, address = st.session_state, dict(st.session_state[ADDRESS])
    group = state.get(view_switch.GROUP)
    if address.get("group") != group:
        _push({"draft": state[DRAFT], **({"group": group} if group else {})})
    elif address.get("draft") != state[DRAFT] and (drafts.is_touched() or "draft" in address):
        _push({**address, "draft": state[DRAFT]})


def _is_late(asked: Mapping[str, str]) -> bool:
    """Whether the browser asks with an address that the page has left: it learns the new one a little later.
    Once it has asked with the new one, the former is what the user went back to."""
    state = st.session_state
    if asked not in state.get(_FORMER, []) or generate_address.went_back():
        return False
    return not state.get(SEEN, True) and time.monotonic() - state.get(_PUSHED, 0.0) < LATE_SECONDS


def _push(address: Mapping[str, str]) -> None:
    """Give the page another address: one more step of the browser's Back."""
    others = {name: value for name, value in st.query_params.to_dict().items() if name not in NAMES}
    state = st.session_state
    with unbroken():
        # Two changes may follow one another before the browser learns of the first.
        before = [] if state.get(SEEN, True) else state.get(_FORMER, [])
        state.update({_FORMER: [*before, state.get(ADDRESS)], ADDRESS: dict(address), SEEN: False})
        state[_PUSHED] = time.monotonic()
        st.query_params.from_dict({**others, **address})


def _follow(studio: Studio, asked: Mapping[str, str], before: Mapping[str, str]) -> None:
    """Bring the page to what an address says that the user came with or went back to."""
    state = st.session_state
    state.update({ADDRESS: dict(asked), SEEN: True})
    draft = asked.get("draft")
    known = draft is not None and draft == state.get(DRAFT)
    # What a draft brings back was filled by its link before.
    restored = draft is not None and not known and drafts.restore(studio, draft)
    is_all = draft is not None and set(asked) == {"draft"}
    if is_all and not (known or restored or generate_address.is_given(draft)):
        messages.set_message(generate_address.UNKNOWN_FORM)
    if not restored:
        _fill_from(studio, asked, before)
    _turn_to_group(studio, asked.get("group"), fill=not restored and not known)
    if "group" in asked and not known:
        drafts.made_from()
    if state.get(DRAFT) is None:
        drafts.fork()
    # What was taken of a run is laid over what the form held besides, which a reload must find again.
    if not known and "take" not in asked:
        drafts.clean()


def _fill_from(studio: Studio, asked: Mapping[str, str], before: Mapping[str, str]) -> None:
    """What a link without a draft that is kept fills the form with."""
    if "sample" in asked and asked["sample"] != before.get("sample"):
        photo.take_sample(studio, asked["sample"])
    if "from" in asked and asked["from"] != before.get("from"):
        _open_run(studio, asked["from"])
    if "take" in asked and (run := _run_of(studio, asked.get("of", ""))) is not None:
        taking.take(studio, asked["take"], run)


def _turn_to_group(studio: Studio, group: str | None, *, fill: bool) -> None:
    """Show the pictures that the address names, or the form without any."""
    state = st.session_state
    if group == state.get(view_switch.GROUP):
        return
    if group is None:
        view_switch.leave_group()
    else:
        _open_group(studio, group, fill=fill)


def _open_run(studio: Studio, link: str) -> None:
    """The form as that run had it, photo and seed included; what is made next is its child."""
    if (run := _run_of(studio, link)) is None:
        return
    _fill(studio, run)
    st.session_state[form_state.PARENT] = run.id


def _run_of(studio: Studio, link: str) -> Run | None:
    """The run that a link names; a message says where there is none."""
    asked = run_id(link)
    try:
        runs = studio.runs.many([asked]) if asked else []
    except StoreError as error:
        messages.set_message(f"{error} Then open the link again.")
        return None
    if not runs:
        messages.set_message("This link names no run that is known here; it may have been deleted.")
        return None
    return runs[0]


def _open_group(studio: Studio, link: str, *, fill: bool) -> None:
    """Turn the page to the group's pictures; where the form is to be filled, it is as it was when they were
    asked for."""
    group = run_id(link)
    try:
        found = studio.runs.search(RunQuery(group=group, sort="oldest", page_size=1)).runs if group else ()
    except StoreError:
        # The pictures' own place says why they cannot be seen now, and the address goes on naming them.
        view_switch.show_group(link)
        return
    if not found:
        del st.query_params["group"]
        st.session_state[ADDRESS].pop("group", None)
        messages.set_message("This link names no group of pictures that is known here.")
        return
    if fill:
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
