"""How much of what is asked for each kind of place can grant, and which it grants best."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from core.scenes.footing import SET_IN, by_nature, floored, kept, on_its_ground, sown, strewn, wetted
from core.scenes.grammar import WALLS
from core.scenes.kinds import HUNG_ON, KINDS, Kind
from core.scenes.props import with_props
from core.scenes.segments import TOPS, Role
from core.scenes.stand_ins import HARDLY_AKIN, LATER, NEAREST, UNLIKE, asked_of, indoors
from core.scenes.supports import SUPPORTS, TEXTILES
from core.scenes.tinting import narrowed_ground, tint
from core.scenes.vocabulary import shared
from core.scenes.walled import (
    LAID_OUT,
    ON_ITS_WALL,
    backed,
    before_a_wall,
    hangs_on_a_wall,
    is_coloured,
    is_hung_on,
    is_laid_on,
    lacks_a_wall,
    of_a_wall,
)
from core.scenes.wishes import (
    CALLED,
    FLOORLESS,
    HINTED,
    LAID_TABLES,
    NAMED,
    STOOD_ON,
    Choice,
    Wish,
    Wishes,
    first_of,
)

FAMILY = 4
"""How many members of a family of materials are usual: "wood" means the first ones, unless more is said."""
WHOLE_DAY = frozenset({"day", "morning", "golden", "sunset", "overcast", "dusk"})
"""Times that a studio's lamp can stand for."""
ROLE_BONUS: Mapping[Role, float] = {"behind": -0.5, "in": -0.1, "none": 0.0, "with": -1.2, "on": 0.1}
STANDS = 0.3
"""What it is worth more that a subject shall stand on a podium than before one."""
ABOUT = 1.3
"""What it costs a kind to stand on that the subject is not on it, or that its place is not painted behind."""
ON_A_FLOOR = 1.8
"""What it costs a room that something small would stand on its floor, and a table that nobody names that a
person would stand on it."""
UNSAID = 0.6
"""The share that a backdrop is worth to a table of which nothing is said."""
AGAIN = 0.15
"""The share that it is worth to say once more what is behind."""
AKIN = 0.05
"""What it costs a kind that its word usually means another."""
LACKING = 1.0
"""What it costs a kind, where none is named, to lack a ground that is asked for."""
CLOSE_BY = frozenset({"garden"})
"""Places that a table is in and looks out of: "a terrace on the coast" has the sea behind."""
VIEWS = frozenset({"sea", "beach", "lake", "mountains", "vineyard", "desert", "flower_field", "orchard"})
"""Places that are looked at from a terrace."""
OPEN_AIR = frozenset({"coast", "nature"})
"""Groups of kinds that have no wall to hang on."""
FITTED = frozenset({"fireplace"})
"""Kinds that are the place itself when another has them: "a living room with a fireplace"."""
CROSSED = frozenset({"town", "coast"})
TRACKS = frozenset({"road_fields", "country_lane"})
"""Groups of kinds that two places together ask for, and kinds of other groups."""
UNCROSSED = frozenset(
    {
        "terrace",
        "modern_building",
        "warehouse",
        "petrol_station",
        "driveway",
        "car_park",
        "parking_lot",
        "bridge",
    }
    | {"race_track", "grandstand", "platform", "harbour"}
)
"""Kinds of those groups that show places beyond themselves: two of those together ask for none of them."""
POSED = 1.0
"""What it is worth that the words say how the subject lies or hangs."""
HUNG = 0.5
"""What that is worth more for clothes."""
FAR = 0.75
"""The share that a backdrop is worth which is only of the same sort as the place that is asked for."""
SPOT = 0.3
"""What it is worth to have a spotlight, which decides no place."""
SPOTLIT = frozenset({"gallery", "stage", "showroom", "boutique"})
"""Kinds that have spotlights anyway."""
ON_FLOORS = frozenset({"coloured_wall", "plaster_wall", "concrete_wall"})
"""Kinds that a floor is photographed in of which no more is said."""
IN_A_ROOM = 0.9
"""What it is worth to a room that a rug is asked for, and no place."""
SOFT_FLOORS = frozenset({"carpet", "wool rug", "jute rug", "persian rug", "fur"})
"""Grounds that lie in a room rather than on a table."""
REFUSED = 6.0
"""What it costs a kind that it shall not be."""


def choice(kind: Kind, wishes: Wishes) -> Choice:
    """What ``kind`` grants of the wishes, with a score that compares kinds."""
    chosen, wishes = Choice(kind), asked_of(kind.name, wishes)
    _places(chosen, wishes)
    for wish in wishes.materials:
        _material(chosen, wish)
    wetted(chosen, wishes)
    sown(chosen, wishes)
    by_nature(chosen, wishes)
    _stand_ins(chosen, wishes)
    for wish in wishes.colours:
        tint(chosen, wish, wishes)
    with_props(chosen, wishes)
    strewn(chosen, wishes)
    kept(chosen, wishes)
    _moment(chosen, wishes)
    narrowed_ground(chosen, _mood_grounds(wishes))
    return chosen


def _mood_grounds(wishes: Wishes) -> tuple[str, ...]:
    return tuple(one for mood in wishes.moods for one in shared()["moods"][mood].get("grounds", ()))


def _places(chosen: Choice, wishes: Wishes) -> None:
    kind = chosen.kind
    named = [wish for wish in wishes.places if kind.name in wish.any_of or is_hung_on(kind, wish, wishes)]
    others = [wish for wish in wishes.places if wish not in named]
    also = set(shared()["also"].get(kind.name, ()))
    about = kind.name in STOOD_ON and bool(named) and not any(wish.role == "on" for wish in named)
    chosen.score -= REFUSED if kind.name in wishes.without else 0.0
    if named:
        chosen.score += _named(kind, named, about, any(also & set(wish.any_of) for wish in others))
        chosen.score -= ON_A_FLOOR if floored(kind, named, wishes) else 0.0
        chosen.score += HUNG if kind.view == "wall" and wishes.sort == "garments" else 0.0
        chosen.met |= {wish.at for wish in named}
    before = len(chosen.met)
    before_a_wall(chosen, named, others, wishes)
    if others and (named or kind.name == "table"):
        beside = kind.group == "tables" and bool(named) and all(wish.role == "with" for wish in named)
        _behind(chosen, wishes, (named, others), () if about or beside else kind.backdrops)
        chosen.score -= ON_A_FLOOR if wishes.large and not named else 0.0
    if kind.name in STOOD_ON and others and len(chosen.met) == before:
        chosen.score -= ABOUT + (ABOUT if any(indoors(wish) for wish in others) else 0.0)
    if (kind.group in CROSSED or kind.name in TRACKS) and not named:
        _crossed(chosen, [wish for wish in others if wish.any_of[0] in also], wishes)


def _behind(
    chosen: Choice, wishes: Wishes, places: tuple[list[Wish], list[Wish]], backdrops: tuple[str, ...]
) -> None:
    """What of the places that are not the kind, the second of ``places``, is seen behind it or with it."""
    kind, (named, others) = chosen.kind, places
    also = set(shared()["also"].get(kind.name, ()))
    stood = kind.name in TOPS and any(wish.role == "on" for wish in named)
    seen = set[tuple[str, ...]]()
    grounded = any(wish.place == "ground" for wish in wishes.materials)
    set_out = bool(named) or grounded or any(wish.role == "behind" for wish in others)
    views = any(wish.any_of[0] in VIEWS for wish in others)
    for wish in sorted(others, key=lambda wish: _order(wish, others, views)):
        have = backdrops if named or wish.weight > HINTED else ()
        instead = [other for name in wish.any_of for other in shared()["instead"].get(name, ())]
        near = first_of(_inside(wish), have) or first_of(wish.any_of, have) or first_of(instead, have)
        backdrop = near or (_far(wish, have) if stood else None)
        if backdrop and chosen.backdrop in {None, backdrop}:
            said = set_out or (wishes.small and wish.any_of[0] in SET_IN)
            worth = AGAIN if wish.any_of in seen else 1.0 if said else UNSAID
            chosen.grant(wish, -backed(wish) * worth * (1.0 if near else FAR))
            chosen.backdrop = backdrop
            if backdrop not in {*wish.any_of, *also}:
                chosen.taken[wish.at] = backdrop
            also |= set(shared()["also"].get(backdrop, ()))
            seen.add(wish.any_of)
        elif named and wish.weight > HINTED and also & set(wish.any_of):
            chosen.grant(wish, 1.0 if wish.weight > CALLED else 0.1)
            _seen_as(chosen, wish, wishes)


def _order(wish: Wish, others: Sequence[Wish], views: bool) -> tuple[bool, bool, float]:
    """Which place is tried first behind a kind: what is looked at from another before that, what shows
    another besides before that ("outside a cabin, firs behind")."""
    shown = set(shared()["also"].get(wish.any_of[0], ()))
    covers = any(shown & set(other.any_of) for other in others if other is not wish)
    close = views and wish.any_of[0] in CLOSE_BY
    return close, not (covers and wish.weight >= NAMED - 1), backed(wish)


def _far(wish: Wish, have: Sequence[str]) -> str | None:
    """What will do for a place of its sort, where nothing nearer is painted."""
    if wish.role not in {"in", "behind"} or wish.any_of[0] in UNLIKE:
        return None
    return first_of(NEAREST.get(KINDS[wish.any_of[0]].group, ()), have)


def _seen_as(chosen: Choice, wish: Wish, wishes: Wishes) -> None:
    """A place that another covers stands in it as a prop: the firs behind "snow in a forest"."""
    prop = shared()["seen_as"].get(chosen.kind.name, {}).get(wish.any_of[0])
    like = {prop, *shared()["alike"].get(prop, ())}
    asked = any(like & set(other.any_of) or other.at == wish.at for other in wishes.props)
    if prop is not None and not asked and prop not in wishes.without and prop not in chosen.props:
        chosen.props.append(prop)


def _named(kind: Kind, named: Sequence[Wish], about: bool, covers: bool) -> float:
    """What it is worth that the kind itself is named, also where it ``covers`` another place besides; less
    where it is only ``about``, and the subject not on it."""
    roles = {**ROLE_BONUS, "behind": 0.0} if kind.name in WALLS else ROLE_BONUS
    stands = STANDS if kind.group == "podiums" else 0.0
    best = max(wish.weight + roles[wish.role] + (stands if wish.role == "on" else 0.0) for wish in named)
    best += POSED if kind.view != "eye" else 0.0
    best -= ABOUT if about else 0.0
    meant = {wish.any_of[0] for wish in named}
    stands_in = 0.0 if kind.name in meant else min(HARDLY_AKIN.get(other, AKIN) for other in meant)
    best -= stands_in
    fitted = kind.group == "feasts" or kind.name in FITTED
    beside = not fitted and all(wish.role == "with" for wish in named)
    return (max(best, NAMED - stands_in) if covers and not about and not beside else best) + 0.3 * (
        len(named) - 1
    )


def _crossed(chosen: Choice, covered: Sequence[Wish], wishes: Wishes) -> None:
    """A kind that is named by two others: a road with mountains behind is the road through mountains; or by
    another and a ground that it alone of both has: asphalt in a desert."""
    places = {frozenset(wish.any_of) for wish in covered if wish.weight >= NAMED - 1}
    through = len(places) > 1 and chosen.kind.group in CROSSED and chosen.kind.name not in UNCROSSED
    if through or (places and on_its_ground(chosen.kind, covered, wishes)):
        chosen.score += NAMED + 0.5
        chosen.met |= {wish.at for wish in covered}


def _stand_ins(chosen: Choice, wishes: Wishes) -> None:
    """Places that a flat lay or a wall to hang on stands for: by their usual ground or wall, unless another
    is asked for."""
    kind = chosen.kind
    if not any(kind.name in wish.any_of for wish in wishes.places):
        return
    stood = False
    carried = {wish.at for wish in wishes.props if SUPPORTS.keys() & set(wish.any_of)}
    for wish in wishes.places:
        if kind.name in wish.any_of or wish.weight <= HINTED:
            continue
        place = KINDS[wish.any_of[0]]
        if kind.view == "above" and wish.at in carried:
            chosen.grant(wish, 1.0)
        elif kind.view == "above" and place.lies in kind.grounds:
            chosen.ground = chosen.ground or (None if _mood_grounds(wishes) else place.lies)
            chosen.grant(wish, 1.0)
        elif kind.view == "wall" and place.name not in WALLS and is_coloured(wishes):
            chosen.grant(wish, 0.2 if place.group in OPEN_AIR else 1.0)
        elif kind.view == "wall" and place.hangs in kind.walls:
            chosen.grant(wish, 0.2 if stood or place.group in OPEN_AIR else 1.0)
            chosen.wall, stood = chosen.wall or place.hangs, True


def _inside(wish: Wish) -> list[str]:
    """The rooms of a building that is painted from without, for what is in it."""
    rooms = [other for name in wish.any_of[:1] for other in shared()["inside"].get(name, ())]
    return rooms if wish.role == "in" else []


def _material(chosen: Choice, wish: Wish) -> None:
    kind = chosen.kind
    if kind.view == "wall" and wish.role == "with" and wish.place == "ground":
        return  # "with a wooden shelf": what stands about says nothing of the wall
    floorless = kind.group in FLOORLESS or kind.name in LAID_TABLES or kind.view == "wall"
    of_a_room = wish.role == "in" and wish.beside and kind.group == "tables" and kind.name not in wish.beside
    if wish.place == "nothing" or of_a_room or (wish.place == "floor" and floorless):
        return
    slots = ("wall", "ground") if wish.place in {"wall", "background"} else ("ground", "wall")
    if wish.place in {"wall", "ground", "floor"} and kind.view == "eye":
        slots = ("wall",) if wish.place == "wall" else ("ground",)
    for slot in slots:
        have = kind.grounds if slot == "ground" else kind.walls
        taken = chosen.ground if slot == "ground" else chosen.wall
        fits = _fitting(wish, have) if taken is None else tuple(e for e in wish.any_of if e == taken)
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
        unusual = 0.6 if taken is None and not set(fits) & set(wish.any_of[:FAMILY]) else 1.0
        named_wall = slot == "wall" and wish.place == "wall" and kind.name in WALLS
        floor = slot == "ground" and wish.place not in {"ground", "floor"} and kind.name in WALLS
        worth = 2.0 if kind.view == "wall" else 2.4
        chosen.grant(wish, worth if named_wall else 0.6 if floor else unusual * wish.weight)
        return


def _fitting(wish: Wish, have: tuple[str, ...]) -> tuple[str, ...]:
    """Which of the wanted the kind has: of a large family its usual ones, in the order of the kind's list; of
    one that it has not the nearest."""
    wanted = wish.any_of
    usual = tuple(entry for entry in have if entry in wanted[:FAMILY])
    near = (
        []
        if wish.named or wish.role == "with"
        else [other for entry in wanted for other in shared()["near"].get(entry, ())]
    )
    return usual or tuple(entry for entry in (*wanted, *near) if entry in have)[:1]


def _moment(chosen: Choice, wishes: Wishes) -> None:
    kind = chosen.kind
    for wish in wishes.times:
        time = first_of(wish.any_of, [time for time in kind.times if time not in wishes.without])
        if time:
            chosen.time = chosen.time or time
            chosen.grant(wish, 0.5)
        elif later := first_of(LATER.get(wish.any_of[0], ()), kind.times):
            chosen.time = chosen.time or later
            chosen.grant(wish, 0.1)
        elif (
            len(kind.times) < 4
            and kind.group in {"studio", "podiums", "tables"}
            and set(wish.any_of) <= WHOLE_DAY
        ):
            chosen.grant(wish, 0.2)
    for wish in wishes.seasons:
        season = first_of(wish.any_of, kind.seasons or ("summer",))
        if season:
            chosen.season = season
            chosen.grant(wish, 0.3)
    of_a_wall(chosen, wishes)
    for wish in wishes.patterns:
        pattern = first_of(wish.any_of, kind.patterns)
        if pattern:
            # Soft light through a window draws no panes on a table.
            diffuse = kind.name == "table" and wishes.light.get("hardness", 1.0) < 0.3
            chosen.pattern = chosen.pattern or (None if diffuse else pattern)
            chosen.grant(wish, SPOT if pattern == "spot" else 1.0)
        elif "spot" in wish.any_of and kind.name in SPOTLIT:
            chosen.grant(wish, SPOT)


@lru_cache
def _suited() -> Mapping[str, frozenset[str]]:
    return {mood: frozenset(values.get("kinds", ())) for mood, values in shared()["moods"].items()}


def _usual_bonus(kind: Kind, wishes: Wishes) -> float:
    """What is only called by a material is most often a table, or a glossy plate; what is only called by a
    colour, paper."""
    if is_laid_on(kind, wishes):
        return LAID_OUT
    under = {prop for wish in wishes.props for prop in wish.any_of if prop in SUPPORTS}
    if not under and any(wish.place == "floor" for wish in wishes.materials):
        return 0.5 if kind.name in ON_FLOORS and choice(kind, wishes).ground else 0.0
    if wishes.materials or under:
        soft = under & TEXTILES or any(SOFT_FLOORS & set(wish.any_of) for wish in wishes.materials)
        usual = {"living_room", "bedroom", "nursery"} if soft else {"table", "glossy"}
        fits = kind.name in usual and (under & set(kind.things) or choice(kind, wishes).ground)
        return (IN_A_ROOM if soft else 0.5) if fits else 0.0
    asked = any(wish.place != "nothing" for wish in wishes.colours)
    return 1.0 if asked and kind.name == "paper" and not wishes.moods else 0.0


def _lacks(chosen: Choice, wishes: Wishes) -> int:
    """How many of the grounds that are surely asked for the kind has not."""
    grounds = (wish for wish in wishes.materials if wish.place == "ground" and wish.weight >= 1.0)
    have = {chosen.ground, *chosen.grounds, chosen.wall}
    return sum(have.isdisjoint(wish.any_of) for wish in grounds)


def _stands_elsewhere(chosen: Choice, wishes: Wishes) -> bool:
    """Whether the subject shall stand on something that the place has not: "on a tile by the sea"."""
    grounds = [wish for wish in wishes.materials if wish.place == "ground" and wish.role == "on"]
    if not grounds:
        return False
    own = set(KINDS["natural_stand"].grounds)
    sure = [wish for wish in grounds if wish.weight >= 1.0 and not wish.named and not own & set(wish.any_of)]
    have = {chosen.ground, *chosen.grounds, chosen.wall}
    stands = chosen.kind.view == "eye" and chosen.kind.name != "water"
    return stands and bool(sure) and all(have.isdisjoint(wish.any_of) for wish in sure)


def ranked(wishes: Wishes) -> tuple[tuple[str, float], ...]:
    """Every kind with its score, best first."""
    priors: Mapping[str, float] = shared()["priors"]
    scores: dict[str, float] = {}
    for name, kind in KINDS.items():
        chosen = choice(kind, wishes)
        lacks = _stands_elsewhere(chosen, wishes) if wishes.named else _lacks(chosen, wishes)
        score = chosen.score - LACKING * (lacks + lacks_a_wall(kind, wishes))
        moods = sum(name in _suited().get(mood, ()) for mood in wishes.moods)
        score += moods * (0.1 if wishes.named else 0.6)
        score += 0.0 if wishes.named else priors.get(name, 0.0) + _usual_bonus(kind, wishes)
        score += ON_ITS_WALL if name == HUNG_ON and hangs_on_a_wall(wishes) else 0.0
        scores[name] = round(score, 4)
    return tuple(sorted(scores.items(), key=lambda item: -item[1]))
