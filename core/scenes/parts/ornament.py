"""Grounds with a pattern in one or two colours: laid tiles, parquet, cloth, crumpled paper. Each maker takes
the random numbers, the texels of a side and the colours asked for (sRGB: ``None``, three numbers, or 2×3 for
the pattern and what it is on) and gives the colour (sRGB) and the height in periods."""

import numpy as np
from numpy.typing import NDArray

from core.scenes.parts.canvas import Array, Random, grid, ramp, rgb
from core.scenes.parts.floats import f32
from core.scenes.parts.masonry import tiles
from core.scenes.parts.periodic import covered, fetch, soften, tones_in, unit_range, vector, weave_noise
from core.scenes.parts.stones import Skin

WHITE = "f1efe9"


def pair(rng: Random, asked: Array | None, usual: tuple[tuple[str, str], ...]) -> tuple[Array, Array]:
    """The pattern's colour and its ground's: those asked for, a lone one on white, or a usual pair."""
    one, two = usual[int(rng.integers(len(usual)))]
    if asked is None:
        return rgb(one), rgb(two)
    if asked.ndim == 2:
        return asked[0], asked[1]
    return asked, rgb(WHITE) if float(asked.mean()) < 0.75 else rgb("2f3438")


def _glazed(rng: Random, size: int, colour: Array, form: str, rows: int) -> Skin:
    """Tiles of that colour at each point (N×N×3): their body, glaze and grout."""
    white = rgb(WHITE)
    body, height = tiles(rng, size, white, form)
    y, x = grid(size, size)
    away = np.minimum(np.abs((x * rows + 0.5) % 1 - 0.5), np.abs((y * rows + 0.5) % 1 - 0.5)) / rows
    joint = covered(f32(away), 0.0019 if form == "square" else 0.0016, size)[..., None]
    grout = rgb("b9b4aa") * (1 + 0.04 * weave_noise(rng, size, 90, 3, gain=0.8))[..., None]
    picture = colour * (body / white)
    return unit_range(picture * (1 - joint) + grout * joint), height


def checkered(rng: Random, size: int, asked: Array | None) -> Skin:
    """Square tiles of two colours by turns."""
    first, second = pair(rng, asked, (("2b2d2f", WHITE), ("6f7f86", "ecebe6"), ("8a5a44", "efe6d8")))
    y, x = grid(size, size)
    which = (np.floor(x * 6) + np.floor(y * 6)) % 2
    own = rng.normal(1, 0.02, (6, 6))[np.floor(y * 6).astype(int), np.floor(x * 6).astype(int)]
    colour = np.where(which[..., None] > 0, first, second) * own[..., None]
    cloud = weave_noise(rng, size, 16, 4, gain=0.6)
    return _glazed(rng, size, f32(colour * (1 + 0.02 * cloud)[..., None]), "square", 6)


BLUES = (("2b5597", "f0ede4"), ("2f6fa8", "f3f0e8"), ("24457f", "eee9dc"))


def azulejo(rng: Random, size: int, asked: Array | None) -> Skin:
    """Tiles painted by hand, four of which make a rosette: the brush's pools and pale edges show."""
    ink, ground = pair(rng, asked, BLUES)
    y, x = grid(size, size)
    shake = 0.0022 * weave_noise(rng, size, 40, 3), 0.0022 * weave_noise(rng, size, 40, 3)
    u, v = (x + shake[0]) * 6, (y + shake[1]) * 6
    row, column = np.floor(v), np.floor(u)
    # Folded so that every tile is the mirror image of its neighbours.
    s, t = np.abs((u - column) - (column % 2)), np.abs((v - row) - (row % 2))
    painted = _rosette(s, t, int(rng.integers(3)))
    texel = 6 / size
    dark, light = (ramp(f32(one), -texel, texel) for one in painted)
    pool = weave_noise(rng, size, 60, 4, gain=0.7)
    brush = weave_noise(rng, size, 110, 2, stretch=4, gain=0.8)
    pale = ground + 0.42 * (ink - ground)
    picture = np.ones((size, size, 3)) * ground * (1 + 0.008 * pool)[..., None]
    picture = tones_in(picture, pale, light * np.clip(0.75 + 0.12 * pool + 0.1 * brush, 0.3, 1))
    picture = tones_in(picture, ink * 0.92, dark * np.clip(0.86 + 0.09 * pool + 0.06 * brush, 0.4, 1))
    return _glazed(rng, size, f32(picture), "square", 6)


def _rosette(s: Array, t: Array, design: int) -> tuple[Array, Array]:
    """How far inside the dark and the pale parts of a design points of a quarter (0…1) are: one centre at
    (0, 0), another at (1, 1)."""
    near, far = np.hypot(s, t), np.hypot(1 - s, 1 - t)
    angle, other = np.arctan2(t, s), np.arctan2(1 - t, 1 - s)
    if design == 0:
        petals = 0.36 + 0.16 * np.cos(8 * angle)
        dark = np.maximum(0.028 - np.abs(near - petals), 0.1 - near)
        dark = np.maximum(dark, 0.02 - np.abs(near - 0.66))
        dark = np.maximum(dark, 0.022 - np.abs(far - 0.2))
        light = np.maximum(petals - 0.03 - near, np.minimum(0.2 - far, far - 0.06))
        dots = 0.04 - np.hypot(near - 0.75, (np.abs(angle - np.pi / 4) - 0.33) * 0.75)
        return np.maximum(dark, dots), light
    if design == 1:
        star = np.maximum(s + t, 1.35 * np.maximum(s, t)) - 0.06 * np.cos(4 * angle)
        dark = np.maximum(0.024 - np.abs(star - 0.62), 0.02 - np.abs(star - 0.72))
        leaf = 0.12 * np.sin(np.clip((near - 0.1) / 0.42, 0, 1) * np.pi) - np.abs(angle - np.pi / 4) * near
        dark = np.maximum(dark, np.minimum(leaf, leaf))
        dark = np.maximum(dark, 0.024 - np.abs(far - (0.24 + 0.06 * np.cos(8 * other))))
        return np.maximum(dark, 0.08 - near), np.maximum(
            0.6 - star - 0.5 * np.clip(leaf + 0.03, 0, 1), 0.13 - far
        )
    ring = np.minimum(0.86 - near, near - 0.74)
    scroll = 0.03 - np.abs(near - 0.5 - 0.09 * np.sin(6 * angle))
    dark = np.maximum(np.maximum(ring, scroll), 0.14 - near + 0.05 * np.cos(8 * angle))
    dark = np.maximum(dark, 0.16 - far - 0.04 * np.cos(8 * other))
    return dark, np.minimum(0.44 - near, near - 0.24)


def hexagons(rng: Random, size: int, asked: Array | None) -> Skin:
    """Cement tiles with six sides, each of its own shade; of two colours, here and there one of the
    second."""
    base, second = pair(rng, asked, (("d8d4cb", "c2bfb8"), ("9aa6a3", "d9d6cd"), ("c9b9a6", "e3dccf")))
    if asked is not None and asked.ndim == 1:
        second = np.clip(base * 0.9, 0, 1)
    across, down = 7, 8
    y, x = grid(size, size)
    best, runner = (np.full((size, size), 9.0, np.float32) for _ in range(2))
    number = np.zeros((size, size), int)
    u, v = x * across, y * down * np.sqrt(0.75)
    for dy in (-1, 0, 1):
        row = np.floor(y * down) + dy
        for dx in (-1, 0, 1):
            column = np.floor(u - 0.5 * (row % 2)) + dx
            away = np.hypot(u - column - 0.5 - 0.5 * (row % 2), v - (row + 0.5) * np.sqrt(0.75))
            nearer = away < best
            runner = np.where(nearer, best, np.minimum(runner, away))
            number = np.where(nearer, (row % down) * across + column % across, number).astype(int)
            best = np.where(nearer, away, best)
    edge = f32((runner - best) / 2 / across)
    joint = covered(edge, 0.0022, size)
    own = rng.standard_normal(across * down)
    picked = rng.random(across * down) < (0.35 if asked is not None and asked.ndim == 2 else 0.2)
    colour = np.where(picked[number][..., None], second, base) * (1 + 0.03 * own[number])[..., None]
    cloud, fine = weave_noise(rng, size, 14, 4, gain=0.65), weave_noise(rng, size, 160, 2, gain=0.9)
    picture = colour * (1 + 0.02 * cloud + 0.012 * fine)[..., None]
    grout = rgb("a9a49a") * (1 + 0.05 * fine)[..., None]
    soft = np.exp(-np.clip(edge - 0.0022, 0, None) / 0.002)
    return unit_range(picture + joint[..., None] * (grout - picture)), f32(-0.0012 * joint - 0.0008 * soft)


STAVE_UNITS, STAVE_LONG = 12, 6
"""Widths of a stave in a tile of herringbone, and in a stave's length."""
PARQUET = ("b98d5c", "a67b4c", "c79f70", "9c7348", "8a6540")


def staves(size: int) -> tuple[Array, Array, NDArray[np.intp]]:
    """A herringbone of ``size``² texels: the place along (0…``STAVE_LONG``) and across (0…1) its stave, and
    which of the 2 × ``STAVE_UNITS``² numbers that is."""
    units, long = STAVE_UNITS, STAVE_LONG
    y, x = grid(size, size)
    column, row = np.floor(x * units).astype(int), np.floor(y * units).astype(int)
    u, v = x * units - column, y * units - row
    turn = (column - row) % (2 * long)
    flat = turn < long
    along = np.where(flat, turn + u, 2 * long - 1 - turn + v)
    across = np.where(flat, v, u)
    start = np.where(flat, column - turn, row - (2 * long - 1 - turn)) % units
    number = np.where(flat, row * units + start, units * units + column * units + start)
    return along, across, number


def herringbone(rng: Random, size: int, asked: Array | None) -> Skin:
    """Old oak parquet in herringbone, staves six times as long as wide, each cut from another board."""
    base = rgb(str(rng.choice(PARQUET))) if asked is None else (asked[0] if asked.ndim == 2 else asked)
    units, long = STAVE_UNITS, STAVE_LONG
    along, across, number = staves(size)
    own = rng.standard_normal((3, 2 * units * units))[:, number]
    shift = rng.random((2, 2 * units * units))[:, number]
    grain = weave_noise(rng, size, 44, 5, stretch=14, gain=0.75)
    broad = weave_noise(rng, size, 9, 3, stretch=6)
    pore = weave_noise(rng, size, 150, 1, stretch=16)
    a, b = along / (2.2 * units) + shift[0], across / (2.2 * units) + shift[1]
    fibre, band, dots = (fetch(field, a, b) for field in (grain, broad, pore))
    ring = np.sin(9 * band + 1.5 * fibre + 6 * shift[0])
    tone = 1 + 0.075 * own[0] + 0.05 * fibre + 0.035 * ring - 0.1 * ramp(dots, 1.2, 2.2)
    picture = base * tone[..., None] * (1 + own[1][..., None] * vector(0.02, 0.0, -0.025))
    edge = np.minimum(np.minimum(across, 1 - across), np.minimum(along, long - along)) / units
    gap = covered(f32(edge), 0.0008, size)
    soft = np.exp(-edge / 0.0016)
    worn = weave_noise(rng, size, 4, 4, gain=0.6)
    picture = picture * (1 - 0.7 * gap - 0.16 * soft + 0.025 * worn)[..., None]
    return unit_range(picture), f32(-0.0009 * soft + 0.00008 * fibre + 0.0003 * own[2] * (across - 0.5))


def crumpled(rng: Random, size: int, asked: Array | None) -> Skin:
    """Paper that was crumpled and smoothed out again: flat facets that meet in sharp creases."""
    base = rgb(str(rng.choice(["efece5", "e6ded0", "f3f1ec"]))) if asked is None else asked.reshape(-1, 3)[0]
    few = min(size, 512)
    height = np.zeros((few, few), np.float32)
    for count, deep in ((26, 0.016), (110, 0.0075), (420, 0.0028)):
        height += deep * _facets(rng, few, count)
    height = fetch(soften(height, 0.0007), *reversed(grid(size, size)))
    fibre = weave_noise(rng, size, 200, 2, stretch=1.5, gain=0.9)
    ridge = height - soften(height, 0.006)
    tone = 1 + 0.006 * fibre + 9 * np.clip(ridge, -0.004, 0.004)
    return unit_range(base * tone[..., None]), f32(height + 0.00003 * fibre)


def _facets(rng: Random, size: int, count: int) -> Array:
    """Heights of about ±1 between ``count`` points, flat between any three neighbours; repeating."""
    from scipy.interpolate import LinearNDInterpolator

    at, level = rng.random((count, 2)), rng.uniform(-1, 1, count)
    moves = [np.array([dx, dy]) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
    spots = np.concatenate([at + move for move in moves])
    kept = ((spots > -0.5) & (spots < 1.5)).all(1)
    between = LinearNDInterpolator(spots[kept], np.tile(level, len(moves))[kept])
    y, x = grid(size, size)
    return f32(np.nan_to_num(between(x, y)))


def checked_cloth(rng: Random, size: int, asked: Array | None) -> Skin:
    """Gingham of cotton: stripes of a colour both ways, darkest where they cross."""
    ink, ground = pair(
        rng, asked, (("b0262c", WHITE), ("2f5590", WHITE), ("4b7350", WHITE), ("3a3d40", WHITE))
    )
    return _woven(rng, size, ink, ground, both=True)


def striped_cloth(rng: Random, size: int, asked: Array | None) -> Skin:
    """Striped linen or cotton: broad stripes with a narrow one on each side."""
    ink, ground = pair(
        rng, asked, (("3f5f8a", "efeae0"), ("9c4a3f", "f1ebdf"), ("5c6e5a", "eee8da"), ("4a4a4c", "efece5"))
    )
    return _woven(rng, size, ink, ground, both=False)


def _woven(rng: Random, size: int, ink: Array, ground: Array, both: bool) -> Skin:
    y, x = grid(size, size)
    yarns, count = 240, 10
    sway = 0.0012 * weave_noise(rng, size, 6, 2)
    u, v = x + sway, y + sway.T
    warp, weft = np.cos(2 * np.pi * u * yarns), np.cos(2 * np.pi * v * yarns)
    kept = float(np.clip(size / (2 * yarns) - 0.8, 0, 1))

    def stripe(at: Array) -> Array:
        part = (at * count) % 1
        wide = count / size
        broad = ramp(0.25 - np.abs(part - 0.5), -wide, wide)
        narrow = ramp(0.028 - np.abs(np.abs(part - 0.5) - 0.34), -wide, wide)
        return broad if both else np.maximum(broad, narrow)

    share = 0.5 * (stripe(f32(u)) + stripe(f32(v))) if both else stripe(f32(u))
    thick = weave_noise(rng, size, yarns, 1, stretch=24)
    slub = 0.5 * (thick + weave_noise(rng, size, yarns, 1, stretch=24).T)
    wrinkle, fold = weave_noise(rng, size, 5, 4, gain=0.5), np.abs(weave_noise(rng, size, 2, 3, gain=0.45))
    tone = 1 + 0.05 * kept * (warp + weft) + 0.04 * slub + 0.008 * wrinkle
    picture = (ground + share[..., None] * (ink - ground)) * tone[..., None]
    crease = np.exp(-((fold / 0.05) ** 2))
    return unit_range(picture), f32(
        0.0016 * wrinkle + 0.0022 * soften(f32(crease), 0.003) + 0.00012 * kept * (warp + weft)
    )
