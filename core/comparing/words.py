"""Which words of sentences differ."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

TOKEN = re.compile(r"\w+(?:['’-]\w+)*|\s+|[^\w\s]")


class Piece(NamedTuple):
    """A part of a sentence; ``differs`` where another sentence has not the same in its place."""

    text: str
    differs: bool


def marked(text: str, others: Sequence[str]) -> tuple[Piece, ...]:
    """``text`` in pieces, which together are ``text``: a word differs where one of ``others`` lacks it in its
    place; spaces between two words that differ go with them."""
    tokens = TOKEN.findall(text)
    words = [at for at, token in enumerate(tokens) if not token.isspace()]
    apart: set[int] = set()
    for other in dict.fromkeys(others):
        theirs = [token for token in TOKEN.findall(other) if not token.isspace()]
        matcher = SequenceMatcher(None, [tokens[at] for at in words], theirs, autojunk=False)
        same = {at for block in matcher.get_matching_blocks() for at in range(block.a, block.a + block.size)}
        apart |= {place for number, place in enumerate(words) if number not in same}
    between = range(1, len(tokens) - 1)
    apart |= {at for at in between if tokens[at].isspace() and {at - 1, at + 1} <= apart}
    runs = groupby(enumerate(tokens), key=lambda item: item[0] in apart)
    return tuple(Piece("".join(token for _, token in part), differs) for differs, part in runs)


def against_reference(texts: Sequence[str], reference: int = 0) -> list[tuple[Piece, ...]]:
    """Each text in pieces: what differs from the one at ``reference``, and in that one what any other has
    otherwise."""
    other = [text for at, text in enumerate(texts) if at != reference]
    return [marked(text, other if at == reference else [texts[reference]]) for at, text in enumerate(texts)]
