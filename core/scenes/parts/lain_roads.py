"""Road surfaces as a camera sees them from a metre above. Each maker gives the colour (sRGB) and the height
in periods."""

import numpy as np

from core.scenes.parts.canvas import Array, Random, ramp, rgb
from core.scenes.parts.floats import f32
from core.scenes.parts.periodic import fetch, soften, tones_in, unit_range, vector, weave_noise
from core.scenes.parts.stones import Skin, crinkled

CHIPPINGS = ((90, 0.30), (150, 0.26), (250, 0.22))
"""Crushed stone of three sizes: cells per period, and the share of the ground that each covers."""


def chippings(rng: Random, size: int) -> tuple[Array, Array]:
    """Crushed stone that lies in bitumen: how much of each place is stone, 0…1, and each stone's own tone,
    about 0."""
    cover, own = np.zeros((size, size), np.float32), np.zeros((size, size), np.float32)
    for cells, share in CHIPPINGS:
        u, v = crinkled(rng, size, cells * 1.4, 0.22 / cells, 2)
        field = fetch(weave_noise(rng, size, cells, 2, gain=0.45), u, v)
        edge = float(np.quantile(field, 1 - share))
        stone = ramp(field, edge, edge + 0.3)
        tone = weave_noise(rng, size, cells * 0.8, 1)
        own = own + (tone - own) * stone
        cover = np.maximum(cover, stone)
    return f32(cover), f32(own)


def lain_asphalt(rng: Random, size: int, colour: Array | None) -> Skin:
    """Worn asphalt: crushed stone of three sizes in bitumen, dust in its hollows, darker where it was laid
    last."""
    return _asphalt(rng, size, rgb("4b4a49") if colour is None else colour, 0.0)


def lain_wet_asphalt(rng: Random, size: int, colour: Array | None) -> Skin:
    """The same after rain: dark and deep in colour, water in the hollows that shows the sky."""
    return _asphalt(rng, size, rgb("2b2b2d") if colour is None else colour, 1.0)


def _asphalt(rng: Random, size: int, base: Array, wet: float) -> Skin:
    cover, own = chippings(rng, size)
    cloud = weave_noise(rng, size, 3, 6, gain=0.6)
    fine = weave_noise(rng, size, 260, 2, gain=0.9)
    worn = 0.6 + 0.16 * np.clip(cloud, -1, 1)
    grey = np.clip(base * (1.55 - 0.25 * wet) + 0.05 * (1 - wet), 0, 1)
    grey = (
        grey
        * (1 + 0.2 * np.clip(own, -1.6, 1.6))[..., None]
        * (1 + own[..., None] * vector(0.03, 0.0, -0.03))
    )
    picture = tones_in(base * (1 + 0.1 * fine + 0.07 * cloud)[..., None], grey, cover * worn)
    dust = ramp(weave_noise(rng, size, 5, 6, gain=0.65), 0.4, 2.2) * (1 - cover)
    picture = tones_in(f32(picture), rgb("8a8580"), 0.3 * dust * (1 - wet))
    height = 0.0016 * soften(cover, 0.0012) + 0.0002 * fine + 0.0008 * cloud
    if wet:
        pool = ramp(weave_noise(rng, size, 2.5, 4, gain=0.5), 0.75, 1.5)
        picture = tones_in(f32(picture), rgb("4f555c"), 0.6 * pool)
        height = height * (1 - pool)
    return unit_range(f32(picture)), f32(height)
