"""What stands on a stage, as convex bodies, and the shadows it throws on floor, wall and raised planes.

The light is sampled: each sample throws every body's outline through the stage's perspective, and their mean
is the shadow, sharp where a body stands and softer the farther away it falls. The sky's samples, all over the
hemisphere, give the darkness around a body's foot in the same way.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from core.scenes.parts.canvas import Array
from core.scenes.parts.illumination import Lamp, Stage

KEY_SAMPLES = 22
SKY_SAMPLES = 28
GOLDEN = 2.399963
Mask = npt.NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Body:
    """A convex body by its points K×3 in m; ``flat`` for a thin sheet of any outline, its points in order."""

    points: Array
    flat: bool = False


def prism(outline: Array, low: float, high: float) -> Body:
    """An outline K×2 (x, z) raised from ``low`` to ``high`` m."""
    bottom = np.column_stack([outline[:, 0], np.full(len(outline), low), outline[:, 1]])
    top = np.column_stack([outline[:, 0], np.full(len(outline), high), outline[:, 1]])
    return Body(np.concatenate([bottom, top]).astype(np.float32))


def ball(centre: tuple[float, float, float], radius: float) -> Body:
    """A sphere."""
    turn = np.arange(90) * GOLDEN
    up = 1 - 2 * (np.arange(90) + 0.5) / 90
    flat = np.sqrt(1 - up**2)
    points = np.column_stack([flat * np.cos(turn), up, flat * np.sin(turn)]) * radius
    return Body((points + np.array(centre)).astype(np.float32))


def key_samples(lamp: Lamp) -> Array:
    """Directions K×3 over the lamp's disc."""
    middle = lamp.direction / np.linalg.norm(lamp.direction)
    side = np.cross(middle, [0.0, 1.0, 0.05])
    side = side / np.linalg.norm(side)
    above = np.cross(side, middle)
    count = np.arange(KEY_SAMPLES)
    reach = np.sqrt((count + 0.5) / KEY_SAMPLES) * np.tan(min(lamp.spread, 0.7))
    made = (
        middle
        + np.outer(reach * np.cos(count * GOLDEN), side)
        + np.outer(reach * np.sin(count * GOLDEN), above)
    )
    made[:, 1] = np.maximum(made[:, 1], 0.05)
    return (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float32)


def sky_samples() -> Array:
    """Directions K×3 over the upper hemisphere, by the cosine law."""
    count = np.arange(SKY_SAMPLES)
    flat = np.sqrt((count + 0.5) / SKY_SAMPLES)
    made = np.column_stack(
        [flat * np.cos(count * GOLDEN), np.sqrt(1 - flat**2), flat * np.sin(count * GOLDEN)]
    )
    return made.astype(np.float32)


def on_level(
    stage: Stage, bodies: list[Body], toward: Array, size: tuple[int, int], level: float = 0.0
) -> Array:
    """Share 0…1 of the samples ``toward`` (K×3) that reach the plane ``level`` m high, H×W of ``size``;
    only what rises above it throws a shadow."""
    height = size[0]
    total = np.zeros(size, np.float32)
    mask = np.zeros(size, np.uint8)
    for direction in toward:
        mask[:] = 0
        for body in bodies:
            points = body.points
            if points[:, 1].max() <= level + 1e-4:
                continue
            up = np.maximum(points[:, 1] - level, 0)
            reach = np.clip(up / max(float(direction[1]), 0.04), 0, 8 * stage.across)
            thrown = np.column_stack(
                [
                    points[:, 0] - direction[0] * reach,
                    np.full(len(points), level),
                    points[:, 2] - direction[2] * reach,
                ]
            )
            _draw(mask, stage.project(thrown.astype(np.float32)), height, body.flat)
        cv2.accumulate(mask, total)
    return (1 - total / (255 * len(toward))).astype(np.float32)


def on_wall(
    stage: Stage, bodies: list[Body], toward: Array, size: tuple[int, int], z: float | None = None
) -> Array:
    """The same for the wall, or an upright plane ``z`` m away: only samples from the camera's side reach it,
    and count, and only what stands before it."""
    height = size[0]
    plane = stage.wall if z is None else z
    bodies = [body for body in bodies if body.points[:, 2].min() < plane - 1e-3]
    total, count = np.zeros(size, np.float32), 0.0
    mask = np.zeros(size, np.uint8)
    for direction in toward:
        facing = -float(direction[2])
        if facing < 0.05:
            continue
        mask[:] = 0
        for body in bodies:
            points = body.points
            reach = np.maximum(plane - points[:, 2], 0) / facing
            up = points[:, 1] - direction[1] * reach
            thrown = np.column_stack([points[:, 0] - direction[0] * reach, up, np.full(len(points), plane)])
            _draw(mask, stage.project(thrown.astype(np.float32)), height, body.flat)
        cv2.accumulate(mask, total)
        count += 1
    if not count:
        return np.ones(size, np.float32)
    return (1 - total / (255 * count)).astype(np.float32)


def _draw(mask: Mask, points: Array, height: int, flat: bool) -> None:
    """Projected points into the mask: their hull, or as an outline if ``flat``."""
    texels = np.clip(points * height - 0.5, -8000, 8000).astype(np.float32)
    if flat:
        cv2.fillPoly(mask, [np.round(texels * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
        return
    hull = cv2.convexHull(texels)
    cv2.fillConvexPoly(mask, np.round(hull * 16).astype(np.int32), 255, cv2.LINE_AA, 4)


SHADOW_ROWS = 320
"""Rows at which shadows are worked out, whatever the picture's size."""


def thrown_shadows(
    stage: Stage, bodies: list[Body], lamp: Lamp, size: tuple[int, int]
) -> tuple[Array, Array, Array, Array]:
    """What the bodies leave of the key on floor and wall, and of the fill on floor and wall: H×W each."""
    rows = SHADOW_ROWS
    grid = (rows, max(2, round(rows * stage.aspect)))
    key, sky = key_samples(lamp), sky_samples()
    made = (
        on_level(stage, bodies, key, grid),
        on_wall(stage, bodies, key, grid),
        on_level(stage, bodies, sky, grid),
        np.ones(grid, np.float32),
    )
    soft = 0.0022 + 0.006 * min(lamp.spread, 0.5)
    floor, wall, around, free = (cv2.GaussianBlur(one, (0, 0), soft * rows) for one in made)
    return _sized(floor, size), _sized(wall, size), _sized(around, size), _sized(free, size)


def level_shadows(
    stage: Stage, bodies: list[Body], lamp: Lamp, size: tuple[int, int], level: float
) -> tuple[Array, Array]:
    """What the bodies that rise above ``level`` leave of key and fill on that plane: H×W each."""
    rows = SHADOW_ROWS
    grid = (rows, max(2, round(rows * stage.aspect)))
    soft = (0.0022 + 0.006 * min(lamp.spread, 0.5)) * rows
    key = cv2.GaussianBlur(on_level(stage, bodies, key_samples(lamp), grid, level), (0, 0), soft)
    sky = cv2.GaussianBlur(on_level(stage, bodies, sky_samples(), grid, level), (0, 0), soft)
    return _sized(key.astype(np.float32), size), _sized(sky.astype(np.float32), size)


def face_shadows(stage: Stage, bodies: list[Body], lamp: Lamp, size: tuple[int, int], z: float) -> Array:
    """What the bodies before an upright plane ``z`` m away leave of the key on it: H×W."""
    rows = SHADOW_ROWS
    grid = (rows, max(2, round(rows * stage.aspect)))
    soft = (0.0018 + 0.004 * min(lamp.spread, 0.5)) * rows
    key = cv2.GaussianBlur(on_wall(stage, bodies, key_samples(lamp), grid, z), (0, 0), soft)
    return _sized(key.astype(np.float32), size)


def _sized(field: Array, size: tuple[int, int]) -> Array:
    return cv2.resize(field, (size[1], size[0]), interpolation=cv2.INTER_LINEAR).astype(np.float32)
