"""The sheet of a run's family: all that came of the first of its forebears, to look at and to save."""

from io import BytesIO

import streamlit as st
from PIL import Image

from core.errors import StudioError
from core.library.family import sheet_page, sheet_picture
from core.studio import Studio
from pages.ui.history.lineage import changes_line
from pages.ui.runs.describe import counted
from pages.ui.runs.history_link import View, go
from pages.ui.shell.text import plain
from pages.ui.widgets.gallery import gallery
from store.records import Run

MAX_FAMILY = 300
"""Runs on one sheet."""


def family_page(studio: Studio, view: View, run: Run) -> None:
    """The family of ``run``; ``view`` is the list it was opened from."""
    runs = studio.runs.family(run.id, MAX_FAMILY)
    known = {one.id: one for one in runs}
    st.subheader("The family's sheet", anchor=False)
    words = {one.id: _words(one, known.get(one.parent or "")) for one in runs}
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="family_bar"):
        back, icon = "Back to the picture", ":material/arrow_back:"
        st.button(back, icon=icon, type="tertiary", key="family_back", on_click=go, args=(view, run.id))
        full = f", the first {MAX_FAMILY}" if len(runs) == MAX_FAMILY else ""
        st.text(f"{counted(len(runs))}{full}", width="stretch")

        def thumbnail(one: Run) -> bytes | None:
            return _thumbnail(studio, one)

        def lines(one: Run) -> list[str]:
            return words[one.id]

        name = f"family-{run.id[:12]}"
        st.download_button(
            "Save as PNG",
            data=lambda: sheet_picture(runs, thumbnail, lines),
            file_name=f"{name}.png",
            mime="image/png",
            key="family_png",
            on_click="ignore",
        )
        st.download_button(
            "Save as HTML",
            data=lambda: sheet_page(runs, thumbnail, lines, f"The family of {run.prompt}"[:120]),
            file_name=f"{name}.html",
            mime="text/html",
            key="family_html",
            on_click="ignore",
        )
    pressed = gallery(runs, key="family_gallery", selected=run.id, label="The family's pictures")
    if pressed:
        go(view, pressed)
        st.rerun()
    with st.expander("What changed, picture by picture", icon=":material/timeline:"):
        for number, one in enumerate(runs, 1):
            st.markdown(plain(f"{number}: {' · '.join(words[one.id])}"))


def _words(run: Run, parent: Run | None) -> list[str]:
    """What is said under a run's picture: its seed and what changed since its parent."""
    if parent is None:
        return [f"seed {run.seed}", run.prompt]
    compared = None if run.outcome is None else run.outcome.comparison
    again = "" if compared is None else f"re-run, {compared.verdict}"
    return [f"seed {run.seed}", again or changes_line(parent, run) or "nothing was changed"]


def _thumbnail(studio: Studio, run: Run) -> bytes | None:
    """The run's small picture as WebP; ``None`` where there is none, or its file is damaged."""
    try:
        content = studio.runs.artifact(run.id, "thumbnail")
    except StudioError:
        return None
    if run.artifacts["thumbnail"].media_type == "image/webp":
        return content
    file = BytesIO()
    with Image.open(BytesIO(content)) as image:
        image.convert("RGB").save(file, "WEBP")
    return file.getvalue()
