"""What holds a subject up so that the place that is asked for is seen behind it, as the words say.

What was photographed lying is seen from above, and so is the place around it: of a café that leaves bare
boards. A skirt is hung up before the café instead, a cap set on the café's table, a picture on its wall.
"""

from collections.abc import Sequence
from dataclasses import replace

from core.scenes.grammar import WALLS, Word
from core.scenes.kinds import HUNG_ON, KINDS, Kind
from core.scenes.segments import TOPS
from core.scenes.spec import Held
from core.scenes.supports import SUPPORTS
from core.scenes.vocabulary import SORTS, Span
from core.scenes.wishes import HINTED, Wish, Wishes

SEEN = frozenset({"rooms", "town", "coast", "nature", "feasts"})
"""Groups of kinds of which nothing is left where only their ground is seen."""
PRINTS = frozenset({"frame", "pictures"})
"""Props that are the subject where the words hang up nothing else."""
UPHOLSTERED = frozenset({"sofa", "bed"})
"""Kinds that a picture hangs above rather than stands on."""
TABLE_FOR = ("care", "food")
"""What a table may be for, which decides what is behind it where nothing is asked."""
SMALL = (*TABLE_FOR, "small")
"""Words for what nobody sets on a floor."""
SPREAD = frozenset({"table", "blanket", "bed", "sofa", "silk", "velvet", "sand", "autumn_leaves"})
"""Kinds that clothes lie on rather than hang before."""
HUNG_UP = frozenset({"hanging_wall", "clothes_rail"})
"""Kinds that hang up whatever lay in its photo: who asks for one has clothes, named or not."""


def sort_said(found: Sequence[Word]) -> tuple[str | None, Span | None]:
    """Which of ``SORTS`` the words of a sentence say that the subject is, and by which span; none where they
    lay it on a floor."""
    told = [word for word in found if not word.negated]
    if any(word.role == "on" and word.span.says("places", "ground") for word in told):
        return None, None
    for word in told:
        sort = next((name for name in SORTS if word.span.says(name)), None)
        if sort is not None and not word.added and not word.purpose and word.role != "with":
            return sort, word.span
    return _print_hung(told)


def is_a(sorts: Sequence[str], found: Sequence[Word]) -> bool:
    """Whether the first thing of a sentence that is photographed at all is of one of the ``sorts``: a coffee
    is ``small``, a woman with a coffee is not."""
    named = [word for word in found if word.span.says("subject") or any(map(word.span.says, SMALL))]
    first = next((word for word in named if not word.span.says("kinds")), None)
    return first is not None and not first.added and any(map(first.span.says, sorts))


def is_laid(spans: Sequence[Span]) -> bool:
    """Whether the first words of a sentence that say how the subject is held up lay it down."""
    says = next((span for span in spans if span.says("laid") or HUNG_UP & {*span.of("kinds")}), None)
    return says is not None and says.says("laid")


def _print_hung(told: Sequence[Word]) -> tuple[str | None, Span | None]:
    """A picture that the words hang up ("hang this picture"), or the wall of a gallery, where they name no
    other subject."""
    spans = [word.span for word in told]
    if any(span.says("subject") and not span.says("generic") for span in spans):
        return None, None
    if any(span.says("kinds", "hanging_wall") for span in spans):
        prints = (word.span for word in told if word.role == "none" and PRINTS & {*word.span.of("props")})
        found = next(prints, None)
        return ("pictures" if found else None), found
    gallery = any(span.says("kinds", "gallery") for span in spans)
    return ("pictures" if gallery and any(span.says("places", "wall") for span in spans) else None), None


def places_to_hang(places: Sequence[Wish], sort: str | None) -> list[Wish]:
    """The places without what only says that a picture hangs, and above what: where a room is named as well,
    it hangs there."""
    if sort != "pictures":
        return list(places)
    rooms = [place for place in places if KINDS[place.any_of[0]].group == "rooms"]
    over = next((place for place in places if place.any_of[0] in UPHOLSTERED or _is_above(place)), None)
    if rooms:
        return rooms
    if over is None:
        return list(places)
    return [replace(over, any_of=("bedroom" if over.any_of[0] == "bed" else "living_room",), role="in")]


def _is_above(place: Wish) -> bool:
    """Whether a picture hangs over a sideboard rather than stands on it."""
    return place.any_of[0] == "shelf" and place.role == "in"


def held_by(wishes: Wishes, kind: Kind, backdrop: str | None) -> Held | None:
    """What holds the subject of ``wishes`` up in a place of that ``kind``; ``None`` for a subject of another
    sort that the words do not hang up, and where a ground is asked for or no place is."""
    if kind.view == "above" or _lies(wishes, kind):
        return None if kind.view == "above" else "ground"
    shown = {kind.name, backdrop}
    shown |= WALLS if kind.name == HUNG_ON and wishes.sort == "garments" else set()
    asked = [place for place in wishes.places if place.weight > HINTED and shown & set(place.any_of)]
    on_wall = any(wish.place == "wall" and wish.role == "on" for wish in (*wishes.colours, *wishes.materials))
    painted = wishes.sort == "pictures" and kind.name in WALLS and on_wall
    hung = kind.name == HUNG_ON and wishes.sort == "garments"
    hung = hung or (wishes.sort == "hats" and any(SUPPORTS.keys() & {*wish.any_of} for wish in wishes.props))
    if not asked and not painted and not hung and len(wishes.kinds) > 1:
        return None
    if wishes.sort is None:
        return "clips" if asked and kind.name in HUNG_UP else None
    if wishes.sort == "garments":
        return "clips" if _hung_before(kind, asked, wishes) else None
    if wishes.sort == "hats":
        level = kind.view == "eye" and kind.name not in {"paper", "gradient"}
        return "support" if level else "wall" if kind.view == "wall" else None
    on_top = any(place.role == "on" and set(place.any_of) & TOPS for place in asked)
    hangs = kind.view == "wall" or kind.group == "rooms" or kind.name in WALLS
    return "wall" if hangs and not on_top else "support"


def _lies(wishes: Wishes, kind: Kind) -> bool:
    """Whether the words put on a ground what hung in its photo: they lay it, or name what it is on."""
    if wishes.sort not in {None, "garments"} or kind.view != "eye" or wishes.large or wishes.small:
        return False
    hung = any(HUNG_UP & set(place.any_of) for place in wishes.places)
    on = [wish for wish in wishes.materials if wish.role == "on" and wish.place != "wall" and not wish.named]
    beds = [place for place in wishes.places if place.role == "on" and SPREAD & set(place.any_of)]
    return wishes.laid or (not hung and bool(on or beds))


def _hung_before(kind: Kind, asked: Sequence[Wish], wishes: Wishes) -> bool:
    if kind.view == "wall":
        return True
    on_it = [wish for wish in (*asked, *wishes.materials) if wish.role == "on" and not wish.named]
    flat = any(KINDS[place.any_of[0]].view == "above" for place in wishes.places)
    if on_it or flat:
        return False
    before = kind.name in WALLS and any(place.role == "behind" for place in asked)
    return kind.group in SEEN or before
