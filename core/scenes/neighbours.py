"""Words that mean another thing beside their neighbours: a station's platform, olive leaves."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.scenes import landscapes
from core.scenes.grounds import arid, at_low_tide, at_the_shore, before_a_fall, few, grown_over
from core.scenes.inflection import Meaning
from core.scenes.kinds import KINDS
from core.scenes.mists import thinned
from core.scenes.phrases import NOTHING, elsewhere, preposition, under, without
from core.scenes.served import carried, laid_for, poured, shelved, stood
from core.scenes.vocabulary import Span

GROWN = frozenset({"olive", "mint", "lime", "peach", "plum", "apricot"})
"""Colours that are called after plants, whose leaves are green."""
LEAFY = frozenset({"leaves", "branch", "branches", "plant", "plants", "eucalyptus", "palms", "herbs"})
STATIONS = frozenset({"train station", "underground station"})
LAMPS = frozenset({"lamp", "lamps", "pendants"})
COUNTERS_IN = frozenset(
    {"cafe", "restaurant", "bakery", "store", "boutique", "hair_salon", "lobby", "hallway"}
)
"""Rooms whose counter is none of a kitchen."""
BESIDE: Mapping[str, str] = {
    "sofa": "living_room",
    "bed": "bedroom",
    "armchair": "living_room",
    "chair": "living_room",
    "leather seat": "living_room",
    "bedside table": "bedroom",
    "coffee table": "living_room",
}
"""The rooms of what one is put on, for what only stands beside it."""
TOPPED = ("mauer", "muro")
"""How words for walls end that have a top to stand on."""


def of_their_neighbours(spans: Sequence[Span]) -> list[Span]:
    """The spans of a sentence, each with the meanings that its neighbours leave it."""
    found = list(spans)
    for rule in RULES:
        found = [rule(found, at) for at in range(len(found))]
    return found


def _farm(spans: Sequence[Span], at: int) -> Span:
    """A farmhouse is a house, and how a kitchen or a table in one is: "a farmhouse table"."""
    span = spans[at]
    if not (span.says("props", "farmhouse") and span.says("moods")):
        return span
    after = spans[at + 1] if at + 1 < len(spans) else None
    describes = after is not None and not after.stop and not after.says("glue") and not after.says("roles")
    return without(span, lambda meant: meant[0] == ("props" if describes else "moods"))


def _of_a_station(spans: Sequence[Span], at: int) -> Span:
    """Where trains stop, a platform is no podium."""
    stops = any(STATIONS & {*span.of("nearest")} for span in spans)
    if not stops or not spans[at].says("kinds", "podium"):
        return spans[at]
    return without(spans[at], lambda meant: meant == ("kinds", "podium"))


def _grown(spans: Sequence[Span], at: int) -> Span:
    """Olive leaves are leaves, of no olive colour."""
    after = spans[at + 1] if at + 1 < len(spans) else None
    if after is None or after.stop or not GROWN & {*spans[at].of("colours")}:
        return spans[at]
    leafy = LEAFY & {*after.of("props")} or after.says("patterns", "leaves")
    return without(spans[at], lambda meant: meant[0] == "colours") if leafy else spans[at]


def _glazed(spans: Sequence[Span], at: int) -> Span:
    """Glass that a building is made of is no plate to stand on, nor what only mirrors in the ground."""
    span, after = spans[at], spans[at + 1] if at + 1 < len(spans) else None
    if not span.says("kinds", "glossy"):
        return span
    built = after is not None and not after.stop and "street" in {*after.of("hints"), *after.of("kinds")}
    number = preposition(spans, at)
    mirrors = number is not None and spans[number].says("roles", "with") and not span.says("materials")
    placed = elsewhere(spans, at) - {"glossy"} or any(other.says("hints") for other in spans)
    if not built and not (mirrors and placed):
        return span
    return without(span, lambda meant: meant[0] in {"kinds", "materials"} or meant[0].startswith("own"))


def _of_a_lamp(spans: Sequence[Span], at: int) -> Span:
    """A green lamp makes no chair green."""
    span, rest = spans[at], spans[at + 1 : at + 3]
    shone = any(LAMPS & {*after.of("props")} for after in rest) and not any(after.stop for after in rest)
    if not shone or not span.says("colours") or span.says("kinds"):
        return span
    return without(span, lambda meant: meant[0] == "colours")


def _strewn(spans: Sequence[Span], at: int) -> Span:
    """Straw is a stable's only where no other place is named."""
    span = spans[at]
    others = elsewhere(spans, at) - {"stable", "flat_lay", "hanging_wall"}
    if not span.says("materials", "straw") or not span.says("kinds", "stable") or not others:
        return span
    return without(span, lambda meant: meant == ("kinds", "stable"))


def _hung_about(spans: Sequence[Span], at: int) -> Span:
    """What only hangs about in the place hangs no subject up: "with tools hanging behind"."""
    span = spans[at]
    before = next((other for other in reversed(spans[:at]) if not other.says("glue")), None)
    if not span.says("kinds", "hanging_wall") or before is None or span.stop:
        return span
    leading = next((other for other in reversed(spans[:at]) if other.says("roles")), span)
    about = leading.says("roles", "with")
    placed = any(other.says("kinds") and not other.says("props") for other in spans[:at])
    if not about or not placed or before.says("garments"):
        return span
    return without(span, lambda meant: meant == ("kinds", "hanging_wall"))


def _across(spans: Sequence[Span], at: int) -> Span:
    """A counter is a kitchen's unless another room is named."""
    span = spans[at]
    if not span.says("counters") or not COUNTERS_IN & elsewhere(spans, at):
        return span
    kept = tuple(meant for meant in span.meanings if meant not in {("kinds", "kitchen_counter")})
    return replace(span, meanings=(("kinds", "table"), *kept))


def _climbed(spans: Sequence[Span], at: int) -> Span:
    """Steps of a garden, or of stone below an animal or a person, are none of a studio."""
    span = spans[at]
    if not span.says("kinds", "steps") or span.says("nearest"):
        return span
    about = {kind for other in spans if other is not span for kind in other.of("kinds")}
    outside = any(KINDS[kind].group in {"nature", "coast", "town"} for kind in about)
    large = any(other.says("subject") and not _fits_a_hand(other) for other in spans)
    if not outside and not (large and span.says("own families", "stone")):
        return span
    return replace(span, meanings=(("kinds", "temple_steps"), ("nearest", "stone steps outside")))


def _fits_a_hand(span: Span) -> bool:
    return any(map(span.says, ("small", "food", "care", "garments", "hats")))


def _bedded(spans: Sequence[Span], at: int) -> Span:
    """Petals below the subject are a place of their own."""
    span = spans[at]
    if not span.says("props", "petals") or not under(spans, at, "on"):
        return span
    return replace(span, meanings=(*span.meanings, ("hints", "valentine")))


def _sold(spans: Sequence[Span], at: int) -> Span:
    """A shop is a place where one is in it; "for our shop" says what a picture is for."""
    span = spans[at]
    if not span.says("shops"):
        return span
    number = preposition(spans, at)
    own = number is not None and any(other.says("own") for other in spans[number + 1 : at])
    if own or not under(spans, at, "in"):
        return without(span, lambda meant: meant[0] == "shops")
    if any(other.says("garments") for other in spans):
        return replace(span, meanings=(("kinds", "boutique"),))
    return replace(span, meanings=(("kinds", "store"), ("nearest", "shop")))


def _iced(spans: Sequence[Span], at: int) -> Span:
    """What is small lies on crushed ice, and on no frozen lake."""
    span = spans[at]
    outside = any(KINDS[kind].group in {"nature", "coast"} for kind in elsewhere(spans, at))
    on_ice = span.says("materials", "ice") and under(spans, at, "on") and not outside
    if not on_ice or not any(map(_fits_a_hand, spans)):
        return span
    return replace(span, meanings=(("kinds", "ice"), ("materials", "crushed ice")))


def _laid_on(spans: Sequence[Span], at: int) -> Span:
    """Clothes or a hide that the subject lies on are its ground: "on jeans", "on leather"."""
    span = spans[at]
    if not (span.says("denims") or span.says("hides")):
        return span
    if not under(spans, at, "on") or (at + 1 < len(spans) and _goes_on(spans[at + 1])):
        return without(span, lambda meant: meant[0] in {"denims", "hides"})
    if span.says("denims"):
        return replace(span, meanings=(("materials", "denim"),))
    return replace(span, meanings=(("kinds", "velvet"), ("nearest", "leather surface")))


def _goes_on(after: Span) -> bool:
    """Whether a word only describes the next one: a "leather sofa"."""
    nouns = ("kinds", "props", "things", "subject")
    return not after.stop and (not after.known or any(map(after.says, nouns)))


def _given(spans: Sequence[Span], at: int) -> Span:
    """Christmas with presents is kept by the tree, unless a table is laid."""
    span = spans[at]
    presents = any(other.says("props", "presents") for other in spans)
    laid = any({*other.of("kinds")} & {"table", "christmas_tree"} for other in spans)
    if not span.says("kinds", "christmas_table") or not presents or laid or span.says("nearest"):
        return span
    kept = tuple(meant for meant in span.meanings if meant[0] != "kinds")
    return replace(span, meanings=(("kinds", "christmas_tree"), *kept))


def _planked(spans: Sequence[Span], at: int) -> Span:
    """Planks that the subject is on are no wall."""
    span = spans[at]
    if not span.says("planks") or not under(spans, at, "on") or span.says("kinds", "hanging_wall"):
        return span
    kept = tuple(meant for meant in span.meanings if meant[0] not in {"kinds", "planks", "own families"})
    return replace(span, meanings=(*kept, ("families", "wood")))


def _beside(spans: Sequence[Span], at: int) -> Span:
    """What stands beside an armchair stands in its room, and not on it."""
    span, number = spans[at], preposition(spans, at)
    things = [name for name in (*span.of("nearest"), *span.of("kinds")) if name in BESIDE]
    if number is None or not spans[number].says("beside") or not things:
        return span
    kept = tuple(meant for meant in span.meanings if meant[0] not in {"nearest", "kinds", "materials"})
    rooms = any(KINDS[kind].group == "rooms" for kind in elsewhere(spans, at))
    room: tuple[Meaning, ...] = () if rooms else (("kinds", BESIDE[things[0]]),)
    return replace(span, meanings=(*room, *kept) or (NOTHING,))


def _stood_on(spans: Sequence[Span], at: int) -> Span:
    """What is put on a "Mauer" or a "muro" stands on its top; what hangs is "an der Wand"."""
    span = spans[at]
    topped = span.text.lower().endswith(TOPPED) and not span.says("materials")
    if not topped or not under(spans, at, "on"):
        return span
    return replace(span, meanings=(("kinds", "natural_stand"), ("materials", "stone wall")))


RULES = (
    _farm,
    _of_a_station,
    _grown,
    landscapes.snowed,
    landscapes.snowed_in,
    _glazed,
    landscapes.of_the_hour,
    _of_a_lamp,
    landscapes.heaped,
    landscapes.bridged,
    landscapes.clouded,
    landscapes.above_the_sea,
    landscapes.from_a_roof,
    _strewn,
    _hung_about,
    _across,
    _climbed,
    _bedded,
    landscapes.perched,
    landscapes.alpine,
    landscapes.hiked,
    landscapes.wooded,
    landscapes.blurred,
    landscapes.skied,
    _sold,
    _iced,
    _laid_on,
    _given,
    landscapes.flown,
    _planked,
    landscapes.afloat,
    _beside,
    _stood_on,
    thinned,
    landscapes.sunlit,
    shelved,
    carried,
    poured,
    laid_for,
    stood,
    arid,
    before_a_fall,
    few,
    grown_over,
    at_the_shore,
    at_low_tide,
)
"""In the order in which they are tried."""
