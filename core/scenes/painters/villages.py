"""Village street: small old houses along a bending lane of cobbles, by day and night."""

import numpy as np

from core.scenes.painters.fields import fallen_leaves, foliage_of, row_of_trees
from core.scenes.painters.outside import (
    at_foot,
    earth,
    far_canvas,
    ground_noise,
    open_ground,
    shaded,
    taken,
)
from core.scenes.painting import Painting, View
from core.scenes.parts.canvas import Array, stream
from core.scenes.parts.channels import mixed
from core.scenes.parts.claddings import blossoming, boarded, plain, plastered, roof_tiles, snowed
from core.scenes.parts.distance import crown
from core.scenes.parts.grass import stick_all
from core.scenes.parts.grids import Numbers, ramp
from core.scenes.parts.outdoors import Day, day_of
from core.scenes.parts.paving import slabs
from core.scenes.parts.ranges import land_tile
from core.scenes.parts.relief import SLANT
from core.scenes.parts.soils import Tile, pebbles, snow, soil
from core.scenes.parts.solid_light import (
    Mood,
    Skin,
    in_depths,
    layer_view,
    lit_solids,
    set_among,
    shade_below,
    skin_of,
)
from core.scenes.parts.solids import Round, Solid, point
from core.scenes.parts.timber import rubble
from core.scenes.parts.viewpoint import Viewpoint, defocus, viewpoint_of
from core.scenes.parts.village_houses import SHUTTERS, WALLS, House, faces_of
from core.scenes.parts.wild_trees import stands_at, trunk
from core.scenes.spec import SceneSpec

EVENING = {"night": 1.0, "dusk": 0.7, "sunset": 0.2, "foggy": 0.1}
"""Which share of its lamps is on, and how bright they are, by the time of day."""
LAMP = np.array([1.0, 0.56, 0.26], np.float32)
ROOFS = ("9c5c42", "8a5644", "6d6560", "a46a4a")


def village(spec: SceneSpec, view: View) -> Painting:
    """Houses at both sides of a lane that bends out of sight."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    evening = EVENING.get(spec.light.time, 0.0)
    back = _beyond(spec, seen, day)
    houses = _houses(spec)
    solids: list[Solid] = []
    flowers = "flowers" in spec.props
    for i, house in enumerate(houses):
        own = np.random.default_rng([*spec.stream("house"), i])
        solids += faces_of(own, house, evening, flowers and bool(own.random() < 0.7))
    lamps = _lamps(spec, houses) if "lamps" in spec.props or evening > 0.3 else []
    solids += [
        Round(
            middle=(x, z), low=y - 0.12, high=y + 0.14, base=0.065, top=0.09, skin="lit",
            casts=False, glow=point(LAMP * (0.4 + 4 * evening)),
        )
        for x, y, z in lamps
    ]  # fmt: skip
    power = point(LAMP * (3.4 * evening))
    mood = Mood(reach=3.5, air=0.003, lamps=tuple((place, power) for place in lamps) if evening else ())
    small = layer_view(seen, 0.5)
    layer, depth = lit_solids(small, day, solids, _skins(spec), mood)
    _green(spec, small, day, layer, depth, houses)
    edge = max(0.0, seen.vanish + 0.012)
    canvas = _ground(spec, seen, day, edge)
    _shaded(seen, day, canvas, solids, edge)
    bounds = (15.0, 22.0, 36.0)
    place = open_ground(seen, shade=0.55, far=edge)
    return taken(spec, seen, day, back, canvas, place, 1.05, in_depths(small, layer, depth, bounds))


def _beyond(spec: SceneSpec, seen: Viewpoint, day: Day) -> Array:
    """Sky and the trees at the end of the lane, linear, out of focus."""
    back = far_canvas(spec, day, seen)
    foliage, foot = foliage_of(spec, "far", 0.004), seen.vanish + 0.02
    back = row_of_trees(stream(spec, "far trees"), day, back, foot, (0.08, 0.2), 44, foliage, 0.5)
    return np.clip(defocus(back, seen.aperture), 0, None)


def _houses(spec: SceneSpec) -> list[House]:
    """Both rows of houses, near ones first."""
    rng = stream(spec, "lane")
    half, turn = float(rng.uniform(2.9, 3.7)), float(rng.choice([-1, 1])) * float(rng.uniform(5.0, 9.0))
    made: list[House] = []
    for side in (-1.0, 1.0):
        away = float(rng.uniform(3, 7))
        while away < 78:
            own = np.random.default_rng(rng.integers(2**62))
            long, gap = float(own.uniform(5.5, 9.0)), float(own.choice([0.0, 0.0, 0.9, 2.2]))
            back = half + float(own.choice([0.0, 0.0, 0.5, 1.1]))
            ends = [(side * back + turn * (z / 60) ** 2, z) for z in (away, away + long)]
            wall = spec.materials.wall or ("stone wall" if own.random() < 0.2 else "plaster")
            if wall == "plaster":
                wall = f"plaster {int(own.integers(len(WALLS)))}"
            made.append(
                House(
                    near=ends[0],
                    far=ends[1],
                    side=side,
                    tall=float(own.uniform(4.9, 5.8))
                    if own.random() < 0.75
                    else float(own.uniform(2.9, 3.3)),
                    deep=float(own.uniform(6.0, 7.5)),
                    pitch=float(own.uniform(0.75, 1.1)),
                    wall=wall,
                    roof=f"roof {int(own.integers(len(ROOFS)))}",
                    shutter=f"shutter {int(own.integers(len(SHUTTERS)))}",
                    timber="half_timber" in spec.props and bool(own.random() < 0.75),
                )
            )
            away += long + gap
    return made


def _lamps(spec: SceneSpec, houses: list[House]) -> list[tuple[float, float, float]]:
    """Lanterns on every other house's front, about three metres up."""
    found = [house.at(0.5, 2.75, 0.45) for i, house in enumerate(houses) if i % 2 == spec.seed % 2]
    return [place for place in found if 9 < place[2] < 55]


def _skins(spec: SceneSpec) -> dict[str, Skin]:
    """What houses are made of."""
    seed = spec.stream("skins")
    bricks = slabs(spec.stream("bricks"), 512, "9a5f48", (0.23, 0.077), 0.012, "b8b0a2")
    made = {
        "stone wall": skin_of(rubble(spec.stream("rubble"), 512), 1.0),
        "brick": skin_of(bricks, 1.0),
        "plinth": skin_of(rubble(spec.stream("plinth"), 512), 0.8),
        "frame": skin_of(plain("cfc7b6")),
        "pane": skin_of(plain("1c2226")),
        "lit": skin_of(plain("c8a070")),
        "gutter": skin_of(plain("4f4740")),
        "beam": skin_of(boarded(seed, 256, "4a3828")),
        "flowers": skin_of(blossoming(seed, 256, ("c23a4a", "d8788a", "e8e0d8", "b8344a"))),
    }
    made |= {
        f"plaster {i}": skin_of(plastered((seed[0], seed[1] + i), 512, code)) for i, code in enumerate(WALLS)
    }
    made |= {
        f"roof {i}": skin_of(roof_tiles((seed[0], seed[1] + i), 256, code)) for i, code in enumerate(ROOFS)
    }
    if spec.season == "winter":
        made |= {f"roof {i}": skin_of(snowed(seed, 256)) for i in range(len(ROOFS))}
    made |= {f"shutter {i}": skin_of(boarded(seed, 256, code)) for i, code in enumerate(SHUTTERS)}
    return made


def _green(
    spec: SceneSpec, small: Viewpoint, day: Day, layer: Numbers, depth: Array, houses: list[House]
) -> None:
    """Bushes, climbers and pots at the feet of the houses, a tree between them, on the layer in place."""
    rng, foliage = stream(spec, "green"), foliage_of(spec, "leaves", 0.0035, 0.02)
    thick = 3 if {"flowers", "trees"} & set(spec.props) else 1
    own = np.zeros_like(layer)
    for house in sorted(houses, key=lambda one: -one.near[1]):
        for draw in rng.random((thick, 4)).tolist():
            x, _, z = house.at(0.3 + draw[0] * (house.long - 0.6), 0, 0.35)
            column, foot, unit = stands_at(small, x, z)
            tall = (0.35 + 0.9 * draw[1] ** 2) * unit
            if spec.season != "winter" and -0.2 < column < small.aspect + 0.2:
                leaves = np.random.default_rng(int(draw[2] * 2**31))
                crown(leaves, own, (foot - 0.5 * tall, column), (0.5 * tall, 0.4 * unit), foliage, day)
        set_among(layer, depth, house.near[1], own)
    if "trees" in spec.props:
        side = float(rng.choice([-1, 1]))
        x, _, z = min((h for h in houses if h.side == side), key=lambda one: abs(one.near[1] - 26)).at(
            0, 0, 0.8
        )
        column, foot, unit = stands_at(small, x, z)
        up = np.linspace(0, 1, 16, dtype=np.float32)
        wide = (0.17 - 0.05 * up + 0.08 * np.exp(-up / 0.05)) * unit
        trunk(rng, own, day, foot - 3.6 * unit * up, column + 0.05 * unit * np.sin(4 * up), wide, "6a5c4e")
        if spec.season != "winter":
            crown(rng, own, (foot - 4.6 * unit, column), (2.0 * unit, 2.2 * unit), foliage, day)
        set_among(layer, depth, z, own)


def _ground(spec: SceneSpec, seen: Viewpoint, day: Day, edge: float) -> Array:
    """Cobbles, slabs, gravel or earth; snow lies on it in winter."""
    ground = spec.materials.ground or "cobbles"
    canvas = earth(seen, edge, _tile(spec, ground), day, 1.0, 1.0, 0.0 if ground == "slabs" else SLANT)
    if spec.season == "winter":
        white = earth(seen, edge, snow(spec.stream("snow"), 1024), day, 1.0, 0.4)
        trodden = ramp(ground_noise(seen, land_tile(spec.stream("trodden"), 1.5), 5.0, edge), -0.9, 0.5)
        canvas = mixed(canvas, white, trodden).astype(np.float32, copy=False)
    elif spec.season == "autumn":
        found, leaves = fallen_leaves(spec, seen, day, edge + 0.03, 2600, (0.07, 0.11))
        stick_all(canvas, leaves, seen, sorted(found, key=lambda leaf: leaf.row))
    return canvas


def _tile(spec: SceneSpec, ground: str) -> Tile:
    if ground == "slabs":
        return slabs(spec.stream("slabs"), 1024, "9d968a", (0.55, 0.4), 0.014)
    if ground == "gravel":
        codes = ("a89d8c", "938879", "bcb1a0", "7f7568")
        return pebbles(spec.stream("gravel"), 1024, codes, (0.005, 0.02), 1.4)
    if ground == "path":
        return soil(spec.stream("path"), 1024, "8f7a5e")
    codes = ("aaa196", "b8afa2", "978f86", "c2b8a8", "a09482")
    heights, colour, metres = pebbles(spec.stream("cobbles"), 1024, codes, (0.045, 0.062), 1.6)
    return (0.55 * heights).astype(np.float32), colour, metres


def _shaded(seen: Viewpoint, day: Day, canvas: Numbers, solids: list[Solid], edge: float) -> None:
    """The houses' shadows on the lane, lighter where the subject stands, and the dark along walls."""
    dark, close = shade_below(seen, day, solids, edge)
    rows = ((np.arange(seen.height, dtype=np.float32) + 0.5) / seen.height)[:, None]
    lighter = 1 - 0.8 * at_foot(seen, 0.14)
    shaded(canvas, day, (0.95 * dark * lighter).astype(np.float32))
    canvas[..., :3] *= (1 - 0.5 * close * ramp(rows, edge, edge + 0.02))[..., None]
