"""Pieces of pages that Streamlit has none of: each an HTML, a CSS and a JavaScript file of its own."""

from pathlib import Path

from streamlit.components.v2 import component
from streamlit.components.v2.types import ComponentRenderer

FOLDER = Path(__file__).parent


def part(name: str) -> ComponentRenderer:
    """The component of the files ``name.html``, ``.css`` and ``.js`` here; users' words reach it as
    ``data`` only, never as part of these texts."""
    html, css, js = (
        (FOLDER / f"{name}.{kind}").read_text(encoding="utf-8") for kind in ("html", "css", "js")
    )
    return component(f"studio_{name}", html=html, css=css, js=js)
