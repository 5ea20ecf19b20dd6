"""Water in perspective: it mirrors what is above, glitters towards the sun and breaks in foam."""

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, Random, blur, mix, noise, ramp, rgb
from training.scenes.daylight import Day, lit, terrain


def mirrored(above: Array, y: Array, horizon: float, tilt: Array) -> Array:
    """The part of ``above`` over the horizon as water tilted by ``tilt`` (share of the height) shows it."""
    height, width = y.shape
    rows = np.clip(np.abs((2 * horizon - y + tilt) * height), 0, horizon * height - 2).astype(np.float32)
    columns = np.broadcast_to(np.arange(width, dtype=np.float32), y.shape)
    return cv2.remap(above, np.ascontiguousarray(columns), rows, cv2.INTER_LINEAR)


def surface(
    rng: Random, y: Array, x: Array, horizon: float, above: Array, deep: Array, day: Day, rough: float
) -> Array:
    """Water below ``horizon`` mirroring ``above`` (sRGB): ``deep`` is its own colour, ``rough`` runs from 0
    (a lake without wind) to 1 (choppy sea). Glitter may exceed 1, for the lens to make discs of."""
    slope = terrain(rng, y, x, horizon, 0.25 + 0.45 * rough, 5, 0.85, 2.2)
    below = np.clip(y - horizon, 0, None)
    tilt = slope * (0.004 + 0.1 * rough * np.sqrt(below))
    image = mirrored(np.clip(above, 0, 1.3), y, horizon, tilt)
    fresnel = 0.22 + 0.68 * np.exp(-below / (0.55 - 0.3 * rough)) - 0.28 * rough * np.tanh(slope)
    body = deep * (0.8 + 0.3 * np.tanh(slope) * rough)[..., None]
    crests = 0.55 * slope + 0.85 * terrain(rng, y, x, horizon, 0.09, 3, 0.8, 1.8)
    sparks = glitter(x, below, crests, day)[..., None] * day.light.tint
    return mix(body, image, np.clip(fresnel, 0.05, 0.95)) + sparks


def glitter(x: Array, below: Array, crests: Array, day: Day) -> Array:
    """Sparks on wave crests: a path under a low sun, few and everywhere by day."""
    if day.key in ("overcast", "foggy", "dusk"):
        return np.zeros_like(x)
    path = np.exp(-(((x - day.sun * x.max()) / (0.035 + 0.28 * below)) ** 2))
    if day.backlit or day.key == "night":  # the moon stands where the sun would
        return path * (0.15 + 2.4 * ramp(crests, 0.5, 1.7)) * ramp(below, 0, 0.01)
    return (0.25 + 0.75 * path) * 1.1 * ramp(crests, 1.7, 2.8) * ramp(below, 0.01, 0.1)


def breakers(
    rng: Random, image: Array, y: Array, x: Array, horizon: float, shore: Array, white: Array
) -> Array:
    """Up to three rolling waves between the horizon and the shoreline: dark front, broken white crest."""
    height, width = y.shape
    for share in rng.uniform(0.35, 0.95, int(rng.integers(1, 4))):
        wander = noise(rng, height, width, 1.2, 3)[height // 2] * 0.018 * share
        line = horizon + (shore - horizon) * share + wander[None]
        thick = (0.004 + 0.016 * share**2) * np.clip(0.6 + noise(rng, height, width, 3, 2)[height // 3], 0, 2)
        crest = np.exp(-(((y - line) / np.maximum(thick, 1e-3)[None]) ** 2))
        lace = np.clip(0.55 + 0.7 * noise(rng, height, width, 24, 2, stretch=2), 0, 1)
        front = ramp(line - y, -0.001, 0.002) * ramp(y - line, -4 * thick[None] - 0.01, 0)
        image = image * (1 - 0.25 * front)[..., None]
        image = mix(image, white, crest * lace * 0.95)
    return image


def wash(rng: Random, y: Array, x: Array, horizon: float, shore: Array) -> Array:
    """Alpha of the foam where the last wave runs out over the sand: a bright lip and lace behind it."""
    back = np.clip(shore - y, 0, None)
    lip = np.exp(-(((y - shore + 0.006) / 0.007) ** 2))
    lace = ramp(np.abs(terrain(rng, y, x, horizon, 0.35, 3)), 0.45, 0.12) * np.exp(-back / 0.07) * (y < shore)
    return np.clip(lip + 0.8 * lace, 0, 1)


def palms(rng: Random, shape: tuple[int, int], foot: float) -> Array:
    """Alpha of a leaning palm tree at one side, its crown near the top of the frame."""
    height, width = shape
    mask = np.zeros(shape, np.uint8)
    right = rng.random() < 0.5
    for _ in range(int(rng.integers(1, 3))):
        start = width * (rng.uniform(0.82, 1.05) if right else rng.uniform(-0.05, 0.18))
        crown = (
            start + (-1 if right else 1) * width * rng.uniform(0, 0.16),
            height * rng.uniform(0.06, 0.26),
        )
        t = np.linspace(0, 1, 12)
        stem = np.stack(
            [start + (crown[0] - start) * t**1.6, foot * height + (crown[1] - foot * height) * t], -1
        )
        cv2.polylines(mask, [stem.astype(np.int32)], False, 255, max(2, height // 60), cv2.LINE_AA)
        for turn in np.linspace(0, 2 * np.pi, 12) + rng.normal(0, 0.15, 12):
            _frond(rng, mask, crown, float(turn), height * rng.uniform(0.16, 0.26))
    return mask.astype(np.float32) / 255


def _frond(rng: Random, mask: np.ndarray, root: tuple[float, float], turn: float, long: float) -> None:
    """One palm leaf: an arching rib with leaflets hanging from it."""
    t = np.linspace(0, 1, 24)
    reach = np.sign(np.cos(turn)) * (0.45 + 0.6 * abs(np.cos(turn)))
    rib_x = root[0] + reach * long * t
    rib_y = root[1] - (0.35 + 0.4 * np.sin(turn)) * long * t + long * 0.6 * t**2
    for i in range(1, 24):
        drop = long * 0.2 * np.sin(np.pi * min(1.0, t[i] * 0.9 + 0.1)) + 1
        tip = (int(rib_x[i] + reach * drop * 0.6 + rng.normal(0, 1)), int(rib_y[i] + drop))
        cv2.line(mask, (int(rib_x[i]), int(rib_y[i])), tip, 255, max(1, int(long / 40)), cv2.LINE_AA)
    rib = np.stack([rib_x, rib_y], -1).astype(np.int32)
    cv2.polylines(mask, [rib], False, 255, max(1, int(long / 30)), cv2.LINE_AA)


def sea_colour(rng: Random, day: Day, tropical: bool) -> Array:
    """The water's own colour: turquoise in the tropics, deep blue or green elsewhere."""
    codes = ["2fb3b8", "1f9fb0", "3cc0b4"] if tropical else ["1d4f70", "1b5a6c", "24486a"]
    own = lit(rgb(str(rng.choice(codes))), day.light)
    return own * 0.75 + day.light.zenith * 0.15


def softened(image: Array, share: float) -> Array:
    """``image`` blurred by ``share`` of its height, for reflections on wet ground."""
    return blur(image, image.shape[0] * share)
