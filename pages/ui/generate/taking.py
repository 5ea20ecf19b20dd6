"""Parts of a run laid into the form as it stands: its sentence, its seed, its settings, or all but the seed.
The form goes on as a draft of its own; what it was before stays under its own address."""

import json
from collections.abc import Container, Mapping
from typing import Any

import streamlit as st

from core.scenes.spec import SceneSpec
from core.studio import Studio
from pages.ui.generate import drafts, form_state, photo, recipe, scene_state
from pages.ui.shell import messages
from pages.ui.shell.generate_address import DRAFT, PARTS
from pages.ui.shell.resources import studio as opened_studio
from pages.ui.shell.text import brief, plain
from store.records import Run

TAKEN = {
    "remix": "all but the seed",
    "sentence": "the sentence",
    "seed": "the seed",
    "settings": "the settings",
}
"""What was taken, by the word in the address."""
BY_HAND = (
    *(
        f"light.{name}"
        for name in ("direction", "height", "hardness", "warmth", "time", "pattern", "exposure")
    ),
    *(f"camera.{name}" for name in ("distance", "blur", "contrast")),
)
"""What the form has of a scene's light and camera."""
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
    elif what == "remix":
        _take_settings(studio, run, left={"seed"})
    else:
        # Further photos are no setting.
        _take_settings(studio, run, left={"seed", "prompt", "also"})
    said = TAKEN[what]
    if what == "settings" and _is_of_another_place(run):
        _take_light_alone()
        said += "; of its scene the light alone, since the place is that of your sentence"
    after = _values()
    replaced = {name: value for name, value in before.items() if after[name] != value}
    took_photo = what == "remix" and photo.content() is None
    kept = {
        "draft": st.session_state[DRAFT],
        "values": replaced,
        "parent": st.session_state.get(form_state.PARENT),
        "photo": took_photo,
        "said": f"Taken from “{brief(run.prompt, 60)}”: {said}.",
    }
    st.session_state[_BEFORE] = json.dumps(kept)
    if took_photo:
        with messages.keep_message():
            photo.take(studio, studio.runs.upload(run.id), run.source_name)
    if what == "remix":
        # After the photo: another one descends from nothing.
        st.session_state[form_state.PARENT] = run.id


def offer_undo() -> None:
    """The line that says what was taken, or what took the form's place, with the way back, for as long as the
    form is that draft."""
    kept = _kept()
    is_taken = kept is not None and kept["draft"] == st.session_state.get(DRAFT)
    said, way_back = (kept["said"], _undo) if kept and is_taken else (drafts.replaced(), _put_back)
    if said is None:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center", key="taken_bar"):
        st.markdown(plain(said), width="stretch")
        st.button("Undo", icon=":material/undo:", key="taken_undo", on_click=way_back)


def _put_back() -> None:
    """Callback: the form as it was before another one took its place."""
    with messages.keep_message():
        drafts.put_back(opened_studio())


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


def _take_settings(studio: Studio, run: Run, *, left: Container[str]) -> None:
    settings = {name: value for name, value in run.request.items() if name not in left}
    if run.request.get("scene"):
        settings["scene"] = _seeded(run.request["scene"], int(form_state.get("seed")))
    profile = studio.profiles().get(str(settings.get("profile")))
    if "also" in left and profile is not None and profile.paints_scenes:
        settings["also"] = form_state.get("also")
    if remarks := recipe.fill(settings, studio.profiles()):
        messages.set_message(" ".join(remarks))


def _is_of_another_place(run: Run) -> bool:
    """Whether the form has a sentence that is not that of the ``run``'s scene."""
    words = str(form_state.get("prompt")).strip()
    return form_state.get("scene") is not None and words not in {"", run.prompt.strip()}


def _take_light_alone() -> None:
    """The scene of another sentence leaves its light and its camera, as far as the place of the form's own
    sentence has such; or one would be told what is not painted."""
    taken = SceneSpec.parse(form_state.get("scene"))
    form_state.put(scene=None)
    place = scene_state.current().place
    changes = {
        f"{part}.{name}": value
        for part, held in (("light", taken.light), ("camera", taken.camera))
        for name, value in held.model_dump(mode="json").items()
        if f"{part}.{name}" in BY_HAND
    }
    allowed = {"light.time": place.times, "light.pattern": place.patterns}
    kept = {name: value for name, value in changes.items() if value in allowed.get(name, (value,))}
    form_state.put(**{scene_state.CHANGES: kept})


def _seeded(scene: Mapping[str, Any] | None, seed: int) -> dict[str, Any] | None:
    """An opened scene as the place that ``seed`` draws."""
    return None if scene is None else {**scene, "seed": seed}
