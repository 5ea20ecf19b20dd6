"""Layers of drawn things that stand somewhere between the camera and infinity: shapes in world measures,
drawn sharp, put out of focus as one and laid over what is behind."""

from collections.abc import Sequence

import cv2
import numpy as np

from core.scenes.parts.camera import defocus
from core.scenes.parts.canvas import Array
from core.scenes.parts.floats import Numbers, f32
from core.scenes.parts.perspective import Lens

Point = tuple[float, float]


class Sheet:
    """A transparent layer of one view. Colours are linear light 0…1; points (column, row) in heights, column
    0 in the middle of the picture."""

    def __init__(self, lens: Lens) -> None:
        self.lens = lens
        self._canvas = np.zeros((lens.height, lens.width, 4), np.uint8)

    def polygon(self, points: Sequence[Point] | Array, colour: Numbers) -> None:
        """A filled shape."""
        height, width = self._canvas.shape[:2]
        at = np.asarray(points, np.float32) * height + np.array([width / 2 - 0.5, -0.5], np.float32)
        if at[:, 0].max() < 0 or at[:, 0].min() > width or at[:, 1].max() < 0 or at[:, 1].min() > height:
            return
        fixed = np.clip(at * 16, -(2**20), 2**20).astype(np.int32)
        cv2.fillPoly(self._canvas, [fixed], _pen(colour), cv2.LINE_AA, 4)

    def oval(self, x: float, y: float, wide: float, tall: float, colour: Numbers, turn: float = 0.0) -> None:
        """A filled ellipse of half width ``wide`` and half height ``tall``, turned by ``turn`` rad."""
        steps = np.linspace(0, 2 * np.pi, 20 if max(wide, tall) < 0.02 else 40, endpoint=False)
        u, v = wide * np.cos(steps), tall * np.sin(steps)
        cos, sin = np.cos(turn), np.sin(turn)
        self.polygon(np.stack([x + u * cos - v * sin, y + u * sin + v * cos], 1).astype(np.float32), colour)

    def stroke(self, points: Sequence[Point], thick: Sequence[float], colour: Numbers) -> None:
        """A line through points, each with its half thickness in heights."""
        for (x0, y0), (x1, y1), a, b in zip(points[:-1], points[1:], thick[:-1], thick[1:], strict=True):
            long = float(np.hypot(x1 - x0, y1 - y0)) + 1e-6
            nx, ny = -(y1 - y0) / long, (x1 - x0) / long
            corners = [
                (x0 + nx * a, y0 + ny * a),
                (x1 + nx * b, y1 + ny * b),
                (x1 - nx * b, y1 - ny * b),
                (x0 - nx * a, y0 - ny * a),
            ]
            self.polygon(corners, colour)

    def paste(self, light: Numbers, alpha: Array, corner: Point, tall: float) -> None:
        """A picture (linear h×w×3, alpha h×w) with its upper left ``corner`` there, ``tall`` heights high."""
        height, width = self._canvas.shape[:2]
        plain = np.clip(light, 0, 1) ** np.float32(1 / 2.2)
        sprite = np.dstack([plain * alpha[..., None], alpha]).astype(np.float32)
        scale = tall * height / alpha.shape[0]
        if scale < 1:
            size = (max(2, round(alpha.shape[1] * scale)), max(2, round(alpha.shape[0] * scale)))
            sprite = cv2.resize(sprite, size, interpolation=cv2.INTER_AREA)
            scale = tall * height / sprite.shape[0]
        left, top = corner[0] * height + width / 2, corner[1] * height
        columns = slice(max(0, int(left) - 1), min(width, int(left + sprite.shape[1] * scale) + 2))
        rows = slice(max(0, int(top) - 1), min(height, int(top + sprite.shape[0] * scale) + 2))
        if columns.start >= columns.stop or rows.start >= rows.stop:
            return
        matrix = np.array(
            [
                [scale, 0, left - columns.start + (scale - 1) / 2],
                [0, scale, top - rows.start + (scale - 1) / 2],
            ],
            np.float32,
        )
        size = (columns.stop - columns.start, rows.stop - rows.start)
        moved = np.clip(cv2.warpAffine(sprite, matrix, size, flags=cv2.INTER_LINEAR), 0, 1)
        below = self._canvas[rows, columns].astype(np.float32)
        made = below * (1 - moved[..., 3:]) + moved * 255
        self._canvas[rows, columns] = (made + 0.5).astype(np.uint8)

    def at(self, across: float, up: float, away: float) -> Point:
        """Where a point of the world is seen."""
        return self.lens.column(across, away), self.lens.row(away, up)

    def quad(self, corners: Sequence[tuple[float, float, float]], colour: Numbers) -> None:
        """A flat face through world points (across, up, away)."""
        self.polygon([self.at(*corner) for corner in corners], colour)

    def layer(self) -> Array:
        """What was drawn as premultiplied linear light with alpha, H×W×4."""
        alpha = self._canvas[..., 3:].astype(np.float32) / 255
        plain = self._canvas[..., :3].astype(np.float32) / np.maximum(self._canvas[..., 3:], 1)
        return f32(np.concatenate([np.minimum(plain, 1) ** np.float32(2.2) * alpha, alpha], 2))


def _pen(colour: Numbers) -> tuple[float, float, float, float]:
    red, green, blue = (np.clip(np.asarray(colour, np.float32), 0, 1) ** (1 / 2.2) * 255).tolist()
    return red, green, blue, 255.0


def lay_over(below: Array, layer: Array, radius: float) -> Array:
    """Linear ``below`` H×W×3 with a layer (premultiplied, maybe smaller) over it, out of focus by ``radius``
    heights."""
    height, width = below.shape[:2]
    soft = defocus(layer, radius * layer.shape[0])
    if soft.shape[:2] != (height, width):
        soft = cv2.resize(soft, (width, height), interpolation=cv2.INTER_LINEAR)
    return f32(below * (1 - np.clip(soft[..., 3:], 0, 1)) + soft[..., :3])
