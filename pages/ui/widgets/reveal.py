"""What is new on a page comes into sight where a narrow window shows it below what was pressed."""

from pages.ui.parts import part

_reveal = part("reveal")


def reveal(what: str, target: str, *, key: str = "reveal", wide: bool = False) -> None:
    """Each time ``what``, the name of the new thing, is another than before, a narrow window, or also a
    ``wide`` one, is scrolled to the element that the CSS selector ``target`` finds; nothing happens for an
    empty name or on the first call with that ``key``."""
    _reveal(key=key, data={"what": what, "target": target, "name": key, "wide": wide})
