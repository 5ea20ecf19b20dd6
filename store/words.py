"""Words as search sees them: the same rules for what is stored and for what is looked for.

We cut and fold words ourselves, so that SQLite and PostgreSQL find the same, and nothing the user
types can be read as the query language of either.
"""

import re
import unicodedata
from collections.abc import Iterable

MAX_WORD = 64
"""Characters by which words are told apart; PostgreSQL refuses words of more than 2 KB."""
MAX_QUERY_WORDS = 32

# Chinese and Japanese are written without spaces: there each character counts as a word.
_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_IDEOGRAPHS}]|[^\W_{_IDEOGRAPHS}]+")


def words_in(text: str) -> list[str]:
    """The distinct words of ``text``, without case and diacritics, in the order they first appear."""
    split = unicodedata.normalize("NFKD", text)
    bare = "".join(letter for letter in split if not unicodedata.combining(letter)).casefold()
    return list(dict.fromkeys(word[:MAX_WORD] for word in _WORD.findall(bare)))


def searchable(prompt: str, note: str, tags: Iterable[str]) -> str:
    """What the index holds of a run. The negative prompt is left out: profiles bring a long one of
    their own, so that each of its words would find nearly every run."""
    return " ".join(words_in(" ".join([prompt, note, *tags])))


def fts5_query(text: str) -> str | None:
    """``text`` as a query of SQLite's FTS5, each word a beginning; ``None`` when it has no word."""
    return " AND ".join(f'"{word}"*' for word in words_in(text)[:MAX_QUERY_WORDS]) or None


def tsquery(text: str) -> str | None:
    """``text`` as PostgreSQL's ``tsquery``, each word a beginning; ``None`` when it has no word."""
    return " & ".join(f"'{word}':*" for word in words_in(text)[:MAX_QUERY_WORDS]) or None
