"""Scenes to begin with: small pictures by group; a click fills the sentence."""

from base64 import b64encode
from pathlib import Path

import streamlit as st

from core.scenes.gallery import Example, examples
from core.scenes.kinds import GROUPS
from pages.ui.generate import form_state, scene_state
from pages.ui.widgets.gallery import Thumbnail, thumbnails

FOLDER = Path(__file__).with_name("scenes")
"""The small pictures, painted by ``scripts/scene_gallery.py``."""
_GROUP, _KEY = "scene_group", "scene_gallery"


def gallery() -> None:
    """The groups and the pictures of the chosen one."""
    with st.expander("Scenes to begin with", icon=":material/photo_library:", expanded=True):
        st.session_state.setdefault(_GROUP, st.session_state.get(f"{_GROUP}_kept", next(iter(GROUPS))))
        group = st.pills(
            "Kinds of scenes",
            list(GROUPS),
            key=_GROUP,
            format_func=GROUPS.__getitem__,
            label_visibility="collapsed",
            required=True,
            wrap=True,
        )
        st.session_state[f"{_GROUP}_kept"] = group
        shown = [example for example in examples() if example.group == group]
        sentence = str(form_state.get("prompt")).strip()
        chosen = next((example.name for example in shown if example.sentence == sentence), None)
        items = [_thumbnail(example) for example in shown]
        thumbnails(items, key=_KEY, selected=chosen, label="Scenes", on_press=take)


def take() -> None:
    """Callback: fill the sentence with the pressed picture's."""
    state = st.session_state.get(_KEY)
    name = None if state is None else state.get("pressed")
    for example in examples():
        if example.name == name:
            form_state.put(
                prompt=example.sentence, seed=example.seed, scene=None, **{scene_state.CHANGES: {}}
            )


def _thumbnail(example: Example) -> Thumbnail:
    return Thumbnail(id=example.name, url=_url(example.name), words=example.title, alt=example.sentence)


@st.cache_data(show_spinner=False)
def _url(name: str) -> str:
    """The small picture as an address that holds it; empty where there is none."""
    path = FOLDER / f"{name}.webp"
    if not path.is_file():
        return ""
    return f"data:image/webp;base64,{b64encode(path.read_bytes()).decode()}"
