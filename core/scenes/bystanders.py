"""Words that name a place elsewhere, and here only something that stands about in the one asked for: thyme
hanging in a kitchen, a stone wall beside a lane, hay bales far off."""

from collections.abc import Sequence
from dataclasses import replace

from core.scenes.groups import OUTDOORS
from core.scenes.inflection import Meaning
from core.scenes.kinds import KINDS
from core.scenes.vocabulary import SORTS, Span

NOTHING: Meaning = ("quality", "quality")
"""What is left of a word whose sentence says it all."""
HUNG = frozenset({"hanging_wall", "clothes_rail"})
PERFORATED = frozenset({"pegboard", "peg board"})
LEAVES_SOMEWHERE = frozenset({"leaf", "autumn_leaves", "flat_lay"})
STANDS = frozenset({"natural_stand"})


def without_bystanders(spans: Sequence[Span]) -> list[Span]:
    """The spans of a sentence, those that name no place here without the places they name elsewhere."""
    found = list(spans)
    for rule in RULES:
        found = [rule(found, at) for at in range(len(found))]
    return found


def _less(span: Span, *refused: str, only: frozenset[str] | None = None) -> Span:
    """``span`` without its meanings of the sections ``refused``, of ``only`` those entries where given."""
    kept = tuple(
        meant
        for meant in span.meanings
        if meant[0] not in refused or (only is not None and meant[1] not in only)
    )
    return replace(span, meanings=kept or (NOTHING,))


def _places(spans: Sequence[Span], at: int) -> set[str]:
    """The kinds that the other words name, things among them."""
    return {kind for number, span in enumerate(spans) if number != at for kind in span.of("kinds")}


def _is_on(spans: Sequence[Span], at: int) -> bool:
    """Whether a span stands right under "on"."""
    for number in range(at - 1, -1, -1):
        if spans[number + 1].stop:
            return False
        if spans[number].says("roles"):
            return spans[number].says("roles", "on")
    return False


def _clause(spans: Sequence[Span], at: int) -> int:
    """The number of the first word of the clause of the word at ``at``."""
    while at > 0 and not spans[at].stop and spans[at - 1].text.lower() not in {"and", "und", "et", "y", "ve"}:
        at -= 1
    return at


def _hung_about(spans: Sequence[Span], at: int) -> Span:
    """What hangs in a clause of its own, behind the place, hangs no subject up: "dust hanging in the air"."""
    span, first = spans[at], _clause(spans, at)
    if not HUNG & {*span.of("kinds")} or span.says("props"):
        return span
    placed = any(other.says("kinds") and not HUNG & {*other.of("kinds")} for other in spans[:first])
    if span.text.lower() in PERFORATED:
        return _less(span, "kinds", only=HUNG) if placed and not _is_on(spans, at) else span
    own = [other for other in spans[first:at] if not other.says("glue") and not other.says("own")]
    worn = any(other.says("subject") or any(map(other.says, SORTS)) for other in own)
    return _less(span, "kinds", only=HUNG) if placed and own and not worn else span


def _stood_about(spans: Sequence[Span], at: int) -> Span:
    """A rock or a wall that nothing is put on is a part of the landscape that is named before it."""
    span = spans[at]
    if not STANDS & {*span.of("kinds")} or span.says("nearest") or _is_on(spans, at):
        return span
    named = any(KINDS[kind].group in OUTDOORS - {"tables"} for o in spans[:at] for kind in o.of("kinds"))
    return _less(span, "kinds", "materials", "families") if named and _clause(spans, at) > 0 else span


def _fallen(spans: Sequence[Span], at: int) -> Span:
    """Leaves that lie about in a place are no large leaf to stand on."""
    span = spans[at]
    if not span.says("kinds", "leaf") or not span.text.lower().endswith("leaves") or _is_on(spans, at):
        return span
    return _less(span, "kinds", only=LEAVES_SOMEWHERE) if _places(spans, at) - LEAVES_SOMEWHERE else span


def _papered(spans: Sequence[Span], at: int) -> Span:
    """The wallpaper of a room that is named is its wall."""
    span = spans[at]
    papered = span.says("kinds", "coloured_wall") and span.text.lower() in {"wallpaper", "tapete", "tapeten"}
    if not papered or not any(KINDS[kind].group == "rooms" for kind in _places(spans, at)):
        return span
    return replace(_less(span, "kinds"), meanings=(("places", "wall"),))


def _baled(spans: Sequence[Span], at: int) -> Span:
    """Bales beside a field lie on it."""
    span = spans[at]
    fields = {kind for kind in _places(spans, at) if KINDS[kind].group in OUTDOORS} - {"stable"}
    if not span.says("kinds", "stable") or not span.says("props", "bales") or not fields:
        return span
    return _less(span, "kinds", "materials")


def _sown(spans: Sequence[Span], at: int) -> Span:
    """The grass of a stadium is its pitch."""
    span = spans[at]
    of_a_pitch = at > 0 and not span.stop and spans[at - 1].says("kinds", "pitch")
    return _less(span, "kinds", "materials") if of_a_pitch and span.says("materials", "grass") else span


def _glazed(spans: Sequence[Span], at: int) -> Span:
    """The panes of a room that is named are no top to stand on."""
    span = spans[at]
    if not span.says("materials", "glass") or span.says("kinds") or _is_on(spans, at):
        return span
    if at + 1 < len(spans) and spans[at + 1].text.lower().startswith("of"):
        return span
    rooms = any(KINDS[kind].group == "rooms" for other in spans[:at] for kind in other.of("kinds"))
    return _less(span, "materials") if rooms and _ends(spans, at) else span


def _ends(spans: Sequence[Span], at: int) -> bool:
    """Whether nothing that it describes follows a word."""
    after = spans[at + 1] if at + 1 < len(spans) else None
    return after is None or after.stop or after.says("glue") or after.says("roles")


def _snowing(spans: Sequence[Span], at: int) -> Span:
    """Snow that falls outside a room is no ground to stand on."""
    span = spans[at]
    indoors = any(KINDS[kind].group == "rooms" for kind in _places(spans, at))
    if not indoors or not span.says("props", "falling") or span.says("kinds"):
        return span
    return replace(span, meanings=(("things", "things"),))


def _read(spans: Sequence[Span], at: int) -> Span:
    """A newspaper that nothing lies on is one that somebody reads."""
    span = spans[at]
    if not span.says("nearest", "newspaper") or _is_on(spans, at) or not _places(spans, at) - {"flat_lay"}:
        return span
    return _less(span, "kinds", "nearest")


RULES = (
    _hung_about,
    _stood_about,
    _fallen,
    _papered,
    _baled,
    _sown,
    _glazed,
    _snowing,
    _read,
)
"""In the order in which they are tried."""
