"""From the form to the queue: what Generate, More like this and Try again do. All are callbacks: they run
before the page is drawn, may set the form's values, and leave a sentence where something was wrong."""

import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager

import streamlit as st

from core.errors import StudioError
from core.request import GenerationRequest
from pages.ui import draft, photo
from pages.ui.frame import PAGE
from pages.ui.resources import session_owner, studio
from store.records import Run

PICTURES, CUTOUT, DEPTH = "Pictures", "Cut-out", "Depth"
VIEWS = (CUTOUT, DEPTH, PICTURES)


def generate() -> None:
    """Ask for the pictures as the form stands."""
    given = photo.content()
    if given is None:
        return
    if not draft.get("keep_seed"):
        draft.put(seed=draft.draw_seed())
    with told():
        _submit(draft.requests(), given, photo.name(), st.session_state.get("parent"))


def more_like(run: Run) -> None:
    """As many pictures as the form says, with this one's settings and photo, and new seeds."""
    with told():
        request = GenerationRequest.parse(dict(run.request))
        wanted = draft.seeds(draft.draw_seed(), int(draft.get("pictures")))
        upload = studio().runs.upload(run.id)
        _submit([draft.varied(request, seed) for seed in wanted], upload, run.source_name, run.id)


def again(run: Run) -> None:
    """Make a run that failed, was cancelled or interrupted after all."""
    with told():
        studio().requeue(run.id)


@contextmanager
def told() -> Generator[None]:
    """Keep the sentence of an error for the page that is drawn next."""
    say(None)
    try:
        yield
    except StudioError as error:
        say(str(error))


def say(sentence: str | None) -> None:
    """Keep a sentence for the page that is in sight until the next attempt."""
    st.session_state.update(
        asking_problem=sentence, asking_problem_at=None, asking_problem_on=st.session_state.get(PAGE)
    )


def problem_of(state: str) -> str | None:
    """The sentence, for as long as ``state`` is what it was when it was first asked for: what a person has
    changed since may well be right."""
    first = st.session_state.get("asking_problem_at") or state
    st.session_state["asking_problem_at"] = first
    if first != state:
        say(None)
    return problem()


def problem() -> str | None:
    """The sentence that was kept last for the page that is in sight."""
    there = st.session_state.get("asking_problem_on") == st.session_state.get(PAGE)
    return st.session_state.get("asking_problem") if there else None


def show_group(group: str, chosen: str | None = None) -> None:
    """Turn the page to a group's pictures."""
    st.session_state.update(group=group, chosen=chosen, group_turned=time.monotonic())
    turn_to(PICTURES)


def turn_to(view: str) -> None:
    """Turn the right side to one of ``VIEWS``; only before it is drawn."""
    st.session_state.update(view=view, view_kept=view)


def view_switch() -> str:
    """The control that turns the right side, and where it stands."""
    st.session_state.setdefault("view", st.session_state.get("view_kept", CUTOUT))
    shown = st.segmented_control("Show", VIEWS, key="view", required=True, label_visibility="collapsed")
    st.session_state["view_kept"] = shown
    return str(shown)


def _submit(requests: Sequence[GenerationRequest], given: bytes, name: str, parent: str | None) -> None:
    ids = studio().submit(
        requests, given, source_name=name, owner=session_owner(), kind="variations", parent=parent
    )
    show_group(studio().runs.get(ids[0]).group)
