"""Forest, and moss with stones: trunks and leaves out of the depth of a wood, soft floor at the foot."""

from dataclasses import replace

import numpy as np

from core.scenes.painters import wild_sorts, wild_woods
from core.scenes.painters.fields import DRIFT, FALLEN, turf_of
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
from core.scenes.painting import Painting, View
from core.scenes.parts.blossoms import lit_sprite
from core.scenes.parts.boulders import boulder, log
from core.scenes.parts.canvas import Array, grid, stream
from core.scenes.parts.distance import Foliage, crown, firs, hazed, leaves_wall, trunks
from core.scenes.parts.drifting import drifting_leaves
from core.scenes.parts.grass import lawn, stick_all, strew
from core.scenes.parts.grids import Numbers, ramp, tiled
from core.scenes.parts.mosses import cushions, pelt
from core.scenes.parts.outdoors import Day, day_of
from core.scenes.parts.ranges import land_tile
from core.scenes.parts.renewed import is_seen
from core.scenes.parts.soils import Tile, linear, litter, rock, snow, soil
from core.scenes.parts.soils import moss as moss_tile
from core.scenes.parts.stems import dappled
from core.scenes.parts.viewpoint import Viewpoint, defocus, viewpoint_of
from core.scenes.spec import SceneSpec, is_latest, since

MELLOWED = 0.55
"""How much of last year's leaves' own colours is gone."""
UNDER_LEAVES = "57452f"
"""Bark in the light of a wood, which leaves make less blue than the sky's."""
# Leaves in shade and sun, by season.
CANOPY = {
    "spring": ("2c4018", "b4cc5c"),
    "summer": ("1b2a12", "8fa646"),
    "autumn": ("4a2810", "dc9c3c"),
    "winter": ("3a3836", "96918a"),
}


def forest(spec: SceneSpec, view: View) -> Painting:
    """A wood with its trunks one behind the other, light falling through."""
    if since(spec, 7):
        return wild_woods.painted(spec, view, wild_sorts.forest(spec))
    seen, day = viewpoint_of(spec, view), day_of(spec)
    back = _depth(spec, seen, day)
    edge = max(0.0, seen.vanish + 0.035)
    canvas = floor(spec, seen, day, edge)
    _flecks(spec, seen, day, canvas, edge)
    air = (drifting_leaves(stream(spec, "drift"), seen, day, FALLEN),) if DRIFT in spec.props else ()
    return taken(spec, seen, day, back, canvas, open_ground(seen, shade=0.55), 1.12, air)


def _depth(spec: SceneSpec, seen: Viewpoint, day: Day) -> Array:
    """The wood behind, from the sky between the leaves to the nearest trunks."""
    day = replace(day, air=min(day.air, 1.1))  # a wood is not deep enough to vanish in fog
    shape = far_shape(seen)
    shade, sunny = CANOPY[spec.season]
    foliage = Foliage(linear(shade), linear(sunny), 0.006)
    light = {"foggy": 0.55, "overcast": 0.35, "day": 0.45}.get(day.time, 0.5) + 0.25 * day.behind
    back = leaves_wall(stream(spec, "leaves"), shape, foliage, day, light, 14000)
    y, x = grid(*shape)
    # Brighter towards a clearing, which lies low and a little aside.
    at = seen.aspect / 2 + float(stream(spec, "clearing").uniform(-0.3, 0.3))
    clearing = np.exp(-(((x - at) / 0.38) ** 2) - (((y - seen.vanish + 0.13) / 0.2) ** 2))
    bright = day.horizon * 0.7 + foliage.sunny * day.sun * 0.8
    share = (clearing * (0.5 + 0.25 * day.behind))[..., None]
    back = (back * (1 - share) + bright * share).astype(np.float32)
    for i, (count, low, wide, air) in enumerate(
        (
            (70, (0.0, 0.03), (0.006, 0.013), 0.75),
            (34, (0.03, 0.06), (0.013, 0.026), 0.4),
            (16, (0.07, 0.16), (0.03, 0.055), 0.12),
        )
    ):
        foot = (seen.vanish + low[0], seen.vanish + low[1])
        if "firs" in spec.props and i < 2:
            layer = firs(
                stream(spec, f"firs {i}"),
                shape,
                foot[1],
                (0.4 + 0.3 * i, 0.9 + 0.4 * i),
                46 - 22 * i,
                day,
                0.5 * (spec.season == "winter"),
            )
            back = behind(back, hazed(layer, day, air * 0.8), 0)
        birch = "birches" in spec.props
        bark = linear("d8d2c8" if birch else UNDER_LEAVES if is_latest(spec) else "6a5a49")
        clear = 0.0 if i < 2 else 0.24
        layer = trunks(stream(spec, f"trunks {i}"), shape, foot, wide, count, bark, day, birch, clear)
        layer = dappled(spec.stream("dapple on bark"), layer) if is_latest(spec) and not birch else layer
        back = behind(back, hazed(layer, day, air * (0.6 if is_latest(spec) else 1)), 0)
        back = behind(back, hazed(_undergrowth(spec, i, shape, foot[1], foliage, day), day, air), 0)
    back = np.clip(defocus(back, seen.aperture * 0.9), 0, None)
    if "rays" in spec.props or (day.behind > 0.6 and day.time in ("morning", "foggy", "golden")):
        back = back + _rays(spec, seen, day, shape)
    return back


def _undergrowth(
    spec: SceneSpec, step: int, shape: tuple[int, int], foot: float, foliage: Foliage, day: Day
) -> Array:
    """Bushes and saplings between the trunks of one depth, denser to the sides: RGBA."""
    layer = np.zeros((*shape, 4), np.float32)
    rng = stream(spec, f"undergrowth {step}")
    bushes = rng.random((34 - 9 * step, 3))
    for side, tall, seed in bushes.tolist():
        x = shape[1] / shape[0] / 2 + 4 * (side - 0.5)
        if abs(x - shape[1] / shape[0] / 2) < 0.12 * step:
            continue
        size = (0.02 + 0.012 * step) * (0.5 + 1.4 * tall)
        own = np.random.default_rng(int(seed * 2**31))
        crown(own, layer, (foot - size * 0.7, x), (size, size * 1.9), foliage, day)
    return layer


def _rays(spec: SceneSpec, seen: Viewpoint, day: Day, shape: tuple[int, int]) -> Array:
    """Beams of sunlight through the haze between the trunks."""
    y, x = grid(*shape)
    rng = stream(spec, "rays")
    at = day.seen_at(seen.vanish, seen.aspect) or (
        -0.35,
        seen.aspect / 2 + 0.7 * np.sign(day.toward[0] + 1e-3),
    )
    angle = np.arctan2(x - at[1], y - min(at[0], -0.15)) * 9
    beams = sum(np.sin(angle * k + rng.uniform(0, 6)) * w for k, w in ((1.0, 0.5), (2.3, 0.35), (4.9, 0.2)))
    fade = np.exp(-(((y - seen.vanish + 0.1) / 0.42) ** 2))
    strength = 0.2 if "rays" in spec.props else 0.09
    power = ramp(np.asarray(beams, np.float32), -0.1, 1.0) * fade * strength
    return (power[..., None] * (day.sun * 0.8 + day.horizon * 0.2)).astype(np.float32)


def floor(spec: SceneSpec, seen: Viewpoint, day: Day, edge: float) -> Array:
    """The floor of the wood by material and season, with ferns where the spec wants them."""
    ground = spec.materials.ground or "leaves"
    dim = 0.85
    if spec.season == "winter" and (ground != "moss" or is_latest(spec)):
        canvas = earth(seen, edge, snow(spec.stream("snow"), 1024), day, dim)
    elif ground == "moss":
        canvas = earth(seen, edge, _mossy(spec), day, 1.75, 0.7)
        _scatter(spec, seen, day, canvas, edge, 260)
    elif ground == "grass":
        canvas = earth(seen, edge, soil(spec.stream("soil"), 512, "4a3d26"), day, 0.7)
        lawn(canvas, spec.stream("grass"), seen, turf_of(spec, 0.12), day, edge)
    elif ground == "path":
        canvas = earth(seen, edge, soil(spec.stream("path"), 1024, "7d6448"), day, 1.0)
        _scatter(spec, seen, day, canvas, edge, 500)
        _path_sides(spec, seen, day, canvas, edge)
    else:
        canvas = earth(seen, edge, _leaf_floor(spec), day, 1.0)
        if is_latest(spec):
            canvas = _grown_over(spec, seen, day, canvas, edge)
    if "ferns" in spec.props:
        _ferns(spec, seen, day, canvas, edge)
    return canvas


def _leaf_floor(spec: SceneSpec) -> Tile:
    """A floor of last year's or of fresh fallen leaves."""
    old = ("7d5c3c", "6a4c31", "8c6c48", "5c4330", "96774f", "6e5a3a")
    heights, colour, metres = litter(spec.stream("litter"), 1024, FALLEN if spec.season == "autumn" else old)
    if is_latest(spec) and spec.season != "autumn":
        # Last year's leaves have become much alike: else they look like camouflage.
        mean = colour.mean(axis=(0, 1))
        colour = (mean * MELLOWED + colour * (1 - MELLOWED)).astype(np.float32)
    return heights, colour, metres


def _grown_over(spec: SceneSpec, seen: Viewpoint, day: Day, leaves: Array, edge: float) -> Array:
    """The floor of ``leaves`` with moss in broad patches, ragged at their edges."""
    moss_on = earth(seen, edge, _mossy(spec), day, 1.3, 0.7)
    patches = ground_noise(seen, land_tile(spec.stream("patches"), 1.6), 5.0, edge)
    fine = ground_noise(seen, land_tile(spec.stream("ragged"), 0.9), 0.8, edge)
    most = 0.9 if spec.season == "autumn" else -0.1
    share = ramp(patches + 0.45 * fine, most - 0.5, most + 0.5)[..., None]
    return (leaves * (1 - share) + moss_on * share).astype(np.float32)


def _scatter(spec: SceneSpec, seen: Viewpoint, day: Day, canvas: Numbers, edge: float, count: int) -> None:
    """Single leaves lying on the ground."""
    codes = FALLEN if spec.season == "autumn" else ("7d5c3c", "8c6c48", "5c4330")
    sprites = [lit_sprite((spec.seed, 40 + i), "leaf", code, day) for i, code in enumerate(codes)]
    found = strew(
        stream(spec, "fallen"), seen, count, max(edge, seen.vanish + 0.06), (0.05, 0.085), len(sprites)
    )
    stick_all(canvas, sprites, seen, sorted(found, key=lambda leaf: leaf.row))


def _path_sides(spec: SceneSpec, seen: Viewpoint, day: Day, canvas: Numbers, edge: float) -> None:
    """Moss and leaves along both sides of a path."""
    side = earth(seen, edge, _leaf_floor(spec), day, 1.0)
    if is_latest(spec):
        side = _grown_over(spec, seen, day, side, edge)
    rows = ((np.arange(seen.height, dtype=np.float32) + 0.5) / seen.height)[:, None]
    columns = ((np.arange(seen.width, dtype=np.float32) + 0.5) / seen.height - seen.aspect / 2)[None]
    metres = columns / np.maximum(seen.scale(rows), 1e-3)
    metres = metres - 0.4 * np.sin(seen.away(rows) / 6 + stream(spec, "bend").uniform(0, 6))
    ragged = 0.16 * ground_noise(seen, land_tile(spec.stream("verge"), 1.1), 4.0, edge)
    share = ramp(np.abs(metres) + ragged, 0.95, 1.15)[..., None]
    canvas *= 1 - side[..., 3:] * share
    canvas += side * share


def _ferns(spec: SceneSpec, seen: Viewpoint, day: Day, canvas: Numbers, edge: float) -> None:
    """Clumps of fern at both sides."""
    code = {"autumn": "a8823c", "winter": "8a7650"}.get(spec.season, "6f8f3e")
    sprites = [lit_sprite((spec.seed, 80 + i), "fern", code, day) for i in range(4)]
    found = strew(stream(spec, "ferns"), seen, 130, max(edge, seen.vanish + 0.05), (0.35, 0.7), 4)
    aside = [fern for fern in found if abs(fern.x - seen.aspect / 2) > 0.3 or fern.row < seen.vanish + 0.12]
    stick_all(canvas, sprites, seen, sorted(aside, key=lambda fern: fern.row))


def _flecks(spec: SceneSpec, seen: Viewpoint, day: Day, canvas: Numbers, edge: float) -> None:
    """Shade under the trees with flecks of sun, the subject's place half lit."""
    tile = land_tile(spec.stream("flecks"), 1.25)
    rows = ((np.arange(seen.height, dtype=np.float32) + 0.5) / seen.height)[:, None]
    dark = 1 - ramp(ground_noise(seen, tile, 7.0, edge), 0.2, 0.9)
    shaded(canvas, day, (dark * (0.8 - 0.3 * at_foot(seen, 0.16))).astype(np.float32))
    air = 1 - np.exp(-day.air * 0.06 * np.minimum(seen.away(rows) / 6, 10))
    for i, tone in enumerate(day.horizon * 0.6 + day.sky * 0.2):
        canvas[..., i] = canvas[..., i] * (1 - air) + tone * air * 0.8 * canvas[..., 3]


def _mossy(spec: SceneSpec) -> Tile:
    """The moss that a spec of that form means."""
    if is_latest(spec):
        return pelt(spec.stream("moss"), 1024)
    return (cushions if is_seen(spec) else moss_tile)(spec.stream("moss"), 1024)


def moss(spec: SceneSpec, view: View) -> Painting:
    """Moss or wet rock close by, with stones, ferns or a log, before a dim wood."""
    if since(spec, 7):
        return wild_woods.painted(spec, view, wild_sorts.mossy(spec))
    seen, day = viewpoint_of(spec, view), day_of(spec)
    shape = far_shape(seen)
    shade, sunny = CANOPY["summer"]
    back = leaves_wall(
        stream(spec, "leaves"),
        shape,
        Foliage(linear(shade), linear(sunny), 0.008),
        day,
        0.3 + 0.25 * day.behind,
        9000,
    )
    for i, (wide, air) in enumerate((((0.02, 0.05), 0.4), ((0.05, 0.1), 0.15))):
        foot = (seen.vanish, seen.vanish + 0.05)
        bark = linear(UNDER_LEAVES if is_latest(spec) else "5c4e3e")
        layer = trunks(stream(spec, f"trunks {i}"), shape, foot, wide, 18 - 9 * i, bark, day, False, 0.2 * i)
        layer = dappled(spec.stream("dapple on bark"), layer) if is_latest(spec) else layer
        back = behind(back, hazed(layer, day, air * (0.25 if is_latest(spec) else 1)), 0)
        if i and is_latest(spec):
            leaves = Foliage(linear(shade), linear(sunny), 0.006)
            back = behind(back, hazed(_undergrowth(spec, i, shape, foot[1], leaves, day), day, air), 0)
    if "waterfall" in spec.props:
        back = _waterfall(spec, seen, day, back)
    back = np.clip(defocus(back, max(seen.aperture, 0.014)), 0, None)
    edge = max(0.0, seen.vanish + 0.05)
    canvas = _cushion(spec, seen, day, edge)
    _flecks(spec, seen, day, canvas, edge)
    return taken(spec, seen, day, back, canvas, open_ground(seen, shade=0.6, far=edge), 1.12)


def _cushion(spec: SceneSpec, seen: Viewpoint, day: Day, edge: float) -> Array:
    """Moss or rock with what lies on it."""
    if spec.materials.ground == "rock":
        heights, colour, metres = rock(spec.stream("rock"), 1024, "6d6a64")
        canvas = earth(seen, edge, (heights * 0.5, colour, metres * 0.5), day)
    else:
        canvas = earth(seen, edge, _mossy(spec), day, 1.75, 0.7)
    _scatter(spec, seen, day, canvas, edge, 60)
    rng = stream(spec, "stones")
    if "log" in spec.props:
        log(canvas, seen, day, seen.foot - 0.2, 0.09, spec.stream("log"))
    count = 7 if "stones" in spec.props else 3
    places = np.stack([rng.random(count), rng.random(count), rng.random(count)], 1)
    for place in sorted(places.tolist()):
        row = edge + 0.06 + (1.0 - edge) * place[0]
        side = np.copysign(0.36 + 0.5 * place[1], place[2] - 0.5)
        boulder(
            canvas,
            seen,
            day,
            row,
            seen.aspect / 2 + side,
            0.05 + 0.13 * place[1],
            spec.stream(f"stone {place[0]:.3f}"),
            mossy=0.6,
        )
    if "ferns" in spec.props:
        _ferns(spec, seen, day, canvas, edge)
    return canvas


def _waterfall(spec: SceneSpec, seen: Viewpoint, day: Day, back: Numbers) -> Array:
    """White water falling far behind."""
    y, x = grid(*back.shape[:2])
    rng = stream(spec, "fall")
    at = seen.aspect / 2 + float(rng.choice([-1, 1]) * rng.uniform(0.1, 0.3))
    tile = land_tile(spec.stream("fall tile"), 1.2)
    strands = tiled(tile, (x - at) * 900, y * 30)
    wide = 0.07 + 0.03 * y
    cover = (
        ramp(1 - np.abs((x - at) / wide), 0.0, 0.5)
        * np.clip(0.75 + 0.3 * strands, 0, 1)
        * (y < seen.vanish + 0.06)
    )
    white = day.sky * 0.9 + day.sun * 0.35
    return (back * (1 - cover[..., None]) + white * cover[..., None]).astype(np.float32)
