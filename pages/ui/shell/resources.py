"""What all pages of one process share: the studio; and what tells one browser session from another."""

import atexit
import logging
import re
import secrets

import streamlit as st

from core.engine.startup_delay import StartupDelay
from core.errors import StudioError
from core.settings import Settings, keep_private, share_cores
from core.studio import Studio

CLOSE_SECONDS = 3.0
"""How long the running step may take to end when the server is stopped; its run is asked for again later."""

DRAWN_SECONDS, LONGEST_DELAY = 2.0, 15.0
"""How long after its script begins the first page is drawn; and how long models wait at most for a browser
to ask for it before they are loaded."""

_OWNER = "owner"

_opened: list[Studio] = []


def open_studio() -> Studio:
    """A studio as the environment describes it; raises ``StudioError`` where it cannot be opened."""
    keep_private()
    share_cores()
    settings = Settings.from_environment()
    return Studio.open(
        settings, preload=settings.preload, startup_delay=StartupDelay(DRAWN_SECONDS, LONGEST_DELAY)
    )


@st.cache_resource(show_spinner=False)
def studio() -> Studio:
    """The one studio of this process: opened by the first call, closed when the process ends."""
    opened = open_studio()
    _opened.append(opened)
    try:
        opened.watching.resume()
    except StudioError as error:  # the folder of notes cannot be written: pictures are made all the same
        logging.getLogger("studio").warning("Watched folders are not gone on with: %s", error)
    return opened


def close_studio() -> None:
    """Close what was opened: called by app.py when its server stops, else when the process ends."""
    while _opened:
        try:
            _opened.pop().close(CLOSE_SECONDS)
        except StudioError as error:  # the data folder is gone, for one
            logging.getLogger("studio").warning("%s", error)


# Ctrl-C and `streamlit run Home.py` come this way; SIGTERM ends the process without it.
atexit.register(close_studio)


def take_owner(name: str) -> None:
    """Be the session of that name, which the browser remembers of before a reload; nothing for what is no
    such name."""
    if re.fullmatch(r"[0-9a-f]{16}", name):
        st.session_state[_OWNER] = name


def session_owner() -> str:
    """The random name of this browser session, under which its jobs queue; the same on all pages."""
    if _OWNER not in st.session_state:
        st.session_state[_OWNER] = secrets.token_hex(8)
    return str(st.session_state[_OWNER])
