"""Waterfall: water falling over mossy rock into a pool in the wood, seen from the bank."""

from dataclasses import dataclass

import numpy as np

from core.scenes.painters.forests import CANOPY
from core.scenes.painters.outside import behind, far_shape, ground_noise, open_ground, taken
from core.scenes.painters.streams import bank, mirrored_from
from core.scenes.painting import Painting, View
from core.scenes.parts.boulders import boulder
from core.scenes.parts.canvas import Array, grid, noise, stream
from core.scenes.parts.distance import Foliage, crown, hazed, land_tile, leaves_wall, trunks
from core.scenes.parts.grids import Numbers, ramp, tiled
from core.scenes.parts.outdoors import Day, day_of
from core.scenes.parts.soils import linear
from core.scenes.parts.stems import dappled
from core.scenes.parts.viewpoint import Viewpoint, defocus, viewpoint_of
from core.scenes.parts.waves import Water, water
from core.scenes.spec import SceneSpec, is_latest


@dataclass(frozen=True)
class Fall:
    """Where the water falls, in heights of the picture: its middle ``x``, half width and the rows of its
    steps' edges from the top down to the pool, and how far each step is moved aside."""

    x: float
    half: float
    edges: tuple[float, ...]
    moved: tuple[float, ...]


def waterfall(spec: SceneSpec, view: View) -> Painting:
    """A fall in one drop or in steps, its pool with rocks, and the near bank."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    reach = seen.foot - seen.vanish
    pool, near_bank = seen.vanish + 0.13 * reach, seen.vanish + 0.62 * reach
    fall = _fall_of(spec, seen, pool)
    back = np.clip(defocus(_wall(spec, seen, day, fall), seen.aperture * 0.85), 0, None)
    surface = _pool(spec, seen, day, back, fall)
    canvas = bank(spec, seen, day, near_bank)
    canvas = (surface * (1 - canvas[..., 3:]) + canvas).astype(np.float32)
    return taken(spec, seen, day, back, canvas, open_ground(seen, shade=0.55, far=near_bank), 1.12)


def _fall_of(spec: SceneSpec, seen: Viewpoint, pool: float) -> Fall:
    """The fall by chance: one drop, or ``tiers``."""
    rng = stream(spec, "fall")
    side, steps = float(rng.choice([-1, 1])), int(rng.integers(3, 5))
    count = steps if "tiers" in spec.props else 1 if rng.random() < 0.6 else 2
    x = seen.aspect / 2 + side * float(rng.uniform(0.02, 0.2))
    half = float(rng.uniform(0.1, 0.18)) * (0.8 if count == 1 else 1.0)
    top = float(rng.uniform(0.02, 0.14)) * seen.vanish
    shares = np.cumsum(np.concatenate([[0.0], rng.uniform(0.7, 1.3, count)]))
    edges = top + (pool - top) * shares / shares[-1]
    moved = np.cumsum(rng.normal(0, 0.35, count)) * half
    return Fall(x, half, tuple(edges.tolist()), tuple((moved - moved[-1]).tolist()))


def _wall(spec: SceneSpec, seen: Viewpoint, day: Day, fall: Fall) -> Array:
    """The wood, the rock and what falls over it, linear, sharp."""
    shape = far_shape(seen, 0.85)
    shade, sunny = CANOPY[spec.season]
    foliage = Foliage(linear(shade), linear(sunny), 0.006)
    back = leaves_wall(stream(spec, "leaves"), shape, foliage, day, 0.3 + 0.25 * day.behind, 11000)
    y, x = grid(*shape)
    gap = np.exp(-(((x - fall.x) / 0.34) ** 2) - (((y - fall.edges[0]) / 0.2) ** 2))[..., None]
    back = back * (1 - 0.85 * gap) + (day.horizon * 0.9 + day.sun * 0.2) * 0.85 * gap
    wood = trunks(
        stream(spec, "trunks"),
        shape,
        (fall.edges[0] + 0.1, fall.edges[0] + 0.2),
        (0.006, 0.02),
        34,
        linear("57493c"),
        day,
    )
    wood = dappled(spec.stream("dapple on bark"), wood) if is_latest(spec) else wood
    back = behind(back, hazed(wood, day, 0.5), 0).astype(np.float32)
    rock, relief = _rock(spec, day, fall, (y, x))
    back = behind(back, rock, 0)
    back = _water(spec, day, fall, back, (y, x), relief)
    back = _growth(spec, seen, day, fall, back, foliage)
    return _spray(spec, day, fall, back, (y, x))


def _rock(spec: SceneSpec, day: Day, fall: Fall, places: tuple[Array, Array]) -> tuple[Array, Array]:
    """The wall of wet ledges as RGBA, higher to both sides of the fall's lip, and its relief."""
    y, x = places
    tile = land_tile(spec.stream("rock"), 1.5)
    off = x - fall.x
    broad = tiled(tile, x * 120, y * 150)
    ledges = tiled(tile, x * 70 + 9 * broad, y * 420 + 20 * broad)
    cracks = tiled(tile, x * 360, y * 130 + 77)
    fine = tiled(land_tile(spec.stream("grain"), 0.9), x * 500, y * 500)
    relief = 0.5 * broad + 0.55 * ledges + 0.3 * np.abs(cracks)
    beyond = np.clip(np.abs(off) - 0.9 * fall.half, 0, None)
    top = fall.edges[0] - 0.35 * beyond**0.7 + 0.03 * broad
    top = top + 0.5 * ramp(beyond, 0.28, 0.75) * 0.3
    cover = ramp(y - top, -0.004, 0.012)
    step = 3.0 / y.shape[0]
    down = np.gradient(relief, axis=0) / (step * 60)
    side = np.gradient(relief, axis=1) / (step * 60)
    right, up, away = day.toward
    facing = np.clip(0.35 * up - 0.5 * away - 1.1 * side * right + 1.2 * down * up, 0, 1.2)
    under = ramp(-down, 0.0, 0.7)
    open_ = np.clip(0.5 + 0.6 * down - 0.3 * under, 0.1, 1.1)
    stone = linear("57534b") * np.clip(1 + 0.22 * fine + 0.2 * ledges, 0.25, 1.9)[..., None]
    wet = np.exp(-np.clip(np.abs(off) - fall.half, 0, None) / 0.09)[..., None]
    stone = stone * (1 - 0.55 * wet)
    mossy = 0.25 if spec.season == "winter" else 0.62
    growth = ramp(0.9 * down + 0.45 * broad + 0.3 * fine + 0.8 * np.abs(off), 0.75 - mossy, 1.55 - mossy)
    green = linear("5f7331") * np.clip(1 + 0.45 * fine, 0.25, 2.1)[..., None]
    colour = stone * (1 - growth[..., None]) + green * growth[..., None]
    if spec.season == "winter":
        snow = ramp(down + 0.2 * broad, 0.35, 0.8)[..., None]
        colour = colour * (1 - snow) + np.array([0.78, 0.82, 0.88], np.float32) * snow
    lit = colour * day.lit(facing * 0.8, open_)
    gleam = (wet[..., 0] * ramp(down + 0.4 * fine, 0.5, 1.4))[..., None] * day.horizon * 0.25
    lit = (lit + gleam) * cover[..., None]
    return np.dstack([lit, cover]).astype(np.float32), relief


def _water(
    spec: SceneSpec, day: Day, fall: Fall, back: Numbers, places: tuple[Array, Array], relief: Array
) -> Array:
    """The falling water, in strands that part on ledges, as a long exposure shows it."""
    y, x = places
    tile = land_tile(spec.stream("strands"), 1.0)
    light = day.sky * 0.8 + day.sun * (0.28 + 0.25 * day.behind)
    sill = 0.014 * tiled(tile, x * 150, np.full_like(x, 11.0)) + 0.006 * tiled(
        tile, x * 600, np.full_like(x, 70.0)
    )
    made = np.asarray(back, np.float32)
    for i, (top, low) in enumerate(zip(fall.edges[:-1], fall.edges[1:], strict=True)):
        last = i == len(fall.edges) - 2
        upper = top + (sill if i else 0.3 * sill)
        lower = low + (0.0 if last else np.roll(sill, 40 * i, 1))
        share = np.clip((y - upper) / (lower - upper), 0, 1)
        half = fall.half * (0.6 + 0.26 * share**0.7 + 0.1 * i)
        bend = 0.08 * fall.half * tiled(tile, np.full_like(y, 40.0 * i), y * 40)
        across = (x - fall.x - fall.moved[i] - bend) / half
        # Strands keep their column but fray out as they fall.
        u = across * (120 - 20 * share) + 90 * i
        strands = 0.8 * tiled(tile, u, y * 14) + 0.7 * tiled(tile, 2.7 * u + 50, y * 30)
        drops = tiled(tile, 4.3 * u + 90, y * 110)
        body = ramp(1 + 0.3 * strands - np.abs(across), 0.0, 0.5) * ramp(y - upper, -0.004, 0.004)
        body = body * (1 - ramp(y - lower, 0.0, 0.01))
        bare = ramp(relief + 0.3 * strands, 0.9, 1.7) * (1 - 0.6 * share)
        thick = np.clip(0.66 + 0.3 * strands + 0.1 * drops - 0.55 * bare + 0.2 * share, 0.0, 1)
        lip, foot = np.exp(-np.abs(y - upper) / 0.01), np.exp(-np.clip(lower - y, 0, None) / 0.03)
        alpha = np.clip(body * np.clip(thick + 0.2 * foot + 0.1 * lip, 0, 1), 0, 0.97)
        tone = (0.5 + 0.42 * thick + 0.12 * foot - 0.1 * lip)[..., None]
        colour = light * tone * np.array([0.96, 1.0, 1.02], np.float32)
        made = made * (1 - alpha[..., None]) + colour * alpha[..., None]
    return made.astype(np.float32)


def _growth(spec: SceneSpec, seen: Viewpoint, day: Day, fall: Fall, back: Numbers, foliage: Foliage) -> Array:
    """Bushes and ferns that hang over the rock at both sides, larger to the picture's edges."""
    layer = np.zeros((*back.shape[:2], 4), np.float32)
    rng = stream(spec, "growth")
    pool = fall.edges[-1]
    bare = spec.season == "winter"
    for draw in rng.random((34 if bare else 120, 5)).tolist():
        side = -1.0 if draw[0] < 0.5 else 1.0
        off = fall.half * 1.25 + 0.75 * draw[1] ** 0.8
        row = fall.edges[0] - 0.04 + (pool - fall.edges[0] + 0.03) * draw[2] - 0.12 * draw[1]
        size = (0.012 + 0.05 * draw[3] * draw[1] ** 0.5) * (0.8 + 0.6 * draw[2])
        at = row, fall.x + side * off
        if -0.1 < at[1] < seen.aspect + 0.1:
            own = np.random.default_rng(int(draw[4] * 2**31))
            tone = (foliage.sunny * own.uniform(0.7, 1.2)).astype(np.float32)
            made = Foliage(foliage.shade, tone, 0.0045, 0.02)
            crown(own, layer, at, (size, size * own.uniform(1.2, 2.0)), made, day)
    return behind(back, hazed(layer, day, 0.15), 0)


def _spray(spec: SceneSpec, day: Day, fall: Fall, back: Numbers, places: tuple[Array, Array]) -> Array:
    """Spray drifting from where the water strikes."""
    y, x = places
    pool, middle = fall.edges[-1], fall.x
    cloud = noise(stream(spec, "spray"), y.shape[0], y.shape[1], 3.0, 4)
    reach = 0.06 + 0.5 * fall.half
    share = np.exp(-(((x - middle) / (2.4 * fall.half)) ** 2) - (((y - pool + 0.015) / reach) ** 2))
    wide = 0.28 * np.exp(-(((x - middle) / 0.4) ** 2) - (((y - pool) / 0.16) ** 2))
    share = np.clip((share * 0.8 + wide) * (0.78 + 0.4 * cloud), 0, 0.92)
    tall = 0.25 * np.exp(-(((x - middle) / (1.7 * fall.half)) ** 2)) * ramp(y, fall.edges[0], pool)
    share = np.clip(share + tall, 0, 0.94)[..., None]
    light = day.sky * 0.72 + day.sun * (0.2 + 0.2 * day.behind)
    return (back * (1 - share) + light * share).astype(np.float32)


def _pool(spec: SceneSpec, seen: Viewpoint, day: Day, back: Numbers, fall: Fall) -> Array:
    """The pool with foam below the fall and rocks along its far side: RGBA, sharp."""
    pool = fall.edges[-1]
    above = mirrored_from(back, seen, pool)
    surface = water(spec, seen, day, above, Water(linear("35453a"), 0.03, 4.0), pool)
    y, x = grid(seen.height, seen.width)
    lace = ground_noise(seen, land_tile(spec.stream("lace"), 0.8), 1.4, pool)
    swirl = ground_noise(seen, land_tile(spec.stream("swirl"), 1.4), 4.0, pool)
    gone = np.hypot((x - fall.x) / (2.6 * fall.half), (y - pool) / (0.3 * (seen.foot - seen.vanish)))
    white = np.clip(1.15 * np.exp(-(gone**1.6)) + 0.35 * ramp(swirl + 0.5 * lace, 1.0, 2.0), 0, 1)
    white = white * np.clip(0.72 + 0.32 * lace + 0.5 * np.exp(-gone / 0.4), 0, 1)
    light = day.sky * 0.8 + day.sun * 0.3
    share = np.clip(white, 0, 0.96)[..., None]
    surface = surface * (1 - share) + light * share
    rows = (np.arange(seen.height, dtype=np.float32) + 0.5) / seen.height
    alpha = ramp(rows - pool, -0.003, 0.003)[:, None]
    canvas = np.dstack([surface * alpha[..., None], np.repeat(alpha, seen.width, 1)]).astype(np.float32)
    _rocks(spec, seen, day, canvas, fall)
    return canvas


def _rocks(spec: SceneSpec, seen: Viewpoint, day: Day, canvas: Numbers, fall: Fall) -> None:
    """Wet boulders along the pool's far side, some in it, none right below the fall's middle."""
    rng = stream(spec, "pool rocks")
    reach, pool = seen.foot - seen.vanish, fall.edges[-1]
    snowy = 0.8 if spec.season == "winter" else 0.0
    spots: list[tuple[float, float, float]] = []
    for off in np.linspace(-1.5, 1.5, 34).tolist():
        x = fall.x + off + float(rng.normal(0, 0.03))
        if abs(x - fall.x) > 0.85 * fall.half:
            row = pool + (0.01 + 0.1 * float(rng.random()) ** 2) * reach
            spots.append((row, x, float(rng.uniform(0.12, 0.42))))
    for draw in rng.random((16 if "stones" in spec.props else 8, 3)).tolist():
        row, x = pool + (0.08 + 0.36 * draw[0]) * reach, seen.aspect / 2 + (draw[1] - 0.5) * 2.2
        if abs(x - seen.aspect / 2) > 0.12:
            spots.append((row, x, 0.06 + 0.16 * draw[2] ** 2))
    for i, (row, x, half) in enumerate(sorted(spots)):
        green = 0.35 + 0.4 * float(np.random.default_rng([*spec.stream("green"), i]).random())
        boulder(canvas, seen, day, row, x, half, spec.stream(f"pool rock {i}"), "55524b", green, snowy)
