"""Compare: any number of pictures by one of several looks, then only what differs, then figures."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from core.comparing.difference import GAINS
from core.studio import Studio
from pages.ui.compare import address, cards, likeness, looks, selection
from pages.ui.compare.address import BLINK, FIRST, MAP, SECOND, SIDE, WIPE, Address, Chosen
from pages.ui.compare.differences import Row, differences, environments
from pages.ui.runs import callbacks
from pages.ui.runs.describe import NOTHING
from pages.ui.runs.history_link import run_ids
from pages.ui.shell.frame import first_picture_button
from pages.ui.shell.generate_address import COMPARED
from pages.ui.shell.laid import lay
from pages.ui.widgets.gallery import lines_of
from pages.ui.widgets.tables import Cell, table
from store.records import Run

_LAYOUT, _REFERENCE, _OTHER, _GAIN = "compare_layout", "compare_reference", "compare_other", "compare_gain"
"""Session keys of the controls that show what the link says."""


def compare(studio: Studio, params: Mapping[str, str]) -> None:
    """The whole page for a link's parameters; without runs in it, what was compared last in this session."""
    st.title("Compare", anchor=False)
    link = params.get("runs")
    ids, bad = run_ids(link)
    if link is None:
        ids = tuple(st.session_state.get(COMPARED, ()))
    runs = studio.runs.many(ids[: callbacks.MAX_COMPARED])
    st.session_state[COMPARED] = [run.id for run in runs]
    _warn_of_missing(ids, bad, runs)
    if runs:
        here = replace(address.read(params), runs=tuple(run.id for run in runs))
        _show(studio, here, address.chosen(runs, here))
        return
    st.text("Choose two or more pictures to see them side by side, with only what differs between them.")
    if studio.runs.facets().total > 0:
        selection.add_button(studio, (), primary=True)
    else:
        first_picture_button()


def _warn_of_missing(ids: Sequence[str], bad: int, runs: Sequence[Run]) -> None:
    """What of the link's ``ids``, and of its ``bad`` parts that are none, is not shown, and why."""
    most = callbacks.MAX_COMPARED
    if len(ids) > most:
        sentence = f"The first {most} are shown; {len(ids) - most} more were asked for."
        st.warning(sentence, icon=":material/info:")
    missing = bad + len(ids[:most]) - len(runs)
    if missing:
        what = "One of the pictures is" if missing == 1 else f"{missing} of the pictures are"
        st.warning(f"{what} not here: deleted for good, or the link is not complete.", icon=":material/info:")


def _show(studio: Studio, here: Address, on: Chosen) -> None:
    """Pictures, cards and tables."""
    pictures = [place for place, run in enumerate(on.runs) if "composite" in run.artifacts]
    two = on.reference != on.other and {on.reference, on.other} <= set(pictures)
    look = here.look if two else SIDE
    _controls(studio, here, on, pictures)
    if look != here.look and len(pictures) > 1:
        without = " and ".join(on.name(place) for place in (on.reference, on.other) if place not in pictures)
        st.info(f"{without} has no picture to be looked at so; choose another one.", icon=":material/info:")
    if look in {WIPE, FIRST, SECOND}:
        looks.wipe(on, look)
    elif look == BLINK:
        looks.blink(on)
    elif look == MAP:
        looks.difference_map(studio, on, here)
    cards.show(studio, on, bare=look != SIDE)
    if len(on.runs) > 1:
        _show_tables(studio, on)
    else:
        st.text("Choose at least one more picture to compare it with.")


def _controls(studio: Studio, here: Address, on: Chosen, pictures: Sequence[int]) -> None:
    """One row: the look, which two of many are looked at, how bright the map is, and the button for more;
    ``pictures`` are the places of the runs that have one."""
    two = on.reference != on.other and {on.reference, on.other} <= set(pictures)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="picks"):
        if len(pictures) > 1:
            _choice(_LAYOUT, "Look", _look_words(on), here.look, lambda value: replace(here, look=value))
        if len(on.runs) > 2:
            _which(here, on, pictures)
        if two and here.look == MAP:
            words = {gain: f"{gain} ×" for gain in GAINS}
            _choice(_GAIN, "Brightness", words, here.gain, lambda value: replace(here, gain=value))
        selection.add_button(studio, here.runs, primary=len(on.runs) < 2)


def _look_words(on: Chosen) -> dict[str, str]:
    """The looks as the control names them."""
    one, other = on.name(on.reference), on.name(on.other)
    return {
        SIDE: "Side by side",
        WIPE: f"Wipe {one} to {other}",
        BLINK: "Blink",
        MAP: "Difference",
        FIRST: f"{one} and its photo",
        SECOND: f"{other} and its photo",
    }


def _choice(
    key: str, label: str, words: Mapping[Any, str], value: Any, changed: Callable[[Any], Address]
) -> None:
    """A segmented control that puts another address into the link."""
    lay(key, value)
    st.segmented_control(
        label,
        list(words),
        key=key,
        format_func=words.__getitem__,
        required=True,
        label_visibility="collapsed",
        on_change=lambda: address.go(changed(st.session_state[key])),
        wrap=True,
    )


def _which(here: Address, on: Chosen, pictures: Sequence[int]) -> None:
    """Which of many is the reference, and, where two are looked at, which of those that have a picture is the
    other one."""
    ids = list(here.runs)
    told = enumerate(zip(ids, lines_of(on.runs), strict=True))
    names = {one: f"{on.name(place)} · {line}" for place, (one, line) in told}

    def taken(key: str, field: str) -> Callable[[], None]:
        return lambda: address.go(replace(here, **{field: st.session_state[key]}))

    choices = [("Reference", _REFERENCE, "reference", on.reference, ids)]
    if here.look != SIDE:
        seen = [ids[place] for place in sorted({*pictures, on.other})]
        choices.append(("Looked at with", _OTHER, "other", on.other, seen))
    for label, key, field, place, of in choices:
        lay(key, ids[place])
        st.selectbox(
            label, of, key=key, format_func=names.__getitem__, width=190, on_change=taken(key, field)
        )


def _show_tables(studio: Studio, on: Chosen) -> None:
    """What differs, then seconds and figures, then environments, with a column for each run."""
    head = ("", *(on.name(place) for place in range(len(on.runs))))
    st.subheader("What differs", anchor=False)
    apart, same = environments(on.runs)
    rows = differences(on.runs)
    if rows:
        table("What differs", [_marked(row, on) for row in rows], head)
    elif apart:
        st.text("Nothing that was asked for: the same request and photo.")
    else:
        st.text("Nothing that is recorded: the same request, photo, models and environment.")
    st.subheader("Seconds and figures", anchor=False)
    likeness.show(studio, on)
    st.subheader("Models and environment", anchor=False)
    if apart:
        table("Models and environment that differ", [(row.name, *row.values) for row in apart], head)
    _folded(same, differs=bool(apart), known=sum(run.outcome is not None for run in on.runs))


def _marked(row: Row, on: Chosen) -> list[str | Cell]:
    """A row of the table, of sentences with the words marked that differ."""
    values = zip(row.values, cards.pieces(row, on.reference), strict=True)
    return [row.name, *(Cell(value, pieces=told) for value, told in values)]


def _folded(same: Sequence[Row], *, differs: bool, known: int) -> None:
    """What all finished runs have in common of models and environment."""
    if not known:
        st.text("Known of finished pictures only.")
        return
    if not same:
        return
    with st.expander("The same in all" if not differs else "The rest is the same in all"):
        told = [(row.name, {*row.values} - {NOTHING}) for row in same]
        table("The same in all", [(name, *values) for name, values in told if values])
