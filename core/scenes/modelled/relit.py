"""Sprites under a spec's light, and where their pixels come to lie."""

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from core.scenes.modelled.sprites import GRAIN, RISE, SHADES, SIDES, Shade, Sprite
from core.scenes.parts.canvas import Array
from core.scenes.parts.worktop import wide_lens_blur

LONGEST, SHORTEST = 1.6, 0.35
"""How much longer or shorter than the kept ones shadows may get."""
LIFT = 0.12
"""What the surroundings throw back onto a thing besides, in shares of the key."""


@dataclass(frozen=True)
class Lit:
    """The light on a thing: ``direction`` as a sprite's ``SIDES`` count it, ``height`` in degrees,
    ``hardness`` 0…1, the linear colours of key and fill."""

    direction: float
    height: float
    hardness: float
    key: Array
    fill: Array


def apart(one: float, other: float) -> float:
    """The angle from ``other`` to ``one`` in degrees, -180…180."""
    return (one - other + 180) % 360 - 180


def relit(sprite: Sprite, light: Lit) -> Array:
    """The sprite's linear colours H×W×3 in that light."""
    steep = float(np.clip((light.height - RISE) / 50, 0, 0.8))
    around = light.fill + light.key * (LIFT + 0.75 * steep)
    made = sprite.lights[0] * around.astype(np.float32)
    for number, side in enumerate(SIDES):
        share = np.cos(np.radians(np.clip(abs(apart(light.direction, side)), 0, 90))) ** 2
        if share > 1e-3:
            made = made + sprite.lights[1 + number] * (light.key * (share * (1 - steep))).astype(np.float32)
    return made.astype(np.float32)


def warped(image: Array, matrix: Array, size: tuple[int, int], border: float = 0.0) -> Array:
    """An image under a 2×3 matrix from its pixels to those of a picture (height, width), reduced without
    gaps where it gets smaller."""
    scale = float(np.sqrt(abs(np.linalg.det(matrix[:, :2]))))
    if scale < 0.75:
        step = 0.8 / scale
        rows, columns = image.shape[:2]
        smaller = max(1, round(columns / step)), max(1, round(rows / step))
        image = np.asarray(cv2.resize(image, smaller, interpolation=cv2.INTER_AREA), np.float32)
        back = np.diag([columns / smaller[0], rows / smaller[1], 1.0])
        shift = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]])
        matrix = matrix @ (np.linalg.inv(shift) @ back @ shift)
    flags = cv2.INTER_LINEAR if scale > 1.2 or scale < 0.75 else cv2.INTER_CUBIC
    made = cv2.warpAffine(image, matrix, (size[1], size[0]), flags=flags, borderValue=(border,) * 4)
    return np.asarray(made, np.float32)


def layer_of(sprite: Sprite, light: Lit, matrix: Array, size: tuple[int, int], radius: float) -> Array:
    """The lit sprite as a premultiplied linear layer H×W×4, out of focus by ``radius`` px."""
    plain = relit(sprite, light)
    whole = np.dstack([plain * sprite.cover[..., None], sprite.cover]).astype(np.float32)
    padded = np.pad(whole, ((2, 2), (2, 2), (0, 0)))
    moved = matrix.copy()
    moved[:, 2] -= matrix[:, :2] @ [2, 2]
    layer = np.clip(warped(padded, moved, size), 0, None)
    layer[..., 3] = np.clip(layer[..., 3], 0, 1)
    if radius > 0.4:
        layer = np.dstack([wide_lens_blur(np.ascontiguousarray(layer[..., k]), radius) for k in range(4)])
    return layer.astype(np.float32)


def shadow_turn(light: Lit) -> tuple[int, float]:
    """Which kept shadow is nearest to the light's, and the rest of the turn to it, in degrees as the light's
    direction counts."""
    rests = [apart(light.direction, side) for side in SHADES]
    nearest = int(np.argmin(np.abs(rests)))
    return nearest, rests[nearest]


def onto_ground(half: float) -> Array:
    """3×3: from a shade tile's pixels to metres on the ground (right, toward the camera)."""
    step = 2 * half / GRAIN
    return np.array([[step, 0, step / 2 - half], [0, step, step / 2 - half], [0, 0, 1.0]])


def drawn_out(light: Lit, rest: float) -> Array:
    """3×3 on the ground: turned by the ``rest`` and longer the lower the light is."""
    # From the camera (0) toward the right (90) is from +z to +x.
    turn = np.radians(rest)
    spin = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    factor = np.tan(np.radians(RISE)) / np.tan(np.radians(np.clip(light.height, 8, 85)))
    way = np.radians(light.direction)
    axis = np.array([np.sin(way), np.cos(way)])
    stretch = np.eye(2) + (np.clip(factor, SHORTEST, LONGEST) - 1) * np.outer(axis, axis)
    made = np.eye(3)
    made[:2, :2] = stretch @ spin
    return made


@lru_cache(maxsize=1)
def faded() -> Array:
    """1 on a shade's tile, falling to 0 at its rim: shade from all around never quite ends."""
    inside = np.minimum(np.arange(GRAIN), np.arange(GRAIN)[::-1]) / (0.3 * GRAIN)
    ramp = np.clip(inside, 0, 1) ** 2 * (3 - 2 * np.clip(inside, 0, 1))
    return np.outer(ramp, ramp).astype(np.float32)


def shade_of(shade: Shade, light: Lit, ground: Array, size: tuple[int, int], radius: float) -> Array:
    """What share of its light the ground keeps, H×W×3, 1 where nothing is in the way. ``ground`` (3×3) takes
    metres on the ground to pixels; ``radius`` px out of focus."""
    nearest, rest = shadow_turn(light)
    key = light.key * np.sin(np.radians(np.clip(light.height, 20, 90))) + LIFT * light.key
    around = warped(shade.around * faded(), (ground @ onto_ground(shade.near))[:2], size)
    cast = warped(shade.cast[nearest], (ground @ drawn_out(light, rest) @ onto_ground(shade.far))[:2], size)
    pixel = float(np.sqrt(abs(np.linalg.det(ground[:2, :2]))))
    soft = (0.004 + 0.22 * (1 - light.hardness) ** 2 * shade.far * 0.35) * pixel + 0.5 * radius
    cast = cv2.GaussianBlur(cast, (0, 0), max(soft, 0.3))
    around = cv2.GaussianBlur(around, (0, 0), max(0.3 * radius + 0.002 * pixel, 0.3))
    total = light.fill + key
    kept = light.fill * (1 - 0.92 * around[..., None]) + key * (1 - np.clip(cast, 0, 1)[..., None])
    return (kept / total).astype(np.float32)
