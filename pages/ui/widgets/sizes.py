"""How large pictures are drawn."""

from typing import Literal

MAX_HEIGHT = 720
"""The most that a picture may take of the page's height, in px."""


def shown_width(width: int, height: int) -> int | Literal["stretch"]:
    """How wide a picture of that size is drawn: as wide as there is room, but for tall ones."""
    return "stretch" if width >= height else round(MAX_HEIGHT * width / height)
