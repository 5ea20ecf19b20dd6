"""Download: in which file format, with or without the recipe."""

import streamlit as st

from core.metadata.export import exported_name
from core.metadata.recipe import FILE_FORMATS, FileFormat
from core.studio import Studio
from store.records import Run

FORMAT_WORDS: dict[FileFormat, str] = {"png": "PNG", "jpeg": "JPEG", "webp": "WebP"}
_KEPT = "download_form_kept"
"""Session key of the format that was chosen last, on any page."""


def download(studio: Studio, run: Run, *, disabled: bool = False) -> None:
    """A popover to save a finished run's picture; the file is encoded when the user presses *Save*."""
    with st.popover("Download", icon=":material/download:", disabled=disabled):
        if disabled:
            return
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
        recipe = st.toggle(
            "With its recipe",
            value=True,
            key="download_recipe",
            help="On: the file holds prompt and settings, and can be dropped on Generate to make it again. "
            "Off: it only says that a model had a part in it.",
        )
        st.download_button(
            f"Save as {FORMAT_WORDS[file_format]}",
            data=lambda: studio.export(run.id, file_format, with_recipe=recipe)[0],
            file_name=exported_name(run, file_format, with_recipe=recipe),
            mime=FILE_FORMATS[file_format][1],
            key=f"download_{run.id}",
            on_click="ignore",
        )
