"""Walls of bamboo and of reed, and of painted boards: colour (sRGB) and height in periods."""

from collections.abc import Sequence

import numpy as np

from core.scenes.parts.canvas import Array, Random, grid, ramp, rgb
from core.scenes.parts.floats import f32
from core.scenes.parts.periodic import Whole, fetch, tones_in, unit_range, weave_noise
from core.scenes.parts.stones import Skin

DRY = ("cdb47c", "c2a566", "b99a5c", "d6c294", "a88d55", "c7ae7a", "9c8a58")
"""Dry bamboo, from pale to weathered."""
REEDS = ("b99f6b", "a58a58", "c8b184", "927848", "d3bf95", "84704a")
BATTENS = (0.24, 0.76)
"""Rows of the split canes that hold the others together, in periods."""
BATTEN = 0.019
"""Half their thickness."""
TWINE = "2e231a"


def _canes(
    rng: Random, size: int, count: int, uneven: float, bent: float = 0.06
) -> tuple[Whole, Array, Array]:
    """Upright canes side by side, ``bent`` widths of one: the number of each point's, how far across it is
    (-1…1), half its width."""
    _, x = grid(size, size)
    edges = np.concatenate([[0.0], np.cumsum(rng.uniform(1 - uneven, 1 + uneven, count))])
    edges = edges / edges[-1]
    sway = weave_noise(rng, size, 2, 2, stretch=0.1) * (bent / count)
    at = (x + sway) % 1
    number = np.clip(np.searchsorted(edges, at, side="right") - 1, 0, count - 1).astype(np.int32)
    half = (edges[1:] - edges[:-1])[number] / 2
    return number, f32((at - edges[number]) / half - 1), f32(half)


def _tones(rng: Random, codes: Sequence[str], count: int, colour: Array | None) -> Array:
    """A colour for each cane; stained where one is asked for."""
    own = np.stack([rgb(code) for code in codes])
    own = own[rng.integers(0, len(own), count)] * rng.normal(1, 0.07, (count, 1))
    if colour is not None:
        own = colour * (0.4 + 0.6 * own / own.mean((0, 1)))
    return f32(own)


def bamboo(rng: Random, size: int, colour: Array | None) -> Skin:
    """Canes as thick as a thumb side by side, with their nodes, tied to two split ones by black twine."""
    count = 25
    y, x = grid(size, size)
    number, across, half = _canes(rng, size, count, 0.28)
    nodes = rng.integers(3, 6, count)[number]
    along = y * nodes + rng.random(count)[number]
    off = np.abs(along - np.round(along)) / nodes
    ring = np.exp(-((off / 0.0028) ** 2))
    swell = 1 + 0.05 * np.exp(-((off / 0.01) ** 2))
    body = np.sqrt(np.clip(1 - (across / (0.95 * swell)) ** 2, 0, 1))
    streak = weave_noise(rng, size, 5, 4, stretch=0.03, gain=0.7)
    cloud = fetch(weave_noise(rng, size, 9, 4, stretch=0.4), x, f32(y + 0.13 * number))
    pale = np.exp(-(((off - 0.012) / 0.008) ** 2))
    mottled = ramp(f32(cloud + 0.5 * streak), 0.8, 2.0)
    level = (0.5 + 0.5 * body) * (1 + 0.05 * streak + 0.06 * cloud + 0.14 * pale) * (1 - 0.45 * ring)
    picture = _tones(rng, DRY, count, colour)[number] * level[..., None]
    picture = tones_in(picture, picture * np.array([0.6, 0.52, 0.42]), 0.55 * mottled)
    gap = 1 - ramp(body, 0.05, 0.34)
    picture = picture * (1 - 0.85 * gap)[..., None]
    height = 0.85 * half * body * swell
    return _held(rng, (x, y), f32(picture), f32(height), streak)


def _held(rng: Random, at: tuple[Array, Array], picture: Array, height: Array, streak: Array) -> Skin:
    """The canes with the split ones that run across them, and the twine around those."""
    x, y = at
    for row in BATTENS:
        lean = 0.0025 * np.sin(2 * np.pi * (x + rng.random()))
        down = (y - row - lean) / BATTEN
        cover = ramp(f32(1 - np.abs(down)), 0.0, 0.08)
        round_ = np.sqrt(np.clip(1 - down**2, 0, 1))
        own = rgb(str(rng.choice(DRY[:4]))) * 0.92
        made = own * ((0.55 + 0.45 * round_) * (1 + 0.05 * streak.T))[..., None]
        shade = np.exp(-(np.clip(down - 1, 0, None) / 0.7)) * (down > 1)
        picture = f32(picture * (1 - 0.4 * shade)[..., None])
        picture, height = tones_in(picture, made, cover), f32(height + cover * (0.009 + 0.012 * round_))
        tie = ((x * 6 + 0.5) % 1 - 0.5) / 6
        wound = np.minimum(np.abs(tie - 0.16 * (y - row)), np.abs(tie + 0.16 * (y - row)))
        twine = ramp(f32(0.0032 - wound), -0.0006, 0.0006) * ramp(f32(1.3 - np.abs(down)), 0.0, 0.1)
        fibre = 1 + 0.25 * np.sin(900 * (x + 0.6 * y))
        picture = tones_in(picture, rgb(TWINE) * fibre[..., None], twine)
        height = f32(height + 0.004 * twine)
    return unit_range(picture), height


def reed(rng: Random, size: int, colour: Array | None) -> Skin:
    """A mat of reed: thin stalks side by side, sewn together by wire in rows."""
    count = 92
    y, _ = grid(size, size)
    number, across, half = _canes(rng, size, count, 0.5)
    body = np.sqrt(np.clip(1 - across**2, 0, 1))
    streak = weave_noise(rng, size, 7, 3, stretch=0.04, gain=0.7)
    broad = weave_noise(rng, size, 3, 4)
    nodes = y * rng.integers(4, 7, count)[number] + rng.random(count)[number]
    ring = np.exp(-(((np.abs(nodes - np.round(nodes))) / 0.02) ** 2))
    deep = rng.uniform(0.4, 1.0, count)[number]
    level = (0.42 + 0.58 * body) * (0.78 + 0.22 * deep) * (1 + 0.06 * streak + 0.05 * broad - 0.22 * ring)
    picture = _tones(rng, REEDS, count, colour)[number] * level[..., None]
    wire = np.exp(-((((y * 4 + 0.5) % 1 - 0.5) / 4 / 0.0016) ** 2))
    picture = tones_in(picture, rgb("5d5344"), 0.75 * wire)
    return unit_range(picture), f32(half * body * deep - 0.0015 * wire)


def painted_boards(rng: Random, size: int, colour: Array | None) -> Skin:
    """Upright boards under old paint, ``colour`` or white: grain stands through it, edges are worn bare."""
    base = rgb("e6e3da") if colour is None else colour
    count = 8
    y, x = grid(size, size)
    number, across, half = _canes(rng, size, count, 0.1, 0.008)
    seam = (1 - np.abs(across)) * half
    fibre = weave_noise(rng, size, 4, 4, stretch=0.02, gain=0.8)
    shift = f32(rng.random(count)[number])
    grain = fetch(weave_noise(rng, size, 2.2, 4, stretch=0.045, gain=0.6), x, f32(y + shift))
    cloud = fetch(weave_noise(rng, size, 5, 5, stretch=0.5, gain=0.62), x, f32(y + shift))
    own = np.tanh(rng.standard_normal(count))[number]
    tone = 1 + 0.035 * own + 0.035 * cloud + 0.022 * fibre - 0.03 * ramp(grain, 0.2, 1.4)
    picture = base * tone[..., None]
    bare = rgb("8f8474") * (1 + 0.09 * fibre + 0.08 * grain)[..., None]
    chalky = np.clip(base * 0.72 + 0.2, 0, 1)
    picture = tones_in(picture, chalky, 0.4 * ramp(cloud, 0.4, 1.8))
    wear = 0.8 * cloud + 0.55 * fibre + 0.5 * grain + 1.1 * np.exp(-seam / 0.006)
    chipped = ramp(f32(wear), 1.95, 2.25)
    picture = tones_in(picture, bare, 0.9 * chipped)
    gap = 1 - ramp(f32(seam), 0.0009, 0.0022)
    picture = picture * (1 - 0.85 * gap - 0.12 * np.exp(-seam / 0.003) * (1 - gap))[..., None]
    nail = np.hypot((np.abs(across) - 0.62) * half, ((y * 2 + 0.5) % 1 - 0.5) / 2)
    head = 1 - ramp(f32(nail), 0.0016, 0.0028)
    picture = tones_in(picture, rgb("4d4138"), 0.6 * head)
    height = 0.0035 * ramp(f32(seam), 0.0, 0.005) + 0.00035 * fibre + 0.0003 * grain - 0.0006 * chipped
    return unit_range(picture), f32(height + 0.0004 * own - 0.003 * gap)


def wicker(rng: Random, size: int, colour: Array | None) -> Skin:
    """Woven rattan, strands of three over and under ribs."""
    base = rgb("b98f5c") if colour is None else colour
    y, x = grid(size, size)
    ribs, rows = 14, 56
    sway = 0.0012 * weave_noise(rng, size, 5, 3)
    u, v = x * ribs + 14 * sway, y * rows + 20 * sway.T
    row, rib = np.floor(v).astype(int), np.floor(u).astype(int)
    over = ((row // 2 + rib) % 2).astype(np.float32)
    along = np.sin(np.pi * (u % 1))
    strand = np.sqrt(np.clip(1 - (2 * (v % 1) - 1) ** 2, 0, 1))
    bow = over * along + (1 - over) * (1 - along)
    own = rng.normal(0, 1, rows).astype(np.float32)[row % rows]
    fine = weave_noise(rng, size, 160, 2, stretch=9, gain=0.9)
    level = (0.34 + 0.66 * strand * (0.45 + 0.55 * bow)) * (1 + 0.07 * own + 0.05 * fine)
    height = 0.004 * strand * (0.3 + 0.7 * bow)
    return unit_range(base * level[..., None]), f32(height)
