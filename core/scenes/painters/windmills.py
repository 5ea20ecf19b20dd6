"""Windmill: a Dutch mill over flat fields of tulips, grass or along a track."""

import numpy as np

from core.scenes.painters.crops import bed
from core.scenes.painters.fields import foliage_of, row_of_trees
from core.scenes.painters.groves import grassy, lane, softened
from core.scenes.painters.heights import aired, drifts
from core.scenes.painters.outside import below_row, far_canvas, open_ground, taken
from core.scenes.painting import Painting, View
from core.scenes.parts.canvas import Array, Random, stream
from core.scenes.parts.claddings import boarded, plain, plastered
from core.scenes.parts.distance import hazed, trees
from core.scenes.parts.grids import Numbers
from core.scenes.parts.outdoors import Day, day_of
from core.scenes.parts.paving import slabs
from core.scenes.parts.soils import soil
from core.scenes.parts.solid_light import Mood, Skin, in_depths, lit_solids, skin_of
from core.scenes.parts.solids import Round, Solid, bar, point, rectangle, wall
from core.scenes.parts.viewpoint import FOCAL, Viewpoint, viewpoint_of
from core.scenes.spec import SceneSpec


def windmill(spec: SceneSpec, view: View) -> Painting:
    """One mill at some distance and smaller ones on the horizon, behind tulips or grass."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    cover = 0.6 if "clouds" in spec.props else None
    back = _plain(spec, seen, day, far_canvas(spec, day, seen, cover))
    small = seen.sized(back.shape[0])
    mills = _mills(spec)
    layer, depth = lit_solids(small, day, mills, _skins(spec), Mood(reach=6.0, air=0.0014))
    edge = max(0.0, seen.vanish + 0.01)
    canvas = _ground(spec, seen, day, edge)
    aired(canvas, seen, day, 0.02)
    before = in_depths(small, layer, depth, (200.0,))
    before.append(_hedge(spec, small, day))
    place = open_ground(seen, shade=0.5)
    return taken(spec, seen, day, softened(back, small), canvas, place, 1.05, before)


def _plain(spec: SceneSpec, seen: Viewpoint, day: Day, back: Numbers) -> Array:
    """Flat land: rows of trees on the horizon, linear."""
    for i, (tall, count, air) in enumerate((((0.012, 0.03), 90, 0.8), ((0.03, 0.075), 26, 0.5))):
        foliage, row = foliage_of(spec, f"leaves {i}", 0.003), seen.vanish + 0.012
        back = row_of_trees(stream(spec, f"row {i}"), day, back, row, tall, count, foliage, air)
    return np.asarray(back, np.float32)


def _hedge(spec: SceneSpec, small: Viewpoint, day: Day) -> Array:
    """Bushes around the mill's foot and trees near it, out of focus as they stand there: RGBA."""
    away = 96.0
    unit = FOCAL / away
    tall = (1.0 * unit, (5.5 if "trees" in spec.props else 2.2) * unit)
    shape = small.height, small.width
    foliage = foliage_of(spec, "hedge", 0.004)
    row = small.vanish + small.eye * unit
    count = 60 if "trees" in spec.props else 40
    layer = hazed(trees(stream(spec, "hedge"), shape, row, tall, count, foliage, day, False), day, 0.15)
    return in_depths(small, layer, np.where(layer[..., 3] > 0, away, np.inf), ())[0]


def _mills(spec: SceneSpec) -> list[Solid]:
    """The near mill to one side of the middle, and two far ones."""
    rng = stream(spec, "mills")
    side = float(rng.choice([-1, 1]))
    made = _mill(rng, (side * float(rng.uniform(5, 15)), float(rng.uniform(112, 145))), -side)
    for away in (float(rng.uniform(280, 340)), float(rng.uniform(420, 560))):
        made += _mill(rng, (float(rng.uniform(-0.2, 0.2)) * away - side * 0.06 * away, away), side)
    return made


def _mill(rng: Random, at: tuple[float, float], side: float) -> list[Solid]:
    """A mill: brick base, thatched body, gallery, cap, and four sails that face a little to ``side``."""
    x, z = at
    base = float(rng.uniform(4.5, 6.5))
    high, cap = base + float(rng.uniform(8.5, 10.0)), 2.3
    made: list[Solid] = [
        Round(middle=at, low=0.0, high=base, base=4.3, top=3.9, skin="brick"),
        Round(middle=at, low=base, high=high, base=3.7, top=2.25, skin="thatch"),
        Round(middle=at, low=high - 0.35, high=high, base=2.42, top=2.4, skin="white"),
        Round(middle=at, low=high, high=high + cap, base=2.5, top=0.5, skin="cap"),
        Round(middle=at, low=base - 0.15, high=base + 0.1, base=5.4, top=5.4, skin="wood"),
        Round(middle=at, low=base + 0.95, high=base + 1.05, base=5.4, top=5.4, skin="white", casts=False),
    ]
    for turn in np.linspace(-1.4, 1.4, 13).tolist():
        px, pz = x + 5.4 * float(np.sin(turn)), z - 5.4 * float(np.cos(turn))
        made.append(bar((px, base + 0.1, pz), (px, base + 1.0, pz), 0.1, "white", casts=False))
        foot = (x + 4.2 * float(np.sin(turn)), base - 2.0, z - 4.2 * float(np.cos(turn)))
        made.append(bar(foot, (px, base, pz), 0.16, "wood", casts=False))
    for up, off in ((0.9, 0.0), (base + 2.4, 0.0), (base + 5.6, 0.0), (1.1, 2.0), (1.1, -2.0)):
        front = z - 4.5 + 0.24 * up
        made += [
            wall((x + off - 0.5, front), (x + off + 0.5, front), up, up + 1.3, "white", casts=False),
            wall(
                (x + off - 0.38, front - 0.05),
                (x + off + 0.38, front - 0.05),
                up + 0.1,
                up + 1.2,
                "dark",
                casts=False,
            ),
        ]
    return made + _sails(rng, (x, high + 0.75, z), side)


def _sails(rng: Random, hub: tuple[float, float, float], side: float) -> list[Solid]:
    """Four sails of lattice on their spars around the hub."""
    yaw = side * float(rng.uniform(0.15, 0.5))
    right = np.array([np.cos(yaw), 0.0, np.sin(yaw)])
    ahead = np.array([np.sin(yaw), 0.0, -np.cos(yaw)])
    middle = np.array(hub) + 3.0 * ahead
    long, start = 10.2, float(rng.uniform(0, np.pi / 2))
    made: list[Solid] = [bar(hub, point(middle + 0.2 * ahead), 0.5, "wood", casts=False)]
    for quarter in range(4):
        angle = start + quarter * np.pi / 2
        outward = np.cos(angle) * right + np.sin(angle) * np.array([0.0, 1.0, 0.0])
        aside = -np.sin(angle) * right + np.cos(angle) * np.array([0.0, 1.0, 0.0])
        tip = middle + long * outward
        made.append(bar(point(middle), point(tip), 0.26, "wood"))
        corner, size = point(middle + 1.6 * outward - 0.3 * aside), (long - 1.6, 2.0)
        made.append(rectangle(corner, point(outward), point(aside), size, "sail", kept=_lattice, casts=False))
    return made


def _lattice(u: Array, v: Array) -> Array:
    """The bars of a sail's lattice."""
    return (u % 0.62 < 0.13) | (v % 0.5 < 0.1) | (v < 0.55)


def _skins(spec: SceneSpec) -> dict[str, Skin]:
    """Brick, thatch, painted wood."""
    seed = spec.stream("skins")
    thatch = plastered(seed, 256, "6d5c48")
    green = bool(stream(spec, "paint").random() < 0.4)
    return {
        "brick": skin_of(slabs(spec.stream("brick"), 512, "8f5a46", (0.46, 0.154), 0.02, "b8b0a2"), 1.0),
        "thatch": skin_of((thatch[0], thatch[1], 3.0), 3.0),
        "cap": skin_of(boarded(seed, 256, "4f5a4a" if green else "5d5048")),
        "wood": skin_of(boarded(seed, 256, "6b5a48")),
        "sail": skin_of(plain("a8927a")),
        "white": skin_of(plain("dedad0")),
        "dark": skin_of(plain("23282a")),
    }


def _ground(spec: SceneSpec, seen: Viewpoint, day: Day, edge: float) -> Array:
    """Tulips in rows, a pasture with tulips farther off, or a track through them."""
    ground = spec.materials.ground or "tulips"
    canvas = bed(spec, seen, day, edge, "tulips", 1.0 if ground == "path" else 0.55)
    if ground == "path":
        lane(spec, seen, day, canvas, edge, 0.9, soil(spec.stream("path"), 1024, "8f7a5c"))
    if ground == "grass":
        grass = grassy(spec, seen, day, edge, 0.08)
        rim = seen.vanish + 0.3 * (seen.foot - seen.vanish)
        canvas = below_row(canvas, grass, rim, 0.004)
        drifts(canvas, spec, seen, day, edge, 20.0, 0.3)
    return canvas
