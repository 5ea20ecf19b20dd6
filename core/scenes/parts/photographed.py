"""What tells a photograph of a place from a drawing of it: stray light, colours that are never quite pure,
ground that is nowhere of one tone, falloff to the corners, grain."""

from functools import lru_cache

import cv2
import numpy as np

from core.scenes.groups import OUTDOORS
from core.scenes.kinds import KINDS
from core.scenes.parts.canvas import Array, grid, noise, ramp, stream
from core.scenes.parts.same import while_small
from core.scenes.spec import SceneSpec, is_latest

GROWING = frozenset({"moss", "grass"})
"""Grounds that are green by themselves."""
TOPS = frozenset({"leaf", "blanket"})
"""Tops of other groups that lie out of doors."""
LEAFY = 0.25
"""The share of their colour that leaves, grass and moss lose: in photographs they are olive, not bright."""
PURE = 0.15
"""The share of their colour that the purest colours lose out of doors."""
STRAY = 0.04
"""The share of the light that the lens scatters over the picture."""
UNEVEN = 0.06
"""How much darker or brighter broad patches of the ground are."""
FALLOFF, FALLOFF_ABOVE = 0.06, 0.06
"""How much darker the corners are in sRGB, in places and seen from above."""
GRAIN = 0.0045
"""Standard deviation of the grain in sRGB, in the middle tones."""
SIDE = 128
"""Rows of the reduced picture that stray light is made of."""
LUMINANCE = np.array([0.2126, 0.7152, 0.0722], np.float32)
"""Rec. 709."""


def photographed(spec: SceneSpec, image: Array, vanish: float) -> Array:
    """``image`` (H×W×3, sRGB, 0…1) as a camera takes it, where the spec's form means that and the place is
    out of doors or seen from above; ``vanish`` is the row, in heights, at which the ground vanishes. The same
    pattern at every size; only the grain is as fine as the picture."""
    above = spec.place.view == "above"
    outside = spec.place.group in OUTDOORS or spec.kind in TOPS
    if not is_latest(spec):
        return image
    if _grows(spec):
        image = _leafy(image)
    if not (above or outside):
        return image
    if not above:
        image = _aired(image)
    shape = image.shape[0], image.shape[1]
    most = FALLOFF_ABOVE if above else FALLOFF
    light = while_small(_lit, max(shape))(spec.stream("uneven"), shape, max(vanish, -1.0), most)
    image = image * light[..., None]
    return _grained(np.clip(image, 0, 1), stream(spec, "film"))


def _grows(spec: SceneSpec) -> bool:
    """Whether what is green in the place are plants: out of doors, before such a place, on such ground."""
    behind = None if spec.backdrop is None else KINDS[spec.backdrop].group
    growing = spec.materials.ground in GROWING and spec.colours.ground is None
    return spec.place.group in OUTDOORS or spec.kind in TOPS or behind in OUTDOORS or growing


def _leafy(image: Array) -> Array:
    """Yellowish greens duller."""
    red, green, blue = cv2.split(image)
    chroma = np.maximum(red, green) - blue
    weight = np.float32(LEAFY) * ramp(green - red, -0.03, 0.04) * ramp(green - blue, 0.04, 0.3)
    weight *= ramp(chroma, 0.08, 0.4)
    grey = image @ LUMINANCE
    return np.asarray(cv2.merge([part + (grey - part) * weight for part in (red, green, blue)]), np.float32)


def _aired(image: Array) -> Array:
    """Pure colours less pure, and a veil of the picture's own light over its shadows."""
    height, width = image.shape[:2]
    grey = image @ LUMINANCE
    channels = cv2.split(image)
    chroma = np.maximum.reduce(channels) - np.minimum.reduce(channels)
    kept = 1 - np.float32(PURE) * ramp(chroma, 0.1, 0.6)
    small = cv2.resize(image, (max(8, round(SIDE * width / height)), SIDE), interpolation=cv2.INTER_AREA)
    wide = cv2.GaussianBlur(small, (0, 0), 0.14 * SIDE, borderType=cv2.BORDER_REFLECT)
    veil = cv2.split(cv2.resize(wide, (width, height), interpolation=cv2.INTER_LINEAR))
    made = [
        (1 - STRAY) * (grey + (part - grey) * kept) + STRAY * own
        for part, own in zip(channels, veil, strict=True)
    ]
    return np.asarray(cv2.merge(made), np.float32)


@lru_cache(maxsize=4)
def _lit(seed: tuple[int, int], shape: tuple[int, int], vanish: float, most: float) -> Array:
    """What the picture is multiplied by, H×W: ground and falloff. Not to be written to."""
    return _uneven(seed, shape, vanish) * _falloff(shape, most)


def _uneven(seed: tuple[int, int], shape: tuple[int, int], vanish: float) -> Array:
    """The tone of the ground about 1: broad patches, flatter the farther away; 1 above ``vanish``."""
    rng = np.random.default_rng(seed)
    flat = vanish > -0.5
    patches = noise(rng, *shape, 5.0 if flat else 2.0, 3, stretch=2.6 if flat else 1.0)
    y, _ = grid(*shape)
    share = ramp(y, vanish + 0.01, vanish + 0.12) if flat else np.float32(0.5)
    return (1 + UNEVEN * patches * share).astype(np.float32)


def _falloff(shape: tuple[int, int], most: float) -> Array:
    y, x = grid(*shape)
    half = shape[1] / shape[0] / 2
    away = ((y - 0.5) ** 2 + (x - half) ** 2) / (0.25 + half * half)
    return (1 - most * away**1.3).astype(np.float32)


def _grained(image: Array, rng: np.random.Generator) -> Array:
    """Grain that is strongest in the middle tones, a little soft as film's is."""
    height, width = image.shape[:2]
    tile = cv2.GaussianBlur(rng.standard_normal((256, 256)).astype(np.float32), (0, 0), 0.6)
    tile = np.tile(tile / tile.std(), (height // 256 + 1, width // 256 + 1))[:height, :width]
    grey = image @ LUMINANCE
    return np.clip(image + (GRAIN * tile * (0.35 + 2.6 * grey * (1 - grey)))[..., None], 0, 1).astype(
        np.float32
    )
