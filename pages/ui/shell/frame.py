"""The frame of every page: title, looks, and the sidebar with its links and the worker's strip."""

from contextlib import suppress
from pathlib import Path

import streamlit as st
from streamlit.errors import StreamlitPageNotFoundError

from core.studio import Studio
from pages.ui.shell.errors import guard
from pages.ui.shell.messages import PAGE
from pages.ui.shell.resources import studio
from pages.ui.shell.status_bar import worker_strip

PAGES = (
    ("Home.py", "Home", ":material/home:"),
    ("pages/generate.py", "Generate", ":material/auto_awesome:"),
    ("pages/compare.py", "Compare", ":material/compare:"),
    ("pages/history.py", "History", ":material/history:"),
)
ICON = Path(__file__).parent / "parts" / "icon.svg"
ABOUT = "**Backdrop Studio.** Your subject before a new background, made on your own machine."

# Fixed words of ours only: whatever people write never comes into a style sheet.
CSS = """
<style>
.stMainBlockContainer { padding-top: 3.25rem; padding-bottom: 4rem; max-width: 84rem; }
[data-testid="stSidebarUserContent"] { padding-bottom: 1.5rem; }
[data-testid="stImage"] img { border-radius: 8px; }
[data-testid="stCaptionContainer"] { color: inherit; opacity: 0.76; }
.st-key-samples [data-testid="stHorizontalBlock"] { flex-wrap: nowrap; gap: 0.75rem; }
.st-key-samples [data-testid="stColumn"] { min-width: 0; }
.stButton button:focus-visible, a:focus-visible, summary:focus-visible {
    outline: 2px solid currentColor; outline-offset: 2px;
}
@media (max-width: 640px) {
    .stMainBlockContainer { padding-left: 1rem; padding-right: 1rem; }
    .stMainBlockContainer h1 { font-size: 1.75rem; }
}
@media (prefers-reduced-motion: reduce) {
    *, *::before, *::after { animation-duration: 0.01ms !important; transition-duration: 0.01ms !important; }
}
</style>
"""


def page(title: str) -> Studio:
    """The first call of every page: its tab's ``title``, the looks, the sidebar. Returns the studio; where
    it cannot be opened, says why and stops the page."""
    st.set_page_config(
        page_title=f"{title} · Backdrop Studio",
        # A Material icon would be fetched from an outside host here, and nowhere else.
        page_icon=str(ICON),
        layout="wide",
        menu_items={"About": ABOUT, "Get help": None, "Report a bug": None},
    )
    st.session_state[PAGE] = title
    st.html(CSS)
    _links()
    with guard():
        opened = studio()
    with st.sidebar:
        worker_strip(opened)
    return opened


def _links() -> None:
    with st.sidebar:
        st.markdown("#### Backdrop Studio")
        for path, label, icon in PAGES:
            # A page that is run on its own has no others beside it.
            with suppress(StreamlitPageNotFoundError):
                st.page_link(path, label=label, icon=icon, width="stretch")
