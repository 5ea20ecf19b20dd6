"""The subject before its new background, without touching a pixel of it and without its old fringe."""

from threading import Lock

import numpy as np
import numpy.typing as npt

from core.scenes.strips import strips
from core.stages.arrays import Pixels
from core.stages.kernels import foreground_kernel
from core.stages.tiles import WHOLE_PIXELS, tiles

# numba's fallback threading layer, the usual one on macOS, ends the process when two threads enter it.
_ONE_AT_A_TIME = Lock()

AROUND = 256
"""Px around a tile of a large picture from which its colours are taken."""
SHARES = (np.arange(256) / 255.0).astype(np.float32)
"""Levels as shares."""


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
    result = rgb.copy()
    if soft.size <= WHOLE_PIXELS:
        # Of the whole frame: cropping to the soft edges shifts the method's grids and saves nothing.
        result[soft] = _estimated(rgb, alpha, soft)
        return result
    for tile in tiles(soft, AROUND):
        wanted = np.zeros(alpha[tile.seen].shape, np.bool_)
        wanted[tile.within] = soft[tile.core]
        found = _estimated(rgb[tile.seen], alpha[tile.seen], wanted)
        result[tile.core][soft[tile.core]] = found
    return result


def _estimated(rgb: Pixels, alpha: Pixels, wanted: npt.NDArray[np.bool_]) -> Pixels:
    """The foreground's colours N×3 at the ``wanted`` pixels."""
    estimate = foreground_kernel()
    with _ONE_AT_A_TIME:
        estimated = np.asarray(estimate(SHARES[rgb], SHARES[alpha]))
    return np.rint(estimated[wanted].clip(0, 1) * 255).astype(np.uint8)


def composite(source: Pixels, background: Pixels, alpha: Pixels) -> Pixels:
    """``source`` over ``background``, both H×W×3, by ``alpha`` H×W: H×W×3, rounded to the nearest.

    Where alpha is 255 it is the source bit by bit, where 0 the background. Raises ``ValueError``
    where the shapes do not fit.
    """
    _expect_same_size(source, alpha)
    _expect_same_size(background, alpha)
    made = np.empty_like(source)
    for rows in strips(alpha.shape):
        weight = alpha[rows].astype(np.uint16)[..., None]
        # At most 255 · 255 + 127, which 16 bits hold.
        made[rows] = (source[rows] * weight + background[rows] * (255 - weight) + 127) // 255
    return made


def over_nothing(source: Pixels, shade: Pixels, alpha: Pixels) -> Pixels:
    """``source`` H×W×3 by its ``alpha`` H×W over black of the opacity ``shade`` H×W: H×W×4, colours not
    multiplied by their alpha. Where alpha is 255 it is the source bit by bit, and opaque."""
    _expect_same_size(source, alpha)
    made = np.empty((*alpha.shape, 4), np.uint8)
    for rows in strips(alpha.shape):
        cover = alpha[rows].astype(np.uint32)
        whole = cover * 255 + shade[rows].astype(np.uint32) * (255 - cover)  # 0…255²
        share = np.maximum(whole, 1)[..., None]
        made[rows, :, :3] = (source[rows] * (cover * 255)[..., None] + share // 2) // share
        made[rows, :, 3] = (whole + 127) // 255
    return made


def over(front: Pixels, cover: Pixels, behind: Pixels, alpha: Pixels) -> tuple[Pixels, Pixels]:
    """A cut-out ``front`` H×W×3 by its ``cover`` H×W over another one, ``behind`` by its ``alpha``: the
    colours of both, not multiplied, and their alpha. Where one covers all or nothing, bit by bit the one that
    is seen; where neither is anything ``behind``."""
    _expect_same_size(front, cover)
    _expect_same_size(behind, alpha)
    made, whole = np.empty_like(behind), np.empty_like(alpha)
    for rows in strips(alpha.shape):
        near = 255 * cover[rows].astype(np.uint32)
        far = alpha[rows].astype(np.uint32) * (255 - cover[rows].astype(np.uint32))
        share = np.maximum(near + far, 1)[..., None]
        mixed = (front[rows] * near[..., None] + behind[rows] * far[..., None] + share // 2) // share
        made[rows] = np.where(near[..., None] > 0, mixed, behind[rows])
        whole[rows] = (near + far + 127) // 255
    return made, whole


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
    largest = 0
    for rows in strips(alpha.shape):
        subject = alpha[rows] == 255
        difference = np.abs(source[rows][subject].astype(np.int16) - composite[rows][subject])
        largest = max(largest, int(difference.max(initial=0)))
    return largest


def _expect_same_size(rgb: Pixels, alpha: Pixels) -> None:
    if alpha.ndim != 2 or rgb.shape != (*alpha.shape, 3):
        raise ValueError(f"a picture of shape {rgb.shape} does not fit a matte of shape {alpha.shape}")
