"""The form's values, kept for as long as the browser tab lives.

Streamlit forgets a widget's value as soon as a run leaves the widget out, so the values are kept apart
from the widgets: ``key`` lays a value into its widget before it is drawn, ``keep`` takes all back after.
"""

import time
from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.errors import RequestError
from core.models.parameters import GenerationParameters
from core.models.profile import ModelProfile
from core.request import GenerationRequest, usual_of_scenes
from core.scenes.canvas import size_asked
from core.variations import draw_seed, variations
from pages.ui.shell import late
from pages.ui.shell.laid import NOTHING

MAX_PICTURES = 8
FIELDS = tuple(name for name in GenerationRequest.model_fields if name != "schema_version")
DEFAULTED = tuple(GenerationParameters.model_fields)
"""The fields that a profile has a default for."""
EXTRAS: Mapping[str, Any] = {
    "pictures": 4,
    "keep_seed": False,
    "scene_changes": {},
    "from_scene": False,
    "before_example": {},
    "place_steps": {},
    "before_shop": {},
}
"""What the form asks beside a request's fields: how many pictures, whether the seed is kept, what was
changed of the scene by hand, whether a model begins with the scene, what an example replaced, the way
back and forth through the subjects' places, and what a shop's canvas replaced."""

SEEN_SECONDS = 5.0
"""After this long a value that was laid into its widget is taken to have been drawn."""

_STORE = "draft"
_UNSEEN = "draft_unseen"
_PREFIX = "draft_"
_NO_WORDS = "-"
PARENT = "parent"
"""Session key of the run that the form's pictures are derived from."""


def begin(profile: ModelProfile) -> None:
    """Start with ``profile``'s defaults where this tab has no draft yet."""
    st.session_state.setdefault(_UNSEEN, {})
    if _STORE not in st.session_state:
        st.session_state[_STORE] = {**fresh(profile), **EXTRAS}


def fresh(profile: ModelProfile) -> dict[str, Any]:
    """Every field of a request as ``profile`` has it, without words and with a new seed."""
    request = GenerationRequest.for_profile(profile, prompt=_NO_WORDS, seed=draw_seed())
    return {**_plain_values(request), "prompt": ""}


def get(name: str) -> Any:
    """The value of one field, as the user sees it now, in callbacks too."""
    return st.session_state.get(_PREFIX + name, st.session_state[_STORE][name])


def values() -> dict[str, Any]:
    """Every field of a request as it stands, valid or not."""
    return {name: get(name) for name in FIELDS}


def put(**changed: Any) -> None:
    """Set fields; only before their widgets are drawn, which means in callbacks or at a run's start."""
    late.change(*(_PREFIX + name for name, value in changed.items() if get(name) != value))
    st.session_state[_STORE] |= changed
    _show(*changed)
    st.session_state.update({_PREFIX + name: value for name, value in changed.items()})


def refill(name: str, usual: Any) -> None:
    """Callback: a field that was emptied, which says nothing, has its ``usual`` value again."""
    if get(name) is None:
        put(**{name: usual})


def key(name: str) -> str:
    """The key for the widget of one field, which then shows the value kept."""
    widget, unseen = _PREFIX + name, st.session_state[_UNSEEN]
    if widget not in st.session_state and get(name) != NOTHING:
        _show(name)
    if unseen.get(name, 0.0) > time.monotonic():
        st.session_state[widget] = get(name)
    return widget


def _show(*names: str) -> None:
    """See that the browser gets the values: Streamlit sends each with one run of the page alone, and what a
    busy browser has not drawn before the next run is lost. It would show the lowest value there is, and
    send it back as if the user had entered it."""
    st.session_state[_UNSEEN] |= dict.fromkeys(names, time.monotonic() + SEEN_SECONDS)


def keep() -> None:
    """Take back what the widgets say; call it once all are drawn."""
    st.session_state[_STORE] = {name: get(name) for name in st.session_state[_STORE]}


def switch_profile(old: ModelProfile, new: ModelProfile) -> None:
    """Take the new profile's defaults wherever the user has left the old one's as they were."""
    before, after = old.defaults.model_dump(mode="json"), new.defaults.model_dump(mode="json")
    usual: dict[str, Any] = {} if old.paints_scenes == new.paints_scenes else usual_of_scenes(new)
    put(profile=new.name, **usual, **{name: after[name] for name in DEFAULTED if get(name) == before[name]})


def reset(profile: ModelProfile) -> None:
    """All settings as ``profile`` has them; prompt, seed, further subjects and number of pictures stay."""
    kept = ("prompt", "seed", "profile", "also")
    put(**{name: value for name, value in fresh(profile).items() if name not in kept})


def silent(recorded: Mapping[str, Any], profiles: Mapping[str, ModelProfile]) -> dict[str, Any]:
    """What the form has of the fields that ``recorded``, another program's settings, does not speak of: room,
    cut-out, matte and the like stay. A scene goes: other words draw another one. So does what does not go
    together with the new settings."""
    kept = {name: get(name) for name in FIELDS if name not in (*recorded, "scene", "background", "also")}
    try:
        valid({**kept, **recorded}, profiles)
    except RequestError:
        return {name: value for name, value in kept.items() if name not in DEFAULTED}
    return kept


def valid(recorded: Mapping[str, Any], profiles: Mapping[str, ModelProfile]) -> dict[str, Any]:
    """The fields of ``recorded`` laid over their profile's defaults (the profile in use where it names none
    that is known), checked; what is no field is left out. Raises ``RequestError``."""
    known = {name: value for name, value in recorded.items() if name in FIELDS}
    if known.get("profile") not in profiles:
        known["profile"] = get("profile")
    profile = profiles[known.pop("profile")]
    prompt = str(known.pop("prompt", get("prompt")))
    seed = known.pop("seed", get("seed"))
    request = GenerationRequest.for_profile(profile, prompt=prompt.strip() or _NO_WORDS, seed=seed, **known)
    return {**_plain_values(request), "prompt": prompt}


def requests() -> list[GenerationRequest]:
    """What Generate asks for: a request for each picture, each with its own seed. Raises ``RequestError``."""
    first = GenerationRequest.parse({**values(), "schema_version": 1})
    return variations(first, int(get("pictures")))


def inspection_request() -> GenerationRequest:
    """A request that holds what decides cut-out and depth, with stand-ins for the rest: the inspection of a
    photo must not wait for words. Raises ``RequestError``."""
    names = (
        "profile", "max_side", "margin", "matting_model", "depth_scope", "depth_model", "keep_source_alpha",
        "matte_threshold", "matte_grow", "matte_feather", "matte_detail", "keep_small_parts", "decontaminate",
    )  # fmt: skip
    values = {name: get(name) for name in names}
    if size_asked(get("canvas")):  # which decides how large the photo is looked at
        values["canvas"] = get("canvas")
    return GenerationRequest.parse(values | {"prompt": _NO_WORDS, "seed": 0})


def _plain_values(request: GenerationRequest) -> dict[str, Any]:
    """The request's ``FIELDS`` as JSON-ready values."""
    dumped = request.model_dump(mode="json")
    return {name: dumped[name] for name in FIELDS}
