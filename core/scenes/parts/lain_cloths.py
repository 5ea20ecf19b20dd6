"""Cloth and pile as a camera sees them from a metre above: broad folds in real light, threads hardly seen.
Each maker gives the colour (sRGB) and the height in periods."""

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, Random, grid, ramp, rgb
from core.scenes.parts.floats import f32
from core.scenes.parts.periodic import fetch, slopes, soften, unit_range, weave_noise
from core.scenes.parts.stones import Skin, crinkled
from core.scenes.parts.yarns import PLAIN, stitched, woven

FEW = 256
"""Texels of a period in which all folds are drawn."""


def _enlarged(field: Array, size: int) -> Array:
    """A field that repeats at more texels, smooth between."""
    pad = 8
    side = round((FEW + 2 * pad) * size / FEW)
    made = cv2.resize(np.pad(field, pad, mode="wrap"), (side, side), interpolation=cv2.INTER_CUBIC)
    edge = round(pad * size / FEW)
    return f32(made[edge : edge + size, edge : edge + size])


def ridges(rng: Random, size: int, count: int, wide: float, shear: int, few: float = 0.2) -> Array:
    """Folds 0…1 that begin and end: about ``count`` a period, steep on one side within ``wide`` periods and
    sinking slowly on the other, running along x and ``shear`` periods down; the higher ``few``, the fewer."""
    if size > FEW:
        # Nothing of them is finer: the same pattern, enlarged.
        return _enlarged(ridges(rng, FEW, count, wide, shear, few), size)
    u, v = crinkled(rng, size, 2, 0.04, 2)
    field = fetch(weave_noise(rng, size, count, 1, stretch=count), u, v + shear * u)
    across, down = slopes(soften(field, 0.01))
    steep = np.hypot(across, down)
    own = wide * np.clip(1 + 0.35 * weave_noise(rng, size, 3, 2), 0.5, 1.7)
    away = field / np.maximum(steep, 0.6 * float(steep.mean())) / own
    slope = np.where(away > 0, away, -away / 3.2)
    swell = ramp(weave_noise(rng, size, 3, 2), few, few + 1.3)
    return soften(f32(np.exp(-(slope**1.7)) * swell), 0.25 * wide)


def lain_linen(rng: Random, size: int, colour: Array | None) -> Skin:
    """Washed linen spread on a table: broad rises, a few creases, slubs in both directions."""
    base = rgb("d8cdbb") if colour is None else colour
    warp = weave_noise(rng, size, 330, 2, stretch=26, gain=0.8)
    weft = weave_noise(rng, size, 330, 2, stretch=26, gain=0.8).T
    cloud = weave_noise(rng, size, 5, 4, gain=0.6)
    swell = weave_noise(rng, size, 4, 3, gain=0.45)
    rumple = weave_noise(rng, size, 13, 3, gain=0.5)
    fold = 0.0105 * ridges(rng, size, 2, 0.024, 1, -0.3) + 0.007 * ridges(rng, size, 3, 0.015, -1, -0.1)
    crease = 0.0022 * ridges(rng, size, 5, 0.006, 0, 0.3)
    tone = 1 + 0.0075 * (warp + weft) + 0.008 * cloud
    height = fold + crease + 0.0045 * swell + 0.0007 * rumple + 0.000045 * (warp + weft)
    return unit_range(base * tone[..., None]), f32(height)


def lain_sheet(rng: Random, size: int, colour: Array | None) -> Skin:
    """Cotton sheets as they lie on a bed: long soft folds that run one way, small rumples between."""
    base = rgb("f1efeb") if colour is None else colour
    long = 0.03 * ridges(rng, size, 2, 0.04, 1, -0.5) + 0.017 * ridges(rng, size, 4, 0.022, 1, -0.2)
    cross = 0.009 * ridges(rng, size, 5, 0.014, 0, 0.1) + 0.011 * ridges(rng, size, 3, 0.02, 2, 0.0)
    swell = weave_noise(rng, size, 3, 2, gain=0.4)
    rumple = weave_noise(rng, size, 11, 3, gain=0.5)
    thread = weave_noise(rng, size, 330, 1, stretch=12) + weave_noise(rng, size, 330, 1, stretch=12).T
    height = soften(f32(long + cross), 0.004) + 0.009 * swell + 0.0011 * rumple
    return unit_range(base * (1 + 0.004 * thread)[..., None]), f32(height)


def lain_rug(rng: Random, size: int, colour: Array | None) -> Skin:
    """A wool rug of thick loops in rows, heathered, worn a little flat here and there."""
    base = rgb("e2dacd") if colour is None else colour
    rows = 74
    y, x = grid(size, size)
    bend = 0.26 / rows * weave_noise(rng, size, 9, 3) + 0.1 / rows * weave_noise(rng, size, 40, 1)
    phase = (y + bend) * rows
    row = np.floor(phase).astype(int) % rows
    shift, beat = rng.random(rows).astype(np.float32)[row], rng.normal(1, 0.05, rows).astype(np.float32)[row]
    bead = np.cos(2 * np.pi * ((x + 0.12 / rows * weave_noise(rng, size, 60, 1)) * 58 + shift))
    bulge = np.sqrt(np.clip(1 - (1.9 * (phase % 1 - 0.5)) ** 2, 0, 1)) * beat
    rise = f32(bulge * (0.82 + 0.18 * bead))
    fibre = weave_noise(rng, size, 210, 3, stretch=1.6, gain=0.9)
    heather = weave_noise(rng, size, 60, 2, stretch=4, gain=0.8)
    worn = weave_noise(rng, size, 3, 3, gain=0.55)
    kept = float(np.clip(size / (4 * rows) - 0.3, 0, 1))
    tone = 0.93 + kept * 0.13 * (rise - 0.72) + 0.022 * fibre + 0.02 * heather + 0.014 * worn
    height = kept * 0.0038 * rise * (1 - 0.12 * worn.clip(-1, 1)) + 0.0004 * fibre + 0.004 * worn
    return unit_range(soften(f32(base * tone[..., None]), 0.0007)), soften(f32(height), 0.0009)


def lain_jute(rng: Random, size: int, colour: Array | None) -> Skin:
    """A jute rug: thick hairy yarns in plain weave, a little uneven, its hollows in soft shade."""
    base = rgb("b9a480") if colour is None else colour
    yarns = 34
    cloth = woven(rng, size, yarns, round(1.6 * yarns), PLAIN, 0.09)
    own = rng.standard_normal(2 * round(1.6 * yarns)).astype(np.float32)[cloth.yarn]
    slub = weave_noise(rng, size, 30, 3, gain=0.7)
    fibre = weave_noise(rng, size, 170, 3, stretch=2.5, gain=0.9)
    cloud = weave_noise(rng, size, 3, 3, gain=0.6)
    rise = soften(f32(cloth.rise * (1 + 0.08 * slub)), 0.0012)
    tone = 0.84 + 0.16 * rise + 0.025 * own + 0.02 * slub + 0.045 * fibre + 0.02 * cloud
    height = 0.0042 * rise + 0.0006 * fibre + 0.002 * cloud
    return unit_range(base * tone[..., None]), f32(height)


def lain_knit(rng: Random, size: int, colour: Array | None) -> Skin:
    """A blanket of thick wool in stocking stitch: soft, its stitches of one size and no two alike."""
    base = rgb("d3cabd") if colour is None else colour
    columns = int(rng.choice([13, 15, 17]))
    rise, ply = stitched(rng, size, columns)
    rise = soften(rise, 0.0009)
    fuzz = weave_noise(rng, size, 150, 3, gain=0.9)
    heather = weave_noise(rng, size, 70, 2, gain=0.8)
    cloud = weave_noise(rng, size, 3, 3)
    fold = 0.02 * ridges(rng, size, 2, 0.07, 1, -0.2)
    tone = 0.86 + 0.14 * rise + 0.015 * ply + 0.016 * fuzz + 0.014 * heather + 0.012 * cloud
    height = 0.13 / columns * (rise + 0.05 * ply + 0.04 * fuzz) + fold
    return unit_range(base * tone[..., None]), f32(height)
