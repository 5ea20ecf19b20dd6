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


def number_of(text: str | None) -> int:
    """The number of a page (from 1) that an address names; 1 for what is none."""
    return max(1, int(text)) if text is not None and text.isdecimal() and len(text) < 7 else 1


def _draft(kind: str) -> str:
    return str(st.session_state.setdefault(f"{kind}_draft_id", new_draft()))
