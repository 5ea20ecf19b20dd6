"""The subject in its scene, live: small and painted, before anything is made, and there to be moved."""

import hashlib
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from core.errors import StudioError
from core.models.profiles import SCENE_PROFILE
from core.pipeline.scene_painter import SEEN_THROUGH, SEVERAL
from core.pipeline.scene_preview import QUICK_SIDE, SIDE, Shares, subject_key
from core.request import GenerationRequest
from core.scenes.canvas import Place
from core.scenes.spec import SceneSpec
from core.scenes.telling import left_out
from core.studio import Studio
from pages.ui.generate import canvas, form_state, own_state, photo, placing, scene_state, view_switch
from pages.ui.generate.preview import Inspection, Uninspected
from pages.ui.shell.errors import show as show_error
from pages.ui.shell.media import data_url, jpeg_bytes, png_bytes
from pages.ui.shell.text import plain
from pages.ui.widgets.canvas import Canvas, Layer, finer, subject
from pages.ui.widgets.canvas import canvas as draw_canvas

MEASURES = {"hand": "fits a hand", "life": "is life-sized", "large": "is as large as a car"}
POSES = {"stands": "stands", "lies": "lies, seen from above", "hangs": "hangs"}
HELD = {"clips": "hangs from a hanger", "wall": "hangs flat on the wall"}
"""How a subject hangs that did not hang in its photo."""
UNPAINTED = "#d6d6d6"
"""What stands in a preview where a model is going to paint."""
PNG = b"\x89PNG"
"""How a PNG file begins."""
Refine = Callable[[], None]
_REDRAWN = "stage_redrawn"
"""Session key of the request for which the page was drawn anew."""
RESTS, REST_SECONDS = 6, 0.06
"""How long nothing must change before a preview is drawn finer."""


@dataclass(frozen=True, kw_only=True)
class Staged:
    """What a preview has behind the subject, and before it (else empty), as files, with what is said of
    it: the ``pose``, whether it was ``guessed``, the ``measure`` of the subject, the ``scene`` that was
    painted for it (``None`` on a background of one's own), the ``size`` of the picture that Generate would
    make, the subjects' ``places`` and ``boxes``, the row of the ground's ``foot``, ``remarks`` on a photo
    that is small for it, and whether the first subject is ``seen_through``."""

    behind: bytes
    before: bytes
    pose: str
    guessed: bool
    measure: str
    scene: SceneSpec | None
    size: tuple[int, int]
    places: tuple[Place, ...]
    boxes: tuple[Shares, ...]
    foot: float
    remarks: tuple[str, ...]
    seen_through: bool


def ahead(studio: Studio, place: DeltaGenerator) -> str | None:
    """Draw the quick preview in ``place`` where it is what the page shows and nothing has to be found out
    about the photo first; returns what was drawn, for ``show``. To be called before the form is drawn, whose
    changes are known by then."""
    placing.rests()
    content = photo.content()
    if content is None or not is_shown(studio) or own_state.lacks_picture() or not view_switch.is_staging():
        return None
    with suppress(StudioError):  # which ``show`` tells
        request = _request(studio)
        if studio.has_cut_out(photo.digest(), request):
            return _live(studio, place, request)
    return None


def is_shown(studio: Studio) -> bool:
    """Whether the subject in its place can be shown before anything is made: always, but for a model that
    paints around the subject as the photo has it."""
    return not _by_model(studio) or canvas.by_numbers()


def _by_model(studio: Studio) -> bool:
    """Whether a model paints all of the background."""
    scenes = scene_state.is_on(studio.profiles()) or form_state.get("from_scene") or own_state.is_on()
    return not scenes


def show(studio: Studio, found: Inspection, place: DeltaGenerator, drawn: str | None) -> Refine:
    """The preview in ``place`` and what it shows: quick and coarse at once, so that it follows a drag, unless
    it was ``drawn``; what is returned draws it finer, and is to be called when all else of the page is
    drawn."""
    if isinstance(found, Uninspected):
        show_error(found.problem, "Other cut-out models and the matte's settings are under Advanced.")
        return _nothing
    content = photo.content()
    if content is None:
        return _nothing
    if own_state.lacks_picture():
        st.caption(own_state.NO_PICTURE)
        return _nothing
    try:
        request = _request(studio)
        asked = request.canonical_json()
        active = _active(request)
        quick = staged(studio, content, photo.digest(), asked, QUICK_SIDE, active)
        if drawn is None:
            _live(studio, place, request)
        elif drawn != asked and st.session_state.get(_REDRAWN) != asked:
            # The form changed as it was drawn; a canvas is drawn once in a run.
            st.session_state[_REDRAWN] = asked
            st.rerun()
    except StudioError as error:
        show_error(str(error))
        return _nothing
    st.caption(plain(_told(studio, request, quick)))

    def refine() -> None:
        _rest()
        fine = staged(studio, content, photo.digest(), asked, SIDE, active)
        with place:
            finer(_url(fine.behind), _url(fine.before), f"{active} {asked}", key=placing.KEY)

    return refine


@st.cache_data(show_spinner=False, max_entries=64)
def staged(_studio: Studio, _content: bytes, sha256: str, request: str, side: int, active: int) -> Staged:
    """The preview of a request on a photo, its longer side ``side`` px, behind the ``active`` subject;
    remembered by all but the underscored arguments; raises ``StudioError``."""
    made = _studio.stage(_content, sha256, GenerationRequest.model_validate_json(request), side, active)
    behind = (png_bytes if side >= SIDE else jpeg_bytes)(made.behind)
    return Staged(
        behind=behind,
        before=b"" if made.before is None else png_bytes(made.before),
        pose=made.pose,
        guessed=made.guessed,
        measure=made.measure,
        scene=made.scene,
        size=made.size,
        places=made.places,
        boxes=made.boxes,
        foot=made.foot,
        remarks=made.remarks,
        seen_through=made.seen_through,
    )


@st.cache_data(show_spinner=False, max_entries=16)
def layer(_studio: Studio, _content: bytes, _request: GenerationRequest, sha256: str, cut_out: str) -> Layer:
    """The cut-out of a photo as a canvas has it, remembered by the photo's ``sha256`` and what of the request
    decides the ``cut_out``; raises ``StudioError``."""
    made = _studio.cut_out(_content, sha256, _request)
    height, width = made.pixels.shape[:2]
    return Layer(
        id=hashlib.sha256(f"{sha256} {cut_out}".encode()).hexdigest()[:16],
        url=data_url(png_bytes(made.pixels)),
        crop=(made.left, made.top, width, height),
        size=made.size,
        outline=made.outline,
    )


def _layer(studio: Studio, content: bytes, request: GenerationRequest, made: Staged) -> Layer:
    """The cut-out of the subject in hand, as what was ``made`` has it."""
    active = _active(request)
    if not active:
        return layer(studio, content, request, photo.digest(), subject_key(request))
    name = request.also[active - 1].photo
    # Further subjects are held up as the first one is.
    request = request.model_copy(update={"pose": made.pose})
    return layer(studio, studio.blobs.get(name), request, name, subject_key(request))


def _active(request: GenerationRequest) -> int:
    """The subject in hand; where a model paints around one there are no others."""
    return min(placing.active(), len(request.also))


def _rest() -> None:
    """Wait until the user has let go: a change ends the page's run at the next thing that is drawn."""
    pause = st.empty()
    for _ in range(RESTS):
        time.sleep(REST_SECONDS)
        pause.empty()


def _nothing() -> None:
    """There is nothing to draw finer."""


def _live(studio: Studio, place: DeltaGenerator, request: GenerationRequest) -> str:
    """The canvas in ``place``, drawn by itself for as long as it is in somebody's hand: all of the page would
    take the browser so long that the hand feels it. Returns what was drawn. Raises ``StudioError``."""
    content = photo.content() or b""

    def draw() -> None:
        asked = _request(studio)
        active = _active(asked)
        made = staged(studio, content, photo.digest(), asked.canonical_json(), QUICK_SIDE, active)
        _draw(made, _layer(studio, content, asked, made), asked)
        if placing.rests():
            st.rerun()

    with place:
        st.fragment(draw)()
    return request.canonical_json()


def _draw(made: Staged, cut_out: Layer, request: GenerationRequest) -> None:
    """The canvas with what was ``made`` of the request and the cut-out over it."""
    width, height = made.size
    behind = "Background: your own" if made.scene is None else f"Scene: {made.scene.place.title}"
    placing.shown(made.places)
    active = _active(request)
    by_hand = placing.current(active)
    undo, redo = placing.can()
    shown = Canvas(
        # In the page: an address of its own may be gone before it is asked for, when the next one follows.
        url=_url(made.behind),
        before=_url(made.before),
        alt=f"Preview: the subject {_held(made)}. {behind}",
        asked=f"{active} {request.canonical_json()}",
        subject=cut_out.id,
        width=width,
        height=height,
        place=by_hand or made.places[active].model_dump(mode="json"),
        limits=placing.REACH,
        by_hand=by_hand is not None,
        foot=made.foot,
        zone=None if active else canvas.zone(),
        answered=placing.answered(),
        can_undo=undo,
        can_redo=redo,
        which=active,
        boxes=made.boxes,
    )
    draw_canvas(shown, key=placing.KEY, on_told=placing.take)
    subject(cut_out, key=placing.KEY)


def _url(picture: bytes) -> str:
    """An address that has the picture in it; empty where there is none."""
    return data_url(picture, "image/png" if picture.startswith(PNG) else "image/jpeg") if picture else ""


def _held(made: Staged) -> str:
    by = None if made.scene is None else made.scene.held
    return HELD.get(by or "", POSES[made.pose])


def _request(studio: Studio) -> GenerationRequest:
    """The first picture's request; a sentence is not needed for it. Raises ``StudioError``."""
    if own_state.is_on():
        return own_state.request()
    if _by_model(studio):
        # Plain ground stands for what the model is going to paint.
        stands_for = {
            "profile": SCENE_PROFILE,
            "background": {"kind": "colour", "colour": UNPAINTED},
            "also": (),
        }
        return GenerationRequest.parse({**form_state.values(), **stands_for, "scene": None, "prompt": "-"})
    values = form_state.values()
    words = str(values["prompt"]).strip() or "-"
    values |= {"prompt": words, "schema_version": 1, "scene": scene_state.current()}
    return GenerationRequest.parse(values)


TRACED = "This preview is painted; the picture itself is traced with true light, and its shade differs."


def painter_told(studio: Studio, request: GenerationRequest, made: Staged) -> list[str]:
    """Whether the picture is traced, or why it is not where its place could be."""
    alone = request.model_copy(update={"also": ()})
    if made.scene is None or not studio.traces(alone, made.scene):
        return []
    if made.seen_through and request.scene_painter != "traced":
        return [SEEN_THROUGH]
    return [SEVERAL] if request.also else [TRACED]


def _told(studio: Studio, request: GenerationRequest, made: Staged) -> str:
    width, height = made.size
    # Before one's own background a size is neither asked for nor of any effect.
    sized = made.scene is not None
    is_guess = made.guessed or (sized and request.size == "auto")
    guessed = " (a guess, to be changed in the form)" if is_guess else ""
    held = f"{_held(made)}{f' and {MEASURES[made.measure]}' if sized else ''}{guessed}"
    told = [f"Preview of a picture of {width} × {height} px. The subject {held}."]
    if _by_model(studio):
        told = [f"Where the subject is put, in {width} × {height} px; the model paints around it."]
    told += painter_told(studio, request, made)
    if made.scene is not None and form_state.get("scene") is None:
        told += filter(None, [left_out(scene_state.reading().wishes, made.scene)])
    told += made.remarks
    return " ".join(told)
