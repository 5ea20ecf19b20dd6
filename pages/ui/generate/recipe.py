"""A picture dropped on the page may say how it was made: its settings are offered, never simply taken."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import streamlit as st

from core.errors import StoreError, StudioError
from core.metadata.recipe import read_recipe
from core.models.profile import ModelProfile
from pages.ui.generate import form_state
from pages.ui.shell.resources import studio

MADE_BY = {"studio": "Backdrop Studio", "a1111": "AUTOMATIC1111"}


def found(content: bytes, name: str) -> bool:
    """Whether the picture carries a recipe; it is then kept aside until the person says what to do."""
    restored = read_recipe(content, studio().profiles())
    if restored is None:
        return False
    st.session_state.update(
        recipe_bytes=content,
        recipe_name=name,
        recipe_values=dict(restored.values),
        recipe_origin=restored.origin,
        recipe_remarks=list(restored.remarks),
        recipe_run=restored.run,
        photo_problem=None,
    )
    return True


def offer(take_photo: Callable[[bytes, str], None]) -> None:
    """The recipe that waits, with what can be done with it, and what was remarked about the last one."""
    if "recipe_values" not in st.session_state:
        _remarks()
        return
    with st.container(border=True, key="recipe"):
        made_by = MADE_BY.get(st.session_state["recipe_origin"], "another program")
        st.markdown(f"This picture carries its recipe, as {made_by} writes it:")
        st.text(st.session_state["recipe_values"].get("prompt", "(no words)"))
        with st.container(horizontal=True):
            if _run_is_here():
                st.button("Use its settings and its photo", key="recipe_both", on_click=_as_run)
            st.button("Use its settings", key="recipe_use", on_click=_use)
            st.button("Use it as the photo", key="recipe_photo", on_click=_as_photo, args=(take_photo,))
            st.button("Neither", key="recipe_no", type="tertiary", on_click=forget)


def forget() -> None:
    """Put the recipe away."""
    for part in ("bytes", "name", "values", "origin", "remarks", "run"):
        st.session_state.pop(f"recipe_{part}", None)


def _use() -> None:
    remarks = list(st.session_state["recipe_remarks"])
    remarks += fill(st.session_state["recipe_values"], studio().profiles())
    st.session_state["recipe_said"] = remarks or ["Its settings are in the form, with its seed."]
    forget()


def _run_is_here() -> bool:
    """Whether the run that the file names is one of ours, and within reach now; the file may name any."""
    run = st.session_state["recipe_run"]
    with suppress(StoreError):
        return run is not None and bool(studio().runs.many([run]))
    return False


def _as_run() -> None:
    # The same as a link from History: arrivals take it from here.
    st.query_params["from"] = st.session_state["recipe_run"]
    forget()


def _as_photo(take_photo: Callable[[bytes, str], None]) -> None:
    take_photo(st.session_state["recipe_bytes"], st.session_state["recipe_name"])
    forget()


def _remarks() -> None:
    for remark in st.session_state.pop("recipe_said", []):
        st.text(remark)


def fill(given: Mapping[str, Any], profiles: Mapping[str, ModelProfile]) -> list[str]:
    """Lay settings from elsewhere into the form, with their seed kept; the sentences tell what was not as
    written. What does not hold together changes nothing."""
    said: list[str] = []
    if "profile" in given and given["profile"] not in profiles:
        said.append(f"The model {given['profile']!r} is not known here; the one chosen stays.")
    try:
        values = form_state.valid(given, profiles)
    except StudioError as error:
        return [*said, f"These settings cannot be used: {error}"]
    form_state.put(**values, keep_seed="seed" in given or form_state.get("keep_seed"))
    return said
