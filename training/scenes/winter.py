"""Snow: drifts, conifers, falling flakes."""

import cv2
import numpy as np

from core.scenes.parts.camera import defocus, develop, to_linear
from core.scenes.parts.canvas import Array, Random, grid, mix, noise, ramp, rgb, ridge
from training.scenes.captioned import Scene, place
from training.scenes.daylight import Day, day_sky, daytime, lit, over, shoot, terrain
from training.scenes.planes import floor_depth

SNOW = [
    "snow",
    "snowy landscape",
    "winter landscape",
    "snowy field",
    "winter scene",
    "in the snow",
    "snow covered ground",
    "snowy forest",
    "snowy winter day",
    "winter wonderland",
    "fresh white snow",
    "snow drifts",
    "snow covered fir trees",
    "frosty winter morning",
    "white winter background",
    "cold snowy scenery",
]


def snow_white(day: Day) -> Array:
    """Sunlit snow: it throws back the light around it, so it stays white where other things take the tint."""
    tint = day.light.tint * 0.3 + day.light.tint.mean() * 0.7
    return np.clip(rgb("fbfcfe") * tint * (0.62 + 0.42 * day.light.strength), 0, 1)


def conifers(
    rng: Random,
    shape: tuple[int, int],
    count: int,
    tall: tuple[float, float],
    foot: float,
    dark: Array,
    white: Array,
) -> tuple[Array, Array]:
    """A row of firs laden with snow standing at y = ``foot``: colour and alpha."""
    height, width = shape
    colour = np.zeros((height, width, 3), np.uint8)
    mask = np.zeros(shape, np.uint8)
    for _ in range(count):
        size, centre = rng.uniform(*tall) * height, rng.uniform(-0.05, 1.05) * width
        base = foot * height + rng.normal(0, 0.01) * height
        tiers = int(rng.integers(6, 10))
        for tier in range(tiers):
            share = tier / tiers
            top, low = base - size * (1 - share * 0.86), base - size * (0.86 - share * 0.86) + size * 0.07
            half = size * (0.05 + 0.2 * (share + 1 / tiers)) * rng.uniform(0.85, 1.15)
            for drop, pen in (
                (0.0, white * rng.uniform(0.7, 1.0)),
                (size * rng.uniform(0.015, 0.05), dark * rng.uniform(0.8, 1.5)),
            ):
                tip = [centre, top + drop]
                fan = [
                    [centre + half * s, low - drop * 0.2 + rng.normal(0, 0.035) * size]
                    for s in (-1, -0.5, 0, 0.5, 1)
                ]
                points = np.array([tip, *fan], np.float32)
                tint = tuple((np.clip(pen, 0, 1) * 255).tolist())
                cv2.fillPoly(colour, [points.astype(np.int32)], tint, cv2.LINE_AA)
                cv2.fillPoly(mask, [points.astype(np.int32)], 255, cv2.LINE_AA)
    return colour.astype(np.float32) / 255, mask.astype(np.float32) / 255


def drifts(rng: Random, y: Array, x: Array, horizon: float, day: Day) -> Array:
    """Snow-covered ground: soft drifts lit warm on one side and blue in their shade, grains near."""
    soft = terrain(rng, y, x, horizon, 1.6, 4, 0.42, 1.6)
    shine = np.tanh(np.gradient(soft, axis=1) * y.shape[1] / 22 * (1 if day.sun > 0.5 else -1) + 0.35 * soft)
    white = snow_white(day)
    blue = white * (rgb("bccfee") if day.light.strength > 0.5 else rgb("c0c4dc"))
    grain = 0.02 * terrain(rng, y, x, horizon, 0.03, 2, 1.0)
    image = mix(blue[None, None], white * 1.03, ramp(shine, -1.2, 0.8)) * (1 + grain)[..., None]
    sparks = ramp(terrain(rng, y, x, horizon, 0.02, 1), 2.6, 3.2) * ramp(y, horizon + 0.1, 0.9)
    return image + sparks[..., None] * 1.2 * (day.light.strength > 0.8)


def flakes(rng: Random, light: Array) -> Array:
    """Falling snow over linear ``light``: many small flakes far, some large soft discs near the lens."""
    height, width = light.shape[:2]
    for count, radius, strength in ((0.0035, 0.004, 1.2), (0.0007, 0.011, 5.0), (0.00012, 0.024, 14.0)):
        points = (rng.random((height, width)) < count * rng.uniform(0.3, 1.5)).astype(np.float32)
        points = points * rng.uniform(0.3, 1.0, points.shape).astype(np.float32) * strength
        size = radius * height
        cover = np.clip(defocus(np.dstack([points] * 3), size)[..., :1] * size**2 * 2 / strength, 0, 0.85)
        light = light * (1 - cover) + cover * 0.95
    return light


def snow(rng: Random, height: int, width: int) -> Scene:
    """Drifts with blue shade, snow-laden firs out of focus, pale sky, often snowfall."""
    y, x = grid(height, width)
    day = daytime(rng, ("noon", "morning", "overcast", "overcast", "foggy", "dusk", "golden"))
    horizon = rng.uniform(0.42, 0.62)
    sky = day_sky(rng, height, width, day, horizon)
    line = ridge(rng, width, horizon - rng.uniform(0.03, 0.14), 0.05, 2.5, octaves=4)
    hill = lit(rgb("dfe7f0"), day.light) * 0.6 + day.light.horizon * 0.35
    wood = mix(
        hill[None, None], lit(rgb("46564f"), day.light), 0.5 * ramp(noise(rng, height, width, 14, 4), 0, 0.5)
    )
    sky = mix(sky, wood, ramp(y - line[None], -0.003, 0.01))
    light = defocus(to_linear(sky), height * rng.uniform(0.015, 0.03))
    depth = floor_depth(y, horizon)
    white = snow_white(day)
    for near, count, tall in ((0.0, (6, 16), (0.12, 0.28)), (1.0, (1, 6), (0.35, 0.65))):
        air = 0.55 * (1 - near) + 0.1 + 0.25 * (day.key == "foggy")
        dark = lit(rgb("2c3f38"), day.light) * (1 - air) + day.light.horizon * air
        foot = horizon + 0.02 + 0.04 * near
        tree = conifers(rng, (height, width), int(rng.integers(*count)), tall, foot, dark, white)
        rough = 1 + 0.35 * noise(rng, height, width, 30, 2)[..., None]
        light = over(light, tree[0] * rough, tree[1], height * rng.uniform(0.012, 0.022) * (1 + 0.5 * near))
        depth = np.maximum(depth, tree[1] * (0.05 + 0.1 * near))
    ground = to_linear(shoot(drifts(rng, y, x, horizon, day), floor_depth(y, horizon), 0.6, height * 0.03, 3))
    edge = ramp(y + 0.012 * noise(rng, height, width, 3, 3), horizon - 0.01, horizon + 0.03)[..., None]
    light = light * (1 - edge) + ground * edge
    extra = []
    if rng.random() < 0.5:
        light, extra = flakes(rng, light), [["snowfall", "snowing", "falling snow", "snowflakes in the air"]]
    return place(develop(light, 1.15), depth, "snow", SNOW, horizon + 0.1, day, extra, 0.3)
