"""Does the picture show the place that was asked for? Told by the judge, for twelve families."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from training.evaluation.judge import FAMILIES, Judge
from training.evaluation.painter import Painter
from training.evaluation.prompts import FAMILIES as PROMPTS


@dataclass(frozen=True)
class Confusion:
    """``counts[i][j]``: how often family i was asked for and j was seen."""

    counts: list[list[int]]

    @property
    def accuracy(self) -> float:
        """The share seen right."""
        table = np.array(self.counts)
        return float(table.trace() / max(table.sum(), 1))

    def of(self, family: str) -> float:
        """The share of one family seen right."""
        row = self.counts[FAMILIES.index(family)]
        return row[FAMILIES.index(family)] / max(sum(row), 1)


def measure(
    painter: Painter, judge: Judge, seeds: int, prompts: Mapping[str, Sequence[str]] = PROMPTS
) -> Confusion:
    """Paint every family with ``seeds`` seeds, its sentences and the photos in turn, and count."""
    counts = np.zeros((len(FAMILIES), len(FAMILIES)), int)
    for row, family in enumerate(FAMILIES):
        for seed in range(seeds):
            prompt = prompts[family][seed % len(prompts[family])]
            seen = judge.family(painter.paint(prompt, seed, row + seed).background)
            counts[row, FAMILIES.index(seen)] += 1
    return Confusion(counts.tolist())
