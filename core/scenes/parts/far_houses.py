"""Houses far off, as they are seen out of focus: a farm between its trees, a town along a shore."""

import cv2
import numpy as np

from core.scenes.parts.bokeh import Lamp, add_lamps
from core.scenes.parts.canvas import Array, Random
from core.scenes.parts.grids import Numbers
from core.scenes.parts.outdoors import Day
from core.scenes.parts.soils import linear

WALLS = ("d9d2c4", "cdbfa6", "b9ada0", "e2dccf", "a9796a", "c9b48f")
ROOFS = ("7a4a3a", "6a4438", "5c5550", "84523e")
LIT = {"night": 1.0, "dusk": 0.85, "sunset": 0.25, "foggy": 0.15, "overcast": 0.08}
"""The share of the windows that are lit."""
SUB = 8
"""Bits of a pixel that corners are placed by."""


def _filled(layer: Numbers, corners: list[tuple[float, float]], colour: Array) -> None:
    """A face with its ``corners`` (column, row in heights) in a linear colour on RGBA, in place."""
    height = layer.shape[0]
    points = np.round((np.array(corners) * height - 0.5) * (1 << SUB)).astype(np.int32)
    red, green, blue = (float(part) for part in colour)
    cv2.fillPoly(layer, [points], (red, green, blue, 1.0), cv2.LINE_AA, SUB)


def _gabled(
    layer: Numbers,
    at: tuple[float, float],
    size: tuple[float, float],
    faces: tuple[Array, Array, Array],
    gable: float,
) -> None:
    """A house whose lower left corner is ``at`` (column, row), ``size`` wide and up to the eaves: its long
    wall, the gable wall of that share of its width beside it, and the roof."""
    (x, foot), (wide, tall) = at, size
    long, side, roof = faces
    end, eaves = x + wide * (1 - gable), foot - tall
    ridge = eaves - 0.62 * tall
    middle = end + 0.5 * wide * gable
    _filled(layer, [(x, foot), (x, eaves), (end, eaves), (end, foot)], long)
    _filled(layer, [(end, foot), (end, eaves), (middle, ridge), (x + wide, eaves), (x + wide, foot)], side)
    over = 0.03 * wide
    _filled(
        layer,
        [(x - over, eaves + over), (x + over, ridge), (middle, ridge), (end - 0.2 * over, eaves + over)],
        roof,
    )


def farmhouse(rng: Random, shape: tuple[int, int], day: Day, foot: float, tall: float) -> Array:
    """A farmhouse and its barn, ``tall`` heights up to the eaves, standing in the row ``foot`` at one side of
    the picture's middle: RGBA."""
    layer = np.zeros((*shape, 4), np.float32)
    aspect = shape[1] / shape[0]
    turn = 1.0 if rng.random() < 0.5 else -1.0
    away = float(rng.uniform(0.2, 0.28)) * min(aspect, 1.2)
    light = day.sky * 0.55 + day.sun * (0.55 if day.behind < 0.5 else 0.15)
    shade = day.sky * 0.5 + day.sun * 0.1
    lit = LIT.get(day.time, 0.0)
    white, barn = linear(str(rng.choice(("e9e3d6", "e2d6bf", "ddd8cc")))), linear("8c3b2c")
    for wall, scale, off, gable in ((barn, 0.85, 0.62, 0.0), (white, 1.0, 0.0, 0.34)):
        wide, high = 2.9 * tall * scale, tall * scale
        x = aspect / 2 + turn * (away + off * 2.9 * tall) - wide / 2
        roof = linear("6b4034" if scale == 1.0 else "5a4a42") * light
        _gabled(layer, (x, foot), (wide, high), (wall * light, wall * shade, roof), gable)
        pane = linear("2b3136") * day.sky * 0.6 + lit * np.array([2.6, 1.5, 0.6], np.float32)
        for place in np.linspace(0.12, 0.5, 3 if scale == 1.0 else 1):
            left, top = x + wide * float(place), foot - 0.72 * high
            deep = 0.34 * high if scale == 1.0 else 0.72 * high
            half = 0.14 * high if scale == 1.0 else 0.5 * high
            face = pane if scale == 1.0 else barn * shade * 0.5
            corners = [(left, top), (left + half, top), (left + half, top + deep), (left, top + deep)]
            _filled(layer, corners, face)
        if scale == 1.0:
            left, top = x + 0.24 * wide, foot - 1.85 * high
            half = 0.2 * high
            corners = [(left, top), (left + half, top), (left + half, top + half * 2), (left, top + half * 2)]
            _filled(layer, corners, linear("8a5a4a") * light)
    return layer


def town(rng: Random, shape: tuple[int, int], day: Day, foot: float, tall: float) -> Array:
    """Houses along a far shore whose row is ``foot``, the highest ``tall`` heights: RGBA."""
    layer = np.zeros((*shape, 4), np.float32)
    aspect = shape[1] / shape[0]
    x = -0.05
    while x < aspect + 0.05:
        wide = float(rng.uniform(0.028, 0.06))
        high = tall * float(rng.uniform(0.35, 1.0)) * (0.75 + 0.4 * np.sin(7 * x + 1))
        light = day.sky * 0.5 + day.sun * (0.4 if day.behind < 0.5 else 0.1)
        wall = linear(str(rng.choice(WALLS))) * light
        roof = linear(str(rng.choice(ROOFS))) * light
        corners = [(x, foot), (x, foot - high), (x + wide, foot - high), (x + wide, foot)]
        _filled(layer, corners, wall)
        ridge = [
            (x - 0.002, foot - high),
            (x + wide / 2, foot - high - 0.4 * wide),
            (x + wide + 0.002, foot - high),
        ]
        _filled(layer, ridge, roof)
        x += wide * float(rng.uniform(0.85, 1.15))
    return layer


def town_lights(rng: Random, light: Numbers, day: Day, foot: float, tall: float, radius: float) -> None:
    """The lamps of a town on the linear picture, in place, by dusk and night: windows and lanterns between
    the rows ``foot - tall`` and ``foot``, their discs of that ``radius``, and what still water makes of them:
    long smears below."""
    share = LIT.get(day.time, 0.0)
    if share < 0.2:
        return
    aspect = light.shape[1] / light.shape[0]
    lamps: list[Lamp] = []
    for _ in range(round(46 * aspect)):
        column, up = float(rng.uniform(-0.5, 0.5)) * aspect, float(rng.beta(1.2, 2.2)) * tall
        code = str(rng.choice(("ffc27a", "ffb060", "ffd9a8", "ffe8c8", "ff9a50", "cfe0ff")))
        power = np.float32(share * rng.beta(1.2, 2.4) * 9)
        size = radius * float(rng.uniform(0.7, 1.3))
        lamps.append(Lamp(column, foot - up, foot + up, linear(code) * power, size, 0.25))
    add_lamps(light, lamps)
    below = np.zeros_like(light)
    add_lamps(
        below, [Lamp(one.x, one.mirrored + 0.01, 0, one.colour * 0.5, one.radius, 0.6) for one in lamps]
    )
    long = max(1, int(0.1 * light.shape[0])) | 1
    light += 1.6 * cv2.blur(below, (1, long))
