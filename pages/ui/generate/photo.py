"""The photo: by click, drop, paste, camera or sample, checked by what is in it, kept between pages."""

import hashlib
from collections.abc import Callable

import numpy as np
import streamlit as st

from core.errors import ImageError, StudioError
from core.samples import LICENCES, load_sample, sample_names
from core.stages.image import check_file_size, deep_remark, read_image
from core.studio import Studio
from pages.ui.generate import form_state, recipe, view_switch
from pages.ui.generate.samples import ROW, sample_alt, sample_thumbnail, sample_title
from pages.ui.shell.errors import show
from pages.ui.shell.media import png_bytes
from pages.ui.shell.uploads import handed_over
from pages.ui.widgets.camera import camera, taken
from pages.ui.widgets.keys import take_keys

KINDS = "JPEG, PNG, WebP, AVIF, HEIC, TIFF or GIF"
REFUSED_UNREAD = 4
"""A file of so many times the allowed size is not even sent by the browser."""
SMALL_SIDE = 800
"""A photo whose longer side has fewer px is called small: shops ask for 1,000 px or more."""
THUMBNAIL = 144
"""The chosen photo beside its name, longest side in px; shown at half of it."""
MAX_NAME = 200
"""Characters of a file's name that are kept, from its end."""

_BYTES, _NAME, _SHA256, _NOTE = "photo_bytes", "photo_name", "photo_sha256", "photo_note"
_CUTOUT, _PROBLEM, _ROUND = "photo_cutout", "photo_problem", "photo_round"
"""Session keys of the photo, the sentence about one that could not be taken, and the uploader's number."""
_SIZE = "photo_size"
"""Session key of the photo's width and height in px."""
_CAMERA, _FILMING = "camera", "camera_on"
"""Session keys of the camera, and of whether it is open: the page is drawn anew meanwhile, when a picture is
done."""


def content() -> bytes | None:
    """The photo's bytes as they were uploaded, ``None`` before there is one."""
    return st.session_state.get(_BYTES)


def name() -> str:
    """The photo's file name as it was uploaded."""
    return st.session_state.get(_NAME, "")


def note() -> str:
    """What is said beneath the photo, such as a sample's licence."""
    return st.session_state.get(_NOTE) or ""


def digest() -> str:
    """The sha256 of the photo's bytes in hex, empty before there is one."""
    return st.session_state.get(_SHA256, "")


def is_cut_out() -> bool:
    """Whether the photo brings its matte along."""
    return bool(st.session_state.get(_CUTOUT))


def take(studio: Studio, upload: bytes, file_name: str, note: str = "") -> None:
    """Keep a photo after reading it once; one that cannot be read leaves the former in place, and the
    sentence about it beside it."""
    try:
        limits = studio.settings
        check_file_size(upload, limits.max_upload_bytes)
        image = read_image(upload, max_pixels=limits.max_pixels)
    except ImageError as error:
        st.session_state[_PROBLEM] = str(error)
        return
    kept = {_BYTES: upload, _NAME: file_name[-MAX_NAME:], _SHA256: hashlib.sha256(upload).hexdigest()}
    if kept[_SHA256] != digest():
        # Pictures of another photo are derived from no picture of this one.
        st.session_state[form_state.PARENT] = None
    st.session_state.update({**kept, _NOTE: note, _CUTOUT: image.mode == "RGBA", _PROBLEM: None})
    st.session_state[_SIZE] = image.size
    view_switch.turn_to_photo()


def drop() -> None:
    """Forget the photo, and what pictures of it are derived from."""
    st.session_state[form_state.PARENT] = None
    for key in (_BYTES, _NAME, _SHA256, _NOTE, _CUTOUT, _PROBLEM, _SIZE):
        st.session_state.pop(key, None)


def take_sample(studio: Studio, sample: str) -> None:
    """Keep one of the sample photos; an unknown name, which a link may bring, is answered by a sentence."""
    try:
        take(studio, sample_png(sample), f"{sample}.png", LICENCES[sample])
    except StudioError as error:
        st.session_state[_PROBLEM] = str(error)


def take_upload(studio: Studio, widget: str) -> None:
    """Callback: take what was uploaded and empty the uploader, so that the next file is an event of its own.
    A picture that carries its recipe waits with it until the user says what it is to be."""
    uploads = handed_over(widget)
    if not uploads:
        return
    upload = uploads[-1]
    st.session_state[_ROUND] += 1
    whole = upload.getvalue()
    if recipe.found(studio, whole, upload.name):
        st.session_state[_PROBLEM] = None
    else:
        take(studio, whole, upload.name)


def take_camera(studio: Studio) -> None:
    """Callback: take the photo that the camera made."""
    upload = taken(_CAMERA)
    if upload is not None:
        take(studio, upload, "camera.jpg")
        turn_camera(False)


def choose(studio: Studio, begin_another: Callable[[Studio, str], None]) -> None:
    """The ways to upload a photo, and the one that was chosen; ``begin_another`` is called before a picture's
    recipe takes the place of the form."""
    widget = f"photo_upload_{st.session_state.setdefault(_ROUND, 0)}"
    st.file_uploader(
        "Photo",
        key=widget,
        # What is too large is to be refused by a sentence, and not by a red sign without one.
        max_upload_size=REFUSED_UNREAD * studio.settings.max_upload_mb,
        on_change=take_upload,
        args=(studio, widget),
        help=f"Click, drop a file, or paste a picture anywhere on the page. {KINDS}, at most "
        f"{studio.settings.max_upload_mb} MB; it stays on this computer.",
    )
    take_keys(widget)
    if content() is None:
        st.caption(f"{KINDS}, at most {studio.settings.max_upload_mb} MB.")
    if problem := st.session_state.get(_PROBLEM):
        show(problem, f"{name()} stays the photo here." if content() is not None else None)
    recipe.offer(studio, take, begin_another)
    if content() is None:
        _samples(studio)
    else:
        _chosen(studio)
    st.button("Camera", icon=":material/photo_camera:", key="camera_open", on_click=turn_camera, args=(True,))
    if st.session_state.get(_FILMING):
        _take_a_photo(studio)


def turn_camera(on: bool) -> None:
    """Callback: open the camera, or close it."""
    st.session_state[_FILMING] = on


@st.dialog("Take a photo", width="large", on_dismiss=lambda: turn_camera(False))
def _take_a_photo(studio: Studio) -> None:
    """The camera, for as long as it takes: the browser asks for it as soon as it is there."""
    camera(key=_CAMERA, on_take=lambda: take_camera(studio))
    if not st.session_state[_FILMING]:
        st.rerun()  # which closes the dialog


def _chosen(studio: Studio) -> None:
    """The photo that was chosen, small, with its name and the button that removes it."""
    with st.container(horizontal=True, vertical_alignment="center", key="photo_chosen"):
        small = thumbnail(digest(), content() or b"", studio.settings.max_pixels)
        st.image(small, width=72, alt="The chosen photo, small")
        with st.container(gap="xxsmall", width=160):
            st.text(name())
            st.button("Remove", icon=":material/close:", key="photo_remove", type="tertiary", on_click=drop)
    if note := st.session_state.get(_NOTE):
        st.caption(note)
    if remark := deep(digest(), content() or b"", studio.settings.max_pixels):
        st.caption(remark)
    width, height = st.session_state.get(_SIZE) or (SMALL_SIDE, SMALL_SIDE)
    if max(width, height) < SMALL_SIDE:
        st.caption(
            f":material/photo_size_select_small: A small photo: {width} × {height} px. Enlarged it looks "
            "soft, and shops ask for 1,000 px or more; take a larger one where there is one."
        )


def _samples(studio: Studio) -> None:
    """The sample photos, each with the button that takes it, and their licences."""
    st.caption("Or try one of these:")
    with st.container(key=ROW):
        for column, sample in zip(st.columns(3), sample_names(), strict=True):
            with column:
                st.image(sample_thumbnail(sample), width="stretch", alt=sample_alt(sample))
                st.button(
                    sample_title(sample),
                    key=f"sample_{sample}",
                    help=LICENCES[sample],
                    width="stretch",
                    on_click=take_sample,
                    args=(studio, sample),
                )
    st.caption("  \n".join(LICENCES[sample] for sample in sample_names()))


@st.cache_data(show_spinner=False)
def sample_png(sample: str) -> bytes:
    """A sample photo as PNG bytes; raises what ``load_sample`` raises."""
    return png_bytes(np.asarray(load_sample(sample)))


@st.cache_data(show_spinner=False, max_entries=32)
def deep(sha256: str, _content: bytes, max_pixels: int) -> str | None:
    """What is said of a photo with more bits than pictures have; remembered by its sha256."""
    return deep_remark(_content, max_pixels=max_pixels)


@st.cache_data(show_spinner=False, max_entries=32)
def thumbnail(sha256: str, _content: bytes, max_pixels: int) -> bytes:
    """The photo of those bytes as PNG, its longest side ``THUMBNAIL`` px; remembered by their sha256."""
    image = read_image(_content, max_pixels=max_pixels)
    image.thumbnail((THUMBNAIL, THUMBNAIL))
    return png_bytes(np.asarray(image))
