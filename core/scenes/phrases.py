"""Where a word stands in its sentence: under which preposition, and beside which places."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from core.scenes.inflection import Meaning
from core.scenes.vocabulary import Span

NOTHING: Meaning = ("quality", "quality")
"""What is left of a word whose neighbour says it all."""


def without(span: Span, refused: Callable[[Meaning], bool]) -> Span:
    """The span without the meanings that are ``refused``; ``NOTHING`` where none is left."""
    kept = tuple(meant for meant in span.meanings if not refused(meant))
    return replace(span, meanings=kept or (NOTHING,))


def elsewhere(spans: Sequence[Span], at: int) -> set[str]:
    """The places that the other words name."""
    others = (span for number, span in enumerate(spans) if number != at and not span.says("props"))
    return {kind for span in others for kind in span.of("kinds")}


def preposition(spans: Sequence[Span], at: int) -> int | None:
    """The number of the preposition that the span at ``at`` stands under, or of the postposition right behind
    it, if any."""
    after = at + 1
    if after < len(spans) and any(role.endswith("_before") for role in spans[after].of("roles")):
        return after
    for number in range(at, -1, -1):
        if number < at and spans[number].says("roles"):
            return number
        if spans[number].stop:
            return None
    return None


def under(spans: Sequence[Span], at: int, role: str) -> bool:
    """Whether a span stands under a preposition of that ``role``."""
    number = preposition(spans, at)
    return number is not None and {role, f"{role}_before"} & {*spans[number].of("roles")} != set()
