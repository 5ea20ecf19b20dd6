"""Does the depth model see subjects near, and the ground come toward the viewer?"""

import cv2
import numpy as np
import numpy.typing as npt

from training.evaluation.painter import Painter

Pixels = npt.NDArray[np.uint8]

INNER, OUTER = 0.015, 0.08
"""Where the ring around a subject begins and ends, as shares of the longest side from its edge."""


def measure(painter: Painter) -> dict[str, float]:
    """Shares over the painter's photos: subject nearer than its surroundings, lower quarter nearer than the
    upper one."""
    request = painter.request("-", 0, depth_scope="frame")
    seen = [painter.pipeline.analysis.inspect(photo, request) for photo in painter.photos.values()]
    depths = [(one.control[..., 0], one.matte) for one in seen]
    return {
        "photos": float(len(depths)),
        "subject nearer": float(np.mean([subject_is_nearer(*one) for one in depths])),
        "ground comes nearer": float(np.mean([ground_comes_nearer(*one) for one in depths])),
    }


def subject_is_nearer(nearness: Pixels, alpha: Pixels) -> bool:
    """Whether the median nearness H×W (255 = nearest) is larger in the matte than in a ring around it."""
    inside = (alpha > 127).astype(np.uint8)
    near, far = (dilated(inside, share * max(alpha.shape)) for share in (INNER, OUTER))
    ring = (far == 1) & (near == 0)
    return bool(ring.any() and np.median(nearness[inside == 1]) > np.median(nearness[ring]))


def dilated(mask: Pixels, radius: float) -> Pixels:
    """``mask`` grown by a disc."""
    side = 2 * round(radius) + 1
    return cv2.dilate(mask, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)))


def ground_comes_nearer(nearness: Pixels, alpha: Pixels) -> bool:
    """Whether the lower quarter of the frame is nearer on average than the upper one, both where the subject
    is not (where it leaves any of them)."""
    quarter = max(1, len(alpha) // 4)
    upper, lower = (
        nearness[part][alpha[part] == 0] if (alpha[part] == 0).any() else nearness[part].ravel()
        for part in (np.s_[:quarter], np.s_[-quarter:])
    )
    return bool(lower.mean() > upper.mean())
