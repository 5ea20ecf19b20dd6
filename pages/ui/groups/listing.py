"""The list of groups: what each is, how far, and how to go on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from core.errors import StudioError
from core.groups.plan import Key, Plan
from core.studio import Studio
from pages.ui.groups import callbacks, cells
from pages.ui.groups.addresses import batch_address, grid_address, number_of
from pages.ui.groups.plans import plan_of
from pages.ui.groups.sheet_page import share_of
from pages.ui.runs import undo
from pages.ui.runs.describe import time_text
from pages.ui.shell.errors import show
from pages.ui.shell.messages import message
from pages.ui.shell.text import plain
from pages.ui.shell.times import reader_zone
from pages.ui.widgets.pagination import pagination
from store.records import Group, Known, RunStatus

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
    for row in _rows(studio, groups, binned=binned):
        _row(studio, row)
    pagination(pages, page, key="groups_pages", on_turn=_page)


@dataclass(frozen=True)
class _Row:
    """A group in the list: its plan, or why that cannot be read; how far it is, and whether all is there."""

    group: Group
    binned: bool
    was_working: bool
    plan: Plan | None = None
    problem: str = ""
    words: str = ""
    done: bool = False


def _rows(studio: Studio, groups: Sequence[Group], *, binned: bool) -> list[_Row]:
    """The rows of the groups in sight; what is there of all their pictures is asked for at once."""
    rows: list[_Row] = []
    for group in groups:
        row = _Row(group, binned, studio.group_runner.working(group.id))
        try:
            rows.append(replace(row, plan=plan_of(studio, group.id, group.plan_digest)))
        except StudioError as error:  # of another version, or damaged: the others are shown all the same
            rows.append(replace(row, problem=str(error)))
    plans = [row.plan for row in rows if row.plan is not None and len(row.plan.cells) <= COUNTED]
    known = studio.groups.known_of_all(plans, binned=[group.id for group in groups] if binned else ())
    return [row if row.plan is None else _standing(row, row.plan, known) for row in rows]


def _row(studio: Studio, row: _Row) -> None:
    """One group. Only how far it is looks after itself: a press on a button draws the whole page anew."""
    group, plan = row.group, row.plan
    if plan is None:
        st.caption(plain(f"{group.kind} {group.id[:12]}: {row.problem}"))
        return
    with (
        st.container(border=True, key=f"group_row_{group.id}"),
        st.container(horizontal=True, vertical_alignment="center", gap="small"),
    ):
        icon = KIND_ICONS.get(group.kind, ":material/apps:")
        goto(plain(cells.name_of(plan)), icon, {"group": group.id}, key=f"list_open_{group.id}")
        if row.was_working:
            st.fragment(_far, run_every=POLL_SECONDS)(studio, group.id)
        words = "being made" if row.was_working else row.words
        when = time_text(group.created, reader_zone())
        st.caption(f"{group.kind.capitalize()} · {words} · {when}", width="stretch")
        _buttons(group, working=row.was_working, done=row.done, binned=row.binned)


def _far(studio: Studio, group: str) -> None:
    """How far a group at work is; the page is drawn anew once the work on it has ended."""
    progress = studio.group_runner.progress(group)
    if progress is None or not progress.working:
        st.rerun()
    st.progress(share_of(progress), text=f"{progress.there:,} of {progress.total:,}", width=220)


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


def _standing(row: _Row, plan: Plan, known: Mapping[Key, Known]) -> _Row:
    """The row with how far its group is, and whether all of it is there."""
    if len(plan.cells) > COUNTED:
        return replace(row, words=f"{len(plan.cells):,} pictures")
    there = sum(
        one is not None and one.status is RunStatus.FINISHED
        for one in (known.get(plan.key(cell)) for cell in plan.cells)
    )
    if there == len(plan.cells):
        return replace(row, words=f"all {there:,} pictures", done=True)
    return replace(row, words=f"{there:,} of {len(plan.cells):,} pictures")


def _page(page: int) -> None:
    st.query_params["page"] = str(page)
