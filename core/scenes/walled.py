"""What is granted of a wall that clothes hang on: which one is meant, its season, its shadow, and the place
that is seen past its edge; and of the ground that they lie on."""

from collections.abc import Mapping, Sequence

from core.scenes.grammar import WALLS
from core.scenes.kinds import HUNG_ON, KINDS, RAIL, Kind
from core.scenes.segments import Role
from core.scenes.wishes import HINTED, Choice, Wish, Wishes, first_of

BACKDROP_BONUS: Mapping[Role, float] = {"behind": 2.0, "in": 2.0, "none": 1.5, "with": 0.5, "on": 0.5}
"""What a backdrop is worth by the preposition that it stands under."""
GROWN_UP = frozenset({"surfboards", "ivy", "bougainvillea", "climbing roses", "wisteria"})
"""Things that only a wall has, so that one is asked for with them."""
BESIDE = frozenset(KINDS[HUNG_ON].beside)
"""Places that may be seen past the edge of a wall."""
RAIL_AND_WALL = 2.5
"""What it is worth to it that a rail and the colour of the wall behind are named."""
ON_ITS_WALL = 2.4
"""What it is worth to a wall to hang on that clothes are before a wall of a stuff or colour, and no place."""
LAID_OUT = 1.8
"""What it is worth to a flat lay that clothes are on a ground that it has, and no place is named."""
SHADOWS = ("window_light", "plant_shadow")
"""Kinds that are a wall with a shadow on it."""


def is_hung_on(kind: Kind, wish: Wish, wishes: Wishes) -> bool:
    """Whether a garment hangs on a wall that is only named: "a shirt before a brick wall"."""
    if kind.name != HUNG_ON or wishes.large or wishes.laid:
        return False
    if wishes.sort != "garments" and not (wish.role == "on" and is_on_a_room_s_wall(wishes)):
        return False
    lit = any(KINDS[other].patterns[0] != "none" for other in wish.any_of)
    return wish.any_of[0] in WALLS and not lit and wish.role in {"behind", "on", "none"}


def before_a_wall(chosen: Choice, named: Sequence[Wish], others: Sequence[Wish], wishes: Wishes) -> None:
    """What the rail before a wall to hang on, and the place that it stands in, are worth to it; ``named`` are
    the places that it is itself, ``others`` the rest."""
    if chosen.kind.name != HUNG_ON or not (named or hangs_on_a_wall(wishes)):
        return
    if any(wish.any_of[0] == RAIL for wish in named):
        chosen.props.append("rail")
        chosen.score += RAIL_AND_WALL if is_coloured(wishes) else 0.0
    past_the_wall(chosen, others, wishes)


def past_the_wall(chosen: Choice, others: Sequence[Wish], wishes: Wishes) -> None:
    """The place that a wall stands in which is asked for by its stuff or colour: it is seen past its edge."""
    walls = any(place.any_of[0] in WALLS - {HUNG_ON, RAIL} for place in wishes.places)
    walls = walls or any(GROWN_UP & {*wish.any_of} and wish.role != "behind" for wish in wishes.props)
    stuffs = (*(w for w in wishes.materials if first_of(w.any_of, chosen.kind.walls)), *wishes.colours)
    if not walls and not any(wish.place in {"wall", "background"} for wish in stuffs):
        return
    rails = {prop.at for prop in wishes.props if "rail" in prop.any_of}
    for wish in others:
        place = None if wish.at in rails else first_of(wish.any_of, chosen.kind.beside)
        if place is not None and wish.weight > HINTED and wish.role not in {"with", "on"}:
            chosen.backdrop = place
            chosen.grant(wish, -backed(wish))
            return


def of_a_wall(chosen: Choice, wishes: Wishes) -> None:
    """What a season and a shadow make of a wall: of it alone no season is seen."""
    if chosen.kind.name != HUNG_ON:
        return
    if any("autumn" in wish.any_of for wish in wishes.seasons):
        chosen.props += [] if GROWN_UP & {*chosen.props} else ["ivy"]
    shadow = first_of(SHADOWS, [wish.any_of[0] for wish in wishes.places])
    if shadow is not None:
        chosen.pattern = "window" if shadow == "window_light" else "leaves"


def is_coloured(wishes: Wishes) -> bool:
    """Whether a wall is asked for by its colour."""
    return any(wish.place in {"wall", "background"} for wish in wishes.colours)


def hangs_on_a_wall(wishes: Wishes) -> bool:
    """Whether clothes are on a wall or before it of which only stuff or colour is said."""
    if wishes.large or wishes.laid or not (wishes.sort == "garments" or is_on_a_room_s_wall(wishes)):
        return False
    if any(place.role not in {"in", "none"} or place.any_of[0] not in BESIDE for place in wishes.places):
        return False
    stuffs = (*wishes.materials, *wishes.colours)
    return any(wish.place in {"wall", "background"} and wish.role in {"on", "behind"} for wish in stuffs)


def is_on_a_room_s_wall(wishes: Wishes) -> bool:
    """Whether something that is not named shall be on the wall of a room whose stuff or colour is said: "on
    a sage green wall in a boutique"."""
    if wishes.sort is not None or wishes.small:
        return False
    rooms = [place for place in wishes.places if KINDS[place.any_of[0]].group == "rooms"]
    stuffs = (*wishes.materials, *wishes.colours)
    return any(room.role == "in" and room.weight > HINTED for room in rooms) and any(
        wish.place == "wall" and wish.role == "on" for wish in stuffs
    )


def backed(wish: Wish) -> float:
    """What a backdrop is worth, negative: the best first."""
    return -BACKDROP_BONUS[wish.role] * min(1.0, wish.weight / 3)


def lacks_a_wall(kind: Kind, wishes: Wishes) -> bool:
    """Whether the subject shall hang on a wall or before one, and the kind has none."""
    on_it = any(wish.place == "wall" and wish.role == "on" for wish in (*wishes.colours, *wishes.materials))
    asked = on_it or any(wish.place == "wall" and wish.role == "behind" for wish in wishes.materials)
    return kind.view == "wall" and not kind.walls and asked


def is_laid_on(kind: Kind, wishes: Wishes) -> bool:
    """Whether clothes lie on a ground that the flat lay has."""
    if kind.name != "flat_lay" or not (wishes.laid or wishes.sort == "garments"):
        return False
    grounds = [wish for wish in wishes.materials if wish.role == "on" and wish.weight >= 1.0]
    return any(first_of(wish.any_of, kind.grounds) for wish in grounds)
