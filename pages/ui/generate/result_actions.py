"""What can be done with the picture on Generate's page."""

from collections.abc import Sequence

import streamlit as st

from core.studio import Studio
from pages.ui.generate import shop_check
from pages.ui.generate.callbacks import more_like
from pages.ui.runs import callbacks
from pages.ui.runs.picture import star_button
from pages.ui.widgets.download import download
from store.records import Run, RunStatus


def row(studio: Studio, run: Run, group: Sequence[Run]) -> None:
    """Download, more like this, compare with the others of its ``group`` or what it was derived from, open in
    History, star."""
    with st.container(horizontal=True, key="actions"):
        download(studio, run)
        st.button(
            "More like this",
            icon=":material/library_add:",
            key="more_like",
            help="The same photo and settings with new seeds",
            on_click=more_like,
            args=(run,),
        )
        others = [one.id for one in group if one.status is RunStatus.FINISHED and one.id != run.id]
        others = [*([run.parent] if run.parent else []), *others]
        if others and st.button("Compare", icon=":material/compare:", key="compare"):
            ids = [run.id, *others][: callbacks.MAX_COMPARED]
            st.switch_page("pages/compare.py", query_params={"runs": ",".join(ids)})
        shop_check.offer(studio, run)
        open_in_history(run)
        star_button(run, f"star_{run.id}")


def open_in_history(run: Run) -> None:
    """The button that turns to the run's own page."""
    if st.button("Open", icon=":material/open_in_full:", key="open", help="Its page in History"):
        st.switch_page("pages/history.py", query_params={"run": run.id})
