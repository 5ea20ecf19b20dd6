"""Stone, concrete, sand, paper and parquet as a camera sees them from a metre above: quiet, nothing of high
contrast at the size of a pixel. Each maker gives the colour (sRGB) and the height in periods."""

import numpy as np

from core.scenes.parts.canvas import Array, Random, grid, ramp, rgb
from core.scenes.parts.floats import f32
from core.scenes.parts.lain_cloths import ridges
from core.scenes.parts.ornament import STAVE_LONG, STAVE_UNITS, staves
from core.scenes.parts.periodic import fetch, slopes, soften, tones, tones_in, unit_range, vector, weave_noise
from core.scenes.parts.stones import MARBLES, Skin, crinkled, terrazzo


def drift(rng: Random, size: int, cells: float, thin: float, wide: float) -> Array:
    """Marble's veins 0…1: along a few bent lines, sharp on one side and smoked away on the other, here
    ``thin`` and there ``wide`` (periods), many of them faint."""
    u, v = crinkled(rng, size, 3, 0.09, 6)
    field = fetch(weave_noise(rng, size, cells, 2, stretch=1.8, gain=0.35), u + v, v)
    across, down = slopes(soften(field, 0.012))
    steep = np.hypot(across, down) + 0.5 * float(np.hypot(across, down).mean())
    away = field / steep
    swell = np.clip(0.5 + 0.5 * weave_noise(rng, size, 3, 4, gain=0.6), 0, 1.3) ** 2
    line = thin * (0.4 + 2.2 * swell)
    smoke = np.where(away > 0, wide * (0.2 + swell), 2.2 * line)
    strong = ramp(weave_noise(rng, size, 2.5, 4, gain=0.6), -0.5, 1.3)
    made = 0.55 * np.exp(-np.abs(away) / smoke) + 0.45 * np.exp(-((away / line) ** 2))
    return f32(made * (0.2 + 0.8 * strong))


def lain_marble(rng: Random, size: int, colour: Array | None) -> Skin:
    """A slab of white marble: broad grey drifts, veins that smoke out to one side, fine ones between."""
    base, cloud, vein, strong = MARBLES["white marble"]
    ground = rgb(base) if colour is None else colour
    clouds = np.clip(rgb(cloud) if colour is None else colour * rgb(cloud) / (rgb(base) + 0.02), 0, 1)
    u, v = crinkled(rng, size, 2, 0.1, 5)
    mist = fetch(weave_noise(rng, size, 3, 6, stretch=1.8, gain=0.6), u + v, v)
    picture = tones(ground, clouds, 0.34 + 0.3 * mist)
    line = rgb(vein)
    for cells, thin, wide, share in (
        (2, 0.0035, 0.05, 0.95),
        (4, 0.0016, 0.02, 0.55),
        (8, 0.0008, 0.008, 0.25),
    ):
        picture = tones_in(picture, line, share * strong * drift(rng, size, cells, thin, wide))
    grain = weave_noise(rng, size, 120, 3, gain=0.8)
    return unit_range(picture * (1 + 0.005 * grain)[..., None]), np.zeros((size, size), np.float32)


def lain_concrete(rng: Random, size: int, dark: bool, colour: Array | None) -> Skin:
    """A smoothed slab of concrete: clouds of little contrast, trowel sweeps, a pore here and there."""
    base = colour if colour is not None else rgb("68686a" if dark else "b0aeaa")
    u, v = crinkled(rng, size, 3, 0.018, 3)
    cloud = fetch(weave_noise(rng, size, 3, 7, stretch=1.3, gain=0.68), u, v)
    stain = ramp(fetch(weave_noise(rng, size, 5, 6, gain=0.66), u, v), 0.3, 2.2)
    sweep = fetch(weave_noise(rng, size, 26, 3, stretch=9, gain=0.6), u + 0.1 * cloud, v + u)
    fine = weave_noise(rng, size, 170, 3, gain=0.85)
    where = ramp(weave_noise(rng, size, 7, 3), 0.1, 1.6)
    pore = ramp(weave_noise(rng, size, 200, 2, gain=0.7), 2.5, 3.3) * (0.25 + 0.75 * where)
    tone = 1 + 0.034 * cloud - 0.035 * stain + 0.008 * sweep + 0.01 * fine - 0.26 * pore
    picture = base * tone[..., None] * (1 + vector(0.003, 0, -0.004) * cloud[..., None])
    height = 0.0006 * cloud + 0.00015 * sweep + 0.00012 * fine - 0.0008 * pore
    return unit_range(picture), f32(height)


def smoothed_concrete(rng: Random, size: int, dark: bool, colour: Array | None) -> Skin:
    """A wall of smooth formwork: large soft clouds, paler and darker where it dried, hardly a pore."""
    base = colour if colour is not None else rgb("6a6a6b" if dark else "b3b1ad")
    u, v = crinkled(rng, size, 3, 0.03, 4)
    cloud = fetch(weave_noise(rng, size, 3, 8, gain=0.6), u, v)
    broad = fetch(weave_noise(rng, size, 2, 3, gain=0.45), u, v)
    wash = fetch(weave_noise(rng, size, 11, 5, stretch=0.35, gain=0.6), u, v)
    bloom = ramp(fetch(weave_noise(rng, size, 5, 7, gain=0.68), v, u), 0.4, 2.4)
    fine = weave_noise(rng, size, 330, 3, gain=0.85)
    where = ramp(weave_noise(rng, size, 6, 3), 0.6, 2.0)
    pore = ramp(weave_noise(rng, size, 300, 1), 3.0, 3.5) * where
    tone = 1 + 0.035 * cloud + 0.045 * broad + 0.012 * wash + 0.05 * bloom + 0.007 * fine - 0.2 * pore
    picture = base * tone[..., None] * (1 + vector(0.004, 0, -0.005) * broad[..., None])
    return unit_range(picture), f32(0.0003 * cloud + 0.00005 * fine - 0.0005 * pore)


def lain_slate(rng: Random, size: int, colour: Array | None) -> Skin:
    """Riven slate: one broad face of fine ridges, shells that broke away at a few soft steps."""
    base = rgb("454a4d") if colour is None else colour
    u, v = crinkled(rng, size, 4, 0.03, 6)
    layer = fetch(weave_noise(rng, size, 2, 4, stretch=1.5, gain=0.5), u, v) * 1.3 + 0.5
    level = np.floor(layer)
    step = level + ramp(f32(layer - level), 0.9, 1.0)
    grain = fetch(weave_noise(rng, size, 24, 6, stretch=2.6, gain=0.72), u, v)
    cloud = weave_noise(rng, size, 3, 5, gain=0.6)
    bloom = ramp(weave_noise(rng, size, 5, 6, gain=0.65), 0.6, 2.4)
    tone = 1 + 0.05 * cloud + 0.035 * grain + 0.03 * np.sin(2.1 * step)
    picture = tones_in(base * tone[..., None], rgb("8b9094"), 0.16 * bloom)
    return unit_range(picture), f32(0.0019 * step + 0.0008 * grain + 0.0008 * cloud)


def lain_black_slate(rng: Random, size: int, colour: Array | None) -> Skin:
    """The same, nearly black."""
    return lain_slate(rng, size, rgb("2f3335") if colour is None else colour)


def lain_sand(rng: Random, size: int, colour: Array | None) -> Skin:
    """Dry beach sand: wind, feet and rain have left it in low soft mounds; grains are hardly seen."""
    base = rgb(str(rng.choice(["d9c7a8", "dfcfb3", "d3bf9e"]))) if colour is None else colour
    u, v = crinkled(rng, size, 3, 0.04, 3)
    mound = weave_noise(rng, size, 4, 2, gain=0.5)
    ripple = fetch(weave_noise(rng, size, 17, 2, stretch=3.2, gain=0.5), u, v + u)
    dent = fetch(weave_noise(rng, size, 11, 2, gain=0.4), u, v)
    lump = weave_noise(rng, size, 50, 3, gain=0.7)
    grain = weave_noise(rng, size, 300, 2, gain=0.9)
    damp = ramp(-mound - 0.4 * dent, 0.4, 2.6)
    tone = 1 + 0.02 * grain - 0.02 * damp + 0.006 * lump
    height = 0.007 * mound + 0.0013 * ripple + 0.0026 * dent + 0.00035 * lump + 0.00006 * grain
    return unit_range(base * tone[..., None] * (1 + vector(0.002, 0, -0.004) * grain[..., None])), f32(height)


def trodden_sand(rng: Random, size: int, colour: Array | None) -> Skin:
    """Beach sand in a low sun: soft dents, ripples of the wind between them, grains of several colours and
    crumbs of shell."""
    base = rgb(str(rng.choice(["d6c29f", "dcc9a8", "cfb98f"]))) if colour is None else colour
    u, v = crinkled(rng, size, 3, 0.05, 3)
    mound = weave_noise(rng, size, 4, 2, gain=0.5)
    dent = ramp(fetch(weave_noise(rng, size, 9, 2, gain=0.45), u, v), 0.3, 1.5)
    ripple = fetch(weave_noise(rng, size, 22, 2, stretch=4.0, gain=0.45), u, v + u) * (1 - 0.7 * dent)
    lump = weave_noise(rng, size, 70, 3, gain=0.75)
    grain, other = weave_noise(rng, size, 320, 1), weave_noise(rng, size, 300, 1)
    crumb = ramp(weave_noise(rng, size, 160, 1), 2.5, 3.0)
    dark = ramp(other, 1.9, 2.6)
    tone = 1 + 0.035 * grain + 0.012 * lump - 0.05 * dent - 0.2 * dark
    picture = base * tone[..., None] * (1 + vector(0.012, 0, -0.016) * other[..., None])
    picture = tones_in(f32(picture), rgb("f4ead8"), 0.6 * crumb)
    height = 0.01 * mound - 0.0075 * dent + 0.0034 * ripple + 0.0008 * lump + 0.0002 * grain + 0.0006 * crumb
    return unit_range(f32(picture)), f32(height)


def lain_kraft(rng: Random, size: int, colour: Array | None) -> Skin:
    """Brown wrapping paper off the roll: it does not lie quite flat, a few creases, fibres hardly seen."""
    base = rgb("b99770") if colour is None else colour
    fibre = weave_noise(rng, size, 150, 3, stretch=3, gain=0.9)
    line = weave_noise(rng, size, 120, 1, stretch=40)
    cloud = weave_noise(rng, size, 6, 5, gain=0.65)
    speck = ramp(weave_noise(rng, size, 330, 1, stretch=1.8), 2.2, 3.0)
    crease = ridges(rng, size, 3, 0.02, 1, 0.0) + 0.6 * ridges(rng, size, 4, 0.012, -1, 0.3)
    swell = weave_noise(rng, size, 3, 3, gain=0.45)
    tone = 1 + 0.008 * fibre + 0.006 * line + 0.01 * cloud - 0.06 * speck
    return unit_range(base * tone[..., None]), f32(0.004 * crease + 0.005 * swell + 0.00003 * fibre)


def lain_terrazzo(rng: Random, size: int, colour: Array | None) -> Skin:
    """Polished terrazzo: chips of broken outline in cement that is a little cloudy."""
    chips, height = terrazzo(rng, size, colour)
    y, x = grid(size, size)
    u = x + 0.0011 * weave_noise(rng, size, 90, 3, gain=0.7)
    v = y + 0.0011 * weave_noise(rng, size, 90, 3, gain=0.7)
    cloud = weave_noise(rng, size, 4, 5, gain=0.6)
    picture = fetch(soften(chips, 0.0008), f32(u), f32(v)) * (1 + 0.012 * cloud)[..., None]
    return unit_range(picture), height


STAVES = ("a98661", "b08f6b", "9c7a56", "b59674")
"""Tones of oiled oak."""


def lain_parquet(rng: Random, size: int, colour: Array | None) -> Skin:
    """Oiled oak laid in herringbone: staves six times as long as wide, each cut from another board."""
    base = rgb(str(rng.choice(STAVES))) if colour is None else colour.reshape(-1, 3)[0]
    units, long = STAVE_UNITS, STAVE_LONG
    along, across, number = staves(size)
    own = np.tanh(rng.standard_normal((4, 2 * units * units)))[:, number]
    shift = rng.random((2, 2 * units * units))[:, number]
    a, b = f32(along / (2.4 * units) + shift[0]), f32(across / (2.4 * units) + shift[1])
    picture = base * _staved(rng, size, a, b)[..., None]
    picture = picture * (1 + 0.085 * own[0])[..., None] * (1 + own[1][..., None] * vector(0.014, 0.0, -0.022))
    edge = np.minimum(np.minimum(across, 1 - across), np.minimum(along, long - along)) / units
    uneven = np.clip(0.65 + 0.35 * weave_noise(rng, size, 20, 3), 0.15, 1.2)
    gap = soften(f32(np.exp(-((edge / 0.0011) ** 2)) * uneven), 0.0004)
    worn = weave_noise(rng, size, 4, 5, gain=0.6)
    picture = picture * (1 - 0.5 * gap - 0.05 * np.exp(-edge / 0.004) + 0.014 * worn)[..., None]
    return unit_range(picture), f32(-0.0007 * gap + 0.0004 * own[2] * (across - 0.5) + 0.0002 * own[3] * a)


def _staved(rng: Random, size: int, a: Array, b: Array) -> Array:
    """The tone of oak about 1 at places along (a) and across (b) its grain."""
    sway = fetch(weave_noise(rng, size, 6, 3, stretch=3, gain=0.5), a, b)
    band = fetch(weave_noise(rng, size, 60, 4, stretch=26, gain=0.8), a, b + 0.012 * sway)
    fibre = fetch(weave_noise(rng, size, 230, 2, stretch=30, gain=0.9), a, b)
    pore = ramp(fetch(weave_noise(rng, size, 300, 2, stretch=26, gain=0.9), a, b), 1.1, 2.6)
    cloud = fetch(weave_noise(rng, size, 9, 4, stretch=4, gain=0.6), a, b)
    return f32(1 + 0.05 * band + 0.016 * fibre - 0.11 * pore + 0.022 * cloud)
