"""Exposure as it is metered on a subject in daylight: the ground about its foot comes out in a middle tone,
what is brighter rolls off into white as on film."""

import cv2
import numpy as np

from core.scenes.groups import OUTDOORS
from core.scenes.painting import DARK_TIMES
from core.scenes.parts.canvas import Array
from core.scenes.spec import SceneSpec, since

MIDDLE, SHARE, MOST = 0.17, 0.7, 2.4
"""The linear luminance that ground is brought towards, the share of the way to it (in stops), and the most
that it is multiplied by."""
ABOUT = (0.3, 0.1)
"""How far about the foot is metered, aside and up or down, in heights."""
SIDE = 96
"""Rows of the reduced picture that is metered, so that every size is exposed alike."""
LUMINANCE = np.array([0.2126, 0.7152, 0.0722], np.float32)
"""Rec. 709."""
GAMMA = 2.2


def metered(spec: SceneSpec, image: Array, foot: float) -> Array:
    """``image`` (H×W×3, sRGB, 0…1) of a place out of doors exposed for what stands on the row ``foot``
    (heights), from form 7 on; itself by dusk and night, and where that ground is bright enough. White stays
    white."""
    if not since(spec, 7) or spec.place.group not in OUTDOORS or spec.place.view != "eye":
        return image
    if spec.light.time in DARK_TIMES or spec.light.exposure < 0:
        return image
    gain = float(np.clip((MIDDLE / max(_about(image, foot), 1e-3)) ** SHARE, 1.0, MOST))
    if gain < 1.02:
        return image
    light = cv2.pow(np.clip(image, 0, 1), GAMMA)
    made = np.float32(gain) * light / (1 + np.float32(gain - 1) * light)
    return np.asarray(cv2.pow(made, 1 / GAMMA), np.float32)


def _about(image: Array, foot: float) -> float:
    """The linear luminance of the ground about the foot: its median, which tufts and stones do not move."""
    height, width = image.shape[:2]
    size = max(8, round(SIDE * width / height)), SIDE
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    row, middle = round(foot * SIDE), size[0] // 2
    aside, along = round(ABOUT[0] * SIDE), round(ABOUT[1] * SIDE)
    part = small[max(0, row - along) : row + along, max(0, middle - aside) : middle + aside]
    return float(np.median((part**GAMMA) @ LUMINANCE))
