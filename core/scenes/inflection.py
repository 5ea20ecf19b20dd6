"""The words of a sentence, and how a table of phrases is matched whatever endings they have."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

SHORTEST_STEM = 3
"""Letters that an ending must leave."""
_HARDENED = {"b": "p", "d": "t", "g": "k", "ğ": "k", "c": "ç"}
"""Turkish softens these before an ending: ahşap, ahşabın."""
MOST_ENDINGS = 4
Meaning = tuple[str, str]
"""A section of the tables and an entry there: ``("kinds", "table")``."""
_WORD = re.compile(r"[^\W_]+")
_STOP = re.compile(r"[.,;:!?()/|\n–—]|\s-\s")


@dataclass(frozen=True)
class Token:
    """A word as written, in lower case and folded; ``stop`` where punctuation stands before it."""

    text: str
    lower: str
    folded: str
    start: int
    end: int
    stop: bool


def lower(text: str) -> str:
    """Lower case, accents as single letters."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", text.casefold())


def folded(text: str) -> str:
    """Lower case, without accents, the Turkish dotless i as i."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).replace("ı", "i")


def tokens(text: str) -> list[Token]:
    """The words of a sentence in order."""
    found: list[Token] = []
    end = 0
    for match in _WORD.finditer(text):
        stop = bool(_STOP.search(text[end : match.start()]))
        found.append(Token(match[0], lower(match[0]), folded(match[0]), match.start(), match.end(), stop))
        end = match.end()
    return found


@lru_cache(maxsize=65536)
def words_of(phrase: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A table's phrase as ``tokens`` has its words: in lower case, and folded. All languages' tables are read
    for a sentence, each with the same names of places."""
    words = _WORD.findall(phrase)
    if phrase.isascii():
        spelled = tuple(map(str.lower, words))
        return spelled, spelled
    return tuple(map(lower, words)), tuple(map(folded, words))


def _may_lose(word: str, ending: str) -> bool:
    return len(word) - len(ending) >= SHORTEST_STEM and word.endswith(ending)


@lru_cache(maxsize=65536)
def _forms(word: str, endings: tuple[str, ...], most: int) -> tuple[str, ...]:
    """The word without up to ``most`` of its endings, the longest form first."""
    if most == 1 and not word.endswith(endings):  # as most words of the tables
        return (word,)
    found = {word}
    last = {word}
    for _ in range(most):
        last = {form.removesuffix(e) for form in last for e in endings if _may_lose(form, e)} - found
        found |= last
    if most > 1:
        found |= {form[:-1] + _HARDENED[form[-1]] for form in found if form[-1] in _HARDENED}
    return tuple(sorted(found, key=lambda form: (-len(form), form)))


@dataclass(frozen=True, eq=False)
class Layer:
    """Phrases by their words in one spelling, with accents or without, and how words may end in it."""

    phrases: Mapping[tuple[str, ...], tuple[Meaning, ...]]
    endings: tuple[str, ...]
    agglutinates: bool
    _known: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])

    @cached_property
    def _beginnings(self) -> frozenset[tuple[str, ...]]:
        return frozenset(phrase[:length] for phrase in self.phrases for length in range(1, len(phrase)))

    @cached_property
    def _by_form(self) -> Mapping[str, tuple[str, ...]]:
        """The tables' words by what is left of them without an ending."""
        found: dict[str, list[str]] = {}
        for word in sorted({word for phrase in self.phrases for word in phrase}):
            for form in {word} if self.agglutinates else _forms(word, self.endings, 1):
                found.setdefault(form, []).append(word)
        return {
            form: tuple(sorted(words, key=lambda word: (word != form, len(word))))
            if words[1:]
            else (words[0],)
            for form, words in found.items()
        }

    def _meant(self, word: str) -> tuple[str, ...]:
        """The tables' words that ``word`` may be a form of, the likeliest first."""
        if word not in self._known:
            self._known[word] = self._sought(word)
        return self._known[word]

    def _sought(self, word: str) -> tuple[str, ...]:
        forms = _forms(word, self.endings, MOST_ENDINGS if self.agglutinates else 1)
        near = [
            other for form in forms for other in self._by_form.get(form, ()) if other in forms or form == word
        ]
        same_stem = [
            other for form in forms if len(form) > SHORTEST_STEM for other in self._by_form.get(form, ())
        ]
        return tuple(dict.fromkeys([*near, *same_stem]))

    def inflected(self, words: tuple[str, ...], before: tuple[str, ...] = ()) -> tuple[Meaning, ...]:
        """What words with endings mean, ``before`` being the phrase's words so far."""
        for meant in self._meant(words[0]):
            phrase = (*before, meant)
            if len(words) == 1 and phrase in self.phrases:
                return self.phrases[phrase]
            found = self.inflected(words[1:], phrase) if len(words) > 1 and phrase in self._beginnings else ()
            if found:
                return found
        return ()
