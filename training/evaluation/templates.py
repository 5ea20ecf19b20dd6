"""Which sentences the renderers teach, so that the model can be asked others."""

import re
from collections.abc import Iterable

import numpy as np

from training.evaluation.judge import JUDGE_SEED
from training.scenes import FAMILIES, render

SHORT = 2
"""Templates of so few words ("forest", "sandy beach") name the thing itself and may occur in a sentence."""


def plain(sentence: str) -> str:
    """Lower case, words and single spaces only."""
    return " ".join(re.findall(r"[a-z0-9'é]+", sentence.lower()))


def phrases(each: int, side: int = 32, families: Iterable[str] = FAMILIES) -> set[str]:
    """The main phrases and details that ``each`` scenes of every family come with."""
    found: set[str] = set()
    for family in families:
        for index in range(each):
            scene = render(np.random.default_rng([JUDGE_SEED, 7, index]), side, side, family)
            found.update(scene.phrases)
            for detail in scene.details:
                found.update([detail] if isinstance(detail, str) else detail)
    return {plain(phrase) for phrase in found}


def taught(sentence: str, templates: Iterable[str]) -> list[str]:
    """Those templates that make ``sentence`` a known one: it is the template, or holds one of more than
    ``SHORT`` words, word for word."""
    padded = f" {plain(sentence)} "
    return sorted(
        template
        for template in templates
        if f" {template} " in padded and (len(template.split()) > SHORT or padded.strip() == template)
    )
