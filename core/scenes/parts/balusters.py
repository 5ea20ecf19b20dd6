"""A balustrade of turned stone or a railing of iron across the picture, with its shade: RGBA layers."""

import cv2
import numpy as np

from core.scenes.parts.canvas import Array
from core.scenes.parts.distance import land_tile
from core.scenes.parts.grids import Numbers, ramp, tiled
from core.scenes.parts.outdoors import Day
from core.scenes.parts.soils import Seed, linear

HEIGHTS = (0.0, 0.1, 0.14, 0.2, 0.36, 0.52, 0.62, 0.66, 0.72, 0.78, 0.82, 1.0)
HALVES = (0.95, 0.95, 0.6, 0.78, 1.0, 0.7, 0.44, 0.62, 0.42, 0.66, 0.95, 0.95)
"""The outline of a turned baluster: half width (its widest 1) at shares of its height."""


def balustrade(seed: Seed, shape: tuple[int, int], day: Day, foot: float, unit: float, code: str) -> Array:
    """Turned balusters between a plinth and a coping, posts now and then; ``foot`` is the row on which it
    stands, ``unit`` picture heights in a metre there."""
    height, width = shape
    rng = np.random.default_rng(seed)
    top, rail, plinth = foot - 0.98 * unit, 0.13 * unit, 0.12 * unit
    first, last = max(0, int((top - 0.02) * height)), min(height, int(foot * height) + 1)
    y, x = np.mgrid[first:last, 0:width].astype(np.float32) + 0.5
    y, x = y / height, x / height - width / height / 2
    step, bay, start = 0.2 * unit, 2.4 * unit, float(rng.uniform(0, 2.4)) * unit
    low, high = foot - plinth, top + rail
    share = np.clip((low - y) / (low - high), 0, 1)
    half = 0.072 * unit * np.interp(share, HEIGHTS, HALVES).astype(np.float32)
    off = (x + start) % step - step / 2
    across = off / half
    turned = np.clip((half - np.abs(off)) * height + 0.5, 0, 1) * (y < low) * (y > high)
    post_off = (x + start) % bay - bay / 2
    post = np.clip((0.17 * unit - np.abs(post_off)) * height + 0.5, 0, 1)
    flat = ((y <= high) & (y > top)) | (y >= low)
    cover = np.maximum(np.maximum(turned, post), flat.astype(np.float32)) * (y > top)
    body = np.clip(across, -1, 1) * (turned > 0) * (post < 0.5) * ~flat
    front = np.sqrt(1 - np.clip(body, -1, 1) ** 2)
    facing = np.clip(body * day.toward[0] - front * day.toward[2], 0, 1)
    edge = np.exp(-np.clip(y - top, 0, None) / (0.02 * unit))
    under = np.exp(-np.clip(y - high, 0, None) / (0.05 * unit)) * (y > high)
    open_ = np.clip(0.75 + 0.1 * front - 0.4 * under + 0.3 * edge, 0.1, 1)
    facing = np.maximum(facing, max(day.toward[1], 0.2) * edge)
    tile = land_tile((seed[0] & 7, 41), 1.3)
    stain = tiled(tile, x / unit * 90, y / unit * 90) + 0.6 * tiled(tile, x / unit * 160, y / unit * 24)
    fine = tiled(tile, x / unit * 420, y / unit * 420)
    tone = np.clip(1 + 0.09 * stain + 0.06 * fine, 0.4, 1.3) * (1 - 0.3 * ramp(stain, 0.9, 2.2))
    floor = 0.22 * day.sun * max(day.toward[1], 0.2) * linear("d8b89c") * (0.4 + 0.6 * (1 - share))[..., None]
    colour = linear(code) * tone[..., None] * (day.lit(facing, open_) + floor)
    layer = np.zeros((height, width, 4), np.float32)
    layer[first:last] = np.dstack([colour * cover[..., None], cover])
    return layer


def iron_railing(shape: tuple[int, int], day: Day, foot: float, unit: float) -> Array:
    """Thin upright bars of black iron under a handrail."""
    height, width = shape
    layer = np.zeros((height, width, 4), np.float32)
    tone = (*(linear("26282a") * (day.sky * 0.9 + day.sun * 0.35)).tolist(), 1.0)
    top = foot - 1.02 * unit

    def bar(start: tuple[float, float], end: tuple[float, float], half: float) -> None:
        """One straight bar."""
        ends = [(int(a * height * 8), int(b * height * 8)) for a, b in (start, end)]
        cv2.line(layer, ends[0], ends[1], tone, max(1, round(2 * half * height)), cv2.LINE_8, 3)

    for x in np.arange(-0.05, width / height + 0.05, 0.115 * unit).tolist():
        bar((x, top), (x, foot), 0.008 * unit)
    for x in np.arange(0.02, width / height, 1.6 * unit).tolist():
        bar((x, top), (x, foot), 0.018 * unit)
    bar((-0.1, foot - 0.1 * unit), (width / height + 0.1, foot - 0.1 * unit), 0.012 * unit)
    bar((-0.1, top), (width / height + 0.1, top), 0.024 * unit)
    return layer


def under_it(canvas: Numbers, rows: Numbers, foot: float, unit: float) -> None:
    """The dark at the foot of it, on the ground's canvas in place; ``rows`` are those of the canvas."""
    gone = np.clip(rows - foot, 0, None)
    canvas[..., :3] *= (1 - 0.4 * np.exp(-gone / (0.06 * unit)))[:, None, None]
