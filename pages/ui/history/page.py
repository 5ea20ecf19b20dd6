"""History's two pages: the list of runs that are found, and one of them opened."""

from dataclasses import replace
from typing import Any, Literal
from urllib.parse import urlencode

import streamlit as st

from core.studio import Studio
from pages.ui.history import filters, listing
from pages.ui.history.family import family_page
from pages.ui.history.lineage import FAMILY
from pages.ui.history.run_actions import use_menu
from pages.ui.history.run_page import run_page
from pages.ui.runs import callbacks, confirm, undo
from pages.ui.runs.describe import UNFINISHED, counted
from pages.ui.runs.history_link import LAYOUTS, View, go, run_id
from pages.ui.shell import messages
from pages.ui.shell.errors import show
from pages.ui.shell.frame import first_picture_button
from pages.ui.shell.laid import lay
from pages.ui.shell.times import reader_zone
from pages.ui.widgets.scroll import keep_scroll
from store.records import Facets, RunPage

LAYOUT_WORDS = {"gallery": ":material/grid_view: Gallery", "table": ":material/table_rows: Table"}
_LAYOUT = "history_layout"
"""Session key of the control that shows the link's layout."""
_SELECTING = "history_selecting"
"""Session key of the switch that shows whether the link has pictures ticked."""


def runs_found(studio: Studio, view: View) -> None:
    """Search, filters, what was found, and what can be done with those that are ticked."""
    facets = studio.runs.facets()
    st.title("Bin" if view.bin else "History", anchor=False)
    _show_message()
    if not (facets.binned if view.bin else facets.total):
        _nothing_at_all(view, facets)
        return
    filters.draw(view, facets)
    query = view.query(reader_zone())
    found = studio.runs.search(query)
    view = replace(view, page=found.page + 1)
    keep_scroll(urlencode(replace(view, selecting=False).params()), detail=False)
    _list_bar(view, facets, found)
    if not found.runs:
        st.text("Nothing found: no picture has all of that.")
        filters.clear_button(view, type="primary")
        return
    # What is ticked is known only once the list is drawn, and stands above it.
    ticked = st.container(key="ticked")
    listing.draw(view, found)
    with ticked:
        _ticked_actions(studio, view, listing.chosen_here(studio, query))


def run_found(studio: Studio, view: View, link: str) -> None:
    """The run a link names, or a sentence where it names none."""
    found = studio.runs.many([link]) if run_id(link) else []
    if not found:
        show("There is no such picture: it was deleted for good, or the link is not complete.")
        _all_button(type="primary")
        return
    st.session_state[listing.OPENED] = found[0].id
    keep_scroll(found[0].id, detail=True)
    _way_back(studio, view, found[0].id)
    _show_message()
    if FAMILY in st.query_params:
        family_page(studio, view, found[0])
        return
    run_page(studio, view, found[0])


def _show_message() -> None:
    """The sentence that a callback kept for this page, shown once; and what was done last, to be undone."""
    undo.show()
    if problem := messages.message():
        show(problem)
        messages.set_message(None)


def _way_back(studio: Studio, view: View, opened: str) -> None:
    """Back to the same place in the list, and on to the neighbours of the run ``opened`` there."""
    found = studio.runs.search(view.query(reader_zone()))
    ids = [run.id for run in found.runs]
    with st.container(horizontal=True, gap="small", key="way_back"):
        label = "Back to the bin" if view.bin else "Back to the list"
        st.button(label, icon=":material/arrow_back:", type="tertiary", key="back", on_click=go, args=(view,))
        if opened not in ids:
            return
        names = ("Newer", "Older") if view.sort == "newest" else ("Previous", "Next")
        for name, place in zip(names, (ids.index(opened) - 1, ids.index(opened) + 1), strict=True):
            there = 0 <= place < len(ids)
            target: Any = (view, ids[place] if there else None)
            st.button(name, type="tertiary", key=name.lower(), disabled=not there, on_click=go, args=target)


def _nothing_at_all(view: View, facets: Facets) -> None:
    """The page while there is no run to be found, whatever is searched for."""
    if view.bin:
        st.text("The bin is empty.")
        _all_button(type="primary")
        return
    st.text("No pictures yet. Each one that you make is kept here, with everything that made it.")
    first_picture_button()
    if facets.binned:
        _bin_button(facets)


def _list_bar(view: View, facets: Facets, found: RunPage) -> None:
    """How many were found, how they are shown, and the way to the bin."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="history_bar"):
        st.text(f"{counted(found.total)}{' found' if view.narrowed else ''}", width="stretch")
        if view.group:
            st.button(
                "One group",
                key="no_group",
                icon=":material/close:",
                help="Show the pictures of all groups again",
                on_click=go,
                args=(replace(view, group=None, page=1),),
            )
        if view.narrowed and found.runs:
            filters.clear_button(view, type="tertiary")
        # Far from the button that leads to the bin, so that a second press there empties nothing.
        empty = ":material/delete_forever:"
        if view.bin and st.button("Empty the bin", icon=empty, key="empty_bin"):
            confirm.empty_bin(view, facets.binned)
        if view.layout == "gallery":
            _select_switch(view)
        _layout_switch(view)
        if view.bin:
            _all_button(type="tertiary")
        elif facets.binned:
            _bin_button(facets)


def _select_switch(view: View) -> None:
    """The switch that lets the gallery's pictures be ticked; turned off, nothing is ticked any more."""

    def changed() -> None:
        untick()
        go(replace(view, selecting=st.session_state[_SELECTING]))

    lay(_SELECTING, view.selecting)
    st.toggle("Select", key=_SELECTING, on_change=changed)


def _layout_switch(view: View) -> None:
    """The control that shows the list as gallery or table; what is ticked is forgotten in between."""

    def changed() -> None:
        untick()
        go(replace(view, layout=st.session_state[_LAYOUT]))

    lay(_LAYOUT, view.layout)
    st.segmented_control(
        "Look",
        LAYOUTS,
        key=_LAYOUT,
        format_func=LAYOUT_WORDS.__getitem__,
        required=True,
        label_visibility="collapsed",
        on_change=changed,
        wrap=True,
    )


def untick() -> None:
    """Forget what is ticked."""
    st.session_state[callbacks.CHOSEN] = []


def _bin_button(facets: Facets) -> None:
    """The way to the bin, and how many runs lie there."""
    label = f"Bin ({facets.binned:,})"
    icon = ":material/delete:"
    st.button(label, icon=icon, type="tertiary", key="to_bin", on_click=go, args=(View(bin=True),))


def _all_button(type: Literal["primary", "tertiary"]) -> None:
    """The way to the list of all runs."""
    icon = ":material/history:"
    st.button("All pictures", icon=icon, type=type, key="all", on_click=go, args=(View(),))


def _ticked_actions(studio: Studio, view: View, ids: list[str]) -> None:
    """What can be done with the ticked runs ``ids``, or how to tick some."""
    if not ids:
        if view.layout == "table":
            st.caption("Press a row to open it; tick rows to compare them or move them to the bin.")
        elif view.selecting:
            st.caption("Press pictures to choose them.")
        return
    if view.layout == "gallery" and not view.selecting:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="chosen_actions"):
        st.text(f"{counted(len(ids))} chosen")
        if len(ids) == 1 and st.button("Open", icon=":material/open_in_full:", key="chosen_open"):
            listing.open_run(view, ids[0])
        if len(ids) == 1 and not view.bin and (runs := studio.runs.many(ids)):
            use_menu(runs[0], "chosen_use")
        if 2 <= len(ids) <= callbacks.MAX_COMPARED and st.button(
            "Compare", icon=":material/compare:", key="chosen_compare"
        ):
            st.switch_page("pages/compare.py", query_params={"runs": ",".join(ids)})
        if view.bin:
            icon = ":material/restore_from_trash:"
            st.button(
                "Restore", icon=icon, key="chosen_restore", on_click=callbacks.restore, args=(view, ids)
            )
            if st.button("Delete for good", icon=":material/delete_forever:", key="chosen_purge"):
                confirm.purge(view, ids)
        else:
            _stop_or_bin(studio, view, ids)


def _stop_or_bin(studio: Studio, view: View, ids: list[str]) -> None:
    """What is still being made is cancelled; the others are moved to the bin."""
    unfinished = [run for run in studio.runs.many(ids) if run.status in UNFINISHED]
    if unfinished:
        studio.orphans.look()  # the program that was at them may have been killed
        unfinished = [run for run in studio.runs.many(ids) if run.status in UNFINISHED]
    making = [run.id for run in sorted(unfinished, key=lambda run: (run.created, run.position))]
    others = [one for one in ids if one not in making]
    if making:
        label = "Cancel" if not others else f"Cancel {len(making)}"
        st.button(
            label, icon=":material/close:", key="chosen_cancel", on_click=callbacks.cancel, args=(making,)
        )
    if others:
        label = "Bin" if not making else f"Bin {len(others)}"
        icon = ":material/delete:"
        st.button(label, icon=icon, key="chosen_bin", on_click=callbacks.to_bin, args=(view, others))
