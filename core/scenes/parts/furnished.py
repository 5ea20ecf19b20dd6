"""Things that stand far off in a park or a garden and are seen out of focus: RGBA layers, linear."""

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, Random
from core.scenes.parts.grids import Numbers, resized
from core.scenes.parts.outdoors import Day
from core.scenes.parts.soils import linear
from core.scenes.parts.viewpoint import Viewpoint


def _box(layer: Numbers, x: float, y: float, wide: float, tall: float, colour: Numbers) -> None:
    """A filled upright rectangle, measures in heights."""
    height = layer.shape[0]
    a, b = (int(x * height), int(y * height)), (int((x + wide) * height), int((y + tall) * height))
    cv2.rectangle(layer, a, b, (*colour.tolist(), 1.0), -1)


def bench(rng: Random, shape: tuple[int, int], view: Viewpoint, day: Day) -> Array:
    """A park bench at one side."""
    layer = np.zeros((*shape, 4), np.float32)
    foot = view.vanish + 0.09
    unit = view.unit(foot)
    x = view.aspect / 2 + (0.24 if rng.random() < 0.5 else -0.24 - 1.5 * unit)
    wood, iron = linear("8a6440"), linear("2c2c2e")
    light = day.sky * 0.7 + day.sun * 0.4
    for part in (0.1, 1.35):
        _box(layer, x + part * unit, foot - 0.85 * unit, 0.06 * unit, 0.85 * unit, iron * light)
    for up, tone in ((0.45, 1.25), (0.58, 0.8), (0.7, 0.9), (0.82, 1.05)):
        _box(layer, x, foot - up * unit, 1.5 * unit, 0.07 * unit, wood * light * tone)
    return layer


def lamps(rng: Random, shape: tuple[int, int], view: Viewpoint, day: Day) -> Array:
    """A few street lamps with round heads, lit when it is dark."""
    layer = np.zeros((*shape, 4), np.float32)
    height = shape[0]
    light = day.sky * 0.6 + day.sun * 0.3
    dark = day.time in ("dusk", "night", "sunset", "golden", "foggy")
    for i in range(5):
        foot = view.vanish + 0.03 + 0.05 * (i % 3) / 2
        x = view.aspect / 2 + (-1) ** i * float(rng.uniform(0.2, 0.34)) * (1 + i // 2)
        tall = 3.4 * view.unit(foot)
        _box(layer, x - 0.003, foot - tall, 0.006, tall, linear("26282a") * light)
        head = (
            np.array([6.0, 4.2, 2.2], np.float32) if dark else np.array([0.9, 0.9, 0.86], np.float32) * light
        )
        centre, radius = (int(x * height), int((foot - tall) * height)), max(2, int(0.05 * tall * height))
        cv2.circle(layer, centre, radius, (*head.tolist(), 1.0), -1)
    return layer


def string_lights(rng: Random, shape: tuple[int, int], day: Day) -> Array:
    """Chains of warm bulbs hung across the picture, bright enough to become discs."""
    layer = np.zeros((*shape, 4), np.float32)
    height, width = shape
    power = 5.0 if day.time in ("dusk", "night", "sunset") else 2.2
    for _ in range(3):
        left, right, sag = rng.uniform(0.02, 0.3), rng.uniform(0.02, 0.3), rng.uniform(0.08, 0.2)
        for t in np.arange(-0.6, 1.6, 0.055):
            y = left + (right - left) * t + sag * (1 - (2 * t - 1) ** 2) * 0.6
            at = (int(t * height * 1.0 + (width - height) / 2), int(y * height))
            bulb = np.array([1.0, 0.62, 0.26]) * power * rng.uniform(0.6, 1.3)
            cv2.circle(layer, at, max(1, round(height * 0.0035)), (*bulb.tolist(), 1.0), -1)
    return layer


def cabin(rng: Random, shape: tuple[int, int], view: Viewpoint, day: Day) -> Array:
    """A wooden cabin under snow with lit windows, at one side."""
    layer = np.zeros((*shape, 4), np.float32)
    height = shape[0]
    foot = view.vanish + 0.045
    side = 0.27 if rng.random() < 0.5 else -0.27
    x, wide, tall = view.aspect / 2 + side - 0.09, 0.2, 0.075
    light = day.sky * 0.75 + day.sun * 0.4
    for i in range(7):
        _box(
            layer,
            x,
            foot - tall + i * tall / 7,
            wide,
            tall / 7,
            linear("6a4a32") * light * (0.8 + 0.35 * (i % 2)),
        )
    roof = np.array(
        [[x - 0.025, foot - tall], [x + wide / 2, foot - tall - 0.085], [x + wide + 0.025, foot - tall]]
    )
    snow = np.array([0.86, 0.89, 0.94], np.float32) * (day.sky * 0.9 + day.sun * 0.7)
    cv2.fillPoly(layer, [(roof * height * 8).astype(np.int32)], (*snow.tolist(), 1.0), cv2.LINE_8, 3)
    glow = np.array([1.0, 0.62, 0.25], np.float32) * (2.4 if day.time in ("dusk", "night", "sunset") else 0.8)
    for at in (0.2, 0.62):
        _box(layer, x + at * wide, foot - 0.72 * tall, 0.17 * wide, 0.42 * tall, glow)
    return layer


def cactus(rng: Random, shape: tuple[int, int], view: Viewpoint, day: Day) -> Array:
    """Saguaros of different sizes off to both sides."""
    layer = np.zeros((*shape, 4), np.float32)
    height = shape[0]
    draws = np.sort(rng.random((9, 4)), axis=0)
    for i in range(9):
        foot = view.vanish + 0.02 + 0.07 * float(draws[i, 0]) ** 2
        side = (-1) ** i * float(rng.uniform(0.16, 0.9))
        tall = 3.6 * float(rng.uniform(0.6, 1.1)) * view.unit(foot)
        x, thick = view.aspect / 2 + side, max(2, int(0.13 * tall * height))
        arms = ((0.0, 1.0), (-0.17, float(rng.uniform(0.55, 0.75))), (0.17, float(rng.uniform(0.6, 0.85))))
        for shift, top in arms:
            for part, tone in ((0.0, 0.6), (0.22 * np.sign(day.toward[0]), 1.15)):
                colour = linear("5f6f45") * (day.sun * 0.55 * tone + day.sky * 0.6) * tone
                at = x + (shift * tall) + part * thick / height / 2
                low = foot if not shift else foot - 0.4 * tall
                ends = (
                    (int(at * height), int(low * height)),
                    (int(at * height), int((foot - top * tall) * height)),
                )
                wide = thick if part == 0 else max(1, thick // 2)
                cv2.line(layer, *ends, (*colour.tolist(), 1.0), wide)
                if shift and part == 0:
                    level = int((foot - 0.4 * tall) * height)
                    cv2.line(
                        layer,
                        (int(x * height), level),
                        (int(at * height), level),
                        (*colour.tolist(), 1.0),
                        wide,
                    )
    return layer


def loungers(rng: Random, shape: tuple[int, int], view: Viewpoint, day: Day, foot: float) -> Array:
    """Pool loungers with pale cushions, and a parasol, on the row ``foot``."""
    layer = np.zeros((*shape, 4), np.float32)
    height = shape[0]
    light = day.sky * 0.8 + day.sun * 0.6
    cloth, shade = linear("ece6da") * light, linear("ece6da") * day.sky * 0.9
    for i in range(4):
        x = view.aspect / 2 + (-1) ** i * (0.17 + 0.16 * (i // 2)) + float(rng.uniform(-0.02, 0.02))
        _box(layer, x - 0.055, foot - 0.02, 0.11, 0.012, cloth)
        back = np.array(
            [
                [x + 0.03, foot - 0.02],
                [x + 0.075, foot - 0.055],
                [x + 0.085, foot - 0.05],
                [x + 0.055, foot - 0.012],
            ]
        )
        cv2.fillPoly(layer, [(back * height * 8).astype(np.int32)], (*cloth.tolist(), 1.0), cv2.LINE_8, 3)
        _box(layer, x - 0.05, foot - 0.01, 0.1, 0.01, shade * 0.4)
    x = view.aspect / 2 + (0.26 if rng.random() < 0.5 else -0.26)
    _box(layer, x - 0.003, foot - 0.19, 0.006, 0.19, linear("8a7a64") * light)
    roof = np.array([[x - 0.12, foot - 0.16], [x, foot - 0.215], [x + 0.12, foot - 0.16]])
    cv2.fillPoly(layer, [(roof * height * 8).astype(np.int32)], (*cloth.tolist(), 1.0), cv2.LINE_8, 3)
    return layer


def railing(shape: tuple[int, int], view: Viewpoint, day: Day, foot: float) -> Array:
    """A railing of steel posts and wires at the far edge of a deck."""
    fine = 2
    layer = np.zeros((shape[0] * fine, shape[1] * fine, 4), np.float32)
    unit = view.unit(foot)
    steel = linear("9a9c9c") * (day.sky * 0.7 + day.sun * 0.35)
    top = foot - 1.05 * unit
    for x in np.arange(-6, 7) * 1.4 * unit + view.aspect / 2 + 0.5 * unit:
        _box(layer, float(x), top, 0.045 * unit, foot - top, steel * 0.8)
    for up in (0.25, 0.5, 0.75):
        _box(layer, 0, foot - up * unit, view.aspect, 0.012 * unit, steel * 0.7)
    _box(layer, 0, top, view.aspect, 0.055 * unit, linear("a58a66") * (day.sky * 0.8 + day.sun * 0.5))
    return resized(layer, *shape)
