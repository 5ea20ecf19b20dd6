"""The controls of a background of one's own: colours, or a picture."""

from typing import Any

import numpy as np
import streamlit as st

from core.errors import StudioError
from core.scenes.own import WHITE
from core.stages.image import read_image
from core.studio import Studio
from pages.ui.generate import own_state
from pages.ui.generate.photo import KINDS, REFUSED_UNREAD
from pages.ui.runs.names import field_title
from pages.ui.shell.errors import show
from pages.ui.shell.laid import lay
from pages.ui.shell.media import png_bytes
from pages.ui.shell.words import VALUE_WORDS

THUMBNAIL = 144
"""The chosen picture, longest side in px; shown at half of it."""
SLIDERS = {
    "blur": ((0.0, 1.0), "0 is as sharp as it was taken."),
    "darken": ((0.0, 1.0), "How much of its light is taken, so that the subject stands out."),
    "zoom": ((1.0, 4.0), "1 shows as much of it as the canvas has room for."),
    "x": ((0.0, 1.0), "Which part is kept where it is wider than the canvas: 0 its left."),
    "y": ((0.0, 1.0), "Which part is kept where it is taller than the canvas: 0 its top."),
}
"""The numbers of a picture: their limits, and what they do."""
USUAL = {"zoom": 1.0, "x": 0.5, "y": 0.5, "horizon": 0.45}


def panel(studio: Studio) -> None:
    """What there is to choose of the background that is on."""
    if own_state.is_picture():
        _picture(studio)
    else:
        _colours()


def _colours() -> None:
    values = own_state.values() or {}
    words = VALUE_WORDS["background.kind"]
    lay("own_kind", values.get("kind"))
    st.segmented_control(
        field_title("background.kind"),
        own_state.PLAIN_KINDS,
        key="own_kind",
        required=True,
        wrap=True,
        format_func=words.__getitem__,
        on_change=_changed,
        args=("kind", "own_kind"),
        help="Transparent: the cut-out alone, as a PNG or WebP file with alpha.",
    )
    if values.get("kind") == "transparent":
        return
    with st.container(horizontal=True, key="own_colours"):
        _colour("colour", values)
        if values.get("kind") == "gradient":
            _colour("second", values)
    if values.get("kind") == "gradient":
        _slider("turn", values, (-180.0, 180.0), "0 is from above to below, 90 from left to right.", 5.0)


def _picture(studio: Studio) -> None:
    values = own_state.values() or {}
    # A new one for each picture: what was taken is shown below, and another file is an event of its own.
    widget = f"own_upload_{st.session_state.setdefault(own_state.ROUND, 0)}"
    st.file_uploader(
        "Background picture",
        key=widget,
        max_upload_size=REFUSED_UNREAD * studio.settings.max_upload_mb,
        on_change=own_state.take_picture,
        args=(studio, widget),
        help=f"{KINDS}, at most {studio.settings.max_upload_mb} MB. It is kept with the pictures made of it.",
    )
    if own_state.lacks_picture():
        st.caption("The picture that is to stand behind the subject.")
        return
    try:
        content = studio.blobs.get(values["picture"])
    except StudioError:
        show("The picture for the background is not kept here any more.", "Choose it again.")
        return
    st.image(small(values["picture"], content), width=72, alt="The background's picture, small")
    for name, (limits, text) in SLIDERS.items():
        _slider(name, values, limits, text, 0.05)
    by_hand = values.get("horizon") is not None
    lay("own_horizon_set", by_hand)
    st.toggle(
        "Horizon by hand",
        key="own_horizon_set",
        on_change=_horizon_turned,
        help="Off: the row at which its ground vanishes is estimated from the picture.",
    )
    if by_hand:
        _slider("horizon", values, (-0.5, 0.9), "As a share of the height, from above.", 0.01)


@st.cache_data(show_spinner=False, max_entries=16)
def small(sha256: str, _content: bytes) -> bytes:
    """A kept picture as PNG, its longest side ``THUMBNAIL`` px; remembered by its sha256."""
    image = read_image(_content)
    image.thumbnail((THUMBNAIL, THUMBNAIL))
    return png_bytes(np.asarray(image))


def _horizon_turned() -> None:
    on = st.session_state["own_horizon_set"]
    own_state.set_values(horizon=USUAL["horizon"] if on else None)


def _changed(name: str, widget: str) -> None:
    own_state.set_values(**{name: st.session_state[widget]})


def _colour(name: str, values: dict[str, Any]) -> None:
    widget = f"own_{name}"
    lay(widget, values.get(name) or WHITE)
    title = field_title(f"background.{name}")
    st.color_picker(title, key=widget, on_change=_changed, args=(name, widget))


def _slider(name: str, values: dict[str, Any], limits: tuple[float, float], text: str, step: float) -> None:
    widget = f"own_{name}"
    lay(widget, float(values.get(name, USUAL.get(name, 0.0))))
    title = field_title(f"background.{name}")
    st.slider(title, *limits, step=step, key=widget, help=text, on_change=_changed, args=(name, widget))
