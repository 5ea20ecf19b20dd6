"""Words for ground, water and plants out of doors that mean another thing beside their neighbours: hills in
a desert, a jetty at a lake, moss with a few leaves."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.scenes.inflection import Meaning
from core.scenes.vocabulary import Span

ARID = frozenset({"desert", "canyon", "road_desert"})
"""Kinds of dry land."""
RED = frozenset({"red", "orange", "rust", "terracotta", "copper"})
"""Colours of a desert that is rock rather than dunes."""
GREEN = frozenset({"meadow", "mountain_trail", "mountains", "country_lane", "road_fields"})
"""Kinds that grow green: in a desert their words say only how its ground lies."""
TRACKS = frozenset(
    {"trail", "track", "path", "weg", "pfad", "piste", "sendero", "camino", "sentier", "chemin"}
)
"""How words for a way on foot end."""
RISING = frozenset({"hills", "mountains", "dunes"})
"""Props that are flat-topped rocks in a desert."""
FALLS = "waterfall"
BANKS: Mapping[str, str] = {
    "mountains": "rock",
    "mountain_trail": "rock",
    "canyon": "rock",
    "summit": "rock",
    "moss": "moss",
    "forest": "moss",
    "jungle": "moss",
    "meadow": "grass",
    "park": "grass",
    "garden": "grass",
}
"""Kinds that a waterfall may be behind, and what one stands on there before it."""
FEW = frozenset(
    {
        "few",
        "some",
        "couple",
        "handful",
        "scattered",
        "single",
        "paar",
        "einige",
        "einigen",
        "wenige",
        "wenigen",
    }
    | {"algunas", "unas", "pocas", "quelques", "birkaç"}
)
"""Words for so little that it makes no ground."""
SPARSE: Meaning = ("props", "few leaves")
SHORES: tuple[Meaning, ...] = (("own materials", "grass"), ("own materials", "pebbles"))
"""What one stands on beside a lake."""
BLUE: Mapping[str, str] = {
    "blue": "blue water",
    "royal blue": "blue water",
    "navy": "blue water",
    "light blue": "blue water",
    "sky blue": "blue water",
    "turquoise": "turquoise water",
    "teal": "turquoise water",
    "aqua": "turquoise water",
    "emerald": "turquoise water",
}
"""The water of a lake that is called after its colour."""


def arid(spans: Sequence[Span], at: int) -> Span:
    """In a desert hills are bare rocks and a trail is of sand; a red one is that of a canyon."""
    span, others = spans[at], _named(spans, at)
    red = _coloured(spans, at, RED) or span.text.casefold().split()[0] in RED
    if "desert" in span.of("kinds") and red and not span.says("props") and "road_desert" not in others:
        return replace(span, meanings=(("kinds", "canyon"), ("own materials", "sand"), ("props", "mesas")))
    way = span.says("materials", "path") and span.text.casefold().split()[-1] in TRACKS
    if not ARID & others or not (GREEN & set(span.of("kinds")) or way):
        return span
    if RISING & set(span.of("props")):
        return replace(span, meanings=(("props", "mesas"),))
    return replace(span, meanings=(("materials", "sand"),))


def before_a_fall(spans: Sequence[Span], at: int) -> Span:
    """Before a waterfall a ledge, a wood or a meadow is the ground that one stands on."""
    span = spans[at]
    falls = any(FALLS in (*other.of("kinds"), *other.of("props")) for other in spans if other is not span)
    banks = [BANKS[kind] for kind in span.of("kinds") if kind in BANKS]
    if not falls or not banks or FALLS in span.of("props"):
        return span
    own = span.of("materials") or span.of("own materials")
    have = [name for name in own if name in BANKS.values()]
    return replace(span, meanings=(("materials", (*have, *banks)[0]),))


def few(spans: Sequence[Span], at: int) -> Span:
    """A few leaves lie on another ground, and make no autumn."""
    span = spans[at]
    strewn = span.says("materials", "leaves") or span.says("own materials", "leaves")
    if not strewn or not span.says("kinds", "autumn_leaves"):
        return span
    before = [word for other in spans[max(0, at - 3) : at] for word in other.text.casefold().split()]
    grown = any(other.says("materials", "moss") for other in spans)
    if not FEW & set(before) and not grown:
        return span
    return replace(span, meanings=(SPARSE,))


def grown_over(spans: Sequence[Span], at: int) -> Span:
    """The floor of a wood is of the moss that is named with it, and moss in a wood is its floor."""
    span, others = spans[at], [other for other in spans if other is not spans[at]]
    mossy = any(other.says("materials", "moss") for other in others)
    if span.says("kinds", "forest") and mossy:
        kept = tuple(meant for meant in span.meanings if meant != ("materials", "path"))
        return replace(span, meanings=(*kept, ("own materials", "moss")))
    wooded = any(other.says("kinds", "forest") for other in others)
    if mossy and at and spans[at - 1].says("kinds", "forest") and span.says("places", "ground"):
        return replace(span, meanings=(("quality", "quality"),))
    if span.says("kinds", "moss") and span.says("materials", "moss") and wooded:
        return replace(span, meanings=(("materials", "moss"),))
    return span


def at_the_shore(spans: Sequence[Span], at: int) -> Span:
    """By a lake one stands on its shore, beside a jetty; a blue lake is blue."""
    span = spans[at]
    lake = any("lake" in other.of("kinds") for other in spans)
    if span.says("kinds", "jetty") and lake and _led(spans, at) & {"with", "behind", "behind_before"}:
        return replace(span, meanings=(("props", "jetty"),))
    if not span.says("kinds", "lake") or span.says("nearest"):
        return span
    beside = "beside" in _led(spans, at)
    water = next((BLUE[name] for name in BLUE if _coloured(spans, at, frozenset({name}))), None)
    added = _led(spans, at) & {"with"}
    own: tuple[Meaning, ...] = (("props", water),) if water is not None and not added else ()
    return replace(span, meanings=(*span.meanings, *own, *(SHORES if beside else ())))


def at_low_tide(spans: Sequence[Span], at: int) -> Span:
    """At low tide the line of the sea is seen beyond wet sand."""
    span = spans[at]
    if not (span.says("kinds", "beach") and span.says("materials", "wet sand")):
        return span
    return replace(span, meanings=(*span.meanings, ("camera", "sharp")))


def _named(spans: Sequence[Span], at: int) -> set[str]:
    return {kind for number, span in enumerate(spans) if number != at for kind in span.of("kinds")}


def _coloured(spans: Sequence[Span], at: int, colours: frozenset[str]) -> bool:
    """Whether a word right beside another says one of the ``colours`` of it."""
    before = spans[at - 1] if at and not spans[at].stop else None
    after = spans[at + 1] if at + 1 < len(spans) and not spans[at + 1].stop else None
    return any(other is not None and bool(colours & set(other.of("colours"))) for other in (before, after))


def _led(spans: Sequence[Span], at: int) -> set[str]:
    """What the preposition before a word, or the postposition right behind it, says of where it is."""
    after = spans[at + 1] if at + 1 < len(spans) else None
    if after is not None and any(role.endswith("_before") for role in after.of("roles")):
        return {*after.of("roles"), *(("beside",) if after.says("beside") else ())}
    for span in reversed(spans[:at]):
        if span.says("roles"):
            return {*span.of("roles"), *(("beside",) if span.says("beside") else ())}
    return set()
