"""What film makes of a place's light: highlights that bloom and fade into white, shadows that are never
black, light that falls off across the picture, colours that are nowhere pure."""

from functools import lru_cache

import cv2
import numpy as np

from core.scenes.groups import OUTDOORS
from core.scenes.parts.canvas import Array, grid, ramp
from core.scenes.parts.same import while_small
from core.scenes.spec import Light, SceneSpec, is_anew

INDOORS = frozenset({"rooms", "feasts"})
WALLS = frozenset({"brick_wall", "wood_wall", "tiled_wall", "concrete_wall"})
"""Kinds whose wall is of a stuff of its own."""
PLAIN = frozenset({"paper", "gradient", "coloured_wall", "paper_shapes", "neon", "glossy"})
"""Backdrops whose colour was asked for, and stays."""
BLOOM, GLARE = 0.16, 0.72
"""How much of what is brighter than ``GLARE`` the lens spreads around it."""
FADED = 0.02
"""How bright the darkest shadow is."""
MUTED = 0.16
"""The share of their colour that the purest colours lose."""
ACROSS = 0.16
"""How much brighter the side is that the light comes from, in sRGB, indoors; out of doors a third of it."""
CORNERS = 0.10
"""How much darker the corners are."""
COOL, WARM = 0.010, 0.012
"""How far shadows turn blue and highlights yellow."""
SIDE = 96
"""Rows of the reduced picture that bloom is made of."""
LUMINANCE = np.array([0.2126, 0.7152, 0.0722], np.float32)
"""Rec. 709."""


def graded(spec: SceneSpec, image: Array) -> Array:
    """``image`` (H×W×3, sRGB, 0…1) as film shows it, of places that are seen level, from form 6 on; plain
    grounds and walls keep the colour that they were asked for. The same at every size."""
    if not is_anew(spec) or spec.place.view != "eye" or not _shows_a_place(spec):
        return image
    share = 1.0 if spec.backdrop is None and _is_indoors(spec) else 0.35
    shape = image.shape[0], image.shape[1]
    image = _bloomed(image)
    image = image * while_small(_fall, max(shape))(_side(spec.light), share, shape)[..., None]
    return _toned(np.clip(image, 0, 1))


def _shows_a_place(spec: SceneSpec) -> bool:
    if spec.backdrop is not None:
        return spec.backdrop not in PLAIN
    return spec.place.group in INDOORS | OUTDOORS or spec.kind in WALLS


def _is_indoors(spec: SceneSpec) -> bool:
    return spec.place.group in INDOORS or spec.kind in WALLS


def _side(light: Light) -> float:
    """From which side the light comes, -1 the left … 1."""
    return float(np.sin(np.radians(light.direction)))


def _bloomed(image: Array) -> Array:
    """What is very bright, spread around it, near and far."""
    height, width = image.shape[:2]
    small = cv2.resize(image, (max(8, round(SIDE * width / height)), SIDE), interpolation=cv2.INTER_AREA)
    over = np.clip(small - GLARE, 0, None) / (1 - GLARE)
    near = cv2.GaussianBlur(over, (0, 0), 0.03 * SIDE, borderType=cv2.BORDER_REFLECT)
    far = cv2.GaussianBlur(over, (0, 0), 0.14 * SIDE, borderType=cv2.BORDER_REFLECT)
    glow = cv2.resize(0.5 * near + 0.5 * far, (width, height), interpolation=cv2.INTER_LINEAR)
    return (1 - (1 - image) * (1 - np.float32(BLOOM) * glow)).astype(np.float32)


@lru_cache(maxsize=4)
def _fall(side: float, share: float, shape: tuple[int, int]) -> Array:
    """What the picture is multiplied by, H×W. Not to be written to."""
    y, x = grid(*shape)
    half = shape[1] / shape[0] / 2
    across = (x - half) / half
    made = 1 + np.float32(ACROSS * share * side) * across * (1 - 0.35 * np.abs(across))
    away = ((y - 0.5) ** 2 + (x - half) ** 2) / (0.25 + half * half)
    return (made * (1 - CORNERS * away**1.4) * (1 - 0.06 * share * ramp(y, 0.25, 0.0))).astype(np.float32)


def _toned(image: Array) -> Array:
    """Muted, faded, split-toned."""
    channels = cv2.split(image)
    grey = image @ LUMINANCE
    chroma = np.maximum.reduce(channels) - np.minimum.reduce(channels)
    kept = 1 - np.float32(MUTED) * ramp(chroma, 0.15, 0.7)
    kept *= 1 - np.float32(0.35) * ramp(grey, 0.82, 1.0)
    tint = np.float32(WARM) * ramp(grey, 0.5, 0.95) - np.float32(COOL) * ramp(grey, 0.5, 0.05)
    lifted = np.float32(FADED) * (1 - grey) ** 2
    turns = (1.0, 0.35, -1.0)
    made = [
        grey + (part - grey) * kept + lifted + np.float32(turn) * tint
        for part, turn in zip(channels, turns, strict=True)
    ]
    return np.clip(np.asarray(cv2.merge(made), np.float32), 0, 1)
