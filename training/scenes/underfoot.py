"""Outdoor ground seen in perspective: sand, planks, cobbles, asphalt, stones. All sRGB 0…1, unlit tones."""

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, Random, mix, noise, ramp, rgb
from training.scenes.daylight import palette, plane, terrain


def sand(rng: Random, y: Array, x: Array, horizon: float, tone: Array) -> Array:
    """Sand with wind ripples, hollows in shade and grains."""
    hollows = terrain(rng, y, x, horizon, 0.3, 5, 0.9, 1.3)
    ripples = terrain(rng, y, x, horizon, 0.12, 2, 0.6, 3.5)
    grain = terrain(rng, y, x, horizon, 0.02, 2, 1.0)
    shade = 1 + 0.07 * hollows + 0.06 * ripples * rng.uniform(0, 1) + 0.05 * grain
    return tone * np.clip(shade, 0.6, 1.2)[..., None]


def deck(rng: Random, y: Array, x: Array, horizon: float, tone: Array) -> Array:
    """Wooden planks running away from or across the view, with gaps, knots and grain."""
    across, away = plane(y, x, horizon)
    lengthwise = rng.random() < 0.6
    side, scale = (across, rng.uniform(0.22, 0.4)) if lengthwise else (away, rng.uniform(0.18, 0.3))
    index = np.floor(side / scale)
    inside = side / scale - index
    tones = 0.82 + 0.3 * rng.random(256).astype(np.float32)
    each = tones[index.astype(int) % 256]
    grain = terrain(rng, y, x, horizon, 0.25, 4, 0.8, 0.12 if lengthwise else 8)
    step = np.abs(np.gradient(side, axis=1 if lengthwise else 0)) / scale
    gap = np.maximum(0.03, step * 0.7)
    line = ramp(np.minimum(inside, 1 - inside), gap, gap * 0.4) * np.clip(0.08 / gap, 0, 1)
    return tone * (each * (1 + 0.1 * grain) * (1 - 0.75 * line))[..., None]


def cobbles(rng: Random, y: Array, x: Array, horizon: float, tones: list[Array]) -> Array:
    """Rounded paving stones in shifted rows, each its own tone, dark joints, fading with distance."""
    across, away = plane(y, x, horizon)
    size = rng.uniform(0.14, 0.26)
    row = np.floor(away / size)
    shift = rng.random(512).astype(np.float32)[row.astype(int) % 512]
    column = np.floor(across / size * 0.8 + shift)
    u, v = across / size * 0.8 + shift - column - 0.5, away / size - row - 0.5
    key = (row.astype(int) * 37 + column.astype(int) * 101) % 1024
    each = rng.random(1024).astype(np.float32)[key]
    dome = np.clip(1 - (np.abs(2 * u) ** 4 + np.abs(2 * v) ** 4), 0, 1)
    fade = 1 / (1 + (away**2 / y.shape[0] / size * 1.5) ** 2)
    shade = 1 + (0.55 * np.sqrt(dome) - 0.42 - 0.25 * v) * fade
    rough = 1 + 0.08 * terrain(rng, y, x, horizon, 0.08, 2)
    flat = palette(np.full_like(each, 0.5), tones)
    return mix(flat, palette(each, tones), fade) * (shade * rough)[..., None]


def asphalt(rng: Random, y: Array, x: Array, horizon: float, tone: Array) -> Array:
    """Road surface: grains, worn tracks, sometimes a painted line."""
    across, away = plane(y, x, horizon)
    shade = (
        1 + 0.11 * terrain(rng, y, x, horizon, 0.04, 3, 1.0) + 0.04 * terrain(rng, y, x, horizon, 2.0, 5, 0.8)
    )
    image = tone * shade[..., None]
    if rng.random() < 0.45:
        at, dashed = rng.uniform(-1.2, 1.2), rng.random() < 0.5
        line = ramp(np.abs(across - at), 0.09, 0.07) * (ramp(np.sin(away * 1.3), -0.1, 0.1) if dashed else 1)
        image = mix(image, np.clip(tone * 0.4 + 0.5, 0, 1), 0.8 * line)
    return image


def slabs(rng: Random, y: Array, x: Array, horizon: float, tone: Array) -> Array:
    """Large square paving with thin joints."""
    across, away = plane(y, x, horizon)
    size = rng.uniform(0.6, 1.2)
    u, v = across / size + 0.5, away / size
    key = (np.floor(u).astype(int) * 31 + np.floor(v).astype(int) * 57) % 256
    each = 0.92 + 0.14 * rng.random(256).astype(np.float32)[key]
    gap = 0.015 + 0.6 * away**2 / y.shape[0] / size
    edge = np.minimum(np.minimum(u % 1, 1 - u % 1), np.minimum(v % 1, 1 - v % 1))
    line = ramp(edge, gap, gap * 0.5) * np.clip(0.03 / gap, 0, 1)
    shade = each * (1 + 0.05 * terrain(rng, y, x, horizon, 0.5, 4, 0.8)) * (1 - 0.45 * line)
    return tone * shade[..., None]


def stones(
    rng: Random, image: Array, horizon: float, tones: list[Array], count: int, size: float, from_y: float
) -> Array:
    """Rocks or pebbles on ``image`` from ``from_y`` down, far ones first, each lit from above with a dark
    foot; ``size`` is a radius in camera heights."""
    height, width = image.shape[:2]
    made = np.ascontiguousarray((np.clip(image, 0, 1) * 255).astype(np.uint8))
    for root in from_y + (1.1 - from_y) * np.sort(rng.random(count)):
        radius = size * (root - horizon) * height * rng.uniform(0.5, 1.3)
        tone = tones[rng.integers(len(tones))] * rng.uniform(0.75, 1.2)
        _stone(rng, made, (float(rng.uniform(0, width)), float(root * height)), radius, tone)
    rough = 1 + 0.3 * noise(rng, height, width, 30, 3)[..., None]
    changed = (made != (np.clip(image, 0, 1) * 255).astype(np.uint8)).any(axis=2, keepdims=True)
    return np.clip(made.astype(np.float32) / 255 * np.where(changed, rough, 1), 0, 1)


def _stone(rng: Random, made: np.ndarray, at: tuple[float, float], radius: float, tone: Array) -> None:
    """One stone of uneven outline: its shade on the ground, dark flank, body and lit top."""
    turns = np.linspace(0, 2 * np.pi, 11)[:-1] + rng.normal(0, 0.12, 10)
    reach = radius * (1 + rng.normal(0, 0.13, 10))
    outline = np.stack([reach * np.cos(turns), 0.62 * reach * np.sin(turns)], -1)
    for drop, grow, shade in ((0.25, 1.06, 0.3), (0.0, 1.0, 0.62), (-0.13, 0.84, 0.85), (-0.24, 0.6, 1.05)):
        points = (outline * grow + (at[0], at[1] + drop * radius)) * 8
        pen = tuple((np.clip(tone * shade, 0, 1) * 255).tolist())
        cv2.fillPoly(made, [points.astype(np.int32)], pen, cv2.LINE_AA, 3)


PLANKS = {
    "weathered grey": rgb("a09a90"),
    "brown": rgb("8a6544"),
    "warm": rgb("b58a5e"),
    "dark": rgb("5a4332"),
}
