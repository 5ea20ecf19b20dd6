"""Ice: a bed of crushed ice for a packshot, or a floe on a cold sea among icebergs."""

from dataclasses import replace

import cv2
import numpy as np

from core.scenes.painters.heights import drifts, snowfall
from core.scenes.painters.outside import (
    behind,
    earth,
    far_canvas,
    ground_noise,
    open_ground,
    row_softness,
    taken,
)
from core.scenes.painting import Painting, View
from core.scenes.parts.bokeh import Lamp, add_lamps
from core.scenes.parts.canvas import Array, grid, stream
from core.scenes.parts.distance import Range, land_tile
from core.scenes.parts.distance import mountains as mountain_range
from core.scenes.parts.grids import Numbers, ramp, tiled
from core.scenes.parts.ice_tiles import crushed
from core.scenes.parts.islands import sunk
from core.scenes.parts.outdoors import Day, day_of, glow
from core.scenes.parts.soils import linear
from core.scenes.parts.soils import snow as snow_tile
from core.scenes.parts.viewpoint import Viewpoint, focused, viewpoint_of
from core.scenes.parts.waves import Water
from core.scenes.parts.waves import water as water_surface
from core.scenes.spec import SceneSpec, is_latest

FLOE = 3.0
"""How many metres of a floe are seen across for one of crushed ice."""
PACKED = 0.4
"""How rough the wind leaves the snow of a floe, for one of fallen snow."""
BAR = ("ff4fa0", "3fd8ff", "9a5cff", "ffb45a", "ff5a4a")
"""Colours of a bar's lamps behind a bed of ice by night."""


def ice(spec: SceneSpec, view: View) -> Painting:
    """Crushed ice close by before a plain wall of light, or a floe."""
    if spec.materials.ground == "ice floe":
        return _floe(spec, view)
    seen, day = viewpoint_of(spec, view), day_of(spec)
    back = _wall(spec, seen, day)
    edge = max(0.0, seen.vanish + 0.16)
    heights, colour, metres = crushed(spec.stream("ice"), glassy=is_latest(spec))
    scale = 0.8 * seen.span
    canvas = earth(
        seen, edge, (0.5 * heights * scale / 0.42, colour, metres * scale / 0.42 * 0.62), day, 1.38, 0.2
    )
    y, x = grid(seen.height, seen.width)
    if day.time in ("night", "dusk"):
        share = (x / seen.aspect)[..., None]
        canvas[..., :3] *= 0.55 + 2.4 * (linear("ff5ab0") * (1 - share) ** 2 + linear("48c8ff") * share**2)
    heap = edge + 0.01 * tiled(land_tile(spec.stream("heap"), 1.4), x * 130, np.zeros_like(x))
    canvas *= ramp(y - heap, -0.006, 0.02)[..., None]
    place = open_ground(seen, 0.12, 0.5, 0.4, edge)
    return taken(spec, seen, day, back, canvas.astype(np.float32), place, 1.05)


def _wall(spec: SceneSpec, seen: Viewpoint, day: Day) -> Array:
    """What lies behind a bed of ice, far out of focus: an even cold light by day, a bar's lamps by night."""
    height = 320
    y, x = grid(height, round(height * seen.aspect))
    evening = day.time in ("night", "dusk")
    code = spec.colours.wall or (
        "10151f" if evening else ("9cc3d8", "c7dce6", "6fa3c0", "dfe9ee")[spec.seed % 4]
    )
    side = 1 + 0.25 * np.sign(day.toward[0]) * (x / seen.aspect - 0.5)
    power = np.float32(1.0) if evening else day.sun * 0.5 + day.sky * 0.62
    spot = 0.75 + 0.5 * np.exp(-(((x - seen.aspect / 2) / 0.45) ** 2) - (((y - seen.vanish) / 0.4) ** 2))
    made = (linear(code) * power * (side * spot)[..., None]).astype(np.float32)
    if not evening:
        return made + 0.2 * glow(day, y, x, seen.vanish)
    rng, lamps = stream(spec, "lamps"), list[Lamp]()
    for _ in range(34):
        tone = linear(str(rng.choice(BAR))) * np.float32(rng.uniform(1.5, 9) ** 1.0)
        radius = 0.02 + 0.045 * spec.camera.blur * float(rng.uniform(0.7, 1.2))
        at = float(rng.uniform(-0.6, 0.6)) * seen.aspect, seen.vanish + float(rng.normal(-0.02, 0.13))
        lamps.append(Lamp(at[0], at[1], at[1], tone, radius))
    wash = np.exp(-(((y - seen.vanish - 0.05) / 0.3) ** 2))[..., None]
    across = (x / seen.aspect)[..., None]
    made = made + wash * (linear("8a2060") * (1 - across) + linear("14607a") * across) * 0.3
    made = made.astype(np.float32)
    add_lamps(made, lamps)
    return made


def _floe(spec: SceneSpec, view: View) -> Painting:
    """A floe under one's feet, others and icebergs on a dark sea."""
    day, own = day_of(spec), viewpoint_of(spec, view)
    seen = replace(own, span=own.span * FLOE, vanish=own.vanish)
    back = far_canvas(spec, day, seen, float(stream(spec, "cover").uniform(0.2, 0.7)))
    small = seen.sized(back.shape[0])
    white = np.array([0.8, 0.85, 0.9], np.float32)
    if stream(spec, "coast?").random() < 0.6:
        made = Range(seen.vanish + 0.004, 0.1, 0.8, 0.9, white, linear("6d7684"), 0.4, (0.5, 0.9))
        back = behind(back, mountain_range(spec.stream("coast"), back.shape[:2], made, day), 0)
    sea = water_surface(spec, small, day, back, Water(linear("1f4658"), 0.03, 14.0), seen.vanish)
    rows = ((np.arange(back.shape[0], dtype=np.float32) + 0.5) / back.shape[0])[:, None, None]
    share = ramp(rows, seen.vanish, seen.vanish + 0.004)
    back = (back * (1 - share) + sea * share).astype(np.float32)
    layer = np.dstack([back, np.ones(back.shape[:2], np.float32)])
    layer = _bergs(spec, small, day, layer)
    _drifting(spec, small, day, layer)
    back = np.clip(focused(layer[..., :3], row_softness(small)), 0, None)
    edge = max(0.0, seen.vanish + 0.4 * (seen.foot - seen.vanish))
    plate, place = _plate(spec, seen, day, edge), open_ground(seen, 0.1, 0.6, 0.4, edge)
    made = taken(spec, seen, day, back, plate, place)
    return snowfall(spec, seen, day, made) if "falling" in spec.props else made


def _bergs(spec: SceneSpec, small: Viewpoint, day: Day, layer: Numbers) -> Array:
    """Icebergs standing in the water with their image in it."""
    shape, made_ = (small.height, small.width), layer
    x = ((np.arange(small.width, dtype=np.float32) + 0.5) / small.height - small.aspect / 2)[None]
    for i, (off, tall, air) in enumerate(((0.01, 0.1, (0.3, 0.5)), (0.028, 0.17, (0.05, 0.15)))):
        if i and "icebergs" not in spec.props:
            continue
        water = small.vanish + off
        made = Range(water + 0.015, tall, 1.6, 0.8, linear("eaf3f8"), linear("8fbdd2"), 0.75, air)
        bergs = mountain_range(spec.stream(f"bergs {i}"), shape, made, day)
        lie = tiled(land_tile(spec.stream(f"lie {i}"), 1.9), x * 60 + 50 * i, np.zeros_like(x))[0]
        bergs = sunk(bergs, 1.25 * tall * ramp(float(np.quantile(lie, 0.6)) - lie, -0.5, 0.4), water)
        rows = np.clip(
            np.rint((2 * water - (np.arange(small.height) + 0.5) / small.height) * small.height - 0.5),
            0,
            small.height - 1,
        )
        image = (
            bergs[rows.astype(int)]
            * ((np.arange(small.height) + 0.5) / small.height > water)[:, None, None]
            * 0.4
        )
        made_ = made_ * (1 - image[..., 3:]) + image
        made_ = made_ * (1 - bergs[..., 3:]) + bergs
    return made_.astype(np.float32)


def _drifting(spec: SceneSpec, small: Viewpoint, day: Day, layer: Numbers) -> None:
    """Floes with their blue rims, on the layer in place."""
    rng, height = stream(spec, "drifting"), layer.shape[0]
    reach, middle = small.foot - small.vanish, small.aspect / 2
    top = (linear("e8f0f6") * (day.sky * 0.85 + day.sun * max(0.25, day.toward[1]))).tolist()
    rim = (linear("6fb2c8") * (day.sky * 0.7 + day.sun * 0.3)).tolist()
    spots = [
        (small.vanish + (0.05 + 0.42 * float(rng.random()) ** 1.4) * reach, float(rng.uniform(-0.9, 0.9)))
        for _ in range(40)
    ]
    for row, x in sorted(spots):
        half = float(rng.uniform(0.03, 0.11)) * (row - small.vanish) / reach * 3.2
        deep = 0.22 * half
        turn = np.linspace(0, 2 * np.pi, 15)[:-1] + rng.uniform(-0.15, 0.15, 14)
        size = rng.uniform(0.75, 1.1, 14)
        for colour, shift in ((rim, 0.16 * deep + 0.002), (top, 0.0)):
            points = np.stack(
                [middle + x + half * size * np.cos(turn), row + shift + deep * size * np.sin(turn)], 1
            )
            cv2.fillPoly(layer, [(points * height * 8).astype(np.int32)], (*colour, 1.0), cv2.LINE_8, 3)


def _plate(spec: SceneSpec, seen: Viewpoint, day: Day, edge: float) -> Array:
    """The floe one stands on: wind-packed snow, blue ice where it is bare, broken off at its far edge."""
    heights, colour, metres = snow_tile(spec.stream("snow"), 1024)
    canvas = earth(seen, edge - 0.03, (PACKED * heights, colour, metres), day, 1.0, 0.4)
    drifts(canvas, spec, seen, day, edge, 9.0, 0.4)
    bare = ramp(ground_noise(seen, land_tile(spec.stream("bare"), 1.7), 5.0, edge - 0.03), 0.6, 1.3)[
        ..., None
    ]
    crack = ground_noise(seen, land_tile(spec.stream("crack"), 1.4), 3.5, edge - 0.03)
    blue = linear("7fb4cc") * (day.sky * 0.8 + day.sun * 0.4 * max(0.3, day.toward[1]))
    share = 0.75 * bare
    canvas[..., :3] = canvas[..., :3] * (1 - share) + blue * share * canvas[..., 3:]
    line = (0.5 * np.exp(-np.abs(crack) / 0.03) * bare[..., 0])[..., None]
    canvas[..., :3] = canvas[..., :3] * (1 - line) + (day.sky * 0.9) * line * canvas[..., 3:]
    y, x = grid(seen.height, seen.width)
    tile = land_tile(spec.stream("lip"), 1.7)
    still = np.zeros_like(x)
    lip = edge + 0.03 * tiled(tile, x * 70, still) + 0.006 * tiled(tile, x * 500, still + 9)
    canvas *= ramp(y - lip, -0.002, 0.002)[..., None]
    below = ramp(y - lip, -0.014, -0.011) * (1 - ramp(y - lip, -0.002, 0.002))
    wall = linear("58a0ba") * (day.sky * 0.6 + day.sun * 0.25)
    side = np.dstack([wall * below[..., None], below]).astype(np.float32)
    return (side + canvas).astype(np.float32)
