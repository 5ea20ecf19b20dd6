"""A group to take home: one labelled picture, a page that needs nothing else, the table, all of it packed."""

from collections.abc import Callable, Iterator
from functools import partial
from html import escape

import streamlit as st

from core.groups.made import Made
from core.groups.plan import Plan
from core.library import group_export
from core.studio import Studio
from pages.ui.groups import cells
from pages.ui.shell.route import base_url_path, blob_path, is_served

CELL = 320
"""Px of a cell in the labelled picture and the page."""
LINK_STYLE = """
.export-link, .export-link:visited { display: block; box-sizing: border-box; width: 100%; min-height: 2.5rem;
  padding: 0.45rem 0.75rem; text-align: center; font-size: 0.875rem; line-height: 1.6; border-radius: 8px;
  color: inherit; text-decoration: none;
  border: 1px solid color-mix(in srgb, currentColor 22%, transparent); }
.export-link:hover, .export-link:focus-visible { border-color: var(--st-primary-color, currentColor); }
"""
READ = 200
"""Runs that are read at once."""


def exports(studio: Studio, group: str, plan: Plan) -> None:
    """A popover with the ways; each file is made when it is asked for."""
    name = f"{plan.kind}-{group[:8]}"
    with st.popover("Export", icon=":material/download:", key="group_export"):
        if plan.axes:
            _button("Labelled PNG", partial(png, studio, group, plan), f"{name}.png", "image/png")
        _button("HTML page", partial(page, studio, group, plan), f"{name}.html", "text/html")
        _button("Table (CSV)", partial(table, studio, group, plan), f"{name}.csv", "text/csv")
        if is_served():
            _link("All in a ZIP", f"{blob_path(base_url_path())}/group/{group}", f"{name}.zip")
        else:
            _button("All in a ZIP", partial(packed, studio, group, plan), f"{name}.zip", "application/zip")
        st.caption("The page needs nothing else; the ZIP has every picture, the page and the table.")


def _button(label: str, make: Callable[[], bytes], file_name: str, kind: str) -> None:
    st.download_button(
        label,
        data=make,
        file_name=file_name,
        mime=kind,
        key=f"export_{kind}",
        on_click="ignore",
        width="stretch",
    )


def _link(label: str, address: str, file_name: str) -> None:
    """A link that looks as the buttons beside it: the server sends the file as it is read."""
    st.html(
        f'<a class="export-link" href="{escape(address)}" download="{escape(file_name)}">{escape(label)}</a>'
        f"<style>{LINK_STYLE}</style>"
    )


def png(studio: Studio, group: str, plan: Plan) -> bytes:
    """A grid as one picture with its labels."""
    return group_export.labelled_png(plan, _made(studio, group, plan), _pictures(studio), CELL)


def page(studio: Studio, group: str, plan: Plan) -> bytes:
    """A group as one page that needs nothing else."""
    return group_export.html(plan, _made(studio, group, plan), _pictures(studio)).encode()


def table(studio: Studio, group: str, plan: Plan) -> bytes:
    """What became of each cell, as CSV."""
    return group_export.table(plan, _made(studio, group, plan))


def packed(studio: Studio, group: str, plan: Plan) -> bytes:
    """All pictures with the page and the table, and a grid's labelled picture."""
    return b"".join(pieces(studio, group, plan))


def pieces(studio: Studio, group: str, plan: Plan) -> Iterator[bytes]:
    """The same, piece by piece: a group may be larger than memory."""
    made, pictures = _made(studio, group, plan), _pictures(studio)
    there = [one for one in made if one.run is not None and one.run.outcome is not None]
    files = {one.cell.position: f"pictures/{group_export.file_name(one)}" for one in there}
    beside: dict[str, Callable[[], bytes]] = {
        "sheet.html": lambda: group_export.html(plan, made, pictures, files).encode(),
        "report.csv": lambda: group_export.table(plan, made, files),
    }
    if plan.axes:
        beside["sheet.png"] = lambda: group_export.labelled_png(plan, made, pictures, CELL)
    return group_export.archive(made, studio.library.records, beside)


def _pictures(studio: Studio) -> group_export.Pictures:
    return group_export.Pictures(studio.runs, CELL)


def _made(studio: Studio, group: str, plan: Plan) -> list[Made]:
    """Every cell as it stands."""
    known = studio.groups.known(plan)
    ids = list(dict.fromkeys(one.id for one in known.values()))
    some = (ids[start : start + READ] for start in range(0, len(ids), READ))
    runs = {run.id: run for part in some for run in studio.runs.many(part)}
    return list(cells.made_of(plan, known, runs, group))
