"""Words that mean another thing where clothes hang or lie: a stone wall is none to stand on, the leaves of
a shadow are none that lie about, a floor is none of a table."""

from collections.abc import Sequence
from dataclasses import replace

from core.scenes.groups import OUTDOORS
from core.scenes.inflection import Meaning
from core.scenes.kinds import KINDS
from core.scenes.vocabulary import Span

SHADOWS = ("shadow", "shade", "schatten", "sombra", "ombre", "gölge")
"""How words for a shadow begin, in the five languages."""
PALMS = ("palm", "tropical")
HANGS = frozenset({"hanging_wall", "clothes_rail"})
WATERS = frozenset({"sea", "beach", "lake", "mountains"})
CLOTHS = frozenset({"linen", "bed linen", "satin", "silk", "knitted wool"})
GROWN = frozenset({"hedge wall", "flower wall"})
BUILT_IN = {
    "wardrobe": "panelling",
    "door": "panelling",
    **dict.fromkeys(("plank door", "graffiti wall", "lockers", "shutters", "garage door"), ""),
}
"""Walls that only clothes hang on, and the stuff that they are of behind anything else."""
PLAIN_DOORS = frozenset(
    {"door", "doors", "front door", "house door", "entrance door", "tür", "haustür", "porte"}
)
NOTHING: tuple[Meaning, ...] = (("quality", "quality"),)
STOOLS = frozenset({"stool", "hocker", "holzhocker", "taburete", "tabouret", "tabure"})
BRICKS = frozenset({"aged brick", "painted brick", "dark brick", "brick", "white brick"})
BEHIND = frozenset({"behind", "behind_before"})
SEAT: tuple[Meaning, ...] = (("props", "stool top"),)
CLIMBERS = frozenset({"ivy", "bougainvillea", "climbing roses", "wisteria"})
CURTAINS = ("curtain", "vorhang", "cortina", "rideau", "perde")
PILES = ("pile", "stack", "stapel", "pila", "montón", "yığın")
WORN = ("garments", "hats")


def where_clothes_are(spans: Sequence[Span]) -> list[Span]:
    """The spans of a sentence, each with the meanings that it has where clothes hang or lie."""
    found = list(spans)
    for rule in RULES:
        found = [rule(found, at) for at in range(len(found))]
    return found


def _worn(spans: Sequence[Span]) -> bool:
    """Whether the sentence is of clothes."""
    return any(span.says(section) for span in spans for section in WORN)


def _hung(spans: Sequence[Span]) -> bool:
    return any(HANGS & {*span.of("kinds")} for span in spans)


def _shadow_of(spans: Sequence[Span], at: int) -> Span:
    """Leaves whose shadow is asked for lie nowhere: "soft shadows of leaves"."""
    span, before = spans[at], [other for other in spans[:at] if not other.says("glue")][-1:]
    leafy = span.says("props", "leaves") or span.says("props", "palm fronds") or span.says("props", "palms")
    if not leafy or span.stop or not before or not _is_shadow(before[0]):
        return span
    palm = any(word in span.text.lower() for word in PALMS)
    return replace(span, meanings=(("patterns", "palm" if palm else "leaves"),))


def _is_shadow(span: Span) -> bool:
    return any(word.startswith(SHADOWS) for word in span.text.lower().split()) and not span.says("kinds")


def _of_stone(spans: Sequence[Span], at: int) -> Span:
    """A stone wall that clothes hang on, or that is behind whatever is asked for, is a wall."""
    span = spans[at]
    if span.says("nearest", "stone house wall"):
        kept = tuple(meant for meant in span.meanings if not meant[0].startswith("own"))
        return replace(span, meanings=kept)
    if not span.says("materials", "stone wall") or "wall" not in _plain(span):
        return span
    behind = _role(spans, at) == "behind"
    if not (behind or (_hung(spans) and _worn(spans))):
        return span
    return replace(span, meanings=(("kinds", "brick_wall"), ("nearest", "stone house wall")))


def _plain(span: Span) -> str:
    """The words of a span with those of other languages' walls in English."""
    text = span.text.lower()
    return text + " wall" if any(word in text for word in ("mauer", "muro", "mur", "duvar")) else text


def _role(spans: Sequence[Span], at: int) -> str | None:
    """The role of the preposition that leads the span at ``at``, or follows it."""
    after = spans[at + 1] if at + 1 < len(spans) else None
    if after is not None and any(role.endswith("_before") for role in after.of("roles")):
        return after.of("roles")[0].removesuffix("_before")
    led = next((span for span in reversed(spans[:at]) if span.says("roles")), None)
    return None if led is None else led.of("roles")[0]


def _cabin(spans: Sequence[Span], at: int) -> Span:
    """The wall of a cabin is of logs, and no cabin far away."""
    span, after = spans[at], spans[at + 1] if at + 1 < len(spans) else None
    if not span.says("kinds", "cabin") or after is None or after.stop or not after.says("places", "wall"):
        return span
    return replace(span, meanings=(("kinds", "wood_wall"), ("nearest", "cabin wall")))


def _floor(spans: Sequence[Span], at: int) -> Span:
    """Tiles or boards of a floor are no table's: "lying on a terracotta tile floor"."""
    span, after = spans[at], spans[at + 1] if at + 1 < len(spans) else None
    floor = after is not None and not after.stop and after.says("places", "ground")
    if not floor or not span.says("materials") or not span.says("kinds", "table"):
        return span
    return _without(span, ("kinds", "table"))


def _view(spans: Sequence[Span], at: int) -> Span:
    """A balcony with a view of the sea is a terrace above it, and no roof in a town."""
    span = spans[at]
    seen = any(WATERS & {*other.of("kinds")} for other in spans)
    if not span.says("nearest", "balcony") or not seen:
        return span
    return replace(span, meanings=(("kinds", "terrace"),))


def _without(span: Span, meaning: Meaning) -> Span:
    kept = tuple(meant for meant in span.meanings if meant != meaning)
    return replace(span, meanings=kept or (("quality", "quality"),))


def _hung_on(span: Span, wall: str) -> Span:
    """The span as a wall to hang on of that name."""
    return replace(span, meanings=(("kinds", "hanging_wall"), ("nearest", wall)))


def _grown_over(spans: Sequence[Span], at: int) -> Span:
    """A wall of ivy or of flowers is one to hang on for clothes, and a garden's for all else."""
    span = spans[at]
    if not GROWN & {*span.of("materials")}:
        return span
    if _worn(spans) or _hung(spans):
        return _hung_on(span, min(GROWN & {*span.of("materials")}))
    kept = tuple(meant for meant in span.meanings if meant[0] != "materials")
    return replace(span, meanings=kept if span.says("kinds") else (*kept, ("hints", "garden")))


def _built_in(spans: Sequence[Span], at: int) -> Span:
    """A door or a wardrobe is a wall to hang on for clothes, and panelling or boards behind all else."""
    span = spans[at]
    own = {*span.of("materials")} & BUILT_IN.keys()
    if not own:
        return span
    if _worn(spans) or _hung(spans):
        return _hung_on(span, min(own))
    stuff = BUILT_IN[min(own)]
    known = span.says("places", "wall") and span.text.lower() not in PLAIN_DOORS
    kept = tuple(meant for meant in span.meanings if meant[1] not in own)
    return replace(span, meanings=(*kept, *((("materials", stuff),) if stuff and known else ())) or NOTHING)


def _made_up(spans: Sequence[Span], at: int) -> Span:
    """A bed "with white linen" is made up with it: the colour is that of what is lain on."""
    span, after = spans[at], spans[at + 1] if at + 1 < len(spans) else None
    sheets = after is not None and CLOTHS & {*after.of("materials")}
    bed = any(other.says("kinds", "bed") for other in spans[:at])
    if not span.says("colours") or not sheets or not bed or _role(spans, at) != "with":
        return span
    return replace(span, meanings=(*span.meanings, ("places", "ground")))


def _curtained(spans: Sequence[Span], at: int) -> Span:
    """A curtain that clothes hang before is all that is behind them."""
    span = spans[at]
    curtain = span.says("props", "curtain") or any(word in span.text.lower() for word in CURTAINS)
    if not curtain or not _worn(spans):
        return span
    if _role(spans, at) not in {"behind", "on"}:
        return span
    if span.says("kinds", "velvet"):
        return replace(span, meanings=(("kinds", "hanging_wall"), ("nearest", "velvet curtain")))
    if span.says("kinds"):
        return span
    return replace(span, meanings=(("kinds", "hanging_wall"), ("nearest", "linen curtain")))


def _on_a_chair(spans: Sequence[Span], at: int) -> Span:
    """Of a deck chair on which clothes lie its cloth is seen."""
    span = spans[at]
    if not span.says("props", "deck chair") or _role(spans, at) != "on" or not _worn(spans):
        return span
    return replace(span, meanings=(("kinds", "flat_lay"), ("materials", "striped cloth")))


def _a_leaf(spans: Sequence[Span], at: int) -> Span:
    """A leaf beside clothes lies there, and is nothing that they lie on."""
    span = spans[at]
    leafy = span.says("kinds", "leaf") or span.says("kinds", "autumn_leaves")
    if not leafy or _role(spans, at) != "with" or not _worn(spans):
        return span
    autumn: tuple[Meaning, ...] = (("seasons", "autumn"),) if span.says("kinds", "autumn_leaves") else ()
    return replace(span, meanings=(("props", "leaves"), *autumn))


def _climbs(spans: Sequence[Span], at: int) -> Span:
    """Ivy on a wall that clothes hang on makes no garden, nor do boards that they lie on."""
    span = spans[at]
    if not _worn(spans):
        return span
    climbs = CLIMBERS & {*span.of("props")} and _role(spans, at) == "with"
    lain = span.says("materials") and span.says("hints", "garden") and _role(spans, at) == "on"
    if not climbs and not lain:
        return span
    return _without(_without(span, ("kinds", "garden")), ("hints", "garden"))


def _of_paper(spans: Sequence[Span], at: int) -> Span:
    """Stars of paper make no night."""
    span, before = spans[at], spans[at - 1] if at else None
    paper = "paper" in span.text.lower() or (before is not None and "paper" in before.text.lower())
    if not span.says("props", "stars") or not paper:
        return span
    return replace(span, meanings=(("things", "things"),))


def _seated(spans: Sequence[Span], at: int) -> Span:
    """Of a stool or a chair on which clothes lie its seat is seen from above, of a wicker one the weave."""
    span = spans[at]
    wicker = span.says("materials", "wicker")
    stool = any(word in STOOLS for word in span.text.lower().replace("-", " ").split())
    if not (wicker or stool) or _role(spans, at) != "on" or not _worn(spans):
        return span
    if any(other.says("hats") for other in spans) and any(BEHIND & {*other.of("roles")} for other in spans):
        return span  # A hat is as well seen from before, and what is behind the stool with it.
    return replace(span, meanings=(("kinds", "flat_lay"), *((("materials", "wicker"),) if wicker else SEAT)))


def _piled(spans: Sequence[Span], at: int) -> Span:
    """A pile of books, whatever they are like, is a thing to put something on."""
    span = spans[at]
    piled = any(other.text.lower().startswith(PILES) for other in spans[max(0, at - 5) : at])
    if not span.says("props", "books") or not piled or _role(spans, at) != "on":
        return span
    return replace(span, meanings=(("props", "book stack"),))


def _on_a_stone(spans: Sequence[Span], at: int) -> Span:
    """What is worn lies out of doors on a boulder, and on no table of slate."""
    span = spans[at]
    outside = any(OUTDOORS & {KINDS[kind].group for kind in other.of("kinds")} for other in spans)
    stone = span.says("props", "stones") and span.says("families", "stone")
    if not stone or not outside or _role(spans, at) != "on" or not _worn(spans):
        return span
    return replace(span, meanings=(("kinds", "natural_stand"), ("materials", "mossy rock")))


def _of_brick(spans: Sequence[Span], at: int) -> Span:
    """Brick is a wall's wherever clothes hang, whether or not that is said: "a loft with white brick"."""
    span, after = spans[at], spans[at + 1] if at + 1 < len(spans) else None
    led = after is not None and not span.stop and after.says("places")
    if led or span.says("places") or not BRICKS & {*span.of("materials")} or not _hung(spans):
        return span
    return span if _role(spans, at) == "on" else replace(span, meanings=(*span.meanings, ("places", "wall")))


RULES = (
    _shadow_of,
    _of_stone,
    _cabin,
    _floor,
    _view,
    _grown_over,
    _built_in,
    _made_up,
    _curtained,
    _on_a_chair,
    _a_leaf,
    _climbs,
    _of_paper,
    _seated,
    _piled,
    _on_a_stone,
    _of_brick,
)
"""In the order in which they are tried."""
