"""Cows on a pasture, as they are seen from some way off: their outlines, patches and light."""

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, Random, blur, noise
from core.scenes.parts.outdoors import Day
from core.scenes.parts.soils import linear

BREEDS = (("ece7dd", "231e1b"), ("efe9de", "8a4a26"), ("a8683a", "7d4826"), ("ece7dd", "231e1b"))
"""A cow's coat and its patches."""
BODY = ((0.06, 0.9), (0.01, 0.84), (0.0, 0.62), (0.05, 0.46), (0.16, 0.4), (0.5, 0.33), (0.86, 0.36),
        (1.06, 0.42), (1.16, 0.56), (1.2, 0.76), (1.1, 0.93), (0.86, 0.95), (0.5, 0.9),
        (0.26, 0.95))  # fmt: skip
HEAD_UP = ((1.04, 0.84), (1.14, 0.98), (1.24, 1.08), (1.3, 1.1), (1.34, 1.04), (1.47, 0.88), (1.46, 0.78),
           (1.38, 0.76), (1.27, 0.8), (1.16, 0.58))  # fmt: skip
HEAD_DOWN = ((1.04, 0.88), (1.2, 0.76), (1.36, 0.56), (1.43, 0.34), (1.42, 0.16), (1.33, 0.13), (1.26, 0.28),
             (1.2, 0.42), (1.1, 0.5))  # fmt: skip
LEGS = (0.05, 0.17, 0.92, 1.03)
"""Where the legs stand along the body; lengths are shares of the height at the shoulder."""
FINE = 96
"""Rows of the picture of one cow."""


def cow(rng: Random, day: Day) -> Array:
    """One cow from its side, premultiplied linear RGBA of ``FINE`` rows, its feet on the lowest row."""
    size = FINE
    wide = round(1.42 * size)
    cover = np.zeros((size, wide), np.float32)
    head = HEAD_DOWN if rng.random() < 0.6 else HEAD_UP

    def fill(points: tuple[tuple[float, float], ...]) -> None:
        at = np.array([[(x + 0.06) * size / 1.15, size - 1 - y * size / 1.15] for x, y in points])
        cv2.fillPoly(cover, [np.round(at * 16).astype(np.int32)], 1.0, cv2.LINE_AA, 4)

    fill(BODY)
    fill(head)
    for at in LEGS:
        step = float(rng.normal(0, 0.015))
        foot = at + 0.015 + step, at + 0.075 + step
        fill(((at, 0.55), (at + 0.12, 0.55), (foot[1] + 0.005, 0.26), (foot[1], 0.0), (foot[0], 0.0),
              (foot[0] + 0.01, 0.26)))  # fmt: skip
    coat, patch = (linear(code) for code in BREEDS[int(rng.integers(len(BREEDS)))])
    spots = noise(rng, size, wide, 4, 2)
    spots = (blur(spots.astype(np.float32), 2) > float(rng.uniform(-0.1, 0.4))).astype(np.float32)[..., None]
    colour = coat * (1 - spots) + patch * spots
    rows = (np.arange(size, dtype=np.float32) / size)[:, None]
    # The back is in the sun, the belly in the shade.
    lit = np.clip(1.05 - 1.1 * np.clip(rows - 0.25, 0, 1), 0.3, 1)[..., None]
    made = colour * (day.sky * 0.6 + day.sun * (0.7 if day.behind < 0.5 else 0.3) * lit)
    drawn = np.dstack([made * cover[..., None], cover]).astype(np.float32)
    return np.ascontiguousarray(drawn[:, ::-1]) if rng.random() < 0.5 else drawn


def herd(rng: Random, shape: tuple[int, int], day: Day, vanish: float, tall: float) -> Array:
    """Cows at both sides of the middle, the nearest ``tall`` heights of the picture, on ground that
    vanishes in the row ``vanish``: premultiplied RGBA of that ``shape``."""
    layer = np.zeros((*shape, 4), np.float32)
    height, width = shape
    aspect = width / height
    columns = np.array([0.1, 0.3, 0.68, 0.88, 0.02, 0.97, 0.44]) * aspect + rng.normal(0, 0.02, 7)
    for number, share in enumerate(np.sort(rng.uniform(0.4, 1.0, len(columns)))):
        high = float(tall * share)
        # Of what is as tall as a cow the camera is about at the shoulder's height.
        foot = vanish + 0.75 * high
        picture = cow(rng, day)
        scale = high * height / FINE
        new = max(2, round(picture.shape[1] * scale)), max(2, round(FINE * scale))
        small = cv2.resize(picture, new, interpolation=cv2.INTER_AREA)
        left = round((columns[number] - 0.5 * high) * height)
        top = round(foot * height) - new[1]
        _shade(layer, (left, top + new[1]), new)
        _over(layer, small, left, top)
    return layer


def _shade(layer: Array, foot: tuple[int, int], size: tuple[int, int]) -> None:
    """The dark under a cow, in place."""
    dark = np.zeros(layer.shape[:2], np.float32)
    axes = max(1, size[0] // 2), max(1, size[1] // 14)
    cv2.ellipse(dark, (foot[0] + size[0] // 2, foot[1]), axes, 0, 0, 360, 0.5, -1, cv2.LINE_AA)
    layer *= (1 - dark)[..., None]
    layer[..., 3] += dark * (1 - layer[..., 3])


def _over(layer: Array, small: Array, left: int, top: int) -> None:
    """One picture over the layer at a place, cut off where it reaches beyond, in place."""
    height, width = layer.shape[:2]
    x0, x1 = max(0, left), min(width, left + small.shape[1])
    y0, y1 = max(0, top), min(height, top + small.shape[0])
    if x0 >= x1 or y0 >= y1:
        return
    part = small[y0 - top : y1 - top, x0 - left : x1 - left]
    layer[y0:y1, x0:x1] = layer[y0:y1, x0:x1] * (1 - part[..., 3:]) + part
