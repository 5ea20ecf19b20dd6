"""Words for what food is put on, and for what is set out with it, that mean another thing beside their
neighbours: a shelf in a shop, a tray in bed, a glass on a table."""

from collections.abc import Sequence
from dataclasses import replace

from core.scenes.supports import SUPPORTS, TEXTILES
from core.scenes.things import modelled_names
from core.scenes.vocabulary import Span

CARRIED_TO = frozenset(
    {"bed", "sofa", "blanket", "windowsill", "kitchen_counter", "bar", "bakery_counter", "market_stall"}
)
"""What a tray or a board is put on that is no table."""
SHOPS = frozenset({"store"})
GLASSES = frozenset({"glass", "glasses", "glas", "gläser", "vaso", "vasos", "verre", "verres", "bardak"})
"""What one drinks out of, where the word does not say what a plate is made of."""
LAID_FOR = "croissants"
"""What a breakfast table is laid with where nothing else is said."""
STANDS = frozenset(SUPPORTS) - TEXTILES
"""What a subject stands on that it may be named alone with, as the place."""


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


def poured(spans: Sequence[Span], at: int) -> Span:
    """A glass with which a table is set is one of water."""
    span = spans[at]
    if span.text.casefold() not in GLASSES or span.says("props") or span.says("kinds"):
        return span
    after = spans[at + 1] if at + 1 < len(spans) else None
    describes = after is not None and not (after.stop or after.says("glue") or after.says("roles"))
    led = next((other for other in reversed(spans[:at]) if other.says("roles")), None)
    if describes or led is None or not (led.says("roles", "with") or led.says("beside")):
        return span
    return replace(span, meanings=(("props", "water glass"),))


def laid_for(spans: Sequence[Span], at: int) -> Span:
    """A breakfast table is laid with what is named, and with croissants only where nothing is."""
    span = spans[at]
    if not (span.says("kinds", "table") and span.says("props", LAID_FOR)):
        return span
    others = {prop for number, other in enumerate(spans) if number != at for prop in other.of("props")}
    if not modelled_names() & others:
        return span
    return replace(span, meanings=tuple(meant for meant in span.meanings if meant != ("props", LAID_FOR)))


def stood(spans: Sequence[Span], at: int) -> Span:
    """A crate or a board that is named first, before where it is, is what the subject stands on: "wooden
    crate at a market"."""
    span, before, after = spans[at], spans[:at], spans[at + 1 : at + 2]
    boxes = span.text.casefold() == "box" and any(other.says("materials", "rustic wood") for other in before)
    if not (STANDS & set(span.of("props")) or boxes) or span.says("roles") or span.stop:
        return span
    sections = ("glue", "quality", "families", "materials", "colours", "tones")
    first = all(any(map(other.says, sections)) for other in before)
    placed = any(other.says("roles", "in") or other.says("roles", "on") for other in after)
    if not first or not placed or not any(other.says("kinds") for other in spans[at + 1 :]):
        return span
    return replace(span, meanings=(("roles", "on"), *((("props", "crate"),) if boxes else span.meanings)))
