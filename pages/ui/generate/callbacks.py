"""From the form to the queue: what Generate and More like this do. All are callbacks: they run before the
page is drawn, may set the form's values, and keep the sentence of an error for the page."""

from collections.abc import Sequence

import streamlit as st

from core.request import GenerationRequest, request_of
from core.variations import draw_seed, variations, varied
from pages.ui.generate import drafts, form_state, own_state, photo, recipe, scene_state
from pages.ui.generate.view_switch import leave_group, show_group
from pages.ui.shell import messages
from pages.ui.shell.messages import keep_message
from pages.ui.shell.resources import session_owner, studio
from store.records import Run

AFRESH = "afresh_count"
"""Session key of how often the form was emptied: each time the page begins at its top."""


def generate() -> None:
    """Submit the form as it stands; nothing without a photo."""
    upload = photo.content()
    if upload is None:
        return
    is_scene = scene_state.is_on(studio().profiles()) or bool(form_state.get("from_scene"))
    if own_state.lacks_picture():
        messages.set_message(own_state.NO_PICTURE)
        return
    with keep_message():
        if not form_state.get("keep_seed"):
            if is_scene:
                scene_state.fresh_seed(studio(), photo.digest())
            else:
                form_state.put(seed=draw_seed())
        requests = _requests(is_scene=is_scene)
        submit(requests, upload, photo.name(), st.session_state.get(form_state.PARENT))


def _requests(*, is_scene: bool) -> list[GenerationRequest]:
    """What the form asks for; raises ``StudioError``."""
    if own_state.is_on():
        return own_state.requests()
    return scene_state.requests() if is_scene else form_state.requests()


def start_afresh() -> None:
    """Empty the form: photo, words, settings and descent; what it was stays under its own address."""
    drafts.begin_another(studio())
    photo.drop()
    recipe.forget()
    profiles = studio().profiles()
    form_state.put(**form_state.fresh(profiles[studio().default_profile()]), **form_state.EXTRAS)
    st.session_state[form_state.PARENT] = None
    leave_group()
    drafts.clean()
    st.session_state[AFRESH] = st.session_state.get(AFRESH, 0) + 1


def more_like(run: Run) -> None:
    """As many pictures as the form says, with this run's settings and photo, and new seeds."""
    with keep_message():
        first = varied(request_of(run.request), draw_seed())
        requests = variations(first, int(form_state.get("pictures")))
        submit(requests, studio().runs.upload(run.id), run.source_name, run.id)


def submit(requests: Sequence[GenerationRequest], upload: bytes, name: str, parent: str | None) -> None:
    """Queue the requests as one group on the photo of those bytes and that file name, and turn the page to
    it: the form goes on as a draft of its own, so that Back finds it as it was. Raises ``StudioError``."""
    ids = studio().submit(
        requests, upload, source_name=name, owner=session_owner(), kind="variations", parent=parent
    )
    drafts.sent(studio())
    show_group(studio().runs.get(ids[0]).group)


def show_group_of(run_id: str) -> None:
    """Turn the page to the group of a run."""
    with keep_message():
        show_group(studio().runs.get(run_id).group)
