"""Where a page is scrolled to: the top of what is new, the old place of what the user comes back to."""

from pages.ui.parts import part

_place = part("place")


def keep_scroll(place: str, *, detail: bool) -> None:
    """Call it early on a page: where the name ``place`` is another than the last time, the page is scrolled
    to its top; or, after a ``detail`` of it, to where it was left."""
    _place(key="place", data={"place": place, "detail": detail})
