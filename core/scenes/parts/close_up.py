"""What grounds seen from above show from near: grains and threads finer than the texels of their period."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from core.scenes.parts.canvas import Array, Random, grid
from core.scenes.parts.floats import f32
from core.scenes.parts.heightfield import Relief, resized
from core.scenes.parts.periodic import fetch, weave_noise
from core.scenes.parts.woods import SHARP

SPAN, TEXELS = 0.16, 512
"""Metres that a period of the detail shows, and its texels."""
RAISED = 0.0006
"""How high a detail of one unit rises, in metres."""


def _grains(rng: Random) -> Array:
    """Grains of sand of half a millimetre to two."""
    return f32(0.024 * weave_noise(rng, TEXELS, 120, 2, gain=0.9))


def _threads(rng: Random) -> Array:
    """Linen's warp and weft, one as irregular as the other."""
    weft = weave_noise(rng, TEXELS, 170, 1, stretch=14) + 0.6 * weave_noise(rng, TEXELS, 90, 1, stretch=20)
    warp = weave_noise(rng, TEXELS, 170, 1, stretch=14) + 0.6 * weave_noise(rng, TEXELS, 90, 1, stretch=20)
    return f32(0.015 * (weft + warp.T))


def _fine_threads(rng: Random) -> Array:
    """Percale: hardly to be seen."""
    threads = weave_noise(rng, TEXELS, 200, 1, stretch=10) + weave_noise(rng, TEXELS, 200, 1, stretch=10).T
    return f32(0.006 * threads)


def _fibres(rng: Random) -> Array:
    """Paper's fibres, and the wire it was made on."""
    return f32(
        0.012 * weave_noise(rng, TEXELS, 80, 3, stretch=4, gain=0.8)
        + 0.006 * weave_noise(rng, TEXELS, 150, 1, stretch=0.2)
    )


def _dust(rng: Random) -> Array:
    """Cement's sand, a stone's grain."""
    return f32(0.014 * weave_noise(rng, TEXELS, 70, 3, gain=0.85))


def _grain(rng: Random) -> Array:
    """Wood's fibres and pores along x."""
    fibre = weave_noise(rng, TEXELS, 110, 2, stretch=18, gain=0.9)
    pores = np.clip(weave_noise(rng, TEXELS, 150, 2, stretch=12, gain=0.8) - 1.2, 0, 1)
    return f32(0.02 * fibre - 0.07 * pores)


DETAILS: Mapping[str, Callable[[Random], Array]] = MappingProxyType(
    {
        **dict.fromkeys(SHARP.values(), _grain),
        "lain sand": _grains,
        "lain linen": _threads,
        "lain bed linen": _fine_threads,
        "lain kraft paper": _fibres,
        "lain concrete": _dust,
        "lain dark concrete": _dust,
        "lain slate": _dust,
    }
)
"""What a ground shows from near."""


@lru_cache(maxsize=4)
def _detail(name: str, seed: tuple[int, int], texels: int) -> Array:
    return resized(DETAILS[name](np.random.default_rng((*seed, 9))), texels)


def seen_close(name: str, relief: Relief, high: float, seed: tuple[int, int], turn: float) -> Relief:
    """The ground ``relief``, of which ``high`` metres are seen from top to bottom, with its finest detail
    turned by ``turn`` rad; itself where its name has none. Not to be written to."""
    if name not in DETAILS:
        return relief
    height, width = relief.height.shape
    detail = _detail(name, seed, int(np.clip(round(height * SPAN / high), 8, TEXELS)))
    y, x = grid(height, width)
    across, down = (np.float32(of(turn) * high / SPAN) for of in (np.cos, np.sin))
    tone = fetch(detail, x * across + y * down, y * across - x * down)
    albedo = np.clip(relief.albedo * (1 + tone)[..., None], 0, 1).astype(np.float32)
    return replace(relief, albedo=albedo, height=f32(relief.height + tone * np.float32(RAISED / high)))
