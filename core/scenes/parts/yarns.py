"""Yarn worked into cloth as textures that repeat: woven, knitted, looped, tufted. Each maker takes the random
numbers, the texels of a side and a colour (sRGB or ``None`` for the cloth's own) and gives the colour (sRGB)
and the height in periods."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.scenes.parts.canvas import Array, Random, grid, ramp, rgb
from core.scenes.parts.floats import f32
from core.scenes.parts.periodic import soften, tones_in, unit_range, weave_noise
from core.scenes.parts.stones import Skin
from core.scenes.parts.weaves import creases

PLAIN = np.array([[1, 0], [0, 1]], bool)
TWILL = np.array([[1, 1, 1, 0], [1, 1, 0, 1], [1, 0, 1, 1], [0, 1, 1, 1]], bool)
"""Warp over three wefts and under one, each row one to the side: a diagonal rib."""
EVEN_TWILL = np.array([[1, 1, 0, 0], [1, 0, 0, 1], [0, 0, 1, 1], [0, 1, 1, 0]], bool)
"""Where the warp lies on top, rows by columns."""


@dataclass(frozen=True)
class Woven:
    """What of a cloth is seen at each texel: whether the ``warp`` is on top, how high the yarn rises (0…1),
    the place ``across`` it (-1…1) and ``along`` it (in crossings), and the number of its yarn."""

    warp: npt.NDArray[np.bool_]
    rise: Array
    across: Array
    along: Array
    yarn: npt.NDArray[np.int32]


def woven(rng: Random, size: int, warps: int, wefts: int, over: npt.NDArray[np.bool_], sway: float) -> Woven:
    """A weave of so many yarns a period; ``sway`` is how unevenly they run, in yarns."""
    y, x = grid(size, size)
    x = x + sway / warps * weave_noise(rng, size, max(4, warps // 3), 2)
    y = y + sway / wefts * weave_noise(rng, size, max(4, wefts // 3), 2)
    column, row = np.floor(x * warps).astype(np.int32), np.floor(y * wefts).astype(np.int32)
    s, t = f32(2 * (x * warps - column) - 1), f32(2 * (y * wefts - row) - 1)
    high, wide = over.shape
    top = over[row % high, column % wide]

    def bulge(at: Array, before: npt.NDArray[np.bool_], after: npt.NDArray[np.bool_]) -> Array:
        """A float sinks at its two ends, where it goes under."""
        one = np.where(before == top, 1.0, ramp(at, -1.35, -0.1))
        two = np.where(after == top, 1.0, ramp(-at, -1.35, -0.1))
        return f32(one * two)

    above, below = over[(row - 1) % high, column % wide], over[(row + 1) % high, column % wide]
    left, right = over[row % high, (column - 1) % wide], over[row % high, (column + 1) % wide]
    warp_rise = np.sqrt(np.clip(1 - (0.96 * s) ** 2, 0, 1)) * (0.35 + 0.65 * bulge(t, above, below))
    weft_rise = np.sqrt(np.clip(1 - (0.96 * t) ** 2, 0, 1)) * (0.35 + 0.65 * bulge(s, left, right))
    return Woven(
        top,
        f32(np.where(top, warp_rise, weft_rise)),
        f32(np.where(top, s, t)),
        f32(np.where(top, y * wefts, x * warps)),
        np.where(top, column % warps, row % wefts + warps).astype(np.int32),
    )


def _twist(cloth: Woven, turns: float, size: int, yarns: int) -> Array:
    """The slant lines of a twisted yarn, -1…1, faded where they are finer than two texels."""
    kept = float(np.clip(size / (yarns * turns * 3) - 0.4, 0, 1))
    return f32(kept * np.sin(2 * np.pi * (turns * cloth.along + 0.55 * cloth.across)))


def jute(rng: Random, size: int, colour: Array | None, apart: float = 1.0) -> Skin:
    """A jute rug: thick hairy yarns in plain weave, no two of one tone: ``apart`` is how far."""
    base = rgb("b8a07a") if colour is None else colour
    yarns = 40
    cloth = woven(rng, size, yarns, yarns + 10, PLAIN, 0.16)
    own = (np.float32(apart) * rng.standard_normal(2 * yarns + 10).astype(np.float32))[cloth.yarn]
    slub = weave_noise(rng, size, 22, 3, gain=0.7)
    fibre = weave_noise(rng, size, 260, 2, stretch=2.0, gain=0.9)
    twist = _twist(cloth, 1.6, size, yarns)
    rise = cloth.rise * (1 + 0.07 * slub)
    tone = 0.76 + 0.28 * rise + 0.045 * own + 0.015 * slub + 0.06 * fibre + 0.06 * twist
    picture = tones_in(base * tone[..., None], base * np.array([1.06, 1.02, 0.92]), 0.3 + 0.3 * own)
    hair = ramp(weave_noise(rng, size, 200, 1, stretch=9), 1.2, 2.2)
    picture = tones_in(picture, np.clip(base * 1.3, 0, 1), 0.5 * hair)
    return unit_range(picture), f32(0.0052 * rise + 0.0006 * twist * rise + 0.0004 * fibre)


def upholstery(rng: Random, size: int, colour: Array | None) -> Skin:
    """A sofa's cover: coarse slubby yarns in basket weave."""
    base = rgb("b3aca0") if colour is None else colour
    yarns = 64
    basket = np.kron(PLAIN.astype(int), np.ones((2, 2), int)).astype(bool)
    cloth = woven(rng, size, yarns, yarns, basket, 0.3)
    own = rng.standard_normal(2 * yarns).astype(np.float32)[cloth.yarn]
    slub = weave_noise(rng, size, 26, 3, gain=0.8)
    fibre = weave_noise(rng, size, 220, 2, gain=0.9)
    rise = cloth.rise * (1 + 0.14 * slub)
    tone = 0.86 + 0.18 * rise + 0.04 * own + 0.03 * slub + 0.04 * fibre
    return unit_range(base * tone[..., None]), f32(0.0042 * rise + 0.0004 * fibre)


def plush(rng: Random, size: int, colour: Array | None) -> Skin:
    """A sofa's velvet, drawn tight: its short pile brushed this way and that."""
    base = rgb("4f5f63") if colour is None else colour
    brushed = weave_noise(rng, size, 3, 4, gain=0.6)
    stroke = np.tanh(1.6 * weave_noise(rng, size, 4, 2, stretch=0.6))
    pile = weave_noise(rng, size, 240, 2, gain=0.9)
    tone = 0.98 + 0.03 * brushed + 0.025 * stroke + 0.04 * pile
    return unit_range(base * tone[..., None]), f32(0.0006 * pile + 0.0004 * stroke)


def denim(rng: Random, size: int, colour: Array | None) -> Skin:
    """Denim: indigo warps over white wefts in twill, worn pale along its creases."""
    base = rgb("3f5573") if colour is None else colour
    yarns = 176
    cloth = woven(rng, size, yarns, yarns, TWILL, 0.2)
    own = rng.standard_normal(2 * yarns).astype(np.float32)[cloth.yarn]
    slub = weave_noise(rng, size, yarns, 1, stretch=1 / 20) if size >= 2 * yarns else np.float32(0)
    wash = weave_noise(rng, size, 2, 5, gain=0.7)
    fold = f32(0.5 * creases(rng, size, 2, 0.012, 0.25))
    worn = np.clip(0.3 + 0.1 * wash + 8 * (fold - fold.mean()), 0, 0.6)
    pale = np.clip(base * 0.5 + 0.46, 0, 1)
    blue = base * (0.88 + 0.13 * own + 0.06 * slub)[..., None]
    picture = np.where(cloth.warp[..., None], tones_in(blue, pale, 0.35 * worn), pale * 0.8)
    picture = picture * (0.74 + 0.3 * cloth.rise)[..., None]
    return unit_range(picture), f32(0.0022 * cloth.rise + fold)


def bed_linen(rng: Random, size: int, colour: Array | None) -> Skin:
    """Cotton sheets on a bed that was slept in: long soft folds with sharp crests, a fine plain weave."""
    base = rgb("f1efeb") if colour is None else colour
    fold = creases(rng, size, 5, 0.05, 0.22) + creases(rng, size, 9, 0.012, 0.3)
    swell = weave_noise(rng, size, 2, 2)
    wrinkle = weave_noise(rng, size, 14, 3, gain=0.6)
    thread = weave_noise(rng, size, 300, 1, stretch=10) + weave_noise(rng, size, 300, 1, stretch=10).T
    tone = 0.985 + 0.008 * thread + 0.006 * swell
    return unit_range(base * tone[..., None]), f32(fold + 0.005 * swell + 0.0006 * wrinkle)


def towel(rng: Random, size: int, colour: Array | None) -> Skin:
    """Terry: short loops close together, brushed this way and that."""
    base = rgb("e9e6e0") if colour is None else colour
    y, x = grid(size, size)
    rows = 150
    lean = 0.5 * weave_noise(rng, size, 4, 3)
    x = x + 0.7 / rows * weave_noise(rng, size, 60, 2) + 0.5 * lean / rows
    y = y + 0.7 / rows * weave_noise(rng, size, 60, 2)
    row = np.floor(y * rows)
    u, v = 2 * ((x * rows * 0.8 + 0.5 * (row % 2)) % 1) - 1, 2 * ((y * rows) % 1) - 1
    loop = np.sqrt(np.clip(1 - 0.8 * u**2 - 0.8 * v**2, 0, 1))
    hole = np.exp(-((u - 0.1) ** 2 + (v - 0.15) ** 2) / 0.05)
    uneven = weave_noise(rng, size, 75, 3, gain=0.8)
    rise = loop * (1 + 0.3 * uneven) - 0.35 * hole
    fold = 0.4 * creases(rng, size, 2, 0.01, 0.3)
    tone = 0.9 + 0.1 * rise + 0.02 * lean + 0.035 * uneven
    return unit_range(base * tone[..., None]), f32(0.0038 * rise + 0.001 * uneven + fold)


def knitted(rng: Random, size: int, colour: Array | None) -> Skin:
    """A knitted blanket in stocking stitch, of chunky or of plain wool: columns of Vs."""
    base = rgb("cfc4b4") if colour is None else colour
    columns = int(rng.choice([18, 26, 34]))
    rise, ply = stitched(rng, size, columns)
    fuzz = weave_noise(rng, size, 210, 3, gain=0.9)
    cloud = weave_noise(rng, size, 3, 3)
    fold = 0.14 * creases(rng, size, 2, 0.008, 0.3)
    tone = 0.7 + 0.34 * rise + 0.05 * ply + 0.045 * fuzz + 0.02 * cloud
    deep = 0.2 / columns
    return unit_range(base * tone[..., None]), f32(deep * (rise + 0.07 * ply + 0.05 * fuzz) + fold)


def stitched(rng: Random, size: int, columns: int) -> tuple[Array, Array]:
    """Stocking stitch of so many ``columns`` a period: how high the yarn rises (0…1), its twist (-1…1)."""
    rows = round(columns * 1.25)
    y, x = grid(size, size)
    x = x + 0.1 / columns * weave_noise(rng, size, 7, 2)
    y = y + 0.22 / rows * weave_noise(rng, size, 7, 2)
    column = np.floor(x * columns)
    s = f32(2 * (x * columns - column) - 1)
    own = rng.standard_normal((rows, columns)).astype(np.float32) * 0.14
    rise, along, across = (np.full((size, size), fill, np.float32) for fill in (0.0, 0.0, 0.0))
    for below in (-1, 0, 1, 2):
        # Every stitch reaches into the next row, whose Vs lie over its own tips.
        row = np.floor(y * rows) - below
        t = f32(y * rows - row - 0.5)
        lift = own[row.astype(int) % rows, column.astype(int) % columns]
        side = np.abs(s)
        reach = (t - lift * 0.3) / 1.05
        leg = side - (0.5 + 0.34 * reach)
        inside = 1 - (leg / (0.44 * (1 + 0.1 * lift))) ** 2 - (reach / 1.02) ** 4
        bow = np.sqrt(np.clip(inside, 0, 1)) * (0.85 + 0.22 * np.clip(0.7 - reach, -0.6, 0.8))
        higher = bow > rise
        rise, along, across = (
            np.where(higher, new, old) for new, old in ((bow, rise), (reach, along), (leg, across))
        )
    kept = float(np.clip(size / (columns * 18) - 0.4, 0, 1))
    way = np.where(s > 0, 1.0, -1.0)
    return rise, f32(kept * np.sin(2 * np.pi * (1.7 * along + 2.4 * way * across)))


CHECKS = ("b3262c", "2f4f8f", "3f6b4a", "c9973f")


def picnic(rng: Random, size: int, colour: Array | None) -> Skin:
    """A picnic blanket in woollen twill: checks of a colour and white, fine lines between."""
    base = rgb(str(rng.choice(CHECKS))) if colour is None else colour
    white = rgb("efe9dd")
    yarns = 192
    cloth = woven(rng, size, yarns, yarns, EVEN_TWILL, 0.25)
    number = np.where(cloth.warp, cloth.yarn, cloth.yarn - yarns) % 48
    dyed = (number < 21) | ((number > 32) & (number < 36))
    dark = (number > 8) & (number < 12)
    fuzz = weave_noise(rng, size, 150, 3, gain=0.9)
    picture = np.where(dyed[..., None], base, white) * np.where(dark, 0.62, 1.0)[..., None]
    picture = picture * (0.84 + 0.2 * cloth.rise + 0.05 * fuzz)[..., None]
    picture = tones_in(soften(f32(picture), 0.0006), white * 0.9, 0.08 * ramp(fuzz, 0, 2))
    return unit_range(picture), f32(
        0.0012 * cloth.rise + 0.0006 * fuzz + 0.4 * creases(rng, size, 2, 0.012, 0.3)
    )


def terry(rng: Random, size: int, colour: Array | None) -> Skin:
    """A bath or beach towel's loops: small, upright, brushed in soft patches, hardly higher than they are
    wide."""
    base = rgb("e9e6e0") if colour is None else colour
    loops = weave_noise(rng, size, 170, 1) + 0.5 * weave_noise(rng, size, 300, 1, gain=0.9)
    row = weave_noise(rng, size, 170, 1, stretch=0.12)
    lean = weave_noise(rng, size, 5, 3, gain=0.6)
    tuft = weave_noise(rng, size, 44, 2, gain=0.7)
    hollow = ramp(-loops, 0.7, 2.0)
    tone = 1 + 0.05 * np.tanh(loops) + 0.02 * row + 0.02 * lean + 0.022 * tuft - 0.07 * hollow
    return unit_range(base * tone[..., None]), f32(0.0005 * np.tanh(loops) + 0.0005 * tuft + 0.00015 * row)


def short_pile(rng: Random, size: int, colour: Array | None) -> Skin:
    """A tufted rug's cut pile: threads end in dots, tufts lean together, feet and hoovers leave it lighter
    here and darker there."""
    base = rgb("b8afa3") if colour is None else colour
    lean = weave_noise(rng, size, 3, 3, gain=0.55)
    ends = weave_noise(rng, size, 260, 2, gain=0.9)
    tuft = weave_noise(rng, size, 62, 2, gain=0.6)
    gap = ramp(-tuft - 0.5 * ends, 1.0, 3.0)
    tone = 1 + 0.06 * np.tanh(ends) + 0.025 * np.tanh(tuft) + 0.035 * lean - 0.07 * gap
    return unit_range(base * tone[..., None]), f32(
        0.0006 * np.tanh(tuft) + 0.0003 * np.tanh(ends) + 0.0025 * lean
    )


def flat_weave(rng: Random, size: int, colour: Array | None) -> Skin:
    """A kilim's weft-faced weave: thick wefts beaten close over hidden warps, dyed a little unevenly."""
    base = rgb("b8afa3") if colour is None else colour
    yarns = 110
    cloth = woven(rng, size, yarns // 2, yarns, PLAIN, 0.2)
    own = rng.standard_normal(2 * yarns).astype(np.float32)[cloth.yarn % (2 * yarns)]
    dyed = weave_noise(rng, size, yarns // 3, 2, stretch=0.1)
    fibre = weave_noise(rng, size, 240, 2, stretch=0.5, gain=0.9)
    tone = 0.86 + 0.16 * cloth.rise + 0.03 * own + 0.03 * dyed + 0.05 * fibre
    return unit_range(base * tone[..., None]), f32(0.002 * cloth.rise + 0.0004 * fibre)
