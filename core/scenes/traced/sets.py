"""What all sets share: what they are built from and for, and what they come to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from core.scenes.painting import Ground
from core.scenes.parts.canvas import Array, Random, stream
from core.scenes.parts.renewed import renewed
from core.scenes.spec import SceneSpec
from core.scenes.traced.body import Footprint
from core.scenes.traced.lens import Lens
from core.scenes.traced.materials import Material

NEARER = 2.5
"""How much larger at most things are shown beside what is small than by the metres of the place."""


WIDEST = 0.72
"""Metres that a picture shows at most, for the size of what is set beside a subject of unknown size: a set
is wide, what stands in it is near."""


@dataclass(frozen=True)
class Camera:
    """How a kind's camera looks: the row at which its ground vanishes, and its distance to the subject in
    heights of the picture."""

    vanish: float
    away: float


@dataclass(frozen=True)
class Shot:
    """What a set is built for: the spec, the lens, where the subject touches the ground, and how long its
    longer side is in truth, where that is known."""

    spec: SceneSpec
    lens: Lens
    footprint: Footprint
    true: float | None = None

    @property
    def metres(self) -> float:
        """Metres that one unit of the world shows."""
        return self.spec.place.width * self.spec.camera.distance

    @property
    def things(self) -> float:
        """Metres that one unit of the world shows of what is set beside the subject: as large as that is."""
        if self.true is None:
            return min(self.metres, WIDEST * self.spec.camera.distance)
        seen = max(self.footprint.right - self.footprint.left, self.footprint.top)
        return float(np.clip(self.true / max(seen, 1e-3), self.metres / NEARER, self.metres))

    @property
    def texels(self) -> int:
        """Texels of a texture as fine as the picture needs."""
        return 512 if self.lens.view.height <= 512 else 1024

    def random(self, part: str) -> Random:
        """The random numbers of one part of the set."""
        return stream(self.spec, f"traced {part}")

    def material(self, part: str, name: str, colour: str | None, *, floor: bool = False) -> Material:
        """A material for one ``part`` of the set, as fine as the picture needs."""
        return Material(
            renewed(self.spec, name), self.spec.stream(part), colour, self.texels, self.metres, floor
        )


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A set without its subject: ``things`` are seen, ``lamps`` only shine. ``backdrop`` (H×W×3 linear) is
    what is seen where nothing is, ``beyond`` its disparity. ``tint`` is the light's colour on white,
    ``brightness`` how bright the picture is (1 = day), ``depth`` how often light is followed, ``finish`` what
    is drawn over the linear picture."""

    things: dict[str, Any]
    lamps: dict[str, Any]
    ground: Ground
    backdrop: Array | None = None
    beyond: Array | float = 0.0
    tint: tuple[float, float, float] = (1.0, 1.0, 1.0)
    brightness: float = 1.0
    depth: int = 5
    finish: Callable[[Array], Array] | None = None


Builder = Callable[[Shot], Stage]
Viewer = Callable[[SceneSpec, float], Camera]
