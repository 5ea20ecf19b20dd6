"""Photos of a form: uploaded, kept by the studio until a run holds them, and shown by their names."""

from collections.abc import Sequence

import streamlit as st

from core.errors import StudioError
from core.groups.plan import PlannedPhoto
from core.studio import Studio
from pages.ui.groups.draft import Form
from pages.ui.shell.errors import show
from pages.ui.shell.resources import studio as opened_studio
from pages.ui.shell.text import brief_name, plain
from pages.ui.shell.uploads import handed_over

REFUSED_UNREAD = 4
"""A file of so many times the allowed size is not even sent by the browser."""
MAX_NAMED = 8
"""Photos that are named one by one."""


def photo_field(studio: Studio, form: Form, name: str, label: str, *, several: bool) -> None:
    """An uploader that fills the field ``name`` with photos, those that it has, and how to take them out."""
    rounds, problems = f"{name}_upload_round", f"{name}_upload_problems"
    widget = f"{name}_upload_{st.session_state.setdefault(rounds, 0)}"

    def taken() -> None:
        files = handed_over(widget)
        if not files:
            return
        st.session_state[rounds] += 1
        photos, faults = kept(opened_studio(), files)
        before = form.get(name) if several else []
        form.put(**{name: _unique([*before, *(vars(photo) for photo in photos)])})
        st.session_state[problems] = faults

    st.file_uploader(
        label,
        key=widget,
        accept_multiple_files=several,
        max_upload_size=REFUSED_UNREAD * studio.settings.max_upload_mb,
        on_change=taken,
        help="JPEG, PNG, WebP, AVIF, HEIC, TIFF or GIF; they stay on this computer.",
    )
    st.caption(f"At most {studio.settings.max_upload_mb:,} MB a photo.")
    for fault in st.session_state.get(problems, []):
        show(fault)
    photos = form.photos(name)
    if photos:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(names_of(photos))
            st.button(
                "Remove" if len(photos) == 1 else f"Remove all {len(photos):,}",
                icon=":material/close:",
                type="tertiary",
                key=f"{name}_remove",
                on_click=form.put,
                kwargs={name: []},
            )


def kept(studio: Studio, files: Sequence[object]) -> tuple[list[PlannedPhoto], list[str]]:
    """Uploaded photos as the studio keeps them, and a sentence for each that is none."""
    photos: list[PlannedPhoto] = []
    faults: list[str] = []
    for file in files:
        name = str(getattr(file, "name", "photo"))
        try:
            photos.append(studio.library.group_photos.keep(name, file.getvalue()))  # type: ignore[attr-defined]
        except StudioError as error:
            faults.append(f"{name}: {error}")
    return photos, faults


def names_of(photos: Sequence[PlannedPhoto]) -> str:
    """``mug.jpg, chair.jpg and 12 more``."""
    named = ", ".join(brief_name(photo.name) for photo in photos[:MAX_NAMED])
    more = len(photos) - MAX_NAMED
    return f"{named} and {more:,} more" if more > 0 else named


def _unique(photos: list[dict[str, object]]) -> list[dict[str, object]]:
    return list({(photo["sha256"], photo["name"]): photo for photo in photos}.values())


def said(sentence: str) -> None:
    """A sentence with users' own words."""
    st.caption(plain(sentence))
