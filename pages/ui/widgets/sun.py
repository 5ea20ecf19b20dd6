"""The sun that is dragged on its half disc: where a scene's light comes from, and how high it stands."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from pages.ui.parts import part

_sun = part("sun")
LOWEST, HIGHEST = 10.0, 85.0
"""Degrees above the ground between which the sun is dragged."""


def sun(
    direction: float, height: float, *, behind: bool, key: str, on_change: Callable[[], None], label: str
) -> None:
    """The sun at ``direction`` (-90 left … 90 right) and ``height``, both in degrees, drawn hollow where the
    light comes from ``behind``; ``on_change`` is called when it was moved, and asks ``moved``."""
    data = {"direction": direction, "height": height, "behind": behind, "label": label}
    _sun(key=key, data=data, on_light_change=on_change)


def moved(key: str) -> tuple[float, float] | None:
    """Where the sun of that key was dragged to just now: direction and height in degrees. What comes from the
    browser is believed only where it is two numbers."""
    state: Any = st.session_state.get(key)
    light = None if state is None else state.get("light")
    if not isinstance(light, list | tuple) or len(light) != 2:
        return None
    if not all(isinstance(part, int | float) for part in light):
        return None
    direction, height = (float(part) for part in light)
    return max(-90.0, min(90.0, direction)), max(LOWEST, min(HIGHEST, height))
