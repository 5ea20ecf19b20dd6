"""History: every picture that was asked for, found again, with everything that made it."""

import streamlit as st

from pages.ui.browsing import run_found, runs_found
from pages.ui.errors import guard
from pages.ui.frame import page
from pages.ui.view import View

studio = page("History")
view = View.from_params(st.query_params)
with guard("Reload the page to try again."):
    if "run" in st.query_params:
        run_found(studio, view, st.query_params["run"])
    else:
        runs_found(studio, view)
