"""The buttons between one picture and many, at the top of Compare and Generate."""

from contextlib import suppress
from typing import Literal

import streamlit as st
from streamlit.errors import StreamlitPageNotFoundError

from pages.ui.groups.addresses import batch_address, grid_address
from pages.ui.shell.generate_address import compared, to_the_form

Place = Literal["compare", "grid", "generate", "batch"]


def section(place: Place) -> None:
    """The two halves of a page, ``place`` marked, and the way to the sheets."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="section"):
        if place in {"compare", "grid"}:
            _turn("Side by side", ":material/compare:", compared(), here=place == "compare")
            _turn("Grid", ":material/grid_on:", grid_address(), here=place == "grid")
        else:
            _turn("One photo", ":material/image:", to_the_form(), here=place == "generate")
            _turn("Batch", ":material/photo_library:", batch_address(), here=place == "batch")
        with suppress(StreamlitPageNotFoundError):  # a page that is run on its own
            st.page_link("pages/sheet.py", label="Sheets", icon=":material/list:")


def _turn(label: str, icon: str, params: dict[str, str], *, here: bool) -> None:
    # A link to the page that is open would leave the browser's address as it is.
    st.button(
        label,
        icon=icon,
        type="secondary" if here else "tertiary",
        key=f"section_{label.lower().replace(' ', '_')}",
        on_click=st.query_params.from_dict,
        args=(params,),
    )
