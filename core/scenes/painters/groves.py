"""Orchard and vineyard: what grows in rows that run away from the camera."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import cv2
import numpy as np

from core.scenes.painters.fields import GRASS, foliage_of, row_of_trees, turf_of
from core.scenes.painters.heights import drifts
from core.scenes.painters.outside import (
    at_foot,
    behind,
    earth,
    far_canvas,
    ground_noise,
    open_ground,
    row_softness,
    shaded,
    taken,
)
from core.scenes.painters.wild_grass import tufted
from core.scenes.painting import Painting, View
from core.scenes.parts.boughs import SIZES, boughs
from core.scenes.parts.canvas import Array, stream
from core.scenes.parts.distance import Foliage, crown, hazed, stamp
from core.scenes.parts.grass import lawn
from core.scenes.parts.grids import Numbers, ramp, resized
from core.scenes.parts.outdoors import Day, day_of
from core.scenes.parts.ranges import Range, land_tile, mountains
from core.scenes.parts.soils import Tile, linear, soil
from core.scenes.parts.underlay import opened, shown
from core.scenes.parts.viewpoint import FOCAL, Viewpoint, focused, viewpoint_of
from core.scenes.spec import SceneSpec, is_anew, since

FRUIT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "oranges": ("e08a1e", "e8981f", "d97a18"),
        "lemons": ("e8cf3a", "f0dc5c", "d9bc2a"),
        "apples": ("b8321e", "c8502a", "a02a1c"),
        "cherries": ("8a1420", "a01a24", "70101a"),
        "blossoms": ("f4e6ea", "eec8d2", "f8f0f0"),
    }
)


def softened(back: Numbers, small: Viewpoint) -> Array:
    """The far layer out of focus as each of its rows is."""
    return np.clip(focused(np.asarray(back, np.float32), row_softness(small)), 0, None)


def ground_metres(seen: Viewpoint) -> tuple[Array, Array]:
    """Metres to the right of the foot and away from the camera, at every point below the horizon."""
    rows = ((np.arange(seen.height, dtype=np.float32) + 0.5) / seen.height)[:, None]
    columns = ((np.arange(seen.width, dtype=np.float32) + 0.5) / seen.height - seen.aspect / 2)[None]
    away = seen.away(np.maximum(rows, seen.vanish + 2e-3))
    return (columns * away / FOCAL).astype(np.float32), np.broadcast_to(away, (seen.height, seen.width))


def wooded_hills(spec: SceneSpec, seen: Viewpoint, day: Day, back: Numbers, high: float) -> Array:
    """Wooded hills and a row of trees on the horizon."""
    shape = back.shape[0], back.shape[1]
    fresh = linear(GRASS[spec.season][0])
    made = Range(
        seen.vanish + 0.02, high, 0.8, 0.08, fresh * 0.8, fresh * 0.6, 1.1, (0.3, 0.95), linear("35421f")
    )
    back = behind(back, mountains(spec.stream("hills"), shape, made, day), 0)
    foliage = foliage_of(spec, "far leaves", 0.003)
    foot = seen.vanish + 0.012
    return row_of_trees(stream(spec, "far trees"), day, back, foot, (0.03, 0.08), 60, foliage, 0.45)


def orchard(spec: SceneSpec, view: View) -> Painting:
    """Fruit trees in rows with grass or a path between them."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    back = wooded_hills(spec, seen, day, far_canvas(spec, day, seen), 0.1)
    small = seen.sized(back.shape[0])
    fruit = next((prop for prop in spec.props if prop in FRUIT), "apples")
    if "olives" in spec.props:
        foliage = Foliage(linear("3c4430"), linear("98a082"), 0.006, 0.12)
    elif "blossoms" in spec.props or (spec.season == "spring" and fruit == "apples"):
        foliage, fruit = Foliage(linear("a8868c"), linear("f0d4da"), 0.006, 0.1), "blossoms"
    else:
        foliage = foliage_of(spec, "leaves", 0.006, 0.06)
    layer = np.zeros((*back.shape[:2], 4), np.float32)
    rng = stream(spec, "trees")
    gap = float(rng.uniform(2.1, 2.8))
    shift = float(rng.uniform(-0.4, 0.4))
    for away in np.linspace(70, 1.35 * FOCAL * seen.span, 15):
        for side in (-3.0, -1.0, 1.0, 3.0):
            own = np.random.default_rng(rng.integers(2**62))
            x, high = side * gap + shift + own.normal(0, 0.12), own.uniform(2.7, 3.5)
            fruit_tree(
                own,
                layer,
                small,
                day,
                (float(x), float(away)),
                float(high),
                foliage,
                "" if "olives" in spec.props else fruit,
            )
    edge = max(0.0, seen.vanish + 0.02)
    canvas = grassy(spec, seen, day, edge, 0.08)
    if spec.materials.ground == "path":
        lane(spec, seen, day, canvas, edge, 0.8, soil(spec.stream("path"), 1024, "9c8262"))
    dapple = ramp(ground_noise(seen, land_tile(spec.stream("dapple"), 1.3), 8.0, edge), -0.1, 0.7)
    dark = dapple * (0.6 - 0.4 * at_foot(seen, 0.15))
    shaded(canvas, day, dark.astype(np.float32))
    canvas = planted(canvas, hazed(layer, day, 0.08))
    made = taken(spec, seen, day, softened(back, small), canvas, open_ground(seen, shade=0.5), 1.05)
    if since(spec, 7) and fruit in SIZES and "olives" not in spec.props:
        near = planted(opened(made.image), _hanging(spec, seen, day, fruit))
        return replace(made, image=shown(near))
    return made


def _hanging(spec: SceneSpec, seen: Viewpoint, day: Day, fruit: str) -> Array:
    """Boughs of the nearest tree in the picture's upper part: of rows of trees far away nobody knows what
    grows there."""
    reach = float(np.clip(seen.vanish + 0.16, 0.3, 0.46))
    return boughs(stream(spec, "boughs"), seen.aspect, day, fruit, FRUIT[fruit], reach, 0.013)


def planted(canvas: Numbers, layer: Numbers) -> Array:
    """The ground with what stands on it farther off, both premultiplied RGBA, or a whole picture with what is
    before it; ``layer`` of any size."""
    stood = resized(np.asarray(layer, np.float32), *canvas.shape[:2]).clip(0)
    if canvas.shape[2] == 3:
        return (canvas * (1 - stood[..., 3:].clip(0, 1)) + stood[..., :3]).astype(np.float32)
    alpha = stood[..., 3:].clip(0, 1)
    return (canvas * (1 - alpha) + stood).astype(np.float32)


def fruit_tree(
    rng: np.random.Generator,
    layer: Numbers,
    small: Viewpoint,
    day: Day,
    at: tuple[float, float],
    high: float,
    foliage: Foliage,
    fruit: str,
) -> None:
    """One tree at metres (across, away), ``high`` metres, with its fruit, on the layer in place."""
    x, away = small.aspect / 2 + at[0] * FOCAL / at[1], at[1]
    foot, unit = small.vanish + FOCAL * small.eye / away, FOCAL / away
    if not -0.6 < x < small.aspect + 0.6:
        return
    height = layer.shape[0]
    bark = (np.array([0.09, 0.07, 0.055]) * (day.sky + 0.5 * day.sun)).tolist()
    ends = [
        (int(x * height), int(foot * height)),
        (int(x * height), int((foot - 0.6 * high * unit) * height)),
    ]
    cv2.line(layer, ends[0], ends[1], (*bark, 1.0), max(1, int(0.16 * unit * height)))
    leaf = float(np.clip(0.05 * unit, 0.0022, 0.02))
    own = Foliage(
        foliage.shade, (foliage.sunny * rng.uniform(0.85, 1.15)).astype(np.float32), leaf, foliage.gaps
    )
    middle, size = (foot - 0.62 * high * unit, x), (0.38 * high * unit, 0.42 * high * unit)
    crown(rng, layer, middle, size, own, day)
    if not fruit:
        return
    count = int(np.clip(750 * unit, 12, 110)) * (2 if fruit == "blossoms" else 1)
    turn, far = rng.uniform(0, 2 * np.pi, count), np.sqrt(rng.random(count)) * 0.92
    rows, columns = middle[0] + size[0] * far * np.sin(turn), middle[1] + size[1] * far * np.cos(turn)
    paints = np.stack([linear(code) for code in FRUIT[fruit]])
    lit = day.sun * rng.uniform(0.15, 0.8, (count, 1)) + day.sky * 0.8
    radii = np.full(count, max(0.7, 0.042 * unit * height * (0.6 if fruit == "cherries" else 1.0)))
    stamp(layer, rows, columns, radii, paints[rng.integers(0, len(paints), count)] * lit)


def grassy(spec: SceneSpec, seen: Viewpoint, day: Day, edge: float, tall: float) -> Array:
    """Grass of the season from ``edge`` to the front."""
    canvas = earth(seen, edge, soil(spec.stream("soil"), 512, "4d4b26"), day, 0.6)
    lawn(canvas, spec.stream("grass"), seen, turf_of(spec, tall), day, edge)
    tufted(canvas, spec, seen, day, edge, "meadow")
    return canvas


def lane(
    spec: SceneSpec, seen: Viewpoint, day: Day, canvas: Numbers, edge: float, half: float, tile: Tile
) -> None:
    """A lane of the tile, ``half`` metres to each side of the middle, on the canvas in place."""
    made = earth(seen, edge, tile, day, 1.0)
    side, away = ground_metres(seen)
    bend = 0.25 * half * np.sin(away / 9 + stream(spec, "bend").uniform(0, 6))
    ragged = 0.12 * ground_noise(seen, land_tile(spec.stream("verge"), 1.2), 3.0, edge)
    share = (1 - ramp(np.abs(side - bend) + ragged, half * 0.92, half * 1.08))[..., None]
    canvas *= 1 - made[..., 3:] * share
    canvas += made * share


def vineyard(spec: SceneSpec, view: View) -> Painting:
    """Rows of vines that run towards hills, grass or earth between them."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    back = wooded_hills(spec, seen, day, far_canvas(spec, day, seen), 0.2 if "hills" in spec.props else 0.12)
    small = seen.sized(back.shape[0])
    edge = max(0.0, seen.vanish + 0.015)
    layer = np.zeros((*back.shape[:2], 4), np.float32)
    rng = stream(spec, "vines")
    gap = float(rng.uniform(0.95, 1.2)) * max(1.0, seen.span / 2.2)
    foliage = foliage_of(spec, "leaves", 0.005, 0.02)
    nearest, steps = (0.42, 72) if is_anew(spec) else (1, 46)
    for step, away in enumerate((1.15 * FOCAL * seen.span * np.geomspace(14, nearest, steps)).tolist()):
        unit = FOCAL / away
        foot = small.vanish + small.eye * unit
        for place in range(-5, 6):
            own = np.random.default_rng(rng.integers(2**62))
            x = small.aspect / 2 + (2 * place + 1) * gap * unit
            if not -0.4 < x < small.aspect + 0.4:
                continue
            leaf = float(np.clip(0.06 * unit, 0.002, 0.02))
            made = Foliage(
                foliage.shade, (foliage.sunny * own.uniform(0.8, 1.15)).astype(np.float32), leaf, 0.0
            )
            if step % 4 == 0:
                _vine_foot(layer, day, x, foot, unit)
            crown(own, layer, (foot - 0.85 * unit, x), (0.62 * unit, 0.42 * unit), made, day)
            if "grapes" in spec.props and unit > 0.15:
                count = 26
                rows, columns = (
                    foot - own.uniform(0.45, 0.8, count) * unit,
                    x + own.normal(0, 0.18, count) * unit,
                )
                paint = np.stack([linear("3a2440")] * count) * (day.sky + day.sun * own.random((count, 1)))
                stamp(layer, rows, columns, np.full(count, max(0.8, 0.03 * unit * layer.shape[0])), paint)
    if spec.materials.ground == "soil":
        canvas = earth(seen, edge, soil(spec.stream("soil"), 1024, "8a6a4a"), day, 1.0)
    else:
        canvas = grassy(spec, seen, day, edge, 0.08)
    drifts(canvas, spec, seen, day, edge, 12.0, 0.3)
    canvas = planted(canvas, hazed(layer, day, 0.06))
    return taken(spec, seen, day, softened(back, small), canvas, open_ground(seen, shade=0.5), 1.05)


def _vine_foot(layer: Numbers, day: Day, x: float, foot: float, unit: float) -> None:
    """A vine's stem, on the layer in place."""
    height = layer.shape[0]
    wood = (np.array([0.1, 0.08, 0.06]) * (day.sky * 0.7 + day.sun * 0.4)).tolist()
    ends = (int(x * height), int(foot * height)), (int(x * height), int((foot - 0.6 * unit) * height))
    cv2.line(layer, ends[0], ends[1], (*wood, 1.0), max(1, int(0.06 * unit * height)))
