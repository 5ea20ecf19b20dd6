"""Round poles between any two points of the picture: bamboo, and logs."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.scenes.parts.canvas import Array
from core.scenes.parts.distance import land_tile
from core.scenes.parts.grids import Numbers, ramp, tiled
from core.scenes.parts.outdoors import Day
from core.scenes.parts.soils import Seed, linear

Skin = Callable[[Array, Array], Array]
"""Linear colours of a pole's skin, from how far along it (in its own thicknesses) and around it (rad)."""


@dataclass(frozen=True)
class Pole:
    """A pole from one (x, y) to the other in picture heights, of that half thickness; ``open`` is how much of
    the sky it sees."""

    start: tuple[float, float]
    end: tuple[float, float]
    half: float
    open: float = 0.7


def bamboo(seed: Seed, code: str = "c2a566") -> Skin:
    """Dry bamboo: smooth, streaked along, a ring at each node."""
    tile, shift = land_tile((seed[0] & 7, 31), 1.1), float(np.random.default_rng(seed).uniform(0, 12))

    def skin(along: Array, around: Array) -> Array:
        """Its colour."""
        streak = tiled(tile, around * 40 + shift * 30, along * 2.5 + shift * 9)
        spot = tiled(tile, around * 22, along * 14 + 40)
        place = (along + shift) % 9.0
        node = np.exp(-(((place - 4.5) / 0.22) ** 2))
        ring = np.exp(-(((place - 4.95) / 0.35) ** 2))
        tone = np.clip(1 + 0.16 * streak + 0.1 * spot + 0.18 * ring - 0.55 * node, 0.15, 1.6)
        colour = linear(code) * tone[..., None]
        stain = (0.45 * ramp(spot + 0.5 * streak, 0.9, 1.8))[..., None]
        return colour * (1 - stain) + linear("6e5a38") * stain

    return skin


def peeled(seed: Seed, code: str = "9a7a58") -> Skin:
    """A weathered log without its bark: cracks along it, knots."""
    tile, shift = land_tile((seed[0] & 7, 32), 1.0), float(np.random.default_rng(seed).uniform(0, 400))

    def skin(along: Array, around: Array) -> Array:
        """Its colour."""
        fibre = tiled(tile, along * 9 + shift, around * 90)
        broad = tiled(tile, along * 5 + shift * 2, around * 16 + 60)
        crack = np.exp(-np.abs(tiled(tile, along * 3.5 + shift, around * 34 + 200)) / 0.05)
        knot = ramp(tiled(tile, along * 26 + shift, around * 30 + 99), 2.1, 2.8)
        tone = np.clip(1 + 0.13 * fibre + 0.15 * broad, 0.3, 1.7) * (1 - 0.6 * crack) * (1 - 0.55 * knot)
        return linear(code) * tone[..., None]

    return skin


def set_pole(canvas: Numbers, day: Day, pole: Pole, skin: Skin, gloss: float = 0.0) -> None:
    """Draw the pole on the premultiplied linear RGBA ``canvas``, in place. ``gloss`` is how strongly its skin
    shines."""
    height, width = canvas.shape[:2]
    (x0, y0), (x1, y1) = pole.start, pole.end
    reach = pole.half * 1.3 + 2 / height
    left, right = (
        int(max(0, (min(x0, x1) - reach) * height)),
        int(min(width, (max(x0, x1) + reach) * height + 1)),
    )
    top, end = (
        int(max(0, (min(y0, y1) - reach) * height)),
        int(min(height, (max(y0, y1) + reach) * height + 1)),
    )
    if right <= left or end <= top:
        return
    y, x = np.mgrid[top:end, left:right].astype(np.float32) + 0.5
    long = float(np.hypot(x1 - x0, y1 - y0)) + 1e-6
    ex, ey = (x1 - x0) / long, (y1 - y0) / long
    dx, dy = x / height - x0, y / height - y0
    along, off = dx * ex + dy * ey, -dx * ey + dy * ex
    across = off / pole.half
    cover = np.clip((pole.half - np.abs(off)) * height + 0.5, 0, 1)
    cover = cover * np.clip(along * height + 0.5, 0, 1) * np.clip((long - along) * height + 0.5, 0, 1)
    round_ = np.clip(across, -1, 1)
    front = np.sqrt(1 - round_**2)
    sideways, upward = -round_ * ey, -round_ * ex
    facing = np.clip(sideways * day.toward[0] + upward * day.toward[1] - front * day.toward[2], 0, 1)
    open_ = pole.open * (0.55 + 0.25 * front + 0.25 * upward)
    colour = skin(along / (2 * pole.half), np.arcsin(round_)) * day.lit(facing, np.clip(open_, 0.05, 1))
    if gloss:
        colour = (
            colour
            + (gloss * np.clip(facing, 0, 1) ** 9)[..., None] * day.sun
            + (0.12 * gloss * (1 - front))[..., None] * day.sky
        )
    part = canvas[top:end, left:right]
    part *= 1 - cover[..., None]
    part += np.dstack([colour * cover[..., None], cover]).astype(np.float32)
