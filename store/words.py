"""Words as search sees them: the same rules for what is stored and for what is looked for.

We cut and fold words ourselves, so that SQLite and PostgreSQL find the same, and nothing the user
types can be read as the query language of either.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from store.errors import InvalidValueError

MAX_WORD = 64
"""Characters by which words are told apart; PostgreSQL refuses words of more than 2 KB."""
MAX_QUERY_WORDS = 100
"""Words of one search; more are refused."""

# Chinese and Japanese are written without spaces: there each character counts as a word.
_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_NO_SPACE = {"Cf", "Me"}
"""Categories of what only shapes its neighbours: joiners, soft hyphens, the frames around digits."""
_ZERO_WIDTH_SPACE = "\u200b"
_VARIANTS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""They choose between two looks of one emoji."""
_TO_WIDE = 0xFEE0
"""From a sign of ASCII to its wide form, which no index takes for a space between words."""
_TELLING = "%&@#"
"""Punctuation that is meant where it stands beside a word: *50%*, *R&D*. Other punctuation is not."""
_TERM = re.compile(r'(-?)(?:"([^"]+)"|(\S+))')


class Query(NamedTuple):
    """What a search asks for: the words that must all be there, and groups of words of which none may be
    there as a whole."""

    wanted: tuple[str, ...]
    unwanted: tuple[tuple[str, ...], ...]


def words_in(text: str) -> list[str]:
    """The distinct words and signs of ``text``, without case and diacritics, in the order they first appear.
    A sign (an emoji, a percent sign, a quotation mark) is a word of its own."""
    return list(dict.fromkeys(piece for piece, _ in _pieces(text)))


def searchable(prompt: str, note: str, tags: Iterable[str], source_name: str, seed: int | None) -> str:
    """What the index holds of a run. The negative prompt is left out: profiles bring a long one of
    their own, so that each of its words would find nearly every run."""
    return " ".join(words_in(" ".join([prompt, note, *tags, source_name, "" if seed is None else str(seed)])))


def query_of(typed: str) -> Query | None:
    """What the user typed as a query; ``None`` for nothing but spaces.

    A term that begins with a minus must not be there; words in quotation marks are one term. Raises
    ``InvalidValueError`` for more than ``MAX_QUERY_WORDS`` words.
    """
    if not typed.strip():
        return None
    wanted: list[str] = []
    unwanted: list[tuple[str, ...]] = []
    for minus, quoted, bare in _TERM.findall(typed):
        words = _meant(quoted or bare)
        if minus and words:
            unwanted.append(tuple(words))
        else:
            wanted += words
    count = len(wanted) + sum(map(len, unwanted))
    if count > MAX_QUERY_WORDS:
        raise InvalidValueError(f"Search for at most {MAX_QUERY_WORDS} words at once (there are {count:,}).")
    return Query(tuple(dict.fromkeys(wanted)), tuple(unwanted))


def fts5_query(words: Iterable[str]) -> str:
    """All of these words as a query of SQLite's FTS5, each a beginning."""
    return " AND ".join(f'"{word}"*' for word in words)


def tsquery(words: Iterable[str]) -> str:
    """All of these words as PostgreSQL's ``tsquery``, each a beginning."""
    return " & ".join(f"'{word}':*" for word in words)


def same_name(name: str) -> str:
    """What is the same of two names that a reader takes for one: they may differ in case and in how their
    accents are encoded."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _meant(term: str) -> list[str]:
    """The words of one term; of its signs those that say something, all where there is no word."""
    pieces = list(_pieces(term))
    if all(sign for _, sign in pieces):
        return [piece for piece, _ in pieces]
    return [piece for piece, sign in pieces if not sign or _tells(sign)]


def _tells(sign: str) -> bool:
    return sign in _TELLING or not unicodedata.category(sign).startswith("P")


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Words in the form in which they are compared, each with ``""``; and signs, with the sign as written."""
    word = ""
    for letter in _folded(text):
        kind = unicodedata.category(letter)
        if kind[0] in "LNM" and not _IDEOGRAPH.match(letter):
            word += letter
            continue
        if word:
            yield word[:MAX_WORD], ""
            word = ""
        if _IDEOGRAPH.match(letter):
            yield letter, ""
        elif kind[0] != "Z" and kind not in ("Cc", "Cs") and letter != _ZERO_WIDTH_SPACE:
            yield chr(ord(letter) + _TO_WIDE) if letter.isascii() else letter, letter
    if word:
        yield word[:MAX_WORD], ""


def _folded(text: str) -> str:
    """``text`` without case, diacritics, and what only chooses between looks."""
    bare = "".join(
        letter
        for letter in _VARIANTS.sub("", unicodedata.normalize("NFKD", text))
        if not unicodedata.combining(letter)
        and (unicodedata.category(letter) not in _NO_SPACE or letter == _ZERO_WIDTH_SPACE)
    )
    return bare.casefold()
