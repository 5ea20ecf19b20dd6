"""The subject in its scene, live: small and painted, before anything is made."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.errors import StudioError
from core.pipeline.scene_preview import QUICK_SIDE, SIDE
from core.request import GenerationRequest
from core.scenes.spec import SceneSpec
from core.studio import Studio
from pages.ui.generate import form_state, own_state, photo, scene_state, view_switch
from pages.ui.generate.preview import Inspection, Uninspected
from pages.ui.shell.errors import show as show_error
from pages.ui.shell.media import data_url, jpeg_bytes, png_bytes
from pages.ui.shell.text import plain
from pages.ui.widgets.picture_row import shown_width

MEASURES = {"hand": "fits a hand", "life": "is life-sized", "large": "is as large as a car"}
POSES = {"stands": "stands", "lies": "lies, seen from above", "hangs": "hangs"}
HELD = {"clips": "hangs from a hanger", "wall": "hangs flat on the wall"}
"""How a subject hangs that did not hang in its photo."""
PNG = b"\x89PNG"
"""How a PNG file begins."""
Refine = Callable[[], None]
RESTS, REST_SECONDS = 6, 0.06
"""How long nothing must change before a preview is drawn finer."""


@dataclass(frozen=True, kw_only=True)
class Staged:
    """A preview as a file, with what is said of it: the ``pose``, whether it was ``guessed``, the
    ``measure`` of the subject, the ``scene`` that was painted for it (``None`` on a background of one's own),
    the ``size`` of the picture that Generate would make, and ``remarks`` on a photo that is
    small for it."""

    picture: bytes
    pose: str
    guessed: bool
    measure: str
    scene: SceneSpec | None
    size: tuple[int, int]
    remarks: tuple[str, ...]


def ahead(studio: Studio, place: DeltaGenerator) -> str | None:
    """Draw the quick preview in ``place`` where it is what the page shows and nothing has to be found out
    about the photo first; returns what was drawn, for ``show``. To be called before the form is drawn, whose
    changes are known by then."""
    content = photo.content()
    scenes = scene_state.is_on(studio.profiles()) or form_state.get("from_scene") or own_state.is_on()
    if content is None or not scenes or own_state.lacks_picture() or not view_switch.is_staging():
        return None
    with suppress(StudioError):  # which ``show`` tells
        request = _request()
        if studio.has_cut_out(photo.digest(), request):
            asked = request.canonical_json()
            _draw(place, staged(studio, content, photo.digest(), asked, QUICK_SIDE))
            return asked
    return None


def show(studio: Studio, found: Inspection, place: DeltaGenerator, drawn: str | None) -> Refine:
    """The preview in ``place`` and what it shows: quick and coarse at once, so that it follows a drag, unless
    ``drawn`` is it; what is returned draws it finer, and is to be called when all else of the page is
    drawn."""
    if isinstance(found, Uninspected):
        place.empty()
        show_error(found.problem, "Other cut-out models and the matte's settings are under Advanced.")
        return _nothing
    content = photo.content()
    if content is None:
        return _nothing
    if own_state.lacks_picture():
        place.empty()
        st.caption(own_state.NO_PICTURE)
        return _nothing
    try:
        request = _request()
        asked = request.canonical_json()
        quick = staged(studio, content, photo.digest(), asked, QUICK_SIDE)
    except StudioError as error:
        place.empty()
        show_error(str(error))
        return _nothing
    if drawn != asked:
        _draw(place, quick)
    st.caption(plain(_told(studio, request, quick)))

    def refine() -> None:
        _rest()
        _draw(place, staged(studio, content, photo.digest(), asked, SIDE))

    return refine


@st.cache_data(show_spinner=False, max_entries=64)
def staged(_studio: Studio, _content: bytes, sha256: str, request: str, side: int) -> Staged:
    """The preview of a request on a photo, its longer side ``side`` px, remembered by all but the underscored
    arguments; raises ``StudioError``."""
    made = _studio.stage(_content, sha256, GenerationRequest.model_validate_json(request), side)
    picture = (png_bytes if side >= SIDE else jpeg_bytes)(made.image)
    return Staged(
        picture=picture,
        pose=made.pose,
        guessed=made.guessed,
        measure=made.measure,
        scene=made.scene,
        size=made.size,
        remarks=made.remarks,
    )


def _rest() -> None:
    """Wait until the user has let go: a change ends the page's run at the next thing that is drawn."""
    pause = st.empty()
    for _ in range(RESTS):
        time.sleep(REST_SECONDS)
        pause.empty()


def _nothing() -> None:
    """There is nothing to draw finer."""


def _draw(place: DeltaGenerator, made: Staged) -> None:
    width, height = made.size
    behind = "Background: your own" if made.scene is None else f"Scene: {made.scene.place.title}"
    alt = f"Preview: the subject {_held(made)}. {behind}"
    # Within the page: an address of its own may be gone before it is asked for, when the next one follows.
    url = data_url(made.picture, "image/png" if made.picture.startswith(PNG) else "image/jpeg")
    place.image(url, width=shown_width(width, height), alt=alt)


def _held(made: Staged) -> str:
    by = None if made.scene is None else made.scene.held
    return HELD.get(by or "", POSES[made.pose])


def _request() -> GenerationRequest:
    """The first picture's request; a sentence is not needed for it. Raises ``StudioError``."""
    if own_state.is_on():
        return own_state.request()
    values = form_state.values()
    words = str(values["prompt"]).strip() or "-"
    values |= {"prompt": words, "schema_version": 1, "scene": scene_state.current()}
    return GenerationRequest.parse(values)


def _told(studio: Studio, request: GenerationRequest, made: Staged) -> str:
    width, height = made.size
    guessed = " (a guess, to be changed in the form)" if made.guessed or request.size == "auto" else ""
    held = f"{_held(made)} and {MEASURES[made.measure]}{guessed}"
    told = [f"Preview of a picture of {width} × {height} px. The subject {held}."]
    if made.scene is not None and studio.traces(request, made.scene):
        told.append("The picture itself is traced with true light.")
    told += made.remarks
    return " ".join(told)
