"""What the studio sees in a photo: the cut-out before a plain backdrop, and the depth, before any picture."""

from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import streamlit as st

from core.errors import InputError, ModelMissingError, StudioError
from core.request import GenerationRequest
from core.stages.arrays import Pixels
from core.studio import Studio
from pages.ui.generate import form_state, photo
from pages.ui.shell.errors import show
from pages.ui.shell.media import png_bytes
from pages.ui.widgets.sizes import shown_width

Backdrop = Literal["Checker", "White", "Black"]
BACKDROPS: tuple[Backdrop, ...] = ("Checker", "White", "Black")
SQUARE = 12
"""Side of the checker's squares in px."""


def before_backdrop(source: Pixels, matte: Pixels, backdrop: Backdrop) -> Pixels:
    """The subject of ``source`` (H×W×3), as ``matte`` (H×W, 255 = subject) has it, before a backdrop."""
    shares = matte[..., None].astype(np.float32) / 255
    behind = _backdrop(matte.shape[0], matte.shape[1], backdrop)
    return np.rint(source * shares + behind * (1 - shares)).astype(np.uint8)


def _backdrop(height: int, width: int, backdrop: Backdrop) -> npt.NDArray[np.float32]:
    if backdrop != "Checker":
        return np.full((height, width, 1), 255 if backdrop == "White" else 0, np.float32)
    rows, columns = np.ogrid[:height, :width]
    return np.where((rows // SQUARE + columns // SQUARE) % 2, 200, 235)[..., None].astype(np.float32)


def seen(studio: Studio) -> dict[str, Any] | str | None:
    """What was found in the photo (``cutouts`` by backdrop and ``depth`` as PNG, whether that is the
    ``mask``, ``coverage`` 0…1, ``width``, ``height``, the sides ``closed`` to room; ``lacking`` says why
    there is no depth), or the sentence why nothing was; ``None`` before there is a photo."""
    given = photo.content()
    if given is None:
        return None
    try:
        request = form_state.seeing()
        try:
            return _looked(studio, given, request)
        except ModelMissingError as error:
            return _without_depth(studio, given, request, str(error))
    except StudioError as error:
        return str(error)


def _looked(studio: Studio, given: bytes, request: GenerationRequest) -> dict[str, Any] | str:
    profile = studio.profiles().get(request.profile)
    known = "" if profile is None else profile.model_dump_json()
    folder = str(studio.settings.data_dir)
    return _inspected(studio, given, photo.digest(), request.canonical_json(), known, folder)


def _without_depth(
    studio: Studio, given: bytes, request: GenerationRequest, lacking: str
) -> dict[str, Any] | str:
    """The cut-out all the same, where it is only the depth model that is not on this machine."""
    built_in = request.model_copy(update={"profile": "mini", "depth_model": None})
    try:
        found = _looked(studio, given, built_in)
    except StudioError:
        return lacking
    return found if isinstance(found, str) else {**found, "lacking": lacking}


@st.cache_data(show_spinner="Cutting out the subject and measuring depth …", max_entries=12)
def _inspected(
    _studio: Studio, _photo: bytes, sha256: str, request: str, profile: str, data_dir: str
) -> dict[str, Any] | str:
    """Kept for each photo, request and profile as it is now; what is wrong with the photo is kept as well,
    what is wrong with the machine (a model that is missing now) is raised."""
    asked = GenerationRequest.model_validate_json(request)
    try:
        found = _studio.inspect(_photo, asked)
    except InputError as error:
        return str(error)
    height, width = found.matte.shape[:2]
    cutouts = {name: png_bytes(before_backdrop(found.source, found.matte, name)) for name in BACKDROPS}
    return {
        "cutouts": cutouts,
        "depth": png_bytes(found.control),
        "mask": found.depth_model is None,
        "coverage": found.coverage,
        "closed": found.frame.closed if asked.margin else (),
        "width": width,
        "height": height,
    }


def cutout(found: dict[str, Any] | str) -> None:
    """The cut-out, large, before the backdrop that is chosen here."""
    if isinstance(found, str):
        show(found, "Other cut-out models and the matte's settings are under Advanced.")
        return
    st.session_state.setdefault("backdrop", st.session_state.get("backdrop_kept", "Checker"))
    backdrop = st.segmented_control("Backdrop", BACKDROPS, key="backdrop", required=True) or "Checker"
    st.session_state["backdrop_kept"] = backdrop
    wide = shown_width(found["width"], found["height"])
    st.image(found["cutouts"][backdrop], width=wide, alt=f"The subject, cut out, on {backdrop.lower()}")
    said = f"{found['width']} × {found['height']} px, the subject takes {found['coverage']:.0%} of the frame."
    if closed := found["closed"]:
        said += f" No room is added where the photo cuts the subject off: {', '.join(closed)}."
    st.caption(said)


def depth(found: dict[str, Any] | str) -> None:
    """The control image that shapes the background."""
    if isinstance(found, str) or "lacking" in found:
        show(found if isinstance(found, str) else found["lacking"])
        return
    if found["mask"]:
        st.image(found["depth"], width="stretch", alt="What the model is shown: white is painted anew")
        st.caption("This model is shown the mask in place of depth; white is painted anew.")
        return
    st.image(
        found["depth"], width="stretch", alt="What the model is shown of the photo's depth: light is near"
    )
    st.caption("What shapes the background; light is near. Its strength and scope are under Advanced.")


def why_not(found: dict[str, Any] | str | None, model_missing: str | None) -> str | None:
    """The sentence why no picture can be made now, ``None`` where one can. An empty scene is none of these:
    a button that only wakes once the text is left would swallow the first click."""
    if found is None:
        return "Choose a photo first."
    return model_missing or (found if isinstance(found, str) else found.get("lacking"))
