"""Whole banana leaves that lie beside each other, each reaching through the picture: a texture that repeats.
The colour is sRGB, the height in periods."""

import numpy as np

from core.scenes.parts.canvas import Array, Random, grid, ramp, rgb
from core.scenes.parts.floats import f32
from core.scenes.parts.periodic import fetch, soften, tones_in, unit_range, weave_noise
from core.scenes.parts.stones import Skin

LEAVES = (("3d6a26", "6f9c3c"), ("446f2b", "7ca646"), ("3a6429", "659238"))
"""Dark and pale green of one leaf."""
AXES, HALF = (0.27, 0.77), 0.31
"""Where the ribs of a period's two leaves run, and half a leaf's width, in periods."""


def whole_leaves(rng: Random, size: int, colour: Array | None) -> Skin:
    """Two broad leaves to a period, the second over the first's rim: thick pale ribs, uneven veins that run
    to the rim, blades that swell between them, a few slits, a waxy bloom, rims that dry."""
    picture, height = np.zeros((size, size, 3), np.float32), np.zeros((size, size), np.float32)
    sway, uneven = weave_noise(rng, size, 2, 2, gain=0.4), weave_noise(rng, size, 14, 4, gain=0.65)
    dust = weave_noise(rng, size, 260, 2, gain=0.9)
    for number, axis in enumerate(AXES):
        dark, pale = (rgb(code) for code in LEAVES[int(rng.integers(len(LEAVES)))])
        if colour is not None:
            dark, pale = 0.35 * dark + 0.5 * colour, 0.35 * pale + 0.65 * colour
        across, veins, swell, rib, inside = _leaf(rng, size, axis, sway)
        cover, rim = np.clip(inside * size + 0.5, 0, 1), np.exp(-np.clip(inside, 0, 1) / 0.007)
        share = 0.45 + 0.13 * uneven + 0.17 * veins - 0.2 * np.abs(across) + 0.07 * swell
        blade = tones_in(f32(np.ones((size, size, 3)) * dark), pale, f32(share))
        blade = tones_in(blade, rgb("8f8442"), f32(0.6 * rim * ramp(uneven, -0.6, 1.2)))
        blade = tones_in(blade, np.clip(pale * f32(np.array([1.5, 1.32, 1.5])) + 0.04, 0, 1), f32(0.85 * rib))
        blade = blade * (1 + 0.03 * uneven + 0.014 * dust)[..., None]
        arch = 0.05 * np.sqrt(np.clip(np.abs(across), 0, 1)) * (1 - 0.6 * np.abs(across))
        rise = 0.012 * (number + 1) + arch + 0.007 * rib + 0.0009 * veins + 0.0042 * swell
        # What lies under a leaf's rim is in its shade.
        near = soften(f32(cover), 0.014)
        picture = tones_in(picture * (1 - 0.6 * near)[..., None], blade, f32(cover))
        height = f32(height + (rise - height) * cover)
    return unit_range(picture), height


def _leaf(rng: Random, size: int, axis: float, sway: Array) -> tuple[Array, Array, Array, Array, Array]:
    """A leaf along x about ``axis``: the place across it (-1…1 from rim to rim), its veins, how the blade
    swells between them (about -1…1 each), its rib (0…1), and how far within its rim and slits a texel is, in
    periods."""
    y, x = grid(size, size)
    bend = 0.02 * np.sin(2 * np.pi * (x + rng.random())) + 0.004 * sway
    off = (y - axis - bend + 0.5) % 1 - 0.5
    half = HALF * (1 + 0.05 * np.sin(2 * np.pi * (x + rng.random()))) + 0.006 * sway
    across, side = off / half, np.abs(off) / half
    # Veins leave the rib aslant and bend toward the tip; each half of a leaf has its own.
    course = x - 0.11 * side - 0.05 * side**3 + 0.002 * fetch(sway, x * 3, y * 3) + 0.37 * (off > 0)
    line = weave_noise(rng, size, 110, 2, gain=0.7)
    veins = fetch(np.repeat(line[:, :1].T, size, 0), course, y)
    broad = weave_noise(rng, size, 16, 2, gain=0.6)
    swell = fetch(np.repeat(broad[:, :1].T, size, 0), course, y) * ramp(side, 0.02, 0.4)
    swell = swell * (0.7 + 0.4 * fetch(sway, x * 2 + 0.3, y))
    thick = 0.0085 * (1 + 0.06 * np.sin(2 * np.pi * (x + 0.2)))
    rib = np.exp(-((np.abs(off) / thick) ** 2.6))
    inside = half - np.abs(off)
    for _ in range(int(rng.integers(2, 5))):
        at, deep, upper = rng.random(), rng.uniform(0.15, 0.6), rng.random() < 0.5
        away = np.abs((course - at + 0.5) % 1 - 0.5)
        wide = 0.011 * np.clip((side - 1 + deep) / deep, 0, 1) ** 0.8
        open_ = np.where((off > 0) == upper, away - wide, 1.0)
        inside = np.where(side > 1 - deep, np.minimum(inside, open_), inside)
    return f32(across), f32(veins), f32(swell), f32(rib), f32(inside)
