"""The shade around what hangs before a wall, and around what lay in scenes of an earlier form."""

import numpy as np

from core.stages.arrays import Floats
from core.stages.cast_shadow import softened
from core.stages.lying_shadow import swept, widths

NEAREST = 0.1
"""How near its wall what hangs comes where it is thickest, by how far its front is from it."""
SLOPING = 0.6
"""How far in from its outline a lying subject is as thick as the shadow's layers, by their height, in scenes
of an earlier form."""


def blocked_beyond(
    alpha: Floats, shift: tuple[float, float], away: float, spread: float, *, lies: bool, whole: bool
) -> tuple[Floats, Floats]:
    """How much of the main and of the even light is blocked beyond what covers ``alpha`` h×w (0…1): two maps
    h×w, 0…1. Its front is so far ``away``, in shares of its size, from what its shadow falls on, and for each
    px of that the shadow is moved by ``shift`` px across and down, with a penumbra of ``spread``; ``whole``:
    a body throws it whose thin parts are thin; before, a few layers did."""
    thick = float(np.sqrt(np.count_nonzero(alpha > 0.5))) * away
    soft = 0.5, 1.5 * spread + 0.1
    if whole:
        front = np.full(alpha.shape, thick, np.float32)
        key = swept(alpha, (front - widths(alpha, (1 - NEAREST) * thick), front), shift, soft)
    else:
        key = _layers(alpha, thick, shift, soft, lies=lies)
    around = thick * (0.5 if lies else 0.9)
    ambient = 0.5 * softened(alpha, around, around) + 0.3 * softened(alpha, 3 * around, 3 * around)
    return key, ambient.astype(np.float32)


def _layers(
    alpha: Floats, thick: float, shift: tuple[float, float], soft: tuple[float, float], *, lies: bool
) -> Floats:
    """The main light that is blocked by a few layers of what is ``thick`` px."""
    import cv2

    inner = cv2.distanceTransform((alpha > 0.5).astype(np.uint8), cv2.DIST_L2, 3)
    key = np.zeros(alpha.shape, np.float32)
    for share in (0.1, 0.3, 0.6, 1.0):
        up = share * thick
        layer = alpha * (inner >= SLOPING * up) if lies else alpha
        move = np.array([[1, 0, shift[0] * up], [0, 1, shift[1] * up]], np.float32)
        moved = np.asarray(cv2.warpAffine(layer.astype(np.float32), move, alpha.shape[::-1]), np.float32)
        blur = soft[0] + up * soft[1]
        np.maximum(key, softened(moved, blur, blur), out=key)
    return key
