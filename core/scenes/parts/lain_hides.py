"""Leather as a camera sees it from a metre above. The maker gives the colour (sRGB) and the height in
periods."""

import numpy as np

from core.scenes.parts.canvas import Array, Random, ramp, rgb
from core.scenes.parts.floats import f32
from core.scenes.parts.lain_cloths import ridges
from core.scenes.parts.periodic import fetch, soften, tones, tones_in, unit_range, weave_noise
from core.scenes.parts.stones import Skin, crinkled


def leather(rng: Random, size: int, colour: Array | None) -> Skin:
    """Old full-grain leather: fine pebbles between creases, dark in the folds, rubbed pale where it is
    raised, a scratch here and there."""
    base = rgb("6b4226") if colour is None else colour.reshape(-1, 3)[0]
    u, v = crinkled(rng, size, 5, 0.03, 5)
    cell = fetch(weave_noise(rng, size, 62, 2, gain=0.5), u, v)
    pebble = 1 - ramp(np.abs(cell), 0.0, 0.55)  # the lines along which the pebbles meet
    fine = weave_noise(rng, size, 240, 2, gain=0.8)
    fold = ridges(rng, size, 4, 0.016, 1, 0.0) + 0.7 * ridges(rng, size, 6, 0.01, -1, 0.4)
    cloud = fetch(weave_noise(rng, size, 3, 6, gain=0.62), u, v)
    rubbed = ramp(fetch(weave_noise(rng, size, 4, 6, gain=0.6), u, v), 0.3, 1.9)
    scratch = ramp(weave_noise(rng, size, 5, 1, stretch=40), 2.4, 3.0) * ramp(cloud, 0.0, 1.0)
    picture = tones(f32(base * 0.62), f32(np.clip(base * 1.12, 0, 1)), 0.55 + 0.2 * cloud)
    picture = picture * (1 + 0.02 * fine - 0.16 * pebble - 0.12 * np.clip(-fold, 0, 1))[..., None]
    pale = f32(np.clip(base * 1.5 + 0.05, 0, 1))
    picture = tones_in(f32(picture), pale, 0.34 * rubbed * (1 - 0.7 * pebble) + 0.3 * scratch)
    height = 0.0024 * soften(f32(fold), 0.002) + 0.0006 * (1 - pebble) + 0.00006 * fine + 0.0016 * cloud
    return unit_range(f32(picture)), f32(height)
