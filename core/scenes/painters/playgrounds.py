"""Playground: sand, grass or gravel with swings, a slide and a climbing tower out of focus behind."""

import numpy as np

from core.scenes.painters.fields import foliage_of, row_of_trees, turf_of
from core.scenes.painters.outside import (
    at_foot,
    behind,
    below_row,
    earth,
    far_canvas,
    ground_noise,
    open_ground,
    shaded,
    taken,
)
from core.scenes.painting import Painting, View
from core.scenes.parts.canvas import Array, grid, stream
from core.scenes.parts.claddings import boarded, plain
from core.scenes.parts.distance import hazed, leaves_wall
from core.scenes.parts.grass import lawn
from core.scenes.parts.grids import ramp
from core.scenes.parts.outdoors import Day, day_of
from core.scenes.parts.play_equipment import log_edge, slide, swings, tower
from core.scenes.parts.ranges import land_tile
from core.scenes.parts.soils import linear, pebbles, snow, soil
from core.scenes.parts.soils import sand as sand_tile
from core.scenes.parts.solid_light import Mood, Skin, in_depths, layer_view, lit_solids, shade_below, skin_of
from core.scenes.parts.solids import Solid
from core.scenes.parts.viewpoint import FOCAL, Viewpoint, defocus, viewpoint_of
from core.scenes.spec import SceneSpec

PAINTS = ("a8523f", "c9a24a", "4f7898", "6a8c5a", "bd7d4a")
"""Colours of slides, roofs and seats: painted metal and plastic that stood in the sun."""


def playground(spec: SceneSpec, view: View) -> Painting:
    """A sandbox or lawn; what children climb on stands behind it, trees around."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    back = _around(spec, seen, day)
    first = FOCAL * seen.span * 2.3
    solids = _equipment(spec, first)
    small = layer_view(seen, 0.4)
    layer, depth = lit_solids(small, day, solids, _skins(spec), Mood(reach=2.0, air=0.002))
    edge = max(0.0, seen.vanish + 0.02)
    canvas = _ground(spec, seen, day, edge, first)
    dark, close = shade_below(seen, day, solids, edge)
    dapple = ramp(ground_noise(seen, land_tile(spec.stream("dapple"), 1.35), 14.0, edge), 0.2, 0.9)
    lighter = 1 - 0.7 * at_foot(seen, 0.14)
    shaded(canvas, day, (np.maximum(0.9 * dark, 0.5 * dapple) * lighter).astype(np.float32))
    canvas[..., :3] *= (1 - 0.4 * close)[..., None]
    bounds = (first * 1.2, first * 1.7)
    place = open_ground(seen, shade=0.5)
    return taken(spec, seen, day, back, canvas, place, 1.05, in_depths(small, layer, depth, bounds))


def _around(spec: SceneSpec, seen: Viewpoint, day: Day) -> Array:
    """Trees and a hedge behind the playground, linear, out of focus."""
    back = far_canvas(spec, day, seen)
    high = (0.3, 0.55) if "trees" in spec.props else (0.16, 0.36)
    far, foot = foliage_of(spec, "far", 0.0045, 0.08), seen.vanish + 0.03
    back = row_of_trees(stream(spec, "trees"), day, back, foot, high, 34, far, 0.3)
    shape = back.shape[0], back.shape[1]
    bushes = leaves_wall(stream(spec, "hedge"), shape, foliage_of(spec, "hedge", 0.005), day, 0.1, 14000)
    y, x = grid(*shape)
    top = seen.vanish - 0.07 + 0.016 * np.sin(9 * x + spec.seed % 7) + 0.01 * np.sin(23 * x)
    cover = ramp(y, top - 0.012, top + 0.012)
    back = behind(back, hazed(np.dstack([bushes * cover[..., None], cover]), day, 0.15), 0)
    return np.clip(defocus(back, seen.aperture), 0, None)


def _equipment(spec: SceneSpec, first: float) -> list[Solid]:
    """What stands there: what the spec asks for, else swings and a slide or a tower with one."""
    rng = stream(spec, "equipment")
    asked = [prop for prop in ("swings", "slide", "climbing_frame") if prop in spec.props]
    asked = (
        asked
        or [("swings", "climbing_frame"), ("slide", "swings"), ("climbing_frame", "swings")][
            int(rng.integers(3))
        ]
    )
    side = float(rng.choice([-1, 1]))
    made: list[Solid] = []
    for i, prop in enumerate(asked):
        away = first * float(rng.uniform(1.0, 1.2)) + 2.2 * i
        across = side * (-1) ** i * float(rng.uniform(0.9, 1.4)) * (1.7 if prop == "swings" else 1.35)
        own = np.random.default_rng(rng.integers(2**62))
        paint = [f"paint {own.integers(len(PAINTS))}" for _ in range(3)]
        if prop == "swings":
            made += swings(own, (across, away), paint)
        elif prop == "slide":
            made += slide((across, away), -side * (-1) ** i, paint)
        else:
            made += tower(own, (across, away), -side * (-1) ** i, paint)
    if spec.materials.ground in (None, "sand"):
        made += log_edge(first * 1.5)
    return made


def _skins(spec: SceneSpec) -> dict[str, Skin]:
    """Wood, metal and paint."""
    seed = spec.stream("skins")
    made = {
        "wood": skin_of(boarded(seed, 256, "93795a")),
        "log": skin_of(boarded((seed[0], seed[1] + 1), 256, "836a4e")),
        "metal": skin_of(plain("8d9196")),
        "chain": skin_of(plain("5a5c5e")),
        "steel": skin_of(plain("c4c8cc")),
        "rubber": skin_of(plain("26282a")),
    }
    return made | {f"paint {i}": skin_of(plain(code)) for i, code in enumerate(PAINTS)}


def _ground(spec: SceneSpec, seen: Viewpoint, day: Day, edge: float, first: float) -> Array:
    """Trodden sand up to its edge and grass beyond; or a lawn, or fine gravel; snow in winter."""
    if spec.season == "winter":
        return earth(seen, edge, snow(spec.stream("snow"), 1024), day, 1.0, 0.4)
    grass = earth(seen, edge, soil(spec.stream("soil"), 512, "4d4b2a"), day, 0.7)
    lawn(grass, spec.stream("grass"), seen, turf_of(spec, 0.06), day, edge)
    ground = spec.materials.ground or "sand"
    if ground == "grass":
        return grass
    if ground == "gravel":
        codes = ("b3a692", "a19480", "c6baa6", "8e8270")
        own = earth(seen, edge, pebbles(spec.stream("gravel"), 1024, codes, (0.003, 0.01), 1.2), day)
    else:
        own = earth(seen, edge, sand_tile(spec.stream("sand"), 1024, False), day, linear("d6bd92"))
    rim = seen.vanish + FOCAL * seen.eye / (first * 1.5)
    return below_row(grass, own, rim)
