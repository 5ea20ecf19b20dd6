"""Which word of a sentence belongs to which: what stands on what, before what, and what is of which colour.

Prepositions (and, in Turkish, postpositions) cut a sentence into segments with a role; within a segment, a
colour or material belongs to the nearest noun, on the side where the language puts its nouns.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from core.scenes.kinds import KINDS
from core.scenes.vocabulary import Span, Vocabulary

Role = Literal["none", "on", "behind", "in", "with"]
Place = Literal["ground", "floor", "wall", "background", "kind", "accent", "either", "nothing"]
"""What a colour or material is asked for: what it stands on, a floor, the wall, both as one background,
whatever the kind it stands beside has of that sort, a small thing, the one or the other; or nothing that is
painted (the subject, or a thing that no scene has)."""
BEHIND_TARGETS: dict[str, Place] = {"on": "ground", "behind": "wall"}
ASKING = ("kinds", "places", "times", "seasons", "light", "patterns", "moods", "camera", "weather")
"""What a subject's own words never are."""
REACH = 2
"""How many words away an unknown word may take a material for itself: "caja de madera"."""


@dataclass
class Segment:
    """Spans under one preposition; ``subject`` under "for", which says what is to stand there."""

    role: Role
    spans: list[Span] = field(default_factory=list[Span])
    subject: bool = False

    @property
    def known(self) -> bool:
        """Whether any of its words asks for something."""
        return any(span.content for span in self.spans)


@dataclass(frozen=True)
class Word:
    """A span with its ``role``; ``place`` and ``head`` are set for colours and materials: what they are
    asked for, and the span that they describe, if any. ``subject``: it only says what was photographed."""

    span: Span
    role: Role
    place: Place = "nothing"
    head: Span | None = None
    subject: bool = False


def words(spans: Sequence[Span], vocabulary: Vocabulary) -> list[Word]:
    """Every span that is no preposition, with its role and what it belongs to."""
    found: list[Word] = []
    before: Segment | None = None
    segments = _segments(spans)
    if vocabulary.postpositions and segments:
        segments += _trailing_subject(segments[-1])
    for number, segment in enumerate(segments):
        subject = _is_subject(segments, number, vocabulary)
        for at, span in enumerate(segment.spans):
            if subject:
                found.append(Word(span, segment.role, subject=True))
            elif _describes(span):
                head = _head(segment, at, vocabulary, before)
                found.append(Word(span, segment.role, _place(span, head, segment.role), head))
            else:
                found.append(Word(span, segment.role))
        before = segment if segment.spans else before
    return found


def _is_subject(segments: Sequence[Segment], number: int, vocabulary: Vocabulary) -> bool:
    """Whether a segment says what was photographed, and asks for nothing: what stands on, in or before
    something comes first ("whisky on a table"), behind postpositions last ("masanın üzerinde viski")."""
    segment = segments[number]
    if segment.role != "none" or any(span.says(section) for span in segment.spans for section in ASKING):
        return False
    if segment.subject or not any(map(_is_head, segment.spans)):
        return segment.subject
    if vocabulary.postpositions:
        last = number == len(segments) - 1 and number > 0
        return last and segments[number - 1].known and not segment.spans[0].stop
    after = segments[number + 1] if number + 1 < len(segments) else None
    return number == 0 and after is not None and (after.role in {"on", "in", "behind"} or not segment.known)


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


def _segments(spans: Sequence[Span]) -> list[Segment]:
    found = [Segment("none")]
    for span in spans:
        roles = span.of("roles")
        before = next((role for role in roles if role.endswith("_before")), None)
        if before:
            _give_role(found, before)
            found.append(Segment("none"))
        elif roles:
            found.append(Segment(_role(roles[0]), [span] if span.content else [], roles[0] == "for"))
        elif span.stop:
            found.append(Segment("none", [span]))
        else:
            found[-1].spans.append(span)
    return _with_backgrounds([segment for segment in found if segment.spans])


def _role(name: str) -> Role:
    roles: dict[str, Role] = {"on": "on", "behind": "behind", "in": "in", "with": "with"}
    return roles.get(name, "none")


def _give_role(segments: list[Segment], before: str) -> None:
    """A postposition gives its role to the segment that ends with it."""
    if segments[-1].spans:
        segments[-1].role = _role(before.removesuffix("_before"))
        segments[-1].subject = before == "for_before"


def _with_backgrounds(segments: list[Segment]) -> list[Segment]:
    """What is called a background is behind, also where its words follow ("a background with trees")."""
    for at, segment in enumerate(segments):
        place = next((i for i, span in enumerate(segment.spans) if span.says("places", "background")), None)
        if place is None:
            continue
        beside = any(span.content for span in segment.spans)
        if beside and not any(
            span.says("kinds", "table") or span.says("kinds", "podium") for span in segment.spans
        ):
            segment.role = "behind"
        elif at + 1 < len(segments) and segments[at + 1].role in {"none", "with", "in"}:
            segments[at + 1].role = "behind"
    return segments


def _describes(span: Span) -> bool:
    return any(span.says(section) for section in ("materials", "families", "colours", "tones"))


def _is_head(span: Span) -> bool:
    nouns = ("kinds", "places", "subject", "things")
    small = span.says("props") and not _describes(span)
    return any(span.says(section) for section in nouns) or small or not span.meanings


def _head(segment: Segment, at: int, vocabulary: Vocabulary, before: Segment | None) -> Span | None:
    """The noun that the span at ``at`` describes."""
    spans = segment.spans
    sides = [range(at + 1, len(spans)), range(at - 1, -1, -1)]
    for side in sides if vocabulary.head == "last" else reversed(sides):
        for other in side:
            between = spans[min(at, other) + 1 : max(at, other)]
            if _takes(spans[other], between, side.step > 0, vocabulary):
                return _compound_head(spans, other, vocabulary)
    if before is not None and segment.role == "in" and not any(map(_is_head, spans)):
        return next((span for span in reversed(before.spans) if _is_head(span)), None)
    return None


def _compound_head(spans: Sequence[Span], at: int, vocabulary: Vocabulary) -> Span:
    """Of kinds side by side the noun: "white garden table" is no white garden, nor is "table de jardin"."""
    if vocabulary.head == "last":
        while at + 1 < len(spans) and spans[at].says("kinds") and spans[at + 1].says("kinds"):
            at += 1
        return spans[at]
    while at > 0 and spans[at].says("kinds"):
        before = at - 2 if at > 1 and spans[at - 1].says("glue") else at - 1
        if not spans[before].says("kinds"):
            break
        at = before
    return spans[at]


def _takes(other: Span, between: Sequence[Span], after: bool, vocabulary: Vocabulary) -> bool:
    """Whether ``other`` is a noun that may be described from beyond ``between``: a small thing only on the
    side of nouns and with nothing said between, an unknown word only right there."""
    head_last = vocabulary.head == "last"
    if not _is_head(other):
        return False
    if other.says("kinds") or other.says("places") or other.says("subject"):
        return True
    if after != head_last or (head_last and any(span.says("glue") for span in between)):
        return False
    return bool(other.meanings) or len(between) < (1 if head_last else REACH)


def _place(span: Span, head: Span | None, role: Role) -> Place:
    if span.says("places"):
        return _named_place(span)
    own = span if head is None and span.says("kinds") and not span.says("colours") else head
    if own is None:
        return BEHIND_TARGETS.get(role, "either")
    if own.says("places"):
        return _named_place(own)
    if own.says("kinds"):
        return "kind" if not span.says("materials") and not span.says("families") else _of_kind(own)
    if own.says("subject") or own.says("things") or not own.meanings:
        return "nothing"
    return "accent" if span.says("colours") else "nothing"


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
