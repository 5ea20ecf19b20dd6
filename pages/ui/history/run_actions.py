"""What can be done with the run on its page."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from core.studio import Studio
from pages.ui.runs import callbacks, confirm
from pages.ui.runs.describe import UNFINISHED
from pages.ui.runs.history_link import View
from pages.ui.runs.picture import star_button
from pages.ui.shell.generate_address import COMPARED, to_a_new_form
from pages.ui.widgets.download import download
from store.records import Run, RunQuery, RunStatus

SEVERAL = frozenset({"variations", "grid", "batch"})
"""Groups that may have more than one run."""

USES = {
    "Remix: all but the seed": "remix",
    "Its sentence": "sentence",
    "Its seed": "seed",
    "Its settings": "settings",
}
"""What of a run can be laid into the form, by its words in the menu."""
USE_HELP = "Lays it into the form of Generate as it stands; all else there stays."


def actions(studio: Studio, view: View, run: Run) -> None:
    """A row of buttons; what can be done depends on where the run stands."""
    with st.container(horizontal=True, gap="small", key="run_actions"):
        if run.deleted is not None:
            _bin_actions(view, run)
            return
        finished = run.status is RunStatus.FINISHED
        kind = "primary" if finished else "secondary"
        if st.button("Change and run", icon=":material/tune:", type=kind, key="run_change"):
            st.switch_page("pages/generate.py", query_params=to_a_new_form(**{"from": run.id}))
        # The same buttons at the same places while it is made and after: none moves under the pointer.
        making = run.status in UNFINISHED
        if finished or making:
            st.button(
                "Re-run",
                key="run_again",
                icon=":material/replay:",
                help="Makes it once more from the same photo, settings, seed and models, and compares.",
                disabled=making,
                on_click=callbacks.rerun,
                args=(view, run.id),
            )
            _compare_menu(studio, run, disabled=making)
            download(studio, run, disabled=making)
        use_menu(run, "run_use")
        star_button(run, "run_star")
        icon = ":material/delete:"
        options: dict[str, Any] = {"disabled": making, "on_click": callbacks.to_bin, "args": (view, [run.id])}
        st.button("Bin", icon=icon, key="run_bin", **options)


def use_menu(run: Run, key: str) -> None:
    """Turns to Generate with a part of ``run`` laid into the form as it stands there."""
    picked = st.menu_button("Use", list(USES), icon=":material/input:", key=key, help=USE_HELP)
    if picked:
        st.switch_page("pages/generate.py", query_params=to_a_new_form(take=USES[picked], of=run.id))


def _bin_actions(view: View, run: Run) -> None:
    """What can be done with a run that lies in the bin."""
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


def _compare_menu(studio: Studio, run: Run, *, disabled: bool) -> None:
    """Turns to Compare with the run that this one was made from, with those on Compare's page already where
    there is room, with others of its group, or alone."""
    options: dict[str, list[str]] = {}
    if run.parent:
        options["With what it was made from"] = [run.parent, run.id]
    compared: Sequence[str] = st.session_state.get(COMPARED, [])
    if compared and run.id not in compared and len(compared) < callbacks.MAX_COMPARED:
        options[f"Add to the {len(compared)} being compared"] = [*compared, run.id]
    if run.group_kind in SEVERAL:
        options["With others of its group"] = []
    options["With any others"] = [run.id]
    icon = ":material/compare:"
    picked = st.menu_button("Compare", list(options), icon=icon, key="run_compare", disabled=disabled)
    if not picked:
        return
    ids = options[picked]
    if not ids:
        most = callbacks.MAX_COMPARED
        query = RunQuery(group=run.group, statuses=(RunStatus.FINISHED,), sort="oldest", page_size=most)
        ids = [run.id, *(one.id for one in studio.runs.search(query).runs if one.id != run.id)][:most]
    st.switch_page("pages/compare.py", query_params={"runs": ",".join(ids)})
