"""Single leaves and petals as sprites with veins and curl, stamped onto a height field."""

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, Random, noise, ramp
from core.scenes.parts.heightfield import Relief

GRAIN = 192
"""Texels along a sprite."""
AUTUMN = ("b5541c", "c97a22", "8c3a1a", "d9a03a", "6e4423", "a8442a", "93612c", "c8932f")
GREEN = ("4f6b2c", "5f7a35", "44602b", "6d8440", "3c5526")


@dataclass(frozen=True)
class Sprite:
    """One leaf, its stem at the left: ``maps`` N×N×4 are cover, vein, blotches (0…1) and height (in
    lengths)."""

    maps: Array


def _width(form: str, s: Array) -> Array:
    """Half the leaf's width along its length ``s`` 0…1, in lengths."""
    s = np.clip(s, 0, 0.999)
    if form == "olive":
        return 0.13 * np.sin(np.pi * s) ** 0.8
    if form == "eucalyptus":
        return 0.4 * np.sqrt(np.clip(1 - (2 * s - 1) ** 2, 0, 1)) * (0.8 + 0.2 * s)
    if form == "petal":
        return 0.36 * np.sin(np.pi * s**1.5) ** 0.6
    if form == "oak":
        return 0.27 * np.sin(np.pi * s**0.8) ** 0.7 * (0.78 + 0.26 * np.cos(s * 2 * np.pi * 4.2))
    if form == "birch":
        return 0.36 * np.clip(1 - s, 0, 1) ** 0.9 * np.clip(s * 9, 0, 1) ** 0.5
    return 0.29 * np.sin(np.pi * s**0.85) ** 0.85


def _maple(x: Array, y: Array) -> Array:
    """Signed distance-like field of a maple leaf (positive inside), stem at the left."""
    turn, reach = np.arctan2(y, x - 0.28), np.hypot(x - 0.28, y)
    edge = np.full_like(x, 0.12)
    for at, long, wide in (
        (0, 0.68, 0.42),
        (0.95, 0.52, 0.36),
        (-0.95, 0.52, 0.36),
        (1.95, 0.3, 0.4),
        (-1.95, 0.3, 0.4),
    ):
        away = np.abs(turn - at)
        lobe = long * np.clip(1 - away / wide, 0, 1) ** 0.62
        edge = np.maximum(edge, lobe * (0.93 + 0.07 * np.cos(away * 40)))
    return (edge - reach).astype(np.float32)


@lru_cache(maxsize=96)
def sprite(form: str, seed: int) -> Sprite:
    """A leaf of that form: ``beech``, ``birch``, ``oak``, ``maple``, ``olive``, ``eucalyptus``, ``petal``."""
    rng = np.random.default_rng((seed, 71))
    y, x = (np.mgrid[0:GRAIN, 0:GRAIN].astype(np.float32) + 0.5) / GRAIN
    y = y - 0.5
    y = y + rng.normal(0, 0.09) * (x - 0.5) ** 2 * 2
    rough = noise(rng, GRAIN, GRAIN, 6, 4)
    s = (x - 0.1) / 0.88
    if form == "maple":
        inside = _maple(x, y * 1.02) + 0.006 * rough
        rim = 0.55 * np.abs(y) + 0.1
        across = np.clip(np.abs(y) / 0.5, 0, 1)
    else:
        half = _width(form, s)
        tooth = (
            0 if form in ("petal", "olive", "eucalyptus", "oak") else 0.012 * (np.abs((s * 24) % 1 - 0.5) * 2)
        )
        inside = np.where((s > 0) & (s < 1), half - np.abs(y) - tooth, -0.1) + 0.006 * rough
        across = np.clip(np.abs(y) / np.maximum(half, 0.02), 0, 1)
        rim = across
    cover = ramp(inside, -0.004, 0.006)
    stem = np.exp(-((y / 0.009) ** 2)) * ((x < 0.3) & (x > 0.0)) * (form != "petal")
    vein = _veins(form, x, y, s)
    curl = (
        rng.uniform(0.03, 0.14) * rim**2 * rng.choice([1, 1, -0.5]) + rng.normal(0, 0.05) * (x - 0.5) ** 2 * 4
    )
    height = curl + 0.012 * rough - 0.007 * vein + 0.01 * (1 - across) + 0.01
    blotch = np.clip(
        0.5 + 0.5 * noise(rng, GRAIN, GRAIN, 4, 4, gain=0.65) + 0.35 * (0.12 - inside.clip(0, 0.12)) / 0.12,
        0,
        1,
    )
    cover = np.maximum(cover, ramp(stem, 0.3, 0.7))
    return Sprite(np.dstack([cover, vein, blotch, height]).astype(np.float32))


def _veins(form: str, x: Array, y: Array, s: Array) -> Array:
    if form == "petal":
        fan = np.abs(((np.arctan2(y, x + 0.25) * 26) % 1) - 0.5) * 2
        return (0.35 * ramp(fan, 0.55, 0.9)).astype(np.float32)
    if form == "maple":
        turn, reach = np.arctan2(y, x - 0.28), np.hypot(x - 0.28, y)
        made = np.zeros_like(x)
        for at in (0, 0.95, -0.95, 1.95, -1.95):
            made = np.maximum(
                made, np.exp(-((np.sin(turn - at) * reach / 0.008) ** 2)) * (np.cos(turn - at) > 0)
            )
        side = np.abs(((s + np.abs(y) * 1.1) * 9) % 1 - 0.5)
        return np.maximum(made, 0.25 * ramp(side, 0.42, 0.49)).astype(np.float32)
    middle = np.exp(-((y / (0.011 * (1.25 - s))) ** 2))
    pairs = 13 if form in ("beech", "birch") else 7
    side = np.abs(((s - np.abs(y) * 0.9) * pairs) % 1 - 0.5)
    return np.maximum(middle, 0.45 * ramp(side, 0.44, 0.49)).astype(np.float32)


def stamp(
    relief: Relief,
    leaf: Sprite,
    at: tuple[float, float],
    size: float,
    turn: float,
    tones: Array,
    lift: float = 0.0,
    bent: float = 1.0,
) -> None:
    """Lay the leaf onto the surface, in place: its middle ``at`` (x, y; shares of the height), ``size`` its
    length, ``tones`` 2×3 sRGB of its plain and blotched parts, ``lift`` how far it lies above what is
    below."""
    rows, columns = relief.height.shape
    reach = 0.75 * size
    x0, x1 = (int(np.clip(v, 0, columns)) for v in ((at[0] - reach) * rows, (at[0] + reach) * rows + 1))
    y0, y1 = (int(np.clip(v, 0, rows)) for v in ((at[1] - reach) * rows, (at[1] + reach) * rows + 1))
    if x1 <= x0 or y1 <= y0:
        return
    maps = _reduced(leaf, size * rows)
    scale = maps.shape[0] / (size * rows)
    cos, sin = np.cos(turn) * scale, np.sin(turn) * scale
    fx, fy = x0 + 0.5 - at[0] * rows, y0 + 0.5 - at[1] * rows
    half = maps.shape[0] / 2 - 0.5
    matrix = np.array(
        [[cos, sin, cos * fx + sin * fy + half], [-sin, cos, -sin * fx + cos * fy + half]], np.float32
    )
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    made = cv2.warpAffine(maps, matrix, (x1 - x0, y1 - y0), flags=flags, borderMode=cv2.BORDER_CONSTANT)
    cover = made[..., 0]
    if cover.max() < 0.02:
        return
    area = np.s_[y0:y1, x0:x1]
    ground = relief.height[area]
    base = float((ground * cover).sum() / cover.sum()) + lift
    colour = tones[0] + (tones[1] - tones[0]) * made[..., 2:3]
    colour = colour + made[..., 1:2] * 0.35 * (np.clip(tones[0] * 1.5 + 0.12, 0, 1) - colour)
    top = np.maximum(base + made[..., 3] * size * bent, ground + 0.0006)
    relief.height[area] += (top - ground) * cover
    relief.albedo[area] += (colour - relief.albedo[area]) * cover[..., None]
    if isinstance(relief.gloss, np.ndarray):
        relief.gloss[area] += (0.12 - relief.gloss[area]) * cover


def _reduced(leaf: Sprite, texels: float) -> Array:
    """The sprite's maps at about the resolution that they are drawn at, so that they do not alias."""
    maps = leaf.maps
    while maps.shape[0] > 1.6 * texels and maps.shape[0] > 24:
        half = maps.shape[0] // 2
        maps = cv2.resize(maps, (half, half), interpolation=cv2.INTER_AREA)
    return maps


def tones(rng: Random, codes: tuple[str, ...], spread: float = 0.1) -> Array:
    """Two tones of one leaf, 2×3 sRGB: its own, and that of its blotches."""
    from core.scenes.parts.canvas import jitter, rgb

    one = jitter(rng, rgb(str(rng.choice(codes))), spread)
    two = jitter(rng, one * 0.6 + rgb(str(rng.choice(codes))) * 0.3, spread)
    return np.stack([one, two]).astype(np.float32)


def litter(
    rng: Random,
    relief: Relief,
    count: int,
    size: tuple[float, float],
    forms: tuple[str, ...],
    codes: tuple[str, ...],
) -> None:
    """Leaves strewn over the whole surface, later ones on top, in place."""
    aspect = relief.height.shape[1] / relief.height.shape[0]
    for _ in range(count):
        at = (rng.uniform(-0.05, aspect + 0.05), rng.uniform(-0.05, 1.05))
        leaf = sprite(str(rng.choice(forms)), int(rng.integers(5)))
        stamp(relief, leaf, at, rng.uniform(*size), rng.uniform(0, 2 * np.pi), tones(rng, codes), 0.002)
