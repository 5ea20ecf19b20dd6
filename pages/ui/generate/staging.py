"""The subject in its scene, live: small and painted, before anything is made."""

import streamlit as st

from core.errors import InputError, StudioError
from core.pipeline.scene_preview import ScenePreview
from core.request import GenerationRequest
from core.studio import Studio
from pages.ui.generate import form_state, photo, scene_state
from pages.ui.generate.preview import Inspection, Uninspected
from pages.ui.shell.errors import show as show_error
from pages.ui.shell.media import png_bytes
from pages.ui.shell.text import plain
from pages.ui.widgets.picture_row import shown_width

POSES = {"stands": "stands", "lies": "lies, seen from above", "hangs": "hangs"}


def show(studio: Studio, found: Inspection) -> None:
    """The preview, large, and what it shows."""
    if isinstance(found, Uninspected):
        show_error(found.problem, "Other cut-out models and the matte's settings are under Advanced.")
        return
    content = photo.content()
    if content is None:
        return
    try:
        request = _request()
        made = studio.stage(content, photo.digest(), request)
    except (InputError, StudioError) as error:
        show_error(str(error))
        return
    width, height = made.size
    alt = f"Preview: the subject {POSES[made.pose]}, {made.scene.place.title.lower()}"
    st.image(png_bytes(made.image), width=shown_width(width, height), alt=alt)
    st.caption(plain(_told(studio, request, made)))


def _request() -> GenerationRequest:
    """The first picture's request; a sentence is not needed for it. Raises ``StudioError``."""
    values = form_state.values()
    words = str(values["prompt"]).strip() or "-"
    values |= {"prompt": words, "schema_version": 1, "scene": scene_state.current()}
    return GenerationRequest.parse(values)


def _told(studio: Studio, request: GenerationRequest, made: ScenePreview) -> str:
    width, height = made.size
    guessed = " (a guess, to be changed at the left)" if made.guessed else ""
    told = [f"Preview of a picture of {width} × {height} px. The subject {POSES[made.pose]}{guessed}."]
    if studio.traces(request, made.scene):
        told.append("The picture itself is traced with true light.")
    return " ".join(told)
