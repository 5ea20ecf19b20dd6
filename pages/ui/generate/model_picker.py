"""Which model paints: its licences and time on this machine, and what is to be done where it is not here."""

from collections.abc import Mapping
from contextlib import suppress

import streamlit as st

from core.errors import StoreError
from core.models.local import is_here, readable_size
from core.models.matting_models import MATTING_MODELS, MattingModel
from core.models.matting_weights import is_present
from core.models.profile import ModelProfile
from core.models.profiles import DEPTH_MODELS
from core.runtime.machine import ProfileState
from core.studio import Studio
from pages.ui.generate import form_state, photo
from pages.ui.shell.errors import show
from pages.ui.shell.machine import follow_download, licences
from pages.ui.shell.text import plain
from pages.ui.shell.times import readable_seconds


def choose(studio: Studio) -> tuple[ModelProfile, str | None]:
    """The select of profiles with what there is to know about the chosen one; returns it, and the
    sentence why it cannot paint now, ``None`` where it can."""
    profiles = studio.profiles()
    if form_state.get("profile") not in profiles:
        form_state.put(profile=studio.default_profile())
    st.session_state["profile_before"] = form_state.get("profile")
    # The browser answers with what it was shown: a title that changes, by a time say, would come back as
    # no profile's.
    chosen = st.selectbox(
        "Model",
        list(profiles),
        key=form_state.key("profile"),
        format_func=lambda name: profiles[name].title if name in profiles else str(name),
        on_change=_switched,
        args=(profiles,),
        help="Settings you have not touched follow the model.",
    )
    profile = profiles.get(str(chosen), profiles[studio.default_profile()])
    state = studio.machine().profiles[profile.name]
    st.caption(plain(f"{_time(studio, profile)}{profile.description} {licences(state)}"))
    return profile, _missing(studio, profile, state)


def _switched(profiles: Mapping[str, ModelProfile]) -> None:
    new = profiles.get(form_state.get("profile"))
    if new is not None:
        form_state.switch_profile(profiles[st.session_state["profile_before"]], new)


def _time(studio: Studio, profile: ModelProfile) -> str:
    expected = None
    # Nobody has asked how long: while nothing can be read of earlier pictures, the form goes without.
    with suppress(StoreError):
        expected = studio.expected_seconds(profile.name, int(form_state.get("num_inference_steps")))
    return "" if expected is None else f"About {readable_seconds(expected)} a picture on this machine. "


def _missing(studio: Studio, profile: ModelProfile, state: ProfileState) -> str | None:
    if not state.ready and not _only_matting(state):
        _offer(studio, state.profile.name, state.missing_mb)
        return f"{profile.title} is not on this machine yet."
    if (depth := _chosen_depth(profile)) and not is_here(DEPTH_MODELS[depth], studio.settings):
        ref = DEPTH_MODELS[depth]
        _offer(studio, depth, ref.size_mb)
        about = f"{ref.licence}, {readable_size(ref.size_mb)}"
        return f"The depth model {ref.name} ({about}) is not on this machine yet."
    if photo.is_cut_out() and form_state.get("keep_source_alpha"):
        return None
    chosen = MATTING_MODELS[form_state.get("matting_model")]
    if not is_present(chosen.name, studio.settings.weights_dir):
        return _matting_missing(studio, state, chosen)
    return None


def _chosen_depth(profile: ModelProfile) -> str | None:
    """The depth model that was chosen in place of the profile's own; none where a mask guides it."""
    return None if profile.control == "mask" else form_state.get("depth_model")


def _only_matting(state: ProfileState) -> bool:
    return {model.role for model in state.missing} == {"matting"}


def _matting_missing(studio: Studio, state: ProfileState, chosen: MattingModel) -> str:
    if chosen.name in {model.name for model in state.missing}:
        _offer(studio, state.profile.name, state.missing_mb)
    else:
        _offer(studio, chosen.name, chosen.size_mb)
    return (
        f"The cut-out model {chosen.name} ({chosen.licence}, {readable_size(chosen.size_mb)}) "
        "is not on this machine yet."
    )


def _offer(studio: Studio, name: str, missing_mb: float) -> None:
    """The button that downloads a profile or a single model, and how far it is."""
    download = studio.downloads.states().get(name)
    if download is not None and download.active:
        st.fragment(_progress, run_every=1.0)(studio, name)
        return
    if download is not None and download.problem:
        show(download.problem)
    size = readable_size(missing_mb)
    st.button(
        f"Download {size}",
        icon=":material/download:",
        key="fetch",
        on_click=studio.downloads.start,
        args=(name,),
    )
    st.caption("or in a terminal:")
    st.code(f"python -m core fetch {name}", language="bash")


def _progress(studio: Studio, name: str) -> None:
    download = studio.downloads.states().get(name)
    if download is None or not download.active:
        st.rerun()
        return
    follow_download(studio, name, download)
