"""Skies: gradients, cumulus and cirrus in perspective lit by the sun, stars."""

import numpy as np

from core.scenes.parts.canvas import Array, Random, blur, gradient, grid, jitter, mix, noise, ramp, rgb
from core.scenes.parts.periodic import fractal, wrapped
from training.scenes.colours import Daylight


def overhead(y: Array, x: Array, horizon: float, stretch: float = 1.0) -> tuple[Array, Array]:
    """Where each pixel's ray meets the cloud layer (across, away), nearer the zenith = nearer."""
    away = 1 / np.clip(horizon - y + 0.22, 0.12, None)
    return (x - x.mean()) * away / stretch, away


def cumulus(rng: Random, y: Array, x: Array, horizon: float, cover: float, sun: float) -> tuple[Array, Array]:
    """Heaped clouds: alpha and how lit each part is (0 shaded belly … 1 sunny top)."""
    tile = fractal(rng, slope=1.75)
    across, away = overhead(y, x, horizon, 1.2)
    scale, start = rng.uniform(30, 55), rng.uniform(0, 256, 2)
    column, row = across * scale + start[0], away * scale * 1.3 + start[1]
    density = wrapped(tile, column, row)
    step = 5 * np.sign(sun * x.max() - x.mean() + 1e-3)
    toward = wrapped(tile, column + step, row + 6)
    lit = 0.62 + 0.38 * np.tanh((density - toward) * 1.6) - 0.22 * ramp(density, 0.6, 2.2)
    edge = 0.9 - 1.9 * cover
    return ramp(density, edge, edge + 0.7), np.clip(lit, 0, 1)


def cirrus(rng: Random, y: Array, x: Array, horizon: float, cover: float) -> Array:
    """Thin streaky veils, alpha 0…0.7, drawn out along a slanted wind."""
    tile = fractal(rng, slope=1.5)
    across, away = overhead(y, x, horizon)
    turn, scale = rng.uniform(-0.6, 0.6), rng.uniform(25, 45)
    along, aside = across * np.cos(turn) + away * np.sin(turn), away * np.cos(turn) - across * np.sin(turn)
    bend = 12 * wrapped(tile, across * 8, away * 8)
    veil = wrapped(tile, along * scale * 0.35 + bend * 0.4, aside * scale * 1.6 + bend)
    return 0.7 * ramp(veil, 0.8 - 1.2 * cover, 2.4 - 1.0 * cover)


def stars(rng: Random, image: Array, horizon: float) -> Array:
    """A starry sky: points of many magnitudes (up to 6, so that defocus makes discs) and a milky band."""
    height, width = image.shape[:2]
    count = int(height * width * rng.uniform(0.002, 0.006))
    rows, columns = rng.integers(0, height, count), rng.integers(0, width, count)
    keep = rows < horizon * height
    image = image.copy()
    bright = 0.25 + rng.pareto(2.2, (count, 1)) * 0.35
    colour = bright * (1 + rng.normal(0, 0.08, (count, 3)))
    image[rows[keep], columns[keep]] += np.clip(colour[keep], 0, 6).astype(np.float32)
    y, x = grid(height, width)
    slant, at = rng.uniform(-1.2, 1.2), rng.uniform(0.2, 0.8)
    band = np.exp(-(((x - at * width / height - slant * (y - 0.3)) / 0.16) ** 2))
    dust = np.clip(0.55 + 0.6 * noise(rng, height, width, 5, 5), 0, 1) * band * (y < horizon)
    return image + dust[..., None] * rgb("6a6f9c") * rng.uniform(0, 0.45)


def sun_glow(y: Array, x: Array, at: tuple[float, float], light: Daylight, disc: float) -> Array:
    """Light to add around a sun at (y, x) with a disc of radius ``disc`` (0 = hidden); may exceed 1."""
    away = np.hypot(x - at[1], y - at[0])
    flat = np.hypot((x - at[1]) * 0.55, (y - at[0]) * 1.3)
    glow = 0.55 * np.exp(-away / 0.07) + 0.38 * np.exp(-flat / 0.2)
    made = glow[..., None] * light.tint
    if disc:
        made = made + (3.0 * (1 - ramp(away, disc * 0.85, disc * 1.15)))[..., None] * rgb("fff0c8")
    return made.astype(np.float32)


def cloud_colours(light: Daylight) -> list[Array]:
    """Belly, middle and top of a cloud under this light."""
    top = np.clip(light.tint * (0.3 + 0.72 * light.strength), 0, 1)
    low = 0.3 < light.strength < 0.75 or 0.86 < light.strength < 0.9  # dusk, sunset, golden hour
    shade = light.zenith * (0.75 if low else 0.45) + light.horizon * (0.1 if low else 0.3)
    shade = shade + light.strength * (0.06 if low else 0.16)
    return [np.clip(shade * 0.92, 0, 1), top * 0.6 + shade * 0.4, top]


def heaven(
    rng: Random,
    height: int,
    width: int,
    light: Daylight,
    horizon: float,
    sun: float,
    cover: float | None = None,
    shining: bool = False,
) -> Array:
    """The sky above ``horizon``: gradient, stars at night, clouds, glow at share ``sun`` of the width.
    ``shining`` puts the sun itself in; ``cover`` 0…1 is drawn when None. sRGB, may exceed 1."""
    y, x = grid(height, width)
    top, low = jitter(rng, light.zenith), jitter(rng, light.horizon)
    stops = [(0.0, top), (0.5, top * 0.5 + low * 0.5), (0.85, top * 0.15 + low * 0.85), (1.0, low)]
    image = gradient(y / max(horizon, 0.05), stops)
    share = float(rng.uniform(0, 0.75)) if cover is None else cover
    if light.strength < 0.3:
        image = stars(rng, image, horizon)
    if shining:
        at = (horizon * rng.uniform(0.3, 0.95), sun * width / height)
        image = image + sun_glow(y, x, at, light, rng.uniform(0.02, 0.04))
    elif 0.4 < light.strength < 0.95:
        image = image + 0.5 * sun_glow(y, x, (horizon, sun * width / height), light, 0)
    if share < 0.1:
        return image
    return clouded(rng, image, light, horizon, sun, share)


def clouded(rng: Random, image: Array, light: Daylight, horizon: float, sun: float, share: float) -> Array:
    """``image`` with cirrus or cumulus (or both) of ``share`` cover over it."""
    y, x = grid(*image.shape[:2])
    belly, middle, top = cloud_colours(light)
    fade = 0.35 + 0.65 * ramp(horizon - y, 0.0, 0.3 * horizon)
    if rng.random() < 0.5:
        image = mix(image, top, cirrus(rng, y, x, horizon, share) * fade)
    if rng.random() < 0.75:
        alpha, shine = cumulus(rng, y, x, horizon, share, sun)
        dark, bright = mix(belly[None, None], middle, ramp(shine, 0.0, 0.55)), ramp(shine, 0.45, 1.0)
        image = mix(image, mix(dark, top, bright), alpha * fade * (0.9 if light.strength > 0.3 else 0.5))
    return image


def bank(rng: Random, y: Array, x: Array, light: Daylight) -> tuple[Array, Array]:
    """A sea of cloud seen from above, filling the lower part: its colour and alpha."""
    tile, start = fractal(rng, slope=1.9), rng.uniform(0, 256, 2)
    near = 1 / (1.9 - y)
    column, row = (x - x.mean()) * 110 / near + start[0], 150 * np.log(near) + start[1]
    heaps = np.tanh(0.7 * wrapped(tile, column, row))
    up = np.tanh(0.7 * wrapped(tile, column, row - 5))
    shine = np.clip(0.6 + 0.9 * (heaps - up) + 0.2 * heaps, 0, 1)
    belly, middle, top = cloud_colours(light)
    colour = mix(mix(belly[None, None], middle, ramp(shine, 0.0, 0.6)), top, ramp(shine, 0.35, 1.0))
    return colour, ramp(blur(y + 0.16 * heaps, y.shape[0] * 0.008), 0.62, 0.74)
