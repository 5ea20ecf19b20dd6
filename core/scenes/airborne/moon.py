"""A full moon in the sky behind the subject, with its halo in the air."""

import cv2
import numpy as np

from core.scenes.airborne.air import Air, Layer
from core.scenes.parts.canvas import noise, ramp
from core.scenes.parts.soils import linear
from core.scenes.parts.viewpoint import WIDEST_DISC

RADIUS = 0.042
"""In picture heights: as a long lens shows it."""
BRIGHT = 1.5
"""Linear light of its face."""
HALO = 0.16
"""Light of its halo at the rim."""


def moon(air: Air) -> Layer:
    """The moon at one side above, out of focus as what is far is."""
    rng = air.random("moon")
    y, x = air.grid()
    side = float(rng.choice([-1, 1])) * float(rng.uniform(0.2, 0.34)) * air.aspect
    high = float(np.clip(0.42 * air.vanish, 0.09, 0.24))
    away = np.hypot(x - side, y - high)
    soft = max(0.0015, 0.35 * WIDEST_DISC * air.spec.camera.blur)
    seas = noise(rng, y.shape[0], y.shape[1], 7.0, 4)
    disc = 1 - ramp(away, RADIUS - 0.002, RADIUS + 0.002)
    face = disc * (1 - 0.16 * ramp(seas, 0.0, 1.2))
    disc, face = (cv2.GaussianBlur(one, (0, 0), soft * air.height) for one in (disc, face))
    halo = HALO * (np.exp(-away / 0.07) + 0.35 * np.exp(-away / 0.25))
    colour = face[..., None] * linear("fdf6e3") * BRIGHT + halo[..., None] * linear("c8d4ee")
    return Layer(colour.astype(np.float32), np.clip(disc, 0, 1).astype(np.float32))
