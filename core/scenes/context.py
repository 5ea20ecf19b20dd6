"""Which meanings words have beside others: light from above, coloured light, a sky that says the weather."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from core.scenes.bystanders import without_bystanders
from core.scenes.clothed import where_clothes_are
from core.scenes.inflection import Meaning
from core.scenes.neighbours import of_their_neighbours
from core.scenes.vocabulary import Span, shared

LANDSCAPES = frozenset(
    {"sea", "lake", "mountains", "fjord", "canyon", "city_lights", "rooftop", "village", "vineyard"}
    | {"road_coast", "road_mountains", "road_desert", "waterfall", "castle"}
)
"""Places that nothing is laid on."""
SOWN = "flower_field"
"""The kind that flowers may be called for as well."""
SET_OUT = frozenset({"table", "kitchen_counter", "windowsill", "shelf"})
"""Kinds that flowers stand on."""
CLOTHS = frozenset({"velvet", "silk"})
"""Kinds that other things are made of."""


def in_their_context(spans: Sequence[Span]) -> list[Span]:
    """The spans of a sentence, each with the meanings that it has beside the others."""
    spans = without_bystanders(of_their_neighbours(where_clothes_are(_beside_a_table(spans))))
    return _under_a_sky(_lit_in_colour(_seen_from_above(_lit_from_above(_of_cloth(_described(spans))))))


def _seen_from_above(spans: Sequence[Span]) -> list[Span]:
    """Of a landscape, "seen from above" says that one looks down at it, and asks for no flat lay."""
    wide = any(set(span.of("kinds")) & LANDSCAPES or span.says("nearest", "bay") for span in spans)
    found = list(spans)
    for at, span in enumerate(spans):
        if wide and span.says("kinds", "flat_lay"):
            kept = tuple(meant for meant in span.meanings if meant != ("kinds", "flat_lay"))
            found[at] = replace(span, meanings=(*kept, ("camera", "high_angle")))
    return found


def _beside_a_table(spans: Sequence[Span]) -> list[Span]:
    """Flowers in a vase, or with which a table is set, are no field of them."""
    vase = any(span.says("props", "vase") for span in spans)
    set_out = any(set(span.of("kinds")) & SET_OUT for span in spans)
    found, beside = list(spans), False
    for at, span in enumerate(spans):
        beside = span.says("roles", "with") if span.says("roles") else beside
        if (vase or (set_out and beside)) and span.says("props") and _field(span):
            kept = tuple(meant for meant in span.meanings if meant[1] != SOWN and meant[0] != "materials")
            found[at] = replace(span, meanings=kept)
    return found


def _field(span: Span) -> bool:
    return span.says("kinds", SOWN) or span.says("own kinds", SOWN)


def _of_cloth(spans: Sequence[Span]) -> list[Span]:
    """Cloth that only says what something else is made of is no place: a "velvet carpet"."""
    found = list(spans)
    for at, (span, after) in enumerate(pairwise(spans)):
        made = span.says("materials") and set(span.of("kinds")) <= CLOTHS and not after.stop
        if made and span.says("kinds") and after.says("materials") and not after.says("kinds"):
            kept = tuple(meant for meant in span.meanings if meant[0] != "kinds")
            found[at] = replace(span, meanings=kept)
    return found


def _under_a_sky(spans: Sequence[Span]) -> list[Span]:
    """The sky beside a word for the weather or the time says no more than that, where a place is named: "on a
    road, stormy sky"."""
    elsewhere = any(_names_a_place(span) for span in spans)
    found = list(spans)
    for at, span in enumerate(spans):
        if not span.says("kinds", "sky") or not elsewhere:
            continue
        beside = [spans[at - 1]] if at and not span.stop else []
        beside += [spans[at + 1]] if at + 1 < len(spans) and not spans[at + 1].stop else []
        if any(other.says("weather") or other.says("times") or other.says("seasons") for other in beside):
            found[at] = replace(span, meanings=(("quality", "quality"),))
    return found


def _described(spans: Sequence[Span]) -> list[Span]:
    """What a tone or a colour describes is a noun: "auf dunklem Samt", of which "samt" is "with" else."""
    found = list(spans)
    for at, (before, span) in enumerate(pairwise(spans), start=1):
        describes = (before.says("tones") or before.says("colours")) and not span.stop
        if describes and span.says("kinds") and span.says("roles"):
            meanings = tuple(meant for meant in span.meanings if meant[0] != "roles")
            found[at] = replace(span, meanings=meanings)
    return found


def _names_a_place(span: Span) -> bool:
    kinds = span.of("kinds")
    return bool(kinds) and "sky" not in kinds and not span.says("props")


def _lit_from_above(spans: Sequence[Span]) -> list[Span]:
    """ "From above" says where light comes from that stands right before it, else how the place is seen."""
    found = list(spans)
    for at, span in enumerate(spans):
        if span.says("kinds", "flat_lay") and span.says("light"):
            shines = at > 0 and (spans[at - 1].says("light") or spans[at - 1].says("patterns"))
            lit = shines and not span.stop
            meanings = tuple(meant for meant in span.meanings if (meant[0] == "light") == lit)
            found[at] = replace(span, meanings=meanings)
    return found


def _lit_in_colour(spans: Sequence[Span]) -> list[Span]:
    """A colour beside a word for light is the light's: warm or cool, or that of a small thing that shines."""
    found = list(spans)
    for at, span in enumerate(spans):
        beside = [
            other for other in _beside(spans, at) if 0 <= other < len(spans) and not _pales(spans, other)
        ]
        shines = any(_shines(spans[other]) and not spans[max(at, other)].stop for other in beside)
        if not shines or not span.says("colours") or span.says("kinds"):
            continue
        tints = shared()["light_colours"].items()
        hue = next((name for name, colours in tints if span.of("colours")[0] in colours), None)
        own: Meaning = ("light", hue) if hue is not None else ("places", "accent")
        kept = () if hue is not None else span.meanings
        found[at] = replace(span, meanings=(*kept, own))
        for other in beside if hue != "warm" else ():
            cold = tuple(meant for meant in spans[other].meanings if meant != ("light", "warm"))
            found[other] = replace(found[other], meanings=cold) if _shines(spans[other]) else found[other]
    return found


def _pales(spans: Sequence[Span], at: int) -> bool:
    """Whether "light" only says how pale the colour after it is: "on a light sage green wall"."""
    colour, noun = [*spans[at + 1 : at + 3], None, None][:2]
    if not spans[at].says("tones") or colour is None or noun is None or colour.stop or noun.stop:
        return False
    return colour.says("colours") and (noun.says("places") or noun.says("kinds") or noun.says("materials"))


def _beside(spans: Sequence[Span], at: int) -> tuple[int, int]:
    """The words beside one, past what only says when: "blue winter light"."""
    after = at + 1
    while after < len(spans) - 1 and _says_when(spans[after]) and not spans[after].stop:
        after += 1
    return at - 1, after


def _says_when(span: Span) -> bool:
    return (span.says("seasons") or span.says("times")) and not span.says("kinds")


def _shines(span: Span) -> bool:
    return span.says("shine") and not span.says("kinds")
