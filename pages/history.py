"""History: every picture that was asked for, found again, with everything that made it."""

import streamlit as st

from pages.ui.history.page import run_found, runs_found
from pages.ui.runs.history_link import View
from pages.ui.shell.errors import guard
from pages.ui.shell.frame import page

studio = page("History")
view = View.from_params(st.query_params)
with guard("Reload the page to try again."):
    if "run" in st.query_params:
        run_found(studio, view, st.query_params["run"])
    else:
        runs_found(studio, view)
