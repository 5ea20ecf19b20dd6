"""Words of open country that mean another thing beside their neighbours: snow on peaks, a seat in a tree."""

from collections.abc import Sequence
from dataclasses import replace

from core.scenes.kinds import KINDS
from core.scenes.mists import THIN
from core.scenes.phrases import NOTHING, elsewhere, preposition, under, without
from core.scenes.vocabulary import Span

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
SNOWED_ON = frozenset({"mountains", "mountain_trail", "fjord", "summit"})
HEAPS = frozenset({"mountains", "sea", "forest"})
LOW_SUN = frozenset({"golden", "sunset"})


def snowed(spans: Sequence[Span], at: int) -> Span:
    """Snow "on the peaks" lies on them, and not where the subject is."""
    span, after = spans[at], at + 1
    if not span.says("kinds", "snow") or after >= len(spans) or not spans[after].says("roles", "on"):
        return span
    nouns = (other for other in spans[after + 1 :] if not other.says("glue") and not other.says("own"))
    noun = next(nouns, None)
    if noun is None or not SNOWED_ON & {*noun.of("kinds")}:
        return span
    return replace(span, meanings=(("props", "snow_peaks"),))


def snowed_in(spans: Sequence[Span], at: int) -> Span:
    """A snowy lane is a lane in winter, and no ground of snow alone."""
    span, after = spans[at], spans[at + 1] if at + 1 < len(spans) else None
    if after is None or after.stop or not span.says("weather", "snowy") or not span.says("materials", "snow"):
        return span
    wintry = any("winter" in KINDS[kind].seasons for kind in after.of("kinds") if kind != "snow")
    return without(span, lambda meant: meant[0] in {"materials", "kinds"}) if wintry else span


def of_the_hour(spans: Sequence[Span], at: int) -> Span:
    """A red sunset is the sky's, and no red wall."""
    span, after = spans[at], spans[at + 1] if at + 1 < len(spans) else None
    hour = after is not None and not after.stop and after.says("times") and not after.says("kinds")
    if not hour or not span.says("colours") or span.says("kinds"):
        return span
    return without(span, lambda meant: meant[0] == "colours")


def heaped(spans: Sequence[Span], at: int) -> Span:
    """A mountain of sugar is a heap, a sea of flowers a lot of them."""
    span, rest = spans[at], spans[at + 1 : at + 3]
    if not {*span.of("kinds")} & HEAPS or len(rest) < 2 or rest[0].text.lower() != "of":
        return span
    of_a_place = rest[1].says("kinds") or rest[1].says("names") or rest[1].says("own")
    if of_a_place or rest[1].proper:
        return span
    return replace(span, meanings=(NOTHING,))


def bridged(spans: Sequence[Span], at: int) -> Span:
    """A footbridge is a jetty only where no other place is named than a water."""
    span = spans[at]
    lands = {kind for kind in elsewhere(spans, at) if KINDS[kind].group in {"nature", "town"}}
    if not span.says("nearest", "footbridge") or not lands:
        return span
    return replace(span, meanings=(("things", "things"),))


def clouded(spans: Sequence[Span], at: int) -> Span:
    """On a mountain "above the clouds" is no sky, as the clouds lie below, nor is a mirror "with clouds"."""
    span, number = spans[at], preposition(spans, at)
    if not span.says("kinds", "sky") or not span.says("props", "clouds"):
        return span
    below = any(SNOWED_ON & {*other.of("kinds"), *other.of("names")} for other in spans)
    mirrored = number is not None and spans[number].says("roles", "with")
    others = [other for other in spans if other is not span]
    grounded = any(other.says("materials") or other.says("kinds") for other in others)
    if not below and not (mirrored and grounded):
        return span
    return without(span, lambda meant: meant == ("kinds", "sky"))


def above_the_sea(spans: Sequence[Span], at: int) -> Span:
    """A cliff above the sea that one stands on is rock at the sea, and no fjord's."""
    span = spans[at]
    role = preposition(spans, at)
    stands = role is not None and spans[role].says("roles", "on")
    if not stands or not span.says("nearest", "cliff") or "sea" not in elsewhere(spans, at):
        return span
    return replace(span, meanings=(("materials", "rock"),))


def from_a_roof(spans: Sequence[Span], at: int) -> Span:
    """A skyline that is seen from a roof is behind it."""
    span = spans[at]
    seen = "skyline" in span.text.lower() and span.says("kinds", "city_lights")
    if not seen or "rooftop" not in elsewhere(spans, at):
        return span
    kept = tuple(meant for meant in span.meanings if meant != ("kinds", "city_lights"))
    return replace(span, meanings=(("kinds", "rooftop"), *kept))


def perched(spans: Sequence[Span], at: int) -> Span:
    """What sits on a tree sits on a part of it."""
    span = spans[at]
    if not span.says("perches"):
        return span
    if any(other.says("kinds", "hanging_wall") or other.says("garments") for other in spans):
        wooded = span.says("props", "trees") and elsewhere(spans, at) - {"forest", "hanging_wall"}
        return without(span, lambda meant: meant == ("kinds", "forest")) if wooded else span
    if not under(spans, at, "on") and not (TREES & {*span.of("props")} and _inside(spans, at)):
        return without(span, lambda meant: meant[0] == "perches")
    if FENCES & {*span.of("kinds"), *span.of("props")}:
        return replace(span, meanings=(("kinds", "natural_stand"), ("materials", "fence post")))
    bough = next((name for name in span.of("nearest") if name.endswith(" branch")), "branch")
    return replace(span, meanings=(("kinds", "natural_stand"), ("nearest", bough)))


def _inside(spans: Sequence[Span], at: int) -> bool:
    """Whether one sits in what the span names, and not under it."""
    number = preposition(spans, at)
    return under(spans, at, "in") and spans[number or 0].text.casefold().split()[0] in SITTING_IN


def alpine(spans: Sequence[Span], at: int) -> Span:
    """A meadow in the Alps has them behind it."""
    span = spans[at]
    if not span.says("kinds", "mountains") or "meadow" not in elsewhere(spans, at) or span.says("props"):
        return span
    return replace(span, meanings=(("props", "snow_peaks"),))


def hiked(spans: Sequence[Span], at: int) -> Span:
    """Where one hikes is told by the place that is named."""
    span = spans[at]
    if not (span.says("kinds", "mountain_trail") and span.text.casefold().startswith(HIKING)):
        return span
    named = elsewhere(spans, at) & {"forest", "autumn_leaves", "jungle", "beach", "desert", "canyon", "snow"}
    return without(span, lambda meant: meant[0] == "kinds") if named else span


def wooded(spans: Sequence[Span], at: int) -> Span:
    """A wood before which one stands on grass is its edge, behind a meadow."""
    span = spans[at]
    grassy = "meadow" in elsewhere(spans, at) or any(o.says("materials", "tall grass") for o in spans)
    if not (span.says("kinds", "forest") and grassy and under(spans, at, "behind")):
        return span
    return replace(span, meanings=(("props", "wood"),))


def blurred(spans: Sequence[Span], at: int) -> Span:
    """Discs of light behind what stands on a bough or a rock are what lies behind it, out of focus."""
    span = spans[at]
    sits = any(other.says("kinds", "natural_stand") for other in spans if other is not span)
    if not span.says("kinds", "bokeh") or not sits:
        return span
    return replace(span, meanings=(("camera", "blurred"),))


def skied(spans: Sequence[Span], at: int) -> Span:
    """What is seen behind a bough is the sky, where of all places only the sky is named."""
    span = spans[at]
    perched = any(other.says("perches") or other.says("kinds", "natural_stand") for other in spans)
    if not span.text.casefold().endswith(SKIES) or not perched or elsewhere(spans, at) - {"natural_stand"}:
        return span
    return replace(span, meanings=(*span.meanings, ("kinds", "sky")))


def flown(spans: Sequence[Span], at: int) -> Span:
    """What flies over a place is in that place's air."""
    span = spans[at]
    placed = any(KINDS[kind].group in {"nature", "coast", "town"} for kind in elsewhere(spans, at) - {"sky"})
    if not span.says("airborne") or not placed:
        return span
    return replace(span, meanings=(NOTHING,))


def afloat(spans: Sequence[Span], at: int) -> Span:
    """The lake that a boat is on is seen from its deck."""
    span, before = spans[at], spans[:at]
    boat = any(
        other.says("nearest", "boat") and under(spans, number, "on") for number, other in enumerate(before)
    )
    if not boat or not span.says("kinds", "lake") or span.says("nearest"):
        return span
    return without(span, lambda meant: meant[0] in {"kinds", "props"})


def sunlit(spans: Sequence[Span], at: int) -> Span:
    """In the light of a low sun that is named by itself mist is a veil that does not take the colour away.
    "Foggy evening" is in fog."""
    span = spans[at]
    low = any(LOW_SUN & {*other.of("times")} and abs(number - at) > 1 for number, other in enumerate(spans))
    if not low or not span.says("times", "foggy") or span.says("kinds"):
        return span
    return replace(span, meanings=(THIN,))
