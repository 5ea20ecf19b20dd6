"""Small flat things that fall through the air or lie strewn: snow, petals, leaves, confetti."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from core.scenes.airborne.air import Air, Layer
from core.scenes.parts.canvas import Array, Random, blur, ramp
from core.scenes.parts.soils import linear

SUB = 8
"""Bits of a pixel that outlines are placed by."""
FOCAL = 1.7
"""Focal length of the camera in picture heights."""
AUTUMN = ("c8782a", "b5651f", "d9a63a", "97461c", "a8521f")
GREEN = ("6f8f3a", "8aa84a", "55752c")
PASTEL = ("f2c14e", "f28482", "84a59d", "5fa8d3", "f5cac3", "f6bd60")
GOLD = ("d9b45a", "f0d890", "b98a35", "fbf3e0")


@dataclass(frozen=True, kw_only=True)
class Depth:
    """Pieces at one distance: how ``many`` in a square picture, their ``size`` in heights, and the radius of
    their blur in heights."""

    many: int
    size: tuple[float, float]
    soft: float


Outline = Callable[[Random], Array]
"""A piece's outline K×2 about its middle, 1 from end to end."""


def petal(rng: Random) -> Array:
    """A petal, broad and notched at its end."""
    turn = np.linspace(0, 2 * np.pi, 26)
    wide = 0.34 + 0.1 * float(rng.random())
    x = np.sin(turn) * wide * (1 - 0.45 * np.cos(turn))
    y = -np.cos(turn) * 0.5
    return np.stack([x, y - 0.06 * np.exp(-((turn - np.pi) ** 2) / 0.06)], 1)


def leaf(rng: Random) -> Array:
    """A pointed leaf."""
    turn = np.linspace(-1, 1, 12)
    half = 0.28 * (1 - turn**2) ** 0.8 * (1 - 0.3 * turn)
    bow = 0.12 * float(rng.uniform(-1, 1)) * (1 - turn**2)
    return np.concatenate([np.stack([half + bow, turn / 2], 1), np.stack([bow - half, turn / 2], 1)[::-1]])


def flake(rng: Random) -> Array:
    """A snowflake that is too far off to show its form."""
    turn = np.linspace(0, 2 * np.pi, 14)[:-1]
    around = 0.5 * (1 + 0.18 * rng.standard_normal(13))
    return np.stack([np.cos(turn) * around, np.sin(turn) * around], 1)


def scrap(rng: Random) -> Array:
    """A scrap of paper: a disc or a strip."""
    if rng.random() < 0.5:
        turn = np.linspace(0, 2 * np.pi, 20)[:-1]
        return np.stack([np.cos(turn), np.sin(turn)], 1) * 0.5
    wide = float(rng.uniform(0.18, 0.4))
    return np.array([(-wide / 2, -0.5), (wide / 2, -0.5), (wide / 2, 0.5), (-wide / 2, 0.5)])


def _turned(rng: Random, outline: Array, flat: tuple[float, float]) -> tuple[Array, float]:
    """The outline as a piece in the air shows it, turned any way, and how squarely it is seen, 0…1."""
    squeeze, turn = float(rng.uniform(*flat)), float(rng.uniform(0, 2 * np.pi))
    spin = float(rng.uniform(0, 2 * np.pi))
    first = np.array([[np.cos(spin), -np.sin(spin)], [np.sin(spin), np.cos(spin)]])
    then = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    return (outline @ first.T) * (1, squeeze) @ then.T, squeeze


def _put(layer: Array, points: Array, colour: Array) -> None:
    """One piece, its points in px, on the premultiplied layer."""
    at = np.round((points - 0.5) * (1 << SUB)).astype(np.int32)
    shade = [float(part) for part in colour]
    cv2.fillPoly(layer, [at], (*shade, 1.0), cv2.LINE_AA, SUB)


def falling(
    air: Air, rng: Random, outline: Outline, codes: Sequence[str], depths: Sequence[Depth], *, glow: float
) -> Layer:
    """Pieces in the air at several depths, the farthest first; ``glow`` how much of the light behind them
    comes through."""
    made = air.empty()
    for depth in depths:
        layer = air.empty()
        for _ in range(round(depth.many * max(air.aspect, 0.6))):
            x, y = float(rng.uniform(-0.02, air.aspect + 0.02)), float(rng.uniform(-0.02, 0.97))
            size = float(rng.uniform(*depth.size))
            points, seen = _turned(rng, outline(rng), (0.25, 1.0))
            facing = 0.55 + 0.45 * seen * float(rng.uniform(0.6, 1.0)) + glow * air.behind
            colour = linear(str(rng.choice(list(codes)))) * air.light * facing
            _put(layer, (points * size + (x, y)) * air.height, colour)
        soft = blur(layer, depth.soft * air.height)
        made = made * (1 - soft[..., 3:]) + soft
    return Layer(np.clip(made[..., :3], 0, None), np.clip(made[..., 3], 0, 1))


def _depths(air: Air, many: int, size: float) -> tuple[Depth, ...]:
    soft = 0.35 + air.spec.camera.blur
    return (
        Depth(many=many, size=(size * 0.35, size * 0.6), soft=0.0022 * soft),
        Depth(many=many // 2, size=(size * 0.65, size * 1.1), soft=0.0012),
        Depth(many=max(2, many // 8), size=(size * 1.5, size * 2.3), soft=0.008 * soft),
    )


def snow(air: Air) -> Layer:
    """Snow that falls, fine far off, a few flakes near and out of focus."""
    soft = 0.5 + air.spec.camera.blur
    depths = (
        Depth(many=420, size=(0.002, 0.0042), soft=0.0012),
        Depth(many=150, size=(0.004, 0.0085), soft=0.0018 * soft),
        Depth(many=26, size=(0.012, 0.024), soft=0.0075 * soft),
    )
    made = falling(air, air.random("snow"), flake, ("ffffff", "f4f8ff"), depths, glow=0.2)
    return Layer(made.colour * np.float32(1.1 * 0.85), made.cover * np.float32(0.85))


def petals(air: Air) -> Layer:
    """Petals on their way down: the accent's colour, else a cherry's pink."""
    codes = (air.accent,) if air.accent else ("f7d3dc", "fbe6ea", "f2bccb")
    return falling(air, air.random("petals"), petal, codes, _depths(air, 56, 0.026), glow=0.5)


def leaves(air: Air) -> Layer:
    """Leaves on their way down, green in summer, else in autumn's colours."""
    codes = GREEN if air.spec.season in {"spring", "summer"} else AUTUMN
    return falling(air, air.random("leaves"), leaf, codes, _depths(air, 26, 0.03), glow=0.45)


def confetti(air: Air) -> Layer:
    """Confetti strewn over what the subject stands on, and, seen level, some of it still in the air."""
    rng, codes = air.random("confetti"), _party(air)
    lying = _strewn(air, rng, codes, 260 if air.above else 230)
    if air.above:
        return lying
    high = falling(air, rng, scrap, codes, _depths(air, 22, 0.016), glow=0.2)
    share = 1 - high.cover
    return Layer(lying.colour * share[..., None] + high.colour, lying.cover * share + high.cover)


def _party(air: Air) -> tuple[str, ...]:
    if air.accent is not None:
        return (air.accent, air.accent, "f4ead2", "ffffff")
    return GOLD if air.random("party").random() < 0.35 else PASTEL


def _strewn(air: Air, rng: Random, codes: Sequence[str], many: int) -> Layer:
    """Scraps that lie on the ground, as it is seen, each with its shadow."""
    shade, layer = air.empty(), air.empty()
    scale = float(np.clip(0.012 / (air.spec.place.width * air.spec.camera.distance), 0.005, 0.016))
    for _ in range(round(many * max(air.aspect, 0.6))):
        x, across = float(rng.uniform(0, air.aspect)), float(rng.normal(0, 1))
        low = air.foot if air.above else max(air.far, air.vanish + 0.02) + 0.015
        share = float(rng.random())
        y = share if air.above else low + (1.0 - low) * share**1.5
        grow = 1.0 if air.above else (y - air.vanish) / max(air.foot - air.vanish, 0.05)
        flat = 1.0 if air.above else float(np.clip((y - air.vanish) / FOCAL, 0.04, 1))
        x = x if air.above else air.aspect / 2 + (x - air.aspect / 2 + 0.05 * across) * max(grow, 0.7)
        points, _ = _turned(rng, scrap(rng), (0.8, 1.0))
        at = points * scale * float(rng.uniform(0.8, 1.25)) * grow * (1, flat)
        colour = linear(str(rng.choice(list(codes)))) * air.light * float(rng.uniform(0.7, 1.05))
        moved = (-0.12 * air.side * scale, 0.1 * scale * flat)
        _put(shade, (at * 1.12 + (x, y) + moved) * air.height, np.zeros(3))
        _put(layer, (at + np.array([x, y])) * air.height, colour)
    dark = blur(shade[..., 3], 0.14 * scale * air.height) * 0.45
    on = _level(air)
    share = 1 - layer[..., 3]
    return Layer(layer[..., :3] * on[..., None], np.clip(dark * share + layer[..., 3], 0, 1) * on)


def _level(air: Air) -> Array:
    """Where the ground itself is seen, 0…1, and not what stands on it: its disparity is linear in the row."""
    y, _ = air.grid()
    known = (y > air.foot) & (air.nearness > 0.02)
    if air.above or not known.any():
        return np.ones_like(y)
    below = np.maximum(y - air.vanish, 1e-3)
    off = np.abs(air.nearness / below / np.median((air.nearness / below)[known]) - 1)
    level = 1 - ramp(off, 0.05, 0.09)
    # A place whose disparity is not the ground's says nothing.
    return level if float(level[y > air.foot].mean()) > 0.3 else np.ones_like(y)
