"""Surfaces as height fields lit by a lamp: micro shadow, occlusion and sheen that turn with the light.

Heights are shares of the picture's height, so that the same surface looks alike at every size.
"""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from core.scenes.parts.camera import to_linear
from core.scenes.parts.canvas import Array, Colour, blur
from core.scenes.parts.channels import spread

STEP = 0.9
"""The slope from which on what lies on a surface ends there."""


@dataclass(frozen=True)
class Relief:
    """A surface seen straight on: ``albedo`` H×W×3 sRGB, ``height`` H×W in shares of the picture's height,
    and ``gloss`` (0…1, one number or H×W), how much of a sheen it has."""

    albedo: Array
    height: Array
    gloss: Array | float = 0.0

    def over(self, colour: Array, height: Array, cover: Array, gloss: float = 0.0) -> "Relief":
        """The surface with something of the same size lying on it where ``cover`` is 1."""
        share = cover[..., None]
        return Relief(
            (self.albedo * (1 - share) + colour * share).astype(np.float32),
            (self.height * (1 - cover) + height * cover).astype(np.float32),
            (self.gloss * (1 - cover) + gloss * cover).astype(np.float32),
        )

    def sized(self, height: int, width: int) -> "Relief":
        """The middle of the surface, ``height`` × ``width`` px, at the same scale as a square of the longer
        side."""
        side = max(height, width)
        top, left = (side - height) // 2, (side - width) // 2
        cut = np.s_[top : top + height, left : left + width]
        maps = [np.ascontiguousarray(resized(one, side)[cut]) for one in (self.albedo, self.height)]
        gloss = self.gloss
        if isinstance(gloss, np.ndarray):
            gloss = np.ascontiguousarray(resized(gloss, side)[cut])
        return Relief(maps[0], maps[1] * np.float32(side / height), gloss)


@dataclass(frozen=True)
class Lamp:
    """Where a surface's light comes from: ``toward`` it in the picture's plane (x right, y down; length 1),
    its ``height`` above that plane in degrees, ``hardness`` 0…1, the linear colours of the lamp (``key``) and
    of what comes from all around (``fill``), which together light a flat surface."""

    toward: tuple[float, float]
    height: float
    hardness: float
    key: Colour = (0.6, 0.6, 0.6)
    fill: Colour = (0.4, 0.4, 0.4)


def resized(picture: Array, side: int) -> Array:
    """A square picture at another size, averaged where it shrinks."""
    now = picture.shape[0]
    if now == side:
        return picture
    return cv2.resize(picture, (side, side), interpolation=cv2.INTER_AREA if side < now else cv2.INTER_CUBIC)


def slopes(height: Array) -> tuple[Array, Array]:
    """The rise to the right and downward of a height field given in shares of its own height."""
    scale = height.shape[0] / 32
    across = cv2.Scharr(height, cv2.CV_32F, 1, 0, scale=scale)
    down = cv2.Scharr(height, cv2.CV_32F, 0, 1, scale=scale)
    return across, down


def occlusion(height: Array, strength: float = 1.0) -> Array:
    """How much of the sky each point sees, about 0.2…1.1: hollows at every scale are darker."""
    rows = height.shape[0]
    seen = np.zeros_like(height)
    for reach in (0.003, 0.009, 0.03):
        seen += (soft(height, reach * rows) - height) * (0.55 / reach)
    return np.clip(1 - strength * np.tanh(seen * 0.7) * 0.75, 0.15, 1.12).astype(np.float32)


def soft(picture: Array, radius: float) -> Array:
    """A wide blur made at reduced size; ``radius`` in px."""
    step = int(radius // 3)
    if step < 2:
        return blur(picture, radius)
    rows, columns = picture.shape[:2]
    small = cv2.resize(picture, (max(1, columns // step), max(1, rows // step)), interpolation=cv2.INTER_AREA)
    return cv2.resize(blur(small, radius / step), (columns, rows), interpolation=cv2.INTER_LINEAR)


def visibility(height: Array, lamp: Lamp, steps: int = 14) -> Array:
    """How much of the lamp each point sees, 0…1: the field's own cast shadows, softer from a larger lamp."""
    rows, columns = height.shape
    spread = np.deg2rad(3 + 27 * (1 - lamp.hardness))
    rise = np.deg2rad(lamp.height)
    low, high = np.tan(max(rise - spread, 0.03)), np.tan(min(rise + spread, 1.45))
    reach = min(0.35, float(np.ptp(height)) / low + 0.002)
    horizon = np.zeros_like(height)
    for away in np.geomspace(0.0012, reach, steps):
        shift = away * rows
        field = soft(height, 0.22 * shift) if shift > 2 else height
        move = np.array([[1, 0, lamp.toward[0] * shift], [0, 1, lamp.toward[1] * shift]], np.float32)
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        moved = cv2.warpAffine(field, move, (columns, rows), flags=flags, borderMode=cv2.BORDER_REPLICATE)
        np.maximum(horizon, (moved - height) * np.float32(1 / away), out=horizon)
    seen = np.clip((high - horizon) / (high - low), 0, 1)
    return (seen * seen * (3 - 2 * seen)).astype(np.float32)


def lit(
    relief: Relief,
    lamp: Lamp,
    depth: float = 1.0,
    through: Array | float = 1.0,
    lying: Array | None = None,
) -> Array:
    """Linear light from the surface under the lamp; a flat one gives its albedo times key plus fill.
    ``depth`` exaggerates its slopes; ``through`` is the share of the key light that reaches each point;
    ``lying`` (H×W, 0…1) tells what thin things lie on the surface: their edges are steps, which
    show no slope of their own."""
    across, down = slopes(relief.height)
    across, down = across * depth, down * depth
    if lying is not None:
        steep = 1 / (1 + ((across**2 + down**2) / STEP**2) ** 2)
        kept = 1 + lying * (steep - 1)
        across, down = across * kept, down * kept
    rise = np.deg2rad(lamp.height)
    facing = 1 - (across * lamp.toward[0] + down * lamp.toward[1]) / np.tan(rise)
    length = np.sqrt(1 + across**2 + down**2)
    key = np.clip(facing / length, 0, 2.2) * visibility(relief.height, lamp) * through
    fill = occlusion(relief.height) * (0.5 + 0.5 / length)
    tones = zip(*np.array([lamp.key, lamp.fill], np.float32), strict=True)
    made = to_linear(relief.albedo) * cv2.merge([key * own + fill * other for own, other in tones])
    if isinstance(relief.gloss, np.ndarray) or relief.gloss > 0:
        made += spread(sheen(relief, lamp, across, down) * through, np.array(lamp.key, np.float32))
    return made.astype(np.float32)


def sheen(relief: Relief, lamp: Lamp, across: Array, down: Array) -> Array:
    """What a glossy surface mirrors of the lamp, a broad lobe."""
    rise = np.deg2rad(lamp.height)
    half = np.array([lamp.toward[0] * np.cos(rise), lamp.toward[1] * np.cos(rise), np.sin(rise) + 1])
    half = half / np.linalg.norm(half)
    facing = (half[2] - across * half[0] - down * half[1]) / np.sqrt(1 + across**2 + down**2)
    broad = np.clip(facing, 0, 1) ** 12 * 0.12 + np.clip(facing, 0, 1) ** 70 * 0.7
    return (broad * relief.gloss).astype(np.float32)


def flattened(relief: Relief, depth: float) -> Relief:
    """The same surface with its heights scaled by ``depth``."""
    return replace(relief, height=(relief.height * depth).astype(np.float32))
