"""Further subjects of the same picture: their photos, and where each is put."""

from typing import Any

import streamlit as st

from core.errors import InputError, StudioError
from core.request import label
from core.scenes.several import MOST_ALSO
from core.studio import Studio
from pages.ui.generate import form_state, photo
from pages.ui.generate.place_fields import place_fields
from pages.ui.shell.errors import show
from pages.ui.shell.messages import keep_message
from pages.ui.shell.uploads import handed_over

_ROUND = "also_round"
"""Session key of the uploader's number: emptied, it takes the same file again."""


def rows() -> list[dict[str, Any]]:
    """The form's further subjects, as plain values of ``Also``."""
    return list(form_state.get("also") or [])


def section(studio: Studio) -> None:
    """The further subjects with what can be changed of each, and the way to one more."""
    chosen = rows()
    with st.expander("Add another subject", expanded=bool(chosen), icon=":material/group_add:"):
        profile = studio.profiles().get(form_state.get("profile"))
        if chosen and profile is not None and not profile.paints_scenes:
            st.caption(
                f"{profile.title} paints around one subject: for more, take Scene, My picture or Colour."
            )
        for nth, row in enumerate(chosen):
            _row(studio, nth, row)
        if len(chosen) == MOST_ALSO:
            st.caption(f"A picture has at most {MOST_ALSO + 1} subjects.")
            return
        widget = f"also_upload_{st.session_state.setdefault(_ROUND, 0)}"
        st.file_uploader(
            label("also"),
            key=widget,
            accept_multiple_files=True,
            max_upload_size=photo.REFUSED_UNREAD * studio.settings.max_upload_mb,
            on_change=take,
            args=(studio, widget),
            help=f"{photo.KINDS}, at most {studio.settings.max_upload_mb} MB each. They are cut out like the "
            "first one, and kept with the pictures made of them.",
        )


def take(studio: Studio, widget: str) -> None:
    """Callback: keep the photos that were uploaded, as far as there is room for them."""
    uploads = handed_over(widget)
    if not uploads:
        return
    st.session_state[_ROUND] += 1
    room = MOST_ALSO - len(rows())
    with keep_message():
        for upload in uploads[:room]:
            form_state.put(also=[*rows(), {"photo": studio.keep_picture(upload.getvalue())}])
        if (more := len(uploads) - room) > 0:
            raise InputError(
                f"A picture has at most {MOST_ALSO + 1} subjects; {more} of these were left out."
            )


def remove(nth: int) -> None:
    """Callback: the further subject at that position goes."""
    form_state.put(also=[row for at, row in enumerate(rows()) if at != nth])


def _row(studio: Studio, nth: int, row: dict[str, Any]) -> None:
    name = f"Subject {nth + 2}"
    try:
        content = studio.blobs.get(row["photo"])
    except StudioError:
        show(f"The photo of {name.lower()} is not kept here any more.", "Remove it and choose it again.")
        content = None
    with st.container(horizontal=True, vertical_alignment="center", key=f"also_{nth}"):
        if content is not None:
            small = photo.thumbnail(row["photo"], content, studio.settings.max_pixels)
            st.image(small, width=72, alt=f"{name}, small")
        with st.container(gap="xxsmall", width=160):
            st.text(name)
            icon, key = ":material/close:", f"also_remove_{nth}"
            st.button("Remove", icon=icon, key=key, type="tertiary", on_click=remove, args=(nth,))
    place_fields(
        nth + 1,
        "Off: beside the first subject, somewhat smaller, on the same ground. Who stands lower in the "
        "picture is before the others. On the canvas a press on it takes it in hand.",
    )
