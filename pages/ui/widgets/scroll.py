"""Where a page is scrolled to: the top of what is new, the old place of what one comes back to."""

from pages.ui.parts import part

_place = part("place")


def place(name: str, *, detail: bool) -> None:
    """Call it early on a page: where ``name`` is another than the last time, the page is scrolled to its
    top; or, after a ``detail`` of it, to where it was left."""
    _place(key="place", data={"place": name, "detail": detail})
