"""Grounds of a garden and of a craftsman's table seen from above, as textures that repeat: lawn, leaves, sand
in ripples, cork, kraft paper, riven slate. Each maker gives the colour (sRGB) and the height in periods."""

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, Random, grid, ramp, rgb
from core.scenes.parts.floats import f32
from core.scenes.parts.heightfield import Relief
from core.scenes.parts.periodic import fetch, soften, tones_in, unit_range, weave_noise
from core.scenes.parts.stones import Skin, crinkled
from core.scenes.parts.strokes import Strokes, wrapped

LAWN = ("789443", "68863c", "86a04e", "5d7933", "90a95a", "718d40", "a3ae70")


def lawn(rng: Random, size: int, colour: Array | None) -> Skin:
    """A mown lawn from above: short blades that stand close, tips catching the light, clover between."""
    soil = rgb("3c4a22")
    ground = f32(soil * (1 + 0.15 * weave_noise(rng, size, 40, 3))[..., None])
    below = Relief(unit_range(ground), np.zeros((size, size), np.float32))
    tones = 1.2 * np.stack([rgb(code) for code in LAWN])
    lower = Strokes(
        count=9000, length=(0.02, 0.045), width=(0.0036, 0.006), bend=0.35, top=0.03, dark=0.55, pieces=2
    )
    made = wrapped(rng, below, lower, tones * 0.8, 0.0, 3.0, 1.0)
    upper = Strokes(
        count=9000, length=(0.012, 0.036), width=(0.003, 0.0052), bend=0.4, top=0.045, dark=0.62, pieces=2
    )
    made = wrapped(rng, Relief(made.albedo, f32(made.height * 0.8)), upper, tones, 0.0, 3.0, 1.6)
    broad, fine = weave_noise(rng, size, 3, 3), weave_noise(rng, size, 160, 2, gain=0.9)
    picture = made.albedo * (1 + 0.05 * broad + 0.03 * fine)[..., None]
    if colour is not None:
        picture = picture * (colour / np.maximum(picture.mean((0, 1)), 0.02))
    return unit_range(picture), f32(made.height * 0.55)


def rippled_sand(rng: Random, size: int, colour: Array | None) -> Skin:
    """Sand that the wind has laid in ripples: they fork and run together, coarse grains in the troughs."""
    base = rgb(str(rng.choice(["d9c3a0", "dfcdae", "d3ba92"]))) if colour is None else colour
    y, _ = grid(size, size)
    bend = 0.03 * weave_noise(rng, size, 2, 2, gain=0.4) + 0.006 * weave_noise(rng, size, 6, 2)
    phase = (y + bend) * 12
    saw = f32(phase % 1)
    swell = np.clip(0.75 + 0.35 * weave_noise(rng, size, 5, 2, stretch=0.5), 0.25, 1.2)
    ripple = np.where(saw < 0.66, (saw / 0.66) ** 1.4, ((1 - saw) / 0.34) ** 1.1)
    ripple = soften(f32(ripple), 0.004) * swell
    grain, fine = weave_noise(rng, size, 190, 2, gain=0.9), weave_noise(rng, size, 400, 2, gain=1.0)
    tone = 0.97 + 0.05 * (ripple - 0.5) + 0.05 * grain + 0.07 * fine
    dark = ramp(weave_noise(rng, size, 260, 1), 1.4, 2.1) * (1.1 - ripple)
    picture = tones_in(base * tone[..., None], base * 0.62, 0.5 * dark)
    return unit_range(picture), f32(0.019 * ripple + 0.0005 * grain + 0.0004 * fine)


def cork(rng: Random, size: int, colour: Array | None) -> Skin:
    """Pressed cork: granules of many browns, dark bark between."""
    base = rgb("bd9468") if colour is None else colour
    few = size
    inside, own = _granules(rng, few, 70)
    fine = weave_noise(rng, size, 240, 3, gain=0.9)
    tone = 0.82 + 0.3 * (own - 0.4) + 0.08 * fine + 0.12 * ramp(inside, 0.0, 0.25)
    dark = ramp(own, 0.93, 0.97) + 0.8 * ramp(weave_noise(rng, size, 120, 2), 1.7, 2.3)
    picture = tones_in(base * tone[..., None], base * 0.42, 0.75 * np.clip(dark, 0, 1))
    return unit_range(picture), f32(0.0007 * ramp(inside, 0, 0.3) + 0.0003 * fine - 0.0006 * dark)


def _granules(rng: Random, size: int, across: int) -> tuple[Array, Array]:
    """Nearest-point cells that repeat: how far inside its own each texel is, and the cell's number 0…1."""
    spots = rng.uniform(0, 1, (across, across, 2)).astype(np.float32)
    own = rng.uniform(0, 1, (across, across)).astype(np.float32)
    y, x = (axis * across for axis in grid(size, size))
    y, x = y + 0.3 * weave_noise(rng, size, 120, 1), x + 0.3 * weave_noise(rng, size, 120, 1)
    row, column = np.floor(y).astype(int), np.floor(x).astype(int)
    best, second, value = (np.full((size, size), fill, np.float32) for fill in (9, 9, 0))
    for dy in (-1, 0, 1):
        for dx in (-1, 0, 1):
            r, c = (row + dy) % across, (column + dx) % across
            away = (x - column - dx - spots[r, c, 0]) ** 2 + (y - row - dy - spots[r, c, 1]) ** 2
            near = away < best
            second = np.where(near, best, np.minimum(second, away))
            value, best = np.where(near, own[r, c], value), np.where(near, away, best)
    return f32(np.sqrt(second) - np.sqrt(best)), f32(value)


def kraft(rng: Random, size: int, colour: Array | None) -> Skin:
    """Brown wrapping paper: its fibres, specks of bark, faint rollers' lines, a few soft creases."""
    base = rgb("b8946c") if colour is None else colour
    fibre = weave_noise(rng, size, 150, 2, stretch=6, gain=0.9) + weave_noise(rng, size, 150, 2, gain=0.9)
    line = weave_noise(rng, size, 90, 1, stretch=60)
    cloud = weave_noise(rng, size, 4, 4)
    speck = ramp(weave_noise(rng, size, 210, 1, stretch=2.5), 1.9, 2.6)
    tone = 1 + 0.014 * fibre + 0.012 * line + 0.012 * cloud
    picture = tones_in(base * tone[..., None], base * 0.62, 0.45 * speck)
    u, v = crinkled(rng, size, 2, 0.02, 2)
    crease = fetch(weave_noise(rng, size, 3, 1), u + v, v)
    fold = np.clip(1 - np.abs(crease) / 0.05, 0, 1) ** 2 * ramp(weave_noise(rng, size, 2, 2), -0.2, 0.9)
    return unit_range(picture), f32(0.0009 * soften(f32(fold), 0.002) + 0.00004 * fibre + 0.002 * cloud)


def black_slate(rng: Random, size: int, colour: Array | None) -> Skin:
    """A riven slate slab, nearly black: thin layers that broke away in shells, chalky scratches."""
    base = rgb("2e3133") if colour is None else colour
    u, v = crinkled(rng, size, 4, 0.05)
    layers = np.zeros((size, size), np.float32)
    for cells, deep in ((2, 1.0), (3, 0.7), (6, 0.4)):
        field = fetch(weave_noise(rng, size, cells, 4, stretch=1.3, gain=0.45), u, v) * 1.5
        level = np.floor(field)
        layers += f32(deep * (level + ramp(f32(field - level), 0.95, 1.0)))
    grain = weave_noise(rng, size, 30, 5, gain=0.7)
    fine = weave_noise(rng, size, 260, 2, gain=0.9)
    tone = 1 + 0.05 * np.sin(layers * 1.7) + 0.04 * grain + 0.05 * fine
    picture = base * tone[..., None]
    rust = ramp(weave_noise(rng, size, 4, 4, gain=0.6), 1.4, 2.4)
    picture = tones_in(picture, base * np.array([1.4, 1.2, 1.0]), 0.3 * rust)
    return unit_range(picture), f32(0.0034 * layers + 0.0009 * grain + 0.00015 * fine)


GREENS = (("3f6b35", "6f9a4c"), ("33602f", "5f8c46"), ("4a7a3a", "84a858"), ("2f5a33", "578a4c"))


def banana_leaves(rng: Random, size: int, colour: Array | None) -> Skin:
    """Large banana leaves one over the other: ribs, fine veins, torn edges, a waxy bloom."""
    return _fronds(rng, size, colour, monstera=False)


def monstera_leaves(rng: Random, size: int, colour: Array | None) -> Skin:
    """Monstera leaves one over the other, slit between their veins."""
    return _fronds(rng, size, colour, monstera=True)


def _fronds(rng: Random, size: int, colour: Array | None, monstera: bool) -> Skin:
    picture = f32(np.ones((size, size, 3)) * rgb("1f2f17"))
    height = np.zeros((size, size), np.float32)
    count, long, wide = (26, 0.28, 0.22) if monstera else (20, 0.6, 0.17)
    maps = grid(size, size), weave_noise(rng, size, 5, 3)
    first = float(rng.uniform(0, np.pi))
    for number in range(count):
        at = rng.random(2)
        turn = first + float(rng.normal(0, 0.55)) + np.pi * number if not monstera else rng.uniform(0, 6.28)
        reach = long * rng.uniform(0.85, 1.15)
        tones = GREENS[int(rng.integers(len(GREENS)))]
        dark, pale = (rgb(code) for code in tones)
        if colour is not None:
            dark, pale = 0.4 * dark + 0.5 * colour, 0.4 * pale + 0.7 * colour
        own = rng.uniform(0, 1, 4)
        made = _frond(size, at, float(turn), (reach, wide * reach / long), own, maps, (dark, pale), monstera)
        for area, tone, rise, cover in made:
            base = 0.0035 * (number + 1)
            picture[area] += (tone - picture[area]) * cover[..., None]
            height[area] += (base + rise - height[area]) * cover
    bloom = weave_noise(rng, size, 6, 4, gain=0.6)
    fine = weave_noise(rng, size, 220, 2, gain=0.9)
    aged = weave_noise(rng, size, 9, 4, gain=0.6)[..., None] * f32(np.array([0.04, 0.015, -0.015]))
    return unit_range(picture * (1 + 0.05 * bloom + 0.015 * fine)[..., None] * (1 + aged)), height


Piece = tuple[tuple[slice, slice], Array, Array, Array]


def _frond(
    size: int, at: Array, turn: float, reach: tuple[float, float], own: Array,
    maps: tuple[tuple[Array, Array], Array], tones: tuple[Array, Array], monstera: bool,
) -> list[Piece]:  # fmt: skip
    """One leaf about ``at`` (shares), also where it crosses the edges: areas with colour, rise and cover."""
    long, wide = reach
    (y, x), sway = maps
    own = own.astype(np.float32)
    # Half sizes of the box around the turned leaf.
    half = [
        float(np.hypot(long * trig(turn), wide * other(turn))) * 1.02
        for trig, other in ((np.cos, np.sin), (np.sin, np.cos))
    ]
    found = list[Piece]()
    for dx in (-1, 0, 1):
        for dy in (-1, 0, 1):
            middle = at[0] + dx, at[1] + dy
            low = [max(0, int((middle[axis] - half[axis]) * size)) for axis in (1, 0)]
            high = [min(size, int((middle[axis] + half[axis]) * size) + 1) for axis in (1, 0)]
            if low[0] >= high[0] or low[1] >= high[1]:
                continue
            area = slice(low[0], high[0]), slice(low[1], high[1])
            u, v = x[area] - np.float32(middle[0]), y[area] - np.float32(middle[1])
            cos, sin = np.float32(np.cos(turn)), np.float32(np.sin(turn))
            a = (u * cos + v * sin) / np.float32(long)
            b = (v * cos - u * sin) / np.float32(wide)
            b = b + 0.1 * (own[0] - 0.5) * a**2 + 0.015 * sway[area]
            found.append((area, *_blade(a, b, own, (long, wide), size, tones, monstera)))
    return found


def _blade(
    a: Array, b: Array, own: Array, reach: tuple[float, float], size: int, tones: tuple[Array, Array],
    monstera: bool,
) -> tuple[Array, Array, Array]:  # fmt: skip
    """Colour, rise and cover of a leaf at ``a`` along it and ``b`` across (-1…1 each)."""
    long, wide = reach
    side = np.abs(b)
    if monstera:
        half = np.sqrt(np.clip(1 - ((a + 0.12) / 0.92) ** 2, 0, 1)) * (1.0 - 0.3 * np.clip(a, 0, 1) ** 2)
        half = half * (1 - np.exp(-((a + 0.98) ** 2 + side**2) / 0.03))
        phase = f32((a * 3.4 - 1.1 * side + 0.3 * side**2 + own[1]) % 1)
        reached = np.clip((side / np.maximum(half, 0.05) - 0.3 - 0.12 * own[2]) / 0.6, 0, 1)
        cut = np.abs(phase - 0.5) / 3.4 - 0.026 * reached**0.7 * (1.2 - 0.5 * reached)
        inside = np.where(reached > 0, np.minimum(half - side, cut), half - side)
    else:
        half = np.clip(1 - np.abs(a) ** 2.6, 0, 1) ** 0.75 * (1 - 0.12 * a)
        phase = f32((a * 150 * long - 2.6 * side**1.6 + own[1]) % 1)
        tears = np.abs(((a * 3.1 + 0.33 * side + own[2]) % 1) - 0.5)
        torn = side > 0.6 + 0.3 * own[3]
        inside = np.where(torn, np.minimum(half - side, (tears - 0.006) * 3), half - side)
    cover = np.clip(inside * wide * size + 0.5, 0, 1)
    rib = np.exp(-((side * wide / 0.0065) ** 2))
    edge = np.exp(-(np.clip(inside, 0, 1) * wide / 0.004))
    vein = 0.5 + 0.5 * np.cos(2 * np.pi * phase)
    sharp = vein**6 if monstera else vein
    dark, pale = tones
    share = (
        0.35 + 0.25 * sharp * (0.8 if monstera else 0.5) + 0.25 * side + 0.2 * edge + 0.12 * (own[3] - 0.5)
    )
    colour = tones_in(f32(np.ones((*a.shape, 3)) * dark), pale, f32(share))
    colour = tones_in(colour, np.clip(pale * 1.25 + 0.06, 0, 1), 0.75 * rib)
    arch = 0.02 * np.clip(side, 0, 1) * (1 - 0.75 * side)
    rise = arch + 0.0028 * rib + (0.0011 if monstera else 0.0005) * (vein if not monstera else -sharp)
    return f32(colour), f32(rise), f32(cover)


def reduced(skin: Skin, size: int) -> Skin:
    """The texture with ``size`` texels a side."""
    albedo, height = skin
    if albedo.shape[0] <= size:
        return skin
    maps = (cv2.resize(one, (size, size), interpolation=cv2.INTER_AREA) for one in (albedo, height))
    first, second = maps
    return f32(first), f32(second)
