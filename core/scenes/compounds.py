"""How much each of several places in a sentence counts beside the others."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from core.scenes.kinds import KINDS
from core.scenes.segments import TOPS
from core.scenes.vocabulary import Span
from core.scenes.wishes import NAMED, Wish


def weighed(places: Sequence[Wish], spans: Sequence[Span], head: str) -> list[Wish]:
    """The places of a sentence's ``spans`` with what each weighs beside the others; ``head`` as the
    vocabulary has it."""
    return _alone(_added(_compounded(places, spans, head)))


def _compounded(places: Sequence[Wish], spans: Sequence[Span], head: str) -> list[Wish]:
    """Of two places side by side the noun counts ("kitchen shelf"), and the other a little less."""
    weights = [place.weight for place in places]
    within: set[int] = set()
    for at, (first, second) in enumerate(pairwise(places)):
        if second.at == first.at + 1 and not spans[second.at].stop:
            noun, other = (at + 1, at) if head == "last" else (at, at + 1)
            if spans[places[noun].at].says("loose") or _is_kept(places[other], places[noun], spans):
                noun, other = other, noun
            weights[noun] = max(weights[noun], NAMED)
            weights[other] = min(weights[other], NAMED - 1)
            on_it = places[noun].role == "on" and set(places[noun].any_of) <= TOPS
            within |= {other} if on_it else set()
        elif head == "last" and first.weight >= NAMED and _of(spans[first.at + 1 : second.at]):
            weights[at] = max(weights[at], NAMED)
            weights[at + 1] = min(weights[at + 1], NAMED - 1)
    return [
        replace(place, weight=weight, role="in" if at in within else place.role)
        for at, (place, weight) in enumerate(zip(places, weights, strict=True))
    ]


def _is_kept(feast: Wish, place: Wish, spans: Sequence[Span]) -> bool:
    """Whether a feast is kept at a place, and is more than that: a "halloween porch"."""
    fire = spans[place.at].says("nearest", "city fireworks")
    return _is_feast(feast) and not _is_feast(place) and not fire


def _is_feast(place: Wish) -> bool:
    return KINDS[place.any_of[0]].group == "feasts" and place.any_of[0] != "autumn_leaves"


def _of(between: Sequence[Span]) -> bool:
    """Whether a place is another's: "the balcony of a flat"."""
    return any(span.text.lower() == "of" for span in between) and all(span.says("glue") for span in between)


def _added(places: Sequence[Wish]) -> list[Wish]:
    """A place that is only added, without a preposition, after the one that the subject is in or on counts
    less: "in a glass office, city skyline outside"."""
    found: list[Wish] = []
    placed = False
    for place in places:
        after = placed and place.role == "none"
        found.append(replace(place, weight=place.weight - 0.5) if after else place)
        placed = placed or (place.role in {"in", "on"} and place.weight >= NAMED - 0.2)
    return found


def _alone(places: Sequence[Wish]) -> list[Wish]:
    """A sky that says the weather elsewhere is the place itself where no other is named: "a blue sky"."""
    only = all(place.any_of[0] == "sky" for place in places)
    return [replace(place, weight=max(place.weight, NAMED)) if only else place for place in places]
