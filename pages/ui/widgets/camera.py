"""The camera, at the full resolution that the browser gives; Streamlit's own is as small as its widget."""

from base64 import b64decode
from binascii import Error
from collections.abc import Callable
from typing import Any

import streamlit as st

from pages.ui.parts import part

_camera = part("camera")
_HEAD = "data:image/jpeg;base64,"


def camera(*, key: str, on_take: Callable[[], None]) -> None:
    """The camera's picture with the button that takes it; ``on_take`` is called then, and asks ``taken``."""
    _camera(key=key, on_taken_change=on_take)


def taken(key: str) -> bytes | None:
    """The photo that the camera of that key took just now, as JPEG; ``None`` where the browser sent none."""
    state: Any = st.session_state.get(key)
    sent = None if state is None else state.get("taken")
    if not isinstance(sent, str) or not sent.startswith(_HEAD):
        return None
    try:
        return b64decode(sent[len(_HEAD) :], validate=True)
    except Error:
        return None
