"""Compare: any number of runs side by side, blinking or by a map, and only what differs between them."""

import streamlit as st

from pages.ui.compare.page import compare
from pages.ui.groups.grid_form import grid_page
from pages.ui.groups.section import section
from pages.ui.shell.errors import guard
from pages.ui.shell.frame import page

studio = page("Compare")
with guard("Reload the page to try again."):
    if "grid" in st.query_params:
        grid_page(studio)
        st.stop()
    section("compare")
    compare(studio, st.query_params.to_dict())
