"""Scenes to begin with: small pictures by group; a press fills the sentence, another one takes that back."""

from base64 import b64encode
from pathlib import Path

import streamlit as st

from core.scenes.gallery import Example, examples
from core.scenes.groups import GROUPS
from pages.ui.generate import form_state, scene_state
from pages.ui.shell.laid import lay_first
from pages.ui.widgets.gallery import Thumbnail, thumbnails

FOLDER = Path(__file__).with_name("scenes")
"""The small pictures, painted by ``scripts/scene_gallery.py``."""
_GROUP, _KEY = "scene_group", "scene_gallery"
BEFORE = "before_example"
"""The form's field of what an example replaced."""
_REPLACED = ("prompt", "seed", "scene", scene_state.CHANGES)


def gallery() -> None:
    """The groups, the pictures of the chosen one, and the way back to the words that a picture replaced."""
    with st.expander("Scenes to begin with", icon=":material/photo_library:", expanded=True):
        taken = _taken()
        usual = next(iter(GROUPS)) if taken is None else taken.group
        lay_first(_GROUP, st.session_state.get(f"{_GROUP}_kept", usual))
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
        if taken is not None and form_state.get(BEFORE).get("prompt"):
            icon = ":material/undo:"
            st.button("My own words again", key="own_words", icon=icon, type="tertiary", on_click=give_back)
        items = [_thumbnail(example) for example in examples() if example.group == group]
        chosen = None if taken is None else taken.name
        thumbnails(items, key=_KEY, selected=chosen, label="Scenes", on_press=take)


def _taken() -> Example | None:
    """The example whose sentence the form has."""
    sentence = str(form_state.get("prompt")).strip()
    return next((example for example in examples() if example.sentence == sentence), None)


def take() -> None:
    """Callback: fill the sentence with the pressed picture's; pressed again it gives back what was there. A
    seed that is kept stays."""
    state, taken = st.session_state.get(_KEY), _taken()
    name = None if state is None else state.get("pressed")
    example = next((one for one in examples() if one.name == name), None)
    if example is None:
        return
    if example == taken:
        give_back()
        return
    if taken is None:
        form_state.put(**{BEFORE: {field: form_state.get(field) for field in _REPLACED}})
    seed = form_state.get("seed") if form_state.get("keep_seed") else example.seed
    form_state.put(prompt=example.sentence, seed=seed, scene=None, **{scene_state.CHANGES: {}})


def give_back() -> None:
    """Callback: the words, the seed and the changes by hand from before the first picture was pressed."""
    before = form_state.get(BEFORE)
    usual = {"prompt": "", "seed": form_state.get("seed"), "scene": None, scene_state.CHANGES: {}}
    form_state.put(**{field: before.get(field, usual[field]) for field in _REPLACED}, **{BEFORE: {}})


def _thumbnail(example: Example) -> Thumbnail:
    return Thumbnail(id=example.name, url=_url(example.name), words=example.title, alt=example.sentence)


@st.cache_data(show_spinner=False)
def _url(name: str) -> str:
    """The small picture as an address that holds it; empty where there is none."""
    path = FOLDER / f"{name}.webp"
    if not path.is_file():
        return ""
    return f"data:image/webp;base64,{b64encode(path.read_bytes()).decode()}"
