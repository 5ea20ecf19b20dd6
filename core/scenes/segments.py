"""A sentence cut at its prepositions into segments, each with the role that the preposition gives."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from core.scenes.kinds import KINDS
from core.scenes.vocabulary import Span

Role = Literal["none", "on", "behind", "in", "with"]
TOPS = frozenset({"natural_stand", "blanket", "leaf", "sofa", "bed"}) | {
    name for name, kind in KINDS.items() if kind.group in {"tables", "podiums"}
}
"""Kinds that a subject stands on, in another place."""


@dataclass
class Segment:
    """Spans under one preposition; ``subject`` under "for", which says what is to stand there; ``negated``
    under "without", which says what is not to be there; ``clause`` where it says what for in a whole clause
    ("so that buyers see it"); ``beside`` under "next to"."""

    role: Role
    spans: list[Span] = field(default_factory=list[Span])
    subject: bool = False
    negated: bool = False
    clause: bool = False
    beside: bool = False

    @property
    def known(self) -> bool:
        """Whether any of its words asks for something."""
        return any(span.content for span in self.spans)


def cut(spans: Sequence[Span], agglutinates: bool) -> list[Segment]:
    """The sentence cut at its prepositions; ``agglutinates`` where those follow their nouns."""
    found = [Segment("none")]
    swapped = False
    for number, span in enumerate(spans):
        if span.says("swap"):
            swapped = True
            found.append(Segment("none", negated=True))
        elif swapped and (opens := _after_swap(span, found[-1])) is not None:
            swapped = False
            found.append(Segment("none", opens))
        elif found[-1].clause and not span.stop:
            found[-1].spans.append(span)
        elif span.says("so"):
            found.append(Segment("none", subject=True, clause=True))
        else:
            _add_span(found, span, number == len(spans) - 1, agglutinates)
    return _with_backgrounds(_in_a_place([segment for segment in found if segment.spans]))


def _after_swap(span: Span, swapped: Segment) -> list[Span] | None:
    """What the segment after what shall be replaced begins with, at a word that says by what, or that the
    subject hangs; ``None`` before it."""
    if span.says("kinds", "hanging_wall"):
        return [span]
    return [] if span.says("swap_for") and swapped.spans else None


def _add_span(found: list[Segment], span: Span, last: bool, agglutinates: bool) -> None:
    roles = span.of("roles")
    before = next((role for role in roles if role.endswith("_before")), None)
    if span.says("negation"):
        found.append(Segment(found[-1].role, negated=True))
    elif span.says("negation_before"):
        found[-1].negated = True
        found.append(Segment("none"))
    elif before and _leads(span, found[-1], last, agglutinates):
        found.append(Segment(_role(before.removesuffix("_before"))))
    elif before:
        _give_role(found, before, span)
        found.append(Segment("none"))
    elif roles:
        negated = found[-1].negated and not found[-1].spans
        own = [span] if span.content else []
        beside = span.says("beside")
        found.append(Segment(_role(roles[0]), own, roles[0] == "for", negated, beside=beside))
    elif span.stop:
        found.append(Segment("none", [span]))
    else:
        found[-1].spans.append(span)


def _in_a_place(segments: list[Segment]) -> list[Segment]:
    """What a thing that something stands on is on itself is the place that it is in: "on a tile on the
    coast"."""
    stood = False
    for segment in segments:
        if segment.role != "on" or segment.negated:
            continue
        kinds = {kind for span in segment.spans for kind in span.of("kinds")}
        if stood and kinds and not kinds & TOPS:
            segment.role = "in"
        stood = stood or bool(kinds & TOPS) or (not kinds and any(map(describes, segment.spans)))
    return segments


def _role(name: str) -> Role:
    roles: dict[str, Role] = {"on": "on", "behind": "behind", "in": "in", "with": "with"}
    return roles.get(name, "none")


def _give_role(segments: list[Segment], before: str, span: Span) -> None:
    """A postposition gives its role to the segment that ends with it."""
    if segments[-1].spans:
        segments[-1].role = _role(before.removesuffix("_before"))
        segments[-1].subject = before == "for_before"
        segments[-1].beside = span.says("beside")


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


def _leads(span: Span, segment: Segment, last: bool, agglutinates: bool) -> bool:
    """Whether what else follows its noun leads it here: "on a table, behind it the sea"."""
    return not last and not agglutinates and (span.stop or segment.role == "on" or not segment.spans)


def describes(span: Span) -> bool:
    """Whether a word says how its noun is, of which stuff or colour."""
    return any(span.says(section) for section in ("materials", "families", "colours", "tones"))
