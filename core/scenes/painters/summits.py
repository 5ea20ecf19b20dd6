"""A summit: rock or grass at a drop, ridge behind ridge below it, maybe over a sea of clouds."""

from dataclasses import replace

import numpy as np

from core.scenes.painters.fields import turf_of
from core.scenes.painters.heights import drifts, stones_about
from core.scenes.painters.outside import behind, earth, far_canvas, open_ground, taken
from core.scenes.painting import Painting, View
from core.scenes.parts.canvas import Array, grid, stream
from core.scenes.parts.distance import Range, land_tile, mountains
from core.scenes.parts.grass import lawn
from core.scenes.parts.grids import Numbers, ramp, tiled
from core.scenes.parts.outdoors import Day, cloud_tile, day_of
from core.scenes.parts.soils import linear, pebbles, rock, soil
from core.scenes.parts.soils import snow as snow_tile
from core.scenes.parts.viewpoint import Viewpoint, defocus, viewpoint_of
from core.scenes.spec import SceneSpec

LEDGE = 0.5
"""Where the ground breaks off, as a share of the way from the horizon to the foot."""


def summit(spec: SceneSpec, view: View) -> Painting:
    """The view from a mountain's top over the ranges around it."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    ledge = seen.vanish + LEDGE * (seen.foot - seen.vanish)
    back = _beyond(spec, seen, cooled(day), ledge)
    back = np.clip(defocus(back, 0.8 * seen.aperture), 0, None)
    canvas = _ground(spec, seen, day, ledge)
    return taken(spec, seen, day, back, canvas, open_ground(seen, shade=0.55, far=ledge), 1.05)


def cooled(day: Day) -> Day:
    """The light as far ranges take it when the sun is low: blue air before a warm sky."""
    if day.time not in {"sunset", "golden", "morning", "dusk"}:
        return day
    air = 0.42 * day.horizon + 0.5 * day.zenith + 0.16 * day.middle
    return replace(
        day, horizon=air.astype(np.float32), middle=(0.5 * day.zenith + 0.3 * day.middle).astype(np.float32)
    )


def _beyond(spec: SceneSpec, seen: Viewpoint, day: Day, ledge: float) -> Array:
    """Sky, ranges one behind the other down to the valley, clouds between them, linear."""
    cover = float(stream(spec, "cover").uniform(0.1, 0.4))
    back = far_canvas(spec, day_of(spec), seen, cover)
    shape, drop = (back.shape[0], back.shape[1]), ledge - seen.vanish
    winter, snowy = spec.season == "winter", "snow_peaks" in spec.props or spec.season == "winter"
    stone, steep = linear("77736c"), linear("5f5b57")
    green = linear({"autumn": "7d6a3c", "winter": "b9bec4"}.get(spec.season, "5d6a3a"))
    woods = linear("3a4234" if winter else {"autumn": "5c4626"}.get(spec.season, "2c3a25"))
    line = 0.25 if winter else 0.5 if snowy else 0.85
    layers = (
        (0.05, 0.24, 1.0, 1.0, stone, line, (0.95, 1.2), None),
        (0.4, 0.22, 0.9, 1.0, stone, line + 0.1, (0.7, 0.95), None),
        (0.8, 0.22, 0.85, 0.95, green, line + 0.3, (0.42, 0.7), woods),
        (1.3, 0.22, 1.0, 0.85, green, line + 0.5, (0.2, 0.42), woods),
    )
    cloudy = "clouds" in spec.props
    layers = layers[:3] if cloudy else layers
    for number, (low, high, scale, sharp, tone, snow, air, wood) in enumerate(layers):
        made = Range(seen.vanish + low * drop, high, scale, sharp, tone, steep, snow, air, wood)
        back = behind(back, mountains(spec.stream(f"range {number}"), shape, made, day), 0)
        if cloudy:
            top = seen.vanish + (0.05 + 0.14 * number) * drop
            back = _sea_of_clouds(spec, seen, day, back, top, number)
    return back


def _sea_of_clouds(
    spec: SceneSpec, seen: Viewpoint, day: Day, back: Numbers, top: float, number: int
) -> Array:
    """Cloud that fills the valleys from the row ``top`` down, its billows lit from the sun's side."""
    y, x = grid(*back.shape[:2])
    tile, fine = cloud_tile(spec.stream(f"sea {number}"), 1.9), cloud_tile(spec.stream("fine sea"), 1.4)
    size = (150, 120, 85)[number]
    column, row = (x - seen.aspect / 2) * size + 90 * number, y * 2.1 * size
    billow = tiled(tile, column, row) + 0.3 * tiled(fine, 2.2 * column, 2.2 * row)
    lift = 0.034 * billow
    share = ramp(y + lift, top, top + 0.02) * (0.86 + 0.12 * np.tanh(billow))
    toward = (9 * day.toward[0], -6 * max(day.toward[1], 0.3))
    side = np.tanh(1.4 * (billow - tiled(tile, column + toward[0], row + toward[1])))
    light = day.lit(np.clip(0.45 + 0.5 * side, 0, 1), np.clip(0.58 + 0.22 * side, 0, 1))
    share = (0.96 * share)[..., None]
    return (back * (1 - share) + light * share).astype(np.float32)


def _ground(spec: SceneSpec, seen: Viewpoint, day: Day, ledge: float) -> Array:
    """The ground up to its broken edge."""
    ground = spec.materials.ground or "rock"
    edge = max(0.0, ledge - 0.05)
    if spec.season == "winter":
        canvas = earth(seen, edge, snow_tile(spec.stream("snow"), 1024), day, 1.0, 0.4)
    elif ground == "grass":
        canvas = earth(seen, edge, soil(spec.stream("soil"), 512, "4f4a2c"), day, 0.6)
        lawn(canvas, spec.stream("grass"), seen, turf_of(spec, 0.09, wild=True), day, edge)
    elif ground == "gravel":
        codes = ("8a857c", "77726a", "9d978d", "6a655e")
        canvas = earth(seen, edge, pebbles(spec.stream("gravel"), 1024, codes, (0.006, 0.04), 2.0), day)
    else:
        heights, colour, metres = rock(spec.stream("rock"), 1024, "a39b8f")
        canvas = earth(seen, edge, (heights * 0.7, colour, metres), day)
    drifts(canvas, spec, seen, day, edge, 6.0, 0.45)
    stones_about(spec, seen, day, canvas, ledge, 18, "86817a", 0.8 if spec.season == "winter" else 0.0, 0.15)
    y, x = grid(seen.height, seen.width)
    tile = land_tile(spec.stream("ledge"), 1.3)
    ragged = 0.014 * tiled(tile, 170 * x, 0 * x + 40) + 0.03 * tiled(tile, 40 * x, 0 * x + 300)
    share = ramp(y - ledge - ragged, -0.003, 0.003)
    rim = 1 - 0.3 * np.exp(-np.clip(y - ledge - ragged, 0, None) / 0.012)
    return (canvas * share[..., None] * np.dstack([rim, rim, rim, np.ones_like(rim)])).astype(np.float32)
