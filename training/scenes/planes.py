"""Flat ground in perspective: textures laid on it, its exact disparity, what it mirrors."""

from dataclasses import dataclass

import cv2
import numpy as np

from core.scenes.parts.canvas import Array, Random, blur, grid, ramp


@dataclass(frozen=True)
class Plane:
    """A horizontal plane whose points vanish at ``vanish`` (y of frame) and whose far edge is at ``edge``.

    Disparity is 1 at the bottom of the frame and falls linearly to 0 at ``vanish``.
    """

    vanish: float
    edge: float

    def disparity(self, y: Array) -> Array:
        """Disparity of rows ``y``, meant at and below the edge."""
        return np.clip((y - self.vanish) / (1 - self.vanish), 0, 1).astype(np.float32)

    def at_edge(self) -> float:
        """Disparity of the far edge."""
        return (self.edge - self.vanish) / (1 - self.vanish)


def look_down(rng: Random, edge: float) -> Plane:
    """A plane seen as a table is photographed: from a little above up to well above."""
    return Plane(edge - float(rng.choice([rng.uniform(0.06, 0.2), rng.uniform(0.2, 0.6)])), edge)


def lay(
    rng: Random, texture: Array, plane: Plane, height: int, width: int, scale: float, turn: float
) -> Array:
    """The texture on the plane, ``scale`` textures across the bottom of the frame, turned by ``turn`` rad.

    Far rows are read from a blurred copy, since several texels fall into one of their pixels.
    """
    y, x = grid(height, width)
    near = plane.disparity(np.maximum(y, plane.edge - 0.01))
    aspect = width / height
    u = (x - aspect / 2) / near * scale / aspect
    v = -1.3 * (1 - plane.vanish) * (1 / near - 1) * scale / aspect
    cos, sin = np.cos(turn), np.sin(turn)
    # Begin at the texture's near end: its mirrored copies then lie far away, where they are not seen.
    shift = 0.5 + np.array([-sin, cos]) * 0.42 + rng.uniform(-0.06, 0.06, 2)
    size = texture.shape[0]
    across = ((u * cos - v * sin + shift[0]) * size).astype(np.float32)
    along = ((u * sin + v * cos + shift[1]) * size).astype(np.float32)
    sharp = cv2.remap(texture, across, along, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    if plane.at_edge() > 0.6:
        return sharp
    far = cv2.remap(blur(texture, 1.6), across, along, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    share = (1 - ramp(near, 0.3, 0.7))[..., None]
    return sharp + (far - sharp) * share


def mirrored(back: Array, edge: float, soft: float) -> Array:
    """The picture behind, turned over at ``edge`` and blurred by ``soft`` px, as a glossy top shows it."""
    height = back.shape[0]
    rows = (2 * edge * height - np.arange(height)).clip(0, height - 1).astype(int)
    return cv2.blur(blur(back[rows], soft), (1, max(1, int(soft * 4))))


def floor_depth(y: Array, horizon: float, far: float = 0.0, near: float = 1.0) -> Array:
    """Disparity of a flat ground seen in perspective: ``far`` at the horizon, ``near`` at the bottom."""
    return (far + (near - far) * np.clip((y - horizon) / (1 - horizon), 0, 1)).astype(np.float32)
