"""What closes an opening in a wall, seen straight on: shutters, a garage's door. Reliefs of the picture's own
size; ``high`` metres are seen from top to bottom."""

import numpy as np

from core.scenes.parts.canvas import blur, grid, ramp, rgb
from core.scenes.parts.floats import f32
from core.scenes.parts.heightfield import Relief
from core.scenes.parts.straight import material
from core.scenes.parts.swatches import pick

Seed = tuple[int, int]
Size = tuple[int, int]
PAINTS = ("6f93a8", "7fa08c", "4f7078", "8a9a72", "9c8f7a")
HOUSES = ("e9dcc4", "e3c9a4", "ddc0a4", "efe8da")
LOUVRE = 0.034
"""Metres from one slat to the next."""


def shutters(size: Size, high: float, seed: Seed, colour: str | None) -> Relief:
    """Two closed shutters with slats, faded by the sun, in a wall of plaster."""
    rng = np.random.default_rng((*seed, 61))
    y, x = grid(*size)
    aspect, unit = size[1] / size[0], 1 / high
    half = min(0.46 * unit, 0.4 * aspect)
    base = rgb((colour or pick(rng, PAINTS)).removeprefix("#"))
    gone = x - aspect / 2
    leaf = half - np.abs(gone)
    stile, middle = 0.05 * unit, float(rng.uniform(0.5, 0.58))
    place = np.minimum(np.abs(gone), leaf)
    slatted = ramp(f32(place - stile), -0.0008, 0.0008)
    rail = ramp(f32(np.abs(y - middle) - 0.045 * unit), -0.0008, 0.0008)
    slatted = slatted * rail
    phase = (y * high / LOUVRE) % 1
    slat = 0.012 * unit * (1 - phase) * slatted + 0.014 * unit * (1 - slatted)
    seam = 1 - ramp(f32(np.abs(gone)), 0.0012 * unit, 0.0026 * unit)
    on = ramp(f32(leaf), -0.0006, 0.0006)
    grain = blur(f32(rng.standard_normal(size)), 0.002 * size[0])
    grain = grain / max(float(grain.std()), 1e-6)
    faded = np.clip(base * 0.78 + 0.18, 0, 1)
    broad = blur(f32(rng.standard_normal(size)), 0.05 * size[0])
    broad = broad / max(float(broad.std()), 1e-6)
    share = np.clip(0.4 + 0.12 * broad + 0.05 * grain, 0, 1)[..., None]
    tone = base + share * (faded - base)
    gap = slatted * (1 - ramp(f32(np.minimum(phase, 1 - phase)), 0.02, 0.12))
    tone = tone * (1 - 0.62 * gap - 0.8 * seam * (1 - gap))[..., None]
    edge = np.exp(-np.clip(leaf, 0, None) / (0.004 * unit))
    wall = material("plaster", size, high, seed, f"#{rng.choice(HOUSES)}")
    tone = tone * (1 - 0.3 * edge)[..., None] * on[..., None] + wall.albedo * (1 - on)[..., None]
    height = on * (slat + 0.012 * unit) + (1 - on) * wall.height - 0.01 * unit * seam * on
    return Relief(f32(np.clip(tone, 0, 1)), f32(height), 0.03)


def garage_door(size: Size, high: float, seed: Seed, colour: str | None) -> Relief:
    """A sectional door of wide panels, each pressed with a level groove."""
    rng = np.random.default_rng((*seed, 67))
    y, _ = grid(*size)
    unit = 1 / high
    base = rgb((colour or "#e4e3df").removeprefix("#"))
    place = ((y + float(rng.uniform(0, 0.4))) * high / 0.5) % 1 * 0.5
    seam = 1 - ramp(f32(np.minimum(place, 0.5 - place)), 0.0015, 0.004)
    groove = np.exp(-(((place - 0.25) / 0.007) ** 2)) + 0.5 * np.exp(-(((place - 0.125) / 0.004) ** 2))
    groove = groove + 0.5 * np.exp(-(((place - 0.375) / 0.004) ** 2))
    peel = blur(f32(rng.standard_normal(size)), 0.0016 * size[0])
    dirt = blur(f32(rng.standard_normal(size)), 0.08 * size[0])
    dirt = dirt / max(float(dirt.std()), 1e-6)
    tone = base * (1 + 0.006 * peel + 0.02 * dirt - 0.1 * groove - 0.7 * seam)[..., None]
    return Relief(f32(np.clip(tone, 0, 1)), f32(-0.004 * unit * groove - 0.012 * unit * seam), 0.12)
