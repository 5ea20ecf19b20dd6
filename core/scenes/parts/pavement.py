"""What streets are paved with, as tiles that repeat: asphalt, cobbles, slabs, concrete, planks, brick.

A tile's channels are tone (linear, about 1), the slopes of its surface across and along (±1), and a second
number per stone (about 0…1), by which its colour and its share of damp differ.
"""

from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt

from core.scenes.parts.canvas import Array, Random, blur
from core.scenes.parts.floats import Numbers, f32, ramp
from core.scenes.parts.perspective import Tile, periodic, slopes

VARIANTS = 6
"""How many tiles there are of each paving; places differ by where a tile begins, and by its stains."""


def texels(height: int) -> int:
    """How fine a tile must be for a picture of that height."""
    return 256 if height <= 256 else 512 if height <= 640 else 1024


def paving_tile(name: str, variant: int, height: int) -> Tile:
    """The tile of that paving, fine enough for a picture of ``height`` px."""
    return _tile(name, variant % VARIANTS, texels(height))


@lru_cache(maxsize=24)
def _tile(name: str, variant: int, size: int) -> Tile:
    make = MAKERS.get(name, MAKERS["asphalt"])
    return make(np.random.default_rng([variant, len(name)]), size)


def _stacked(tone: Numbers, height: Numbers, metres: float, deep: float, other: Numbers) -> Tile:
    """A tile of tone, height (whose unit is ``deep`` metres) and a number per stone."""
    return Tile(f32(np.dstack([f32(tone), slopes(f32(height), metres, deep), f32(other)])), metres)


def stones(rng: Random, size: int, cells: int) -> tuple[Array, Array]:
    """A repeating cover of small stones, ``cells`` each way: distance from each stone's middle in its own
    size (0…1) and a number 0…1 per stone."""
    step = max(1, 1024 // size)
    whole = size * step
    jitter = rng.uniform(0.12, 0.88, (2, cells, cells))
    number = rng.random((cells, cells)).astype(np.float32)
    row, column = np.meshgrid(np.arange(cells), np.arange(cells), indexing="ij")
    at_row: npt.NDArray[np.intp] = ((row + jitter[0]) * whole / cells).astype(np.intp) % whole
    at_column: npt.NDArray[np.intp] = ((column + jitter[1]) * whole / cells).astype(np.intp) % whole
    free = np.ones((whole, whole), np.uint8)
    free[at_row, at_column] = 0
    edge = 24
    padded = np.pad(free, edge, mode="wrap")
    away, label = cv2.distanceTransformWithLabels(padded, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL)
    values = np.zeros(int(label.max()) + 1, np.float32)
    own = np.zeros((whole, whole), np.float32)
    own[at_row, at_column] = number
    seeds = padded == 0
    index = np.asarray(label, np.intp)
    values[index[seeds]] = np.pad(own, edge, mode="wrap")[seeds]
    inner = slice(edge, -edge)
    away = np.clip(away[inner, inner] * cells / whole / 0.75, 0, 1).astype(np.float32)
    each = values[index[inner, inner]]
    if step > 1:
        away = cv2.resize(away, (size, size), interpolation=cv2.INTER_AREA)
        each = cv2.resize(each, (size, size), interpolation=cv2.INTER_AREA)
    return f32(away), f32(each)


def asphalt(rng: Random, size: int) -> Tile:
    """Chippings of a centimetre in bitumen, some pale, worn unevenly; hairline cracks."""
    metres = 3.0
    away, each = stones(rng, size, 256)
    fine = periodic(rng, size, (300, 300), 2, 0.8)
    patch = periodic(rng, size, (3, 3), 5, 0.62)
    clump = periodic(rng, size, (70, 70), 2, 0.8)
    worn = ramp(patch, -1.2, 1.4)
    top = (1 - away**2) * ramp(each, 0.1, 0.6)
    pale = ramp(each, 0.55, 1.0) ** 2
    tone = 0.62 + top * (0.28 + 0.75 * pale * (0.4 + worn)) + 0.07 * fine + 0.09 * clump + 0.07 * patch
    height = top * (0.5 + 0.5 * each) + 0.16 * fine + 0.35 * clump + 0.4 * patch
    tone = tone * (1 - 0.55 * cracks(rng, size, 3))
    return _stacked(np.clip(tone, 0.2, 2.2), height, metres, 0.006, each)


def cracks(rng: Random, size: int, count: int) -> Array:
    """Fine wandering cracks, 0…1, repeating."""
    made = np.zeros((size, size), np.float32)
    for _ in range(count):
        steps = rng.normal(0, 0.45, 60).cumsum() * 0.35 + rng.uniform(0, 2 * np.pi)
        path = np.cumsum(np.stack([np.cos(steps), np.sin(steps)], 1) * 0.012, 0) + rng.random(2)
        for across in (-1, 0, 1):
            for down in (-1, 0, 1):
                line = np.round((path + np.array([across, down])) * size * 16).astype(np.int32)
                cv2.polylines(made, [line], False, 1.0, max(1, size // 512), cv2.LINE_AA, 4)
    return blur(made, size / 2200) * min(1.0, size / 512)


def concrete(rng: Random, size: int) -> Tile:
    """Cast concrete: clouds, pores, a few cracks and water marks."""
    metres = 3.0
    clouds = periodic(rng, size, (2, 2), 6, 0.6)
    fine = periodic(rng, size, (180, 180), 2, 0.8)
    pores = ramp(periodic(rng, size, (120, 120), 1), 1.9, 2.6)
    tone = 1 + 0.1 * clouds + 0.05 * fine - 0.35 * pores
    tone = tone * (1 - 0.4 * cracks(rng, size, 2))
    return _stacked(tone, 0.35 * fine - pores + clouds, metres, 0.004, ramp(clouds, -1.5, 1.5))


def _grid_stones(
    rng: Random, size: int, rows: int, columns: int, joint: float, rounding: float, shifted: float
) -> tuple[Array, Array, Array, Array]:
    """Stones in shifted rows, each a little askew: joint 0…1, dome height 0…1, two numbers per stone."""
    whole = 1024
    y, x = np.mgrid[0:whole, 0:whole].astype(np.float32) / whole
    wobble = periodic(rng, whole, (rows * 0.8, rows * 0.8), 3, 0.6)
    v = y * rows + wobble * 0.05 * rounding
    row = np.floor(v).astype(int) % rows
    offset = (rng.random(rows) * shifted + 0.5 * (np.arange(rows) % 2) * (1 - shifted)).astype(np.float32)
    u = x * columns + offset[row] + np.roll(wobble, 97, 1) * 0.05 * rounding
    column = np.floor(u).astype(int) % columns
    first, second = rng.random((2, rows, columns)).astype(np.float32)
    lean = rng.normal(0, 0.05, (2, rows, columns)).astype(np.float32) * rounding
    du, dv = np.abs(u % 1 - 0.5), np.abs(v % 1 - 0.5)
    wide = columns / rows
    edge = np.minimum((0.5 - du) / wide, 0.5 - dv) + lean[0, row, column] * (u % 1 - 0.5)
    gap = 1 - ramp(edge, joint * 0.55, joint * 1.45)
    dome = ramp(edge, 0, 0.42 * max(rounding, 0.15)) + lean[1, row, column] * (v % 1 - 0.5) * 2
    return gap, dome, first[row, column], second[row, column]


def _sized(size: int, *planes: Numbers) -> list[Array]:
    return [
        f32(plane)
        if np.shape(plane)[0] == size
        else f32(cv2.resize(f32(plane), (size, size), interpolation=cv2.INTER_AREA))
        for plane in planes
    ]


def cobbles(rng: Random, size: int) -> Tile:
    """Granite setts of about 11 cm, domed by wear, sand and dirt between."""
    metres = 2.2
    parts = _grid_stones(rng, size, 20, 17, 0.055, 1.0, 1.0)
    gap, dome, each, other = _sized(size, *parts)
    grain = periodic(rng, size, (150, 150), 2, 0.8)
    soft = periodic(rng, size, (30, 30), 3, 0.6)
    tone = (0.72 + 0.5 * each + 0.12 * grain + 0.08 * soft) * (1 - gap) + (0.32 + 0.06 * grain) * gap
    tone = tone * (0.72 + 0.28 * dome)
    return _stacked(tone, dome * 2.2 + 0.05 * soft + 0.03 * grain, metres, 0.013, other)


def slabs(rng: Random, size: int) -> Tile:
    """Concrete or stone slabs of 60 by 40 cm with thin joints."""
    metres = 3.2
    parts = _grid_stones(rng, size, 8, 5, 0.011, 0.12, 0.0)
    gap, dome, each, other = _sized(size, *parts)
    grain = periodic(rng, size, (220, 220), 2, 0.8)
    cloud = periodic(rng, size, (4, 4), 5, 0.6)
    tone = (0.92 + 0.16 * each + 0.06 * grain + 0.07 * cloud) * (1 - 0.62 * gap)
    return _stacked(tone, dome * 0.8 + 0.12 * grain, metres, 0.004, other)


def deck(rng: Random, size: int) -> Tile:
    """Decking boards along the view, grooved grain, dark gaps."""
    metres, count = 1.68, 12
    x = (np.arange(size, dtype=np.float32) + 0.5) / size * count
    board = np.floor(x).astype(int) % count
    inside = x % 1
    each = rng.random(count).astype(np.float32)[board][None].repeat(size, 0)
    grain = periodic(rng, size, (5, 160), 3, 0.7)
    broad = periodic(rng, size, (2, 40), 3, 0.6)
    wear = periodic(rng, size, (3, 6), 4, 0.6)
    edge = np.minimum(inside, 1 - inside)
    gap = (1 - ramp(edge, 0.015, 0.04))[None].repeat(size, 0)
    tone = (0.84 + 0.3 * each + 0.1 * grain + 0.08 * broad + 0.07 * wear) * (1 - 0.85 * gap)
    height = ramp(edge, 0, 0.1)[None] * 1.5 + 0.12 * grain
    return _stacked(tone, height.astype(np.float32), metres, 0.004, each)


def brick(rng: Random, size: int) -> Tile:
    """A brick wall (lines are courses' ends): bricks of 24 by 7 cm in mortar, weathered."""
    metres = 1.8
    gap, dome, each, other = _grid_stones(rng, size, 24, 7, 0.075, 0.35, 0.0)
    rough = periodic(rng, 1024, (110, 110), 3, 0.7)
    stain = periodic(rng, 1024, (3, 4), 5, 0.62)
    tone = (0.7 + 0.5 * each + 0.16 * rough + 0.13 * stain) * (1 - gap) + (1.15 + 0.12 * rough) * gap
    gap, dome, tone, rough, other = _sized(size, gap, dome, tone, rough, other)
    # Courses lie across the columns of a wall seen along its length, so the tile is turned.
    tone, height, other = (
        np.ascontiguousarray(p.T) for p in (tone, dome * 1.4 + 0.12 * rough, other * (1 - gap) - gap)
    )
    return _stacked(tone, height, metres, 0.007, other)


MAKERS = {
    "asphalt": asphalt,
    "wet asphalt": asphalt,
    "cobbles": cobbles,
    "slabs": slabs,
    "concrete": concrete,
    "deck": deck,
    "brick": brick,
}
ALBEDO = {
    "asphalt": "7d7c7b",
    "wet asphalt": "5c5c5f",
    "cobbles": "8c857c",
    "slabs": "a19b92",
    "concrete": "a4a19b",
    "deck": "94795c",
    "brick": "8a6050",
}
"""What colour each is, dry, in sRGB."""


@lru_cache(maxsize=12)
def stains(seed: tuple[int, int], size: int = 256) -> Tile:
    """Large repeating unevenness of one place, four independent channels with std 1 over 26 m: wear, damp,
    dirt, and ripples."""
    rng = np.random.default_rng(seed)
    wear, damp, dirt = (periodic(rng, size, (4, 4), 5, gain) for gain in (0.55, 0.6, 0.7))
    ripple = periodic(rng, size, (40, 40), 2, 0.7)
    return Tile(np.dstack([wear, damp, dirt, ripple]).astype(np.float32), 26.0)
