"""What is new on a page comes into sight where a narrow window shows it below what was pressed."""

from pages.ui.parts import part

_reveal = part("reveal")


def reveal(what: str, target: str) -> None:
    """Each time ``what``, the name of the new thing, is another than before, a narrow window is scrolled to
    the element that the CSS selector ``target`` finds; nothing happens for an empty name or on the first
    call."""
    _reveal(key="reveal", data={"what": what, "target": target})
