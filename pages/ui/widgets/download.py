"""Download: the picture or a part of it, in which file format, with or without the recipe."""

from collections.abc import Callable
from typing import Literal

import streamlit as st

from core.metadata.export import exported_name, part_format, part_name
from core.metadata.parts import Part
from core.metadata.recipe import FILE_FORMATS, FileFormat
from core.studio import Studio
from store.records import Run

FORMAT_WORDS: dict[FileFormat, str] = {"png": "PNG", "jpeg": "JPEG", "webp": "WebP"}
PICTURE = "picture"
Wanted = Literal["picture"] | Part
WANTED_WORDS: dict[Wanted, str] = {
    PICTURE: "Picture",
    "cut-out": "Cut-out alone",
    "background": "Background alone",
}
SAVE_WORDS: dict[Wanted, str] = {
    PICTURE: "Save",
    "cut-out": "Save the cut-out",
    "background": "Save the background",
}
_KEPT, _WANTED = "download_form_kept", "download_part_kept"
"""Session keys of the format and the part that were chosen last, on any page."""


def download(studio: Studio, run: Run, *, disabled: bool = False) -> None:
    """A popover to save a finished run's picture, its cut-out or its background; the file is encoded when the
    user presses *Save*."""
    with st.popover("Download", icon=":material/download:", disabled=disabled):
        if disabled:
            return
        wanted = _part()
        chosen = st.segmented_control(
            "File format",
            list(FORMAT_WORDS),
            format_func=FORMAT_WORDS.__getitem__,
            # By default rather than through the session, whose value is lost while the popover is closed.
            default=st.session_state.get(_KEPT, "png"),
            key="download_form",
            required=True,
        )
        file_format: FileFormat = chosen or "png"
        st.session_state[_KEPT] = file_format
        if wanted == PICTURE:
            form, name, make = _picture(studio, run, file_format)
        else:
            form, name, make = _of_part(studio, run, wanted, file_format)
        st.download_button(
            f"{SAVE_WORDS[wanted]} as {FORMAT_WORDS[form]}",
            data=make,
            file_name=name,
            mime=FILE_FORMATS[form][1],
            key=f"download_{run.id}" if wanted == PICTURE else f"download_{wanted}_{run.id}",
            on_click="ignore",
        )


def _part() -> Wanted:
    wanted = st.segmented_control(
        "What",
        list(WANTED_WORDS),
        format_func=WANTED_WORDS.__getitem__,
        default=st.session_state.get(_WANTED, PICTURE),
        key="download_part",
        required=True,
        wrap=True,
        help="All have the canvas's size. The cut-out is transparent around the subject; the background is "
        "without the subject, but with its shade.",
    )
    st.session_state[_WANTED] = wanted or PICTURE
    return wanted or PICTURE


def _picture(studio: Studio, run: Run, form: FileFormat) -> tuple[FileFormat, str, Callable[[], bytes]]:
    recipe = st.toggle(
        "With its recipe",
        value=True,
        key="download_recipe",
        help="On: the file holds prompt and settings, and can be dropped on Generate to make it again. "
        "Off: it only says that a model had a part in it.",
    )
    name = exported_name(run, form, with_recipe=recipe)
    return form, name, lambda: studio.export(run.id, form, with_recipe=recipe)[0]


def _of_part(
    studio: Studio, run: Run, part: Part, asked: FileFormat
) -> tuple[FileFormat, str, Callable[[], bytes]]:
    form = part_format(part, asked)
    if form != asked:
        st.caption(f"{FORMAT_WORDS[asked]} has no transparency: the cut-out is a {FORMAT_WORDS[form]}.")
    return form, part_name(run, part, form), lambda: studio.export_part(run.id, part, form)[0]
