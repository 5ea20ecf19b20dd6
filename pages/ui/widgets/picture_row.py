"""Pictures side by side, each opened large by a press: a run's stages, or runs at one scale; and how large
pictures are drawn on any page."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from pages.ui.parts import part

MAX_HEIGHT = 600
"""The most that one picture may take of the page's height, in px: what a laptop's window shows of it."""

_pictures = part("pictures")


class Shown(NamedTuple):
    """A picture to draw: its address, its alternative text, the words under it, and width and height in px
    where they are known."""

    url: str
    alt: str
    label: str
    width: int | None = None
    height: int | None = None


def shown_width(width: int, height: int) -> int:
    """How wide ``st.image`` draws a picture of that size, in px: as wide as there is room, within
    ``MAX_HEIGHT``."""
    return max(1, round(MAX_HEIGHT * width / height))


def pictures(
    shown: Sequence[Shown], *, key: str, label: str, scale: Literal["cells", "pixels"] = "cells"
) -> None:
    """The pictures in a row. ``cells`` makes all equally wide, two to a row on a phone; ``pixels`` keeps one
    scale, so that a picture of twice the width takes twice the room, with a row for each on a phone."""
    widths = [(one.width or 1) if scale == "pixels" else 1 for one in shown]
    on_a_phone = 1.0 if scale == "pixels" else 0.5
    items = [
        {**one._asdict(), "share": width / sum(widths), "narrow": on_a_phone * width / max(widths)}
        for one, width in zip(shown, widths, strict=True)
    ]
    _pictures(key=key, data={"items": items, "label": label})
