"""Shadows of what stands outside the picture, lying on the ground: palm leaves, branches, a window's bars."""

from functools import lru_cache

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, stream
from core.scenes.parts.grids import Numbers, ramp, resized, tile_blurred
from core.scenes.parts.outdoors import Day
from core.scenes.parts.relief import laid
from core.scenes.parts.soils import Seed
from core.scenes.parts.viewpoint import Viewpoint
from core.scenes.spec import SceneSpec


@lru_cache(maxsize=8)
def pattern_tile(seed: Seed, pattern: str) -> Array:
    """What keeps the sun off the ground, 512×512, 0…1, as it falls there."""
    rng = np.random.default_rng(seed)
    size = 1024
    mask = np.zeros((size, size), np.uint8)
    if pattern == "palm":
        for _ in range(5):
            _frond(
                rng,
                mask,
                (rng.uniform(0, size), rng.uniform(0, size)),
                rng.uniform(0, 2 * np.pi),
                size * rng.uniform(0.4, 0.6),
            )
    elif pattern == "leaves":
        for _ in range(14):
            _twig(
                rng,
                mask,
                (rng.uniform(0, size), rng.uniform(0, size)),
                rng.uniform(0, 2 * np.pi),
                size * rng.uniform(0.2, 0.36),
            )
    elif pattern in ("window", "blinds"):
        step = size // 4 if pattern == "window" else size // 14
        mask[:] = 255
        bar = size // 26 if pattern == "window" else step // 2
        for i in range(0, size, step):
            mask[i + bar : i + step] = 0
        if pattern == "window":
            for i in range(0, size, step):
                mask[:, i : i + bar] = 255
    return resized(mask.astype(np.float32) / 255, 512, 512)


def _frond(
    rng: np.random.Generator, mask: np.ndarray, root: tuple[float, float], turn: float, long: float
) -> None:
    """A palm leaf: long leaflets off both sides of a rib, wrapping at the tile's edges."""
    size = mask.shape[0]
    for t in np.linspace(0.06, 1, 34):
        at = np.array(root) + long * t * np.array([np.cos(turn + 0.3 * t), np.sin(turn + 0.3 * t)])
        for side in (-1, 1):
            lean = turn + 0.3 * t + side * (1.15 - 0.75 * t) + rng.normal(0, 0.04)
            reach = long * 0.42 * np.sin(np.pi * (0.12 + 0.86 * (1 - t))) + 8
            tip = at + reach * np.array([np.cos(lean), np.sin(lean)])
            half = 0.02 * long * np.array([-np.sin(lean), np.cos(lean)])
            middle = at + 0.4 * (tip - at)
            quad = np.array([at, middle + half, tip, middle - half])
            for move in ((0, 0), (size, 0), (-size, 0), (0, size), (0, -size)):
                cv2.fillPoly(mask, [((quad + move) * 8).astype(np.int32)], 255, cv2.LINE_8, 3)


def _twig(
    rng: np.random.Generator, mask: np.ndarray, root: tuple[float, float], turn: float, long: float
) -> None:
    """A twig with oval leaves, wrapping at the tile's edges."""
    size = mask.shape[0]
    for t in np.linspace(0.1, 1, 8):
        at = np.array(root) + long * t * np.array([np.cos(turn + 0.5 * t), np.sin(turn + 0.5 * t)])
        lean = turn + 0.5 * t + rng.choice([-1, 1]) * rng.uniform(0.4, 1.1)
        reach = long * rng.uniform(0.14, 0.22)
        middle = at + reach * np.array([np.cos(lean), np.sin(lean)])
        for move in ((0, 0), (size, 0), (-size, 0), (0, size), (0, -size)):
            box = (
                (float(middle[0] + move[0]), float(middle[1] + move[1])),
                (2 * reach, 0.9 * reach),
                float(np.degrees(lean)),
            )
            cv2.ellipse(mask, box, 255, -1)


def cast_pattern(spec: SceneSpec, view: Viewpoint, day: Day, canvas: Numbers, edge: float) -> None:
    """The shadow of ``spec.light.pattern`` on the ground, on the canvas in place, soft in soft light."""
    if spec.light.pattern == "none":
        return
    tile = pattern_tile(spec.stream("pattern"), spec.light.pattern)
    soft = 2 + 12 * (1 - day.hard)
    tile = tile_blurred(tile, soft)
    rows = (np.arange(view.height, dtype=np.float32) + 0.5) / view.height
    below = rows > max(edge, view.vanish + 1e-3)
    dark = np.zeros(canvas.shape[:2], np.float32)
    shift = stream(spec, "pattern shift").uniform(0, 3, 2)
    metres = view.span * 1.5
    dark[below] = laid(tile, metres, view, rows[below], (float(shift[0]) * metres, float(shift[1]) * metres))
    sun = day.sun * max(0.3, day.toward[1])
    canvas[..., :3] *= 1 - 0.92 * ramp(dark, 0.05, 0.95)[..., None] * (sun / (sun + day.sky)) * (
        0.4 + 0.6 * day.hard
    )
