"""How much of what is asked for each kind of place can grant, and which it grants best."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from core.scenes.grammar import WALLS, Role
from core.scenes.kinds import KINDS, Kind
from core.scenes.vocabulary import shared
from core.scenes.wishes import COLOURABLE, NAMED, SEAMLESS, Choice, Wish, Wishes

FLOORLESS = frozenset({"tables", "podiums", "coast", "nature"})
"""Groups of kinds whose ground is no floor."""
ACCENTED = frozenset(
    {"neon", "bokeh", "city_lights", "christmas_tree", "christmas_table", "candles", "easter", "meadow"}
)
"""Kinds whose colour, where only the kind is called coloured, is that of their lights or small things."""
BEHIND = WALLS | {"paper", "gradient"}
"""Kinds that as a background are what stands behind a podium or a table."""
FAMILY = 4
"""How many members of a family of materials are usual: "wood" means the first ones, unless more is said."""
WHOLE_DAY = frozenset({"day", "morning", "golden", "sunset", "overcast", "dusk"})
"""Times that a studio's lamp can stand for."""
BACKDROP_BONUS: Mapping[Role, float] = {"behind": 2.0, "in": 2.0, "none": 1.5, "with": 0.5, "on": 0.5}
ROLE_BONUS: Mapping[Role, float] = {"behind": -0.5, "in": -0.1, "none": 0.0, "with": -1.2, "on": 0.1}
STANDS = 0.3
"""What it is worth more that a subject shall stand on a podium than before one."""


def choice(kind: Kind, wishes: Wishes) -> Choice:
    """What ``kind`` grants of the wishes, with a score that compares kinds."""
    chosen = Choice(kind)
    _places(chosen, wishes)
    for wish in wishes.materials:
        _material(chosen, wish)
    _stand_ins(chosen, wishes)
    for wish in wishes.colours:
        _colour(chosen, wish, wishes)
    for wish in wishes.props:
        prop = _first(wish.any_of, kind.props) or _first(_alike(wish), kind.props)
        if prop:
            chosen.props += [] if prop in chosen.props else [prop]
            chosen.grant(wish, 0.8)
    _moment(chosen, wishes)
    _narrow_ground(chosen, _mood_grounds(wishes))
    return chosen


def _first(wanted: Iterable[str], have: Iterable[str]) -> str | None:
    having = set(have)
    return next((entry for entry in wanted if entry in having), None)


def _mood_grounds(wishes: Wishes) -> tuple[str, ...]:
    moods = shared()["moods"]
    return tuple(ground for mood in wishes.moods for ground in moods[mood].get("grounds", ()))


def _alike(wish: Wish) -> list[str]:
    return [other for prop in wish.any_of for other in shared()["alike"].get(prop, ())]


def _places(chosen: Choice, wishes: Wishes) -> None:
    kind = chosen.kind
    named = [wish for wish in wishes.places if kind.name in wish.any_of]
    others = [wish for wish in wishes.places if wish not in named]
    also = set(shared()["also"].get(kind.name, ()))
    if named:
        stands = STANDS if kind.group == "podiums" else 0.0
        best = max(
            wish.weight + ROLE_BONUS[wish.role] + (stands if wish.role == "on" else 0.0) for wish in named
        )
        covers = any(also & set(wish.any_of) for wish in others)
        chosen.score += (max(best, NAMED) if covers else best) + 0.3 * (len(named) - 1)
        chosen.met |= {wish.at for wish in named}
    for wish in sorted(others, key=lambda wish: -BACKDROP_BONUS[wish.role]):
        backdrop = _first(wish.any_of, kind.backdrops) or _first(_instead(wish), kind.backdrops)
        if backdrop and chosen.backdrop in {None, backdrop}:
            chosen.backdrop = backdrop
            chosen.grant(wish, BACKDROP_BONUS[wish.role] * min(1.0, wish.weight / 3))
        elif named and also & set(wish.any_of):
            chosen.grant(wish, 1.0)


def _stand_ins(chosen: Choice, wishes: Wishes) -> None:
    """Places that a flat lay or a wall to hang on stands for: by their usual ground or wall, unless another
    is asked for."""
    kind = chosen.kind
    if not any(kind.name in wish.any_of for wish in wishes.places):
        return
    for wish in (wish for wish in wishes.places if kind.name not in wish.any_of):
        place = KINDS[wish.any_of[0]]
        if kind.view == "above" and place.lies in kind.grounds:
            chosen.ground = chosen.ground or (None if _mood_grounds(wishes) else place.lies)
            chosen.grant(wish, 1.0)
        elif kind.view == "wall" and place.hangs in kind.walls:
            chosen.wall = chosen.wall or place.hangs
            chosen.grant(wish, 1.0)


def _instead(wish: Wish) -> list[str]:
    return [other for name in wish.any_of for other in shared()["instead"].get(name, ())]


def _material(chosen: Choice, wish: Wish) -> None:
    kind = chosen.kind
    if wish.place == "nothing" or (wish.place == "floor" and kind.group in FLOORLESS):
        return
    slots = ("wall", "ground") if wish.place in {"wall", "background"} else ("ground", "wall")
    if wish.place in {"wall", "ground", "floor"} and kind.view == "eye":
        slots = ("wall",) if wish.place == "wall" else ("ground",)
    for slot in slots:
        have = kind.grounds if slot == "ground" else kind.walls
        taken = chosen.ground if slot == "ground" else chosen.wall
        fits = _fitting(wish.any_of, have) if taken is None else tuple(e for e in wish.any_of if e == taken)
        if not fits:
            continue
        if taken is None:
            chosen.families[slot] = tuple(entry for entry in wish.any_of if entry in have)
        if slot == "ground":
            chosen.ground, chosen.grounds = fits[0], fits if taken is None else chosen.grounds
        else:
            chosen.wall, chosen.walls = fits[0], fits if taken is None else chosen.walls
        if wish.named:
            chosen.grant(wish, 0.2)
            return
        named_wall = slot == "wall" and wish.place == "wall" and kind.name in WALLS
        floor = slot == "ground" and wish.place not in {"ground", "floor"} and kind.name in WALLS
        chosen.grant(wish, 2.4 if named_wall and kind.view == "eye" else 0.6 if floor else 1.0)
        return


def _fitting(wanted: tuple[str, ...], have: tuple[str, ...]) -> tuple[str, ...]:
    """Which of the wanted the kind has: of a large family its usual ones, in the order of the kind's list."""
    usual = tuple(entry for entry in have if entry in wanted[:FAMILY])
    return usual or tuple(entry for entry in wanted if entry in have)[:1]


def _colour(chosen: Choice, wish: Wish, wishes: Wishes) -> None:
    kind, (name, code) = chosen.kind, wish.any_of
    if wish.place == "nothing":
        return
    place = _place_of(chosen, wish)
    if place == "ground" and _by_nature(chosen, name):
        chosen.grant(wish, 0.5)
        return
    if wish.place in {"background", "either"} and kind.name in SEAMLESS:
        _seamless(chosen, wish, code)
    elif place == "wall" and _narrow_wall(chosen, name):
        chosen.grant(wish, 0.5)
    elif place is not None and place in kind.colours and place not in chosen.colours:
        chosen.colours[place] = code
        a_wall = wish.place == "wall" and _is_plain_wall(kind, wishes)
        before = (
            wish.place == "background" and kind.group == "tables" and bool(wishes.materials) and chosen.ground
        )
        chosen.grant(wish, 2.6 if a_wall or before else 0.5)
        _before_colour(chosen, place, wishes)
    elif _wall_by_nature(chosen, name, place) or name in shared()["natural"].get(kind.name, ()):
        chosen.grant(wish, 0.5)


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
        return str(wish.place)
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
    if "ground" in order and kind.group == "tables" and "ground" not in kind.colours and kind.grounds:
        return "ground" if _first(shared()["tinted"].get(wish.any_of[0], ()), kind.grounds) else "wall"
    return next((place for place in order if place in kind.colours and place not in chosen.colours), None)


def _by_nature(chosen: Choice, name: str) -> bool:
    """A ground that has the colour by itself: white wood, black marble."""
    kind = chosen.kind
    tinted = tuple(shared()["tinted"].get(name, ()))
    if chosen.ground is not None:
        return _narrow_ground(chosen, tinted)
    if "ground" in kind.colours and kind.group != "tables" and set(kind.grounds) & COLOURABLE:
        return False
    natural = tuple(entry for entry in tinted if entry not in COLOURABLE)
    ground = _first(natural, kind.grounds)
    if ground is not None:
        chosen.ground = ground
    return ground is not None


def _narrow_ground(chosen: Choice, tinted: tuple[str, ...]) -> bool:
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
    chosen.wall = _first(tinted, chosen.kind.walls)
    return chosen.wall is not None


def _moment(chosen: Choice, wishes: Wishes) -> None:
    kind = chosen.kind
    for wish in wishes.times:
        time = _first(wish.any_of, kind.times)
        if time:
            chosen.time = chosen.time or time
            chosen.grant(wish, 0.5)
        elif (
            len(kind.times) < 4
            and kind.group in {"studio", "podiums", "tables"}
            and set(wish.any_of) <= WHOLE_DAY
        ):
            chosen.grant(wish, 0.2)
    for wish in wishes.seasons:
        season = _first(wish.any_of, kind.seasons or ("summer",))
        if season:
            chosen.season = season
            chosen.grant(wish, 0.3)
    for wish in wishes.patterns:
        pattern = _first(wish.any_of, kind.patterns)
        if pattern:
            chosen.pattern = chosen.pattern or pattern
            chosen.grant(wish, 1.0)


@lru_cache
def _suited() -> Mapping[str, frozenset[str]]:
    return {mood: frozenset(values.get("kinds", ())) for mood, values in shared()["moods"].items()}


def _usual_bonus(kind: Kind, wishes: Wishes) -> float:
    """What is only called by a material is most often a table, or a glossy plate; what is only called by a
    colour, paper."""
    if wishes.materials:
        return 0.5 if kind.name in {"table", "glossy"} and choice(kind, wishes).ground else 0.0
    asked = any(wish.place != "nothing" for wish in wishes.colours)
    return 1.0 if asked and kind.name == "paper" and not wishes.moods else 0.0


def ranked(wishes: Wishes) -> tuple[tuple[str, float], ...]:
    """Every kind with its score, best first."""
    priors: Mapping[str, float] = shared()["priors"]
    scores: dict[str, float] = {}
    for name, kind in KINDS.items():
        score = choice(kind, wishes).score
        moods = sum(name in _suited().get(mood, ()) for mood in wishes.moods)
        score += moods * (0.1 if wishes.named else 0.6)
        score += 0.0 if wishes.named else priors.get(name, 0.0) + _usual_bonus(kind, wishes)
        scores[name] = round(score, 4)
    return tuple(sorted(scores.items(), key=lambda item: -item[1]))
