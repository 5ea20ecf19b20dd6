"""What the ground of a place is where the words do not say it outright: what grows on it, what a board lies
on, how wet it is."""

from collections.abc import Mapping, Sequence

from core.scenes.kinds import BEFORE, KINDS, LYING, Kind
from core.scenes.stand_ins import WETTED
from core.scenes.supports import under
from core.scenes.things import fare_names
from core.scenes.tinting import SOWN
from core.scenes.vocabulary import shared
from core.scenes.wishes import Choice, Wish, Wishes, first_of

MADE_OF: Mapping[str, str] = {
    "bench": "wood",
    "stump": "wood",
    "log slice": "wood",
    "crate": "wood",
    "fence post": "wood",
}
"""The family of materials that a natural stand is made of."""
PALE_TOPS = ("white marble", "white painted wood", "travertine")
DARK_TOPS = ("dark wood", "walnut", "black marble")
"""What a board or a plate lies on in a bright place, and in a dark one."""
SET_IN = frozenset(
    {"kitchen", "cafe", "restaurant", "living_room", "bedroom", "library", "office", "bakery", "loft"}
    | {"classroom", "cellar", "greenhouse", "hair_salon", "store", "fireplace"}
)
"""Rooms whose table is what something small stands on."""
BRIGHT = frozenset({"airy", "fresh", "pure"})
"""Moods of a bright place."""
PALE, DIM = 0.78, 0.3
"""Brightness, 0…1, from which on a wall is a bright place's, and up to which a dark one's."""


def floored(kind: Kind, named: Sequence[Wish], wishes: Wishes) -> bool:
    """Whether something small would stand on the floor of a room that is only named: "coffee in a diner",
    or "beside a bowl of nuts in a kitchen"; or though a table in it is named too."""
    if kind.name not in SET_IN:
        return False
    if any("table" in wish.any_of and wish.role == "on" for wish in wishes.places):
        return True
    if not wishes.small and not any(fare_names() & set(wish.any_of) for wish in wishes.props):
        return False
    floor = any(wish.place in {"floor", "ground"} and wish.role == "on" for wish in wishes.materials)
    return not floor and bool(named) and all(wish.role != "on" for wish in named)


def on_its_ground(kind: Kind, covered: Sequence[Wish], wishes: Wishes) -> bool:
    """Whether the subject shall be on a ground that the kind has, and none of the ``covered`` places nor a
    table."""
    elsewhere = {ground for wish in covered for ground in KINDS[wish.any_of[0]].grounds}
    elsewhere |= {*KINDS["table"].grounds, "rock", "grass", "moss"}
    named = {wish.at for wish in wishes.places}
    grounds = [w for w in wishes.materials if w.place == "ground" and w.role == "on" and w.weight >= 1.0]
    grounds = [wish for wish in grounds if wish.at not in named]
    own = {*kind.grounds} - elsewhere
    return any(len(wish.any_of) == 1 and not wish.named and wish.any_of[0] in own for wish in grounds)


def wetted(chosen: Choice, wishes: Wishes) -> None:
    """A wet street's asphalt is wet, whatever word comes first."""
    wet = WETTED.get(chosen.ground or "")
    asked = any(wet in wish.any_of for wish in wishes.materials)
    if wet is not None and asked and wet in chosen.kind.grounds:
        chosen.ground, chosen.grounds = wet, (wet,)


def sown(chosen: Choice, wishes: Wishes) -> None:
    """A field is sown with the flowers that are named, also where their word alone says the field."""
    if chosen.kind.name != SOWN or chosen.ground is not None:
        return
    for wish in wishes.props:
        crop = first_of(wish.any_of, chosen.kind.grounds)
        if crop is not None:
            chosen.ground, chosen.grounds = crop, (crop,)
            chosen.grant(wish, 0.3)
            return


def by_nature(chosen: Choice, wishes: Wishes) -> None:
    """What a thing is made of anyway is granted: the wood of a bench."""
    families: Mapping[str, list[str]] = shared()["families"]
    things = [chosen.ground, *(prop for wish in wishes.props for prop in wish.any_of)]
    stuff = {entry for thing in things for entry in families.get(MADE_OF.get(thing or "", ""), ())}
    for wish in wishes.materials:
        if wish.at not in chosen.met and set(wish.any_of) & stuff:
            chosen.grant(wish, 0.2)


def strewn(chosen: Choice, wishes: Wishes) -> None:
    """What lies beside a subject on a blanket or on grass, where it is seen from above, and of a garment on a
    table; met where the words say that it is a garment, which is photographed lying."""
    garment = wishes.sort == "garments"
    may = chosen.kind.name in LYING and (garment or chosen.kind.name != "table")
    for wish in wishes.props if may else ():
        prop = first_of(wish.any_of, chosen.kind.lain)
        if wish.at in chosen.met or prop is None or prop in wishes.without or prop in chosen.props:
            continue
        chosen.props.append(prop)
        if garment:
            chosen.grant(wish, 0.3)


def kept(chosen: Choice, wishes: Wishes) -> None:
    """What the place behind a rail is known by: its ground and its things, as far as they are asked for."""
    if chosen.kind.name not in BEFORE or chosen.backdrop is None:
        return
    place = KINDS[chosen.backdrop]
    for wish in (*wishes.materials, *wishes.props):
        entry = first_of(wish.any_of, (*place.grounds, *place.props))
        if entry is not None and entry not in chosen.props:
            chosen.props.append(entry)
            chosen.grant(wish, 0.2)


def tops(chosen: Choice, wishes: Wishes) -> tuple[str, ...]:
    """What the board or plate that the subject is on lies on, where nothing is asked: pale in a bright place,
    dark in a dark one; nothing where that is open."""
    if chosen.ground is not None or not under(chosen.props):
        return ()
    wall = _brightness(chosen.colours.get("wall"))
    if wall >= PALE or (BRIGHT & set(wishes.moods) and wall > DIM):
        return _had(chosen, PALE_TOPS)
    return _had(chosen, DARK_TOPS) if wishes.palette == "dark" or wall <= DIM else ()


def _had(chosen: Choice, wanted: Sequence[str]) -> tuple[str, ...]:
    return tuple(entry for entry in wanted if entry in chosen.kind.grounds)


def _brightness(code: str | None) -> float:
    if code is None:
        return 0.5
    digits = code.removeprefix("#")
    return sum(int(digits[at : at + 2], 16) for at in (0, 2, 4)) / 3 / 255
