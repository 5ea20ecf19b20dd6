"""Materials seen straight on, upright or lying: their relief at the picture's size, and what their light
falls through and how it falls off."""

from functools import lru_cache

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, grid
from core.scenes.parts.gobos import Gobo, gobo_for, let_through
from core.scenes.parts.heightfield import Lamp, Relief, resized
from core.scenes.parts.periodic import fetch
from core.scenes.parts.surfaces import SURFACES, skin
from core.scenes.spec import SceneSpec


@lru_cache(maxsize=6)
def shown(
    name: str,
    size: tuple[int, int],
    high: float,
    seed: tuple[int, int],
    colour: str | None,
    turn: float = 0.0,
) -> Relief:
    """The material over a picture of ``size`` (height, width) that shows ``high`` metres from top to bottom,
    turned by ``turn`` rad about its middle. Not to be written to."""
    height, width = size
    known = SURFACES[name]
    texels = int(np.clip(2 ** np.ceil(np.log2(height * known.span / high)), 512, 2048))
    albedo, relief = skin(name, texels, seed, colour)
    y, x = grid(height, width)
    x = x - np.float32(width / height / 2)
    y = y - np.float32(0.5)
    cos, sin = np.float32(np.cos(turn)), np.float32(np.sin(turn))
    shift = np.random.default_rng(seed).random(2).astype(np.float32)
    scale = np.float32(high / known.span)
    u, v = (x * cos + y * sin) * scale + shift[0], (y * cos - x * sin) * scale + shift[1]
    fewer = height / (high / known.span) / texels
    if fewer < 0.75:
        albedo, relief = (resized(one, max(32, round(texels * fewer))) for one in (albedo, relief))
    tall = fetch(np.ascontiguousarray(relief), u, v) * np.float32(known.span / high)
    gloss = np.float32(known.mirror * (1 - known.rough) * 2)
    return Relief(fetch(np.ascontiguousarray(albedo), u, v), tall, float(gloss))


@lru_cache(maxsize=8)
def _gobo(pattern: str, seed: tuple[int, int]) -> tuple[Gobo, ...]:
    return gobo_for(pattern, seed)


def through(spec: SceneSpec, lamp: Lamp, size: tuple[int, int], wide: float = 1.0) -> Array | float:
    """The share of the key light that the spec's pattern lets fall on each point of a plane seen straight on;
    the pattern is ``wide`` pictures across."""
    if spec.light.pattern == "none":
        return 1.0
    rows, columns = max(size[0] // 2, 1), max(size[1] // 2, 1)
    y, x = grid(rows, columns)
    aspect = columns / rows
    place = np.stack([x - aspect * 0.46, 0.42 - y, np.zeros_like(x)], -1) / np.float32(max(aspect, 1) * wide)
    high = float(np.clip(np.deg2rad(lamp.height), 0.55, 1.3))
    toward = np.array(
        [lamp.toward[0] * np.cos(high), -lamp.toward[1] * np.cos(high), -np.sin(high)], np.float32
    )
    share = let_through(
        _gobo(spec.light.pattern, spec.stream("pattern")),
        place,
        toward,
        0.004 + 0.05 * (1 - spec.light.hardness) ** 2,
    )
    return cv2.resize(share, (size[1], size[0]), interpolation=cv2.INTER_CUBIC).clip(0, 1)


def falloff(lamp: Lamp, size: tuple[int, int], amount: float = 0.34) -> Array:
    """How the key light of a lamp to one side falls off over the picture, about 1 in its middle."""
    y, x = grid(*size)
    aspect = size[1] / size[0]
    along = (x - aspect / 2) * np.float32(lamp.toward[0]) + (y - 0.5) * np.float32(lamp.toward[1])
    near = np.float32(np.cos(np.deg2rad(lamp.height)))
    # A lamp some picture widths away: inverse square, a little flattened.
    reach = 1.0 / (1.0 - amount * near * along) ** 2
    return (reach / float(reach.mean())).astype(np.float32)
