"""Soft and natural coverings of the ground by name, as textures of which everything may be laid out: rugs,
blankets, sheets, lawn, leaves, straw. What they show of themselves from straight above."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from core.scenes.parts import grounds_above as above
from core.scenes.parts import hangings, lain_cloths, lain_hides, lain_roads, lain_stones, pelts, yarns
from core.scenes.parts.broad_leaves import whole_leaves
from core.scenes.parts.canvas import Array, Random, grid, rgb
from core.scenes.parts.heightfield import Relief, resized
from core.scenes.parts.loops import looped_pile
from core.scenes.parts.periodic import fetch
from core.scenes.parts.stones import Skin

SIZES = (256, 512, 768, 1024)
"""Texels of a covering's period: one of few, so that it is made once for many views."""
FINE = 0.8
"""Texels for each pixel at least."""


@dataclass(frozen=True, kw_only=True)
class Covering:
    """How one is made; ``span`` is how many metres a period shows, ``gloss`` its sheen (0…1), ``least`` the
    texels below which it is made at that size and reduced; ``turns`` whether it may lie at any angle."""

    make: Callable[[Random, int, "Array | None"], Skin]
    span: float
    gloss: float = 0.0
    least: int = 256
    turns: bool = False


WALLS: Mapping[str, Covering] = MappingProxyType(
    {
        "velvet": Covering(make=hangings.velvet_curtain, span=1.2),
        "silk": Covering(make=hangings.silk_curtain, span=1.2),
        "linen": Covering(make=hangings.linen_curtain, span=1.2),
        "logs": Covering(make=hangings.logs, span=1.0),
    }
)
"""What hangs before a wall in pleats, or is built of logs, by the wall's name."""


def _even_jute(rng: Random, size: int, colour: "Array | None") -> Skin:
    return yarns.jute(rng, size, colour, 0.3)


CURTAINS = frozenset({"velvet", "silk", "linen"})
COVERINGS: Mapping[str, Covering] = MappingProxyType(
    {
        "jute rug": Covering(make=yarns.jute, span=0.42),
        "wool rug": Covering(make=pelts.wool_rug, span=0.6, least=512, turns=True),
        "shaggy pile": Covering(make=pelts.shaggy_pile, span=0.6, least=512, turns=True),
        "deep fur": Covering(make=pelts.deep_fur, span=0.8, least=512, turns=True),
        "plush": Covering(make=yarns.plush, span=0.5),
        "upholstery": Covering(make=yarns.upholstery, span=0.25),
        "persian rug": Covering(make=pelts.persian, span=0.56),
        "knitted wool": Covering(make=yarns.knitted, span=0.5, turns=True),
        "towel": Covering(make=yarns.towel, span=0.4),
        "terry": Covering(make=yarns.terry, span=0.34, turns=True),
        "short pile": Covering(make=yarns.short_pile, span=0.5),
        "looped pile": Covering(make=looped_pile, span=0.5, least=512),
        "even jute": Covering(make=_even_jute, span=0.42),
        "flat weave": Covering(make=yarns.flat_weave, span=0.32),
        "denim": Covering(make=yarns.denim, span=0.25, turns=True),
        "bed linen": Covering(make=yarns.bed_linen, span=0.9, turns=True),
        "picnic blanket": Covering(make=yarns.picnic, span=0.48, turns=True),
        "banana leaf": Covering(make=above.banana_leaves, span=1.0, gloss=0.22, turns=True),
        "whole banana leaf": Covering(make=whole_leaves, span=0.8, gloss=0.16, least=512, turns=True),
        "monstera leaf": Covering(make=above.monstera_leaves, span=1.0, gloss=0.25, turns=True),
        "straw": Covering(make=pelts.straw, span=0.7, gloss=0.04, least=768, turns=True),
        "cork": Covering(make=above.cork, span=0.35),
        "kraft paper": Covering(make=above.kraft, span=0.8),
        "cowhide": Covering(make=pelts.cowhide, span=1.0, gloss=0.05, turns=True),
        "rippled sand": Covering(make=above.rippled_sand, span=0.8, turns=True),
        "black slate": Covering(make=above.black_slate, span=0.7, gloss=0.06),
        "fur": Covering(make=pelts.fur, span=0.8, turns=True),
        "grass": Covering(make=above.lawn, span=0.6, least=768, turns=True),
        "lain linen": Covering(make=lain_cloths.lain_linen, span=1.1, turns=True),
        "lain bed linen": Covering(make=lain_cloths.lain_sheet, span=1.2, turns=True),
        "lain wool rug": Covering(make=lain_cloths.lain_rug, span=0.56, least=512, turns=True),
        "lain jute rug": Covering(make=lain_cloths.lain_jute, span=0.42, least=512),
        "lain knitted wool": Covering(make=lain_cloths.lain_knit, span=0.56, least=512, turns=True),
        "trodden sand": Covering(make=lain_stones.trodden_sand, span=0.9, least=512, turns=True),
        "lain sand": Covering(make=lain_stones.lain_sand, span=0.9, turns=True),
        "leather": Covering(make=lain_hides.leather, span=0.55, least=768, gloss=0.25, turns=True),
        "lain asphalt": Covering(make=lain_roads.lain_asphalt, span=0.9, least=512, turns=True),
        "lain wet asphalt": Covering(make=lain_roads.lain_wet_asphalt, span=0.9, least=512, turns=True),
        "lain kraft paper": Covering(make=lain_stones.lain_kraft, span=1.1),
    }
)
"""Every covering by name."""


def known(name: str, wall: bool = False) -> Covering:
    """How that covering of the ground, or of a ``wall``, is made; ``KeyError`` for another."""
    return (WALLS if wall else COVERINGS)[name]


@lru_cache(maxsize=6)
def covering(name: str, texels: int, seed: tuple[int, int], colour: str | None, wall: bool = False) -> Skin:
    """Colour (sRGB) and height (in periods) of a covering of the ground or of a ``wall``, ``texels`` a side
    or fewer; not to be written to."""
    fitting = next((size for size in SIZES if size >= texels), SIZES[-1])
    made = _made(name, max(fitting, known(name, wall).least), seed, colour, wall)
    return above.reduced(made, max(16, texels))


@lru_cache(maxsize=4)
def _made(name: str, texels: int, seed: tuple[int, int], colour: str | None, wall: bool) -> Skin:
    chosen = None if colour is None else rgb(colour.removeprefix("#"))
    return known(name, wall).make(np.random.default_rng(seed), texels, chosen)


@lru_cache(maxsize=3)
def spread(
    name: str,
    size: tuple[int, int],
    high: float,
    seed: tuple[int, int],
    colour: str | None,
    wall: bool = False,
) -> Relief:
    """The covering of the ground, or of a ``wall``, over a picture of ``size`` (height, width) that shows
    ``high`` metres from top to bottom. Not to be written to."""
    height, width = size
    how = known(name, wall)
    rng = np.random.default_rng((*seed, 5))
    turn = float(rng.uniform(-0.5, 0.5)) if how.turns else float(rng.normal(0, 0.0 if wall else 0.025))
    texels = round(height * how.span / high)
    albedo, relief = covering(name, max(16, round(texels / FINE)), seed, colour, wall)
    if texels < 0.75 * albedo.shape[0]:
        albedo, relief = (resized(one, max(16, texels)) for one in (albedo, relief))
    y, x = grid(height, width)
    x, y = x - np.float32(width / height / 2), y - np.float32(0.5)
    cos, sin, scale = np.float32(np.cos(turn)), np.float32(np.sin(turn)), np.float32(high / how.span)
    shift = rng.random(2).astype(np.float32)
    u, v = (x * cos + y * sin) * scale + shift[0], (y * cos - x * sin) * scale + shift[1]
    tall = fetch(np.ascontiguousarray(relief), u, v) * np.float32(how.span / high)
    return Relief(fetch(np.ascontiguousarray(albedo), u, v), tall, how.gloss)
