"""A modern villa: a terrace before its pool, the house of glass behind it."""

import numpy as np

from core.scenes.painters.fields import foliage_of, row_of_trees
from core.scenes.painters.outside import (
    behind,
    below_row,
    earth,
    far_canvas,
    open_ground,
    paved,
    row_softness,
    taken,
)
from core.scenes.painting import Painting, View
from core.scenes.parts.canvas import Array, grid, stream
from core.scenes.parts.distance import hazed, trees
from core.scenes.parts.furnished import loungers
from core.scenes.parts.grids import Numbers, ramp
from core.scenes.parts.ground_patterns import cast_pattern
from core.scenes.parts.modern_house import house
from core.scenes.parts.outdoors import Day, day_of
from core.scenes.parts.palms import palm_trees
from core.scenes.parts.soils import linear
from core.scenes.parts.viewpoint import FOCAL, Viewpoint, focused, viewpoint_of
from core.scenes.parts.waves import Water
from core.scenes.parts.waves import water as water_surface
from core.scenes.spec import SceneSpec

NEAR, RIM, HOUSE = 0.6, 0.3, 0.25
"""Where the pool begins and ends and where the house stands, as shares of the way from the horizon to the
foot."""
COPING = 0.32
"""Width of the pool's stone rim in metres."""
SLABS = {
    "travertine": ("d9cbb2", (0.8, 0.8), 0.006, "b9ab94"),
    "slabs": ("bdb6aa", (0.9, 0.6), 0.006, "928b80"),
    "concrete": ("b4b2ad", (1.2, 1.2), 0.006, "8f8d88"),
}
"""What the terrace is laid with."""


def villa(spec: SceneSpec, view: View) -> Painting:
    """The terrace of a villa by its pool."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    reach = seen.foot - seen.vanish
    near, rim, foot = (seen.vanish + share * reach for share in (NEAR, RIM, HOUSE))
    way = 1.0 if stream(spec, "side").random() < 0.5 else -1.0
    back = _beyond(spec, seen, day, foot, way)
    small = seen.sized(back.shape[0])
    lit = {"night": 9.0, "dusk": 3.0}.get(day.time, 1.0)
    pool = Water(linear("3f9fb4"), 0.026, 3.2, linear("86d3dc") * np.float32(lit))
    surface = water_surface(spec, small, day, back, pool, rim)
    back = below_row(back, surface, rim)
    canvas = earth(
        seen,
        max(0.0, foot),
        paved(spec, spec.materials.ground or "travertine", "a08062", SLABS),
        day,
        slant=0,
    )
    cast_pattern(spec, seen, day, canvas, near)
    _pool(seen, day, canvas, (near, rim), way)
    whole = np.clip(focused(back, row_softness(small)), 0, None)
    return taken(spec, seen, day, whole, canvas, open_ground(seen, 0.08, 0.5, 0.5, near), 1.04)


def _beyond(spec: SceneSpec, seen: Viewpoint, day: Day, foot: float, way: float) -> Array:
    """Sky, trees, the house and the paving before it, sharp, at the far layer's size."""
    back = far_canvas(spec, day, seen)
    small, shape = seen.sized(back.shape[0]), (back.shape[0], back.shape[1])
    leaves = foliage_of(spec, "trees", 0.004)
    back = row_of_trees(stream(spec, "trees"), day, back, foot - 0.01, (0.2, 0.42), 46, leaves, 0.25)
    if "palms" in spec.props or stream(spec, "palms?").random() < 0.35:
        layer = palm_trees(spec, shape, day, foot, (0.34, 0.55), 3)
        back = behind(back, hazed(layer, day, 0.1), 0)
    light = day.sky * 0.8 + day.sun * 0.6 * max(0.3, day.toward[1])
    stone = np.broadcast_to(linear("c9c1b4") * light, back.shape)
    back = below_row(back, stone, foot - 0.004)
    away = FOCAL * small.eye / (foot - small.vanish)
    back = behind(back, hazed(house(stream(spec, "house"), small, day, away, way), day, 0.04), 0)
    shrubs = foliage_of(spec, "shrubs", 0.003)
    low = trees(stream(spec, "shrubs"), shape, foot + 0.006, (0.03, 0.075), 16, shrubs, day)
    x = (np.arange(shape[1], dtype=np.float32) + 0.5) / shape[0] - small.aspect / 2
    low = low * ramp(way * x, 0.14, 0.3)[None, :, None]
    back = behind(back, low.astype(np.float32), 0)
    if "loungers" in spec.props:
        row = foot + 0.6 * (seen.foot - seen.vanish) * (RIM - HOUSE)
        back = behind(back, loungers(stream(spec, "loungers"), shape, small, day, row), 0)
    return back


def _pool(seen: Viewpoint, day: Day, canvas: Numbers, rows: tuple[float, float], way: float) -> None:
    """Cut the pool out of the terrace (RGBA, in place), with its coping of pale stone."""
    near, rim = rows
    y, x = grid(seen.height, seen.width)
    below = np.maximum(y - seen.vanish, 1e-3)
    away = FOCAL * seen.eye / below
    across = way * (x - seen.aspect / 2) * away / FOCAL
    first, last = (FOCAL * seen.eye / (row - seen.vanish) for row in (near, rim))
    inside = np.minimum(np.minimum(away - first, last - away), across + 2.6)
    step = np.maximum(away / FOCAL / seen.height * (1 + away / seen.eye * 0.6), 1e-3)
    water = np.clip(inside / step + 0.5, 0, 1)
    stone = np.clip((inside + COPING) / step + 0.5, 0, 1) * (1 - water)
    grain = canvas[..., :3].mean(axis=2, keepdims=True) / max(float(canvas[..., :3].mean()), 1e-3)
    tone = linear("dcd5c9") * day.lit(np.full_like(y, max(0.25, day.toward[1])), 0.95) * (0.75 + 0.25 * grain)
    edge = 1 - 0.5 * np.exp(-(((inside + 0.015) / 0.02) ** 2))
    share = stone[..., None] * canvas[..., 3:]
    canvas[..., :3] += share * (tone * edge[..., None] - canvas[..., :3])
    canvas *= (1 - water)[..., None]
