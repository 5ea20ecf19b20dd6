"""From the form to the queue: what Generate and More like this do. All are callbacks: they run before the
page is drawn, may set the form's values, and leave a sentence where something was wrong."""

from collections.abc import Sequence

import streamlit as st

from core.request import GenerationRequest
from pages.ui.generate import form_state, photo
from pages.ui.generate.view_switch import show_group
from pages.ui.shell.messages import keep_message
from pages.ui.shell.resources import session_owner, studio
from store.records import Run


def generate() -> None:
    """Ask for the pictures as the form stands."""
    given = photo.content()
    if given is None:
        return
    if not form_state.get("keep_seed"):
        form_state.put(seed=form_state.draw_seed())
    with keep_message():
        _submit(form_state.requests(), given, photo.name(), st.session_state.get(form_state.PARENT))


def more_like(run: Run) -> None:
    """As many pictures as the form says, with this one's settings and photo, and new seeds."""
    with keep_message():
        request = GenerationRequest.parse(dict(run.request))
        wanted = form_state.seeds(form_state.draw_seed(), int(form_state.get("pictures")))
        upload = studio().runs.upload(run.id)
        _submit([form_state.varied(request, seed) for seed in wanted], upload, run.source_name, run.id)


def _submit(requests: Sequence[GenerationRequest], given: bytes, name: str, parent: str | None) -> None:
    ids = studio().submit(
        requests, given, source_name=name, owner=session_owner(), kind="variations", parent=parent
    )
    show_group(studio().runs.get(ids[0]).group)
