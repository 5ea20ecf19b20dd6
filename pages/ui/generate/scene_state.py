"""The scene that the form is about: read from the sentence and drawn from the seed, with what was changed by
hand laid over it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from core.models.profile import ModelProfile
from core.models.profiles import SCENE_PROFILE
from core.request import GenerationRequest
from core.scenes.drawing import scene_for
from core.scenes.reading import Reading, read
from core.scenes.spec import SceneSpec
from core.studio import Studio
from core.variations import draw_seed, with_scenes
from pages.ui.generate import form_state, view_switch
from store.records import RunQuery

CHANGES = "scene_changes"
"""The form's field of what was changed by hand: dotted names of a scene's fields, and their values."""
_LAST_MODEL = "scene_last_model"
"""Session key of the model to go back to."""


def is_on(profiles: Mapping[str, ModelProfile]) -> bool:
    """Whether the background is a scene."""
    profile = profiles.get(form_state.get("profile"))
    return profile is not None and profile.paints_scenes and form_state.get("background") is None


def switch(profiles: Mapping[str, ModelProfile], *, scene: bool, default: str) -> None:
    """Callback: turn to scenes, or back to the model that was there before them; ``default`` names the
    profile of those who never chose a model."""
    old = profiles[form_state.get("profile")]
    if scene:
        if not old.paints_scenes:
            st.session_state[_LAST_MODEL] = old.name
        form_state.put(from_scene=False)
        form_state.switch_profile(old, profiles[SCENE_PROFILE])
        return
    name = st.session_state.get(_LAST_MODEL, default)
    known = profiles.get(name)
    if known is None or known.paints_scenes:
        known = next(profile for profile in profiles.values() if not profile.paints_scenes)
    # Canvas, placement and shadow stay: a model paints around the subject where it is put.
    form_state.put(from_scene=False, scene=None, background=None, **{CHANGES: {}})
    form_state.switch_profile(old, known)


def reading() -> Reading:
    """What the sentence is understood as."""
    return read(str(form_state.get("prompt")))


def current() -> SceneSpec:
    """The scene of the first picture, as the form stands; raises ``SceneError``."""
    return scene_of(str(form_state.get("prompt")), int(form_state.get("seed")))


def scene_of(prompt: str, seed: int) -> SceneSpec:
    """The scene that ``prompt`` and ``seed`` draw, or the one that was opened with another place of it,
    changed by hand where it was; raises ``SceneError``."""
    opened = form_state.get("scene")
    if opened is None:
        base = scene_for(prompt, seed)
    else:
        base = SceneSpec.parse(opened)
        if seed != form_state.get("seed"):
            base = base.model_copy(update={"seed": seed})
    return changed(base, form_state.get(CHANGES))


def pinned() -> dict[str, Any] | None:
    """The scene as plain values where it was opened or changed by hand; ``None`` where sentence and seed say
    all of it. Raises ``SceneError``."""
    if form_state.get("scene") is None and not form_state.get(CHANGES):
        return None
    return current().model_dump(mode="json")


def changed(scene: SceneSpec, changes: Mapping[str, Any]) -> SceneSpec:
    """``scene`` with fields such as ``light.height`` set; raises ``SceneError``. What its kind does not have
    is left as it is."""
    values = scene.model_dump(mode="json")
    for name, value in changes.items():
        part, _, field = name.partition(".")
        if part == "colours" and field not in scene.place.colours:
            continue
        if field:
            values[part][field] = value
        else:
            values[part] = value
    return SceneSpec.parse(values)


def set_changes(**more: Any) -> None:
    """Callback's way to change the scene by hand: ``light__height=30`` sets ``light.height``."""
    view_switch.staging_changed()
    named = {name.replace("__", "."): value for name, value in more.items()}
    form_state.put(**{CHANGES: {**form_state.get(CHANGES), **named}})


def reread() -> None:
    """Callback: the sentence was changed, so that it is read anew; what was changed by hand stays."""
    form_state.put(scene=None)


def another_place() -> None:
    """Callback: another place of the same sentence and light."""
    view_switch.staging_changed()
    seed = draw_seed()
    opened = form_state.get("scene")
    form_state.put(seed=seed, scene=None if opened is None else {**opened, "seed": seed})


def other_light() -> None:
    """Callback: the same place in other light."""
    from core.scenes.drawing import relit_at_random

    light = relit_at_random(current(), draw_seed()).light.model_dump(mode="json")
    set_changes(**{f"light__{name}": value for name, value in light.items()})


def requests() -> list[GenerationRequest]:
    """A request for each picture, each with its own seed and its own place. Raises ``RequestError``,
    ``SceneError``."""
    plain, changes = form_state.requests(), form_state.get(CHANGES)
    if form_state.get("scene") is not None:
        return [with_one(request, scene_of(request.prompt, request.seed)) for request in plain]
    drawn = with_scenes(plain)
    return [with_one(request, changed(request.scene, changes)) for request in drawn if request.scene]


def with_one(request: GenerationRequest, scene: SceneSpec) -> GenerationRequest:
    """The request with that scene."""
    return request.model_copy(update={"scene": scene})


def fresh_seed(studio: Studio, photo: str) -> None:
    """Callback's way to see that the next pictures are new ones: the seed is drawn anew where this very
    picture of the ``photo`` of that sha256 was asked for already, here, before a reload or in another tab;
    else what is made is the place that is shown. Raises ``StudioError``."""
    asked = RunQuery(digest=requests()[0].digest(), photo=photo, page_size=1)
    if any(studio.runs.search(replace(asked, bin=binned)).runs for binned in (False, True)):
        another_place()
