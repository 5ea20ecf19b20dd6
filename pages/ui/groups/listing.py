"""The list of groups: what each is, how far, and how to go on."""

import streamlit as st

from core.errors import StudioError
from core.groups.plan import Plan
from core.studio import Studio
from pages.ui.groups import callbacks, cells
from pages.ui.groups.addresses import batch_address, grid_address, number_of
from pages.ui.groups.plans import plan_of
from pages.ui.runs import undo
from pages.ui.runs.describe import time_text
from pages.ui.shell.errors import show
from pages.ui.shell.messages import message
from pages.ui.shell.text import plain
from pages.ui.shell.times import reader_zone
from pages.ui.widgets.pagination import pagination
from store.records import Group, RunStatus

PAGE_SIZE = 24
POLL_SECONDS = 2.0
COUNTED = 5_000
"""Cells up to which a group's pictures are counted in the list; of larger ones the work itself tells."""
KIND_ICONS = {"grid": ":material/grid_on:", "batch": ":material/photo_library:"}


def groups_list(studio: Studio) -> None:
    """The page without a group in its address."""
    binned = st.query_params.get("bin") == "1"
    page = number_of(st.query_params.get("page"))
    st.title("Sheets", anchor=False)
    undo.show()
    if problem := message():
        show(problem)
    groups, total = studio.groups.listed(binned=binned, page=page - 1)
    pages = max(1, -(-total // PAGE_SIZE))
    if page > pages:  # a link to a page that is gone
        page, (groups, total) = pages, studio.groups.listed(binned=binned, page=pages - 1)
    _, in_bin = (groups, total) if binned else studio.groups.listed(binned=True)
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="groups_bar"):
        st.page_link(
            "pages/compare.py", label="New grid", icon=":material/grid_on:", query_params=grid_address()
        )
        st.page_link(
            "pages/generate.py",
            label="New batch",
            icon=":material/photo_library:",
            query_params=batch_address(),
        )
        if binned:
            goto("All groups", ":material/list:", {}, key="groups_all")
        elif in_bin:
            goto(f"Bin ({in_bin:,})", ":material/delete:", {"bin": "1"}, key="groups_bin")
    if not groups:
        st.text(
            "Nothing is in the bin."
            if binned
            else "No group yet. A grid varies one to three things of a picture; a batch takes many photos."
        )
    for group in groups:
        working = studio.group_runner.working(group.id)
        every = POLL_SECONDS if working else None
        st.fragment(_row, run_every=every)(studio, group, working, binned)
    pagination(pages, page, key="groups_pages", on_turn=_page)


def _row(studio: Studio, group: Group, was_working: bool, binned: bool) -> None:
    """One group; the page is drawn anew once the work on it has ended."""
    progress = studio.group_runner.progress(group.id)
    working = progress is not None and progress.working
    if working != was_working:
        st.rerun()
    try:
        plan = plan_of(studio, group.id, group.plan_digest)
    except StudioError as error:  # written by another version, or damaged: the others are shown all the same
        st.caption(plain(f"{group.kind} {group.id[:12]}: {error}"))
        return
    with (
        st.container(border=True, key=f"group_row_{group.id}"),
        st.container(horizontal=True, vertical_alignment="center", gap="small"),
    ):
        icon = KIND_ICONS.get(group.kind, ":material/apps:")
        goto(plain(cells.name_of(plan)), icon, {"group": group.id}, key=f"list_open_{group.id}")
        if progress is not None and working:
            share = min(1.0, progress.ended / max(1, progress.total))
            st.progress(share, text=f"{progress.ended:,} of {progress.total:,}", width=220)
            words, done = "being made", False
        else:
            words, done = _standing(studio, group, plan)
        when = time_text(group.created, reader_zone())
        st.caption(f"{group.kind.capitalize()} · {words} · {when}", width="stretch")
        _buttons(group, working=working, done=done, binned=binned)


def goto(label: str, icon: str, params: dict[str, str], *, key: str) -> None:
    """A button that leads to another address of this page: a link would leave the browser's as it is."""
    st.button(label, icon=icon, type="tertiary", key=key, on_click=st.query_params.from_dict, args=(params,))


def _buttons(group: Group, *, working: bool, done: bool, binned: bool) -> None:
    if binned:
        _button("Restore", ":material/restore_from_trash:", "restore", group.id, callbacks.restore)
        return
    if working:
        _button("Stop", ":material/stop_circle:", "stop", group.id, callbacks.stop)
    elif not done:
        _button("Go on", ":material/play_arrow:", "go_on", group.id, callbacks.go_on)
    if not working:
        _button("Bin", ":material/delete:", "bin", group.id, callbacks.to_bin)


def _button(label: str, icon: str, what: str, group: str, action: object) -> None:
    st.button(label, icon=icon, key=f"list_{what}_{group}", on_click=action, args=(group,))  # type: ignore[arg-type]


def _standing(studio: Studio, group: Group, plan: Plan) -> tuple[str, bool]:
    """How far a group is that nobody here works on, and whether all of it is there."""
    if len(plan.cells) > COUNTED:
        return f"{len(plan.cells):,} pictures", False
    known = studio.groups.known(plan)
    there = sum(
        one is not None and one.status is RunStatus.FINISHED
        for one in (known.get(plan.key(cell)) for cell in plan.cells)
    )
    if there == len(plan.cells):
        return f"all {there:,} pictures", True
    return f"{there:,} of {len(plan.cells):,} pictures", False


def _page(page: int) -> None:
    st.query_params["page"] = str(page)
