"""How long a picture will take, judged by those made before on this machine."""

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Protocol

ONCE = ("load",)
"""Stages that a second picture does not pay for."""


class Timing(Protocol):
    """What one picture took, as the store remembers it."""

    @property
    def steps(self) -> int:
        """Denoising steps."""
        ...

    @property
    def pixels(self) -> int:
        """Width × height of the picture."""
        ...

    @property
    def seconds(self) -> Mapping[str, float]:
        """By stage."""
        ...


def expected_seconds(
    timings: Sequence[Timing], steps: int, pixels: int | None = None, *, fixed_size: bool = False
) -> float | None:
    """Seconds for ``steps`` denoising steps and all else: medians over ``timings``, ``None`` without any.

    ``pixels`` scales what grows with the picture; with ``fixed_size`` denoising does not grow with it.
    """
    if not timings:
        return None

    def scale(timing: Timing) -> float:
        return pixels / timing.pixels if pixels and timing.pixels else 1.0

    step = median(
        timing.seconds.get("inpaint", 0.0) / max(1, timing.steps) * (1.0 if fixed_size else scale(timing))
        for timing in timings
    )
    rest = median(
        sum(seconds for stage, seconds in timing.seconds.items() if stage not in ("inpaint", *ONCE))
        * scale(timing)
        for timing in timings
    )
    return step * steps + rest
