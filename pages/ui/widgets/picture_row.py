"""Pictures side by side, each opened large by a press: a run's stages, or runs at one scale."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from pages.ui.parts import part

_pictures = part("pictures")


class Shown(NamedTuple):
    """A picture to draw: its address, what it is called where it is not seen, the words under it, and
    width and height in px where they are known."""

    url: str
    alt: str
    label: str
    width: int | None = None
    height: int | None = None


def pictures(
    shown: Sequence[Shown], *, key: str, label: str, scale: Literal["cells", "pixels"] = "cells"
) -> None:
    """The pictures in a row (two to a row on a phone). ``cells`` makes all equally wide; ``pixels`` keeps
    one scale, so that a picture of twice the width takes twice the room."""
    widths = [(one.width or 1) if scale == "pixels" else 1 for one in shown]
    items = [
        {**one._asdict(), "share": width / sum(widths), "narrow": 0.5 * width / max(widths)}
        for one, width in zip(shown, widths, strict=True)
    ]
    _pictures(key=key, data={"items": items, "label": label})
