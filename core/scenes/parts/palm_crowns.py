"""Palm trees as they grow: ringed trunks that taper, fronds that arch under their weight, leaflets on both
sides of each rib. Drawn on 8-bit layers, finer than the picture, and reduced."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from core.scenes.parts.canvas import Array, Random
from core.scenes.parts.outdoors import Day
from core.scenes.parts.soils import linear

Pixels = npt.NDArray[np.uint8]
FINER = 2
"""Pixels of the drawing for one of the picture."""
WIDE, FOOT = 0.9, 0.985
"""Of a palm's own picture: its width in heights, and the row of its foot."""
FRONDS, LEAFLETS = 30, 46
DOWN = np.array([0.0, 1.0, 0.0], np.float32)
SHIFT = 4
"""Fraction bits of polygon corners."""
BRIGHTEST = 1.25
"""Linear light that a level of 255 stands for."""


@dataclass(frozen=True)
class Palm:
    """Where a palm stands (x, in heights of the picture), the row of its ``foot``, how ``tall`` it is and how
    far its top leans over."""

    x: float
    foot: float
    tall: float
    lean: float


def grown_palms(
    rng: Random, shape: tuple[int, int], day: Day, foot: float, tall: tuple[float, float], count: int
) -> Array:
    """``count`` palms on the row ``foot`` to both sides of the middle: H×W×4, linear, alpha last."""
    height, width = shape
    palms: list[Palm] = []
    for number in range(count):
        own = np.random.default_rng(rng.integers(2**62))
        side = (-1) ** number * own.uniform(0.24, 0.6) * (1 + number // 4)
        lean = -np.sign(side) * own.uniform(-0.04, 0.16)
        palms.append(Palm(width / height / 2 + side, foot + own.uniform(0, 0.01), own.uniform(*tall), lean))
    return _drawn(rng, shape, palms, day)


def palm_picture(rng: Random, day: Day, rows: int) -> Array:
    """One palm alone on ``rows`` rows, ``WIDE`` times as wide, its foot at the share ``FOOT`` of them in the
    middle: linear, alpha last."""
    palm = Palm(WIDE / 2, FOOT, 0.69, float(rng.choice([-1, 1])) * rng.uniform(0.02, 0.16))
    return _drawn(rng, (rows, round(rows * WIDE)), [palm], day)


def _drawn(rng: Random, shape: tuple[int, int], palms: list[Palm], day: Day) -> Array:
    height, width = shape
    layer = np.zeros((height * FINER, width * FINER, 4), np.uint8)
    for palm in sorted(palms, key=lambda one: one.foot):
        _draw(np.random.default_rng(rng.integers(2**62)), layer, palm, day)
    small = cv2.resize(layer, (width, height), interpolation=cv2.INTER_AREA).astype(np.float32) / 255
    alpha = small[..., 3:]
    seen = np.where(alpha > 0, small[..., :3] / np.maximum(alpha, 1e-3), 0)
    return np.concatenate([seen**2.2 * BRIGHTEST, alpha], -1).astype(np.float32)


def _draw(rng: Random, layer: Pixels, palm: Palm, day: Day) -> None:
    height = layer.shape[0]
    stem = _stem(palm)
    top = stem[-1]
    fronds = sorted(
        (_frond(rng, palm, top) for _ in range(FRONDS)), key=lambda frond: frond.away, reverse=True
    )
    behind = [frond for frond in fronds if frond.away > 0]
    for frond in behind:
        _leaf(rng, layer, frond, day, height)
    _trunk(rng, layer, palm, stem, day)
    for frond in fronds[len(behind) :]:
        _leaf(rng, layer, frond, day, height)


def _stem(palm: Palm) -> Array:
    t = np.linspace(0, 1, 56)
    bend = palm.lean * palm.tall * (0.25 * t + 0.75 * t**2)
    return np.stack([palm.x + bend, palm.foot - palm.tall * t], 1).astype(np.float32)


def _trunk(rng: Random, layer: Pixels, palm: Palm, stem: Array, day: Day) -> None:
    """Bands of bark, each as bright as its side of the trunk is lit."""
    t = np.linspace(0, 1, len(stem))
    half = palm.tall * 0.019 * (0.72 + 0.75 * np.exp(-t * 14) + 0.16 * np.exp(-(((t - 1) / 0.07) ** 2)))
    bark = linear("80705c")
    side = float(np.clip(day.toward[0], -1, 1))
    for i in range(len(stem) - 1):
        tone = rng.uniform(0.88, 1.08) * (0.86 + 0.14 * (i % 2))
        for a, b in ((-1.0, -0.35), (-0.35, 0.35), (0.35, 1.0)):
            lit = float(np.clip(0.45 + 0.6 * side * (a + b) / 2 + 0.25 * (1 - day.behind), 0.08, 1))
            colour = bark * tone * (day.sky * 0.45 + day.sun * 0.5 * lit)
            lower, upper = stem[i], stem[i + 1]
            corners = [
                (lower[0] + a * half[i], lower[1]),
                (lower[0] + b * half[i], lower[1]),
                (upper[0] + b * half[i + 1], upper[1]),
                (upper[0] + a * half[i + 1], upper[1]),
            ]
            _fill(layer, np.array(corners, np.float32), colour)


@dataclass(frozen=True)
class Frond:
    """A frond's ``rib`` N×3 (x, row, away), how far ``away`` its middle is from the trunk, how ``old`` it is
    (1 hangs dry), and its length."""

    rib: Array
    away: float
    old: float
    long: float


def _frond(rng: Random, palm: Palm, top: Array) -> Frond:
    turn = rng.uniform(0, 2 * np.pi)
    old = float(rng.random())
    rise = np.radians(76 - 96 * old**0.8 + rng.normal(0, 7))
    long = palm.tall * rng.uniform(0.36, 0.47) * (0.82 + 0.18 * np.sin(np.pi * old))
    steps = 36
    t = np.linspace(0, 1, steps)
    # What is long and thin bends down more toward its end.
    angle = rise - (0.55 + 0.9 * np.cos(rise)) * t**1.6 * rng.uniform(0.9, 1.25)
    forward, up = np.cumsum(np.cos(angle)) * long / steps, np.cumsum(np.sin(angle)) * long / steps
    rib = np.stack([top[0] + forward * np.cos(turn), top[1] - up, forward * np.sin(turn)], 1)
    return Frond(rib.astype(np.float32), float(rib[steps // 2, 2]), old, float(long))


def _leaf(rng: Random, layer: Pixels, frond: Frond, day: Day, height: int) -> None:
    """Leaflets from the tip to the base on both sides of the rib, then the rib."""
    places = np.repeat(np.linspace(0.99, 0.1, LEAFLETS) + rng.normal(0, 0.006, LEAFLETS), 2)
    side = np.tile([-1.0, 1.0], LEAFLETS)[:, None]
    aged = float(np.clip((frond.old - 0.86) / 0.1, 0, 1))
    at = np.clip((places * (len(frond.rib) - 1)).astype(int), 0, len(frond.rib) - 1)
    along, across, above = (axis[at] for axis in _axes(frond.rib))
    root = frond.rib[at]
    way = across * side * (1 - 0.25 * places[:, None]) + along * (0.62 + 0.5 * places[:, None])
    way /= np.linalg.norm(way, axis=1, keepdims=True)
    long = frond.long * 0.3 * np.sin(np.pi * (0.14 + 0.8 * np.clip(places, 0, 1))) ** 0.75
    long = (long * rng.uniform(0.82, 1.12, len(at)))[:, None]
    hang = (0.24 + 0.25 * aged + 0.14 * rng.random(len(at)))[:, None]
    tip = root + long * (way + DOWN * hang + above * 0.12)
    middle = root + 0.5 * long * (way + DOWN * hang * 0.4 + above * 0.16)
    flat = tip[:, :2] - root[:, :2]
    half = np.maximum(0.042 * long, 0.35 * FINER / height)
    normal = (
        np.stack([-flat[:, 1], flat[:, 0]], 1) / (np.linalg.norm(flat, axis=1, keepdims=True) + 1e-9) * half
    )
    near, far = root[:, :2], middle[:, :2]
    corners = np.stack([near - normal * 0.5, far - normal, tip[:, :2], far + normal, near + normal * 0.5], 1)
    colours = _tones(rng, frond, day, places, above * 0.8 + across * side * 0.5, aged)
    points = np.round(corners * height * 2**SHIFT).astype(np.int32)
    for outline, colour in zip(points, _levels(colours), strict=True):
        cv2.fillPoly(layer, [outline], (*colour, 255), cv2.LINE_AA, SHIFT)
    wide = max(1, round(0.012 * frond.long * height))
    rib = (linear("8d8a4d") * (1 - aged) + linear("8a7346") * aged) * (day.sky * 0.5 + day.sun * 0.4)
    line = np.round(frond.rib[:-6, :2] * height * 2**SHIFT).astype(np.int32)
    cv2.polylines(layer, [line], False, (*_levels(rib), 255), wide, cv2.LINE_AA, SHIFT)


def _axes(rib: Array) -> tuple[Array, Array, Array]:
    """Directions N×3 along a rib, across it, and out of its upper side."""
    along = np.gradient(rib, axis=0)
    along /= np.linalg.norm(along, axis=1, keepdims=True) + 1e-9
    across = np.cross(along, DOWN)
    across /= np.linalg.norm(across, axis=1, keepdims=True) + 1e-6
    above = np.cross(across, along)
    return along, across, above * -np.sign(above[:, 1:2] + 1e-9)


def _tones(rng: Random, frond: Frond, day: Day, places: Array, facing: Array, aged: float) -> Array:
    """Linear light N×3 of leaflets: bright where they face the sun, or where it shines through, dark deep
    in the crown."""
    toward = np.array([day.toward[0], -day.toward[1], day.toward[2]], np.float32)
    lit = 0.12 + 0.8 * np.abs(facing @ toward) + 0.35 * day.behind
    lit = np.clip(lit, 0, 1.1) * (0.45 + 0.55 * places)
    share = np.clip(lit + rng.normal(0, 0.06) + rng.normal(0, 0.1, len(places)), 0, 1)[:, None]
    green, pale, dry = linear("33491f"), linear("7f9142"), linear("8a7346")
    tone = green + (pale - green) * share
    tone = tone + (dry - tone) * aged
    deep = float(np.clip(1 - 0.4 * frond.away / max(frond.long, 1e-3), 0.55, 1.25))
    return (tone * (day.sky * (0.35 + 0.3 * places[:, None]) * deep + day.sun * 0.75 * lit[:, None])).astype(
        np.float32
    )


def _levels(colour: Array) -> list[Any]:
    """Linear light as levels of the layer."""
    return np.rint(np.clip(colour / BRIGHTEST, 0, 1) ** (1 / 2.2) * 255).astype(int).tolist()


def _fill(layer: Pixels, corners: Array, colour: Array) -> None:
    points = np.round(corners * layer.shape[0] * 2**SHIFT).astype(np.int32)
    cv2.fillPoly(layer, [points], (*_levels(colour), 255), cv2.LINE_AA, SHIFT)
