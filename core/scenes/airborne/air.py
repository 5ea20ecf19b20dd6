"""The air of a painted place: where it is seen, how it is lit, and the layers that are laid over the picture.

Rows and columns are shares of the picture's height, the column 0 at its middle.
"""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from core.scenes.painting import Painting
from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, Random, stream
from core.scenes.spec import SceneSpec

DARK_TIMES = frozenset({"dusk", "night"})
VAPOUR_ROWS = 320
"""Rows of the layers that have no edges: they are as soft when enlarged."""
LUMINANCE = np.array([0.2126, 0.7152, 0.0722], np.float32)
"""Rec. 709."""


@dataclass(frozen=True)
class Layer:
    """What is laid over a picture: ``colour`` H×W×3, linear light premultiplied by how much of the picture is
    covered; ``cover`` H×W, 0…1. Light without cover adds."""

    colour: Array
    cover: Array

    def sized(self, height: int, width: int) -> "Layer":
        """The same layer at another size."""
        if self.cover.shape == (height, width):
            return self
        kind = cv2.INTER_AREA if height < self.cover.shape[0] else cv2.INTER_CUBIC
        colour, cover = (
            np.asarray(cv2.resize(one, (width, height), interpolation=kind), np.float32)
            for one in (self.colour, self.cover)
        )
        return Layer(np.maximum(colour, 0), np.clip(cover, 0, 1))


@dataclass(frozen=True, kw_only=True)
class Air:
    """The air of the place ``spec`` in a picture of ``width`` × ``height`` px: the ground vanishes in row
    ``vanish``, ends in row ``far``, and the subject's foot is in row ``foot``. ``light`` is the linear colour
    of a white thing in it, ``nearness`` H×W the place's disparity."""

    spec: SceneSpec
    width: int
    height: int
    vanish: float
    far: float
    foot: float
    light: Array
    nearness: Array

    @property
    def aspect(self) -> float:
        """Width over height."""
        return self.width / self.height

    @property
    def dark(self) -> bool:
        """Whether lamps are what lights the place."""
        return self.spec.light.time in DARK_TIMES or float(self.light @ LUMINANCE) < DIM

    @property
    def above(self) -> bool:
        """Whether the place is seen straight from above."""
        return self.spec.place.view == "above"

    @property
    def side(self) -> float:
        """From where the light falls: -1 the left, 1 the right."""
        return 1.0 if self.spec.light.direction > 0 else -1.0

    @property
    def behind(self) -> float:
        """How far the light comes from behind, 0…1: then all in the air shines."""
        return float(np.clip((abs(self.spec.light.direction) - 70) / 80, 0, 1))

    @property
    def accent(self) -> str | None:
        """The colour ``rrggbb`` that was asked for without a place."""
        code = self.spec.colours.accent
        return None if code is None else code.removeprefix("#")

    def random(self, part: str) -> Random:
        """The random numbers of one effect."""
        return stream(self.spec, f"in the air {part}")

    def grid(self, rows: int | None = None) -> tuple[Array, Array]:
        """Rows and columns of the pixels, each H×W, of a layer of at most ``rows`` rows."""
        height = min(self.height, rows or self.height)
        width = max(2, round(height * self.aspect))
        y = (np.arange(height, dtype=np.float32) + 0.5) / height
        x = (np.arange(width, dtype=np.float32) + 0.5) / width * self.aspect - self.aspect / 2
        return np.repeat(y[:, None], width, axis=1), np.repeat(x[None], height, axis=0)

    def empty(self) -> Array:
        """A layer with nothing in it, H×W×4."""
        return np.zeros((self.height, self.width, 4), np.float32)


DIM = 0.25
"""Linear light of a white thing below which a place is dark."""
BRIGHT = 88.0
"""The percentile of a picture's luminance that something white in its air is as bright as."""
LEAST, MOST = 0.22, 0.95
SIDE = 96
"""Px of the reduced picture that is measured, so that every size is alike."""

Effect = Callable[[Air], Layer]


def air_of(spec: SceneSpec, painting: Painting) -> Air:
    """The air of a painted or traced place."""
    height, width = painting.image.shape[:2]
    ground = painting.ground
    return Air(
        spec=spec,
        width=width,
        height=height,
        vanish=ground.vanish,
        far=ground.far,
        foot=ground.foot,
        light=_light(painting),
        nearness=painting.disparity,
    )


def _light(painting: Painting) -> Array:
    """The linear colour of something white in the place."""
    height, width = painting.image.shape[:2]
    size = max(2, round(SIDE * width / height)), SIDE
    small = to_linear(np.clip(cv2.resize(painting.image, size, interpolation=cv2.INTER_AREA), 0, 1))
    level = float(np.clip(np.percentile(small @ LUMINANCE, BRIGHT), LEAST, MOST))
    tint = to_linear(np.array(painting.tint, np.float32))
    return np.asarray(level * tint / max(float(tint @ LUMINANCE), 1e-3), np.float32)


def over(image: Array, layer: Layer) -> Array:
    """The linear picture ``image`` with the layer over it."""
    height, width = image.shape[:2]
    layer = layer.sized(height, width)
    return np.asarray(image * (1 - layer.cover[..., None]) + layer.colour, np.float32)
