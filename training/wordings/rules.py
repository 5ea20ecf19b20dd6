"""What a rule is, and all of them as the TOML files beside this one hold them."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SUBJECTS = (
    "studio",
    "podiums",
    "walls",
    "tables",
    "indoors",
    "town",
    "water",
    "land",
    "woods",
    "fields",
    "air",
)
"""The files of rules. Captions are drawn by place in the list of rules, so that the order decides what a
seed says."""


@dataclass(frozen=True)
class Rule:
    """Other words for what a scene shows.

    ``pattern`` is a regular expression, full-matched (``re.fullmatch``, case-insensitive) against each
    phrase and each detail of a scene of ``family``. If it matches, any of ``wordings`` may stand in for the
    main phrase; ``{0}``, ``{1}`` in a wording are the pattern's groups, such as a colour. Raises
    ``ValueError`` for a pattern that is none, a wording that asks for more groups than there are, and a
    wording that is there twice.
    """

    family: str
    pattern: str
    wordings: tuple[str, ...]

    def __post_init__(self) -> None:
        try:
            groups = re.compile(self.pattern).groups
        except re.error as error:
            raise ValueError(f"{self.pattern!r} is no pattern: {error}") from None
        for wording in self.wordings:
            if set(re.findall(r"\{(.*?)\}", wording)) - {str(group) for group in range(groups)}:
                raise ValueError(f"{wording!r} asks for groups that {self.pattern!r} has not")
        if len(set(self.wordings)) < len(self.wordings):
            raise ValueError(f"{self.pattern!r} of {self.family} has a wording twice")


def table(name: str) -> dict[str, Any]:
    """What ``name``.toml beside this file holds."""
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))


def rule(family: str, pattern: str, wordings: Sequence[str], shared: Sequence[str] = ()) -> Rule:
    """A rule of a file's row: the wordings of the lists named in ``shared`` come before its own."""
    common = [wording for name in shared for wording in SHARED[name]]
    return Rule(family, pattern, (*common, *wordings))


SHARED: dict[str, list[str]] = table("shared")
RULES = tuple(rule(**row) for subject in SUBJECTS for row in table(subject)["rule"])
FILLERS: tuple[str, ...] = tuple(table("fillers")["fillers"])
TEMPLATES: dict[str, list[str]] = table("kinds")
"""How scenes of the product's kinds are put into words, by kind or by group."""
