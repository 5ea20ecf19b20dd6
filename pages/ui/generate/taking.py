"""Parts of a run laid into the form as it stands: its sentence, its seed, its settings, or all but the seed.
The form goes on as a draft of its own; what it was before stays under its own address."""

import json
from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.studio import Studio
from pages.ui.generate import form_state, photo, recipe
from pages.ui.shell import messages
from pages.ui.shell.generate_address import DRAFT, PARTS
from pages.ui.shell.text import brief, plain
from store.records import Run

TAKEN = {
    "remix": "all but the seed",
    "sentence": "the sentence",
    "seed": "the seed",
    "settings": "the settings",
}
"""What was taken, by the word in the address."""
_BEFORE = "taken_before"
"""Session key of what a run's values were laid over, as JSON, with the draft that it is about."""


def take(studio: Studio, what: str, run: Run) -> None:
    """Lay that part of ``run`` into the form; nothing for a word that names none."""
    if what not in PARTS:
        return
    before = _values()
    if what == "seed":
        _take_seed(run.seed)
    elif what == "sentence":
        # Other words draw another scene; what was changed of the former by hand stays.
        form_state.put(prompt=run.prompt, scene=None)
    else:
        _take_settings(studio, run, with_sentence=what == "remix")
    after = _values()
    replaced = {name: value for name, value in before.items() if after[name] != value}
    took_photo = what == "remix" and photo.content() is None
    kept = {
        "draft": st.session_state[DRAFT],
        "values": replaced,
        "parent": st.session_state.get(form_state.PARENT),
        "photo": took_photo,
        "said": f"Taken from “{brief(run.prompt, 60)}”: {TAKEN[what]}.",
    }
    st.session_state[_BEFORE] = json.dumps(kept)
    if took_photo:
        with messages.keep_message():
            photo.take(studio, studio.runs.upload(run.id), run.source_name)
    if what == "remix":
        # After the photo: another one descends from nothing.
        st.session_state[form_state.PARENT] = run.id


def offer_undo() -> None:
    """The line that says what was taken, with the way back, for as long as the form is that draft."""
    kept = _kept()
    if kept is None or kept["draft"] != st.session_state.get(DRAFT):
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="taken_bar"):
        st.markdown(plain(kept["said"]), width="stretch")
        st.button("Undo", icon=":material/undo:", key="taken_undo", on_click=_undo)


def _undo() -> None:
    """Callback: what was replaced is in the form again."""
    kept = _kept()
    st.session_state[_BEFORE] = None
    if kept is None:
        return
    form_state.put(**kept["values"])
    st.session_state[form_state.PARENT] = kept["parent"]
    if kept["photo"]:
        photo.drop()


def _kept() -> dict[str, Any] | None:
    text = st.session_state.get(_BEFORE)
    return json.loads(text) if text else None


def _values() -> dict[str, Any]:
    """The form's values, those that are no field of a request too."""
    return {**form_state.values(), **{name: form_state.get(name) for name in form_state.EXTRAS}}


def _take_seed(seed: int) -> None:
    form_state.put(seed=seed, keep_seed=True, scene=_seeded(form_state.get("scene"), seed))


def _take_settings(studio: Studio, run: Run, *, with_sentence: bool) -> None:
    left = {"seed"} if with_sentence else {"seed", "prompt"}
    settings = {name: value for name, value in run.request.items() if name not in left}
    if run.request.get("scene"):
        settings["scene"] = _seeded(run.request["scene"], int(form_state.get("seed")))
    if remarks := recipe.fill(settings, studio.profiles()):
        messages.set_message(" ".join(remarks))


def _seeded(scene: Mapping[str, Any] | None, seed: int) -> dict[str, Any] | None:
    """An opened scene as the place that ``seed`` draws."""
    return None if scene is None else {**scene, "seed": seed}
