"""Cut-outs and frames put on a stage: scaled to where they stand, lit, blurred, with their shadows."""

from dataclasses import dataclass

import cv2
import numpy as np

from core.scenes.parts.botany import Cutout, cutout
from core.scenes.parts.camera import defocus
from core.scenes.parts.canvas import Array
from core.scenes.parts.illumination import Stage
from core.scenes.parts.prisms import Lighting, shade
from core.scenes.parts.shadows import Body, ball


@dataclass(frozen=True, eq=False)
class Plant:
    """A cut-out that stands at (``x``, ``z``) m on the floor, ``tall`` m high."""

    kind: str
    seed: tuple[int, int]
    x: float
    z: float
    tall: float
    side: int

    @property
    def picture(self) -> Cutout:
        """What it looks like."""
        return cutout(self.kind, self.seed, self.side)

    def bodies(self) -> list[Body]:
        """Its pot, roughly."""
        foot = 0.13 * self.tall
        return [ball((self.x, foot * 0.9, self.z), foot * 0.9)]


def seen_at(stage: Stage, plant: Plant, size: tuple[int, int], z: float, shift: tuple[float, float]) -> Array:
    """The matrix that takes the cut-out to the picture, as if it stood at distance ``z`` and moved by
    ``shift`` m (right, up)."""
    kept = plant.picture.cover.shape[0]
    scale = plant.tall * stage.focal / z * size[0]
    x = (stage.aspect / 2 + stage.focal * (plant.x + shift[0]) / z) * size[0]
    y = (stage.vanish + stage.focal * (stage.eye - shift[1]) / z) * size[0]
    step = scale / kept
    return np.array([[step, 0, x - scale / 2 - 0.5], [0, step, y - scale - 0.5]], np.float32)


def _warped(field: Array, matrix: Array, size: tuple[int, int]) -> Array:
    step = float(matrix[0, 0])
    if step < 0.75:
        # Reduced further than warping can average.
        kept = max(8, round(field.shape[0] * step))
        matrix = matrix.copy()
        matrix[:, :2] = matrix[:, :2] / step * (field.shape[0] * step / kept)
        field = cv2.resize(field, (kept, kept), interpolation=cv2.INTER_AREA).astype(np.float32)
    return cv2.warpAffine(field, matrix, (size[1], size[0]), flags=cv2.INTER_LINEAR).astype(np.float32)


def wall_shadow(stage: Stage, plant: Plant, lighting: Lighting, size: tuple[int, int]) -> Array:
    """What the plant leaves of the key on the wall, H×W, 0…1."""
    toward = lighting.lamp.toward
    facing = -toward[2]
    if facing < 0.15:
        return np.ones(size, np.float32)
    reach = (stage.wall - plant.z) / facing
    shift = (-toward[0] * reach, -toward[1] * reach)
    cover = _warped(plant.picture.cover, seen_at(stage, plant, size, stage.wall, shift), size)
    soft = reach * np.tan(min(lighting.lamp.spread, 0.6)) * stage.focal / stage.wall * 0.5 * size[0]
    rows = max(size[0] // 4, 1)
    small = cv2.resize(cover, (max(size[1] // 4, 1), rows), interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), max(float(soft) / 4, 0.3))
    made = cv2.resize(small, (size[1], size[0]), interpolation=cv2.INTER_LINEAR)
    return (1 - 0.9 * made).astype(np.float32)


def draw_plant(
    light: Array, near: Array, stage: Stage, lighting: Lighting, plant: Plant, radius: float
) -> None:
    """Draw the plant out of focus by ``radius`` px into ``light`` (linear) and ``near`` (1 / distance)."""
    size = near.shape[0], near.shape[1]
    picture = plant.picture
    matrix = seen_at(stage, plant, size, plant.z, (0.0, 0.0))
    layer = np.dstack([picture.colour * picture.cover[..., None], picture.cover]).astype(np.float32)
    made = _warped(layer, matrix, size)
    point = np.array([plant.x, 0.4 * plant.tall, plant.z], np.float32)
    toward = np.array([0.35 * plant.side, 0.6, -0.72], np.float32)
    lit = shade(stage, lighting, point, toward)
    soft = defocus(made, radius)
    cover = np.clip(soft[..., 3], 0, 1)
    light[:] = light * (1 - cover[..., None]) + soft[..., :3] * lit
    near[:] = np.where(cover > 0.5, 1 / plant.z, near)
