"""The language that a sentence is written in: the one whose table knows most of its words."""

import re
from functools import lru_cache

from core.scenes.inflection import tokens, words_of
from core.scenes.vocabulary import FOLDER, LANGUAGES, Span, vocabulary

KNOWN_SHARE = 0.5
"""A sentence is taken for a language's that knows this share of its words."""
PLACE = 0.01
"""What decides between languages that know as many words: whether they know a place."""
INFLECTED = 0.9
"""What a word counts that is known by its stem only."""
MISSPELT = 0.7
"""What a word counts that was taken for another."""
PROPER = 0.5
"""What an unknown name counts against a language: no table has all of them."""


def known_share(spans: list[Span]) -> float:
    """The share of a sentence's words that the language's table has; words that ask for something count
    double, so that articles alone make no language."""
    weights = [_weight(span) for span in spans]
    sure = [_sureness(span) for span in spans]
    known = sum(weight * share for weight, share in zip(weights, sure, strict=True))
    known += PLACE * any(span.says("kinds") for span in spans)
    return known / sum(weights) if weights else 1.0


def _weight(span: Span) -> float:
    if span.proper:
        return PROPER
    return 2.0 if span.content or not span.known else 1.0


def _sureness(span: Span) -> float:
    if not span.known:
        return 0.0
    return MISSPELT if span.meant else 1.0 if span.exact else INFLECTED


def language_of(sentence: str) -> str | None:
    """The language that knows the largest share of the words, if need be misspelt ones; ``None`` where none
    knows enough of them."""
    for mend in (False, True):
        shares: dict[str, float] = {}
        for language in LANGUAGES:
            if max(shares.values(), default=0.0) < 1 or may_know_all(language, sentence):
                shares[language] = known_share(vocabulary(language).spans(sentence, mend))
        best = max(shares, key=lambda language: shares[language])
        if shares[best] >= KNOWN_SHARE:
            return best
    return None


def may_know_all(language: str, sentence: str) -> bool:
    """Whether each word of the sentence is in the language's file as it is written. Where one is not, its
    share stays below 1, and behind a language's that knows all: its table, which takes a tenth of a second to
    build, is not asked then."""
    return all(word.lower in written(language) for word in tokens(sentence))


@lru_cache
def written(language: str) -> frozenset[str]:
    """The words of the language's phrases and of names, in lower case."""
    files = (FOLDER / f"{name}.toml" for name in (language, "names"))
    phrases = re.findall(r'"([^"]*)"', "\n".join(file.read_text(encoding="utf-8") for file in files))
    return frozenset(words_of("\n".join(phrases))[0])
