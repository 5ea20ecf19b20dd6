"""Presets: the form's words and settings under a name, to come back to."""

import streamlit as st

from core.studio import Studio
from pages.ui.generate import form_state, recipe
from pages.ui.shell.messages import keep_message
from pages.ui.shell.resources import studio as the_studio

MAX_NAME = 80


def manage(studio: Studio) -> None:
    """The popover that saves, loads and deletes."""
    with st.popover("Presets", icon=":material/bookmark:"):
        names = [preset.name for preset in studio.presets.all()]
        if names:
            _kept(names)
        else:
            st.caption("No presets yet. A preset keeps the scene and all settings, not photo and seed.")
        st.text_input("Save the form as", key="preset_name", max_chars=MAX_NAME, placeholder="a name")
        st.button("Save", key="preset_save", icon=":material/save:", on_click=_save)
    for sentence in st.session_state.pop("preset_said", []):
        st.text(sentence)


def _kept(names: list[str]) -> None:
    if st.session_state.get("preset_chosen") not in names:
        st.session_state["preset_chosen"] = names[0]
    st.selectbox("Presets", names, key="preset_chosen", label_visibility="collapsed")
    with st.container(horizontal=True):
        st.button("Load", key="preset_load", icon=":material/folder_open:", on_click=_load)
        st.button("Delete", key="preset_delete", icon=":material/delete:", on_click=_delete)


def _save() -> None:
    name = st.session_state["preset_name"].strip()
    if not name:
        st.session_state["preset_said"] = ["Give the preset a name first."]
        return
    kept = {field: value for field, value in form_state.values().items() if field != "seed"}
    with keep_message():
        the_studio().presets.save(name, kept)
        st.session_state.update(preset_name="", preset_chosen=name, preset_said=[f"Saved as {name}."])


def _load() -> None:
    with keep_message():
        opened = the_studio()
        preset = opened.presets.get(st.session_state["preset_chosen"])
        said = recipe.fill(preset.values, opened.profiles())
        st.session_state["preset_said"] = said or [f"{preset.name} is in the form."]


def _delete() -> None:
    name = st.session_state["preset_chosen"]
    with keep_message():
        the_studio().presets.delete(name)
        st.session_state["preset_said"] = [f"{name} is deleted."]
