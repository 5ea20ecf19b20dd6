"""What the studio finds in a photo before any picture: the cut-out on a plain backdrop, and the depth."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import streamlit as st

from core.errors import InputError, ModelMissingError, StudioError
from core.request import GenerationRequest
from core.stages.arrays import Pixels
from core.studio import Studio
from pages.ui.generate import form_state, photo
from pages.ui.shell.errors import show
from pages.ui.shell.laid import lay_first
from pages.ui.shell.media import png_bytes
from pages.ui.widgets.picture_row import shown_width

Backdrop = Literal["Checker", "White", "Black"]
BACKDROPS: tuple[Backdrop, ...] = ("Checker", "White", "Black")
SQUARE = 12
"""Side of the checker's squares in px."""


@dataclass(frozen=True, kw_only=True)
class Inspected:
    """What was found in a photo: the subject on each backdrop and the control image as PNG, whether that is
    the mask in place of depth, the matte's ``coverage`` of the frame 0…1, width and height in px, and the
    ``closed`` sides at which no room is added. ``depth_problem`` says why there is no depth, where the
    depth model is not on this machine."""

    cutouts: Mapping[Backdrop, bytes]
    control: bytes
    control_is_mask: bool
    coverage: float
    width: int
    height: int
    closed: tuple[str, ...]
    depth_problem: str | None = None


@dataclass(frozen=True)
class Uninspected:
    """Why nothing was found in a photo, as a sentence."""

    problem: str


Inspection = Inspected | Uninspected


def inspect(studio: Studio) -> Inspection | None:
    """The inspection of the form's photo with the form's settings; ``None`` before there is a photo."""
    content = photo.content()
    if content is None:
        return None
    try:
        request = form_state.inspection_request()
        try:
            return _inspect_with(studio, content, request)
        except ModelMissingError as error:
            # The cut-out all the same, where it is only the depth model that is missing.
            built_in = request.model_copy(update={"profile": "mini", "depth_model": None})
            try:
                found = _inspect_with(studio, content, built_in)
            except StudioError:
                return Uninspected(str(error))
            return found if isinstance(found, Uninspected) else replace(found, depth_problem=str(error))
    except StudioError as error:
        return Uninspected(str(error))


def _inspect_with(studio: Studio, content: bytes, request: GenerationRequest) -> Inspection:
    """What is remembered of this photo, request and profile as it is now, else found now; raises
    ``StudioError`` for what is wrong with the machine, such as a missing model."""
    profile = studio.profiles().get(request.profile)
    known = "" if profile is None else profile.model_dump_json()
    folder = str(studio.settings.data_dir)
    return remembered(studio, content, photo.digest(), request.canonical_json(), known, folder)


@st.cache_data(show_spinner="Cutting out the subject and measuring depth …", max_entries=12)
def remembered(
    _studio: Studio, _content: bytes, sha256: str, request: str, profile: str, data_dir: str
) -> Inspection:
    """What is wrong with the photo is remembered as well; what is wrong with the machine is raised, and
    tried again the next time. All arguments are the key, apart from the underscored ones."""
    asked = GenerationRequest.model_validate_json(request)
    try:
        found = _studio.inspect(_content, asked)
    except InputError as error:
        return Uninspected(str(error))
    height, width = found.matte.shape[:2]
    return Inspected(
        cutouts={name: png_bytes(on_backdrop(found.source, found.matte, name)) for name in BACKDROPS},
        control=png_bytes(found.control),
        control_is_mask=found.depth_model is None,
        coverage=found.coverage,
        width=width,
        height=height,
        closed=found.frame.closed if asked.margin else (),
    )


def on_backdrop(source: Pixels, matte: Pixels, backdrop: Backdrop) -> Pixels:
    """The subject of ``source`` (H×W×3, 0…255), as ``matte`` (H×W, 255 = subject) has it, on a backdrop."""
    height, width = matte.shape
    if backdrop == "Checker":
        rows, columns = np.ogrid[:height, :width]
        behind = np.where((rows // SQUARE + columns // SQUARE) % 2, 200, 235)[..., None].astype(np.float32)
    else:
        behind = np.full((height, width, 1), 255 if backdrop == "White" else 0, np.float32)
    shares = matte[..., None].astype(np.float32) / 255
    return np.rint(source * shares + behind * (1 - shares)).astype(np.uint8)


def cutout(found: Inspection) -> None:
    """The cut-out, large, on the backdrop that is chosen here."""
    if isinstance(found, Uninspected):
        show(found.problem, "Other cut-out models and the matte's settings are under Advanced.")
        return
    lay_first("backdrop", st.session_state.get("backdrop_kept", "Checker"))
    backdrop = st.segmented_control("Backdrop", BACKDROPS, key="backdrop", required=True) or "Checker"
    st.session_state["backdrop_kept"] = backdrop
    wide = shown_width(found.width, found.height)
    st.image(found.cutouts[backdrop], width=wide, alt=f"The subject, cut out, on {backdrop.lower()}")
    caption = f"{found.width} × {found.height} px, the subject takes {found.coverage:.0%} of the frame."
    if found.closed:
        caption += f" No room is added where the photo cuts the subject off: {', '.join(found.closed)}."
    st.caption(caption)


def depth(found: Inspection) -> None:
    """The control image that shapes the background."""
    if isinstance(found, Uninspected):
        show(found.problem)
        return
    if found.depth_problem is not None:
        show(found.depth_problem)
        return
    if found.control_is_mask:
        alt = "What the model is shown: white is painted anew"
        caption = "This model is shown the mask in place of depth; white is painted anew."
    else:
        alt = "What the model is shown of the photo's depth: light is near"
        caption = "What shapes the background; light is near. Its strength and scope are under Advanced."
    st.image(found.control, width="stretch", alt=alt)
    st.caption(caption)


def why_not(found: Inspection | None, model_missing: str | None) -> str | None:
    """The sentence why no picture can be made now, ``None`` where one can. An empty scene is none of these:
    a button that only wakes once the text is left would swallow the first click."""
    if found is None:
        return "Choose a photo first."
    return model_missing or (found.problem if isinstance(found, Uninspected) else found.depth_problem)
