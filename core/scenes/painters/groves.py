"""Orchard, flower field, vineyard, road through fields: what grows in rows that run away from the camera."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import cv2
import numpy as np

from core.scenes.painters.fields import GRASS, foliage_of, turf_of
from core.scenes.painters.heights import aired, drifts
from core.scenes.painters.outside import (
    behind,
    earth,
    far_canvas,
    ground_noise,
    open_ground,
    row_softness,
    shaded,
    taken,
)
from core.scenes.painting import Painting, View
from core.scenes.parts.blossoms import lit_sprite
from core.scenes.parts.canvas import Array, stream
from core.scenes.parts.distance import Foliage, Range, crown, hazed, land_tile, mountains, stamp, trees
from core.scenes.parts.grass import Flower, lawn, stick_all, strew
from core.scenes.parts.grids import Numbers, ramp, resized
from core.scenes.parts.outdoors import Day, day_of
from core.scenes.parts.soils import Seed, Tile, linear, pebbles, rough, soil
from core.scenes.parts.viewpoint import FOCAL, Viewpoint, focused, viewpoint_of
from core.scenes.spec import SceneSpec

FRUIT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "oranges": ("e08a1e", "e8981f", "d97a18"),
        "lemons": ("e8cf3a", "f0dc5c", "d9bc2a"),
        "apples": ("b8321e", "c8502a", "a02a1c"),
        "cherries": ("8a1420", "a01a24", "70101a"),
        "blossoms": ("f4e6ea", "eec8d2", "f8f0f0"),
    }
)


@dataclass(frozen=True)
class Crop:
    """A field's flowers: sprites (kind, colour), metres tall, metres between rows (0: sown all over), the
    colour of the field far off."""

    sprites: tuple[tuple[str, str], ...]
    tall: float
    row: float
    far: str


CROPS: Mapping[str, Crop] = MappingProxyType(
    {
        "lavender": Crop(
            (("spike", "8272b0"), ("spike", "6f60a0"), ("spike", "9a8ac4")), 0.55, 1.3, "6f66a0"
        ),
        "sunflowers": Crop(
            (("sunflower", "e3a81c"), ("sunflower", "d99a18"), ("sunflower", "ecb92c")), 1.15, 1.0, "b8962c"
        ),
        "tulips": Crop(
            (("tulip", "c8303c"), ("tulip", "e8b83a"), ("tulip", "d9668a"), ("tulip", "f0e6dc")),
            0.42,
            0.85,
            "b8505a",
        ),
        "poppies": Crop((("poppy", "c23a22"), ("poppy", "cc4a2a"), ("reed", "8a9a54")), 0.5, 0.0, "96603a"),
        "wheat": Crop((("wheat", "cfae68"), ("wheat", "c09c58"), ("wheat", "dcc080")), 0.75, 0.0, "c8a660"),
        "rapeseed": Crop((("bell", "e0c62c"), ("spike", "e6cf3c"), ("bell", "d4b822")), 0.7, 0.0, "cdb62c"),
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


def _hills(spec: SceneSpec, seen: Viewpoint, day: Day, back: Numbers, high: float) -> Array:
    """Wooded hills and a row of trees on the horizon."""
    shape = back.shape[0], back.shape[1]
    fresh = linear(GRASS[spec.season][0])
    made = Range(
        seen.vanish + 0.02, high, 0.8, 0.08, fresh * 0.8, fresh * 0.6, 1.1, (0.3, 0.95), linear("35421f")
    )
    back = behind(back, mountains(spec.stream("hills"), shape, made, day), 0)
    foliage = foliage_of(spec, "far leaves", 0.003)
    row = trees(stream(spec, "far trees"), shape, seen.vanish + 0.012, (0.03, 0.08), 60, foliage, day)
    return behind(back, hazed(row, day, 0.45), 0)


def orchard(spec: SceneSpec, view: View) -> Painting:
    """Fruit trees in rows with grass or a path between them."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    back = _hills(spec, seen, day, far_canvas(spec, day, seen), 0.1)
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
            _fruit_tree(
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
    canvas = _grassy(spec, seen, day, edge, 0.08)
    if spec.materials.ground == "path":
        lane(spec, seen, day, canvas, edge, 0.8, soil(spec.stream("path"), 1024, "9c8262"))
    dapple = ramp(ground_noise(seen, land_tile(spec.stream("dapple"), 1.3), 8.0, edge), -0.1, 0.7)
    rows = ((np.arange(seen.height, dtype=np.float32) + 0.5) / seen.height)[:, None]
    dark = dapple * (0.6 - 0.4 * np.exp(-(((rows - seen.foot) / 0.15) ** 2)))
    shaded(canvas, day, dark.astype(np.float32))
    canvas = _planted(canvas, hazed(layer, day, 0.08))
    return taken(spec, seen, day, softened(back, small), canvas, open_ground(seen, shade=0.5), 1.05)


def _planted(canvas: Numbers, layer: Numbers) -> Array:
    """The ground with what stands on it farther off, both premultiplied RGBA; ``layer`` of any size."""
    stood = resized(np.asarray(layer, np.float32), *canvas.shape[:2]).clip(0)
    alpha = stood[..., 3:].clip(0, 1)
    return (canvas * (1 - alpha) + stood).astype(np.float32)


def _fruit_tree(
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


def _grassy(spec: SceneSpec, seen: Viewpoint, day: Day, edge: float, tall: float) -> Array:
    """Grass of the season from ``edge`` to the front."""
    canvas = earth(seen, edge, soil(spec.stream("soil"), 512, "4d4b26"), day, 0.6)
    lawn(canvas, spec.stream("grass"), seen, turf_of(spec, tall), day, edge)
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


def flower_field(spec: SceneSpec, view: View) -> Painting:
    """A field in bloom, in rows or sown all over, with a trodden place for the subject."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    back = far_canvas(spec, day, seen)
    back = _hills(spec, seen, day, back, 0.14 if "hills" in spec.props else 0.06)
    small = seen.sized(back.shape[0])
    if "trees" in spec.props:
        shape = back.shape[0], back.shape[1]
        near = trees(
            stream(spec, "trees"),
            shape,
            seen.vanish + 0.02,
            (0.14, 0.3),
            10,
            foliage_of(spec, "leaves"),
            day,
            False,
        )
        back = behind(back, hazed(near, day, 0.2), 0)
    edge = max(0.0, seen.vanish + 0.01)
    canvas = bed(spec, seen, day, edge, spec.materials.ground or "lavender", 0.55)
    aired(canvas, seen, day, 0.02)
    return taken(spec, seen, day, softened(back, small), canvas, open_ground(seen, shade=0.5), 1.05)


def bed(spec: SceneSpec, seen: Viewpoint, day: Day, edge: float, name: str, free: float) -> Array:
    """Ground grown over by the crop ``name`` but for ``free`` metres to each side of the middle."""
    crop = CROPS.get(name, CROPS["lavender"])
    below = "66594a" if crop.row else "5f6a34"
    canvas = earth(seen, edge, soil(spec.stream("soil"), 1024, below), day, 1.0)
    side, away = ground_metres(seen)
    stripes = ramp(np.cos(2 * np.pi * side / crop.row), -0.5, 0.3) if crop.row else np.ones_like(side)
    far = ramp(away / seen.span, 3.0, 7.0)
    stripes = stripes + (0.75 - stripes) * ramp(away / seen.span, 14, 30)
    mottle = ground_noise(seen, rough(np.random.default_rng(spec.stream("mottle")), 512, 0.9, 6), 6.0, edge)
    tone = linear(crop.far) * np.clip(1 + 0.14 * mottle, 0.5, 1.5)[..., None]
    share = (far * stripes)[..., None] * canvas[..., 3:]
    light = day.lit(np.full_like(side, max(0.3, day.toward[1])), 0.75)
    canvas[..., :3] = canvas[..., :3] * (1 - share) + tone * light * share
    if not crop.row:
        lawn(canvas, spec.stream("grass"), seen, turf_of(spec, 0.1), day, seen.foot - 0.2)
    sprites = [lit_sprite((spec.seed, 200 + i), *crop.sprites[i % len(crop.sprites)], day) for i in range(6)]
    stick_all(canvas, sprites, seen, _sown(spec.stream("sown"), seen, edge, crop, free, len(sprites)))
    drifts(canvas, spec, seen, day, edge, 30.0, 0.3)
    return canvas


@lru_cache(maxsize=4)
def _sown(
    seed: Seed, seen: Viewpoint, edge: float, crop: Crop, free: float, sorts: int
) -> tuple[Flower, ...]:
    """The single plants, from far to near; in their rows, none where the subject stands."""
    rng = np.random.default_rng(seed)
    start = max(edge, seen.vanish + 0.06)
    found = strew(
        rng,
        seen,
        round(30000 * min(1.0, 0.5 / crop.tall)),
        start,
        (0.75 * crop.tall, 1.15 * crop.tall),
        sorts,
    )
    kept: list[Flower] = []
    for plant in found:
        flower = plant
        side = (flower.x - seen.aspect / 2) / seen.unit(flower.row)
        if abs(side) < free * seen.span / 2 and flower.row > seen.foot - 0.22:
            continue
        if crop.row and np.cos(2 * np.pi * side / crop.row) < 0.25:
            continue
        if abs(flower.x - seen.aspect / 2) < 0.36 and flower.row > seen.foot - 0.08:
            continue
        if crop.sprites[0][0] == "tulip":
            number = int(np.floor(side / crop.row + 0.5))
            flower = Flower(flower.row, flower.x, flower.tall, number % sorts, flower.flip)
        kept.append(flower)
    return tuple(sorted(kept, key=lambda flower: flower.row))


def vineyard(spec: SceneSpec, view: View) -> Painting:
    """Rows of vines that run towards hills, grass or earth between them."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    back = _hills(spec, seen, day, far_canvas(spec, day, seen), 0.2 if "hills" in spec.props else 0.12)
    small = seen.sized(back.shape[0])
    edge = max(0.0, seen.vanish + 0.015)
    layer = np.zeros((*back.shape[:2], 4), np.float32)
    rng = stream(spec, "vines")
    gap = float(rng.uniform(0.95, 1.2)) * max(1.0, seen.span / 2.2)
    foliage = foliage_of(spec, "leaves", 0.005, 0.02)
    for step, away in enumerate((1.15 * FOCAL * seen.span * np.geomspace(14, 1, 46)).tolist()):
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
        canvas = _grassy(spec, seen, day, edge, 0.08)
    drifts(canvas, spec, seen, day, edge, 12.0, 0.3)
    canvas = _planted(canvas, hazed(layer, day, 0.06))
    return taken(spec, seen, day, softened(back, small), canvas, open_ground(seen, shade=0.5), 1.05)


def _vine_foot(layer: Numbers, day: Day, x: float, foot: float, unit: float) -> None:
    """A vine's stem, on the layer in place."""
    height = layer.shape[0]
    wood = (np.array([0.1, 0.08, 0.06]) * (day.sky * 0.7 + day.sun * 0.4)).tolist()
    ends = (int(x * height), int(foot * height)), (int(x * height), int((foot - 0.6 * unit) * height))
    cv2.line(layer, ends[0], ends[1], (*wood, 1.0), max(1, int(0.06 * unit * height)))


def road_fields(spec: SceneSpec, view: View) -> Painting:
    """A country road between fields, meadows or rows of trees."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    back = _hills(spec, seen, day, far_canvas(spec, day, seen), 0.12)
    small = seen.sized(back.shape[0])
    edge = max(0.0, seen.vanish + 0.01)
    half = 0.55 * seen.span
    layer = np.zeros((*back.shape[:2], 4), np.float32)
    if "trees" in spec.props:
        rng, foliage = stream(spec, "avenue"), foliage_of(spec, "leaves", 0.006, 0.06)
        for away in np.geomspace(120, 1.6 * FOCAL * seen.span, 14):
            for side in (-1.0, 1.0):
                own = np.random.default_rng(rng.integers(2**62))
                at = (side * (half + 2.0 + own.uniform(0, 0.6)), float(away))
                _fruit_tree(own, layer, small, day, at, float(own.uniform(6.0, 8.5)), foliage, "")
    crop = next((prop for prop in spec.props if prop in CROPS), None)
    canvas = bed(spec, seen, day, edge, crop, 0.0) if crop else _grassy(spec, seen, day, edge, 0.22)
    verge = np.zeros_like(canvas)
    lawn(verge, spec.stream("verge grass"), seen, turf_of(spec, 0.1), day, edge)
    side, _ = ground_metres(seen)
    ragged = 0.12 * ground_noise(seen, land_tile(spec.stream("edge"), 1.2), 3.0, edge)
    share = (1 - ramp(np.abs(side) + ragged, half + 0.7, half + 1.0))[..., None]
    canvas = canvas * (1 - verge[..., 3:] * share) + verge * share
    _road(spec, seen, day, canvas, edge, half)
    aired(canvas, seen, day, 0.02)
    canvas = _planted(canvas, hazed(layer, day, 0.12))
    return taken(spec, seen, day, softened(back, small), canvas, open_ground(seen, shade=0.5))


def _road(spec: SceneSpec, seen: Viewpoint, day: Day, canvas: Numbers, edge: float, half: float) -> None:
    """Asphalt with worn lines or a gravel track with grass in its middle, on the canvas in place."""
    side, away = ground_metres(seen)
    ragged = 0.05 * ground_noise(seen, land_tile(spec.stream("rim"), 1.2), 2.0, edge)
    inside = 1 - ramp(np.abs(side) + ragged, half - 0.08, half + 0.02)
    if spec.materials.ground == "gravel":
        codes = ("a89a84", "948671", "bcae96", "857862")
        made = earth(seen, edge, pebbles(spec.stream("gravel"), 1024, codes, (0.004, 0.016), 1.6), day, 1.0)
        inside = inside * (1 - 0.85 * (1 - ramp(np.abs(side) + 3 * ragged, 0.1 * half, 0.26 * half)))
    else:
        made = earth(seen, edge, _asphalt(spec), day, 1.0, 0.6)
        line = np.maximum(
            1 - ramp(np.abs(np.abs(side) - half + 0.25), 0.045, 0.065),
            (1 - ramp(np.abs(side), 0.045, 0.065)) * (away % 9 < 5),
        )
        worn = ramp(ground_noise(seen, land_tile(spec.stream("worn"), 0.9), 1.2, edge), -1.6, 0.2)
        paint = linear("d8d6cf") * day.lit(np.full_like(side, max(0.28, day.toward[1])), 1.0)
        share = (0.75 * line * worn)[..., None] * made[..., 3:]
        made[..., :3] = made[..., :3] * (1 - share) + paint * share
    canvas *= 1 - made[..., 3:] * inside[..., None]
    canvas += made * inside[..., None]


def _asphalt(spec: SceneSpec) -> Tile:
    """Crushed stone in worn bitumen, 1.2 m."""
    rng = np.random.default_rng(spec.stream("asphalt"))
    stone, fine, broad = (
        rough(rng, 1024, 0.2, 60, 200),
        rough(rng, 1024, 0.0, 150),
        rough(rng, 1024, 1.3, 2, 20),
    )
    pale = ramp(stone + 0.5 * fine, 0.9, 2.2)
    tone = np.clip(0.8 + 0.2 * stone + 0.12 * fine + 0.06 * broad + 1.3 * pale, 0.25, 3.0)
    heights = 0.0012 * stone.clip(-1, 2) + 0.0004 * fine
    return (
        (heights - heights.min()).astype(np.float32),
        (linear("575654") * tone[..., None]).astype(np.float32),
        1.2,
    )
