"""Castle: towers and walls on a hill at some distance, behind grass, gravel or a stone terrace."""

from functools import lru_cache

import numpy as np

from core.scenes.painters.fields import foliage_of, row_of_trees, turf_of
from core.scenes.painters.heights import aired, drifts
from core.scenes.painters.outside import behind, earth, far_canvas, open_ground, taken
from core.scenes.painters.wild_grass import tufted
from core.scenes.painting import Painting, View
from core.scenes.parts.canvas import Array, grid, stream
from core.scenes.parts.castle_walls import Plan, castle_faces, plan_of
from core.scenes.parts.claddings import plain, plastered, roof_tiles, snowed
from core.scenes.parts.distance import crown, hazed
from core.scenes.parts.grass import lawn
from core.scenes.parts.grids import Numbers, ramp, tiled
from core.scenes.parts.outdoors import Day, day_of
from core.scenes.parts.paving import slabs
from core.scenes.parts.ranges import Range, land_tile, mountains
from core.scenes.parts.soils import Seed, Tile, linear, pebbles, snow, soil
from core.scenes.parts.solid_light import Mood, Skin, lit_solids, skin_of
from core.scenes.parts.stonework import stained
from core.scenes.parts.timber import rubble
from core.scenes.parts.viewpoint import FOCAL, Viewpoint, defocus, viewpoint_of
from core.scenes.spec import SceneSpec


def castle(spec: SceneSpec, view: View) -> Painting:
    """A castle on its hill among trees, and the ground before it."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    back = far_canvas(spec, day, seen)
    small = seen.sized(back.shape[0])
    if "hills" in spec.props:
        made = Range(
            seen.vanish + 0.01,
            0.16,
            0.8,
            0.3,
            linear("6d7a52"),
            linear("6a6a58"),
            1.1,
            (0.6, 1.0),
            linear("3a4a30"),
        )
        back = behind(back, mountains(spec.stream("hills"), (small.height, small.width), made, day), 0)
    plan = plan_of(stream(spec, "plan"), "flags" in spec.props)
    solids = castle_faces(plan)
    layer, _ = lit_solids(small, day, solids, _skins(spec), Mood(reach=12.0, air=0.0016))
    back = behind(back, layer, 0)
    back = _hill(spec, small, day, back, plan)
    back = np.clip(defocus(back, seen.aperture * 0.9), 0, None)
    edge = max(0.0, seen.vanish + 0.03)
    canvas = _ground(spec, seen, day, edge)
    drifts(canvas, spec, seen, day, edge, 20.0, 0.35)
    aired(canvas, seen, day, 0.02)
    return taken(spec, seen, day, back, canvas, open_ground(seen, shade=0.5, far=edge), 1.05)


def _skins(spec: SceneSpec) -> dict[str, Skin]:
    """Stone, plaster and slate."""
    seed = spec.stream("skins")
    pale = bool(stream(spec, "pale").random() < 0.45)
    wall = _wall(seed, pale)
    roof = ("5b626c", "6a5a52", "7d5546")[int(stream(spec, "roof").integers(3))]
    tiles = roof_tiles(seed, 256, roof)
    return {
        "wall": skin_of(wall, 1.5),
        "roof": skin_of(snowed(seed, 256) if spec.season == "winter" else (tiles[0], tiles[1], 4.0), 1.0),
        "dark": skin_of(plain("1c1b1a")),
        "edge": skin_of(plain("8f887a")),
        "flag": skin_of(plain("9c2f2c")),
    }


@lru_cache(maxsize=2)
def _wall(seed: Seed, pale: bool) -> Tile:
    """Plastered or bare stone, stained by rain, as it looks from afar."""
    if pale:
        heights, colour, _ = stained(seed, plastered(seed, 512, "d8d0c0"), 0.12)
        return heights, colour, 13.0
    heights, colour, metres = stained(seed, rubble(seed, 512), 0.2)
    return heights, colour, metres * 1.7


def _hill(spec: SceneSpec, small: Viewpoint, day: Day, back: Numbers, plan: Plan) -> Array:
    """The slope that the castle stands on, its foot among trees, linear."""
    shape = back.shape[0], back.shape[1]
    y, x = grid(*shape)
    unit = FOCAL / plan.away
    middle = small.aspect / 2 + plan.across * unit
    crest = small.vanish - (plan.ground + 1.0 - small.eye) * unit
    tile = land_tile(spec.stream("slope"), 1.5)
    fall = (np.abs(x - middle) / (plan.half * unit * 2.0)) ** 2
    line = crest + (small.vanish + 0.02 - crest) * (1 - np.exp(-(fall**1.4)))
    line = line + 0.006 * tiled(tile, x * 160, np.zeros_like(x))
    cover = ramp(y, line - 0.003, line + 0.003)
    speck = tiled(land_tile(spec.stream("speck"), 0.9), x * 900, y * 900)
    code = {"autumn": "7f7640", "winter": "c9ccd0", "spring": "74863e"}.get(spec.season, "6e7a3e")
    green = linear(code) * np.clip(1 + 0.25 * speck, 0.4, 1.7)[..., None]
    light = day.lit(max(0.2, day.toward[1]), 0.8)
    slope = np.dstack([green * light * cover[..., None], cover]).astype(np.float32)
    back = behind(back, hazed(slope, day, 0.3), 0)
    back = behind(back, hazed(_wood(spec, small, day, plan), day, 0.3), 0)
    foliage, tall = foliage_of(spec, "near", 0.004), (0.05, 0.13)
    foot = small.vanish + 0.035
    return row_of_trees(stream(spec, "near trees"), day, back, foot, tall, 40, foliage, 0.16)


def _wood(spec: SceneSpec, small: Viewpoint, day: Day, plan: Plan) -> Array:
    """Trees on the castle's slope, larger below: RGBA, sharp."""
    unit = FOCAL / plan.away
    middle = small.aspect / 2 + plan.across * unit
    crest = small.vanish - (plan.ground + 1.0 - small.eye) * unit
    layer = np.zeros((small.height, small.width, 4), np.float32)
    foliage, rng = foliage_of(spec, "leaves", 0.0035, 0.03), stream(spec, "wood")
    thick = 260 if "trees" in spec.props else 130
    found: list[tuple[float, float, float, float]] = []
    for draw in rng.random((thick, 4)).tolist():
        column = middle + (draw[0] - 0.5) * 2.4
        gone = (abs(column - middle) / (plan.half * unit * 2.0)) ** 2
        top = crest + (small.vanish + 0.02 - crest) * (1 - float(np.exp(-(gone**1.4))))
        low = small.vanish + 0.03
        row = top + (low - top) * (0.12 + 0.88 * draw[1])
        found.append(
            (row, column, (0.008 + 0.016 * draw[2]) * (1 + 1.3 * (row - crest) / (low - crest)), draw[3])
        )
    for row, column, size, number in sorted(found):
        if -0.1 < column < small.aspect + 0.1:
            own = np.random.default_rng(int(number * 2**31))
            crown(own, layer, (row - 0.8 * size, column), (size, size * own.uniform(0.8, 1.3)), foliage, day)
    return layer


def _ground(spec: SceneSpec, seen: Viewpoint, day: Day, edge: float) -> Array:
    """A lawn, gravel, or the slabs of a terrace; snow in winter."""
    if spec.season == "winter":
        return earth(seen, edge, snow(spec.stream("snow"), 1024), day, 1.0, 0.4)
    ground = spec.materials.ground or "grass"
    if ground == "slabs":
        return earth(
            seen, edge, slabs(spec.stream("slabs"), 1024, "a39b8c", (0.7, 0.5), 0.014), day, 1.0, 1.0, 0.0
        )
    if ground == "gravel":
        codes = ("b5a78e", "a1937c", "c7bba5", "8d8271")
        return earth(seen, edge, pebbles(spec.stream("gravel"), 1024, codes, (0.004, 0.016), 1.4), day, 1.05)
    canvas = earth(seen, edge, soil(spec.stream("soil"), 512, "4d4b2a"), day, 0.6)
    lawn(canvas, spec.stream("grass"), seen, turf_of(spec, 0.07, wild=True), day, edge)
    tufted(canvas, spec, seen, day, edge, "lawn")
    return canvas
