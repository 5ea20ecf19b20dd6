"""Stand-in subjects: smooth solid shapes put on a scene's ground, with contact shade and disparity.

They teach the model that something known stands there, that the floor goes on around it and that
nothing of it is to be repainted. The shapes are silhouettes of revolution (bottles, jars, cups),
boxes, blobs and busts in random colours and patterns.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from training.scenes.canvas import Array, Scene, blur, grid, mix, noise, ramp

Random = np.random.Generator


@dataclass(frozen=True)
class Composite:
    """A scene with a subject in it: the picture, the scene behind it with its contact shade, the
    disparity with it, and its coverage 0…1 (1 = subject)."""

    image: Array
    backdrop: Array
    depth: Array
    alpha: Array


def silhouette(
    rng: Random, height: int, width: int, left: float, top: float, wide: float, tall: float
) -> Array:
    """Coverage of one shape in the box given by ``left, top, wide, tall`` (shares of the height)."""
    y, x = grid(height, width)
    u, v = (x - left) / wide * 2 - 1, (y - top) / tall
    kind = str(rng.choice(["turned", "box", "blob", "bust", "ellipse"], p=[0.35, 0.2, 0.2, 0.15, 0.1]))
    soft = 1.2 / (height * wide)
    if kind == "turned":
        knots = np.concatenate([rng.uniform(0.25, 0.8, 2), rng.uniform(0.5, 1.0, 4)])
        profile = np.interp(v, np.linspace(0, 1, 6), knots)
        inside = ramp(profile - np.abs(u), -soft, soft)
    elif kind == "box":
        corner = rng.uniform(0.0, 0.15)
        inside = ramp(
            1 - corner - np.maximum(np.abs(u) - corner * 2 * (np.abs(v - 0.5) > 0.45), 0), -soft, soft
        )
    elif kind == "blob":
        radius = 1 + 0.35 * noise(rng, height, width, 3, 2)
        inside = ramp(radius - np.hypot(u, (v - 0.5) * 2) * 1.15, -soft, soft)
    elif kind == "bust":
        head = 0.42 - np.hypot(u * 0.95, (v - 0.25) * 1.7)
        body = np.where(v > 0.45, 1.0 - np.abs(u) - 0.25 * np.exp(-(v - 0.45) / 0.12), -1.0)
        inside = ramp(np.maximum(head, body), -soft, soft)
    else:
        inside = ramp(1 - np.hypot(u, (v - 0.5) * 2), -soft, soft)
    return (inside * (v > 0) * (v < 1)).astype(np.float32)


def paint(rng: Random, alpha: Array, left: float, wide: float) -> Array:
    """Colour of the subject: plain, patterned or banded, shaded from one side."""
    height, width = alpha.shape
    y, x = grid(height, width)
    base, second = rng.uniform(0.03, 0.97, 3), rng.uniform(0.03, 0.97, 3)
    if rng.random() < 0.3:
        base = np.full(3, rng.uniform(0.03, 0.97)) + rng.normal(0, 0.02, 3)
    image = np.broadcast_to(base.astype(np.float32), (height, width, 3)).astype(np.float32)
    pattern = rng.random()
    if pattern < 0.35:
        image = mix(
            image,
            second.astype(np.float32),
            ramp(noise(rng, height, width, rng.uniform(3, 20), 3), -0.1, 0.3),
        )
    elif pattern < 0.6:
        band = ramp(np.abs(y - rng.uniform(0.3, 0.8)), 0.05, 0.06)
        image = mix(image, second.astype(np.float32), 1 - band)
    side = np.clip((x - left) / wide, 0, 1)
    turned = 0.75 + 0.45 * np.sin(
        np.pi * np.clip(side * rng.uniform(0.7, 1.3) + rng.uniform(-0.2, 0.2), 0, 1)
    )
    return np.clip(image * turned[..., None], 0, 1).astype(np.float32)


def place(rng: Random, scene: Scene) -> Composite:
    """Stand one subject (sometimes two) on the scene's ground, cut off by the lower edge now and then."""
    height, width = scene.depth.shape
    image, backdrop, depth = scene.image.copy(), scene.image.copy(), scene.depth.copy()
    alpha = np.zeros((height, width), np.float32)
    for _ in range(1 if rng.random() < 0.85 else 2):
        tall = rng.uniform(0.25, 0.85)
        wide = tall * rng.uniform(0.35, 1.3)
        foot = rng.uniform(max(scene.horizon, 0.6), 0.98) if rng.random() < 0.75 else rng.uniform(1.0, 1.2)
        left = (
            rng.uniform(0.05, max(0.06, width / height - wide - 0.05))
            if rng.random() < 0.9
            else rng.uniform(-wide / 2, width / height)
        )
        shape = silhouette(rng, height, width, left, foot - tall, wide, tall)
        shade = contact_shade(rng, height, width, left, wide, foot) * scene.shade
        image, backdrop = image * (1 - shade), backdrop * (1 - shade)
        image = mix(image, paint(rng, shape, left, wide), shape)
        near = float(np.clip((foot - scene.horizon) / (1 - scene.horizon), 0.15, 1.0)) * 0.5 + 0.45
        depth = np.maximum(depth, shape * near)
        alpha = np.maximum(alpha, shape)
    return Composite(np.clip(image, 0, 1), backdrop, np.clip(depth, 0, 1).astype(np.float32), alpha)


def contact_shade(rng: Random, height: int, width: int, left: float, wide: float, foot: float) -> Array:
    """Darkness H×W×1 on the ground where the subject stands: a narrow core and a wide soft halo."""
    if foot >= 1.0:
        return np.zeros((height, width, 1), np.float32)
    y, x = grid(height, width)
    centre = left + wide / 2 + wide * rng.uniform(-0.12, 0.12)
    away = np.hypot((x - centre) / (wide * 0.55), (y - foot) / (0.035 + 0.05 * wide))
    return np.clip(np.exp(-(away**2)) + 0.45 * np.exp(-((away / 2.2) ** 2)), 0, 1.5)[..., None].astype(
        np.float32
    )


def control_map(depth: Array, alpha: Array, scope: str) -> Array:
    """Depth as the model will be given it: the whole frame's, or faded out away from the subject.

    Mirrors ``core.stages.depth.limit_to_subject``: the subject mask is grown by 4 % of the longest
    side and blurred by as much.
    """
    if scope == "frame":
        return depth
    radius = max(1, round(0.04 * max(depth.shape)))
    grown = cv2.dilate(alpha, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1)))
    return depth * blur(grown, radius)
