"""Pictures side by side, each opened large by a press; and how large pictures are drawn on any page."""

from collections.abc import Sequence
from typing import NamedTuple

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


def pictures(shown: Sequence[Shown], *, key: str, label: str) -> None:
    """The pictures in a row, all equally wide, two to a row on a phone."""
    share = 1 / max(1, len(shown))
    items = [{**one._asdict(), "share": share, "narrow": 0.5} for one in shown]
    _pictures(key=key, data={"items": items, "label": label})
