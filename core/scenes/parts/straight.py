"""Surfaces that the camera faces straight on, lying or upright, at true scale, and the light on them."""

from functools import lru_cache

import cv2
import numpy as np

from core.scenes.parts import natural
from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, blur, grid, noise, rgb
from core.scenes.parts.heightfield import Lamp, Relief, resized
from core.scenes.parts.illumination import KEYS
from core.scenes.parts.periodic import fetch
from core.scenes.parts.surfaces import SURFACES, skin
from core.scenes.parts.woods import WOODS
from core.scenes.spec import Light

TILE = 0.8
"""Metres that a square of natural ground shows."""
MOST = 1.4
"""Texels of such a square for each row of the picture, at most: beyond it, detail is enlarged."""
TEXELS = 2048
SIZES = (512, 640, 768, 1024, 1280, 1536)
"""Texels of a material's period: one of few, so that it is made once for many views."""
FINE = 0.8
"""Texels of a material for each pixel at least."""
LOOPED = 0.0016
"""How soft a carpet's loops are, in squares of it."""
LEAST = {"grass": 768, "cushion moss": 768}
"""Grounds of blades are drawn at least so large and reduced: thinner ones would thin out."""
SOFT = {"sand": 0.09, "wet sand": 0.12, "snow": 0.16, "water": 0.2, "rock": 0.05}
"""How gradually squares of a ground pass into each other, in squares; others change from thing to thing."""
SHORTEST = 24.0
"""Height of a lamp above a lying surface in degrees at least: lower ones would hide all of it in shadow."""
BRIGHT = 1.06


def lying_lamp(light: Light) -> Lamp:
    """The spec's light on a surface that is seen from straight above: from the bottom of the picture where it
    comes from the camera's side."""
    turn = np.radians(light.direction)
    high = float(np.clip(light.height, SHORTEST, 84))
    return _lamp(light, (float(np.sin(turn)), float(np.cos(turn))), high)


def hanging_lamp(light: Light) -> Lamp:
    """The spec's light on a wall that is seen straight on; light from behind the wall comes along it."""
    turn, rise = np.radians(light.direction), np.radians(light.height)
    front = max(float(np.cos(turn) * np.cos(rise)), 0.4)
    across, down = float(np.sin(turn) * np.cos(rise)), -float(np.sin(rise))
    along = max(float(np.hypot(across, down)), 1e-3)
    high = float(np.clip(np.degrees(np.arctan2(front, along)), SHORTEST, 84))
    return _lamp(light, (across / along, down / along), high)


def _lamp(light: Light, toward: tuple[float, float], high: float) -> Lamp:
    key, fill, bright = KEYS[light.time]
    warm, share = light.warmth, 0.4 + 0.34 * light.hardness
    lamp = np.array(key) * np.array([1 + 0.09 * warm, 1 + 0.005 * warm, 1 - 0.16 * warm])
    around = np.array(fill) * np.array([1 + 0.04 * warm, 1.0, 1 - 0.08 * warm])
    lamp = lamp / lamp.mean() * (share * bright * BRIGHT)
    around = around / around.mean() * ((1 - share) * bright * BRIGHT)
    return Lamp(toward, high, light.hardness, _three(lamp), _three(around))


def _three(colour: Array) -> tuple[float, float, float]:
    return float(colour[0]), float(colour[1]), float(colour[2])


def tint_of(lamp: Lamp) -> tuple[float, float, float]:
    """The lamp's and its surroundings' colour on a white thing, sRGB, brightest channel 1."""
    mixed = np.array(lamp.key) + np.array(lamp.fill)
    return _three((mixed / mixed.max()) ** (1 / 2.2))


@lru_cache(maxsize=3)
def material(
    name: str,
    size: tuple[int, int],
    high: float,
    seed: tuple[int, int],
    colour: str | None,
    turn: float = 0.0,
    most: int = TEXELS,
) -> Relief:
    """A material of walls and tops over a picture of ``size`` (height, width) that shows ``high`` metres from
    top to bottom, turned by ``turn`` rad about its middle, of at most so many texels. Not to be written
    to."""
    height, width = size
    known = SURFACES[name]
    fewer = height * known.span / high
    texels = min(next((size for size in SIZES if size >= FINE * fewer), TEXELS), known.most, most)
    albedo, relief = skin(name, texels, seed, colour)
    if fewer < 0.75 * texels:
        albedo, relief = (resized(one, max(16, round(fewer))) for one in (albedo, relief))
    y, x = grid(height, width)
    x, y = x - np.float32(width / height / 2), y - np.float32(0.5)
    cos, sin, scale = np.float32(np.cos(turn)), np.float32(np.sin(turn)), np.float32(high / known.span)
    shift = np.random.default_rng(seed).random(2).astype(np.float32)
    u, v = (x * cos + y * sin) * scale + shift[0], (y * cos - x * sin) * scale + shift[1]
    if name in WOODS or name in ("brick", "white brick"):
        # Every run is shifted, by whole bricks, or the repetition would show.
        u = u + 0.4 * np.floor(v)
    tall = fetch(np.ascontiguousarray(relief), u, v) * np.float32(known.span / high)
    gloss = float(known.mirror * (1 - known.rough) * 2)
    return Relief(fetch(np.ascontiguousarray(albedo), u, v), tall, gloss)


@lru_cache(maxsize=3)
def outdoors(
    name: str, size: tuple[int, int], high: float, seed: int, season: str, colour: str | None
) -> Relief:
    """Natural ground over a picture of ``size`` (height, width) that shows ``high`` metres from top to
    bottom. Not to be written to."""
    height, width = size
    wanted = height * TILE / high
    texels = int(np.clip(round(min(wanted, MOST * height)), 16, TEXELS))
    made = natural.ground(name, max(texels, LEAST.get(name, 0)), seed, season)
    colours, heights = resized(made.albedo, texels), resized(made.height, texels)
    if name == "carpet":
        colours, heights = (blur(one, LOOPED * texels) for one in (colours, heights))
    made = Relief(colours, heights, made.gloss)
    y, x = grid(height, width)
    scale = np.float32(high / TILE)
    u, v = (x - np.float32(width / height / 2)) * scale, (y - np.float32(0.5)) * scale
    if max(high, high * width / height) <= 1.02 * TILE:
        maps = [_read(one, u + 0.5, v + 0.5) for one in _maps(made)]
    else:
        maps = _mosaic(name, made, seed, u, v)
    albedo = maps[0] if colour is None else recoloured(maps[0], colour)
    gloss = maps[2] if len(maps) == 3 else made.gloss
    return Relief(albedo, (maps[1] / scale).astype(np.float32), gloss)


def _maps(relief: Relief) -> list[Array]:
    maps = [relief.albedo, relief.height]
    return [*maps, relief.gloss] if isinstance(relief.gloss, np.ndarray) else maps


def _read(field: Array, u: Array, v: Array) -> Array:
    side = field.shape[0]
    columns, rows = (u * side - 0.5).astype(np.float32), (v * side - 0.5).astype(np.float32)
    sharp = cv2.INTER_CUBIC if u.shape[0] * 1.1 > side else cv2.INTER_LINEAR
    return cv2.remap(field, columns, rows, sharp, borderMode=cv2.BORDER_REFLECT_101).astype(np.float32)


def _mosaic(name: str, made: Relief, seed: int, u: Array, v: Array) -> list[Array]:
    """More ground than one square shows: three lays of it, each shown away from its own seams, the border
    between them where one rises above the other."""
    rows, columns = u.shape
    ragged = noise(np.random.default_rng((seed, 23)), rows, columns, 9, 3)
    soft = SOFT.get(name, 0.012)
    sources = _maps(made)
    total, weights = [np.zeros(1, np.float32) for _ in sources], np.zeros_like(u)
    for offset in (0.5, 0.0, 0.25):
        place = [axis + np.float32(offset) for axis in (u, v)]
        turn = np.floor(place[0]) * 2 + np.floor(place[1])
        inner = [axis - np.floor(axis) for axis in place]
        away = np.minimum(*(np.minimum(axis, 1 - axis) for axis in inner))
        maps = [_read(one, inner[0], inner[1]) for one in sources]
        # Neighbouring squares of one lay are the same ground: their parts are told apart by the other lays.
        rise = maps[1] * np.float32(1.5 if name not in SOFT else 0)
        weight = np.exp(np.clip((away + 0.05 * ragged + rise + 0.002 * turn) / soft, -60, 60))
        weight = (weight * np.clip(away * 40, 0, 1)).astype(np.float32)
        for index, one in enumerate(maps):
            share = weight if one.ndim == 2 else weight[..., None]
            total[index] = (total[index] + one * share).astype(np.float32)
        weights += weight
        ragged = -ragged
    whole = np.maximum(weights, np.float32(1e-20))
    return [(one / (whole if one.ndim == 2 else whole[..., None])).astype(np.float32) for one in total]


def recoloured(albedo: Array, code: str) -> Array:
    """The colours of a ground turned so that their mean is ``#rrggbb``."""
    linear = to_linear(albedo)
    wanted = to_linear(rgb(code.removeprefix("#")))
    made = linear * (wanted / np.maximum(linear.mean((0, 1)), 0.01))
    return (np.clip(made, 0, 1) ** np.float32(1 / 2.2)).astype(np.float32)
