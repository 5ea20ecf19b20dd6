"""Which word of a sentence belongs to which: what stands on what, before what, and what is of which colour.

Prepositions (and, in Turkish, postpositions) cut a sentence into segments with a role; within a segment, a
colour or material belongs to the nearest noun, on the side where the language puts its nouns.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from core.scenes.context import CLOTHS
from core.scenes.effects import EFFECTS
from core.scenes.kinds import KINDS
from core.scenes.segments import Role, Segment, cut, describes
from core.scenes.supports import SUPPORTS
from core.scenes.things import modelled_names
from core.scenes.vocabulary import Span, Vocabulary

Place = Literal["ground", "floor", "wall", "background", "kind", "accent", "either", "nothing"]
"""What a colour or material is asked for: what it stands on, a floor, the wall, both as one background,
whatever the kind it stands beside has of that sort, a small thing, the one or the other; or nothing that is
painted (the subject, or a thing that no scene has)."""
BEHIND_TARGETS: dict[str, Place] = {"on": "ground", "behind": "wall"}
ASKING = (
    "kinds", "hints", "names", "places", "times", "seasons",
    "light", "patterns", "moods", "camera", "weather",
)  # fmt: skip
"""What a subject's own words never are."""
ALSO_THINGS = frozenset({"fridge"})
"""Kinds that are photographed themselves, in another place."""
OCCASIONS = ("times", "seasons", "weather", "patterns", "light")
"""What is asked for also where words only say what a picture is for: "for Christmas", "for the summer"."""
ANOTHERS = frozenset({"a", "an", "my", "ein", "eine", "einem", "einer", "un", "una", "une", "bir"})
"""Words before a person who is not the one that was photographed."""
REACH = 2
"""How many words away an unknown word may take a material for itself: "caja de madera"."""


@dataclass(frozen=True)
class Word:
    """A span with its ``role``; ``place`` and ``head`` are set for colours and materials: what they are
    asked for, and the span that they describe, if any. ``subject``: it only says what was photographed;
    ``negated``: it shall not be there; not ``sure``: it describes a thing that is not known, and stands for
    it; ``purpose``: it only says what the picture is for; ``added``: something to be set beside the
    subject."""

    span: Span
    role: Role
    place: Place = "nothing"
    head: Span | None = None
    subject: bool = False
    negated: bool = False
    sure: bool = True
    purpose: bool = False
    added: bool = False


def words(spans: Sequence[Span], vocabulary: Vocabulary) -> list[Word]:
    """Every span that is no preposition, with its role and what it belongs to."""
    found: list[Word] = []
    before: Segment | None = None
    parts = cut(spans, vocabulary.postpositions)
    if vocabulary.postpositions and parts:
        parts += _trailing_subject(parts[-1])
    for number, segment in enumerate(parts):
        subject = _is_subject(parts, number, vocabulary)
        for at, span in enumerate(segment.spans):
            if segment.negated or span.negated:
                found.append(Word(span, segment.role, negated=True))
            elif segment.subject and not _is_occasion(span):
                found.append(Word(span, segment.role, subject=True, purpose=True))
            elif subject or (number == 0 and _opens(segment, at)):
                found.append(Word(span, segment.role, subject=True))
            else:
                added = span.says("subject") and _is_added(parts, number, at, vocabulary)
                found.append(_asking(segment, at, vocabulary, before, added))
        before = segment if segment.spans and not segment.negated else before
    return found


def _asking(segment: Segment, at: int, vocabulary: Vocabulary, before: Segment | None, added: bool) -> Word:
    """A word that may ask for something, with what it describes."""
    span = segment.spans[at]
    if _says_the_sort(segment, at, vocabulary, before):
        return Word(span, segment.role, subject=True, sure=False)
    if describes(span):
        head = _head(segment, at, vocabulary, before)
        place, sure = _place(span, head, segment.role), head is None or not _unknown(head)
        return Word(span, segment.role, place, head, sure=sure)
    noun = _next_noun(segment.spans, at, vocabulary) if span.says("moods") else None
    return Word(span, segment.role, head=noun, added=added)


def _opens(segment: Segment, at: int) -> bool:
    """Whether a thing that is set out, and photographed itself, comes before a place in one phrase with it,
    and so is the subject: "pancakes in a log cabin"."""
    span, after = segment.spans[at], segment.spans[at + 1 : at + 2]
    named = not any(not other.says("glue") for other in segment.spans[:at]) and span.says("subject")
    return named and bool(modelled_names() & {*span.of("props")}) and any(map(_is_place, after))


def _is_place(span: Span) -> bool:
    return span.says("kinds")


def _is_occasion(span: Span) -> bool:
    feast = any(KINDS[kind].group == "feasts" for kind in span.of("kinds"))
    return feast or any(span.says(section) for section in OCCASIONS)


def _next_noun(spans: Sequence[Span], at: int, vocabulary: Vocabulary) -> Span | None:
    """The noun right beside a mood's word, that it may describe."""
    beside = at + 1 if vocabulary.head == "last" else at - 1
    noun = spans[beside] if 0 <= beside < len(spans) else None
    return noun if noun is not None and _is_head(noun) and not noun.stop else None


def _is_added(segments: Sequence[Segment], number: int, at: int, vocabulary: Vocabulary) -> bool:
    """Whether what is usually the subject shall be set beside it, or it on that: "with a lemonade"."""
    segment, before = segments[number], segments[:number]
    span = segment.spans[at]
    if segment.beside or segment.role == "behind":
        another = span.says("large") and at > 0 and segment.spans[at - 1].text.casefold() in ANOTHERS
        return (another or not span.says("generic")) and _beside_a_place(before)
    own = any(other.says("own") for other in segment.spans[:at])
    # "The product is olive oil" names what was photographed.
    own = own or any(other.says("generic") for other in segment.spans[:at])
    if span.says("generic") or own:
        return False
    worn = any(other.says("garments") for other in segments[0].spans)
    if worn and number > 0 and segment.role == "with" and (modelled_names() & {*span.of("props")}):
        return True  # "a skirt with a handbag on a floor": it is laid beside it
    if segment.role == "on" and not vocabulary.postpositions:
        # "On a suitcase" asks for one; who sits on a horse was photographed with it.
        rides = any(other.says("generic") for part in before for other in part.spans)
        in_compound = any(other.start == span.start for other in segment.spans if other is not span)
        return not rides and not in_compound
    placed = any(other.role in {"on", "in", "behind"} or any(map(_is_place, other.spans)) for other in before)
    # Of a sentence that begins so, it is all that is asked for.
    placed = placed or (segment.role == "with" and not before)
    return placed and segment.role in ({"with"} if vocabulary.postpositions else {"with", "none"})


def _beside_a_place(before: Sequence[Segment]) -> bool:
    """Whether what is next to something is the subject in its place: "in a kitchen next to grandma". What a
    thing is next to, "with flowers next to the bottle", is what was photographed."""
    noun = next(
        (span for part in reversed(before) for span in reversed(part.spans) if not span.says("glue")), None
    )
    if noun is None:
        return not before
    return (noun.says("kinds") or noun.says("places") or noun.says("materials")) and not noun.says("subject")


def _says_the_sort(segment: Segment, at: int, vocabulary: Vocabulary, before: Segment | None) -> bool:
    """Whether a kind's word only says of which sort the subject is: a "beach bag", a "dress in silk"."""
    span, spans = segment.spans[at], segment.spans
    if not span.says("kinds"):
        return False
    if set(span.of("kinds")) & CLOTHS:
        ahead = spans[:at] or (before.spans if before is not None and segment.role == "in" else [])
        nouns = [other for other in ahead if not other.says("glue")]
        if nouns and nouns[-1].says("subject"):
            return True
    if vocabulary.postpositions:
        return False
    if vocabulary.head == "last":
        noun = spans[at + 1] if at + 1 < len(spans) else None
    else:
        noun = spans[at - 2] if at > 1 and spans[at - 1].says("glue") else None
    if noun is None or noun.says("generic"):
        return False
    if segment.role == "on":
        return vocabulary.head == "last" and _is_thing_of(span, noun)
    return segment.role == "none" and noun.says("subject")


def _is_thing_of(place: Span, noun: Span) -> bool:
    """Whether a thing is only called after a place, and not of its own: what is on a "kitchen towel" is in
    no kitchen, but the fog on a street is in the air of one."""
    if noun.stop or noun.first != place.last + 1 or noun.says("kinds") or noun.says("places"):
        return False
    air = bool(noun.of("props")) and EFFECTS.keys() >= {*noun.of("props")}
    if place.says("materials") or noun.says("times") or noun.says("weather") or air:
        return False
    own = {prop for kind in place.of("kinds") for prop in KINDS[kind].props}
    return noun.says("things") or (bool(noun.of("props")) and not own & {*noun.of("props")})


def _is_subject(segments: Sequence[Segment], number: int, vocabulary: Vocabulary) -> bool:
    """Whether a segment says what was photographed, and asks for nothing: what stands on, in or before
    something comes first ("whisky on a table"), behind postpositions last ("masanın üzerinde viski")."""
    segment = segments[number]
    after = segments[number + 1] if number + 1 < len(segments) else None
    if number == 0 and after is not None and _is_a_thing(segment, after.role, vocabulary):
        return True
    if segment.role != "none" or any(span.says(section) for span in segment.spans for section in ASKING):
        return False
    first = not any(other.role != "none" or other.known for other in segments[:number] if not other.subject)
    if segment.subject or not any(map(_is_head, segment.spans)):
        stands = first and after is not None and after.role == "on"
        return segment.subject or (stands and all(_only_coloured(span) for span in segment.spans))
    if vocabulary.postpositions:
        last = number == len(segments) - 1 and number > 0
        return last and segments[number - 1].known and not segment.spans[0].stop
    return first and after is not None and (after.role in {"on", "in", "behind"} or not segment.known)


def _is_a_thing(segment: Segment, after: Role, vocabulary: Vocabulary) -> bool:
    """Whether the words before a place are another's only as the sort of a thing, "villa keys on a table", or
    name what is a place to other things: "fridge in a kitchen"."""
    spans = [span for span in segment.spans if not span.says("glue")]
    if segment.role != "none" or vocabulary.postpositions or not spans or not _is_place(spans[0]):
        return False
    if len(spans) == 1:
        return after in {"on", "in", "behind"} and set(spans[0].of("kinds")) <= ALSO_THINGS
    place, noun = spans[0], spans[-1]
    beside = len(spans) == 2 and noun.first == place.last + 1 and not noun.stop
    level = all(KINDS[kind].view == "eye" for kind in place.of("kinds"))
    return after == "on" and vocabulary.head == "last" and beside and level and not noun.meanings


def _only_coloured(span: Span) -> bool:
    """Whether a word before what the subject stands on is no more than a colour, and so the subject: "cream
    on a leaf", "orange on a table"."""
    return span.says("colours") or not span.content


def _trailing_subject(segment: Segment) -> list[Segment]:
    """Takes off ``segment`` what ends it after the place: what was photographed ("garajda araba")."""
    start = len(segment.spans)
    while start > 0 and not any(segment.spans[start - 1].says(section) for section in ASKING):
        start -= 1
    trailing = segment.spans[start:]
    if segment.role != "none" or start == 0 or not any(map(_is_head, trailing)):
        return []
    segment.spans = segment.spans[:start]
    return [Segment("none", trailing)]


def _is_head(span: Span) -> bool:
    nouns = ("kinds", "places", "subject", "things")
    small = span.says("props") and not describes(span)
    return any(span.says(section) for section in nouns) or small or not span.meanings


def _head(segment: Segment, at: int, vocabulary: Vocabulary, before: Segment | None) -> Span | None:
    """The noun that the span at ``at`` describes."""
    spans = segment.spans
    sides = [range(at + 1, len(spans)), range(at - 1, -1, -1)]
    for side in sides if vocabulary.head == "last" else reversed(sides):
        for other in side:
            between = spans[min(at, other) + 1 : max(at, other)]
            behind_noun = side.step < 0 and vocabulary.head == "last"
            placed = segment.role in BEHIND_TARGETS or vocabulary.postpositions
            if behind_noun and spans[other].says("subject") and placed:
                continue
            if _takes(spans[other], between, side.step > 0, vocabulary):
                return _compound_head(spans, other, vocabulary)
    if before is not None and segment.role == "in" and not any(map(_is_head, spans)):
        return next((span for span in reversed(before.spans) if _is_head(span)), None)
    return None


def _compound_head(spans: Sequence[Span], at: int, vocabulary: Vocabulary) -> Span:
    """Of nouns side by side the one that is meant: "white garden table" is no white garden, nor is "table de
    jardin", and of a "wooden cabin wall" the wall is wooden."""
    if vocabulary.head == "last":
        while at + 1 < len(spans) and _joined(spans[at], spans[at + 1]):
            at += 1
        return spans[at]
    while at > 0:
        before = at - 2 if at > 1 and spans[at - 1].says("glue") else at - 1
        if not _joined(spans[at], spans[before]):
            break
        at = before
    return spans[at]


def _joined(part: Span, noun: Span) -> bool:
    """Whether ``noun`` is what ``part`` only says the sort of: a place beside whatever noun, a thing beside
    a thing."""
    if noun.stop or part.says("places") or part.says("subject"):
        return False
    if noun.says("kinds") or noun.says("places"):
        return part.says("kinds") or part.says("props") or part.says("things") or not part.meanings
    return noun.says("things") and part.says("things")


def _takes(other: Span, between: Sequence[Span], after: bool, vocabulary: Vocabulary) -> bool:
    """Whether ``other`` is a noun that may be described from beyond ``between``: a small thing only on the
    side of nouns and with nothing said between, an unknown word only right there."""
    head_last = vocabulary.head == "last"
    if not _is_head(other):
        return False
    if other.says("kinds") or other.says("places") or other.says("subject"):
        return True
    # "Blue and white towel": both colours are the towel's.
    joined = any(span.says("glue") for span in between)
    apart = joined and not all(span.says("glue") or span.says("colours") for span in between)
    apart = apart or (joined and not any(span.says("colours") for span in between))
    if after != head_last or (head_last and apart):
        return False
    return bool(other.meanings) or len(between) < (1 if head_last else REACH)


def _place(span: Span, head: Span | None, role: Role) -> Place:
    named = next((found for found in (span, head) if found is not None and found.says("places")), None)
    if named is not None:
        return _named_place(named)
    hung = head is None or head.says("kinds", "hanging_wall")
    own = span if hung and span.says("kinds") and not span.says("colours") else head
    if own is None:
        return BEHIND_TARGETS.get(role, "either")
    if span.says("colours") and own is not span and _stood_on(own):
        return "accent"
    if own.says("kinds"):
        stuff = span.says("materials") or span.says("families")
        on_a_hanger = own.says("kinds", "hanging_wall") and not own.says("nearest")
        return "nothing" if on_a_hanger else _of_kind(own) if stuff else "kind"
    if _unknown(own):
        return BEHIND_TARGETS.get(role, "nothing")
    return "accent" if span.says("colours") and not own.says("subject") else "nothing"


def _stood_on(noun: Span) -> bool:
    """Whether a noun is a thing that the subject is put on: a plate, a towel."""
    return any(prop in SUPPORTS for prop in noun.of("props"))


def _unknown(noun: Span) -> bool:
    """Whether a noun is none that is painted."""
    painted = ("kinds", "places", "props", "subject", "materials", "families")
    return not any(noun.says(section) for section in painted)


def _named_place(span: Span) -> Place:
    places: dict[str, Place] = {
        "wall": "wall",
        "ground": "floor",
        "background": "background",
        "accent": "accent",
    }
    return places[span.of("places")[0]]


def _of_kind(span: Span) -> Place:
    """A material beside a kind is its wall's if the kind is called after a wall, else its ground's."""
    return "wall" if all(kind in WALLS for kind in span.of("kinds")) else "ground"


def _walls() -> Iterator[str]:
    for name, kind in KINDS.items():
        if name.endswith("_wall") or kind.view == "wall":
            yield name


WALLS = frozenset(_walls())
"""Kinds whose name means their wall."""
