"""Meadow, park and garden: grass underfoot, trees and hedges out of focus."""

from dataclasses import replace

import numpy as np

from core.scenes.painters.outside import (
    at_foot,
    behind,
    earth,
    far_canvas,
    ground_noise,
    open_ground,
    shaded,
    taken,
)
from core.scenes.painters.pastures import beyond, fence_of, flowered, lone_trees, with_peaks
from core.scenes.painters.wild_grass import row_of_boughs, tufted
from core.scenes.painters.wild_plants import BLOSSOM
from core.scenes.painting import Painting, View
from core.scenes.parts.blossoms import lit_sprite
from core.scenes.parts.canvas import Array, Random, grid, stream
from core.scenes.parts.cattle import herd
from core.scenes.parts.distance import Foliage, hazed, leaves_wall, trees
from core.scenes.parts.drifting import drifting_leaves
from core.scenes.parts.far_houses import farmhouse
from core.scenes.parts.furnished import bench, lamps, string_lights
from core.scenes.parts.grass import Flower, Turf, lawn, stick, strew
from core.scenes.parts.grids import Numbers, ramp, resized, tiled
from core.scenes.parts.outdoors import Day, day_of
from core.scenes.parts.paving import planks, slabs
from core.scenes.parts.ranges import Range, land_tile, mountains
from core.scenes.parts.relief import SLANT
from core.scenes.parts.skylines import town_behind
from core.scenes.parts.soils import Tile, linear, pebbles, snow, soil
from core.scenes.parts.underlay import opened, shown
from core.scenes.parts.viewpoint import Viewpoint, defocus, viewpoint_of
from core.scenes.parts.volcanoes import volcano
from core.scenes.spec import SceneSpec, is_latest, since

# Fresh and dry grass and how much is dry, by season.
GRASS = {
    "spring": ("8ba046", "b8b070", 0.04),
    "summer": ("84954a", "b9a968", 0.14),
    "autumn": ("8b8a4a", "b99a5a", 0.34),
    "winter": ("80805a", "a89a72", 0.5),
}
WILD_GRASS = {
    "spring": ("80935a", "aaa57c", 0.08),
    "summer": ("7b8a54", "a8a276", 0.17),
    "autumn": ("858256", "ac966a", 0.36),
    "winter": ("7e7c60", "a59a78", 0.5),
}
"""Grass that nobody sows or waters is paler than a lawn's and a meadow's."""
# Leaves of trees in shade and sun, by season: several trees' worth.
LEAVES = {
    "spring": (("2f3f1c", "9cb04e"), ("3a4a22", "b4bf62")),
    "summer": (("222e16", "76883c"), ("28341a", "8a9848")),
    "autumn": (("4a2a12", "c98a34"), ("5a3416", "d8a94a")),
    "winter": (("3a342e", "7c7468"), ("423a34", "8a8276")),
}
BLOSSOMS = {
    "spring": (("daisy", "f4f1e6"), ("bell", "e2c23c"), ("bell", "8a78b8")),
    "summer": (("poppy", "c23a22"), ("daisy", "f4f1e6"), ("bell", "5c6cb4"), ("spike", "8d6cab")),
    "autumn": (("bell", "a06a94"), ("daisy", "efe6d0"), ("bell", "c8a23c")),
    "winter": (("bell", "c8c0b0"),),
}
DRIFT = "falling leaves"
FALLEN = ("a8692c", "bf8833", "7e4d26", "94411f", "c8a04e", "6a4a2a")


def foliage_of(spec: SceneSpec, part: str, leaf: float = 0.0045, gaps: float = 0.05) -> Foliage:
    """The leaves of one row of trees, by season and seed."""
    choice = LEAVES[spec.season]
    shade, sunny = choice[int(stream(spec, part).integers(len(choice)))]
    return Foliage(linear(shade), linear(sunny), leaf, gaps, is_latest(spec))


def row_of_trees(
    rng: Random,
    day: Day,
    back: Numbers,
    foot: float,
    tall: tuple[float, float],
    count: int,
    foliage: Foliage,
    distance: float,
) -> Array:
    """The linear ``back`` behind a row of trees that stand in the row ``foot``, ``tall`` heights at least and
    at most, in the haze of that ``distance`` (0…1)."""
    layer = trees(rng, (back.shape[0], back.shape[1]), foot, tall, count, foliage, day)
    return behind(back, hazed(layer, day, distance), 0)


def fallen_leaves(
    spec: SceneSpec, seen: Viewpoint, day: Day, edge: float, count: int, size: tuple[float, float]
) -> tuple[list[Flower], list[Array]]:
    """Leaves strewn on the ground from the row ``edge`` down, ``size`` metres at least and at most, and their
    sprites."""
    sprites = [lit_sprite((spec.seed, 40 + i), "leaf", code, day) for i, code in enumerate(FALLEN)]
    return strew(stream(spec, "fallen"), seen, count, edge, size, len(sprites)), sprites


def turf_of(spec: SceneSpec, tall: float, *, wild: bool = False) -> Turf:
    """Grass of the season, ``tall`` metres high; ``wild`` where nobody tends it."""
    fresh, dry, withered = (WILD_GRASS if wild else GRASS)[spec.season]
    short = tall < 0.12
    return Turf(
        tall, 950 if short else 520, 0.02 if short else 0.011, 0.33 if short else 0.3, fresh, dry, withered
    )


HERD = 512
"""Rows in px that are enough for cows far off."""


def meadow(spec: SceneSpec, view: View) -> Painting:
    """Open grassland with flowers, hills and trees far off."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    back = far_canvas(spec, day, seen)
    shape = back.shape[0], back.shape[1]
    rng = stream(spec, "land")
    edge = max(0.0, seen.vanish + 0.012)
    sharp = np.zeros((*shape, 4), np.float32)
    if "hills" in spec.props or rng.random() < 0.5:
        sharp = _hills(spec, day, shape, seen.vanish)
    back = behind(back, sharp, 0)
    back = with_peaks(spec, seen, day, back)
    row = trees(
        stream(spec, "far trees"),
        shape,
        seen.vanish + 0.012,
        (0.03, 0.09),
        60,
        foliage_of(spec, "far leaves", 0.003),
        day,
    )
    back = behind(back, hazed(row, day, 0.5), 0)
    if "trees" in spec.props or rng.random() < 0.35:
        near = lone_trees(spec, seen.sized(shape[0]), day, foliage_of(spec, "leaves"))
        back = behind(back, hazed(near, day, 0.2), 0)
    if "farmhouse" in spec.props:
        farm = farmhouse(stream(spec, "farm"), shape, day, seen.vanish + 0.03, 0.085)
        back = behind(back, hazed(farm, day, 0.12), 0)
    back = behind(back, np.zeros((*shape, 4), np.float32), 0)
    back = beyond(spec, seen, day, _soft(back, seen))
    canvas = _grassland(spec, seen, day, edge, 0.3 if spec.materials.ground == "tall grass" else 0.075)
    fence = fence_of(spec, seen, day)
    made = taken(spec, seen, day, back, canvas, open_ground(seen, shade=0.5), before=fence)
    return made if "cows" not in spec.props else _grazed(spec, seen, day, made)


def _grazed(spec: SceneSpec, seen: Viewpoint, day: Day, made: Painting) -> Painting:
    """The meadow with cows on it, less out of focus than all that is far: they would be blots."""
    height = min(seen.height, HERD)
    layer = herd(stream(spec, "cows"), (height, round(height * seen.aspect)), day, seen.vanish + 0.012, 0.17)
    layer = resized(defocus(hazed(layer, day, 0.06), 0.28 * seen.aperture), seen.height, seen.width).clip(0)
    image = opened(made.image) * (1 - layer[..., 3:].clip(0, 1)) + layer[..., :3]
    return replace(made, image=shown(image.astype(np.float32)))


def _soft(back: Numbers, seen: Viewpoint) -> Array:
    return np.clip(defocus(back, seen.aperture), 0, None)


def _hills(spec: SceneSpec, day: Day, shape: tuple[int, int], vanish: float) -> Array:
    """Rolling hills on the horizon."""
    fresh = linear(GRASS[spec.season][0])
    made = Range(vanish + 0.02, 0.13, 0.8, 0.05, fresh * 0.8, fresh * 0.6, 1.1, (0.3, 0.95), linear("35421f"))
    return mountains(spec.stream("hills"), shape, made, day)


def _grassland(spec: SceneSpec, seen: Viewpoint, day: Day, edge: float, tall: float) -> Array:
    """Grass with the season's flowers, lower where the subject stands."""
    turf = turf_of(spec, tall)
    canvas = earth(seen, edge, soil(spec.stream("soil"), 512, "4d4b26"), day, 0.6)
    flowers, sprites = _flowers(spec, seen, day, edge, tall)
    low = (seen.foot - 0.1, seen.foot + 0.06) if tall > 0.12 else None
    flowered(
        canvas, spec, seen, day, edge, turf, (flowers, sprites), "tall" if tall > 0.12 else "meadow", low
    )
    _light_and_shade(spec, seen, day, canvas, edge, 0.55)
    return canvas


def _light_and_shade(
    spec: SceneSpec, seen: Viewpoint, day: Day, canvas: Numbers, edge: float, strength: float
) -> None:
    """Soft shade of clouds and trees over the ground, and air in the distance."""
    tile = land_tile(spec.stream("shade"), 1.9)
    shade = ramp(ground_noise(seen, tile, 40.0, edge), 0.1, 1.3) * strength * min(1.0, 0.3 + day.hard)
    rows = ((np.arange(seen.height, dtype=np.float32) + 0.5) / seen.height)[:, None]
    shaded(canvas, day, (shade * (1 - 0.7 * at_foot(seen, 0.16))).astype(np.float32))
    air = 1 - np.exp(-day.air * 0.02 * np.minimum(seen.away(rows) / 6, 12))
    haze = (day.horizon * 0.72 + day.sky * 0.22) * air[..., None]
    canvas[..., :3] = canvas[..., :3] * (1 - air[..., None]) + haze * canvas[..., 3:]


def _flowers(
    spec: SceneSpec, seen: Viewpoint, day: Day, edge: float, tall: float
) -> tuple[list[Flower], list[Array]]:
    """The meadow's flowers, more of them where the spec wants flowers."""
    rng = stream(spec, "flowers")
    kinds = list(BLOSSOMS[spec.season])
    if spec.colours.accent is not None:
        kinds = [(kind, spec.colours.accent.removeprefix("#")) for kind, _ in kinds]
    seeds = [(spec.seed, i) for i in range(3 * len(kinds))]
    sprites = [lit_sprite(seed, *kinds[i % len(kinds)], day) for i, seed in enumerate(seeds)]
    count = 5200 if "flowers" in spec.props else 260
    size = (max(0.16, 0.8 * tall), max(0.28, 1.5 * tall))
    found = strew(rng, seen, count, max(edge, seen.vanish + 0.045), size, len(sprites))
    # Not in front of the subject, and in drifts.
    tile = land_tile(spec.stream("drifts"), 1.6)
    kept: list[Flower] = []
    for flower in found:
        away = float(seen.away(flower.row))
        side = (flower.x - seen.aspect / 2) / seen.unit(flower.row)
        drift = tile[int(away * 40) % 512, int(side * 60) % 512]
        free = abs(flower.x - seen.aspect / 2) > 0.36 or flower.row < seen.foot - 0.12
        if free and drift > -0.3:
            kept.append(flower)
    return kept, sprites


def park(spec: SceneSpec, view: View) -> Painting:
    """Lawn or a gravel path under trees, in four seasons."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    back = _park_trees(spec, seen, day)
    edge = max(0.0, seen.vanish + 0.02)
    canvas = _park_ground(spec, seen, day, edge)
    dapple = ramp(ground_noise(seen, land_tile(spec.stream("dapple"), 1.35), 16.0, edge), -0.1, 0.7)
    shaded(canvas, day, (dapple * (0.62 - 0.3 * at_foot(seen, 0.15))).astype(np.float32))
    air = (drifting_leaves(stream(spec, "drift"), seen, day, FALLEN),) if DRIFT in spec.props else ()
    return taken(spec, seen, day, back, canvas, open_ground(seen, shade=0.5), before=air)


def at_sides(layer: Array, clear: float, ragged: Array) -> Array:
    """The RGBA layer thinned out within ``clear`` picture heights of the middle, along an edge as ragged as
    leaves are, by the tile of noise ``ragged``."""
    y, x = grid(*layer.shape[:2])
    off = np.abs(x - layer.shape[1] / layer.shape[0] / 2)
    noise = 0.05 * tiled(ragged, x * 160, y * 160) + 0.02 * tiled(ragged, x * 900, y * 900)
    return (layer * ramp(off + noise, clear - 0.02, clear + 0.02)[..., None]).astype(np.float32)


def _park_trees(spec: SceneSpec, seen: Viewpoint, day: Day) -> Array:
    """Rows of trees behind the lawn, with bench and lamps."""
    back = far_canvas(spec, day, seen)
    shape = back.shape[0], back.shape[1]
    foliage = foliage_of(spec, "far leaves", 0.004, 0.08)
    cone, urban = "volcano" in spec.props, "skyline" in spec.props
    if urban:
        back = town_behind(stream(spec, "skyline"), seen.sized(shape[0]), day, back)
    if cone:
        tall = min(0.34, 0.12 + 0.5 * seen.vanish)
        back = behind(back, volcano(stream(spec, "volcano"), shape, day, seen.vanish + 0.02, tall, 0.5), 0)
    high = (0.05, 0.1) if cone else (0.08, 0.18) if urban else (0.22, 0.42)
    far = trees(stream(spec, "far trees"), shape, seen.vanish + 0.02, high, 34, foliage, day)
    back = behind(back, hazed(far, day, 0.35), 0)
    foliage = foliage_of(spec, "leaves", 0.005, 0.05)
    if spec.season == "spring":
        foliage = replace(foliage, shade=linear("8a6a70"), sunny=linear("eec6cf"))
    count = 14 if "trees" in spec.props else 8
    near = trees(stream(spec, "trees"), shape, seen.vanish + 0.05, (0.45, 0.8), count, foliage, day, False)
    if since(spec, 7) and spec.season != "winter":
        own = BLOSSOM if spec.season == "spring" else ""
        near = row_of_boughs(
            spec,
            stream(spec, "boughs"),
            seen.sized(shape[0]),
            day,
            seen.vanish + 0.055,
            (0.4, 0.8),
            count + 3,
            own,
        )
    if cone or urban:
        near = at_sides(near, 0.27, land_tile(spec.stream("ragged"), 1.3))
    back = behind(back, hazed(near, day, 0.12), 0)
    if "bench" in spec.props:
        back = behind(back, bench(stream(spec, "bench"), shape, seen, day), 0)
    if "lamps" in spec.props:
        back = behind(back, lamps(stream(spec, "lamps"), shape, seen, day), 0)
    return np.clip(defocus(back, (0.55 if urban else 1.0) * seen.aperture), 0, None)


def _park_ground(spec: SceneSpec, seen: Viewpoint, day: Day, edge: float) -> Array:
    """The ground of a park by material and season."""
    if spec.season == "winter":
        return earth(seen, edge, snow(spec.stream("snow"), 1024), day)
    if spec.materials.ground == "path":
        codes = ("b5a78e", "a1937c", "c7bba5", "8d8271")
        tile = pebbles(spec.stream("gravel"), 1024, codes, (0.003, 0.012), 1.2)
        canvas = earth(seen, edge, tile, day, 1.1)
        _verges(spec, seen, day, canvas, edge)
        return canvas
    turf = turf_of(spec, 0.06)
    canvas = earth(seen, edge, soil(spec.stream("soil"), 512, "4d4b26"), day, 0.6)
    flowers, sprites = _flowers(spec, seen, day, edge, 0.06) if "flowers" in spec.props else ([], [])
    if spec.season == "autumn":
        flowers, sprites = fallen_leaves(spec, seen, day, edge + 0.03, 5200, (0.07, 0.11))
    flowered(canvas, spec, seen, day, edge, turf, (flowers, sprites), "lawn")
    return canvas


def _verges(spec: SceneSpec, seen: Viewpoint, day: Day, canvas: Numbers, edge: float) -> None:
    """Grass along both sides of a path that runs away from the camera."""
    grown = np.zeros_like(canvas)
    lawn(grown, spec.stream("grass"), seen, turf_of(spec, 0.07), day, edge)
    tufted(grown, spec, seen, day, edge)
    rows = ((np.arange(seen.height, dtype=np.float32) + 0.5) / seen.height)[:, None]
    columns = ((np.arange(seen.width, dtype=np.float32) + 0.5) / seen.height - seen.aspect / 2)[None]
    scale = np.maximum(seen.scale(rows), 1e-3)
    away = seen.away(rows)
    side = columns / scale - 0.35 * np.sin(away / 7 + stream(spec, "bend").uniform(0, 6))
    ragged = 0.1 * ground_noise(seen, land_tile(spec.stream("verge"), 1.2), 4.0, edge)
    share = ramp(np.abs(side) + ragged, 1.15, 1.25)[..., None]
    canvas *= 1 - grown[..., 3:] * share
    canvas += grown * share


def garden(spec: SceneSpec, view: View) -> Painting:
    """A garden: lawn, slabs, deck or gravel before hedges and flowers."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    back = _hedges(spec, seen, day)
    edge = max(0.0, seen.vanish + 0.05)
    ground = spec.materials.ground
    if ground in (None, "grass"):
        canvas = earth(seen, edge, soil(spec.stream("soil"), 512, "4d4b26"), day, 0.6)
        lawn(canvas, spec.stream("grass"), seen, turf_of(spec, 0.055), day, edge)
        tufted(canvas, spec, seen, day, edge)
    else:
        canvas = earth(seen, edge, _terrace(spec, ground), day, slant=SLANT if ground == "gravel" else 0)
    dapple = ramp(ground_noise(seen, land_tile(spec.stream("dapple"), 1.35), 10.0, edge), 0.1, 0.9)
    shaded(canvas, day, (dapple * (0.55 - 0.35 * at_foot(seen, 0.15))).astype(np.float32))
    return taken(spec, seen, day, back, canvas, open_ground(seen, shade=0.5, far=edge))


def _terrace(spec: SceneSpec, ground: str) -> Tile:
    """The tile of a garden's paved ground."""
    if ground == "deck":
        return planks(spec.stream("deck"), 1024, "9a7a58", 0.14, spec.seed % 2 == 0)
    if ground == "gravel":
        return pebbles(
            spec.stream("gravel"), 1024, ("b0aaa0", "958f86", "c9c3b8", "7f7a73"), (0.005, 0.016), 1.2
        )
    return slabs(spec.stream("slabs"), 1024, "b3aca0", (0.6, 0.4), 0.012)


def _hedges(spec: SceneSpec, seen: Viewpoint, day: Day) -> Array:
    """What stands behind the lawn: trees, a hedge, beds of flowers, lights."""
    back = far_canvas(spec, day, seen)
    shape = back.shape[0], back.shape[1]
    far, foot = foliage_of(spec, "leaves", 0.005, 0.1), seen.vanish + 0.03
    back = row_of_trees(stream(spec, "trees"), day, back, foot, (0.4, 0.75), 30, far, 0.15)
    wall = leaves_wall(
        stream(spec, "hedge"), shape, foliage_of(spec, "hedge leaves", 0.005), day, 0.12, 16000
    )
    y, x = grid(*shape)
    top = seen.vanish - (0.2 if "hedge" in spec.props else 0.1) + 0.02 * np.sin(7 * x + spec.seed % 7)
    cover = ramp(y, top - 0.012, top + 0.012)
    lift = 1 + 0.9 * np.exp(-(y - top) / 0.03).clip(0, 1)
    back = behind(back, np.dstack([wall * cover[..., None] * lift[..., None], cover]).astype(np.float32), 0)
    bed = np.zeros((*shape, 4), np.float32)
    small = seen.sized(shape[0])
    rng = stream(spec, "bed")
    kind, codes = (
        ("spike", ("8d74b4", "7a66a8", "a48ac4"))
        if "lavender" in spec.props
        else ("rose", ("d9788a", "e8c0c4", "c2485c", "f0e6dc"))
    )
    count = 70 if {"roses", "lavender"} & set(spec.props) else 26
    sprites = [lit_sprite((spec.seed, 60 + i), kind, code, day) for i, code in enumerate(codes)]
    for flower in sorted(
        (
            Flower(
                seen.vanish + 0.05 + 0.03 * float(rng.random()),
                float(rng.uniform(-2, 2)) + seen.aspect / 2,
                float(rng.uniform(0.5, 0.95)),
                int(rng.integers(len(codes))),
                bool(rng.random() < 0.5),
            )
            for _ in range(count * 4)
        ),
        key=lambda flower: flower.row,
    ):
        if -0.2 < flower.x < seen.aspect + 0.2:
            tall = flower.tall * seen.eye / (flower.row - seen.vanish) * 0.16
            stick(bed, sprites[flower.sort], small, replace(flower, tall=tall))
    back = behind(back, hazed(bed, day, 0.05), 0)
    if "lights" in spec.props:
        back = behind(back, string_lights(stream(spec, "lights"), shape, day), 0)
    return _soft(back, seen)
