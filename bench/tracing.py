"""A path-traced set with things beside its subject, in its newest form beside the form before: seconds of the
processor, in turns."""

import argparse
import resource
from statistics import median

import numpy as np

from core.scenes.painting import View
from core.scenes.spec import NEWEST_FORM, SceneSpec
from core.scenes.traced.tracing import Subject, trace, variant

BEFORE = 6
"""The form of scenes before sets were traced with fewer seconds."""
TABLES = (("croissants", "orange juice", "sunglasses"), ("fruit", "books", "pine cones"), ())
"""What is set beside the subject: with glass, without, nothing."""


def subject(side: int) -> Subject:
    """A red bar in the middle of a picture of ``side`` px."""
    matte = np.zeros((side, side), np.uint8)
    matte[side // 4 : round(0.85 * side), round(0.42 * side) : round(0.58 * side)] = 255
    return Subject(np.full((side, side, 3), (200, 40, 30), np.uint8), matte, "stands", 0.85, metres=0.25)


def seconds(form: int, props: tuple[str, ...], seed: int, side: int) -> float:
    """Seconds of the processor that one table of that ``form`` takes."""
    fields = {
        "kind": "table",
        "seed": seed,
        "spec_version": form,
        "props": props,
        "camera": {"horizon": 0.35},
    }
    spec, view, what = SceneSpec.parse(fields), View(side, side), subject(side)
    before = _spent()
    trace(spec, view, what)
    return _spent() - before


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Measure and print; every set is traced once beforehand, so that it is compiled where that is kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--side", type=int, default=1024, help="pixels")
    given = parser.parse_args()
    print(f"{variant()}, {given.side} px, {given.rounds} rounds, seconds of the processor")
    for props in TABLES:
        for form in (BEFORE, NEWEST_FORM):
            seconds(form, props, 0, given.side)
        taken = [
            (seconds(BEFORE, props, seed, given.side), seconds(NEWEST_FORM, props, seed, given.side))
            for seed in range(1, given.rounds + 1)
        ]
        before, now = (median(values) for values in zip(*taken, strict=True))
        ratio = median(new / old for old, new in taken)
        print(
            f"{', '.join(props) or 'nothing beside it'}: {before:.1f} → {now:.1f}, {ratio:.2f} times",
            flush=True,
        )


if __name__ == "__main__":
    main()
