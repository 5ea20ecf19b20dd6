"""The runs as cards: what tells each from the others in its header, and what can be done with it."""

from collections.abc import Sequence

import streamlit as st

from core.comparing.words import Piece, against_reference
from core.studio import Studio
from pages.ui.compare import address
from pages.ui.compare.address import Chosen
from pages.ui.compare.differences import Row, differences
from pages.ui.runs import callbacks
from pages.ui.runs.describe import STATUS_WORDS, picture_name
from pages.ui.runs.names import field_title
from pages.ui.shell.media import blob_url
from pages.ui.shell.messages import keep_message
from pages.ui.shell.resources import studio as shared_studio
from pages.ui.widgets.download import download
from pages.ui.widgets.viewer import Asked, Card, Extras, Face, asked_of, viewer
from store.records import Run, RunStatus

KEY = "compare_viewer"
MOST_FACTS = 6
"""Lines in a picture's header."""
WORDED = ("prompt", "negative_prompt")
"""Fields of sentences, in which the words that differ are marked."""


def pieces(row: Row, reference: int) -> list[tuple[Piece, ...]]:
    """A row's values, of sentences with the words marked that differ from those of the ``reference``."""
    if row.name in {field_title(name) for name in WORDED}:
        return against_reference(row.values, reference)
    return [(Piece(value, False),) for value in row.values]


def cards(on: Chosen, *, bare: bool = False) -> list[Card]:
    """All runs; ``bare`` without their pictures."""
    rows = differences(on.runs) if len(on.runs) > 1 else []
    told = [(row.name, pieces(row, on.reference)) for row in rows[:MOST_FACTS]]
    more = len(rows) - MOST_FACTS
    made: list[Card] = []
    for place, run in enumerate(on.runs):
        facts: list[tuple[str, Sequence[Piece]]] = [(name, values[place]) for name, values in told]
        if more > 0:
            facts.append(("And", (Piece(f"{more} more, below", False),)))
        made.append(_card(on, place, facts or [("Seed", (Piece(str(run.seed), False),))], bare))
    return made


def _card(on: Chosen, place: int, facts: Sequence[tuple[str, Sequence[Piece]]], bare: bool) -> Card:
    """One run's."""
    run, name = on.runs[place], on.name(place)
    composite = None if bare else run.artifacts.get("composite")
    note = f"{name} is in the bin." if run.deleted is not None else ""
    if run.status is not RunStatus.FINISHED:
        note = f"{name} has no picture: {STATUS_WORDS[run.status].lower()}. {note}".strip()
    return Card(
        id=run.id,
        letter=name,
        name=f"{name}, {picture_name(run)}",
        reference=place == on.reference and len(on.runs) > 1,
        images=() if composite is None else (Face(blob_url(composite), picture_name(run)),),
        width=(composite and composite.width) or 1,
        height=(composite and composite.height) or 1,
        facts=facts,
        note=note,
        starred=run.starred,
        rating=run.rating,
        finished=run.status is RunStatus.FINISHED,
    )


def show(studio: Studio, on: Chosen, *, bare: bool = False) -> None:
    """Draw the cards, and do what their buttons ask for."""
    ids = [run.id for run in on.runs]

    def pressed() -> None:
        if (asked := asked_of(KEY, ids)) is not None:
            change(asked, ids)

    label = "Pictures that are compared" if bare else "Pictures at one scale"
    asked = viewer(cards(on, bare=bare), key=KEY, label=label, on_asked=pressed, extras=Extras(bare=bare))
    if asked is None:
        return
    if asked.does == "open":
        st.switch_page("pages/history.py", query_params={"run": asked.id})
    elif asked.does == "download":
        _download(studio, on.runs[ids.index(asked.id)], on.name(ids.index(asked.id)))


def change(asked: Asked, ids: Sequence[str]) -> None:
    """Callback: what is changed before the page is drawn."""
    if asked.does in {"star", "unstar"}:
        callbacks.star(asked.id, asked.does == "star")
    elif asked.does == "rate":
        with keep_message():
            shared_studio().runs.rate(asked.id, asked.stars or None)
    elif asked.does == "remove":
        address.choose([one for one in ids if one != asked.id])


@st.dialog("Download")
def _download(studio: Studio, run: Run, name: str) -> None:
    """In which file format the picture is saved."""
    st.text(f"{name} · {picture_name(run)}")
    download(studio, run)
