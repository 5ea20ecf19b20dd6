"""Mountains in hazy layers, and the canyon and dunes of the desert."""

import numpy as np

from core.scenes.parts.canvas import Array, Random, blur, grid, jitter, mix, noise, ramp, rgb, ridge
from training.scenes.captioned import Scene, place
from training.scenes.daylight import Day, day_sky, daytime, lit, palette, shoot, terrain
from training.scenes.foliage import blades, heads
from training.scenes.planes import floor_depth
from training.scenes.underfoot import sand, stones
from training.scenes.water import surface

MOUNTAINS = [
    "mountains",
    "mountain landscape",
    "alpine scenery",
    "mountain range",
    "rocky peaks",
    "mountain valley",
    "in the mountains",
    "high mountains in the distance",
    "the alps",
    "hazy mountain layers",
    "mountain view",
    "mountain peaks and sky",
    "majestic mountains",
    "hills and peaks",
]


def relief(rng: Random, y: Array, line: Array, sun: float) -> Array:
    """Light on a mountain below its skyline ``line`` (1×W): gullies running down from the crest, lit on
    the sun's side; about -1…1."""
    height, width = y.shape
    drop = np.clip(y - line, 0, 1)
    rough = noise(rng, height, width, 3, 6, stretch=0.6, gain=0.58)
    slope = np.gradient(blur(np.repeat(line, 2, 0), width / 60)[0]) * width / 2
    gullies = np.gradient(rough, axis=1) * width / 14
    side = 1.0 if sun > 0.5 else -1.0
    return np.tanh(side * (slope[None] * np.exp(-drop / 0.12) * 1.2 + gullies * 1.3)).astype(np.float32)


def massif(rng: Random, image: Array, y: Array, horizon: float, day: Day, near: float, snowy: bool) -> Array:
    """``image`` with one range before it; ``near`` 0 (palest, tallest) … 1 (darkest, lowest)."""
    width = y.shape[1]
    level = horizon - (1 - near) * rng.uniform(0.16, 0.46) - 0.04
    line = ridge(
        rng, width, level, rng.uniform(0.03, 0.05) + 0.07 * (1 - near), rng.uniform(1.5, 3) + 3 * near
    )[None]
    shine = relief(rng, y, line, day.sun)
    rock = lit(jitter(rng, rgb("4f5864" if rng.random() < 0.5 else "62584e")), day.light)
    wood = lit(rgb("37482f"), day.light)
    body = mix(wood[None, None], rock, ramp(horizon - y, 0.03, 0.16)) * (0.8 + 0.45 * shine)[..., None]
    if snowy:
        rough = noise(rng, *y.shape, 6, 5)
        cap = ramp(
            line + rng.uniform(0.05, 0.16) * (1.2 - near) + 0.05 * rough - 0.03 * shine - y, -0.012, 0.012
        )
        white = mix(
            lit(rgb("9fb2d0"), day.light)[None, None], lit(rgb("fbfcff"), day.light), ramp(shine, -0.5, 0.4)
        )
        body = mix(body, white, cap * 0.95)
    air = ((0.85 if day.key == "foggy" else 0.45) * (1 - near) + 0.1) * (0.75 + 0.5 * ramp(y, line, horizon))
    body = mix(body, day.light.horizon * 0.85 + day.light.zenith * 0.15, np.clip(air, 0, 0.95))
    return mix(image, np.clip(body, 0, 1), ramp(y - line, -0.002, 0.005))


def alpine_front(rng: Random, image: Array, y: Array, x: Array, horizon: float, day: Day, kind: str) -> Array:
    """The ground before the mountains: meadow, rock or lake."""
    if kind == "lake":
        return surface(rng, y, x, horizon, image, lit(rgb("245060"), day.light), day, rng.uniform(0.02, 0.15))
    if kind == "rock":
        tones = [lit(rgb(code), day.light) for code in ("4f4b46", "7b756c", "9c958a", "b0aaa0")]
        base = palette(0.5 + 0.22 * terrain(rng, y, x, horizon, 0.7, 6, 0.85), tones)
        return stones(
            rng, base, horizon, tones, int(rng.integers(20, 70)), rng.uniform(0.05, 0.12), horizon + 0.04
        )
    tones = [lit(rgb(code), day.light) for code in ("26401a", "4a7428", "77a03c", "b0c468")]
    turf = palette(0.55 + 0.2 * terrain(rng, y, x, horizon, 0.8, 5, 0.8), tones)
    turf = mix(turf, tones[2] * 0.6 + day.light.horizon * 0.3, ramp(y, horizon + 0.2, horizon) * 0.6)
    turf = blades(rng, turf, horizon, tones[1:], 500, rng.uniform(0.1, 0.3))
    if rng.random() < 0.5:
        code = str(rng.choice(["f2d23c", "f6f4ee", "8a5bb5", "ec8fb0"]))
        turf = heads(rng, turf, horizon, [lit(rgb(code), day.light)], 120, 0.03, "round")
    return turf


def mountains(rng: Random, height: int, width: int) -> Scene:
    """Two to four ranges fading into haze, often snow-capped, behind a meadow, rocks or a lake."""
    y, x = grid(height, width)
    day = daytime(rng, ("noon", "noon", "morning", "golden", "sunset", "overcast", "foggy"))
    horizon = rng.uniform(0.5, 0.66)
    image, depth = day_sky(rng, height, width, day, horizon), floor_depth(y, horizon)
    layers, snowy = int(rng.integers(2, 5)), rng.random() < 0.65
    for layer in range(layers):
        near = layer / (layers - 1)
        image = massif(rng, image, y, horizon, day, near, snowy and near < 0.9)
    kind = str(rng.choice(["meadow", "rock", "lake"]))
    front = alpine_front(rng, image, y, x, horizon, day, kind)
    image = mix(image, front, ramp(y, horizon - 0.003, horizon + 0.008))
    snow_words = ["snow-capped mountains", "snowy peaks", "snow on the mountain tops"]
    extra = {
        "meadow": ["green meadow in front", "alpine meadow", "grassy foreground"],
        "rock": ["rocky ground", "on a rock", "stony foreground"],
        "lake": ["a lake in front", "reflected in a lake", "lake foreground"],
    }[kind]
    made = shoot(image, depth, rng.uniform(0.5, 0.75), height * rng.uniform(0.01, 0.032))
    phrases = [*MOUNTAINS, *(snow_words if snowy else [])]
    mirror = 0.3 if kind == "lake" else 0.0
    return place(made, depth, "mountains", phrases, horizon + 0.12, day, [extra], 0.4, mirror)


DESERT = [
    "desert",
    "sand dunes",
    "desert dunes",
    "in the desert",
    "sahara desert",
    "hot desert sand",
    "golden sand dunes",
    "dunes under the sky",
    "arid landscape",
    "rippled desert sand",
    "sandy desert landscape",
    "wind-blown sand",
]
CANYON = [
    "canyon",
    "red rock canyon",
    "red rocks in the desert",
    "desert canyon",
    "sandstone cliffs",
    "rocky desert",
    "wild west desert",
    "mesa landscape",
    "red desert landscape",
]


def dune(
    rng: Random, image: Array, y: Array, x: Array, horizon: float, day: Day, tone: Array, near: float
) -> Array:
    """``image`` with one dune before it: a smooth crest, its sunny side bright and its lee in shade."""
    height, width = y.shape
    level = horizon + near * (1 - horizon) * 0.45
    rise = 0.035 + 0.06 * near
    line = blur(ridge(rng, width, level, rise, 1.6, octaves=2)[None], width / 28)
    drop = np.clip(y - line, 0, 1)
    fold = 0.5 + 0.5 * np.tanh((noise(rng, height, width, 1.2, 2) + (day.sun - 0.5) * 0.5) * 6)
    edge = ramp(
        x / x.max() + 0.9 * drop * (1 if day.sun > 0.5 else -1) + 0.4 * fold, rng.uniform(0.3, 0.7), 1.0
    )
    sunny = edge if day.sun > 0.5 else 1 - edge
    ripple = np.sin((drop * (260 - 190 * near) + 5 * noise(rng, height, width, 3, 3)) * 1.0) * (
        0.2 + 0.8 * near
    )
    shade = 0.62 + 0.46 * sunny + 0.03 * ripple + 0.1 * np.exp(-drop / 0.02) * sunny
    air = 0.4 * (1 - near)
    colour = tone * shade[..., None] + (1 - sunny)[..., None] * day.light.zenith * 0.1
    colour = mix(colour, day.light.horizon, air)
    return mix(image, np.clip(colour, 0, 1), ramp(y - line, -0.002, 0.004))


def mesas(rng: Random, image: Array, y: Array, horizon: float, day: Day, tone: Array) -> Array:
    """Table mountains of banded rock standing on the plain, two distances."""
    height, width = y.shape
    for near in (0.2, 0.8):
        raw = ridge(rng, width, 0, 1, 2.5 + 2 * near, octaves=4)
        steps = np.tanh(raw * 5) * 0.09 * (0.6 + near) + ridge(rng, width, 0, 0.006, 14, octaves=3)
        line = (horizon - 0.03 - 0.06 * near - np.clip(steps, -0.03, 1))[None]
        bands = noise(rng, height, 8, 10, 3)[:, 3:4] + 0.4 * noise(rng, height, width, 5, 4)
        rough = noise(rng, height, width, 12, 4, stretch=0.35)
        rock = tone * (0.72 + 0.12 * bands + 0.2 * rough)[..., None]
        rock = mix(rock, day.light.horizon, 0.5 * (1 - near))
        image = mix(image, np.clip(rock, 0, 1), ramp(y - line, -0.002, 0.005))
    return image


def desert(rng: Random, height: int, width: int) -> Scene:
    """Dunes with lit and shaded sides, or a plain before red rock."""
    y, x = grid(height, width)
    day = daytime(rng, ("noon", "noon", "golden", "sunset", "morning"))
    horizon = rng.uniform(0.33, 0.52)
    image = day_sky(rng, height, width, day, horizon)
    canyon = rng.random() < 0.25
    code = "b0603c" if canyon else str(rng.choice(["dd9f5c", "e2b878", "d08c4c"]))
    tone = lit(jitter(rng, rgb(code)), day.light) * 1.05
    if canyon:
        image = mesas(rng, image, y, horizon, day, tone)
        floor = sand(rng, y, x, horizon, tone * 0.9 + 0.06)
        rubble = [tone * 0.7, tone * 0.9, tone * 0.55]
        floor = stones(rng, floor, horizon, rubble, int(rng.integers(10, 60)), 0.05, horizon + 0.05)
        image = mix(image, floor, ramp(y, horizon - 0.003, horizon + 0.006))
    else:
        for near in (0.0, 0.35, 0.7):
            image = dune(rng, image, y, x, horizon, day, tone, near)
        front = sand(rng, y, x, horizon, np.ones(3, np.float32))
        image = image * mix(np.ones_like(front), front, ramp(y, horizon + 0.1, 0.8))
    depth = floor_depth(y, horizon)
    made = shoot(image, depth, rng.uniform(0.5, 0.8), height * rng.uniform(0.01, 0.04))
    return place(made, depth, "desert", CANYON if canyon else DESERT, horizon + 0.2, day, None, 0.4)
