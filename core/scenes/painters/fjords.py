"""Fjord: deep water between steep walls, seen from a ledge high above it."""

import numpy as np

from core.scenes.painters.fields import turf_of
from core.scenes.painters.heights import drifts, stones_about
from core.scenes.painters.outside import behind, earth, far_canvas, open_ground, taken
from core.scenes.painters.wild_grass import tufted
from core.scenes.painting import Painting, View
from core.scenes.parts.canvas import Array, grid, stream
from core.scenes.parts.distance import land_tile
from core.scenes.parts.grass import lawn
from core.scenes.parts.grids import Numbers, ramp, resized, tiled
from core.scenes.parts.outdoors import Day, day_of
from core.scenes.parts.soils import linear, soil
from core.scenes.parts.soils import snow as snow_tile
from core.scenes.parts.strata import GREY_LEDGE, broken_off, ledge_tile
from core.scenes.parts.terrain import Terrain, in_air, terrain
from core.scenes.parts.viewpoint import FOCAL, Viewpoint, defocus, viewpoint_of
from core.scenes.spec import SceneSpec

DEEP = 0.62
"""How far below the eye the water lies, in the unit of the land (some 500 m)."""
GREEN = {"spring": "6a7a44", "summer": "5d7040", "autumn": "8a7440", "winter": "8d8f86"}
WOODED = {"spring": "3c4c2c", "summer": "2f4028", "autumn": "5a4a28", "winter": "3c423c"}


def fjord(spec: SceneSpec, view: View) -> Painting:
    """A ledge of rock or grass high above a fjord."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    cover = 0.6 if "clouds" in spec.props else float(stream(spec, "cover").uniform(0.1, 0.5))
    back = far_canvas(spec, day, seen, cover)
    back = _valley(spec, seen, day, back)
    back = np.clip(defocus(back, seen.aperture * 0.85), 0, None)
    edge = max(0.0, seen.vanish + 0.5 * (seen.foot - seen.vanish))
    canvas = _ledge(spec, seen, day, edge)
    return taken(spec, seen, day, back, canvas, open_ground(seen, shade=0.5, far=edge))


def _valley(spec: SceneSpec, seen: Viewpoint, day: Day, back: Numbers) -> Array:
    """The walls and the water between them over the linear sky."""
    rng = stream(spec, "valley")
    tile, start = land_tile(spec.stream("relief"), 2.05), rng.uniform(0, 512, 2).tolist()
    half, bend, phase = (
        float(rng.uniform(0.75, 1.15)),
        float(rng.uniform(0.5, 1.3)),
        float(rng.uniform(0, 6.3)),
    )
    tall, wide = float(rng.uniform(1.5, 2.1)), float(rng.uniform(5.0, 7.0))
    aside = float(rng.uniform(-0.35, 0.35))

    def height_at(across: Numbers, away: Numbers) -> Array:
        """Walls that rise steeply out of the water and roll back above."""
        broad = tiled(tile, across * 30 + start[0], away * 30 + start[1])
        fine = tiled(tile, across * 95 + start[1], away * 95 + start[0])
        finest = tiled(tile, across * 330 + start[0], away * 330 + start[1])
        middle = bend * (np.sin(away / wide * 2 + phase) - np.sin(2.5 / wide * 2 + phase)) + aside
        gone = np.abs(across - middle) - half - 0.22 * broad - 0.05 * fine
        wall = tall * (1 - np.exp(-np.clip(gone, 0, None) / 0.75)) * (0.8 + 0.3 * np.abs(broad) + 0.12 * fine)
        end = 1.1 * tall * ramp(away, 13, 19) * (0.75 + 0.35 * broad + 0.08 * fine)
        ridge = np.maximum(wall, end) + (0.045 * fine + 0.02 * finest) * ramp(gone, 0.0, 0.4)
        return (np.clip(ridge * ramp(away, 2.0, 3.2), 0, None) - DEEP).astype(np.float32)

    found = terrain((back.shape[0], back.shape[1]), seen.vanish, (1.2, 21.0), height_at, day)
    land = _lit(spec, day, found, tile)
    back = behind(back, land, 0)
    return _water(spec, seen, day, back, found, tile)


def _lit(spec: SceneSpec, day: Day, found: Terrain, tile: Array) -> Array:
    """The walls in their colours: woods low down, turf, bare rock where it is steep, snow: RGBA."""
    rise = (found.up + DEEP) / 2.0
    speck = tiled(tile, found.across * 1500, found.away * 1500 + found.up * 900)
    streak = tiled(tile, (found.across + 0.5 * found.away) * 800, found.up * 90)
    bare = linear("6f6b66") * np.clip(1 + 0.16 * speck + 0.22 * streak, 0.25, 1.9)[..., None]
    green = linear(GREEN[spec.season]) * np.clip(1 + 0.2 * speck, 0.4, 1.8)[..., None]
    wood = linear(WOODED[spec.season]) * np.clip(1 + 0.45 * speck, 0.3, 2.2)[..., None]
    wooded = (ramp(0.42 - rise + 0.07 * speck, 0.0, 0.14) * (1 - ramp(found.steep, 0.5, 0.72)))[..., None]
    cover = green * (1 - wooded) + wood * wooded
    rocky = ramp(found.steep + 0.07 * speck + 0.05 * streak, 0.34, 0.58)[..., None]
    colour = cover * (1 - rocky) + bare * rocky
    line = 0.15 if spec.season == "winter" else (0.6 if "snow_peaks" in spec.props else 0.95)
    white = ramp(rise + 0.05 * speck - 0.3 * rocky[..., 0], line - 0.05, line + 0.1)[..., None]
    colour = colour * (1 - white) + np.array([0.82, 0.86, 0.92], np.float32) * white
    if "waterfall" in spec.props:
        colour = _falls(spec, found, tile, colour, rise)
    lit = in_air(
        colour * day.lit(found.facing(day), found.open), np.clip(found.away - 2.5, 0, None), day, 0.07
    )
    return np.dstack([lit * found.alpha[..., None], found.alpha]).astype(np.float32)


def _falls(spec: SceneSpec, found: Terrain, tile: Array, colour: Numbers, rise: Numbers) -> Array:
    """White threads of water down the walls."""
    rng = stream(spec, "falls")
    made = colour
    for _ in range(5):
        at = float(rng.choice([-1, 1]) * rng.uniform(1.0, 2.6)), float(rng.uniform(4, 10))
        wander = 0.05 * tiled(tile, rise * 140 + at[1], np.full_like(rise, at[0] * 9))
        near = np.abs(found.away - at[1] - 4 * wander)
        thread = (
            (1 - ramp(near, 0.006, 0.026 + 0.02 * (1 - rise)))
            * (np.sign(found.across) == np.sign(at[0]))
            * ramp(found.steep, 0.2, 0.4)
            * (1 - ramp(rise, 0.6, 0.75))
        )
        made = made * (1 - 0.85 * thread[..., None]) + 0.85 * thread[..., None]
    return made.astype(np.float32)


def _water(spec: SceneSpec, seen: Viewpoint, day: Day, back: Numbers, found: Terrain, tile: Array) -> Array:
    """The fjord's water where the land lies at its level: dark and green, mirroring the far walls."""
    height, width = back.shape[:2]
    y, x = grid(height, width)
    level = (y > seen.vanish) & (found.up < -DEEP + 0.004) & (found.alpha > 0)
    wet = level.astype(np.float32)
    away = np.clip(FOCAL * DEEP / np.maximum(y - seen.vanish, 1e-3), 1.0, 25)
    across = (x - width / height / 2) * away / FOCAL
    wind = tiled(tile, across * 26, away * 70)
    ripple = tiled(tile, across * 900, away * 300)
    rows = np.clip((2 * seen.vanish - y + 0.004 * ripple) * height - 0.5, 0, height - 1)
    mirrored = back[rows.astype(int), np.arange(width)[None]]
    mirrored = resized(resized(mirrored, max(8, height // 5), width), height, width).clip(0)
    share = 0.06 + 0.8 * (1 - np.clip(0.62 * DEEP / away * 2.6, 0.02, 1)) ** 3
    share = share * np.clip(0.85 + 0.16 * np.tanh(wind), 0.5, 1)
    own = (
        linear("1d6266") * (day.sky * 0.85 + day.sun * 0.35) * np.clip(1 + 0.05 * ripple, 0.7, 1.4)[..., None]
    )
    water = own * (1 - share[..., None]) + mirrored * share[..., None]
    water = water + (0.05 * ramp(wind, 0.5, 1.6))[..., None] * day.horizon
    water = in_air(water, away * 0.75, day, 0.03)
    if "boats" in spec.props:
        water = _wakes(spec, day, water, across, away)
    return (back * (1 - wet[..., None]) + water * wet[..., None]).astype(np.float32)


def _wakes(spec: SceneSpec, day: Day, water: Numbers, across: Numbers, away: Numbers) -> Array:
    """Two small ships with their wakes, seen from far above."""
    rng = stream(spec, "ships")
    made = water
    for _ in range(2):
        x, z = float(rng.uniform(-0.3, 0.3)), float(rng.uniform(3.4, 6.0))
        behind_ = z - away
        trail = (
            np.exp(-(((across - x) / (0.012 + 0.05 * np.clip(behind_, 0, 2))) ** 2))
            * (behind_ > 0)
            * np.exp(-behind_ / 0.7)
        )
        hull = np.exp(-(((across - x) / 0.014) ** 4) - (((away - z) / 0.05) ** 4))
        made = made * (1 - 0.3 * trail[..., None]) + 0.3 * trail[..., None] * day.sky
        made = made * (1 - hull[..., None]) + hull[..., None] * (day.sky * 0.6 + day.sun * 0.5)
    return made.astype(np.float32)


def _ledge(spec: SceneSpec, seen: Viewpoint, day: Day, edge: float) -> Array:
    """The rock or turf that one stands on, broken off at its far edge."""
    begin = edge - 0.03
    if spec.season == "winter":
        canvas = earth(seen, begin, snow_tile(spec.stream("snow"), 1024), day, 1.0, 0.4)
    elif spec.materials.ground == "grass":
        canvas = earth(seen, begin, soil(spec.stream("soil"), 512, "4a4a2c"), day, 0.6)
        lawn(canvas, spec.stream("grass"), seen, turf_of(spec, 0.08, wild=True), day, edge)
        tufted(canvas, spec, seen, day, edge, "meadow")
    else:
        canvas = earth(seen, begin, ledge_tile(spec.stream("rock"), GREY_LEDGE, "6f7048"), day, 1.1)
    drifts(canvas, spec, seen, day, edge, 12.0, 0.3)
    y, x = grid(seen.height, seen.width)
    lip = edge + broken_off(spec.stream("lip"), x, (0.016, 130), (0.005, 700))
    kept = ramp(y - lip, -0.0015, 0.0015)
    canvas[..., :3] *= (1 - 0.3 * np.exp(-np.clip(y - lip, 0, None) / 0.015))[..., None]
    canvas = (canvas * kept[..., None]).astype(np.float32)
    stones_about(spec, seen, day, canvas, edge + 0.03, 5, "86827c", 0.8 * (spec.season == "winter"), 0.2)
    return canvas
