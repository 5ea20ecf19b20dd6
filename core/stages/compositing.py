"""The subject before its new background, without touching a pixel of it and without its old fringe."""

from threading import Lock

import numpy as np

from core.stages.arrays import Pixels
from core.stages.kernels import foreground_kernel

# numba's fallback threading layer, the usual one on macOS, ends the process when two threads enter it.
_ONE_AT_A_TIME = Lock()


def estimate_foreground(rgb: Pixels, alpha: Pixels) -> Pixels:
    """The subject's own colours at its soft edges, where the photo shows it mixed with the old background.

    ``rgb`` H×W×3, ``alpha`` H×W with 255 = subject; returns H×W×3. Only pixels with 0 < alpha < 255
    change. Fast multi-level foreground estimation (Germer et al. 2020, arXiv:2006.14970) by pymatting.
    Raises ``ValueError`` where the shapes do not fit.
    """
    _expect_same_size(rgb, alpha)
    soft = (alpha > 0) & (alpha < 255)
    if not soft.any():
        return rgb
    estimate = foreground_kernel()
    with _ONE_AT_A_TIME:
        # Of the whole frame: cropping to the soft edges shifts the method's grids and saves nothing.
        estimated = np.asarray(estimate(rgb / 255.0, alpha / 255.0))
    result = rgb.copy()
    result[soft] = np.rint(estimated[soft].clip(0, 1) * 255).astype(np.uint8)
    return result


def composite(source: Pixels, background: Pixels, alpha: Pixels) -> Pixels:
    """``source`` over ``background``, both H×W×3, by ``alpha`` H×W: H×W×3, rounded to the nearest.

    Where alpha is 255 it is the source bit by bit, where 0 the background. Raises ``ValueError``
    where the shapes do not fit.
    """
    _expect_same_size(source, alpha)
    _expect_same_size(background, alpha)
    weight = alpha.astype(np.uint16)[..., None]
    # At most 255 · 255 + 127, which 16 bits hold.
    return ((source * weight + background * (255 - weight) + 127) // 255).astype(np.uint8)


def over_nothing(source: Pixels, shade: Pixels, alpha: Pixels) -> Pixels:
    """``source`` H×W×3 by its ``alpha`` H×W over black of the opacity ``shade`` H×W: H×W×4, colours not
    multiplied by their alpha. Where alpha is 255 it is the source bit by bit, and opaque."""
    _expect_same_size(source, alpha)
    cover, behind = alpha.astype(np.uint32), shade.astype(np.uint32) * (255 - alpha.astype(np.uint32))
    whole = cover * 255 + behind  # 0…255²
    opacity = (whole + 127) // 255
    share = np.maximum(whole, 1)[..., None]
    colours = (source * (cover * 255)[..., None] + share // 2) // share
    return np.dstack([colours, opacity]).astype(np.uint8)


def subject_max_difference(source: Pixels, composite: Pixels, alpha: Pixels) -> int:
    """The largest difference, 0…255, between the two H×W×3 pictures where ``alpha`` H×W is 255.

    0 where it never is. Of a ``composite`` H×W×4 it is 255 where that is not opaque there.
    Raises ``ValueError`` where the shapes do not fit.
    """
    _expect_same_size(source, alpha)
    if composite.ndim == 3 and composite.shape[2] == 4:
        if np.any(composite[..., 3][alpha == 255] != 255):
            return 255
        composite = composite[..., :3]
    _expect_same_size(composite, alpha)
    subject = alpha == 255
    difference = np.abs(source[subject].astype(np.int16) - composite[subject])
    return int(difference.max(initial=0))


def _expect_same_size(rgb: Pixels, alpha: Pixels) -> None:
    if alpha.ndim != 2 or rgb.shape != (*alpha.shape, 3):
        raise ValueError(f"a picture of shape {rgb.shape} does not fit a matte of shape {alpha.shape}")
