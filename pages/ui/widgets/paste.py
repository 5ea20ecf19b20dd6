"""A picture pasted anywhere on the page reaches the file uploader."""

from pages.ui.parts import part

_paste = part("paste")


def take_pasted() -> None:
    """Call it after the uploader whose key begins with ``photo_upload``."""
    _paste(key="paste")
