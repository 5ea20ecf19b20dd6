"""A grid gets one more column, row or sheet."""

import streamlit as st

from core.groups.extend import PHOTO_TITLE, extended, more_values
from core.groups.plan import Plan
from core.studio import Studio
from pages.ui.groups.planning import requests_of, stock_of
from pages.ui.shell.errors import show_errors
from pages.ui.shell.messages import keep_message
from pages.ui.shell.resources import studio as opened_studio
from pages.ui.shell.text import plain

DIRECTIONS = ("columns", "rows", "sheets")
_WHICH, _TYPED = "extend_axis", "extend_typed"


def extending(studio: Studio, group: str, plan: Plan) -> None:
    """What is to be added, with a count of what that comes to."""
    names = {
        number: f"{axis.title}: more {DIRECTIONS[number]}"
        for number, axis in enumerate(plan.axes)
        if axis.title != PHOTO_TITLE
    }
    if not names:
        return
    with st.expander("Add columns or rows", icon=":material/add:", key="extend"):
        which = st.selectbox("What gets longer", list(names), format_func=names.__getitem__, key=_WHICH)
        typed = st.text_input(
            "Values to add", key=_TYPED, placeholder="written as in a grid: 5, 6 or 10..20 step 5"
        )
        count = 0
        if typed and typed.strip():
            with show_errors():
                axis = more_values(plan, which, typed, stock_of(studio))
                count = len(plan.cells) // len(plan.axes[which].labels) * len(axis.values)
                values = ", ".join(value.label for value in axis.values)
                st.caption(plain(f"{count:,} more pictures, for {values}."))
        st.button(
            f"Add {count:,} pictures" if count else "Add",
            icon=":material/add:",
            key="extend_add",
            disabled=not count,
            on_click=extend,
            args=(group, which),
        )


def extend(group: str, which: int) -> None:
    """Callback: put the longer grid in place of the group's own, and make what is new of it."""
    studio = opened_studio()
    with keep_message():
        _, plan = studio.groups.plan(group)
        axis = more_values(plan, which, st.session_state[_TYPED], stock_of(studio))
        studio.groups.extend(group, extended(plan, which, axis, requests_of(studio)))
        st.session_state[_TYPED] = ""
        studio.group_runner.start(group)
