"""Cloth, carpet and fur as textures that repeat: colour (sRGB) and height."""

import numpy as np

from core.scenes.parts.canvas import Array, Random, grid, ramp, rgb
from core.scenes.parts.periodic import (
    fetch,
    slopes,
    soften,
    tones_in,
    unit_range,
    vector,
    weave_noise,
)
from core.scenes.parts.stones import Skin, crinkled


def creases(rng: Random, size: int, count: float, deep: float, bend: float) -> Array:
    """Height of cloth that lies in folds: ``count`` a period, ``deep`` periods high, running roughly alike
    and bent by ``bend``."""
    u, v = crinkled(rng, size, 2, bend * 0.5, 2)
    total = np.zeros((size, size), np.float32)
    for turn, weight in ((1, 1.0), (2, 0.6), (0, 0.35)):
        field = weave_noise(rng, size, count, 1, stretch=count)
        value = fetch(field, v * 0 + u, v + turn * u) + 0.35 * rng.standard_normal()
        swell = np.clip(0.6 + 0.6 * weave_noise(rng, size, 2, 2), 0.05, 1.4)
        total += weight * swell * np.sqrt(value * value + 0.03)
    return (-deep * soften(total, 0.006)).astype(np.float32)


def linen(rng: Random, size: int, colour: Array | None) -> Skin:
    """Washed linen, half a metre a period: yarns of uneven thickness in plain weave, a few soft creases."""
    base = rgb("d8cdbb") if colour is None else colour
    y, x = grid(size, size)
    yarns = 190
    thick = weave_noise(rng, size, yarns, 1, stretch=24) * 0.35
    thin = weave_noise(rng, size, yarns, 1, stretch=24).T * 0.35
    sway = 0.15 * weave_noise(rng, size, 14, 2)
    warp = np.cos(2 * np.pi * (x * yarns + sway))
    weft = np.cos(2 * np.pi * (y * yarns + sway.T))
    kept = float(np.clip(size / (2 * yarns) - 0.8, 0, 1))
    over = kept * 0.5 * (warp * (0.6 + thin) + weft * (0.6 + thick))
    slub = 0.5 * thick + 0.5 * thin
    fold = creases(rng, size, 3, 0.004, 0.12)
    cloud = weave_noise(rng, size, 3, 4)
    tone = 1 + 0.085 * over + 0.06 * slub + 0.012 * cloud
    return unit_range(base * tone[..., None]), (fold + 0.00028 * over + 0.0001 * slub).astype(np.float32)


def satin(rng: Random, size: int, colour: Array | None, deep: float = 0.028) -> Skin:
    """Silk or satin thrown in folds that shine along their ridges."""
    base = rgb("d9cfc4") if colour is None else colour
    height = creases(rng, size, 5, deep, 0.2)
    right, down = slopes(height)
    facing = 1 / np.sqrt(1 + right**2 + down**2)
    gleam = np.exp(-(((0.55 * right + 0.8 * down + 0.28) / 0.2) ** 2))
    dim = np.exp(-(((0.55 * right + 0.8 * down - 0.5) / 0.35) ** 2))
    thread = weave_noise(rng, size, 240, 1, stretch=12)
    tone = 0.88 + 0.22 * (facing - 0.9) - 0.3 * dim + 0.008 * thread
    picture = base * tone[..., None]
    picture = tones_in(picture, np.clip(base * 0.55 + 0.47, 0, 1), 0.55 * gleam)
    return unit_range(picture), (height * 0.25).astype(np.float32)


def velvet(rng: Random, size: int, colour: Array | None) -> Skin:
    """Velvet lying in soft folds: dark where one looks along its pile, light on the flanks."""
    base = rgb("7c2438") if colour is None else colour
    height = creases(rng, size, 4, 0.02, 0.2)
    right, down = slopes(height)
    flank = np.clip(np.hypot(right + 0.1, down - 0.15) * 1.5, 0, 1)
    brushed = weave_noise(rng, size, 5, 4, gain=0.6)
    pile = weave_noise(rng, size, 220, 2, gain=0.9)
    tone = 0.72 + 0.5 * flank**1.3 + 0.05 * brushed + 0.05 * pile
    lit = base * tone[..., None] + 0.06 * (flank**2)[..., None]
    return unit_range(lit), (height * 0.3 + 0.0001 * pile).astype(np.float32)


def carpet(rng: Random, size: int, colour: Array | None) -> Skin:
    """Wool carpet with a short looped pile."""
    base = rgb("b8afa3") if colour is None else colour
    loops = weave_noise(rng, size, 130, 2, stretch=1.3, gain=0.7)
    tuft = weave_noise(rng, size, 45, 3, gain=0.6)
    brushed = weave_noise(rng, size, 3, 4)
    tone = 0.96 + 0.12 * loops + 0.05 * tuft + 0.03 * brushed
    speck = ramp(weave_noise(rng, size, 110, 1), 0.8, 1.8)
    picture = tones_in(base * tone[..., None], base * 0.7, 0.35 * speck)
    return unit_range(picture), (0.0005 * loops + 0.0007 * tuft).astype(np.float32)


def fur(rng: Random, size: int, colour: Array | None) -> Skin:
    """Long-haired fur or fleece, combed into locks that flow."""
    base = rgb("ece7df") if colour is None else colour
    y, x = grid(size, size)
    angle = 1.2 * weave_noise(rng, size, 3, 3, gain=0.6) + 0.7 * weave_noise(rng, size, 11, 2) + 1.2
    du, dv = np.cos(angle) * 0.0032, np.sin(angle) * 0.0032
    strands = weave_noise(rng, size, 240, 1) + 0.7 * weave_noise(rng, size, 120, 1)
    lock = weave_noise(rng, size, 26, 2, gain=0.7)
    u, v = x.copy(), y.copy()
    hair, mass = np.zeros_like(x), np.zeros_like(x)
    for _ in range(9):
        hair += fetch(strands, u, v)
        mass += fetch(lock, u, v)
        u, v = u + fetch(du, u, v), v + fetch(dv, u, v)
    hair, mass = hair / 4.5, mass / 9
    tone = 0.93 + 0.045 * hair + 0.05 * mass
    shade = np.clip(-mass - 0.2 * hair, 0, 1.5) * 0.13
    picture = base * (tone - shade)[..., None] * (1 - shade[..., None] * vector(0, 0.06, 0.14))
    return unit_range(picture), (0.0009 * mass + 0.0001 * hair).astype(np.float32)
