"""Which word of a table a misspelt one was meant to be.

The distance counts letters that are missing, too many, swapped with their neighbour or mistaken for a near
one (optimal string alignment: Boytsov 2011, "Indexing methods for approximate dictionary search"), a letter
mistaken for one far away twice. A first letter is never mistaken; a word that only ends otherwise is another
("baker", "bakery").
"""

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from types import MappingProxyType

SHORTEST_MISSPELT = 5
"""Letters that a word must have: shorter ones are one letter from too many others."""
SHORTEST_MISTAKEN = 7
"""Letters of a word of which one may be mistaken for another: of shorter ones another word comes of it."""
SHORTEST_TWICE = 9
"""Letters of a word with two faults."""
SHORTEST_BEGINNING, SHORTEST_END = 4, 4
"""Letters of a compound's first part, and of a misspelt end of one."""
SPELLED_OUT = (("ae", "a"), ("oe", "o"), ("ue", "u"))
"""What German writes for umlauts where there are no keys for them."""
KEYS = ("qwertzuiop", "asdfghjkl", "yxcvbnm", "qwertyuiop", "zxcvbnm")
SOUNDS = ("aeiou", "ckq", "szc", "bp", "dt", "vw", "iy", "mn", "gj")


def _near_letters() -> frozenset[tuple[str, str]]:
    sounds = [(one, other) for letters in SOUNDS for one in letters for other in letters]
    keys = [pair for row in KEYS for pair in pairwise(row)]
    return frozenset([*sounds, *keys, *((other, one) for one, other in keys)])


NEAR = _near_letters()


def by_first_letter(words: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """The words that a misspelt one may be taken for, by their first letter."""
    found: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        if len(word) >= SHORTEST_MISSPELT - 1 and word.isalpha():
            found.setdefault(word[0], []).append(word)
    return MappingProxyType({letter: tuple(listed) for letter, listed in found.items()})


def nearest(
    word: str, known: Mapping[str, tuple[str, ...]], begins: Callable[[str], object] | None = None
) -> str | None:
    """The known word that ``word``, without accents, is a misspelling of; ``None`` where none is near enough,
    or several are. With ``begins``, which tells what a compound may begin with, also of a compound's end:
    "holztish"."""
    return _nearest(word, known) or (_compound(word, known, begins) if begins else None)


def _compound(word: str, known: Mapping[str, tuple[str, ...]], begins: Callable[[str], object]) -> str | None:
    near = {
        word[:cut] + other
        for cut in range(SHORTEST_BEGINNING, len(word) - SHORTEST_END + 1)
        if word[cut:].isalpha() and begins(word[:cut])
        for other in known.get(word[cut], ())
        if abs(len(word) - cut - len(other)) <= 1 and not _ends_otherwise(word[cut:], other)
        if distance(word[cut:], other, 1) <= 1
    }
    return near.pop() if len(near) == 1 else None


def _nearest(word: str, known: Mapping[str, tuple[str, ...]]) -> str | None:
    if len(word) < SHORTEST_MISSPELT or not word.isalpha():
        return None
    near: list[tuple[int, str]] = []
    for other in known.get(word[0], ()):
        most = 2 if min(len(word), len(other)) >= SHORTEST_TWICE else 1
        if abs(len(other) - len(word)) <= most and not _ends_otherwise(word, other):
            faults = distance(word, other, most)
            near += [(faults, other)] if faults <= most else []
    near.sort()
    doubtful = len(near) > 1 and near[1][0] == near[0][0] and not _ends_otherwise(near[0][1], near[1][1])
    return near[0][1] if near and not doubtful else None


def _ends_otherwise(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    doubled = len(long) == len(short) + 1 and long[-1] == long[-2]
    return long.startswith(short) and not doubled


def distance(word: str, other: str, most: int) -> int:
    """How many faults make ``other`` into ``word``; any number over ``most`` where there are more."""
    mistaken = 1 if min(len(word), len(other)) >= SHORTEST_MISTAKEN else 2
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(word):
        earlier, before, row = before, row, [at + 1]
        for to, meant in enumerate(other):
            swap = mistaken if (letter, meant) in NEAR else 2
            cost = min(before[to + 1] + 1, row[to] + 1, before[to] + (0 if letter == meant else swap))
            if at and to and letter == other[to - 1] and word[at - 1] == meant and letter != meant:
                cost = min(cost, earlier[to - 1] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
