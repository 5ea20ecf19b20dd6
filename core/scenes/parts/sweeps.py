"""A sweep of paper: a floor that bends up into a wall, seen and lit as one surface."""

import numpy as np

from core.scenes.parts.canvas import Array
from core.scenes.parts.illumination import (
    Lamp,
    Stage,
    coarse,
    exposure,
    falling,
    fill_on,
    fine,
    half_grid,
    lamp_of,
    patterned,
)
from core.scenes.spec import SceneSpec


def sweep_profile(stage: Stage, radius: float, y: Array) -> tuple[Array, Array, Array]:
    """Height and distance in m, and how far upright (0 floor … π/2 wall) the paper of a sweep is that is
    seen at rows ``y``: a floor, a quarter circle of ``radius`` m, a wall."""
    turn = np.linspace(0, np.pi / 2, 64)
    up, away = radius * (1 - np.cos(turn)), stage.wall - radius + radius * np.sin(turn)
    rows = stage.vanish + stage.focal * (stage.eye - up) / away
    order = np.argsort(rows)
    bent = np.interp(y, rows[order], turn[order]).astype(np.float32)
    below = y > rows.max()
    z = stage.wall - radius + radius * np.sin(bent)
    z = np.where(below, stage.away(1.0) * (1 - stage.vanish) / np.maximum(y - stage.vanish, 0.02), z)
    height = np.where(below, 0, stage.eye - (y - stage.vanish) * z / stage.focal)
    return height.astype(np.float32), z.astype(np.float32), bent


def illuminate_sweep(
    spec: SceneSpec, stage: Stage, size: tuple[int, int], radius: float, own: Array
) -> Array:
    """Light on a paper sweep, H×W×3, linear; ``own`` is the paper's colour (linear)."""
    lamp = lamp_of(spec, stage)
    gain = exposure(lamp, stage)
    x, y = coarse(stage.aspect)
    direct, points = _on_sweep(stage, lamp, x, y, radius)
    up, away, _ = sweep_profile(stage, radius, y)
    # A sweep's bend sees most of itself, its upper wall and its front the whole room.
    depth = np.clip((stage.wall - away) / stage.across, 0, None)
    tall = up / stage.across
    seen = 0.22 * np.exp(-((depth / 0.8) ** 2)) * np.exp(-((tall / 0.6) ** 2))
    around = fill_on(lamp, seen.astype(np.float32), own, own, 1.0, depth)
    straight = fine(direct, *size)
    if spec.light.pattern != "none":
        _, points = _on_sweep(stage, lamp, *half_grid(stage.aspect, size), radius)
        straight = straight * patterned(spec, stage, points, size)
    key = np.array(lamp.key, np.float32) * gain
    return (straight[..., None] * key + fine(around * gain, *size)).astype(np.float32)


def _on_sweep(stage: Stage, lamp: Lamp, x: Array, y: Array, radius: float) -> tuple[Array, Array]:
    """The lamp's light on a sweep at (x, y) of the picture, and the places there."""
    up, away, bent = sweep_profile(stage, radius, y)
    points = np.stack([(x - stage.aspect / 2) * away / stage.focal, up, away], -1).astype(np.float32)
    normal = np.stack([np.zeros_like(bent), np.cos(bent), -np.sin(bent)], -1).astype(np.float32)
    return falling(lamp, stage, points, normal), points
