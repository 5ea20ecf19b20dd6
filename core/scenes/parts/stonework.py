"""Old walls of fitted stones seen straight on, grown over: laid on layers of RGBA wherever a mask says; and
how weather stains stone."""

from functools import lru_cache

import numpy as np

from core.scenes.parts.canvas import Array
from core.scenes.parts.distance import land_tile
from core.scenes.parts.grids import Numbers, ramp, tiled
from core.scenes.parts.outdoors import Day
from core.scenes.parts.periodic import wrapped
from core.scenes.parts.soils import Seed, Tile, linear, rough
from core.scenes.parts.timber import rubble


def lit_rubble(seed: Seed, day: Day, size: int = 512) -> Array:
    """A tile of a wall that faces the camera under the light of day, linear N×N×3; it is 1.6 m wide."""
    heights, colour, metres = rubble(seed, size)
    texel = metres / size
    east = (np.roll(heights, -1, 1) - np.roll(heights, 1, 1)) / (2 * texel)
    down = (np.roll(heights, -1, 0) - np.roll(heights, 1, 0)) / (2 * texel)
    length = np.sqrt(1 + east**2 + down**2)
    right, up, away = day.toward
    facing = np.clip((-east * right + down * up - away) / length, 0, None)
    return (colour * day.lit(facing, 0.62 + 0.2 * np.clip(down, -1, 1))).astype(np.float32)


def wall(
    layer: Numbers, mask: Numbers, stones: Array, unit: float, day: Day, seed: Seed, mossy: float = 0.3
) -> None:
    """Lay the ``stones`` where the mask (H×W, 0…1) is, on the layer in place; ``unit`` is picture heights
    in a metre there, ``mossy`` how much is grown over."""
    height = layer.shape[0]
    found = np.argwhere(mask > 0.002)
    if not len(found):
        return
    (top, left), (end, right) = found.min(0), found.max(0) + 1
    y, x = np.mgrid[top:end, left:right].astype(np.float32) + 0.5
    u, v = x / height / unit, y / height / unit
    size = stones.shape[0]
    tile, shift = land_tile((seed[0] & 7, 51), 1.4), float(seed[1] % 512)
    colour = wrapped(stones, (u * size / 1.6 + shift).astype(np.float32), (v * size / 1.6).astype(np.float32))
    broad, fine = tiled(tile, u * 60 + shift, v * 60), tiled(tile, u * 260, v * 260 + shift)
    drip = tiled(tile, u * 180 + shift, v * 30)
    colour = colour * np.clip(1 + 0.12 * broad - 0.22 * ramp(drip, 0.6, 1.8), 0.4, 1.4)[..., None]
    green = (ramp(broad + 0.5 * fine + 0.4 * drip, 1.6 - 2.4 * mossy, 2.3 - 2.0 * mossy))[..., None]
    leafy = linear("566030") * np.clip(1 + 0.45 * fine, 0.3, 2.0)[..., None] * (day.sky * 0.6 + day.sun * 0.3)
    colour = colour * (1 - 0.85 * green) + leafy * 0.85 * green
    share = mask[top:end, left:right, None]
    part = layer[top:end, left:right]
    part *= 1 - share
    part += np.concatenate([colour * share, share], axis=2).astype(np.float32)


@lru_cache(maxsize=6)
def _weathers(seed: Seed, size: int) -> tuple[Array, Array, Array]:
    """Where rain stains, what is fine, and where lichen grows: three tiles of noise."""
    rng = np.random.default_rng(seed)
    return rough(rng, size, 1.4, 2, 30), rough(rng, size, 0.9, 20), rough(rng, size, 1.7, 3, 60)


def stained(seed: Seed, tile: Tile, mossy: float) -> Tile:
    """The tile stained by rain, with lichen and moss."""
    heights, colour, metres = tile
    broad, fine, patch = _weathers(seed, heights.shape[0])
    made = (
        colour * np.clip(1 + 0.16 * broad + 0.08 * fine - 0.25 * ramp(patch, 0.5, 1.6), 0.3, 1.6)[..., None]
    )
    lichen = (0.5 * ramp(patch + 0.6 * fine, 1.1, 1.9))[..., None]
    made = made * (1 - lichen) + linear("b9b6a2") * lichen
    green = (0.85 * ramp(broad + 0.5 * fine - 0.4 * patch, 1.7 - 1.5 * mossy, 2.6 - 1.5 * mossy))[..., None]
    made = made * (1 - green) + linear("6a7040") * np.clip(1 + 0.4 * fine, 0.3, 2)[..., None] * green
    return (heights + 0.0016 * fine).astype(np.float32), made.astype(np.float32), metres
