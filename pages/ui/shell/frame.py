"""The frame of every page: title, style, and the sidebar with its links and the status bar."""

from contextlib import suppress
from pathlib import Path

import streamlit as st
from streamlit.errors import StreamlitPageNotFoundError

from core.studio import Studio
from pages.ui.parts import part
from pages.ui.shell import begun
from pages.ui.shell.errors import guard
from pages.ui.shell.generate_address import compared, found_form, left, take_left, to_the_form
from pages.ui.shell.messages import PAGE
from pages.ui.shell.resources import studio
from pages.ui.shell.status_bar import status_bar

GENERATE = "pages/generate.py"
PAGES = (
    ("Home.py", "Home", ":material/home:"),
    (GENERATE, "Generate", ":material/auto_awesome:"),
    ("pages/compare.py", "Compare", ":material/compare:"),
    ("pages/sheet.py", "Sheets", ":material/grid_on:"),
    ("pages/history.py", "History", ":material/history:"),
)
ICON = Path(__file__).parents[1] / "parts" / "icon.svg"
ABOUT = "**Backdrop Studio.** Your subject before a new background, made on your own machine."

SHEETS = ("page", "generate", "history", "table", "groups")
STYLE = "\n".join(
    (Path(__file__).parent / "style" / f"{name}.css").read_text(encoding="utf-8") for name in SHEETS
)
"""All style sheets, read once. Fixed words of ours only: what users write never comes into one."""

_steps, _everywhere = part("steps"), part("everywhere")


def first_picture_button() -> None:
    """Leads to Generate from pages that have nothing to show before there is a picture."""
    if st.button("Make the first picture", icon=":material/auto_awesome:", type="primary", key="first"):
        st.switch_page(GENERATE, query_params=to_the_form())


def _kept_params(path: str) -> dict[str, str] | None:
    """With which parameters the sidebar opens a page: back to what was being done there, by an address that
    holds it."""
    if path == GENERATE:
        return to_the_form()
    return (compared() or None) if path == "pages/compare.py" else None


def _remembered(title: str) -> None:
    """Have the browser's tab remember who it is and where its form is: after a reload nobody else knows."""

    def told() -> None:
        # The batch is a form of its own on the same page: the one beside it is not in the address.
        is_form = title == "Generate" and "batch" not in st.query_params
        take_left(st.session_state["everywhere"].get("left"), is_form=is_form)

    def remember() -> None:
        _everywhere(key="everywhere", data={"left": left()}, on_left_change=told)
        if found_form() | begun.was_told():
            st.rerun()  # the link to it

    st.fragment(remember)()


def page(title: str) -> Studio:
    """The first call of every page: its tab's ``title``, the style, the sidebar. Returns the studio; where
    it cannot be opened, says why and stops the page."""
    st.set_page_config(
        page_title=f"{title} · Backdrop Studio",
        # A Material icon would be fetched from an outside host here, and nowhere else.
        page_icon=str(ICON),
        layout="wide",
        menu_items={"About": ABOUT, "Get help": None, "Report a bug": None},
    )
    st.session_state[PAGE] = title
    st.html(f"<style>\n{STYLE}</style>")
    with st.sidebar:
        _steps(key="steps", data={})
        _remembered(title)
        st.markdown("#### Backdrop Studio")
        for path, label, icon in PAGES:
            # A page that is run on its own has no others beside it.
            with suppress(StreamlitPageNotFoundError):
                st.page_link(path, label=label, icon=icon, width="stretch", query_params=_kept_params(path))
    with guard():
        opened = studio()
    with st.sidebar:
        status_bar(opened)
    return opened
