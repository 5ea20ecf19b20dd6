"""Lamps out of focus and what a film makes of light: discs, smears on wet ground, bloom, grain."""

from dataclasses import dataclass, replace
from functools import lru_cache

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, Random, blur
from core.scenes.parts.floats import f32, ramp


@dataclass(frozen=True)
class Lamp:
    """A point of light: where it is seen (column, 0 in the middle, and row), the row at which wet ground
    shows it, its linear colour times its power (the light it sends through 0.0001 of a square height), the
    radius of its disc, and the share of that over which the disc's rim fades."""

    x: float
    y: float
    mirrored: float
    colour: Array
    radius: float
    soft: float = 0.0


def uneven(lamps: list[Lamp], rng: Random) -> list[Lamp]:
    """The lamps as a town's are: of different sizes and powers, most of them dim, their rims not as if cut
    out, a few hidden behind what hangs or stands before them."""
    found: list[Lamp] = []
    for lamp in lamps:
        size, power = float(rng.uniform(0.85, 1.5)), float(rng.beta(1.1, 2.6)) * 0.9 + 0.06
        if rng.random() < 0.12:
            continue
        found.append(
            replace(lamp, radius=lamp.radius * size, colour=lamp.colour * np.float32(power), soft=0.3)
        )
    return found


def add_lamps(light: Array, lamps: list[Lamp], rim: float = 0.25) -> None:
    """Add each lamp's disc to linear H×W×3 ``light``: evenly lit with a slightly brighter rim, and cut like a
    cat's eye towards the corners, as real lenses do."""
    height, width = light.shape[:2]
    for lamp in lamps:
        size = max(lamp.radius * height, 0.7)
        centre = (lamp.x * height + width / 2, lamp.y * height)
        reach = int(size + 2)
        left, top = int(centre[0]) - reach, int(centre[1]) - reach
        rows = slice(max(0, top), min(height, top + 2 * reach + 1))
        columns = slice(max(0, left), min(width, left + 2 * reach + 1))
        if rows.start >= rows.stop or columns.start >= columns.stop:
            continue
        v = (np.arange(rows.start, rows.stop, dtype=np.float32) + 0.5 - centre[1])[:, None]
        u = (np.arange(columns.start, columns.stop, dtype=np.float32) + 0.5 - centre[0])[None]
        away = np.hypot(u, v)
        share = np.clip(size - away + 0.5, 0, 1) if not lamp.soft else 1 - ramp(away / size, 1 - lamp.soft, 1)
        share = share * (1 + rim * ramp(away / size, 0.6, 1.0))
        cut = (lamp.x * 0.45 * size, (lamp.y - 0.5) * 0.45 * size)
        share = share * np.clip(size - np.hypot(u - cut[0], v - cut[1]) + 0.5 + 0.12 * size, 0, 1)
        area = np.pi * max(lamp.radius, 0.7 / height) ** 2
        light[rows, columns] += share[..., None] * (lamp.colour * np.float32(1e-4 / area))


def smears(shape: tuple[int, int], lamps: list[Lamp], long: float, wide: float = 0.6) -> Array:
    """What wet ground shows of the lamps, linear H×W×3: upright streaks about ``long`` heights long around
    the mirrored place, a little wider than the discs are."""
    whole = shape
    factor = max(1, round(shape[0] / 320))
    height, width = shape[0] // factor, shape[1] // factor
    light = np.zeros((height, width, 3), np.float32)
    rows = (np.arange(height, dtype=np.float32) + 0.5) / height
    columns = (np.arange(width, dtype=np.float32) + 0.5 - width / 2) / height
    for lamp in lamps:
        sigma = max(lamp.radius * wide, 0.004)
        reach = 3 * sigma
        inside = np.flatnonzero(np.abs(columns - lamp.x) < reach)
        if not len(inside):
            continue
        part = slice(int(inside[0]), int(inside[-1]) + 1)
        across = np.exp(-(((columns[part] - lamp.x) / sigma) ** 2) / 2)
        down = rows - lamp.mirrored
        stretch = np.where(down < 0, long * 0.6, long * 1.4)
        along = 1 / (1 + (down / stretch) ** 2) ** 1.5
        power = 1e-4 / (np.sqrt(2 * np.pi) * sigma * 2 * long)
        light[:, part] += (along[:, None] * across[None])[..., None] * (lamp.colour * np.float32(power))
    return light if factor == 1 else f32(cv2.resize(light, whole[::-1], interpolation=cv2.INTER_LINEAR))


def bloom(light: Array, amount: float, radius: float = 0.05) -> Array:
    """Light scattered in the lens: ``amount`` of what is bright spread over ``radius`` of the height."""
    height, width = light.shape[:2]
    small = f32(cv2.resize(light, (max(4, width // 8), max(4, height // 8)), interpolation=cv2.INTER_AREA))
    near = blur(small, radius * small.shape[0])
    wide = blur(small, 3 * radius * small.shape[0])
    spread = cv2.resize(0.6 * near + 0.4 * wide, (width, height), interpolation=cv2.INTER_LINEAR)
    return f32(light + np.float32(amount) * (spread - light * np.float32(0.5)))


@lru_cache(maxsize=1)
def _grain() -> Array:
    """A fixed tile of film grain, std 1."""
    made = np.random.default_rng(20).standard_normal((512, 512), np.float32)
    made = made + 1.6 * cv2.GaussianBlur(made, (0, 0), 1.0)
    return (made / made.std()).astype(np.float32)


def film(light: Array, exposure: float = 1.0, grain: float = 0.006, vignette: float = 0.1) -> Array:
    """Linear light to sRGB 0…1 as film takes it: soft shoulder, a little contrast, darker corners, grain."""
    height, width = light.shape[:2]
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None] ** 2
    x = np.linspace(-1, 1, width, dtype=np.float32)[None] ** 2
    seen = light * (np.float32(exposure) * (1 - vignette * (0.5 * x + 0.5 * y)))[..., None]
    # Above 0.6 the film saturates towards 1: highlights keep their colour at first, then pale.
    bright = np.clip(seen - 0.6, 0, None)
    seen = np.minimum(seen, 0.6) + 0.4 * (1 - np.exp(-bright / 0.55))
    pale = np.clip((seen.max(axis=2, keepdims=True) - 0.85) / 0.15, 0, 1) * 0.35
    seen = seen + (seen.max(axis=2, keepdims=True) - seen) * pale
    value = np.clip(seen, 0, 1) ** np.float32(1 / 2.2)
    value = value + 0.22 * (value * value * (3 - 2 * value) - value)
    tile = np.tile(_grain(), (height // 512 + 1, width // 512 + 1))[:height, :width]
    value = value + (grain * tile * (0.4 + 0.6 * (1 - value.mean(axis=2))))[..., None]
    return np.clip(value, 0, 1).astype(np.float32)


def scattered(rng: Random, count: int, low: float, high: float) -> Array:
    """``count`` powers between ``low`` and ``high``, most of them weak, as lamps of a town are."""
    return (low * (high / low) ** (rng.random(count) ** 1.8)).astype(np.float32)
