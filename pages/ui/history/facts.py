"""What made a run, as tables: settings open, models, environment and timings folded."""

import streamlit as st

from core.studio import Studio
from pages.ui.runs.describe import NOTHING, environment, models, settings, time_text, timings
from pages.ui.runs.history_link import View, go
from pages.ui.shell.times import reader_zone
from pages.ui.widgets.tables import Cell, table
from store.records import Run


def facts(studio: Studio, run: Run) -> None:
    """All that is recorded of how ``run`` came to be."""
    st.subheader("Settings", anchor=False)
    _settings_table(studio, run)
    if run.outcome is None:
        return
    with st.expander("Models and licences", icon=":material/deployed_code:"):
        table("Models", models(run), ("Part", "Name", "Revision", "Licence"))
    with st.expander("Environment", icon=":material/memory:"):
        table("Environment", environment(run))
    zone = reader_zone()
    figures = [
        ("Subject's share", f"{run.outcome.matte_coverage:.1%} of the picture"),
        ("Subject's largest change", f"{run.outcome.subject_max_difference} of 255"),
        ("Asked for", time_text(run.created, zone)),
        ("Begun", time_text(run.started, zone)),
        ("Done", time_text(run.ended, zone)),
        ("Run", run.id),
        ("Request", run.digest),
        ("Pixels, sha256", run.outcome.pixels_sha256),
    ]
    with st.expander("Timings and figures", icon=":material/timer:"):
        table("Timings and figures", [*timings(run), *figures])


def _same_photo(run: Run) -> None:
    """The way to all pictures of the same photo."""
    if upload := run.artifacts.get("upload"):
        icon, view = ":material/photo_library:", View(photo=upload.sha256)
        label = "All pictures of this photo"
        st.button(label, icon=icon, type="tertiary", key="same_photo", on_click=go, args=(view,))


def _settings_table(studio: Studio, run: Run) -> None:
    """The request's fields; those that differ from the profile's own stand out."""
    profile = studio.profiles().get(run.profile)
    cells: list[tuple[str | Cell, str | Cell]] = []
    changed = False
    for row in settings(run, profile):
        value: str | Cell = row.value
        if row.default is not None:
            changed = True
            default = "nothing" if row.default == NOTHING else row.default
            value = Cell(row.value, marked=True, aside=f"({default} by default)")
        cells.append((Cell(row.name, hint=row.field), value))
    table("Settings", [*cells, ("Photo", run.source_name)])
    _same_photo(run)
    if profile is None:
        st.caption("Its model is not on this machine any more, so nothing is marked.")
    elif changed:
        st.caption("In bold: what differs from the model's own settings.")
