"""What grounds seen from above show from near: grains and threads finer than the texels of their period."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from core.scenes.parts.canvas import Array, Random, grid, ramp
from core.scenes.parts.floats import f32
from core.scenes.parts.heightfield import Relief, resized
from core.scenes.parts.periodic import fetch, weave_noise
from core.scenes.parts.woods import SHARP

SPAN, SIZES = 0.24, (256, 512, 768)
"""Metres that a period of the detail shows, and its texels: one of few."""
RAISED = 0.0006
"""How high a detail of one unit rises, in metres."""


def _grains(rng: Random, size: int) -> Array:
    """Grains of sand of half a millimetre to two."""
    return f32(0.024 * weave_noise(rng, size, 180, 2, gain=0.9))


def _threads(rng: Random, size: int) -> Array:
    """Linen's warp and weft, one as irregular as the other."""
    weft = weave_noise(rng, size, 255, 1, stretch=14) + 0.6 * weave_noise(rng, size, 135, 1, stretch=20)
    warp = weave_noise(rng, size, 255, 1, stretch=14) + 0.6 * weave_noise(rng, size, 135, 1, stretch=20)
    return f32(0.015 * (weft + warp.T))


def _fine_threads(rng: Random, size: int) -> Array:
    """Percale: hardly to be seen."""
    threads = weave_noise(rng, size, 300, 1, stretch=10) + weave_noise(rng, size, 300, 1, stretch=10).T
    return f32(0.006 * threads)


def _fibres(rng: Random, size: int) -> Array:
    """Paper's fibres, and the wire it was made on."""
    return f32(
        0.012 * weave_noise(rng, size, 120, 3, stretch=4, gain=0.8)
        + 0.006 * weave_noise(rng, size, 225, 1, stretch=0.2)
    )


def _dust(rng: Random, size: int) -> Array:
    """Cement's sand, a stone's grain."""
    return f32(0.014 * weave_noise(rng, size, 105, 3, gain=0.85))


def _grain(rng: Random, size: int) -> Array:
    """Wood's fibres and pores along x."""
    fibre = weave_noise(rng, size, 180, 2, stretch=12, gain=0.9)
    pores = np.clip(weave_noise(rng, size, 255, 1, stretch=9) - 1.1, 0, 1)
    drift = ramp(weave_noise(rng, size, 14, 2, stretch=3), -2.4, 1.6)
    return f32(0.026 * fibre - 0.17 * pores * drift)


DETAILS: Mapping[str, Callable[[Random, int], Array]] = MappingProxyType(
    {
        **dict.fromkeys(SHARP.values(), _grain),
        "lain sand": _grains,
        "lain linen": _threads,
        "lain bed linen": _fine_threads,
        "lain kraft paper": _fibres,
        "lain concrete": _dust,
        "lain dark concrete": _dust,
        "lain slate": _dust,
        "lain black slate": _dust,
        "lain terrazzo": _dust,
    }
)
"""What a ground shows from near."""


@lru_cache(maxsize=4)
def _detail(name: str, seed: tuple[int, int], texels: int) -> Array:
    size = next((size for size in SIZES if size >= 1.6 * texels), SIZES[-1])
    return resized(DETAILS[name](np.random.default_rng((*seed, 9)), size), texels)


def seen_close(name: str, relief: Relief, high: float, seed: tuple[int, int], turn: float) -> Relief:
    """The ground ``relief``, of which ``high`` metres are seen from top to bottom, with its finest detail
    turned by ``turn`` rad; itself where its name has none. Not to be written to."""
    if name not in DETAILS:
        return relief
    height, width = relief.height.shape
    detail = _detail(name, seed, int(np.clip(round(height * SPAN / high), 8, SIZES[-1])))
    y, x = grid(height, width)
    across, down = (np.float32(of(turn) * high / SPAN) for of in (np.cos, np.sin))
    tone = fetch(detail, x * across + y * down, y * across - x * down)
    albedo = np.clip(relief.albedo * (1 + tone)[..., None], 0, 1).astype(np.float32)
    return replace(relief, albedo=albedo, height=f32(relief.height + tone * np.float32(RAISED / high)))
