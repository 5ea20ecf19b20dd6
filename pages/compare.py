"""Compare: two to four runs side by side, and only what differs between them."""

import streamlit as st

from pages.ui.compare.page import compare
from pages.ui.shell.errors import guard
from pages.ui.shell.frame import page

studio = page("Compare")
with guard("Reload the page to try again."):
    compare(studio, st.query_params.get("runs"), st.query_params.get("look"))
