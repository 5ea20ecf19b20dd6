"""What modelled things are made of, as mitsuba's plugins; meshes have own colours (``vertex_color``)."""

from typing import Any

from core.scenes.modelled.shapes import tone

OWN: dict[str, Any] = {"type": "mesh_attribute", "name": "vertex_color"}
"""The mesh's own colours as a texture."""


def matt() -> dict[str, Any]:
    """Without any gloss, in the mesh's own colours: paper, flour, crumb."""
    return {"type": "twosided", "bsdf": {"type": "diffuse", "reflectance": dict(OWN)}}


def satin(
    rough: float = 0.45, specular: float = 0.5, coat: float = 0.0, sheen: float = 0.0
) -> dict[str, Any]:
    """In the mesh's own colours with some gloss: fruit's skin, crust, glazed clay. ``coat`` is a clear
    glaze."""
    made: dict[str, Any] = {
        "type": "principled",
        "base_color": dict(OWN),
        "roughness": rough,
        "specular": specular,
    }
    if coat:
        made |= {"clearcoat": coat, "clearcoat_gloss": 0.9}
    if sheen:
        made |= {"sheen": sheen, "sheen_tint": 0.6}
    return {"type": "twosided", "bsdf": made}


def glazed(code: str, rough: float = 0.25) -> dict[str, Any]:
    """Porcelain or enamel of one colour ``rrggbb``."""
    colour = {"type": "rgb", "value": [float(part) for part in tone(code)]}
    made = {"type": "principled", "base_color": colour, "roughness": rough, "specular": 0.55}
    return {"type": "twosided", "bsdf": made}


def metal(code: str = "d8d8d6", rough: float = 0.22) -> dict[str, Any]:
    """Metal of that colour."""
    colour = {"type": "rgb", "value": [float(part) for part in tone(code)]}
    made = {"type": "principled", "base_color": colour, "metallic": 1.0, "roughness": rough}
    return {"type": "twosided", "bsdf": made}


def glass(code: str = "fbfdfc") -> dict[str, Any]:
    """A thin pane or vessel of clear or coloured glass: light goes through it and its shadow is light."""
    colour = {"type": "rgb", "value": [float(part) for part in tone(code) / 0.9]}
    return {"type": "thindielectric", "specular_transmittance": colour}
