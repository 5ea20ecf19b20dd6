"""What can be done with the run on its page."""

from collections.abc import Sequence

import streamlit as st

from core.studio import Studio
from pages.ui.runs import callbacks, confirm, job_panel
from pages.ui.runs.history_link import View
from pages.ui.widgets.download import download
from store.records import Run, RunQuery, RunStatus

SEVERAL = frozenset({"variations", "grid", "batch"})
"""Groups that may have more than one run."""


def actions(studio: Studio, view: View, run: Run) -> None:
    """A row of buttons; what can be done depends on where the run stands."""
    with st.container(horizontal=True, gap="small", key="run_actions"):
        if run.deleted is not None:
            _bin_actions(view, run)
            return
        finished = run.status is RunStatus.FINISHED
        kind = "primary" if finished else "secondary"
        if st.button("Change and run", icon=":material/tune:", type=kind, key="run_change"):
            st.switch_page("pages/generate.py", query_params={"from": run.id})
        if finished:
            st.button(
                "Re-run",
                key="run_again",
                icon=":material/replay:",
                help="Makes it once more from the same photo, settings, seed and models, and compares.",
                on_click=callbacks.rerun,
                args=(view, run.id),
            )
            _compare(studio, run)
            download(studio, run)
        _star(run)
        if run.status not in job_panel.UNFINISHED:
            icon = ":material/delete:"
            st.button("Bin", icon=icon, key="run_bin", on_click=callbacks.to_bin, args=(view, [run.id]))


def _bin_actions(view: View, run: Run) -> None:
    restored = View() if view.bin else view
    st.button(
        "Restore",
        key="run_restore",
        type="primary",
        icon=":material/restore_from_trash:",
        on_click=callbacks.restore,
        args=(restored, [run.id], run.id),
    )
    if st.button("Delete for good", icon=":material/delete_forever:", key="run_purge"):
        confirm.purge(view, [run.id])


def _star(run: Run) -> None:
    st.button(
        "Starred" if run.starred else "Star",
        icon=":material/star:" if run.starred else ":material/star_border:",
        key="run_star",
        help="Take the star away" if run.starred else "Mark it, to find it again",
        on_click=callbacks.star,
        args=(run.id, not run.starred),
    )


def _compare(studio: Studio, run: Run) -> None:
    options: dict[str, list[str]] = {
        **({"With what it was made from": [run.parent, run.id]} if run.parent else {}),
        **_beside_it(run),
        **({"With others of its group": []} if run.group_kind in SEVERAL else {}),
        "With any others": [run.id],
    }
    picked = st.menu_button("Compare", list(options), icon=":material/compare:", key="run_compare")
    if picked:
        ids = options[picked] or _group(studio, run)
        st.switch_page("pages/compare.py", query_params={"runs": ",".join(ids)})


def _beside_it(run: Run) -> dict[str, list[str]]:
    """Joining what is on Compare's page already, where there is room."""
    others: Sequence[str] = st.session_state.get(callbacks.COMPARED, [])
    if not others or run.id in others or len(others) >= callbacks.MAX_COMPARED:
        return {}
    return {f"Add to the {len(others)} being compared": [*others, run.id]}


def _group(studio: Studio, run: Run) -> list[str]:
    query = RunQuery(
        group=run.group, statuses=(RunStatus.FINISHED,), sort="oldest", page_size=callbacks.MAX_COMPARED
    )
    others = [one.id for one in studio.runs.search(query).runs if one.id != run.id]
    return [run.id, *others][: callbacks.MAX_COMPARED]
