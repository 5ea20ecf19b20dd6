"""From a sentence to wishes: what it asks of a scene, what was understood, and what nothing paints."""

import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from core.scenes.asking import wishes_of
from core.scenes.context import in_their_context
from core.scenes.grammar import words
from core.scenes.granting import choice, ranked
from core.scenes.holding import PRINTS
from core.scenes.kinds import KINDS
from core.scenes.language import language_of
from core.scenes.meaning import means_a_place, with_meanings
from core.scenes.stand_ins import stood_for
from core.scenes.telling import Told, described_subject
from core.scenes.vocabulary import Span, vocabulary
from core.scenes.wishes import Wishes

OPEN_TIE = 0.35
OPEN_SHARE = 0.4
"""Where no place is named, kinds this near the best suit as well, also as a share of its score."""
NAMES = {"de": "German", "es": "Spanish", "fr": "French", "tr": "Turkish"}
"""Of the languages that places are drawn of, but models are not asked in."""


@dataclass(frozen=True)
class Reading:
    """A sentence as it was read. ``language`` is ``None`` where too few of its words are known.
    ``understood`` and ``not_painted`` are in the person's own words."""

    sentence: str
    language: str | None
    wishes: Wishes
    understood: tuple[str, ...] = ()
    not_painted: tuple[str, ...] = ()


@lru_cache(maxsize=64)
def read(sentence: str) -> Reading:
    """What ``sentence`` asks for, in whichever of the languages knows it best; remembered, since a form asks
    again with every change of it."""
    sentence = unicodedata.normalize("NFC", sentence)
    language = language_of(sentence) or means_a_place(sentence)
    if language is None:
        return Reading(sentence, None, Wishes(kinds=ranked(Wishes())))
    table = vocabulary(language)
    spans = with_meanings(in_their_context(table.spans(sentence)), language)
    found = words(spans, table)
    wishes = wishes_of(found, spans, table.head)
    kinds = ranked(wishes)
    wishes = replace(wishes, kinds=kinds)
    best = choice(KINDS[kinds[0][0]], wishes)
    subject = {id(word.span) for word in found if word.subject}
    refused = {id(word.span) for word in found if word.negated}
    added = {id(word.span) for word in found if word.added}
    told = Told(
        sentence=sentence,
        spans=spans,
        met=best.met | {at for at, span in enumerate(spans) if id(span) in refused},
        taken={**stood_for(spans, wishes, kinds[0][0]), **best.taken},
        added={at for at, span in enumerate(spans) if id(span) in added},
        of_subject={at for at, span in enumerate(spans) if id(span) in subject or _is_print(span, wishes)}
        | described_subject(spans, table.head == "last"),
    )
    return Reading(
        sentence,
        language,
        wishes,
        told.understood(wishes, [KINDS[kind].title for kind in candidates(wishes)]),
        told.not_painted(wishes),
    )


def _is_print(span: Span, wishes: Wishes) -> bool:
    """Whether a span names the picture that hangs on the wall, or says that it does."""
    names = span.says("pictures") or bool(PRINTS & {*span.of("props")}) or span.says("kinds", "hanging_wall")
    return wishes.sort == "pictures" and names


def remark_for_scene(sentence: str) -> str | None:
    """That no word of a sentence is known of which a place is to be drawn, without a full stop; else
    ``None``."""
    if not sentence.strip() or read(sentence).language is not None:
        return None
    return "None of these words is known here. English, German, Spanish, French and Turkish are understood"


def remark_for_model(sentence: str) -> str | None:
    """What there is to say of a sentence for a diffusion model, which learned English; else ``None``."""
    language = read(sentence).language if sentence.strip() else "en"
    if language == "en":
        return None
    if language is None:
        return (
            "No word of this is known here: a built-in model will paint something else. English works best."
        )
    return f"This is {NAMES[language]}, and models read English: say it in English, or have a scene painted."


def candidates(wishes: Wishes) -> tuple[str, ...]:
    """The kinds that suit the wishes as well as the best does; of a named place only the best."""
    if not wishes.kinds:
        return ()
    best = wishes.kinds[0][1]
    if wishes.named:
        return tuple(kind for kind, score in wishes.kinds if score == best)[:1]
    tie = min(OPEN_TIE, OPEN_SHARE * best)
    return tuple(kind for kind, score in wishes.kinds if best - score <= tie)
