"""Words for what food is put on that mean another thing beside their neighbours: a shelf in a shop, a tray in
bed."""

from collections.abc import Sequence
from dataclasses import replace

from core.scenes.supports import SUPPORTS
from core.scenes.vocabulary import Span

CARRIED_TO = frozenset(
    {"bed", "sofa", "blanket", "windowsill", "kitchen_counter", "bar", "bakery_counter", "market_stall"}
)
"""What a tray or a board is put on that is no table."""
SHOPS = frozenset({"store"})


def shelved(spans: Sequence[Span], at: int) -> Span:
    """A shelf in a shop is the shop's, full of goods, and none on a wall at home."""
    span = spans[at]
    if not span.says("kinds", "shelf") or span.says("nearest"):
        return span
    if not any(SHOPS & set(other.of("kinds")) for number, other in enumerate(spans) if number != at):
        return span
    kept = tuple(meant for meant in span.meanings if meant[0] != "props" and meant != ("kinds", "shelf"))
    return replace(span, meanings=(*kept, ("kinds", "shop_shelf")))


def carried(spans: Sequence[Span], at: int) -> Span:
    """A tray asks for a table, but not in bed; nor does a board on a bar."""
    span = spans[at]
    if not (span.says("kinds", "table") and SUPPORTS.keys() & set(span.of("props"))):
        return span
    others = {kind for number, other in enumerate(spans) if number != at for kind in other.of("kinds")}
    if not CARRIED_TO & others:
        return span
    return replace(span, meanings=tuple(meant for meant in span.meanings if meant != ("kinds", "table")))
