"""Flower field and road through fields: what is sown over a whole field, in rows or all over."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from core.scenes.painters.fields import foliage_of, turf_of
from core.scenes.painters.groves import (
    fruit_tree,
    grassy,
    ground_metres,
    planted,
    softened,
    wooded_hills,
)
from core.scenes.painters.heights import aired, drifts
from core.scenes.painters.outside import behind, earth, far_canvas, ground_noise, open_ground, taken
from core.scenes.painting import Painting, View
from core.scenes.parts.blossoms import lit_sprite
from core.scenes.parts.canvas import Array, blur, noise, stream
from core.scenes.parts.channels import mixed, spread
from core.scenes.parts.distance import hazed, trees
from core.scenes.parts.grass import Flower, lawn, stick_all, strew
from core.scenes.parts.grids import Numbers, ramp
from core.scenes.parts.lavender import lit_bush, rows_of_bushes, under_bushes
from core.scenes.parts.outdoors import Day, day_of
from core.scenes.parts.ranges import land_tile
from core.scenes.parts.renewed import is_renewed
from core.scenes.parts.soils import Seed, Tile, linear, pebbles, rough, soil
from core.scenes.parts.viewpoint import FOCAL, Viewpoint, viewpoint_of
from core.scenes.spec import SceneSpec, is_anew, is_latest


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


TRODDEN = 0.17
"""How far behind the subject the plants are trodden down, in heights of the picture."""


def flower_field(spec: SceneSpec, view: View) -> Painting:
    """A field in bloom, in rows or sown all over, with a trodden place for the subject."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    back = far_canvas(spec, day, seen)
    back = wooded_hills(spec, seen, day, back, 0.14 if "hills" in spec.props else 0.06)
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
    if crop is CROPS["lavender"] and is_renewed(spec):
        return _lavender(spec, seen, day, edge, free)
    below = "66594a" if crop.row else "5f6a34"
    canvas = earth(seen, edge, soil(spec.stream("soil"), 1024, below), day, 1.0)
    side, away = ground_metres(seen)
    stripes = ramp(np.cos(2 * np.pi * side / crop.row), -0.5, 0.3) if crop.row else np.ones_like(side)
    far = ramp(away / seen.span, 3.0, 7.0)
    stripes = stripes + (0.75 - stripes) * ramp(away / seen.span, 14, 30)
    mottle = ground_noise(seen, _mottle(spec.stream("mottle")), 6.0, edge)
    tone = spread(np.clip(1 + 0.14 * mottle, 0.5, 1.5), linear(crop.far))
    share = far * stripes * canvas[..., 3]
    light = day.lit(np.full_like(side, max(0.3, day.toward[1])), 0.75)
    canvas[..., :3] = mixed(canvas[..., :3], tone * light, share)
    if not crop.row:
        stubble = is_anew(spec) and name == "wheat"
        own = spec.model_copy(update={"season": "autumn"}) if stubble else spec
        lawn(canvas, spec.stream("grass"), seen, turf_of(own, 0.1), day, seen.foot - 0.2)
    sprites = [lit_sprite((spec.seed, 200 + i), *crop.sprites[i % len(crop.sprites)], day) for i in range(6)]
    if is_latest(spec):
        sprites = [_crowded(sprite, (spec.seed, 260 + i)) for i, sprite in enumerate(sprites)]
    stick_all(
        canvas,
        sprites,
        seen,
        _sown(spec.stream("sown"), seen, edge, crop, free, len(sprites), trodden=is_anew(spec)),
    )
    drifts(canvas, spec, seen, day, edge, 30.0, 0.3)
    return canvas


def _crowded(sprite: Array, seed: Seed) -> Array:
    """A plant's sprite (premultiplied RGBA) among others: dark at its foot, nowhere of one tone."""
    height, width = sprite.shape[:2]
    up = 1 - (np.arange(height, dtype=np.float32)[:, None] + 0.5) / height
    tone = 0.32 + 0.72 * ramp(up, 0.1, 0.85)
    patches = noise(np.random.default_rng(seed), height, width, 14, 3, stretch=0.5)
    made = sprite.copy()
    made[..., :3] *= (tone * (1 + 0.3 * patches))[..., None]
    return blur(made, 0.004 * height)


def _lavender(spec: SceneSpec, seen: Viewpoint, day: Day, edge: float, free: float) -> Array:
    """Rows of round bushes on pale stony soil."""
    canvas = earth(seen, edge, soil(spec.stream("soil"), 1024, "8d7a66"), day, 1.0)
    side, away = ground_metres(seen)
    dark = under_bushes(side)
    canvas[..., :3] *= (1 - 0.6 * dark * (0.35 if free == 0 else 1.0))[..., None]
    # Far off the bushes hide the paths: all is in bloom.
    far = ramp(away, 16.0, 45.0)
    mottle = ground_noise(seen, _mottle(spec.stream("mottle")), 6.0, edge)
    stripes = 0.55 + 0.45 * dark + (0.3 - 0.3 * dark) * ramp(away, 30.0, 90.0)
    tone = spread(np.clip(1 + 0.1 * mottle, 0.5, 1.5), 0.8 * linear("7d6c9e") + 0.2 * linear("75805a"))
    light = day.lit(np.full_like(side, max(0.3, day.toward[1])), 0.8)
    canvas[..., :3] = mixed(canvas[..., :3], tone * light, far * stripes * canvas[..., 3])
    bushes = [lit_bush((spec.seed, 240 + i), day) for i in range(5)]
    stick_all(canvas, bushes, seen, rows_of_bushes(spec.stream("rows"), seen, free, len(bushes)))
    return canvas


@lru_cache(maxsize=2)
def _mottle(seed: Seed) -> Array:
    """A tile of noise for where the field stands thicker."""
    return rough(np.random.default_rng(seed), 512, 0.9, 6)


@lru_cache(maxsize=4)
def _sown(
    seed: Seed, seen: Viewpoint, edge: float, crop: Crop, free: float, sorts: int, *, trodden: bool = False
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
        if trodden and free:
            across, deep = 2 * side / (free * seen.span), max(0.0, seen.foot - flower.row) / TRODDEN
            if across**2 + deep**2 < rng.uniform(0.8, 1.25):
                continue
        elif abs(side) < free * seen.span / 2 and flower.row > seen.foot - 0.22:
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


def road_fields(spec: SceneSpec, view: View) -> Painting:
    """A country road between fields, meadows or rows of trees."""
    seen, day = viewpoint_of(spec, view), day_of(spec)
    back = wooded_hills(spec, seen, day, far_canvas(spec, day, seen), 0.12)
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
                fruit_tree(own, layer, small, day, at, float(own.uniform(6.0, 8.5)), foliage, "")
    crop = next((prop for prop in spec.props if prop in CROPS), None)
    canvas = bed(spec, seen, day, edge, crop, 0.0) if crop else grassy(spec, seen, day, edge, 0.22)
    verge = np.zeros_like(canvas)
    lawn(verge, spec.stream("verge grass"), seen, turf_of(spec, 0.1), day, edge)
    side, _ = ground_metres(seen)
    ragged = 0.12 * ground_noise(seen, land_tile(spec.stream("edge"), 1.2), 3.0, edge)
    share = (1 - ramp(np.abs(side) + ragged, half + 0.7, half + 1.0))[..., None]
    canvas = canvas * (1 - verge[..., 3:] * share) + verge * share
    _road(spec, seen, day, canvas, edge, half)
    aired(canvas, seen, day, 0.02)
    canvas = planted(canvas, hazed(layer, day, 0.12))
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
        made = earth(seen, edge, asphalt(spec.stream("asphalt")), day, 1.0, 0.6)
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


@lru_cache(maxsize=2)
def asphalt(seed: Seed) -> Tile:
    """Crushed stone in worn bitumen, 1.2 m."""
    rng = np.random.default_rng(seed)
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
