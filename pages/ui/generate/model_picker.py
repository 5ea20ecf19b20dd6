"""Which model paints: its licences and time on this machine, and what is to be done where it is not here."""

from collections.abc import Mapping
from contextlib import suppress

import streamlit as st

from core.errors import StoreError, StudioError
from core.models.local import readable_size
from core.models.missing import missing_models
from core.models.profile import ModelProfile
from core.models.resolved import ResolvedProfile
from core.runtime.machine import ProfileState
from core.studio import Studio
from pages.ui.generate import form_state, own_state, photo, scene_state
from pages.ui.shell.machine import download_offer, licences
from pages.ui.shell.text import plain
from pages.ui.shell.times import readable_seconds

_BEFORE = "profile_before"
"""Session key of the profile that the select showed before it was changed."""


def choose(studio: Studio) -> tuple[ModelProfile, str | None]:
    """The select of profiles with what there is to know about the chosen one; returns it, and the
    sentence why it cannot paint now, ``None`` where it can."""
    profiles = studio.profiles()
    if form_state.get("profile") not in profiles:
        form_state.put(profile=studio.default_profile())
    chosen = form_state.get("profile")
    if not profiles[chosen].paints_scenes:
        chosen = _select(profiles)
    profile = profiles.get(str(chosen), profiles[studio.default_profile()])
    state = studio.machine().profiles[profile.name]
    expected, duration = None, ""
    # The time is only a hint: while nothing can be read of earlier pictures, the form goes without.
    with suppress(StoreError):
        steps = int(form_state.get("num_inference_steps"))
        own, traced = own_state.is_on(), profile.paints_scenes and _traces(studio)
        expected = studio.expected_seconds(profile.name, steps, own=own, traced=traced)
    if expected is not None:
        duration = f"About {readable_seconds(expected)} a picture on this machine. "
    st.caption(plain(f"{duration}{profile.description} {licences(state)}"))
    return profile, _missing(studio, profile, state)


def _traces(studio: Studio) -> bool:
    """Whether the form's place is traced, which takes ten times as long as painting it."""
    with suppress(StudioError):
        scene = scene_state.current()
        return studio.traces(scene_state.with_one(form_state.requests()[0], scene), scene)
    return False


def _select(profiles: Mapping[str, ModelProfile]) -> str:
    """The select of the profiles whose backgrounds are a model's."""
    st.session_state[_BEFORE] = form_state.get("profile")
    # The browser answers with what it was shown: a title that changes, by a time say, would come back as
    # no profile's.
    return str(
        st.selectbox(
            "Model",
            [name for name, profile in profiles.items() if not profile.paints_scenes],
            key=form_state.key("profile"),
            format_func=lambda name: profiles[name].title if name in profiles else str(name),
            on_change=switched,
            args=(profiles,),
            help="`profile`: the models that make the picture. Settings you have not touched follow it.",
        )
    )


def switched(profiles: Mapping[str, ModelProfile]) -> None:
    """Callback: settings that were left at the former profile's defaults take the new one's."""
    new = profiles.get(form_state.get("profile"))
    if new is not None:
        form_state.switch_profile(profiles[st.session_state[_BEFORE]], new)


def _missing(studio: Studio, profile: ModelProfile, state: ProfileState) -> str | None:
    """The sentence about the first model that is not on this machine, with its download offered; ``None``
    where all that the form asks for are here."""
    resolved = ResolvedProfile.of(profile, form_state.get("depth_model"))
    cut_out = not (photo.is_cut_out() and form_state.get("keep_source_alpha"))
    missing = missing_models(
        resolved, studio.settings, matting_model=form_state.get("matting_model"), cut_out=cut_out
    )
    if not missing:
        return None
    first = missing[0]
    download_offer(studio, first.fetch, state.missing_mb if first.fetch == profile.name else first.size_mb)
    about = f"{first.name} ({first.licence}, {readable_size(first.size_mb)})"
    if first.role == "matting":
        return f"The cut-out model {about} is not on this machine yet."
    if first.fetch != profile.name:
        return f"The depth model {about} is not on this machine yet."
    return f"{profile.title} is not on this machine yet."
