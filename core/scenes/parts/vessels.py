"""Profiles of turned vessels, and what they are fired of."""

from collections.abc import Callable

import numpy as np

from core.scenes.parts.canvas import Array, Random, jitter, rgb

CLAY = ("e9e4da", "d8cfc2", "b5674a", "6f7a74", "f2efe8", "3b3d40", "c9b79c")


def _curve(*points: tuple[float, float]) -> Callable[[Array], Array]:
    """A profile through (height, half width) points, smooth between."""
    ts, rs = np.array([p[0] for p in points]), np.array([p[1] for p in points])
    steps = np.diff(rs) / np.diff(ts)
    turns = steps[:-1] * steps[1:] > 0
    # A cubic that neither overshoots nor flattens where the profile runs on.
    inner = np.where(turns, 2 * steps[:-1] * steps[1:] / (steps[:-1] + steps[1:] + ~turns), 0)
    slopes = np.concatenate([steps[:1], inner, steps[-1:]])

    def profile(t: Array) -> Array:
        share = np.clip(np.asarray(t), 0, 1)
        index = np.clip(np.searchsorted(ts, share, side="right") - 1, 0, len(ts) - 2)
        wide = ts[index + 1] - ts[index]
        part = (share - ts[index]) / wide
        eased = part * part * (3 - 2 * part)
        bent = (slopes[index] * (1 - part) - slopes[index + 1] * part) * part * (1 - part) * wide
        return (rs[index] + (rs[index + 1] - rs[index]) * eased + bent).astype(np.float32)

    return profile


STRAIGHT = _curve((0, 0.97), (1, 1.0))
POT = _curve((0, 0.72), (0.85, 1.0), (1, 1.0))
VASE = _curve((0, 0.55), (0.35, 1.0), (0.75, 0.42), (0.92, 0.36), (1, 0.46))
BOTTLE = _curve((0, 0.95), (0.06, 1.0), (0.62, 1.0), (0.78, 0.38), (1, 0.36))
JAR = _curve((0, 0.92), (0.06, 1.0), (0.84, 1.0), (0.9, 0.86), (1, 0.86))
CUP = _curve((0, 0.62), (0.3, 0.9), (1, 1.0))
BOWL = _curve((0, 0.4), (0.5, 0.85), (1, 1.0))
KETTLE = _curve((0, 1.0), (0.12, 1.03), (0.75, 0.72), (0.9, 0.5), (1, 0.42))


def clay(rng: Random) -> Array:
    """The sRGB tone of a glaze or clay."""
    return jitter(rng, rgb(str(rng.choice(CLAY))), 0.05)
