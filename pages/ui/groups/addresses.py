"""Addresses of the forms of grid and batch: each names a draft, so that a reload finds the form again."""

import streamlit as st

from pages.ui.shell.generate_address import new_draft

GRID, BATCH = "grid", "batch"
"""The parameters of the address, and the session keys' beginnings."""


def grid_address() -> dict[str, str]:
    """The parameters of the link to the grid's form as it was left, in this session."""
    return {GRID: _draft(GRID)}


def batch_address() -> dict[str, str]:
    """The parameters of the link to the batch's form as it was left, in this session."""
    return {BATCH: _draft(BATCH)}


def _draft(kind: str) -> str:
    return str(st.session_state.setdefault(f"{kind}_draft_id", new_draft()))
