"""A table top in perspective: its material laid on it, what it mirrors, and the depth of field over it."""

from dataclasses import dataclass

import cv2
import numpy as np

from core.scenes.parts.camera import lens_blur
from core.scenes.parts.canvas import Array, ramp
from core.scenes.parts.heightfield import soft

FOCAL = 1.7
"""Focal length of the camera in picture heights: a short telephoto."""


@dataclass(frozen=True)
class Top:
    """A level board. Rows are shares of the height: its plane vanishes at ``vanish``, its far edge is at
    ``edge``, things stand at ``foot``; ``wide`` metres are seen across at the foot, ``aspect`` heights
    across."""

    vanish: float
    edge: float
    foot: float
    wide: float
    aspect: float

    def disparity(self, row: Array | float) -> Array:
        """Disparity of rows: 0 where the plane vanishes, 1 at the bottom of the picture."""
        return np.clip((np.asarray(row, np.float32) - self.vanish) / (1 - self.vanish), 0, 1).astype(
            np.float32
        )

    def metres(self, y: Array, x: Array) -> tuple[Array, Array]:
        """Where on the board each pixel looks: metres to the right of the foot's middle and beyond it."""
        near = np.maximum(y, self.edge - 0.02) - self.vanish
        scale = self.wide * (self.foot - self.vanish) / self.aspect
        across = (x - self.aspect / 2) / near * scale
        away = FOCAL * scale * (1 / near - 1 / (self.foot - self.vanish))
        return across.astype(np.float32), away.astype(np.float32)

    def grazing(self, y: Array | np.float32) -> Array:
        """Cosine of the angle between the view and the board's normal."""
        down = np.clip(y - self.vanish, 0.01, None)
        return (down / np.hypot(down, FOCAL)).astype(np.float32)


def laid(
    top: Top, picture: Array, side: float, turn: float, at: tuple[float, float], view: tuple[int, int]
) -> Array:
    """A square picture of ``side`` metres on the board, turned by ``turn`` rad, its point ``at`` (shares)
    below the subject's foot; the picture repeats. ``view`` is (height, width) in px."""
    height, width = view
    start = int(np.clip((top.edge - 0.03) * height, 0, height - 1))
    y, x = np.mgrid[start:height, 0:width].astype(np.float32)
    across, away = top.metres((y + 0.5) / height, (x + 0.5) / height)
    cos, sin = np.float32(np.cos(turn) / side), np.float32(np.sin(turn) / side)
    size = picture.shape[0]
    u = (across * cos + away * sin + np.float32(at[0])) * size - 0.5
    v = (across * sin - away * cos + np.float32(at[1])) * size - 0.5
    # Texels per pixel down the picture, where they are closest together, pick the level of detail.
    level = np.log2(np.maximum(np.abs(np.gradient(away[:, width // 2])) * size / side * 0.6, 1)).astype(
        np.float32
    )
    made = np.zeros((height - start, width, 3), np.float32)
    small, step = picture, 0
    for step in range(int(np.ceil(float(level.max()))) + 1):
        share = np.clip(1 - np.abs(level - step), 0, 1)
        rows = np.flatnonzero(share > 0)
        if len(rows):
            band = slice(int(rows[0]), int(rows[-1]) + 1)
            scale = np.float32(2**-step)
            part = cv2.remap(
                small,
                (u[band] + 0.5) * scale - 0.5,
                (v[band] + 0.5) * scale - 0.5,
                cv2.INTER_LINEAR,
                borderMode=cv2.BORDER_WRAP,
            )
            made[band] += part * share[band, None, None]
        half = max(8, small.shape[0] // 2)
        small = cv2.resize(small, (half, half), interpolation=cv2.INTER_AREA)
    full = np.empty((height, width, 3), np.float32)
    full[start:] = made
    full[:start] = made[0]
    return full


def focused(light: Array, radius: Array, levels: int = 7) -> Array:
    """Linear light out of focus by a radius in px that only changes with the row (one per row)."""
    most = float(radius.max())
    if most < 0.5:
        return light
    steps = np.concatenate([[0], np.geomspace(min(0.7, most / 2), most, levels - 1)]).astype(np.float32)
    made = np.zeros_like(light)
    for index, step in enumerate(steps):
        share = np.interp(radius, steps, np.eye(levels, dtype=np.float32)[index]).astype(np.float32)
        rows = np.flatnonzero(share > 0)
        if not len(rows):
            continue
        first, last = int(rows[0]), int(rows[-1]) + 1
        margin = int(np.ceil(step)) + 1
        low, high = max(0, first - margin), min(len(radius), last + margin)
        part = wide_lens_blur(light[low:high], float(step))[first - low : last - low]
        made[first:last] += part * share[first:last, None, None]
    return made


def wide_lens_blur(light: Array, radius: float) -> Array:
    """``lens_blur``, a wide one made at reduced size."""
    step = int(radius // 7)
    if step < 2:
        return lens_blur(light, radius)
    rows, columns = light.shape[:2]
    small = cv2.resize(light, (max(1, columns // step), max(1, rows // step)), interpolation=cv2.INTER_AREA)
    blurred = lens_blur(small.astype(np.float32), radius / step)
    return cv2.resize(blurred, (columns, rows), interpolation=cv2.INTER_LINEAR).astype(np.float32)


def mirrored(back: Array, top: Top, rough: float) -> Array:
    """The linear light behind the board turned over at its edge: sharper near the edge than toward the
    camera, drawn out downward as ``rough`` (0…1) says."""
    height = back.shape[0]
    rows = np.clip(np.abs(2 * top.edge * height - np.arange(height) - 1), 0, top.edge * height - 1)
    turned = back[rows.astype(int)]
    near = soft(turned, height * (0.004 + 0.03 * rough))
    reach = max(1, int(height * (0.04 + 0.25 * rough)) | 1)
    far = cv2.blur(soft(turned, height * (0.015 + 0.05 * rough)), (1, reach), borderType=cv2.BORDER_REPLICATE)
    share = ramp((np.arange(height, dtype=np.float32) + 0.5) / height, top.edge, top.edge + 0.4)
    return (near + (far - near) * share[:, None, None]).astype(np.float32)


def fresnel(cosine: Array, base: float) -> Array:
    """Share of light that a smooth surface mirrors; ``base`` is that of a look from straight above."""
    return (base + (1 - base) * (1 - cosine) ** 5).astype(np.float32)


def edge_cover(y: Array, edge: float, radius: float) -> Array:
    """How much of each row is the board where its straight far edge is out of focus by ``radius``, all in
    shares of the height."""
    t = np.clip((y - edge) / max(radius, 1e-4), -1, 1)
    return (0.5 + (t * np.sqrt(np.clip(1 - t * t, 0, 1)) + np.arcsin(t)) / np.pi).astype(np.float32)


def hollow(y: Array, edge: float, reach: float) -> Array:
    """Light lost in the corner where a board meets a wall, 0 far away … 1 in it."""
    return np.exp(-np.abs(y - edge) / reach).astype(np.float32)


def pooled(x: Array, y: Array, side: float, behind: float, aspect: float) -> Array:
    """How the key light falls off over a board: from ``side`` (-1 left … 1 right) and ``behind`` (1) or the
    front (-1); about 1 in the middle."""
    across = side * (x / aspect - 0.5)
    return (1 + 0.42 * across - 0.28 * behind * (y - 0.72)).astype(np.float32)


def sparkling(light: Array, height: int) -> Array:
    """Linear light with its small bright places, lamps and glints, lifted above white, so that they become
    discs out of focus; a window or a sky, which is broad, stays. ``height`` is the picture's, in px."""
    peak = np.clip((light.max(axis=2) - 0.45) / 0.55, 0, 1)
    around = soft(peak, 0.05 * height)
    small = np.clip(1.1 - 3 * around, 0, 1)
    return (light * (1 + 2.6 * peak**2 * small)[..., None]).astype(np.float32)
