"""The words for scenes in five languages, and where they occur in a sentence.

A word is compared as it is spelled, then without accents, then without its endings, of which each language's
table has its own. Compounds ("Eichentisch") are taken apart where the language has them.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from core.scenes.effects import words_of as words_of_effects
from core.scenes.inflection import SHORTEST_STEM, Layer, Meaning, Token, folded, tokens, words_of
from core.scenes.spelling import SPELLED_OUT, by_first_letter, nearest
from core.scenes.things import words_of as words_of_models

FOLDER = Path(__file__).with_name("vocabulary")
LANGUAGES: tuple[str, ...] = ("en", "de", "es", "fr", "tr")
CONTENT = (
    "kinds",
    "nearest",
    "hints",
    "names",
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
"""The sections whose words ask for something; ``tones``, ``places``, ``roles`` and ``words`` say how."""
SORTS = ("garments", "hats", "pictures")
"""Entries of ``words`` that say of which sort the subject is, unless a word of them has another meaning."""
LINKS = ("", "n", "en", "s", "es", "e", "er")
"""What German puts between the parts of a compound."""
SHORTEST_HEAD = 4
SHORTEST_DESCRIBING = 5
"""Letters of an unknown word whose ending says that it is no noun."""
AROUND = ("times", "seasons", "weather", "moods")
"""Sections that say how a place is which a phrase names with it: "misty forest"."""
LIT = frozenset({"shine", "light", "tones"})
"""Sections of words that say no mood beside a noun: the light of "window light"."""
OWN_STUFF = ("materials", "families", "colours", "subject")
"""Sections of which a phrase has none but its own."""
DESCRIBING: Meaning = ("describing", "describing")
"""What an unknown word means that is no noun."""


@dataclass(frozen=True)
class Span:
    """Consecutive words with one meaning or several; none for a word that no table has. ``first`` and
    ``last`` are the numbers of its words, ``stop`` says that punctuation stands before it, ``exact`` that it
    is spelled as in the table; ``start`` and ``end`` are its place in the sentence; ``negated`` that its
    ending says "without"; ``meant`` are a misspelt word and the table's that it was taken for."""

    first: int
    last: int
    text: str
    meanings: tuple[Meaning, ...] = ()
    stop: bool = False
    exact: bool = False
    start: int = 0
    end: int = 0
    negated: bool = False
    meant: tuple[str, str] | None = None

    def of(self, section: str) -> tuple[str, ...]:
        """The entries it may mean of a section."""
        return tuple(entry for named, entry in self.meanings if named == section)

    def says(self, section: str, entry: str | None = None) -> bool:
        """Whether it may mean that entry, or any of the section."""
        return any(named == section and entry in {None, found} for named, found in self.meanings)

    @property
    def known(self) -> bool:
        """Whether a table has it."""
        return bool(self.meanings) and DESCRIBING not in self.meanings

    @property
    def proper(self) -> bool:
        """Whether it is an unknown word that is written as a name."""
        return not self.known and self.first > 0 and self.text[0].isupper()

    @property
    def content(self) -> bool:
        """Whether it may ask for something that can be painted."""
        return any(section in CONTENT for section, _ in self.meanings)


@dataclass(frozen=True)
class Vocabulary:
    """One language's table, as it is spelled and ``plain``, without accents. ``head`` says whether a noun
    stands ``first`` or ``last`` among the words that describe it; ``compounds`` whether nouns are joined to
    one word; ``negative_endings`` say that the word's thing is not there, ``describing_endings`` that a word
    is no noun; ``articles`` say nothing between the words of a phrase."""

    language: str
    name: str
    spelled: Layer
    plain: Layer
    head: Literal["first", "last"]
    compounds: bool
    negative_endings: tuple[str, ...] = ()
    describing_endings: tuple[str, ...] = ()
    articles: frozenset[str] = frozenset()

    @property
    def postpositions(self) -> bool:
        """Whether what English says before a noun stands behind it."""
        return self.spelled.agglutinates

    @property
    def phrases(self) -> Mapping[tuple[str, ...], tuple[Meaning, ...]]:
        """Every phrase by its words without accents."""
        return self.plain.phrases

    @cached_property
    def longest(self) -> int:
        """How many words the longest phrase has."""
        return max(len(phrase) for phrase in self.phrases)

    def meaning(self, spelled: tuple[str, ...], plain: tuple[str, ...]) -> tuple[Meaning, ...]:
        """What words mean: as spelled, without their accents, or without their endings; nothing if no table
        has them."""
        return (
            self.spelled.phrases.get(spelled)
            or self.plain.phrases.get(plain)
            or self.spelled.inflected(spelled)
            or self.plain.inflected(plain)
        )

    @cached_property
    def _words(self) -> Mapping[str, str]:
        """The table's words without accents, and as they are spelled."""
        return {folded(word): word for phrase in self.spelled.phrases for word in phrase}

    @cached_property
    def _by_first_letter(self) -> Mapping[str, tuple[str, ...]]:
        named = {phrase for names in names_of_places().values() for phrase in map(_folded_words, names)}
        asking = (
            phrase for phrase, meanings in self.phrases.items() if _painted(meanings) and phrase not in named
        )
        return by_first_letter(word for phrase in asking for word in phrase)

    def spans(self, sentence: str, mend: bool = True) -> list[Span]:
        """The whole sentence as spans, the longest phrases first from the left; with ``mend`` a word that no
        table has as the one that it is a misspelling of."""
        words = self._joined(tokens(sentence))
        found = self._spans(sentence, words)
        return [self._described(span) for span in (self._mended(sentence, words, found) if mend else found)]

    def _joined(self, words: list[Token]) -> list[Token]:
        """The words without articles between an adjective and its noun: "taş bir duvar" is a "taş duvar"."""
        inner = range(1, len(words) - 1)
        dropped = {at for at in inner if words[at].folded in self.articles and not words[at].stop}
        return [word for at, word in enumerate(words) if at not in dropped]

    def _described(self, span: Span) -> Span:
        """An unknown word that its ending tells to be no thing but how one is, or what one does."""
        word = folded(span.text)
        noun = self.compounds and span.proper  # in German, whatever its ending
        ends = len(word) >= SHORTEST_DESCRIBING and word.endswith(self.describing_endings)
        if span.meanings or noun or not ends:
            return span
        return replace(span, meanings=(DESCRIBING,))

    def _mended(self, sentence: str, words: list[Token], found: list[Span]) -> list[Span]:
        unknown = [span.first for span in found if not span.meanings]
        meant = {at: self._meant(words[at]) for at in unknown}
        mended = {at: word for at, word in meant.items() if word is not None}
        if not mended:
            return found
        spelled = [
            replace(word, lower=mended[at], folded=mended[at]) if at in mended else word
            for at, word in enumerate(words)
        ]
        said = {at: (words[at].text, self._words.get(word, word)) for at, word in mended.items()}
        return [self._taken(span, said) for span in self._spans(sentence, spelled)]

    def _meant(self, word: Token) -> str | None:
        known = self._by_first_letter
        if word.folded in self._words:
            return None
        if self.compounds:
            plain = word.folded
            for spelled_out, letter in SPELLED_OUT:
                plain = plain.replace(spelled_out, letter)
            if plain in self._words:
                return plain
        return nearest(word.folded, known, self._modifier if self.compounds else None)

    @staticmethod
    def _taken(span: Span, said: Mapping[int, tuple[str, str]]) -> Span:
        meant = [said[at] for at in range(span.first, span.last + 1) if at in said]
        return replace(span, meant=meant[0], exact=False) if meant and span.meanings else span

    def _spans(self, sentence: str, words: list[Token]) -> list[Span]:
        found: list[Span] = []
        at = 0
        while at < len(words):
            span = self._phrase_at(sentence, words, at)
            if not span.meanings and self.negative_endings:
                found.append(self._without(span, words[at].folded))
            elif span.meanings or not self.compounds:
                found.append(span)
            else:
                found += self._parts(span, words[at].lower)
            at = span.last + 1
        return found

    def _without(self, span: Span, word: str) -> Span:
        """A word whose ending says that its thing is not there ("insansız")."""
        for ending in self.negative_endings:
            stem = word.removesuffix(ending)
            meanings = self._word(stem) if len(stem) >= SHORTEST_STEM and stem != word else ()
            if _asking(meanings):
                return replace(span, meanings=meanings, negated=True)
        return span

    def _phrase_at(self, sentence: str, words: list[Token], at: int) -> Span:
        for length in range(min(self.longest, len(words) - at), 0, -1):
            part = words[at : at + length]
            if any(word.stop for word in part[1:]):
                continue
            spelled = tuple(word.lower for word in part)
            meanings = self.meaning(spelled, tuple(word.folded for word in part))
            if meanings or length == 1:
                meanings += self._within(meanings, part)
                start, end, exact = part[0].start, part[-1].end, spelled in self.spelled.phrases
                text = sentence[start:end]
                return Span(at, at + length - 1, text, meanings, part[0].stop, exact, start, end)
        raise AssertionError("a word is always a span")

    def _within(self, meanings: tuple[Meaning, ...], part: list[Token]) -> tuple[Meaning, ...]:
        """What single words of a phrase add: to a kind its material ("brick wall"), its weather and mood
        ("sunny window"); to a prop the kind that it is called after ("neon ring")."""
        named = {section for section, _ in meanings}
        if not named & {"kinds", "props", "materials"}:
            return ()
        words = [self._word(word.lower) for word in part] if len(part) > 1 else self._split(part[0].lower)
        if "kinds" in named:
            stuff = () if named & {*OWN_STUFF} else OWN_STUFF[:2]
            table = ("kinds", "table") in meanings
            # The sun of a sunflower ("Sonnenblume") is no weather.
            thing = len(part) == 1 and "props" in named
            moments = () if thing or named & {*AROUND} else (AROUND[2:] if table else AROUND)
            found = [meant for word in words for meant in word if meant[0] in {*stuff, *moments}]
            light = {meant for word in words if {name for name, _ in word} & LIT for meant in word}
            plain = [meant for meant in found if meant != ("weather", "snowy")]
            kept = [meant for meant in plain if meant[0] != "moods" or meant not in light]
            if "materials" in named and "colours" not in named:
                kept += [meant for word in words for meant in word if meant[0] == "colours"]
            return tuple(dict.fromkeys((f"own {section}", entry) for section, entry in kept))
        if "materials" in named and "colours" not in named:
            found = [meant for word in words[: len(part) - 1] for meant in word if meant[0] == "colours"]
            return tuple((f"own {section}", entry) for section, entry in found)
        if named & {*OWN_STUFF}:
            return ()
        first = words[:1] if self.head == "last" else words[-1:]
        return tuple(("own kinds", entry) for word in first for section, entry in word if section == "kinds")

    def _split(self, word: str) -> list[tuple[Meaning, ...]]:
        """A compound's first part and head, where both are known."""
        for cut in range(len(word) - SHORTEST_STEM, SHORTEST_STEM - 1, -1):
            parts = [self._modifier(word[:cut]), _asking(self._word(word[cut:]))]
            if self.compounds and all(parts):
                return parts
        return []

    def _parts(self, span: Span, word: str) -> list[Span]:
        """A compound as its parts' spans, all with the text of the whole; the last part, its head, alone
        where what stands before is unknown."""
        best: list[tuple[Meaning, ...]] = []
        for cut in range(len(word) - SHORTEST_STEM, SHORTEST_STEM - 1, -1):
            head = _asking(self._word(word[cut:]))
            if not head:
                continue
            first = self._modifier(word[:cut])
            if first:
                best = [first, head]
                break
            if len(word) - cut >= SHORTEST_HEAD:
                best = [head]
        return [replace(span, meanings=part) for part in best] or [span]

    def _word(self, word: str) -> tuple[Meaning, ...]:
        return self.meaning((word,), (folded(word),))

    def _modifier(self, word: str) -> tuple[Meaning, ...]:
        for link in LINKS:
            if word.endswith(link) and len(word) - len(link) >= SHORTEST_STEM:
                meanings = _asking(self._word(word.removesuffix(link)))
                if meanings:
                    return meanings
        return ()


def _asking(meanings: tuple[Meaning, ...]) -> tuple[Meaning, ...]:
    able = {*CONTENT, "places", "tones", "subject", "things", *SORTS}
    return tuple(meaning for meaning in meanings if meaning[0] in able)


def _painted(meanings: tuple[Meaning, ...]) -> bool:
    return any(section in {*CONTENT, "places", "tones", "roles"} for section, _ in meanings)


def _folded_words(phrase: str) -> tuple[str, ...]:
    return words_of(phrase)[1]


def _listed(words: str) -> list[str]:
    return [phrase.strip() for phrase in words.split(",") if phrase.strip()]


Phrases = Mapping[tuple[str, ...], tuple[Meaning, ...]]


def _phrases(table: Mapping[str, Any]) -> tuple[Phrases, Phrases]:
    """The table's phrases by their words as they are spelled, and without accents."""
    spelled: dict[tuple[str, ...], list[Meaning]] = {}
    plain: dict[tuple[str, ...], list[Meaning]] = {}
    for section, entries in table.items():
        for entry, words in entries.items() if isinstance(entries, dict) else ():
            meaning = (
                {"words": entry, "models": "props", "effects": "props"}.get(section, section),
                str(entry),
            )
            stands = [("kinds", shared()["nearest"][entry]["kind"])] if section == "nearest" else []
            for phrase in _listed(str(words)):
                as_spelled, without_accents = words_of(phrase)
                spelled.setdefault(as_spelled, []).extend([*stands, meaning])
                plain.setdefault(without_accents, []).extend([*stands, meaning])
    return _unique(spelled), _unique(plain)


def _unique(phrases: Mapping[tuple[str, ...], list[Meaning]]) -> Phrases:
    return MappingProxyType({phrase: _whole(meant) for phrase, meant in phrases.items()})


def _whole(meant: list[Meaning]) -> tuple[Meaning, ...]:
    if len(meant) == 1 and meant[0][0] not in SORTS:  # as nearly all are
        return (meant[0],)
    sorted_only = all(section in SORTS for section, _ in meant)
    return tuple(dict.fromkeys([*meant, ("subject", "subject")] if sorted_only else meant))


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
    agglutinates = bool(values.get("agglutinates", False))
    # What is modelled stands before what is drawn by the same word, what is in the air after it.
    models, effects = words_of_models(language), words_of_effects(language)
    names = {kind: ", ".join(listed) for kind, listed in names_of_places().items()}
    spelled, plain = _phrases({"models": models, **values, "names": names, "effects": effects})
    suffixes = str(values["suffixes"])
    return Vocabulary(
        language=language,
        name=str(values["name"]),
        spelled=Layer(spelled, _endings(suffixes, False), agglutinates),
        plain=Layer(plain, _endings(suffixes, True), agglutinates),
        head="first" if values["head"] == "first" else "last",
        compounds=bool(values.get("compounds", False)),
        negative_endings=tuple(_listed(str(values.get("without", "")))),
        describing_endings=tuple(_listed(str(values.get("describing", "")))),
        articles=frozenset(_listed(str(values.get("articles", "")))),
    )


@lru_cache
def names_of_places() -> Mapping[str, tuple[str, ...]]:
    """Countries, towns and sights by the kind that comes nearest, as every language may write them."""
    names = tomllib.loads((FOLDER / "names.toml").read_text(encoding="utf-8"))
    return {kind: tuple(_listed(str(listed))) for kind, listed in names.items()}


def _endings(words: str, plain: bool) -> tuple[str, ...]:
    listed = {folded(ending) if plain else ending for ending in _listed(words)}
    return tuple(sorted(listed, key=lambda ending: (-len(ending), ending)))
