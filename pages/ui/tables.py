"""Tables that a screen reader reads and a phone wraps; every cell is text, whatever stands in it."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

import streamlit as st

_STYLE = """<style>
.facts { border-collapse: collapse; width: 100%; font-size: 0.875rem; }
.facts caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.facts th, .facts td { text-align: left; vertical-align: top; padding: 0.3rem 0.75rem 0.3rem 0;
  border: 0; border-bottom: 1px solid color-mix(in srgb, currentColor 14%, transparent);
  white-space: pre-wrap; overflow-wrap: anywhere; font-weight: 400; }
.facts tbody th { overflow-wrap: break-word; }
.facts:not(.wide) { max-width: 46rem; }
.facts.wide { table-layout: fixed; min-width: 32rem; }
.facts tbody th, .facts thead th { color: color-mix(in srgb, currentColor 65%, transparent); }
.facts tbody th { width: 16rem; }
.facts.wide th:first-child { width: 22%; }
@media (max-width: 640px) { .facts tbody th { width: auto; } }
.facts .marked { font-weight: 600; }
.facts .aside { font-weight: 400; color: color-mix(in srgb, currentColor 65%, transparent); }
.facts-around { overflow-x: auto; }
</style>"""


class Cell(NamedTuple):
    """A cell's text; ``marked`` stands out, ``aside`` follows in a quieter voice."""

    text: str
    marked: bool = False
    aside: str = ""


def table(caption: str, rows: Sequence[Sequence[str | Cell]], head: Sequence[str] = ()) -> None:
    """Draw ``rows``, whose first cells are headings, under ``head``; ``caption`` is only read aloud."""
    st.html(_STYLE + html_table(caption, rows, head))


def html_table(caption: str, rows: Sequence[Sequence[str | Cell]], head: Sequence[str] = ()) -> str:
    """The same as HTML in which everything given is escaped."""
    top = "".join(f'<th scope="col">{escape(text)}</th>' for text in head)
    body = "".join(f"<tr>{_row(row)}</tr>" for row in rows)
    wide = " wide" if head else ""
    return (
        f'<div class="facts-around"><table class="facts{wide}"><caption>{escape(caption)}</caption>'
        + (f"<thead><tr>{top}</tr></thead>" if head else "")
        + f"<tbody>{body}</tbody></table></div>"
    )


def _row(row: Sequence[str | Cell]) -> str:
    name, *values = (cell if isinstance(cell, Cell) else Cell(cell) for cell in row)
    return f'<th scope="row">{_cell(name)}</th>' + "".join(f"<td>{_cell(value)}</td>" for value in values)


def _cell(cell: Cell) -> str:
    shown = f'<span class="marked">{escape(cell.text)}</span>' if cell.marked else escape(cell.text)
    return shown + (f' <span class="aside">{escape(cell.aside)}</span>' if cell.aside else "")
