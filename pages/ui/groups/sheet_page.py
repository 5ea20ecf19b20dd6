"""A group as a sheet: every cell in its place while it is made and after, and what can be done with all."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.groups.plan import Cell, Plan
from core.library.group_runner import Progress
from core.studio import Studio
from pages.ui.groups import callbacks, cells
from pages.ui.groups.addresses import number_of
from pages.ui.groups.exports import exports
from pages.ui.groups.extending import extending
from pages.ui.groups.failures import failures
from pages.ui.groups.plans import plan_of
from pages.ui.groups.table import DRAWN, Standing, sheet_table, table_data
from pages.ui.runs import undo
from pages.ui.runs.describe import time_text
from pages.ui.shell.errors import show
from pages.ui.shell.messages import message
from pages.ui.shell.text import plain
from pages.ui.shell.times import readable_seconds, reader_zone
from pages.ui.widgets.pagination import pagination
from store.errors import NotFoundError
from store.records import Group, Known, Run

WORKING_SECONDS, ELSEWHERE_SECONDS = 1.0, 5.0
"""How often the sheet is looked after while this process works on it, and while another may."""
ELSEWHERE_CELLS = 2_000
"""Groups of more cells are not looked after for another process's sake."""


@dataclass(frozen=True)
class Opened:
    """A group that is looked at, and what of it is in sight: the sheet ``tab`` (from 0) and the ``page`` of
    its rows (from 1)."""

    group: Group
    plan: Plan
    tab: int
    page: int

    @property
    def binned(self) -> tuple[str, ...]:
        """The group itself where it lies in the bin, as its pictures do."""
        return () if self.group.plan_digest is not None else (self.group.id,)

    @classmethod
    def by_address(cls, group: Group, plan: Plan) -> "Opened":
        """As the address says; what makes no sense there is left out."""
        tab, page = (number_of(st.query_params.get(name)) for name in ("tab", "page"))
        return cls(group, plan, min(tab, len(cells.tab_titles(plan))) - 1, page)


def sheet_page(studio: Studio, link: str) -> None:
    """The whole page of the group whose id is, or begins with, ``link``; a sentence where there is none."""
    try:
        group = studio.groups.get(link)
    except NotFoundError:
        st.title("Sheet", anchor=False)
        show("This link names no grid and no batch that is known here; it may have been deleted for good.")
        st.page_link("pages/sheet.py", label="All sheets", icon=":material/arrow_back:", query_params={})
        return
    plan = plan_of(studio, group.id, group.plan_digest)
    opened = Opened.by_address(group, plan)
    progress = studio.group_runner.progress(group.id)
    working = progress is not None and progress.working
    st.title("Sheet", anchor=False)
    st.subheader(plain(cells.name_of(plan)), anchor=False)
    undo.show()
    if problem := message():
        show(problem)
    if opened.binned:
        st.warning("This group lies in the bin.", icon=":material/delete:")
    known = studio.groups.known(plan, binned=opened.binned)
    found = cells.counts(plan, known, group.id, working=working, failures=_failures(progress))
    _actions(studio, group, plan, found, working=working)
    left = any(found[state] for state in ("left", "stopped", "interrupted", "waiting", "making"))
    elsewhere = bool(found["making"] or found["waiting"]) and len(plan.cells) <= ELSEWHERE_CELLS
    every = WORKING_SECONDS if working else ELSEWHERE_SECONDS if left and elsewhere else None
    st.fragment(_follow, run_every=every)(studio, opened, working, found)
    if not working and not opened.binned:
        failures(studio, group, plan, known, _failures(progress))
    if plan.axes and not opened.binned:
        extending(studio, group.id, plan)


def _follow(studio: Studio, opened: Opened, was_working: bool, found: Mapping[cells.State, int]) -> None:
    """How far the work is, and the sheet; the page is drawn anew once the work has ended or begun, or
    another of its sheets or pages is turned to."""
    progress = studio.group_runner.progress(opened.group.id)
    working = progress is not None and progress.working
    if working != was_working or Opened.by_address(opened.group, opened.plan) != opened:
        st.rerun()  # what is pressed in here would draw this part alone, and as it was called
    _progress(studio, opened.plan, progress if working else None, found)
    if not working and progress is not None and progress.problem:
        show(progress.problem)
    key = f"sheet_{opened.group.id[:12]}"
    sheet_table(key, _drawn(studio, opened, progress), on_turn=_turn)
    rows = cells.layout(opened.plan, opened.tab)
    pagination(rows.pages, min(opened.page, rows.pages), key="sheet_pages", on_turn=_page)


def _progress(
    studio: Studio, plan: Plan, progress: Progress | None, found: Mapping[cells.State, int]
) -> None:
    """One line on how far the group is, with a bar while it is worked on."""
    if progress is None:
        st.text(f"{len(plan.cells):,} pictures: {cells.summary(found)}.")
        return
    words = [f"{progress.there:,} of {progress.total:,}"]
    if progress.failed:
        words.append(f"{progress.failed:,} failed")
    if progress.cancelled:
        words.append(f"{progress.cancelled:,} stopped")
    job = studio.job(progress.run) if progress.run else None
    if job is not None and job.seconds_left is not None:
        words.append(f"this one {readable_seconds(job.seconds_left)} left")
    if progress.stopping:
        words.append("stopping …")
    st.progress(share_of(progress), text=plain(", ".join(words)))


def share_of(progress: Progress) -> float:
    """How much of a group is done with, 0…1: there, or nothing will come of it this time."""
    return min(1.0, (progress.there + progress.failed + progress.cancelled) / max(1, progress.total))


def _drawn(studio: Studio, opened: Opened, progress: Progress | None) -> dict[str, Any]:
    """What the sheet draws; while it is worked on read again only where something has changed."""
    group, plan = opened.group, opened.plan
    working = progress is not None and progress.working
    state = f"{group.id} {group.plan_digest} {opened.tab} {opened.page} {progress and progress.revision}"
    kept = st.session_state.get(DRAWN)
    if working and kept and kept["state"] == state:
        return json.loads(kept["data"])
    shown = cells.layout(plan, opened.tab)
    rows = shown.page(opened.page)
    inside = [cell for row in rows for cell in row.cells if cell is not None]
    known, runs = known_of(studio, plan, inside, opened.binned)
    ended = 0 if progress is None else progress.ended
    told = Standing(group.id, known, runs, working=working, ended=ended, failures=_failures(progress))
    data = table_data(plan, opened.tab, rows, told)
    st.session_state[DRAWN] = {"state": state, "data": json.dumps(data)}
    return data


def known_of(
    studio: Studio, plan: Plan, inside: list[Cell], binned: Collection[str] = ()
) -> tuple[Mapping[tuple[str, str], Known], Mapping[str, Run]]:
    """What is recorded of some cells of a plan: the runs that serve them, by key and by id; of those in the
    bin the ones that were made for the ``binned`` groups."""
    known = studio.groups.known(plan, inside, binned=binned)
    runs = studio.runs.many({one.id: None for one in known.values()})
    return known, {run.id: run for run in runs}


def _actions(
    studio: Studio, group: Group, plan: Plan, found: Mapping[cells.State, int], *, working: bool
) -> None:
    """Stop or go on, take it home, the bin."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="group_actions"):
        if group.plan_digest is None:
            st.button(
                "Restore",
                icon=":material/restore_from_trash:",
                type="primary",
                key="group_restore",
                on_click=callbacks.restore,
                args=(group.id,),
            )
            return
        lacking = len(plan.cells) - found["made"] - found["reused"]
        if working:
            st.button(
                "Stop",
                icon=":material/stop_circle:",
                type="primary",
                key="group_stop",
                on_click=callbacks.stop,
                args=(group.id,),
                help="What is made stays; the others are made when you go on.",
            )
        elif lacking:
            st.button(
                f"Go on: make {lacking:,}",
                icon=":material/play_arrow:",
                type="primary",
                key="group_go_on",
                on_click=callbacks.go_on,
                args=(group.id,),
            )
        exports(studio, group.id, plan)
        st.button(
            "All groups",
            icon=":material/list:",
            type="tertiary",
            key="group_all",
            on_click=st.query_params.clear,
        )
        st.button(
            "Bin",
            icon=":material/delete:",
            key="group_bin",
            disabled=working,
            on_click=callbacks.to_bin,
            args=(group.id,),
            help="With the pictures that were made for it. Pictures that were there already stay.",
        )
        st.caption(f"{group.kind.capitalize()} of {time_text(group.created, reader_zone())}")


def _failures(progress: Progress | None) -> Mapping[int, str]:
    return {} if progress is None else progress.failures


def _turn(tab: int) -> None:
    """Turn to another sheet of the group, by the address."""
    st.query_params.from_dict({"group": st.query_params["group"], **({"tab": str(tab + 1)} if tab else {})})


def _page(page: int) -> None:
    st.query_params["page"] = str(page)
