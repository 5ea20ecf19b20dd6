"""What is granted of a wall that clothes hang on: which one is meant, its season, its shadow, and the place
that is seen past its edge."""

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
SHADOWS = ("window_light", "plant_shadow")
"""Kinds that are a wall with a shadow on it."""


def is_hung_on(kind: Kind, wish: Wish, wishes: Wishes) -> bool:
    """Whether a garment hangs on a wall that is only named: "a shirt before a brick wall"."""
    if kind.name != HUNG_ON or wishes.sort != "garments" or wishes.large or wishes.laid:
        return False
    lit = any(KINDS[other].patterns[0] != "none" for other in wish.any_of)
    return wish.any_of[0] in WALLS and not lit and wish.role in {"behind", "on", "none"}


def past_the_wall(chosen: Choice, others: Sequence[Wish], wishes: Wishes) -> None:
    """The place that a wall stands in which is asked for by its stuff or colour: it is seen past its edge."""
    walls = any(place.any_of[0] in WALLS - {HUNG_ON, RAIL} for place in wishes.places)
    walls = walls or any(GROWN_UP & {*wish.any_of} and wish.role != "behind" for wish in wishes.props)
    stuffs = (*(w for w in wishes.materials if first_of(w.any_of, chosen.kind.walls)), *wishes.colours)
    if not walls and not any(wish.place in {"wall", "background"} for wish in stuffs):
        return
    for wish in others:
        place = first_of(wish.any_of, chosen.kind.beside)
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
    if wishes.sort != "garments" or wishes.large or wishes.laid:
        return False
    if any(place.role not in {"in", "none"} or place.any_of[0] not in BESIDE for place in wishes.places):
        return False
    stuffs = (*wishes.materials, *wishes.colours)
    return any(wish.place in {"wall", "background"} and wish.role in {"on", "behind"} for wish in stuffs)


def backed(wish: Wish) -> float:
    """What a backdrop is worth, negative: the best first."""
    return -BACKDROP_BONUS[wish.role] * min(1.0, wish.weight / 3)
