"""What stands for what a kind has not: another place behind it, a later hour, another ground."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from core.scenes.kinds import KINDS
from core.scenes.segments import Role
from core.scenes.vocabulary import Span, shared
from core.scenes.wishes import NAMED, Wish, Wishes

HARDLY_AKIN: Mapping[str, float] = {
    "kitchen_counter": 2.2,
    "clothes_rail": 2.0,
    "windowsill": 2.2,
    "rooftop": 1.5,
    "sports_hall": 0.3,
}
"""The same for the kinds whose words mean another only in another place: a counter in a café; and where the
subject would stand elsewhere."""
LATER: Mapping[str, tuple[str, ...]] = {"golden": ("sunset", "dusk", "night")}
"""Times that an evening may be where a kind has no earlier one."""
NEAREST: Mapping[str, tuple[str, ...]] = {
    "rooms": ("living_room", "cafe", "plaster_wall"),
    "town": ("street",),
    "coast": ("sea", "beach", "lake"),
    "nature": ("meadow", "garden", "forest"),
    "studio": ("plaster_wall", "coloured_wall"),
    "tables": ("living_room", "cafe", "kitchen"),
    "feasts": ("bokeh", "living_room"),
    "podiums": ("plaster_wall",),
}
"""What will do behind something for whatever place of a group, where nothing nearer is painted there."""
UNLIKE = frozenset({"bathroom", "spa"})
"""Places for which no other will do."""
WETTED = {"asphalt": "wet asphalt", "sand": "wet sand", "salt": "wet salt"}
"""Grounds that are others when they are wet."""


BACKED = 2.0
"""What it is worth to a table to have behind it what such a table usually has."""
LAID = ("flat_lay", "hanging_wall", "clothes_rail")
"""Kinds that are of the same ground or wall, or before it, where the subject lies or hangs."""
SLIGHT = 0.4
"""What it weighs that a place which stands for another has its ground: less than whatever is asked for."""


def kinds_for(span: Span, role: Role) -> tuple[str, ...]:
    """The kinds that a span names, of a place that is not painted the one that comes nearest: another before
    the place than in it."""
    have: list[Mapping[str, Any]] = [shared()["nearest"][name] for name in span.of("nearest")]
    side = {"behind": "outside", "in": "inside"}.get(role, "kind")
    if not have:
        return span.of("kinds")
    return tuple(
        kind for values in have for kind in (values.get(side, values["kind"]), *values.get("akin", ()))
    )


def wishes_for(span: Span, role: Role, at: int) -> Iterator[tuple[str, Wish]]:
    """What else makes the nearest kind look like the place that a span names, by the section of the wishes:
    ground, wall, colour, props, time, what is ``set`` out, what is behind a table; ``at`` is the number of
    the span."""
    for name in span.of("nearest"):
        have: Mapping[str, Any] = shared()["nearest"][name]
        of = (*kinds_for(span, role), *LAID)
        for key, place in (("grounds", "ground"), ("walls", "wall")):
            if key in have:
                wish = Wish(any_of=tuple(have[key]), role=role, at=at, weight=SLIGHT, named=True, of=of)
                yield "materials", replace(wish, place=place)
        if "colour" in have:
            code = shared()["colours"][have["colour"]]
            kind = KINDS[have["kind"]]
            place = "wall" if kind.view == "wall" else "ground" if "ground" in kind.colours else "accent"
            yield "colours", Wish(any_of=(have["colour"], code), place=place, at=at, weight=SLIGHT, of=of)
        for section, entries in (("props", have.get("props")), ("times", have.get("time"))):
            if entries:
                any_of = (entries,) if isinstance(entries, str) else tuple(entries)
                yield section, Wish(any_of=any_of, at=at, weight=SLIGHT, of=of)
        for entry in have.get("set", ()):
            yield "props", Wish(any_of=(entry,), at=at, weight=SLIGHT, of=of)
        if "behind" in have:
            yield "places", Wish(any_of=tuple(have["behind"]), role="in", at=at, weight=BACKED)


def blurs_of(spans: Sequence[Span], places: Sequence[Wish]) -> dict[str, float]:
    """How far each nearest kind is out of focus, so that it reads as the place that a span names."""
    found: dict[str, float] = {}
    for place in places:
        for name in spans[place.at].of("nearest"):
            values: Mapping[str, Any] = shared()["nearest"][name]
            found |= {kind: values["blur"] for kind in place.any_of[:1] if "blur" in values}
    return found


def stood_for(spans: Sequence[Span], wishes: Wishes, kind: str) -> dict[int, str]:
    """The ``kind`` by the number of each span that names a place which it stands for, and is not itself."""
    asked = {wish.at for wish in wishes.places if kind in wish.any_of}
    return {at: kind for at in sorted(asked) if any(_another(name, kind) for name in spans[at].of("nearest"))}


def _another(name: str, kind: str) -> bool:
    values: Mapping[str, Any] = shared()["nearest"][name]
    return not values.get("same", False) or kind not in {values["kind"], *values.get("akin", ())}


def asked_of(kind: str, wishes: Wishes) -> Wishes:
    """The wishes without those that are asked of other kinds alone."""
    lists = {name: getattr(wishes, name) for name in ("materials", "colours", "props", "times")}
    if not any(wish.of for listed in lists.values() for wish in listed):
        return wishes
    kept = {n: tuple(w for w in listed if not w.of or kind in w.of) for n, listed in lists.items()}
    return replace(wishes, **kept)


def indoors(wish: Wish) -> bool:
    """Whether a place is a room: no tree stump stands in one."""
    kind = KINDS[wish.any_of[0]]
    return wish.weight >= NAMED - 1 and (kind.group == "rooms" or kind.name in {"spa", "bathroom"})
