"""How thick mist is: "a bit of mist" and "leicht neblig" ask for a veil, and for no foggy day."""

from collections.abc import Sequence
from dataclasses import replace

from core.scenes.inflection import Meaning
from core.scenes.phrases import NOTHING, without
from core.scenes.vocabulary import Span

THIN: Meaning = ("props", "thin mist")
FOG = frozenset({"fog", "thick fog", "mist"})
"""Props of words for fog and mist, all thicker than a veil."""
BEFORE = 3
"""Spans before mist among which a weak word is looked for: "a little bit of mist"."""
WEAK = frozenset(
    {"bit", "little", "light", "lightly", "slight", "slightly", "thin", "thinly", "faint", "faintly", "some"}
    | {"gentle", "soft", "softly", "touch", "hint", "subtle", "wisp", "wisps", "whisper", "trace", "delicate"}
    | {"patchy", "veil", "mild", "sparse", "fine", "dash", "barely"}
    | {"bisschen", "bißchen", "wenig", "etwas", "hauch", "schleier", "leise", "spur", "zarter", "kaum"}
    | {
        "poco",
        "poquito",
        "algo",
        "leve",
        "suave",
        "fina",
        "fino",
        "tenue",
        "sutil",
        "pizca",
        "toque",
        "velo",
        "ligeramente",
    }
    | {"peu", "fine", "fin", "ténue", "soupçon", "voile", "touche", "faible", "légèrement", "douce"}
    | {"biraz", "hafif", "hafifçe", "az", "azıcık", "ince", "parça"}
)
"""Words that say of mist that there is little of it."""
AND = frozenset({"and", "or", "und", "oder", "y", "o", "et", "ou", "ve", "veya", "&"})
"""Words over which another noun's are not the mist's: "soft light and mist"."""
ARTICLES = frozenset({"a", "an", "of", "ein", "eine", "einem", "einer", "de", "un", "une", "bir"})
WEAK_BEGINNINGS = (
    "leicht",
    "zart",
    "dünn",
    "schwach",
    "sanft",
    "dezent",
    "liger",
    "léger",
    "légèr",
    "fino",
    "fina",
)
"""How such adjectives begin that have endings."""
WEAK_BEHIND = (
    "liger",
    "léger",
    "légèr",
    "leve",
    "suave",
    "tenue",
    "ténue",
    "sutil",
    "fine",
    "fina",
    "diffuse",
)
"""The same for those that stand behind their noun."""
AT_DAWN = ("morning", "dawn", "morgen", "sabah", "matinal")
"""What words for the mist of a morning have in them."""


def thinned(spans: Sequence[Span], at: int) -> Span:
    """Little mist is a veil over the ground, in whatever light; the word that says so asks for no more."""
    span = spans[at]
    if not _is_mist(span):
        thins = any(_is_mist(spans[after]) and at in _weak(spans, after) for after in _near(spans, at))
        return replace(span, meanings=(NOTHING,)) if thins and not span.says("glue") else span
    if not _weak(spans, at):
        return span
    kept = without(
        span, lambda meant: meant[1] in FOG or meant == ("weather", "foggy") or meant[0] == "times"
    )
    own = tuple(meant for meant in kept.meanings if meant != NOTHING)
    hour: tuple[Meaning, ...] = (("times", "morning"),) if _of_a_morning(span) else ()
    return replace(span, meanings=(*own, *hour, THIN))


def _is_mist(span: Span) -> bool:
    return span.says("times", "foggy") or bool({"thick fog", "mist"} & {*span.of("props")})


def _near(spans: Sequence[Span], at: int) -> range:
    return range(max(0, at - 1), min(len(spans), at + BEFORE + 1))


def _of_a_morning(span: Span) -> bool:
    return any(part in span.text.casefold() for part in AT_DAWN)


def _weak(spans: Sequence[Span], at: int) -> set[int]:
    """The numbers of the words beside the mist at ``at`` that say that there is little of it."""
    found: set[int] = set()
    for number in range(at - 1, max(-1, at - 1 - BEFORE), -1):
        if spans[number + 1].stop:
            break
        if _says(spans[number], WEAK, WEAK_BEGINNINGS):
            found.add(number)
        elif not spans[number].says("glue") or spans[number].text.casefold() in AND:
            break
    after = at + 1
    if after < len(spans) and not spans[after].stop and _says(spans[after], (), WEAK_BEHIND):
        found.add(after)
    return found


def _says(span: Span, words: Sequence[str] | frozenset[str], beginnings: tuple[str, ...]) -> bool:
    said = [word for word in span.text.casefold().split() if word not in ARTICLES]
    return bool(said) and all(word in words or word.startswith(beginnings) for word in said)
