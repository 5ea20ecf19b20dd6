"""Baked things as they are kept: pictures under a few lights, out of which any light is mixed.

One WebP a thing holds all of its views, each as a strip of tiles: light from all around, from the front, the
right, behind and the left, then its cover. ``index.json`` says where they are, how large, from which pitch.
Colours are not multiplied by the cover; a tile's values are ``GAMMA``-encoded shares of its ``gain``.
"""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image

from core.scenes.parts.canvas import Array

FOLDER = Path(__file__).parent / "sprites"
SIDES = (0, 90, 180, -90)
"""Where the four side lights come from, in degrees as ``Light.direction``."""
SHADES = tuple(range(-180, 180, 45))
"""Where the light comes from whose shadows are kept, likewise."""
RISE = 40.0
"""How high all of these stand, in degrees."""
GAMMA = 2.2
GAP = 16
"""Px between colours and cover, and below both: a lossy picture's blocks bleed into each other."""
GRAIN = 64
"""Px of a side of a shadow's tile."""


@dataclass(frozen=True)
class Sprite:
    """A thing as seen from one pitch (degrees): its ``lights`` 5×H×W×3, linear, for light of strength 1 on
    what faces it: from all around, then from ``SIDES``; its ``cover`` H×W; the ``grain`` in px a metre; the
    pixel (x, y) of its ``foot``, the point of the ground it is modelled about."""

    pitch: float
    lights: Array
    cover: Array
    grain: float
    foot: tuple[float, float]


@dataclass(frozen=True)
class Shade:
    """What a thing takes of the ground's light, 0 none … 1 all, on squares of ground about its foot, rows
    from far to near: ``around`` N×N of light from everywhere over ±``near`` m; ``cast`` 8×N×N of light from
    ``SHADES`` over ±``far`` m."""

    around: Array
    cast: Array
    near: float
    far: float


@dataclass(frozen=True)
class Baked:
    """One variant of a thing: its views, lowest pitch first, its shade, and how tall it is (m)."""

    views: tuple[Sprite, ...]
    shade: Shade
    tall: float


def pack(variants: Sequence[Baked], quality: int = 72) -> tuple[bytes, dict[str, Any]]:
    """The variants as one WebP and their entry in the index."""
    rows, entry, top = list[Array](), list[dict[str, Any]](), 0
    for baked in variants:
        views = list[dict[str, Any]]()
        for view in baked.views:
            strip, gains = _strip(view)
            rows.append(strip)
            views.append(_noted(view, top, gains))
            top += strip.shape[0]
        shades = np.concatenate([baked.shade.around[None], baked.shade.cast])
        tile = np.concatenate(list(shades), axis=1)
        rows.append(np.pad(np.repeat(tile[..., None], 3, axis=2), ((0, GAP), (0, 0), (0, 0))))
        entry.append(
            {
                "views": views,
                "tall": round(baked.tall, 4),
                "shade": [top, round(baked.shade.near, 4), round(baked.shade.far, 4)],
            }
        )
        top += GRAIN + GAP
    wide = max(row.shape[1] for row in rows)
    sheet = np.concatenate([np.pad(row, ((0, 0), (0, wide - row.shape[1]), (0, 0))) for row in rows])
    pixels = np.clip(sheet * 255 + 0.5, 0, 255).astype(np.uint8)
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "WEBP", quality=quality, method=6)
    return out.getvalue(), {"variants": entry}


def _noted(view: Sprite, top: int, gains: list[float]) -> dict[str, Any]:
    height, width = view.cover.shape
    return {
        "pitch": view.pitch,
        "top": top,
        "size": [width, height],
        "grain": round(view.grain, 2),
        "foot": [round(float(view.foot[0]), 2), round(float(view.foot[1]), 2)],
        "gains": [round(gain, 4) for gain in gains],
    }


def _strip(view: Sprite) -> tuple[Array, list[float]]:
    """The tiles of a view side by side, 0…1, and their gains."""
    tiles, gains = list[Array](), list[float]()
    kept = (view.cover > 0.4).astype(np.float32)
    for light in view.lights:
        gain = float(np.clip(np.percentile(light[kept > 0], 99.8) if kept.any() else 1.0, 0.05, 6.0))
        tone = np.clip(light / gain, 0, 1) ** (1 / GAMMA)
        tiles.append(_bled(tone.astype(np.float32), kept))
        gains.append(gain)
    apart = np.zeros((view.cover.shape[0], GAP, 3), np.float32)
    tiles += [apart, np.repeat(view.cover[..., None], 3, axis=2)]
    return np.pad(np.concatenate(tiles, axis=1), ((0, GAP), (0, 0), (0, 0))), gains


def _bled(tone: Array, kept: Array) -> Array:
    """Colours drawn out over what is not covered, so that nothing dark gets in at the edge."""
    made, known = tone * kept[..., None], kept.copy()
    total, weight = made.copy(), known.copy()
    for radius in (2, 6, 18, 60):
        near = cv2.GaussianBlur(made, (0, 0), radius)
        share = cv2.GaussianBlur(known, (0, 0), radius)
        rest = (weight < 0.5) & (share > 1e-3)
        total[rest] = near[rest] / share[rest][..., None]
        weight[rest] = 1
    return total


@lru_cache(maxsize=1)
def index() -> Mapping[str, Any]:
    """What is baked, by name; empty where nothing is."""
    path = FOLDER / "index.json"
    return json.loads(path.read_text()) if path.exists() else {}


@lru_cache(maxsize=16)
def unpacked(name: str) -> tuple[Baked, ...]:
    """The variants of a thing. ``KeyError`` for what is not baked."""
    entry = index()[name]
    with Image.open(FOLDER / f"{name.replace(' ', '_')}.webp") as picture:
        sheet = np.asarray(picture.convert("RGB"))
    return tuple(_variant(sheet, one) for one in entry["variants"])


def _variant(sheet: Any, entry: Mapping[str, Any]) -> Baked:
    top, near, far = entry["shade"]
    tiles = sheet[top : top + GRAIN, : GRAIN * (1 + len(SHADES)), 0].astype(np.float32) / 255
    maps = tiles.reshape(GRAIN, -1, GRAIN).transpose(1, 0, 2)
    views = tuple(_view(sheet, view) for view in entry["views"])
    return Baked(views, Shade(maps[0], maps[1:], near, far), entry["tall"])


def _view(sheet: Any, entry: Mapping[str, Any]) -> Sprite:
    width, height = entry["size"]
    strip = sheet[entry["top"] : entry["top"] + height].astype(np.float32) / 255
    end = width * (len(SIDES) + 1)
    tiles = strip[:, :end].reshape(height, -1, width, 3).transpose(1, 0, 2, 3)
    gains = np.array(entry["gains"], np.float32)[:, None, None, None]
    # What is hardly covered is the codec's own ringing.
    cover = np.clip((strip[:, end + GAP : end + GAP + width].mean(-1) - 0.02) / 0.96, 0, 1)
    x, y = entry["foot"]
    return Sprite(entry["pitch"], tiles**GAMMA * gains, cover, entry["grain"], (x, y))
