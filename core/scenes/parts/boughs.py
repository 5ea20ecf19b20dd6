"""Boughs of a fruit tree that hang into the picture from above, close behind the subject: leaves and fruit,
out of focus."""

from collections.abc import Mapping
from types import MappingProxyType

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, Random
from core.scenes.parts.outdoors import Day
from core.scenes.parts.soils import linear
from core.scenes.parts.viewpoint import defocus

SIZES: Mapping[str, tuple[float, float, int]] = MappingProxyType(
    {
        "oranges": (0.042, 0.042, 12),
        "lemons": (0.032, 0.044, 13),
        "apples": (0.041, 0.039, 12),
        "cherries": (0.018, 0.018, 26),
    }
)
"""Half the width and height of a fruit in heights of the picture, and how many hang there."""
BLADE = 0.05
"""Half the length of a leaf."""
FINE = 384
"""Rows in px that are enough for what is out of focus."""


def boughs(
    rng: Random, aspect: float, day: Day, fruit: str, paints: tuple[str, ...], reach: float, soft: float
) -> Array:
    """Premultiplied linear light with cover, ``FINE`` rows high: boughs from the upper edge down to about
    ``reach`` heights, out of focus by ``soft``; ``paints`` are the fruit's colours."""
    height, width = FINE, max(2, round(FINE * aspect))
    layer = np.zeros((height, width, 4), np.float32)
    half, tall, count = SIZES[fruit]
    leaves = int(240 * aspect)
    # Farther leaves first, in the shade of the nearer ones.
    for number in range(leaves):
        near = number / leaves
        at = _spot(rng, aspect, reach)
        _leaf(rng, layer, at, day, near)
    for _ in range(count):
        _fruit(rng, layer, _spot(rng, aspect, 0.92 * reach), (half, tall), day, paints)
    for _ in range(leaves // 4):
        _leaf(rng, layer, _spot(rng, aspect, reach), day, 1.0)
    return np.clip(defocus(layer, soft), 0, None).astype(np.float32)


def _spot(rng: Random, aspect: float, reach: float) -> tuple[float, float]:
    """A place (column, row) in heights: boughs hang lowest at the sides."""
    x = float(rng.uniform(-0.05, aspect + 0.05))
    aside = abs(x / aspect - 0.5) * 2
    low = reach * (0.42 + 0.58 * aside**1.5)
    return x, low * float(rng.beta(1.1, 1.5)) - 0.03


def _leaf(rng: Random, layer: Array, at: tuple[float, float], day: Day, near: float) -> None:
    """One leaf, hanging; brighter where the sun comes through it, on the layer in place."""
    height = layer.shape[0]
    long = BLADE * float(rng.uniform(0.7, 1.15))
    turn = float(rng.normal(np.pi / 2, 0.8))
    t = np.linspace(0, np.pi, 9)
    wide = 0.36 * long * float(rng.uniform(0.5, 1.1))
    outline = np.concatenate([
        np.stack([-np.cos(t) * long, np.sin(t) * wide], 1), np.stack([np.cos(t) * long, -np.sin(t) * wide], 1)
    ])  # fmt: skip
    cos, sin = np.cos(turn), np.sin(turn)
    points = outline @ np.array([[cos, sin], [-sin, cos]]) + np.array(at)
    base = linear(str(rng.choice(["3f5f1e", "4f7326", "2f4a1a", "5f8a30", "6f9a3a"])))
    lit = day.sky * 1.0 + day.sun * float(rng.choice([0.15, 0.4, 0.8])) * (0.4 + 0.6 * near)
    colour = base * lit * (0.55 + 0.45 * near)
    cv2.fillPoly(
        layer, [np.round(points * height * 16).astype(np.int32)], (*colour.tolist(), 1.0), cv2.LINE_AA, 4
    )


def _fruit(
    rng: Random,
    layer: Array,
    at: tuple[float, float],
    size: tuple[float, float],
    day: Day,
    paints: tuple[str, ...],
) -> None:
    """One fruit, round in its light, on the layer in place."""
    height, width = layer.shape[:2]
    half, tall = (float(one * rng.uniform(0.88, 1.12)) for one in size)
    left, right = max(0, int((at[0] - half) * height)), min(width, int((at[0] + half) * height) + 2)
    first, last = max(0, int((at[1] - tall) * height)), min(height, int((at[1] + tall) * height) + 2)
    if right <= left or last <= first:
        return
    y, x = (np.mgrid[first:last, left:right].astype(np.float32) + 0.5) / height
    u, v = (x - at[0]) / half, (y - at[1]) / tall
    away = np.hypot(u, v)
    front = np.sqrt(np.clip(1 - away**2, 0, 1))
    cover = np.clip((1 - away) * half * height + 0.5, 0, 1)[..., None]
    toward = day.toward
    facing = np.clip(u * toward[0] - v * toward[1] - front * toward[2], 0, 1)
    open_ = np.clip(0.6 - 0.4 * v, 0.2, 1)
    colour = linear(str(rng.choice(list(paints))))
    light = colour * (facing[..., None] * day.sun * 1.1 + open_[..., None] * day.sky * 1.3)
    part = layer[first:last, left:right]
    part *= 1 - cover
    part += np.concatenate([light * cover, cover], -1)
