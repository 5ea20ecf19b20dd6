"""The subject by itself, taken out of a finished picture again."""

import numpy as np

from core.stages.arrays import Pixels


def unmixed(composite: Pixels, background: Pixels, alpha: Pixels) -> Pixels:
    """The subject of ``composite`` alone: H×W×4, colours not multiplied by their alpha, which is ``alpha``
    H×W (255 = subject); black where that is 0. Laid over ``background`` it is the composite again, within
    the rounding of both. Both are H×W×3, or H×W×4 where nothing is behind the subject, whose shade is black.

    Where alpha is 255 it is the composite bit by bit. Raises ``ValueError`` where the shapes do not fit.
    """
    if composite.shape != background.shape or composite.shape[:2] != alpha.shape:
        raise ValueError(f"a picture of shape {composite.shape} does not fit a matte of shape {alpha.shape}")
    made = np.dstack([composite[..., :3], alpha])
    made[alpha == 0, :3] = 0
    soft = (alpha > 0) & (alpha < 255)
    share = alpha[soft][:, None].astype(np.float32) / 255
    mixed = composite[soft].astype(np.float32)
    if composite.shape[2] == 4:
        mixed = mixed[:, :3] * (mixed[:, 3:] / 255)
    else:
        mixed = mixed - background[soft] * (1 - share)
    made[soft, :3] = np.rint((mixed / share).clip(0, 255)).astype(np.uint8)
    return made
