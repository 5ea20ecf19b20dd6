"""What lights and weather make of a time and a place.

Wet streets and lit windows are those of a late evening, a garden in winter is one in snow.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.scenes.grammar import Word
from core.scenes.kinds import KINDS
from core.scenes.stand_ins import LATER
from core.scenes.vocabulary import Span, shared
from core.scenes.wishes import Wish

SUNLESS = frozenset({"rainy", "stormy", "snowy", "lamplit", "starry"})
"""Weather, and lights, with which no evening is golden."""
DARK = frozenset({"dusk", "night"})
OF_LAMPS = "lights"
"""The prop that is seen when it is dark."""
OUT_OF_FOCUS = "bokeh"
"""The kind that is called after lights out of focus: in a street they are the street's."""
BLURRED = shared()["camera"]["blurred"]["blur"]
LIT = {"street": "city_lights"}
"""Kinds that are others when it is dark and their lights are asked for."""


def in_the_dark(
    lists: dict[str, list[Wish]], found: Sequence[Word], numbers: Mapping[int, int], camera: dict[str, float]
) -> None:
    """Makes an evening with lights or rain a late one, and a street whose lights are asked for then one of
    lights, in ``lists``, the wishes by section; ``numbers`` are those of the spans. Lights that are called
    blurred blur the place (``camera``)."""
    asking = [word.span for word in found if not word.negated and not word.subject]
    lamps = [span for span in asking if _lamps(span, lists)]
    streets = any(place.any_of[0] in LIT for place in lists.get("places", ()))
    posts = [span for span in asking if streets and span.says("props", "lamps")]
    strings = [span for span in asking if span.says("props", OF_LAMPS)]
    dull = [span for span in asking if SUNLESS & {*span.of("weather"), *span.of("own weather")}]
    for span in (*lamps, *posts, *strings, *dull):
        _later(lists, numbers[id(span)])
    said = {time for wish in lists.get("times", ()) if wish.weight >= 1.0 for time in wish.any_of}
    if said and not said & DARK:
        # Lamps are named by day as well.
        lists["times"] = [wish for wish in lists["times"] if wish.weight >= 1.0 or wish.any_of[0] not in DARK]
    winter = any(_wintry(word) for word in found if not word.negated and not word.subject)
    if winter:
        lists["places"] = [_snowed(place) for place in lists.get("places", [])]
    elif lamps and (not said or said & DARK):
        lists["places"] = [_lit(place) for place in lists.get("places", [])]
        if any(span.says("kinds", OUT_OF_FOCUS) for span in lamps):
            camera.setdefault("blur", BLURRED)


def _lamps(span: Span, lists: Mapping[str, Sequence[Wish]]) -> bool:
    """Whether a span names lights of the town that is asked for."""
    if span.says("kinds", "city_lights"):
        return True
    in_town = any(place.any_of[0] in LIT for place in lists.get("places", ()))
    return in_town and (span.says("props", OF_LAMPS) or span.says("kinds", OUT_OF_FOCUS))


def _wintry(word: Word) -> bool:
    """Whether a word says that it is winter where the subject is, and not only on the mountains behind."""
    span = word.span
    cold = span.says("seasons", "winter") or span.says("weather", "snowy")
    here = word.role not in {"behind", "with"} and not span.says("props")
    return cold and here and {*span.of("kinds")} <= {"snow"}


def _later(lists: dict[str, list[Wish]], at: int) -> None:
    """Makes the evening that is asked for a late one, if one is, also for what only the weather says."""
    times = lists.setdefault("times", [])
    said = next((wish.any_of[0] for wish in times if wish.weight >= 1.0), "")
    late = LATER[said][1:] if said in LATER else (said,)
    if DARK.isdisjoint(late):
        return
    lists["times"] = [
        *([Wish(any_of=late, at=at)] if said in LATER else []),
        *(
            replace(wish, any_of=late) if wish.weight >= 1.0 and wish.any_of[0] in LATER else wish
            for wish in times
            if wish.weight >= 1.0
        ),
        *(
            wish if DARK & {*wish.any_of} else replace(wish, any_of=(*late, *wish.any_of))
            for wish in times
            if wish.weight < 1.0
        ),
    ]


def _lit(place: Wish) -> Wish:
    lit = LIT.get(place.any_of[0])
    return place if lit is None else replace(place, any_of=(lit, *place.any_of))


def _snowed(place: Wish) -> Wish:
    """Of the two streets the one that has a winter; for a garden or a meadow, which have none, snow."""
    name = place.any_of[0]
    kind = KINDS[name]
    unlit = next((plain for plain, lit in LIT.items() if lit == name), None)
    if kind.group == "nature" and kind.seasons and "winter" not in kind.seasons:
        return replace(place, any_of=("snow", *place.any_of))
    return place if unlit is None else replace(place, any_of=(unlit, *place.any_of))
