"""What a modelled thing is: meshes with their materials, in metres, standing on the ground."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from core.scenes.parts.canvas import Random
from core.scenes.traced.meshes import Mesh


@dataclass(frozen=True)
class Part:
    """One mesh of a thing and mitsuba's dictionary of what it is made of."""

    mesh: Mesh
    bsdf: dict[str, Any]


Build = Callable[[Random], tuple[Part, ...]]
"""The parts of one thing, drawn by those random numbers: in metres, standing on y = 0 about the origin, its
front toward +z."""


@dataclass(frozen=True)
class Model:
    """How a thing is built, how tall and how wide it is in metres, and whether it is also strewn on what is
    seen from above."""

    build: Build
    tall: float
    wide: float
    lies: bool = False
