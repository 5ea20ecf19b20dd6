"""Country lane: a track, gravel or a small road under large trees, in four seasons."""

from functools import partial
from itertools import pairwise

import numpy as np

from core.scenes.painters.crops import asphalt
from core.scenes.painters.fields import FALLEN, fallen_leaves, turf_of
from core.scenes.painters.groves import ground_metres, softened, wooded_hills
from core.scenes.painters.heights import aired
from core.scenes.painters.outside import (
    at_foot,
    earth,
    far_canvas,
    ground_noise,
    open_ground,
    shaded,
    taken,
)
from core.scenes.painters.wild_grass import tufted
from core.scenes.painting import Painting, View
from core.scenes.parts.canvas import Array, Random, stream
from core.scenes.parts.channels import mixed
from core.scenes.parts.claddings import boarded
from core.scenes.parts.distance import Foliage, crown, hazed
from core.scenes.parts.grass import lawn, stick_all
from core.scenes.parts.grids import Numbers, ramp
from core.scenes.parts.outdoors import Day, day_of
from core.scenes.parts.ranges import land_tile
from core.scenes.parts.soils import Tile, linear, litter, pebbles, snow, soil
from core.scenes.parts.solid_light import Mood, in_depths, layer_view, lit_solids, set_among, skin_of
from core.scenes.parts.solids import Solid, bar
from core.scenes.parts.viewpoint import FOCAL, Viewpoint, viewpoint_of
from core.scenes.parts.wild_trees import Point, bent, limb, stands_at, trunk
from core.scenes.spec import SceneSpec

HALF = 1.55
"""Half the width of the lane in metres."""
LEAVES = {
    "spring": (("3c4a22", "a4b85c"), ("46542a", "b4c46c"), ("3a4824", "98ae54")),
    "summer": (("222e16", "72863c"), ("28341a", "829446"), ("1f2b16", "66793a")),
    "autumn": (("4e2c12", "cf8f36"), ("5c3414", "dcae4c"), ("4a2212", "b4602a"), ("44381a", "a8983e")),
    "winter": (("3a342e", "7c7468"),),
}


def country_lane(spec: SceneSpec, view: View) -> Painting:
    """A lane that runs away under an avenue of trees, fields beyond."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    back = wooded_hills(spec, seen, day, far_canvas(spec, day, seen), 0.08)
    small = layer_view(seen, 0.6)
    edge = max(0.0, seen.vanish + 0.008)
    canvas = _ground(spec, seen, day, edge)
    _light(spec, seen, day, canvas, edge)
    aired(canvas, seen, day, 0.02)
    place = open_ground(seen, shade=0.5)
    rows = softened(back, seen.sized(back.shape[0]))
    return taken(spec, seen, day, rows, canvas, place, 1.05, _avenue(spec, small, day))


def _avenue(spec: SceneSpec, small: Viewpoint, day: Day) -> list[Array]:
    """Trees at both sides and a fence, out of focus as far as they stand: layers, far ones first."""
    rng = stream(spec, "avenue")
    gap = float(rng.uniform(6.5, 8.5))
    layer, depth = _fence(spec, small, day)
    near = FOCAL * small.span * 1.55
    bounds = tuple(near * factor for factor in (1.35, 2.1, 4.5))
    begin = float(rng.uniform(0, 1)) * gap
    own = np.zeros_like(layer)
    for away in _places(near + begin, gap):
        aside = float(_bend(spec, away))
        for side in (-1.0, 1.0):
            tree = np.random.default_rng(rng.integers(2**62))
            at = (aside + side * (HALF + 1.5 + float(tree.uniform(0, 0.6))), away)
            _tree(tree, spec, own, small, day, at, float(tree.uniform(8.5, 11.5)))
        air = float(np.clip(away / 260, 0.03, 0.6))
        set_among(layer, depth, away, own, partial(hazed, day=day, distance=air))
    return in_depths(small, layer, depth, bounds)


def _places(near: float, gap: float) -> list[float]:
    """How far away the trees of the avenue stand, far ones first; farther off only some of them."""
    first = near + gap * np.arange(7)
    return [*np.geomspace(first[-1] * 3.4, first[-1] * 1.15, 7).tolist(), *first[::-1].tolist()]


def _bend(spec: SceneSpec, away: Numbers | float) -> Array:
    """How far aside the lane has run at that distance, in metres."""
    turn = float(stream(spec, "bend").uniform(-1, 1)) * 7.0
    return np.asarray(turn * (np.clip(np.asarray(away) - 9, 0, None) / 70) ** 1.8, np.float32)


def _tree(
    rng: Random, spec: SceneSpec, layer: Numbers, small: Viewpoint, day: Day, at: Point, high: float
) -> None:
    """A tall tree whose boughs reach over the lane; bare in winter."""
    x, foot, unit = stands_at(small, float(at[0]), at[1])
    tall = high * unit
    if not -0.6 * tall < x < small.aspect + 0.6 * tall:
        return
    bark = linear("5a4c40")
    barks = bark * (day.sky * 0.4 + day.sun * 0.05), bark * (day.sky * 0.8 + day.sun * 0.35)
    inward = -float(np.sign(at[0])) * 0.05 * tall
    fork = (x + inward, foot - 0.36 * tall)
    thick = 0.0175 * tall
    ends: list[Point] = []
    bare = spec.season == "winter"
    for lean in np.linspace(-1, 1, 9 if bare else 6).tolist():
        end = (
            fork[0] + (0.36 * lean + float(rng.normal(0, 0.04))) * tall + inward,
            fork[1] - (0.5 - 0.2 * abs(lean) + float(rng.normal(0, 0.04))) * tall,
        )
        way = bent(rng, fork, end, 0.06)
        limb(layer, way, (0.55 * thick, 0.1 * thick), barks)
        ends.append(end)
        for _ in range(7 if bare else 1):
            root = way[int(rng.integers(2, 6))]
            tip = (
                root[0] + float(rng.normal(0, 0.1)) * tall,
                root[1] - float(rng.uniform(0.02, 0.16)) * tall,
            )
            limb(layer, bent(rng, root, tip, 0.05), (0.16 * thick, 0.03 * thick), barks)
    up = np.linspace(0, 1, 24, dtype=np.float32)
    lean = x + (fork[0] - x) * up**1.5 + 0.25 * thick * np.sin(5 * up + float(rng.uniform(0, 6)))
    wide = thick * (1.12 - 0.2 * up + 0.7 * np.exp(-up / 0.05))
    trunk(rng, layer, day, foot + 0.003 * tall + (fork[1] - foot - 0.02 * tall) * up, lean, wide, "6a5a4a")
    if not bare:
        _leaves(rng, spec, layer, day, (x + inward, foot, unit), tall, ends)


def _leaves(
    rng: Random,
    spec: SceneSpec,
    layer: Numbers,
    day: Day,
    at: tuple[float, float, float],
    tall: float,
    ends: list[Point],
) -> None:
    """The crown around boughs that end at ``ends``; ``at`` is its middle, its foot and heights in a metre."""
    middle, foot, unit = at
    sorts = LEAVES[spec.season]
    shade, sunny = sorts[int(rng.integers(len(sorts)))]
    tone = (1.35 * linear(sunny) * rng.uniform(0.85, 1.15, 3)).astype(np.float32)
    foliage = Foliage(linear(shade), tone, float(np.clip(0.055 * unit, 0.002, 0.009)), 0.015)
    crown(rng, layer, (foot - 0.66 * tall, middle), (0.3 * tall, 0.3 * tall), foliage, day)
    for column, row in ends:
        size = float(rng.uniform(0.1, 0.16)) * tall
        crown(rng, layer, (row, column), (0.8 * size, size), foliage, day)


def _fence(spec: SceneSpec, small: Viewpoint, day: Day) -> tuple[Array, Array]:
    """A wooden fence at one side, where the spec wants one: RGBA and its depth."""
    solids: list[Solid] = []
    if "fence" in spec.props:
        side = float(stream(spec, "fence").choice([-1, 1])) * (HALF + 0.75)
        places = [(side + float(_bend(spec, z)), z) for z in np.arange(4.0, 70.0, 2.3).tolist()]
        for (x, z), (nx, nz) in pairwise(places):
            solids.append(bar((x, 0.0, z), (x, 1.15, z), 0.12, "wood"))
            solids += [bar((x, up, z), (nx, up, nz), 0.1, "wood", casts=False) for up in (0.45, 0.95)]
    return lit_solids(
        small, day, solids, {"wood": skin_of(boarded(spec.stream("wood"), 256, "8a7a66"))}, Mood()
    )


def _ground(spec: SceneSpec, seen: Viewpoint, day: Day, edge: float) -> Array:
    """Grassy verges and the lane between them; leaves lie about in autumn, snow in winter."""
    if spec.season == "winter":
        canvas = earth(seen, edge, snow(spec.stream("snow"), 1024), day, 1.0, 0.4)
    else:
        canvas = earth(seen, edge, soil(spec.stream("soil"), 512, "4d4b2a"), day, 0.6)
        lawn(canvas, spec.stream("grass"), seen, turf_of(spec, 0.16, wild=True), day, edge)
        tufted(canvas, spec, seen, day, edge, "meadow")
    side, away = ground_metres(seen)
    ragged = 0.14 * ground_noise(seen, land_tile(spec.stream("rim"), 1.2), 2.5, edge)
    off = np.abs(side - _bend(spec, away)) + ragged
    share = 1 - ramp(off, HALF - 0.12, HALF + 0.1)
    if (spec.materials.ground or "path") in {"path", "gravel"}:
        share = share * (1 - 0.8 * (1 - ramp(off, 0.16, 0.34)))
    if spec.season == "winter":
        share = share * (0.35 + 0.3 * ramp(np.abs(off - 0.75), 0.3, 0.1))
    made = earth(seen, edge, _tile(spec), day, 1.0)
    canvas = mixed(canvas, made, share)
    if spec.season == "autumn":
        found, leaves = fallen_leaves(spec, seen, day, edge + 0.02, 6500, (0.06, 0.1))
        aside = [
            leaf
            for leaf in found
            if abs(leaf.x - seen.aspect / 2) / seen.unit(leaf.row) > 0.5 or leaf.sort % 3
        ]
        stick_all(canvas, leaves, seen, sorted(aside, key=lambda leaf: leaf.row))
    return canvas.astype(np.float32)


def _tile(spec: SceneSpec) -> Tile:
    """The lane's own ground."""
    ground = spec.materials.ground or "path"
    if ground == "asphalt":
        return asphalt(spec.stream("asphalt"))
    if ground == "gravel":
        codes = ("a89a84", "948671", "bcae96", "857862")
        return pebbles(spec.stream("gravel"), 1024, codes, (0.004, 0.018), 1.6)
    if ground == "leaves":
        return litter(spec.stream("litter"), 1024, FALLEN)
    return soil(spec.stream("path"), 1024, "8a7458")


def _light(spec: SceneSpec, seen: Viewpoint, day: Day, canvas: Numbers, edge: float) -> None:
    """Shade of the leaves with flecks of sun, lighter where the subject stands, on the canvas in place."""
    strength = 0.35 if spec.season == "winter" else 0.72
    fleck = ramp(ground_noise(seen, land_tile(spec.stream("flecks"), 1.25), 9.0, edge), 0.5, -0.3)
    lighter = 1 - 0.6 * at_foot(seen, 0.14)
    shaded(canvas, day, (strength * fleck * lighter).astype(np.float32))
