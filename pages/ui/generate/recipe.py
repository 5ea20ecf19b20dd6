"""A picture dropped on the page may say how it was made: its settings are offered, never simply taken."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import streamlit as st

from core.errors import StoreError, StudioError
from core.metadata.recipe import read_recipe
from core.models.profile import ModelProfile
from core.studio import Studio
from pages.ui.generate import form_state, scene_state
from pages.ui.shell.words import in_page_words

MADE_BY = {
    "studio": "Backdrop Studio",
    "a1111": "AUTOMATIC1111",
    "invokeai": "InvokeAI",
    "swarmui": "SwarmUI",
    "fooocus": "Fooocus",
    "novelai": "NovelAI",
    "comfyui": "ComfyUI",
}
TURNED = "The background is a model's now: these settings say nothing of a scene."
ASKED_RUN = "asked_run"
"""Session key of the run that is to be opened next, as a link to it would."""
_FOUND, _REMARKS = "recipe_found", "recipe_remarks"
"""Session keys of the picture that waits with its recipe (a dictionary of plain values), and of the
sentences about the one that was used last."""


def found(studio: Studio, content: bytes, name: str) -> bool:
    """Whether the picture carries a recipe of use; it is then kept aside until the user says what to do."""
    restored = read_recipe(content, studio.profiles())
    if restored is None:
        return False
    if not restored.values:  # nothing to be used, but not passed over in silence
        st.session_state[_REMARKS] = list(restored.remarks)
        return False
    st.session_state[_FOUND] = {
        "content": content,
        "name": name,
        "values": dict(restored.values),
        "origin": restored.origin,
        "remarks": list(restored.remarks),
        "run": restored.run,
    }
    return True


def offer(
    studio: Studio,
    take_photo: Callable[[Studio, bytes, str], None],
    begin_another: Callable[[Studio, str], None],
) -> None:
    """The recipe that waits, with what can be done with it, and the remarks on the one that was used last.
    ``begin_another`` is called before its settings take the place of the form's."""
    waiting = st.session_state.get(_FOUND)
    if waiting is None:
        for remark in st.session_state.pop(_REMARKS, []):
            st.text(in_page_words(remark))
        return
    run = waiting["run"]
    with st.container(border=True, key="recipe"):
        made_by = MADE_BY.get(waiting["origin"], "another program")
        st.markdown(f"This picture carries its recipe, as {made_by} writes it:")
        st.text(waiting["values"].get("prompt", "(no words)"))
        with st.container(horizontal=True):
            # The file may name any run: only one that is recorded here, and within reach now, is offered.
            with suppress(StoreError):
                if run is not None and studio.runs.many([run]):
                    st.button(
                        "Use its settings and its photo", key="recipe_both", on_click=open_run, args=(run,)
                    )
            st.button("Use its settings", key="recipe_use", on_click=use, args=(studio, begin_another))
            st.button(
                "Use it as the photo", key="recipe_photo", on_click=use_as_photo, args=(studio, take_photo)
            )
            st.button("Neither", key="recipe_no", type="tertiary", on_click=forget)


def forget() -> None:
    """Callback: put the recipe away."""
    st.session_state.pop(_FOUND, None)


def use(studio: Studio, begin_another: Callable[[Studio, str], None]) -> None:
    """Callback: lay the recipe's settings into the form, as a draft of its own: Back brings the former."""
    waiting = st.session_state[_FOUND]
    begin_another(studio, "The picture's settings, in place of those before.")
    recorded, profiles, remarks = waiting["values"], studio.profiles(), list(waiting["remarks"])
    if waiting["origin"] != "studio":
        if scene_state.is_on(profiles) or form_state.get("background") is not None:
            scene_state.switch(profiles, scene=False, default=studio.default_profile())
            remarks.insert(0, TURNED)
        recorded = {**form_state.silent(recorded, profiles), **recorded}
    remarks += fill(recorded, profiles)
    st.session_state[_REMARKS] = remarks or ["Its settings are in the form, with its seed."]
    forget()


def open_run(run_id: str) -> None:
    """Callback: the same as a link from History; ``links`` takes it up."""
    st.session_state[ASKED_RUN] = run_id
    forget()


def use_as_photo(studio: Studio, take_photo: Callable[[Studio, bytes, str], None]) -> None:
    """Callback: the picture becomes the form's photo, and its recipe is forgotten."""
    waiting = st.session_state[_FOUND]
    take_photo(studio, waiting["content"], waiting["name"])
    forget()


def fill(recorded: Mapping[str, Any], profiles: Mapping[str, ModelProfile]) -> list[str]:
    """Lay settings from elsewhere into the form, with their seed kept; returns a sentence for each thing that
    was not taken as written. Settings that contradict each other change nothing."""
    remarks: list[str] = []
    if "profile" in recorded and recorded["profile"] not in profiles:
        remarks.append(f"The model {recorded['profile']!r} is not known here; the one chosen stays.")
    try:
        values = form_state.valid(recorded, profiles)
    except StudioError as error:
        return [*remarks, f"These settings cannot be used: {error}"]
    # What was changed of another scene by hand would change this one too.
    begins = values["scene"] is not None and not profiles[values["profile"]].paints_scenes
    keep_seed = "seed" in recorded or form_state.get("keep_seed")
    form_state.put(**values, keep_seed=keep_seed, scene_changes={}, from_scene=begins)
    return remarks
