"""Blades, hairs and needles by the thousand, drawn one over the other with their heights."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from core.scenes.parts.canvas import Array, Random, blur
from core.scenes.parts.heightfield import Relief
from core.scenes.parts.periodic import soften

FINE = 4
"""Bits of a polygon's corners behind the pixel."""


@dataclass(frozen=True, kw_only=True)
class Strokes:
    """How blades grow. Lengths are shares of the side; pairs are ranges. ``bend`` is how far a tip leaves
    the straight line, in lengths; ``top`` the height of the highest blade; ``dark`` the share of its colour
    that a root keeps."""

    count: int
    length: tuple[float, float]
    width: tuple[float, float]
    bend: float = 0.3
    top: float = 0.04
    dark: float = 0.3
    pieces: int = 4
    fold: float = 0.16


def angles(rng: Random, at: Array, around: float, spread: float, clumps: float = 0.0) -> Array:
    """Directions in radians for roots ``at`` (N×2): about ``around``, ± ``spread``, turned with the place by
    ``clumps`` so that neighbours lie alike."""
    turn = rng.normal(0, 1, (6, 4))
    wave = np.zeros(len(at))
    for fx, fy, phase, size in turn:
        wave += size * np.sin((fx * at[:, 0] + fy * at[:, 1]) * 7 + phase * 3)
    return (around + clumps * wave / 2 + rng.normal(0, spread, len(at))).astype(np.float32)


def drawn(
    rng: Random, below: Relief, how: Strokes, colours: Array, heading: float, spread: float, clumps: float
) -> Relief:
    """The surface grown over; ``colours`` N×3 sRGB are drawn from, ``heading`` is where tips point."""
    at = rng.uniform(-0.06, 1.06, (how.count, 2)).astype(np.float32)
    return _grown(rng, below, how, colours, (at, angles(rng, at, heading, spread, clumps)), False)


def wrapped(
    rng: Random, below: Relief, how: Strokes, colours: Array, heading: float, spread: float, clumps: float
) -> Relief:
    """``drawn`` so that the picture repeats without a seam: what leaves it on one side comes in on the
    other. ``clumps`` is how alike neighbours lie."""
    at = rng.uniform(0, 1, (how.count, 2)).astype(np.float32)
    wave = np.zeros(how.count)
    for fx, fy in ((1, 2), (3, -1), (-4, 3), (5, 4)):
        wave += rng.normal() * np.sin(2 * np.pi * (fx * at[:, 0] + fy * at[:, 1]) + rng.uniform(0, 6.28))
    turn = (heading + clumps * wave / 2 + rng.normal(0, spread, how.count)).astype(np.float32)
    return _grown(rng, below, how, colours, (at, turn), True)


def _grown(
    rng: Random, below: Relief, how: Strokes, colours: Array, place: tuple[Array, Array], wrap: bool
) -> Relief:
    """The blades of those roots and directions, drawn."""
    at, turn = place
    long = rng.uniform(*how.length, how.count)
    wide = rng.uniform(*how.width, how.count) * rng.choice([0.7, 1.0, 1.3], how.count)
    curl = rng.normal(0, how.bend, how.count)
    tone = colours[rng.integers(0, len(colours), how.count)] * rng.normal(1, 0.09, (how.count, 1))
    level = np.sort(rng.uniform(0.15, 1, how.count))
    t = np.linspace(0, 1, how.pieces + 1)[None, :, None]
    away = np.stack([np.cos(turn), np.sin(turn)], 1)[:, None]
    side = np.stack([-np.sin(turn), np.cos(turn)], 1)[:, None]
    spine = at[:, None] + long[:, None, None] * (t * away + (curl[:, None, None] * t**2) * side)
    half = side * (wide[:, None, None] / 2 * np.clip(1.05 - t, 0, 1) ** 0.6 * np.clip(0.55 + 2 * t, 0, 1))
    if wrap:
        spine, half, tone, level = _repeated(spine, half, tone, level)
    return _filled(below, how, (spine, half), tone, level, wrap)


def _repeated(spine: Array, half: Array, tone: Array, level: Array) -> tuple[Array, Array, Array, Array]:
    """Every blade that crosses an edge again beyond the opposite one, in the order of their heights."""
    low, high = (spine - np.abs(half)).min((1,)), (spine + np.abs(half)).max((1,))
    found = [(np.arange(len(spine)), np.zeros(2))]
    for dx in (-1, 0, 1):
        for dy in (-1, 0, 1):
            shift = np.array([dx, dy])
            seen = ((high + shift > 0) & (low + shift < 1)).all(1) & bool(dx or dy)
            found.append((np.flatnonzero(seen), shift))
    which = np.concatenate([index for index, _ in found])
    moved = np.concatenate([np.repeat(shift[None], len(index), 0) for index, shift in found])
    order = np.argsort(level[which], kind="stable")
    which, moved = which[order], moved[order]
    return (spine[which] + moved[:, None]).astype(np.float32), half[which], tone[which], level[which]


def _filled(
    below: Relief, how: Strokes, shape: tuple[Array, Array], tone: Array, level: Array, wrap: bool = False
) -> Relief:
    """Draw every blade in order of its height: two halves along its fold, root to tip lighter."""
    size = below.height.shape[0]
    canvas = np.dstack([below.albedo * 255, np.clip(below.height / how.top, 0, 1) * 255])
    canvas = np.ascontiguousarray(np.clip(canvas, 0, 255).astype(np.uint8))
    spine, half = shape
    scale = size * 2**FINE
    left, middle, right = (
        np.round((points - 0.5 / size) * scale).astype(np.int32)
        for points in (spine - half, spine, spine + half)
    )
    along = (np.arange(how.pieces) + 0.5) / how.pieces
    shade = how.dark + (1 - how.dark) * along**0.7
    split = float(np.abs(half).max()) * size > 1.2
    for blade in range(len(spine)):
        high = level[blade] * (0.35 + 0.65 * np.sin(np.pi * (0.15 + 0.6 * along))) * 255
        for piece in range(how.pieces):
            base = tone[blade] * (shade[piece] * (0.55 + 0.45 * level[blade]) * 255)
            rows = slice(piece, piece + 2)
            if split:
                _piece(canvas, left[blade, rows], middle[blade, rows], base * (1 + how.fold), high[piece])
                _piece(canvas, middle[blade, rows], right[blade, rows], base * (1 - how.fold), high[piece])
            else:
                _piece(canvas, left[blade, rows], right[blade, rows], base, high[piece])
    made = canvas.astype(np.float32) / 255
    smooth = soften(made[..., 3], 0.0014) if wrap else blur(made[..., 3], 0.0014 * size)
    height = smooth * np.float32(how.top)
    return Relief(np.ascontiguousarray(made[..., :3]), height, below.gloss)


def _piece(
    canvas: npt.NDArray[np.uint8],
    one: npt.NDArray[np.int32],
    two: npt.NDArray[np.int32],
    tone: Array,
    high: float,
) -> None:
    corners = np.array((one[0], one[1], two[1], two[0]))
    colour = (float(tone[0]), float(tone[1]), float(tone[2]), float(high))
    cv2.fillConvexPoly(canvas, corners, colour, cv2.LINE_AA, FINE)
