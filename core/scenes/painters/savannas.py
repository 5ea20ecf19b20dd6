"""Savanna: dry grass or red earth under acacias and baobabs, hazy bush far off."""

import numpy as np

from core.scenes.painters.heights import aired, drifts, stones_about
from core.scenes.painters.outside import behind, earth, far_canvas, open_ground, taken
from core.scenes.painters.wild_grass import tufted
from core.scenes.painters.wild_plants import DRIED
from core.scenes.painting import Painting, View
from core.scenes.parts.canvas import Array, stream
from core.scenes.parts.distance import Foliage, crown, hazed
from core.scenes.parts.grass import Flower, Turf, lawn, stick_all, strew, tufts_of
from core.scenes.parts.grids import Numbers
from core.scenes.parts.outdoors import Day, day_of
from core.scenes.parts.ranges import Range, land_tile, mountains
from core.scenes.parts.soils import linear, soil
from core.scenes.parts.viewpoint import Viewpoint, defocus, viewpoint_of
from core.scenes.parts.wild_trees import acacia, baobab
from core.scenes.spec import SceneSpec, is_latest

DRY = Turf(0.34, 620, 0.0085, 0.34, "94896a", "b8a680", 0.72)
TUFT = Turf(0.34, 900, 0.0085, 0.42, "9c8f66", "bfaa78", 0.8)
STRAW = Turf(0.26, 700, 0.009, 0.36, "a8905a", "d6ba7c", 0.85)
GREEN = Turf(0.2, 620, 0.012, 0.33, "858656", "b3a26a", 0.35)


def savanna(spec: SceneSpec, view: View) -> Painting:
    """Grassland with single trees; most of them off to both sides, farther ones in the haze."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    back = far_canvas(spec, day, seen, float(stream(spec, "cover").uniform(0.05, 0.4)))
    back = _bush(spec, seen, day, back)
    back = _trees(spec, seen, day, back)
    back = np.clip(defocus(back, seen.aperture * 0.9), 0, None)
    edge = max(0.0, seen.vanish + 0.008)
    canvas = _ground(spec, seen, day, edge)
    aired(canvas, seen, day, 0.035)
    return taken(spec, seen, day, back, canvas, open_ground(seen, shade=0.5), 1.05)


def _bush(spec: SceneSpec, seen: Viewpoint, day: Day, back: Numbers) -> Array:
    """Low hills in the haze and a line of bush before them."""
    shape = back.shape[0], back.shape[1]
    rng = stream(spec, "bush")
    high = 0.09 if "hills" in spec.props else float(rng.uniform(0.0, 0.03))
    tone = linear("8d8058")
    if high > 0.012:
        land = Range(seen.vanish + 0.01, high, 0.5, 0.15, tone, tone * 0.8, 1.1, (0.7, 1.0), linear("5d6038"))
        back = behind(back, mountains(spec.stream("hills"), shape, land, day), 0)
    layer = np.zeros((*shape, 4), np.float32)
    foliage = Foliage(linear("3c3c20"), linear("8a8048"), 0.003, 0.02)
    for draw in rng.random((150, 4)).tolist():
        size = 0.005 + 0.016 * draw[1] ** 2
        own = np.random.default_rng(int(draw[2] * 2**31))
        at = seen.vanish + 0.008 - 0.5 * size, (draw[0] - 0.5) * 4 + seen.aspect / 2
        if -0.1 < at[1] < seen.aspect + 0.1:
            crown(own, layer, at, (size, size * (1.5 + 2 * draw[3])), foliage, day)
    return behind(back, hazed(layer, day, 0.8), 0)


def _trees(spec: SceneSpec, seen: Viewpoint, day: Day, back: Numbers) -> Array:
    """Acacias and baobabs, far ones first; the nearest beside what stands in the middle."""
    small, rng = seen.sized(back.shape[0]), stream(spec, "trees")
    sorts = [prop for prop in ("acacias", "baobabs") if prop in spec.props] or ["acacias"]
    aside = float(rng.choice([-1, 1]))
    near = float(rng.uniform(30, 46))
    places = [(aside * near * float(rng.uniform(0.1, 0.17)), near)]
    places.append((-aside * float(rng.uniform(6, 11)), float(rng.uniform(48, 75))))
    many = 10 if "acacias" in spec.props else 7
    places += [
        (float(rng.uniform(-0.5, 0.5)) * away, float(away)) for away in np.geomspace(95, 420, many).tolist()
    ]
    if sorts == ["baobabs"]:
        places += [(side * float(rng.uniform(7, 10)), float(rng.uniform(52, 110))) for side in (-1, 1, -1, 1)]
    layer, depth = np.zeros((*back.shape[:2], 4), np.float32), 0.0
    for i, (across, away) in enumerate(sorted(places, key=lambda place: -place[1])):
        air = float(np.clip(away / 420, 0.06, 0.85))
        if i and depth - air > 0.12:
            back = behind(back, hazed(layer, day, depth), 0)
            layer = np.zeros_like(layer)
        depth = air
        own = np.random.default_rng(rng.integers(2**62))
        if sorts[i % len(sorts)] == "baobabs":
            far = 1.75 if away < 100 else 1.2
            baobab(own, layer, small, day, (across * far, away * far), float(own.uniform(12, 18)))
        else:
            acacia(own, layer, small, day, (across, away), float(own.uniform(6.5, 10)))
    return behind(back, hazed(layer, day, depth), 0)


def _ground(spec: SceneSpec, seen: Viewpoint, day: Day, edge: float) -> Array:
    """Dry grass that is trodden down where one stands, red earth with tufts, or grass after the rain."""
    ground = spec.materials.ground or "dry grass"
    red = ground == "red earth"
    canvas = earth(seen, edge, soil(spec.stream("soil"), 1024, "94684a" if red else "7d6440"), day, 0.95)
    if red:
        _tufts(spec, seen, day, canvas, edge)
    else:
        turf = GREEN if ground == "grass" else STRAW if is_latest(spec) else DRY
        low = (seen.foot - 0.09, seen.foot + 0.05)
        lawn(canvas, spec.stream("grass"), seen, turf, day, edge, low=low)
        green = ground == "grass"
        tufted(canvas, spec, seen, day, edge, "meadow" if green else "tall", "" if green else DRIED)
    # A lone stone far off looks like the shadow of nothing.
    drifts(canvas, spec, seen, day, edge, 26.0, 0.4)
    stones = 8 if "stones" in spec.props else int(not is_latest(spec))
    stones_about(spec, seen, day, canvas, edge, stones, "8f7860")
    return canvas


def _tufts(spec: SceneSpec, seen: Viewpoint, day: Day, canvas: Numbers, edge: float) -> None:
    """Dry grass in drifts beside the trodden earth, closing up far off."""
    sprites = tufts_of(spec.stream("tuft"), TUFT, day)
    found = strew(stream(spec, "tufts"), seen, 5200, max(edge, seen.vanish + 0.02), (0.14, 0.4), len(sprites))
    drift = land_tile(spec.stream("drift"), 1.4)
    kept: list[Flower] = []
    for tuft in found:
        away = float(seen.away(tuft.row))
        side = (tuft.x - seen.aspect / 2) / seen.unit(tuft.row)
        thick = float(drift[int(away * 24) % 512, int(side * 40) % 512])
        if abs(side) / seen.span + 0.14 * thick > 0.34 or (tuft.row < seen.foot - 0.22 and thick > 0.4):
            kept.append(tuft)
    stick_all(canvas, sprites, seen, sorted(kept, key=lambda tuft: tuft.row))
