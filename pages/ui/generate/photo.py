"""The photo: by click, drop, paste, camera or sample, checked by what is in it, kept between pages."""

import hashlib
from io import BytesIO

import streamlit as st
from PIL import Image

from core.errors import ImageError, StudioError
from core.samples import LICENCES, load_sample, sample_names
from core.stages.image import check_file_size, read_image
from pages.ui.generate import recipe, view_switch
from pages.ui.generate.samples import sample_alt, sample_thumbnail, sample_title
from pages.ui.shell.errors import show
from pages.ui.shell.resources import studio

ENDINGS = ("png", "jpg", "jpeg", "webp", "avif", "heic", "heif", "tif", "tiff", "gif")
THUMBNAIL = 144
"""The chosen photo beside its name, longest side in px; shown at half of it."""
MAX_NAME = 200
"""Characters of a file's name that are kept."""


def content() -> bytes | None:
    """The photo's bytes as they were given, ``None`` before there is one."""
    return st.session_state.get("photo_bytes")


def name() -> str:
    """The photo's file name, as its owner wrote it."""
    return st.session_state.get("photo_name", "")


def digest() -> str:
    """The sha256 of the photo's bytes in hex, empty before there is one."""
    return st.session_state.get("photo_sha256", "")


def is_cut_out() -> bool:
    """Whether the photo brings its matte along."""
    return bool(st.session_state.get("photo_cutout"))


def take(given: bytes, called: str, note: str = "") -> None:
    """Keep a photo after reading it once; one that cannot be read leaves the former in place, and the
    sentence about it beside it."""
    try:
        limits = studio().settings
        check_file_size(given, limits.max_upload_bytes)
        image = read_image(given, max_pixels=limits.max_pixels)
    except ImageError as error:
        st.session_state["photo_problem"] = str(error)
        return
    st.session_state.update(
        photo_bytes=given,
        photo_name=called[-MAX_NAME:],
        photo_sha256=hashlib.sha256(given).hexdigest(),
        photo_note=note,
        photo_cutout=image.mode == "RGBA",
        photo_problem=None,
    )
    view_switch.turn_to(view_switch.CUTOUT)


def drop() -> None:
    """Forget the photo."""
    for part in ("bytes", "name", "sha256", "note", "cutout", "problem"):
        st.session_state.pop(f"photo_{part}", None)


def take_sample(sample: str) -> None:
    """Keep one of the sample photos; an unknown name, which a link may bring, is answered by a sentence."""
    try:
        take(sample_png(sample), f"{sample}.png", LICENCES[sample])
    except StudioError as error:
        st.session_state["photo_problem"] = str(error)


def choose() -> None:
    """The ways to give a photo, and the one that was given."""
    st.session_state.setdefault("photo_round", 0)
    turn = st.session_state["photo_round"]
    st.file_uploader(
        "Photo",
        type=ENDINGS,
        key=f"photo_upload_{turn}",
        max_upload_size=studio().settings.max_upload_mb,
        on_change=_take_upload,
        args=(f"photo_upload_{turn}",),
        help="Click, drop a file, or click here once and paste. It stays on this computer.",
    )
    if problem := st.session_state.get("photo_problem"):
        show(problem)
    recipe.offer(take)
    if content() is None:
        _samples()
    else:
        _chosen()
    _camera()


def _take_upload(widget: str) -> None:
    """Take what was dropped and empty the uploader, so that the next file is an event of its own."""
    given = st.session_state[widget]
    if given is None:
        return
    st.session_state["photo_round"] += 1
    whole = given.getvalue()
    if not recipe.found(whole, given.name):
        take(whole, given.name)


def _chosen() -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="photo_chosen"):
        st.image(_thumbnail(digest(), content() or b""), width=72, alt="The chosen photo, small")
        with st.container(gap="xxsmall", width=160):
            st.text(name())
            st.button("Remove", icon=":material/close:", key="photo_remove", type="tertiary", on_click=drop)
    if note := st.session_state.get("photo_note"):
        st.caption(note)


def _samples() -> None:
    st.caption("Or try one of these:")
    # The frame keeps what lies under this key side by side on a phone as well.
    with st.container(key="samples"):
        for column, sample in zip(st.columns(3), sample_names(), strict=True):
            with column:
                st.image(sample_thumbnail(sample), width="stretch", alt=sample_alt(sample))
                st.button(
                    sample_title(sample),
                    key=f"sample_{sample}",
                    help=LICENCES[sample],
                    width="stretch",
                    on_click=take_sample,
                    args=(sample,),
                )
    st.caption("  \n".join(LICENCES[sample] for sample in sample_names()))


def _camera() -> None:
    """The browser asks for the camera as soon as the widget is there: only once a person opens it."""
    opened = st.popover("Camera", icon=":material/photo_camera:", key="camera_open", on_change="rerun")
    if opened.open:
        with opened:
            st.camera_input("Take a photo", key="camera", on_change=_take_camera)


def _take_camera() -> None:
    given = st.session_state["camera"]
    if given is not None:
        take(given.getvalue(), "camera.jpg")


@st.cache_data(show_spinner=False)
def sample_png(sample: str) -> bytes:
    """A sample photo as PNG bytes; raises what ``load_sample`` raises."""
    return _png(load_sample(sample))


@st.cache_data(show_spinner=False, max_entries=32)
def _thumbnail(sha256: str, _content: bytes) -> bytes:
    image = read_image(_content, max_pixels=studio().settings.max_pixels)
    image.thumbnail((THUMBNAIL, THUMBNAIL))
    return _png(image)


def _png(image: Image.Image) -> bytes:
    buffer = BytesIO()
    image.save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()
