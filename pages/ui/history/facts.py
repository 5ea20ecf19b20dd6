"""What made a run, as tables: settings open, models, environment and timings folded."""

import streamlit as st

from core.studio import Studio
from pages.ui.runs.describe import NOTHING, environment, models, settings, time_text, timings
from pages.ui.shell.times import reader_zone
from pages.ui.widgets.tables import Cell, table
from store.records import Run


def facts(studio: Studio, run: Run) -> None:
    """All that is recorded of how ``run`` came to be."""
    st.subheader("Settings", anchor=False)
    _settings(studio, run)
    if run.outcome is None:
        return
    with st.expander("Models and licences", icon=":material/deployed_code:"):
        table("Models", models(run), ("Part", "Name", "Revision", "Licence"))
    with st.expander("Environment", icon=":material/memory:"):
        table("Environment", environment(run))
    with st.expander("Timings and figures", icon=":material/timer:"):
        table("Timings and figures", [*timings(run), *_figures(run)])


def _settings(studio: Studio, run: Run) -> None:
    profile = studio.profiles().get(run.profile)
    rows = settings(run, profile)
    cells = [
        (row.name, row.value if row.default is None else Cell(row.value, True, _instead_of(row.default)))
        for row in rows
    ]
    table("Settings", [*cells, ("photo", run.source_name)])
    if profile is None:
        st.caption("Its model's profile is not on this machine any more, so nothing is marked.")
    elif any(row.default is not None for row in rows):
        st.caption("In bold: what differs from the model's own settings.")


def _instead_of(default: str) -> str:
    return f"{'nothing' if default == NOTHING else default} by default"


def _figures(run: Run) -> list[tuple[str, str]]:
    if run.outcome is None:
        return []
    zone = reader_zone()
    return [
        ("matte coverage", f"{run.outcome.matte_coverage:.1%} of the frame"),
        ("subject's largest change", f"{run.outcome.subject_max_difference} of 255"),
        ("asked for", time_text(run.created, zone)),
        ("begun", time_text(run.started, zone)),
        ("done", time_text(run.ended, zone)),
        ("run", run.id),
        ("request", run.digest),
        ("pixels, sha256", run.outcome.pixels_sha256),
    ]
