"""Do bright, dark and unwanted words act?"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from training.evaluation.colours import lab
from training.evaluation.painter import Painter
from training.evaluation.prompts import BRIGHTNESS, NEGATIVES

Pixels = npt.NDArray[np.uint8]

BRIGHT, DARK, APART = 60.0, 40.0, 15.0
"""Mean L* at least, at most, and at least between the two of a pair."""

AMOUNTS: dict[str, Callable[[npt.NDArray[np.float64]], float]] = {
    "green": lambda colours: float(-colours[..., 1].mean()),
    "blue": lambda colours: float(-colours[..., 2].mean()),
    "warm": lambda colours: float((colours[..., 1] + colours[..., 2]).mean()),
    "bright": lambda colours: float(colours[..., 0].mean()),
    "lights": lambda colours: float(np.percentile(colours[..., 0], 97) - np.median(colours[..., 0])),
}
"""How much there is of something, in CIELAB units: −a*, −b*, a* + b*, L*, and how far the brightest three
hundredths rise above the median L*."""


def brightness(painter: Painter, pairs: int, seeds: int) -> dict[str, float]:
    """Shares of bright prompts at ``BRIGHT`` or more, dark ones at ``DARK`` or less, pairs ``APART``."""
    light, dark = (
        np.array(
            [
                [lightness(painter.paint(pair[side], seed, index).background) for seed in range(seeds)]
                for index, pair in enumerate(BRIGHTNESS[:pairs])
            ]
        )
        for side in (0, 1)
    )
    return {
        "bright prompts bright": float(np.mean(light >= BRIGHT)),
        "dark prompts dark": float(np.mean(dark <= DARK)),
        "pairs apart": float(np.mean(light - dark >= APART)),
        "mean L* bright": float(light.mean()),
        "mean L* dark": float(dark.mean()),
    }


def lightness(background: Pixels) -> float:
    """Mean L* 0…100."""
    return float(lab(background)[..., 0].mean())


def negatives(painter: Painter, cases: int, seeds: int) -> dict[str, dict[str, float]]:
    """For each case how much of the unwanted there is without and with the negative prompt."""
    return {
        f"{prompt} / not: {negative}": compare(painter, (prompt, negative), amount, index, seeds)
        for index, (prompt, negative, amount) in enumerate(NEGATIVES[:cases])
    }


def compare(
    painter: Painter, words: tuple[str, str], amount: str, photo: int, seeds: int
) -> dict[str, float]:
    """One case: mean amounts over the seeds, and the share of seeds in which it fell."""
    without, with_ = (
        [AMOUNTS[amount](lab(painter.paint(words[0], seed, photo, text).background)) for seed in range(seeds)]
        for text in ("", words[1])
    )
    fell = np.mean(np.array(with_) < np.array(without))
    return {"without": float(np.mean(without)), "with": float(np.mean(with_)), "fell": float(fell)}
