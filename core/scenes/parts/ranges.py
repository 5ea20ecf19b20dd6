"""Hills and mountains far off, as a real relief lit by the sun: premultiplied RGBA in linear light."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from core.scenes.parts.canvas import Array
from core.scenes.parts.channels import joined, mixed, picked, scaled
from core.scenes.parts.grids import Numbers, ramp, resized, tiled
from core.scenes.parts.outdoors import Day
from core.scenes.parts.periodic import fractal
from core.scenes.parts.relief import Rows, visible
from core.scenes.parts.same import while_small
from core.scenes.parts.soils import Seed


@lru_cache(maxsize=24)
def land_tile(seed: Seed, slope: float) -> Array:
    """A tile of fractal noise for the shape of land."""
    return fractal(np.random.default_rng(seed), 512, slope)


Colours = tuple[tuple[str, bytes], ...]


@dataclass(frozen=True)
class Range:
    """A range of hills or mountains: its foot's row, how high its peaks rise (heights), the noise's scale
    (tiles across a height), ``sharp`` 0 rolling … 1 ridged, linear colours of flat and steep ground, snow
    above this share of the height (1.1: none), how far off its foot and its crest are in air (0…1)."""

    foot: float
    high: float
    scale: float
    sharp: float
    flat: Array
    steep: Array
    snow: float = 1.1
    air: tuple[float, float] = (0.4, 0.8)
    trees: Array | None = None

    def key(self) -> tuple[tuple[float, ...], Colours]:
        """What its land is remembered by: numbers, and colours as type and bytes."""
        colours = [self.flat, self.steep] + ([] if self.trees is None else [self.trees])
        known = tuple((colour.dtype.str, colour.tobytes()) for colour in colours)
        return (self.foot, self.high, self.scale, self.sharp, self.snow), known

    @classmethod
    def of(cls, numbers: tuple[float, ...], colours: Colours) -> "Range":
        """The range of a ``key``."""
        foot, high, scale, sharp, snow = numbers
        flat, steep, *trees = (np.frombuffer(values, kind) for kind, values in colours)
        return cls(foot, high, scale, sharp, flat, steep, snow, trees=trees[0] if trees else None)


def mountains(seed: Seed, shape: tuple[int, int], made: Range, day: Day) -> Array:
    """A range of hills or mountains as a real relief lit by the sun: RGBA, opaque down to its foot."""
    height, width = shape
    land = while_small(_land, height)(seed, shape, *made.key())
    right, up, away = day.toward
    facing = np.clip((max(up, 0.2) - land.east * right - land.north * away) / land.length, 0, None)
    colour = land.ground * day.lit(facing, 0.75 + 0.25 / land.length)
    share = made.air[0] + (made.air[1] - made.air[0]) * np.broadcast_to(land.depth[:, None], facing.shape)
    if made.sharp > 0.5 and day.time == "foggy":  # mist lies low: peaks stand out of it, pale
        share = share * (0.36 - 0.14 * ramp(land.rise, 0.25, 0.9))
    colour = mixed(colour, day.horizon * 0.62 + day.middle * 0.2, 1 - np.exp(-day.air * share * 1.6))
    at, alpha = land.seen
    return resized(joined(scaled(picked(colour.astype(np.float32), at), alpha), alpha), height, width)


@dataclass(frozen=True)
class Land:
    """A range in any light, in slices from far to near S×W: how steep it rises to the east and the north,
    the length of its normal, its linear colour S×W×3, how high it lies (0…1); how far off each slice is, and
    what is ``seen``."""

    east: Numbers
    north: Numbers
    length: Numbers
    ground: Numbers
    rise: Numbers
    depth: Numbers
    seen: tuple[Rows, Array]


@lru_cache(maxsize=8)
def _land(seed: Seed, shape: tuple[int, int], numbers: tuple[float, ...], colours: Colours) -> Land:
    """The land of a ``Range.key``."""
    height, width = shape
    made = Range.of(numbers, colours)
    rng = np.random.default_rng(seed)
    steps = max(150, height // 2)
    depth = np.linspace(0, 1, steps, dtype=np.float32)[::-1]  # far to near
    z = 1 + 1.6 * depth[:, None]
    x = (np.arange(width, dtype=np.float32)[None] + 0.5) / height - width / height / 2
    tile, start = (
        land_tile((seed[0], seed[1] ^ 3), 2.05 if made.sharp > 0.3 else 2.5),
        rng.uniform(0, 512, 2).tolist(),
    )
    across, along = x * z, np.broadcast_to(z, (steps, width))
    peak = float(rng.uniform(-0.45, 0.45))

    # About the window's own mean, or some seeds would be all valley.
    at = across * made.scale * 45 + start[0] / 2, along * made.scale * 45 + start[1] / 2
    level = float(tiled(tile, *at).mean())

    def height_at(right: float, away: float) -> Array:
        """Height of the land 0…1, moved by so many heights."""
        column, row = (
            (across + right) * made.scale * 90 + start[0],
            (along + away) * made.scale * 90 + start[1],
        )
        broad = tiled(tile, column * 0.5, row * 0.5) - level
        fine = tiled(tile, column * 1.7 + 31, row * 1.7 + 77)
        finest = tiled(tile, column * 5.1 + 131, row * 5.1 + 7)
        ridged = 1.15 - np.abs(broad + 0.35 * fine) * 0.85 + 0.1 * fine + 0.035 * finest
        rolling = 0.5 + 0.32 * broad + (0.05 * fine + 0.012 * finest) * (0.3 + made.sharp)
        land = made.sharp * ridged + (1 - made.sharp) * rolling
        rise = ramp(along + away - 1, 0.0, 0.9) * (
            0.72 + 0.28 * np.cos(2.1 * ((across + right) / along - peak))
        )
        return (np.clip(land, 0.02, None) * rise).astype(np.float32)

    here, step = height_at(0, 0), 0.012
    tallest = max(0.2, float(here.max()))  # every seed has peaks
    here = here / tallest
    east = (height_at(step, 0) / tallest - here) * made.high / step * 1.6
    north = (height_at(0, step) / tallest - here) * made.high / step * 1.6
    length = np.sqrt(1 + east**2 + north**2)
    steepness = ramp(1 - 1 / length, 0.08, 0.34)[..., None]
    ground = made.flat * (1 - steepness) + made.steep * steepness
    detail = tiled(tile, across * made.scale * 700, along * made.scale * 700)[..., None]
    ground = ground * np.clip(1 + 0.16 * detail, 0.3, 2)
    if made.trees is not None:
        wooded = (1 - ramp(here + 0.06 * detail[..., 0], 0.3, 0.5))[..., None]
        ground = ground * (1 - wooded) + made.trees * wooded * np.clip(1 + 0.3 * detail, 0.4, 2)
    white = ramp(here + 0.07 * detail[..., 0] - 0.22 * steepness[..., 0], made.snow - 0.06, made.snow + 0.08)[
        ..., None
    ]
    ground = ground * (1 - white) + np.array([0.84, 0.88, 0.93], np.float32) * white
    fine = 2
    tops = (made.foot - made.high * here * 1.25 / (0.72 + 0.28 * z)) * height * fine
    return Land(east, north, length, ground, here, depth, visible(tops, height * fine))
