"""Cabin: a wall of logs or planks under its roof at one side, firs and mountains beyond its corner."""

import cv2
import numpy as np

from core.scenes.painters.fields import turf_of
from core.scenes.painters.heights import aired
from core.scenes.painters.outside import (
    behind,
    earth,
    far_canvas,
    open_ground,
    pooled,
    row_softness,
    shaded,
    taken,
)
from core.scenes.painters.wild_grass import tufted
from core.scenes.painting import Painting, View
from core.scenes.parts.bokeh import Lamp, add_lamps
from core.scenes.parts.canvas import Array, stream
from core.scenes.parts.distance import Range, firs, hazed
from core.scenes.parts.distance import mountains as mountain_range
from core.scenes.parts.grass import lawn
from core.scenes.parts.grids import Numbers, ramp
from core.scenes.parts.log_walls import boarding, eaves, firewood, logs, window
from core.scenes.parts.outdoors import Day, day_of
from core.scenes.parts.paving import planks
from core.scenes.parts.soils import linear, pebbles, soil
from core.scenes.parts.soils import snow as snow_tile
from core.scenes.parts.viewpoint import Viewpoint, defocus, focused, viewpoint_of
from core.scenes.spec import SceneSpec

BACK = 1.45
"""How much farther than the subject the wall stands."""
EVENING = {"dusk": 1.1, "night": 1.7, "foggy": 0.12, "overcast": 0.08, "sunset": 0.3}
"""How bright the window is from inside."""


def cabin(spec: SceneSpec, view: View) -> Painting:
    """Before a cabin in the mountains: porch boards, grass or gravel."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    back = np.clip(defocus(_firs(spec, seen, day), seen.aperture), 0, None)
    edge = max(0.0, seen.vanish + 0.03)
    canvas = _ground(spec, seen, day, edge)
    aired(canvas, seen, day, 0.035)
    row = seen.vanish + (seen.foot - seen.vanish) / BACK
    turn = -1.0 if stream(spec, "side").random() < 0.5 else 1.0
    _shade(spec, seen, day, canvas, row, turn)
    whole = cv2.resize(back, (seen.width, seen.height), interpolation=cv2.INTER_CUBIC).clip(0)
    ground = focused(pooled(canvas, seen, day), row_softness(seen))
    made = (whole * (1 - ground[..., 3:]) + ground[..., :3]).astype(np.float32)
    made = behind(made, _wall(spec, seen, day, row, turn), float(seen.softness(row)))
    if "lights" in spec.props or day.time == "night":
        add_lamps(made, _lamps(spec, seen, day, turn))
    empty = np.zeros((seen.height, seen.width, 4), np.float32)
    return taken(spec, seen, day, made, empty, open_ground(seen, shade=0.5, far=edge), 1.1)


def _firs(spec: SceneSpec, seen: Viewpoint, day: Day) -> Array:
    """Sky, mountains and firs one row behind the other."""
    back = far_canvas(spec, day, seen)
    shape, winter = (back.shape[0], back.shape[1]), spec.season == "winter"
    if "mountains" in spec.props or stream(spec, "range?").random() < 0.5:
        made = Range(
            seen.vanish + 0.01,
            0.26,
            0.75,
            1.0,
            linear("77736c"),
            linear("6a6660"),
            0.3 if winter else 0.6,
            (0.5, 0.9),
        )
        back = behind(back, mountain_range(spec.stream("range"), shape, made, day), 0)
    slope = {"autumn": "7d7040", "winter": "c9ced4"}.get(spec.season, "606c42")
    low = Range(
        seen.vanish + 0.03,
        0.12,
        0.8,
        0.15,
        linear(slope),
        linear(slope) * 0.9,
        1.1,
        (0.25, 0.6),
        linear("2f3b28"),
    )
    back = behind(back, mountain_range(spec.stream("slope"), shape, low, day), 0)
    many = 1.6 if "firs" in spec.props else 1.0
    rows = ((0.02, (0.14, 0.26), 64, 0.75), (0.05, (0.3, 0.5), 30, 0.45), (0.085, (0.5, 0.85), 13, 0.2))
    for i, (foot, tall, count, air) in enumerate(rows):
        layer = firs(
            stream(spec, f"firs {i}"), shape, seen.vanish + foot, tall, int(count * many), day, 0.7 * winter
        )
        back = behind(back, hazed(layer, day, air), 0)
    return back


def _ground(spec: SceneSpec, seen: Viewpoint, day: Day, edge: float) -> Array:
    """What lies around the cabin, and the porch's boards before it."""
    ground = spec.materials.ground or "deck"
    if spec.season == "winter":
        canvas = earth(seen, edge, snow_tile(spec.stream("snow"), 1024), day, 1.0, 0.4)
    elif ground == "gravel":
        codes = ("8a857c", "77726a", "9d978d", "6a655e")
        canvas = earth(seen, edge, pebbles(spec.stream("gravel"), 1024, codes, (0.006, 0.03), 2.0), day)
    else:
        canvas = earth(seen, edge, soil(spec.stream("soil"), 512, "4a4229"), day, 0.7)
        lawn(canvas, spec.stream("grass"), seen, turf_of(spec, 0.08, wild=True), day, edge)
        tufted(canvas, spec, seen, day, edge, "meadow")
    if ground != "deck":
        return canvas
    begin = seen.vanish + (seen.foot - seen.vanish) / 1.6
    tile = planks(
        spec.stream("porch"), 1024, ("8a7660", "9b8468", "7d6c5a")[spec.seed % 3], 0.14, spec.seed % 2 == 0
    )
    boards = earth(seen, begin, tile, day, slant=0)
    return (canvas * (1 - boards[..., 3:]) + boards).astype(np.float32)


def _shade(spec: SceneSpec, seen: Viewpoint, day: Day, canvas: Numbers, row: float, turn: float) -> None:
    """The dark at the wall's foot and the roof's shade before it, on the canvas in place."""
    rows = ((np.arange(seen.height, dtype=np.float32) + 0.5) / seen.height)[:, None]
    x = ((np.arange(seen.width, dtype=np.float32) + 0.5) / seen.height - seen.aspect / 2)[None]
    beside = ramp(turn * x, -0.2, -0.02)
    canvas[..., :3] *= (
        1 - 0.55 * np.exp(-np.clip(rows - row, 0, None) / 0.02) * beside * (rows > row - 0.02)
    )[..., None]
    if day.behind > 0.2 or day.toward[0] * turn > 0.3:
        shaded(
            canvas,
            day,
            (0.85 * beside * (1 - ramp(rows, row + 0.05, row + 0.12)) * (rows > row - 0.03)).astype(
                np.float32
            ),
        )


def _wall(spec: SceneSpec, seen: Viewpoint, day: Day, row: float, turn: float) -> Array:
    """The cabin's wall at the side ``turn`` with what belongs to it: RGBA."""
    small = seen.sized(min(seen.height, 1024))
    layer = np.zeros((small.height, small.width, 4), np.float32)
    unit, rng = seen.unit(seen.foot) / BACK, stream(spec, "wall")
    corner = seen.aspect / 2 - turn * float(rng.uniform(0.02, 0.14))
    span = (corner, seen.aspect + 0.3) if turn > 0 else (-0.3, corner)
    build = boarding if spec.materials.wall == "rustic wood" else logs
    build(spec.stream("timber"), layer, day, span, row, unit)
    evening = EVENING.get(day.time, 0.0)
    at = seen.aspect / 2 + turn * (0.3 + 0.08 * float(rng.random())), row - 1.45 * unit
    window(layer, day, at, (0.36 * unit, 0.42 * unit), evening)
    if "firewood" in spec.props or rng.random() < 0.3:
        ends = sorted((seen.aspect / 2 + turn * 0.2, seen.aspect / 2 + turn * 0.75))
        firewood(stream(spec, "firewood"), layer, day, (ends[0], ends[1]), row, unit)
    eaves(layer, day, row - 2.35 * unit, unit, spec.season == "winter")
    if day.time in ("night", "dusk"):
        y, x = np.mgrid[0 : small.height, 0 : small.width].astype(np.float32) / small.height
        pool = np.exp(-np.hypot(x - at[0], y - at[1] - 0.1) / 0.3)
        layer[..., :3] *= 1 + (2.2 * evening * pool)[..., None] * linear("ffcf96")
    air = (1 - np.exp(-day.air * 0.03)) * layer[..., 3:]
    layer[..., :3] = layer[..., :3] * (1 - air) + (day.horizon * 0.7) * air
    return layer


def _lamps(spec: SceneSpec, seen: Viewpoint, day: Day, turn: float) -> list[Lamp]:
    """A string of small bulbs along the eave."""
    power = {"night": 2.6, "dusk": 2.4, "golden": 1.4}.get(day.time, 1.0)
    unit = seen.unit(seen.foot) / BACK
    y = seen.vanish + (seen.foot - seen.vanish) / BACK - 2.28 * unit
    rng, found = stream(spec, "bulbs"), list[Lamp]()
    for x in np.arange(0.0, 0.75, 0.06).tolist():
        high = max(0.05, y) + 0.02 * abs(np.sin(x * 14)) + float(rng.normal(0, 0.003))
        found.append(
            Lamp(turn * x, high, high, linear("ffc880") * np.float32(power), max(0.006, 0.5 * seen.aperture))
        )
    return found
