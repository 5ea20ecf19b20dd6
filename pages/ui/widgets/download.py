"""Download: which form, with or without the recipe."""

import streamlit as st

from core.metadata.export import exported_name
from core.metadata.recipe import FILE_FORMATS, FileFormat
from core.studio import Studio
from store.records import Run

FORM_WORDS: dict[FileFormat, str] = {"png": "PNG", "jpeg": "JPEG", "webp": "WebP"}


def download(studio: Studio, run: Run) -> None:
    """A popover that gives out a finished run's picture; it is encoded when it is asked for."""
    with st.popover("Download", icon=":material/download:"):
        chosen = st.segmented_control(
            "Form",
            list(FORM_WORDS),
            format_func=lambda form: FORM_WORDS[form],
            # By default rather than through the session: what a closed popover was told that way is lost.
            default=st.session_state.get("download_form_kept", "png"),
            key="download_form",
            required=True,
        )
        form: FileFormat = chosen or "png"
        st.session_state["download_form_kept"] = form
        recipe = st.toggle(
            "With its recipe",
            value=True,
            key="download_recipe",
            help="On: the file holds prompt and settings, and can be dropped on Generate to make it again. "
            "Off: it only says that a model had a part in it.",
        )
        st.download_button(
            f"Save as {FORM_WORDS[form]}",
            data=lambda: studio.export(run.id, form, with_recipe=recipe)[0],
            file_name=exported_name(run, form, with_recipe=recipe),
            mime=FILE_FORMATS[form][1],
            key=f"download_{run.id}",
            on_click="ignore",
        )
