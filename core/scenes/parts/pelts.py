"""Pile, fur, stalks and blades by the thousand as textures that repeat, and patterned carpets. Each maker
gives the colour (sRGB) and the height in periods."""

import numpy as np

from core.scenes.parts.canvas import Array, Random, grid, ramp, rgb
from core.scenes.parts.floats import f32
from core.scenes.parts.heightfield import Relief
from core.scenes.parts.periodic import fetch, soften, tones_in, unit_range, vector, weave_noise
from core.scenes.parts.stones import Skin
from core.scenes.parts.strokes import Strokes, wrapped


def _flat(size: int, colour: Array) -> Relief:
    return Relief(f32(np.ones((size, size, 3)) * colour), np.zeros((size, size), np.float32))


def _coloured(codes: tuple[str, ...]) -> Array:
    return np.stack([rgb(code) for code in codes])


def wool_rug(rng: Random, size: int, colour: Array | None) -> Skin:
    """A shaggy wool rug: thick soft yarns that lie every way, no two of quite one tone."""
    base = rgb("e6ddd0") if colour is None else colour
    tones = np.clip(base * np.array([[1.0], [1.03], [0.97], [0.94], [1.01]]), 0, 1)
    how = Strokes(
        count=11000, length=(0.04, 0.085), width=(0.0045, 0.0075), bend=0.7, top=0.012, dark=0.9, pieces=3,
        fold=0.03,
    )  # fmt: skip
    made = wrapped(rng, _flat(size, base * 0.86), how, tones, 0.0, 0.7, 3.0)
    fibre = weave_noise(rng, size, 240, 2, gain=0.9)
    tuft = weave_noise(rng, size, 40, 2)
    tone = 1 + 0.03 * fibre + 0.015 * tuft
    return unit_range(soften(made.albedo, 0.0011) * tone[..., None]), f32(
        soften(made.height, 0.0012) + 0.0004 * fibre
    )


def fur(rng: Random, size: int, colour: Array | None) -> Skin:
    """A sheepskin: fine hair in locks that flow one over the other."""
    base = rgb("ece5d9") if colour is None else colour
    return _hair(rng, size, f32(np.ones((size, size, 3)) * base), 0.006, 26, 0.55)


def _hair(rng: Random, size: int, paint: Array, long: float, cells: int, locks: float) -> Skin:
    """Hair of a painted skin, drawn out along a flow: ``long`` is the reach of a step in periods, ``locks``
    how much hairs hold together."""
    y, x = grid(size, size)
    angle = 1.3 + 0.9 * weave_noise(rng, size, 2, 3, gain=0.6)
    angle = angle + locks * (0.6 * weave_noise(rng, size, 9, 2) + 0.35 * weave_noise(rng, size, 22, 1))
    du, dv = f32(np.cos(angle) * long), f32(np.sin(angle) * long)
    hairs = weave_noise(rng, size, 300, 1) + 0.6 * weave_noise(rng, size, 140, 1)
    lock = weave_noise(rng, size, cells, 2, gain=0.7)
    u, v = x.copy(), y.copy()
    fine, mass, tone = np.zeros_like(x), np.zeros_like(x), np.zeros_like(paint)
    steps = 8
    for step in range(steps):
        fine += fetch(hairs, u, v)
        mass += fetch(lock, u, v)
        if step % 2:
            tone += 2 * fetch(paint, u, v)
        u, v = u + 0.75 * fetch(du, u, v), v + 0.75 * fetch(dv, u, v)
    fine, mass = f32(fine / 3.0), f32(mass / steps)
    level = 0.95 + 0.035 * fine + 0.07 * locks * np.tanh(mass * 1.5)
    picture = tone / steps * level[..., None]
    return unit_range(picture), f32(0.0035 * locks * np.tanh(mass) + 0.0004 * fine)


def shaggy_pile(rng: Random, size: int, colour: Array | None) -> Skin:
    """A fluffy rug: soft strands in tufts that lean every way, dark where one sees between them."""
    base = rgb("e8e0d4") if colour is None else colour
    return _tufted(rng, size, base, (0.0022, 26, 0.8), 0.3)


def deep_fur(rng: Random, size: int, colour: Array | None) -> Skin:
    """A sheepskin with long wool: locks that flow, part and cover one another, their tips the palest."""
    base = rgb("ede6da") if colour is None else colour
    return _tufted(rng, size, base, (0.0036, 9, 0.5), 0.21)


def _tufted(rng: Random, size: int, base: Array, hair: tuple[float, int, float], deep: float) -> Skin:
    """Pile of that colour, its ``hair`` a step's reach in periods, tufts per period and how far they lean;
    ``deep`` is the share of light lost between tufts."""
    long, cells, lean = hair
    y, x = grid(size, size)
    angle = 1.1 + 1.1 * weave_noise(rng, size, 2, 3, gain=0.6) + lean * weave_noise(rng, size, cells, 2)
    du, dv = f32(np.cos(angle) * long), f32(np.sin(angle) * long)
    tufts = weave_noise(rng, size, 1.6 * cells, 2, gain=0.6)
    hairs = weave_noise(rng, size, 260, 2, gain=0.9)
    u, v, fine, mass = x.copy(), y.copy(), np.zeros_like(x), np.zeros_like(x)
    steps = 12
    for step in range(steps):
        # A hair is palest at its tip, where it starts, so that strands end instead of fading.
        fine += (1.4 - 0.8 * step / steps) * fetch(hairs, u, v)
        mass += fetch(tufts, u, v)
        u, v = u + fetch(du, u, v), v + fetch(dv, u, v)
    fine, mass = f32(fine / 5.5), f32(np.tanh(mass / steps * 1.3))
    low = f32(np.clip(0.42 - 0.34 * mass - 0.2 * fine, 0, 1.4))
    level = 0.99 - deep * low**1.25 + 0.05 * fine + 0.025 * weave_noise(rng, size, 3, 3)
    warm = 1 - low[..., None] * (1 - base) * vector(0.05, 0.1, 0.2)
    return unit_range(base * level[..., None] * warm), f32(0.003 * mass + 0.0006 * fine)


def cowhide(rng: Random, size: int, colour: Array | None) -> Skin:
    """A cowhide: short glossy hair, white with large brown or black patches."""
    patch = rgb(str(rng.choice(["6b4630", "2a2320", "8a5a38"]))) if colour is None else colour
    field = weave_noise(rng, size, 2, 5, gain=0.42) + 0.05 * weave_noise(rng, size, 60, 2)
    share = ramp(field, -0.1, 0.06)
    paint = tones_in(np.ones((size, size, 3), np.float32) * rgb("ece6dc"), patch, share)
    speck = ramp(weave_noise(rng, size, 40, 2), 1.6, 2.2) * (1 - share)
    paint = tones_in(paint, patch * 1.1, 0.6 * speck)
    return _hair(rng, size, paint, 0.0032, 60, 0.3)


STRAW = ("dcc088", "ceac6c", "e8d4a2", "c09a5c", "d8ba78", "eadeb8", "b39058")


def straw(rng: Random, size: int, colour: Array | None) -> Skin:
    """Straw strewn thickly: stalks across one another, some split."""
    tones = _coloured(STRAW)
    below = _flat(size, rgb("a8885a"))
    long = Strokes(
        count=2600, length=(0.09, 0.26), width=(0.004, 0.008), bend=0.06, top=0.024, dark=0.93, pieces=2,
        fold=0.16,
    )  # fmt: skip
    made = wrapped(rng, below, long, tones, 0.0, 3.0, 0.6)
    fibre = weave_noise(rng, size, 200, 2, stretch=2, gain=0.8)
    picture = made.albedo * (1 + 0.04 * fibre)[..., None]
    if colour is not None:
        picture = picture * (colour / made.albedo.mean((0, 1)))
    return unit_range(picture), made.height


PERSIAN = (
    ("6f2a2b", "27304a", "d2c4a4", "9a7448", "5a6b66"),
    ("2b3850", "74322f", "cfc2a4", "937048", "6c7c80"),
    ("84503e", "323e42", "d4c7ad", "a98350", "656f5c"),
)


def persian(rng: Random, size: int, colour: Array | None) -> Skin:
    """A hand-knotted oriental carpet: rosettes, palmettes and tendrils mirrored about their axes, every knot
    seen, dyed in bands."""
    field, dark, pale, gold, green = _coloured(PERSIAN[int(rng.integers(len(PERSIAN)))])
    field = field if colour is None else colour
    knots = 256
    at = (np.arange(knots, dtype=np.float32) + 0.5) / knots
    x, y = np.meshgrid(np.abs(at * 2 - 1), np.abs(at * 2 - 1))
    drawn = _arabesque(rng, x, y, (field, dark, pale, gold, green))
    row, column = (grid(size, size)[axis] * knots for axis in (0, 1))
    place = (row % knots).astype(int), (column % knots).astype(int)
    own = rng.standard_normal((knots, knots)).astype(np.float32)[place]
    abrash = weave_noise(rng, size, 9, 2, stretch=9)
    u, v = 2 * (column % 1) - 1, 2 * (row % 1) - 1
    knot = f32(np.clip(1 - u**4 - v**4, 0, 1))
    fuzz = weave_noise(rng, size, 230, 2, gain=0.9)
    tone = 0.86 + 0.12 * knot + 0.05 * own + 0.035 * abrash + 0.05 * fuzz
    picture = soften(drawn[place], 0.0012) * tone[..., None]
    return unit_range(picture), f32(0.0011 * knot + 0.0006 * fuzz + 0.0002 * own)


def _arabesque(rng: Random, x: Array, y: Array, dyes: tuple[Array, ...]) -> Array:
    """The carpet's design over a quarter that is mirrored (x, y 0…1 from its axes), as colours."""
    field, dark, pale, gold, green = dyes
    made = f32(np.ones((*x.shape, 3)) * field)

    wave = 0.5 + 0.16 * np.sin(2 * np.pi * x + 0.6) + 0.05 * np.sin(4 * np.pi * x)
    for line, wide in ((np.abs(y - wave), 0.011), (np.abs(x - 0.42 - 0.15 * np.sin(2 * np.pi * y)), 0.011)):
        _fill(made, f32(wide - line), gold)
    for fx, fy, phase in ((7, 5, 0.2), (6, 7, 1.4)):
        vine = np.abs(np.sin(np.pi * fx * x + phase) * np.sin(np.pi * fy * y + 2 * phase) - 0.3)
        _fill(made, f32(0.07 - vine), 0.7 * field + 0.3 * green)
    count = 60
    spots = rng.uniform(0.03, 0.97, (count, 2))
    for index, (sx, sy) in enumerate(spots):
        _rosette(made, x - sx, y - sy, 0.034, 5 + index % 3, (green, dark) if index % 2 else (pale, gold))
    medals = ((0.0, 0.0, 0.34), (1.0, 1.0, 0.3), (0.42, 0.52, 0.17), (1.0, 0.1, 0.14), (0.1, 1.0, 0.14))
    rings = (
        (1.0, dark, 8), (0.86, pale, 8), (0.76, field, 8), (0.5, gold, 12), (0.4, dark, 12), (0.24, pale, 6),
        (0.12, field, 6),
    )  # fmt: skip
    for sx, sy, reach in medals:
        for share, colour, petals in rings:
            _rosette(made, x - sx, y - sy, reach * share, petals, (colour,))
    return made


def _fill(made: Array, inside: Array, colour: Array) -> None:
    np.copyto(made, f32(colour), where=(inside > 0)[..., None])


def _rosette(made: Array, u: Array, v: Array, reach: float, petals: int, tones: tuple[Array, ...]) -> None:
    """A flower of so many petals seen from above: its colour, and another one's heart."""
    away, turn = np.hypot(u, v), np.arctan2(v, u)
    edge = reach * (0.84 + 0.16 * np.abs(np.cos(petals * turn / 2)))
    for tone, share in zip(tones, (1.0, 0.45), strict=False):
        _fill(made, f32(share * edge - away), tone)
