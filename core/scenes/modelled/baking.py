"""Path-traces modelled things into sprites that can be lit anew: for the maintainer's bake."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from core.scenes.modelled.model import Model, Part
from core.scenes.modelled.sprites import GRAIN, RISE, SHADES, SIDES, Baked, Shade, Sprite, pack
from core.scenes.parts.canvas import Array
from core.scenes.traced.backend import variant
from core.scenes.traced.denoising import clean_guide, denoised
from core.scenes.traced.lights import box_light, towards

PITCHES, ABOVE = (8.0, 28.0), 90.0
SEEDS = 1
SUPER = 1.5
"""Traced so many times as large as kept."""
FINE, LEAST, MOST, WIDEST = 1400, 96, 288, 380
"""Px a metre; the least and the most px of the longer side, and of the width."""
GROUND = 0.42
"""What the ground gives back of the light that falls on it."""
SOFT = 13.0
"""Half the angle over which a side light shines, in degrees."""
CONE = 7.0
"""The same for the shadows that are kept."""
DEPTH = 6
RAYS_AROUND, RAYS_CAST = 144, 24


@dataclass(frozen=True)
class Frame:
    """What an orthographic camera sees: the middle (m, along right and up), and size in px."""

    pitch: float
    middle: tuple[float, float]
    wide: float
    width: int
    height: int

    @property
    def up(self) -> Array:
        """The picture's upward direction, a unit vector in metres' axes (x across, y up, z to the camera)."""
        turn = np.radians(self.pitch)
        return np.array([0, np.cos(turn), -np.sin(turn)])

    @property
    def toward(self) -> Array:
        """The direction to the camera, a unit vector."""
        turn = np.radians(self.pitch)
        return np.array([0, np.sin(turn), np.cos(turn)])


def bake(model: Model, samples: int = 4) -> tuple[bytes, dict[str, Any]]:
    """All variants and views of a thing, packed. Needs mitsuba."""
    settle()
    return pack([_variant(model, seed, samples) for seed in range(SEEDS)])


def settle() -> None:
    """Make the machine's variant this process's, for what bakes."""
    import drjit
    import mitsuba

    mi: Any = mitsuba

    mi.set_variant(variant() or "scalar_rgb")
    drjit.set_thread_count(2)


def _variant(model: Model, seed: int, samples: int) -> Baked:
    parts = model.build(np.random.default_rng(seed + 1))
    points = np.concatenate([part.mesh.points for part in parts])
    shapes = {f"part{i}": part.mesh.shape(f"part{i}", part.bsdf) for i, part in enumerate(parts)}
    pitches = (*PITCHES, ABOVE) if model.lies else PITCHES
    views = tuple(lit_by_all(shapes, _frame(points, pitch), samples, seed) for pitch in pitches)
    return Baked(views, _shade(parts, points), float(points[:, 1].max()))


def _frame(points: Array, pitch: float) -> Frame:
    turn = np.radians(pitch)
    across, up = points[:, 0], points[:, 1] * np.cos(turn) - points[:, 2] * np.sin(turn)
    low, high = np.array([across.min(), up.min()]), np.array([across.max(), up.max()])
    size = (high - low) * 1.03 + 0.002
    grain = min(np.clip(FINE * float(size.max()), LEAST, MOST) / float(size.max()), WIDEST / float(size[0]))
    width, height = (max(8, round(float(side) * grain)) for side in size)
    middle = (low + high) / 2
    return Frame(pitch, (float(middle[0]), float(middle[1])), width / grain, width, height)


def _sensor(frame: Frame) -> dict[str, Any]:
    import mitsuba

    mi: Any = mitsuba

    target = np.array([1.0, 0, 0]) * frame.middle[0] + frame.up * frame.middle[1]
    origin = target + frame.toward * 30
    stand = mi.ScalarTransform4f().look_at(
        origin=[float(v) for v in origin], target=[float(v) for v in target], up=[float(v) for v in frame.up]
    )
    return {
        "type": "orthographic",
        "near_clip": 0.1,
        "far_clip": 100.0,
        "to_world": stand @ mi.ScalarTransform4f().scale([frame.wide / 2, frame.wide / 2, 1]),
        "film": {
            "type": "hdrfilm",
            "width": round(frame.width * SUPER),
            "height": round(frame.height * SUPER),
            "rfilter": {"type": "box"},
            "pixel_format": "rgba",
        },
        "sampler": {"type": "independent"},
    }


def _around() -> dict[str, Any]:
    """Light from all around, as a room has it: brighter above and to two sides, for what is shiny."""
    import mitsuba

    mi: Any = mitsuba

    rows, columns = 32, 64
    tilt = (np.arange(rows) + 0.5) / rows * np.pi
    turn = (np.arange(columns) + 0.5) / columns * 2 * np.pi
    high = np.cos(tilt)[:, None]
    light = 0.8 + 0.45 * np.clip(high, 0, 1) - 0.35 * np.clip(-high, 0, 1) + 0 * turn[None]
    window = np.exp(-((np.degrees(tilt)[:, None] - 62) ** 2) / 400)
    for at in (0.9, 3.6, 5.2):
        away = np.angle(np.exp(1j * (turn - at)))[None]
        light += 1.1 * window * np.exp(-((away / 0.3) ** 4))
    facing = np.clip(high, 0, None) * np.sin(tilt)[:, None]
    light /= (light * facing).sum() / (facing * np.ones_like(light)).sum()
    pixels = np.repeat(light[..., None], 3, axis=2).astype(np.float32)
    return {"type": "envmap", "bitmap": mi.Bitmap(pixels)}


def _side(direction: float, size: float) -> dict[str, Any]:
    distance, spread = 9 * size, float(np.tan(np.radians(SOFT)))
    way = towards(direction, RISE)
    radiance = np.full(3, np.pi / (4 * spread**2), np.float32)
    return box_light(way * distance, np.array([0, 0.3 * size, 0], np.float32), distance * spread, radiance)


def lit_by_all(shapes: dict[str, Any], frame: Frame, samples: int, seed: int) -> Sprite:
    """The thing under all its lights."""
    import mitsuba

    mi: Any = mitsuba

    size = float(max(frame.wide, frame.wide * frame.height / frame.width))
    floor = {
        "type": "rectangle",
        "to_world": mi.ScalarTransform4f().rotate([1, 0, 0], -90).scale(12 * size),
        "bsdf": {"type": "diffuse", "reflectance": {"type": "rgb", "value": GROUND}},
    }
    sensor = _sensor(frame)
    bare = {"type": "scene", "sensor": sensor, **shapes}
    cover, albedo, normal = _guides(bare | {"floor": floor}, bare, seed)
    lights = list[Array]()
    path: Any = mi.load_dict({"type": "path", "max_depth": DEPTH, "hide_emitters": True})
    for number, direction in enumerate((None, *SIDES)):
        lamp = _around() if direction is None else _side(direction, size)
        scene: Any = mi.load_dict(bare | {"floor": floor, "lamp": lamp})
        made = np.asarray(mi.render(scene, integrator=path, spp=samples, seed=seed * 16 + number))[..., :3]
        clean = denoised(np.minimum(made.astype(np.float32), 12.0), albedo, normal)
        falls = GROUND * (1.0 if direction is None else float(np.sin(np.radians(RISE))))
        lights.append(np.clip(clean - (1 - cover)[..., None] * falls, 0, None) * (cover > 0.004)[..., None])
    return _reduced(lights, cover, frame)


def _guides(scene: dict[str, Any], bare: dict[str, Any], seed: int) -> tuple[Array, Array, Array]:
    """Cover, albedo and normals."""
    import mitsuba

    mi: Any = mitsuba

    path: Any = mi.load_dict({"type": "path", "max_depth": 4, "hide_emitters": True})
    dim = {"type": "constant", "radiance": 1.0}
    cover = np.asarray(mi.render(mi.load_dict(bare | {"lamp": dim}), integrator=path, spp=8, seed=seed))
    aov: Any = mi.load_dict({"type": "aov", "aovs": "a:albedo,n:sh_normal"})
    seen = np.asarray(mi.render(mi.load_dict(scene), integrator=aov, spp=4, seed=seed), np.float32)
    albedo, normal = np.clip(seen[..., -6:-3], 0, 1), seen[..., -3:]
    return (
        np.clip(cover[..., 3], 0, 1).astype(np.float32),
        clean_guide(np.ascontiguousarray(albedo), "albedo"),
        clean_guide(np.ascontiguousarray(normal), "normal"),
    )


def _reduced(lights: list[Array], cover: Array, frame: Frame) -> Sprite:
    """What was traced at the size that is kept, its colours no longer multiplied by the cover."""
    size = (frame.width, frame.height)
    small = np.asarray(cv2.resize(cover, size, interpolation=cv2.INTER_AREA), np.float32)
    made = [cv2.resize(light.astype(np.float32), size, interpolation=cv2.INTER_AREA) for light in lights]
    plain = np.stack(made) / np.maximum(small, 0.03)[None, ..., None]
    grain = frame.width / frame.wide
    foot = frame.width / 2 - frame.middle[0] * grain, frame.height / 2 + frame.middle[1] * grain
    return Sprite(frame.pitch, plain.astype(np.float32), small, grain, foot)


def _shade(parts: tuple[Part, ...], points: Array) -> Shade:
    """What the thing takes of the ground's light, by counting rays."""
    import mitsuba

    mi: Any = mitsuba

    solid = [part for part in parts if part.bsdf["type"] not in ("thindielectric", "dielectric")]
    shapes = {f"part{i}": part.mesh.shape(f"part{i}", part.bsdf) for i, part in enumerate(solid or parts)}
    scene: Any = mi.load_dict({"type": "scene", **shapes})
    foot = float(np.abs(points[:, [0, 2]]).max())
    tall = float(points[:, 1].max())
    near, far = 1.25 * foot + 0.3 * min(tall, foot) + 0.01, foot + 1.15 * tall / np.tan(np.radians(RISE))
    thin = 1.0 if solid else 0.3
    around = _blocked(scene, near, _dome(RAYS_AROUND)) * thin
    cast = [_blocked(scene, far, _cone(direction, RAYS_CAST)) * thin for direction in SHADES]
    return Shade(around, np.stack(cast), float(near), float(far))


def _spiral(count: int) -> tuple[Array, Array]:
    """Evenly spread points of the unit disc: radius, angle."""
    k = np.arange(count) + 0.5
    return np.sqrt(k / count), k * 2.399963


def _dome(count: int) -> Array:
    radius, turn = _spiral(count)
    up = np.sqrt(np.clip(1 - radius**2, 0, 1))
    return np.stack([radius * np.cos(turn), up, radius * np.sin(turn)], 1)


def _cone(direction: float, count: int) -> Array:
    way = towards(direction, RISE).astype(np.float64)
    side = np.cross(way, [0, 1, 0])
    side /= np.linalg.norm(side)
    over = np.cross(side, way)
    radius, turn = _spiral(count)
    radius = radius[:, None] * np.tan(np.radians(CONE))
    made = way + radius * (np.cos(turn)[:, None] * side + np.sin(turn)[:, None] * over)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


def _blocked(scene: Any, half: float, ways: Array) -> Array:
    """The share of rays toward ``ways`` that is stopped, from a square of ground of ±``half`` m."""
    import mitsuba

    mi: Any = mitsuba

    rng = np.random.default_rng(0)
    row, column = np.mgrid[0:GRAIN, 0:GRAIN]
    total = np.zeros(GRAIN * GRAIN)
    for way in ways:
        jitter = rng.random((2, GRAIN * GRAIN))
        x = ((column.ravel() + jitter[0]) / GRAIN * 2 - 1) * half
        z = ((row.ravel() + jitter[1]) / GRAIN * 2 - 1) * half
        total += _hits(mi, scene, x, z, way)
    return (total / len(ways)).reshape(GRAIN, GRAIN).astype(np.float32)


def _hits(mi: Any, scene: Any, x: Array, z: Array, way: Array) -> Array:
    origins = np.stack([x, np.full(len(x), 2e-4), z]).astype(np.float32)
    toward = mi.Vector3f(*(float(v) for v in way))
    if str(mi.variant()).startswith("scalar"):
        rays = (mi.Ray3f(mi.Point3f(*(float(v) for v in origin)), toward) for origin in origins.T)
        return np.array([scene.ray_test(ray) for ray in rays], np.float64)
    origin = mi.Point3f(*(mi.Float(axis) for axis in origins))
    return np.asarray(scene.ray_test(mi.Ray3f(origin, toward))).astype(np.float64)
