"""What Compare shows: kept in its link, so that reload, Back and sending it to somebody work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import streamlit as st

from core.comparing.difference import GAINS
from pages.ui.runs.history_link import run_id
from pages.ui.shell.generate_address import COMPARED
from store.records import Run

SIDE, WIPE, BLINK, MAP, FIRST, SECOND = "side", "wipe", "blink", "map", "first", "second"
"""The looks as the link names them; ``first`` and ``second`` are one of the two and its photo."""
LOOKS = (SIDE, WIPE, BLINK, MAP, FIRST, SECOND)
USUAL_GAIN = GAINS[1]


@dataclass(frozen=True, kw_only=True)
class Address:
    """``reference`` and ``other`` are ids of runs, ``None`` for the first and the next one; ``gain`` is how
    many times as bright the map is."""

    runs: tuple[str, ...] = ()
    look: str = SIDE
    reference: str | None = None
    other: str | None = None
    gain: int = USUAL_GAIN

    def params(self) -> dict[str, str]:
        """The link's parameters: only what is not as usual."""
        told = {
            "runs": ",".join(self.runs),
            "look": "" if self.look == SIDE else self.look,
            "ref": self.reference or "",
            "to": self.other or "",
            "gain": "" if self.gain == USUAL_GAIN else str(self.gain),
        }
        return {name: value for name, value in told.items() if value}


def read(params: Mapping[str, str]) -> Address:
    """What a link asks for but its runs; anything in it that makes no sense is left out."""
    look, gain = params.get("look", SIDE), params.get("gain", "")
    return Address(
        look=look if look in LOOKS else SIDE,
        reference=run_id(params.get("ref")),
        other=run_id(params.get("to")),
        gain=int(gain) if gain in {str(one) for one in GAINS} else USUAL_GAIN,
    )


def go(address: Address) -> None:
    """Put it into the link; without runs the page is empty again. For callbacks, or before ``st.rerun``."""
    st.query_params.from_dict(address.params() if address.runs else {})
    st.session_state[COMPARED] = list(address.runs)


def choose(ids: Sequence[str]) -> None:
    """Compare these; the look stays, and so do the two that are looked at where they are among them."""
    kept = read(st.query_params)
    go(
        replace(
            kept,
            runs=tuple(ids),
            reference=kept.reference if kept.reference in ids else None,
            other=kept.other if kept.other in ids else None,
        )
    )


def letter(number: int) -> str:
    """What the run of that place (from 0) is called on this page: A … Z, AA, AB …"""
    last = chr(ord("A") + number % 26)
    return last if number < 26 else letter(number // 26 - 1) + last


@dataclass(frozen=True)
class Chosen:
    """The runs on the page, and the places (from 0) of the reference and of the one it is looked at with."""

    runs: Sequence[Run]
    reference: int
    other: int

    def name(self, place: int) -> str:
        """The letter of a place; that alone stands for a run in tables."""
        return letter(place)


def chosen(runs: Sequence[Run], address: Address) -> Chosen:
    """The reference, by default the first, and the other one, by default the next that is not the
    reference."""
    places = {run.id: place for place, run in enumerate(runs)}
    reference = places.get(address.reference or "", 0)
    other = places.get(address.other or "", reference)
    if other == reference:
        other = 0 if reference else min(1, len(runs) - 1)
    return Chosen(runs, reference, other)
