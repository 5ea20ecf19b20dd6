"""Where a shadow falls on a surface that the camera faces: the ground seen from above, or a wall."""

import numpy as np

from core.scenes.spec import Light

LONGEST = 2.2
"""Length of a shadow on the ground at most, in heights of what throws it."""


def lying_shift(light: Light) -> tuple[float, float]:
    """Px across and down by which a shadow is moved, seen from above, for each px of thickness."""
    turn, length = np.radians(light.direction), min(LONGEST, 1 / np.tan(np.radians(light.height)))
    return -float(np.sin(turn) * length), -float(np.cos(turn) * length)


def hanging_shift(light: Light) -> tuple[float, float]:
    """The same before a wall, for each px from it; light from behind the wall comes along it instead."""
    turn, rise = np.radians(light.direction), np.radians(light.height)
    front = max(float(np.cos(turn) * np.cos(rise)), 0.4)
    across, down = -float(np.sin(turn) * np.cos(rise)) / front, float(np.sin(rise)) / front
    shrink = min(1.0, LONGEST / max(float(np.hypot(across, down)), 1e-3))
    return across * shrink, down * shrink
