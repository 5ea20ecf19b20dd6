"""Soft and natural coverings seen aslant: a repeating piece of one lit as it lies, to be laid on a board or
on the ground in perspective."""

from functools import lru_cache

import numpy as np

from core.scenes.parts.canvas import Array
from core.scenes.parts.coverings import COVERINGS, covering
from core.scenes.parts.heightfield import Lamp, Relief, lit
from core.scenes.parts.straight import lying_lamp
from core.scenes.parts.surfaces import SURFACES, skin
from core.scenes.parts.worktop import Top, laid
from core.scenes.spec import SceneSpec

PAD = 0.06
"""Share of a piece that is lit beyond its edges, so that shadows pass over its seams."""


FLATTER = {"bed linen": 0.4, "wool rug": 0.55, "shaggy pile": 0.55, "silk": 0.6, "velvet": 0.8}
"""The share of its height that a covering keeps where it is seen aslant."""


def span_of(name: str) -> float:
    """Metres that a period of it shows."""
    return COVERINGS[name].span if name in COVERINGS else SURFACES[name].span


def lit_piece(spec: SceneSpec, name: str, colour: str | None, texels: int, turn: float, part: str) -> Array:
    """One period of a covering or material N×N×3 in linear light, as the spec's light falls on it where it
    is turned by ``turn`` rad. Not to be written to."""
    lamp = lying_lamp(spec.light)
    right, away = lamp.toward[0], -lamp.toward[1]
    cos, sin = float(np.cos(turn)), float(np.sin(turn))
    toward = right * cos + away * sin, right * sin - away * cos
    turned = Lamp(toward, lamp.height, lamp.hardness, lamp.key, lamp.fill)
    return _lit(name, texels, spec.stream(part), colour, turned)


@lru_cache(maxsize=4)
def _lit(name: str, texels: int, seed: tuple[int, int], colour: str | None, lamp: Lamp) -> Array:
    albedo, height = (
        covering(name, texels, seed, colour) if name in COVERINGS else skin(name, texels, seed, colour)
    )
    gloss = COVERINGS[name].gloss if name in COVERINGS else 0.0
    # Aslant, folds crowd together: at their full height they would look stirred.
    height = height * np.float32(FLATTER.get(name, 1.0))
    size = albedo.shape[0]
    pad = max(2, round(PAD * size))
    wide = np.pad(albedo, ((pad, pad), (pad, pad), (0, 0)), mode="wrap")
    tall = np.pad(height, pad, mode="wrap") * np.float32(size / (size + 2 * pad))
    made = np.ascontiguousarray(lit(Relief(wide, tall, gloss), lamp)[pad:-pad, pad:-pad])
    made.setflags(write=False)
    return made


def texels_for(view_height: int) -> int:
    """Side of a piece that is as fine as the picture needs."""
    return 256 if view_height <= 256 else 512 if view_height <= 512 else 768


def soft_board(spec: SceneSpec, top: Top, name: str, colour: str | None, size: tuple[int, int]) -> Array:
    """The covering all over a board or the ground in linear light H×W×3; ``size`` is (height, width)."""
    rng = np.random.default_rng(spec.stream("soft board"))
    turn = float(rng.uniform(-0.6, 0.6)) if name not in ("towel", "jute rug") else float(rng.normal(0, 0.15))
    at = float(rng.random()), float(rng.random())
    piece = lit_piece(spec, name, colour, texels_for(size[0]), turn, "covering")
    return laid(top, piece, span_of(name), turn, at, size)
