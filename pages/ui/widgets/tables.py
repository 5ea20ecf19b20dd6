"""Tables that a screen reader reads and a phone wraps; every cell is plain text, never HTML."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

import streamlit as st

from core.comparing.words import Piece

MANY = 6
"""Columns above which a table scrolls sideways under its first one."""


class Cell(NamedTuple):
    """A cell's text; ``marked`` makes it bold, ``aside`` follows it in grey, ``hint`` is shown to those who
    point at it. ``pieces`` stand in place of the text, with those marked that differ."""

    text: str
    marked: bool = False
    aside: str = ""
    hint: str = ""
    pieces: tuple[Piece, ...] = ()


def table(caption: str, rows: Sequence[Sequence[str | Cell]], head: Sequence[str] = ()) -> None:
    """Draw ``rows``, whose first cells are headings, under ``head``; ``caption`` is only read aloud. Its
    style is in shell/style/table.css."""
    st.html(html_table(caption, rows, head))


def html_table(caption: str, rows: Sequence[Sequence[str | Cell]], head: Sequence[str] = ()) -> str:
    """The table of ``table`` as HTML, in which every text is escaped."""
    # The roles stay with what a phone lays out as something else than a table.
    top = "".join(f'<th role="columnheader" scope="col">{escape(text)}</th>' for text in head)
    body = ""
    for row in rows:
        name, *values = (_html_cell(cell if isinstance(cell, Cell) else Cell(cell)) for cell in row)
        cells = "".join(f'<td role="cell">{value}</td>' for value in values)
        body += f'<tr role="row"><th role="rowheader" scope="row">{name}</th>{cells}</tr>'
    wide = " wide" if head else ""
    wide += " many" if len(head) > MANY else ""
    columns = f' style="--columns: {len(head)}"' if len(head) > MANY else ""
    return (
        f'<div class="facts-around"><table role="table" class="facts{wide}"{columns}>'
        f"<caption>{escape(caption)}</caption>"
        + (f'<thead role="rowgroup"><tr role="row">{top}</tr></thead>' if head else "")
        + f'<tbody role="rowgroup">{body}</tbody></table></div>'
    )


def _html_cell(cell: Cell) -> str:
    """What stands in the cell as HTML, in which its texts are escaped."""
    text = f'<span class="marked">{escape(cell.text)}</span>' if cell.marked else escape(cell.text)
    if cell.pieces:
        parts = ((escape(piece.text), piece.differs) for piece in cell.pieces)
        text = "".join(f"<mark>{part}</mark>" if differs else part for part, differs in parts)
    if cell.hint:
        text = f'<span title="{escape(cell.hint)}">{text}</span>'
    return text + (f' <span class="aside">{escape(cell.aside)}</span>' if cell.aside else "")
