"""Do colour words land where they belong? The forty sentences with two colours, judged by region."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from training.evaluation import colours
from training.evaluation.painter import Painter, Pixels
from training.evaluation.two_colours import TWO_COLOURS, TwoColours


@dataclass(frozen=True)
class Verdict:
    """One sentence's picture: which colours are right, and which groups were seen instead."""

    wanted: TwoColours
    above: bool
    below: bool
    seen: tuple[str, str]
    composite: Pixels


def judge(painter: Painter, wanted: TwoColours, index: int) -> Verdict:
    """Paint one sentence and look at its regions."""
    made = painter.paint(wanted.prompt, index, index)
    regions = colours.region_colours(made.background, made.matte, wanted.podium)
    above, below = colours.judge(made.background, made.matte, wanted)
    groups = tuple(map(colours.group_of, regions))
    return Verdict(wanted, above, below, (groups[0], groups[1]), made.composite)


def measure(painter: Painter, prompts: int, sentences: Sequence[TwoColours] = TWO_COLOURS) -> list[Verdict]:
    """All verdicts, each with a seed and a photo of its own."""
    return [judge(painter, wanted, index) for index, wanted in enumerate(sentences[:prompts])]


def shares(verdicts: Sequence[Verdict]) -> dict[str, float]:
    """Shares right above, below, of all colour words, and of sentences with both right."""
    above, below = (np.array([getattr(one, side) for one in verdicts]) for side in ("above", "below"))
    return {
        "above right": float(above.mean()),
        "below right": float(below.mean()),
        "words right": float((above.mean() + below.mean()) / 2),
        "both right": float((above & below).mean()),
    }


def describe(verdict: Verdict) -> str:
    """A line of the report on a picture with a wrong colour."""
    wanted = verdict.wanted
    return (
        f"- {wanted.prompt}: above {wanted.above} ({'right' if verdict.above else verdict.seen[0]}), "
        f"below {wanted.below} ({'right' if verdict.below else verdict.seen[1]})"
    )
