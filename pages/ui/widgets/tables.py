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
@media (max-width: 640px) {
  .facts tbody th { width: auto; }
  .facts.wide { display: block; min-width: 0; }
  .facts.wide thead, .facts.wide tbody { display: block; }
  .facts.wide tr { display: grid; grid-auto-columns: minmax(0, 1fr); grid-auto-flow: column;
    column-gap: 0.75rem;
    border-bottom: 1px solid color-mix(in srgb, currentColor 14%, transparent); }
  .facts.wide th:first-child { grid-row: 1; grid-column: 1; width: auto; padding-bottom: 0;
    white-space: nowrap; }
  .facts.wide thead th:first-child { display: none; }
  .facts.wide td { grid-row: 2; }
  .facts.wide th, .facts.wide td { border: 0; padding-right: 0; }
}
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
    # The roles stay with what a phone lays out as something else than a table.
    top = "".join(f'<th role="columnheader" scope="col">{escape(text)}</th>' for text in head)
    body = "".join(f'<tr role="row">{_row(row)}</tr>' for row in rows)
    wide = " wide" if head else ""
    return (
        f'<div class="facts-around"><table role="table" class="facts{wide}">'
        f"<caption>{escape(caption)}</caption>"
        + (f'<thead role="rowgroup"><tr role="row">{top}</tr></thead>' if head else "")
        + f'<tbody role="rowgroup">{body}</tbody></table></div>'
    )


def _row(row: Sequence[str | Cell]) -> str:
    name, *values = (cell if isinstance(cell, Cell) else Cell(cell) for cell in row)
    cells = "".join(f'<td role="cell">{_cell(value)}</td>' for value in values)
    return f'<th role="rowheader" scope="row">{_cell(name)}</th>{cells}'


def _cell(cell: Cell) -> str:
    shown = f'<span class="marked">{escape(cell.text)}</span>' if cell.marked else escape(cell.text)
    return shown + (f' <span class="aside">{escape(cell.aside)}</span>' if cell.aside else "")
