"""What became of a cell, for those who report it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from core.groups.plan import Cell
from store.records import Run

How = Literal["made", "there", "failed", "left"]
"""Made now; there already, made at an earlier start or for something else; failed; not made yet."""


@dataclass(frozen=True, kw_only=True)
class Made:
    """A cell and its run; ``sentence`` says why there is no picture."""

    cell: Cell
    how: How
    run: Run | None = None
    sentence: str = ""


def count(made: Sequence[Made], how: How) -> int:
    """How many cells came to that."""
    return sum(one.how == how for one in made)


def summary(made: Sequence[Made]) -> str:
    """``40 pictures: 31 made, 7 there already, 2 failed.``"""
    words: dict[How, str] = {
        "made": "made",
        "there": "there already",
        "failed": "failed",
        "left": "not made yet",
    }
    counted = [f"{count(made, how):,} {word}" for how, word in words.items() if count(made, how)]
    noun = "picture" if len(made) == 1 else "pictures"
    return f"{len(made):,} {noun}: {', '.join(counted) or 'none'}."


def failed(made: Sequence[Made]) -> bool:
    """Whether a picture is lacking because it failed."""
    return count(made, "failed") > 0
