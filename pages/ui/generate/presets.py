"""Presets: the form's words and settings under a name, to come back to."""

import streamlit as st

from core.studio import Studio
from pages.ui.generate import drafts, form_state, recipe, scene_state
from pages.ui.shell.messages import keep_message
from store.records import MAX_PRESET_NAME

_NAME, _CHOSEN, _REMARKS = "preset_name", "preset_chosen", "preset_remarks"
"""Session keys of the name typed, the preset chosen, and the sentences about what was done last."""
_REPLACE, _DELETE = "preset_replace", "preset_doomed"
"""Session keys of the names that the user was asked about: whether to replace it, whether to delete it."""


def manage(studio: Studio) -> None:
    """The popover that saves, loads and deletes."""
    with st.popover("Presets", icon=":material/bookmark:"):
        st.session_state.setdefault(_NAME, "")
        names = [preset.name for preset in studio.presets.all()]
        if names:
            if st.session_state.get(_CHOSEN) not in names:
                st.session_state[_CHOSEN] = names[0]
            st.selectbox("Presets", names, key=_CHOSEN, label_visibility="collapsed")
            with st.container(horizontal=True):
                icon = ":material/folder_open:"
                st.button("Load", key="preset_load", icon=icon, on_click=load, args=(studio,))
                st.button(
                    "Update",
                    key="preset_update",
                    icon=":material/save:",
                    help="Puts the form as it is now in place of this preset.",
                    on_click=keep,
                    args=(studio, st.session_state[_CHOSEN]),
                )
            _delete_button(studio, st.session_state[_CHOSEN])
            st.divider()
        else:
            st.caption("No presets yet. A preset keeps the scene and all settings, not photo and seed.")
        with st.form("preset_form", border=False):  # which Enter sends off
            st.text_input("Save the form as", key=_NAME, max_chars=MAX_PRESET_NAME, placeholder="a name")
            typed = st.session_state[_NAME]
            label = "Replace it" if typed.strip() in names and typed == _asked(_REPLACE) else "Save"
            icon = ":material/save:"
            st.form_submit_button(label, key="preset_save", icon=icon, on_click=save, args=(studio,))
        for sentence in st.session_state.pop(_REMARKS, []):
            st.text(sentence)


def _delete_button(studio: Studio, name: str) -> None:
    """Deletes at the second press: there is no bin for presets."""
    if _asked(_DELETE) != name:
        st.button(
            "Delete",
            key="preset_delete",
            icon=":material/delete:",
            type="tertiary",
            on_click=ask,
            args=(name,),
        )
        return
    st.text(f"Delete {name} for good?")
    with st.container(horizontal=True):
        icon = ":material/delete_forever:"
        st.button("Delete for good", key="preset_delete_sure", icon=icon, on_click=delete, args=(studio,))
        st.button("Keep it", key="preset_delete_no", on_click=ask, args=(None,))


def _asked(key: str) -> str | None:
    """What the user has been asked about and not answered yet."""
    return st.session_state.get(key)


def ask(name: str | None) -> None:
    """Callback: ask whether the preset of that name is to be deleted; ``None`` for no."""
    st.session_state[_DELETE] = name


def save(studio: Studio) -> None:
    """Callback: keep the form's values, but for the seed, under the name typed; where it is taken, only at
    the second press."""
    name = st.session_state[_NAME].strip()
    if not name:
        st.session_state[_REMARKS] = ["Give the preset a name first."]
        return
    with keep_message():
        taken = name in {preset.name for preset in studio.presets.all()}
        if taken and st.session_state[_NAME] != _asked(_REPLACE):
            sentence = f"There is a preset called {name}. Replace it, or choose another name."
            st.session_state.update({_REPLACE: st.session_state[_NAME], _REMARKS: [sentence]})
            return
        keep(studio, name)


def keep(studio: Studio, name: str) -> None:
    """Callback: keep the form's values, but for seed and further photos, under ``name``, in place of what was
    there."""
    values = {name: value for name, value in form_state.values().items() if name not in ("seed", "also")}
    with keep_message():
        studio.presets.save(name, {**values, "scene": scene_state.pinned()})
        st.session_state.update(
            {_NAME: "", _CHOSEN: name, _REPLACE: None, _DELETE: None, _REMARKS: [f"Saved as {name}."]}
        )


def load(studio: Studio) -> None:
    """Callback: lay the chosen preset into the form, as a draft of its own: Back brings the former."""
    with keep_message():
        preset = studio.presets.get(st.session_state[_CHOSEN])
        drafts.begin_another(studio, f"{preset.name}, in place of the settings before.")
        profiles = studio.profiles()
        profile = profiles.get(str(preset.values.get("profile")))
        stays = {"also": form_state.get("also")} if profile is not None and profile.paints_scenes else {}
        remarks = recipe.fill({**preset.values, **stays}, profiles)
        st.session_state[_REMARKS] = remarks or [f"{preset.name} is in the form."]


def delete(studio: Studio) -> None:
    """Callback: delete the chosen preset."""
    name = st.session_state[_CHOSEN]
    ask(None)
    with keep_message():
        studio.presets.delete(name)
        st.session_state[_REMARKS] = [f"{name} is deleted."]
