"""What a rule is, and all of them."""

from dataclasses import dataclass

from training.wordings import air, fields, indoors, land, podiums, studio, tables, town, walls, water, woods


@dataclass(frozen=True)
class Rule:
    """Other words for what a scene shows.

    ``pattern`` is a regular expression, full-matched (``re.fullmatch``, case-insensitive) against each
    phrase and each detail of a scene of ``family``. If it matches, any of ``wordings`` may stand in for the
    main phrase; ``{0}``, ``{1}`` in a wording are the pattern's groups, such as a colour.
    """

    family: str
    pattern: str
    wordings: tuple[str, ...]


MODULES = (studio, podiums, walls, tables, indoors, town, water, land, woods, fields, air)
RULES = tuple(Rule(*row) for module in MODULES for row in module.ROWS)
