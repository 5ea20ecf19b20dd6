"""Which part of a kind of place takes a colour that is asked for."""

from core.scenes.grammar import WALLS
from core.scenes.kinds import Kind
from core.scenes.vocabulary import shared
from core.scenes.wishes import COLOURABLE, FLOORLESS, SEAMLESS, Choice, Wish, Wishes, first_of

ACCENTED = frozenset(
    {"neon", "bokeh", "city_lights", "christmas_tree", "christmas_table", "candles", "easter", "meadow"}
)
"""Kinds whose colour, where only the kind is called coloured, is that of their lights or small things."""
GROWN = frozenset({"grass", "moss", "leaves", "snow", "straw", "pebbles", "sand", "wet sand", "rippled sand"})
"""Grounds that no colour is asked of: a red track is no red grass."""
TWO_COLOURED = frozenset({"checkered tiles", "azulejo", "hexagon tiles", "checked cloth", "striped cloth"})
"""Grounds whose pattern has one colour and what it is on another."""
SOWN = "flower_field"
"""The kind whose ground is flowers of a colour."""
WHITE = "#f1efe9"
PAINTED = "painted boards"
"""The wall of boards that takes any colour."""
GREYED = frozenset(
    {"grey", "light grey", "dark grey", "silver", "tan", "caramel", "brown", "chocolate", "beige"}
)
"""Colours that wood has from age, or stained."""
ONE_COLOURED = frozenset({"tables", "podiums"})
"""Groups of kinds of which only one part is called coloured: no second colour is the wall's."""
BEHIND = WALLS | {"paper", "gradient"}
"""Kinds that as a background are what stands behind a podium or a table."""


def tint(chosen: Choice, wish: Wish, wishes: Wishes) -> None:
    """Grants a wish for a colour where the kind may have it, painted or by the nature of a material."""
    kind, (name, code) = chosen.kind, wish.any_of
    if wish.place == "nothing" or _of_support(chosen, wish, wishes, code) or _of_lying(chosen, wish):
        return
    natural = shared()["tinted"].get(name, ())
    if kind.view == "above" and chosen.ground in GROWN and chosen.ground not in natural:
        return
    place = _place_of(chosen, wish)
    if _second_of_pattern(chosen, wish, place):
        return
    if (place == "ground" or kind.name == SOWN) and _by_nature(chosen, name):
        chosen.grant(wish, 0.5)
        return
    if wish.place == "kind" and wish.second and kind.group in ONE_COLOURED:
        if "accent" in kind.colours and "accent" not in chosen.colours:
            chosen.colours["accent"] = code
            chosen.grant(wish, 0.5)
        return
    if wish.place in {"background", "either"} and kind.name in SEAMLESS:
        _seamless(chosen, wish, code)
    elif place == "wall" and _narrow_wall(chosen, name):
        chosen.grant(wish, 0.5)
    elif place is not None and place in kind.colours and place not in chosen.colours:
        chosen.colours[place] = code
        _painted_over(chosen, name, place)
        if place == "ground" and chosen.ground in TWO_COLOURED:
            chosen.colours.setdefault("accent", WHITE)
        a_wall = wish.place == "wall" and _is_plain_wall(kind, wishes)
        before = (
            wish.place == "background" and bool(kind.backdrops) and bool(wishes.materials) and chosen.ground
        )
        chosen.grant(wish, 2.6 if a_wall or before else 0.5)
        _before_colour(chosen, place, wishes)
    elif _wall_by_nature(chosen, name, place) or any(
        name in shared()["natural"].get(seen, ()) for seen in (kind.name, chosen.backdrop or kind.name)
    ):
        chosen.grant(wish, 0.5)


def _of_lying(chosen: Choice, wish: Wish) -> bool:
    """Grants what large leaves are by nature; and what is behind a thing that lies as paper below it."""
    name, code = wish.any_of
    leafy = chosen.ground in {"banana leaf", "monstera leaf"} and name in shared()["natural"]["leaf"]
    below = chosen.kind.view == "above" and wish.place == "background" and chosen.ground in {None, "paper"}
    if below and not leafy:
        chosen.ground = "paper"
        chosen.colours["ground"] = code
    if leafy or below:
        chosen.grant(wish, 0.5)
    return leafy or below


def _second_of_pattern(chosen: Choice, wish: Wish, place: str | None) -> bool:
    """Grants the second colour of a ground that has two, in place of the white that went with a lone one."""
    if chosen.ground not in TWO_COLOURED or place not in {"ground", "accent"}:
        return False
    if "ground" not in chosen.colours:
        return False
    if chosen.colours.get("accent", WHITE) == WHITE:
        chosen.colours["accent"] = wish.any_of[1]
        chosen.grant(wish, 0.5)
    return True


def _of_support(chosen: Choice, wish: Wish, wishes: Wishes, code: str) -> bool:
    """Grants the colours of what the subject is put on: a second one as well, where no wall may have it."""
    if wish.place != "accent":
        return False
    have = set(chosen.kind.supports)
    beside = [other for other in wishes.props if have & set(other.any_of) and other.role != "with"]
    place = "accent" if "accent" not in chosen.colours else "wall"
    if not beside or place in chosen.colours or (place == "wall" and "wall" in chosen.kind.colours):
        return False
    chosen.colours[place] = code
    chosen.grant(wish, 0.5)
    return True


def _seamless(chosen: Choice, wish: Wish, code: str) -> None:
    """One colour is that of the whole background, a second one that of its ground."""
    if not chosen.colours:
        chosen.colours = {"wall": code, "ground": code}
        chosen.grant(wish, 2.6 if wish.place == "background" else 0.6)
    elif chosen.colours.get("wall") == chosen.colours.get("ground"):
        chosen.colours["ground"] = code
        chosen.grant(wish, 0.3)


def _narrow_wall(chosen: Choice, name: str) -> bool:
    """Of a family of walls the one that has the colour: white planks, white brick."""
    tinted = shared()["tinted"].get(name, ())
    fits = [entry for entry in chosen.families.get("wall", ()) if entry in tinted and entry not in COLOURABLE]
    if fits:
        chosen.wall, chosen.walls = fits[0], tuple(fits)
    return bool(fits)


def _painted_over(chosen: Choice, name: str, place: str) -> None:
    """Boards, hung on or seen from above, that shall have a colour which no wood has are painted: turquoise
    planks."""
    kind = chosen.kind
    have = kind.walls if place == "wall" else kind.grounds if kind.view == "above" else ()
    now = chosen.wall if place == "wall" else chosen.ground
    woods = {*shared()["families"]["wood"]} & {*chosen.families.get(place, ()), now}
    if not woods or PAINTED not in have or name in GREYED:
        return
    if place == "wall":
        chosen.wall, chosen.walls = PAINTED, (PAINTED,)
    else:
        chosen.ground, chosen.grounds = PAINTED, (PAINTED,)


def _is_plain_wall(kind: Kind, wishes: Wishes) -> bool:
    """Whether a wall that is only called coloured is this kind's: the coloured one, or a shadow's."""
    if any(wish.place == "wall" for wish in wishes.materials):
        return False
    shadow = bool(wishes.places) and all(kind.name in wish.any_of for wish in wishes.places)
    return kind.name == "coloured_wall" or (kind.patterns[0] != "none" and shadow)


def _before_colour(chosen: Choice, place: str, wishes: Wishes) -> None:
    """A table before a coloured wall: the wall is its backdrop."""
    open_behind = chosen.backdrop is None and not any(wish.role == "behind" for wish in wishes.places)
    if place == "wall" and open_behind and "coloured_wall" in chosen.kind.backdrops:
        chosen.backdrop = "coloured_wall"


def _place_of(chosen: Choice, wish: Wish) -> str | None:
    """Where the kind has the colour that is asked for: ``ground``, ``wall`` or ``accent``."""
    kind = chosen.kind
    if wish.place in {"ground", "wall", "accent"}:
        hung = kind.view == "wall" and wish.place == "ground" and wish.role == "on"
        return "wall" if hung else str(wish.place)
    if wish.place in {"floor", "background"}:
        floor = None if kind.group in FLOORLESS else "ground"
        return "wall" if wish.place == "background" and "wall" not in chosen.colours else floor
    beside_another = bool(wish.beside) and kind.name not in wish.beside and kind.view == "eye"
    if (
        beside_another
        and set(wish.beside) & BEHIND
        and "wall" in kind.colours
        and "wall" not in chosen.colours
    ):
        return "wall"
    if beside_another or (kind.name in ACCENTED and "accent" not in chosen.colours):
        return "wall" if beside_another and chosen.backdrop in wish.beside else "accent"
    walls_first = kind.group == "rooms" or kind.name in WALLS or kind.name in {"gradient", "arch"}
    order = ("wall", "ground", "accent") if walls_first else ("ground", "wall", "accent")
    # A colour that is said of nothing is no table's either: nobody has navy oak.
    of_nothing = kind.name == "table" and wish.place == "either"
    plain = of_nothing and chosen.ground not in COLOURABLE | TWO_COLOURED
    if plain or (kind.group == "tables" and "ground" not in kind.colours and kind.grounds):
        return "ground" if first_of(shared()["tinted"].get(wish.any_of[0], ()), kind.grounds) else "wall"
    return next((place for place in order if place in kind.colours and place not in chosen.colours), None)


def _by_nature(chosen: Choice, name: str) -> bool:
    """A ground that has the colour by itself: white wood, black marble."""
    kind = chosen.kind
    tinted = tuple(shared()["tinted"].get(name, ()))
    if chosen.ground is not None:
        return narrowed_ground(chosen, tinted)
    if "ground" in kind.colours and kind.group != "tables" and set(kind.grounds) & COLOURABLE:
        return False
    natural = tuple(entry for entry in tinted if entry not in COLOURABLE)
    ground = first_of(natural, kind.grounds)
    if ground is not None:
        chosen.ground = ground
    return ground is not None


def narrowed_ground(chosen: Choice, tinted: tuple[str, ...]) -> bool:
    """Of the grounds that would do, those that have the colour."""
    fits = tuple(entry for entry in chosen.families.get("ground", (chosen.ground or "",)) if entry in tinted)
    fits = tuple(entry for entry in fits if entry not in COLOURABLE)
    if fits:
        chosen.ground, chosen.grounds = fits[0], fits
    return bool(fits)


def _wall_by_nature(chosen: Choice, name: str, place: str | None) -> bool:
    """A wall that has the colour by itself: red brick, white planks."""
    tinted = tuple(shared()["tinted"].get(name, ()))
    if place not in {"wall", "ground", None}:
        return False
    if chosen.wall is not None:
        return chosen.wall in tinted
    chosen.wall = first_of(tinted, chosen.kind.walls)
    return chosen.wall is not None
