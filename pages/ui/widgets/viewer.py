"""Pictures that are zoomed and moved together, in a card each with what is said of it and done with it; or
two that blink in one place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import streamlit as st

from core.comparing.difference import RAMP, Spot
from core.comparing.words import Piece
from pages.ui.parts import part

_viewer = part("viewer")
DOES = ("star", "unstar", "rate", "download", "open", "remove")
"""What can be asked for by a card's buttons."""

HINT = "Press a picture, then wheel or + − to zoom, drag or arrows to move, 0 fits, 1 is 1:1"


class Face(NamedTuple):
    """A picture's address and its alternative text."""

    url: str
    alt: str


class Asked(NamedTuple):
    """What a card's button asks for: one of ``DOES``, the card's id, and for ``rate`` 0 (none) … 5."""

    does: str
    id: str
    stars: int = 0


@dataclass(frozen=True, kw_only=True)
class Card:
    """One picture, or with two ``images`` two that blink, or none; ``width`` and ``height`` in px. ``facts``
    stand in its header: names and values in pieces. Its buttons are there where it has an ``id``."""

    name: str
    images: Sequence[Face] = ()
    width: int = 1
    height: int = 1
    id: str = ""
    letter: str = ""
    reference: bool = False
    facts: Sequence[tuple[str, Sequence[Piece]]] = ()
    note: str = ""
    starred: bool = False
    rating: int | None = None
    finished: bool = False


@dataclass(frozen=True, kw_only=True)
class Extras:
    """More of a viewer: ``spots`` that are framed in every picture, ``most``, the difference at the bright
    end of a map's scale, the names of blinking ``faces``; ``bare`` is one of cards without pictures."""

    spots: Sequence[Spot] = ()
    most: str = ""
    faces: Sequence[str] = ()
    bare: bool = False


def viewer(
    cards: Sequence[Card],
    *,
    key: str,
    label: str,
    on_asked: Callable[[], None],
    extras: Extras | None = None,
) -> Asked | None:
    """The cards; returns what is asked for just now, which ``asked_of`` tells ``on_asked`` as well."""
    extras = extras or Extras()
    data = {
        "items": [_item(card) for card in cards],
        "label": label,
        "spots": [
            {**spot._asdict(), "words": f"Mean difference {spot.difference:.1f} of 255"}
            for spot in extras.spots
        ],
        "place": "Place",
        "hint": HINT if len(cards) > 1 else "",
        "faces": list(extras.faces),
        "bare": extras.bare,
        "legend": {"most": extras.most, "colours": [list(one) for one in RAMP],
                   "words": f"Scale from no difference, dark, to {extras.most}, bright"}
        if extras.most
        else None,
    }  # fmt: skip
    _viewer(key=key, data=data, on_asked_change=on_asked)
    return asked_of(key, [card.id for card in cards])


def asked_of(key: str, ids: Sequence[str]) -> Asked | None:
    """What the viewer of that key was asked for just now; what comes from the browser is believed only where
    it is one of ``DOES`` with one of ``ids``."""
    state: Any = st.session_state.get(key)
    return read(None if state is None else state.get("asked"), ids)


def read(text: Any, ids: Sequence[str]) -> Asked | None:
    """``rate:ID:4`` and the like as what it means, else ``None``."""
    does, _, rest = str(text or "").partition(":")
    run_id, _, stars = rest.partition(":")
    if does not in DOES or not run_id or run_id not in ids:
        return None
    if does != "rate":
        return Asked(does, run_id)
    return Asked(does, run_id, int(stars)) if stars in {"0", "1", "2", "3", "4", "5"} else None


def _item(card: Card) -> dict[str, Any]:
    """The card as parts/viewer.js reads it."""
    return {
        "name": card.name,
        "images": [face._asdict() for face in card.images],
        "width": card.width,
        "height": card.height,
        "id": card.id,
        "letter": card.letter,
        "reference": card.reference,
        "facts": [[name, [list(piece) for piece in pieces]] for name, pieces in card.facts],
        "note": card.note,
        "starred": card.starred,
        "rating": card.rating or 0,
        "finished": card.finished,
        "acts": bool(card.id),
    }
