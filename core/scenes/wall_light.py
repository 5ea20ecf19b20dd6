"""The light on what hangs before a wall."""

from math import copysign

from core.scenes.spec import Light

ASIDE, HIGH, HARD = (24.0, 60.0), (26.0, 52.0), 0.45
"""Degrees between which it comes from a side, and from above, and how hard it is at least."""


def seen_to_fall(light: Light) -> Light:
    """``light`` as it throws a shadow that is seen beside what hangs: one from the camera hides it behind,
    one from beyond the wall throws none, and a hazy one is not seen."""
    turn = min(max(abs(light.direction), ASIDE[0]), ASIDE[1])
    changes = {
        "direction": copysign(turn, light.direction),
        "height": min(max(light.height, HIGH[0]), HIGH[1]),
        "hardness": max(light.hardness, HARD),
    }
    return light.model_copy(update=changes)
