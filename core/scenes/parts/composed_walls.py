"""Walls that are no one material: a wardrobe's doors, a door in its frame, a sprayed wall, a hedge.
Reliefs of the picture's own size; ``high`` metres are seen from top to bottom."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from core.scenes.parts.canvas import Array, Random, blur, grid, ramp, rgb
from core.scenes.parts.climbers import CLIMBERS
from core.scenes.parts.closed_walls import garage_door, shutters
from core.scenes.parts.floats import Numbers, f32
from core.scenes.parts.graffiti import METRES as SPRAYED
from core.scenes.parts.graffiti import ROWS, SIDE, sprayed
from core.scenes.parts.heightfield import Relief
from core.scenes.parts.leafage import sprite, stamp, tones
from core.scenes.parts.straight import material
from core.scenes.parts.swatches import pick

Seed = tuple[int, int]
Size = tuple[int, int]
FRONTS = ("e9e5dc", "dcd6ca", "c9cec4", "b9a58a", "8f7a62")
LOCKERS = ("5f7f96", "8d979c", "4f6d63", "b8bcbd", "9c4a44")
DOORS = ("3f6473", "5b7a5e", "7d3b34", "2f3d4a", "c9bfae", "a5824f")
HOUSES = ("e6dccb", "dcc9ae", "d8c3b4", "e9e4da", "cfb79a")
SMALLER = 1.7
"""How much smaller letters are on a wall that one stands before than along a street."""
IRON = "2b2826"
BRASS = "b08d4f"


def _profile(inset: Numbers, unit: float) -> Array:
    """The height of a moulding at a distance inside the edge of its field, in picture heights; ``unit`` is a
    metre of them: the rail, a bead, the sunk panel."""
    metres = inset / unit
    step = 0.006 * (1 - ramp(f32(metres), 0.0, 0.0035)) + 0.003 * np.exp(-(((metres - 0.011) / 0.004) ** 2))
    return f32(step * unit)


def _panels(at: tuple[Array, Array], boxes: list[tuple[float, float, float, float]], unit: float) -> Array:
    """How far inside the nearest of the fields (left, top, right, bottom) each point is, negative outside."""
    x, y = at
    inset = np.full(x.shape, -1.0, np.float32)
    for left, top, right, bottom in boxes:
        here = np.minimum(np.minimum(x - left, right - x), np.minimum(y - top, bottom - y))
        inset = np.maximum(inset, f32(here))
    return f32(inset)


def wardrobe(size: Size, high: float, seed: Seed, colour: str | None) -> Relief:
    """The doors of a built-in wardrobe with sunk panels and small knobs, what hangs before where two meet."""
    rng = np.random.default_rng((*seed, 31))
    y, x = grid(*size)
    aspect, unit = size[1] / size[0], 1 / high
    wide = float(np.clip(0.46 * unit, 0.3 * aspect, 0.62 * aspect))
    base = rgb((colour or pick(rng, FRONTS)).removeprefix("#"))
    across = (x - aspect / 2) / wide + 0.5 + 0.5
    number, place = np.floor(across), (across % 1) * wide
    rail = 0.075 * unit
    middle = float(rng.uniform(0.56, 0.66))
    spans = [(-1.0, middle - rail / 2), (middle + rail / 2, 2.0)]
    inset = _panels((place, y), [(rail, top, wide - rail, bottom) for top, bottom in spans], unit)
    gap = np.minimum(place, wide - place)
    seam = 1 - ramp(f32(gap), 0.0012 * unit, 0.0022 * unit)
    peel = blur(f32(rng.standard_normal(size)), 0.0015 * size[0])
    knob = np.full(size, 1.0, np.float32)
    for side in (-1, 1):
        knob_x = aspect / 2 + side * 0.036 * unit
        knob = np.minimum(knob, np.hypot(x - knob_x, y - middle + 0.02) * high)
    ball = np.clip(1 - (knob / 0.014) ** 2, 0, 1)
    cover = (ball > 0).astype(np.float32)
    height = np.where(inset > 0, _profile(inset, unit), np.float32(0.006 * unit)) - 0.006 * unit * seam
    tone = base * (1 + 0.006 * np.tanh(number * 1.7 + seed[0]) + 0.004 * peel)[..., None]
    crease = np.exp(-((np.abs(inset) / (0.0025 * unit)) ** 2))
    tone = tone * (1 - 0.07 * crease - 0.75 * seam)[..., None]
    metal = rgb(str(rng.choice((BRASS, IRON, "b8b8b6")))) * (0.7 + 0.5 * ball)[..., None]
    tone = tone * (1 - cover[..., None]) + metal * cover[..., None]
    return Relief(f32(np.clip(tone, 0, 1)), f32(height + 0.012 * unit * np.sqrt(ball)), 0.06)


def door(size: Size, high: float, seed: Seed, colour: str | None) -> Relief:
    """A painted door with sunk panels in its frame, the house's wall on both sides."""
    rng = np.random.default_rng((*seed, 37))
    y, x = grid(*size)
    aspect, unit = size[1] / size[0], 1 / high
    half = _half(aspect, unit)
    base = rgb((colour or pick(rng, DOORS)).removeprefix("#"))
    u = x - aspect / 2
    stile, rail = 0.105 * unit, 0.11 * unit
    rows = [(-0.2, 0.5 - rail / 2), (0.5 + rail / 2, 0.86), (0.86 + rail, 1.4)]
    columns = [(-half + stile, -stile / 2), (stile / 2, half - stile)]
    boxes = [(left, top, right, bottom) for left, right in columns for top, bottom in rows]
    inset = _panels((u, y), boxes, unit)
    height = np.where(inset > 0, _profile(inset, unit) - 0.0, np.float32(0.006 * unit))
    raised = ramp(f32(inset), 0.03 * unit, 0.05 * unit) * 0.004 * unit
    crease = np.exp(-((np.abs(inset) / (0.003 * unit)) ** 2))
    brush = blur(f32(rng.standard_normal(size)), 0.0012 * size[0])
    tone = base * (1 + 0.008 * brush - 0.09 * crease)[..., None]
    leaf = Relief(f32(np.clip(tone, 0, 1)), f32(height + raised), 0.1)
    return _in_its_frame(leaf, rng, size, high, seed, half, base)


def plank_door(size: Size, high: float, seed: Seed, colour: str | None) -> Relief:
    """An old door of upright planks with iron straps, in a wall of plaster."""
    rng = np.random.default_rng((*seed, 41))
    y, x = grid(*size)
    aspect, unit = size[1] / size[0], 1 / high
    half = _half(aspect, unit)
    if colour is None:
        made = material("sharp rustic wood", size, high, seed, None, np.pi / 2)
        base = rgb("6f5741")
    else:
        made, base = material("painted boards", size, high, seed, colour), rgb(colour.removeprefix("#"))
    tone, height = made.albedo.copy(), made.height.copy()
    hinge = -1 if rng.random() < 0.5 else 1
    for row in (0.17, 0.83):
        along = (x - aspect / 2) * -hinge + half
        thick = (0.022 - 0.012 * ramp(f32(along), 0.3 * half, 1.25 * half)) * unit
        tip = np.clip(1.3 * half - along, 0, None)
        inside = np.minimum(thick - np.abs(y - row), tip)
        cover = ramp(f32(inside), -0.0008, 0.0008)
        rust = 1 + 0.25 * blur(f32(rng.standard_normal(size)), 0.002 * size[0])
        tone = tone * (1 - cover[..., None]) + (rgb(IRON) * rust[..., None]) * cover[..., None]
        height = height + cover * 0.006 * unit
    return _in_its_frame(
        Relief(f32(np.clip(tone, 0, 1)), f32(height), 0.03), rng, size, high, seed, half, base
    )


def _half(aspect: float, unit: float) -> float:
    """Half a door's width: no wider than leaves its frame in the picture."""
    return min(0.43 * unit, 0.385 * aspect)


def _in_its_frame(
    leaf: Relief, rng: Random, size: Size, high: float, seed: Seed, half: float, paint: Array
) -> Relief:
    """The leaf between its posts, set back a little in the wall; a handle on it."""
    y, x = grid(*size)
    aspect, unit = size[1] / size[0], 1 / high
    wall = material("plaster", size, high, seed, f"#{rng.choice(HOUSES)}")
    gone = np.abs(x - aspect / 2)
    post = 0.07 * unit
    on_leaf = ramp(f32(half - gone), -0.0006, 0.0006)
    on_post = ramp(f32(half + post - gone), -0.0006, 0.0006) * (1 - on_leaf)
    reveal = 0.05 * unit
    height = (
        on_leaf * leaf.height + on_post * (0.022 * unit) + (1 - on_leaf - on_post) * (wall.height + reveal)
    )
    framed = (
        np.clip(paint * 0.92 + 0.03, 0, 1) * (1 + 0.01 * blur(f32(rng.standard_normal(size)), 2))[..., None]
    )
    tone = leaf.albedo * on_leaf[..., None] + framed * on_post[..., None]
    tone = tone + wall.albedo * (1 - on_leaf - on_post)[..., None]
    seam = np.exp(-((np.abs(gone - half) / (0.0022 * unit)) ** 2))
    corner = np.exp(-np.clip(half + post - gone, 0, None) / (0.012 * unit)) * (gone < half + post)
    tone = tone * (1 - 0.7 * seam - 0.25 * corner)[..., None]
    side = 1 if rng.random() < 0.5 else -1
    at = aspect / 2 + side * (half - 0.055 * unit), 0.66
    knob = np.hypot(x - at[0], y - at[1]) / (0.027 * unit)
    ball = np.clip(1 - knob**2, 0, 1)
    cover = ramp(f32(1 - knob), -0.02, 0.04)[..., None]
    tone = tone * (1 - cover) + rgb(BRASS) * (0.6 + 0.6 * ball[..., None]) * cover
    return Relief(f32(np.clip(tone, 0, 1)), f32(height + 0.02 * unit * np.sqrt(ball)), leaf.gloss)


def lockers(size: Size, high: float, seed: Seed, colour: str | None) -> Relief:
    """A row of steel lockers: narrow doors with louvres above and below, a handle and a number plate each."""
    rng = np.random.default_rng((*seed, 59))
    y, x = grid(*size)
    aspect, unit = size[1] / size[0], 1 / high
    wide = 0.31 * unit
    base = rgb((colour or pick(rng, LOCKERS)).removeprefix("#"))
    across = (x - aspect / 2) / wide + 0.5 + float(rng.uniform(-0.2, 0.2))
    place = (across % 1) * wide
    edge = np.minimum(place, wide - place)
    seam = 1 - ramp(f32(edge), 0.002 * unit, 0.0035 * unit)
    fold = np.exp(-np.clip(edge - 0.0035 * unit, 0, None) / (0.004 * unit))
    height = 0.004 * unit * (1 - fold) - 0.02 * unit * seam
    tone = np.broadcast_to(base, (*size, 3)) * (1 - 0.85 * seam - 0.1 * fold * (1 - seam))[..., None]
    inside = np.abs(place - wide / 2) < 0.075 * unit
    for top in (0.06, 0.9):
        row = (y - top) / (0.022 * unit)
        slot = np.clip(1 - np.abs((row % 1) - 0.5) / 0.2, 0, 1) * inside * (row > 0) * (row < 5)
        tone = tone * (1 - 0.7 * slot)[..., None]
        lip = np.clip(1 - np.abs((row % 1) - 0.8) / 0.12, 0, 1) * inside * (row > 0) * (row < 5)
        height = height + 0.006 * unit * lip
    grip = np.hypot((place - wide + 0.045 * unit) / 0.012, (y - 0.56) / 0.034) * high
    cup = np.clip(1 - grip, 0, 1)
    tone = tone * (1 - np.minimum(cup * 3, 1)[..., None]) + rgb("b9bcbe") * np.minimum(cup * 3, 1)[..., None]
    plate = (np.abs(place - wide / 2) < 0.022 * unit) & (np.abs(y - 0.27) < 0.012 * unit)
    tone = np.where(plate[..., None], rgb("dcdcd8"), tone)
    scuff = blur(f32(rng.standard_normal(size)), 0.004 * size[0])
    tone = tone * (1 + 0.03 * scuff / max(float(scuff.std()), 1e-6) * 0.5)[..., None]
    return Relief(f32(np.clip(tone, 0, 1)), f32(height + 0.01 * unit * np.sqrt(cup)), 0.16)


def graffiti(size: Size, high: float, seed: Seed, colour: str | None) -> Relief:
    """A wall of concrete or of painted brick that was sprayed all over."""
    rng = np.random.default_rng((*seed, 43))
    name = str(rng.choice(("concrete", "painted brick")))
    wall = material(name, size, high, seed, colour)
    paint = sprayed(seed)[ROWS:]
    y, x = grid(*size)
    texel = SMALLER * SIDE / SPRAYED
    columns = (x * high * texel + float(rng.uniform(0, SIDE))) % SIDE
    rows = np.clip(ROWS - 8 - (1 - y) * min(high * texel, ROWS - 16), 0, ROWS - 1)
    low, left = np.floor(rows).astype(int), np.floor(columns).astype(int)
    fy, fx = (rows - low)[..., None], (columns - left)[..., None]
    below, right = np.minimum(low + 1, ROWS - 1), (left + 1) % SIDE
    made = (paint[low, left] * (1 - fx) + paint[low, right] * fx) * (1 - fy)
    made = made + (paint[below, left] * (1 - fx) + paint[below, right] * fx) * fy
    cover = made[..., 3:]
    tone = np.clip(made[..., :3], 0, 1) ** (1 / 2.2)
    grain = wall.albedo / np.maximum(wall.albedo.mean((0, 1)), 0.05)
    tone = wall.albedo * (1 - 0.94 * cover) + tone * np.clip(0.25 + 0.75 * grain, 0.5, 1.2) * 0.94 * cover
    return Relief(f32(np.clip(tone, 0, 1)), wall.height, 0.02)


def hedge(size: Size, high: float, seed: Seed, colour: str | None) -> Relief:
    """A wall grown over by leaves, in layers."""
    return _grown(size, high, seed, ("4f6b3a", "5d7a44", "3f5a30", "6b8550", "46633a"), None)


def flower_wall(size: Size, high: float, seed: Seed, colour: str | None) -> Relief:
    """A wall of roses and leaves, as photographers set up."""
    rng = np.random.default_rng((*seed, 47))
    own = CLIMBERS["climbing roses"].blossoms if colour is None else (colour.removeprefix("#"),)
    return _grown(size, high, seed, ("55703f", "48633a", "6a8350"), (str(rng.choice(own)), *own))


def _grown(
    size: Size, high: float, seed: Seed, greens: tuple[str, ...], petals: tuple[str, ...] | None
) -> Relief:
    rng = np.random.default_rng((*seed, 53))
    aspect = size[1] / size[0]
    dark = np.broadcast_to(rgb("1c2615"), (*size, 3)).astype(np.float32).copy()
    made = Relief(dark, np.zeros(size, np.float32), np.zeros(size, np.float32))
    count = int(1500 * aspect * high**2 / 1.44)
    for number in range(count):
        share = number / count
        spot = float(rng.uniform(-0.05, aspect + 0.05)), float(rng.uniform(-0.05, 1.05))
        long = float(rng.uniform(0.05, 0.085)) / high
        own = tones(rng, greens, 0.1) * (0.45 + 0.55 * share)
        way = float(rng.normal(np.pi / 2, 0.9))
        stamp(
            made,
            sprite(("beech", "birch")[number % 2], int(rng.integers(5))),
            spot,
            long,
            way,
            own,
            0.004 / high,
        )
    for _ in range(int(125 * aspect * high**2 / 1.44) if petals else 0):
        assert petals is not None
        _rose(
            rng,
            made,
            (float(rng.uniform(0, aspect)), float(rng.uniform(0, 1))),
            high,
            rgb(str(rng.choice(petals))),
        )
    return made


def _rose(rng: Random, made: Relief, at: tuple[float, float], high: float, tone: Array) -> None:
    """One full rose seen from the front."""
    size, turn = float(rng.uniform(0.085, 0.125)) / high, float(rng.uniform(0, 6.28))
    for ring, (count, reach, long) in enumerate(
        ((6, 0.3, 0.62), (6, 0.22, 0.5), (5, 0.13, 0.4), (4, 0.06, 0.28))
    ):
        for number in range(count):
            way = turn + 0.5 * ring + number * 2 * np.pi / count
            spot = at[0] + reach * size * np.cos(way), at[1] + reach * size * np.sin(way)
            level = float(rng.normal(1, 0.03)) * (1.06 - 0.09 * ring)
            two = f32(np.stack([np.clip(tone * level, 0, 1), np.clip(tone * 0.9 * level, 0, 1)]))
            stamp(made, sprite("petal", int(rng.integers(5))), spot, long * size, way, two, 0.003 / high, 0.8)


Composer = Callable[[Size, float, Seed, "str | None"], Relief]
COMPOSED: Mapping[str, Composer] = MappingProxyType(
    {
        "wardrobe": wardrobe,
        "door": door,
        "plank door": plank_door,
        "graffiti wall": graffiti,
        "lockers": lockers,
        "shutters": shutters,
        "garage door": garage_door,
        "hedge wall": hedge,
        "flower wall": flower_wall,
    }
)
"""By the wall's name."""
