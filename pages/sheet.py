"""Sheets: a grid or a batch looked at as a whole; without one, the list of all."""

import streamlit as st

from pages.ui.groups.listing import groups_list
from pages.ui.groups.sheet_page import sheet_page
from pages.ui.shell.errors import guard
from pages.ui.shell.frame import page

studio = page("Sheets")
with guard("Reload the page to try again."):
    if group := st.query_params.get("group"):
        sheet_page(studio, group)
    else:
        groups_list(studio)
