"""What grid and batch both ask: the model, and a preset whose settings are taken."""

import streamlit as st

from core.models.profile import ModelProfile
from core.studio import Studio
from pages.ui.groups.draft import Form

WIDTH = 220


def chosen_model(studio: Studio, form: Form) -> ModelProfile:
    """The model that the form has, or the studio's own where it is not known any more."""
    profiles = studio.profiles()
    if form.get("profile") not in profiles:
        form.put(profile=studio.default_profile())
    return profiles[form.get("profile")]


def model_choice(studio: Studio, form: Form) -> None:
    """Which model makes the pictures."""
    profiles = studio.profiles()
    st.selectbox(
        "Model",
        list(profiles),
        key=form.key("profile"),
        format_func=lambda name: profiles[name].title if name in profiles else str(name),
        width=WIDTH,
    )


def preset_choice(studio: Studio, form: Form) -> None:
    """Whose settings are taken; nothing where there is no preset."""
    names = [preset.name for preset in studio.presets.all()]
    if names:
        st.selectbox(
            "Settings of preset",
            ["", *names],
            key=form.key("preset"),
            format_func=lambda name: name or "The usual ones",
            width=WIDTH,
        )
