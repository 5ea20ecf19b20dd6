"""Presets: the form's words and settings under a name, to come back to."""

import streamlit as st

from core.studio import Studio
from pages.ui.generate import form_state, recipe, scene_state
from pages.ui.shell.messages import keep_message
from store.records import MAX_PRESET_NAME

_NAME, _CHOSEN, _REMARKS = "preset_name", "preset_chosen", "preset_remarks"
"""Session keys of the name typed, the preset chosen, and the sentences about what was done last."""


def manage(studio: Studio) -> None:
    """The popover that saves, loads and deletes."""
    with st.popover("Presets", icon=":material/bookmark:"):
        names = [preset.name for preset in studio.presets.all()]
        if names:
            if st.session_state.get(_CHOSEN) not in names:
                st.session_state[_CHOSEN] = names[0]
            st.selectbox("Presets", names, key=_CHOSEN, label_visibility="collapsed")
            with st.container(horizontal=True):
                icon = ":material/folder_open:"
                st.button("Load", key="preset_load", icon=icon, on_click=load, args=(studio,))
                icon = ":material/delete:"
                st.button("Delete", key="preset_delete", icon=icon, on_click=delete, args=(studio,))
        else:
            st.caption("No presets yet. A preset keeps the scene and all settings, not photo and seed.")
        st.text_input("Save the form as", key=_NAME, max_chars=MAX_PRESET_NAME, placeholder="a name")
        st.button("Save", key="preset_save", icon=":material/save:", on_click=save, args=(studio,))
    for sentence in st.session_state.pop(_REMARKS, []):
        st.text(sentence)


def save(studio: Studio) -> None:
    """Callback: keep the form's values, but for the seed, under the name typed."""
    name = st.session_state[_NAME].strip()
    if not name:
        st.session_state[_REMARKS] = ["Give the preset a name first."]
        return
    values = {field: value for field, value in form_state.values().items() if field != "seed"}
    with keep_message():
        studio.presets.save(name, {**values, "scene": scene_state.pinned()})
        st.session_state.update({_NAME: "", _CHOSEN: name, _REMARKS: [f"Saved as {name}."]})


def load(studio: Studio) -> None:
    """Callback: lay the chosen preset into the form."""
    with keep_message():
        preset = studio.presets.get(st.session_state[_CHOSEN])
        remarks = recipe.fill(preset.values, studio.profiles())
        st.session_state[_REMARKS] = remarks or [f"{preset.name} is in the form."]


def delete(studio: Studio) -> None:
    """Callback: delete the chosen preset."""
    name = st.session_state[_CHOSEN]
    with keep_message():
        studio.presets.delete(name)
        st.session_state[_REMARKS] = [f"{name} is deleted."]
