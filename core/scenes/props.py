"""Which of the things that a sentence names a kind has: its own, and those set beside the subject."""

from core.scenes.kinds import Kind
from core.scenes.things import modelled_names
from core.scenes.vocabulary import shared
from core.scenes.wishes import Choice, Wish, Wishes, first_of

SET_BESIDE = 0.5
"""What it is worth to a place that something can be set beside the subject there, which says little of the
place."""
GROWING = frozenset({"nature", "coast", "town"})
"""Groups of places that have what grows there: apples in an orchard are on its trees."""
OTHERWISE_CALLED = ("fresh ", "bowl of ", "bunch of ")
"""What the names of modelled things begin with that are the same as others without it."""


def with_props(chosen: Choice, wishes: Wishes) -> None:
    """Grant the things that are asked for, as far as the kind shows them."""
    lit = {wish.at for wish in wishes.patterns}
    for wish in wishes.props:
        prop, worth = _found(chosen.kind, wish, wishes)
        if prop is None and set(wish.any_of) & set(shared()["shows"].get(chosen.backdrop or "", ())):
            chosen.grant(wish, 0.3 * wish.weight)
        if prop:
            chosen.props += [] if prop in chosen.props else [prop]
            # What is a pattern as well is worth what that is: a "spotlight".
            chosen.grant(wish, 0.0 if wish.at in lit else worth * wish.weight)


def _found(kind: Kind, wish: Wish, wishes: Wishes) -> tuple[str | None, float]:
    """The prop of the kind that a wish is met by, and what that is worth."""
    # What is there "with" a plate does not put the subject on it, what it is "on" is not beside it.
    may = kind.around if wish.role == "with" else kind.things
    may += () if wish.role == "on" else kind.shown
    have = [prop for prop in may if prop not in wishes.without]
    grown = first_of(wish.any_of, kind.props) if kind.group in GROWING else None
    own = grown if grown in have else first_of(wish.any_of, have)
    prop = own or first_of(_alike(wish), [other for other in have if _is_alike(kind, other)])
    bears = grown is not None and any(kind.name in place.any_of for place in wishes.places)
    beside = not bears and bool(modelled_names() & {*wish.any_of, prop})
    return prop, SET_BESIDE if beside else 0.8 if own else 0.6


def _is_alike(kind: Kind, prop: str) -> bool:
    """Whether a prop will do for another: of modelled ones the same thing by another name."""
    return prop in kind.things or prop.startswith(OTHERWISE_CALLED)


def _alike(wish: Wish) -> list[str]:
    return [other for prop in wish.any_of for other in shared()["alike"].get(prop, ())]
