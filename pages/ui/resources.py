"""What all pages of one process share: the studio; and what tells one browser session from another."""

import atexit
import secrets

import streamlit as st
from core.studio import Studio

from core.settings import Settings, keep_private


def open_studio() -> Studio:
    """A studio as the environment describes it; raises ``StudioError`` where it cannot be opened."""
    keep_private()
    settings = Settings.from_environment()
    return Studio.open(settings, preload=settings.preload)


@st.cache_resource(show_spinner=False)
def studio() -> Studio:
    """The one studio of this process, opened by whoever asks first and closed when the process ends."""
    opened = open_studio()
    atexit.register(opened.close)
    return opened


def session_owner() -> str:
    """The random name of this browser session, under which its jobs queue; the same on all pages."""
    if "owner" not in st.session_state:
        st.session_state["owner"] = secrets.token_hex(8)
    return str(st.session_state["owner"])
