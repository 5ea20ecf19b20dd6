"""The canvas on which a subject is moved, scaled, turned and mirrored by mouse, finger or keys.

A picture of what is behind the subject, the cut-out over it, and over both the subjects that are nearer:
the browser moves the cut-out at once, and is answered by other pictures of what is behind and before it.
Each of the pictures is a mount of its own, since they change at other times."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, get_args

import streamlit as st

from pages.ui.parts import part

_canvas = part("canvas")
Does = Literal["place", "undo", "redo", "automatic", "rest", "choose"]
DOES: tuple[Does, ...] = get_args(Does)
MOST_TOLD = 200
"""Things that a browser tells at once at most."""


class Zone(NamedTuple):
    """What a shop asks of a product's share of the width or height: ``least`` and ``most``, and the ``scale``
    at which its picture is begun."""

    title: str
    least: float
    most: float
    scale: float | None


@dataclass(frozen=True, kw_only=True)
class Layer:
    """The cut-out: its ``url``, the ``crop`` of the photo that it is (left, top, width, height), the photo's
    ``size`` and the ``outline`` of the subject, all in px of the photo; ``id`` tells cut-outs apart."""

    id: str
    url: str
    crop: tuple[int, int, int, int]
    size: tuple[int, int]
    outline: Sequence[tuple[float, float]]


@dataclass(frozen=True, kw_only=True)
class Canvas:
    """What a canvas shows: ``url`` and ``alt`` of what is behind the subject, the address of what is
    ``before`` it (else empty), ``asked``, which names it, the ``subject``'s id, ``width`` and ``height``
    of the picture in px, the ``place`` of the subject with the ``limits`` of each of its numbers, whether
    it is there ``by_hand``, the row of the ground's ``foot`` 0 … 1, a shop's ``zone``; ``answered`` is the
    number of what was told last. ``which`` of the subjects it is, and the ``boxes`` of all of them: left,
    top, right and bottom in shares of the picture."""

    url: str
    before: str
    alt: str
    asked: str
    subject: str
    width: int
    height: int
    place: Mapping[str, Any]
    limits: Mapping[str, tuple[float, float]]
    by_hand: bool
    foot: float
    zone: Zone | None = None
    answered: int = 0
    can_undo: bool = False
    can_redo: bool = False
    which: int = 0
    boxes: Sequence[tuple[float, float, float, float]] = ()


class Told(NamedTuple):
    """Something the browser tells, the ``number`` of it, and for ``place`` the place and the name of the
    ``gesture`` that it is part of. ``rest`` says that nothing more comes for now. ``which`` is the subject
    that is placed, or chosen."""

    number: int
    does: Does
    gesture: str = ""
    place: Mapping[str, Any] | None = None
    which: int = 0


def canvas(shown: Canvas, *, key: str, on_told: Callable[[], None]) -> None:
    """The canvas; ``on_told`` is called where something was done on it, and asks ``told``."""
    data = {
        "of": key,
        "url": shown.url,
        "before": shown.before,
        "alt": shown.alt,
        "asked": shown.asked,
        "subject": shown.subject,
        "width": shown.width,
        "height": shown.height,
        "place": dict(shown.place),
        "limits": {name: list(both) for name, both in shown.limits.items()},
        "byHand": shown.by_hand,
        "foot": shown.foot,
        "zone": None if shown.zone is None else shown.zone._asdict(),
        "seq": shown.answered,
        "canUndo": shown.can_undo,
        "canRedo": shown.can_redo,
        "which": shown.which,
        "boxes": [list(box) for box in shown.boxes],
    }
    _canvas(key=key, data=data, on_told_change=on_told)


def subject(layer: Layer, *, key: str) -> None:
    """The cut-out of the canvas of that key; nothing is drawn in its own place."""
    data = {
        "id": layer.id,
        "url": layer.url,
        "crop": layer.crop,
        "size": layer.size,
        "outline": layer.outline,
    }
    _canvas(key=f"{key}_subject", data={"of": key, "layer": "subject", **data})


def finer(url: str, before: str, asked: str, *, key: str) -> None:
    """Finer pictures of what is behind and ``before`` the subject, as long as the canvas of that key shows
    ``asked``."""
    _canvas(
        key=f"{key}_fine", data={"of": key, "layer": "fine", "asked": asked, "url": url, "before": before}
    )


def told(key: str) -> list[Told]:
    """What was done just now on the canvas of that key, in order; what comes from the browser is believed
    only as far as its form goes."""
    state: Any = st.session_state.get(key)
    given = None if state is None else state.get("told")
    if not isinstance(given, list | tuple):
        return []
    read = [_read(one) for one in given[:MOST_TOLD]]
    return sorted(one for one in read if one is not None)


def _read(one: Any) -> Told | None:
    if not isinstance(one, Mapping):
        return None
    number, does, place, gesture = (one.get(name) for name in ("seq", "do", "place", "gesture"))
    if not isinstance(number, int) or isinstance(number, bool):
        return None
    which = one.get("which", 0)
    if not isinstance(which, int) or isinstance(which, bool) or which < 0:
        return None
    if isinstance(place, Mapping) and isinstance(gesture, str):
        return Told(number, "place", gesture[:40], dict(place), which)
    return Told(number, does, which=which) if does in DOES and does != "place" else None
