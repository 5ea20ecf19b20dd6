"""The words for scenes in five languages, and where they occur in a sentence.

A word is compared folded (no capitals, no accents) and, failing that, by its stem, which each language's own
table of endings gives. Compounds ("Eichentisch") are taken apart where the language has them.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

FOLDER = Path(__file__).with_name("vocabulary")
LANGUAGES: tuple[str, ...] = ("en", "de", "es", "fr", "tr")
CONTENT = (
    "kinds",
    "materials",
    "families",
    "colours",
    "light",
    "times",
    "seasons",
    "patterns",
    "weather",
    "moods",
    "camera",
    "props",
)
"""The sections whose words ask for something; those of ``tones``, ``places``, ``roles`` and ``words`` say how."""
SHORTEST_STEM = 3
LINKS = ("", "n", "en", "s", "es", "e", "er")
"""What German puts between the parts of a compound."""
SHORTEST_HEAD = 4
KNOWN_SHARE = 0.5
"""A sentence is taken for a language's that knows this share of its words."""
Meaning = tuple[str, str]
"""A section of the tables and an entry there: ``("kinds", "table")``."""
_WORD = re.compile(r"[^\W_]+")
_STOP = re.compile(r"[.,;:!?()/|\n–—]|\s-\s")


@dataclass(frozen=True)
class Token:
    """A word as written and folded; ``stop`` where punctuation stands before it."""

    text: str
    folded: str
    start: int
    end: int
    stop: bool


@dataclass(frozen=True)
class Span:
    """Consecutive words with one meaning or several; none for a word that no table has. ``first`` and
    ``last`` are the numbers of its words."""

    first: int
    last: int
    text: str
    meanings: tuple[Meaning, ...] = ()
    stop: bool = False

    def of(self, section: str) -> tuple[str, ...]:
        """The entries it may mean of a section."""
        return tuple(entry for named, entry in self.meanings if named == section)

    def says(self, section: str, entry: str | None = None) -> bool:
        """Whether it may mean that entry, or any of the section."""
        return any(named == section and entry in {None, found} for named, found in self.meanings)

    @property
    def content(self) -> bool:
        """Whether it may ask for something that can be painted."""
        return any(section in CONTENT for section, _ in self.meanings)


def folded(text: str) -> str:
    """Lower case, without accents, the Turkish dotless i as i."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).replace("ı", "i")


def tokens(text: str) -> list[Token]:
    """The words of a sentence in order."""
    found: list[Token] = []
    end = 0
    for match in _WORD.finditer(text):
        stop = bool(_STOP.search(text[end : match.start()]))
        found.append(Token(match[0], folded(match[0]), match.start(), match.end(), stop))
        end = match.end()
    return found


@dataclass(frozen=True)
class Vocabulary:
    """One language's table: ``phrases`` by their folded words, ``endings`` that words may lose, longest
    first; ``head`` says whether a noun stands ``first`` or ``last`` among the words that describe it."""

    language: str
    name: str
    phrases: Mapping[tuple[str, ...], tuple[Meaning, ...]]
    endings: tuple[str, ...]
    head: Literal["first", "last"]
    compounds: bool
    agglutinates: bool

    def stem(self, word: str) -> str:
        """The word without its ending; of an agglutinating language without all of its endings."""
        stem = word
        for _ in range(5 if self.agglutinates else 1):
            ending = next((e for e in self.endings if _may_lose(stem, e)), "")
            if not ending:
                break
            stem = stem.removesuffix(ending)
        if self.agglutinates and stem[-1:] in _HARDENED:
            stem = stem[:-1] + _HARDENED[stem[-1]]
        return stem

    @cached_property
    def stems(self) -> Mapping[tuple[str, ...], tuple[Meaning, ...]]:
        """The phrases by the stems of their words."""
        found: dict[tuple[str, ...], tuple[Meaning, ...]] = {}
        for phrase, meanings in self.phrases.items():
            key = tuple(self.stem(word) for word in phrase)
            found[key] = tuple(dict.fromkeys([*found.get(key, ()), *meanings]))
        return found

    @cached_property
    def longest(self) -> int:
        """How many words the longest phrase has."""
        return max(len(phrase) for phrase in self.phrases)

    def meaning(self, words: tuple[str, ...]) -> tuple[Meaning, ...]:
        """What these folded words mean, exactly or else by their stems; nothing if no table has them."""
        exact = self.phrases.get(words)
        return exact or self.stems.get(tuple(self.stem(word) for word in words), ())

    def spans(self, sentence: str) -> list[Span]:
        """The whole sentence as spans, the longest phrases first from the left."""
        words = tokens(sentence)
        found: list[Span] = []
        at = 0
        while at < len(words):
            span = self._phrase_at(sentence, words, at)
            found += [span] if span.meanings or not self.compounds else self._parts(span, words[at].folded)
            at = span.last + 1
        return found

    def _phrase_at(self, sentence: str, words: list[Token], at: int) -> Span:
        for length in range(min(self.longest, len(words) - at), 0, -1):
            part = words[at : at + length]
            if any(word.stop for word in part[1:]):
                continue
            meanings = self.meaning(tuple(word.folded for word in part))
            if meanings or length == 1:
                text = sentence[part[0].start : part[-1].end]
                return Span(at, at + length - 1, text, meanings, part[0].stop)
        raise AssertionError("a word is always a span")

    def _parts(self, span: Span, word: str) -> list[Span]:
        """A compound as its parts' spans, all with the text of the whole; the last part, its head, alone
        where what stands before is unknown."""
        best: list[tuple[Meaning, ...]] = []
        for cut in range(len(word) - SHORTEST_STEM, SHORTEST_STEM - 1, -1):
            head = _asking(self.meaning((word[cut:],)))
            if not head:
                continue
            first = self._modifier(word[:cut])
            if first:
                best = [first, head]
                break
            if len(word) - cut >= SHORTEST_HEAD and not best:
                best = [head]
            elif best and len(best) == 1 and len(word) - cut >= SHORTEST_HEAD:
                best = [head]
        return [Span(span.first, span.last, span.text, part, span.stop) for part in best] or [span]

    def _modifier(self, word: str) -> tuple[Meaning, ...]:
        for link in LINKS:
            if word.endswith(link) and len(word) - len(link) >= SHORTEST_STEM:
                meanings = _asking(self.meaning((word.removesuffix(link),)))
                if meanings:
                    return meanings
        return ()


_HARDENED = {"b": "p", "d": "t", "g": "k"}
"""Turkish softens these before an ending: ahşap, ahşabın."""


def _may_lose(word: str, ending: str) -> bool:
    return len(word) - len(ending) >= SHORTEST_STEM and word.endswith(ending)


def _asking(meanings: tuple[Meaning, ...]) -> tuple[Meaning, ...]:
    able = {*CONTENT, "places", "tones", "subject", "things"}
    return tuple(meaning for meaning in meanings if meaning[0] in able)


def _listed(words: str) -> list[str]:
    return [phrase.strip() for phrase in words.split(",") if phrase.strip()]


def _phrases(table: Mapping[str, Any]) -> Mapping[tuple[str, ...], tuple[Meaning, ...]]:
    found: dict[tuple[str, ...], list[Meaning]] = {}
    for section, entries in table.items():
        if isinstance(entries, dict):
            for entry, words in entries.items():
                meaning = (entry, entry) if section == "words" else (section, str(entry))
                for phrase in _listed(str(words)):
                    found.setdefault(tuple(word.folded for word in tokens(phrase)), []).append(meaning)
    return MappingProxyType({phrase: tuple(dict.fromkeys(meant)) for phrase, meant in found.items()})


@lru_cache
def shared() -> Mapping[str, Mapping[str, Any]]:
    """What the words come to, whatever their language: colours, families, moods, light."""
    return tomllib.loads((FOLDER / "shared.toml").read_text(encoding="utf-8"))


@lru_cache
def table(language: str) -> Mapping[str, Any]:
    """The language's table as its file has it."""
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


@lru_cache
def vocabulary(language: str) -> Vocabulary:
    """The words of one of ``LANGUAGES``."""
    values = table(language)
    return Vocabulary(
        language=language,
        name=str(values["name"]),
        phrases=_phrases(values),
        endings=tuple(sorted(map(folded, _listed(str(values["suffixes"]))), key=len, reverse=True)),
        head="first" if values["head"] == "first" else "last",
        compounds=bool(values.get("compounds", False)),
        agglutinates=bool(values.get("agglutinates", False)),
    )


def known_share(spans: list[Span]) -> float:
    """The share of a sentence's words that the language's table has; words that ask for something count
    double, so that articles alone make no language."""
    weights = [(2.0 if span.content or not span.meanings else 1.0) for span in spans]
    known = sum(weight for weight, span in zip(weights, spans, strict=True) if span.meanings)
    return known / sum(weights) if weights else 1.0


def language_of(sentence: str) -> str | None:
    """The language that knows the largest share of the words; ``None`` where none knows enough of them."""
    shares = {language: known_share(vocabulary(language).spans(sentence)) for language in LANGUAGES}
    best = max(LANGUAGES, key=lambda language: shares[language])
    return best if shares[best] >= KNOWN_SHARE else None
