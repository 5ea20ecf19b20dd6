"""Other people's ways to ask for a place, found by what a scene's own words say."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np

from training.scenes.sentences import Details, caption
from training.wordings import RULES, Rule

GENERAL = ".*"
EXACT = 3
"""How much likelier a wording is that repeats the scene's own colour or material than one that leaves it
open: without, colours were often painted without being named."""


def wordings_of(family: str, phrases: Sequence[str], details: Details) -> tuple[str, ...]:
    """Every wording that holds for a scene of ``family`` with these words; exact ones several times."""
    said = [*phrases]
    for detail in details:
        said += [detail] if isinstance(detail, str) else detail
    return _wordings_of(family, tuple(dict.fromkeys(said)))


@lru_cache(maxsize=200_000)
def _wordings_of(family: str, said: tuple[str, ...]) -> tuple[str, ...]:
    found: list[str] = []
    for rule in RULES:
        if rule.family == family:
            found += applied(rule, said) * (EXACT if re.compile(rule.pattern).groups else 1)
    return tuple(found)


def applied(rule: Rule, said: Sequence[str]) -> list[str]:
    """The rule's wordings with what its groups found in the first words that it matches; none if it matches
    none of them."""
    if rule.pattern == GENERAL:
        return list(rule.wordings)
    for words in said:
        match = re.fullmatch(rule.pattern, words, re.IGNORECASE)
        if match:
            return [wording.format(*match.groups()) for wording in rule.wordings]
    return []


def sentence(rng: np.random.Generator, family: str, words: Mapping[str, Details]) -> str:
    """A fresh caption of a scene, in the renderer's words or in those of other people, which
    hold for what a family shows, and so not for a kind that is only learned with it."""
    phrases, details = words["phrases"], words["details"]
    others = () if words.get("kind") else wordings_of(family, phrases, details)
    return caption(rng, phrases, details, others)
