"""Materials of sets as the path tracer's plugins: textures and relief of ``parts.surfaces``, and what each
mirrors."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from core.scenes.parts.canvas import Array, blur, rgb
from core.scenes.parts.surfaces import SURFACES, Seed, skin

BRIGHTEST = 0.9
"""The share of light that the whitest surface gives back."""
FELT = 0.00025
"""Relief (in periods) below which it is left out."""
RELIEF = 0.65
"""How much of a material's relief is traced: at full height edges look drawn."""
SHARPEST = 0.12
"""Roughness of the most polished surface: a smoother one would need more samples."""


def linear(colour: Array) -> Array:
    """sRGB 0…1 as linear light (IEC 61966-2-1)."""
    value = np.asarray(colour, np.float32)
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4).astype(np.float32)


def encoded(light: Array) -> Array:
    """Linear light 0…1 as sRGB 0…1."""
    value = np.clip(light, 0, 1)
    return np.where(value <= 0.0031308, value * 12.92, 1.055 * value ** (1 / 2.4) - 0.055).astype(np.float32)


def albedo(code: str) -> list[float]:
    """What a surface that looks ``#rrggbb`` in full light gives back."""
    return [float(c) for c in linear(rgb(code.removeprefix("#"))) * BRIGHTEST]


@dataclass(frozen=True)
class Material:
    """A material of the set: its name in ``SURFACES``, what seeds its pattern, its colour ``#rrggbb`` or
    ``None``, ``texels`` of its texture, and ``metres`` that one unit of the world shows."""

    name: str
    seed: Seed
    colour: str | None
    texels: int
    metres: float
    floor: bool = False

    @property
    def tile(self) -> float:
        """Units of the world that one period of the pattern covers."""
        return max(SURFACES[self.name].span / self.metres, 0.05)

    def bsdf(self) -> dict[str, Any]:
        """The material as mitsuba's plugin; looked at from both sides."""
        return _bsdf(self)

    def mean(self) -> Array:
        """Its mean albedo, three numbers."""
        return (
            linear(skin(self.name, self.texels, self.seed, self.colour, self.floor)[0]).mean((0, 1))
            * BRIGHTEST
        )


def _bitmap(pixels: Array) -> dict[str, Any]:
    """A repeating texture of linear values; v runs down it."""
    import mitsuba as mi

    return {
        "type": "bitmap",
        "bitmap": mi.Bitmap(np.ascontiguousarray(pixels, np.float32)),
        "raw": True,
        "wrap_mode": "repeat",
    }


@lru_cache(maxsize=4)
def _pixels(material: Material) -> tuple[Array, Array | None]:
    colours, height = skin(material.name, material.texels, material.seed, material.colour, material.floor)
    felt = SURFACES[material.name].relief > 0 and float(height.std()) > FELT
    return linear(colours) * BRIGHTEST, height if felt else None


def _bsdf(material: Material) -> dict[str, Any]:
    surface = SURFACES[material.name]
    colours, height = _pixels(material)
    if material.name == "mirror":
        metal: dict[str, Any] = {
            "type": "roughconductor",
            "material": "Ag",
            "alpha": 0.04,
            "distribution": "ggx",
        }
        return {"type": "twosided", "bsdf": metal}
    texture = _bitmap(colours)
    if surface.mirror < 0.05:
        made: dict[str, Any] = {"type": "diffuse", "reflectance": texture}
    else:
        made = {
            "type": "principled",
            "base_color": texture,
            "roughness": max(SHARPEST, surface.rough * 0.75),
            "specular": float(np.clip(surface.mirror * 3.2, 0.2, 1.0)),
        }
    if height is not None:
        relief = _bitmap(blur(height, 1.0)[..., None])
        made = {
            "type": "bumpmap",
            "arbitrary": relief,
            "bsdf": made,
            "scale": material.tile * surface.relief * RELIEF,
        }
    return {"type": "twosided", "bsdf": made}


def picture(light: Array) -> dict[str, Any]:
    """A matt thing of that picture's colours (H×W×3, linear)."""
    texture = _bitmap(np.clip(light, 0, BRIGHTEST)) | {"wrap_mode": "clamp"}
    return {"type": "twosided", "bsdf": {"type": "diffuse", "reflectance": texture}}


def plain(code: str) -> dict[str, Any]:
    """A matt colour ``#rrggbb``."""
    colour = {"type": "rgb", "value": albedo(code)}
    return {"type": "twosided", "bsdf": {"type": "diffuse", "reflectance": colour}}
