"""A background of one's own as the form has it: plain values of an ``OwnBackground``."""

from typing import Any

import streamlit as st

from core.models.profiles import SCENE_PROFILE
from core.request import GenerationRequest, own_background
from core.scenes.own import OwnBackground
from core.studio import Studio
from pages.ui.generate import form_state, scene_state
from pages.ui.shell.messages import keep_message
from pages.ui.shell.uploads import handed_over

PICTURE = "picture"
PLAIN_KINDS = ("colour", "gradient", "transparent")
BLANK: dict[str, Any] = {"kind": PICTURE, "picture": ""}
"""What the form has before a picture is chosen; no request can be made of it."""
NO_PICTURE = "Choose a picture for the background first."
ROUND = "own_upload_round"
"""Session key of the uploader's number."""
_LAST = "own_last"
"""Session key of the last background of each sort, to find it again."""


def values() -> dict[str, Any] | None:
    """The form's own background, ``None`` where it has a scene or a model in its place."""
    return form_state.get("background")


def is_on() -> bool:
    """Whether the background is one's own."""
    return values() is not None


def is_picture() -> bool:
    """Whether it is a picture."""
    return (values() or {}).get("kind") == PICTURE


def lacks_picture() -> bool:
    """Whether it shall be a picture and none is chosen yet."""
    return is_picture() and not (values() or {}).get("picture")


def current() -> OwnBackground:
    """The background; raises ``RequestError``."""
    return own_background(values())


def switch(studio: Studio, *, picture: bool, default: str) -> None:
    """Callback: turn to a picture, or to plain colours, as they were when they were left."""
    profiles = studio.profiles()
    if not profiles[form_state.get("profile")].paints_scenes:
        scene_state.switch(profiles, scene=True, default=default)
    left = st.session_state.setdefault(_LAST, {})
    usual = BLANK if picture else {"kind": "colour"}
    form_state.put(profile=SCENE_PROFILE, scene=None, background=left.get(picture, usual))


def leave() -> None:
    """Callback's way to a scene or a model: what the background was is found again later."""
    if is_on():
        st.session_state.setdefault(_LAST, {})[is_picture()] = values()
        form_state.put(background=None)


def set_values(**changed: Any) -> None:
    """Callback's way to change fields of the background; another kind begins a cut-out without a shadow, and
    others with one."""
    kind = changed.get("kind", (values() or {}).get("kind"))
    whole = {**(values() or {}), **changed}
    if kind == "gradient":
        whole.setdefault("second", "#d8dde2")
    if "kind" in changed:
        form_state.put(shadow_strength=0.0 if kind == "transparent" else 1.0)
    form_state.put(background=whole)


def take_picture(studio: Studio, widget: str) -> None:
    """Callback: keep the picture that was uploaded, and empty the uploader."""
    for upload in handed_over(widget):
        st.session_state[ROUND] += 1
        with keep_message():
            set_values(kind=PICTURE, picture=studio.keep_picture(upload.getvalue()))


def requests() -> list[GenerationRequest]:
    """The one request of a background of one's own; raises ``RequestError``."""
    return [request()]


def request() -> GenerationRequest:
    """The form's request; its sentence says what the background is. Raises ``RequestError``."""
    own = current()
    plain = {**form_state.values(), "schema_version": 1, "prompt": own.words, "scene": None}
    return GenerationRequest.parse(plain)
