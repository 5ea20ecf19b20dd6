"""Materials of walls, floors and table tops by name, as square textures that repeat without a seam."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

import cv2
import numpy as np

from core.scenes.parts import (
    bricks,
    canes,
    clay_tiles,
    lain_stones,
    masonry,
    ornament,
    rough_walls,
    stones,
    wallpapers,
    weaves,
)
from core.scenes.parts.canvas import Array, Random, rgb
from core.scenes.parts.grains import grained
from core.scenes.parts.periodic import slopes
from core.scenes.parts.stones import Skin
from core.scenes.parts.woods import WOODS, wood

Seed = tuple[int, int] | int
Maker = Callable[[Random, int, "Array | None"], Skin]


@dataclass(frozen=True, kw_only=True)
class Surface:
    """A material: how many metres one period shows, the share of light it mirrors (0…1, at the angle tables
    are seen at), how blurred (0 a mirror … 1 matt), how its relief shows under raking light, and whether it
    ``recolours`` (has no colour of its own worth keeping). Below ``least`` texels it is made at that size
    and reduced, so that it is the same at every size; ``most`` texels show all of what is soft by itself."""

    make: Maker
    span: float = 1.0
    mirror: float = 0.0
    rough: float = 1.0
    relief: float = 1.0
    recolours: bool = True
    least: int = 256
    most: int = 2048


def _wooden(name: str, joints: bool = False) -> Maker:
    look = WOODS[name]
    if look.grained:
        return lambda rng, size, colour: grained(rng, size, look, colour, joints, 1.0)
    return lambda rng, size, colour: wood(rng, size, look, colour, joints)


def _marbled(name: str) -> Maker:
    return lambda rng, size, colour: stones.marble(rng, size, name, colour)


def _smoothed(dark: bool) -> Maker:
    return lambda rng, size, colour: lain_stones.lain_concrete(rng, size, dark, colour)


def _cast(dark: bool) -> Maker:
    return lambda rng, size, colour: lain_stones.smoothed_concrete(rng, size, dark, colour)


def _plain(code: str) -> Maker:
    return lambda rng, size, colour: masonry.plain(rng, size, rgb(code) if colour is None else colour)


def _some_tiles(rng: Random, size: int, colour: Array | None) -> Skin:
    form = "metro" if rng.random() < 0.4 else "square"
    return masonry.tiles(rng, size, colour, form)


SURFACES: Mapping[str, Surface] = MappingProxyType(
    {
        **{
            name: Surface(
                make=_wooden(name),
                mirror=0.04 if look.worn else 0.1,
                rough=0.8 if look.worn else 0.55,
                relief=0.5,
                recolours=False,
            )
            for name, look in WOODS.items()
        },
        **{
            name: Surface(make=_marbled(name), mirror=0.2, rough=0.15, relief=0.0, recolours=False)
            for name in stones.MARBLES
        },
        "travertine": Surface(make=stones.travertine, mirror=0.06, rough=0.5, recolours=False),
        "granite": Surface(
            make=stones.granite, span=0.6, mirror=0.15, rough=0.2, relief=0.0, recolours=False, least=1024
        ),
        "slate": Surface(make=stones.slate, span=0.6, mirror=0.04, rough=0.7, recolours=False),
        "concrete": Surface(
            make=lambda rng, size, colour: stones.concrete(rng, size, False, colour),
            span=1.5,
            mirror=0.03,
            rough=0.8,
        ),
        "dark concrete": Surface(
            make=lambda rng, size, colour: stones.concrete(rng, size, True, colour),
            span=1.5,
            mirror=0.05,
            rough=0.7,
        ),
        "terrazzo": Surface(
            make=stones.terrazzo, mirror=0.12, rough=0.25, relief=0.0, recolours=False, least=1024
        ),
        "asphalt": Surface(make=lambda rng, size, colour: stones.asphalt(rng, size, False, colour)),
        "wet asphalt": Surface(
            make=lambda rng, size, colour: stones.asphalt(rng, size, True, colour), mirror=0.35, rough=0.3
        ),
        "plaster": Surface(make=masonry.plaster, span=1.5, relief=0.75),
        "paint": Surface(make=masonry.paint, mirror=0.02, rough=0.8),
        "paper": Surface(make=masonry.paper, relief=0.6),
        "brick": Surface(
            make=lambda rng, size, colour: masonry.brick(rng, size, False, colour), span=1.15, recolours=False
        ),
        "white brick": Surface(
            make=lambda rng, size, colour: masonry.brick(rng, size, True, colour), span=1.15
        ),
        "aged brick": Surface(make=bricks.aged_brick, span=1.15, recolours=False, least=512),
        "painted brick": Surface(make=bricks.painted_brick, span=1.15, least=512),
        "checkered tiles": Surface(make=ornament.checkered, span=0.9, mirror=0.12, rough=0.25),
        "azulejo": Surface(make=ornament.azulejo, span=0.84, mirror=0.14, rough=0.25, least=512),
        "hexagon tiles": Surface(make=ornament.hexagons, span=1.1, mirror=0.05, rough=0.5),
        "herringbone": Surface(make=ornament.herringbone, span=0.86, mirror=0.08, rough=0.5, recolours=False),
        "crumpled paper": Surface(make=ornament.crumpled, span=0.6),
        "checked cloth": Surface(make=ornament.checked_cloth, span=0.4),
        "striped cloth": Surface(make=ornament.striped_cloth, span=0.6),
        "tiles": Surface(make=_some_tiles, span=0.9, mirror=0.15, rough=0.2),
        "metro tiles": Surface(
            make=lambda rng, size, colour: masonry.tiles(rng, size, colour, "metro"),
            span=0.9,
            mirror=0.15,
            rough=0.2,
        ),
        "zellige": Surface(
            make=lambda rng, size, colour: masonry.tiles(rng, size, colour, "zellige"), mirror=0.2, rough=0.25
        ),
        "panelling": Surface(make=masonry.panelling, span=1.6, mirror=0.02, rough=0.7),
        "dark brick": Surface(make=bricks.dark_brick, span=1.15, recolours=False, least=512),
        "bamboo": Surface(make=canes.bamboo, least=512, recolours=False),
        "wicker": Surface(make=canes.wicker, span=0.6, least=512),
        "reed": Surface(make=canes.reed, span=0.9, least=512, recolours=False),
        "painted boards": Surface(make=canes.painted_boards, mirror=0.03, rough=0.8, relief=0.5, least=512),
        "corrugated metal": Surface(make=rough_walls.corrugated, span=1.0, mirror=0.08, rough=0.5, least=512),
        "field stone": Surface(make=rough_walls.stone_wall, span=1.6, recolours=False, least=512),
        "terracotta": Surface(make=clay_tiles.terracotta, span=1.1, mirror=0.04, rough=0.7, least=512),
        "floral wallpaper": Surface(make=wallpapers.flowered, span=0.8, relief=0.0, least=1024, most=1024),
        "tropical wallpaper": Surface(make=wallpapers.tropical, relief=0.0, least=1024, most=1024),
        "striped wallpaper": Surface(make=wallpapers.striped, relief=0.0),
        "linen": Surface(make=weaves.linen, span=0.35),
        "lain white marble": Surface(
            make=lain_stones.lain_marble,
            span=1.2,
            mirror=0.2,
            rough=0.15,
            relief=0.0,
            recolours=False,
            most=1024,
        ),
        "lain concrete": Surface(make=_smoothed(False), span=1.3, mirror=0.03, rough=0.8, most=1024),
        "lain dark concrete": Surface(make=_smoothed(True), span=1.3, mirror=0.05, rough=0.7, most=1024),
        "smoothed concrete": Surface(make=_cast(False), span=1.8, mirror=0.03, rough=0.8),
        "smoothed dark concrete": Surface(make=_cast(True), span=1.8, mirror=0.05, rough=0.7),
        "lain slate": Surface(
            make=lain_stones.lain_slate, span=0.9, mirror=0.03, rough=0.8, recolours=False, most=1024
        ),
        "lain black slate": Surface(
            make=lain_stones.lain_black_slate, span=0.9, mirror=0.04, rough=0.7, recolours=False, most=1024
        ),
        "lain terrazzo": Surface(
            make=lain_stones.lain_terrazzo,
            mirror=0.12,
            rough=0.25,
            relief=0.0,
            recolours=False,
            least=1024,
            most=1024,
        ),
        "lain herringbone": Surface(
            make=lain_stones.lain_parquet, span=0.86, mirror=0.06, rough=0.6, recolours=False, least=512
        ),
        "silk": Surface(make=weaves.satin, span=0.8),
        "satin": Surface(make=lambda rng, size, colour: weaves.satin(rng, size, colour, 0.022), span=0.8),
        "velvet": Surface(make=weaves.velvet, span=0.8),
        "carpet": Surface(make=weaves.carpet, span=0.7, least=512),
        "fur": Surface(make=weaves.fur, span=0.6, least=512),
        "glass": Surface(make=_plain("c3cfcc"), mirror=0.4, rough=0.02, relief=0.0),
        "mirror": Surface(make=_plain("a8acae"), mirror=0.9, rough=0.01, relief=0.0),
        "white acrylic": Surface(make=_plain("efeff0"), mirror=0.3, rough=0.05, relief=0.0),
        "black acrylic": Surface(make=_plain("0e0e10"), mirror=0.4, rough=0.04, relief=0.0),
    }
)
"""Every material of walls, floors and table tops by name."""
TWO_COLOURED = frozenset({"checkered tiles", "azulejo", "hexagon tiles", "checked cloth", "striped cloth"})
"""Materials whose pattern has a colour and whose ground has another."""
FLOORS: Mapping[str, Surface] = MappingProxyType(
    {name: replace(SURFACES[name], make=_wooden(name, True)) for name in WOODS}
)
"""Woods again, with boards that end, as on a floor."""


def _asked(colour: str | None) -> Array | None:
    """One ``#rrggbb`` as three numbers, two of them side by side as 2×3."""
    if colour is None:
        return None
    codes = [rgb(code.removeprefix("#")) for code in colour.split()]
    return codes[0] if len(codes) == 1 else np.stack(codes)


def dyed(name: str | None, first: str | None, second: str | None) -> str | None:
    """The colours of a material as its makers take them: ``second`` only with a first one, where a material
    has two."""
    return f"{first} {second}" if first and second and name in TWO_COLOURED else first


@lru_cache(maxsize=8)
def _made(name: str, size: int, seed: Seed, colour: str | None, floor: bool) -> Skin:
    known = FLOORS[name] if floor and name in FLOORS else SURFACES[name]
    albedo, height = known.make(np.random.default_rng(seed), size, _asked(colour))
    return albedo.astype(np.float32), height.astype(np.float32)


@lru_cache(maxsize=12)
def _skin(name: str, size: int, seed: Seed, colour: str | None, floor: bool) -> Skin:
    albedo, height = _made(name, max(size, SURFACES[name].least), seed, colour, floor)
    if albedo.shape[0] > size:
        albedo = cv2.resize(albedo, (size, size), interpolation=cv2.INTER_AREA).astype(np.float32)
        height = cv2.resize(height, (size, size), interpolation=cv2.INTER_AREA).astype(np.float32)
    albedo.setflags(write=False)
    height.setflags(write=False)
    return albedo, height


def skin(name: str, size: int, seed: Seed, colour: str | None = None, floor: bool = False) -> Skin:
    """Colour N×N×3 (sRGB, evenly lit) and height N×N (in periods) of a material, read-only; ``colour`` as
    ``#rrggbb``; ``floor`` gives boards that end. ``KeyError`` for an unknown name."""
    return _skin(name, size, seed, colour, floor)


def mean_tone(name: str, seed: Seed, colour: str | None = None) -> Array:
    """The material's mean colour in sRGB, three floats, from a small texture of it."""
    return _made(name, 128, seed, colour, False)[0].mean((0, 1)).astype(np.float32)


def raked(height: Array, right: float, up: float, steep: float) -> Array:
    """How brightly light that grazes a surface falls on its relief, about 0.55…1.45, 1 where it is flat:
    from the ``right`` and from ``up`` (-1…1 each), ``steep`` how low it comes."""
    across, down = slopes(height)
    return (1 + 0.45 * np.tanh(steep * (down * up - across * right) / 0.45)).astype(np.float32)


def surface(name: str, size: int, seed: Seed, colour: str | None = None, floor: bool = False) -> Array:
    """The material N×N×3 in sRGB, its relief lit softly from the upper left. ``KeyError`` for an unknown
    name."""
    albedo, height = skin(name, size, seed, colour, floor)
    steep = 0.5 * SURFACES[name].relief
    if not steep:
        return albedo
    return np.clip(albedo * raked(height, -0.7, 0.7, steep)[..., None], 0, 1).astype(np.float32)
