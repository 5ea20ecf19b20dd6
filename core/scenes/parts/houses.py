"""Rows of houses along a street that runs straight away: facades with windows and shops, by day and night."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.scenes.parts.bokeh import Lamp
from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, Random, rgb
from core.scenes.parts.floats import Numbers, f32, ramp
from core.scenes.parts.outdoors import Day
from core.scenes.parts.perspective import Lens, periodic

OLD = ("cdbb9c", "b98d70", "d6bfa0", "c4ab80", "a98576", "d5cdbf", "9c8a78", "bcb09e", "c9b8a8", "8f7263")
NEW = ("8f9aa6", "b4b8bc", "6e7a86", "9aa4ac", "c2c0ba", "7d746c", "5f6a76", "a39a90", "8a5f4e", "d0cbc2")
SHOPS = ("2a2c30", "4a2f28", "2f4038", "38322c", "6e2a2a", "d8d2c6", "26344a", "8a6a3a")
Index = npt.NDArray[np.intp]
FARTHEST = 140.0
"""Metres at which the street closes."""


@dataclass(frozen=True)
class Row:
    """The houses on one side: where each begins (metres from the camera), how tall and wide it is, its wall
    (linear), windows across, height of a floor, window's share of its bay (across, up), shop front."""

    start: Array
    tall: Array
    wall: Array
    bays: Array
    storey: Array
    pane: Array
    shop: Array
    front: Array


def row_of(rng: Random, old: bool, tall: tuple[float, float]) -> Row:
    """One side's houses by chance."""
    count = 40
    wide = rng.uniform(6, 13, count) if old else rng.uniform(9, 24, count)
    codes = OLD if old else NEW
    wall = np.stack([to_linear(rgb(codes[i])) for i in rng.integers(0, len(codes), count)])
    front = np.stack([to_linear(rgb(SHOPS[i])) for i in rng.integers(0, len(SHOPS), count)])
    pane = np.stack([rng.uniform(0.34, 0.5, count), rng.uniform(0.5, 0.62, count)], 1)
    if not old:
        pane = np.stack([rng.uniform(0.5, 0.92, count), rng.uniform(0.5, 0.8, count)], 1)
    return Row(
        start=(np.cumsum(wide) - wide - rng.uniform(0, 9)).astype(np.float32),
        tall=rng.uniform(*tall, count).astype(np.float32),
        wall=(wall * rng.uniform(0.8, 1.1, (count, 1))).astype(np.float32),
        bays=np.maximum(2, np.round(wide / rng.uniform(1.9, 2.9, count))).astype(np.float32),
        storey=rng.uniform(2.9, 3.5, count).astype(np.float32),
        pane=pane.astype(np.float32),
        shop=(rng.random(count) < 0.7).astype(np.float32),
        front=front.astype(np.float32),
    )


@dataclass(frozen=True)
class Facade:
    """One side's pixels: columns of the picture, coverage, metres up (H×w) and away (w), and the light that
    windows and shops send out by themselves (linear H×w×3)."""

    columns: slice
    alpha: Array
    light: Array
    glow: Array
    up: Array
    away: Array


def facade(
    rng: Random, lens: Lens, day: Day, houses: Row, off: float, far_tall: float, evening: float
) -> Facade:
    """The wall ``off`` metres beside the camera (positive right). ``far_tall`` is how tall the other side is,
    which takes the sun; ``evening`` 0…1 how many lamps are on."""
    middle = int(np.searchsorted(lens.columns, 0))
    part = slice(0, middle) if off < 0 else slice(middle, lens.width)
    gap = np.maximum(np.abs(lens.columns[part]), 1e-3)
    away = np.minimum(lens.focal * abs(off) / gap, FARTHEST).astype(np.float32)
    metre = away / lens.focal
    up = (lens.up - (lens.rows[:, None] - lens.vanish) * metre[None]).astype(np.float32)
    house = np.clip(np.searchsorted(houses.start, away, side="right") - 1, 0, len(houses.start) - 2)
    pixel = metre / lens.height
    tall = houses.tall[house]
    alpha = np.clip((tall - up) / pixel + 0.5, 0, 1) * np.clip(up / pixel + 0.5, 0, 1)
    span = away / (gap * lens.height)
    window, sill, number = _windows(rng, houses, house, up, away, span, pixel)
    shop = ramp(3.5 - up, 0.0, 0.06) * houses.shop[house]
    wall = houses.wall[house][None] * (1 - 0.2 * sill)[..., None]
    weather = _weather(rng, lens.height, up, away)
    wall = wall * weather[..., None]
    cornice = np.exp(-(((tall - 0.35 - up) / 0.22) ** 2)) * 0.3 + ramp(up, tall - 0.2, tall) * 0.2
    wall = wall * (1 + cornice)[..., None]
    light = wall * _shone(day, up, tall, off, far_tall)
    pane, glow = _panes(rng, day, number, up, evening)
    light = light * (1 - window[..., None]) + pane * window[..., None]
    glow = glow * window[..., None]
    light, glow = _shops(rng, day, houses, house, up, away, shop, light, glow, evening)
    air = (1 - np.exp(-away * (0.0022 + 0.0045 * day.air)))[None, :, None]
    light = light * (1 - air) + day.horizon * 0.85 * air
    return Facade(part, f32(alpha), f32(light), f32(glow * (1 - 0.5 * air)), up, away)


def _hash(rng: Random, *keys: npt.NDArray[np.generic]) -> Array:
    """A number 0…1 for each combination of whole-numbered keys."""
    table = rng.random(4093).astype(np.float32)
    index = np.zeros(np.broadcast_shapes(*(key.shape for key in keys)), np.int64)
    for key in keys:
        index = index * 61 + key.astype(np.int64) + 7
    return table[index % 4093]


def _windows(
    rng: Random, houses: Row, house: Index, up: Array, away: Array, span: Numbers, pixel: Numbers
) -> tuple[Array, Array, Array]:
    """How much is window, how much is its sill, and a number per window, H×w each; ``span`` and ``pixel`` are
    the metres along and up in a pixel of each column."""
    wide = houses.start[house + 1] - houses.start[house]
    u = (away - houses.start[house]) / wide * houses.bays[house]
    floor = (up - 0.9) / houses.storey[house]
    span = span / wide * houses.bays[house]
    share = houses.pane[house]
    du = 0.5 - np.abs(u % 1 - 0.5)
    dv = floor % 1
    edge = np.maximum(0.035, span)
    across = np.clip((du - 0.5 + share[:, 0] / 2) / edge + 0.5, 0, 1)
    # Where bays are finer than pixels, only their mean is left.
    across = across + (share[:, 0] - across) * ramp(span, 0.25, 0.7)
    tall = (pixel / houses.storey[house])[None]
    low, high = 0.24, 0.24 + share[:, 1]
    upright = np.clip((dv - low) / np.maximum(0.02, tall) + 0.5, 0, 1)
    upright = upright * np.clip((high - dv) / np.maximum(0.02, tall) + 0.5, 0, 1)
    inside = (floor > 0) & (up < houses.tall[house] - 0.9)
    window = across[None] * upright * inside
    bars = ramp(np.abs(u % 1 - 0.5), 0.0, 0.03 + 0.5 * edge)
    window = window * (0.6 + 0.4 * bars)
    frame = np.clip((du - 0.44 + share[:, 0] / 2) / edge + 0.5, 0, 1)[None] * ramp(
        0.09 - np.abs(dv - low + 0.03), 0, 0.05
    )
    number = _hash(rng, np.floor(u)[None] + 31 * house[None], np.floor(floor))
    return window.astype(np.float32), frame.astype(np.float32), number


def _weather(rng: Random, height: int, up: Array, away: Array) -> Array:
    """Uneven, streaked plaster, about 1."""
    tile = periodic(rng, 256, (5, 9), 5, 0.6)
    rows = (up * 14) % 256
    columns = np.broadcast_to((away * 9) % 256, up.shape)
    return 1 + 0.06 * tile[rows.astype(int) % 256, columns.astype(int) % 256]


def _shone(day: Day, up: Array, tall: Array, off: float, far_tall: float) -> Array:
    """Daylight on a facade, H×w×3: the sun over the roofs on the other side, the sky more the higher."""
    side = -1.0 if off > 0 else 1.0
    facing = side * day.toward[0]
    open_ = 0.32 + 0.4 * np.clip(up / tall, 0, 1)
    if facing <= 0.02:
        return day.lit(np.zeros_like(up), open_)
    reach = far_tall - 2 * abs(off) * day.toward[1] / max(facing, 0.05)
    lit = ramp(up, reach - 0.6, reach + 0.6) * (0.25 + 0.75 * facing)
    return day.lit(lit, open_)


LIT = ("ffb765", "ffc98a", "ffd9a8", "fff0d8", "dfe9ff", "ffae5a")


def _panes(rng: Random, day: Day, number: Array, up: Array, evening: float) -> tuple[Array, Array]:
    """Glass by day (dark, mirroring some sky) and what shines through it by night, linear."""
    sky = day.middle * 0.5 + day.horizon * 0.3
    glass = 0.012 + sky * (0.06 + 0.4 * (number * 13 % 1) ** 2)[..., None]
    colours = np.stack([to_linear(rgb(code)) for code in LIT])
    tone = colours[(number * 97 % 1 * len(LIT)).astype(int) % len(LIT)]
    on = (number < 0.38 * evening) * (0.25 + 1.6 * (number * 31 % 1) ** 2)
    curtain = 0.65 + 0.35 * np.cos(up * 2.1 + number * 40)
    return glass.astype(np.float32), (tone * (on * curtain)[..., None]).astype(np.float32)


def _shops(
    rng: Random,
    day: Day,
    houses: Row,
    house: Index,
    up: Array,
    away: Array,
    shop: Array,
    light: Numbers,
    glow: Numbers,
    evening: float,
) -> tuple[Array, Array]:
    """Shop fronts on the ground floor: frames, wide panes with things in them, signs and awnings."""
    front = houses.front[house][None] * _shone(day, up, houses.tall[house], 1.0, 0) * 0.9
    bay = away / 2.4
    pane = (
        ramp(0.5 - np.abs(bay % 1 - 0.5), 0.05, 0.08)[None] * ramp(up, 0.45, 0.55) * ramp(2.75 - up, 0, 0.1)
    )
    number = _hash(rng, np.floor(bay)[None] + 0 * up, house[None] + 0 * up)
    things = _hash(rng, np.floor(away * 3.1)[None], np.floor(up * 2.7))
    inside = to_linear(rgb("ffdcae")) * (0.05 + 0.09 * things + 0.06 * number)[..., None]
    awning = ramp(0.36 - np.abs(up - 3.0), 0, 0.08) * (_hash(rng, house + 3.0) > 0.55)
    stripe = (np.floor(away * 2.2) % 2)[None]
    cloth = houses.front[(house + 5) % len(houses.front)][None] * (0.75 + 0.5 * stripe)[..., None]
    cloth = np.clip(cloth + 0.12 * stripe[..., None], 0, 0.8) * day.lit(np.full_like(up, 0.4), 0.7)
    made = front * (1 - pane[..., None]) + inside * (0.3 + 0.7 * day.sky.mean() + evening) * pane[..., None]
    made = made * (1 - awning[..., None]) + cloth * awning[..., None]
    shine = pane * (1 - awning) * (number < 0.25 + 0.6 * evening) * evening * (0.7 + 1.8 * things * number)
    sign = ramp(0.2 - np.abs(up - 3.05), 0, 0.05) * (1 - awning) * (number > 0.55) * evening * 1.3
    colours = np.stack(
        [to_linear(rgb(c)) for c in ("ffd9a0", "fff3e0", "ffb070", "ff6a50", "8fd0ff", "ffe2b8")]
    )
    tone = colours[(number * 53 % 1 * len(colours)).astype(int) % len(colours)]
    own = tone * (shine + sign)[..., None]
    share = shop[..., None]
    return f32(light * (1 - share) + made * share), f32(glow * (1 - share) + own * share)


def lamps_of(rng: Random, lens: Lens, side: Facade, evening: float, count: int) -> list[Lamp]:
    """Lit windows and signs as single points, so that they make discs of their own beside the panes' glow."""
    found: list[Lamp] = []
    colours = [to_linear(rgb(code)) for code in LIT]
    off = float(np.median(side.away * np.abs(lens.columns[side.columns]))) / lens.focal
    sign = -1.0 if side.columns.start == 0 else 1.0
    for _ in range(count):
        away, up = float(rng.uniform(14, 110)), float(rng.uniform(0.8, 11))
        power, tone = float(rng.uniform(0.2, 1.0)) ** 2, colours[int(rng.integers(len(colours)))]
        where = lens.column(sign * off, away), lens.row(away, up)
        flux = np.float32(evening * power * 34 * (20 / away) ** 1.1)
        found.append(Lamp(*where, lens.row(away, -up), tone * flux, lens.disc(away)))
    return found


def composed(lens: Lens, below: Array, sides: list[Facade]) -> Array:
    """Linear ``below`` (H×W×3) with the facades, sharp."""
    made = below.copy()
    # Under the farthest houses' feet there is ground, not sky.
    made[lens.rows > lens.vanish] *= 0.45
    for side in sides:
        alpha = side.alpha[..., None]
        made[:, side.columns] = made[:, side.columns] * (1 - alpha) + (side.light + side.glow) * alpha
    return made
