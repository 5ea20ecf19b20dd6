"""Woods as a camera sees them: trees and undergrowth one behind the other in the air between them, ground
that rises in tufts, cushions and litter, leaves close to the lens. Forest, jungle and moss of newer specs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from core.scenes.painters.outside import (
    at_foot,
    behind,
    earth,
    far_shape,
    ground_noise,
    open_ground,
    shaded,
    taken,
)
from core.scenes.painters.wild_plants import Sort, known, plants_on
from core.scenes.painting import Painting
from core.scenes.parts.blossoms import lit_sprite
from core.scenes.parts.canvas import Array, Random, grid, stream
from core.scenes.parts.channels import mixed
from core.scenes.parts.distance import Foliage, leaves_wall, trunks
from core.scenes.parts.drifting import drifting_leaves
from core.scenes.parts.grass import stick_all, strew
from core.scenes.parts.grids import Numbers, ramp, tiled
from core.scenes.parts.mosses import pelt
from core.scenes.parts.outdoors import Day, day_of
from core.scenes.parts.ranges import land_tile
from core.scenes.parts.soils import Tile, linear, litter, rock, snow, soil
from core.scenes.parts.stems import dappled
from core.scenes.parts.viewpoint import FOCAL, Size, Viewpoint, defocus, viewpoint_of
from core.scenes.spec import SceneSpec

Place = tuple[float, float, float, float]
STEPS = (75.0, 50.0, 34.0, 24.0, 17.0, 12.0)
"""How far away (m) the rows of trees and undergrowth stand."""
AIR: Mapping[str, float] = {
    "foggy": 0.03,
    "morning": 0.0085,
    "golden": 0.0085,
    "overcast": 0.006,
    "day": 0.0045,
    "sunset": 0.007,
    "dusk": 0.008,
    "night": 0.006,
}
"""How much of the light is lost in a metre of the wood's air."""
MIST = np.array([0.92, 1.0, 0.97], np.float32)
"""The colour of mist between leaves."""
OLD = ("7d5c3c", "6a4c31", "8c6c48", "5c4330", "96774f", "6e5a3a")
DRY_LEAVES = ("c08a4c", "d2a262", "a8743e")
AUTUMNAL = ("b5602a", "c98a34", "9a4a22", "8a6a34", "d0a046")


@dataclass(frozen=True, kw_only=True)
class Wood:
    """How a wood looks: its ``walls`` of leaves in shade and sun (sRGB), ``bark``, how many trunks each
    picture height has in a row (``stems``) and how ``slim`` they are; what grows ``under`` them (in the
    ``near`` rows, if that differs), ``low`` in front, and ``beside`` the subject, if that differs; what
    covers the ground (``clumps``) and hangs in from above (``hanging``); how ``dense`` it is."""

    walls: tuple[str, str]
    bark: str
    stems: float
    under: tuple[Sort, ...]
    low: tuple[Sort, ...]
    clumps: tuple[Sort, ...]
    near: tuple[Sort, ...] = ()
    beside: tuple[Sort, ...] = ()
    hanging: tuple[Sort, ...] = ()
    birches: bool = False
    slim: float = 1.0
    dense: float = 1.0


def painted(spec: SceneSpec, size: Size, wood: Wood) -> Painting:
    """That wood by the light, season and camera of the spec."""
    seen, day = viewpoint_of(spec, size), day_of(spec)
    back = depth(spec, seen, day, wood)
    edge = max(0.0, seen.vanish + FOCAL * seen.eye / (2.6 * FOCAL * seen.span))
    canvas = floor(spec, seen, day, wood, edge)
    before = [near_leaves(spec, seen, day, wood)]
    if {"falling leaves", "falling"} & {*spec.props} and spec.season == "autumn":
        before.append(drifting_leaves(stream(spec, "drift"), seen, day, AUTUMNAL))
    bright = {"night": 2.2, "dusk": 1.5}.get(day.time, 1.3)
    return taken(spec, seen, day, back, canvas, open_ground(seen, shade=0.6, far=edge), bright, before)


def air_colour(day: Day, green: Array) -> Array:
    """What the air between the trees looks like (linear): the sky's light, coloured by the leaves."""
    if day.time == "foggy":
        return ((0.48 * day.horizon + 0.22 * day.sky) * MIST).astype(np.float32)
    bright = (0.34 * day.horizon + 0.2 * day.sky) * (3.5 if day.time == "night" else 1.0)
    share = 0.0 if day.time in ("night", "dusk") else 0.5
    tinted = green / max(float(green.max()), 1e-4) * float(bright.mean())
    return (bright * (1 - share) + tinted * share).astype(np.float32)


def depth(spec: SceneSpec, seen: Viewpoint, day: Day, wood: Wood) -> Array:
    """The wood behind the subject, out of focus: linear H×W×3."""
    shape = far_shape(seen)
    small = seen.sized(shape[0])
    shade, sunny = (linear(code) for code in wood.walls)
    air, lost = air_colour(day, sunny), AIR[day.time]
    light = 0.5 if day.time in ("foggy", "overcast", "night") else 0.42 + 0.3 * day.behind
    back = leaves_wall(stream(spec, "leaves"), shape, Foliage(shade, sunny, 0.007), day, light, 9000)
    back = defocus(_clearing(spec, seen, day, back, air), max(0.9 * seen.aperture, 0.005)).clip(0)
    back = _far_ground(spec, small, day, back)
    banks = _banks(spec, small)
    # Light comes from above, through the leaves: low air is in their shade.
    rows = grid(*shape)[0][..., None]
    air = (air * (0.6 + 0.4 * ramp(small.vanish - rows, -0.02, 0.42))).astype(np.float32)
    last = 105.0
    for number, away in enumerate(STEPS):
        own = away * max(seen.span / 2.5, 0.55)
        share = 1 - np.exp(-lost * (last - away) * banks)
        back = mixed(back, air, share)
        layer = _row(spec, small, day, wood, number, own)
        row = seen.vanish + FOCAL * seen.eye / own
        back = behind(back, layer, 0.85 * float(seen.softness(row)))
        last = away
    share = 1 - np.exp(-lost * 6 * banks)
    back = mixed(back, air, share)
    return (back + _rays(spec, seen, day, shape)).astype(np.float32)


def _far_ground(spec: SceneSpec, small: Viewpoint, day: Day, back: Numbers) -> Array:
    """The ground between the trees, in patches of shade and sun."""
    y, x = grid(small.height, small.width)
    _, colour, _ = ground_tile(spec)
    if spec.season != "winter" and spec.materials.ground in ("moss", "grass", "rock"):
        colour = np.broadcast_to(linear("5c6a2e"), (1, 1, 3))
    deep = 1 / np.maximum(y - small.vanish, 0.012)
    flecks = tiled(land_tile(spec.stream("far flecks"), 1.4), (x - small.aspect / 2) * deep * 30, deep * 46)
    light = day.lit((0.25 + 0.5 * ramp(flecks, 0.2, 1.2)) * max(0.3, day.toward[1]), 0.42 + 0.06 * flecks)
    ground = colour.reshape(-1, 3).mean(axis=0) * light
    return mixed(back, ground, ramp(y, small.vanish - 0.012, small.vanish + 0.012))


def _banks(spec: SceneSpec, small: Viewpoint) -> Array:
    """How thick the air is, H×W, about 1: banks of mist that lie low between the trees."""
    y, x = grid(small.height, small.width)
    drift = tiled(land_tile(spec.stream("banks"), 1.9), x * 60, y * 150)
    low = np.exp(-(((y - small.vanish + 0.02) / 0.28) ** 2))
    return np.clip(0.65 + 0.6 * low + 0.22 * drift, 0.2, 2.0).astype(np.float32)


def _clearing(spec: SceneSpec, seen: Viewpoint, day: Day, back: Numbers, air: Array) -> Array:
    """Light from where the wood is open, low and a little aside."""
    y, x = grid(*back.shape[:2])
    at = seen.aspect / 2 + float(stream(spec, "clearing").uniform(-0.32, 0.32))
    glow = np.exp(-(((x - at) / 0.34) ** 2) - (((y - seen.vanish + 0.16) / 0.26) ** 2))
    bright = day.horizon * 0.6 + air * 0.4 + day.sun * 0.25 * day.behind
    return mixed(
        back, np.broadcast_to(bright.astype(np.float32), back.shape), (0.62 * glow).astype(np.float32)
    )


def _places(rng: Random, seen: Viewpoint, row: float, count: int, gap: float, rough: float) -> list[Place]:
    """``count`` places to four picture heights along a row, none within ``gap`` heights of the middle."""
    found = list[Place]()
    for x, jitter, which, size in rng.random((count, 4)).tolist():
        column = seen.aspect / 2 + 4 * (x - 0.5)
        if abs(column - seen.aspect / 2) >= gap and -0.5 < column < seen.aspect + 0.5:
            found.append((row + rough * (jitter - 0.5), column, which, size))
    return found


def _row(spec: SceneSpec, small: Viewpoint, day: Day, wood: Wood, number: int, away: float) -> Array:
    """Trunks and undergrowth ``away`` metres off, sharp: RGBA."""
    shape = small.height, small.width
    row = small.vanish + FOCAL * small.eye / away
    unit = FOCAL / away
    layer = np.zeros((*shape, 4), np.float32)
    nearest = number == len(STEPS) - 1
    if wood.stems:
        count = max(3, int(wood.stems * away / 6))
        made = trunks(
            stream(spec, f"stems {number}"),
            shape,
            (row - 0.004, row + 0.012),
            (0.2 * unit * wood.slim, 0.46 * unit * wood.slim),
            count,
            linear(wood.bark),
            day,
            wood.birches,
            0.22 if nearest else 0.05 * number,
        )
        layer = made if wood.birches else dappled(spec.stream(f"dapple {number}"), made)
    rng = stream(spec, f"growth {number}")
    gap = (0.0, 0.0, 0.03, 0.08, 0.17, 0.28)[number]
    places = _places(rng, small, row, max(14, int(2.6 * away * wood.dense)), gap, 0.2 * unit)
    plants_on(layer, small, day, spec.season, wood.under if number < 4 else wood.near or wood.under, places)
    low = _places(rng, small, row + 0.3 * unit, max(24, int(4.5 * away)), gap * 0.4, 0.4 * unit)
    plants_on(layer, small, day, spec.season, wood.low, low)
    return layer


def _rays(spec: SceneSpec, seen: Viewpoint, day: Day, shape: tuple[int, int]) -> Array:
    """Shafts of sunlight in the air, from where the sun stands."""
    strong = "rays" in spec.props
    usual = day.time in ("morning", "golden", "foggy") and day.behind > 0.3 and spec.season != "winter"
    if not strong and not usual:
        return np.zeros((1, 1, 3), np.float32)
    y, x = grid(*shape)
    rng = stream(spec, "rays")
    at = day.seen_at(seen.vanish, seen.aspect)
    source = (-0.25, at[1]) if at else (-0.35, seen.aspect / 2 + 0.6 * float(np.sign(day.toward[0] + 1e-3)))
    angle = np.arctan2(x - source[1], y - source[0])
    waves = sum(np.sin(angle * k + rng.uniform(0, 6)) * w for k, w in ((23.0, 0.5), (41.0, 0.4), (77.0, 0.3)))
    fade = np.exp(-(((y - seen.vanish + 0.2) / 0.42) ** 2)) * ramp(y, -0.1, 0.25)
    power = ramp(np.asarray(waves, np.float32), 0.0, 1.1) * fade * (0.24 if strong else 0.035)
    # Far beams lie before and behind near ones: none has a sharp edge.
    power = cv2.GaussianBlur(power, (0, 0), 0.012 * shape[0])
    return (power[..., None] * (day.sun * 0.75 + day.horizon * 0.15)).astype(np.float32)


def floor(spec: SceneSpec, seen: Viewpoint, day: Day, wood: Wood, edge: float) -> Array:
    """The ground from its far edge to the front, with all that rises from it: premultiplied RGBA, sharp."""
    canvas = earth(seen, edge, ground_tile(spec), day, 0.85, 0.8)
    winter = spec.season == "winter"
    covered(canvas, spec, seen, day, () if winter else wood.clumps, edge, 0.75 * seen.span / 2.5 + 0.25)
    plants = _aside(stream(spec, "near plants"), seen, edge, 46)
    if not winter:
        plants_on(canvas, seen, day, spec.season, wood.beside or wood.low, plants)
    if "few leaves" in spec.props:
        _few_leaves(spec, seen, day, canvas, edge)
    flecks = ramp(
        ground_noise(seen, land_tile(spec.stream("flecks"), 1.35), 6.0 * seen.span / 2.5, edge), 0.15, 0.9
    )
    shaded(canvas, day, ((1 - flecks) * (0.85 - 0.4 * at_foot(seen, 0.16))).astype(np.float32))
    rows = ((np.arange(seen.height, dtype=np.float32) + 0.5) / seen.height)[:, None]
    gone = AIR[day.time] * np.clip(seen.away(rows) * 2.5 / seen.span - 6, 0, 30)
    air = 0.6 * air_colour(day, linear(wood.walls[1]))
    share = (1 - np.exp(-gone)) * canvas[..., 3]
    for i in range(3):
        canvas[..., i] = canvas[..., i] * (1 - share) + air[i] * share
    # Where it ends it melts into what stands behind.
    canvas *= ramp(rows, edge, edge + 0.03)[..., None]
    return canvas.astype(np.float32)


def _few_leaves(spec: SceneSpec, seen: Viewpoint, day: Day, canvas: Array, edge: float) -> None:
    """Single dry leaves on what else the ground is of, in place."""
    sprites = [lit_sprite((spec.seed, 40 + i), "leaf", code, day) for i, code in enumerate(DRY_LEAVES)]
    rng, large = stream(spec, "few leaves"), seen.span / 2.5
    found = strew(rng, seen, 130, max(edge, seen.vanish + 0.1), (0.11 * large, 0.17 * large), len(sprites))
    stick_all(canvas, sprites, seen, sorted(found, key=lambda leaf: leaf.row))


def ground_tile(spec: SceneSpec) -> Tile:
    """What lies under all that grows, by the ground's material and the season."""
    ground = spec.materials.ground or "leaves"
    if spec.season == "winter":
        return snow(spec.stream("snow"), 1024)
    if ground == "moss":
        return pelt(spec.stream("moss"), 1024)
    if ground in ("soil", "path"):
        return soil(spec.stream("soil"), 1024, "54412e" if ground == "soil" else "6f5a42")
    if ground == "rock":
        heights, colour, metres = rock(spec.stream("rock"), 1024, "6d6a64")
        return heights * 0.5, colour, metres * 0.5
    if ground == "grass":
        return soil(spec.stream("soil"), 512, "4a3d26")
    return litter(spec.stream("litter"), 1024, AUTUMNAL if spec.season == "autumn" else OLD)


def covered(
    canvas: Array,
    spec: SceneSpec,
    seen: Viewpoint,
    day: Day,
    clumps: Sequence[Sort],
    edge: float,
    size: float = 1.0,
    season: str = "",
) -> None:
    """Clumps of what covers the ground from the row ``edge`` to the front, in place: rows of them, each over
    the one behind. ``size`` of all; ``season`` is that of their leaves, if not the
    spec's."""
    if not known(clumps):
        return
    rng = stream(spec, "clumps")
    places, step = list[Place](), 0.3 * size
    away = float(seen.away(edge))
    nearest = FOCAL * seen.eye / (1.12 - seen.vanish)
    patches = land_tile(spec.stream("patches"), 1.5)
    while away > nearest:
        row, unit = seen.vanish + FOCAL * seen.eye / away, FOCAL / away
        count = int(seen.aspect / (0.42 * size * unit)) + 3
        for number, (jitter, deep, which, turn) in enumerate(rng.random((count, 4)).tolist()):
            x = (number - 1 + jitter) * 0.42 * size * unit
            side = (x - seen.aspect / 2) / unit
            own = float(patches[int(away * 28) % len(patches), int(side * 28) % len(patches)])
            places.append(
                (
                    row + 0.11 * size * unit + 0.1 * size * unit * (deep - 0.5),
                    x,
                    float(np.clip(0.5 + 0.3 * own + 0.4 * (which - 0.5), 0, 0.999)),
                    turn,
                )
            )
        away -= max(step, 0.016 * away * away / (FOCAL * seen.eye))
    plants_on(canvas, seen, day, season or spec.season, clumps, places, size)


def _aside(rng: Random, seen: Viewpoint, edge: float, count: int) -> list[Place]:
    """Places on the ground beside the subject and behind it, more of them far off."""
    found = list[Place]()
    near, far = 1 / (1.02 - seen.vanish), 1 / max(edge + 0.01 - seen.vanish, 0.03)
    for deep, side, which, size in rng.random((count, 4)).tolist():
        row = seen.vanish + 1 / (near + (far - near) * deep**0.8)
        x = seen.aspect / 2 + 3.2 * (side - 0.5)
        free = 0.3 + 0.5 * max(0.0, row - seen.foot + 0.16)
        if abs(x - seen.aspect / 2) > free or row < seen.foot - 0.24:
            found.append((row, x, which, size))
    return found


def near_leaves(spec: SceneSpec, seen: Viewpoint, day: Day, wood: Wood) -> Array:
    """Leaves close to the lens at the picture's sides, far out of focus: RGBA."""
    small = seen.sized(256)
    layer = np.zeros((small.height, small.width, 4), np.float32)
    hanging = () if spec.season == "winter" else wood.hanging
    if not known(hanging):
        return layer[:1, :1]
    rng = stream(spec, "near leaves")
    unit = 0.62 / seen.span * 2.5
    places = list[Place]()
    for side in (-1, 1):
        for _ in range(int(rng.integers(1, 4))):
            x = seen.aspect / 2 + side * float(rng.uniform(0.4, 0.56)) * seen.aspect
            places.append((float(rng.uniform(0.05, 0.36)), x, float(rng.random()), float(rng.random())))
    # A lens to which a metre is as long in every row.
    lens = replace(small, vanish=-1000.0, foot=-999.0, span=1000 / unit)
    plants_on(layer, lens, day, spec.season, hanging, places)
    dark = 0.55 if day.time not in ("foggy", "overcast") else 0.8
    layer[..., :3] *= dark
    return defocus(layer, 0.014 + 0.5 * seen.aperture).clip(0)
