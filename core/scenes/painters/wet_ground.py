"""Paving after rain: darker where it is wet, and mirroring what is behind it, drawn out upright."""

import cv2
import numpy as np

from core.scenes.painters.outside import ground_noise
from core.scenes.parts.canvas import Array
from core.scenes.parts.grids import Numbers, ramp, resized
from core.scenes.parts.ranges import land_tile
from core.scenes.parts.viewpoint import FOCAL, Viewpoint
from core.scenes.spec import SceneSpec

DARKER = 0.55
"""The share of its light that wet stone keeps to itself."""
FILM, PUDDLE = 0.5, 1.0
"""How much of what a calm surface mirrors is seen in a film of water and in a puddle."""
GRAZING = 0.05
"""What water mirrors that is looked at from above."""
SMEAR = (0.004, 0.055)
"""How far a wet ground draws out what it mirrors, across and upright, in heights (standard deviation)."""


def wetted(spec: SceneSpec, seen: Viewpoint, canvas: Numbers, back: Numbers, edge: float) -> Array:
    """The ground ``canvas`` (premultiplied RGBA H×W×4, linear) as it is after rain from the row ``edge``
    down, with the linear picture ``back`` (of any size) mirrored in it over the horizon."""
    tile = land_tile(spec.stream("puddles"), 1.7)
    puddles = ramp(ground_noise(seen, tile, 9.0, edge), 0.1, 0.75)
    rows = ((np.arange(seen.height, dtype=np.float32) + 0.5) / seen.height)[:, None]
    down = np.maximum(rows - seen.vanish, 0.002)
    sine = down / np.hypot(down, FOCAL)
    fresnel = GRAZING + (1 - GRAZING) * (1 - sine) ** 5
    grain = canvas[..., :3].mean(axis=2)
    grain = grain / np.maximum(cv2.blur(grain, (31, 31)), 1e-4)
    share = (FILM + (PUDDLE - FILM) * puddles) * fresnel * np.clip(0.6 + 0.4 * grain, 0.5, 1.4)
    share = np.clip(share, 0, 1)[..., None]
    mirror = _mirrored(back, seen)
    made = canvas.astype(np.float32)
    dark = (1 - DARKER * (0.75 + 0.25 * puddles))[..., None]
    made[..., :3] = made[..., :3] * dark * (1 - share) + mirror * share * canvas[..., 3:]
    return made


def _mirrored(back: Numbers, seen: Viewpoint) -> Array:
    """``back`` upside down about the horizon at the view's size; the sky above it where that ends."""
    count = min(256, seen.height)
    small = cv2.resize(
        np.asarray(back, np.float32),
        (max(8, round(count * seen.aspect)), count),
        interpolation=cv2.INTER_AREA,
    )
    soft = cv2.GaussianBlur(small, (0, 0), sigmaX=SMEAR[0] * count + 0.3, sigmaY=SMEAR[1] * count)
    at = 2 * seen.vanish * count - (np.arange(count, dtype=np.float32) + 0.5)
    picked = soft[np.clip(at, 0, count - 1).astype(int)]
    return resized(picked.astype(np.float32), seen.height, seen.width)
