"""Words that mean another thing beside their neighbours: a station's platform, olive leaves."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from core.scenes.inflection import Meaning
from core.scenes.kinds import KINDS
from core.scenes.landscapes import arid, at_low_tide, at_the_shore, before_a_fall, few, grown_over
from core.scenes.served import carried, laid_for, poured, shelved, stood
from core.scenes.vocabulary import Span

GROWN = frozenset({"olive", "mint", "lime", "peach", "plum", "apricot"})
"""Colours that are called after plants, whose leaves are green."""
HIKING = ("hik", "wander", "senderis", "randonn")
"""How words for a hike begin."""
SITTING_IN = frozenset({"in", "up", "high", "im", "oben", "en", "dans"})
"""How prepositions begin before the tree that one sits in."""
SKIES = ("sky", "himmel", "cielo", "ciel", "gökyüzü")
"""How words for a sky end."""
TREES = frozenset({"trees", "firs", "birches"})
"""Props that one sits in."""
FENCES = frozenset({"wood_wall", "fence", "door"})
"""What words for fences and gates mean besides: they have rails to sit on, and no boughs."""
LEAFY = frozenset({"leaves", "branch", "branches", "plant", "plants", "eucalyptus", "palms", "herbs"})
STATIONS = frozenset({"train station", "underground station"})
SNOWED_ON = frozenset({"mountains", "mountain_trail", "fjord", "summit"})
HEAPS = frozenset({"mountains", "sea", "forest"})
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
LOW_SUN = frozenset({"golden", "sunset"})
NOTHING: Meaning = ("quality", "quality")
"""What is left of a word whose neighbour says it all."""


def of_their_neighbours(spans: Sequence[Span]) -> list[Span]:
    """The spans of a sentence, each with the meanings that its neighbours leave it."""
    found = list(spans)
    for rule in RULES:
        found = [rule(found, at) for at in range(len(found))]
    return found


def _without(span: Span, refused: Callable[[Meaning], bool]) -> Span:
    kept = tuple(meant for meant in span.meanings if not refused(meant))
    return replace(span, meanings=kept or (NOTHING,))


def _elsewhere(spans: Sequence[Span], at: int) -> set[str]:
    """The places that the other words name."""
    others = (span for number, span in enumerate(spans) if number != at and not span.says("props"))
    return {kind for span in others for kind in span.of("kinds")}


def _role(spans: Sequence[Span], at: int) -> int | None:
    """The number of the preposition that the span at ``at`` stands under, or of the postposition right behind
    it, if any."""
    after = at + 1
    if after < len(spans) and any(role.endswith("_before") for role in spans[after].of("roles")):
        return after
    for number in range(at, -1, -1):
        if number < at and spans[number].says("roles"):
            return number
        if spans[number].stop:
            return None
    return None


def _under(spans: Sequence[Span], at: int, role: str) -> bool:
    """Whether a span stands under a preposition of that ``role``."""
    number = _role(spans, at)
    return number is not None and {role, f"{role}_before"} & {*spans[number].of("roles")} != set()


def _farm(spans: Sequence[Span], at: int) -> Span:
    """A farmhouse is a house, and how a kitchen or a table in one is: "a farmhouse table"."""
    span = spans[at]
    if not (span.says("props", "farmhouse") and span.says("moods")):
        return span
    after = spans[at + 1] if at + 1 < len(spans) else None
    describes = after is not None and not after.stop and not after.says("glue") and not after.says("roles")
    return _without(span, lambda meant: meant[0] == ("props" if describes else "moods"))


def _of_a_station(spans: Sequence[Span], at: int) -> Span:
    """Where trains stop, a platform is no podium."""
    stops = any(STATIONS & {*span.of("nearest")} for span in spans)
    if not stops or not spans[at].says("kinds", "podium"):
        return spans[at]
    return _without(spans[at], lambda meant: meant == ("kinds", "podium"))


def _grown(spans: Sequence[Span], at: int) -> Span:
    """Olive leaves are leaves, of no olive colour."""
    after = spans[at + 1] if at + 1 < len(spans) else None
    if after is None or after.stop or not GROWN & {*spans[at].of("colours")}:
        return spans[at]
    leafy = LEAFY & {*after.of("props")} or after.says("patterns", "leaves")
    return _without(spans[at], lambda meant: meant[0] == "colours") if leafy else spans[at]


def _snowed(spans: Sequence[Span], at: int) -> Span:
    """Snow "on the peaks" lies on them, and not where the subject is."""
    span, after = spans[at], at + 1
    if not span.says("kinds", "snow") or after >= len(spans) or not spans[after].says("roles", "on"):
        return span
    nouns = (other for other in spans[after + 1 :] if not other.says("glue") and not other.says("own"))
    noun = next(nouns, None)
    if noun is None or not SNOWED_ON & {*noun.of("kinds")}:
        return span
    return replace(span, meanings=(("props", "snow_peaks"),))


def _snowed_in(spans: Sequence[Span], at: int) -> Span:
    """A snowy lane is a lane in winter, and no ground of snow alone."""
    span, after = spans[at], spans[at + 1] if at + 1 < len(spans) else None
    if after is None or after.stop or not span.says("weather", "snowy") or not span.says("materials", "snow"):
        return span
    wintry = any("winter" in KINDS[kind].seasons for kind in after.of("kinds") if kind != "snow")
    return _without(span, lambda meant: meant[0] in {"materials", "kinds"}) if wintry else span


def _glazed(spans: Sequence[Span], at: int) -> Span:
    """Glass that a building is made of is no plate to stand on, nor what only mirrors in the ground."""
    span, after = spans[at], spans[at + 1] if at + 1 < len(spans) else None
    if not span.says("kinds", "glossy"):
        return span
    built = after is not None and not after.stop and "street" in {*after.of("hints"), *after.of("kinds")}
    number = _role(spans, at)
    mirrors = number is not None and spans[number].says("roles", "with") and not span.says("materials")
    placed = _elsewhere(spans, at) - {"glossy"} or any(other.says("hints") for other in spans)
    if not built and not (mirrors and placed):
        return span
    return _without(span, lambda meant: meant[0] in {"kinds", "materials"} or meant[0].startswith("own"))


def _of_the_hour(spans: Sequence[Span], at: int) -> Span:
    """A red sunset is the sky's, and no red wall."""
    span, after = spans[at], spans[at + 1] if at + 1 < len(spans) else None
    hour = after is not None and not after.stop and after.says("times") and not after.says("kinds")
    if not hour or not span.says("colours") or span.says("kinds"):
        return span
    return _without(span, lambda meant: meant[0] == "colours")


def _of_a_lamp(spans: Sequence[Span], at: int) -> Span:
    """A green lamp makes no chair green."""
    span, rest = spans[at], spans[at + 1 : at + 3]
    shone = any(LAMPS & {*after.of("props")} for after in rest) and not any(after.stop for after in rest)
    if not shone or not span.says("colours") or span.says("kinds"):
        return span
    return _without(span, lambda meant: meant[0] == "colours")


def _heaped(spans: Sequence[Span], at: int) -> Span:
    """A mountain of sugar is a heap, a sea of flowers a lot of them."""
    span, rest = spans[at], spans[at + 1 : at + 3]
    if not {*span.of("kinds")} & HEAPS or len(rest) < 2 or rest[0].text.lower() != "of":
        return span
    of_a_place = rest[1].says("kinds") or rest[1].says("names") or rest[1].says("own")
    if of_a_place or rest[1].proper:
        return span
    return replace(span, meanings=(NOTHING,))


def _bridged(spans: Sequence[Span], at: int) -> Span:
    """A footbridge is a jetty only where no other place is named than a water."""
    span = spans[at]
    lands = {kind for kind in _elsewhere(spans, at) if KINDS[kind].group in {"nature", "town"}}
    if not span.says("nearest", "footbridge") or not lands:
        return span
    return replace(span, meanings=(("things", "things"),))


def _from_a_roof(spans: Sequence[Span], at: int) -> Span:
    """A skyline that is seen from a roof is behind it."""
    span = spans[at]
    seen = "skyline" in span.text.lower() and span.says("kinds", "city_lights")
    if not seen or "rooftop" not in _elsewhere(spans, at):
        return span
    kept = tuple(meant for meant in span.meanings if meant != ("kinds", "city_lights"))
    return replace(span, meanings=(("kinds", "rooftop"), *kept))


def _above_the_sea(spans: Sequence[Span], at: int) -> Span:
    """A cliff above the sea that one stands on is rock at the sea, and no fjord's."""
    span = spans[at]
    role = _role(spans, at)
    stands = role is not None and spans[role].says("roles", "on")
    if not stands or not span.says("nearest", "cliff") or "sea" not in _elsewhere(spans, at):
        return span
    return replace(span, meanings=(("materials", "rock"),))


def _clouded(spans: Sequence[Span], at: int) -> Span:
    """On a mountain "above the clouds" is no sky, as the clouds lie below, nor is a mirror "with clouds"."""
    span, number = spans[at], _role(spans, at)
    if not span.says("kinds", "sky") or not span.says("props", "clouds"):
        return span
    below = any(SNOWED_ON & {*other.of("kinds"), *other.of("names")} for other in spans)
    mirrored = number is not None and spans[number].says("roles", "with")
    others = [other for other in spans if other is not span]
    grounded = any(other.says("materials") or other.says("kinds") for other in others)
    if not below and not (mirrored and grounded):
        return span
    return _without(span, lambda meant: meant == ("kinds", "sky"))


def _strewn(spans: Sequence[Span], at: int) -> Span:
    """Straw is a stable's only where no other place is named."""
    span = spans[at]
    others = _elsewhere(spans, at) - {"stable", "flat_lay", "hanging_wall"}
    if not span.says("materials", "straw") or not span.says("kinds", "stable") or not others:
        return span
    return _without(span, lambda meant: meant == ("kinds", "stable"))


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
    return _without(span, lambda meant: meant == ("kinds", "hanging_wall"))


def _across(spans: Sequence[Span], at: int) -> Span:
    """A counter is a kitchen's unless another room is named."""
    span = spans[at]
    if not span.says("counters") or not COUNTERS_IN & _elsewhere(spans, at):
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
    if not span.says("props", "petals") or not _under(spans, at, "on"):
        return span
    return replace(span, meanings=(*span.meanings, ("hints", "valentine")))


def _perched(spans: Sequence[Span], at: int) -> Span:
    """What sits on a tree sits on a part of it."""
    span = spans[at]
    if not span.says("perches"):
        return span
    if any(other.says("kinds", "hanging_wall") or other.says("garments") for other in spans):
        wooded = span.says("props", "trees") and _elsewhere(spans, at) - {"forest", "hanging_wall"}
        return _without(span, lambda meant: meant == ("kinds", "forest")) if wooded else span
    if not _under(spans, at, "on") and not (TREES & {*span.of("props")} and _inside(spans, at)):
        return _without(span, lambda meant: meant[0] == "perches")
    if FENCES & {*span.of("kinds"), *span.of("props")}:
        return replace(span, meanings=(("kinds", "natural_stand"), ("materials", "fence post")))
    bough = next((name for name in span.of("nearest") if name.endswith(" branch")), "branch")
    return replace(span, meanings=(("kinds", "natural_stand"), ("nearest", bough)))


def _inside(spans: Sequence[Span], at: int) -> bool:
    """Whether one sits in what the span names, and not under it."""
    number = _role(spans, at)
    return _under(spans, at, "in") and spans[number or 0].text.casefold().split()[0] in SITTING_IN


def _alpine(spans: Sequence[Span], at: int) -> Span:
    """A meadow in the Alps has them behind it."""
    span = spans[at]
    if not span.says("kinds", "mountains") or "meadow" not in _elsewhere(spans, at) or span.says("props"):
        return span
    return replace(span, meanings=(("props", "snow_peaks"),))


def _wooded(spans: Sequence[Span], at: int) -> Span:
    """A wood before which one stands on grass is its edge, behind a meadow."""
    span = spans[at]
    grassy = "meadow" in _elsewhere(spans, at) or any(o.says("materials", "tall grass") for o in spans)
    if not (span.says("kinds", "forest") and grassy and _under(spans, at, "behind")):
        return span
    return replace(span, meanings=(("props", "wood"),))


def _hiked(spans: Sequence[Span], at: int) -> Span:
    """Where one hikes is told by the place that is named."""
    span = spans[at]
    if not (span.says("kinds", "mountain_trail") and span.text.casefold().startswith(HIKING)):
        return span
    named = _elsewhere(spans, at) & {"forest", "autumn_leaves", "jungle", "beach", "desert", "canyon", "snow"}
    return _without(span, lambda meant: meant[0] == "kinds") if named else span


def _blurred(spans: Sequence[Span], at: int) -> Span:
    """Discs of light behind what stands on a bough or a rock are what lies behind it, out of focus."""
    span = spans[at]
    sits = any(other.says("kinds", "natural_stand") for other in spans if other is not span)
    if not span.says("kinds", "bokeh") or not sits:
        return span
    return replace(span, meanings=(("camera", "blurred"),))


def _skied(spans: Sequence[Span], at: int) -> Span:
    """What is seen behind a bough is the sky, where of all places only the sky is named."""
    span = spans[at]
    perched = any(other.says("perches") or other.says("kinds", "natural_stand") for other in spans)
    if not span.text.casefold().endswith(SKIES) or not perched or _elsewhere(spans, at) - {"natural_stand"}:
        return span
    return replace(span, meanings=(*span.meanings, ("kinds", "sky")))


def _sold(spans: Sequence[Span], at: int) -> Span:
    """A shop is a place where one is in it; "for our shop" says what a picture is for."""
    span = spans[at]
    if not span.says("shops"):
        return span
    number = _role(spans, at)
    own = number is not None and any(other.says("own") for other in spans[number + 1 : at])
    if own or not _under(spans, at, "in"):
        return _without(span, lambda meant: meant[0] == "shops")
    if any(other.says("garments") for other in spans):
        return replace(span, meanings=(("kinds", "boutique"),))
    return replace(span, meanings=(("kinds", "store"), ("nearest", "shop")))


def _iced(spans: Sequence[Span], at: int) -> Span:
    """What is small lies on crushed ice, and on no frozen lake."""
    span = spans[at]
    outside = any(KINDS[kind].group in {"nature", "coast"} for kind in _elsewhere(spans, at))
    on_ice = span.says("materials", "ice") and _under(spans, at, "on") and not outside
    if not on_ice or not any(map(_fits_a_hand, spans)):
        return span
    return replace(span, meanings=(("kinds", "ice"), ("materials", "crushed ice")))


def _laid_on(spans: Sequence[Span], at: int) -> Span:
    """Clothes or a hide that the subject lies on are its ground: "on jeans", "on leather"."""
    span = spans[at]
    if not (span.says("denims") or span.says("hides")):
        return span
    if not _under(spans, at, "on") or (at + 1 < len(spans) and _goes_on(spans[at + 1])):
        return _without(span, lambda meant: meant[0] in {"denims", "hides"})
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


def _flown(spans: Sequence[Span], at: int) -> Span:
    """What flies over a place is in that place's air."""
    span = spans[at]
    elsewhere = any(
        KINDS[kind].group in {"nature", "coast", "town"} for kind in _elsewhere(spans, at) - {"sky"}
    )
    if not span.says("airborne") or not elsewhere:
        return span
    return replace(span, meanings=(NOTHING,))


def _planked(spans: Sequence[Span], at: int) -> Span:
    """Planks that the subject is on are no wall."""
    span = spans[at]
    if not span.says("planks") or not _under(spans, at, "on") or span.says("kinds", "hanging_wall"):
        return span
    kept = tuple(meant for meant in span.meanings if meant[0] not in {"kinds", "planks", "own families"})
    return replace(span, meanings=(*kept, ("families", "wood")))


def _afloat(spans: Sequence[Span], at: int) -> Span:
    """The lake that a boat is on is seen from its deck."""
    span, before = spans[at], spans[:at]
    boat = any(
        other.says("nearest", "boat") and _under(spans, number, "on") for number, other in enumerate(before)
    )
    if not boat or not span.says("kinds", "lake") or span.says("nearest"):
        return span
    return _without(span, lambda meant: meant[0] in {"kinds", "props"})


def _beside(spans: Sequence[Span], at: int) -> Span:
    """What stands beside an armchair stands in its room, and not on it."""
    span, number = spans[at], _role(spans, at)
    things = [name for name in (*span.of("nearest"), *span.of("kinds")) if name in BESIDE]
    if number is None or not spans[number].says("beside") or not things:
        return span
    kept = tuple(meant for meant in span.meanings if meant[0] not in {"nearest", "kinds", "materials"})
    rooms = any(KINDS[kind].group == "rooms" for kind in _elsewhere(spans, at))
    room: tuple[Meaning, ...] = () if rooms else (("kinds", BESIDE[things[0]]),)
    return replace(span, meanings=(*room, *kept) or (NOTHING,))


def _stood_on(spans: Sequence[Span], at: int) -> Span:
    """What is put on a "Mauer" or a "muro" stands on its top; what hangs is "an der Wand"."""
    span = spans[at]
    topped = span.text.lower().endswith(TOPPED) and not span.says("materials")
    if not topped or not _under(spans, at, "on"):
        return span
    return replace(span, meanings=(("kinds", "natural_stand"), ("materials", "stone wall")))


def _sunlit(spans: Sequence[Span], at: int) -> Span:
    """In the light of a low sun that is named by itself mist does not take the colour away: it is told to be
    left out. "Foggy evening" is in fog."""
    span = spans[at]
    low = any(LOW_SUN & {*other.of("times")} and abs(number - at) > 1 for number, other in enumerate(spans))
    if not low or not span.says("times", "foggy") or span.says("kinds"):
        return span
    return replace(span, meanings=(("things", "mist"),))


RULES = (
    _farm,
    _of_a_station,
    _grown,
    _snowed,
    _snowed_in,
    _glazed,
    _of_the_hour,
    _of_a_lamp,
    _heaped,
    _bridged,
    _clouded,
    _above_the_sea,
    _from_a_roof,
    _strewn,
    _hung_about,
    _across,
    _climbed,
    _bedded,
    _perched,
    _alpine,
    _hiked,
    _wooded,
    _blurred,
    _skied,
    _sold,
    _iced,
    _laid_on,
    _given,
    _flown,
    _planked,
    _afloat,
    _beside,
    _stood_on,
    _sunlit,
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
