"""Variants of a sentence: ``on a {red|blue} cloth``, and ``__colours__`` for each line of a list of words."""

import itertools
import re
from collections.abc import Sequence
from pathlib import Path

from core.errors import RequestError
from core.groups.values import split_outside

MAX_VARIANTS = 10_000
MAX_DEPTH = 5
"""How deep lists may name lists."""
_LIST = re.compile(r"__([A-Za-z0-9][\w-]*?)__")


def variants(sentence: str, lists: Path) -> tuple[str, ...]:
    """Every sentence that it stands for, each once, in the order in which they are written: the last choice
    changes first. ``lists`` is the folder of ``NAME.txt``, one variant a line, ``#`` before remarks. A
    backslash takes a brace for a letter. Raises ``RequestError``."""
    found = _expanded(sentence, lists, 0)
    return tuple(dict.fromkeys(" ".join(_plain(one).split()) for one in found))


def word_lists(folder: Path) -> tuple[str, ...]:
    """The names of the lists that there are."""
    return tuple(sorted(path.stem for path in folder.glob("*.txt")))


def _expanded(sentence: str, lists: Path, depth: int) -> list[str]:
    if depth > MAX_DEPTH:
        raise RequestError("The word lists name one another in a circle; take one of them out.")
    choices = [_choices(part, lists, depth) for part in _parts(sentence)]
    count = 1
    for options in choices:
        count *= len(options)
    if count > MAX_VARIANTS:
        raise RequestError(
            f"The sentence has {count:,} variants; at most {MAX_VARIANTS:,} can be made at once."
        )
    return ["".join(picked) for picked in itertools.product(*choices)]


def _choices(part: str, lists: Path, depth: int) -> list[str]:
    if part.startswith("{"):
        options = split_outside(part[1:-1], "|")
        return [one for option in options for one in _expanded(option, lists, depth + 1)]
    pieces = _LIST.split(part)
    if len(pieces) == 1:
        return [part]
    # Every second piece is a list's name.
    options = [
        [piece] if place % 2 == 0 else _lines(piece, lists, depth) for place, piece in enumerate(pieces)
    ]
    return ["".join(picked) for picked in itertools.product(*options)]


def _lines(name: str, lists: Path, depth: int) -> list[str]:
    try:
        text = (lists / f"{name}.txt").read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        known = ", ".join(word_lists(lists))
        there = f"there are {known}" if known else f"put {name}.txt into {lists}, one variant a line"
        raise RequestError(f"There is no list of words {name!r} that can be read; {there}.") from error
    lines = [line.strip() for line in text.splitlines()]
    told = [line for line in lines if line and not line.startswith("#")]
    if not told:
        raise RequestError(f"The list of words {name!r} is empty; write one variant a line.")
    return [one for line in told for one in _expanded(line, lists, depth + 1)]


def _parts(sentence: str) -> Sequence[str]:
    """The sentence in its pieces: outermost braces with all that is in them, and what is between."""
    parts, depth, begun, escaped = list[str](), 0, 0, False
    for place, letter in enumerate(sentence):
        if escaped or letter == "\\":
            escaped = not escaped
        elif letter == "{":
            if depth == 0:
                parts.append(sentence[begun:place])
                begun = place
            depth += 1
        elif letter == "}":
            depth -= 1
            if depth == 0:
                parts.append(sentence[begun : place + 1])
                begun = place + 1
        if depth < 0:
            raise RequestError(r"The sentence has a } without its {; write \} where it is meant as a letter.")
    if depth:
        raise RequestError(r"The sentence has a { without its }; write \{ where it is meant as a letter.")
    return [part for part in [*parts, sentence[begun:]] if part]


def _plain(sentence: str) -> str:
    return re.sub(r"\\([{}|\\])", r"\1", sentence)
