"""History's two faces: the runs that are found, and one of them opened."""

from dataclasses import replace
from typing import Any, Literal
from urllib.parse import urlencode

import streamlit as st

from core.studio import Studio
from pages.ui.history import filters, listing
from pages.ui.history.run_page import run_page
from pages.ui.runs import callbacks, confirm
from pages.ui.runs.history_link import LOOKS, View, go, run_id
from pages.ui.shell import messages
from pages.ui.shell.errors import show
from pages.ui.shell.times import reader_zone
from pages.ui.widgets.scroll import place
from store.records import Facets, RunPage


def runs_found(studio: Studio, view: View) -> None:
    """Search, filters, what was found, and what can be done with those that are ticked."""
    facets = studio.runs.facets()
    st.title("Bin" if view.bin else "History", anchor=False)
    _problem()
    if not (facets.binned if view.bin else facets.total):
        _nothing_at_all(view, facets)
        return
    filters.draw(view, facets)
    found = studio.runs.search(view.query(reader_zone()))
    view = replace(view, page=found.page + 1)
    place(urlencode(view.params()), detail=False)
    _bar(view, facets, found)
    if not found.runs:
        _nothing_found(view)
        return
    # What is ticked is known only once the list is drawn, and stands above it.
    ticked = st.container()
    listing.draw(view, found)
    with ticked:
        _chosen(view)


def run_found(studio: Studio, view: View, link: str) -> None:
    """The run a link names, or a sentence where it names none."""
    found = studio.runs.many([link]) if run_id(link) else []
    if not found:
        show("There is no such picture: it was deleted for good, or the link is not complete.")
        _all_button(type="primary")
        return
    st.session_state[listing.OPENED] = found[0].id
    place(found[0].id, detail=True)
    _way_back(studio, view, found[0].id)
    _problem()
    run_page(studio, view, found[0])


def _problem() -> None:
    """What went wrong with what was asked for last; said once."""
    if problem := messages.problem():
        show(problem)
        messages.say(None)


def _way_back(studio: Studio, view: View, opened: str) -> None:
    """Back to the same place in the list, and on to its neighbours there."""
    found = studio.runs.search(view.query(reader_zone()))
    ids = [run.id for run in found.runs]
    with st.container(horizontal=True, gap="small", key="way_back"):
        label = "Back to the bin" if view.bin else "Back to the list"
        st.button(label, icon=":material/arrow_back:", type="tertiary", key="back", on_click=go, args=(view,))
        if opened in ids:
            place = ids.index(opened)
            _neighbour("Newer" if view.sort == "newest" else "Previous", view, ids, place - 1)
            _neighbour("Older" if view.sort == "newest" else "Next", view, ids, place + 1)


def _neighbour(label: str, view: View, ids: list[str], place: int) -> None:
    there = 0 <= place < len(ids)
    target: Any = ids[place] if there else None
    st.button(label, type="tertiary", key=label.lower(), disabled=not there, on_click=go, args=(view, target))


def _nothing_at_all(view: View, facets: Facets) -> None:
    if view.bin:
        st.text("The bin is empty.")
        _all_button(type="primary")
        return
    st.text("No pictures yet. Each one that you make is kept here, with everything that made it.")
    if st.button("Make the first picture", icon=":material/auto_awesome:", type="primary", key="first"):
        st.switch_page("pages/generate.py")
    if facets.binned:
        _bin_button(facets)


def _nothing_found(view: View) -> None:
    st.text("Nothing found: no picture has all of that.")
    filters.clear_button(view, type="primary")


def _bar(view: View, facets: Facets, found: RunPage) -> None:
    """How many were found, how they are shown, and the way to the bin."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="history_bar"):
        st.text(f"{callbacks.counted(found.total)}{' found' if view.narrowed else ''}", width="stretch")
        if view.group:
            _without_group(view)
        if view.narrowed and found.runs:
            filters.clear_button(view, type="tertiary")
        if view.look == "gallery":
            st.toggle("Select", key=listing.SELECTING, on_change=_unticked)
        _look(view)
        if view.bin:
            _bin_bar(view, facets)
        elif facets.binned:
            _bin_button(facets)


def _without_group(view: View) -> None:
    st.button(
        "One group",
        key="no_group",
        icon=":material/close:",
        help="Show the pictures of all groups again",
        on_click=go,
        args=(replace(view, group=None, page=1),),
    )


def _look(view: View) -> None:
    key = "history_look"
    if st.session_state.get(key) != view.look:
        st.session_state[key] = view.look
    st.segmented_control(
        "Look",
        LOOKS,
        key=key,
        format_func={
            "gallery": ":material/grid_view: Gallery",
            "table": ":material/table_rows: Table",
        }.__getitem__,
        required=True,
        label_visibility="collapsed",
        on_change=_looked,
        args=(view, key),
    )


def _looked(view: View, key: str) -> None:
    _unticked()
    go(replace(view, look=st.session_state[key]))


def _unticked() -> None:
    st.session_state[callbacks.CHOSEN] = []


def _bin_button(facets: Facets) -> None:
    label = f"Bin ({facets.binned:,})"
    icon = ":material/delete:"
    st.button(label, icon=icon, type="tertiary", key="to_bin", on_click=go, args=(View(bin=True),))


def _all_button(type: Literal["primary", "tertiary"]) -> None:
    icon = ":material/history:"
    st.button("All pictures", icon=icon, type=type, key="all", on_click=go, args=(View(),))


def _bin_bar(view: View, facets: Facets) -> None:
    _all_button(type="tertiary")
    if st.button("Empty the bin", icon=":material/delete_forever:", key="empty_bin"):
        confirm.empty_bin(view, facets.binned)


def _chosen(view: View) -> None:
    """What can be done with the ticked runs."""
    ids = listing.chosen_ids()
    if not ids:
        if view.look == "table":
            st.caption("Tick rows to open, compare or move them to the bin.")
        elif st.session_state.get(listing.SELECTING):
            st.caption("Press pictures to choose them.")
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="chosen_actions"):
        st.text(f"{callbacks.counted(len(ids))} chosen")
        if len(ids) == 1 and st.button("Open", icon=":material/open_in_full:", key="chosen_open"):
            listing.open_run(view, ids[0])
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
            icon = ":material/delete:"
            st.button("Bin", icon=icon, key="chosen_bin", on_click=callbacks.to_bin, args=(view, ids))
